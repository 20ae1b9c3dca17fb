"""The fields of a kind of card: what a form calls each, what belongs there, how it is written."""

from enum import Enum
from typing import NamedTuple


class Shape(Enum):
    """How the text of a field is to be read."""

    TEXT = "text"
    LINES = "one a line"
    SPELLINGS = "one on each line, as: answer | other spelling"
    PICTURE = "a file beside the deck, as: map.png | what it shows"
    REGIONS = "one on each line, in hundredths: Rome | 48, 52, 9, 9"
    REASONS = "one on each line, as: option | why it is wrong"
    PAIRS = "one pair on each line, as: Peru | Lima"
    GAPS = "one on each line, as: Rome | Roma"
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
    has_texts: bool = True
    """Whether it holds what the author says to learners."""
    expected: str = ""
    """What belongs there, as one writes it in a deck; said where something else is there."""
    in_form: str = ""
    """The same as one writes it in a form, where that differs."""


QUESTION = FormField("q", "Question", needed=True)

ALSO_RIGHT = FormField(
    "accept",
    "Also right",
    Shape.LINES,
    expected="write another spelling or a list of them; for several gaps lines of `gap: spelling`",
    in_form="write other spellings, one on each line; for one of several gaps, as: Rome | Roma",
)
"""What is as right as the key."""

PICTURE = FormField(
    "picture",
    "Picture",
    Shape.PICTURE,
    expected="write the name of a file beside the deck, or lines of `file:` and `alt:`",
    in_form="write a file's name, as: map.png | what it shows",
)
"""The picture with the question."""
