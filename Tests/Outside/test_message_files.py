"""A customer's files are fetched from WhatsApp and kept; ours arrive at the customer's phone."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest
import requests
from person import Person
from programs import House, until

PHONE = "4915120000147"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082")


def write(house: House, **message: object) -> None:
    house.control("/_sim/messages", {"from": PHONE} | message)


def talk(house: House) -> tuple[Person, str]:
    """A customer has written."""
    person = Person(house)
    house.control("/_sim/customers", {"name": "Nora", "phone": "+" + PHONE})
    write(house, text="hi")
    found = until(lambda: [one for one in person.get("/conversations")["conversations"] if one["person"]["phone"] == "+" + PHONE])
    return person, found[0]["id"]


def latest(person: Person, conversation: str) -> dict:
    return person.messages(conversation)[0]


@pytest.mark.rows("2.36")
def test_a_customer_s_picture_is_kept_here(house: House) -> None:
    person, conversation = talk(house)
    media = requests.post(f"{house.simulator.address}/_sim/media?filename=cat.png", data=PNG, headers={"Content-Type": "image/png"}, timeout=20).json()
    write(house, type="image", image={"id": media["id"], "caption": "Mine"})
    until(lambda: (latest(person, conversation)["file"] or {}).get("state") == "stored")
    message = latest(person, conversation)
    assert (message["kind"], message["text"], message["file"]["kind"]) == ("image", "Mine", "image/png")
    answer = person.session.get(f"{person.api}/message-files/{message['file']['id']}", timeout=20)
    assert hashlib.sha256(answer.content).digest() == hashlib.sha256(PNG).digest()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.rows("2.36")
def test_a_file_a_place_and_buttons_arrive(house: House) -> None:
    person, conversation = talk(house)
    headers = {"Content-Disposition": "attachment; filename*=UTF-8''%E6%8A%A5%E4%BB%B7.png"}
    uploaded = person.session.post(f"{person.api}/conversations/{conversation}/files", data=PNG, headers=headers, timeout=20)
    assert uploaded.status_code == 201, uploaded.text
    bodies = [
        {"file": uploaded.json()["id"], "text": "The offer"},
        {"location": {"latitude": 31.23, "longitude": 121.47, "name": "Shop"}},
        {"text": "Friday?", "interactive": {"buttons": [{"id": "y", "title": "Yes"}, {"id": "n", "title": "No"}]}},
    ]
    for body in bodies:
        answer = person.post(f"/conversations/{conversation}/messages", body)
        assert answer.status_code == 201, answer.text
    until(lambda: all(one["status"] in ("sent", "delivered", "read") for one in person.messages(conversation)[:3]))
    seen = [one for one in house.control(f"/_sim/conversations/{PHONE}")["messages"] if one["direction"] == "outbound"]
    assert [one["type"] for one in seen] == ["image", "location", "interactive"]
    # The same file cannot be sent with another message.
    assert person.post(f"/conversations/{conversation}/messages", bodies[0]).status_code == 422


@pytest.mark.rows("A-20")
def test_files_of_a_purged_record_s_messages_are_gone_with_their_bytes(house: House) -> None:
    person, conversation = talk(house)
    media = requests.post(f"{house.simulator.address}/_sim/media?filename=cat.png", data=PNG, headers={"Content-Type": "image/png"}, timeout=20).json()
    write(house, type="image", image={"id": media["id"]})
    until(lambda: (latest(person, conversation)["file"] or {}).get("state") == "stored")
    file = f"{person.api}/message-files/{latest(person, conversation)['file']['id']}"
    record = {"ids": [person.get(f"/conversations/{conversation}")["record"]["id"]]}
    folder = house.server.folder / "files"
    mine = next(one for one in folder.rglob("*") if one.name == hashlib.sha256(PNG).hexdigest())
    stray = folder / "aa" / ("a" * 64)
    stray.parent.mkdir(exist_ok=True)
    stray.touch()
    for stored in (mine, stray):
        # What was stored within the last day stays in any case.
        os.utime(stored, (time.time() - 2 * 86_400,) * 2)

    def swept(path: Path) -> bool:
        """A day later what nobody refers to is gone."""
        assert person.post("/demo/clock", {"advance_ms": 86_400_000}).ok
        return not path.exists()

    # In the bin the file is seen by nobody and kept.
    assert person.post("/bin", record).ok
    assert person.session.get(file, timeout=20).status_code == 404
    until(lambda: swept(stray), every=1)
    assert person.post("/bin/restore", record).ok
    assert person.session.get(file, timeout=20).content == PNG
    assert person.post("/bin", record).ok
    assert person.post("/bin/purge", record).ok
    assert person.session.get(file, timeout=20).status_code == 404
    until(lambda: swept(mine), every=1)


@pytest.mark.rows("2.60")
def test_reactions_and_quotes_go_both_ways(house: House) -> None:
    person, conversation = talk(house)
    question = latest(person, conversation)["id"]
    answer = person.post(f"/conversations/{conversation}/messages", {"text": "Hello", "quoted": question})
    assert answer.status_code == 201 and answer.json()["quoted"]["id"] == question
    until(lambda: latest(person, conversation)["status"] in ("sent", "delivered"))
    assert person.session.put(f"{person.api}/messages/{question}/reaction", json={"emoji": "👍"}, timeout=20).status_code == 204

    def reacted() -> bool:
        seen = house.control(f"/_sim/conversations/{PHONE}")["messages"]
        return "👍" in str(seen)

    until(reacted)
    ours = next(one["id"] for one in house.control(f"/_sim/conversations/{PHONE}")["messages"] if one["text"] == "Hello")
    write(house, type="reaction", reaction={"message_id": ours, "emoji": "❤️"})
    until(lambda: [one["emoji"] for one in latest(person, conversation)["reactions"]] == ["❤️"])
