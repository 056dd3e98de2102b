"""Meta's own SDK works against the simulator: forms with JSON inside, proofs of its token, pages and batches."""

from __future__ import annotations

import pytest
from facebook_business.adobjects.business import Business
from facebook_business.adobjects.whatsappbusinessaccount import WhatsAppBusinessAccount
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from facebook_client import BODY, make_api
from programs import PHONE_NUMBER_ID, WABA_ID, Simulator


@pytest.fixture
def api(simulator: Simulator) -> FacebookAdsApi:
    return make_api(simulator)


@pytest.fixture
def account(api: FacebookAdsApi) -> WhatsAppBusinessAccount:
    return WhatsAppBusinessAccount(WABA_ID, api=api)


def test_the_account_and_its_numbers_are_read(api: FacebookAdsApi, account: WhatsAppBusinessAccount) -> None:
    node = account.api_get(fields=["id", "name", "currency", "account_review_status"])
    assert (node["id"], node["account_review_status"]) == (WABA_ID, "APPROVED")
    assert [number["id"] for number in account.get_phone_numbers()][0] == PHONE_NUMBER_ID
    owned = Business("400000000000001", api=api).get_owned_whats_app_business_accounts()
    assert [entry["id"] for entry in owned] == [WABA_ID]


def test_templates_are_created_paged_and_deleted(account: WhatsAppBusinessAccount) -> None:
    for number in range(5):
        params = {"name": f"notice_{number}", "language": "zh_CN", "category": "MARKETING", "components": [BODY]}
        assert account.create_message_template(params=params)["id"]
    # The SDK follows paging.next by itself.
    names = [template["name"] for template in account.get_message_templates(params={"limit": 2}, fields=["name"])]
    assert names == [f"notice_{number}" for number in range(5)]
    account.delete_message_templates(params={"name": "notice_3"})
    assert len(account.get_message_templates(fields=["name"])) == 4


def test_the_application_is_subscribed(account: WhatsAppBusinessAccount) -> None:
    account.delete_subscribed_apps()
    assert len(account.get_subscribed_apps()) == 0
    account.create_subscribed_app()
    assert len(account.get_subscribed_apps()) == 1


def test_messages_go_out_as_forms_and_several_calls_as_one(simulator: Simulator, api: FacebookAdsApi) -> None:
    params = {"messaging_product": "whatsapp", "to": "+905551230001", "type": "text", "text": {"body": "Hi {1}"}}
    sent = api.call("POST", (PHONE_NUMBER_ID, "messages"), params=params).json()
    assert sent["messages"][0]["id"].startswith("wamid.")
    assert simulator.control("/_sim/conversations/905551230001")["messages"][0]["text"] == "Hi {1}"
    answers = []
    batch = api.new_batch()
    for path in (("me",), ("77",)):
        batch.add("GET", path, success=answers.append, failure=answers.append)
    batch.execute()
    assert answers[0].json()["id"]
    assert answers[1].error().api_error_code() == 100


def test_a_wrong_proof_and_throttling_are_its_exceptions(
    simulator: Simulator, account: WhatsAppBusinessAccount
) -> None:
    with pytest.raises(FacebookRequestError) as refused:
        WhatsAppBusinessAccount(WABA_ID, api=make_api(simulator, "another secret")).api_get()
    assert "appsecret_proof" in refused.value.api_error_message()
    simulator.control("/_sim/settings", {"call_failure": {"code": 80007}})
    with pytest.raises(FacebookRequestError) as refused:
        account.api_get()
    assert refused.value.api_error_code() == 80007
    assert "x-business-use-case-usage" in {name.lower() for name in refused.value.http_headers()}
