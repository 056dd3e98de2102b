"""Webhooks as Meta posts them."""

from __future__ import annotations

import hashlib
import hmac
import json

import requests
from programs import APP_SECRET, PHONE_NUMBER_ID, WABA_ID, House


def post_webhook(house: House, body: bytes, signature: str | None = None, session=requests) -> requests.Response:
    """A webhook as Meta posts it; an empty signature leaves the header out."""
    headers = {"Content-Type": "application/json"}
    if signature != "":
        headers["X-Hub-Signature-256"] = signature or sign(body)
    return session.post(f"{house.address}/webhooks/whatsapp/demo", data=body, headers=headers, timeout=30)


def sign(body: bytes, secret: str = APP_SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def text_webhook(wamid: str, sender: str, text: str, seconds: int) -> bytes:
    """A customer's text as Meta posts it."""
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "862155500100", "phone_number_id": PHONE_NUMBER_ID},
        "contacts": [{"profile": {"name": f"P{sender}"}, "wa_id": sender}],
        "messages": [{"from": sender, "id": wamid, "timestamp": str(seconds), "type": "text", "text": {"body": text}}],
    }
    entry = {"id": WABA_ID, "changes": [{"field": "messages", "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()
