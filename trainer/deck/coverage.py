"""What of a source its cards ask: sentence by sentence, fact by fact."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from trainer.deck.card import Card, DraftCard
from trainer.deck.facts import Fact, FactKind, facts_of
from trainer.deck.likeness import FUNCTION_WORDS, words
from trainer.deck.lint.card_texts import everything, prompt
from trainer.deck.lint.names import Vocabulary, acronyms, counted, months, names_of, numbers
from trainer.deck.source_text import SourceText

_SHORTEST_STEM = 5
"""Letters by which two words are taken for forms of one."""
_ASKS_WHY = re.compile(
    r"\b(?:why|what for|how come|reasons?|causes?|caused|purpose|motive|aim|led to|leads? to|"
    r"result|in order to|explains?|due to|ascrib(?:e|ed|es)|attribut(?:e|ed|es)|blam(?:e|ed|es)|"
    r"account(?:s|ed)? for|responsible|owing to|thanks to|so that)\b",
    re.IGNORECASE,
)


HEADING = "heading"
"""Why a line that is no sentence needs no card."""
_HEADING_WORDS = 20


def is_heading(sentences: Sequence[str]) -> bool:
    """Whether a paragraph is a title, a name or a date, and no sentence."""
    first = sentences[0]
    is_short = len(sentences) == 1 and len(first.split()) <= _HEADING_WORDS
    return is_short and not re.search(r"[.!?:;…][\"')]*$", first)


class Standing(StrEnum):
    """Whether the cards ask a sentence, or a fact."""

    ASKED = "asked"
    """It is in the answer of a card that points here."""
    MENTIONED = "mentioned"
    """A card points here, and asks for something else."""
    SET_ASIDE = "set aside"
    """A reader said that it needs no card."""
    MISSING = "missing"
    """No card points here."""

    @property
    def sign(self) -> str:
        """One character for it, so that no colour is needed."""
        return {"asked": "✓", "mentioned": "◐", "set aside": "–", "missing": "·"}[self.value]


class FactStanding(NamedTuple):
    """A fact, and whether the cards that point at its sentence ask it."""

    fact: Fact
    standing: Standing


class Covered(NamedTuple):
    """One sentence with what the cards make of it."""

    pointer: str
    text: str
    standing: Standing
    facts: tuple[FactStanding, ...]
    cards: tuple[int, ...]
    """The cards that point at it, as places in the sequence that was given, from 0."""
    reason: str | None = None
    """Why it was set aside."""

    @property
    def unasked(self) -> tuple[FactStanding, ...]:
        """Its facts that no card asks for; none once it is set aside."""
        if self.standing is Standing.SET_ASIDE:
            return ()
        return tuple(one for one in self.facts if one.standing is not Standing.ASKED)


class Coverage(NamedTuple):
    """What cards ask of a source."""

    paragraphs: tuple[tuple[Covered, ...], ...]

    @property
    def sentences(self) -> tuple[Covered, ...]:
        """All sentences, in their order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)

    def counts(self, paragraph: int | None = None) -> dict[Standing, int]:
        """How many sentences have each standing, in one paragraph (from 0) or in all."""
        among = self.sentences if paragraph is None else self.paragraphs[paragraph]
        standings = Counter(sentence.standing for sentence in among)
        return {standing: standings[standing] for standing in Standing}


def coverage(
    source: SourceText, cards: Sequence[Card], aside: Mapping[str, str] | None = None
) -> Coverage:
    """Find what cards ask of a source.

    A card counts for the sentences that its `evidence` points at. A draft that can be
    asked counts too: what is proposed already need not be written again.

    Args:
        source: the text.
        cards: of one deck or of several.
        aside: pointer -> the reason for which a sentence needs no card.
    """
    known, short = names_of(source), acronyms(source)
    # a name is in many sentences, and is asked once for all of them
    asked_anywhere = Vocabulary(
        " ".join(_answer(card) for card in cards if not isinstance(card, DraftCard)), short
    )
    pointing: dict[str, list[int]] = {}
    for at, card in enumerate(cards):
        for pointer in card.evidence:
            pointing.setdefault(pointer, []).append(at)

    headings = {
        f"{at}.1": HEADING for at, lines in enumerate(source.paragraphs, 1) if is_heading(lines)
    }
    reasons = {**headings, **(aside or {})}

    def covered(pointer: str, text: str) -> Covered:
        pointing_here = tuple(pointing.get(pointer, ()))
        at_hand = [cards[at] for at in pointing_here if not isinstance(cards[at], DraftCard)]
        facts = tuple(
            FactStanding(fact, _standing(fact, at_hand, asked_anywhere))
            for fact in (() if pointer in headings else facts_of(text, known))
        )
        reason = reasons.get(pointer)
        if any(_rests_on(card, text) for card in at_hand):
            standing = Standing.ASKED
        elif reason is not None:
            standing = Standing.SET_ASIDE
        else:
            standing = Standing.MENTIONED if pointing_here else Standing.MISSING
        return Covered(pointer, text, standing, facts, pointing_here, reason)

    return Coverage(
        tuple(
            tuple(covered(f"{place}.{number}", text) for number, text in enumerate(sentences, 1))
            for place, sentences in enumerate(source.paragraphs, 1)
        )
    )


