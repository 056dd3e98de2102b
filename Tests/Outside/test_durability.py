"""A webhook is acknowledged only after its body would survive a power cut, as the operating system sees it."""

from __future__ import annotations

import contextlib
import re
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from programs import ENGINES, ROOT, House, database, until
from webhooks import post_webhook, text_webhook

COUNT = 40
# Where a commit becomes durable: SQLite's write-ahead log, PostgreSQL's.
LOGS = {"sqlite": r"parley\.db-wal", "postgres": r"pg_wal/[0-9A-F]{24}"}
READS = r"read|readv|recvfrom|recvmsg"
WRITES = r"write|writev|pwrite64|pwritev|sendto|sendmsg"
SYNCS = "fdatasync|fsync"


class Call(NamedTuple):
    """A system call, and the lines of the trace at which it began and was over."""

    began: int
    ended: int
    text: str


@pytest.mark.parametrize("engine", ENGINES)
def test_a_webhook_is_answered_only_after_its_body_is_on_disk(engine: str, tmp_path: Path) -> None:
    """For each body: read from the socket, written to the database's log, the log synced, and only then the 200.

    Each call must have ended before the next begins. Every body carries a mark of its own, so the syncs of what is done with
    earlier webhooks cannot stand in for that of this one's journal entry. On PostgreSQL the calls are those of its processes, in one
    trace with the server's.
    """
    with contextlib.ExitStack() as stack:
        cluster, postmaster = stack.enter_context(durable_postgres()) if engine == "postgres" else ("", None)
        house = House(stack.enter_context(database(engine, tmp_path, cluster)), tmp_path).start()
        stack.callback(house.stop)
        marks = [f"mark{uuid.uuid4().hex}" for _ in range(COUNT)]
        with traced([house.server.process.pid, *family(postmaster)], tmp_path / "strace.log") as calls:
            for mark in marks:
                # Three times, for a page's edge may cut through one of them.
                body = text_webhook(f"wamid.{mark}", "8613800138000", f"{mark} {mark}", int(time.time()))
                assert post_webhook(house, body).status_code == 200
    for mark in marks:
        assert_in_order(calls, mark, LOGS[engine])


def assert_in_order(calls: list[Call], mark: str, log: str) -> None:
    """The 200 to the request with this mark came after a sync of the log that came after the mark was written there."""
    request = first(calls, rf"^({READS})\(\d+<(TCP|socket):.*{mark}", after=-1)
    socket = re.match(r"\w+\((\d+)<", request.text)[1]
    written = first(calls, rf"^({WRITES})\(\d+<[^>]*{log}>.*{mark}", after=request.ended)
    synced = first(calls, rf"^({SYNCS})\(\d+<[^>]*{log}>\) += 0", after=written.ended)
    answered = first(calls, rf'^({WRITES})\({socket}<(TCP|socket):.*HTTP/1\.1 200', after=request.ended)
    assert synced.ended < answered.began, f"answered before the sync: {answered.text[:200]}"


def first(calls: list[Call], pattern: str, after: int) -> Call:
    """The first matching call that began after a line of the trace."""
    found = next((call for call in calls if call.began > after and re.search(pattern, call.text)), None)
    assert found, f"no call like {pattern} after line {after}"
    return found


@contextlib.contextmanager
def traced(processes: list[int], log: Path) -> Iterator[list[Call]]:
    """Fills the list with what the processes, and those they start, asked of the system meanwhile."""
    calls: list[Call] = []
    names = f"{READS}|{WRITES}|{SYNCS}".replace("|", ",")
    # -y names files; bytes outside ASCII are escaped, and the marks have none. One write of a log takes many pages, and what
    # -s cuts off may be the mark.
    command = ["strace", "-f", "-y", "-s", "1048576", "-e", f"trace={names}", "-o", str(log)]
    tracer = subprocess.Popen(command + [f"--attach={process}" for process in processes], stderr=subprocess.PIPE, text=True)
    try:
        for _ in processes:
            # It says so for each process that it has got hold of.
            assert "attached" in tracer.stderr.readline()
        yield calls
    finally:
        tracer.terminate()
        tracer.wait(timeout=20)
        tracer.stderr.close()
    calls += parsed(log.read_text(encoding="utf-8", errors="replace"))


def parsed(trace: str) -> list[Call]:
    """The calls in the order in which they began; those of several threads may be under way at once."""
    lines = trace.splitlines()
    calls: list[Call] = []
    under_way: dict[str, Call] = {}
    for number, line in enumerate(lines):
        thread, _, text = line.partition(" ")
        text = text.lstrip()
        if text.endswith(" <unfinished ...>"):
            under_way[thread] = Call(number, len(lines), text.removesuffix(" <unfinished ...>"))
        elif resumed := re.match(r"<\.\.\. \w+ resumed>", text):
            if start := under_way.pop(thread, None):
                calls.append(Call(start.began, number, start.text + text[resumed.end() :]))
        else:
            calls.append(Call(number, number, text))
    # The tracer may have gone before it heard that the last answer was written.
    return sorted([*calls, *under_way.values()])


@contextlib.contextmanager
def durable_postgres() -> Iterator[tuple[str, int]]:
    """A PostgreSQL of its own that syncs as one in use does, which the tests' one does not; its URL and its first process."""
    control = ROOT / "tools" / "throwaway-postgres"
    # Only a short path holds a socket.
    folder = Path(tempfile.mkdtemp(prefix="parley-test-", dir="/tmp"))
    try:
        url = subprocess.run([control, "start", folder], check=True, timeout=120, capture_output=True, text=True).stdout.strip()
        # synchronous_commit stays off, for the server has to ask for it itself.
        for setting in ("fsync", "full_page_writes"):
            psql(url, f"ALTER SYSTEM SET {setting} = on")
        psql(url, "SELECT pg_reload_conf()")
        until(lambda: psql(url, "SHOW fsync") == "on")
        yield url, int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    finally:
        subprocess.run([control, "stop", folder], check=True, timeout=60)


def family(postmaster: int | None) -> list[int]:
    """The first process and those it has started, one for each connection among them."""
    if postmaster is None:
        return []
    return [postmaster, *map(int, Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split())]


def psql(url: str, statement: str) -> str:
    command = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", f"--dbname={url}", f"--command={statement}"]
    return subprocess.run(command, check=True, timeout=60, capture_output=True, text=True).stdout.strip()
