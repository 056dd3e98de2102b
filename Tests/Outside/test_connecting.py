"""An account is connected, watched, disabled and taken up again, as two programs over HTTP."""

from __future__ import annotations

import subprocess

import pytest
import requests
from person import Person
from programs import ACCESS_TOKEN, APP_SECRET, PHONE_NUMBER_ID, WABA_ID, House, until
from programs.program import BINARY

ACCOUNT = {"waba_id": WABA_ID, "access_token": ACCESS_TOKEN, "app_secret": APP_SECRET}
SETTINGS = {"nickname": "Shop", "new_people": "leads", "assignment": {"kind": "users", "members": []}}
CONNECT = ACCOUNT | SETTINGS | {"numbers": [PHONE_NUMBER_ID]}


def channel(person: Person) -> dict:
    return person.get("/channels")["channels"][0]


def disable(person: Person) -> None:
    answer = person.session.delete(f"{person.api}/channels/{channel(person)['id']}/connection", timeout=20)
    assert answer.status_code == 204, answer.text


def check(person: Person) -> dict:
    answer = person.post(f"/channels/{channel(person)['id']}/check")
    assert answer.status_code == 200, answer.text
    return answer.json()


def phone_of(lead: dict) -> str:
    return next(phone["e164"] for phone in lead["phones"] if phone["e164"])


@pytest.mark.rows("1.99", "2.10", "A-21", "A-46")
def test_connecting_the_same_account_again_goes_on_with_what_was_there(house: House) -> None:
    person = Person(house)
    lead, template = person.lead(), person.approved_template()
    body = {"template": template["id"], "phone": phone_of(lead)}
    conversation = person.post(f"/records/{lead['id']}/messages", body).json()["conversation"]
    until(lambda: person.messages(conversation)[0]["status"] == "delivered")
    disable(person)
    webhook = f"{house.address}/webhooks/whatsapp/demo"
    until(lambda: requests.post(webhook, data=b"{}", timeout=10).status_code == 404)
    refused = person.post(f"/records/{lead['id']}/messages", body)
    assert (refused.status_code, refused.json()["code"]) == (409, "channel_inactive")
    assert len(person.messages(conversation)) == 1

    connected = person.post("/channels", CONNECT)
    assert connected.status_code == 201, connected.text
    assert connected.json()["state"] == "active"
    assert "access_token" not in connected.text and ACCESS_TOKEN not in connected.text
    again = person.post("/channels", CONNECT)
    assert (again.status_code, again.json()["code"]) == (409, "already_connected")
    sent = person.post(f"/records/{lead['id']}/messages", body)
    assert sent.status_code == 201, sent.text
    assert sent.json()["conversation"] == conversation
    house.control("/_sim/messages", {"from": phone_of(lead).lstrip("+"), "text": "回来了"})
    until(lambda: len(person.messages(conversation)) == 3)
    assert person.get(f"/channels/{channel(person)['id']}/health")["webhooks"]["subscription"] == "here"


@pytest.mark.rows("2.10")
def test_where_meta_does_not_reach_the_server_nothing_is_connected(house: House) -> None:
    disable(Person(house))
    house.server.stop()
    house.server.environment["PARLEY_PUBLIC_URL"] = "http://127.0.0.1:9"
    house.server.start()
    # The address of the pages is the public one now, and it is not the one that we ask.
    person = Person(house)
    person.session.headers["Origin"] = "http://127.0.0.1:9"
    refused = person.post("/channels", CONNECT)
    assert (refused.status_code, refused.json()["code"]) == (422, "webhook_unreachable"), refused.text
    assert "--public-url" in refused.json()["detail"]
    assert channel(person)["state"] == "disabled"


@pytest.mark.rows("2.1", "2.4", "2.6", "2.8")
def test_what_cannot_be_connected_is_refused_by_its_name(house: House) -> None:
    person = Person(house)
    disable(person)
    probed = person.post("/channels/probe", ACCOUNT).json()
    assert all(one["met"] for one in probed["prerequisites"])
    assert [one["standing"] for one in probed["numbers"]] == ["ready", "needs_code", "other_platform"]
    for wrong, field in (("waba_id", "waba_id"), ("app_secret", "app_secret"), ("access_token", "access_token")):
        refused = person.post("/channels/probe", ACCOUNT | {wrong: "1"})
        assert (refused.status_code, refused.json()["field"]) == (422, field), refused.text
    for number in ("100000000000002", "100000000000003"):
        refused = person.post("/channels", CONNECT | {"numbers": [number]})
        assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (422, "not_usable", "numbers")
    for number in house.control("/_sim/numbers")["data"]:
        house.control(f"/_sim/numbers/{number['id']}", {"status": "BANNED"})
    refused = person.post("/channels", CONNECT)
    assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (422, "prerequisite_missing", "number")
    house.control("/_sim/settings", {"account": "disabled"})
    refused = person.post("/channels", CONNECT)
    assert (refused.json()["code"], refused.json()["field"]) == ("prerequisite_missing", "whatsapp_account"), refused.text
    assert channel(person)["state"] == "disabled"


