"""Webhooks of every kind, broken at random: each is answered, none holds up what stands behind it, and its neighbours arrive."""

from __future__ import annotations

import copy
import json
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from person import Person
from programs import ENGINES, PHONE_NUMBER_ID, WABA_ID, House, database, until
from webhooks import post_webhook

CORPUS = json.loads((Path(__file__).resolve().parents[1] / "Webhooks" / "corpus.json").read_text())
SOAK = bool(os.environ.get("PARLEY_TEST_SOAK"))
# On each engine.
SECONDS = 600 if SOAK else 20
# Bodies at once.
ROUND = 200
METADATA = {"display_phone_number": "862155500100", "phone_number_id": PHONE_NUMBER_ID}
NEIGHBOUR = "4915120000147"
# What a value of any other kind may be.
STRANGE = [None, True, 0, -1, 2**63, 1e308, "", "\0", "🙂" * 50, "9" * 400, [], {}, [[[]]], {"id": {"id": []}}, "wamid.TEXT"]


def places(value: object, at: tuple = ()) -> list[tuple]:
    """Where something stands in a value; the whole of it is no place."""
    found = [at] if at else []
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        found += places(part, (*at, name))
    return found


def parent(value: object, at: tuple) -> dict | list:
    for name in at[:-1]:
        value = value[name]
    return value


def drop(value: object, at: tuple, luck: random.Random) -> None:
    del parent(value, at)[at[-1]]


def duplicate(value: object, at: tuple, luck: random.Random) -> None:
    holder = parent(value, at)
    if isinstance(holder, list):
        holder.insert(luck.randrange(len(holder) + 1), copy.deepcopy(holder[at[-1]]))
    else:
        holder[luck.choice(["id", "type", "text", "messages", "from", "timestamp"])] = copy.deepcopy(holder[at[-1]])


def retype(value: object, at: tuple, luck: random.Random) -> None:
    parent(value, at)[at[-1]] = copy.deepcopy(luck.choice(STRANGE))


def nest(value: object, at: tuple, luck: random.Random) -> None:
    holder = parent(value, at)
    for _ in range(luck.choice([1, 2, 40])):
        holder[at[-1]] = luck.choice([lambda one: [one], lambda one: {"value": one}])(holder[at[-1]])


def reorder(value: object, at: tuple, luck: random.Random) -> None:
    holder = parent(value, at)
    if isinstance(holder, list):
        luck.shuffle(holder)
    else:
        names = list(holder)
        luck.shuffle(names)
        for name in names:
            holder[name] = holder.pop(name)


WAYS: list[Callable[[object, tuple, random.Random], None]] = [drop, duplicate, retype, nest, reorder]


def broken(luck: random.Random) -> dict:
    """A change of the corpus with up to four faults, about somebody who may or may not be known."""
    case = luck.choice(CORPUS)
    value = copy.deepcopy(case["value"])
    if luck.random() < 0.8:
        value["metadata"] = dict(METADATA)
    text = json.dumps(value)
    if luck.random() < 0.7:
        text = text.replace("wamid.", f"wamid.{luck.randrange(10**6)}.")
    if luck.random() < 0.5:
        text = text.replace("905551230001", luck.choice(["5511988888888", "551188888888", NEIGHBOUR, "1", "x"]))
    change = {"field": case["field"], "value": json.loads(text)}
    for _ in range(luck.randrange(5)):
        if found := places(change):
            at = luck.choice(found)
            luck.choice(WAYS)(change, at, luck)
    return change


def neighbour(number: int) -> dict:
    message = {"from": NEIGHBOUR, "id": f"wamid.N{number}", "timestamp": str(int(time.time())), "type": "text", "text": {"body": f"neighbour {number}"}}
    contact = {"profile": {"name": "Nora"}, "wa_id": NEIGHBOUR}
    return {"field": "messages", "value": {"messaging_product": "whatsapp", "metadata": METADATA, "contacts": [contact], "messages": [message]}}


def body(luck: random.Random, number: int) -> bytes:
    """A broken change between two good ones; at times inside a good one's own array."""
    first, fault, second = neighbour(2 * number), broken(luck), neighbour(2 * number + 1)
    items = fault.get("value", {}).get("messages") if isinstance(fault.get("value"), dict) else None
    if isinstance(items, list) and luck.random() < 0.5:
        first["value"]["messages"] = [*items, *first["value"]["messages"]]
    changes = [first, fault, second]
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"id": WABA_ID, "changes": changes}]}).encode()


@pytest.mark.rows("2.36")
@pytest.mark.parametrize("engine", ENGINES)
def test_broken_webhooks_harm_nobody(engine: str, tmp_path: Path) -> None:
    seed = random.randrange(10**9) if SOAK else 20261127
    luck = random.Random(seed)
    with database(engine, tmp_path) as address:
        house = House(address, tmp_path).start()
        try:
            person, count, end = Person(house), 0, time.monotonic() + SECONDS
            # What was posted is worked through before more is, so that the time holds however fast that is.
            while time.monotonic() < end:
                count = fire(house, luck, seed, count)
                until(lambda: has_arrived(person, 2 * count - 1), seconds=90)
            assert_all_arrived(person, count, seed)
            log = house.server.log.read_text(errors="replace")
            # Whatever stands in them, broken items are understood or kept aside: none fails.
            for word in ("could not be parked", "an item of a webhook was parked", "an item that waited was not applied"):
                assert word not in log, f"seed {seed}"
            print(f"{engine}, seed {seed}: {count} bodies in {SECONDS} s, each with two neighbours, and all of these arrived")
        finally:
            house.stop()


def fire(house: House, luck: random.Random, seed: int, count: int) -> int:
    """Posts some bodies; how many there are by then."""
    session = requests.Session()
    for _ in range(ROUND):
        posted = body(luck, count)
        answer = post_webhook(house, posted, session=session)
        assert answer.status_code in (200, 503), f"seed {seed}, body {count}: {answer.status_code} {posted[:2000]!r}"
        # What was not taken in Meta posts again.
        count += answer.status_code == 200
    return count


def has_arrived(person: Person, number: int) -> bool:
    found = person.get("/conversations")["conversations"]
    return any(one["last_message"] and one["last_message"]["text"] == f"neighbour {number}" for one in found)


def assert_all_arrived(person: Person, count: int, seed: int) -> None:
    # Broken as they are, some say that the neighbour has another number or id.
    texts = {text for conversation in neighbours(person) for text in said_in(person, conversation)}
    missing = [number for number in range(2 * count) if f"neighbour {number}" not in texts]
    assert not missing, f"seed {seed}: {len(missing)} of {2 * count} neighbours are missing, first {missing[:5]}"


def neighbours(person: Person) -> list[str]:
    found = pages(person, "/conversations", "conversations")
    return [one["id"] for one in found if one["person"]["name"] == "Nora" or one["person"]["phone"] == f"+{NEIGHBOUR}"]


def said_in(person: Person, conversation: str) -> list[str]:
    return [one["text"] for one in pages(person, f"/conversations/{conversation}/messages", "messages")]


def pages(person: Person, path: str, name: str) -> Iterator[dict]:
    page = person.get(f"{path}?limit=100")
    yield from page[name]
    while cursor := page["next_cursor"]:
        page = person.get(f"{path}?limit=100&cursor={cursor}")
        yield from page[name]
