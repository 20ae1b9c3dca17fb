"""What a class answered, in words, and how many answered so; opinions alike counted together."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from trainer.asking.question import Question
from trainer.classroom.room_state import RoomState
from trainer.deck.form_base import Answer, NoAnswerError
from trainer.deck.likeness import folded, searchable

_ALIKE = 85.0
"""How alike (of 100) two texts must be to be counted together: a slip of the pen, an ending."""
_SHORTEST = 5
"""Letters below which a slip makes another word: `no` is not `now`."""


def chosen(state: RoomState, question: Question, number: int, round_: int) -> Mapping[str, int]:
    """Answer -> how many gave it, options in the order shown, others by number.

    An option that is chosen is as its author wrote it: two may be the same in plain words. What
    a class thinks is grouped by likeness.

    Args:
        state: of the drill.
        question: the question.
        number: which it is, from 0.
        round_: the vote.
    """
    counts: Counter[str] = Counter()
    for answered in state.answers.get((number, round_), {}).values():
        counts.update(_parts(question, answered.answer, shown=not question.form.counts))
    hands = state.tallies.get((number, round_), ())
    counts.update(dict(zip(question.form.labels, hands, strict=False)))
    if question.form.counts:
        return {label: counts.get(label, 0) for label in question.form.labels}
    return dict(counts.most_common()) if question.has_key else grouped(counts.elements())


def chosen_in_words(
    state: RoomState, question: Question, number: int, round_: int
) -> Mapping[str, int]:
    """The same with each option as it is shown, in plain text."""
    found = chosen(state, question, number, round_)
    if not question.form.counts:
        return found
    shown: Counter[str] = Counter()
    for option, many in found.items():
        shown[question.item.text_of(option)] += many
    return dict(shown)


def answer_in_words(question: Question, kept: object) -> str:
    """A kept answer as it is shown, on one line."""
    return " / ".join(_parts(question, kept, shown=True))


def _parts(question: Question, kept: object, *, shown: bool) -> Sequence[str]:
    """The parts of a kept answer that are counted.

    Args:
        question: what was asked.
        kept: the answer.
        shown: whether options are as they are shown; else as their author wrote them.
    """
    try:
        answer = question.form.read(kept)
    except NoAnswerError:  # kept by another version, or by hand
        return ["(nothing)"]
    if shown and question.sources:
        answer = _as_shown(answer, question.item.text_of)
    parts = question.item.card.counted(question.form, answer)
    return [text or "(nothing)" for text in parts] or ["(nothing)"]


def _as_shown(answer: Answer, text_of: Callable[[str], str]) -> Answer:
    """An answer by options, as its learner saw them."""
    match answer:
        case str():
            return text_of(answer)
        case tuple() | frozenset():
            return type(answer)(map(text_of, answer))
        case dict():
            return {text_of(left): text_of(right) for left, right in answer.items()}
        case _:
            return answer


def grouped(texts: Iterable[str]) -> Mapping[str, int]:
    """Text -> how many wrote so, the largest group first; each group in its commonest wording.

    Nothing is decided by it: it is a picture of the class, and no mark.

    Args:
        texts: what was written, oldest first.
    """
    wordings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        wordings[folded(searchable(text)) or text.strip()][text.strip()] += 1
    groups: dict[str, Counter[str]] = {}
    for form, wording in sorted(wordings.items(), key=lambda entry: -entry[1].total()):
        near = _nearest(form, groups)
        groups.setdefault(near or form, Counter()).update(wording)
    largest = sorted(groups.values(), key=lambda group: -group.total())
    return {group.most_common(1)[0][0]: group.total() for group in largest if group}


def _nearest(form: str, others: Iterable[str]) -> str | None:
    from rapidfuzz import fuzz, process  # few drills ask for opinions

    if len(form) < _SHORTEST:
        return None
    long = [other for other in others if len(other) >= _SHORTEST]
    found = process.extractOne(form, long, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[0] if found else None
