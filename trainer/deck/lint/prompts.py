"""How a card asks: short, one thing, and so that it stands alone. For English decks."""

import re
from collections.abc import Iterator
from functools import lru_cache

from trainer.deck.card import (
    Card,
    Cloze,
    Flashcard,
    MultipleChoice,
    PickAll,
    TrueFalse,
    Typed,
)
from trainer.deck.card_base import FieldText
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Code
from trainer.deck.likeness import words
from trainer.deck.lint import limits
from trainer.deck.lint.card_texts import prompt
from trainer.deck.lint.weakness import Weakness
from trainer.deck.partial_date import YEAR

_LETTERS = re.compile(r"[a-z]+")


@lru_cache(maxsize=10)  # several rules look at the same text in turn
def _in_letters(text: str) -> frozenset[str]:
    """The runs of ASCII letters in a text, in lower case."""
    return frozenset(_LETTERS.findall(text.lower()))


class _Rare:
    """A pattern that few texts match: each of its matches holds one of some words.

    To look for the words takes a fraction of the time that the pattern would.
    """

    def __init__(self, words: str, pattern: str, flags: int = re.IGNORECASE) -> None:
        self._words = frozenset(words.split())
        self.pattern = re.compile(pattern, flags)

    def search(self, text: str) -> re.Match[str] | None:
        # beyond ASCII are letters that differ from these in case alone, as the Kelvin sign
        if text.isascii() and self._words.isdisjoint(_in_letters(text)):
            return None
        return self.pattern.search(text)


_AUXILIARY = (
    "is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must"
)
_YES_NO = re.compile(rf"(?:^|[,;:] )(?:{_AUXILIARY})\b(?! not\b)[^,]*\?$", re.IGNORECASE)
_YES_NO_ANSWER = re.compile(r"(?:yes|no)(?:[,.;:!]|$)", re.IGNORECASE)
_ASKING = r"(?:who|whom|whose|what|when|where|why|which|how)"
_ASKS = re.compile(rf"\b{_ASKING}\b", re.IGNORECASE)
_SECOND_QUESTION = _Rare("and", rf"\band {_ASKING}\b")
_VAGUE = re.compile(
    r"(?:what about|how about|describe|discuss|explain|comment on|tell|talk about|"
    r"what do you (?:know|think)|what is (?:important|interesting|special|known) about|"
    r"what can (?:you|be) (?:say|said)|write about|outline|summari[sz]e)\b",
    re.IGNORECASE,
)
_DANGLING = _Rare(
    "he she it they this these his her its their former latter aforementioned above below earlier "
    "before",
    r"(?:^(?:he|she|it|they|this|these|his|her|its|their)\b)"
    r"|\b(?:this|these) (?!year|month|week|century)[a-z]+"
    r"|\bthe (?:former|latter)(?=[,.?!;:]| (?:is|was|are|were|has|had|of)\b|$)"
    r"|\b(?:the aforementioned|(?:the|as) (?:above|below)|"
    r"(?:mentioned|shown|listed) (?:above|below|earlier|before))\b",
)
_SENTENCE = re.compile(r"[.?!:;](?:\s|$)|\n")
"""Ends a sentence, which may have named what the next one points at."""
_OF_THESE = re.compile(r"\b(?:of|each of|put|order|match) these\b", re.IGNORECASE)
"""Where the card shows the things that are meant."""
_FLOATING = _Rare(
    "now today nowadays currently lately presently present moment recently far date days yesterday "
    "tomorrow year month week century",
    r"\b(?:(?<!the )now|today|nowadays|currently|lately|presently|at present|at the moment|"
    r"(?<!least )(?<!most )recently(?![- ]\w+(?:ed|en)\b)|so far(?= been|[.?!]?$)|to date|"
    r"these days|yesterday|tomorrow|"
    r"(?:this|last|next) (?:year|month|week|century))\b",
)
_OFFICE = _Rare(
    "minister president chancellor premier secretary governor mayor ambassador ceo pope king queen "
    "emperor",
    r"\b(?:(?:Prime|Defen[cs]e|Foreign|Energy|Finance|Interior|Trade) Minister|Minister of|"
    r"President|Chancellor|Premier|Secretary of|Governor|Mayor|Ambassador|CEO|Pope|King|Queen|"
    r"Emperor)\b",
    0,
)
_THING = r"(?!(?:by|with|without|in|on|at|to|for|from|as|but)\b)[^\s,;]+(?: [^\s,;]+){0,3}?"
_ENUMERATION = re.compile(
    rf"{_THING}(?:[,;] {_THING})+,? (?:and|or) {_THING}|[^\s,]+(?:, [^\s,]+){{2,}}"
)
"""Three things or more of a few words each: `a, b and c`, or single words with commas."""
_YEAR = re.compile(rf"\b{YEAR}\b")


_SHOWN = re.compile(r"```|~~~|\$\$|\n\s*\||\n {4}\S")
"""Code, a formula or a table: `this` may be what the question shows."""
_BULLET = re.compile(r"\s*(?:[-*•–]|\d+[.)])\s")
_ENTRY = 6
"""Words. A line of more is a sentence, unless it begins as the entry of a list."""


