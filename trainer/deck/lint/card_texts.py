"""What a card says, text by text, and where."""

from collections.abc import Iterator, Mapping

from trainer.deck.card import Card, Cloze, TrueFalse
from trainer.deck.card_base import AskedCard, FieldText, text_fields


def prompt(card: Card) -> FieldText:
    """The question; of a cloze its sentence with every gap filled."""
    if isinstance(card, Cloze):
        return FieldText(card.blanked(()), "cloze")
    assert isinstance(card, AskedCard)  # noqa: S101 - every kind but the cloze
    return FieldText(card.q, "q")


def everything(card: Card) -> Iterator[FieldText]:
    """All that a learner reads on the card, its wrong options among it."""
    yield prompt(card)
    if not isinstance(card, Cloze | TrueFalse):  # whose prompt says it
        yield from card.answers
    done = {"q", "accept", card.answer_key if card.has_key else ""}
    for field in text_fields(type(card)):
        if field not in done:
            yield from _texts(getattr(card, field), field)


def _texts(value: object, field: str) -> Iterator[FieldText]:
    match value:
        case str():
            yield FieldText(value, field)
        case tuple():
            yield from (FieldText(text, field, at) for at, text in enumerate(value))
        case Mapping():
            for name, reason in value.items():
                yield FieldText(name, field, name)
                if reason:
                    yield FieldText(reason, field, name)
        case _:
            return
