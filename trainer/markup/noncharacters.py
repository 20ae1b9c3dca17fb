"""Unicode's noncharacters: what may stand for something while a text is worked on.

Unicode sets 66 code points aside that are no characters and never will be (The Unicode Standard,
23.7): a program may use them for itself, and no text has a right to them. What comes from outside
is freed of them at its door (`without_noncharacters`), so none can be forged; what is for private
use is not among them, since the fonts of schools and sciences hold such letters.

Here is who uses which. A text may go through several hands before it is done, so no two of them
have the same.
"""

import re
from itertools import islice
from typing import Any

_FIRST = 0xFDD0
_RANGES = (
    range(_FIRST, 0xFDF0),
    *(range((plane << 16) + 0xFFFE, (plane << 16) + 0x10000) for plane in range(17)),
)
NONCHARACTERS = tuple(chr(code) for codes in _RANGES for code in codes)
"""All of them."""
IS_ONE = "".join(f"{chr(codes[0])}-{chr(codes[-1])}" for codes in _RANGES)
"""What a set of a regular expression holds to match any of them."""
_NONCHARACTER = re.compile(f"[{IS_ONE}]")
_MAY_BE_ONE = re.compile(f"[{chr(_FIRST)}-{chr(0x10FFFF)}]")
"""One range instead of many: ten times as fast to look for, and hardly any text holds such."""
_free = iter(NONCHARACTERS)


def _signs(number: int) -> tuple[str, ...]:
    """The next ones that nobody has."""
    return tuple(islice(_free, number))


GAPS = _signs(3)
"""Of a cloze whose text is Markdown: a blank, and what begins and ends what fills one."""
HTML_MARKUP = _signs(27)
"""What is marked up in the text of HTML."""
HTML_ENTITY = _signs(1)
"""What begins an entity in code."""
HTML_LINES = _signs(5)
"""Spaces, lines, items of lists and blocks of HTML on its way to plain text."""
HTML_LEVELS = _signs(3)
"""What is set high or low in HTML."""
HINTS = _signs(1)
"""The hint of a blank in a cloze as HTML."""
READ_GAPS = _signs(1)
"""A gap in a cloze whose Markdown is read."""
ANKI_GAPS = _signs(4)
"""Around a gap of Anki's, its text and its hint."""
ANKI_GONE = _signs(1)
"""What a template of Anki's shows and a card here does not."""
ANKI_TEXTS = _signs(2)
"""Around the number of a text, while all notes of a kind are read at once."""
FOREIGN_GAPS = _signs(3)
"""Around a gap of other programs and its hint."""
QTI_GAPS = _signs(2)
"""Around the name of a gap of QTI."""
MOODLE_GAPS = _signs(1)
"""A gap on its way to Moodle."""
MEDIA_MARKS = _signs(4)
"""Around the number of a picture or sound, and its digits."""
LOST_MEDIA = _signs(1)
"""A picture or sound in Markdown that does not come along."""


def without_noncharacters(text: str) -> str:
    """A text from outside without what stands for something here."""
    return _NONCHARACTER.sub("", text) if _may_hold_one(text) else text


def holds_noncharacter(text: str) -> bool:
    """Whether anything in a text stands for something here."""
    return _may_hold_one(text) and _NONCHARACTER.search(text) is not None


def _may_hold_one(text: str) -> bool:
    return not text.isascii() and _MAY_BE_ONE.search(text) is not None


def all_without_noncharacters(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A value of JSON whose texts, as deep as they may be, are `without_noncharacters`."""
    match value:
        case str():
            return without_noncharacters(value)
        case list():
            return [all_without_noncharacters(one) for one in value]
        case dict():
            return {
                without_noncharacters(key): all_without_noncharacters(one)
                for key, one in value.items()
            }
        case _:
            return value
