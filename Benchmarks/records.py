"""Fills twenty modules with records through the API, and times what people do with them."""

from __future__ import annotations

import http.client
import json
import random
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from house import BINARY, Server

RECORDS = 100_000
MODULES = 20
WRITERS = 8
# Of ten records one is the rep's own.
REP_SHARE = 10
SAMPLES = 400
EMAIL, PASSWORD = "admin@parley.example", "parley-demo"
REP_EMAIL, REP_PASSWORD = "rep@bench.example", "a-rep-for-the-bench"

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹"
GIVEN = "子墨欣怡浩然雨桐一诺思远晓彤建国志强明月文静海洋春雪秋实立夏冬青"
FIRST = ["Ana", "Jonas", "Yuki", "Aisyah", "Marta", "Piotr", "Olga", "Liam", "Noah", "Emma", "Sofia", "Lucas"]
LAST = ["Silva", "Müller", "Tanaka", "Rahman", "Garcia", "Nowak", "Ivanova", "Smith", "Khan", "Rossi", "Dubois", "Okafor"]
RATINGS = ["Hot", "Warm", "Cold"]
STATES = ["Open", "Packed", "Sent", "Done"]


class Caller:
    """A signed-in user on one connection."""

    def __init__(self, server: Server, email: str, password: str) -> None:
        self.server = server
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.headers = {"Content-Type": "application/json"}
        me = self.call("POST", "/api/v1/session", {"email": email, "password": password})
        self.headers |= {"X-CSRF-Token": me["csrf_token"], "Cookie": self.cookie}

    def call(self, method: str, path: str, body: object = None) -> dict:
        data = None if body is None else json.dumps(body)
        self.connection.request(method, path, data, self.headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {text.decode(errors='replace')[:500]}\n{self.server.log.read_text()[-2000:]}")
        if cookie := answer.getheader("Set-Cookie"):
            self.cookie = cookie.split(";")[0]
        return json.loads(text) if text else {}


@dataclass
class Filled:
    """What was made."""

    modules: list[str]
    ids: dict[str, list[str]] = field(default_factory=dict)
    views: dict[str, str] = field(default_factory=dict)
    lookups: dict[str, str] = field(default_factory=dict)


def name(luck: random.Random) -> tuple[str, str]:
    if luck.random() < 0.5:
        return luck.choice(FIRST), f"{luck.choice(LAST)} {luck.randrange(10_000)}"
    return luck.choice(GIVEN) + luck.choice(GIVEN), luck.choice(SURNAMES) + luck.choice(GIVEN)


def values(module: str, luck: random.Random, contacts: list[str]) -> dict[str, str]:
    first, last = name(luck)
    day = f"2026-{luck.randrange(1, 13):02}-{luck.randrange(1, 29):02}"
    about = {"contact": luck.choice(contacts)} if contacts and luck.random() < 0.5 else {}
    person = {"first_name": first, "last_name": last, "mobile": f"+86138{luck.randrange(10**8):08}", "email": f"p{luck.randrange(10**9)}@example.com"}
    match module:
        case "Leads":
            return person | {"company": last, "rating": luck.choice(RATINGS)}
        case "Contacts":
            return person
        case "Accounts":
            return {"account_name": f"{last} {first}", "annual_revenue": str(luck.randrange(10**7))}
        case "Deals":
            return about | {"deal_name": f"{last} {first}", "amount": str(luck.randrange(10**6)), "closing_date": day}
        case "Products":
            return {"product_name": f"{last} {first}", "unit_price": str(luck.randrange(10**4))}
        case "Tasks":
            return about | {"subject": f"{last} {first}", "due_date": day}
        case "Calls":
            return about | {"subject": f"{last} {first}", "start": f"{day}T08:00:00Z"}
        case "Meetings" | "Appointments":
            return about | {"subject": f"{last} {first}", "start": f"{day}T08:00:00Z", "end": f"{day}T09:00:00Z"}
        case _:
            return about | {"name": f"{last} {first}", "state": luck.choice(STATES), "amount": str(luck.randrange(10**6)), "due": day}


def labels(english: str, chinese: str) -> dict[str, str]:
    return {"en": english, "zh": chinese}


def make_modules(admin: Caller) -> list[str]:
    """Twenty modules: the standard ones, and as many of our own as are missing."""
    known = ["Leads", "Contacts", "Accounts", "Deals", "Products", "Tasks", "Meetings", "Calls", "Appointments"]
    made = list(known)
    for number in range(1, MODULES - len(known) + 1):
        new = {"labels": labels(f"Crates {number}", f"货箱{number}"), "singular_labels": labels(f"Crate {number}", f"货箱{number}")}
        module = admin.call("POST", "/api/v1/modules", new | {"name_labels": labels("Name", "名称"), "sharing": "private"})
        for one in [
            {"labels": labels("State", "状态"), "type": "picklist", "options": [{"value": state} for state in STATES]},
            {"labels": labels("Amount", "金额"), "type": "currency"},
            {"labels": labels("Due", "到期"), "type": "date"},
            {"labels": labels("Contact", "联系人"), "type": "lookup", "lookup_module": "Contacts"},
        ]:
            admin.call("POST", f"/api/v1/modules/{module['name']}/fields", one)
        made.append(module["name"])
    return made


def fill(server: Server, modules: list[str]) -> tuple[Filled, float]:
    """Contacts first: others name them. Returns what was made, and records a second."""
    filled = Filled(modules, {module: [] for module in modules})
    each = RECORDS // len(modules)
    begin = time.perf_counter()
    for wave in [["Contacts"], [module for module in modules if module != "Contacts"]]:
        work = [module for module in wave for _ in range(each)]
        random.Random(1).shuffle(work)
        threads = [threading.Thread(target=write, args=(server, filled, work[start::WRITERS], start)) for start in range(WRITERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    made = sum(map(len, filled.ids.values()))
    if made != each * len(modules):
        raise SystemExit(f"{made} records were made, and not {each * len(modules)}")
    return filled, made / (time.perf_counter() - begin)


def write(server: Server, filled: Filled, work: list[str], seed: int) -> None:
    luck = random.Random(seed)
    admin, rep = Caller(server, EMAIL, PASSWORD), Caller(server, REP_EMAIL, REP_PASSWORD)
    for count, module in enumerate(work):
        caller = rep if count % REP_SHARE == 0 else admin
        # What a rep names in a lookup they must see; an administrator sees everything.
        contacts = [] if caller is rep else filled.ids["Contacts"][:2_000]
        made = caller.call("POST", f"/api/v1/modules/{module}/records", {"values": values(module, luck, contacts)})
        filled.ids[module].append(made["id"])


def make_views(admin: Caller, filled: Filled) -> None:
    described = {module["name"]: module for module in admin.call("GET", "/api/v1/modules")["modules"]}
    for module in filled.modules:
        fields = {one["name"]: one["id"] for one in described[module]["fields"]}
        if "state" not in fields:
            continue
        rows = [
            {"field": fields["state"], "operator": "equal", "values": ["Packed"]},
            {"field": fields["amount"], "operator": "greater_than", "values": ["500000"]},
        ]
        view = {"label": "Two conditions", "sharing": "everyone", "columns": ["name", fields["amount"]], "criteria": {"rows": rows}}
        made = admin.call("POST", f"/api/v1/modules/{module}/views", view | {"sort": {"field": "modified_time", "descending": True}})
        filled.views[module] = made["id"]
        filled.lookups[module] = fields["contact"]


def questions(luck: random.Random, filled: Filled, records: dict[str, list[str]]) -> dict[str, Callable[[Caller], object]]:
    """What is timed, each with new arguments every time."""
    own = list(filled.views)

    def query(caller: Caller, module: str, body: dict) -> dict:
        return caller.call("POST", f"/api/v1/modules/{module}/query", body)

    def listed(caller: Caller) -> object:
        return query(caller, luck.choice(filled.modules), {"limit": 50})

    def sorted_by_field(caller: Caller) -> object:
        return query(caller, luck.choice(own), {"limit": 50, "sort": {"field": "name", "descending": False}})

    def viewed(caller: Caller) -> object:
        module = luck.choice(own)
        return query(caller, module, {"limit": 50, "view": filled.views[module]})

    def counted(caller: Caller) -> object:
        module = luck.choice(own)
        return query(caller, module, {"limit": 50, "view": filled.views[module], "count": True})

    def searched(caller: Caller) -> object:
        first, last = name(luck)
        text = luck.choice([last[:3], first[:2], last.split()[0], f"138{luck.randrange(10**4):04}"])
        return caller.call("GET", "/api/v1/search?" + urlencoded(q=text))

    def page(caller: Caller) -> object:
        one = luck.choice(records[luck.choice(filled.modules)])
        return [caller.call("GET", f"/api/v1/records/{one}{part}") for part in ["", "/timeline", "/related"]]

    def related(caller: Caller) -> object:
        module = luck.choice(own)
        row = {"field": filled.lookups[module], "operator": "equal", "values": [luck.choice(records["Contacts"])]}
        return query(caller, module, {"limit": 5, "criteria": {"rows": [row]}, "sort": {"field": "created_time", "descending": True}})

    return {
        "list": listed,
        "list by name": sorted_by_field,
        "view, two conditions": viewed,
        "the same, counted": counted,
        "search": searched,
        "record page (3 calls)": page,
        "related list": related,
    }


def urlencoded(**query: str) -> str:
    from urllib.parse import urlencode

    return urlencode(query)


def timed(caller: Caller, ask: Callable[[Caller], object]) -> dict[str, float]:
    for _ in range(20):
        ask(caller)
    times = []
    for _ in range(SAMPLES):
        begin = time.perf_counter()
        ask(caller)
        times.append((time.perf_counter() - begin) * 1000)
    times.sort()
    return {"p50_ms": round(statistics.median(times), 2), "p99_ms": round(times[int(len(times) * 0.99) - 1], 2)}


def owned(caller: Caller, filled: Filled) -> dict[str, list[str]]:
    """Records that a user sees, some of each module."""
    seen = {}
    for module in filled.modules:
        found = caller.call("POST", f"/api/v1/modules/{module}/query", {"limit": 100})
        seen[module] = [record["id"] for record in found["records"]]
    return seen


def measure(server: Server) -> dict:
    admin = Caller(server, EMAIL, PASSWORD)
    organization = admin.call("GET", "/api/v1/me")["organization"]["id"]
    create = [str(BINARY), "admin", "create-user", "--database", server.address, "--organization", organization]
    create += ["--email", REP_EMAIL, "--name", "Rep", "--password-stdin"]
    added = subprocess.run(create, input=REP_PASSWORD + "\n", capture_output=True, text=True, timeout=60)
    if added.returncode != 0:
        raise SystemExit(f"a rep could not be added: {added.stderr}")
    filled, rate = fill(server, make_modules(admin))
    make_views(admin, filled)
    print(f"  {RECORDS} records over {len(filled.modules)} modules, {rate:.0f} made a second by {WRITERS} writers\n")
    print(f"  {'':24} {'administrator':>20} {'rep, private modules':>24}")
    print(f"  {'':24} {'p50 ms':>10} {'p99 ms':>9} {'p50 ms':>14} {'p99 ms':>9}")
    result: dict = {"records": RECORDS, "modules": len(filled.modules), "made_per_second": round(rate, 1), "asked": {}}
    for line in lines(server, admin, filled):
        result["asked"][line[0]] = {"administrator": line[1], "rep": line[2]}
        print(f"  {line[0]:24} {line[1]['p50_ms']:10.2f} {line[1]['p99_ms']:9.2f} {line[2]['p50_ms']:14.2f} {line[2]['p99_ms']:9.2f}", flush=True)
    return result


def lines(server: Server, admin: Caller, filled: Filled) -> Iterator[tuple[str, dict, dict]]:
    rep = Caller(server, REP_EMAIL, REP_PASSWORD)
    luck = random.Random(7)
    own = owned(rep, filled)
    by_admin, by_rep = questions(luck, filled, filled.ids), questions(luck, filled, own)
    for what in by_admin:
        yield what, timed(admin, by_admin[what]), timed(rep, by_rep[what])
