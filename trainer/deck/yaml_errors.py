"""YAML's complaints in a teacher's words, at the place where the mistake is."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import yaml

from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.edit import Edit
from trainer.deck.span import span_at

_TAB = re.compile(r"^ *\t", re.MULTILINE)
_LINE = re.compile(r" *(?:- +)*(?P<key>[^\s:'\"#][^\n:]*: +)?(?P<value>\S[^\n]*)")
_KEY = re.compile(r" *(?:- +)*[a-z_]+:(?= |$)", re.MULTILINE)
_NO_SPACE = re.compile(r"^[ ]*(?:- +)*([a-z_]+):(?=[^\s:/])", re.MULTILINE)
_ODD_SPACE = re.compile(r"^[ ]*(?:- +)*([a-z_]+):(?=[^\S\t\n ])", re.MULTILINE)
_NO_SPACE_AFTER_DASH = re.compile(r"^( *)-(?=[^\W_])", re.MULTILINE)
_DASHES = re.compile(r"^( *)- ", re.MULTILINE)
_EQUALS = re.compile(r" *(?:- +)*([a-z_]+) *=")
_SECOND_COLON = re.compile(r"^[ ]*(?:- +)*[^\s:'\"]+:[ ]+[^'\"\n]*?(:)(?=[ ]|$)")
_COMMENTED = re.compile(r" *(?:- +)*[^\s#'\"|>][^\n]*? (?P<sign>#)")
_SPECIAL = re.compile(r"[@`%*&!,\]}]")
_SPECIAL_IN_BLOCK = re.compile(r"[-?] |[|>](?![-+\d]*(?: *$| +#))|[\[{].*[\]}] *[^\s#,\]}]")
"""A dash, a sign of a block of text, or brackets, and text after them."""


class _Complaint(NamedTuple):
    """What the parser met, and where."""

    text: str
    at: int
    """Where it could not go on."""
    since: int
    """Where the thing began that it was reading."""
    problem: str

    @property
    def line_start(self) -> int:
        """Where the line of the complaint begins."""
        return _line_start(self.text, self.at)

    @property
    def line(self) -> str:
        """The whole line."""
        return _line(self.text, self.at)

    @property
    def before(self) -> str:
        """The line up to the complaint."""
        return self.text[self.line_start : self.at]

    @property
    def value(self) -> re.Match[str] | None:
        """The line, taken apart into its key and its value."""
        return _LINE.match(self.line)


class _Mistake(NamedTuple):
    """The mistake behind a complaint."""

    code: Code
    start: int
    message: str
    hint: str
    fix: Edit | None = None


def explain(error: yaml.YAMLError, text: str, path: Path) -> Diagnostic:
    """Say what an author did, from what the parser met."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", "") or error)
    at = min(mark.index, len(text)) if mark else 0
    since = min(context.index, at) if context else at
    complaint = _Complaint(text, at, since, problem)
    mistake = next(filter(None, (rule(complaint) for rule in _RULES)), None) or _misplaced(
        complaint
    )
    span = span_at(text, mistake.start)
    return Diagnostic(path, span, mistake.code, mistake.message, mistake.hint, mistake.fix)


_BACKSLASH = (
    "a backslash in double quotes has a meaning of its own",
    "put the text in single quotes, or write two backslashes",
)


def backslash(text: str, at: int, path: Path) -> Diagnostic:
    """The finding on a backslash that YAML can read, and reads as something else."""
    fix = Edit(at, at, "\\")
    return Diagnostic(path, span_at(text, at), Code.SPECIAL_CHARACTER, *_BACKSLASH, fix)


def _unknown_escape(complaint: _Complaint) -> _Mistake | None:
    at = complaint.text.rfind("\\", complaint.since, complaint.at + 1)
    if at < 0 or ("escape" not in complaint.problem and "hex" not in complaint.problem):
        return None
    return _Mistake(Code.SPECIAL_CHARACTER, at, *_BACKSLASH, Edit(at, at, "\\"))


def _unclosed_quote(complaint: _Complaint) -> _Mistake | None:
    start = None
    if "quoted scalar" in complaint.problem or (
        "unexpected end of stream" in complaint.problem
        and complaint.text[complaint.since : complaint.since + 1] in {'"', "'"}
    ):
        start = complaint.since
    if _ended_quote(complaint):
        start = _opened_above(complaint)
    if start is None:
        return None
    return _Mistake(
        Code.UNCLOSED_QUOTE,
        start,
        "the quote that opens here is never closed",
        "close it, or double a quote that belongs to the text",
    )


def _ended_quote(complaint: _Complaint) -> bool:
    return bool(re.search(r"""["'] *$""", complaint.before) and complaint.before.strip(" -"))


def _opened_above(complaint: _Complaint) -> int | None:
    """Where the quote opens that ends in this line, if lines with keys lie between."""
    quote = complaint.before.rstrip()[-1]
    line_start = complaint.line_start
    keys = bool(_KEY.match(complaint.line))
    while line_start > 0 and keys:
        line_start = _line_start(complaint.text, line_start - 1)
        line = _line(complaint.text, line_start)
        parts = _LINE.match(line)
        if parts and parts["value"][0] == quote:
            return line_start + parts.start("value") if line.count(quote) % 2 else None
        if quote in line:
            return None
    return None


def _tab(complaint: _Complaint) -> _Mistake | None:
    match = _TAB.search(complaint.text, _line_start(complaint.text, complaint.since))
    if not match or match.start() > complaint.at:
        return None
    return _Mistake(
        Code.TAB,
        match.end() - 1,
        "a tab is used to indent",
        "use spaces: two for each level",
    )


