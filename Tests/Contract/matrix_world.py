"""What the matrix is asked of: two organisations on one server, and somebody for each column of the table."""

from __future__ import annotations

import itertools
import subprocess
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy

import requests
from api import REQUEST_SECONDS, Api
from programs import until
from programs.program import BINARY

PASSWORD = "a-password-for-all"
# Occurs in everything that is made in the first organisation, and must not reach the other one.
MARK = "Umbra"
PHONE = "+8613900139000"
EMAILS = {"manager": "manager@parley.example", "owner": "rep@parley.example", "peer": "rep2@parley.example"}
OTHER_EMAIL = "boss@other.example"
LEADS_AND_CONTACTS = ("Leads", "Contacts")


@dataclass
class Person:
    """Somebody with a connection and a credential of their own; nobody has only the connection."""

    address: str
    email: str = ""
    password: str = ""
    id: str = ""

    def __post_init__(self) -> None:
        self.session = requests.Session()
        # The credential is sent by hand: an answer's cookie changes nothing here.
        self.session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def signed_in(self) -> Person:
        answer = self.ask("POST", "/api/v1/session", json={"email": self.email, "password": self.password})
        assert answer.status_code == 200, answer.text
        me = answer.json()
        self.id = me["user"]["id"]
        self.session.headers["Cookie"] = answer.headers["Set-Cookie"].partition(";")[0]
        self.session.headers["X-CSRF-Token"] = me["csrf_token"]
        return self

    def again(self) -> Person:
        """The same person in another browser."""
        return Person(self.address, self.email, self.password).signed_in()

    def ask(self, method: str, path: str, **options) -> requests.Response:
        return self.session.request(method, self.address + path, timeout=REQUEST_SECONDS, **options)

    def get(self, path: str) -> dict:
        answer = self.ask("GET", "/api/v1" + path)
        assert answer.ok, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()

    def send(self, method: str, path: str, **options) -> dict:
        """A write that has to succeed."""
        answer = self.ask(method, "/api/v1" + path, **options)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else {}

    def post(self, path: str, body: dict | None = None) -> dict:
        return self.send("POST", path, json=body or {})

    def put(self, path: str, body: dict) -> dict:
        return self.send("PUT", path, json=body)

    def patch(self, path: str, body: dict) -> dict:
        return self.send("PATCH", path, json=body)