@pytest.mark.rows("2.8")
def test_a_number_of_another_organisation_is_taken(house: House) -> None:
    command = [BINARY, "admin", "create-organization", "--database", house.server.database, "--name", "Other"]
    command += ["--email", "boss@other.example", "--user", "Boss", "--password-stdin"]
    subprocess.run(command, input=b"parley-demo\n", check=True, timeout=60, capture_output=True)
    other = Person(house, "boss@other.example")
    assert other.post("/channels/probe", ACCOUNT).json()["numbers"][0]["standing"] == "taken"
    refused = other.post("/channels", CONNECT)
    assert (refused.status_code, refused.json()["code"]) == (422, "not_usable")
    assert other.get("/channels")["channels"] == []


def second_account(house: House, **more: str) -> tuple[str, str]:
    """Another account of the portfolio, with a number that sends."""
    account = house.control("/_sim/accounts", {"name": "Clinic"} | more)["id"]
    number = house.control("/_sim/numbers", {"phone": "+4915120000199", "verified_name": "Clinic", "waba_id": account})
    return account, number["id"]


@pytest.mark.rows("2.4", "2.6")
def test_a_number_of_another_account_is_refused_though_the_token_reaches_it(house: House) -> None:
    person = Person(house)
    other, number = second_account(house)
    probed = person.post("/channels/probe", ACCOUNT | {"waba_id": other}).json()
    assert [one["phone_number_id"] for one in probed["numbers"]] == [number]
    refused = person.post("/channels", CONNECT | {"waba_id": other, "numbers": [PHONE_NUMBER_ID]})
    problem = refused.json()
    assert (refused.status_code, problem["code"], problem["field"]) == (422, "not_valid", "numbers"), refused.text
    assert problem["detail"] == f"The account has no number with the id {PHONE_NUMBER_ID}."
    foreign = {"account": {"channel": channel(person)["id"]}, "phone_number_id": number}
    for step, body in (("code", {"method": "sms", "language": "zh_CN"}), ("verification", {"code": "123456"}), ("registration", {"pin": "135790"})):
        refused = person.post(f"/channels/probe/{step}", foreign | body)
        assert (refused.status_code, refused.json()["field"]) == (422, "phone_number_id"), refused.text
        assert refused.json()["detail"] == f"The account has no number with the id {number}."
    used = person.session.put(f"{person.api}/channels/{channel(person)['id']}/numbers", json={"numbers": [number]}, timeout=20)
    assert (used.status_code, used.json()["field"]) == (422, "numbers")
    assert len(person.get("/channels")["channels"]) == 1


@pytest.mark.rows("2.4", "2.10", "A-46")
def test_two_accounts_get_their_own_messages_and_send_with_their_own_tokens(house: House) -> None:
    person = Person(house)
    other, number = second_account(house, access_token="clinic-token")
    clinic = ACCOUNT | {"waba_id": other, "access_token": "clinic-token"}
    # Neither token reaches the other account.
    assert person.post("/channels/probe", clinic | {"access_token": ACCESS_TOKEN}).json()["field"] == "waba_id"
    connected = person.post("/channels", clinic | SETTINGS | {"nickname": "Clinic", "numbers": [number]})
    assert connected.status_code == 201, connected.text
    assert [one["state"] for one in person.get("/channels")["channels"]] == ["active", "active"]

    phone = "4915120000147"
    house.control("/_sim/customers", {"name": "Nora", "phone": "+" + phone})
    threads = {}
    for at in (PHONE_NUMBER_ID, number):
        house.control("/_sim/messages", {"from": phone, "text": f"To {at}", "phone_number_id": at})
        threads[at] = until(lambda at=at: [one for one in person.get("/conversations")["conversations"] if one["last_message"]["text"] == f"To {at}"])[0]["id"]
    assert len(set(threads.values())) == 2
    for at, thread in threads.items():
        assert person.post(f"/conversations/{thread}/messages", {"text": f"From {at}"}).status_code == 201
        # The reports come by the account's own address, too.
        until(lambda thread=thread: person.messages(thread)[0]["status"] == "delivered")
        seen = house.control(f"/_sim/conversations/{phone}?phone_number_id={at}")["messages"]
        assert [one["text"] for one in seen] == [f"To {at}", f"From {at}"]
    posts = house.control("/_sim/webhooks")["data"]
    assert {one["url"].rsplit("/", 1)[1] == "demo" for one in posts} == {True, False}

    # One goes, the other stays.
    own = next(one["id"] for one in person.get("/channels")["channels"] if one["nickname"] == "Clinic")
    assert person.session.delete(f"{person.api}/channels/{own}/connection", timeout=20).status_code == 204
    refused = person.post(f"/conversations/{threads[number]}/messages", {"text": "Still there?"})
    assert (refused.status_code, refused.json()["code"]) == (409, "channel_inactive")
    assert person.post(f"/conversations/{threads[PHONE_NUMBER_ID]}/messages", {"text": "Still there"}).status_code == 201
    until(lambda: person.messages(threads[PHONE_NUMBER_ID])[0]["status"] == "delivered")


