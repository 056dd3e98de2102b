"""pywa parses every webhook that the simulator posts: into its own type where it has one, else as its raw handler takes it."""

from __future__ import annotations

import json

import pytest
from conftest import Receiver
from programs import PHONE_NUMBER_ID, WABA_ID, Simulator
from pywa import WhatsApp, types
from pywa.types import templates as tpl
from pywa_client import CUSTOMER, Heard, open_window

# What pywa has a type of its own for; every other field comes to its raw handler alone.
TYPES = {
    "account_update": types.AccountUpdate,
    "user_preferences": types.UserMarketingPreferences,
    "smb_message_echoes": (types.OutgoingMessage, types.OutgoingEditedMessage, types.OutgoingDeletedMessage),
}
# Fields that have no time of their own.
UNTIMED = {"user_preferences", "smb_message_echoes", "message_echoes", "smb_app_state_sync", "history"}
# Ready-made events of one word of Meta's, told by what stands in it.
BANS = {"SCHEDULE_FOR_DISABLE": "SCHEDULE_FOR_DISABLE", "DISABLED_UPDATE": "DISABLE", "REINSTATED": "REINSTATE"}


@pytest.fixture
def heard(simulator: Simulator, receiver: Receiver, wa: WhatsApp) -> Heard:
    heard = Heard(wa, receiver)
    open_window(simulator, heard)
    return heard


def test_every_ready_made_webhook_is_parsed(simulator: Simulator, heard: Heard) -> None:
    samples = simulator.control("/_sim/samples")["data"]
    seen = set()
    for field, event in [(sample["field"], event) for sample in samples for event in sample["events"]]:
        simulator.control("/_sim/webhooks", {"field": field, "event": event})
        update, raw = heard.next_of_any_kind()
        assert (raw.field, raw.id) == (field, WABA_ID), event
        assert ("time" in raw["entry"][0]) == (field not in UNTIMED), (field, event)
        if field in TYPES:
            assert isinstance(update, TYPES[field]), (field, event)
        else:
            assert update is None, (field, event)
        CHECKS[field](event, raw.value, update)
        seen.add(field)
    assert seen == CHECKS.keys()


def account_update(event: str, value: dict, update: types.AccountUpdate) -> None:
    if event in BANS:
        assert (update.event, update.ban_info.state) == ("DISABLED_UPDATE", BANS[event])
    else:
        assert update.event == event
    if event.startswith("PARTNER_APP") or event in ("PARTNER_ADDED", "MM_LITE_TERMS_SIGNED", "AD_ACCOUNT_LINKED"):
        assert update.waba_info.id == WABA_ID
    if event == "ACCOUNT_RESTRICTION":
        assert update.restriction_info[0].type == "RESTRICTED_BIZ_INITIATED_MESSAGING"
    if event == "VOLUME_BASED_PRICING_TIER_UPDATE":
        assert update.volume_tier_info.tier[0] < update.volume_tier_info.tier[1]


def account_alert(event: str, value: dict, update: None) -> None:
    assert value["alert_info"]["alert_type"] == event
    assert value["entity_type"] in ("BUSINESS", "PHONE_NUMBER") and value["entity_id"]


def names_the_number(event: str, value: dict, update: None) -> None:
    assert value["display_phone_number"].isdigit()
    assert event in (value.get("event"), value.get("decision"))


def preference(event: str, value: dict, update: types.UserMarketingPreferences) -> None:
    assert (update.value, update.from_user.wa_id) == (event, CUSTOMER.removeprefix("+"))


def echo(event: str, value: dict, update: types.OutgoingMessage | types.OutgoingEditedMessage | None) -> None:
    assert value["metadata"]["phone_number_id"] == PHONE_NUMBER_ID
    (message,) = value["message_echoes"]
    assert (message["type"], message["to"]) == (event, CUSTOMER.removeprefix("+"))
    if isinstance(update, types.OutgoingMessage):
        assert update.text == "Written in the phone app"
    elif update is not None:
        assert update.original_message_id == message[event]["original_message_id"]


def history(event: str, value: dict, update: None) -> None:
    if event == "media":
        assert value["messages"][0]["image"]["id"]
    elif event == "declined":
        assert value["history"][0]["errors"][0]["code"] == 2593109
    else:
        assert value["history"][0]["threads"][0]["messages"][0]["history_context"]["status"] == "READ"


CHECKS = {
    "account_update": account_update,
    "account_review_update": lambda event, value, _: [event] == [value["decision"]] or pytest.fail(event),
    "account_alerts": account_alert,
    "business_capability_update": lambda event, value, _: (
        value["max_daily_conversations_per_business"] == event or pytest.fail(event)
    ),
    "phone_number_quality_update": names_the_number,
    "phone_number_name_update": names_the_number,
    "security": names_the_number,
    "user_preferences": preference,
    "smb_message_echoes": echo,
    "message_echoes": echo,
    "smb_app_state_sync": lambda event, value, _: value["state_sync"][0]["action"] == event or pytest.fail(event),
    "history": history,
    "flows": lambda event, value, _: (value["event"], bool(value["flow_id"])) == (event, True) or pytest.fail(event),
}