class World:
    """The demo's organisation, one beside it, and what the requests need of both."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self._numbers = itertools.count(1)
        demo = api.demo_sign_in()
        self.administrator = Person(api.address, demo["email"], demo["password"]).signed_in()
        self.people = {"nobody": Person(api.address), "administrator": self.administrator}
        for persona, email in EMAILS.items():
            self.people[persona] = Person(api.address, email, demo["password"]).signed_in()
        self.owner = self.people["owner"]
        self.role = next(user["role"]["id"] for user in self.accounts() if user["email"] == self.owner.email)
        self.standard = next(one["id"] for one in self.administrator.get("/profiles")["profiles"] if one["standing"] == "standard")
        self.people["restricted"] = self.join(self.profile(rights=[], closed=LEADS_AND_CONTACTS))
        self.people["reader"] = self._token()
        self._found_other_organization()
        self.people["stranger"] = self.stranger = Person(api.address, OTHER_EMAIL, PASSWORD).signed_in()
        self.modules = {sharing: self.module(sharing) for sharing in ("private", "read_only", "read_write", "read_write_delete")}
        self._talk()

    # --- People ----------------------------------------------------------------------------------------------------

    def name(self) -> str:
        return f"{MARK} {next(self._numbers)}"

    def accounts(self) -> list[dict]:
        return self.administrator.get("/users/all")["users"]

    def profile(self, rights: list[str] | None = None, closed: tuple[str, ...] = ()) -> str:
        """A profile as Standard is, or with these rights and without these modules."""
        made = self.administrator.post("/profiles", {"name": self.name(), "model": self.standard})["profile"]["id"]
        if rights is not None:
            modules = self.administrator.get("/modules")["modules"]
            access = [{"module": one["id"], "actions": []} for one in modules if one["name"] in closed]
            self.administrator.patch(f"/profiles/{made}", {"rights": rights, "modules": access})
        return made

    def invite(self) -> dict:
        body = {"email": f"{next(self._numbers)}@umbra.example", "name": self.name(), "profile": self.standard, "role": self.role}
        return self.administrator.post("/users", body)

    def secret(self) -> str:
        """Of a link to join."""
        return self.invite()["link"]["path"].rpartition("/")[2]

    def join(self, profile: str) -> Person:
        invited = self.invite()
        secret = invited["link"]["path"].rpartition("/")[2]
        self.people["nobody"].post("/join", {"secret": secret, "password": PASSWORD})
        self.administrator.patch(f"/users/{invited['user']['id']}", {"profile": profile})
        return Person(self.api.address, invited["user"]["email"], PASSWORD).signed_in()

    def _token(self) -> Person:
        made = self.administrator.post("/tokens", {"name": self.name(), "scopes": ["read"]})
        reader = Person(self.api.address, self.administrator.email, self.administrator.password, self.administrator.id)
        reader.session.headers["Authorization"] = f"Bearer {made['secret']}"
        return reader

    def _found_other_organization(self) -> None:
        command = [BINARY, "admin", "create-organization", "--database", self.api.server.database, "--name", "Other Ltd"]
        command += ["--email", OTHER_EMAIL, "--user", "Olga Other", "--language", "en", "--password-stdin"]
        subprocess.run(command, input=f"{PASSWORD}\n".encode(), check=True, timeout=60, capture_output=True)

    # --- Records ---------------------------------------------------------------------------------------------------

    def module(self, sharing: str) -> dict:
        labels = {"en": self.name(), "zh": ""}
        body = {"labels": labels, "singular_labels": labels, "name_labels": {"en": "Name", "zh": ""}, "sharing": sharing}
        return self.administrator.post("/modules", body)

    def record(self, module: str, by: Person | None = None, **values: str) -> dict:
        """A record, of the owner unless somebody else is named."""
        fields = next(one for one in self.administrator.get("/modules")["modules"] if one["name"] == module)["fields"]
        required = {field["name"]: self.name() for field in fields if field["is_required"]}
        return (by or self.owner).post(f"/modules/{module}/records", {"values": required | values})

    def lead(self, by: Person | None = None, **values: str) -> str:
        values = {"last_name": self.name(), "company": self.name()} | values
        return (by or self.owner).post("/modules/Leads/records", {"values": values})["id"]

    def trashed(self) -> str:
        lead = self.lead()
        self.owner.send("DELETE", f"/records/{lead}")
        return lead

    def shared(self, sharing: str) -> str:
        """The owner's record in a module of that sharing."""
        return self.record(self.modules[sharing]["name"])["id"]

    def meeting(self) -> str:
        moments = {"start": "2026-12-01T08:00:00Z", "end": "2026-12-01T09:00:00Z"}
        return self.owner.post("/modules/Meetings/records", {"values": {"subject": self.name(), **moments}})["id"]

    def quote_draft(self, lead: str) -> dict:
        line = {"name": self.name(), "quantity": "1", "list_price": "10"}
        return {"values": {"subject": self.name(), "lead": lead}, "lines": [line]}

    def quote(self) -> dict:
        return self.owner.post("/quotes", self.quote_draft(self.lead()))["record"]

    def note(self) -> tuple[str, str]:
        """A note of the owner, and the Lead it stands on."""
        lead = self.lead()
        return self.owner.post(f"/records/{lead}/notes", {"text": self.name()})["id"], lead

    def file(self) -> tuple[str, str]:
        lead = self.lead()
        headers = {"Content-Disposition": f'attachment; filename="{MARK}.txt"'}
        made = self.owner.send("POST", f"/records/{lead}/files", data=self.name().encode(), headers=headers)
        return made["id"], lead

    def view_request(self, sharing: str) -> dict:
        return {"label": self.name(), "sharing": sharing, "columns": ["name"], "sort": {"field": "name", "descending": False}}

    def view(self, sharing: str, by: Person | None = None) -> str:
        module = self.modules["read_only"]["name"]
        return (by or self.owner).post(f"/modules/{module}/views", self.view_request(sharing))["id"]

    # --- What administrators shape ---------------------------------------------------------------------------------

    def field(self) -> tuple[str, str]:
        """A field, and the module it belongs to."""
        module = self.modules["private"]["name"]
        body = {"labels": {"en": self.name(), "zh": ""}, "type": "text"}
        return self.administrator.post(f"/modules/{module}/fields", body)["id"], module

    def new_role(self) -> str:
        return self.administrator.post("/roles", {"name": self.name(), "parent": self.role})["id"]

    def group(self) -> str:
        return self.administrator.post("/groups", {"name": self.name(), "members": [self.owner.id]})["id"]

    # --- Messages --------------------------------------------------------------------------------------------------

    def _talk(self) -> None:
        """The owner's Lead has written, a second one has the same number, and there is an approved template."""
        self.talking = self.lead(mobile=PHONE)
        self.same_number = self.lead(mobile=PHONE)
        self.channel = self.administrator.get("/channels")["channels"][0]
        body = {"name": self.name(), "module": "Leads", "language": "en", "category": "notification", "body": f"Hello from {MARK}."}
        self.template = self.administrator.post("/templates", body)
        document = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
        self.template_file = self.administrator.send("POST", f"/template-files?name={MARK}.pdf", data=document)["id"]
        self.api.control("/_sim/customers", {"name": self.name(), "phone": PHONE})
        self.api.control("/_sim/messages", {"from": PHONE.lstrip("+"), "text": f"Is this {MARK}?"})
        remote = until(lambda: self._remote_template(self.template))
        self.api.control(f"/_sim/templates/{remote['id']}/approve", {})
        self.conversation = until(lambda: self.administrator.get("/conversations")["conversations"])[0]["id"]
        self.administrator.put(f"/conversations/{self.conversation}/record", {"record": self.talking})
        until(lambda: self.administrator.get(f"/templates/{self.template['id']}")["status"] == "approved")

        self._messages()

    def new_notification(self) -> dict:
        fields = next(one for one in self.administrator.get("/modules")["modules"] if one["name"] == "Leads")["fields"]
        mobile = next(field["id"] for field in fields if field["name"] == "mobile")
        return {"name": self.name(), "module": "Leads", "template": self.template["id"], "phone_fields": [mobile]}

    def notification(self) -> str:
        return self.administrator.post("/whatsapp-notifications", self.new_notification())["id"]

    def _messages(self) -> None:
        """One of the customer's, one that failed, and a file that is not sent yet."""
        messages = f"/conversations/{self.conversation}/messages"
        self.received = self.administrator.get(messages)["messages"][0]["id"]
        self.api.control("/_sim/settings", {"failure": {"code": 131009, "count": 1, "late": False}})
        self.failed = self.administrator.post(messages, {"text": self.name()})["id"]
        until(lambda: any(one["id"] == self.failed and one["status"] == "failed" for one in self.administrator.get(messages)["messages"]))
        headers = {"Content-Disposition": f'attachment; filename="{MARK}.txt"'}
        path = f"/conversations/{self.conversation}/files"
        self.message_file = self.administrator.send("POST", path, data=self.name().encode(), headers=headers)["id"]

    def rejected_template(self) -> str:
        body = {"name": self.name(), "module": "Leads", "language": "en", "category": "notification", "body": f"{self.name()} was {MARK}."}
        made = self.administrator.post("/templates", body)
        remote = until(lambda: self._remote_template(made))
        self.api.control(f"/_sim/templates/{remote['id']}/reject", {"reason": "PROMOTIONAL"})
        until(lambda: self.administrator.get(f"/templates/{made['id']}")["status"] == "rejected")
        return made["id"]

    def _remote_template(self, template: dict) -> dict | None:
        templates = self.api.control("/_sim/state")["templates"]
        return next((one for one in templates if one["name"] == template["provider_name"]), None)
