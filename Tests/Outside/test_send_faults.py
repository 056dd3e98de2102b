"""Killed at any step of sending, whatever is wrong at Meta meanwhile: a message arrives once, fails for good, or is known to be unknown."""

from __future__ import annotations

import itertools
import os
import time

import pytest
from person import Person
from programs import House, until

SOAK = bool(os.environ.get("PARLEY_TEST_SOAK"))
MOMENTS = (0.0, 0.01, 0.03, 0.08, 0.2, 0.6) if SOAK else (0.0, 0.05)
MESSAGES = 4
FAULTS = {
    "nothing": {},
    "refused for good": {"failure": {"code": 131009, "count": 2, "late": False}},
    "failed after it was accepted": {"failure": {"code": 131026, "count": 2, "late": True}},
    "trouble at Meta": {"failure": {"code": 131000, "count": 2, "late": False}},
    "service down": {"failure": {"code": 131016, "count": 2, "late": False}},
    "too fast": {"failure": {"code": 130429, "count": 2, "late": False}},
    "too fast for one person": {"failure": {"code": 131056, "count": 2, "late": False}},
    "5xx without a word": {"status_5xx": 2},
    "cut before it was looked at": {"drop_before_accept": 2},
    "cut after it was accepted": {"drop_after_accept": 2},
    "silence after it was accepted": {"hang_after_accept": 2, "hang_ms": 1_000},
    "statuses lost": {"drop_webhooks": 3},
    "statuses twice and shuffled": {"duplicate_webhooks": 6, "webhook_jitter_ms": 300},
}


@pytest.mark.rows("2.37")
def test_killed_at_each_step_with_each_fault_nothing_leaves_twice(house: House) -> None:
    person = Person(house)
    lead = person.lead()
    phone = next(entry["e164"] for entry in lead["phones"] if entry["e164"])
    house.control("/_sim/customers", {"name": lead["name"], "phone": phone})
    house.control("/_sim/messages", {"from": phone.lstrip("+"), "text": "hi"})
    conversation = until(lambda: person.get("/conversations")["conversations"])[0]["id"]
    queued: list[str] = []
    for (name, settings), moment in itertools.product(FAULTS.items(), MOMENTS):
        house.control("/_sim/settings", settings)
        for index in range(MESSAGES):
            answer = person.post(f"/conversations/{conversation}/messages", {"text": f"{name}, {moment} s, {index}"})
            assert answer.status_code == 201, f"{name}: {answer.text}"
            queued.append(answer.json()["text"])
        time.sleep(moment)
        house.server.kill()
        house.control("/_sim/settings/reset", {})
        house.server.start()
        person = Person(house)
        # Pauses are kept in product time.
        person.post("/demo/clock", {"advance_ms": 600_000})

    def settled() -> bool:
        person.post("/demo/clock", {"advance_ms": 10_000})
        return all(one["status"] != "queued" or one["outcome_unknown"] for one in outbound(person, conversation))

    # A call that was under way becomes unknown when its lease has run out.
    until(settled, seconds=120, every=1)
    seen = house.control(f"/_sim/conversations/{phone.lstrip('+')}")["messages"]
    arrived = [message["text"] for message in seen if message["direction"] == "outbound"]
    doubled = {text for text in arrived if arrived.count(text) > 1}
    assert not doubled, f"sent twice: {doubled}"
    ours = outbound(person, conversation)
    assert sorted(one["text"] for one in ours) == sorted(queued)
    for one in ours:
        if one["outcome_unknown"]:
            continue
        was_late = one["text"].startswith("failed after")
        assert (one["text"] in arrived) == (one["status"] != "failed") or was_late, one
    known = sum(not one["outcome_unknown"] for one in ours)
    assert known > len(ours) / 2, "most outcomes are known"


def outbound(person: Person, conversation: str) -> list[dict]:
    found, cursor = [], ""
    while cursor is not None:
        page = person.get(f"/conversations/{conversation}/messages?limit=100" + (f"&cursor={cursor}" if cursor else ""))
        found += [one for one in page["messages"] if one["direction"] == "outbound"]
        cursor = page["next_cursor"]
    return found
