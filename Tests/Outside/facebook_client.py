"""Meta's own SDK with its calls going to the simulator.

The address of the Graph API is an attribute of its session; nothing of the SDK is replaced.
"""

from __future__ import annotations

from facebook_business.api import FacebookAdsApi
from facebook_business.session import FacebookSession
from programs import ACCESS_TOKEN, APP_SECRET, Simulator

APP_ID = "300000000000001"
BODY = {"type": "BODY", "text": "您好，我们有新的消息要告诉您。"}


def make_api(simulator: Simulator, secret: str = APP_SECRET) -> FacebookAdsApi:
    session = FacebookSession(APP_ID, secret, ACCESS_TOKEN)
    session.GRAPH = simulator.address
    return FacebookAdsApi(session)
