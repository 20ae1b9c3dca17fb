"""What a class answered, in words, and how many so; opinions that say the same together."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from trainer.asking.question import Question
from trainer.classroom.room_state import RoomState
from trainer.deck.acceptance.same_options import same_answers
from trainer.deck.form_base import Answer, NoAnswerError


def chosen(state: RoomState, question: Question, number: int, round_: int) -> Mapping[str, int]:
    """Answer -> how many gave it, options in the order shown, others by number.

    An option that is chosen is as its author wrote it: two may be the same in plain words. What
    a class thinks is grouped where it is the same as an answer.

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
    if question.has_key:
        return dict(counts.most_common())
    return grouped(counts.elements(), question.item.languages[1])


def chosen_in_words(
    state: RoomState, question: Question, number: int, round_: int
) -> Mapping[str, int]:
    """The same with each option as it is shown, in plain text."""
    counts = chosen(state, question, number, round_)
    if not question.form.counts:
        return counts
    shown: Counter[str] = Counter()
    for option, many in counts.items():
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


def grouped(texts: Iterable[str], language: str | None = None) -> Mapping[str, int]:
    """Text -> how many wrote so, the largest group first; each group in its commonest wording.

    Only what would be the same as an answer is one group: `important` is not `unimportant`.

    Args:
        texts: what was written, oldest first.
        language: of the texts.
    """
    wordings = Counter(text.strip() for text in texts)
    commonest = [wording for wording, _ in wordings.most_common()]
    groups = same_answers(commonest, language)
    counts = {group[0]: sum(map(wordings.__getitem__, group)) for group in groups}
    return dict(Counter(counts).most_common())
