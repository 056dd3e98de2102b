"""Nobody sees or does what profile, role and organisation do not allow: every operation, asked by everybody, against a written table."""

from __future__ import annotations

import pytest
import yaml
from matrix_requests import REQUESTS, Call
from matrix_world import Person, World
from problems import assert_problem
from programs import ROOT

METHODS = ("get", "post", "put", "patch", "delete")
OPERATIONS = {
    operation["operationId"]: (method.upper(), path)
    for path, methods in yaml.safe_load((ROOT / "openapi.yaml").read_text())["paths"].items()
    for method, operation in methods.items()
    if method in METHODS
}
# Change while nobody changes anything.
RESTLESS = {"now", "csrf_token", "last_used_at"}


def read_table() -> tuple[list[str], dict[str, dict[str, int]]]:
    """The personas, and for each row the status that each of them gets."""
    lines = (ROOT / "Tests" / "Contract" / "matrix.txt").read_text().splitlines()
    header, *rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    personas = header[1:]
    table: dict[str, dict[str, int]] = {}
    for words in rows:
        name, statuses = " ".join(words[: -len(personas)]), words[-len(personas) :]
        assert name not in table, name
        table[name] = dict(zip(personas, map(int, statuses), strict=True))
    return personas, table


PERSONAS, TABLE = read_table()


@pytest.fixture(scope="module")
def world(start_server):
    return World(start_server())


def perform(person: Person, operation: str, call: Call):
    method, path = OPERATIONS[operation]
    path = path.format(**call.path)
    options = {"params": call.query, "headers": call.headers, "stream": operation == "streamEvents"}
    options |= {"json": call.json} if call.json is not None else {"data": call.data}
    with (call.by or person).ask(method, path, **options) as answer:
        if operation != "streamEvents" or answer.status_code != 200:
            assert answer.content is not None
        return answer


def seen(world: World, path: str):
    """What the administrator sees there, without what moves by itself."""
    answer = world.administrator.ask("GET", "/api/v1" + path)
    assert answer.status_code in (200, 404), answer.text
    if "json" not in answer.headers.get("Content-Type", ""):
        return answer.status_code, answer.content
    return answer.status_code, without(answer.json(), RESTLESS | ({"request_id"} if answer.status_code == 404 else set()))


def without(value, names: set[str]):
    if isinstance(value, dict):
        return {key: without(item, names) for key, item in value.items() if key not in names}
    return [without(item, names) for item in value] if isinstance(value, list) else value


def test_the_table_has_every_operation_and_no_other():
    assert {name.split()[0] for name in TABLE} == set(OPERATIONS)
    assert TABLE.keys() == REQUESTS.keys()


@pytest.mark.rows("2.132", "2.133", "2.136", "A-18")
@pytest.mark.parametrize("name", TABLE)
def test_each_answer_is_that_of_the_table_and_a_refusal_leaves_no_trace(world, name):
    operation, differences = name.split()[0], []
    for persona in PERSONAS:
        expected = TABLE[name][persona]
        call = REQUESTS[name](world, persona)
        before = seen(world, call.look) if call.look and expected >= 400 else None
        answer = perform(world.people[persona], operation, call)
        if answer.status_code != expected:
            differences.append(f"{persona}: {answer.status_code} instead of {expected}, {answer.text[:200]}")
            continue
        if expected >= 400:
            assert_problem(expected, answer.headers["Content-Type"], answer.content)
        if before and seen(world, call.look) != before:
            differences.append(f"{persona}: refused with {expected}, and {call.look} is another than before")
    assert not differences, "\n".join(differences)
