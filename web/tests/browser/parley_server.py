"""Starts the real server for a test, on a free port and an empty database, and stops it again."""
import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BINARY = Path(os.environ.get("PARLEY_BINARY", ROOT / ".build/debug/parley"))
CODE = re.compile(r"PARLEY(-[A-Z2-9]{4}){3}")
DEADLINE_S = 30


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class ParleyServer:
    def __init__(self, folder: Path, demo: bool = True, port: int | None = None, environment: dict | None = None):
        self.folder = folder
        self.demo = demo
        self.port = port or free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.environment = environment or {}
        self.process = None

    def start(self):
        command = [
            str(BINARY.resolve()), "serve", *(["--demo"] if self.demo else []), "--database", f"sqlite:{self.folder / 'parley.db'}",
            "--listen", f"127.0.0.1:{self.port}", "--web-root", str(ROOT / "web/dist"),
        ]
        # Seals secrets; a demo has one of its own.
        key = {} if self.demo else {"PARLEY_SECRET_KEY": "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="}
        environment = {**os.environ, **key, **self.environment}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + DEADLINE_S
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.address}/readyz", timeout=2) as answer:
                    if answer.status == 200:
                        return self
            except OSError:
                time.sleep(0.05)
        self.stop()
        raise RuntimeError(f"the server did not come up:\n{self.log.read_text(errors='replace')}")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=DEADLINE_S)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def setup_code(self):
        """The one-time code, as the server printed it in its log."""
        deadline = time.monotonic() + DEADLINE_S
        while time.monotonic() < deadline:
            found = CODE.search(self.log.read_text(errors="replace"))
            if found:
                return found.group(0)
            time.sleep(0.05)
        raise RuntimeError("the server printed no set-up code")
