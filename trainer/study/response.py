"""What a learner gave to a question, and what it is worth."""

from dataclasses import dataclass, replace
from typing import Self

from trainer.deck.form_base import Answer
from trainer.grading.mark import Mark, Verdict
from trainer.grading.marker import written_answer
from trainer.memory.rating import Rating
from trainer.study.stage import WrongStageError

_MOSTLY = 2 / 3
"""From this share on, what is partly right was hard rather than forgotten."""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer and its mark; blank while there is none."""

    answer: Answer | None = None
    """None if the learner only looked."""
    mark: Mark | None = None
    """None for a flashcard, which learners rate themselves."""
    is_taken: bool = False
    """Whether its learner took it as right, against the marking."""

    @property
    def text(self) -> str | None:
        """The answer as it was typed; None for one that was not."""
        return written_answer(self.answer)

    @property
    def suggested(self) -> Rating | None:
        """The rating that follows from the mark; the learner may choose another."""
        return suggested_by(self.mark) if self.mark else None

    @property
    def can_be_taken(self) -> bool:
        """Whether it was marked as less than right."""
        return self.answer is not None and self.mark is not None and self.mark.score < 1

    def taken_as_right(self) -> Self:
        """The same, right: the learner knows better than the marking.

        Raises:
            WrongStageError: there is no answer.
        """
        if self.mark is None or self.answer is None:
            raise WrongStageError("there is no answer to take as right")
        parts = tuple(replace(part, right=True, runs=()) for part in self.mark.parts)
        return replace(self, mark=Mark(1.0, parts, "Counted as right."), is_taken=True)


def suggested_by(mark: Mark) -> Rating:
    """The rating that a mark suggests."""
    if mark.verdict is Verdict.RIGHT:
        return Rating.GOOD
    return Rating.HARD if mark.score >= _MOSTLY - 1e-9 else Rating.AGAIN
