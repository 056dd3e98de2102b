"""The simulator as a program, and a small server that receives its webhooks."""

from __future__ import annotations

import os
import queue
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("PARLEY_BINARY", ROOT / ".build" / "debug" / "parley"))

ACCESS_TOKEN = "outside-access-token"
APP_SECRET = "outside-app-secret"
VERIFY_TOKEN = "outside-verify-token"
PHONE_NUMBER_ID = "100000000000001"
WABA_ID = "200000000000001"
START_SECONDS = 30
STOP_SECONDS = 15


@dataclass
class Post:
    """One POST as it came: the bytes and the signature over them."""

    body: bytes
    signature: str


@dataclass
class Receiver:
    """A webhook address that keeps what it gets and answers the handshake."""

    url: str = ""
    posts: queue.Queue[Post] = field(default_factory=queue.Queue)
    verify_token: str = VERIFY_TOKEN
    failures: int = 0

    def next(self, seconds: float = 10) -> Post:
        return self.posts.get(timeout=seconds)


class Simulator:
    """One `parley simulate`, from start to stop."""

    def __init__(self, webhook_url: str, folder: Path) -> None:
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.log = folder / f"simulate-{port}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [BINARY, "simulate", "--listen", f"127.0.0.1:{port}", "--webhook-url", webhook_url]
                + ["--app-secret", APP_SECRET, "--verify-token", VERIFY_TOKEN, "--access-token", ACCESS_TOKEN]
                + ["--phone-root", str(ROOT / "web" / "phone")],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            self._await_ready()
        except BaseException:
            self.stop()
            raise

    def _await_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"it ended with status {self.process.returncode}:\n{self.log.read_text()[-4000:]}")
            try:
                if requests.get(f"{self.url}/healthz", timeout=2).status_code == 200:
                    return
            except requests.RequestException:
                pass  # Not listening yet; the deadline decides.
            time.sleep(0.05)
        raise RuntimeError(f"the simulator was not ready after {START_SECONDS} s")

    def control(self, method: str, path: str, **body) -> dict:
        """One call of the control API, which has to succeed."""
        response = requests.request(method, f"{self.url}/_sim/{path}", json=body or None, timeout=10)
        assert response.status_code < 300, response.text
        return response.json()

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return self.process.returncode


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            is_right = query.get("hub.verify_token") == state.verify_token and query.get("hub.mode") == "subscribe"
            self.send_response(200 if is_right else 403)
            self.end_headers()
            self.wfile.write(query.get("hub.challenge", "").encode() if is_right else b"no")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.posts.put(Post(body, self.headers["X-Hub-Signature-256"]))
            state.failures -= 1
            self.send_response(500 if state.failures >= 0 else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def simulator(receiver: Receiver, tmp_path: Path) -> Iterator[Simulator]:
    program = Simulator(receiver.url, tmp_path)
    program.control("POST", "settings", webhooks_at_once=1)  # Meta keeps no order; these tests need one.
    yield program
    assert program.stop() == 0


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
