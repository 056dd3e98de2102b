"""A demo server together with the simulated WhatsApp it talks to, and what a test does to both."""
from programs import House


class Messaging(House):
    def __init__(self, database, folder):
        super().__init__(database, folder)
        self.customers = set()

    def state(self):
        return self.control("/_sim/state")

    def customer_writes(self, phone, text, name="Ana Souza"):
        """A customer's message, as WhatsApp reports it."""
        if phone not in self.customers:
            self.control("/_sim/customers", {"name": name, "phone": phone})
            self.customers.add(phone)
        self.control("/_sim/messages", {"from": phone, "text": text})

    def advance(self, client, milliseconds):
        """Both clocks, the server's and the simulated WhatsApp's."""
        client.post("/demo/clock", {"advance_ms": milliseconds})
        self.control("/_sim/clock", {"advance_ms": milliseconds})

    def approve(self, provider_name):
        template = next(one for one in self.state()["templates"] if one["name"] == provider_name)
        self.control(f"/_sim/templates/{template['id']}/approve", {})


class Client:
    """The API as the signed-in user of a browser context."""

    def __init__(self, context, me):
        self.request = context.request
        self.headers = {"X-CSRF-Token": me["csrf_token"]}

    def get(self, path):
        answer = self.request.get(f"/api/v1{path}")
        assert answer.ok, answer.text()
        return answer.json()

    def post(self, path, body, **headers):
        answer = self.request.post(f"/api/v1{path}", data=body, headers={**self.headers, **headers})
        assert answer.ok, answer.text()
        return answer.json() if answer.status != 204 else None

    def patch(self, path, body):
        answer = self.request.patch(f"/api/v1{path}", data=body, headers=self.headers)
        assert answer.ok, answer.text()
        return answer.json()

    def field(self, module, label):
        """The field's name by its label in the user's language."""
        found = next(one for one in self.get("/modules")["modules"] if one["name"] == module)
        return next(field["name"] for field in found["fields"] if field["label"] == label)

    def required_values(self, module, **values):
        """Values for a new record: the required ones, then those given by the fields' types or names."""
        fields = next(one for one in self.get("/modules")["modules"] if one["name"] == module)["fields"]
        filled = {field["name"]: "王测试" for field in fields if field["is_required"]}
        for key, value in values.items():
            filled[next(field["name"] for field in fields if key in (field["type"], field["name"].lower()))] = value
        return filled

    def new_record(self, module="Leads", **values):
        return self.post(f"/modules/{module}/records", {"values": self.required_values(module, **values)})
