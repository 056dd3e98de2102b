"""Weighs the bundle: what a first visit loads, and each screen that is loaded later."""
import gzip
from pathlib import Path

FIRST_ROUTE = 90_000
LATER_ROUTE = 40_000
# /kit is the developers' page and shows every component at once.
EXEMPT = ("screens/kit/",)


def closure(outputs, name):
    """An output file with everything it imports at once."""
    seen, todo = set(), [name]
    while todo:
        one = todo.pop()
        if one not in seen:
            seen.add(one)
            todo += [i["path"] for i in outputs[one]["imports"] if i["kind"] == "import-statement"]
    return seen


def weigh(names):
    return sum(len(gzip.compress(Path(name).read_bytes(), 9)) for name in names)


def report(outputs, entry):
    """(gzip bytes of the heaviest first visit, [(screen, extra bytes)])."""
    start = closure(outputs, entry)
    languages, screens = [], []
    for name, output in outputs.items():
        point = output.get("entryPoint", "")
        if name == entry or not point:
            continue
        extra = weigh(closure(outputs, name) - start)
        if "/i18n/" in point:
            languages.append(extra)
        elif not any(part in point for part in EXEMPT):
            screens.append((point, extra))
    first = weigh(start) + max(languages, default=0) + max((size for _, size in screens), default=0)
    return first, screens


def check(outputs, entry):
    first, screens = report(outputs, entry)
    faults = [f"{point}: {size} bytes, the budget of a screen is {LATER_ROUTE}" for point, size in screens if size > LATER_ROUTE]
    if first > FIRST_ROUTE:
        faults.append(f"first visit: {first} bytes, the budget is {FIRST_ROUTE}")
    return first, faults
