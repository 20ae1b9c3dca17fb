"""A question as the log of its drill keeps it, whatever becomes of its card."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from trainer.asking.question import Question
from trainer.deck.card import kind_named
from trainer.deck.identity import deck_and_item
from trainer.deck.item import Item


class AskedQuestion(BaseModel):
    """A question as it was asked: neither a report nor going on with the drill needs a deck.

    So a card that is fixed in mid-lesson, after a crash, changes nothing that was asked.
    """

    model_config = ConfigDict(frozen=True)

    ref: str
    """`deck/item`."""
    kind: str
    prompt: str
    setting: str = ""
    """The line of its deck that belongs to every question; empty where there is none."""
    language: str = ""
    """The language of its deck; empty where it names none."""
    solution: str
    options: tuple[str, ...] = ()
    """What there was to choose from or arrange, in the order shown."""
    card: dict[str, Any]
    """The card's own fields."""
    gaps: tuple[int, ...] = ()
    """The gaps that are blank, for a cloze."""
    reversed: bool = False
    """Whether a flashcard was asked the other way round."""
    markup: bool = False
    """Whether its texts are marked up."""

    @property
    def has_key(self) -> bool:
        """Whether there is a right answer, which counts; there is none to what a class thinks."""
        return kind_named(self.kind).has_key


def asked_of(question: Question) -> AskedQuestion:
    """A question as the log keeps it."""
    item = question.item
    return AskedQuestion(
        ref=item.ref,
        kind=item.card.kind,
        prompt=str(question.prompt),
        setting=item.setting,
        language=item.language,
        solution=str(item.solution),
        options=question.options,
        card=item.card.model_dump(mode="json", exclude_defaults=True),
        gaps=item.gaps,
        reversed=item.reversed,
        markup=item.markup,
    )


def question_of(asked: AskedQuestion) -> Question:
    """The question as the log kept it, whatever became of its card since.

    Raises:
        ValueError: what was kept is no card.
    """
    deck, name = deck_and_item(asked.ref)
    card = kind_named(asked.kind).model_validate(asked.card)
    item = Item.of(
        deck,
        name,
        card,
        asked.gaps,
        reversed=asked.reversed,
        setting=asked.setting,
        markup=asked.markup,
        language=asked.language,
    )
    form = card.form(asked.gaps)
    shown = form.arranged(asked.options) if asked.options else form
    return Question(item, shown)
