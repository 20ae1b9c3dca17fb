"""What every front shows once the answer is out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from trainer.asking.question import Question
from trainer.deck.item import Item
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
    item, text_of = question.item, question.item.text_of
    answered = mark is not None and bool(mark.parts)
    options = _options(question, mark if answered else None)
    note = mark.note if mark else ""
    if mark and mark.parts and not note and mark.verdict is Verdict.RIGHT:
        note = item.card.tolerated(mark.parts[0].given)
    return Reveal(
        verdict=mark.verdict if mark and answered else None,
        not_answered=mark is not None and not answered and question.has_key,
        note="" if options or note in item.solution else note,
        options=options,
        parts=tuple(_parts(question, mark)) if mark and not options else (),
        key=item.solution,
        filled=_filled(item),
        why=text_of(item.card.why or ""),
        evidence=item.card.evidence,
    )


def _options(question: Question, mark: Mark | None) -> tuple[Option, ...]:
    if not question.form.chooses:
        return ()
    chosen = {part.given for part in mark.parts} if mark else set()
    reasons, right = question.item.card.reasons, question.right_labels
    text_of = question.item.text_of
    several = mark is not None and len(mark.parts) > 1
    return tuple(
        Option(
            text=text_of(option),
            right=option in right,
            chosen=option in chosen,
            missed=several and option in right and option not in chosen,
            reason=text_of(reasons.get(option) or ""),
        )
        for option in question.options
    )


def _parts(question: Question, mark: Mark) -> Iterator[Part]:
    """What was marked; what is arranged is in a mark as its author wrote it."""
    text_of = question.item.text_of
    for part in mark.parts:
        if not question.sources:
            yield part
            continue
        label, given, expected = map(text_of, (part.label, part.given, part.expected))
        yield replace(part, label=label, given=given, expected=expected)


def _filled(item: Item) -> tuple[tuple[str, bool], ...]:
    filled = item.card.filled(item.gaps)
    if not (filled and item.markup):
        return filled
    from trainer.deck.marked_card import shown_filled

    return ((shown_filled(item.card, item.gaps), False),)
