"""Drives wrk, and counts the system calls that make commits last."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import webhooks
from house import BARE_PATH, WEBHOOK_PATH, Server

LUA = Path(__file__).with_name("requests.lua")


def run(server: Server, path: str, requests: Path, seconds: float, connections: int, exactly: bool = False) -> dict:
    """Sends requests of the file over so many connections.

    For so many seconds or, where `exactly` is asked for, until each has been answered: what remains of the time is then
    filled with requests for /healthz, and the rate means nothing.
    """
    command = ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{max(1, round(seconds))}s"]
    command += ["--timeout", "10s", "--latency", "--script", str(LUA), server.url, "--", str(requests), path]
    done = subprocess.run(
        command + (["filler"] if exactly else []), capture_output=True, text=True, timeout=seconds + 60
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode != 0 or not lines:
        raise SystemExit(f"wrk failed: {done.stdout}{done.stderr}")
    result = json.loads(lines[-1])
    if result["not_ok"] or result["broken"]:
        raise SystemExit(f"not every request of {path} was answered with 200: {result}\n{server.log.read_text()[-2000:]}")
    result["per_second"] = round(result["answered"] / result["seconds"], 1)
    return result


def bare(server: Server, requests: Path, seconds: float, connections: int) -> dict:
    return run(server, BARE_PATH, requests, seconds, connections)


def ingest(server: Server, requests: Path, seconds: float, connections: int, exactly: bool = False) -> dict:
    result = run(server, WEBHOOK_PATH, requests, seconds, connections, exactly)
    if exactly and not result["used_up"]:
        raise SystemExit(f"not all requests were sent within {seconds} s: {result}")
    return result


class SyncCount:
    """Counts fsync and fdatasync of some processes while the body of `with` runs."""

    def __init__(self, processes: list[int], folder: Path) -> None:
        self.log = folder / "strace.txt"
        command = ["strace", "-f", "-c", "-e", "trace=fsync,fdatasync", "-o", str(self.log)]
        self.command = command + [part for process in processes for part in ("-p", str(process))]
        self.processes = processes

    def __enter__(self) -> SyncCount:
        self.tracer = subprocess.Popen(self.command, stderr=subprocess.PIPE, text=True)
        # It says of each process whether it has attached to it; a short-lived one of PostgreSQL's may be gone.
        for _ in self.processes:
            if not self.tracer.stderr.readline():
                raise SystemExit("strace did not attach")
        return self

    def __exit__(self, *_: object) -> None:
        self.tracer.terminate()
        self.tracer.communicate(timeout=30)
        self.calls = 0
        for line in self.log.read_text().splitlines():
            # % time, seconds, usecs/call, calls, errors (often empty), syscall
            found = re.match(r"\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?(?:fsync|fdatasync)$", line)
            self.calls += int(found.group(1)) if found else 0


def write_requests(folder: Path, name: str, count: int) -> Path:
    return webhooks.write(folder / f"{name}.requests", webhooks.texts(count))
