"""Where a session stands, and what a mark suggests."""

from enum import StrEnum

from trainer.grading.mark import Verdict
from trainer.memory.rating import Rating


class Stage(StrEnum):
    """Where the session stands."""

    THINKING = "thinking"
    """A question with options that stay hidden until the learner has thought."""
    ASKING = "asking"
    """A question that awaits its answer."""
    ANSWERED = "answered"
    """The answer is shown and awaits its rating."""
    WAITING = "waiting"
    """Nothing to ask before `Session.until`."""
    FINISHED = "finished"
    """Nothing more to ask today."""


class WrongStageError(RuntimeError):
    """A front called what the session's stage does not allow."""


SUGGESTED = {
    Verdict.WRONG: Rating.AGAIN,
    Verdict.PARTLY: Rating.HARD,
    Verdict.RIGHT: Rating.GOOD,
}
"""The rating that a mark suggests; the learner may choose another."""
