"""pywa sends and receives every kind: media by id and by link, interactive messages, and each webhook as its own type."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from conftest import Receiver
from programs import ROOT, Simulator
from pywa import WhatsApp
from pywa import errors as wa_errors
from pywa import types
from pywa.types import templates as tpl
from pywa_client import CUSTOMER, Heard, open_window

SAMPLES = ROOT / "web" / "phone" / "samples"


@pytest.fixture
def heard(simulator: Simulator, receiver: Receiver, wa: WhatsApp) -> Heard:
    heard = Heard(wa, receiver)
    open_window(simulator, heard)
    return heard


def arrives(heard: Heard) -> None:
    assert [heard.next().status, heard.next().status] == ["sent", "delivered"]


def says(simulator: Simulator, heard: Heard, **body):
    simulator.control("/_sim/messages", {"from": CUSTOMER, **body})
    return heard.next()


def test_a_file_is_uploaded_looked_at_fetched_sent_and_deleted(wa: WhatsApp, heard: Heard, tmp_path: Path) -> None:
    picture = SAMPLES / "picture.jpg"
    media = wa.upload_media(picture)
    about = wa.get_media_url(media.id)
    assert (about.mime_type, about.file_size) == ("image/jpeg", picture.stat().st_size)
    assert about.sha256 == hashlib.sha256(picture.read_bytes()).hexdigest()
    assert wa.get_media_bytes(url=about.url) == picture.read_bytes()
    assert wa.download_media(url=about.url, path=tmp_path).read_bytes() == picture.read_bytes()
    for send in (
        lambda: wa.send_image(CUSTOMER, media.id, caption="Our house"),
        lambda: wa.send_document(CUSTOMER, SAMPLES / "offer.pdf", filename="offer.pdf", caption="The offer"),
        lambda: wa.send_voice(CUSTOMER, SAMPLES / "voice.ogg"),
        lambda: wa.send_sticker(CUSTOMER, SAMPLES / "sticker.webp"),
        lambda: wa.send_video(CUSTOMER, SAMPLES / "clip.mp4"),
    ):
        send()
        arrives(heard)
    assert wa.delete_media(media.id)
    with pytest.raises(wa_errors.WhatsAppError) as refused:
        wa.get_media_url(media.id)
    assert refused.value.code == 100


def test_a_link_is_fetched_by_the_other_side(simulator: Simulator, wa: WhatsApp, heard: Heard) -> None:
    code = wa.create_qr_code("Hello", image_type="PNG")
    wa.send_image(CUSTOMER, code.qr_image_url)
    arrives(heard)
    # pywa looks for contacts in every status.
    simulator.control("/_sim/settings", {"contacts_on_failed": True})
    wa.send_image(CUSTOMER, f"{simulator.address}/nothing.png")
    failed = heard.next()
    assert failed.status == "failed"
    assert isinstance(failed.error, wa_errors.MediaUploadError)


def test_refusals_of_media_are_typed(wa: WhatsApp, heard: Heard) -> None:
    with pytest.raises(wa_errors.WhatsAppError) as refused:
        wa.upload_media(b"GIF89a", mime_type="image/gif", filename="a.gif")
    assert refused.value.code == 100
    with pytest.raises(wa_errors.MediaUploadError):
        wa.upload_media(b"no picture", mime_type="image/png", filename="a.png")
    with pytest.raises(wa_errors.InvalidParameter):
        wa.send_image(CUSTOMER, "123456789012345")


def test_lists_locations_contacts_and_reactions_go_out(simulator: Simulator, wa: WhatsApp, heard: Heard) -> None:
    rows = [types.SectionRow("New order", "dep:new", "Quotes and stock"), types.SectionRow("Returns", "dep:ret")]
    wa.send_message(CUSTOMER, "Choose", buttons=types.SectionList("Departments", [types.Section("All", rows)]))
    arrives(heard)
    choice = says(simulator, heard, button_text="New order")
    assert (choice.data, choice.description) == ("dep:new", "Quotes and stock")
    wa.send_message(CUSTOMER, "Look", buttons=types.URLButton("Open", "https://clinic.example"))
    arrives(heard)
    wa.send_location(CUSTOMER, latitude=41.02, longitude=28.97, name="Galata")
    arrives(heard)
    wa.request_location(CUSTOMER, "Where are you?")
    arrives(heard)
    wa.send_contact(CUSTOMER, types.Contact(name=types.Contact.Name("Ayşe Yılmaz", first_name="Ayşe")))
    arrives(heard)
    incoming = says(simulator, heard, text="Thank you")
    wa.send_reaction(CUSTOMER, "👍", incoming.id)
    assert heard.next().status == "sent"
    wa.remove_reaction(CUSTOMER, incoming.id)
    assert heard.next().status == "sent"
    with pytest.raises(wa_errors.InvalidParameter):
        wa.send_message(CUSTOMER, "Keep?", buttons=[types.Button("A title that is too long", "x")])


def test_every_kind_of_message_is_read_as_its_type(simulator: Simulator, wa: WhatsApp, heard: Heard) -> None:
    picture = says(simulator, heard, type="image", image={"caption": "The roof"})
    assert (picture.image.mime_type, picture.caption) == ("image/jpeg", "The roof")
    content = (SAMPLES / "picture.jpg").read_bytes()
    assert wa.get_media_bytes(url=wa.get_media_url(picture.image.id).url) == content
    assert says(simulator, heard, type="audio", audio={"voice": True}).audio.voice
    assert says(simulator, heard, type="document").document.filename == "offer.pdf"
    assert says(simulator, heard, type="sticker").sticker.animated is False
    assert says(simulator, heard, type="video").video.mime_type == "video/mp4"
    assert says(simulator, heard, type="location").location.name == "Galata Tower"
    assert says(simulator, heard, type="contacts").contacts[0].name.formatted_name == "Ayşe Yılmaz"
    assert says(simulator, heard, type="order").order.products[0].quantity == 2
    assert says(simulator, heard, type="unsupported").type == types.MessageType.UNSUPPORTED
    assert says(simulator, heard, text="Old news", forwarded=True).forwarded
    assert says(simulator, heard, text="Hello", referral=True).referral.headline == "Chat with us"
    own = says(simulator, heard, text="Frist")
    edit = {"original_message_id": own.id, "message": {"type": "text", "text": {"body": "First"}}}
    assert says(simulator, heard, type="edit", edit=edit).original_message_id == own.id
    assert says(simulator, heard, type="revoke", revoke={"original_message_id": own.id}).original_message_id == own.id
    assert says(simulator, heard, type="reaction", reaction={"message_id": own.id, "emoji": "🎉"}).reaction.emoji == "🎉"
    form = says(simulator, heard, type="interactive")
    assert form.response["day"] == "2026-12-01"


def test_what_becomes_of_people_is_read_as_its_type(simulator: Simulator, heard: Heard) -> None:
    simulator.control(f"/_sim/customers/{CUSTOMER}", {"marketing": "stop"})
    assert heard.next().value == "stop"
    simulator.control(f"/_sim/customers/{CUSTOMER}", {"phone": "+905551239999"})
    change = heard.next()
    assert (change.old_wa_id, change.new_wa_id) == ("905551230001", "905551239999")


def test_a_template_with_a_picture_is_created_by_resumable_upload(
    simulator: Simulator, wa: WhatsApp, heard: Heard
) -> None:
    header = tpl.HeaderImage(example=SAMPLES / "picture.jpg")
    template = tpl.Template(
        name="new_flats",
        category=tpl.TemplateCategory.MARKETING,
        language=tpl.TemplateLanguage.ENGLISH_US,
        components=[header, tpl.BodyText("Look at our new flats by the river.")],
    )
    created = wa.create_template(template)
    simulator.control(f"/_sim/templates/{created.id}/approve", {})
    heard.next()
    shown = wa.get_template(created.id).components[0]
    assert isinstance(shown, tpl.HeaderImage)
    assert str(shown.example).startswith(simulator.address)
    media = wa.upload_media(SAMPLES / "picture.jpg")
    wa.send_template(CUSTOMER, "new_flats", tpl.TemplateLanguage.ENGLISH_US, [header.params(image=media.id)])
    arrives(heard)
    assert wa.delete_template("new_flats")
