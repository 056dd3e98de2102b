"""Meta's own SDK manages a number: messages, files, profile, QR codes, block list, names and verification.

Where it has no object for something, its call by path is used: that is Meta's client all the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Receiver
from facebook_business.adobjects.whatsappbusinessaccount import WhatsAppBusinessAccount
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from facebook_client import BODY, make_api
from programs import PHONE_NUMBER_ID, ROOT, WABA_ID, Simulator

CUSTOMER = "905551230001"
PICTURE = ROOT / "web" / "phone" / "samples" / "picture.jpg"
WHATSAPP = {"messaging_product": "whatsapp"}


class Number:
    """A business number by Meta's SDK; forms carry whatever is no text as JSON."""

    def __init__(self, api: FacebookAdsApi, id: str = PHONE_NUMBER_ID) -> None:
        self.api, self.id = api, id

    def get(self, *edge: str, **params) -> dict:
        return self.api.call("GET", (self.id, *edge), params=params).json()

    def post(self, *edge: str, **params) -> dict:
        return self.api.call("POST", (self.id, *edge), params={**WHATSAPP, **params}).json()

    def delete(self, *edge: str, **params) -> dict:
        return self.api.call("DELETE", (self.id, *edge), params={**WHATSAPP, **params}).json()

    def send(self, type: str, content: dict, **params) -> str:
        answer = self.post("messages", to=CUSTOMER, type=type, **{type: content}, **params)
        assert answer["contacts"] == [{"input": CUSTOMER, "wa_id": CUSTOMER, "user_id": answer["contacts"][0]["user_id"]}]
        return answer["messages"][0]["id"]

    def upload(self, file: Path, type: str) -> str:
        with file.open("rb") as content:
            files = {"file": (file.name, content, type)}
            answer = self.api.call("POST", (self.id, "media"), params={**WHATSAPP, "type": type}, files=files)
        return answer.json()["id"]


def refused(call: Callable[[], object]) -> FacebookRequestError:
    with pytest.raises(FacebookRequestError) as error:
        call()
    assert error.value.body()["error"]["fbtrace_id"]
    return error.value


@pytest.fixture
def api(simulator: Simulator) -> FacebookAdsApi:
    return make_api(simulator)


@pytest.fixture
def number(simulator: Simulator, receiver: Receiver, api: FacebookAdsApi) -> Number:
    """A number that a customer has just written to."""
    simulator.control("/_sim/customers", {"name": "Deniz", "phone": CUSTOMER})
    simulator.control("/_sim/messages", {"from": CUSTOMER, "text": "还有吗？"})
    receiver.next()
    return Number(api)


def test_every_kind_goes_out_and_its_refusals_come_back(simulator: Simulator, number: Number) -> None:
    button = {"type": "reply", "reply": {"id": "keep", "title": "Keep"}}
    choice = {"type": "button", "body": {"text": "Keep it?"}, "action": {"buttons": [button]}}
    first = number.send("text", {"body": "是的 👍", "preview_url": False}, biz_opaque_callback_data="crm:1")
    number.send("text", {"body": "An answer"}, context={"message_id": first})
    number.send("interactive", choice)
    number.send("location", {"latitude": 41.02, "longitude": 28.97, "name": "Galata"})
    number.send("contacts", [{"name": {"formatted_name": "Ayşe Y", "first_name": "Ayşe"}}])
    number.send("reaction", {"message_id": first, "emoji": "👍"})
    texts = [message["text"] for message in simulator.control(f"/_sim/conversations/{CUSTOMER}")["messages"]]
    assert {"是的 👍", "An answer", "Keep it?"} <= set(texts)
    assert refused(lambda: number.send("text", {"body": "x" * 4097})).api_error_code() == 131009
    assert refused(lambda: number.send("hologram", {"id": "1"})).api_error_code() == 131051
    throttled = refused(lambda: number.post("messages", to="905550131056", type="text", text={"body": "Hi"}))
    assert throttled.api_error_code() == 131056
    assert refused(lambda: Number(number.api, "77").post("messages", to=CUSTOMER)).api_error_subcode() == 33


def test_a_template_is_created_approved_and_sent(simulator: Simulator, receiver: Receiver, number: Number) -> None:
    account = WhatsAppBusinessAccount(WABA_ID, api=number.api)
    body = {"type": "BODY", "text": "Hello {{1}}, see you tomorrow.", "example": {"body_text": [["Deniz"]]}}
    made = {"name": "reminder", "language": "en_US", "category": "UTILITY", "components": [body]}
    created = account.create_message_template(params=made)
    parameters = [{"type": "body", "parameters": [{"type": "text", "text": "Deniz"}]}]
    sending = {"name": "reminder", "language": {"code": "en_US"}, "components": parameters}
    assert refused(lambda: number.send("template", sending)).api_error_code() == 132001
    simulator.control(f"/_sim/templates/{created['id']}/approve", {})
    number.send("template", sending)
    assert simulator.control(f"/_sim/conversations/{CUSTOMER}")["messages"][-1]["text"] == "Hello Deniz, see you tomorrow."
    assert refused(lambda: number.send("template", {**sending, "components": []})).api_error_code() == 132000
    again = refused(lambda: account.create_message_template(params=made))
    assert again.api_error_code() == 100 and again.api_error_subcode()
    broken = {**made, "name": "broken", "components": [{**BODY, "text": "{{1}}"}]}
    assert refused(lambda: account.create_message_template(params=broken)).api_error_code() == 100


