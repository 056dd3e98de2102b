"""A second organisation on the same server finds nothing of the first, whatever id it asks for and wherever it puts it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest
from matrix_requests import OPERATIONS, REQUESTS, Call, perform
from matrix_world import EMAILS, MARK, World

# What an id in an address names, by the address's beginning.
KINDS = ("channels", "conversations", "files", "groups", "message-files", "messages", "notes", "profiles", "records", "roles", "template-files", "templates", "tokens", "users", "views", "whatsapp-notifications")
BY_KIND = {
    kind: [name for name, (_, path) in OPERATIONS.items() if path.startswith(f"/api/v1/{kind}/{{id}}")] for kind in KINDS
}
OF_A_FIELD = [name for name, (_, path) in OPERATIONS.items() if path.endswith("/fields/{id}")]
OF_A_MODULE = [name for name, (_, path) in OPERATIONS.items() if "{module}" in path and "{id}" not in path]

LISTS = """
/me /modules /users /users/all /roles /groups /profiles /bin /templates /channels /conversations /signals /tokens?everybody=true /whatsapp-notifications
/activities?from=2026-11-27 /audit?area=settings /audit?area=records /audit?area=sign_ins
""".split()


class First:
    """What the first organisation has: its ids by kind, and the words that only it uses."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.note, self.file = world.note()[0], world.file()[0]
        self.trashed, self.meeting, self.quote = world.trashed(), world.meeting(), world.quote()["id"]
        self.group, self.view, self.notification = world.group(), world.view("everyone"), world.notification()
        world.shared("read_write_delete")
        self.before = self.everything()
        self.modules = self.before["/modules"]["modules"]
        records = [record for name, page in self.before.items() if name.endswith("/records?limit=100") for record in page["records"]]
        conversations = f"/conversations/{world.conversation}"
        self.ids = {
            "records": [record["id"] for record in records] + [self.trashed],
            "fields": [field["id"] for module in self.modules for field in module["fields"]],
            "modules": [module["id"] for module in self.modules],
            "views": [view["id"] for name, page in self.before.items() if name.endswith("/views") for view in page["views"]],
            "users": [user["id"] for user in self.before["/users/all"]["users"]],
            "roles": [role["id"] for role in self.before["/roles"]["roles"]],
            "groups": [self.group],
            "profiles": [profile["id"] for profile in self.before["/profiles"]["profiles"]],
            "channels": [world.channel["id"]],
            "numbers": [number["id"] for number in world.channel["numbers"]],
            "templates": [world.template["id"]],
            "template-files": [world.template_file],
            "tokens": [token["id"] for token in self.before["/tokens?everybody=true"]["tokens"]],
            "conversations": [world.conversation],
            "messages": [message["id"] for message in world.administrator.get(f"{conversations}/messages")["messages"]],
            "message-files": [world.message_file],
            "notes": [self.note],
            "files": [self.file],
            "whatsapp-notifications": [self.notification],
        }
        own = {self.before["/me"]["organization"]["id"]}
        self.all_ids = own.union(*self.ids.values())
        names = {record["name"] for record in records} | {user["name"] for user in self.before["/users/all"]["users"]}
        self.words = names | {MARK, "umbra.example", self.before["/me"]["organization"]["name"], *EMAILS.values()}

    def everything(self) -> dict[str, dict]:
        """What its administrator sees, without what moves by itself."""
        administrator = self.world.administrator
        of_modules = [
            f"/modules/{module['name']}/{what}" for module in administrator.get("/modules")["modules"] for what in ("records?limit=100", "views")
        ]
        found = {path: administrator.get(path) for path in LISTS + of_modules if not path.startswith("/signals")}
        del found["/me"]["now"]
        for token in found["/tokens?everybody=true"]["tokens"]:
            del token["last_used_at"]
        for channel in found["/channels"]["channels"]:
            del channel["numbers"]
        for template in found["/templates"]["templates"]:
            del template["status"], template["status_at"]
        return found

    def assert_not_in(self, text: str, of: str) -> None:
        found = (self.all_ids & set(re.findall(r"\d+", text))) | {word for word in self.words if word in text}
        assert not found, f"{of}: {found} in {text[:300]}"


@pytest.fixture(scope="module")
def first(start_server) -> First:
    return First(World(start_server()))


def ask(first: First, operation: str, call: Call, expected: tuple[int, ...]) -> None:
    answer = perform(first.world.stranger, operation, call)
    assert answer.status_code in expected, f"{operation} {call}: {answer.status_code} {answer.text[:300]}"
    first.assert_not_in(answer.text, f"{operation} {call.path}")


