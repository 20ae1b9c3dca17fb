"""The fields of a kind of card, as a form asks for them: what each is called, how it is written."""

from enum import Enum
from typing import NamedTuple


class Shape(Enum):
    """How the text of a field is to be read."""

    TEXT = "text"
    LINES = "one a line"
    SPELLINGS = "one a line, as: answer | other spelling"
    PICTURE = "a file beside the deck, as: map.png | what it shows"
    REGIONS = "one a line, in hundredths: Rome | 48, 52, 9, 9"
    REASONS = "one a line, as: option | why it is wrong"
    PAIRS = "one pair a line, as: Peru | Lima"
    GAPS = "one a line, as: Rome | Roma"
    WORDS = "with commas between"
    YES_NO = "yes or no"


class FormField(NamedTuple):
    """One field of a form."""

    key: str
    """The key in the deck."""
    label: str
    """What the form calls it."""
    shape: Shape = Shape.TEXT
    needed: bool = False


QUESTION = FormField("q", "Question", needed=True)