def test_everything_about_a_template_is_read_as_its_type(simulator: Simulator, wa: WhatsApp, heard: Heard) -> None:
    created = wa.create_template(
        tpl.Template(
            name="visit_notice",
            category=tpl.TemplateCategory.UTILITY,
            language=tpl.TemplateLanguage.ENGLISH_US,
            components=[tpl.BodyText("Your visit is tomorrow.")],
        )
    )

    def decide(decision: str, **body: str):
        simulator.control(f"/_sim/templates/{created.id}/{decision}", body)
        update = heard.next()
        assert (update.template_id, update.template_name) == (created.id, "visit_notice")
        assert update.template_language == tpl.TemplateLanguage.ENGLISH_US
        return update

    rejected = decide("reject", reason="INVALID_FORMAT", detail="Two variables touch each other")
    assert rejected.new_status == tpl.TemplateStatus.REJECTED
    assert rejected.reason == tpl.TemplateRejectionReason.INVALID_FORMAT
    footer = tpl.FooterText(text="Clinic")
    assert wa.update_template(created.id, new_components=[tpl.BodyText("Your visit is today."), footer])
    edited = heard.next()
    assert isinstance(edited, tpl.TemplateComponentsUpdate)
    assert (edited.template_element, edited.template_footer) == ("Your visit is today.", "Clinic")
    assert decide("approve").new_status == tpl.TemplateStatus.APPROVED
    assert decide("flag").new_status == tpl.TemplateStatus.FLAGGED
    assert decide("reinstate").new_status == tpl.TemplateStatus.REINSTATED
    for score in ("YELLOW", "RED", "GREEN"):
        assert decide("quality", score=score).new_quality_score == score
    moved = decide("category", category="MARKETING")
    assert (moved.previous_category, moved.new_category) == ("UTILITY", "MARKETING")
    assert decide("pause").new_status == tpl.TemplateStatus.PAUSED
    assert decide("unpause").new_status == tpl.TemplateStatus.APPROVED
    assert decide("disable").new_status == tpl.TemplateStatus.DISABLED


def test_every_status_and_system_message_is_read_as_its_type(
    simulator: Simulator, wa: WhatsApp, heard: Heard
) -> None:
    # pywa looks for contacts in every status.
    simulator.control("/_sim/settings", {"contacts_on_failed": True})
    sent = wa.send_message(CUSTOMER, "Follow me")
    assert [heard.next().status, heard.next().status] == ["sent", "delivered"]
    for status in ("read", "played", "failed"):
        simulator.control("/_sim/statuses", {"message_id": sent.id, "status": status})
        update = heard.next()
        assert (update.id, update.status) == (sent.id, status)
    # These two are older than pywa: it takes them and knows no word for them.
    for status in ("deleted", "warning"):
        simulator.control("/_sim/statuses", {"message_id": sent.id, "status": status})
        with pytest.warns(match=f"Unknown MessageStatusType value: '{status}'"):
            update, raw = heard.next_of_any_kind()
        assert raw.value["statuses"][0]["status"] == status
        assert update.id == sent.id
    # pywa looks for contacts here, too, and Meta's system messages have none: its raw handler takes them.
    simulator.control("/_sim/messages", {"from": CUSTOMER, "type": "system"})
    _, raw = heard.next_of_any_kind()
    (system,) = raw.value["messages"]
    assert (system["system"]["type"], system["system"]["customer"]) == ("customer_identity_changed", CUSTOMER.removeprefix("+"))
    simulator.control(f"/_sim/customers/{CUSTOMER}", {"user_id": "TR.5555"})
    _, raw = heard.next_of_any_kind()
    (system,) = raw.value["messages"]
    assert (system["system"]["type"], system["system"]["user_id"]) == ("user_changed_user_id", "TR.5555")
    simulator.control(f"/_sim/customers/{CUSTOMER}", {"phone": "+905551239999"})
    assert isinstance(heard.next(), types.PhoneNumberChange)


def test_a_field_of_tomorrow_reaches_the_raw_handler(simulator: Simulator, heard: Heard) -> None:
    value = {"who": "王小明", "list": [1, {"deep": None}]}
    simulator.control("/_sim/webhooks", {"field": "holograms", "value": value})
    update, raw = heard.next_of_any_kind()
    assert update is None
    assert (raw.field, json.loads(json.dumps(raw.value))) == ("holograms", value)
