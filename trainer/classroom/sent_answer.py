"""An answer that a device sent: read by the one codec of answers, with a bound."""

from collections.abc import Iterable, Mapping

from trainer.asking.question import Question
from trainer.deck.form_base import Answer, NoAnswerError


def read_sent(question: Question, sent: object) -> Answer:
    """The answer that a device sent.

    Raises:
        NoAnswerError: it is none to this question, or too long.
    """
    if any(len(text) > question.longest for text in _written(sent, question.options)):
        raise NoAnswerError(f"Write at most {question.longest} characters.")
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
