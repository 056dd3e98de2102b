"""The stream of live changes, as clients of the server see it."""

from __future__ import annotations

import http.client
import json
import queue
import socket
import threading
import time
from typing import Self
from urllib.parse import urlsplit

import pytest
import requests
from person import Person
from programs import House, until

CUSTOMER = "4915120000147"


class Stream:
    """An open stream of events, read as they come by a thread of its own."""

    def __init__(self, person: Person, after: int | None = None) -> None:
        self.entries: queue.Queue[tuple[str, int | None, dict]] = queue.Queue()
        self.is_over = threading.Event()
        self.connection = http.client.HTTPConnection(urlsplit(person.api).netloc, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in person.session.cookies.items())
        position = {} if after is None else {"Last-Event-ID": str(after)}
        self.connection.request("GET", "/api/v1/events", headers={"Cookie": cookies, **position})
        self.socket = self.connection.sock
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200, self.answer.read()
        assert self.answer.headers["Content-Type"] == "text/event-stream"
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self) -> None:
        name, position = "message", None
        try:
            while line := self.answer.readline().decode():
                field, _, value = line.rstrip("\n").partition(": ")
                if field == "id":
                    position = int(value)
                elif field == "event":
                    name = value
                elif field == "data":
                    self.entries.put((name, position, json.loads(value)))
                    name, position = "message", None
        except (OSError, http.client.HTTPException, ValueError):
            pass  # The connection has gone: that is what the end of a stream looks like.
        finally:
            self.is_over.set()

    def next(self, seconds: float = 10) -> tuple[str, int | None, dict]:
        return self.entries.get(timeout=seconds)

    def until_ready(self) -> list[tuple[str, int | None, dict]]:
        """What comes before the stream is up to date, `ready` included."""
        found = [self.next()]
        while found[-1][0] != "ready":
            found.append(self.next())
        return found

    def changes(self, kind: str, count: int) -> list[tuple[int, dict]]:
        """The next so many changes of a kind."""
        found: list[tuple[int, dict]] = []
        while len(found) < count:
            name, position, data = self.next()
            if name == "message" and data["kind"] == kind:
                found.append((position, data))
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        # Closing alone would wait for the thread that reads.
        self.socket.shutdown(socket.SHUT_RDWR)
        self.thread.join(10)
        self.connection.close()


def customer(house: House) -> None:
    house.control("/_sim/customers", {"name": "Klaus Weber", "phone": f"+{CUSTOMER}"})


def say(house: House, text: str) -> None:
    house.control("/_sim/messages", {"from": CUSTOMER, "text": text})


@pytest.mark.rows("1.52")
def test_every_stream_sees_every_change_once_and_in_order(house: House) -> None:
    person = Person(house)
    customer(house)
    streams = [Stream(person) for _ in range(20)]
    for stream in streams:
        assert stream.until_ready()[-1][0] == "ready"
    for number in range(30):
        say(house, f"message {number}")
    seen = [stream.changes("message.received", 30) for stream in streams]
    assert all(changes == seen[0] for changes in seen)
    positions = [position for position, _ in seen[0]]
    assert positions == sorted(set(positions))
    conversation = person.get("/conversations")["conversations"][0]
    assert {data["conversation"] for _, data in seen[0]} == {conversation["id"]}
    assert {data["record"] for _, data in seen[0]} == {conversation["record"]["id"]}
    for stream in streams:
        stream.close()


def test_a_client_that_comes_back_gets_what_it_missed_and_then_the_present(house: House) -> None:
    person = Person(house)
    customer(house)
    with Stream(person) as first:
        position = first.until_ready()[-1][1]
    for number in range(5):
        say(house, f"message {number}")
    until(lambda: sum(one["unread"] for one in person.get("/conversations")["conversations"]) == 5)
    time_limit = time.monotonic() + 10
    while True:
        # The last of them gets its position a moment after its commit.
        with Stream(person, after=position) as second:
            missed = [entry for entry in second.until_ready() if entry[2].get("kind") == "message.received"]
        if len(missed) == 5 or time.monotonic() > time_limit:
            break
    assert len(missed) == 5
    with Stream(person, after=missed[2][1]) as third:
        rest = [entry for entry in third.until_ready() if entry[2].get("kind") == "message.received"]
    assert rest == missed[3:]


def test_nothing_is_missed_over_a_kill_and_a_new_start(house: House) -> None:
    person = Person(house)
    customer(house)
    with Stream(person) as first:
        first.until_ready()
        say(house, "before")
        position = first.changes("message.received", 1)[0][0]
        house.server.kill()
        assert first.is_over.wait(10)
    house.server.start()
    say(house, "after")
    with Stream(person, after=position) as second:
        assert len(second.changes("message.received", 1)) == 1


