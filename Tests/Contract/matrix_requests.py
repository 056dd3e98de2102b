"""One request for each row of the matrix, valid for whoever is allowed to make it.

Method and address are those of `openapi.yaml`; here stands what goes into them. A request that changes or removes something gets a
subject of its own each time, made just before by somebody who may.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests
import yaml
from matrix_world import PHONE, Person, World
from programs import ACCESS_TOKEN, APP_SECRET, PHONE_NUMBER_ID, ROOT, VERIFY_TOKEN, WABA_ID

ZONES = {"administrator": "Asia/Tokyo", "manager": "Asia/Seoul", "owner": "Asia/Dubai", "peer": "Asia/Hong_Kong"}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)

METHODS = ("get", "post", "put", "patch", "delete")
OPERATIONS = {
    operation["operationId"]: (method.upper(), path)
    for path, methods in yaml.safe_load((ROOT / "openapi.yaml").read_text())["paths"].items()
    for method, operation in methods.items()
    if method in METHODS
}


@dataclass
class Call:
    """What goes into an operation."""

    path: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    json: Any = None
    data: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    # Where the administrator sees what the request is about; a denied write changes nothing there.
    look: str | None = None
    # What changes there by itself.
    moving: frozenset[str] = frozenset()
    # Instead of the persona's own credential, for what ends it.
    by: Person | None = None


def perform(person: Person, operation: str, call: Call) -> requests.Response:
    """Sends it; of an answer without end only the beginning is waited for."""
    method, path = OPERATIONS[operation]
    path = path.format(**call.path)
    options = {"params": call.query, "headers": call.headers, "stream": operation == "streamEvents"}
    options |= {"json": call.json} if call.json is not None else {"data": call.data}
    with (call.by or person).ask(method, path, **options) as answer:
        if operation != "streamEvents" or answer.status_code != 200:
            assert answer.content is not None
        return answer


REQUESTS: dict[str, Callable[[World, str], Call]] = {}


def row(name: str):
    def add(make: Callable[[World, str], Call]):
        assert name not in REQUESTS, name
        REQUESTS[name] = make
        return make

    return add


def plain(*names: str) -> None:
    """Rows that ask for a list, or for something there is one of."""
    for name in names:
        row(name)(lambda world, persona: Call())


def of_record(look: str, body: Callable[[World], Any], *names: str) -> None:
    """Writes to the owner's Lead, a new one each time."""
    for name in names:

        @row(name)
        def make(world: World, persona: str) -> Call:
            lead = world.lead()
            return Call({"id": lead}, json=body(world), look=f"/records/{lead}{look}")


# --- Oneself -------------------------------------------------------------------------------------------------------

plain("getMe", "getSetup", "listModules", "getQuoteCurrency", "listSignals", "getSignalSwitches", "streamEvents")
plain("getOpenAPI", "getHealth", "getReadiness", "getMetrics", "listTokens")


def with_password(world: World, persona: str, password: str | None = None) -> dict[str, str]:
    person = world.people[persona] if persona != "nobody" else world.administrator
    return {"email": person.email, "password": password or person.password}


row("signIn")(lambda world, persona: Call(json=with_password(world, persona)))
row("signIn wrong-password")(lambda world, persona: Call(json={"email": f"{persona}@none.example", "password": "not-the-password"}))


@row("signOut")
def sign_out(world: World, persona: str) -> Call:
    person = world.people[persona]
    return Call(by=None if persona in ("nobody", "reader") else person.again())


@row("changePassword")
def change_password(world: World, persona: str) -> Call:
    password = world.people[persona].password
    return Call(json={"current_password": password, "new_password": password or "another-password"}, look="/me")


@row("updateMe")
def update_me(world: World, persona: str) -> Call:
    return Call(json={"theme": "dark" if world.administrator.get("/me")["user"]["theme"] != "dark" else "light"}, look="/me")


