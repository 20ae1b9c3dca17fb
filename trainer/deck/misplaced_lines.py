"""Lines of a deck that stand where YAML cannot know what was meant, found before it tries.

One line out of place makes YAML stop, or misread the lines after it. Here the lines of the cards
are looked at one by one, so that the finding is about the line that is wrong.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from trainer.deck.card import ANSWER_KEYS, EVERY_KEY
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.edit import Edit
from trainer.deck.span import span_at

_DECK_KEYS = frozenset(Deck.model_fields)

_CARDS = re.compile(r"^cards:[ ]*(?:#.*)?$", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<<<<<<< .*|=======|>>>>>>> .*|\|\|\|\|\|\|\| .*)$", re.MULTILINE)
_KEY = re.compile(r"(?P<key>[a-z_]+):(?: +(?P<value>\S.*))?$")
_DASH = re.compile(r"(?P<indent> *)- +(?P<rest>\S.*)$")
_BULLET = re.compile(r"(?P<indent> *)(?P<sign>[–—−•·‣∙*+]|--)(?P<gap>[ \u00a0]+)(?P<rest>\S.*)$")
_TAB = re.compile(r" *\t")
_ODD_INDENT = re.compile(r" *(?P<odd>[^\S \t]+)")
_BLOCK = re.compile(r"[|>][-+\d]*(?: +#.*)?$")
_CLOSE_DASH = re.compile(rf" *-(?=(?:{'|'.join(sorted(EVERY_KEY))}):(?: |$))")
_STARTERS = frozenset({"id", "q", "cloze"})
"""What a card begins with."""


class _Line(NamedTuple):
    """One line."""

    start: int
    """Where it begins in the text."""
    text: str

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(" "))


class _Slip(NamedTuple):
    """A line out of place."""

    at: int
    message: str
    hint: str
    fix: Edit | None = None
    code: Code = Code.INDENTATION


def misplaced_lines(text: str, path: Path) -> list[Diagnostic]:
    """The lines of the cards that are out of place, at most one of each card.

    For a text that YAML cannot read, or reads with findings: of a sound one nothing is asked.
    """
    if conflict := _CONFLICT.search(text):
        slips = [
            _Slip(
                conflict.start(),
                "a merge conflict is left here",
                "choose what to keep, and remove the lines of <, = and >",
                code=Code.MERGE_CONFLICT,
            )
        ]
    else:
        slips = list(_slips(text))
    return [Diagnostic(path, span_at(text, s.at), s.code, s.message, s.hint, s.fix) for s in slips]


def _slips(text: str) -> Iterator[_Slip]:
    cards = _CARDS.search(text)
    if not cards:
        return
    lines = list(_lines(text, cards.end() + 1))
    first = next(filter(None, map(_beginning, lines)), None)
    if first is None:
        return
    dash, key = len(first["indent"]), first.start("rest")
    card = _Card(dash, key)
    last = max((line.start for line in lines if line.indent > 0 and _is_of_cards(line)), default=0)
    for line in lines:
        if not card.has_slip and (slip := card.slip(line, is_last=line.start > last)):
            card.has_slip = True
            yield slip
        card.take(line)


def _beginning(line: _Line) -> re.Match[str] | None:
    """The dash of the first card, or what somebody typed in its place."""
    bullet = _BULLET.match(line.text)
    return _DASH.match(line.text) or (bullet if bullet and _KEY.match(bullet["rest"]) else None)


def _is_of_cards(line: _Line) -> bool:
    stripped = line.text.strip()
    return stripped.startswith("- ") or bool(_KEY.match(stripped))


def _lines(text: str, start: int) -> Iterator[_Line]:
    for line in text[start:].split("\n"):
        yield _Line(start, line.rstrip("\r"))
        start += len(line) + 1


class _Card:
    """What was read of the card so far.

    Args:
        dash: the column of its dash, from 0.
        key: the column of its keys.
    """

    def __init__(self, dash: int, key: int) -> None:
        self._dash, self._key = dash, key
        self._keys: set[str] = set()
        self._block: int | None = None
        """The column of the key whose lines of text these are."""
        self._open = ""
        """The quote or brackets that an earlier line has opened."""
        self._was_blank = False
        self._is_above_all = True
        """Whether no card has begun yet."""
        self.has_slip = False

    def slip(self, line: _Line, *, is_last: bool) -> _Slip | None:
        """What is out of place in a line; None where nothing is."""
        stripped = line.text.strip()
        if not stripped or stripped.startswith("#"):
            return None
        if self._open or (self._block is not None and line.indent > self._block):
            return None
        if _TAB.match(line.text):
            return None  # YAML itself stops there
        if odd := _ODD_INDENT.match(line.text):
            return self._odd_space(line, odd)
        if (bullet := _BULLET.match(line.text)) and self._is_entry(bullet):
            at = line.start + bullet.start("sign")
            instead = Edit(at, at + len(bullet["sign"]) + len(bullet["gap"]), "- ")
            return _Slip(
                at,
                f"“{bullet['sign']}” is not the dash that begins an entry",
                "write - and a space; some editors turn it into a longer one",
                instead,
                Code.NO_DASH,
            )
        if (close := _CLOSE_DASH.match(line.text)) and line.indent <= self._key:
            at = line.start + close.end()
            return _Slip(
                at - 1,
                "no space after the dash",
                "write a dash, a space and then the text",
                Edit(at, at, " "),
                Code.NO_SPACE_AFTER_DASH,
            )
        match = _KEY.match(stripped)
        if match is None:
            return self._text(line, stripped, is_last=is_last)
        return self._key_out_of_place(line, match["key"], is_last=is_last)

    def take(self, line: _Line) -> None:
        """Remember what a line says of the card."""
        stripped = line.text.strip()
        if not stripped or stripped.startswith("#"):
            self._was_blank = self._was_blank or not stripped
            return
        if self._block is not None and line.indent > self._block:
            return
        self._block, self._was_blank = None, False
        if self._open:
            self._open = _left_open(self._open, stripped)
            return
        dashed = _DASH.match(line.text)
        if dashed and line.indent == self._dash:
            self._keys, self.has_slip = set(), False
            self._is_above_all = False
        inner = dashed["rest"] if dashed else stripped
        column = len(line.text) - len(line.text[line.indent :].lstrip("- ")) if dashed else None
        value: str | None = inner
        if match := _KEY.match(inner):
            if line.indent == self._key or (dashed and line.indent == self._dash):
                self._keys.add(match["key"])
            value = match["value"]
        if value and _BLOCK.match(value):
            self._block = line.indent if column is None or not match else column
        elif value and value[0] in "\"'{[":
            self._open = _left_open("", value)

    def _odd_space(self, line: _Line, odd: re.Match[str]) -> _Slip:
        start, end = (line.start + place for place in odd.span("odd"))
        return _Slip(
            start,
            "the line is indented with a special space",
            "type it again with the space bar; it was copied from a page or typed with another key",
            Edit(start, end, " " * (end - start)),
            Code.TAB,
        )

    def _is_entry(self, bullet: re.Match[str]) -> bool:
        """Whether a bullet stands where a card or an entry of a list could begin."""
        at = len(bullet["indent"])
        begins_card = bool(_KEY.match(bullet["rest"])) and at <= self._key
        return begins_card or (at > self._dash and bullet["sign"] not in {"*", "+"})

    def _text(self, line: _Line, stripped: str, *, is_last: bool) -> _Slip | None:
        """A line that is neither a key nor an entry, further left than any text may begin."""
        if line.indent >= self._key or not self._keys or stripped[0] in "-]}":
            return None
        if re.match(r"[a-z_]+(?::| *=)|\.\.\.|---", stripped) or (is_last and ":" in stripped):
            return None
        return _Slip(
            line.start + line.indent,
            "this text is not indented, and so belongs to nothing",
            "indent it further than the key whose text it continues",
            code=Code.SYNTAX,
        )

    def _key_out_of_place(self, line: _Line, key: str, *, is_last: bool) -> _Slip | None:
        if key not in EVERY_KEY:
            return None
        at = line.start + line.indent
        is_outside = self._dash > 0 or key not in _DECK_KEYS
        if line.indent == 0 and is_outside and self._keys and not is_last:
            return _Slip(
                at,
                f"`{key}` begins in column 1, outside its card",
                "indent it like the other keys of the card",
                Edit(at, at, " " * self._key),
            )
        if line.indent == self._key and key in _STARTERS and self._begins_another(key):
            dashed = Edit(line.start + self._dash, at, "- " + " " * (self._key - self._dash - 2))
            return _Slip(
                at,
                f"a card begins here without its dash: `{key}` is on the one above already"
                if key in self._keys
                else "a card begins here without its dash",
                "write a dash and a space before its first key",
                dashed,
                Code.NO_DASH,
            )
        return None

    def _begins_another(self, key: str) -> bool:
        if self._is_above_all:
            return True
        answered = bool(self._keys.intersection(ANSWER_KEYS))
        return answered and (key in self._keys or self._was_blank)


def _left_open(already: str, text: str) -> str:
    """The quote or brackets that are open after a text; what was open before it is given."""
    at = 0
    opened = already
    while at < len(text):
        char = text[at]
        quote = opened[-1:] if opened[-1:] in {'"', "'"} else ""
        if quote:
            if (char == "\\" and quote == '"') or (
                char == quote and text[at + 1 : at + 2] == quote == "'"
            ):
                at += 1
            elif char == quote:
                opened = opened[:-1]
        elif char in "{[":
            opened += char
        elif char in "}]":
            opened = opened[:-1]
        elif char in "\"'" and (at == 0 or text[at - 1] in " ,[{:"):
            opened += char
        elif char == "#" and text[at - 1 : at] in {"", " "}:
            break
        at += 1
        if already == "" and not opened:
            break  # the value has ended
    return opened
