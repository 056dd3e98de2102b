"""The server, the simulator, and the two of them pointed at each other."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import Self

import requests

from .program import ROOT, Program
from .waiting import until

ACCESS_TOKEN = "demo-access-token"
APP_SECRET = "demo-app-secret"
VERIFY_TOKEN = "demo-verify-token"
PHONE_NUMBER_ID = "100000000000001"
WABA_ID = "200000000000001"
# Thirty-two sevens: any key does, as long as it stays the same.
SECRET_KEY = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="

# Nobody listens there: a server without a simulator reaches no other host either.
NOWHERE = "http://127.0.0.1:9"
SETUP_CODE = re.compile(r"PARLEY(-[A-Z2-9]{4}){3}")


class Server(Program):
    """`parley serve`, with the demo's data or waiting to be set up."""

    def __init__(self, database: str, folder: Path, *, demo: bool = True, environment: dict[str, str] | None = None) -> None:
        super().__init__("serve", folder, "/readyz")
        self.database = database
        self.demo = demo
        # A demo brings a key of its own.
        key = {} if demo else {"PARLEY_SECRET_KEY": SECRET_KEY}
        self.environment = {"PARLEY_GRAPH_URL": NOWHERE, **key, **(environment or {})}

    def command(self) -> tuple[list[str], dict[str, str]]:
        arguments = ["serve", "--database", self.database, "--listen", self.listen]
        arguments += ["--files", str(self.folder / "files"), "--web-root", str(ROOT / "web" / "dist")]
        return arguments + (["--demo"] if self.demo else []), self.environment

    def setup_code(self) -> str:
        """The one-time code, as the server printed it in its log."""
        return until(lambda: SETUP_CODE.search(self.log.read_text(errors="replace")))[0]


class Simulator(Program):
    """`parley simulate`, which here forgets everything when it stops."""

    def __init__(self, webhook_url: str, folder: Path) -> None:
        super().__init__("simulate", folder, "/healthz")
        self.webhook_url = webhook_url

    def command(self) -> tuple[list[str], dict[str, str]]:
        arguments = ["simulate", "--listen", self.listen, "--webhook-url", self.webhook_url]
        arguments += ["--app-secret", APP_SECRET, "--verify-token", VERIFY_TOKEN, "--access-token", ACCESS_TOKEN]
        return arguments + ["--phone-root", str(ROOT / "web" / "phone")], {}

    def control(self, path: str, body: dict | None = None) -> dict:
        """Asks the control API, `/_sim/…`; with a body it tells it something."""
        url = self.address + path
        answer = requests.get(url, timeout=10) if body is None else requests.post(url, json=body, timeout=10)
        assert answer.ok, f"{path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else {}


class House:
    """A demo server with its number connected to a simulator of its own."""

    def __init__(self, database: str, folder: Path) -> None:
        self.server = Server(database, folder)
        self.simulator = Simulator(f"{self.server.address}/webhooks/whatsapp/demo", folder)
        self.server.environment |= {
            # As on a server of somebody's own: the demo's secrets are sealed under it too.
            "PARLEY_SECRET_KEY": SECRET_KEY,
            "PARLEY_GRAPH_URL": self.simulator.address,
            "PARLEY_DEMO_ACCESS_TOKEN": ACCESS_TOKEN,
            "PARLEY_DEMO_APP_SECRET": APP_SECRET,
            "PARLEY_DEMO_VERIFY_TOKEN": VERIFY_TOKEN,
        }
        self.address = self.server.address
        self.control = self.simulator.control

    def start(self) -> Self:
        try:
            self.simulator.launch()
            self.server.launch()
            self.simulator.await_health()
            self.server.await_health()
        except BaseException:
            self.kill()
            raise
        return self

    def stop(self) -> None:
        # The second one is ended whatever the first one did.
        with contextlib.ExitStack() as both:
            both.callback(self.simulator.stop)
            both.callback(self.server.stop)

    def kill(self) -> None:
        self.server.kill()
        self.simulator.kill()
