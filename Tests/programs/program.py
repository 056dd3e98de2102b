"""One program of ours as a process: started, waited for, ended."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
from pathlib import Path
from typing import Self

import requests

from .waiting import until

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("PARLEY_BINARY", ROOT / ".build" / "debug" / "parley")).resolve()

START_SECONDS = 60
STOP_SECONDS = 20
LOG_END_BYTES = 6_000

# Below the ports that the system gives to outgoing connections: one of those could take ours while a test restarts us.
PORTS = range(20_000, 32_000)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    for port in random.sample(PORTS, 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue  # Taken; there are others.
    raise RuntimeError(f"no free port in {PORTS}")


class Program:
    """A program that listens on one address through stops and starts, and writes one log."""

    # Those that run now, for the hook that shows their logs when a test fails.
    running: list[Program] = []

    def __init__(self, name: str, folder: Path, health: str) -> None:
        self.name = name
        self.folder = folder
        self.listen = f"127.0.0.1:{free_port()}"
        self.address = f"http://{self.listen}"
        self.log = folder / f"{name}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self._health = health

    def command(self) -> tuple[list[str], dict[str, str]]:
        """What follows the program's name, and what its environment has beside ours."""
        raise NotImplementedError

    def start(self) -> Self:
        return self.launch().await_health()

    def launch(self) -> Self:
        """Starts it without waiting."""
        arguments, environment = self.command()
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [BINARY, *arguments],
                cwd=self.folder,
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        Program.running.append(self)
        return self

    def await_health(self) -> Self:
        try:
            until(self._is_healthy, seconds=START_SECONDS, every=0.02)
        except BaseException:
            self.kill()
            raise
        return self

    def _is_healthy(self) -> bool:
        status = self.process.poll()
        assert status is None, f"{self.name} ended with status {status} at its start:\n{self.log_end()}"
        try:
            return requests.get(self.address + self._health, timeout=2).ok
        except requests.RequestException:
            return False  # Not listening yet; the deadline decides.

    def kill(self) -> None:
        """Ends it without a warning, as a power cut would."""
        self._forget()
        if self.process:
            self.process.kill()
            self.process.wait(STOP_SECONDS)
            self.process = None

    def stop(self) -> None:
        """Ends it as an operator would, and sees that it ends well; does nothing when it does not run."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            status: int | str = self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            status = f"nothing within {STOP_SECONDS} s"
        self.kill()
        assert status == 0, f"{self.name} answered SIGTERM with {status}:\n{self.log_end()}"

    def _forget(self) -> None:
        if self in Program.running:
            Program.running.remove(self)

    def log_end(self) -> str:
        return self.log.read_bytes()[-LOG_END_BYTES:].decode(errors="replace") if self.log.exists() else ""