@row("setUp")
def set_up(world: World, persona: str) -> Call:
    body = {"code": "PARLEY-AAAA-AAAA-AAAA", "organization_name": "Third", "name": "Third", "email": "third@other.example"}
    return Call(json=body | {"password": "a-password-for-all"}, look="/users/all")


@row("markSignalsRead")
def mark_signals_read(world: World, persona: str) -> Call:
    return Call(look="/signals")


@row("switchSignals")
def switch_signals(world: World, persona: str) -> Call:
    off = next(one["on"] for one in world.administrator.get("/signals/switches")["switches"] if one["kind"] == "activity.due")
    return Call(json={"switches": [{"kind": "activity.due", "on": not off}]}, look="/signals/switches")


@row("createToken")
def create_token(world: World, persona: str) -> Call:
    return Call(json={"name": world.name(), "scopes": ["read"]}, look="/tokens?everybody=true")


@row("revokeToken own")
def revoke_own_token(world: World, persona: str) -> Call:
    person = world.administrator if persona in ("nobody", "reader") else world.people[persona]
    return Call({"id": token(world, person)}, look="/tokens?everybody=true")


@row("revokeToken of-the-owner")
def revoke_anothers_token(world: World, persona: str) -> Call:
    return Call({"id": token(world, world.owner)}, look="/tokens?everybody=true")


def token(world: World, person: Person) -> str:
    return person.post("/tokens", {"name": world.name(), "scopes": ["read"]})["token"]["id"]


row("listTokens everybody")(lambda world, persona: Call(query={"everybody": "true"}))
row("listActivities")(lambda world, persona: Call(query={"from": "2026-11-27"}))
row("listActivities of-the-owner")(lambda world, persona: Call(query={"from": "2026-11-27", "user": world.owner.id}))
row("advanceDemoClock")(lambda world, persona: Call(json={"advance_ms": 1}))


# --- Modules -------------------------------------------------------------------------------------------------------


def labels(world: World) -> dict[str, str]:
    return {"en": world.name(), "zh": ""}


@row("createModule")
def create_module(world: World, persona: str) -> Call:
    body = {key: labels(world) for key in ("labels", "singular_labels", "name_labels")}
    return Call(json=body | {"sharing": "private"}, look="/modules")


@row("changeModule")
def change_module(world: World, persona: str) -> Call:
    return Call({"module": world.modules["private"]["name"]}, json={"labels": labels(world)}, look="/modules")


@row("addField")
def add_field(world: World, persona: str) -> Call:
    return Call({"module": world.modules["private"]["name"]}, json={"labels": labels(world), "type": "text"}, look="/modules")


@row("changeField")
def change_field(world: World, persona: str) -> Call:
    found, module = world.field()
    return Call({"module": module, "id": found}, json={"labels": labels(world)}, look="/modules")


@row("removeField")
def remove_field(world: World, persona: str) -> Call:
    found, module = world.field()
    return Call({"module": module, "id": found}, look="/modules")


@row("arrangePage")
def arrange_page(world: World, persona: str) -> Call:
    fields = next(one for one in world.administrator.get("/modules")["modules"] if one["id"] == world.modules["private"]["id"])["fields"]
    section = {"name": None, "labels": labels(world), "fields": [one["id"] for one in fields]}
    return Call({"module": world.modules["private"]["name"]}, json={"sections": [section]}, look="/modules")


def by_module(operation: str, body: Any = None) -> None:
    """The same of Leads, which the restricted may not view, and of a module that the organisation made."""
    row(f"{operation} leads")(lambda world, persona: Call({"module": "Leads"}, json=body))
    row(f"{operation} own-module")(lambda world, persona: Call({"module": world.modules["read_only"]["name"]}, json=body))


by_module("queryRecords", {})
by_module("listRecords")
by_module("listViews")
by_module("listTags")
by_module("listMergeFields")


