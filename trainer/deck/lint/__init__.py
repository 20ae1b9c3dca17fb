"""The craft of cards: what is well formed and yet weak, or untrue to its source.

The standard rests on Wozniak (Twenty rules of formulating knowledge), Matuschak (How to
write good prompts), Haladyna, Downing & Rodriguez (2002), Rodriguez (2005), the NBME item
writing guide (2020), Butler & Roediger (2008) and Van der Kleij et al. (2015).
"""

from collections.abc import Iterable, Iterator
from itertools import compress

from trainer.deck.card import Card, DraftCard
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.edit import Edit
from trainer.deck.few_of_a_kind import few_of_a_kind
from trainer.deck.lint.arrangements import check_arrangement, check_typed
from trainer.deck.lint.comments import check_comments, check_swallowed
from trainer.deck.lint.given_away import check_given_away
from trainer.deck.lint.leaks import check_leaks
from trainer.deck.lint.media import check_media
from trainer.deck.lint.near_duplicates import check_alike
from trainer.deck.lint.near_keys import check_near_keys
from trainer.deck.lint.notation import check_notation
from trainer.deck.lint.options import check_options, check_options_in_english
from trainer.deck.lint.prompts import check_prompt, is_english
from trainer.deck.lint.spacing import check_spacing
from trainer.deck.lint.weakness import OnCard, Weakness
from trainer.deck.lint.whole import check_whole
from trainer.deck.reading import Reading
from trainer.deck.source_text import SourceText
from trainer.deck.span import Span, span_at
from trainer.deck.yaml_tree import KeyValue, Mapping, Node, Scalar, Sequence

ANY_LANGUAGE = (check_spacing, check_leaks, check_options, check_arrangement, check_typed)
"""Rules on one card."""

_OF_ALL_CARDS = {Code.NEAR_DUPLICATE, Code.ALIKE_UNLINKED}
"""What a deck written by a program has on every card of it; reported a few times in all."""


def all_findings(reading: Reading, source: SourceText | None = None) -> tuple[Diagnostic, ...]:
    """What reading a deck has found and, where it is sound, what is weak in it; see lint."""
    findings = (*reading.diagnostics, *lint(reading, source))
    return tuple(sorted(findings, key=lambda finding: finding.span[:2]))


def lint(reading: Reading, source: SourceText | None = None) -> tuple[Diagnostic, ...]:
    """Everything that is weak in a sound deck, in the order of the file.

    Args:
        reading: the deck as it was read; one with findings of its own has none here.
        source: the reader's copy of the deck's source, for the rules on evidence.
    """
    if reading.deck is None:
        return ()
    # of what is no card of any kind yet there is nothing to say
    asked = [not isinstance(card, DraftCard) for card in reading.deck.cards]
    deck = reading.deck.model_copy(update={"cards": [*compress(_read(reading.deck), asked)]})
    places = _Places(reading, asked)
    findings = []
    weaknesses = [w for w in _weaknesses(deck, source) if not places.is_as_meant(*w)]
    weaknesses += [w for w in check_media(deck, reading.path.parent) if not places.is_as_meant(*w)]
    swallowed = [*check_swallowed(reading.text, places.cards)]
    # what such a card lacks besides, it lacks for that reason
    weaknesses = [w for w in weaknesses if w[0] not in {at for at, _ in swallowed}] + swallowed
    weaknesses += check_comments(reading.text, reading.tree, places.cards)
    for at, weakness in _not_silenced(deck, weaknesses, source):
        span = places.of(at, weakness)
        fix = places.fix(span, weakness)
        hint = f"{weakness.hint}; trainer check --fix does it" if fix else weakness.hint
        finding = (weakness.code, weakness.message, hint, fix)
        owner = None if weakness.code in _OF_ALL_CARDS else at
        findings.append((owner, Diagnostic(reading.path, span, *finding)))
    findings = sorted(
        dict.fromkeys(findings), key=lambda owned: (*owned[1].span[:2], owned[1].code)
    )
    return tuple(few_of_a_kind(findings))


def _read(deck: Deck) -> Iterable[Card]:
    """The cards with their texts as learners read them."""
    if deck.markup is None:
        return deck.cards
    from trainer.deck.marked_card import plain_card

    return (card if isinstance(card, DraftCard) else plain_card(card) for card in deck.cards)


