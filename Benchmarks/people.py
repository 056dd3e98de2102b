"""What customers and the team do: post webhooks, look for conversations, and write replies."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterable
from urllib.parse import urlencode

import webhooks
from house import WEBHOOK_PATH, Postgres, Server, SQLite
from records import EMAIL, PASSWORD, Caller

WRITERS = 8
WAITING = "SELECT count(*) FROM inbound_journal WHERE NOT is_processed"
REPLY = "您好，样机周三下午到店，方便过来看看吗？"


def post(server: Server, bodies: Iterable[bytes]) -> None:
    """Posts webhooks one after the other."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    for body in bodies:
        deliver(connection, body)
    connection.close()


def deliver(connection: http.client.HTTPConnection, body: bytes) -> None:
    connection.request("POST", WEBHOOK_PATH, body, {"Content-Type": "application/json", "X-Hub-Signature-256": webhooks.signature(body)})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"a webhook was answered with {answer.status}")


def until(made: SQLite | Postgres, query: str, wanted: Callable[[int], bool], limit: float) -> float:
    """Asks until the number is as wanted; returns when it was."""
    end = time.perf_counter() + limit
    while not wanted(number := made.number(query)):
        if time.perf_counter() > end:
            raise SystemExit(f"after {limit:.0f} s still {number}: {query}")
        time.sleep(0.05)
    return time.perf_counter()


def write_first(made: SQLite | Postgres, server: Server, people: int) -> None:
    """So many people write for the first time, and are in the CRM when this returns."""
    post(server, webhooks.together(webhooks.texts(people, people), 100))
    until(made, WAITING, lambda left: left == 0, 120)


def conversations(admin: Caller) -> dict[str, str]:
    """All of them, by the customer's number."""
    found: dict[str, str] = {}
    cursor = ""
    while cursor is not None:
        page = admin.call("GET", "/api/v1/conversations?" + urlencode({"limit": 100} | ({"cursor": cursor} if cursor else {})))
        found |= {one["person"]["phone"]: one["id"] for one in page["conversations"]}
        cursor = page["next_cursor"]
    return found


def reply(server: Server, messages: int) -> float:
    """The team replies, to everybody in turn; returns messages a second."""
    everybody = list(conversations(Caller(server, EMAIL, PASSWORD)).values())
    work = [everybody[index % len(everybody)] for index in range(messages)]
    begin = time.perf_counter()
    together([lambda some=work[start::WRITERS]: _reply(server, some) for start in range(WRITERS)])
    return messages / (time.perf_counter() - begin)


def _reply(server: Server, work: list[str]) -> None:
    writer = Caller(server, EMAIL, PASSWORD)
    for conversation in work:
        writer.call("POST", f"/api/v1/conversations/{conversation}/messages", {"text": REPLY})


def together(work: list[Callable[[], None]]) -> None:
    """Does everything at once; what one cannot do fails all."""
    failures: list[BaseException] = []

    def run(one: Callable[[], None]) -> None:
        try:
            one()
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=run, args=[one]) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
