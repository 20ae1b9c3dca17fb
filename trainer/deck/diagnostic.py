"""What is wrong or weak in a deck, and where."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from trainer.deck.span import Span


class Severity(StrEnum):
    """An error keeps a deck from being studied; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """D1xx: how YAML is written. D2xx: what a deck and its cards may say."""

    SYNTAX = "D101"
    TAB = "D102"
    NO_SPACE_AFTER_COLON = "D103"
    COLON_IN_TEXT = "D104"
    UNCLOSED_QUOTE = "D105"
    TEXT_AFTER_QUOTE = "D106"
    SPECIAL_CHARACTER = "D107"
    DOUBLED_KEY = "D108"
    INDENTATION = "D109"
    SECOND_DOCUMENT = "D110"
    TOO_DEEP = "D111"
    NOT_TEXT = "D112"
    TOO_LARGE = "D113"
    NO_PLAIN_KEY = "D114"

    UNKNOWN_KEY = "D201"
    MISSING_KEY = "D202"
    WRONG_VALUE = "D203"
    TWO_ANSWER_KEYS = "D204"
    NOT_A_DECK = "D205"
    DOUBLED_ID = "D206"
    UNKNOWN_CARD = "D207"
    CIRCLE = "D208"
    UNKNOWN_TAG = "D209"
    UNSAFE_TEXT = "D210"
    NO_CORRECTION = "D211"
    DOUBLED_OPTION = "D212"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, with its place and the way out."""

    path: Path
    span: Span
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
