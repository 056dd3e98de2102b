"""The release build as a program of its own, on a database of its own, and what can be seen of it from outside."""

from __future__ import annotations

import base64
import os
import signal
import sqlite3
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import webhooks

ROOT = Path(__file__).resolve().parents[1]
BINARY = Path(os.environ.get("PARLEY_BINARY", ROOT / ".build" / "release" / "parley"))
WEBHOOK_PATH = "/webhooks/whatsapp/demo"
BARE_PATH = "/bench/bare"
ACCESS_TOKEN, VERIFY_TOKEN = "bench-access-token", "bench-verify-token"


class _Nobody(BaseHTTPRequestHandler):
    """Stands where a demo looks for its simulator, and refuses at once; without it the server would try for seconds."""

    def do_POST(self) -> None:
        self.send_error(501)

    def log_message(self, *_: object) -> None:
        pass


_nobody = ThreadingHTTPServer(("127.0.0.1", 0), _Nobody)
threading.Thread(target=_nobody.serve_forever, daemon=True).start()


class Server:
    """`parley serve` on a demo database, with nobody to send to unless a Graph host is given."""

    def __init__(self, address: str, folder: Path, port: int, graph: str = "", sends_per_second: int | None = None) -> None:
        self.address = address
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.log = folder / "server.log"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
        environment |= {
            "PARLEY_BENCH": "1",
            "PARLEY_SECRET_KEY": base64.b64encode(bytes(32)).decode(),
            "PARLEY_GRAPH_URL": graph or f"http://127.0.0.1:{_nobody.server_port}",
            "PARLEY_DEMO_ACCESS_TOKEN": ACCESS_TOKEN,
            "PARLEY_DEMO_APP_SECRET": webhooks.APP_SECRET,
            "PARLEY_DEMO_VERIFY_TOKEN": VERIFY_TOKEN,
        }
        begin = time.perf_counter()
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [str(BINARY), "serve", "--demo", "--database", address, "--listen", f"127.0.0.1:{port}"]
                + ["--files", str(folder / "files"), "--web-root", str(ROOT / "web" / "dist")]
                + ([] if sends_per_second is None else ["--sends-per-second", str(sends_per_second)]),
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        while not self._is_well():
            if self.process.poll() is not None or time.perf_counter() - begin > 60:
                self.stop()
                raise SystemExit(f"parley did not start:\n{self.log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.001)
        self.started_in = time.perf_counter() - begin

    def _is_well(self) -> bool:
        try:
            with urllib.request.urlopen(self.url + "/healthz", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def memory(self) -> dict[str, float]:
        """Resident and proportional set, MiB."""
        kilobytes = self._kilobytes("smaps_rollup")
        return {"rss_mib": round(kilobytes["Rss"] / 1024, 1), "pss_mib": round(kilobytes["Pss"] / 1024, 1)}

    def peak_mib(self) -> float:
        """The most that was ever resident."""
        return round(self._kilobytes("status")["VmHWM"] / 1024, 1)

    def _kilobytes(self, name: str) -> dict[str, int]:
        lines = Path(f"/proc/{self.process.pid}/{name}").read_text().splitlines()
        return {line.split(":")[0]: int(line.split()[1]) for line in lines if line.endswith(" kB")}

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class SQLite:
    """A file in a folder."""

    name = "sqlite"
    described = "SQLite, synchronous=FULL"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0

    def make(self) -> str:
        self.count += 1
        self.path = self.folder / f"bench-{self.count}.db"
        return f"sqlite:{self.path}"

    def drop(self) -> None:
        for suffix in ["", "-wal", "-shm"]:
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def number(self, query: str) -> int:
        connection = sqlite3.connect(self.path, timeout=30)
        try:
            return connection.execute(query).fetchone()[0]
        finally:
            connection.close()

    def processes(self, server: Server) -> list[int]:
        """Whose calls make a commit last."""
        return [server.process.pid]

    def commits(self) -> tuple[bytes, int]:
        """Which log this is, and the commits in it: a commit's last frame tells the size of the database.

        The log is begun anew now and then, and what was in it is no longer seen.
        Source: SQLite, "WAL-mode File Format".
        """
        log = self.path.with_name(self.path.name + "-wal").read_bytes()
        frame = 24 + int.from_bytes(log[8:12], "big")
        salts = log[16:24]
        count = 0
        for start in range(32, len(log) - frame + 1, frame):
            if log[start + 8 : start + 16] != salts:
                break
            count += int.from_bytes(log[start + 4 : start + 8], "big") > 0
        return salts, count

    def stop(self) -> None:
        pass


class Postgres:
    """A throw-away cluster that, unlike the tests', waits for the disk."""

    name = "postgres"
    described = "PostgreSQL, fsync=on, synchronous_commit=on"

    def __init__(self) -> None:
        # The account that runs it must be able to enter the folder, and a socket's path is short.
        self.folder = Path(tempfile.mkdtemp(prefix="parley-bench-pg-", dir="/var/tmp"))
        started = subprocess.run(
            [ROOT / "tools" / "throwaway-postgres", "start", self.folder], capture_output=True, text=True, timeout=120
        )
        if started.returncode != 0:
            raise SystemExit(started.stderr)
        self.url = started.stdout.strip()
        self.count = 0
        for setting in ["fsync = on", "full_page_writes = on", "synchronous_commit = on", "max_wal_size = '4GB'", "autovacuum_naptime = '1min'"]:
            self.psql(f"ALTER SYSTEM SET {setting}")
        self.psql("SELECT pg_reload_conf()")
        time.sleep(0.5)
        shown = [self.psql(f"SHOW {name}") for name in ["fsync", "full_page_writes", "synchronous_commit"]]
        if shown != ["on", "on", "on"]:
            raise SystemExit(f"the throw-away PostgreSQL does not wait for the disk: {shown}")

    def make(self) -> str:
        self.count += 1
        self.database = f"bench_{self.count}"
        self.psql(f"CREATE DATABASE {self.database}")
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{self.database}"))

    def drop(self) -> None:
        self.psql(f"DROP DATABASE {self.database} WITH (FORCE)")

    def number(self, query: str) -> int:
        return int(self.psql(query, urlunsplit(urlsplit(self.url)._replace(path=f"/{self.database}"))))

    def psql(self, statement: str, url: str | None = None) -> str:
        return subprocess.run(
            ["psql", "--quiet", "--no-psqlrc", "--tuples-only", "--no-align", "-c", statement, url or self.url],
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        ).stdout.strip()

    def processes(self, server: Server) -> list[int]:
        """Whose calls make a commit last: the postmaster, and every process it has started."""
        postmaster = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        return [postmaster, *map(int, children)]

    def commits(self) -> tuple[bytes, int]:
        """Transactions that wrote, since the cluster was made."""
        return b"", int(self.psql("SELECT pg_snapshot_xmax(pg_current_snapshot())"))

    def stop(self) -> None:
        subprocess.run([ROOT / "tools" / "throwaway-postgres", "stop", self.folder], check=True, timeout=60)


def sync_milliseconds(folder: Path) -> float:
    """How long the disk takes for 4 KiB, appended and synced: the median of 200."""
    times = []
    path = folder / "sync.probe"
    with path.open("wb", buffering=0) as file:
        for _ in range(200):
            file.write(bytes(4096))
            begin = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - begin)
    path.unlink()
    return round(statistics.median(times) * 1000, 3)
