"""What a power cut and a stranger's webhooks can do: nothing is lost, nothing is doubled, nothing is stuck."""

from __future__ import annotations

import concurrent.futures
import json
import os
import threading
import time

import requests
from person import Person
from programs import House, until
from webhooks import post_webhook, sign, text_webhook

SOAK = bool(os.environ.get("PARLEY_TEST_SOAK"))
COUNT = 20_000 if SOAK else 2_000
# Reading them all takes as long as working them through.
PATIENCE = 300 if SOAK else 60


def received(house: House) -> list[str]:
    """The texts of every inbound message there is."""
    person = Person(house)
    texts: list[str] = []
    for conversation in person.get("/conversations?limit=100")["conversations"]:
        cursor = ""
        while cursor is not None:
            query = f"&cursor={cursor}" if cursor else ""
            page = person.get(f"/conversations/{conversation['id']}/messages?limit=100{query}")
            texts += [message["text"] for message in page["messages"] if message["direction"] == "inbound"]
            cursor = page["next_cursor"]
    return texts


def test_killed_under_load_it_loses_nothing_it_acknowledged_and_doubles_nothing(house: House) -> None:
    now = int(time.time())
    bodies = [text_webhook(f"wamid.{index}", f"86138001380{index % 20:02}", str(index), now) for index in range(COUNT)]
    acknowledged: set[int] = set()
    lock = threading.Lock()
    local = threading.local()

    def post(index: int) -> None:
        session = getattr(local, "session", None) or requests.Session()
        local.session = session
        try:
            answer = post_webhook(house, bodies[index], session=session)
        except requests.RequestException:
            return
        if answer.status_code == 200:
            with lock:
                acknowledged.add(index)

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        futures = [pool.submit(post, index) for index in range(COUNT)]
        until(lambda: len(acknowledged) > COUNT // 3, seconds=60, every=0.005)
        house.server.kill()
        concurrent.futures.wait(futures)
    assert 0 < len(acknowledged) < COUNT
    house.server.start()
    until(lambda: len(received(house)) >= len(acknowledged), seconds=PATIENCE, every=0.5)
    texts = received(house)
    assert len(texts) == len(set(texts))
    assert {str(index) for index in acknowledged} <= set(texts)

    # Meta sends again whatever got no 200, and some of what did.
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        list(pool.map(post, range(COUNT)))
    assert len(acknowledged) == COUNT
    until(lambda: len(received(house)) >= COUNT, seconds=PATIENCE, every=0.5)
    texts = received(house)
    assert sorted(map(int, texts)) == list(range(COUNT))


def test_strange_bodies_get_clean_answers_and_hold_nothing_up(house: House) -> None:
    body = text_webhook("wamid.X", "8613800138000", "x", int(time.time()))
    assert post_webhook(house, body, signature="").status_code == 401
    assert post_webhook(house, body, signature=sign(body, "other")).status_code == 401
    assert post_webhook(house, body, signature=sign(body)[:-3]).status_code == 401
    large = b'{"entry":"' + b"x" * (10 * 1_048_576) + b'"}'
    assert post_webhook(house, large).status_code == 413
    for broken in (b"", b"{", b"[]", b"\xff\xfe", b'{"entry":[{"changes":7}]}', b'{"entry":[null,[],{}]}'):
        assert post_webhook(house, broken).status_code == 200
    messages = [
        {"id": 7, "timestamp": {}}
        if index == 500
        else {"from": "8613800138000", "id": f"wamid.{index}", "timestamp": str(int(time.time())), "type": "text", "text": {"body": str(index)}}
        for index in range(1_000)
    ]
    batch = json.loads(body)
    batch["entry"][0]["changes"][0]["value"]["messages"] = messages
    assert post_webhook(house, json.dumps(batch).encode()).status_code == 200
    until(lambda: len(received(house)) == 999, seconds=60, every=0.5)
    assert post_webhook(house, text_webhook("wamid.after", "8613800138000", "after", int(time.time()))).status_code == 200
    until(lambda: "after" in received(house), every=0.5)


def test_killed_at_any_moment_of_sending_each_message_leaves_at_most_once(house: House) -> None:
    person = Person(house)
    lead = person.lead()
    phone = next(entry["e164"] for entry in lead["phones"] if entry["e164"])
    house.control("/_sim/customers", {"name": lead["name"], "phone": phone})
    house.control("/_sim/messages", {"from": phone.lstrip("+"), "text": "hi"})
    conversation = until(lambda: person.get("/conversations")["conversations"])[0]["id"]
    queued: list[str] = []
    for moment in (0.0, 0.01, 0.03, 0.08, 0.2):
        for index in range(6):
            answer = person.post(f"/conversations/{conversation}/messages", {"text": f"{moment} {index}"})
            assert answer.status_code == 201, answer.text
            queued.append(answer.json()["text"])
        time.sleep(moment)
        house.server.kill()
        house.server.start()
        person = Person(house)

    def settled() -> bool:
        messages = person.messages(conversation)
        return all(m["status"] != "queued" or m["outcome_unknown"] for m in messages if m["direction"] == "outbound")

    # A call that was under way becomes unknown when its lease has run out.
    until(settled, seconds=90, every=0.5)
    seen = house.control(f"/_sim/conversations/{phone.lstrip('+')}")["messages"]
    sent = [message["text"] for message in seen if message["direction"] == "outbound"]
    assert len(sent) == len(set(sent)), "a message was sent twice"
    ours = [m for m in person.messages(conversation) if m["direction"] == "outbound"]
    assert sorted(m["text"] for m in ours) == sorted(queued)
    for message in ours:
        if message["outcome_unknown"]:
            continue
        assert message["text"] in sent
