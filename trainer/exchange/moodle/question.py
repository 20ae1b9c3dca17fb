"""What Moodle's questions are here, whether they come as GIFT or as XML."""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from trainer.counted import counted
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.choices import ONE_WAS_ENOUGH, choice_fields
from trainer.exchange.html.to_blocks import without_signs
from trainer.exchange.html.to_text import lost_in
from trainer.exchange.import_result import quoted
from trainer.exchange.media.marks import html_of_markdown
from trainer.exchange.plain_number import plain_number

FULL = 100.0
"""Percent that a right answer is worth."""
PAIR = "->"
"""Between the sides of a pair to match."""
_MOST_RIGHT = 20
"""Right options that Moodle has a share for."""
MORE_RIGHT = "more than twenty right options, which Moodle has no share for"
_PAIRS = 3
"""To match fewer is a guess."""
_DOLLARS = re.compile(r"\$\$([^$]*[^$\s][^$]*)\$\$")
"""A formula, as Moodle finds it in all texts but plain ones."""
_WILDCARD = re.compile(r"(?<!\\)\*")


class Answer(NamedTuple):
    """One answer of a question."""

    sign: str
    """`=` or `~`."""
    text: str
    weight: float | None
    """Percent of the mark that it is worth, where that is written."""
    feedback: str

    @property
    def credit(self) -> float:
        """Percent of the mark that it is worth."""
        if self.weight is None:
            return FULL if self.sign == "=" else 0.0
        return self.weight


class MoodleQuestion(NamedTuple):
    """A question without its answers."""

    place: str
    name: str
    text: str
    """With a line where the answer belongs, if that is not at its end."""
    general: str = ""
    """The feedback to any answer."""
    markup: str = ""
    """The whole of it, where there is HTML in it."""
    tags: Sequence[str] = ()
    idnumber: str = ""
    """What its author numbers it by."""

    @property
    def label(self) -> str:
        """How it is called in what is left."""
        return quoted(self.text or self.name)


def in_one_line(text: str) -> str:
    """A text as somebody types it, who has no second line."""
    return " ".join(text.split()) if "\n" in text else text


def shares_of(right: int) -> list[str]:
    """What each of several right options is worth, in percent; nothing for more than twenty.

    Moodle refuses shares that are not in its list, which ends with tenths and 5 %: of more than
    ten options some count half of the others.
    """
    if right > _MOST_RIGHT:
        return []
    if right > _MOST_RIGHT // 2:
        return ["10"] * (_MOST_RIGHT - right) + ["5"] * (2 * right - _MOST_RIGHT)
    return [plain_number(f"{100 / right:.5f}")] * right


def html_of_moodle(text: str, form: str) -> str:
    """A text of Moodle's as HTML, its formulas in LaTeX's brackets; empty where it is none.

    Args:
        text: as it is written.
        form: html, moodle_auto_format, markdown or plain_text.
    """
    match form:
        case "plain_text":
            return ""
        case "markdown":
            from trainer.exchange.html.from_markdown import html_for_anki

            return html_of_markdown(_DOLLARS.sub(r"$\1$", text), html_for_anki)
        case _:
            return _DOLLARS.sub(r"\\(\1\\)", text)


class QuestionBeingRead(NamedTuple):
    """A question on its way to be a card."""

    collector: CardCollector
    question: MoodleQuestion
    fields: dict[str, object]

    @classmethod
    def of(
        cls, collector: CardCollector, question: MoodleQuestion, slug: str
    ) -> "QuestionBeingRead":
        """A question with its own fields; what its text loses is listed.

        Args:
            collector: that takes the card.
            question: that was read.
            slug: its name as an id.
        """
        for lost in lost_in(question.markup):
            collector.leave(question.place, lost)
        fields: dict[str, object] = {"q": question.text, "id": slug, "tags": [*question.tags]}
        return cls(collector, question, fields)

    def add(
        self,
        answer: Mapping[str, object] = MappingProxyType({}),
        *,
        feedback: Iterable[str] = (),
        draft: str = "",
        **fields: object,
    ) -> None:
        """Make the card; all that is said after its answer explains it."""
        explained = dict.fromkeys(filter(None, (self.question.general, *feedback)))
        whole = {**self.fields, "why": "\n".join(explained), **answer, **fields}
        self.collector.add(self.question.place, whole, draft=draft)

    def leave(self, what: str) -> None:
        """Note the question, or a part of it, that cannot be carried over."""
        self.collector.leave(self.question.place, f"{what}: {self.question.label}")


def truth(asked: QuestionBeingRead, *, verdict: bool, to_wrong: str, to_right: str) -> None:
    """A statement, with what Moodle says to whoever gets it wrong, and to the others."""
    if verdict:
        if to_right and to_wrong:
            asked.leave(f"feedback on the answer false, {quoted(to_wrong)}")
        asked.add(truth=True, feedback=[to_right or to_wrong])
        return
    general = asked.question.general
    if to_wrong:
        asked.add(truth=False, correction=to_wrong, feedback=[to_right])
    elif general:
        asked.add(truth=False, correction=general, why=to_right)
    else:
        asked.add(truth=False, feedback=[to_right], draft="nothing says what is true instead")


def _typed_text(asked: QuestionBeingRead, text: str) -> str:
    """A plain answer; Moodle shows a formula in it as it shows all others."""
    plain = without_signs(text)
    return html_of_moodle(plain, "moodle_auto_format") if asked.collector.marked_up else plain


