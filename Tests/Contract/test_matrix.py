"""Nobody sees or does what profile, role and organisation do not allow: every operation, asked by everybody, against a written table."""

from __future__ import annotations

import pytest
from matrix_requests import OPERATIONS, REQUESTS, Call, perform
from matrix_world import World
from problems import assert_problem
from programs import ROOT

# Change while nobody changes anything.
RESTLESS = {"now", "csrf_token", "last_used_at", "request_id"}


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


def seen(world: World, call: Call):
    """What the administrator sees of what a request is about, without what moves by itself."""
    answer = world.administrator.ask("GET", f"/api/v1{call.look}")
    assert answer.status_code in (200, 404), answer.text
    if "json" not in answer.headers.get("Content-Type", ""):
        return answer.status_code, answer.content
    return answer.status_code, without(answer.json(), RESTLESS | call.moving)


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
        before = seen(world, call) if call.look and expected >= 400 else None
        answer = perform(world.people[persona], operation, call)
        if answer.status_code != expected:
            differences.append(f"{persona}: {answer.status_code} instead of {expected}, {answer.text[:200]}")
            continue
        if expected >= 400:
            assert_problem(expected, answer.headers["Content-Type"], answer.content)
        if before and seen(world, call) != before:
            differences.append(f"{persona}: refused with {expected}, and {call.look} is another than before")
    assert not differences, "\n".join(differences)


@pytest.mark.rows("2.133", "2.136", "A-18")
def test_lists_counts_and_searches_show_the_owners_records_to_those_who_see_them_and_to_nobody_else(world):
    lead, trashed = world.lead(), world.trashed()
    task = world.owner.post("/modules/Tasks/records", {"values": {"subject": world.name()}})["id"]
    wanted = {
        "listRecords leads": lead,
        "queryRecords leads": lead,
        "searchRecords": lead,
        "listConversations": world.conversation,
        "listActivities of-the-owner": task,
        "listBin": trashed,
    }
    name = world.owner.get(f"/records/{lead}")["name"]
    for persona in PERSONAS[1:]:
        for row, subject in wanted.items():
            call = REQUESTS[row](world, persona)
            if row == "searchRecords":
                call.query = {"q": name}
            if row == "queryRecords leads":
                call.json = {"criteria": {"rows": [{"field": "name", "operator": "equal", "values": [name]}]}, "count": True}
            answer = perform(world.people[persona], row.split()[0], call)
            sees = persona in ("administrator", "manager", "owner", "reader")
            assert (f'"{subject}"' in answer.text) == sees, f"{persona}: {row}: {answer.text[:300]}"
            if row == "queryRecords leads" and answer.ok:
                assert answer.json()["count"] == (1 if sees else 0), persona


# Two rights have no operation yet that needs them: they are only said.
RIGHTS = {
    # right: Administrator, Standard, none, all eight without being an administrator
    "manage_channels": (True, False, False, True),
    "manage_templates": (True, False, False, True),
    "manage_automation": (True, False, False, True),
    "view_messages": (True, True, False, True),
    "send_messages": (True, True, False, True),
    "manage_predefined_texts": (True, True, False, True),
    "manage_views": (True, True, False, True),
    "export": (True, False, False, True),
}
# What needs each right, and what it answers to whoever has it.
NEEDED_FOR = {
    "manage_channels": ("renewChannel", 200),
    "manage_templates": ("createTemplate", 201),
    "manage_automation": ("createNotification", 201),
    "view_messages": ("getConversation", 200),
    "send_messages": ("sendReply", 201),
    "manage_views": ("createView", 201),
}


@pytest.fixture(scope="module")
def four(world):
    """One of each profile; above everybody, so that their rights alone decide."""
    people = [world.administrator] + [world.join(profile) for profile in (world.standard, world.profile([]), world.profile(list(RIGHTS)))]
    root = next(role["id"] for role in world.administrator.get("/roles")["roles"] if role["parent"] is None)
    for person in people[1:]:
        world.administrator.patch(f"/users/{person.id}", {"role": root})
    return people


@pytest.mark.rows("A-19")
@pytest.mark.parametrize("right", RIGHTS)
def test_each_right_is_needed_and_is_enough(world, four, right):
    for person, has in zip(four, RIGHTS[right], strict=True):
        assert (right in person.get("/me")["rights"]) == has, person.email
        if right in NEEDED_FOR:
            operation, allowed = NEEDED_FOR[right]
            answer = perform(person, operation, REQUESTS[operation](world, "administrator"))
            assert answer.status_code == (allowed if has else 403), f"{person.email}: {answer.text}"
