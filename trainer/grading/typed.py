"""Typed answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from trainer.deck.acceptance.equality import Circumstances
from trainer.deck.acceptance.judge import judge
from trainer.deck.acceptance.judgement import Judgement
from trainer.deck.likeness import alike
from trainer.grading.letter_diff import compare
from trainer.grading.mark import Mark, Part

LONGEST = 1000
"""Of an answer with more characters than this, and than twice the key's, no more is read."""


@dataclass(frozen=True, slots=True)
class JudgedPart:
    """A part of an answer with what there is to say about it."""

    part: Part
    judgement: Judgement


def mark_text(answer: str, keys: tuple[str, ...], at: Circumstances) -> Mark:
    """Mark a typed answer against the key and what is accepted in its stead."""
    return mark_of([judged_part("", answer, keys, at)])


def mark_of(parts: Iterable[JudgedPart]) -> Mark:
    """The mark of parts of equal weight; unread where one of them is no answer of its kind."""
    parts = tuple(parts)
    worth = sum(one.judgement.worth for one in parts) / len(parts)
    unread = [one.judgement for one in parts if one.judgement.unread]
    remarks = (unread[0].remarks if unread else remarks_of(parts)) or ()
    return Mark(
        0.0 if unread else worth,
        tuple(one.part for one in parts),
        " ".join(remarks),
        unread=bool(unread),
    )


def remarks_of(parts: Iterable[JudgedPart]) -> tuple[str, ...]:
    """What there is to say of the parts, each thing once; spellings in one row."""
    endings: dict[str, list[str]] = {}
    for part in parts:
        for remark in part.judgement.remarks:
            begun, colon, what = remark.partition(": ")
            endings.setdefault(begun, []).extend([what] if colon else [])
    return tuple(
        f"{begun}: {', '.join(dict.fromkeys(what))}" if what else begun
        for begun, what in endings.items()
    )


def judged_part(label: str, answer: str, keys: tuple[str, ...], at: Circumstances) -> JudgedPart:
    """Judge one text; the comparison is with whichever accepted text is nearest."""
    answer = answer.strip()
    limit = max(LONGEST, *(2 * len(right) for right in keys))
    if not answer or len(answer) > limit:
        wrong = Judgement.wrong(keys[0])
        return JudgedPart(Part(label, answer[:limit], keys[0], right=False), wrong)
    judgement = judge(answer, keys, at)
    right = judgement.worth == 1
    if right and not judgement.remarks:
        return JudgedPart(Part(label, answer, keys[0], right=True), judgement)
    nearest = judgement.key if right else _nearest(answer, keys)
    return JudgedPart(
        Part(label, answer, nearest, right=right, runs=compare(answer, nearest)), judgement
    )


def _nearest(answer: str, keys: tuple[str, ...]) -> str:
    return max(keys, key=lambda right: alike(answer.casefold(), right.casefold()))
