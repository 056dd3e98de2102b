"""The WhatsApp channel: a message's way to the screen, what is processed and what is sent in a second, and a long queue's memory."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable
from pathlib import Path

import load
import people
import screen
import webhooks
from house import ACCESS_TOKEN, BINARY, ROOT, VERIFY_TOKEN, WEBHOOK_PATH, Postgres, Server, SQLite

Database = SQLite | Postgres

GOAL_SCREEN_P99_MS = 300.0
GOAL_PROCESSED = 2_000.0
GOAL_SENT_RATIO = 0.75

STORED, STORING_SECONDS = 12_000, 3
PEOPLE = 2_500
SENT = 10_000
ROUNDS = 3
QUEUED = 100_000
# The server's window at this pace.
FAST, SLOW, WINDOW = 10_000, 1, 128
SENT_ROWS = "SELECT count(*) FROM outbox WHERE state = 'sent'"


class Sink:
    """`sink.py` as a program of its own."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen([sys.executable, "-B", str(Path(__file__).with_name("sink.py")), str(port)])
        reached(self.url, self.process)

    def came(self) -> list[tuple[float, str, str]]:
        """Since it was asked the last time: when, our id, Meta's id."""
        with urllib.request.urlopen(self.url, timeout=30) as answer:
            return [tuple(one) for one in json.load(answer)]

    def __enter__(self) -> Sink:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


