"""How far a drill is."""

from enum import StrEnum


class DrillStage(StrEnum):
    """How far a drill is."""

    LOBBY = "lobby"
    THINK = "think"
    """The question is shown alone."""
    OPEN = "open"
    """Answers are taken."""
    CLOSED = "closed"
    """No more answers; the key is still hidden."""
    REVOTE = "revote"
    """Answers are taken once more, after a discussion."""
    REVEALED = "revealed"
    DONE = "done"


STAGE_IN_WORDS = {
    DrillStage.LOBBY: "who is here?",
    DrillStage.THINK: "think",
    DrillStage.OPEN: "answer",
    DrillStage.CLOSED: "answers closed",
    DrillStage.REVOTE: "vote again",
    DrillStage.REVEALED: "the answer",
    DrillStage.DONE: "the end",
}
"""What happens in a stage, as the wall and each cockpit say it."""
TAKING = (DrillStage.OPEN, DrillStage.REVOTE)
"""The stages in which answers are taken; a flashcard's are when it is revealed."""
