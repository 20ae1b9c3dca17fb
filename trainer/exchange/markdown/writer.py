"""Decks as Markdown, to read, print and read back."""

import re
from collections.abc import Iterator

from trainer.deck.card import (
    Card,
    Cloze,
    Date,
    DraftCard,
    Flashcard,
    Hide,
    ListCard,
    Match,
    MultipleChoice,
    Number,
    Order,
    PickAll,
    TrueFalse,
    Typed,
    Where,
)
from trainer.deck.deck import Deck
from trainer.deck.marked_card import is_marked_up
from trainer.exchange.import_result import Notice
from trainer.exchange.losses import (
    OTHER_NAMES,
    REASONS,
    RIGHT_REASONS,
    cards_with_answers,
    kind_elsewhere,
    losses_of_card,
    losses_of_deck,
)
from trainer.exchange.markdown.entries import written
from trainer.exchange.markdown.front_matter import PLAIN
from trainer.exchange.markdown.question import INDENT

_KEPT = frozenset(
    "accept correction extra hint id importance ordered reverse tags together tolerance unit"
    " why".split()
)
_HEADLINE = re.compile(r".*(?<!#)")
"""What a heading holds whole: a single line, and at its end nothing that may close it."""
_USUAL = 2
"""How much most cards matter."""


def write_markdown(deck: Deck) -> tuple[str, tuple[Notice, ...]]:
    """A deck as Markdown.

    Returns:
        The text, and what of the deck it does not hold.
    """
    losses = list(losses_of_deck(deck, {"markup"}))
    blocks = [*_head(deck), f"# {' '.join(deck.title.split())}"]
    for card in cards_with_answers(deck, losses):
        held = OTHER_NAMES if isinstance(card, ListCard) else RIGHT_REASONS
        shown = {"picture", "self_marked"} if isinstance(card, Hide | Where) else set[str]()
        losses += losses_of_card(card, _KEPT | {REASONS, held} | shown, kind_elsewhere(card))
        blocks.append(_block(card))
    return "\n\n".join(blocks) + "\n", tuple(losses)


def _head(deck: Deck) -> Iterator[str]:
    """How the texts are marked up, where a reader would have to guess it."""
    written = [card for card in deck.cards if not isinstance(card, DraftCard)]
    if deck.markup or any(map(is_marked_up, written)):
        yield f"---\nmarkup: {deck.markup or PLAIN}\n---"


def _block(card: Card) -> str:
    return "\n".join([*_asked(card), *_tail(card)])


def _tail(card: Card) -> Iterator[str]:
    if card.why:
        yield _keyed("Why", card.why)
    if card.hint:
        yield _keyed("Hint", card.hint)
    words = [f"id={card.id}"] if card.id else []
    words += [
        key
        for key in ("reverse", "together", "ordered", "self_marked")
        if getattr(card, key, False)
    ]
    words += [f"importance={card.importance}"] if card.importance != _USUAL else []
    if words:
        yield f"Card: {' '.join(words)}"
    if card.tags:
        yield f"Tags: {' '.join(card.tags)}"


def _asked(card: Card) -> Iterator[str]:  # noqa: PLR0912 - a branch for each kind
    match card:
        case Cloze():
            yield _keyed("C", card.cloze)
            if card.accept:
                yield "Accept:"
                yield from (written(text, forms) for text, forms in card.accept.items())
            return
        case MultipleChoice() | PickAll():
            yield f"## {card.q}" if _HEADLINE.fullmatch(card.q) else _keyed("Q", card.q)
            yield ""
            rights = [card.a] if isinstance(card, MultipleChoice) else card.a
            right = {str(option): option.why for option in rights}
            reasons = {str(option): why for option, why in card.wrong.items()} | right
            for option in sorted(card.options):
                why = reasons[option]
                box = f"- [{'x' if option in right else ' '}] "
                yield written(option, [why] if why else [], box)
            yield ""
            return
        case _:
            yield _keyed("Q", card.prompt)
    match card:
        case Flashcard():
            yield _keyed("A", card.a)
        case Typed():
            yield _keyed("Typed", card.typed)
            yield from _list("Accept", card.accept)
        case TrueFalse():
            yield f"Truth: {'true' if card.truth else 'false'}"
            yield from [_keyed("Correction", card.correction)] if card.correction else []
        case Number():
            yield f"Number: {card.number:f}"
            yield from [_keyed("Unit", card.unit)] if card.unit else []
            yield from [f"Tolerance: {card.tolerance}"] if card.tolerance else []
        case Date():
            yield f"Date: {card.date}"
        case Order():
            yield from _list("Order", card.order)
        case ListCard():
            yield "List:"
            yield from (written(entry, entry.accept) for entry in card.list)
        case Hide() | Where():
            yield from _regions(card)
        case Match():
            yield "Match:"
            yield from (written(left, [right]) for left, right in card.match.items())
            yield from _list("Extra", card.extra)
        case _:
            yield _keyed("A", card.solution)


def _regions(card: Hide | Where) -> Iterator[str]:
    if isinstance(card, Where):
        yield _keyed("Point at", card.where)
    yield "Regions:"
    for name, region in card.hide.items():
        yield written(name, [" ".join(f"{part:g}" for part in region)])
    if isinstance(card, Hide) and card.accept:
        yield "Accept:"
        yield from (written(name, forms) for name, forms in card.accept.items())


def _list(key: str, texts: tuple[str, ...]) -> Iterator[str]:
    if texts:
        yield f"{key}:"
        yield from (written(text) for text in texts)


def _keyed(key: str, text: str) -> str:
    """A key and its text; a fence of code opens on a line of its own."""
    apart = f"\n{INDENT}" if text.startswith(("```", "~~~")) else " "
    return f"{key}:{apart}{_running_on(text)}"


def _running_on(text: str) -> str:
    """Lines of which none after the first can be taken for the beginning of something else."""
    first, *others = text.splitlines()
    return "\n".join([first, *(f"{INDENT}{line}" if line else "" for line in others)])
