"""Counts the calls that make a commit survive a power cut, as the operating system sees them."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from house import House, database, text_webhook, until

COUNT = 40


def test_every_acknowledged_webhook_was_synced_to_disk(tmp_path: Path) -> None:
    with database("sqlite", tmp_path) as address:
        house = House(address, tmp_path)
        log = tmp_path / "strace.log"
        tracer = subprocess.Popen(
            ["strace", "-f", "-e", "trace=fdatasync", "-o", str(log), "-p", str(house.server.process.pid)],
            stderr=subprocess.PIPE,
        )
        try:
            # The first thing it says is that it is attached.
            assert b"attached" in tracer.stderr.readline()
            for index in range(COUNT):
                body = text_webhook(f"wamid.{index}", "8613800138000", str(index), int(time.time()))
                assert house.post_webhook(body).status_code == 200
            until(lambda: synced(log) >= COUNT, seconds=20)
        finally:
            tracer.terminate()
            tracer.wait(timeout=10)
            house.stop()


def synced(log: Path) -> int:
    """How many calls have returned well."""
    return sum(1 for line in log.read_text(encoding="utf-8").splitlines() if "fdatasync" in line and line.endswith("= 0"))
