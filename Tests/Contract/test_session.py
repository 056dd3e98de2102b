"""Signing out and changing the password, which the fuzzing leaves out, and what a write must carry."""

from __future__ import annotations

import pytest
from problems import assert_problem

NEW_PASSWORD = "another-long-password"


def problem(response, status, code=None):
    assert response.status_code == status, response.text
    return assert_problem(status, response.headers.get("Content-Type", ""), response.content, code)


def change(server, by, current, new):
    body = {"current_password": current, "new_password": new}
    return server.request("POST", "/api/v1/me/password", by=by, json=body)


def test_signing_out_ends_this_session_on_the_server(server):
    ours, other = server.sign_in(), server.sign_in()
    response = server.request("DELETE", "/api/v1/session", by=ours)
    assert response.status_code == 204 and response.content == b""
    assert "parley_session=" in response.headers["Set-Cookie"]
    problem(server.request("GET", "/api/v1/me", by=ours), 401, "not_signed_in")
    assert server.request("GET", "/api/v1/me", by=other).status_code == 200


def test_signing_out_needs_a_session(server):
    problem(server.request("DELETE", "/api/v1/session"), 401, "not_signed_in")


def test_a_wrong_password_is_refused(own_server):
    body = {**own_server.demo_sign_in(), "password": "certainly-not-it"}
    response = own_server.request("POST", "/api/v1/session", json=body)
    problem(response, 401, "sign_in_failed")
    assert "Set-Cookie" not in response.headers


def test_a_new_password_ends_the_other_sessions(own_server):
    demo = own_server.demo_sign_in()
    ours, other = own_server.sign_in(), own_server.sign_in()
    assert change(own_server, ours, demo["password"], NEW_PASSWORD).status_code == 204
    problem(own_server.request("GET", "/api/v1/me", by=other), 401, "not_signed_in")
    problem(own_server.request("POST", "/api/v1/session", json=demo), 401, "sign_in_failed")
    assert own_server.sign_in(password=NEW_PASSWORD)


def test_a_new_password_needs_the_current_one(own_server):
    ours = own_server.sign_in()
    response = change(own_server, ours, "certainly-not-it", NEW_PASSWORD)
    assert response.status_code in (403, 422)
    problem(response, response.status_code)
    assert own_server.sign_in()


def test_a_new_password_is_ten_characters_long(own_server):
    ours = own_server.sign_in()
    response = change(own_server, ours, own_server.demo_sign_in()["password"], "too-short")
    assert problem(response, 422)["field"] == "new_password"
    assert own_server.sign_in()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PATCH", "/api/v1/me"),
        ("POST", "/api/v1/me/password"),
        ("POST", "/api/v1/demo/clock"),
        ("DELETE", "/api/v1/session"),
    ],
)
@pytest.mark.parametrize("token", [None, "", "made-up"])
def test_a_write_without_the_csrf_token_is_refused(server, credentials, method, path, token):
    headers = {"Cookie": credentials.headers["Cookie"]} | ({} if token is None else {"X-CSRF-Token": token})
    body = None if method == "DELETE" else {}
    problem(server.request(method, path, headers=headers, json=body), 403, "csrf_token_mismatch")
    assert server.request("GET", "/api/v1/me", by=credentials).status_code == 200
