"""openapi.yaml against the running server: whatever is sent, the answer is one that the description names."""

from __future__ import annotations

import os

import pytest
import schemathesis
from api import REQUEST_SECONDS
from problems import assert_problem
from programs import ROOT
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

SOAK = "PARLEY_TEST_SOAK" in os.environ


def described(*, with_credentials_made_up: bool):
    """The description, set up for a run that both engines, signed in and not, finish in about a minute together."""
    generation = {
        "max-examples": 2000 if SOAK else 30,
        "with-security-parameters": with_credentials_made_up,
        # The same requests every time, so that a failure repeats; a soak is to find what those did not.
        "deterministic": not SOAK,
        "database": "none",
    }
    settings = {"request-timeout": REQUEST_SECONDS, "generation": generation}
    config = schemathesis.Config.from_dict(settings if SOAK else settings | {"seed": 20260901})
    return schemathesis.openapi.from_path(ROOT / "openapi.yaml", config=config)


# These would end or change the session that the others need; test_session.py has them.
END_THE_SESSION = ["signOut", "changePassword"]
# Its answer has no end; Tests/Outside/test_events.py reads it.
ENDLESS = ["streamEvents"]

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]


@pytest.fixture(scope="session")
def fuzzed(start_server):
    """A server to be fuzzed and a session on it, made before wrong passwords close its sign-in."""
    server = start_server()
    return server, server.sign_in()


def call_and_check(case, server, headers):
    response = case.call(base_url=server.address, headers=headers)
    checks = [check for check in CHECKS if check is not response_schema_conformance or _is_json(response)]
    case.validate_response(response, checks=checks, headers=headers)
    if response.status_code >= 400:
        assert_problem(response.status_code, _content_type(response), response.content)


def _content_type(response) -> str:
    return response.headers.get("content-type", [""])[0]


def _is_json(response) -> bool:
    """Text is described as a string; a checker that parses YAML first would see an object."""
    return "json" in _content_type(response)


@described(with_credentials_made_up=False).exclude(operation_id=END_THE_SESSION + ENDLESS).parametrize()
def test_signed_in(case, fuzzed):
    server, credentials = fuzzed
    call_and_check(case, server, credentials.headers)


@described(with_credentials_made_up=True).parametrize()
def test_not_signed_in(case, fuzzed):
    server, _ = fuzzed
    call_and_check(case, server, {})


def test_the_session_outlived_the_fuzzing(fuzzed):
    """Otherwise the requests above were all answered 401 and showed nothing."""
    server, credentials = fuzzed
    assert server.request("GET", "/api/v1/me", by=credentials).status_code == 200
