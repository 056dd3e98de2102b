#!/usr/bin/env python3
"""Counts tests: prints how many passed and how many failed, from JUnit files or from the log of `node --test`.

    tools/count_tests.py FILE...        FILE.xml is JUnit, anything else a log of `node --test`

A file that is missing, broken or without tests counts as one failure: a runner that died must not look like success.
Skipped tests count as neither.
"""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

NODE_TOTAL = re.compile(r"^(?:#|ℹ) (pass|fail|cancelled) (\d+)$", re.MULTILINE)


def count(file: Path) -> tuple[int, int]:
    """Passed and failed tests of one file."""
    try:
        if file.suffix == ".xml":
            return _count_junit(ElementTree.parse(file).getroot())
        return _count_node(file.read_text(encoding="utf-8", errors="replace"))
    except (OSError, ElementTree.ParseError):
        return 0, 1


def _count_junit(root: ElementTree.Element) -> tuple[int, int]:
    passed = failed = skipped = 0
    for case in root.iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    return (passed, failed) if passed + failed + skipped else (0, 1)


def _count_node(log: str) -> tuple[int, int]:
    totals = {"pass": 0, "fail": 0, "cancelled": 0}
    for name, number in NODE_TOTAL.findall(log):
        totals[name] += int(number)
    passed, failed = totals["pass"], totals["fail"] + totals["cancelled"]
    return (passed, failed) if passed + failed else (0, 1)


def main(files: list[str]) -> int:
    counts = [count(Path(file)) for file in files]
    print(sum(passed for passed, _ in counts), sum(failed for _, failed in counts))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