def prepared(first: First, operation: str) -> Call:
    """The request of the matrix, whose body would do for whoever may."""
    name = next(name for name in REQUESTS if name.split()[0] == operation)
    return REQUESTS[name](first.world, "owner")


@pytest.mark.rows("2.132", "2.133")
def test_no_id_of_another_organisation_is_found_by_its_address(first):
    calls = {name: prepared(first, name) for name in (*OF_A_FIELD, *OF_A_MODULE, *itertools.chain(*BY_KIND.values()))}
    before = first.everything()
    for operation, path in addresses(first):
        call = calls[operation]
        call.path = path
        ask(first, operation, call, (404,))
    assert first.everything() == before


def addresses(first: First) -> Iterator[tuple[str, dict[str, str]]]:
    """Each id where its kind belongs, one of every kind everywhere, and each module that only the first one has."""
    for kind, operations in BY_KIND.items():
        for operation, found in itertools.product(operations, {*first.ids[kind], *(ids[0] for ids in first.ids.values())}):
            yield operation, {"id": found}
    for module in first.modules:
        for operation, field in itertools.product(OF_A_FIELD, module["fields"]):
            yield operation, {"module": module["name"], "id": field["id"]}
        if module["is_custom"]:
            for operation in OF_A_MODULE:
                yield operation, {"module": module["name"]}


class Own:
    """What the stranger has, to put foreign ids into."""

    def __init__(self, world: World) -> None:
        stranger = self.stranger = world.stranger
        self.profile = next(one["id"] for one in stranger.get("/profiles")["profiles"] if one["standing"] == "standard")
        self.root = stranger.get("/roles")["roles"][0]["id"]
        self.role = stranger.post("/roles", {"name": "Below", "parent": self.root})["id"]
        self.made = stranger.post("/profiles", {"name": "Made", "model": self.profile})["profile"]["id"]
        self.invitation = {"email": "new@other.example", "name": "New", "profile": self.profile, "role": self.role}
        self.user = stranger.post("/users", self.invitation)["user"]["id"]
        self.group = stranger.post("/groups", {"name": "Group", "members": []})["id"]
        self.lead = world.lead(stranger, last_name="Own", company="Own")
        self.trashed = world.lead(stranger, last_name="Gone", company="Own")
        stranger.send("DELETE", f"/records/{self.trashed}")
        self.contact = self.record("Contacts", last_name="Own")
        moments = {"start": "2026-12-01T08:00:00Z", "end": "2026-12-01T09:00:00Z"}
        self.meeting = self.record("Meetings", subject="Own", **moments)
        self.fields = next(one for one in stranger.get("/modules")["modules"] if one["name"] == "Leads")["fields"]

    def record(self, module: str, **values: str) -> str:
        return self.stranger.post(f"/modules/{module}/records", {"values": values})["id"]


SET_UP = {"phone_number_id": "1", "method": "sms", "language": "en"}


