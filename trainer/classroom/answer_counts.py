"""What a class answered, in words, and how many answered so; opinions alike counted together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from trainer.asking.question import Question
from trainer.classroom.state import RoomState
from trainer.deck.form_base import NoAnswerError
from trainer.deck.likeness import folded, searchable

_ALIKE = 85.0
"""How alike (of 100) two texts must be to be counted together: a slip of the pen, an ending."""
_SHORTEST = 5
"""Letters below which a slip makes another word: `no` is not `now`."""


def chosen(state: RoomState, question: Question, number: int, round_: int) -> Mapping[str, int]:
    """Answer in words -> how many gave it, options in the order shown, others by number.

    What a class thinks is grouped by likeness.

    Args:
        state: of the drill.
        question: the question.
        number: which it is, from 0.
        round_: the vote.
    """
    counts: Counter[str] = Counter()
    for answered in state.answers.get((number, round_), {}).values():
        counts.update(answer_in_words(question, answered.answer))
    hands = state.tallies.get((number, round_), ())
    counts.update(dict(zip(question.form.labels, hands, strict=False)))
    if question.form.counts:
        return {label: counts.get(label, 0) for label in question.form.labels}
    return dict(counts.most_common()) if question.has_key else grouped(counts.elements())


def answer_in_words(question: Question, kept: object) -> Sequence[str]:
    """A kept answer in the words that are counted."""
    try:
        parts = question.item.card.counted(question.form, question.form.read(kept))
    except NoAnswerError:  # kept by another version, or by hand
        parts = ()
    return [text or "(nothing)" for text in parts] or ["(nothing)"]


def grouped(texts: Iterable[str]) -> Mapping[str, int]:
    """Text -> how many said so, what most said first; each group in its commonest wording.

    Nothing is decided by it: it is a picture of the class, and no mark.

    Args:
        texts: what was written, oldest first.
    """
    wordings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        wordings[folded(searchable(text)) or text.strip()][text.strip()] += 1
    groups: dict[str, Counter[str]] = {}
    for form, said in sorted(wordings.items(), key=lambda entry: -entry[1].total()):
        near = _nearest(form, groups)
        groups.setdefault(near or form, Counter()).update(said)
    largest = sorted(groups.values(), key=lambda said: -said.total())
    return {said.most_common(1)[0][0]: said.total() for said in largest if said}


def _nearest(form: str, others: Iterable[str]) -> str | None:
    from rapidfuzz import fuzz, process  # few drills ask for opinions

    if len(form) < _SHORTEST:
        return None
    long = [other for other in others if len(other) >= _SHORTEST]
    found = process.extractOne(form, long, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[0] if found else None
