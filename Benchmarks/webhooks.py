"""Writes a file of finished webhook requests, each with a body and a signature of its own."""

from __future__ import annotations

import hmac
import json
import time
import uuid
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


def write(path: Path, count: int) -> None:
    """Writes `count` requests, without their first line, each after five digits with its length.

    No two bodies are alike, also across files: what the server already has costs it less.
    """
    key = APP_SECRET.encode()
    run = uuid.uuid4().hex
    seconds = int(time.time())
    templates = [_template(text) for text in TEXTS]
    with path.open("wb", buffering=1 << 20) as file:
        for index in range(count):
            person = index % PEOPLE
            body = templates[index % len(templates)] % {
                b"wa_id": b"86138%08d" % person,
                b"user_id": b"CN.1000000%013d" % person,
                b"wamid": b"%s%012d" % (run.encode(), index),
                b"seconds": b"%d" % (seconds + index // 1_000),
            }
            rest = (
                b"Host: bench\r\nContent-Type: application/json\r\nUser-Agent: facebookexternalua\r\n"
                b"X-Hub-Signature-256: sha256=%s\r\nContent-Length: %d\r\n\r\n%s"
            ) % (hmac.digest(key, body, "sha256").hex().encode(), len(body), body)
            file.write(b"%05d" % len(rest))
            file.write(rest)


def _template(text: str) -> bytes:
    """A customer's text as Meta posts it, with places for what differs from one to the next."""
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "862155500100", "phone_number_id": PHONE_NUMBER_ID},
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
    entry = {"id": WABA_ID, "changes": [{"value": value, "field": "messages"}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}, separators=(",", ":")).encode()
