"""An answer that a device sent: read by the one codec of answers, with a bound."""

from collections.abc import Iterable, Mapping

from trainer.asking.question import Question
from trainer.deck.form_base import Answer, NoAnswerError

LONGEST = 200
"""Characters of a text in an answer from a device; no key of a drill is longer."""


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
