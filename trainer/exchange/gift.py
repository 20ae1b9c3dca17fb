"""GIFT, in which Moodle's teachers write quizzes."""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from trainer.deck.slug import slug
from trainer.exchange.carried import Carried, quoted
from trainer.exchange.gathering import Gathering
from trainer.exchange.gift_question import (
    FULL,
    Answer,
    Question,
    answers_in,
    blocks_in,
    parts_of,
)
from trainer.exchange.gift_text import shown
from trainer.exchange.html import lost_in

_TRUTH = re.compile(r"(?:T|TRUE|F|FALSE)\s*(?=#|$)", re.IGNORECASE)
_DIGITS = r"-?(?:[0-9]{1,15}(?:\.[0-9]{1,15})?|\.[0-9]{1,15})"
_RANGE = re.compile(rf"({_DIGITS})\.\.({_DIGITS})")
_TOLERANT = re.compile(rf"({_DIGITS}):({_DIGITS})")
_PAIR = "->"
_PAIRS = 3
"""To match fewer is a guess."""


class _Asked(NamedTuple):
    """A question on its way to be a card."""

    gathering: Gathering
    question: Question
    fields: dict[str, object]

    def add(self, *, feedback: Iterable[str] = (), **fields: object) -> None:
        """Make the card; all that is said after its answer explains it."""
        said = dict.fromkeys(filter(None, (self.question.general, *feedback)))
        self.gathering.add(self.question.place, {**self.fields, "why": "\n".join(said), **fields})

    def leave(self, what: str) -> None:
        """Tell of the question, or of a part of it, that cannot be carried over."""
        self.gathering.leave(self.question.place, f"{what}: {self.question.label}")


def read_gift(text: str, title: str) -> Carried:
    """The questions of a GIFT file.

    What has no place here is told, question by question: essays, descriptions, part credit,
    false statements without a word on what is true. A category that is the only one is the
    title.
    """
    gathering = Gathering()
    categories: Counter[str] = Counter()
    category = ""
    for block in blocks_in(text):
        if block.category is not None:
            category = block.category
            continue
        categories[category] += 1
        parts = parts_of(block)
        if isinstance(parts, Question):
            _question(gathering, parts)
        else:
            for unreadable in parts:
                gathering.leave(*unreadable)
    if len(categories) == 1:
        title = category or title
    else:
        for name, count in categories.items():
            if name:
                gathering.leave("the file", f"the category {quoted(name)}, questions: {count}")
    return gathering.carried(title)


def _question(gathering: Gathering, question: Question) -> None:
    fields: dict[str, object] = {"q": question.text, "id": slug(question.name)}
    for lost in lost_in(question.markup):
        gathering.leave(question.place, lost)
    asked = _Asked(gathering, question, fields)
    if question.name and not fields["id"] and question.name != question.text:
        asked.leave(f"its name {quoted(question.name)}, which has no Latin letter, as ids need")
    inside = question.inside
    if not inside:
        asked.leave("an essay, which nobody can mark")
    elif inside.startswith("#"):
        _number(asked, inside[1:].strip())
    elif _TRUTH.match(inside):
        _truth(asked, inside)
    else:
        _answers(asked, inside)


def _answers(asked: _Asked, inside: str) -> None:
    answers = list(answers_in(inside, html=asked.question.html))
    if stray := shown(re.split("[=~]", inside)[0]):
        asked.gathering.leave(asked.question.place, f"no = or ~ before {quoted(stray)}")
    if not answers:
        asked.leave("no answer marked with = or ~")
        return
    keys = [answer for answer in answers if answer.sign == "="]
    paired = bool(keys) and all(_PAIR in answer.text for answer in keys)
    if paired and (len(keys) > 1 or len(keys) == len(answers)):
        _match(asked, answers)
        return
    answers = [_with_text(asked, answer) for answer in answers]
    answers = [answer for answer in answers if answer.text]
    if all(answer.sign == "=" for answer in answers):
        _typed(asked, answers)
    else:
        _choice(asked, answers)


