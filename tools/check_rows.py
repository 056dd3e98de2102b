#!/usr/bin/env python3
"""Every row of docs/capabilities.md has a test, and every test that names a row names one that stands there.

A Swift test names its rows at the start of its display name, `@Test("1.62, 1.63 the window closes to the second")`; a
pytest test in its marker, `@pytest.mark.rows("1.62", "1.63")`. Prints the table from row to tests.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from pathlib import Path
from typing import NamedTuple

from swift_source import line_of, swift_files, without_comments

ROW = r"(?:\d+\.\d+|[A-Z]-\d+)"
TABLE_ROW = re.compile(rf"^\|\s*({ROW})\s*\|", re.MULTILINE)
DISPLAY_NAME = re.compile(r'@Test\s*\(\s*"((?:[^"\\\n]|\\.)*)"\s*[,)]')
LEADING_ROWS = re.compile(rf"({ROW}(?:\s*,\s*{ROW})*)(?=\s)")
FUNCTION = re.compile(r"\bfunc\s+(`[^`]+`|\w+)")


class Citation(NamedTuple):
    """A test that names a row."""

    row: str
    file: str
    line: int
    test: str


def rows_in_table(text: str) -> list[str]:
    """The row numbers in the order of docs/capabilities.md."""
    return TABLE_ROW.findall(text)


def swift_citations(text: str, file: str) -> list[Citation]:
    """The rows that the tests of a Swift file name."""
    code = without_comments(text)
    found = []
    for match in DISPLAY_NAME.finditer(code):
        rows = LEADING_ROWS.match(match[1])
        if not rows:
            continue
        function = FUNCTION.search(code, match.end())
        test = function[1] if function else match[1]
        found += [Citation(row, file, line_of(code, match.start()), test) for row in re.findall(ROW, rows[1])]
    return found


def python_citations(text: str, file: str) -> list[Citation]:
    """The rows that the tests of a Python file name, on a function, a class or the whole module."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            marks, test = node.decorator_list, node.name
        elif isinstance(node, ast.Assign) and any(getattr(name, "id", "") == "pytestmark" for name in node.targets):
            marks = node.value.elts if isinstance(node.value, (ast.List, ast.Tuple)) else [node.value]
            test = "the whole file"
        else:
            continue
        for mark in marks:
            found += [Citation(row, file, mark.lineno, test) for row in _marked_rows(mark)]
    return found


def _marked_rows(mark: ast.expr) -> list[str]:
    if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.rows":
        return [str(getattr(argument, "value", ast.unparse(argument))) for argument in mark.args]
    return []


def problems(rows: list[str], citations: list[Citation]) -> list[str]:
    """Sentences about rows without a test, rows that stand twice, and tests of rows that are not there."""
    cited = {citation.row for citation in citations}
    twice = sorted({row for row in rows if rows.count(row) > 1})
    return (
        [f"docs/capabilities.md: row {row} has no test" for row in dict.fromkeys(rows) if row not in cited]
        + [f"docs/capabilities.md: row {row} stands there twice" for row in twice]
        + [
            f"{citation.file}:{citation.line}: {citation.test} names row {citation.row}, "
            "which docs/capabilities.md lacks"
            for citation in citations
            if citation.row not in rows
        ]
    )


def all_citations(root: Path) -> list[Citation]:
    found = []
    for file in swift_files(root / "Tests"):
        found += swift_citations(file.read_text(encoding="utf-8"), str(file.relative_to(root)))
    for folder in (root / "Tests", root / "web" / "tests"):
        for file in sorted(folder.rglob("*.py")):
            found += python_citations(file.read_text(encoding="utf-8"), str(file.relative_to(root)))
    return found


def table(rows: list[str], citations: list[Citation]) -> str:
    """One line for each row and test."""
    lines = []
    for row in dict.fromkeys(rows):
        tests = [f"{Path(citation.file).stem}.{citation.test}" for citation in citations if citation.row == row]
        head, *others = tests or ["no test"]
        lines += [f"{row:<8}{head}"] + [f"{'':<8}{other}" for other in others]
    return "\n".join(lines)


def main(root: Path, arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quiet", action="store_true", help="print problems only, not the table")
    options = parser.parse_args(arguments)
    rows = rows_in_table((root / "docs" / "capabilities.md").read_text(encoding="utf-8"))
    citations = all_citations(root)
    if rows and not options.quiet:
        print(table(rows, citations))
    found = problems(rows, citations)
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent.parent, sys.argv[1:]))
