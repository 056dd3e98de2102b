"""pywa manages a number: profile, short links, blocking, commands, verification and registration, with typed refusals."""

from __future__ import annotations

import pytest
import requests
from conftest import Receiver
from programs import PHONE_NUMBER_ID, ROOT, Simulator
from pywa import WhatsApp
from pywa import errors as wa_errors
from pywa import types
from pywa_client import CUSTOMER, Heard, make_client, open_window


def test_the_profile_is_kept_with_its_picture(wa: WhatsApp) -> None:
    picture = ROOT / "web" / "phone" / "samples" / "picture.jpg"
    assert wa.update_business_profile(
        about="Open 9 to 6",
        address="Istanbul",
        email="desk@clinic.example",
        websites=["https://clinic.example"],
        industry=types.Industry.HEALTH,
        profile_picture=picture,
    )
    profile = wa.get_business_profile()
    assert (profile.about, profile.address, profile.industry) == ("Open 9 to 6", "Istanbul", types.Industry.HEALTH)
    assert requests.get(profile.profile_picture_url, timeout=10).content == picture.read_bytes()
    with pytest.raises(wa_errors.WhatsAppError) as refused:
        wa.update_business_profile(websites=["no address"])
    assert refused.value.code == 100


def test_short_links_have_pictures(wa: WhatsApp) -> None:
    made = wa.create_qr_code("I saw your flats", image_type="SVG")
    assert made.deep_link_url.endswith(made.code)
    assert requests.get(made.qr_image_url, timeout=10).text.startswith("<svg")
    assert wa.update_qr_code(made.code, "I saw your houses").prefilled_message == "I saw your houses"
    assert [code.code for code in wa.get_qr_codes()] == [made.code]
    assert wa.get_qr_code(made.code).prefilled_message == "I saw your houses"
    assert wa.delete_qr_code(made.code)
    assert len(wa.get_qr_codes()) == 0


def test_people_are_blocked_and_let_in_again(simulator: Simulator, receiver: Receiver, wa: WhatsApp) -> None:
    simulator.control("/_sim/customers", {"name": "Silent", "phone": "+905551230009"})
    open_window(simulator, Heard(wa, receiver))
    result = wa.block_users([CUSTOMER])
    assert [user.wa_id for user in result.added_users] == [CUSTOMER.removeprefix("+")]
    # Its get_blocked_users() looks for a member in 4.5.0 that Meta sends when somebody is blocked, not in the list.
    blocked = wa.api.get_blocked_users(PHONE_NUMBER_ID)["data"]
    assert [user["wa_id"] for user in blocked] == [CUSTOMER.removeprefix("+")]
    with pytest.raises(wa_errors.WhatsAppError) as refused:
        wa.send_message(CUSTOMER, "Hello?")
    assert refused.value.code == 130403
    with pytest.raises(wa_errors.BulkBlockingFailed):
        wa.block_users(["+905551230009"])
    assert wa.unblock_users([CUSTOMER]).removed_users
    assert wa.send_message(CUSTOMER, "Hello again")


def test_commands_and_settings_are_kept(wa: WhatsApp) -> None:
    assert wa.update_conversational_automation(
        ice_breakers=["What do you sell?"], commands=[types.Command(name="flats", description="Show flats")]
    )
    assert wa.get_business_phone_number_settings()
    assert wa.update_display_name("Parley Clinic")
    assert wa.get_business_phone_number().new_name_status == "PENDING_REVIEW"


def test_a_number_comes_to_the_cloud(simulator: Simulator, wa: WhatsApp) -> None:
    made = wa.create_phone_number(country_calling_code="49", phone_number="15120000147", verified_name="Clinic desk")
    with pytest.raises(wa_errors.WhatsAppError) as refused:
        wa.register_phone_number(pin="123456", phone_id=made.id)
    assert refused.value.code == 133006
    assert wa.request_verification_code(code_method="SMS", language_code="en", phone_id=made.id)
    code = simulator.control("/_sim/numbers")["data"][-1]["code"]
    assert wa.verify_phone_number(code, phone_id=made.id)
    assert wa.register_phone_number(pin="123456", phone_id=made.id)
    assert wa.get_business_phone_number(phone_id=made.id).status == "CONNECTED"
    with pytest.raises(wa_errors.WhatsAppError) as refused:
        wa.register_phone_number(pin="000001", phone_id=made.id)
    assert refused.value.code == 133005
    assert wa.deregister_phone_number(phone_id=made.id)
    for _ in range(7):
        try:
            wa.deregister_phone_number(phone_id=made.id)
        except wa_errors.RegistrationOrDeregistrationFailed:
            raise
        except wa_errors.WhatsAppError as fault:
            assert fault.code == 133010
    with pytest.raises(wa_errors.RegistrationOrDeregistrationFailed):
        wa.register_phone_number(pin="123456", phone_id=made.id)


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({"failure": {"code": 130429}}, wa_errors.RateLimitHit),
        ({"failure": {"code": 131031}}, wa_errors.AccountLocked),
        ({"token": "expired"}, wa_errors.ExpiredAccessToken),
        ({"account": "restricted"}, wa_errors.TemporarilyBlocked),
        ({"allowed_recipients": []}, wa_errors.RecipientNotInAllowedList),
    ],
)
def test_scenarios_are_the_exceptions_that_pywa_knows(simulator: Simulator, wa: WhatsApp, settings, error) -> None:
    simulator.control("/_sim/settings", settings)
    with pytest.raises(error):
        wa.send_message(CUSTOMER, "Hi")
    simulator.control("/_sim/settings/reset", {})
    assert wa.send_message(CUSTOMER, "Hi")


def test_a_cut_connection_tells_nothing_of_what_was_accepted(simulator: Simulator, wa: WhatsApp) -> None:
    simulator.control("/_sim/settings", {"drop_before_accept": 1})
    with pytest.raises(Exception, match="disconnected|reset|closed"):
        wa.send_message(CUSTOMER, "Never heard of")
    simulator.control("/_sim/settings", {"drop_after_accept": 1})
    with pytest.raises(Exception, match="disconnected|reset|closed"):
        make_client(simulator).send_message(CUSTOMER, "Heard of")
    chat = simulator.control(f"/_sim/conversations/{CUSTOMER}")
    assert [message["text"] for message in chat["messages"]] == ["Heard of"]
    simulator.control("/_sim/settings", {"hang_before_accept": 1, "hang_ms": 200})
    with pytest.raises(Exception, match="disconnected|reset|closed"):
        make_client(simulator).send_message(CUSTOMER, "Late")
    simulator.control("/_sim/settings", {"call_failure": {"code": 80007}})
    with pytest.raises(wa_errors.RateLimitIssues):
        wa.get_business_phone_number()
    assert wa.get_business_phone_number().id == PHONE_NUMBER_ID