def is_english(deck: Deck) -> bool:
    """Whether the rules that look at English words apply; a deck without `language` is English."""
    return (deck.language or "en").lower().startswith("en")


def check_prompt(card: Card, setting: str = "") -> Iterator[Weakness]:
    """The rules on the question, and on how much is answered.

    Args:
        card: what is asked.
        setting: the deck's, which counts as part of the question.
    """
    text = prompt(card)
    yield from _length(card, text)
    if not isinstance(card, Cloze | TrueFalse):
        yield from _one_clear_question(card, text)
    if isinstance(card, Flashcard):
        yield from _list_in_flashcard(card)
    shows_things = card.form(()).columns
    spoken = _OF_THESE.sub("", text.text) if shows_things else text.text
    is_shown = card.picture or card.sound or _SHOWN.search(text.text)
    match = None if is_shown else _DANGLING.search(spoken)
    if match and not _SENTENCE.search(spoken[: match.start()]):
        yield Weakness(
            Code.DANGLING_REFERENCE,
            f"“{match[0]}” points at something that the card does not name",
            "name it: the card comes alone, in any order, months later",
            text.field,
            words=match[0],
        )
    yield from _time(card, text, setting)


def _length(card: Card, text: FieldText) -> Iterator[Weakness]:
    count = len(words(text.text))
    if count > limits.LONGEST_PROMPT:
        yield Weakness(
            Code.LONG_PROMPT,
            f"the question has {count} words",
            f"keep to {limits.LONGEST_PROMPT}: leave out what the answer does not need",
            text.field,
        )
    typed = isinstance(card, Typed | Cloze)
    if not (typed or isinstance(card, Flashcard | MultipleChoice | PickAll)):
        return
    most = limits.LONGEST_TYPED if typed else limits.LONGEST_ANSWER
    for answer in card.answers:
        count = len(words(answer.text))
        if count > most:
            yield Weakness(
                Code.LONG_ANSWER,
                f"the answer has {count} words",
                f"keep to {most}{' for what is typed' if typed else ''}: split it into cards",
                answer.field,
                answer.entry,
                answer.text,
            )


def _one_clear_question(card: Card, text: FieldText) -> Iterator[Weakness]:
    second = _SECOND_QUESTION.search(text.text)
    asked_before = second and _ASKS.search(text.text[: second.start()])
    if text.text.count("?") > 1 or asked_before:
        yield Weakness(
            Code.TWO_QUESTIONS,
            "the card asks two questions",
            "make two cards: half an answer cannot be rated",
            text.field,
            words=second[0] if second and asked_before else "",
        )
    yes_no = _YES_NO.search(text.text)
    asked_yes_no = yes_no and not _ASKS.search(text.text[: yes_no.start()])
    answered = isinstance(card, Flashcard) and _YES_NO_ANSWER.match(card.a)
    if (asked_yes_no and " or " not in text.text) or answered:
        yield Weakness(
            Code.YES_OR_NO,
            "the question is answered by yes or no",
            "ask which, why or how, or make it a statement with `truth:`",
            text.field,
        )
    if match := _VAGUE.match(text.text):
        yield Weakness(
            Code.VAGUE_STEM,
            f"“{match[0]}” leaves open what is asked",
            "ask for one thing that has one answer",
            text.field,
            words=match[0],
        )


def _list_in_flashcard(card: Flashcard) -> Iterator[Weakness]:
    lines = [line for line in card.a.splitlines() if line.strip()]
    is_list = 2 < len(lines) <= limits.LONGEST_LIST and all(  # two are a pair  # noqa: PLR2004
        _BULLET.match(line) or len(words(line)) <= _ENTRY for line in lines
    )
    if is_list or (("," in card.a or ";" in card.a) and _ENUMERATION.fullmatch(card.a)):
        yield Weakness(
            Code.LIST_IN_FLASHCARD,
            "the answer is a list",
            "use `list:`, which marks each of its things, with cards for the single ones beside it",
            "a",
        )


def _time(card: Card, asked: FieldText, setting: str) -> Iterator[Weakness]:
    dated = bool(_YEAR.search(setting))
    texts = [] if dated else [asked]
    if card.why:
        texts.append(FieldText(card.why, "why"))
    if isinstance(card, TrueFalse) and card.correction:
        texts.append(FieldText(card.correction, "correction"))
    if isinstance(card, Flashcard | MultipleChoice):
        texts.append(FieldText(card.a, "a"))
    for text in texts:
        match = _FLOATING.search(text.text)
        # not on a page, whose steps and states have their own now
        if match and len(words(text.text)) <= limits.WHY_WORDS[1]:
            yield Weakness(
                Code.FLOATING_TIME,
                f"“{match[0]}” will be wrong some day",
                "give the year, as “in 2021” or “as of 2021”",
                text.field,
                words=match[0],
            )
    if (match := _OFFICE.search(asked.text)) and not (dated or _YEAR.search(asked.text)):
        yield Weakness(
            Code.UNDATED_OFFICE,
            f"“{match[0]}” is true for a time that the card does not name",
            "give the year, as “then Prime Minister (2021)”",
            asked.field,
            words=match[0],
        )
