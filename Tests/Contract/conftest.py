import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

# Hypothesis writes a folder wherever it is started, unless it is told where; this has to stand before its import.
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", os.path.join(tempfile.gettempdir(), "parley-hypothesis"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pytest  # noqa: E402
from api import Api  # noqa: E402
from programs import ENGINES, database  # noqa: E402
from programs.hooks import pytest_configure, pytest_runtest_makereport  # noqa: E402, F401


@pytest.fixture(scope="session", params=ENGINES)
def start_server(request, tmp_path_factory):
    """Starts servers on one engine, each on a new database, and stops them all."""
    with ExitStack() as stack:

        def start() -> Api:
            folder = tmp_path_factory.mktemp(request.param)
            api = Api(stack.enter_context(database(request.param, folder)), folder)
            stack.callback(api.stop)
            return api.start()

        yield start


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
    api = start_server()
    yield api
    api.stop()
