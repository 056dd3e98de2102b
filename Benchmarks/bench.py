"""Measures and prints; ./bench calls it. Benchmarks/README.md says what the figures mean."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import builds
import channel
import decisions
import load
import records
from house import BINARY, ROOT, Postgres, Server, SQLite, sync_milliseconds

GOALS = {"sqlite": 0.55, "postgres": 0.48}
GOAL_P99_MS = 25.0
PARTS = ["ingest", "channel", "decisions", "records", "start"]
STARTS = 7
# Few enough that SQLite does not begin its log anew: a message from somebody new writes some thirty pages.
COUNTED_ALONE = 60
COUNTED_TOGETHER = 640


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="measure this part only")
    parser.add_argument("--engine", choices=["sqlite", "postgres"], help="measure ingest, channel, decisions and records on this engine only")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of ingest on each engine (5)")
    parser.add_argument("--seconds", type=int, default=5, help="how long each load lasts (5)")
    parser.add_argument("--connections", type=int, default=64, help="connections of the load generator (64)")
    parser.add_argument("--port", type=int, default=8380, help="the server's port (8380)")
    parser.add_argument("--builds", action="store_true", help="time clean and incremental builds as well: many minutes")
    return parser.parse_args()


@contextlib.contextmanager
def database(engine: str, folder: Path) -> Iterator[SQLite | Postgres]:
    made = SQLite(folder) if engine == "sqlite" else Postgres()
    try:
        yield made
    finally:
        made.stop()


def load_average() -> float:
    return round(os.getloadavg()[0], 2)


# --- Ingest --------------------------------------------------------------------------------------------------------


def ingest(engine: str, folder: Path, options: argparse.Namespace) -> dict:
    with database(engine, folder) as made:
        print(f"\n{made.described}, {options.connections} connections, {options.rounds} rounds of {options.seconds} s\n")
        print(f"  {'':5}  {'bare /s':>8}  {'ingest /s':>9}  {'ratio':>6}  {'p50 ms':>7}  {'p99 ms':>7}  {'sync ms':>7}  {'load':>5}")
        rounds = []
        for number in range(1, options.rounds + 1):
            made_round = one_round(made, folder, options)
            rounds.append(made_round)
            print_round(str(number), made_round)
        counted = count_syncs(made, folder, options)
    result = {"rounds": rounds, "counted": counted, "goal_ratio": GOALS[engine], "goal_p99_ms": GOAL_P99_MS}
    for name in ["ratio", "p50_ms", "p99_ms"]:
        values = [one[name] for one in rounds]
        result[name] = {"median": statistics.median(values), "min": min(values), "max": max(values)}
    print_summary(result)
    return result


def one_round(made: SQLite | Postgres, folder: Path, options: argparse.Namespace) -> dict:
    """The bare endpoint and then ingest, of one server on a new database.

    The bare endpoint comes first: what ingest leaves to be processed would slow it down.
    """
    sync, busy = sync_milliseconds(folder), load_average()
    address = made.make()
    try:
        with Server(address, folder, options.port) as server:
            warm = load.write_requests(folder, "warm", 60_000)
            load.bare(server, warm, 1, options.connections)
            # Ingest is never faster than the bare endpoint, so these are enough for both.
            bodies = load.write_requests(folder, "bodies", 60_000 * options.seconds)
            bare = load.bare(server, bodies, options.seconds, options.connections)
            before = load.ingest(server, warm, 1, options.connections)
            cpu = server.cpu_seconds()
            taken = load.ingest(server, bodies, options.seconds, options.connections)
            cpu = server.cpu_seconds() - cpu
            # What was on its way when the generator left is stored a moment later.
            time.sleep(0.3)
            rows = made.number("SELECT count(*) FROM inbound_journal")
            processed = made.number("SELECT count(*) FROM inbound_journal WHERE is_processed")
    finally:
        made.drop()
    answered = before["answered"] + taken["answered"]
    sent = before["sent"] + taken["sent"]
    if not answered <= rows <= sent:
        raise SystemExit(f"{answered} webhooks of {sent} got their 200, but the journal has {rows}")
    if taken["used_up"]:
        raise SystemExit("there were too few bodies for this machine; say fewer --seconds")
    return {
        "bare_per_second": bare["per_second"],
        "bare_p99_ms": bare["p99_ms"],
        "ingest_per_second": taken["per_second"],
        "ratio": round(taken["per_second"] / bare["per_second"], 3),
        "p50_ms": taken["p50_ms"],
        "p99_ms": taken["p99_ms"],
        "max_ms": taken["max_ms"],
        "server_cpu_us_per_webhook": round(cpu / taken["answered"] * 1e6, 1),
        "answered": answered,
        "sent": sent,
        "rows": rows,
        "processed_meanwhile": processed,
        "sync_ms": sync,
        "load_average": busy,
    }


def count_syncs(made: SQLite | Postgres, folder: Path, options: argparse.Namespace) -> dict:
    """Syncs against commits and rows, where each body is known to have been answered before the count ends."""
    address = made.make()
    try:
        with Server(address, folder, options.port) as server:
            load.ingest(server, load.write_requests(folder, "warm", 10), 2, 1, exactly=True)
            alone = count_some(made, server, folder, COUNTED_ALONE, 1)
            together = count_some(made, server, folder, COUNTED_TOGETHER, options.connections)
    finally:
        made.drop()
    return {"one_connection": alone, "all_connections": together}


def count_some(made: SQLite | Postgres, server: Server, folder: Path, bodies: int, connections: int) -> dict:
    requests = load.write_requests(folder, "counted", bodies)
    rows = "SELECT count(*) FROM inbound_journal"
    rows_before = made.number(rows)
    with load.SyncCount(made.processes(server), folder) as counted:
        log_before, commits_before = made.commits()
        load.ingest(server, requests, 8, connections, exactly=True)
        log, commits = made.commits()
        # Processing goes on; the sync of a commit that was just seen belongs to it.
        time.sleep(0.2)
    stored = made.number(rows) - rows_before
    commits = commits - commits_before if log == log_before else None
    if stored != bodies:
        raise SystemExit(f"{bodies} webhooks got their 200, but the journal has {stored} more rows")
    if made.name == "sqlite" and commits is not None and counted.calls < commits:
        raise SystemExit(f"{commits} commits were made with {counted.calls} syncs")
    if connections == 1 and counted.calls < bodies:
        raise SystemExit(f"{bodies} webhooks, one after the other, were stored with {counted.calls} syncs")
    return {"bodies": bodies, "connections": connections, "rows": stored, "commits": commits, "syncs": counted.calls}


def print_round(name: str, one: dict) -> None:
    print(
        f"  {name:>5}  {one['bare_per_second']:8.0f}  {one['ingest_per_second']:9.0f}  {one['ratio']:6.3f}  {one['p50_ms']:7.1f}"
        f"  {one['p99_ms']:7.1f}  {one['sync_ms']:7.2f}  {one['load_average']:5.1f}",
        flush=True,
    )


def print_summary(result: dict) -> None:
    def line(what: str, values: dict, digits: int, goal: str, reached: bool) -> None:
        span = f"{values['min']:.{digits}f}-{values['max']:.{digits}f}"
        print(f"  {what:<26} {values['median']:8.{digits}f}  ({span})   goal {goal}: {'reached' if reached else 'MISSED'}")

    print()
    ratio, p99 = result["ratio"], result["p99_ms"]
    line("ingest / bare, median", ratio, 3, f">= {result['goal_ratio']}", ratio["median"] >= result["goal_ratio"])
    line("p99 of ingest, ms, median", p99, 1, f"< {GOAL_P99_MS:.0f}", p99["median"] < GOAL_P99_MS)
    answered = sum(one["answered"] for one in result["rounds"])
    rows = sum(one["rows"] for one in result["rounds"])
    print(f"  nothing lost: {answered} answered with 200, {rows} rows (the rest was on its way when the generator left)")
    for one in result["counted"].values():
        commits = "?" if one["commits"] is None else one["commits"]
        print(
            f"  counted over {one['connections']} connections, processing included: {one['bodies']} answered, {one['rows']} rows, "
            f"{commits} commits, {one['syncs']} syncs"
        )


# --- Channel -------------------------------------------------------------------------------------------------------


def use_channel(engine: str, folder: Path, options: argparse.Namespace) -> dict:
    with database(engine, folder) as made:
        print(f"\n{made.described}; load {load_average():.1f}\n")
        return channel.measure(made, folder, options.port)


# --- Decisions -----------------------------------------------------------------------------------------------------


def decide(engine: str, folder: Path, options: argparse.Namespace) -> dict:
    with database(engine, folder) as made:
        print(f"\n{made.described}, templates about {decisions.DEALS} deals; load {load_average():.1f}\n")
        address = made.make()
        try:
            return decisions.measure(made, address, folder, options.port)
        finally:
            made.drop()


# --- Records -------------------------------------------------------------------------------------------------------


def ask_for_records(engine: str, folder: Path, options: argparse.Namespace) -> dict:
    with database(engine, folder) as made:
        print(f"\n{made.described}, one connection, {records.SAMPLES} requests of each kind; load {load_average():.1f}\n")
        address = made.make()
        try:
            with Server(address, folder, options.port) as server:
                return records.measure(server)
        finally:
            made.drop()


# --- Start and memory ----------------------------------------------------------------------------------------------


def start(folder: Path, options: argparse.Namespace) -> dict:
    with database("sqlite", folder) as made:
        address = made.make()
        Server(address, folder, options.port).stop()
        seconds = []
        for _ in range(STARTS):
            server = Server(address, folder, options.port)
            seconds.append(server.started_in)
            server.stop()
        with Server(address, folder, options.port) as server:
            time.sleep(10)
            memory = server.memory()
        made.drop()
    times = {
        "median_ms": round(statistics.median(seconds) * 1000, 1),
        "min_ms": round(min(seconds) * 1000, 1),
        "max_ms": round(max(seconds) * 1000, 1),
    }
    print(f"\nSQLite, a demo that was seeded before; load {load_average():.1f}\n")
    print(f"  start to the first 200     {times['median_ms']:8.0f} ms  ({times['min_ms']:.0f}-{times['max_ms']:.0f}, {STARTS} starts)")
    print(f"  idle after 10 s            {memory['rss_mib']:8.1f} MiB resident, {memory['pss_mib']:.1f} MiB proportional")
    return {"start": times, "idle_memory": memory}


# --- All -----------------------------------------------------------------------------------------------------------


def main() -> None:
    options = arguments()
    if not BINARY.exists():
        raise SystemExit(f"there is no {BINARY}; start this through ./bench")
    # Not /tmp: that may be memory, where a sync costs nothing.
    folder = Path(tempfile.mkdtemp(prefix="parley-bench-", dir="/var/tmp"))
    began = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    built = time.strftime("%Y-%m-%d %H:%M", time.localtime(BINARY.stat().st_mtime))
    print(f"{BINARY}, built {built}; {os.cpu_count()} processors, load {load_average():.1f}")
    results: dict = {"began": began, "processors": os.cpu_count(), "load_average": load_average()}
    try:
        engines = [options.engine] if options.engine else ["sqlite", "postgres"]
        if options.only in (None, "ingest"):
            results["ingest"] = {engine: ingest(engine, folder, options) for engine in engines}
        if options.only in (None, "channel"):
            results["channel"] = {engine: use_channel(engine, folder, options) for engine in engines}
        if options.only in (None, "decisions"):
            results["decisions"] = {engine: decide(engine, folder, options) for engine in engines}
        if options.only in (None, "records"):
            results["records"] = {engine: ask_for_records(engine, folder, options) for engine in engines}
        if options.only in (None, "start"):
            results |= start(folder, options)
        if options.builds:
            results["builds"] = builds.measure()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    output = ROOT / "test-output" / "bench.json"
    output.parent.mkdir(exist_ok=True)
    output.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    print(f"\nAll figures: {output.relative_to(ROOT)}")


if __name__ == "__main__":
    # So that whoever ends us ends the programs that we started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
