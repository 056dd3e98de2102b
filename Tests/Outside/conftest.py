"""The server and the simulator as programs, and a small server that receives the simulator's webhooks."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from programs import ENGINES, VERIFY_TOKEN, House, Simulator, database  # noqa: E402
from programs.hooks import pytest_configure, pytest_runtest_makereport  # noqa: E402, F401

if TYPE_CHECKING:
    from pywa import WhatsApp


@pytest.fixture(params=ENGINES)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """Both programs on a database of the test's own, once on each engine."""
    with database(request.param, tmp_path) as address:
        house = House(address, tmp_path).start()
        yield house
        house.stop()


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
    program = Simulator(receiver.url, tmp_path).start()
    program.control("/_sim/settings", {"webhooks_at_once": 1})  # Meta keeps no order; these tests need one.
    yield program
    program.stop()


@pytest.fixture
def wa(simulator: Simulator) -> WhatsApp:
    """pywa, an independent client, whose calls go to the simulator."""
    from pywa_client import make_client

    return make_client(simulator)
