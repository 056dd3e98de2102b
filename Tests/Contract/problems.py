"""The one shape that errors have."""

from __future__ import annotations

import json


def assert_problem(status: int, content_type: str, body: bytes, code: str | None = None) -> dict:
    """Asserts that an answer is a problem document that says its own status; returns it."""
    assert content_type.partition(";")[0].strip() == "application/problem+json", f"{status} came as {content_type!r}"
    problem = json.loads(body)
    assert {"type", "title", "status", "code", "detail"} <= problem.keys(), problem
    assert problem["status"] == status, problem
    assert problem["code"] and problem["detail"], problem
    assert code is None or problem["code"] == code, problem
    return problem
