"""pywa with its calls carried to the simulator, and what its handlers make of the simulator's webhooks.

pywa writes graph.facebook.com into its session itself; its documented way to another host is a session of one's own,
so the tests hand it one whose transport takes every call to the simulator. Nothing of pywa is patched.
"""

from __future__ import annotations

import json

import httpx
from conftest import Receiver
from programs import ACCESS_TOKEN, APP_SECRET, PHONE_NUMBER_ID, VERIFY_TOKEN, WABA_ID, Simulator
from pywa import WhatsApp

APP_ID = "300000000000001"
CUSTOMER = "+905551230001"
CUSTOMER_NAME = "Deniz 王小明 👋"
USER_ID = "TR.91234567890123456"


class ToSimulator(httpx.BaseTransport):
    """Carries calls for graph.facebook.com to another address."""

    def __init__(self, url: str) -> None:
        self._to = httpx.URL(url)
        self._inner = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url.copy_with(scheme=self._to.scheme, host=self._to.host, port=self._to.port)
        request.url = url
        request.headers["Host"] = url.netloc.decode()
        return self._inner.handle_request(request)


def make_client(simulator: Simulator, token: str = ACCESS_TOKEN) -> WhatsApp:
    return WhatsApp(
        phone_id=PHONE_NUMBER_ID,
        waba_id=WABA_ID,
        token=token,
        session=httpx.Client(transport=ToSimulator(simulator.address)),
        server=None,
        verify_token=VERIFY_TOKEN,
        app_id=APP_ID,
        app_secret=APP_SECRET,
    )


class Heard:
    """What pywa's handlers made of the webhooks."""

    def __init__(self, wa: WhatsApp, receiver: Receiver) -> None:
        self.wa, self.receiver = wa, receiver
        self.updates: list = []
        self.raw: list = []
        for register in (
            wa.on_message,
            wa.on_message_status,
            wa.on_callback_button,
            wa.on_template_status_update,
            wa.on_template_category_update,
            wa.on_template_quality_update,
            wa.on_template_components_update,
            wa.on_callback_selection,
            wa.on_flow_completion,
            wa.on_call_permission_update,
            wa.on_phone_number_change,
            wa.on_identity_change,
            wa.on_user_marketing_preferences,
            wa.on_edited_message,
            wa.on_deleted_message,
            wa.on_outgoing_message,
            wa.on_outgoing_edited_message,
            wa.on_outgoing_deleted_message,
            wa.on_account_update,
        ):
            register(lambda _, update: self.updates.append(update))
        wa.on_raw_update(lambda _, update: self.raw.append(update))

    def next(self):
        """The next webhook, its signature checked and parsed by pywa into one of its types."""
        update, raw = self.next_of_any_kind()
        assert update is not None, raw
        return update

    def next_of_any_kind(self) -> tuple:
        """The next webhook as one of pywa's types, none where it has none for it, and as its raw handler takes it."""
        post = self.receiver.next()
        assert post.body.isascii()
        assert self.wa.webhook_update_validator(post.body, post.signature) is None
        assert self.wa.webhook_update_validator(post.body + b" ", post.signature) is not None
        before = len(self.updates)
        assert self.wa.webhook_update_handler(post.body) == ("ok", 200)
        assert len(self.updates) <= before + 1, post.body
        assert self.raw[-1].value == json.loads(post.body)["entry"][0]["changes"][0]["value"]
        return (self.updates[-1] if len(self.updates) > before else None), self.raw[-1]


def open_window(simulator: Simulator, heard: Heard):
    """A customer who has just written; answers what pywa heard."""
    simulator.control("/_sim/customers", {"name": CUSTOMER_NAME, "phone": CUSTOMER, "user_id": USER_ID})
    simulator.control("/_sim/messages", {"from": CUSTOMER, "text": "还有吗？ 🙂 a/b@c"})
    return heard.next()
