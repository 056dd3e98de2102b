"""Whether a template is sent: how many decisions the server makes in a second, and how many messages it queues."""

from __future__ import annotations

import json
import statistics
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import people
from channel import Simulator
from house import Postgres, Server, SQLite
from records import EMAIL, PASSWORD, Caller

DEALS = 500
DECISIONS, SENDS, ALONE = 4_000, 2_000, 400
# Every part that varies, values of the record, of what it names and of the organisation.
TEMPLATE = {
    "name": "Quote",
    "module": "Deals",
    "language": "zh_CN",
    "category": "marketing",
    "header": {"kind": "text", "text": "报价 ${Deals.Deal Name}"},
    "body": "您好 ${Deals.Contact.Last Name}，您在 ${Organization.Name} 的报价 ${Deals.Amount} 已经准备好，有效期到 ${Deals.Closing Date} 为止。",
    "footer": "半日咖啡设备",
    "buttons": [{"kind": "url", "label": "查看报价", "url": "https://half.example/q/${Deals.Deal Name}"}],
}


def measure(made: SQLite | Postgres, address: str, folder: Path, port: int) -> dict:
    with Simulator(port + 2, port) as simulator, Server(address, folder, port, simulator.url, 1) as server:
        admin = Caller(server, EMAIL, PASSWORD)
        template = approved(admin, simulator)
        fields = next(module for module in admin.call("GET", "/api/v1/modules")["modules"] if module["name"] == "Deals")["fields"]
        lookup = next(field["id"] for field in fields if field["name"] == "contact")
        work = [(deal(admin, number), {"template": template, "lookup": lookup, "phone": phone(number)}) for number in range(DEALS)]
        first = admin.call("POST", f"/api/v1/records/{work[0][0]}/messages/dry-run", work[0][1])
        if not first["can_send"]:
            raise SystemExit(f"the template cannot be sent: {first['refusals']}")
        alone = one_by_one(admin, work)
        decided = together(server, work, DECISIONS, "/dry-run")
        queued = together(server, work, SENDS, "")
    print(f"  {'decided, by 8 at once':30} {decided:8.0f} a second   one alone: {alone['p50_ms']:.2f} ms (p99 {alone['p99_ms']:.2f})")
    print(f"  {'decided and queued, by 8':30} {queued:8.0f} a second", flush=True)
    return {"decided_per_second": round(decided, 1), "queued_per_second": round(queued, 1), "alone": alone}


def approved(admin: Caller, simulator: Simulator) -> str:
    """A template that has been through Meta's hands."""
    made = admin.call("POST", "/api/v1/templates", TEMPLATE)

    def remote() -> str | None:
        with urllib.request.urlopen(f"{simulator.url}/_sim/state", timeout=30) as answer:
            known = json.load(answer)["templates"]
        return next((one["id"] for one in known if one["name"] == made["provider_name"]), None)

    simulator.tell(f"templates/{until(remote)}/approve", {})
    until(lambda: admin.call("GET", f"/api/v1/templates/{made['id']}")["status"] == "approved")
    return made["id"]


def until(ask: Callable[[], object]) -> object:
    end = time.monotonic() + 60
    while not (found := ask()):
        if time.monotonic() > end:
            raise SystemExit("the template was not approved")
        time.sleep(0.05)
    return found


def phone(number: int) -> str:
    return f"+86139{number:08}"


def deal(admin: Caller, number: int) -> str:
    contact = admin.call("POST", "/api/v1/modules/Contacts/records", {"values": {"last_name": f"林 {number}", "mobile": phone(number)}})
    values = {"deal_name": f"样机 {number}", "amount": "19800", "closing_date": "2026-12-31", "contact": contact["id"]}
    return admin.call("POST", "/api/v1/modules/Deals/records", {"values": values})["id"]


def one_by_one(admin: Caller, work: list[tuple[str, dict]]) -> dict[str, float]:
    times = []
    for number in range(ALONE):
        record, body = work[number % DEALS]
        begin = time.perf_counter()
        admin.call("POST", f"/api/v1/records/{record}/messages/dry-run", body)
        times.append((time.perf_counter() - begin) * 1000)
    times.sort()
    return {"p50_ms": round(statistics.median(times), 2), "p99_ms": round(times[int(len(times) * 0.99) - 1], 2)}


def together(server: Server, work: list[tuple[str, dict]], count: int, what: str) -> float:
    """Asks for so many by several people at once; returns how many a second."""
    asked = [work[number % DEALS] for number in range(count)]

    def ask(some: list[tuple[str, dict]]) -> None:
        caller = Caller(server, EMAIL, PASSWORD)
        for record, body in some:
            caller.call("POST", f"/api/v1/records/{record}/messages{what}", body)

    begin = time.perf_counter()
    people.together([lambda some=asked[start :: people.WRITERS]: ask(some) for start in range(people.WRITERS)])
    return count / (time.perf_counter() - begin)