def _with_text(asked: _Asked, answer: Answer) -> Answer:
    if answer.text:
        return answer
    if not answer.feedback:
        asked.leave("an answer without text")
        return answer
    text = f"#{answer.feedback}"  # an answer cannot be nothing but feedback
    asked.leave(f"a # without \\, read as text, {quoted(text)}")
    return answer._replace(text=text, feedback="")


def _truth(asked: _Asked, inside: str) -> None:
    verdict, *feedback = map(shown, inside.split("#"))
    if verdict.upper() in {"T", "TRUE"}:
        asked.add(truth=True, feedback=feedback)
        return
    correction = feedback[0] if feedback else ""  # said to whoever answers true
    if correction:
        asked.add(truth=False, correction=correction, feedback=feedback[1:])
    elif asked.question.general:
        asked.add(truth=False, correction=asked.question.general, why="\n".join(feedback))
    else:
        asked.leave("false, and nothing says what is true instead")


def _number(asked: _Asked, inside: str) -> None:
    written = inside if inside[:1] in {"=", "~"} else f"={inside}"
    answers = list(answers_in(written, html=False))
    full = [answer for answer in answers if answer.credit >= FULL and answer.text]
    for answer in answers:
        if answer not in full[:1]:
            asked.leave(
                f"another number, or a word on one, {quoted(answer.text or answer.feedback)}"
            )
    if not full:
        asked.leave("no number is right")
        return
    given, tolerance = _bounds(full[0].text.replace(" ", ""))
    asked.add(number=given, tolerance=tolerance, feedback=[full[0].feedback])


def _bounds(given: str) -> tuple[str, str]:
    """The number in the middle, and how far off is still right."""
    if between := _RANGE.fullmatch(given):
        low, high = Decimal(between[1]), Decimal(between[2])
        return f"{(low + high) / 2:f}", f"{abs(high - low) / 2:f}"
    if tolerant := _TOLERANT.fullmatch(given):
        return tolerant[1], f"{Decimal(tolerant[2]):f}"
    return given, ""


def _match(asked: _Asked, answers: list[Answer]) -> None:
    sides: dict[str, str] = {}
    extra: list[str] = []
    for answer in answers:
        left, arrow, right = (part.strip() for part in answer.text.partition(_PAIR))
        if answer.sign == "~" or not arrow or left in sides:
            asked.leave(f"{quoted(answer.text)} among pairs to match")
        elif left:
            sides[left] = right
        else:
            extra.append(right)
        if answer.feedback:
            asked.leave(f"feedback on a pair, {quoted(answer.feedback)}")
    if len(sides) < _PAIRS:
        asked.leave(f"{len(sides)} pairs to match, and it takes three")
    else:
        asked.add(match=sides, extra=extra)


def _typed(asked: _Asked, answers: list[Answer]) -> None:
    full = [answer for answer in answers if answer.credit >= FULL]
    for answer in answers:
        if answer.credit < FULL:
            asked.leave(f"{quoted(answer.text)} for part credit")
    forms = list(dict.fromkeys(answer.text for answer in full))
    feedback = [answer.feedback for answer in full]
    asked.add(typed="".join(forms[:1]), accept=forms[1:], feedback=feedback)


def _choice(asked: _Asked, answers: list[Answer]) -> None:
    best = max(answer.credit for answer in answers)
    if best <= 0:
        asked.leave("no option is right")
        return
    least = FULL if best >= FULL else min(a.credit for a in answers if a.credit > 0)
    options: dict[str, Answer] = {}
    for answer in sorted(answers, key=lambda answer: answer.credit < least):
        if options.setdefault(answer.text, answer) is not answer:
            asked.leave(f"the option {quoted(answer.text)} twice")
    keys = [answer for answer in options.values() if answer.credit >= least]
    wrong = [answer for answer in options.values() if answer.credit < least]
    if not wrong:
        asked.leave("no option is wrong")
        return
    _tell_credit(asked, keys, wrong)
    a = keys[0].text if len(keys) == 1 else [answer.text for answer in keys]
    reasons = {answer.text: answer.feedback for answer in wrong}
    asked.add(a=a, wrong=reasons, feedback=[answer.feedback for answer in keys])


def _tell_credit(asked: _Asked, right: list[Answer], wrong: list[Answer]) -> None:
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
        asked.leave("one of several right options was enough, and here it takes all")
