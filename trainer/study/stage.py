"""How far a session is."""

from enum import StrEnum


class Stage(StrEnum):
    """How far the session is."""

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
