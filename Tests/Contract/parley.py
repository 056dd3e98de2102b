"""Starts the real program for tests, on a database of its own, and signs in to it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import requests

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("PARLEY_BINARY", ROOT / ".build" / "debug" / "parley"))
POSTGRES = os.environ.get("PARLEY_TEST_POSTGRES", "")

START_SECONDS = 60
STOP_SECONDS = 15
REQUEST_SECONDS = 20


@dataclass(frozen=True)
class Credentials:
    """What a browser holds after signing in."""

    cookie: str
    csrf_token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": f"parley_session={self.cookie}", "X-CSRF-Token": self.csrf_token}


class Server:
    """One `parley serve --demo`, from start to stop."""

    def __init__(self, database: str, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.log = folder / f"serve-{port}.log"
        graph_port = _free_port()
        with self.log.open("wb") as log:
            # The other side of what the server calls, so that no call leaves this machine.
            self.simulator = subprocess.Popen(
                [BINARY, "simulate", "--listen", f"127.0.0.1:{graph_port}"]
                + ["--webhook-url", f"{self.url}/webhooks/whatsapp/demo", "--app-secret", "demo-app-secret"]
                + ["--verify-token", "demo-verify-token", "--access-token", "demo-access-token"],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            self.process = subprocess.Popen(
                [BINARY, "serve", "--demo", "--database", database, "--listen", f"127.0.0.1:{port}"]
                + ["--files", str(folder / "files"), "--web-root", str(ROOT / "web" / "dist")],
                cwd=folder,
                env={
                    **os.environ,
                    "PARLEY_GRAPH_URL": f"http://127.0.0.1:{graph_port}",
                    "PARLEY_DEMO_ACCESS_TOKEN": "demo-access-token",
                    "PARLEY_DEMO_APP_SECRET": "demo-app-secret",
                    "PARLEY_DEMO_VERIFY_TOKEN": "demo-verify-token",
                },
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
                raise RuntimeError(f"parley ended with status {self.process.returncode}:\n{self._log_end()}")
            try:
                if requests.get(f"{self.url}/readyz", timeout=2).status_code == 200:
                    return
            except requests.RequestException:
                pass  # Not listening yet, or not answering; the deadline decides.
            time.sleep(0.05)
        raise RuntimeError(f"parley was not ready after {START_SECONDS} s:\n{self._log_end()}")

    def _log_end(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")[-4000:]

    def request(self, method: str, path: str, by: Credentials | None = None, **options) -> requests.Response:
        """Sends one request that keeps no cookies for the next."""
        headers = {**(by.headers if by else {}), **options.pop("headers", {})}
        return requests.request(method, self.url + path, headers=headers, timeout=REQUEST_SECONDS, **options)

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

    def stop(self) -> int:
        """Ends the programs as an operator would; returns the server's exit status."""
        self.simulator.terminate()
        self.simulator.wait(STOP_SECONDS)
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return self.process.returncode


def new_postgres_database() -> str:
    """Makes an empty database with C collation on the test cluster; returns its URL."""
    name = f"contract_{uuid.uuid4().hex[:12]}"
    statement = f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
    command = ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={POSTGRES}", f"--command={statement}"]
    subprocess.run(command, check=True, timeout=60, stdin=subprocess.DEVNULL)
    return urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{name}"))


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
