"""Collects the licence texts of everything that is shipped in web/dist."""
import gzip
from importlib import metadata
from pathlib import Path

DEBIAN = ("node-react", "node-react-dom")
WHEELS = ("lucide", "fastapi-swagger")


def debian_text(package):
    for name in ("copyright", "copyright.gz"):
        file = Path("/usr/share/doc") / package / name
        if file.exists():
            return gzip.decompress(file.read_bytes()).decode() if name.endswith(".gz") else file.read_text(encoding="utf-8")
    # A NODE_LIBS elsewhere than Debian's brings no copyright file; its package.json still names the licence.
    return "MIT licence; see the package."


def wheel_text(name):
    files = [f for f in metadata.files(name) or () if "licen" in f.name.lower()]
    return "\n".join(f.locate().read_text(encoding="utf-8") for f in files) or f"Licence: {metadata.metadata(name).get('License', 'see the package')}"


def write(target: Path):
    parts = ["Parley's web app contains these works of others, under their licences.\n"]
    for name in DEBIAN:
        parts.append(f"{'=' * 72}\n{name} (Debian)\n{'=' * 72}\n{debian_text(name)}")
    for name in WHEELS:
        parts.append(f"{'=' * 72}\n{name} {metadata.version(name)} (PyPI)\n{'=' * 72}\n{wheel_text(name)}")
    parts.append(f"{'=' * 72}\nSwagger UI, inside fastapi-swagger\n{'=' * 72}\nApache License 2.0, Copyright SmartBear Software Inc.\n")
    target.write_text("\n".join(parts), encoding="utf-8")
