"""The questions of a GIFT file, one by one, and the parts of each."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from trainer.exchange.html.from_text import as_html
from trainer.exchange.html.signs import signed
from trainer.exchange.html.tags import has_entities, looks_like_html
from trainer.exchange.import_result import quoted
from trainer.exchange.moodle.gift_escapes import as_it_stands, hidden, shown
from trainer.exchange.moodle.question import Answer, MoodleQuestion, html_of_moodle

_CATEGORY = "$CATEGORY:"
_NAME = re.compile(r"::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]\s*")
_SIGNS = re.compile(r"[=~#{}](?:%-?[\d.]+%)?")
_ANSWERS = re.compile(r"\s*(?:$|[=~#]|(?:T|TRUE|F|FALSE)\s*(?:#|$))", re.IGNORECASE)
"""How the inside of braces begins that are no part of a text."""
_WEIGHT = re.compile(r"%(-?\d+(?:\.\d*)?)%")
_MARKED = re.compile(r"\[(id|tag):((?:[^\]\\]|\\.)*)\]")
"""What Moodle writes into a remark before a question."""


class GiftBlock(NamedTuple):
    """The lines of one question, their escaped characters hidden."""

    lines: tuple[tuple[int, str], ...]
    """Number in the file (from 1) and text."""
    remarks: str = ""
    """The lines before it, and in it, that begin with //."""

    @property
    def text(self) -> str:
        """The lines without their numbers."""
        return "\n".join(line for _, line in self.lines).strip()

    @property
    def place(self) -> str:
        """Where it begins."""
        return f"line {self.lines[0][0]}"

    @property
    def category(self) -> str | None:
        """The category that follows from here on, where the block names one."""
        is_category = self.text.startswith(_CATEGORY)
        return self.text.removeprefix(_CATEGORY).strip() if is_category else None


class Written(NamedTuple):
    """A question with what is in its braces."""

    question: MoodleQuestion
    inside: str
    """Hidden still, less the general feedback."""
    form: str
    """Of its texts, where they name none: html, markdown, moodle or plain."""


class Unreadable(NamedTuple):
    """A block that is no question, and why."""

    place: str
    what: str


def blocks_in(text: str) -> Iterator[GiftBlock]:
    """The blocks of a file. A blank line parts them, save in braces; a name begins one."""
    numbered = list(enumerate(text.removeprefix("\ufeff").splitlines(), 1))
    remarks = {number: raw for number, raw in numbered if raw.lstrip().startswith("//")}
    lines = [
        (number, raw if raw.startswith(_CATEGORY) else hidden(raw))
        for number, raw in numbered
        if number not in remarks
    ]
    at, used = 0, 0
    while at < len(lines):
        end = _end(lines, at)
        if lines[at][1].strip():
            last = lines[end - 1][0]
            above = "\n".join(raw for number, raw in remarks.items() if used < number <= last)
            used = last
            yield GiftBlock(tuple(lines[at:end]), above)
        at = max(end, at + 1)


def _end(lines: Sequence[tuple[int, str]], at: int) -> int:
    """Where the block ends that begins there; one never closed ends at its first blank line."""
    depth, blank = 0, 0
    for index in range(at, len(lines)):
        line = lines[index][1]
        if index > at and line.startswith("::"):
            return blank or index
        if depth <= 0 and (line.startswith(_CATEGORY) or not line.strip()):
            return index + (index == at)
        if depth > 0 and not line.strip():
            blank = blank or index
        if depth > 0 and blank and "{" in line:
            return blank
        depth += line.count("{") - line.count("}")
    return blank if depth > 0 and blank else len(lines)


