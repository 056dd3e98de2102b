"""The customer's phone in a browser: every kind is drawn, and everything a customer can do there reaches the business."""

from __future__ import annotations

import json
import os

import pytest
from conftest import Receiver
from playwright.sync_api import Browser, Page, expect
from programs import ROOT, Simulator, until
from pywa import WhatsApp
from pywa import errors as wa_errors
from pywa import types

CUSTOMER = "+905551230001"
SAMPLES = ROOT / "web" / "phone" / "samples"
# A microphone that beeps, which nobody has to allow.
MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    return {**browser_type_launch_args, "executable_path": chromium, "args": ["--no-sandbox", "--disable-gpu", *MICROPHONE]}


@pytest.fixture
def page(browser: Browser, simulator: Simulator):
    simulator.control("/_sim/customers", {"name": "Deniz", "phone": CUSTOMER})
    simulator.control("/_sim/messages", {"from": CUSTOMER, "text": "Hello"})
    context = browser.new_context(base_url=simulator.address, locale="en", viewport={"width": 390, "height": 844})
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto("/")
    expect(page.get_by_role("log")).to_contain_text("Hello")
    yield page
    assert faults == []
    context.close()


def heard(receiver: Receiver, kind: str) -> dict:
    """The next message of a customer that is of this kind."""
    while True:
        value = json.loads(receiver.next().body)["entry"][0]["changes"][0]["value"]
        for message in value.get("messages", []):
            if message["type"] == kind:
                return message


def menu_of(page: Page, text: str) -> None:
    page.locator(".bubble", has_text=text).last.click(button="right", position={"x": 20, "y": 12})


def test_what_the_business_sends_is_drawn(page: Page, simulator: Simulator, wa: WhatsApp) -> None:
    wa.send_image(CUSTOMER, SAMPLES / "picture.jpg", caption="The roof")
    expect(page.get_by_role("img", name="The roof")).to_be_visible()
    assert page.get_by_role("img", name="The roof").evaluate("image => image.decode().then(() => image.naturalWidth)") == 960
    wa.send_document(CUSTOMER, SAMPLES / "offer.pdf", filename="Offer.pdf")
    expect(page.get_by_role("link", name="Offer.pdf")).to_be_visible()
    wa.send_location(CUSTOMER, latitude=41.02, longitude=28.97, name="Galata")
    expect(page.get_by_text("Galata", exact=True)).to_be_visible()
    wa.send_contact(CUSTOMER, types.Contact(name=types.Contact.Name("Ayşe Yılmaz", first_name="Ayşe")))
    expect(page.get_by_text("Ayşe Yılmaz", exact=True)).to_be_visible()
    voice = wa.send_voice(CUSTOMER, SAMPLES / "voice.ogg")
    page.locator("audio").evaluate("sound => { sound.muted = true; return sound.play(); }")
    expect(page.locator(".ticks.played")).to_be_visible()
    shown = simulator.control(f"/_sim/conversations/{CUSTOMER}")["messages"]
    assert next(message["status"] for message in shown if message["id"] == voice.id) == "played"


def test_answers_of_buttons_and_lists_go_back(page: Page, receiver: Receiver, wa: WhatsApp) -> None:
    wa.send_message(CUSTOMER, "Keep it?", buttons=[types.Button("Keep", "bk:yes")])
    page.get_by_role("button", name="Keep").click()
    assert heard(receiver, "interactive")["interactive"]["button_reply"]["id"] == "bk:yes"
    rows = [types.SectionRow("New order", "dep:new", "Quotes"), types.SectionRow("Returns", "dep:ret")]
    wa.send_message(CUSTOMER, "Choose", buttons=types.SectionList("Departments", [types.Section("All", rows)]))
    page.get_by_role("button", name="Departments").click()
    page.get_by_role("radio", name="Returns").check()
    page.get_by_role("button", name="Answer").click()
    assert heard(receiver, "interactive")["interactive"]["list_reply"]["id"] == "dep:ret"
    wa.request_location(CUSTOMER, "Where are you?")
    page.get_by_role("button", name="Send location").click()
    page.get_by_role("dialog").get_by_role("button", name="Send", exact=True).click()
    assert heard(receiver, "location")["context"]["id"]


