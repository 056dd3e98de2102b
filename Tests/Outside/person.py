"""A user of the server."""

from __future__ import annotations

import uuid

import requests
from programs import House, until


class Person:
    """A signed-in browser, without the browser."""

    def __init__(self, house: House, email: str = "admin@parley.example") -> None:
        self.house = house
        self.api = house.address + "/api/v1"
        self.session = requests.Session()
        me = self.session.post(self.api + "/session", json={"email": email, "password": "parley-demo"}, timeout=20).json()
        self.session.headers["X-CSRF-Token"] = me["csrf_token"]

    def get(self, path: str) -> dict:
        answer = self.session.get(self.api + path, timeout=20)
        assert answer.ok, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()

    def post(self, path: str, body: dict | None = None, **headers: str) -> requests.Response:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.session.post(self.api + path, json=body or {}, headers=names, timeout=20)

    def lead(self) -> dict:
        """A Lead with a number that can be reached."""
        records = self.get("/modules/Leads/records")["records"]
        return next(record for record in records if any(phone["e164"] for phone in record["phones"]))

    def approved_template(self, body: str = "您好 ${Leads.Last Name|朋友}，样机体验已为您预约，明天见。") -> dict:
        """Writes a template and has it approved on the simulator."""
        made = self.post(
            "/templates",
            {"name": f"到店提醒 {uuid.uuid4().hex[:6]}", "module": "Leads", "language": "zh_CN", "category": "notification", "body": body},
        )
        assert made.status_code == 201, made.text
        template = made.json()
        remote = until(lambda: remote_template(self.house, template["provider_name"]))
        self.house.control(f"/_sim/templates/{remote['id']}/approve", {})
        until(lambda: self.get(f"/templates/{template['id']}")["status"] == "approved")
        return template

    def messages(self, conversation: str) -> list[dict]:
        return self.get(f"/conversations/{conversation}/messages?limit=100")["messages"]


def remote_template(house: House, name: str) -> dict | None:
    templates = house.control("/_sim/state")["templates"]
    return next((template for template in templates if template["name"] == name), None)
