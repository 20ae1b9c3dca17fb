"""What a card says, text by text, and where."""

from collections.abc import Iterator, Mapping

from trainer.deck.card import Card, Cloze, TrueFalse
from trainer.deck.card_base import AskedCard, Said, text_fields


def prompt(card: Card) -> Said:
    """The question; of a cloze its sentence with every gap filled."""
    if isinstance(card, Cloze):
        return Said(card.blanked(()), "cloze")
    assert isinstance(card, AskedCard)  # noqa: S101 - every kind but the cloze
    return Said(card.q, "q")


def everything(card: Card) -> Iterator[Said]:
    """All that a learner reads on the card, its wrong options among it."""
    yield prompt(card)
    if not isinstance(card, Cloze | TrueFalse):  # whose prompt says it
        yield from card.answers
    said = {"q", "accept", card.answer_key if card.has_key else ""}
    for field in text_fields(type(card)):
        if field not in said:
            yield from _texts(getattr(card, field), field)


def _texts(value: object, field: str) -> Iterator[Said]:
    match value:
        case str():
            yield Said(value, field)
        case tuple():
            yield from (Said(text, field, at) for at, text in enumerate(value))
        case Mapping():
            for name, reason in value.items():
                yield Said(name, field, name)
                if reason:
                    yield Said(reason, field, name)
        case _:
            return
