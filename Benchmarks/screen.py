"""Times the way of a customer's message: from the webhook to a stream of events, and to a screen that shows the conversation."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import threading
import time

import people
import webhooks
from house import Postgres, Server, SQLite
from records import EMAIL, PASSWORD, Caller

PER_SECOND = 200
SECONDS = 30
PEOPLE = 2_000
# One of so many is for the conversation that is open, so it gets four a second.
SHARE = 50
POSTERS = 8

# Notes when each numbered message was drawn: after the frame that followed its coming into the page.
WATCH = r"""
() => {
  window.drawn = {};
  const log = document.querySelector("[role=log]");
  const note = (numbers) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const at = (performance.timeOrigin + performance.now()) / 1000;
      for (const number of numbers) window.drawn[number] ??= at;
    };
    port2.postMessage(null);
  });
  new MutationObserver(() => {
    const shown = [...log.textContent.matchAll(/#(\d+)#/g)].map((found) => found[1]);
    const numbers = shown.filter((number) => !(number in window.drawn));
    if (numbers.length > 0) note(numbers);
  }).observe(log, { childList: true, subtree: true, characterData: true });
}
"""


class Stream(threading.Thread):
    """Somebody signed in who reads the stream of events."""

    def __init__(self, caller: Caller) -> None:
        super().__init__(daemon=True)
        self.came: list[tuple[float, str]] = []
        self.socket = socket.create_connection(("127.0.0.1", caller.server.port))
        self.socket.sendall(f"GET /api/v1/events HTTP/1.1\r\nHost: bench\r\nCookie: {caller.cookie}\r\n\r\n".encode())
        first = b""
        while b"event: ready" not in first:
            first += self.socket.recv(65_536)
        self.start()

    def run(self) -> None:
        waiting = b""
        while data := self.socket.recv(65_536):
            at = time.time()
            *events, waiting = (waiting + data).split(b"\n\n")
            for event in events:
                found = re.search(rb"data: (\{.*\})$", event)
                told = json.loads(found[1]) if found else {}
                if told.get("kind") == "message.received":
                    self.came.append((at, told["conversation"]))


def measure(made: SQLite | Postgres, server: Server) -> dict:
    # ./bench installs it, but --help does without.
    from playwright.sync_api import sync_playwright

    people.write_first(made, server, PEOPLE)
    admin = Caller(server, EMAIL, PASSWORD)
    conversations = people.conversations(admin)
    with sync_playwright() as playwright:
        executable = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(base_url=server.url, viewport={"width": 1440, "height": 900}).new_page()
        page.request.post("/api/v1/session", data={"email": EMAIL, "password": PASSWORD})
        page.goto(f"/messages/{conversations[webhooks.phone(0)]}")
        page.get_by_role("log").get_by_role("article").first.wait_for()
        page.evaluate(WATCH)
        stream = Stream(admin)
        posted = post_steadily(server)
        expected = PER_SECOND * SECONDS
        shown = expected // SHARE
        end = time.monotonic() + 30
        while time.monotonic() < end:
            drawn = page.evaluate("window.drawn")
            if len(stream.came) >= expected and len(drawn) >= shown:
                break
            page.wait_for_timeout(200)
        browser.close()
    if len(stream.came) != expected or len(drawn) != shown:
        raise SystemExit(f"{len(stream.came)} of {expected} came by the stream, {len(drawn)} of {shown} onto the screen")
    return {
        "posted_per_second": round((expected - 1) / (posted[-1] - posted[0]), 1),
        "answered_late": sum(at - posted[0] - index / PER_SECOND > 0.05 for index, at in enumerate(posted)),
        "to_stream": spread(streamed(stream.came, posted, conversations)),
        "to_screen": spread([drawn[str(index)] - posted[index] for index in range(0, expected, SHARE)]),
    }


def writer(index: int) -> int:
    """Who writes the message of that number."""
    return 0 if index % SHARE == 0 else 1 + index % (PEOPLE - 1)


def post_steadily(server: Server) -> list[float]:
    """Posts so many a second, each with its number, and returns when each began."""
    count = PER_SECOND * SECONDS
    bodies = [webhooks.text(writer(index), f"您好，请问样机什么时候能到店？ #{index}#") for index in range(count)]
    posted = [0.0] * count
    begin = time.time() + 1

    def post(start: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        for index in range(start, count, POSTERS):
            time.sleep(max(0, begin + index / PER_SECOND - time.time()))
            posted[index] = time.time()
            people.deliver(connection, bodies[index])
        connection.close()

    people.together([lambda start=start: post(start) for start in range(POSTERS)])
    return posted


def streamed(came: list[tuple[float, str]], posted: list[float], conversations: dict[str, str]) -> list[float]:
    """An event names its conversation only, but those of one conversation come in their order."""
    waiting: dict[str, list[float]] = {}
    for index, at in enumerate(posted):
        waiting.setdefault(conversations[webhooks.phone(writer(index))], []).append(at)
    return [at - waiting[conversation].pop(0) for at, conversation in came]


def spread(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(one * 1000 for one in seconds)
    at = {"p50_ms": 0.5, "p99_ms": 0.99, "max_ms": 1.0}
    return {name: round(ordered[max(0, int(len(ordered) * share) - 1)], 1) for name, share in at.items()} | {"count": len(ordered)}