@row("previewMerge")
def preview_merge(world: World, persona: str) -> Call:
    text = "Hi ${Leads.Last Name} of ${Leads.Company|us}, says ${User.Name}"
    return Call(json={"module": "Leads", "record": world.talking, "text": text, "language": "en"})


@row("createRecord leads")
def create_lead(world: World, persona: str) -> Call:
    values = {"last_name": world.name(), "company": world.name()}
    return Call({"module": "Leads"}, json={"values": values}, look="/modules/Leads/records")


@row("createRecord own-module")
def create_own(world: World, persona: str) -> Call:
    module = world.modules["private"]
    name = module["fields"][0]["name"]
    return Call({"module": module["name"]}, json={"values": {name: world.name()}}, look=f"/modules/{module['name']}/records")


# --- Views ---------------------------------------------------------------------------------------------------------


@row("createView")
def create_view(world: World, persona: str) -> Call:
    module = world.modules["read_only"]["name"]
    return Call({"module": module}, json=world.view_request("me"), look=f"/modules/{module}/views")


def of_view(operation: str, body: Callable[[World], Any]) -> None:
    """Of one's own view where one can have one, of the owner's that everybody sees, and of the owner's that nobody else sees."""

    def call(world: World, view: str) -> Call:
        return Call({"id": view}, json=body(world), look=f"/modules/{world.modules['read_only']['name']}/views")

    def own(world: World, persona: str) -> Call:
        makers = ("administrator", "manager", "owner", "peer")
        return call(world, world.view("everyone", world.people[persona] if persona in makers else world.owner))

    row(f"{operation} own")(own)
    row(f"{operation} everybodys")(lambda world, persona: call(world, world.view("everyone")))
    row(f"{operation} unseen")(lambda world, persona: call(world, world.view("me")))


of_view("changeView", lambda world: world.view_request("everyone"))
of_view("deleteView", lambda world: None)
of_view("markView", lambda world: {"is_favourite": True, "is_default": False})


# --- People --------------------------------------------------------------------------------------------------------

plain("listUsers", "listUserAccounts", "listRoles", "listGroups", "listProfiles", "listAudit")


@row("inviteUser")
def invite_user(world: World, persona: str) -> Call:
    body = {"email": f"{persona}@invited.example", "name": world.name(), "profile": world.standard, "role": world.role}
    return Call(json=body, look="/users/all")


row("getUserAccount")(lambda world, persona: Call({"id": world.owner.id}))


def of_user(operation: str, body: Callable[[World], Any], is_active: bool = True) -> None:
    @row(operation)
    def make(world: World, persona: str) -> Call:
        user = world.invite()["user"]["id"]
        if not is_active:
            world.administrator.post(f"/users/{user}/deactivate")
        return Call({"id": user}, json=body(world), look=f"/users/{user}")


of_user("changeUserAccount", lambda world: {"name": world.name()})
of_user("makeUserLink", lambda world: None)
of_user("deactivateUser", lambda world: {})
of_user("reactivateUser", lambda world: None, is_active=False)


@row("changeOrganization")
def change_organization(world: World, persona: str) -> Call:
    return Call(json={"time_zone": ZONES.get(persona, "Europe/Lisbon")}, look="/me")


row("lookAtLink")(lambda world, persona: Call(json={"secret": world.secret()}))
row("useLink")(lambda world, persona: Call(json={"secret": world.secret(), "password": "a-password-for-all"}))


@row("addRole")
def add_role(world: World, persona: str) -> Call:
    return Call(json={"name": world.name(), "parent": world.role}, look="/roles")


@row("changeRole")
def change_role(world: World, persona: str) -> Call:
    return Call({"id": world.new_role()}, json={"name": world.name()}, look="/roles")


@row("deleteRole")
def delete_role(world: World, persona: str) -> Call:
    return Call({"id": world.new_role()}, look="/roles")


@row("createGroup")
def create_group(world: World, persona: str) -> Call:
    return Call(json={"name": world.name(), "members": [world.owner.id]}, look="/groups")