def test_a_position_of_another_database_asks_for_a_new_reading(house: House) -> None:
    person = Person(house)
    with Stream(person, after=10**15) as stream:
        assert [entry[0] for entry in stream.until_ready()] == ["reset", "ready"]


def test_somebody_elses_signals_do_not_travel(house: House) -> None:
    owner, colleague = Person(house), Person(house, email="rep@parley.example")
    # Leads are private to begin with; the two are to see the same conversation.
    assert owner.session.patch(owner.api + "/modules/Leads", json={"sharing": "read_only"}, timeout=20).ok
    customer(house)
    with Stream(owner) as own, Stream(colleague) as other:
        own.until_ready()
        other.until_ready()
        say(house, "hello")
        assert own.changes("signal.raised", 1)
        other.changes("message.received", 1)
        # A second message proves that nothing stood between the two.
        say(house, "hello again")
        kinds = []
        while "message.received" not in kinds:
            kinds.append(other.next()[2]["kind"])
        assert "signal.raised" not in kinds
    assert owner.get("/signals")["unread"] == 2
    assert colleague.get("/signals")["unread"] == 0


@pytest.mark.rows("2.133")
def test_ids_of_what_one_may_not_see_do_not_travel(house: House) -> None:
    owner, rep = Person(house), Person(house, email="rep@parley.example")
    rep_id = rep.get("/me")["user"]["id"]
    owner_id = owner.get("/me")["user"]["id"]
    customer(house)
    with Stream(owner) as seen, Stream(rep) as other:
        seen.until_ready()
        position = other.until_ready()[-1][1]
        say(house, "for the owner's eyes")
        change = seen.changes("message.received", 1)[0][1]
        assert owner.session.put(owner.api + f"/records/{change['record']}/owner", json={"owner": rep_id}, timeout=20).ok
        assert other.changes("record.owner_changed", 1)[0][1]["record"] == change["record"]
        say(house, "for the rep's as well")
        assert other.changes("message.received", 1)[0][1]["conversation"] == change["conversation"]
        assert owner.session.put(owner.api + f"/records/{change['record']}/owner", json={"owner": owner_id}, timeout=20).ok
        # It went out of their sight: that is all they are told.
        gone = other.changes("record.owner_changed", 1)[0][1]
        assert gone == {"kind": "record.owner_changed", "subject": "0", "conversation": None, "record": None}
    # Nor does it come when one asks for what one missed.
    with Stream(rep, after=position) as again:
        missed = [entry[2] for entry in again.until_ready() if entry[0] == "message"]
    assert change["record"] not in {entry["record"] for entry in missed}
    assert change["conversation"] not in {entry["conversation"] for entry in missed}


def test_streams_end_for_those_whose_access_changes_and_for_nobody_else(house: House) -> None:
    owner, rep = Person(house), Person(house, email="rep@parley.example")
    account = rep.get("/me")["user"]["id"]
    with Stream(owner) as kept, Stream(rep) as own:
        kept.until_ready()
        own.until_ready()
        assert rep.session.patch(rep.api + "/me", json={"theme": "dark"}, timeout=20).ok
        own.changes("user.settings_changed", 1)
        assert owner.session.patch(owner.api + f"/users/{account}", json={"name": "Rep"}, timeout=20).ok
        assert own.is_over.wait(10)
        seen = kept.changes("user.changed", 1)
        assert seen[0][1]["subject"] == account
    with Stream(owner) as kept, Stream(rep) as own:
        kept.until_ready()
        own.until_ready()
        group = owner.post("/groups", {"name": "A", "members": []})
        assert group.ok, group.text
        assert own.is_over.wait(10)
        kept.changes("group.changed", 1)
        assert not kept.is_over.is_set()


def test_without_a_session_there_is_no_stream_and_a_broken_position_is_refused(house: House) -> None:
    assert requests.get(house.address + "/api/v1/events", timeout=5).status_code == 401
    person = Person(house)
    refused = person.session.get(person.api + "/events?after=x", timeout=5)
    assert (refused.status_code, refused.json()["field"]) == (422, "after")


def test_the_server_stops_at_once_while_streams_are_open(house: House) -> None:
    person = Person(house)
    streams = [Stream(person) for _ in range(20)]
    for stream in streams:
        stream.until_ready()
    begin = time.monotonic()
    house.server.stop()
    assert time.monotonic() - begin < 2
    assert all(stream.is_over.wait(2) for stream in streams)
