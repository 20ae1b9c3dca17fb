"""Where a session stands, and what a mark suggests."""

from enum import StrEnum

from trainer.grading.mark import Mark, Verdict
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


_MOSTLY = 2 / 3
"""From this share on, what is partly right was hard rather than forgotten."""


def suggested_by(mark: Mark) -> Rating:
    """The rating that a mark suggests; the learner may choose another."""
    if mark.verdict is Verdict.RIGHT:
        return Rating.GOOD
    return Rating.HARD if mark.score >= _MOSTLY - 1e-9 else Rating.AGAIN