def _special_character(complaint: _Complaint) -> _Mistake | None:
    start = complaint.at if _SPECIAL.match(complaint.text, complaint.at) else None
    if (value := complaint.value) and (
        _SPECIAL.match(value["value"]) or (value["key"] and _SPECIAL_IN_BLOCK.match(value["value"]))
    ):
        start = complaint.line_start + value.start("value")
    if start is None or "',' or" in complaint.problem:
        return None
    return _Mistake(
        Code.SPECIAL_CHARACTER,
        start,
        f"text cannot begin with {complaint.text[start]}",
        "put it in quotes",
    )


def _text_after_quote(complaint: _Complaint) -> _Mistake | None:
    if not _ended_quote(complaint):
        return None
    return _Mistake(
        Code.TEXT_AFTER_QUOTE,
        complaint.at,
        "text goes on after the closing quote",
        "put the whole text in quotes, and use the other kind of quote inside",
    )


def _no_space(complaint: _Complaint) -> _Mistake | None:
    region = (
        _line_start(complaint.text, complaint.since, back=1),
        complaint.line_start + len(complaint.line),
    )
    if match := _ODD_SPACE.search(complaint.text, *region):
        return _Mistake(
            Code.NO_SPACE_AFTER_COLON,
            match.end(),
            f"the space after the colon of `{match[1]}` is a special space",
            "type it again with the space bar; it was copied from a page or typed with another key",
            Edit(match.end(), match.end() + 1, " "),
        )
    if match := _NO_SPACE.search(complaint.text, *region):
        return _Mistake(
            Code.NO_SPACE_AFTER_COLON,
            match.end() - 1,
            f"no space after the colon of `{match[1]}`",
            f"write `{match[1]}: ` and then the text",
            Edit(match.end(), match.end(), " "),
        )
    return None


def _no_space_after_dash(complaint: _Complaint) -> _Mistake | None:
    start = _line_start(complaint.text, complaint.since, back=1)
    others = set(_DASHES.findall(complaint.text))
    for match in _NO_SPACE_AFTER_DASH.finditer(
        complaint.text, start, complaint.line_start + len(complaint.line)
    ):
        if match[1] in others or _KEY.match(complaint.text, match.end()):
            return _Mistake(
                Code.NO_SPACE_AFTER_DASH,
                match.end() - 1,
                "no space after the dash",
                "write a dash, a space and then the text",
                Edit(match.end(), match.end(), " "),
            )
    return None


def _comment_above(complaint: _Complaint) -> _Mistake | None:
    """Text that goes on below a line which ended at a #."""
    above_start = _line_start(complaint.text, complaint.at, back=1)
    above = _COMMENTED.match(complaint.text, above_start, complaint.line_start)
    if not above or _KEY.match(complaint.line) or complaint.line.lstrip().startswith("- "):
        return None
    return _Mistake(
        Code.SYNTAX,
        above.start("sign"),
        "the text ends here: what follows # after a space is a comment",
        "put the whole text in quotes, or write it on lines below `>-`",
    )


def _colon_in_text(complaint: _Complaint) -> _Mistake | None:
    if not (colon := _SECOND_COLON.match(complaint.line)):
        return None
    return _Mistake(
        Code.COLON_IN_TEXT,
        complaint.line_start + colon.start(1),
        "a colon and a space inside the text end it there",
        "put the whole text in quotes",
    )


def _unclosed_bracket(complaint: _Complaint) -> _Mistake | None:
    if "expected ',' or" not in complaint.problem and "flow" not in complaint.problem:
        return None
    return _Mistake(
        Code.SYNTAX,
        complaint.since,
        "a bracket or brace that opens here is not closed, or a comma is missing",
        "close it; text that begins with a bracket or brace needs quotes around it",
    )


def _no_key(complaint: _Complaint) -> _Mistake | None:
    above_start = _line_start(complaint.text, complaint.at, back=1)
    above = complaint.text[above_start : complaint.line_start].strip()
    misses = "expected ':'" in complaint.problem
    if not misses and not (above and ":" not in above and "not allowed" in complaint.problem):
        return None
    start = complaint.since if ":" in above else above_start
    start += len(_line(complaint.text, start)) - len(_line(complaint.text, start).lstrip())
    equals = _EQUALS.match(_line(complaint.text, start))
    return _Mistake(
        Code.SYNTAX,
        start,
        "this line has no `key: text`",
        f"write `{equals[1]}: ` and then the text"
        if equals
        else "a text of several lines is indented further than its key",
    )


def _misplaced(complaint: _Complaint) -> _Mistake:
    return _Mistake(
        Code.INDENTATION,
        complaint.at,
        "this line is not indented like its neighbours",
        "keys of one card begin in the same column; each card begins with a dash",
    )


_RULES: tuple[Callable[[_Complaint], _Mistake | None], ...] = (
    _unknown_escape,
    _unclosed_quote,
    _tab,
    _special_character,
    _text_after_quote,
    _no_space,
    _no_space_after_dash,
    _comment_above,
    _colon_in_text,
    _unclosed_bracket,
    _no_key,
)
"""From what is certain to what is merely likely."""


def _line_start(text: str, at: int, *, back: int = 0) -> int:
    """The index where a line begins, or one a few lines back."""
    start = text.rfind("\n", 0, at) + 1
    for _ in range(back):
        start = text.rfind("\n", 0, max(0, start - 1)) + 1
    return start


def _line(text: str, at: int) -> str:
    """The whole line that an index is in."""
    end = text.find("\n", at)
    return text[_line_start(text, at) : len(text) if end < 0 else end]
