"""Weighs the bundle: what a first visit loads, and each screen that is loaded later."""
import gzip
from pathlib import Path

FIRST_ROUTE = 90_000
LATER_ROUTE = 40_000
# /kit is the developers' page and shows every component at once.
EXEMPT = ("screens/kit/",)
SETTINGS_WORDS = "src/i18n/settings-words.ts"


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
    languages, settings, screens = [], [], []
    for name, output in outputs.items():
        point = output.get("entryPoint", "")
        if name == entry or not point:
            continue
        extra = weigh(closure(outputs, name) - start)
        if "/i18n/" in point:
            (settings if ".settings." in point else languages).append(extra)
        elif not any(part in point for part in EXEMPT):
            waits = any(SETTINGS_WORDS in outputs[one]["inputs"] for one in closure(outputs, name))
            screens.append((point, extra, waits))
    # A screen of the settings is drawn when their words are there.
    more = max(settings, default=0)
    screens = [(point, extra + (more if waits else 0)) for point, extra, waits in screens]
    first = weigh(start) + max(languages, default=0) + max((size for _, size in screens), default=0)
    return first, screens


def check(outputs, entry):
    first, screens = report(outputs, entry)
    faults = [f"{point}: {size} bytes, the budget of a screen is {LATER_ROUTE}" for point, size in screens if size > LATER_ROUTE]
    if first > FIRST_ROUTE:
        faults.append(f"first visit: {first} bytes, the budget is {FIRST_ROUTE}")
    return first, faults
