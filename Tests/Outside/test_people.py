"""Somebody stays the same person: known by a number, later by a user id alone, later by another number."""

from __future__ import annotations

import pytest
from person import Person
from programs import House, until

USER_ID, OTHER_ID = "CN.9A1bC2d3E4f5", "CN.9A1bC2d3E4f6"
OLD, NEW = "+8613912340001", "+8613912340002"


def new_lead(person: Person, phone: str = OLD) -> dict:
    made = person.post("/modules/Leads/records", {"values": {"last_name": "周", "company": "半日", "mobile": phone}})
    assert made.status_code == 201, made.text
    return made.json()


def send(person: Person, lead: dict, template: dict, phone: str) -> str:
    """Sends a template; the conversation that it stands in."""
    sent = person.post(f"/records/{lead['id']}/messages", {"template": template["id"], "phone": phone})
    assert sent.status_code == 201, sent.text
    conversation = sent.json()["conversation"]
    until(lambda: person.messages(conversation)[0]["status"] == "delivered")
    return conversation


def leads(person: Person) -> int:
    return len(person.get("/modules/Leads/records?limit=100")["records"])


def texts(person: Person, conversation: str) -> list[str]:
    return [one["text"] for one in person.messages(conversation)]


@pytest.mark.rows("2.14")
def test_whoever_was_written_to_by_number_and_answers_by_user_id_alone_is_the_same_person(house: House) -> None:
    person = Person(house)
    lead, template = new_lead(person), person.approved_template()
    house.control("/_sim/customers", {"name": "周洋", "phone": OLD, "user_id": USER_ID})
    conversation = send(person, lead, template, OLD)
    before = leads(person)
    # From here on WhatsApp tells no number of theirs; what was answered to the send is all that ties the two together.
    house.control(f"/_sim/customers/{OLD}", {"username": "zhouyang", "identity": "user_id"})
    house.control("/_sim/messages", {"from": USER_ID, "text": "好的，明天见"})
    until(lambda: "好的，明天见" in texts(person, conversation))
    assert leads(person) == before
    # They are answered, though nobody told us their number anew.
    answer = person.post(f"/conversations/{conversation}/messages", {"text": "门口有人接您"})
    assert answer.status_code == 201, answer.text
    until(lambda: person.messages(conversation)[0]["status"] == "delivered")
    seen = [one["text"] for one in house.control(f"/_sim/conversations/{USER_ID}")["messages"]]
    assert seen[-2:] == ["好的，明天见", "门口有人接您"]

    # Of whom WhatsApp told no user id then, nobody can know: they come as a stranger.
    other = new_lead(person, NEW)
    house.control("/_sim/customers", {"name": "吴", "phone": NEW, "user_id": OTHER_ID, "identity": "phone"})
    send(person, other, template, NEW)
    house.control(f"/_sim/customers/{NEW}", {"username": "wu", "identity": "user_id"})
    house.control("/_sim/messages", {"from": OTHER_ID, "text": "是我"})
    until(lambda: leads(person) == before + 2)


@pytest.mark.rows("A-44")
def test_a_record_with_another_number_is_written_to_there_and_heard_from_the_old_one(house: House) -> None:
    person = Person(house)
    lead, template = new_lead(person), person.approved_template()
    house.control("/_sim/customers", {"name": "周洋", "phone": OLD})
    house.control("/_sim/customers", {"name": "周洋（新）", "phone": NEW})
    conversation = send(person, lead, template, OLD)
    record = person.get(f"/records/{lead['id']}")
    change = {"version": record["version"], "values": {"mobile": NEW}}
    changed = person.session.patch(f"{person.api}/records/{lead['id']}", json=change, timeout=20)
    assert changed.status_code == 200, changed.text
    assert [one["e164"] for one in changed.json()["phones"] if one["e164"]] == [NEW]
    before = leads(person)

    # What is begun goes to the new number; the old one is no number of the record.
    again = send(person, lead, template, NEW)
    assert len(house.control(f"/_sim/conversations/{NEW}")["messages"]) == 1
    refused = person.post(f"/records/{lead['id']}/messages", {"template": template["id"], "phone": OLD})
    assert refused.status_code == 422, refused.text
    assert len(house.control(f"/_sim/conversations/{OLD}")["messages"]) == 1

    # Who writes from either is still this record, in the thread that is there.
    for phone, thread in ((OLD, conversation), (NEW, again)):
        house.control("/_sim/messages", {"from": phone, "text": f"From {phone}"})
        until(lambda phone=phone, thread=thread: f"From {phone}" in texts(person, thread))
        assert person.get(f"/conversations/{thread}")["record"]["id"] == lead["id"]
    assert leads(person) == before