def test_a_file_is_uploaded_sent_fetched_and_deleted(simulator: Simulator, number: Number) -> None:
    media = number.upload(PICTURE, "image/jpeg")
    about = number.api.call("GET", (media,)).json()
    content = PICTURE.read_bytes()
    assert (about["mime_type"], about["file_size"]) == ("image/jpeg", len(content))
    assert about["sha256"] == hashlib.sha256(content).hexdigest()
    # Its answers are text; its session brings bytes.
    session = number.api._session
    bearer = {"Authorization": f"Bearer {session.access_token}"}
    assert session.requests.get(about["url"], headers=bearer, params={"access_token": ""}).content == content
    number.send("image", {"id": media, "caption": "Our house"})
    shown = simulator.control(f"/_sim/conversations/{CUSTOMER}")["messages"][-1]
    assert (shown["type"], shown["text"]) == ("image", "Our house")
    assert number.api.call("DELETE", (media,)).json() == {"success": True}
    assert refused(lambda: number.api.call("GET", (media,))).api_error_code() == 100
    assert refused(lambda: number.send("image", {"id": media})).api_error_code() in (100, 131009)
    assert refused(lambda: number.upload(PICTURE, "image/gif")).api_error_code() == 100
    assert refused(lambda: number.post("media", type="image/jpeg")).api_error_code() == 100


def test_the_profile_is_kept(number: Number) -> None:
    own = {"about": "Open 9 to 6", "email": "desk@clinic.example", "vertical": "HEALTH", "websites": ["https://clinic.example"]}
    assert number.post("whatsapp_business_profile", **own) == {"success": True}
    (profile,) = number.get("whatsapp_business_profile", fields="about,email,vertical,websites")["data"]
    assert profile == {**own, **WHATSAPP}
    for wrong in ({"websites": ["no address"]}, {"about": "x" * 140}, {"vertical": "SPACE"}):
        assert refused(lambda wrong=wrong: number.post("whatsapp_business_profile", **wrong)).api_error_code() == 100


def test_qr_codes_are_made_changed_and_removed(number: Number) -> None:
    made = number.post("message_qrdls", prefilled_message="I saw your flats", generate_qr_image="SVG")
    assert made["deep_link_url"].endswith(made["code"])
    assert number.api._session.requests.get(made["qr_image_url"]).text.startswith("<svg")
    changed = number.post("message_qrdls", prefilled_message="I saw your houses", code=made["code"])
    assert changed["prefilled_message"] == "I saw your houses"
    (listed,) = number.get("message_qrdls")["data"]
    assert (listed["code"], listed["prefilled_message"]) == (made["code"], "I saw your houses")
    assert number.get("message_qrdls", made["code"])["data"][0]["code"] == made["code"]
    assert refused(lambda: number.post("message_qrdls", prefilled_message="x" * 141)).api_error_code() == 100
    assert number.delete("message_qrdls", made["code"]) == {"success": True}
    assert refused(lambda: number.get("message_qrdls", made["code"])).api_error_code() == 100


def test_people_are_blocked_and_let_in_again(simulator: Simulator, number: Number) -> None:
    simulator.control("/_sim/customers", {"name": "Silent", "phone": "905551230009"})
    blocked = number.post("block_users", block_users=[{"user": CUSTOMER}])
    assert [user["wa_id"] for user in blocked["block_users"]["added_users"]] == [CUSTOMER]
    assert [user["wa_id"] for user in number.get("block_users")["data"]] == [CUSTOMER]
    assert refused(lambda: number.send("text", {"body": "Hello?"})).api_error_code() == 130403
    silent = refused(lambda: number.post("block_users", block_users=[{"user": "905551230009"}]))
    assert silent.api_error_code() == 139100
    assert silent.body()["block_users"]["failed_users"][0]["errors"][0]["code"] == 131047
    assert refused(lambda: number.post("block_users", block_users=[])).api_error_code() == 100
    let_in = number.delete("block_users", block_users=[{"user": CUSTOMER}])
    assert [user["wa_id"] for user in let_in["block_users"]["removed_users"]] == [CUSTOMER]
    number.send("text", {"body": "Hello again"})


def test_a_number_is_named_verified_and_registered(simulator: Simulator, number: Number) -> None:
    account = WhatsAppBusinessAccount(WABA_ID, api=number.api)
    wanted = {"cc": "49", "phone_number": "15120000147", "verified_name": "Clinic desk"}
    new = Number(number.api, account.create_phone_number(params=wanted)["id"])
    assert refused(lambda: new.post("register", pin="123456")).api_error_code() == 133006
    assert new.post("request_code", code_method="SMS", language="en") == {"success": True}
    code = simulator.control("/_sim/numbers")["data"][-1]["code"]
    wrong = "000000" if code != "000000" else "111111"
    assert refused(lambda: new.post("verify_code", code=wrong)).api_error_code() == 136025
    assert new.post("verify_code", code=code) == {"success": True}
    assert new.post("register", pin="123456") == {"success": True}
    assert new.get(fields="status,verified_name")["status"] == "CONNECTED"
    assert refused(lambda: new.post("register", pin="000001")).api_error_code() == 133005
    assert new.post("deregister") == {"success": True}
    assert refused(lambda: new.post("messages", to=CUSTOMER, type="text", text={"body": "Hi"})).api_error_code() == 133010
    assert number.post(new_display_name="Parley Clinic") == {"success": True}
    assert number.get(fields="new_name_status")["new_name_status"] == "PENDING_REVIEW"


def test_a_message_is_marked_as_read_and_typing_shows(simulator: Simulator, receiver: Receiver, number: Number) -> None:
    incoming = simulator.control("/_sim/messages", {"from": CUSTOMER, "text": "Are you there?"})
    receiver.next()
    read = {"status": "read", "message_id": incoming["id"], "typing_indicator": {"type": "text"}}
    assert number.post("messages", **read) == {"success": True}
    assert refused(lambda: number.post("messages", status="read", message_id="wamid.NEVER")).api_error_code() == 131009
