"""What is wrong or weak in a deck, and where."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from trainer.counted import counted
from trainer.deck.edit import Edit
from trainer.deck.span import Span


class Severity(StrEnum):
    """An error keeps its deck from being studied; advice is an opinion on the craft.

    Advice may be silenced on the card, with a reason.
    """

    ERROR = "error"
    ADVICE = "advice"


class Code(StrEnum):
    """D1xx: how YAML is written. D2xx: what a deck and its cards may say. D3xx: the craft.

    What D1xx and D2xx find are errors, what D3xx finds is advice.
    `trainer check --explain CODE` says why each rule exists and how to fix what it finds.
    """

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
    NO_SPACE_AFTER_DASH = "D115"
    NO_DASH = "D116"
    MERGE_CONFLICT = "D117"
    SWALLOWED_KEY = "D118"

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

    NO_EVIDENCE = "D301"
    POINTER_NOWHERE = "D302"
    NOT_IN_PASSAGE = "D303"
    HEDGE_DROPPED = "D304"
    NOT_IN_SOURCE = "D305"
    COPIED = "D306"
    OTHER_SOURCE = "D307"

    SPACING = "D310"
    LONG_PROMPT = "D311"
    LONG_ANSWER = "D312"
    TWO_QUESTIONS = "D313"
    LIST_IN_FLASHCARD = "D314"
    YES_OR_NO = "D315"
    VAGUE_STEM = "D316"
    DANGLING_REFERENCE = "D317"
    FLOATING_TIME = "D318"
    UNDATED_OFFICE = "D319"
    COMMENT_IN_TEXT = "D320"
    KEY_IN_TEXT = "D329"
    OTHER_NOTATION = "D330"

    ANSWER_IN_PROMPT = "D321"
    YEAR_IN_NAME = "D322"
    GAP_ELSEWHERE = "D323"
    ARTICLE_BEFORE_GAP = "D324"
    POOR_GAP = "D325"
    TELLING_HINT = "D326"
    GIVEN_AWAY = "D327"
    TELLING_ID = "D328"

    OPTION_COUNT = "D331"
    ALL_OF_THE_ABOVE = "D332"
    NEGATIVE_STEM = "D333"
    LONGEST_KEY = "D334"
    MIXED_OPTIONS = "D335"
    CONTAINED_OPTION = "D336"
    ABSOLUTE_WORDS = "D337"
    NO_REASON = "D338"
    WRONG_IS_ACCEPTED = "D339"

    TRUTH_SHARE = "D341"
    NO_WHY = "D342"
    WHY_LENGTH = "D343"

    LIST_LENGTH = "D351"
    DATE_IN_ITEM = "D352"
    NO_SURPLUS = "D353"

    NO_VARIANT = "D361"
    VARIANT_OF_CONFUSABLE = "D362"
    NUMBER_WITHOUT_UNIT = "D363"
    NEAR_KEYS = "D364"

    NEAR_DUPLICATE = "D371"
    ALIKE_UNLINKED = "D372"
    KIND_MIX = "D373"
    PROVENANCE = "D374"
    NO_CONTRAST = "D375"
    IDLE_SILENCE = "D376"
    FAR_LINK = "D377"

    NOT_READY = "D381"

    MISSING_FILE = "D391"
    POOR_FILE = "D392"
    NO_ALT = "D393"
    TELLING_FILE = "D394"
    UNUSED_FILE = "D395"

    @property
    def severity(self) -> Severity:
        """Whether it keeps a deck from being studied, which the code's first digit shows."""
        return Severity.ADVICE if self.startswith("D3") else Severity.ERROR


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, with its place and the way out."""

    path: Path
    span: Span
    code: Code
    message: str
    hint: str = ""
    fix: Edit | None = None
    """What fixes it without a doubt; None where that takes a person."""

    @property
    def severity(self) -> Severity:
        """How grave it is, which follows from the code."""
        return self.code.severity


def graded(errors: int, advice: int) -> str:
    """How many of each there are, as `2 errors and 1 piece of advice`; empty where none are."""
    counts = ((errors, "error", "errors"), (advice, "piece of advice", "pieces of advice"))
    return " and ".join(counted(*of) for of in counts if of[0])
