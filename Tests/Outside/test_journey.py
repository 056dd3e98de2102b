"""One message out, one message in, through every layer, as two programs over HTTP."""

from __future__ import annotations

import pytest
from person import Person
from programs import House, until


def phone_of(lead: dict) -> str:
    return next(phone["e164"] for phone in lead["phones"] if phone["e164"])


def send(person: Person, lead: dict, template: dict, key: str) -> dict:
    answer = person.post(
        f"/records/{lead['id']}/messages", {"template": template["id"], "phone": phone_of(lead)}, Idempotency_Key=key
    )
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.mark.rows("1.14", "1.15", "1.16", "1.18", "1.50", "1.51", "1.52")
def test_a_template_goes_out_an_answer_comes_in_and_the_window_closes(house: House) -> None:
    person = Person(house)
    assert person.get("/channels")["channels"][0]["state"] == "active"
    lead = person.lead()

    template = person.approved_template()
    message = send(person, lead, template, "one")
    assert send(person, lead, template, "one")["id"] == message["id"]
    conversation = message["conversation"]

    refused = person.post(f"/conversations/{conversation}/messages", {"text": "hi"})
    assert refused.status_code == 409
    assert refused.json()["code"] == "window_closed"
    assert "WhatsApp" in refused.json()["detail"]
    until(lambda: person.messages(conversation)[0]["status"] == "delivered")

    house.control("/_sim/messages", {"from": phone_of(lead).lstrip("+"), "text": "好的，谢谢 👍"})
    until(lambda: len(person.messages(conversation)) == 2)
    latest = person.messages(conversation)[0]
    assert (latest["direction"], latest["text"]) == ("inbound", "好的，谢谢 👍")
    assert person.get("/conversations")["conversations"][0]["id"] == conversation

    reply = person.post(f"/conversations/{conversation}/messages", {"text": "明天 14:00 见"})
    assert reply.status_code == 201
    until(lambda: person.messages(conversation)[0]["status"] == "delivered")

    assert person.post("/demo/clock", {"advance_ms": 24 * 3_600_000}).status_code == 200
    late = person.post(f"/conversations/{conversation}/messages", {"text": "late"})
    assert late.status_code == 409
    assert late.json()["closed_at"] == person.get(f"/conversations/{conversation}")["window_closes_at"]

    house.control("/_sim/messages", {"from": phone_of(lead).lstrip("+"), "text": "还在吗"})
    until(lambda: len(person.messages(conversation)) == 4)
    assert person.post(f"/conversations/{conversation}/messages", {"text": "在的"}).status_code == 201


def test_somebody_nobody_knows_becomes_a_lead(house: House) -> None:
    person = Person(house)
    house.control("/_sim/customers", {"name": "Klaus Weber", "phone": "+4915120000147"})
    house.control("/_sim/messages", {"from": "4915120000147", "text": "Guten Tag"})
    found = until(lambda: person.get("/conversations")["conversations"])
    assert found[0]["record"]["module"] == "Leads"
    assert found[0]["record"]["name"] == "Klaus Weber"
    assert found[0]["unread"] == 1


def test_meta_refusing_a_message_shows_why(house: House) -> None:
    person = Person(house)
    template = person.approved_template()
    made = person.post(
        "/modules/Leads/records", {"values": {"last_name": "无", "company": "无", "mobile": "+8613800131026"}}
    )
    assert made.status_code == 201, made.text
    message = send(person, made.json(), template, "one")
    until(lambda: person.messages(message["conversation"])[0]["status"] == "failed")
    assert person.messages(message["conversation"])[0]["error"]["code"] == "131026"


def test_a_restart_loses_no_message_that_waits(house: House) -> None:
    person = Person(house)
    lead = person.lead()
    template = person.approved_template()
    house.simulator.stop()
    message = send(person, lead, template, "one")
    house.server.kill()
    house.simulator.start()
    house.server.start()
    person = Person(house)

    def found() -> dict:
        return person.messages(message["conversation"])[0]

    # The simulator's memory is empty: it does not know the template any more, and says so. A server that was killed while the
    # message was on its way does not know whether it has left.
    until(lambda: found()["status"] == "failed" or found()["outcome_unknown"], seconds=90)
    assert found()["outcome_unknown"] or found()["error"]["code"] in ("132001", "100")