def test_a_customer_reacts_quotes_edits_and_deletes(page: Page, receiver: Receiver, wa: WhatsApp) -> None:
    sent = wa.send_message(CUSTOMER, "Shall we say Friday?")
    expect(page.get_by_role("log")).to_contain_text("Friday?")
    menu_of(page, "Friday?")
    page.get_by_role("button", name="👍").click()
    assert heard(receiver, "reaction")["reaction"] == {"message_id": sent.id, "emoji": "👍"}
    menu_of(page, "Friday?")
    page.get_by_role("button", name="Reply", exact=True).click()
    page.get_by_role("textbox", name="Message").fill("Firday is fine")
    page.get_by_role("button", name="Send", exact=True).click()
    own = heard(receiver, "text")
    while own["text"]["body"] != "Firday is fine":
        own = heard(receiver, "text")
    assert own["context"]["id"] == sent.id
    menu_of(page, "Firday")
    page.get_by_role("button", name="Edit").click()
    page.get_by_role("textbox", name="Message").fill("Friday is fine")
    page.keyboard.press("Enter")
    assert heard(receiver, "edit")["edit"]["message"]["text"]["body"] == "Friday is fine"
    menu_of(page, "Friday is fine")
    page.get_by_role("button", name="Delete for everyone").click()
    assert heard(receiver, "revoke")["revoke"]["original_message_id"] == own["id"]
    expect(page.get_by_role("log")).to_contain_text("You deleted this message")


def test_files_and_voice_notes_are_real(page: Page, receiver: Receiver, wa: WhatsApp) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Attach").click()
        page.get_by_role("button", name="Photo or video").click()
    chooser.value.set_files(SAMPLES / "picture.jpg")
    picture = heard(receiver, "image")["image"]
    assert wa.get_media_bytes(url=wa.get_media_url(picture["id"]).url) == (SAMPLES / "picture.jpg").read_bytes()
    record = page.get_by_role("button", name="Record a voice note")
    record.click()
    expect(page.get_by_text("Recording …")).to_be_visible()
    page.wait_for_timeout(1200)
    record.click()
    voice = heard(receiver, "audio")["audio"]
    assert (voice["voice"], voice["mime_type"]) == (True, "audio/ogg; codecs=opus")
    content = wa.get_media_bytes(url=wa.get_media_url(voice["id"]).url)
    assert content.startswith(b"OggS") and b"OpusHead" in content[:64]
    expect(page.locator("audio")).to_have_count(1)
    until(lambda: page.evaluate("document.querySelector('audio').duration > 0.5"))


def test_codes_arrive_on_the_desk(page: Page, wa: WhatsApp, simulator: Simulator) -> None:
    wa.request_verification_code(code_method="SMS", language_code="en", phone_id="100000000000002")
    page.get_by_role("button", name="Meta's desk").click()
    code = simulator.control("/_sim/numbers")["data"][1]["code"]
    expect(page.get_by_text(code)).to_be_visible()
    page.locator("summary", has_text="Deniz").click()
    page.get_by_role("checkbox", name="Wants marketing messages").uncheck()
    expect(page.get_by_role("checkbox", name="Wants marketing messages")).not_to_be_checked()


def test_trouble_is_made_and_ended_on_the_desk(page: Page, wa: WhatsApp) -> None:
    page.get_by_role("button", name="Meta's desk").click()
    page.locator("summary", has_text="Trouble").click()
    throttled = page.get_by_role("checkbox", name="Sends are throttled (130429)")
    throttled.check()
    with pytest.raises(wa_errors.RateLimitHit):
        wa.send_message(CUSTOMER, "Hi")
    expect(throttled).to_be_checked()
    page.get_by_role("button", name="Everything back to normal").click()
    expect(throttled).not_to_be_checked()
    assert wa.send_message(CUSTOMER, "Hi")


def test_a_form_comes_back_with_what_was_written(
    page: Page, simulator: Simulator, receiver: Receiver, wa: WhatsApp
) -> None:
    button = types.FlowButton(title="Open form", flow_id="450000000000011", flow_token="visit-1")
    wa.send_message(CUSTOMER, "Tell us about the visit", buttons=button)
    page.get_by_role("button", name="Open form").click()
    page.get_by_role("textbox", name="What to write into the form").fill("Friday")
    page.get_by_role("dialog").get_by_role("button", name="Send", exact=True).click()
    reply = heard(receiver, "interactive")["interactive"]["nfm_reply"]
    assert json.loads(reply["response_json"]) == {"answer": "Friday", "flow_token": "visit-1"}
