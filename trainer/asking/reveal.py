"""What every front shows once the answer is out."""

from dataclasses import dataclass

from trainer.asking.question import Question
from trainer.grading.mark import Mark, Part, Verdict


@dataclass(frozen=True, slots=True)
class Option:
    """An option, and what became of it."""

    text: str
    right: bool
    chosen: bool
    missed: bool
    """Whether it is right and was left out, of an answer that may name several."""
    reason: str
    """Why it is right or wrong, where the author says so."""


@dataclass(frozen=True, slots=True)
class Reveal:
    """The answer as it is revealed."""

    verdict: Verdict | None
    """None where learners mark themselves, and where nothing was answered."""
    not_answered: bool
    """Whether the learner asked for the key without answering."""
    note: str
    """A remark on the answer that nothing below says."""
    options: tuple[Option, ...]
    """For a question that is answered by choosing: every option in the order shown."""
    parts: tuple[Part, ...]
    """Else what was marked, one by one; empty where nothing was answered."""
    key: str
    """The right answer, one line for each of its parts."""
    filled: tuple[tuple[str, bool], ...]
    """A sentence with gaps, filled in: its pieces, and which of them was a gap."""
    why: str
    evidence: tuple[str, ...]


def reveal(question: Question, mark: Mark | None) -> Reveal:
    """What to show of a question once it is answered.

    Args:
        question: what was asked.
        mark: what the answer was worth; without parts where none was given; None where
            learners mark themselves, or nobody was asked.
    """
    item = question.item
    answered = mark is not None and bool(mark.parts)
    options = _options(question, mark if answered else None)
    note = mark.note if mark else ""
    return Reveal(
        verdict=mark.verdict if mark and answered else None,
        not_answered=mark is not None and not answered and question.has_key,
        note="" if options or note in item.solution else note,
        options=options,
        parts=mark.parts if mark and not options else (),
        key=item.solution,
        filled=item.card.filled(item.gaps),
        why=item.card.why or "",
        evidence=item.card.evidence,
    )


def _options(question: Question, mark: Mark | None) -> tuple[Option, ...]:
    if not question.form.chooses:
        return ()
    chosen = {part.given for part in mark.parts} if mark else set()
    reasons, right = question.item.card.reasons, question.right_labels
    several = mark is not None and len(mark.parts) > 1
    return tuple(
        Option(
            text=option,
            right=option in right,
            chosen=option in chosen,
            missed=several and option in right and option not in chosen,
            reason=reasons.get(option) or "",
        )
        for option in question.options
    )
