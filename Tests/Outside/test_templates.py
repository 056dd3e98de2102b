"""Templates as people with a narrower profile meet them."""

from __future__ import annotations

import pytest
from person import Person
from programs import House


@pytest.mark.rows("2.132")
def test_a_template_shows_no_more_than_the_profile_does(house: House) -> None:
    owner, rep = Person(house), Person(house, email="rep@parley.example")
    template = owner.approved_template("您好 ${Leads.Last Name}，编号 ${Leads.Fax|无} 收到了，明天见。")
    path = f"/templates/{template['id']}"
    module = next(one for one in owner.get("/modules")["modules"] if one["name"] == "Leads")
    fax = next(field for field in module["fields"] if field["name"] == "fax")
    profile = next(one["id"] for one in owner.get("/profiles")["profiles"] if one["standing"] == "standard")

    def restrict(**change: list[dict]) -> None:
        answer = owner.session.patch(owner.api + f"/profiles/{profile}", json=change, timeout=20)
        assert answer.ok, answer.text

    assert fax["label"] in rep.get(path)["body"]
    restrict(fields=[{"field": fax["id"], "access": "hidden"}])
    assert fax["label"] not in rep.get(path)["body"]
    assert template["id"] in {one["id"] for one in rep.get("/templates")["templates"]}
    restrict(modules=[{"module": module["id"], "actions": []}])
    assert rep.session.get(rep.api + path, timeout=20).status_code == 404
    assert template["id"] not in {one["id"] for one in rep.get("/templates")["templates"]}
    assert owner.get(path)["body"] == template["body"]