def _rests_on(card: Card, sentence: str) -> bool:
    """Whether a card that points at a sentence, maybe among others, has its answer from it.

    One that points nowhere else must have it from here, in whatever words.
    """
    if len(card.evidence) == 1:
        return True
    answer = _answer(card)
    if counted(answer) & counted(sentence) or months(answer) & months(sentence):
        return True
    if not (answered := _stems(answer)):  # short words only: `In Hyde Park`
        answered, said = ({w.lower() for w in words(text)} for text in (answer, sentence))
        return bool((answered & said) - FUNCTION_WORDS)
    return bool(answered & _stems(sentence))


def _standing(fact: Fact, cards: Sequence[Card], asked_anywhere: Vocabulary) -> Standing:
    if fact.kind is FactKind.NAME:
        is_asked = _is_named(fact, asked_anywhere)
    else:
        is_asked = any(_has(_answer(card), fact) or _asks_cause(card, fact) for card in cards)
    if is_asked:
        return Standing.ASKED
    card_texts = " ".join(text.text for card in cards for text in everything(card))
    return Standing.MENTIONED if _has(card_texts, fact) else Standing.MISSING


def _answer(card: Card) -> str:
    return " ".join(answer.text for answer in card.answers)


def _has(answer: str, fact: Fact) -> bool:
    match fact.kind:
        case FactKind.DATE:
            return numbers(fact.text) <= numbers(answer) and months(fact.text) <= months(answer)
        case FactKind.NUMBER:
            return counted(fact.text) <= counted(answer) and bool(_figures(fact.text, answer))
        case FactKind.NAME:
            return _is_named(fact, Vocabulary(answer))
        case FactKind.CAUSE:
            meant = _stems(fact.text)
            return bool(meant) and len(meant & _stems(answer)) * 3 >= len(meant)


def _is_named(fact: Fact, vocabulary: Vocabulary) -> bool:
    return any(vocabulary.has(word) for word in fact.text.split() if word[:1].isupper())


def _figures(number: str, answer: str) -> bool:
    """Whether a number that is written in words only, as forty, is stated at all."""
    first, *_ = words(number)
    return bool(counted(number)) or first.lower() in map(str.lower, words(answer))


def _asks_cause(card: Card, fact: Fact) -> bool:
    return fact.kind is FactKind.CAUSE and bool(_ASKS_WHY.search(prompt(card).text))


def _stems(text: str) -> set[str]:
    """The beginnings of the words that carry meaning: long ones, without their endings."""
    return {w.lower()[:_SHORTEST_STEM] for w in words(text) if len(w) >= _SHORTEST_STEM}


def unasked(covered: Coverage) -> Iterable[tuple[Covered, FactStanding]]:
    """Every fact that no card asks for, those that are on no card at all first.

    A name is asked once for all its sentences, and so is listed once.
    """
    found = [(sentence, one) for sentence in covered.sentences for one in sentence.unasked]
    found.sort(key=lambda pair: pair[1].standing is Standing.MISSING)
    distinct: dict[object, tuple[Covered, FactStanding]] = {}
    for sentence, one in found:
        is_name = one.fact.kind is FactKind.NAME
        what = one.fact.text if is_name else (sentence.pointer, one.fact.start)
        distinct.setdefault(what, (sentence, one))
    return sorted(distinct.values(), key=lambda pair: pair[1].standing is not Standing.MISSING)
