"""heyoo, another independent client, works against the simulator; where it calls is an attribute of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import requests
from conftest import Receiver
from heyoo import WhatsApp
from programs import ACCESS_TOKEN, PHONE_NUMBER_ID, ROOT, WABA_ID, Simulator

CUSTOMER = "905551230001"
SAMPLES = ROOT / "web" / "phone" / "samples"


@pytest.fixture
def heyoo(simulator: Simulator) -> WhatsApp:
    client = WhatsApp(token=ACCESS_TOKEN, phone_number_id=PHONE_NUMBER_ID)
    client.base_url = f"{simulator.address}/v14.0"
    client.v15_base_url = f"{simulator.address}/v15.0"
    client.url = f"{client.base_url}/{PHONE_NUMBER_ID}/messages"
    return client


def test_a_conversation_goes_both_ways(simulator: Simulator, receiver: Receiver, heyoo: WhatsApp) -> None:
    simulator.control("/_sim/customers", {"name": "Deniz", "phone": CUSTOMER})
    simulator.control("/_sim/messages", {"from": CUSTOMER, "text": "还有吗？"})
    hook = json.loads(receiver.next().body)
    assert heyoo.is_message(hook)
    assert (heyoo.get_mobile(hook), heyoo.get_name(hook)) == (CUSTOMER, "Deniz")
    assert (heyoo.get_message(hook), heyoo.get_message_type(hook)) == ("还有吗？", "text")
    assert heyoo.mark_as_read(heyoo.get_message_id(hook)) == {"success": True}
    sent = heyoo.send_message("Yes", CUSTOMER)
    assert sent["messages"][0]["id"].startswith("wamid.")
    assert heyoo.get_delivery(json.loads(receiver.next().body)) == "sent"


def test_files_and_cards_go_out(
    simulator: Simulator, receiver: Receiver, heyoo: WhatsApp, tmp_path: Path
) -> None:
    simulator.control("/_sim/customers", {"name": "Deniz", "phone": CUSTOMER})
    simulator.control("/_sim/messages", {"from": CUSTOMER, "text": "Send it"})
    receiver.next()
    media = heyoo.upload_media(str(SAMPLES / "picture.jpg"))
    address = heyoo.query_media_url(media["id"])
    saved = heyoo.download_media(address, "image/jpeg", str(tmp_path / "picture"))
    assert Path(saved).read_bytes() == (SAMPLES / "picture.jpg").read_bytes()
    contact = {"name": {"formatted_name": "Ayşe Y", "first_name": "Ayşe"}, "phones": [{"phone": "+905551230002"}]}
    rows = {"button": "Open", "sections": [{"title": "All", "rows": [{"id": "a", "title": "A", "description": "d"}]}]}
    reply = {
        "type": "button",
        "body": {"text": "Keep it?"},
        "action": {"buttons": [{"type": "reply", "reply": {"id": "y", "title": "Yes"}}]},
    }
    for answer in (
        heyoo.send_image(media["id"], CUSTOMER, link=False),
        heyoo.send_location(41.02, 28.97, "Galata", "Istanbul", CUSTOMER),
        heyoo.send_contacts([contact], CUSTOMER),
        heyoo.send_button({"header": "Menu", "body": "Choose", "footer": "Clinic", "action": rows}, CUSTOMER),
        heyoo.send_reply_button(reply, CUSTOMER),
    ):
        assert "messages" in answer, answer
    assert heyoo.delete_media(media["id"]) == {"success": True}
    assert heyoo.query_media_url(media["id"]) is None


def test_what_customers_send_is_read(simulator: Simulator, receiver: Receiver, heyoo: WhatsApp) -> None:
    simulator.control("/_sim/customers", {"name": "Deniz", "phone": CUSTOMER})

    def says(**body) -> dict:
        simulator.control("/_sim/messages", {"from": CUSTOMER, **body})
        return json.loads(receiver.next().body)

    assert heyoo.get_image(says(type="image"))["mime_type"] == "image/jpeg"
    assert heyoo.get_audio(says(type="audio"))["id"]
    assert heyoo.get_video(says(type="video"))["mime_type"] == "video/mp4"
    assert heyoo.get_document(says(type="document"))["filename"] == "offer.pdf"
    assert heyoo.get_location(says(type="location"))["name"] == "Galata Tower"


def test_a_refusal_is_handed_on(heyoo: WhatsApp) -> None:
    assert heyoo.send_message("x" * 4097, CUSTOMER)["error"]["code"] == 131009
    heyoo.headers["Authorization"] = "Bearer wrong"
    assert heyoo.send_message("Hi", CUSTOMER)["error"]["code"] == 190
    heyoo.headers["Authorization"] = f"Bearer {ACCESS_TOKEN}"
    assert heyoo.send_template("never_made", CUSTOMER, [], lang="en_US")["error"]["code"] == 132001
    assert heyoo.send_image("123456789012345", CUSTOMER, link=False)["error"]["code"] == 131009
    assert heyoo.send_location(141, 28.97, "Galata", "Istanbul", CUSTOMER)["error"]["code"] == 131009


def test_a_template_goes_out(simulator: Simulator, heyoo: WhatsApp) -> None:
    body = {"type": "BODY", "text": "Hello {{1}}, see you tomorrow.", "example": {"body_text": [["Deniz"]]}}
    template = {"name": "reminder", "language": "en_US", "category": "UTILITY", "components": [body]}
    address = f"{simulator.address}/v25.0/{WABA_ID}/message_templates"
    made = requests.post(address, json=template, headers=heyoo.headers, timeout=10).json()
    simulator.control(f"/_sim/templates/{made['id']}/approve", {})
    parameters = [{"type": "body", "parameters": [{"type": "text", "text": "Deniz"}]}]
    assert heyoo.send_template("reminder", CUSTOMER, parameters, lang="en_US")["messages"]
    sent = simulator.control(f"/_sim/conversations/{CUSTOMER}")["messages"]
    assert [message["text"] for message in sent] == ["Hello Deniz, see you tomorrow."]


def test_every_webhook_is_taken_by_its_field(simulator: Simulator, receiver: Receiver, heyoo: WhatsApp) -> None:
    simulator.control("/_sim/customers", {"name": "Deniz", "phone": CUSTOMER})
    for sample in simulator.control("/_sim/samples")["data"]:
        for event in sample["events"]:
            simulator.control("/_sim/webhooks", {"field": sample["field"], "event": event})
            hook = json.loads(receiver.next().body)
            assert heyoo.changed_field(hook) == sample["field"]
            # The files of a history are messages to it as well.
            assert heyoo.is_message(hook) == ((sample["field"], event) == ("history", "media"))
            assert heyoo.get_delivery(hook) is None
