"""Killed at any step of sending, whatever is wrong at Meta meanwhile: a message arrives once, fails for good, or is known to be unknown."""

from __future__ import annotations

import itertools
import os
import time

import pytest
from person import Person
from programs import House, until

SOAK = bool(os.environ.get("PARLEY_TEST_SOAK"))
MOMENTS = (0.0, 0.01, 0.03, 0.08, 0.2, 0.6)
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


PHONES = [f"4915120000{number}" for number in range(140, 146)]


@pytest.mark.rows("2.37")
def test_killed_at_each_step_with_each_fault_nothing_leaves_twice(house: House) -> None:
    person = Person(house)
    # Several people, for to one of them WhatsApp takes 45 messages at once and one in six seconds after that.
    for phone in PHONES:
        house.control("/_sim/customers", {"name": f"P{phone}", "phone": "+" + phone})
        house.control("/_sim/messages", {"from": phone, "text": "hi"})
    until(lambda: len(conversations(person)) == len(PHONES))
    queued: list[str] = []
    # Each fault at each moment takes long; each at one of them covers every moment.
    tries = itertools.product(FAULTS.items(), MOMENTS) if SOAK else zip(FAULTS.items(), itertools.cycle(MOMENTS))
    for number, ((name, settings), moment) in enumerate(tries):
        house.control("/_sim/settings", settings)
        conversation = conversations(person)[PHONES[number % len(PHONES)]]
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
        return all(one["status"] != "queued" or one["outcome_unknown"] for one in outbound(person))

    # A call that was under way becomes unknown when its lease has run out.
    until(settled, seconds=150, every=1)
    chats = [house.control(f"/_sim/conversations/{phone}")["messages"] for phone in PHONES]
    arrived = [message["text"] for chat in chats for message in chat if message["direction"] == "outbound"]
    doubled = {text for text in arrived if arrived.count(text) > 1}
    assert not doubled, f"sent twice: {doubled}"
    ours = outbound(person)
    assert sorted(one["text"] for one in ours) == sorted(queued)
    for one in ours:
        if one["outcome_unknown"]:
            continue
        was_late = one["text"].startswith("failed after")
        assert (one["text"] in arrived) == (one["status"] != "failed") or was_late, one
    known = sum(not one["outcome_unknown"] for one in ours)
    assert known > len(ours) / 2, "most outcomes are known"


def conversations(person: Person) -> dict[str, str]:
    """By the customer's number."""
    found = person.get("/conversations?limit=100")["conversations"]
    return {phone: one["id"] for one in found for phone in PHONES if one["person"]["phone"] == "+" + phone}


def outbound(person: Person) -> list[dict]:
    found = []
    for conversation in conversations(person).values():
        found += [one for one in person.messages(conversation) if one["direction"] == "outbound"]
    return found
