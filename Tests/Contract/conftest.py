import os
import tempfile

# Hypothesis writes a folder wherever it is started, unless it is told where; this has to stand before its import.
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", os.path.join(tempfile.gettempdir(), "parley-hypothesis"))

import pytest  # noqa: E402
from parley import POSTGRES, Server, new_postgres_database  # noqa: E402


def pytest_configure(config):
    config.addinivalue_line("markers", "rows(numbers): the rows of docs/capabilities.md that the test shows")


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def start_server(request, tmp_path_factory):
    """Starts servers on one engine, each on a new database, and stops them all."""
    if request.param == "postgres" and not POSTGRES:
        pytest.skip("PARLEY_TEST_POSTGRES names no PostgreSQL; ./test starts one")
    servers = []

    def start() -> Server:
        folder = tmp_path_factory.mktemp(request.param)
        database = new_postgres_database() if request.param == "postgres" else f"sqlite:{folder / 'parley.db'}"
        servers.append(Server(database, folder))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def server(start_server):
    """A server that tests share: they leave the password and other people's sessions alone."""
    return start_server()


@pytest.fixture(scope="session")
def credentials(server):
    """A session on the shared server, for tests that do not end it."""
    return server.sign_in()


@pytest.fixture
def own_server(start_server):
    """A server for one test."""
    server = start_server()
    yield server
    server.stop()