def _weaknesses(deck: Deck, source: SourceText | None) -> Iterator[OnCard]:
    english = is_english(deck)
    for at, card in enumerate(deck.cards):
        for rule in ANY_LANGUAGE:
            for weakness in rule(card):
                yield at, weakness
        if english:
            for weakness in check_prompt(card, deck.setting or ""):
                yield at, weakness
            for weakness in check_options_in_english(card):
                yield at, weakness
    yield from check_given_away(deck)
    yield from check_notation(deck)
    yield from check_whole(deck)
    yield from check_alike(deck)
    yield from check_near_keys(deck)
    if source and (deck.source or any(card.evidence for card in deck.cards)):
        from trainer.deck.lint.evidence import check_evidence  # most decks have none

        yield from check_evidence(deck, source)


_OF_THE_SOURCE = frozenset(
    {Code.NOT_IN_PASSAGE, Code.HEDGE_DROPPED, Code.NOT_IN_SOURCE, Code.COPIED, Code.POINTER_NOWHERE}
)
"""Found where the article is at hand."""


def _not_silenced(
    deck: Deck, weaknesses: list[OnCard], source: SourceText | None
) -> Iterator[OnCard]:
    """What is not silenced; and the silences that have nothing to silence."""
    silent: set[tuple[int | None, str]] = set()
    for at, weakness in weaknesses:
        silences = deck.silence if at is None else deck.cards[at].silence
        if weakness.code in silences:
            silent.add((at, weakness.code))
        else:
            yield at, weakness
    for at, silences in (
        (None, deck.silence),
        *((at, c.silence) for at, c in enumerate(deck.cards)),
    ):
        for code in silences:
            if (at, code) not in silent and not (code in _OF_THE_SOURCE and source is None):
                yield at, _idle(code)


def _idle(code: str) -> Weakness:
    known = code in set(Code)
    message = f"{code} is not found here any more" if known else f"there is no rule {code}"
    return Weakness(Code.IDLE_SILENCE, message, "remove the line", "silence", code)


class _Places:
    """Where in the file things are."""

    def __init__(self, reading: Reading, asked: list[bool]) -> None:
        self._text = reading.text
        self._root = reading.tree
        self.cards: list[Node] = [*compress(reading.card_nodes, asked)]

    def is_as_meant(self, at: int | None, weakness: Weakness) -> bool:
        """Whether it is about spaces in a literal block, which is there to keep them."""
        if weakness.code is not Code.SPACING:
            return False
        span = self.of(at, weakness._replace(words=""))
        return self._text.startswith("|", span.start)

    def fix(self, span: Span, weakness: Weakness) -> Edit | None:
        """The change that fixes it, where the deck's text has its words."""
        is_there = self._text[span.start : span.end] == weakness.words
        if weakness.instead is None or not is_there:
            return None
        return Edit(span.start, span.end, weakness.instead)

    def of(self, at: int | None, weakness: Weakness) -> Span:
        """The words where they can be found, else the value of the key, else the card's dash."""
        node = self._root if at is None else self.cards[at]
        entry = node.entries.get(weakness.field or "") if isinstance(node, Mapping) else None
        if entry is None:
            return node.span._replace(end=node.span.start + 1)
        if not isinstance(entry.value, Scalar) and weakness.entry is None:
            return entry.key.span
        span = _inner(entry, weakness.entry).span
        end = span.end
        if weakness.code is Code.COMMENT_IN_TEXT:
            line_end = self._text.find("\n", end)
            end = line_end if line_end >= 0 else len(self._text)
        start = self._text.find(weakness.words, span.start, end) if weakness.words else -1
        return span if start < 0 else span_at(self._text, start, start + len(weakness.words))


def _inner(entry: KeyValue, which: int | str | None) -> Node:
    match entry.value:
        case Sequence(items=items) if isinstance(which, int) and which < len(items):
            return items[which]
        case Sequence(items=items) if isinstance(which, str):
            return next(
                (item for item in items if isinstance(item, Scalar) and item.text == which),
                entry.value,
            )
        case Mapping(entries=entries) if which in entries:
            return entries[str(which)].key
        case _:
            return entry.value
