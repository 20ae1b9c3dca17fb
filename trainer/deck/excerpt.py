"""Findings as people, programs and code hosts read them."""

import json
from collections.abc import Iterable
from functools import lru_cache

from trainer.deck.diagnostic import Diagnostic, Severity
from trainer.markup.cell_width import cells

TAB = 4
"""Columns that a tab takes in an excerpt."""
_COLUMNS = 100
"""Characters of a long line that an excerpt shows."""


def as_text(finding: Diagnostic, source: str) -> str:
    """`path:line:col: error[D201]: message`, the line with carets, and the hint."""
    span = finding.span
    head = (
        f"{printable(str(finding.path))}:{span.line}:{span.column}: "
        f"{finding.severity}[{finding.code}]: {printable(finding.message)}"
    )
    lines = _lines(source)
    excerpt = []
    if span.line <= len(lines) and source:
        line = lines[span.line - 1].rstrip("\r")
        width = max(1, min(span.end - span.start, len(line) - span.column + 1))
        start, shown, marked = _window(line, span.column - 1, width)
        number = f"{span.line:>5}"
        excerpt = [
            f"{number} | {shown}",
            f"{' ' * len(number)} | {' ' * start}{'^' * marked}",
        ]
    hint = [f"      = help: {printable(finding.hint)}"] if finding.hint else []
    return "\n".join([head, *excerpt, *hint])


@lru_cache(maxsize=2)
def _lines(source: str) -> list[str]:
    """Split once for all findings of a text."""
    return source.split("\n")


def _window(line: str, column: int, width: int) -> tuple[int, str, int]:
    """The part of a line around a stretch; its start and width there, in terminal cells."""
    since = max(0, column - _COLUMNS // 2)
    line = line[since : since + _COLUMNS]
    before = printable(line[: column - since])
    marked = printable(line[column - since : column - since + width])
    after = printable(line[column - since + width :])
    return cells(before), before + marked + after, max(1, cells(marked))


def printable(text: str) -> str:
    """Text with everything that a terminal would obey written out instead."""
    return "".join(
        " " * TAB if char == "\t" else char if char.isprintable() else f"\\u{ord(char):04x}"
        for char in text
    )


def as_json(findings: Iterable[Diagnostic]) -> str:
    """A JSON list; lines and columns count from 1, `start` and `end` are character indices."""
    return json.dumps(
        [
            {
                "path": str(finding.path),
                "line": finding.span.line,
                "column": finding.span.column,
                "start": finding.span.start,
                "end": finding.span.end,
                "severity": finding.severity,
                "code": finding.code,
                "message": finding.message,
                "hint": finding.hint,
            }
            for finding in findings
        ],
        indent=2,
    )


def as_github(finding: Diagnostic) -> str:
    """A workflow command, which GitHub shows on the line it names."""
    message = printable(f"{finding.message}; {finding.hint}" if finding.hint else finding.message)
    properties = {
        "file": printable(str(finding.path)),
        "line": finding.span.line,
        "col": finding.span.column,
        "title": finding.code,
    }
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    command = "error" if finding.severity is Severity.ERROR else "notice"
    return f"::{command} {written}::{message.replace('%', '%25')}"


def _property(value: str) -> str:
    escapes = {"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"}
    return "".join(escapes.get(char, char) for char in value)