def _for_any_other(asked: QuestionBeingRead, answer: Answer) -> bool:
    """Whether an answer is nothing but a star: what is said to all that fits no other."""
    if answer.text.strip() != "*":
        return False
    if answer.feedback:
        asked.leave(f"feedback on any other answer, {quoted(answer.feedback)}")
    return True


def _is_cut(text: str) -> bool:
    """Whether a star stands for the middle of an answer, so that the rest of it is none."""
    return sum(bool(part.strip()) for part in _WILDCARD.split(text)) > 1


def _without_stars(text: str) -> str:
    return _WILDCARD.sub("", text).replace("\\*", "*").strip()


def match_of_answers(asked: QuestionBeingRead, answers: Sequence[Answer]) -> None:
    """Pairs, written with an arrow between their sides."""
    pairs = []
    for answer in answers:
        left, arrow, right = (part.strip() for part in answer.text.partition(PAIR))
        if answer.sign == "~" or not arrow:
            asked.leave(f"{quoted(answer.text)} among pairs to match")
        else:
            pairs.append((left, right))
        if answer.feedback:
            asked.leave(f"feedback on a pair, {quoted(answer.feedback)}")
    match(asked, pairs)


def match(asked: QuestionBeingRead, pairs: Iterable[tuple[str, str]]) -> None:
    """Pairs; one without a left side matches nothing. Of equal numbers they are an order."""
    sides: dict[str, str] = {}
    extra: list[str] = []
    for left, right in pairs:
        if left in sides:
            asked.leave(f"{quoted(f'{left} {PAIR} {right}')} among pairs to match")
        elif left:
            sides[left] = right
        else:
            extra.append(right)
    if len(sides) < _PAIRS:
        reason = f"{counted(len(sides), 'pair')} to match, and it takes three"
        asked.add(match=sides, extra=extra, draft=reason)
    elif [*sides] == [str(place) for place in range(1, len(sides) + 1)] and not extra:
        asked.add(order=[*sides.values()])
    else:
        asked.add(match=sides, extra=extra)


def typed(asked: QuestionBeingRead, answers: Sequence[Answer]) -> None:
    r"""An answer to type, with other forms; `*` stands for anything, and `\*` for itself."""
    answers = [
        answer._replace(text=_typed_text(asked, answer.text))
        for answer in answers
        if not _for_any_other(asked, answer)
    ]
    for answer in answers:
        if _WILDCARD.search(answer.text):
            asked.leave(f"a * that stands for anything, in {quoted(answer.text)}")
    inside = [answer for answer in answers if _is_cut(answer.text)]
    answers = [
        answer._replace(text=_without_stars(answer.text))
        for answer in answers
        if answer not in inside
    ]
    if inside and not any(answer.credit >= FULL for answer in answers):
        why = f"a * in the middle stands for anything, in {quoted(inside[0].text)}"
        asked.add(draft=f"write what is right: {why}")
        return
    full = [answer for answer in answers if answer.credit >= FULL]
    for answer in answers:
        if answer.credit < FULL:
            asked.leave(f"{quoted(answer.text)} for part credit")
    each: dict[str, str] = {}  # a text of two lines may come as one line too
    for answer in full:
        each.setdefault(in_one_line(answer.text), answer.text)
    forms = [*each.values()]
    feedback = [answer.feedback for answer in full]
    asked.add(typed="".join(forms[:1]), accept=forms[1:], feedback=feedback)


def choice(asked: QuestionBeingRead, answers: Sequence[Answer]) -> None:
    """Options, the right ones those that are worth the most."""
    best = max(answer.credit for answer in answers)
    if best <= 0:
        options = [answer.text for answer in answers]
        asked.add(options=options, draft="no option is right")
        return
    least = FULL if best >= FULL else min(a.credit for a in answers if a.credit > 0)
    each: dict[str, Answer] = {}
    for answer in sorted(answers, key=lambda answer: answer.credit < least):
        if each.setdefault(answer.text, answer) is not answer:
            asked.leave(f"the option {quoted(answer.text)} twice")
    keys = [answer for answer in each.values() if answer.credit >= least]
    wrong = [answer for answer in each.values() if answer.credit < least]
    if not wrong:
        asked.add(a=[answer.text for answer in keys], draft="no option is wrong")
        return
    _tell_credit(asked, keys, wrong)
    reasons = {answer.text: answer.feedback for answer in wrong}
    fields = choice_fields([answer.text for answer in keys], reasons)
    asked.add(fields, feedback=[answer.feedback for answer in keys])


def _tell_credit(
    asked: QuestionBeingRead, right: Sequence[Answer], wrong: Sequence[Answer]
) -> None:
    """Here an option is right or wrong, and counts as much as any other."""
    for answer in wrong:
        if answer.credit > 0:
            asked.leave(f"part credit for {quoted(answer.text)}, which is wrong here")
        elif answer.credit < 0 and len(right) == 1:
            asked.leave(f"points off for {quoted(answer.text)}")
    if len({answer.credit for answer in right}) > 1:
        asked.leave("part credit of different sizes")
    if len(right) == 1 and right[0].credit < FULL:
        asked.leave("part credit for the only right option, which is wholly right here")
    if len(right) > 1 and right[0].credit >= FULL:
        asked.leave(ONE_WAS_ENOUGH)
