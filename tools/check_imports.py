#!/usr/bin/env python3
"""Imports between our targets point down only, and each driver is named in exactly one target.

The tables below are the architecture's floors (docs/architecture.md). Both the import statements in Sources and the
dependencies in Package.swift are held against them; test targets may import what they test.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from swift_source import code_only, line_of, swift_files, without_comments

# A target may import targets of lower floors, never its own floor or a higher one.
FLOORS = {
    "parley": 7,
    "ParleyServer": 6,
    "WhatsAppSimulator": 6,
    "Automation": 5,
    "Messaging": 4,
    "Records": 3,
    "Credits": 3,
    "Signals": 2,
    "Identity": 1,
    "StorageSQLite": 1,
    "StoragePostgres": 1,
    "Storage": 0,
    "WhatsAppCloud": 0,
    "PhoneNumbers": 0,
    "FileStore": 0,
}

# Targets that may import less of ours than their floor allows.
ONLY = {
    # The command line starts the servers and knows nothing else.
    "parley": {"ParleyServer", "PhoneNumbers", "WhatsAppSimulator"},
    # Client and simulator check each other only while they share no code.
    "WhatsAppSimulator": set(),
    "StorageSQLite": {"Storage"},
    "StoragePostgres": {"Storage"},
}

# Modules from outside that only the named targets may import; a trailing * stands for any ending.
RESERVED = {
    "GRDB*": {"StorageSQLite"},
    "CLibPQ": {"StoragePostgres"},
    "CPangoCairo": {"Records"},
    "CArgon2": {"Identity"},
    "CMagic": {"FileStore"},
    "Hummingbird*": {"ParleyServer", "WhatsAppSimulator"},
}

IMPORT = re.compile(
    r"^[ \t]*(?:@\w+(?:\([^)\n]*\))?[ \t]+)*(?:(?:public|package|internal|fileprivate|private)[ \t]+)?"
    r"import[ \t]+(?:(?:struct|class|enum|protocol|typealias|func|let|var|actor)[ \t]+)?`?(?P<module>\w+)",
    re.MULTILINE,
)
TARGET = re.compile(r"\.(?:target|executableTarget)\s*\(")
NAME = re.compile(r'\bname\s*:\s*"([^"]+)"')
DEPENDENCIES = re.compile(r"\bdependencies\s*:\s*\[")
PRODUCT_CONSTANT = re.compile(
    r"\blet\s+(\w+)\s*(?::\s*Target\.Dependency)?\s*=\s*(?:Target\.Dependency)?\.product\s*\("
    r'\s*name\s*:\s*"([^"]+)"'
)
DEPENDENCY = re.compile(
    r'\.(?:product|target|byName)\s*\(\s*name\s*:\s*"(?P<wrapped>[^"]+)"[^)]*\)'
    r'|"(?P<plain>[^"]+)"|(?P<constant>\b[a-z]\w*\b)'
)


def objection(target: str, module: str) -> str | None:
    """Why a target may not import a module; nothing when it may."""
    if target not in FLOORS:
        return f"target {target} is not in the table of floors (tools/check_imports.py)"
    for pattern, owners in RESERVED.items():
        matches = module.startswith(pattern[:-1]) if pattern.endswith("*") else module == pattern
        if matches and target not in owners:
            return f"{target} may not import {module}: only {' and '.join(sorted(owners))} may"
    if module not in FLOORS or module == target:
        return None
    if target in ONLY and module not in ONLY[target]:
        allowed = " and ".join(sorted(ONLY[target])) or "none"
        return f"{target} may not import {module}: of our targets it may import {allowed}"
    if FLOORS[module] >= FLOORS[target]:
        return f"{target} (floor {FLOORS[target]}) may not import {module} (floor {FLOORS[module]}): imports point down"
    return None


def imports(text: str) -> list[tuple[int, str]]:
    """The modules that a Swift file imports, with their line numbers."""
    code = code_only(text)
    return [(line_of(code, match.start("module")), match["module"]) for match in IMPORT.finditer(code)]


def declared_dependencies(manifest: str) -> list[tuple[int, str, str]]:
    """What Package.swift declares for each target of ours outside Tests: line, target, module."""
    text = without_comments(manifest)
    products = dict(PRODUCT_CONSTANT.findall(text))
    found = []
    for match in TARGET.finditer(text):
        body = _enclosed(text, match.end() - 1)
        name = NAME.search(body)
        dependencies = DEPENDENCIES.search(body)
        if not name or not dependencies or re.search(r'\bpath\s*:\s*"Tests/', body):
            continue
        listing = _enclosed(body, dependencies.end() - 1)
        offset = match.end() - 1 + dependencies.end() - 1
        for dependency in DEPENDENCY.finditer(listing):
            constant = dependency["constant"]
            module = dependency["wrapped"] or dependency["plain"] or products.get(constant)
            line = line_of(text, offset + dependency.start())
            found.append((line, name[1], module or f"{constant} (which is no product constant)"))
    return found


def _enclosed(text: str, start: int) -> str:
    """The text from an opening bracket to the one that closes it."""
    depth = 0
    for position, character in enumerate(text[start:], start):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(character, 0)
        if depth == 0:
            return text[start : position + 1]
    return text[start:]


def main(root: Path) -> int:
    found = []
    for file in swift_files(root / "Sources"):
        target = file.relative_to(root / "Sources").parts[0]
        for line, module in imports(file.read_text(encoding="utf-8")):
            if reason := objection(target, module):
                found.append(f"{file.relative_to(root)}:{line}: {reason}")
    for line, target, module in declared_dependencies((root / "Package.swift").read_text(encoding="utf-8")):
        if reason := objection(target, module):
            found.append(f"Package.swift:{line}: {reason}")
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent.parent))
