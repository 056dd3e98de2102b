"""Webhooks as Meta posts them: bodies, their signatures, and files of finished requests."""

from __future__ import annotations

import hmac
import itertools
import json
import time
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

APP_SECRET = "bench-app-secret"
PHONE_NUMBER_ID = "100000000000001"
WABA_ID = "200000000000001"
PEOPLE = 2_000

# Customers write short things and long ones.
TEXTS = [
    "好的",
    "请问样机什么时候能到店？",
    "Hello, is the grinder still in stock?",
    "我们店里想换一台双头的，预算在两万以内，周三下午方便过来看看吗？",
    "Thanks! Please send the quote to the same address as last time, and let me know whether delivery on Friday works.",
]


def write(path: Path, bodies: Iterable[bytes]) -> Path:
    """Writes requests, without their first line, each after five digits with its length."""
    with path.open("wb", buffering=1 << 20) as file:
        for body in bodies:
            rest = (
                b"Host: bench\r\nContent-Type: application/json\r\nUser-Agent: facebookexternalua\r\n"
                b"X-Hub-Signature-256: %s\r\nContent-Length: %d\r\n\r\n%s"
            ) % (signature(body).encode(), len(body), body)
            file.write(b"%05d" % len(rest))
            file.write(rest)
    return path


def signature(body: bytes) -> str:
    return "sha256=" + hmac.digest(APP_SECRET.encode(), body, "sha256").hex()


def texts(count: int, people: int = PEOPLE) -> Iterator[bytes]:
    """Bodies with a customer's text each.

    No two are alike, also between calls: what the server already has costs it less.
    """
    run = uuid.uuid4().hex
    seconds = int(time.time())
    templates = [_template(text) for text in TEXTS]
    for index in range(count):
        person = index % people
        yield templates[index % len(templates)] % {
            b"wa_id": b"86138%08d" % person,
            b"user_id": b"CN.1000000%013d" % person,
            b"wamid": b"%s%012d" % (run.encode(), index),
            b"seconds": b"%d" % (seconds + index // 1_000),
        }


def text(person: int, words: str) -> bytes:
    """A body with a text of one's own."""
    return _template(words) % {
        b"wa_id": b"86138%08d" % person,
        b"user_id": b"CN.1000000%013d" % person,
        b"wamid": uuid.uuid4().hex.encode(),
        b"seconds": b"%d" % time.time(),
    }


def phone(person: int) -> str:
    return f"+86138{person:08}"


def statuses(sent: Iterable[tuple[str, str]], word: str) -> Iterator[bytes]:
    """Bodies with a status each, of messages told by our id and Meta's."""
    seconds = str(int(time.time()))
    for own, wamid in sent:
        status = {"id": wamid, "status": word, "timestamp": seconds, "recipient_id": "8613800000000", "biz_opaque_callback_data": own}
        yield _body({"statuses": [status]})


def together(bodies: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Bodies with so many changes each, as Meta posts them when there is much to tell."""
    while some := list(itertools.islice(bodies, size)):
        entries = [json.loads(body)["entry"][0] for body in some]
        changes = [change for entry in entries for change in entry["changes"]]
        yield _json({"object": "whatsapp_business_account", "entry": [{"id": WABA_ID, "changes": changes}]})


def _template(text: str) -> bytes:
    """A customer's text as Meta posts it, with places for what differs from one to the next."""
    return _body(
        {
            "contacts": [
                {
                    "profile": {"name": "林佳怡"},
                    "wa_id": "%(wa_id)s",
                    "user_id": "%(user_id)s",
                    "identity_key_hash": "q1W2e3R4t5Y=",
                }
            ],
            "messages": [
                {
                    "from": "%(wa_id)s",
                    "from_user_id": "%(user_id)s",
                    "id": "wamid.HBgNODYxMzgwMDEzODAwMBUC%(wamid)s",
                    "timestamp": "%(seconds)s",
                    "type": "text",
                    "text": {"body": text},
                }
            ],
        }
    )


def _body(what: dict) -> bytes:
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "862155500100", "phone_number_id": PHONE_NUMBER_ID},
        **what,
    }
    entry = {"id": WABA_ID, "changes": [{"value": value, "field": "messages"}]}
    return _json({"object": "whatsapp_business_account", "entry": [entry]})


def _json(what: dict) -> bytes:
    return json.dumps(what, separators=(",", ":")).encode()