@row("changeGroup")
def change_group(world: World, persona: str) -> Call:
    return Call({"id": world.group()}, json={"name": world.name(), "members": []}, look="/groups")


@row("deleteGroup")
def delete_group(world: World, persona: str) -> Call:
    return Call({"id": world.group()}, look="/groups")


@row("createProfile")
def create_profile(world: World, persona: str) -> Call:
    return Call(json={"name": world.name(), "model": world.standard}, look="/profiles")


row("getProfile")(lambda world, persona: Call({"id": world.standard}))


@row("changeProfile")
def change_profile(world: World, persona: str) -> Call:
    profile = world.profile()
    return Call({"id": profile}, json={"rights": ["export"]}, look=f"/profiles/{profile}")


@row("deleteProfile")
def delete_profile(world: World, persona: str) -> Call:
    profile = world.profile()
    return Call({"id": profile}, look=f"/profiles/{profile}")


# --- Records -------------------------------------------------------------------------------------------------------

for operation in ("listRelated", "getRecord", "listTimeline", "listHistory", "listNotes", "listFiles", "previewConversion"):
    row(operation)(lambda world, persona: Call({"id": world.talking}))

of_record("", lambda world: {"version": 1, "values": {"company": world.name()}}, "updateRecord")
of_record("", lambda world: None, "deleteRecord")
of_record("", lambda world: {"owner": world.people["peer"].id}, "changeOwner")
of_record("/timeline", lambda world: {"to": "x@umbra.example"}, "logEmail")
of_record("", lambda world: {"contact": {}}, "convertLead")
of_record("/notes", lambda world: {"text": world.name()}, "writeNote")
of_record("", lambda world: {"tags": [world.name()]}, "setTags")

for sharing in ("private", "read_only", "read_write", "read_write_delete"):

    @row(f"getRecord {sharing}")
    def get_shared(world: World, persona: str, sharing: str = sharing) -> Call:
        return Call({"id": world.shared(sharing)})

    @row(f"updateRecord {sharing}")
    def update_shared(world: World, persona: str, sharing: str = sharing) -> Call:
        record, name = world.shared(sharing), world.modules[sharing]["fields"][0]["name"]
        return Call({"id": record}, json={"version": 1, "values": {name: world.name()}}, look=f"/records/{record}")

    @row(f"deleteRecord {sharing}")
    def delete_shared(world: World, persona: str, sharing: str = sharing) -> Call:
        record = world.shared(sharing)
        return Call({"id": record}, look=f"/records/{record}")


@row("writeNote read_only")
def write_note_read_only(world: World, persona: str) -> Call:
    record = world.shared("read_only")
    return Call({"id": record}, json={"text": world.name()}, look=f"/records/{record}/notes")


@row("changeNote")
def change_note(world: World, persona: str) -> Call:
    note, lead = world.note()
    return Call({"id": note}, json={"text": world.name()}, look=f"/records/{lead}/notes")


@row("deleteNote")
def delete_note(world: World, persona: str) -> Call:
    note, lead = world.note()
    return Call({"id": note}, look=f"/records/{lead}/notes")


@row("uploadFile")
def upload_file(world: World, persona: str) -> Call:
    lead = world.lead()
    headers = {"Content-Disposition": 'attachment; filename="a.txt"'}
    return Call({"id": lead}, data=b"text", headers=headers, look=f"/records/{lead}/files")


row("getFile")(lambda world, persona: Call({"id": world.file()[0]}))


@row("removeFile")
def remove_file(world: World, persona: str) -> Call:
    found, lead = world.file()
    return Call({"id": found}, look=f"/records/{lead}/files")


plain("listBin")


@row("deleteRecords")
def delete_records(world: World, persona: str) -> Call:
    lead = world.lead()
    return Call(json={"ids": [lead]}, look=f"/records/{lead}")


