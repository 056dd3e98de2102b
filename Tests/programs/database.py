"""A new database for a test, a module or a whole run, on either engine."""

from __future__ import annotations

import contextlib
import os
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

ENGINES = ["sqlite", "postgres"]
POSTGRES = os.environ.get("PARLEY_TEST_POSTGRES", "")


@contextlib.contextmanager
def database(engine: str, folder: Path, cluster: str = POSTGRES) -> Iterator[str]:
    """The URL of an empty database, which is gone afterwards."""
    if engine == "sqlite":
        yield f"sqlite:{folder / 'parley.db'}"
        return
    if not cluster:
        pytest.skip("PARLEY_TEST_POSTGRES names no PostgreSQL; ./test starts one")
    name = f"test_{uuid.uuid4().hex[:12]}"
    _psql(cluster, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
    try:
        yield urlunsplit(urlsplit(cluster)._replace(path=f"/{name}"))
    finally:
        _psql(cluster, f"DROP DATABASE {name} WITH (FORCE)")


def _psql(cluster: str, statement: str) -> None:
    command = ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={cluster}", f"--command={statement}"]
    subprocess.run(command, check=True, timeout=60, stdin=subprocess.DEVNULL)
