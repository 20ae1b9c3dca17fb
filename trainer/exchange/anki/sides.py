"""In which ways a note of Anki is asked, found once for all notes that are alike.

Where its fields hold words and nothing else, no rule of HTML or of templates looks into them: how
a note is asked depends on its type, on its cards, and on which of its fields are empty or the
same. That is found with a sign in the place of each text, and the texts are put in afterwards.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Self

from trainer.exchange.anki.note_type import NoteType, RenderedCard, asked
from trainer.exchange.html.to_text import as_text, lost_in
from trainer.markup.noncharacters import ANKI_TEXTS, holds_noncharacter

Fields = dict[str, str]
"""Of a card, as in a deck file."""
_NO_WORDS = r"<>&\[\]{}"
_WORDS = re.compile(
    rf"[^\W_](?:[^\s{_NO_WORDS}]++| (?=[^\s{_NO_WORDS}]))*+(?<=[^\W_]|[.?!%\"')”’…])"
)
"""One line that rules for HTML, for white space and for what is around a field pass over."""
_BEGINS, _ENDS = ANKI_TEXTS
"""Around a number that stands for a text, and goes through templates as any word does."""
_SIGN = re.compile(f"({_BEGINS}[0-9]+{_ENDS})")
_LOOKED_INTO = re.compile(
    rf"(?:<[^<>]*|&[^\s<;]*){_SIGN.pattern}|\[|<su[bp]\b|<(?:\w+:)?math\b", re.IGNORECASE
)
"""HTML of which what is shown follows from more than where a text is."""


class Side(NamedTuple):
    """One way in which a note is asked."""

    asked: RenderedCard
    fields: Fields


class Sides(NamedTuple):
    """The ways in which a note is asked."""

    sides: Mapping[int, Side]
    """Number of Anki's card, from 0 -> how it asks."""
    lost: Sequence[str]
    """What lines of text cannot hold of them."""


def sides_of(kind: NoteType, ordinals: Sequence[int] | None, values: Mapping[str, str]) -> Sides:
    """The ways in which a note without gaps is asked.

    Args:
        kind: its type.
        ordinals: which of its cards there are, from 0; None where its fields decide.
        values: field -> HTML.
    """
    signs = _signs_for(values.values())
    if signs is None:
        return _asked_sides(kind, ordinals, values)
    there = None if ordinals is None else tuple(ordinals)
    shape = (there, *map(signs.__getitem__, values.values()))
    if shape not in kind.alike:
        with_signs = dict(zip(values, map(signs.__getitem__, values.values()), strict=True))
        kind.alike[shape] = Alike.of(_asked_sides(kind, ordinals, with_signs))
    alike = kind.alike[shape]
    return (alike and alike.filled(signs)) or _asked_sides(kind, ordinals, values)


def _asked_sides(
    kind: NoteType, ordinals: Sequence[int] | None, values: Mapping[str, str]
) -> Sides:
    if ordinals is None:
        ordinals = [at for at, one in enumerate(kind.templates) if kind.asks(one, values)]
    there = {at: kind.templates[at] for at in ordinals if at < len(kind.templates)}
    sides = {at: asked(template, values, {}) for at, template in there.items()}
    by_number = {at: Side(one, _fields(one)) for at, one in sides.items()}
    return Sides(by_number, lost_of(sides.values()))


def lost_of(sides: Iterable[RenderedCard]) -> list[str]:
    """What lines of text cannot hold of some sides, each once."""
    markup = dict.fromkeys(part for side in sides for part in side)
    return list(dict.fromkeys(what for part in markup if part for what in lost_in(part)))


def _fields(side: RenderedCard) -> Fields:
    answer, typed = as_text(side.answer), " ".join(as_text(side.typed).split())
    why = as_text(side.why)
    fields: Fields = {"q": as_text(side.front), "hint": as_text(side.hint)}
    if typed:
        more = "" if " ".join(answer.split()) == typed else answer  # as it is shown once more
        return {**fields, "typed": typed, "why": "\n".join(filter(None, (more, why)))}
    return {**fields, "a": answer, "why": why}


def _signs_for(texts: Iterable[str]) -> dict[str, str] | None:
    """Text -> the sign for it; None where one of them is more than words."""
    signs = {"": ""}
    for text in texts:
        if text not in signs:
            if not _WORDS.fullmatch(text) or holds_noncharacter(text):
                return None
            signs[text] = f"{_BEGINS}{len(signs)}{_ENDS}"
    return signs


class Alike(NamedTuple):
    """How notes are asked that differ in nothing but their words."""

    found: Sides
    """With signs for texts."""
    pieces: Mapping[int, Mapping[str, Sequence[str]]]
    """Number of a card -> its texts, cut so that each sign is a piece."""

    @classmethod
    def of(cls, sides: Sides) -> Self | None:
        """What was found with signs for texts; None where not only their places count."""
        markup = [part for side in sides.sides.values() for part in side.asked]
        if any(map(_LOOKED_INTO.search, markup)) or any(map(_SIGN.search, sides.lost)):
            return None
        pieces = {
            at: {
                key: [*filter(None, _SIGN.split(text))] for key, text in side.fields.items() if text
            }
            for at, side in sides.sides.items()
        }
        usual = all(_is_usual(side.fields) for side in sides.sides.values())
        return cls(sides, pieces) if usual else None

    def filled(self, signs: Mapping[str, str]) -> Sides | None:
        """The sides with texts for their signs; None where these happen to say each other."""
        texts = {sign: text for text, sign in signs.items()}
        sides = {}
        for at, side in self.found.sides.items():
            fields = dict(side.fields)
            for key, pieces in self.pieces[at].items():
                fields[key] = "".join(map(texts.get, pieces, pieces))
            if not _is_usual(fields):
                return None
            sides[at] = Side(side.asked, fields)
        return Sides(sides, self.found.lost)


def _is_usual(fields: Mapping[str, str]) -> bool:
    """Whether a card asks and answers, and says nothing twice: what is said again is left out."""
    question, why = fields["q"], fields["why"]
    answer = fields.get("a") or fields.get("typed", "")
    said_again = question in answer or (why and (question in why or answer in why))
    return bool(question and answer and not said_again)
