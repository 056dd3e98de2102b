#!/usr/bin/env python3
"""Every declaration marked `package` in Sources has a doc comment directly above it.

The formatter checks what a doc comment says, but does not notice when one is missing on `package`. Members of
protocols and cases of enums carry no access level and are free to go without. So are members that fulfil a protocol
which their own type or extension names: the protocol says what they do.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from swift_source import code_only, swift_files

MODIFIER = (
    r"(?:static|class|final|lazy|override|required|convenience|dynamic|indirect|mutating|nonmutating|consuming"
    r"|borrowing|isolated|distributed|optional|prefix|postfix|infix|weak"
    r"|unowned(?:\([a-z]+\))?|nonisolated(?:\([a-z]+\))?"
    r"|(?:private|fileprivate|internal|package)\(set\))"
)
KIND = (
    r"(?:func|var|let|struct|enum|class|actor|protocol|init|typealias|associatedtype|subscript|macro|operator"
    r"|precedencegroup|extension)"
)
ATTRIBUTE = r"@[A-Za-z_][\w.]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?"
DECLARATION = re.compile(rf"(?<![\w.`])package\s+(?:{MODIFIER}\s+)*(?P<kind>{KIND})\b(?P<rest>[^\n{{=]*)")
LEADING = re.compile(rf"\s*(?:(?:{ATTRIBUTE}|{MODIFIER})\s+)*")
HEADER = re.compile(
    r"\b(?P<kind>struct|class|enum|actor|extension|protocol)\s+(?P<name>[\w.\[\]?]+)(?:<[^{]*?>)?\s*"
    r"(?::(?P<conformances>[^{]*?))?(?:\bwhere\b[^{]*)?$"
)
MEMBER = re.compile(
    r"\b(?:func\s+(?P<function>[^\s(<]+|<)|(?:var|let)\s+(?P<property>\w+)|(?P<subscript>subscript)\b"
    r"|init[?!]?\s*\((?P<label>\w+))"
)

# What protocols from outside ask for; an initialiser goes by its first label. Protocols of Sources are read.
OUTSIDE_PROTOCOLS = {
    "CustomStringConvertible": {"description"},
    "CustomDebugStringConvertible": {"debugDescription"},
    "LosslessStringConvertible": {"init(_", "description"},
    "LocalizedError": {"errorDescription"},
    "Equatable": {"=="},
    "Hashable": {"==", "hash"},
    "Comparable": {"==", "<"},
    "Encodable": {"encode"},
    "Decodable": {"init(from"},
    "Codable": {"encode", "init(from"},
    "RawRepresentable": {"init(rawValue", "rawValue"},
    "ExpressibleByStringLiteral": {"init(stringLiteral"},
    "ExpressibleByStringInterpolation": {"init(stringLiteral", "init(stringInterpolation"},
    "StringInterpolationProtocol": {"init(literalCapacity", "appendLiteral"},
    "Sequence": {"makeIterator"},
    "AsyncSequence": {"makeAsyncIterator"},
    "IteratorProtocol": {"next"},
    "AsyncIteratorProtocol": {"next"},
    "Clock": {"now", "minimumResolution", "sleep"},
    "Service": {"run"},
    "LogHandler": {"metadata", "logLevel", "metadataProvider", "subscript", "log"},
    "RouterMiddleware": {"handle"},
    "ResponseGenerator": {"response"},
    "AsyncParsableCommand": {"configuration", "validate", "run"},
}

Protocols = dict[str, set[str]]


class Scope(NamedTuple):
    """A type, an extension or a protocol: where its braces are, and what it says about itself."""

    start: int
    end: int
    kind: str
    name: str
    conformances: list[str]


def protocols_in(texts: Iterable[str]) -> Protocols:
    """What each protocol asks for: those from outside, and those that the texts declare, with what they inherit."""
    asked, parents = {name: set(members) for name, members in OUTSIDE_PROTOCOLS.items()}, {}
    for code in map(code_only, texts):
        for scope in _scopes(code):
            if scope.kind == "protocol":
                body = code[scope.start : scope.end]
                asked.setdefault(scope.name, set()).update(_member(match) for match in MEMBER.finditer(body))
                parents[scope.name] = scope.conformances
    for name in parents:
        todo, seen = [name], set()
        while todo:
            ancestor = todo.pop()
            if ancestor not in seen:
                seen.add(ancestor)
                asked[name] |= asked.get(ancestor, set())
                todo += parents.get(ancestor, [])
    return asked


def problems(text: str, protocols: Protocols) -> list[tuple[int, str]]:
    """What is wrong in a file: line numbers, counted from 1, and sentences."""
    found = []
    code = code_only(text)
    scopes = _scopes(code)
    lines, code_lines = text.split("\n"), code.split("\n")
    for match in DECLARATION.finditer(code):
        line = code.count("\n", 0, match.start())
        before = code[code.rfind("\n", 0, match.start()) + 1 : match.start()]
        name = f"{match['kind']}{match['rest'].rstrip()}"
        if match["kind"] == "extension":
            found.append((line + 1, f"`{name}`: write `package` on the members, not on the extension"))
        elif not LEADING.fullmatch(before):
            found.append((line + 1, f"`{name}` stands behind other code: give it a line and a doc comment of its own"))
        elif not _is_documented(lines, code_lines, line) and not _fulfils(match, scopes, protocols):
            found.append((line + 1, f"`{name}` has no doc comment"))
    return found


def _fulfils(declaration: re.Match[str], scopes: list[Scope], protocols: Protocols) -> bool:
    """Whether a declaration is a member that a protocol named by its own type or extension asks for."""
    enclosing = [scope for scope in scopes if scope.start <= declaration.start() < scope.end]
    member = MEMBER.match(declaration.string, declaration.start("kind"))
    if not enclosing or not member:
        return False
    innermost = max(enclosing, key=lambda scope: scope.start)
    return any(_member(member) in protocols.get(name, set()) for name in innermost.conformances)


def _member(match: re.Match[str]) -> str:
    return match["function"] or match["property"] or match["subscript"] or f"init({match['label']}"


def _scopes(code: str) -> list[Scope]:
    """The types, extensions and protocols of a file."""
    found, open_braces, last = [], [], 0
    for brace in re.finditer(r"[{}]", code):
        if brace[0] == "{":
            open_braces.append((brace.end(), HEADER.search(code[last : brace.start()])))
        elif open_braces:
            start, header = open_braces.pop()
            if header:
                names = re.findall(r"[\w.]+", header["conformances"] or "")
                conformances = [name.rpartition(".")[2] for name in names]
                found.append(Scope(start, brace.start(), header["kind"], header["name"], conformances))
        last = brace.end()
    return found


def _is_documented(lines: list[str], code_lines: list[str], line: int) -> bool:
    """Whether the line above the declaration, its attributes and its conditions is a doc comment."""
    above = line - 1
    while above >= 0:
        stripped = lines[above].strip()
        if stripped.startswith("///"):
            return True
        start = _attribute_start(code_lines, above)
        if start is not None:
            above = start - 1
        elif stripped.startswith("// swift-format-ignore") or stripped.startswith("#if"):
            above -= 1
        else:
            return False
    return False


def _attribute_start(code_lines: list[str], line: int) -> int | None:
    """The first line of the attribute that ends on this line, when nothing but attributes and modifiers do."""
    open_parentheses = 0
    for start in range(line, max(line - 20, -1), -1):
        code = code_lines[start]
        open_parentheses += code.count(")") - code.count("(")
        if open_parentheses <= 0:
            whole = "\n".join(code_lines[start : line + 1]) + " "
            is_attribute = whole.strip() and LEADING.fullmatch(whole)
            return start if is_attribute else None
    return None


def main(root: Path) -> int:
    texts = {file: file.read_text(encoding="utf-8") for file in swift_files(root / "Sources")}
    protocols = protocols_in(texts.values())
    found = [
        f"{file.relative_to(root)}:{line}: {message}"
        for file, text in texts.items()
        for line, message in problems(text, protocols)
    ]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent.parent))
