"""A template with every part: made, approved, tried, sent about a deal to its contact, tapped on, and remembered when it is gone."""

from __future__ import annotations

import base64
import uuid

import pytest
from person import Person, remote_template
from programs import House, until

# One white point.
PICTURE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=")
PHONE = "+8613700135790"


def upload(person: Person) -> dict:
    answer = person.session.post(person.api + "/template-files?name=door.png", data=PICTURE, timeout=20)
    assert answer.status_code == 201, answer.text
    return answer.json()


def template_about_deals(person: Person, house: House) -> dict:
    made = person.post(
        "/templates",
        {
            "name": f"报价 {uuid.uuid4().hex[:6]}",
            "module": "Deals",
            "language": "zh_CN",
            "category": "notification",
            "header": {"kind": "image", "file": upload(person)["id"]},
            "body": "您好 ${Deals.Contact.Last Name}，您的报价 ${Deals.Amount} 已经准备好，请您过目。",
            "footer": "半日咖啡设备",
            "buttons": [
                {"kind": "quick_reply", "label": "我接受"},
                {"kind": "url", "label": "查看报价", "url": "https://half.example/q/${Deals.Deal Name}"},
            ],
        },
    )
    assert made.status_code == 201, made.text
    template = made.json()
    remote = until(lambda: remote_template(house, template["provider_name"]))
    house.control(f"/_sim/templates/{remote['id']}/approve", {})
    until(lambda: person.get(f"/templates/{template['id']}")["status"] == "approved")
    return template


def record(person: Person, module: str, **values: str) -> dict:
    made = person.post(f"/modules/{module}/records", {"values": values})
    assert made.status_code == 201, made.text
    return made.json()


@pytest.mark.rows("1.40", "1.41", "2.20", "2.21", "2.22")
def test_a_template_about_a_deal_reaches_its_contact_whole_and_a_tap_comes_back(house: House) -> None:
    person = Person(house)
    template = template_about_deals(person, house)
    house.control("/_sim/customers", {"name": "林", "phone": PHONE})
    contact = record(person, "Contacts", last_name="林", mobile=PHONE)
    deal = record(person, "Deals", deal_name="样机 1", amount="1200", closing_date="2026-12-31", contact=contact["id"])
    path = f"/records/{deal['id']}"

    recipients = person.get(path + "/recipients")["recipients"]
    assert [(one["record"], one["phones"][0]["e164"]) for one in recipients] == [(contact["id"], PHONE)]
    question = {"template": template["id"], "lookup": recipients[0]["lookup"]}
    tried = person.post(path + "/messages/dry-run", question).json()
    assert tried["can_send"], tried
    assert tried["recipient"] == {"record": contact["id"], "module": "Contacts", "name": "林", "phone": PHONE}
    assert tried["preview"]["header"]["file"]["name"] == "door.png"
    assert tried["preview"]["buttons"][1]["url"] == "https://half.example/q/%E6%A0%B7%E6%9C%BA%201"
    alone = person.post(path + "/messages/dry-run", {"template": template["id"]}).json()
    assert [(one["code"], bool(one["remedy"])) for one in alone["refusals"]] == [("not_a_person", True)]

    sent = person.post(path + "/messages", question | {"phone": PHONE})
    assert sent.status_code == 201, sent.text
    conversation = sent.json()["conversation"]
    assert person.get(f"/conversations/{conversation}")["record"]["id"] == contact["id"]
    until(lambda: person.messages(conversation)[0]["status"] == "delivered")

    customer = PHONE.lstrip("+")
    shown = house.control(f"/_sim/conversations/{customer}")["messages"][-1]
    assert shown["text"] == sent.json()["text"] == tried["preview"]["text"]
    assert (shown["media"]["kind"], shown["media"]["available"], shown["footer"]) == ("image", True, "半日咖啡设备")
    assert [button["value"] for button in shown["buttons"]] == ["我接受", tried["preview"]["buttons"][1]["url"]]

    house.control("/_sim/messages", {"from": customer, "button_text": "我接受", "context": shown["id"]})
    until(lambda: len(person.messages(conversation)) == 2)
    tapped = person.messages(conversation)[0]
    assert (tapped["direction"], tapped["text"]) == ("inbound", "我接受")
    assert tapped["quoted"]["id"] == sent.json()["id"]
    assert person.post(f"/conversations/{conversation}/messages", {"text": "谢谢"}).status_code == 201

    assert person.session.delete(person.api + f"/templates/{template['id']}", timeout=20).status_code == 204
    kept = next(message for message in person.messages(conversation) if message["kind"] == "template")
    assert kept["content"] == sent.json()["content"]
    assert kept["content"]["template"]["footer"] == "半日咖啡设备"
    file = person.session.get(person.api + f"/message-files/{kept['file']['id']}", timeout=20)
    assert file.content == PICTURE
    assert person.post(path + "/messages", question | {"phone": PHONE}).status_code == 404


@pytest.mark.rows("2.28", "2.29")
def test_a_notification_keeps_its_template_and_says_when_it_cannot_be_sent(house: House) -> None:
    person = Person(house)
    template = person.approved_template()
    module = next(one for one in person.get("/modules")["modules"] if one["name"] == "Leads")
    mobile = next(field["id"] for field in module["fields"] if field["name"] == "mobile")
    body = {"name": "到店", "module": "Leads", "template": template["id"], "phone_fields": [mobile]}
    made = person.post("/whatsapp-notifications", body)
    assert made.status_code == 201, made.text
    path = f"/whatsapp-notifications/{made.json()['id']}"
    assert person.get(path)["is_usable"]
    assert person.post("/whatsapp-notifications", body).json()["code"] == "taken"

    gone = person.session.delete(person.api + f"/templates/{template['id']}", timeout=20)
    assert (gone.status_code, gone.json()["code"]) == (409, "template_in_use")
    assert gone.json()["uses"] == [{"kind": "whatsapp_notification", "name": "到店"}]

    remote = remote_template(house, template["provider_name"])
    house.control(f"/_sim/templates/{remote['id']}/pause", {})
    until(lambda: not person.get(path)["is_usable"])
    assert person.get(path)["reason"] == "template_not_approved"

    assert person.session.delete(person.api + path, timeout=20).status_code == 204
    assert person.session.delete(person.api + f"/templates/{template['id']}", timeout=20).status_code == 204