def of_bin(operation: str) -> None:
    @row(operation)
    def make(world: World, persona: str) -> Call:
        lead = world.trashed()
        return Call(json=None if operation == "emptyBin" else {"ids": [lead]}, look="/bin")


of_bin("restoreRecords")
of_bin("purgeRecords")
of_bin("emptyBin")

row("searchRecords")(lambda world, persona: Call(query={"q": "Umbra"}))


# --- Quotes and meetings -------------------------------------------------------------------------------------------


@row("createQuote")
def create_quote(world: World, persona: str) -> Call:
    return Call(json=world.quote_draft(world.talking), look="/modules/Quotes/records")


row("getQuote")(lambda world, persona: Call({"id": world.quote()["id"]}))
row("printQuote")(lambda world, persona: Call({"id": world.quote()["id"]}))


@row("updateQuote")
def update_quote(world: World, persona: str) -> Call:
    quote = world.quote()
    body = {**world.quote_draft(world.talking), "version": quote["version"]}
    return Call({"id": quote["id"]}, json=body, look=f"/records/{quote['id']}/quote")


row("listParticipants")(lambda world, persona: Call({"id": world.meeting()}))


@row("replaceParticipants")
def replace_participants(world: World, persona: str) -> Call:
    meeting = world.meeting()
    body = {"users": [world.people["manager"].id], "records": []}
    return Call({"id": meeting}, json=body, look=f"/records/{meeting}/participants")


# --- The organisation ----------------------------------------------------------------------------------------------


def with_logo(world: World, has_logo: bool, **options: Any) -> Call:
    if has_logo:
        world.administrator.send("PUT", "/organization/logo", data=PNG)
    else:
        world.administrator.send("DELETE", "/organization/logo")
    return Call(**options)


@row("getLogo")
def get_logo(world: World, persona: str) -> Call:
    world.stranger.send("DELETE", "/organization/logo")
    return with_logo(world, True)


row("changeLogo")(lambda world, persona: with_logo(world, False, data=PNG, look="/organization/logo"))
row("removeLogo")(lambda world, persona: with_logo(world, True, look="/organization/logo"))


# --- Messages ------------------------------------------------------------------------------------------------------

plain("listChannels", "listTemplates", "listConversations")
# Meta reviews and delivers in its own time.
REVIEW = frozenset({"status", "status_at", "reason"})
DELIVERY = frozenset({"status", "sent_at", "delivered_at", "read_at"})


# Meta is asked now and then by itself.
LOOKED_AT = frozenset({"numbers"})


def channel_settings(world: World) -> dict[str, Any]:
    return {"nickname": world.name(), "new_people": "leads", "assignment": {"kind": "users", "members": []}}


def of_channel(world: World, **options: Any) -> Call:
    return Call({"id": world.channel["id"]}, look="/channels", moving=LOOKED_AT, **options)


def set_up(world: World, **members: str) -> Call:
    """With the channel's own secrets, and a number that Meta does not know."""
    body = {"account": {"channel": world.channel["id"]}, "phone_number_id": "1", **members}
    return Call(json=body, look="/channels", moving=LOOKED_AT)


row("probeChannel")(lambda world, persona: Call(json={"channel": world.channel["id"]}, look="/channels", moving=LOOKED_AT))
row("requestNumberCode")(lambda world, persona: set_up(world, method="sms", language="zh_CN"))
row("verifyNumber")(lambda world, persona: set_up(world, code="123456"))
row("registerNumber")(lambda world, persona: set_up(world, pin="123456"))
row("changeChannel")(lambda world, persona: of_channel(world, json=channel_settings(world)))
row("chooseNumbers")(lambda world, persona: of_channel(world, json={"numbers": [PHONE_NUMBER_ID]}))
row("getChannelHealth")(lambda world, persona: Call({"id": world.channel["id"]}))
row("checkChannel")(lambda world, persona: of_channel(world))


