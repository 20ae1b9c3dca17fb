"""What a card says, text by text, and where."""

from collections.abc import Iterator
from typing import NamedTuple

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
    Poll,
    TrueFalse,
    Typed,
    Where,
)
from trainer.deck.card_base import AskedCard


class Said(NamedTuple):
    """One text of a card."""

    text: str
    field: str
    entry: int | str | None = None


def prompt(card: Card) -> Said:
    """The question; of a cloze its sentence with every gap filled."""
    if isinstance(card, Cloze):
        return Said(card.blanked(()), "cloze")
    assert isinstance(card, AskedCard)  # noqa: S101 - every kind but the cloze
    return Said(card.q, "q")


def answers(card: Card) -> tuple[Said, ...]:
    """What the card holds to be right, without what is merely accepted as well."""
    match card:
        case Flashcard() | MultipleChoice():
            return (Said(card.a, "a"),)
        case PickAll():
            return tuple(Said(text, "a", at) for at, text in enumerate(card.a))
        case Typed():
            return (Said(card.typed, "typed"),)
        case Cloze():
            return tuple(Said(gap.text, "cloze") for gap in card.gaps)
        case TrueFalse():
            right = Said(card.q, "q") if card.truth else Said(card.correction or "", "correction")
            return (right,)
        case Number():
            return (Said(card.solution, "number"),)
        case Date():
            return (Said(card.solution, "date"),)
        case Order():
            return tuple(Said(text, "order", at) for at, text in enumerate(card.order))
        case ListCard():
            return tuple(Said(text, "list", at) for at, text in enumerate(card.list))
        case Match():
            return tuple(
                Said(f"{left}: {right}", "match", left) for left, right in card.match.items()
            )
        case Hide():
            return tuple(Said(name, "hide", name) for name in card.hide)
        case Where() | Poll() | DraftCard():  # where it is no text says, nor what one thinks
            return ()


def everything(card: Card) -> Iterator[Said]:
    """All that a learner reads on the card, its wrong options among it."""
    yield prompt(card)
    if not isinstance(card, Cloze | TrueFalse):
        yield from answers(card)
    if isinstance(card, TrueFalse) and card.correction:
        yield Said(card.correction, "correction")
    if isinstance(card, MultipleChoice | PickAll):
        for option, reason in card.wrong.items():
            yield Said(option, "wrong", option)
            if reason:
                yield Said(reason, "wrong", option)
    if isinstance(card, Poll):
        yield from (Said(text, "poll", at) for at, text in enumerate(card.poll))
    if isinstance(card, Match):
        yield from (Said(text, "extra", at) for at, text in enumerate(card.extra))
    if card.hint:
        yield Said(card.hint, "hint")
    if card.why:
        yield Said(card.why, "why")
