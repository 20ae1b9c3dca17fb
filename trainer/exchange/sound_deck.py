"""The text of an imported deck that `trainer check` takes: what it would refuse is a draft."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from trainer.deck.card import Card, Cloze, Flashcard, Typed
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Severity
from trainer.deck.identity import card_key
from trainer.deck.links import LINKS
from trainer.deck.reader import read_deck_text
from trainer.deck.reading import Reading
from trainer.deck.writer import CardBlock, card_block, text_of_blocks
from trainer.errors import TrainerError
from trainer.exchange.import_result import Notice, quoted
from trainer.exchange.renewing import comments

_CARD = "  - "
"""How the line begins on which a card does."""
_PASSES = 20
"""Each can find what the one before it hid."""
_NOWHERE = Path("imported.yaml")


class SoundDeck(NamedTuple):
    """A deck as it can be written."""

    text: str
    deck: Deck
    """As the text is read."""
    done: tuple[Notice, ...]
    """What became a draft, and why."""
    losses: tuple[Notice, ...]
    """What is no card even as a draft."""


def sound_deck(
    title: str,
    cards: Sequence[Card],
    head: dict[str, object],
    drafts: Mapping[str, str],
    remarks: Mapping[str, str] = MappingProxyType({}),
) -> SoundDeck:
    """The text of a deck that reads back as these very cards.

    Args:
        title: the deck's title.
        cards: in their order.
        head: more keys of the deck.
        drafts: key of each card that is a draft already -> why.
        remarks: key of a card -> comments above it.

    Raises:
        TrainerError: what is above the cards cannot be read.
    """
    now = list(cards)
    above = comments(remarks, drafts)
    blocks = [card_block(card, above.get(card_key(card))) for card in now]
    notices: list[Notice] = []
    losses: list[Notice] = []
    for _ in range(_PASSES):
        if not now:
            reason = f": {losses[0].what}" if losses else ""
            raise TrainerError(
                f"Nothing in the file is a card{reason}.", "See: trainer import --help"
            )
        deck, refused = _read_back(title, head, now, blocks)
        if deck and not refused:
            text = text_of_blocks(title, head, blocks)
            return SoundDeck(text, deck, tuple(notices), tuple(losses))
        for at in sorted(refused, reverse=True):
            card, why = now[at], refused[at]
            key = card_key(card)
            if card.status == "draft":
                losses.append(Notice(f"card {key}", f"{why}: {quoted(card.prompt)}", whole=True))
                del now[at], blocks[at]
                continue
            now[at] = card.model_copy(update={"status": "draft"})
            blocks[at] = card_block(now[at], comments(remarks, {key: why}).get(key))
            notices.append(Notice(f"card {key}", f"a draft: {why}"))
    raise TrainerError("The cards of this file make no deck that could be read.", "Split the file.")


def _read_back(
    title: str, head: Mapping[str, object], cards: Sequence[Card], blocks: Sequence[CardBlock]
) -> tuple[Deck | None, dict[int, str]]:
    """The deck as it will be read, and the cards that keep it from being as it was meant.

    Those that surely come back are not read from their text.
    """
    some: Sequence[int] = range(len(cards))
    linked = any(any(map(attrgetter(link), cards)) for link in LINKS)
    if not (linked or head.get("tags")) and len(set(map(card_key, cards))) == len(cards):
        unsure = [at for at in some if not _surely_comes_back(cards[at], blocks[at])]
        some = unsure or some[:1]  # one for what is above it
    text = text_of_blocks(title, head, [blocks[at] for at in some])
    reading = read_deck_text(text, _NOWHERE)
    refused = {some[at]: why for at, why in _refused(reading, [cards[at] for at in some])}
    if refused or reading.deck is None:
        return None, refused
    read = dict(zip(some, reading.cards, strict=True))
    every = tuple(read.get(at, card) for at, card in enumerate(cards))
    return reading.deck.model_copy(update={"cards": every}), {}


def _surely_comes_back(card: Card, block: CardBlock) -> bool:
    """Whether a card is what its model says, and in a text that YAML reads as it is."""
    return block.is_plain and card.status is None and isinstance(card, Flashcard | Typed | Cloze)


def _refused(reading: Reading, cards: Sequence[Card]) -> Iterator[tuple[int, str]]:
    errors = [one for one in reading.diagnostics if one.severity is Severity.ERROR]
    lines = reading.text.split("\n") if errors else []
    starts = [number for number, line in enumerate(lines, 1) if line.startswith(_CARD)]
    for error in errors:
        at = bisect_right(starts, error.span.line) - 1
        if at < 0:
            raise TrainerError(
                f"The deck could not be read: {error.message}.", "Give it another --title."
            )
        yield min(at, len(cards) - 1), error.message
    if not errors:
        read = reading.cards
        for at, card in enumerate(cards):
            if at >= len(read) or not _is_the_same(card, read[at]):
                yield at, "it does not read back as it was"


def _is_the_same(card: Card, read: Card) -> bool:
    """Whether a card came back; a draft is one of any kind, as long as it is the same draft."""
    drafts = card.status == read.status == "draft"
    return read == card or (drafts and card_key(read) == card_key(card))
