"""Reads Swift text well enough for the repository's checks: it knows code, comments and string literals apart."""

from __future__ import annotations

import re
from pathlib import Path

# The start of anything that is not plain code; `#` belongs to raw strings such as #"…"#.
_OPENING = re.compile(r'//|/\*|(#*)("""|")')


def swift_files(*folders: Path) -> list[Path]:
    """All Swift files below the folders, sorted, so that every run reports in the same order."""
    return sorted(file for folder in folders for file in folder.rglob("*.swift"))


def without_comments(text: str) -> str:
    """The text with every comment replaced by spaces; line and column of the rest stay as they were."""
    return _blank(text, comments=True, strings=False)


def code_only(text: str) -> str:
    """The text with comments and the contents of string literals replaced by spaces; lines and columns stay."""
    return _blank(text, comments=True, strings=True)


def line_of(text: str, offset: int) -> int:
    """The line number of an offset, counted from 1."""
    return text.count("\n", 0, offset) + 1


def _blank(text: str, *, comments: bool, strings: bool) -> str:
    parts: list[str] = []
    position = 0
    while match := _OPENING.search(text, position):
        parts.append(text[position : match.start()])
        if match[0] == "//":
            end, hide = _end_of_line(text, match.start()), comments
        elif match[0] == "/*":
            end, hide = _end_of_block_comment(text, match.start()), comments
        else:
            end, hide = _end_of_string(text, match.end(), match[2], match[1]), strings
        piece = text[match.start() : end]
        parts.append(_spaces(piece) if hide else piece)
        position = end
    parts.append(text[position:])
    return "".join(parts)


def _spaces(piece: str) -> str:
    return "".join("\n" if character == "\n" else " " for character in piece)


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _end_of_block_comment(text: str, start: int) -> int:
    """Block comments nest in Swift."""
    depth = 0
    for mark in re.compile(r"/\*|\*/").finditer(text, start):
        depth += 1 if mark[0] == "/*" else -1
        if depth == 0:
            return mark.end()
    return len(text)


def _end_of_string(text: str, start: int, quote: str, hashes: str) -> int:
    closing, escape = quote + hashes, "\\" + hashes
    position = start
    while position < len(text):
        if text.startswith(closing, position):
            return position + len(closing)
        if text.startswith(escape + "(", position):
            position = _end_of_interpolation(text, position + len(escape) + 1)
        elif text.startswith(escape, position):
            position += len(escape) + 1
        elif quote == '"' and text[position] == "\n":
            # Not a string after all (a quote in a regular expression literal): nothing goes beyond its line.
            return position
        else:
            position += 1
    return len(text)


def _end_of_interpolation(text: str, start: int) -> int:
    """The offset after the parenthesis that closes an interpolation, which may hold strings of its own."""
    depth, position = 1, start
    while position < len(text) and depth > 0:
        match = _OPENING.match(text, position)
        if match and match[2]:
            position = _end_of_string(text, match.end(), match[2], match[1])
            continue
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        position += 1
    return position
