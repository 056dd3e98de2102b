"""Fixtures of the browser tests: the real server, Debian's Chromium, and signing in."""
import os
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[2] / "Tests")]

from documented import Documented
from programs import Server, database
from programs.hooks import pytest_configure, pytest_runtest_makereport  # noqa: F401
from traffic import Traffic, settle
from whatsapp import Messaging

EMAIL = "admin@parley.example"
PASSWORD = "parley-demo"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    # Where there is no GPU, one that is imitated costs more than drawing without.
    return {**browser_type_launch_args, "executable_path": chromium, "args": ["--no-sandbox", "--disable-gpu"]}


@contextmanager
def running(program, folder, **options):
    with database("sqlite", folder) as url:
        started = program(url, folder, **options).start()
        yield started
        started.stop()


@pytest.fixture
def server(tmp_path):
    """A demo server of the test's own: no test sees what another changed."""
    with running(Server, tmp_path) as started:
        yield started


@pytest.fixture(scope="module")
def module_server(tmp_path_factory):
    """A demo server for a module whose tests change nothing that another sees; it makes this one its `server`."""
    with running(Server, tmp_path_factory.mktemp("module")) as started:
        yield started


@pytest.fixture
def bare_server(tmp_path):
    """A server that waits to be set up."""
    with running(Server, tmp_path, demo=False) as started:
        yield started


@pytest.fixture
def messaging(tmp_path):
    """A demo server that talks to a simulated WhatsApp."""
    with running(Messaging, tmp_path) as started:
        yield started


@pytest.fixture
def address(request):
    """Of whichever server the test uses."""
    names = [name for name in ("bare_server", "messaging") if name in request.fixturenames]
    return request.getfixturevalue(names[0] if names else "server").address


@pytest.fixture
def browser_context_args(browser_context_args, address):
    return {**browser_context_args, "base_url": address, "locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": {"width": 1280, "height": 800}, "color_scheme": "light"}


@pytest.fixture(autouse=True)
def watched_traffic(context):
    """So that `settle` knows what every page waits for."""
    context.on("page", Traffic)


@pytest.fixture(autouse=True)
def only_documented_requests(context, address):
    """Every request of every test is an operation of openapi.yaml, to our own server."""
    watcher = Documented()
    watcher.watch(context, address)
    yield
    assert watcher.strangers == []


@pytest.fixture(autouse=True)
def no_page_errors(context):
    """No script fails, and the content policy refuses nothing."""
    faults = []
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on("console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None)
    yield
    assert faults == []


def sign_in(context, language="zh-CN", theme="light", name=None):
    """Signs in through the API, with the look that the test wants. Returns the user."""
    # While a session lives, the server wants its token for a new one as well.
    context.clear_cookies()
    answer = context.request.post("/api/v1/session", data={"email": EMAIL, "password": PASSWORD})
    assert answer.ok, answer.text()
    me = answer.json()
    change = {"language": language, "theme": theme, **({"name": name} if name else {})}
    answer = context.request.patch("/api/v1/me", data=change, headers={"X-CSRF-Token": me["csrf_token"]})
    assert answer.ok, answer.text()
    return answer.json()


def choose_look(context, language, theme):
    """The look of pages without a signed-in user, as this browser remembers it."""
    context.add_init_script(f"localStorage.setItem('parley.language', '{language}'); localStorage.setItem('parley.theme', '{theme}');")


def assert_accessible(page):
    settle(page)
    result = Axe().run(page)
    assert result.violations_count == 0, f"{page.url}\n{result.generate_report()}"