@row("disableChannel")
def disable_channel(world: World, persona: str) -> Call:
    """While Meta does not answer: whoever is let through is told so, and the channel stays."""
    if persona == "administrator":
        world.api.control("/_sim/settings", {"status_5xx": 1})
    return of_channel(world)


@row("connectChannel")
def connect_channel(world: World, persona: str) -> Call:
    """With a token that Meta refuses: whoever is let through is told so, and nothing is connected."""
    account = {"waba_id": WABA_ID, "access_token": "x", "app_secret": "x", "numbers": [PHONE_NUMBER_ID]}
    return Call(json=account | channel_settings(world), look="/channels", moving=LOOKED_AT)


@row("renewChannel")
def renew_channel(world: World, persona: str) -> Call:
    return of_channel(world, json={"access_token": ACCESS_TOKEN, "app_secret": APP_SECRET})


NOTIFICATIONS = "/whatsapp-notifications"


def new_template(world: World) -> dict[str, str]:
    name = world.name()
    return {"name": name, "module": "Leads", "language": "en", "category": "notification", "body": f"{name} says hello."}


row("createTemplate")(lambda world, persona: Call(json=new_template(world), look="/templates", moving=REVIEW))


@row("createTemplate in-channel")
def create_template_in_channel(world: World, persona: str) -> Call:
    return Call(json=new_template(world) | {"channel": world.channel["id"]}, look="/templates", moving=REVIEW)


def template_of(world: World, persona: str, made) -> str:
    """A new one for who may change it; whoever may not is refused whatever they name."""
    return made() if persona == "administrator" else world.template["id"]


@row("changeTemplate")
def change_template(world: World, persona: str) -> Call:
    template = template_of(world, persona, world.rejected_template)
    body = {name: world.administrator.get(f"/templates/{template}")[name] for name in ("name", "module", "language", "category")}
    return Call({"id": template}, json=body | {"body": f"{world.name()} says it better."}, look="/templates", moving=REVIEW)


@row("deleteTemplate")
def delete_template(world: World, persona: str) -> Call:
    return Call({"id": template_of(world, persona, world.rejected_template)}, look="/templates", moving=REVIEW)


@row("deleteTemplate in-review")
def delete_template_in_review(world: World, persona: str) -> Call:
    new = template_of(world, persona, lambda: world.administrator.post("/templates", new_template(world))["id"])
    return Call({"id": new}, look="/templates", moving=REVIEW)


@row("mapTemplate of-their-own")
def map_template(world: World, persona: str) -> Call:
    return Call({"id": world.template["id"]}, json={"module": "Contacts"}, look="/templates", moving=REVIEW)


plain("refreshTemplates")


@row("checkTemplate")
def check_template(world: World, persona: str) -> Call:
    return Call(json={"module": "Leads", "language": "en"})


row("getTemplate")(lambda world, persona: Call({"id": world.template["id"]}))
row("uploadTemplateFile")(lambda world, persona: Call(query={"name": "door.png"}, data=PNG))
row("getTemplateFile")(lambda world, persona: Call({"id": world.template_file}))


@row("previewTemplate")
def preview_template(world: World, persona: str) -> Call:
    return Call({"id": world.template["id"]}, json={"record": world.talking})


@row("sendTemplate")
def send_template(world: World, persona: str) -> Call:
    body = {"template": world.template["id"], "phone": PHONE}
    look = f"/conversations/{world.conversation}/messages?limit=100"
    return Call({"id": world.talking}, json=body, look=look, moving=DELIVERY)


row("listRecipients")(lambda world, persona: Call({"id": world.talking}))
row("dryRunTemplate")(lambda world, persona: Call({"id": world.talking}, json={"template": world.template["id"]}))

plain("listNotifications")
row("createNotification")(lambda world, persona: Call(json=world.new_notification(), look=NOTIFICATIONS))
row("getNotification")(lambda world, persona: Call({"id": world.notification()}))
row("deleteNotification")(lambda world, persona: Call({"id": world.notification()}, look=NOTIFICATIONS))


