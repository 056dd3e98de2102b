"""Makes the icon sprite: our own drawings in web/icons, and of Lucide (from its wheel) only what icon-names.ts lists."""
import importlib.util
import re
import zipfile
from pathlib import Path


def listed_names(names_file: Path):
    """The names between the brackets of `iconNames = [ … ]`."""
    text = names_file.read_text(encoding="utf-8")
    body = re.search(r"iconNames = \[(.*?)\]", text, re.S)
    if not body:
        raise SystemExit(f"{names_file}: no list `iconNames = [ … ]`")
    return re.findall(r'"([a-z0-9-]+)"', body.group(1))


def unused_names(names_file: Path, source: Path):
    """Listed icons that no other source file names."""
    text = "".join(p.read_text(encoding="utf-8") for p in source.rglob("*.ts*") if p != names_file)
    return [name for name in listed_names(names_file) if f'"{name}"' not in text]


def symbol(name, svg):
    inner = re.sub(r"<!--.*?-->", "", svg, flags=re.S)
    inner = re.search(r"<svg[^>]*>(.*)</svg>", inner, re.S).group(1)
    box = re.search(r'viewBox="([^"]+)"', svg)
    tight = re.sub(r">\s+<", "><", inner.strip())
    return f'<symbol id="{name}" viewBox="{box.group(1) if box else "0 0 24 24"}">{tight}</symbol>'


def sprite(names_file: Path, own: Path):
    """The sprite's text and the number of icons in it."""
    spec = importlib.util.find_spec("lucide")
    if not spec or not spec.submodule_search_locations:
        raise SystemExit("lucide is not installed: .venv/bin/pip install -r web/requirements.txt")
    with zipfile.ZipFile(Path(spec.submodule_search_locations[0]) / "lucide.zip") as archive:
        known = set(archive.namelist())
        symbols = []
        names = listed_names(names_file)
        for name in names:
            drawing = own / f"{name}.svg"
            if drawing.exists():
                symbols.append(symbol(name, drawing.read_text(encoding="utf-8")))
            elif f"{name}.svg" in known:
                symbols.append(symbol(name, archive.read(f"{name}.svg").decode()))
            else:
                raise SystemExit(f"{names_file}: neither web/icons nor Lucide has an icon named {name}")
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>\n", len(names)
