"""Asks a running server, and signs in to it."""

from __future__ import annotations

from dataclasses import dataclass

import requests
from programs import House

REQUEST_SECONDS = 20


@dataclass(frozen=True)
class Credentials:
    """What a browser holds after signing in."""

    cookie: str
    csrf_token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": f"parley_session={self.cookie}", "X-CSRF-Token": self.csrf_token}


class Api(House):
    """A server that is asked over HTTP; no call of its own leaves this machine."""

    def request(self, method: str, path: str, by: Credentials | None = None, **options) -> requests.Response:
        """Sends one request that keeps no cookies for the next."""
        headers = {**(by.headers if by else {}), **options.pop("headers", {})}
        return requests.request(method, self.address + path, headers=headers, timeout=REQUEST_SECONDS, **options)

    def demo_sign_in(self) -> dict[str, str]:
        """Address and password of the seeded administrator."""
        return self.request("GET", "/api/v1/setup").json()["demo"]

    def sign_in(self, **changes: str) -> Credentials:
        """Signs the seeded administrator in, or whoever the changes make of them."""
        response = self.request("POST", "/api/v1/session", json={**self.demo_sign_in(), **changes})
        assert response.status_code == 200, response.text
        cookie = response.cookies["parley_session"]
        me = self.request("GET", "/api/v1/me", headers={"Cookie": f"parley_session={cookie}"})
        return Credentials(cookie=cookie, csrf_token=me.json()["csrf_token"])
