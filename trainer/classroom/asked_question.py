"""The questions of a drill: as its log keeps them, and as devices answer them."""

from collections.abc import Iterable, Mapping

from trainer.asking.question import Question
from trainer.classroom.event import AskedQuestion
from trainer.deck.card import kind_named
from trainer.deck.form_base import Answer, NoAnswerError
from trainer.deck.item import Item

LONGEST = 200
"""Characters of a text in an answer from a device; no key of a drill is longer."""


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
    deck, _, name = asked.ref.partition("/")
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


def read_sent(question: Question, sent: object) -> Answer:
    """The answer that a device sent.

    Raises:
        NoAnswerError: it is none to this question, or too long.
    """
    if any(len(text) > LONGEST for text in _written(sent, question.options)):
        raise NoAnswerError(f"Write at most {LONGEST} characters.")
    return question.form.read(sent)


def _written(sent: object, options: tuple[str, ...]) -> Iterable[str]:
    """The texts in what was sent that are none of the options."""
    match sent:
        case str():
            return () if sent in options else (sent,)
        case list() | tuple():
            return (text for one in sent for text in _written(one, options))
        case Mapping():
            return (text for one in sent.values() for text in _written(one, options))
        case _:
            return ()
