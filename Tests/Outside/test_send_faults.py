"""Killed at each step of sending, whatever is wrong at Meta meanwhile: a message arrives once, fails for good, or is known to be unknown."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
from pathlib import Path

import pytest
import requests
from person import Person
from programs import House, until

SOAK = bool(os.environ.get("PARLEY_TEST_SOAK"))
# As the server names them; the call itself is under way while Meta takes its time to answer.
STEPS = ("claimed", "sending", "called", "answered", "recorded")
MESSAGES = 3
FAULTS = {
    "nothing": {},
    "refused for good": {"failure": {"code": 131009, "count": 2, "late": False}},
    "failed after it was accepted": {"failure": {"code": 131026, "count": 2, "late": True}},
    "trouble at Meta": {"failure": {"code": 131000, "count": 2, "late": False}},
    "service down": {"failure": {"code": 131016, "count": 2, "late": False}},
    "too fast": {"failure": {"code": 130429, "count": 2, "late": False}},
    "too fast for one person": {"failure": {"code": 131056, "count": 2, "late": False}},
    "5xx": {"status_5xx": 2},
    "cut before it was looked at": {"drop_before_accept": 2},
    "cut after it was accepted": {"drop_after_accept": 2},
    "silence after it was accepted": {"hang_after_accept": 2, "hang_ms": 1_000},
    "statuses lost": {"drop_webhooks": 3},
    "statuses twice and shuffled": {"duplicate_webhooks": 6, "webhook_jitter_ms": 300},
}
# With these Meta takes the first call, and can be slow to say so.
ACCEPTING = {"nothing", "failed after it was accepted", "silence after it was accepted", "statuses lost", "statuses twice and shuffled"}
# With these every call is answered, so that only the end of the program leaves something unknown.
ANSWERED = set(FAULTS) - {"cut before it was looked at", "cut after it was accepted", "silence after it was accepted"}


def tries() -> list[tuple[str, str]]:
    """Each fault with each step takes long; each with one of them covers every step more than once."""
    pairs = itertools.product(FAULTS, STEPS) if SOAK else zip(FAULTS, itertools.cycle(STEPS))
    return [(fault, "answered" if step == "called" and fault not in ACCEPTING else step) for fault, step in pairs]


# Somebody else for each message: what is lost on its way to one person holds up nothing to the others.
PHONES = [f"4915120{number:06}" for number in range(len(tries()) * MESSAGES)]


@pytest.mark.rows("2.37")
def test_killed_at_each_step_with_each_fault_nothing_leaves_twice(house: House, tmp_path: Path) -> None:
    step_file = tmp_path / "step"
    house.server.stop()
    house.server.environment["PARLEY_CRASH_AT"] = str(step_file)
    house.server.start()
    person = Person(house)
    channel = person.get("/channels")["channels"][0]["id"]
    for phone in PHONES:
        house.control("/_sim/customers", {"name": f"P{phone}", "phone": "+" + phone})
        house.control("/_sim/messages", {"from": phone, "text": "hi"})
    ids = until(lambda: (found := conversations(person)) and len(found) == len(PHONES) and found, seconds=60)

    def quiet() -> bool:
        # Pauses and waits are kept in product time.
        person.post("/demo/clock", {"advance_ms": 10_000})
        return person.get(f"/channels/{channel}/health")["outbound"]["count"] == 0

    queued: list[str] = []
    tried: list[str] = []
    for number, (fault, step) in enumerate(tries()):
        house.control("/_sim/settings", FAULTS[fault])
        if step == "called":
            house.control("/_sim/settings", {"hang_after_accept": MESSAGES, "hang_ms": 5_000})
        else:
            step_file.write_text(step)
        # The first may end the server before the others are in.
        with contextlib.suppress(requests.RequestException):
            for index in range(MESSAGES):
                text = f"{fault}, {step}, {number}.{index}"
                tried.append(text)
                phone = PHONES[number * MESSAGES + index]
                answer = person.post(f"/conversations/{ids[phone]}/messages", {"text": text})
                assert answer.status_code == 201, f"{text}: {answer.text}"
                queued.append(text)
        if step == "called":
            until(lambda: f"{fault}, {step}, {number}.0" in arrived(house), every=0.02)
        else:
            assert house.server.process.wait(30) == -signal.SIGKILL, f"{fault}: never came to {step}"
            step_file.unlink()
        house.server.kill()
        house.control("/_sim/settings/reset", {})
        house.server.start()
        person = Person(house)
        until(quiet, every=0.1)

    def settled() -> bool:
        return all(one["status"] != "queued" or one["outcome_unknown"] for one in outbound(person, ids))

    # A call that was under way becomes unknown when its lease has run out.
    until(settled, seconds=90, every=1)
    seen = arrived(house)
    doubled = {text for text in seen if seen.count(text) > 1}
    assert not doubled, f"sent twice: {doubled}"
    ours = {one["text"]: one for one in outbound(person, ids)}
    assert set(queued) <= set(ours) <= set(tried)
    unknown = {text for text, one in ours.items() if one["outcome_unknown"]}
    for text, one in ours.items():
        fault, step, _ = text.rsplit(", ", 2)
        if text in unknown:
            assert fault not in ANSWERED or step != "claimed", f"{text}: nothing had left"
        elif fault != "failed after it was accepted":
            assert (text in seen) == (one["status"] != "failed"), one
    for number, (fault, step) in enumerate(tries()):
        lost = [text for text in unknown if text.startswith(f"{fault}, {step}, {number}.")]
        assert lost or step != "sending", f"{fault}: what was about to leave is known to be unknown"


def conversations(person: Person) -> dict[str, str]:
    """By the customer's number."""
    found: dict[str, str] = {}
    cursor = ""
    while cursor is not None:
        page = person.get("/conversations?limit=100" + (f"&cursor={cursor}" if cursor else ""))
        found |= {(one["person"]["phone"] or "+")[1:]: one["id"] for one in page["conversations"]}
        cursor = page["next_cursor"]
    return {phone: id for phone, id in found.items() if phone in PHONES}


def outbound(person: Person, ids: dict[str, str]) -> list[dict]:
    return [one for id in ids.values() for one in person.messages(id) if one["direction"] == "outbound"]


def arrived(house: House) -> list[str]:
    """What the customers have."""
    chats = [house.control(f"/_sim/conversations/{phone}")["messages"] for phone in PHONES]
    return [message["text"] for chat in chats for message in chat if message["direction"] == "outbound"]
