"""The real server and the real simulator together, as programs, on a database of their own."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import requests

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("PARLEY_BINARY", ROOT / ".build" / "debug" / "parley"))
POSTGRES = os.environ.get("PARLEY_TEST_POSTGRES", "")
ENGINES = ["sqlite"] + (["postgres"] if POSTGRES else [])

ACCESS_TOKEN = "demo-access-token"
APP_SECRET = "demo-app-secret"
VERIFY_TOKEN = "demo-verify-token"
PHONE_NUMBER_ID = "100000000000001"
WABA_ID = "200000000000001"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition, seconds: float = 15, every: float = 0.1):
    """Polls until the condition gives something, and returns it."""
    deadline = time.monotonic() + seconds
    while True:
        found = condition()
        if found or time.monotonic() > deadline:
            assert found, f"not within {seconds} s"
            return found
        time.sleep(every)


@contextlib.contextmanager
def database(engine: str, folder: Path) -> Iterator[str]:
    """The address of a new database."""
    if engine == "sqlite":
        yield f"sqlite:{folder / 'parley.db'}"
        return
    name = f"outside_{uuid.uuid4().hex[:12]}"
    psql(f"CREATE DATABASE {name}")
    parts = urlsplit(POSTGRES)
    try:
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        psql(f"DROP DATABASE {name} WITH (FORCE)")


def psql(statement: str) -> None:
    subprocess.run(["psql", "--quiet", "--no-psqlrc", "-c", statement, POSTGRES], check=True, timeout=60)


class Program:
    """A program of ours: started, waited for, ended."""

    def __init__(self, arguments: list[str], url: str, ready: str, log: Path, environment: dict[str, str]) -> None:
        self.url = url
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [str(BINARY), *arguments],
                cwd=log.parent,
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            until(lambda: self._answers(ready), seconds=60)
        except BaseException:
            self.kill()
            raise

    def _answers(self, path: str) -> bool:
        assert self.process.poll() is None, self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
        try:
            return requests.get(self.url + path, timeout=2).ok
        except requests.RequestException:
            return False

    def kill(self) -> None:
        """Ends it without a warning, as a power cut would."""
        self.process.kill()
        self.process.wait(timeout=15)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.kill()


class House:
    """Server and simulator, pointed at each other."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address = address
        self.folder = folder
        self.server_port = free_port()
        self.simulator_port = free_port()
        self.server_url = f"http://127.0.0.1:{self.server_port}"
        self.simulator_url = f"http://127.0.0.1:{self.simulator_port}"
        self.simulator = self.start_simulator()
        try:
            self.server = self.start_server()
        except BaseException:
            self.simulator.kill()
            raise

    def start_simulator(self) -> Program:
        return Program(
            ["simulate", "--listen", f"127.0.0.1:{self.simulator_port}"]
            + ["--webhook-url", f"{self.server_url}/webhooks/whatsapp/demo"]
            + ["--app-secret", APP_SECRET, "--verify-token", VERIFY_TOKEN, "--access-token", ACCESS_TOKEN]
            + ["--phone-root", str(ROOT / "web" / "phone")],
            self.simulator_url,
            "/healthz",
            self.folder / "simulator.log",
            {},
        )

    def start_server(self) -> Program:
        return Program(
            ["serve", "--demo", "--database", self.address, "--listen", f"127.0.0.1:{self.server_port}"]
            + ["--files", str(self.folder / "files"), "--web-root", str(ROOT / "web" / "dist")],
            self.server_url,
            "/readyz",
            self.folder / "server.log",
            {
                # As on a server of somebody's own: the demo's secrets are sealed under it too.
                "PARLEY_SECRET_KEY": "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=",
                "PARLEY_GRAPH_URL": self.simulator_url,
                "PARLEY_DEMO_ACCESS_TOKEN": ACCESS_TOKEN,
                "PARLEY_DEMO_APP_SECRET": APP_SECRET,
                "PARLEY_DEMO_VERIFY_TOKEN": VERIFY_TOKEN,
            },
        )

    def stop(self) -> None:
        self.server.stop()
        self.simulator.stop()

    def person(self, email: str = "admin@parley.example") -> Person:
        return Person(self.server_url + "/api/v1", email)

    def control(self, path: str, body: dict | None = None) -> dict:
        """Asks the simulator's control API; with a body it tells it something."""
        url = f"{self.simulator_url}/_sim{path}"
        answer = requests.get(url, timeout=10) if body is None else requests.post(url, json=body, timeout=10)
        assert answer.ok, f"{path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else {}

    def post_webhook(self, body: bytes, signature: str | None = None, session=requests) -> requests.Response:
        headers = {"Content-Type": "application/json"}
        if signature != "":
            headers["X-Hub-Signature-256"] = signature or sign(body)
        return session.post(f"{self.server_url}/webhooks/whatsapp/demo", data=body, headers=headers, timeout=30)


class Person:
    """A signed-in browser, without the browser."""

    def __init__(self, api: str, email: str) -> None:
        self.api = api
        self.session = requests.Session()
        me = self.session.post(api + "/session", json={"email": email, "password": "parley-demo"}, timeout=20).json()
        self.session.headers["X-CSRF-Token"] = me["csrf_token"]

    def get(self, path: str) -> dict:
        answer = self.session.get(self.api + path, timeout=20)
        assert answer.ok, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()

    def post(self, path: str, body: dict | None = None, **headers: str) -> requests.Response:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.session.post(self.api + path, json=body or {}, headers=names, timeout=20)

    def lead(self) -> dict:
        """A Lead with a number that can be reached."""
        records = self.get("/modules/Leads/records")["records"]
        return next(record for record in records if any(phone["e164"] for phone in record["phones"]))

    def approved_template(self, house: House, body: str = "您好 ${Leads.Last Name|朋友}，样机体验已为您预约，明天见。") -> dict:
        """Writes a template and has it approved on the simulator."""
        made = self.post(
            "/templates",
            {"name": f"到店提醒 {uuid.uuid4().hex[:6]}", "module": "Leads", "language": "zh_CN", "category": "notification", "body": body},
        )
        assert made.status_code == 201, made.text
        template = made.json()
        remote = until(lambda: remote_template(house, template["provider_name"]))
        house.control(f"/templates/{remote['id']}/approve", {})
        until(lambda: self.get(f"/templates/{template['id']}")["status"] == "approved")
        return template

    def messages(self, conversation: str) -> list[dict]:
        return self.get(f"/conversations/{conversation}/messages?limit=100")["messages"]


def remote_template(house: House, name: str) -> dict | None:
    templates = house.control("/state")["templates"]
    return next((template for template in templates if template["name"] == name), None)


def sign(body: bytes, secret: str = APP_SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def text_webhook(wamid: str, sender: str, text: str, seconds: int) -> bytes:
    """A customer's text as Meta posts it."""
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "862155500100", "phone_number_id": PHONE_NUMBER_ID},
        "contacts": [{"profile": {"name": f"P{sender}"}, "wa_id": sender}],
        "messages": [{"from": sender, "id": wamid, "timestamp": str(seconds), "type": "text", "text": {"body": text}}],
    }
    entry = {"id": WABA_ID, "changes": [{"field": "messages", "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()