@pytest.mark.rows("2.40")
def test_what_meta_refuses_stops_and_goes_on_when_meta_says_so(house: House) -> None:
    person = Person(house)
    house.control("/_sim/settings", {"token": "revoked"})
    assert check(person)["token"]["state"] == "invalid"
    assert (channel(person)["state"], channel(person)["stopped_reason"]) == ("stopped", "190")
    assert [one["kind"] for one in person.get("/signals")["items"]] == ["channel.stopped"]
    assert check(person)["check_failure"] == "190"
    assert person.get("/signals")["unread"] == 1
    house.control("/_sim/settings", {"token": "valid"})
    assert check(person)["state"] == "active"

    # One number alone.
    house.control(f"/_sim/numbers/{PHONE_NUMBER_ID}", {"status": "RESTRICTED"})
    check(person)
    assert channel(person)["state"] == "active"
    assert channel(person)["numbers"][0]["stopped_reason"] == "number_restricted"
    house.control(f"/_sim/numbers/{PHONE_NUMBER_ID}", {"status": "CONNECTED"})
    check(person)
    assert channel(person)["numbers"][0]["stopped_reason"] is None


@pytest.mark.rows("2.40")
def test_webhooks_that_go_elsewhere_are_brought_back_by_a_person(house: House) -> None:
    person = Person(house)
    check(person)
    graph = f"{house.simulator.address}/v25.0/{WABA_ID}/subscribed_apps"
    headers = {"Authorization": f"Bearer {ACCESS_TOKEN}"}
    assert requests.delete(graph, headers=headers, timeout=10).ok
    house.control("/_sim/settings", {"call_failure": None})
    assert check(person)["webhooks"]["subscription"] == "here"
    assert requests.get(graph, headers=headers, timeout=10).json()["data"][0]["override_callback_uri"].endswith("/webhooks/whatsapp/demo")


@pytest.mark.rows("2.40")
def test_meta_is_asked_by_itself_and_less_when_it_wants(house: House) -> None:
    person = Person(house)
    check(person)
    house.control("/_sim/settings", {"call_failure": {"code": 80007, "count": True}})
    assert check(person)["check_failure"] == "80007"
    assert channel(person)["state"] == "active"
    house.control("/_sim/settings", {"call_failure": None, "token": "expired"})
    assert person.post("/demo/clock", {"advance_ms": 2 * 3_600_000}).status_code == 200
    until(lambda: channel(person)["state"] == "stopped", seconds=30)
    house.control("/_sim/settings", {"token": "valid"})
    assert person.post("/demo/clock", {"advance_ms": 2 * 3_600_000}).status_code == 200
    until(lambda: channel(person)["state"] == "active", seconds=30)


@pytest.mark.rows("2.6")
def test_a_second_number_is_verified_and_used_later(house: House) -> None:
    person = Person(house)
    own = channel(person)["id"]
    second = {"account": {"channel": own}, "phone_number_id": "100000000000002"}

    def use(*numbers: str) -> requests.Response:
        return person.session.put(f"{person.api}/channels/{own}/numbers", json={"numbers": list(numbers)}, timeout=20)

    assert use(PHONE_NUMBER_ID, "100000000000002").json()["code"] == "not_usable"
    assert person.post("/channels/probe/code", second | {"method": "sms", "language": "zh_CN"}).status_code == 204
    code = next(one for one in house.control("/_sim/numbers")["data"] if one["id"] == "100000000000002")["code"]
    assert person.post("/channels/probe/verification", second | {"code": code}).status_code == 204
    assert person.post("/channels/probe/registration", second | {"pin": "135790"}).status_code == 204
    assert use(PHONE_NUMBER_ID, "100000000000002").status_code == 200
    assert [one["in_use"] for one in channel(person)["numbers"]] == [True, True]
    assert use("100000000000002").status_code == 200
    assert [one["in_use"] for one in channel(person)["numbers"]] == [False, True]
    lead, template = person.lead(), person.approved_template()
    sent = person.post(f"/records/{lead['id']}/messages", {"template": template["id"], "phone": phone_of(lead)})
    assert sent.status_code == 201, sent.text
    conversation = person.get(f"/conversations/{sent.json()['conversation']}")
    assert conversation["business_number"]["id"] == channel(person)["numbers"][1]["id"]
    assert use().json()["field"] == "numbers"
