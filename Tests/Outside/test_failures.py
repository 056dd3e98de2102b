"""Whatever is wrong at Meta: what is queued waits, the health panel says so, it goes on again, and each message arrives exactly once."""

from __future__ import annotations

import uuid

import pytest
from person import Person
from programs import House, until

PHONES = ("4915120000160", "4915120000161")

# What Meta says, for how long it holds a number by itself, in milliseconds of product time.
PAUSES = {80007: 60_000, 130429: 2_000, 131016: 5_000, 131048: 3_600_000, 131057: 5_000, 131064: 3_600_000}
# What stops an account until somebody, or Meta, has put it in order: how it begins, and how it ends.
STOPS = {
    "190": ({"token": "revoked"}, {"token": "valid"}),
    "368": ({"account": "restricted"}, {"account": "active"}),
    "131042": ({"failure": {"code": 131042, "count": True, "late": False}}, {"failure": None}),
    "131005": ({"failure": {"code": 131005, "count": True, "late": False}}, {"failure": None}),
}


class Shop:
    """A demo's channel and two customers who have written."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.person = Person(house)
        self.customers_write()
        self.channel = self.person.get("/channels")["channels"][0]["id"]
        found = until(lambda: (ids := self._conversations()) and len(ids) == len(PHONES) and ids)
        self.conversations = [found[phone] for phone in PHONES]

    def customers_write(self) -> None:
        for phone in PHONES:
            self.house.control("/_sim/customers", {"name": f"P{phone}", "phone": "+" + phone})
            self.house.control("/_sim/messages", {"from": phone, "text": "hi"})

    def _conversations(self) -> dict[str, str]:
        found = self.person.get("/conversations?limit=100")["conversations"]
        return {phone: one["id"] for one in found for phone in PHONES if one["person"]["phone"] == "+" + phone}

    def settings(self, settings: dict) -> None:
        self.house.control("/_sim/settings", settings)

    def advance(self, milliseconds: int) -> None:
        assert self.person.post("/demo/clock", {"advance_ms": milliseconds}).ok

    def send(self, text: str, to: int = 0) -> str:
        """Queues a text; the message's id."""
        text = f"{text} {uuid.uuid4().hex[:6]}"
        answer = self.person.post(f"/conversations/{self.conversations[to]}/messages", {"text": text})
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    def message(self, id: str) -> dict:
        return next(one for to in self.conversations for one in self.person.messages(to) if one["id"] == id)

    def health(self) -> dict:
        return self.person.get(f"/channels/{self.channel}/health")

    def check(self) -> dict:
        answer = self.person.post(f"/channels/{self.channel}/check")
        assert answer.ok, answer.text
        return answer.json()

    def stops_told(self) -> int:
        return sum(one["unread"] for one in self.person.get("/signals")["items"] if one["kind"] == "channel.stopped")

    def arrived(self, id: str) -> int:
        """How often the customer has it."""
        text = self.message(id)["text"]
        chats = [self.house.control(f"/_sim/conversations/{phone}")["messages"] for phone in PHONES]
        return sum(one["direction"] == "outbound" and one["text"] == text for chat in chats for one in chat)

    def arrives(self, id: str) -> None:
        until(lambda: self.message(id)["status"] in ("sent", "delivered", "read"), seconds=30, every=0.2)
        assert self.arrived(id) == 1


@pytest.mark.rows("2.40")
def test_what_meta_stops_waits_is_told_and_goes_on(house: House) -> None:
    shop = Shop(house)
    for told, (code, (begin, end)) in enumerate(STOPS.items()):
        shop.settings(begin)
        waiting = shop.send(code)
        until(lambda: shop.health()["state"] == "stopped")
        health = shop.health()
        assert (health["stopped_reason"], health["outbound"]["count"]) == (code, 1), health
        until(lambda: shop.stops_told() == told + 1)
        assert shop.person.post(f"/conversations/{shop.conversations[0]}/messages", {"text": "no"}).status_code == 409
        assert shop.arrived(waiting) == 0
        shop.settings(end)
        assert shop.check()["state"] == "active", code
        shop.arrives(waiting)


@pytest.mark.rows("2.37")
def test_what_passes_is_waited_for_shown_and_goes_on_by_itself(house: House) -> None:
    shop = Shop(house)
    for code, pause_ms in PAUSES.items():
        shop.settings({"failure": {"code": code, "count": 1, "late": False}})
        first = shop.send(str(code))
        until(lambda: shop.health()["pauses"] or shop.message(first)["status"] != "queued", every=0.05)
        if pause_ms >= 60_000:
            # The number waits, with all that it was to send.
            second = shop.send(f"{code} beside", to=1)
            health = shop.health()
            assert [one["reason"] for one in health["pauses"]] == [str(code)], health
            assert (health["state"], health["outbound"]["count"]) == ("active", 2), health
            assert shop.arrived(first) == shop.arrived(second) == 0
        shop.advance(pause_ms + 1_000)
        if pause_ms >= 60_000:
            shop.arrives(second)
        shop.arrives(first)
        assert shop.health()["pauses"] == []
    # Two of them were long enough for somebody to hear of them.
    assert shop.stops_told() == 2


@pytest.mark.rows("2.37")
def test_too_much_for_one_person_is_no_trouble_of_others(house: House) -> None:
    shop = Shop(house)
    shop.settings({"failure": {"code": 131056, "count": 1, "late": False}})
    first = shop.send("pair")
    until(lambda: house.control("/_sim/settings")["failure"] is None)
    second = shop.send("other", to=1)
    shop.arrives(second)
    assert shop.health()["pauses"] == []
    shop.advance(10_000)
    shop.arrives(first)


@pytest.mark.rows("2.37")
def test_servers_that_fail_and_calls_without_an_answer(house: House) -> None:
    shop = Shop(house)
    shop.settings({"status_5xx": 2})
    first = shop.send("5xx")
    until(lambda: house.control("/_sim/settings")["status_5xx"] == 0)
    shop.advance(60_000)
    shop.arrives(first)
    # Nobody knows what became of a call that was not answered: it is not made again, until somebody says that nothing came of it.
    shop.settings({"hang_before_accept": 1, "hang_ms": 500})
    lost = shop.send("silence")
    until(lambda: shop.message(lost)["outcome_unknown"], seconds=60)
    assert (shop.health()["unknown"], shop.arrived(lost)) == (1, 0)
    settled = shop.person.session.put(f"{shop.person.api}/messages/{lost}/outcome", json={"has_arrived": False}, timeout=20)
    assert settled.ok, settled.text
    again = shop.person.post(f"/messages/{lost}/retry")
    assert again.status_code == 201, again.text
    shop.arrives(again.json()["id"])
    # An outage: nothing is there to take it.
    house.simulator.stop()
    waiting = shop.send("outage")
    until(lambda: [one["reason"] for one in shop.health()["pauses"]] == ["unreachable"], every=0.2)
    house.simulator.start()
    shop.customers_write()
    shop.advance(600_000)
    shop.arrives(waiting)