class Simulator:
    """`parley simulate`, without the limits that Meta has for a number."""

    def __init__(self, port: int, server_port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        command = [str(BINARY), "simulate", "--listen", f"127.0.0.1:{port}"]
        command += ["--webhook-url", f"http://127.0.0.1:{server_port}{WEBHOOK_PATH}", "--app-secret", webhooks.APP_SECRET]
        command += ["--verify-token", VERIFY_TOKEN, "--access-token", ACCESS_TOKEN, "--phone-root", str(ROOT / "web" / "phone")]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        reached(self.url + "/healthz", self.process)
        self.tell("settings", {"enforce_rates": False})

    def tell(self, what: str, body: dict) -> None:
        request = urllib.request.Request(f"{self.url}/_sim/{what}", json.dumps(body).encode(), {"Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=30).close()

    def __enter__(self) -> Simulator:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


def reached(url: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.02)
    process.kill()
    raise SystemExit(f"nothing answers at {url}")


def measure(made: Database, folder: Path, port: int) -> dict:
    result = {}
    for name, part in [("screen", on_screen), ("processed", processed), ("sent", sent), ("queue", queue)]:
        address = made.make()
        try:
            result[name] = part(made, address, folder, port)
        finally:
            made.drop()
    return result


# --- Webhook to screen ---------------------------------------------------------------------------------------------


def on_screen(made: Database, address: str, folder: Path, port: int) -> dict:
    with Server(address, folder, port) as server:
        result = screen.measure(made, server)
    print(f"  {'webhook to':22} {'p50 ms':>8} {'p99 ms':>8} {'max ms':>8}   of {screen.PER_SECOND} texts a second for {screen.SECONDS} s")
    for name, goal in [("stream", ""), ("screen", judged(result["to_screen"]["p99_ms"] < GOAL_SCREEN_P99_MS, "p99 < 300 ms"))]:
        one = result[f"to_{name}"]
        print(f"  {name:22} {one['p50_ms']:8.1f} {one['p99_ms']:8.1f} {one['max_ms']:8.1f}   {one['count']} messages{goal}", flush=True)
    return result


# --- Processed -----------------------------------------------------------------------------------------------------


def processed(made: Database, address: str, folder: Path, port: int) -> dict:
    print(f"\n  {'processed':30} {'events':>8} {'/s':>8}")
    result = {}
    with Sink(port + 1) as sink:
        with Server(address, folder, port, sink.url, SLOW) as server:
            result["new"] = stored_first(made, server, folder, webhooks.texts(STORED, STORED), "texts of new people")
            result["known"] = stored_first(made, server, folder, webhooks.texts(STORED, 1_000), "texts of known people")
            bodies = list(webhooks.together(webhooks.texts(10_000, 1_000), 100))
            result["hundreds"] = from_the_start(made, server, bodies, 10_000, "the same, 100 in a body")
            bodies = list(webhooks.together(webhooks.texts(1_000, 1_000), 1_000))
            result["thousand"] = from_the_start(made, server, bodies, 1_000, "the same, 1 000 in one body")
            people.reply(server, SENT)
        with Server(address, folder, port, sink.url, FAST) as server:
            people.until(made, SENT_ROWS, lambda rows: rows == SENT, 120)
            known = [(own, wamid) for _, own, wamid in sink.came()]
            bodies = [body for word in ["delivered", "read"] for body in webhooks.statuses(known, word)]
            result["statuses"] = stored_first(made, server, folder, bodies, "statuses of what was sent")
    return result


def stored_first(made: Database, server: Server, folder: Path, bodies: Iterable[bytes], name: str) -> dict:
    """Stores for some seconds, when processing makes way, and counts from when nothing more comes in until all is done."""
    requests = webhooks.write(folder / "stored.requests", bodies)
    load.ingest(server, requests, STORING_SECONDS, 64)
    begin = time.perf_counter()
    waiting = made.number(people.WAITING)
    seconds = people.until(made, people.WAITING, lambda left: left == 0, 300) - begin
    return told(name, waiting, seconds)


def from_the_start(made: Database, server: Server, bodies: list[bytes], events: int, name: str) -> dict:
    """Posts bodies of many events, and counts from the first of them."""
    begin = time.perf_counter()
    people.post(server, bodies)
    seconds = people.until(made, people.WAITING, lambda left: left == 0, 300) - begin
    return told(name, events, seconds)


def told(name: str, events: int, seconds: float) -> dict:
    rate = events / seconds
    print(f"  {name:30} {events:8} {rate:8.0f}{judged(rate >= GOAL_PROCESSED, '>= 2000')}", flush=True)
    return {"events": events, "seconds": round(seconds, 2), "per_second": round(rate, 1)}


# --- Sent ----------------------------------------------------------------------------------------------------------


def sent(made: Database, address: str, folder: Path, port: int) -> dict:
    """Replies that wait when the server starts, against a sink, beside the same client without a server."""
    print(f"\n  {'sent to a sink':14} {'bare /s':>8} {'sent /s':>8} {'ratio':>7}   {SENT} replies to {PEOPLE} people")
    rounds = []
    with Sink(port + 1) as sink:
        with Server(address, folder, port, sink.url, SLOW) as server:
            people.write_first(made, server, PEOPLE)
        for number in range(1, ROUNDS + 1):
            with Server(address, folder, port, sink.url, SLOW) as server:
                people.reply(server, SENT)
            early = len(sink.came())
            bare = sent_bare(sink)
            with Server(address, folder, port, sink.url, FAST):
                people.until(made, SENT_ROWS, lambda rows: rows == number * SENT, 300)
            came = sink.came()
            require_each_once(came, SENT - early)
            rate = per_second(came)
            rounds.append({"bare_per_second": bare, "sent_per_second": rate, "ratio": round(rate / bare, 3)})
            print(f"  {number:14} {bare:8.0f} {rate:8.0f} {rate / bare:7.3f}", flush=True)
    ratio = statistics.median(one["ratio"] for one in rounds)
    print(f"  {'median':14} {'':8} {'':8} {ratio:7.3f}{judged(ratio >= GOAL_SENT_RATIO, '>= 0.75')}", flush=True)
    made.drop()
    return {"rounds": rounds, "ratio": ratio, "simulator": sent_to_simulator(made, made.make(), folder, port)}


def sent_bare(sink: Sink) -> float:
    command = [str(BINARY), "bench-client", "--graph-url", sink.url, "--access-token", ACCESS_TOKEN, "--app-secret", webhooks.APP_SECRET]
    command += ["--phone-number-id", webhooks.PHONE_NUMBER_ID, "--messages", str(SENT), "--window", str(WINDOW)]
    subprocess.run(command, check=True, timeout=300)
    came = sink.came()
    require_each_once(came, SENT)
    return per_second(came)


def require_each_once(came: list[tuple[float, str, str]], expected: int) -> None:
    if len(came) != expected or len({own for _, own, _ in came}) != expected:
        raise SystemExit(f"{expected} messages were to be sent once, but {len(came)} calls came for {len({own for _, own, _ in came})} of them")


def per_second(came: list[tuple[float, str, str]]) -> float:
    return round((len(came) - 1) / (came[-1][0] - came[0][0]), 1)


def sent_to_simulator(made: Database, address: str, folder: Path, port: int) -> dict:
    """The same against `parley simulate`, whose statuses come back meanwhile."""
    with Simulator(port + 2, port) as simulator:
        with Server(address, folder, port, simulator.url, SLOW) as server:
            for person in range(PEOPLE):
                simulator.tell("customers", {"name": "林佳怡", "phone": webhooks.phone(person)})
                simulator.tell("messages", {"from": webhooks.phone(person), "text": webhooks.TEXTS[person % len(webhooks.TEXTS)]})
            people.until(made, "SELECT count(*) FROM conversations", lambda rows: rows == PEOPLE, 120)
            people.reply(server, SENT)
        early = made.number(SENT_ROWS)
        with Server(address, folder, port, simulator.url, FAST):
            begin = time.perf_counter()
            seconds = people.until(made, SENT_ROWS, lambda rows: rows == SENT, 300) - begin
            delivered = "SELECT count(*) FROM messages WHERE status = 'delivered'"
            late = people.until(made, delivered, lambda rows: rows == SENT, 300) - begin
    rate = (SENT - early) / seconds
    print(f"  {'to simulator':14} {'':8} {rate:8.0f}           all delivered {late - seconds:.1f} s after the last was sent", flush=True)
    return {"sent_per_second": round(rate, 1), "seconds": round(seconds, 2), "delivered_after_seconds": round(late, 2)}


# --- A long queue --------------------------------------------------------------------------------------------------


def queue(made: Database, address: str, folder: Path, port: int) -> dict:
    """Memory of a server with nothing to send, with very much that waits, and while that leaves."""
    with Sink(port + 1) as sink:
        with Server(address, folder, port, sink.url, SLOW) as server:
            people.write_first(made, server, PEOPLE)
        empty = idle(address, folder, port, sink)
        with Server(address, folder, port, sink.url, SLOW) as server:
            filled = people.reply(server, QUEUED)
        early = len(sink.came())
        waiting = idle(address, folder, port, sink)
        early += len(sink.came())
        with Server(address, folder, port, sink.url, FAST) as server:
            people.until(made, SENT_ROWS, lambda rows: rows == QUEUED, 900)
            peak = server.peak_mib()
        came = sink.came()
        require_each_once(came, QUEUED - early)
        rate = per_second(came)
    print(f"\n  {'memory, MiB':30} {'resident':>8} {'proportional':>12}   {QUEUED} messages, queued at {filled:.0f} a second")
    for name, one in [("nothing queued", empty), ("all queued, one a second leaves", waiting)]:
        print(f"  {name:30} {one['rss_mib']:8.1f} {one['pss_mib']:12.1f}")
    print(f"  {'most while they left':30} {peak:8.1f} {'':12}   {rate:.0f} a second", flush=True)
    return {"queued_per_second": round(filled, 1), "empty": empty, "waiting": waiting, "peak_rss_mib": peak, "sent_per_second": rate}


def idle(address: str, folder: Path, port: int, sink: Sink) -> dict[str, float]:
    with Server(address, folder, port, sink.url, SLOW) as server:
        time.sleep(10)
        return server.memory()


def judged(is_reached: bool, goal: str) -> str:
    return f"   goal {goal}: {'reached' if is_reached else 'MISSED'}"
