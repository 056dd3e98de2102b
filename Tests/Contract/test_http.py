"""What holds for the API as a whole."""

from __future__ import annotations

import contextlib
import http.client
import itertools
from urllib.parse import urlsplit

import pytest
from api import REQUEST_SECONDS
from problems import assert_problem
from programs import ROOT


def test_the_description_is_served_as_it_stands_in_the_repository(server):
    response = server.request("GET", "/api/openapi.yaml")
    assert response.status_code == 200
    assert response.headers["Content-Type"].partition(";")[0] == "application/yaml"
    assert response.content == (ROOT / "openapi.yaml").read_bytes()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/nothing"),
        ("POST", "/api/v1/nothing"),
        ("GET", "/api/v1/me/nothing"),
        ("DELETE", "/api/v1/setup/1"),
        ("GET", "/api/v1/"),
        ("GET", "/api/v2/me"),
        ("GET", "/api/nothing"),
    ],
)
@pytest.mark.parametrize("signed_in", [True, False])
def test_a_route_that_is_not_described_is_not_there(server, credentials, method, path, signed_in):
    response = server.request(method, path, by=credentials if signed_in else None)
    assert response.status_code == 404, response.text
    assert_problem(404, response.headers.get("Content-Type", ""), response.content, "not_found")


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"advance_ms": "1"}', "application/json", 400),
        (b'{"advance_ms": 0}', "application/json", 422),
        (b'{"advance_ms": 1}', "text/plain", 415),
    ],
    ids=["broken", "empty", "array", "wrong type", "out of range", "wrong media type"],
)
def test_a_bad_body_is_answered_with_a_problem(server, credentials, body, content_type, status):
    headers = {"Content-Type": content_type}
    response = server.request("POST", "/api/v1/demo/clock", by=credentials, data=body, headers=headers)
    assert response.status_code == status, response.text
    assert_problem(status, response.headers.get("Content-Type", ""), response.content)


def test_a_body_that_is_too_large_is_answered_with_a_problem(server, credentials):
    """The answer may come while the body is still on its way, which ends the connection."""
    piece, pieces = b" " * 65536, 320
    headers = {"Content-Type": "application/json", "Content-Length": str(len(piece) * pieces)}
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=REQUEST_SECONDS)
    try:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            everything = headers | credentials.headers
            connection.request("POST", "/api/v1/demo/clock", body=itertools.repeat(piece, pieces), headers=everything)
        response = connection.getresponse()
        assert response.status == 413
        assert_problem(413, response.headers.get("Content-Type", ""), response.read(), "body_too_large")
    finally:
        connection.close()


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_what_operators_ask_needs_no_sign_in(server, path):
    response = server.request("GET", path)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/plain")


def test_sigterm_ends_the_server_cleanly_while_connections_are_open(own_server):
    connections = [http.client.HTTPConnection(urlsplit(own_server.address).netloc, timeout=REQUEST_SECONDS) for _ in range(3)]
    try:
        for connection in connections:
            connection.request("GET", "/healthz")
            assert connection.getresponse().read()
        # Fails unless the program ends by itself, in time and with status 0.
        own_server.server.stop()
    finally:
        for connection in connections:
            connection.close()
