"""YAML's complaints in a teacher's words, at the place where the mistake is."""

import re
from pathlib import Path

import yaml

from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.edit import Edit
from trainer.deck.span import Span, span_at

_TAB = re.compile(r"^ *\t", re.MULTILINE)
_NO_SPACE = re.compile(r"^[ ]*(?:- +)*([a-z_]+):(?=[^\s:/])", re.MULTILINE)
_SECOND_COLON = re.compile(r"^[ ]*(?:- +)*[^\s:'\"]+:[ ]+[^'\"\n]*?(:)(?=[ ]|$)")
_SPECIAL = "@`%*&!"


def explain(error: yaml.YAMLError, text: str, path: Path) -> Diagnostic:
    """Say what an author did, from what the parser met."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", "") or error)
    at = min(mark.index, len(text)) if mark else 0
    since = min(context.index, at) if context else at
    code, span, message, hint = _diagnose(text, at, since, problem)
    fix = Edit(span.end, span.end, " ") if code is Code.NO_SPACE_AFTER_COLON else None
    return Diagnostic(path, span, code, message, hint, fix)


def _diagnose(text: str, at: int, since: int, problem: str) -> tuple[Code, Span, str, str]:
    line_start = text.rfind("\n", 0, at) + 1
    line_end = text.find("\n", at)
    line = text[line_start : len(text) if line_end < 0 else line_end]
    before = text[line_start:at]
    if "quoted scalar" in problem or _inside_quote(text, since, problem):
        return (
            Code.UNCLOSED_QUOTE,
            span_at(text, since),
            "the quote that opens here is never closed",
            "close it, or double a quote that belongs to the text",
        )
    if (tab := _TAB.search(text, text.rfind("\n", 0, since) + 1)) and tab.start() <= at:
        return (
            Code.TAB,
            span_at(text, tab.end() - 1),
            "a tab is used to indent",
            "use spaces: two for each level",
        )
    if special := re.compile(rf"[{re.escape(_SPECIAL)}]").match(text, at):
        return _special(text, at, special[0])
    if "alias" in problem or "anchor" in problem or "alphabetic" in problem:
        start = max(text.rfind("*", 0, at + 1), text.rfind("&", 0, at + 1), since)
        return _special(text, start, text[start : start + 1])
    if re.search(r"""["'][ ]*$""", before) and before.strip(" -"):
        return (
            Code.TEXT_AFTER_QUOTE,
            span_at(text, at),
            "text goes on after the closing quote",
            "put the whole text in quotes, and use the other kind of quote inside",
        )
    if found := _NO_SPACE.search(text, _line_start(text, since, back=1), line_start + len(line)):
        return (
            Code.NO_SPACE_AFTER_COLON,
            span_at(text, found.end() - 1),
            f"no space after the colon of `{found[1]}`",
            f"write `{found[1]}: ` and then the text",
        )
    if colon := _SECOND_COLON.match(line):
        return (
            Code.COLON_IN_TEXT,
            span_at(text, line_start + colon.start(1)),
            "a colon and a space inside the text end it there",
            "put the whole text in quotes",
        )
    if "expected ',' or" in problem or "flow" in problem:
        return (
            Code.SYNTAX,
            span_at(text, since),
            "a bracket or brace that opens here is not closed, or a comma is missing",
            "close it; text that begins with a bracket or brace needs quotes around it",
        )
    above = text[_line_start(text, at, back=1) : line_start].strip()
    if "expected ':'" in problem or (above and ":" not in above and "not allowed" in problem):
        return (
            Code.SYNTAX,
            span_at(text, since if ":" in above else _line_start(text, at, back=1)),
            "this line has no `key: text`",
            "a text of several lines is indented further than its key",
        )
    return (
        Code.INDENTATION,
        span_at(text, at),
        "this line is not indented like its neighbours",
        "keys of one card begin in the same column; each card begins with a dash",
    )


def _line_start(text: str, at: int, *, back: int = 0) -> int:
    """The index where a line begins, or one a few lines back."""
    start = text.rfind("\n", 0, at) + 1
    for _ in range(back):
        start = text.rfind("\n", 0, max(0, start - 1)) + 1
    return start


def _inside_quote(text: str, since: int, problem: str) -> bool:
    return "unexpected end of stream" in problem and text[since : since + 1] in {'"', "'"}


def _special(text: str, at: int, character: str) -> tuple[Code, Span, str, str]:
    return (
        Code.SPECIAL_CHARACTER,
        span_at(text, at),
        f"text cannot begin with {character}",
        "put it in quotes",
    )
