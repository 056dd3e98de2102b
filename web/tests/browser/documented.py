"""Which requests openapi.yaml knows."""
import re
from pathlib import Path
from urllib.parse import urlsplit

import yaml

ROOT = Path(__file__).resolve().parents[3]
# Files of the web app itself and its pages.
NOT_API = re.compile(r"^/(?!api/|webhooks/|healthz$|readyz$|metrics$)|^/api/docs$")


def operations():
    document = yaml.safe_load((ROOT / "openapi.yaml").read_text(encoding="utf-8"))
    found = []
    for path, item in document["paths"].items():
        pattern = re.compile("^" + re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)) + "$")
        found += [(method.upper(), pattern) for method in item if method in ("get", "post", "put", "patch", "delete")]
    return found


class Documented:
    def __init__(self):
        self.operations = operations()
        self.strangers = []

    def watch(self, context, address):
        def see(request):
            if not request.url.startswith(address):
                if urlsplit(request.url).scheme in ("http", "https"):
                    self.strangers.append(f"another site: {request.method} {request.url}")
                return
            path = urlsplit(request.url).path
            if NOT_API.match(path) and request.method == "GET":
                return
            if not any(method == request.method and pattern.match(path) for method, pattern in self.operations):
                self.strangers.append(f"{request.method} {path}")

        context.on("request", see)