def hidden_in_bodies(first: First, own: Own) -> Iterator[tuple[str, Call]]:
    """Every place of a body or a query that takes an id, with one of the first organisation's."""
    ids = {kind: found[0] for kind, found in first.ids.items()}
    by_module = {
        name: first.before[f"/modules/{name}/records?limit=100"]["records"][0]["id"] for name in ("Leads", "Contacts", "Accounts", "Products")
    }
    invitation = own.invitation | {"email": "newer@other.example"}
    yield "inviteUser", Call(json=invitation | {"profile": ids["profiles"]})
    yield "inviteUser", Call(json=invitation | {"role": ids["roles"]})
    yield "changeUserAccount", Call({"id": own.user}, json={"profile": ids["profiles"]})
    yield "changeUserAccount", Call({"id": own.user}, json={"role": ids["roles"]})
    yield "probeChannel", Call(json={"channel": ids["channels"]})
    yield "requestNumberCode", Call(json=SET_UP | {"account": {"channel": ids["channels"]}})
    yield "deactivateUser", Call({"id": own.user}, json={"successor": first.world.owner.id})
    yield "addRole", Call(json={"name": "New", "parent": ids["roles"]})
    yield "changeRole", Call({"id": own.role}, json={"parent": ids["roles"]})
    yield "deleteRole", Call({"id": own.role}, {"successor": ids["roles"]})
    yield "createGroup", Call(json={"name": "New", "members": [ids["users"]]})
    yield "changeGroup", Call({"id": own.group}, json={"name": "New", "members": [ids["users"]]})
    yield "createProfile", Call(json={"name": "New", "model": ids["profiles"]})
    yield "changeProfile", Call({"id": own.made}, json={"modules": [{"module": ids["modules"], "actions": []}]})
    yield "changeProfile", Call({"id": own.made}, json={"fields": [{"field": ids["fields"], "access": "hidden"}]})
    yield "changeOwner", Call({"id": own.lead}, json={"owner": first.world.owner.id})
    view = {"label": "New", "sharing": "shared", "columns": ["name"], "sort": {"field": "name", "descending": False}}
    criteria = {"rows": [{"field": ids["fields"], "operator": "is_not_empty"}]}
    sort = {"field": ids["fields"], "descending": False}
    for change in (
        {"users": [ids["users"]]},
        {"roles": [ids["roles"]]},
        {"groups": [ids["groups"]]},
        {"columns": [ids["fields"]]},
        {"criteria": criteria},
        {"sort": sort},
    ):
        yield "createView", Call({"module": "Leads"}, json=view | change)
    for body in ({"view": ids["views"]}, {"criteria": criteria}, {"sort": sort}):
        yield "queryRecords", Call({"module": "Leads"}, json=body)
    values = {"last_name": "New", "account": by_module["Accounts"]}
    yield "createRecord", Call({"module": "Contacts"}, json={"values": values})
    yield "updateRecord", Call({"id": own.contact}, json={"version": 1, "values": values})
    # All of them or none: one's own beside it stays where it is.
    yield "deleteRecords", Call(json={"ids": [own.lead, by_module["Accounts"]]})
    yield "restoreRecords", Call(json={"ids": [own.trashed, first.trashed]})
    yield "purgeRecords", Call(json={"ids": [own.trashed, first.trashed]})
    yield "replaceParticipants", Call({"id": own.meeting}, json={"users": [ids["users"]], "records": []})
    yield "replaceParticipants", Call({"id": own.meeting}, json={"users": [], "records": [by_module["Leads"]]})
    for change in (
        {"contact": {"id": by_module["Contacts"]}},
        {"account": {"id": by_module["Accounts"]}},
        {"deal": {"values": {"deal_name": "New", "account": by_module["Accounts"]}}},
        {"owner": first.world.owner.id},
    ):
        yield "convertLead", Call({"id": own.lead}, json={"contact": {}} | change)
    notification = {"name": "New", "module": "Leads", "template": ids["templates"], "phone_fields": [ids["fields"]]}
    yield "createNotification", Call(json=notification)
    for operation in ("sendTemplate", "dryRunTemplate"):
        yield operation, Call({"id": own.lead}, json={"template": ids["templates"], "phone": "+8613900139000"})
    line = {"name": "New", "quantity": "1", "list_price": "1"}
    yield "createQuote", Call(json={"values": {"subject": "New", "lead": by_module["Leads"]}, "lines": [line]})
    product = line | {"product": by_module["Products"]}
    yield "createQuote", Call(json={"values": {"subject": "New", "lead": own.lead}, "lines": [product]})
    fields = [field["id"] for field in own.fields] + [ids["fields"]]
    yield "arrangePage", Call({"module": "Leads"}, json={"sections": [{"name": None, "labels": {"en": "All", "zh": ""}, "fields": fields}]})


@pytest.mark.rows("2.132", "2.133")
def test_no_id_of_another_organisation_is_taken_in_a_body(first):
    own, before = Own(first.world), first.everything()
    for operation, call in hidden_in_bodies(first, own):
        ask(first, operation, call, (404, 422))
    assert first.world.stranger.get(f"/records/{own.lead}")["name"]
    assert [record["id"] for record in first.world.stranger.get("/bin")["records"]] == [own.trashed]
    assert first.everything() == before


@pytest.mark.rows("2.132", "2.133", "A-18")
def test_lists_searches_audit_and_events_have_nothing_of_another_organisation(first):
    stranger = first.world.stranger
    standard = [module["name"] for module in first.modules if not module["is_custom"]]
    paths = LISTS + [f"/modules/{name}/{what}" for name in standard for what in ("records?limit=100", "views", "tags")]
    paths += [f"/search?q={word}" for word in (MARK, "咖啡", "4567", "陈思远")]
    # Asked for what is not there, a list is empty.
    paths += [f"/conversations?record={first.world.talking}", f"/activities?from=2026-11-27&user={first.world.owner.id}"]
    for path in paths:
        answer = stranger.ask("GET", "/api/v1" + path)
        assert answer.status_code == 200, f"{path}: {answer.text}"
        first.assert_not_in(answer.text, path)
    assert stranger.ask("POST", f"/api/v1/signals/read?group={first.world.conversation}").status_code in (204, 404)
    with stranger.ask("GET", "/api/v1/events?after=0", stream=True) as stream:
        for line in stream.iter_lines(decode_unicode=True):
            # The position is the server's, everything else the organisation's.
            if not line.startswith("id:"):
                first.assert_not_in(line, "events")
            if line == "event: ready":
                break