def parts_of(block: GiftBlock) -> Written | list[Unreadable]:
    """The parts of a question; where it is none, why."""
    text = block.text
    name = _NAME.match(text)
    form, start = _form(text, name.end() if name else 0)
    label = _label(text[start:].partition("{")[0] or text[start:])
    if not re.search(r"[{}]", text[start:]):
        return [Unreadable(block.place, f"a description, which asks nothing: {label}")]
    sets = _sets(text, start)
    if sets is None:
        return [Unreadable(block.place, f"its braces are not closed, or too often: {label}")]
    answering = [one for one in sets if _ANSWERS.match(text[one.start + 1 : one.stop])]
    if len(answering) > 1:
        return list(_run_together(block, answering, start))
    begin, end, _ = (answering or sets)[0].indices(len(text))
    stem, inside, after = text[start:begin], text[begin + 1 : end], text[end + 1 :]
    inside, _, general = inside.partition("####")
    title = shown(name[1]) if name else ""
    question = shown(f"{stem}_____{after}" if after.strip() else stem, form) or title
    general = text_of(general, form)
    whole = as_it_stands(text[start:]) if form == "html" or "[html]" in inside else ""
    markup = signed(whole or "\n".join(_html(text[start:], form)))
    named = [(key, shown(hidden(value))) for key, value in _MARKED.findall(block.remarks)]
    tags = [value for key, value in named if key == "tag"]
    idnumber = next((value for key, value in named if key == "id"), "")
    asked = MoodleQuestion(block.place, title, question, general, markup, tags, idnumber)
    return Written(asked, inside.strip(), form)


def _form(text: str, at: int) -> tuple[str, int]:
    """The format of a question's texts, and where they begin.

    Moodle's own is that of a question which names none; tags are tags in it.
    """
    named = _FORMAT.match(text, at)
    start = named.end() if named else at
    if named and named[1] != "moodle":
        return named[1], start
    plain = as_it_stands(text[start:])
    return "html" if looks_like_html(plain) or has_entities(plain) else "moodle", start


def html_in(block: GiftBlock) -> Iterator[str]:
    """The HTML of a question and its answers, and what is HTML with formulas alone."""
    text = block.text
    name = _NAME.match(text)
    form, start = _form(text, name.end() if name else 0)
    return _html(text[start:], form)


def _html(text: str, form: str) -> Iterator[str]:
    stem, _, inside = text.partition("{")
    for at, piece in enumerate((stem, *_SIGNS.split(inside))):
        named = _FORMAT.match(piece) if at else None
        markup = named[1] if named else form
        plain = as_it_stands(piece[named.end() :] if named else piece)
        if markup == "moodle":  # what looks like a tag is none
            yield html_of_moodle(as_html(plain), markup)
        else:
            yield html_of_moodle(plain, "plain_text" if markup == "plain" else markup)


def _label(text: str) -> str:
    return quoted(shown(text))


def _sets(text: str, start: int) -> list[slice] | None:
    """From each outer brace to the one that closes it; None where they do not pair."""
    sets: list[slice] = []
    depth, begin = 0, 0
    for match in re.compile("[{}]").finditer(text, start):
        if match[0] == "{":
            begin = begin if depth else match.start()
            depth += 1
        else:
            depth -= 1
            if depth < 0:
                return None
            if depth == 0:
                sets.append(slice(begin, match.start()))
    return sets if depth == 0 else None


def _run_together(block: GiftBlock, sets: list[slice], start: int) -> Iterator[Unreadable]:
    """Each is most likely a question of its own, with no empty line after the one before."""
    text, line, at = block.text, 0, 0
    for one in sets:
        line, at = line + text.count("\n", at, one.start), one.start
        reason = "two sets of answers, with no empty line between the questions"
        yield Unreadable(
            f"line {block.lines[line][0]}", f"{reason}: {_label(text[start : one.start])}"
        )
        start = one.stop + 1


def answers_in(inside: str, form: str) -> Iterator[Answer]:
    """The answers of a question in their order."""
    pieces = re.split(r"(=~|[=~])", inside)[1:]
    for sign, piece in zip(pieces[::2], pieces[1::2], strict=True):
        text, _, feedback = piece.partition("#")
        text = text.strip()
        weight = _WEIGHT.match(text)
        text = text[weight.end() :] if weight else text
        credit = float(weight[1]) if weight else None
        yield Answer(sign[-1], text_of(text, form), credit, text_of(feedback, form))


def text_of(written: str, form: str) -> str:
    """What an answer or feedback says; it may name a format of its own."""
    named = _FORMAT.match(written)
    return shown(written[named.end() :], named[1]) if named else shown(written, form)
