"""Drafts of cards, proposed by rules from the sentences of an English text.

A draft is a proposal: a person keeps, fixes or drops it. Each points at its sentence, asks one
fact, and is free of what our own rules of the craft find. Where no rule fits a sentence, there
is no draft: a poor question costs its reader more than none.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from trainer.deck.lint.evidence import copied, word_runs
from trainer.deck.reader import read_deck_text
from trainer.deck.slug import slug
from trainer.deck.source_text import SourceText
from trainer.drafting.add_draft import GrowingDeck, as_draft
from trainer.drafting.passage import content
from trainer.drafting.rules.answers import DANGLES
from trainer.drafting.rules.own_words import variants
from trainer.drafting.rules.proposals import Proposed, proposals
from trainer.drafting.rules.question import ProposedQuestion

_MOST_OF_A_SENTENCE = 2
_SECOND = 84
"""What a second question about one clause is worth at least."""
_FEWEST = 2
"""Words with a meaning that a question has at least."""


def with_drafts(text: str, path: Path, source: SourceText) -> tuple[str, int]:
    """A deck's text with drafts behind its cards, and how many there are.

    A sentence that a card of the deck points at gets none. They are found in English alone.

    Args:
        text: the deck's text; its list of cards may be empty.
        path: the deck's file, for messages.
        source: the text that it is derived from.

    Raises:
        TrainerError: the deck is broken, so that there is no place for a card.
        MissingExtraError: the parser is not installed.
    """
    reading = read_deck_text(text, path)
    used = {pointer for card in reading.cards for pointer in card.evidence}
    deck = GrowingDeck(reading, source)
    drafts = _Drafts(deck, source)
    for pointer, proposed in proposals(source):
        if pointer not in used:
            drafts.add_of_sentence(proposed)
    return deck.text, deck.drafts


class _Drafts:
    """Adds drafts to a deck, sentence by sentence.

    Args:
        deck: takes them.
        source: the article.
    """

    def __init__(self, deck: GrowingDeck, source: SourceText) -> None:
        self._deck = deck
        self._runs = word_runs(source.text)
        self._words = Counter(re.findall(r"\w+", source.text.lower()))
        self._prompts: set[str] = set()

    def add_of_sentence(self, proposed: Iterable[Proposed]) -> None:
        """Add the first drafts of one sentence: a few, each of another fact."""
        facts: list[str] = []
        asked: set[int] = set()
        for question, pointers in proposed:
            is_known = any(_same(question.fact, fact) for fact in facts)
            is_lesser = question.about in asked and question.worth < _SECOND
            if is_known or is_lesser or not self._add(question, pointers):
                continue
            facts.append(question.fact)
            asked.add(question.about)
            if len(facts) == _MOST_OF_A_SENTENCE:
                return

    def _add(self, question: ProposedQuestion, pointers: Sequence[str]) -> bool:
        """Add a question in the first wording that our rules take; whether there is one."""
        for card in _cards(question, self._runs):
            prompt = str(card["q"])
            if slug(prompt) in self._prompts or not self._tells_of_what(prompt):
                continue
            if not self._deck.add(as_draft(card, pointers)):
                self._prompts.add(slug(prompt))
                return True
        return False

    def _tells_of_what(self, prompt: str) -> bool:
        """Whether a question of a date has a thing that the text is about, or more than a thing."""
        bare = _BARE.match(prompt)
        return bare is None or self._words[bare["thing"]] >= _TIMES_OF_A_TOPIC


def _cards(
    question: ProposedQuestion, runs: frozenset[tuple[str, ...]]
) -> Iterator[dict[str, object]]:
    """The keys of a card for each of a question's wordings that quotes nothing."""
    keys = dict(question.keys)
    if isinstance(answer := keys.get("a"), str):
        text = _in_own_words((answer, *question.shorter), runs)
        if not text:
            return
        keys["a"] = text
    for wording in question.wordings:
        text = _in_own_words((wording,), runs)
        is_thin = wording.startswith("What ") and len(content(str(keys.get("a", "")))) == 1
        least = _FEWEST + is_thin
        if text and _is_clear(text, least):
            yield {"q": text, **keys}


def _in_own_words(texts: Iterable[str], runs: frozenset[tuple[str, ...]]) -> str:
    """The first of several wordings that is no quotation, with other small words if need be."""
    tried = (variant for text in texts for variant in variants(text))
    return next((text for text in tried if not copied(text, runs)), "")


def _same(one: str, other: str) -> bool:
    a, b = set(content(one.lower())), set(content(other.lower()))
    return bool(a & b) or one in other or other in one


def _is_clear(wording: str, least: int) -> bool:
    """Whether a question says enough by itself, and nothing that points elsewhere."""
    telling_words = content(wording)
    is_definition = re.match(r"(?:Who|What) (?:is|was|are|were) (?!it|there)\w+", wording)
    if len(telling_words) < least and not is_definition:
        return False
    asked = re.sub(r"^What does it mean ", "", wording)
    asked = _POINTS_TO_SUBJECT.sub(
        lambda match: "" if _names(asked[: match.start()], match[0]) else match[0], asked
    )
    return not DANGLES.search(asked)


_BARE = re.compile(
    r"\w+ (?:about )?which (?:year|month|century) d(?:id|oes) the (?P<thing>[a-z]+) "
    r"\w+(?: \w+ly)?\?$"
)
"""A date of a thing without a name: `did the supply increase`."""
_TIMES_OF_A_TOPIC = 4
"""How often a text has a thing that it is about, at least."""
_POINTS_TO_SUBJECT = re.compile(r"\b(?:its|their|his|her|(?:it|they|he|she|them)(?= \w))\b")


def _names(before: str, pronoun: str) -> bool:
    """Whether what a pronoun stands for is named before it; who is asked for is, too."""
    return len(content(before)) > 1 or (before.startswith("Who ") and pronoun in _OF_PEOPLE)


_OF_PEOPLE = frozenset({"his", "her", "their", "he", "she"})