@row("changeNotification")
def change_notification(world: World, persona: str) -> Call:
    return Call({"id": world.notification()}, json=world.new_notification(), look=NOTIFICATIONS)


@row("sendReply")
def send_reply(world: World, persona: str) -> Call:
    look = f"/conversations/{world.conversation}/messages?limit=100"
    return Call({"id": world.conversation}, json={"text": world.name()}, look=look, moving=DELIVERY)


@row("uploadMessageFile")
def upload_message_file(world: World, persona: str) -> Call:
    headers = {"Content-Disposition": 'attachment; filename="a.txt"'}
    return Call({"id": world.conversation}, data=b"text", headers=headers)


row("getMessageFile")(lambda world, persona: Call({"id": world.message_file}))
row("fetchMessageFile")(lambda world, persona: Call({"id": world.message_file}))
row("tellTyping")(lambda world, persona: Call({"id": world.conversation}))


@row("setReaction")
def set_reaction(world: World, persona: str) -> Call:
    look = f"/conversations/{world.conversation}/messages?limit=100"
    emoji = {"administrator": "👍", "manager": "🎉", "owner": "🙏"}.get(persona, "😀")
    return Call({"id": world.received}, json={"emoji": emoji}, look=look, moving=DELIVERY)


row("retryMessage")(lambda world, persona: Call({"id": world.failed}))
row("retryMessage has-not-failed")(lambda world, persona: Call({"id": world.received}))
row("settleMessage outcome-is-known")(lambda world, persona: Call({"id": world.failed}, json={"has_arrived": True}))

for operation in ("getConversation", "listMessages", "listLinkable"):
    row(operation)(lambda world, persona: Call({"id": world.conversation}))


row("getConsent")(lambda world, persona: Call({"id": world.talking}))
row("setConsent")(lambda world, persona: Call({"id": world.talking}, json={"state": "opted_in", "wording": "By phone"}))
row("getSendingRules")(lambda world, persona: Call())
row("setSendingRules")(lambda world, persona: Call(json={"needs_consent": False, "allows_us_marketing": False}))


@row("linkConversation")
def link_conversation(world: World, persona: str) -> Call:
    conversation = f"/conversations/{world.conversation}"
    world.owner.put(f"{conversation}/record", {"record": world.talking})
    return Call({"id": world.conversation}, json={"record": world.same_number}, look=f"{conversation}/records")


@row("setConversationBlocked")
def set_conversation_blocked(world: World, persona: str) -> Call:
    conversation = f"/conversations/{world.conversation}"
    world.owner.put(f"{conversation}/block", {"blocked": False})
    return Call({"id": world.conversation}, json={"blocked": True}, look=conversation, moving=frozenset({"last_message", "last_activity_at"}))


@row("markConversationRead")
def mark_conversation_read(world: World, persona: str) -> Call:
    return Call({"id": world.conversation}, look=f"/conversations/{world.conversation}")


# --- What programs ask ---------------------------------------------------------------------------------------------


def handshake(verify_token: str) -> Call:
    return Call({"key": "demo"}, {"hub.mode": "subscribe", "hub.verify_token": verify_token, "hub.challenge": "1"})


row("verifyWebhook")(lambda world, persona: handshake(VERIFY_TOKEN))
row("verifyWebhook wrong-token")(lambda world, persona: handshake("x"))


def webhook(secret: str) -> Call:
    body = b'{"object":"whatsapp_business_account","entry":[]}'
    signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return Call({"key": "demo"}, data=body, headers={"X-Hub-Signature-256": signature, "Content-Type": "application/json"})


row("receiveWebhook")(lambda world, persona: webhook(APP_SECRET))
row("receiveWebhook wrong-signature")(lambda world, persona: webhook("x"))
