"""Multiple choice: no clue but knowledge (Haladyna, Downing & Rodriguez 2002)."""

import re
from collections.abc import Iterator

from trainer.counted import counted
from trainer.deck.card import Card, MultipleChoice, PickAll
from trainer.deck.diagnostic import Code
from trainer.deck.lint import limits
from trainer.deck.lint.leaks import contains
from trainer.deck.lint.weakness import Weakness

_OF_THE_ABOVE = re.compile(
    r"(?:all|none|both|neither|any) (?:of (?:the |these|those|them)|the )?\s*"
    r"(?:above|options|answers|others?)?(?: are)?(?: correct| right| true)?\W*",
    re.IGNORECASE,
)
_ANY_OF_THEM = re.compile(r"(?:all|none|both|neither|any)\W*", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"\b(?P<loud>NOT|NEVER|EXCEPT|LEAST)\b|(?i:\bexcept\b(?= for)?|"
    r"\bleast (?:likely|probable|true|suitable|important|accurate)\b|"
    r"\b(?:which|what|who)\b(?:(?!\b(?:that|if|when|because|who|whose|although|while|why)\b)[^,;:.])*?"
    r"(?P<said>\b(?:not|never)\b|n['’]t\b))"
)
"""The stem asks which of them is not so; not one that asks for the reason why something is not."""
_ABSOLUTE = re.compile(
    r"(?<![-\w])(?:always|never|only|all|every|none|no|nothing|completely|entirely|totally|absolutely|"
    r"must)(?![-\w])",
    re.IGNORECASE,
)


def check_options(card: Card) -> Iterator[Weakness]:
    """The rules on options that hold in any language."""
    if not isinstance(card, MultipleChoice | PickAll):
        return
    count = len(card.wrong)
    if not limits.FEWEST_WRONG <= count <= limits.MOST_WRONG:
        yield Weakness(
            Code.OPTION_COUNT,
            f"the card has {counted(count, 'wrong option')}",
            f"give {limits.FEWEST_WRONG} to {limits.MOST_WRONG} that a learner might believe",
            "wrong",
        )
    yield from _length(card)
    yield from _kinds(card)
    yield from _contained(card)
    if bare := [option for option, reason in card.wrong.items() if reason is None]:
        yield Weakness(
            Code.NO_REASON,
            f"nothing says why “{bare[0]}” is wrong"
            + (f" ({len(bare)} options)" if len(bare) > 1 else ""),
            "write the wrong options as lines of `option: why it is wrong`",
            "wrong",
        )


def check_options_in_english(card: Card) -> Iterator[Weakness]:
    """The rules on options that look at words."""
    if not isinstance(card, MultipleChoice | PickAll):
        return
    for option in card.options:
        if _OF_THE_ABOVE.fullmatch(option) or _ANY_OF_THEM.fullmatch(option):
            yield Weakness(
                Code.ALL_OF_THE_ABOVE,
                f"“{option}” can be found without knowing the answer",
                "leave it out; options are shuffled, and two known ones give it away",
                *_place(card, option),
            )
    if match := _NEGATIVE.search(card.q):
        word = match["said"] or match[0]
        yield Weakness(
            Code.NEGATIVE_STEM,
            f"“{word}” makes this a negative question",
            "ask for what is true: a reader misses the word, and learns what is false",
            "q",
            words=word,
        )
    wrong = [option for option in card.wrong if " " in option and _ABSOLUTE.search(option)]
    wrong = [option for option in wrong if not _OF_THE_ABOVE.fullmatch(option)]
    if (
        wrong
        and not _ABSOLUTE.search(card.q)
        and not any(_ABSOLUTE.search(right) for right in _right(card))
    ):
        match = _ABSOLUTE.search(wrong[0])
        yield Weakness(
            Code.ABSOLUTE_WORDS,
            f"“{match[0] if match else ''}” is in wrong options only",
            "learners know that absolute statements are wrong: soften it",
            *_place(card, wrong[0]),
        )


_CODE = re.compile(r"[()<>{}\[\]=#$_\\/*]|\w\.\w|::|:\w")


def _right(card: MultipleChoice | PickAll) -> tuple[str, ...]:
    return (card.a,) if isinstance(card, MultipleChoice) else card.a


def _place(card: MultipleChoice | PickAll, option: str) -> tuple[str, int | str | None]:
    if option in card.wrong:
        return "wrong", option
    return "a", card.a.index(option) if isinstance(card, PickAll) else None


def _length(card: MultipleChoice | PickAll) -> Iterator[Weakness]:
    if isinstance(card, PickAll):
        return
    longest = max(map(len, card.wrong))
    if len(card.a) > max(limits.LONGEST_KEY * longest, limits.SHORT_OPTION):
        yield Weakness(
            Code.LONGEST_KEY,
            "the right option is by far the longest",
            "make all options alike in length and detail",
            "a",
        )


_BEFORE_A_NUMBER = "+-−–±~≈<>≤≥=$€£ "


def _kinds(card: MultipleChoice | PickAll) -> Iterator[Weakness]:
    if sum(bool(_CODE.search(option)) for option in card.options) * 2 >= len(card.options):
        return  # names of programs are written as they are
    if len({option.casefold() for option in card.options}) < len(card.options):
        return  # how it is written is what is asked
    for feature, message in (
        (str.isdigit, "some options begin with a digit, others do not"),
        (str.isupper, "some options begin with a capital, others do not"),
    ):
        begins = [option.lstrip(_BEFORE_A_NUMBER)[:1] for option in card.options]
        letters = [begin for begin in begins if feature is str.isdigit or begin.isalpha()]
        if len({feature(letter) for letter in letters}) > 1:
            yield Weakness(
                Code.MIXED_OPTIONS, message, "make all options of one kind and form", "wrong"
            )
            return


def _holds(whole: str, part: str) -> bool:
    """Whether the words of one option stand in the other in a row, as words of their own.

    Options that differ in signs or capitals alone are as different as their author means them.
    """
    inner, outer = _spaced(part), _spaced(whole)
    return inner != outer and contains(whole, part) and f" {inner} " in f" {outer} "


def _spaced(text: str) -> str:
    return " ".join(word.strip(".,;:!?\"'“”‘’()") for word in text.casefold().split())


def _contained(card: MultipleChoice | PickAll) -> Iterator[Weakness]:
    options = card.options[: limits.MOST_COMPARED]
    for option in filter(card.wrong.__contains__, options):
        other = next(
            (o for o in options if o != option and (_holds(o, option) or _holds(option, o))),
            None,
        )
        if other is not None:
            yield Weakness(
                Code.CONTAINED_OPTION,
                f"“{option}” and “{other}” overlap: one holds the other",
                "options must exclude each other",
                "wrong",
                option,
            )
            return
