"""Aiken: a question, its lettered options, and a line that says which is right.

Options begin with a letter and `.` or `)`; nothing is escaped. Moodle takes capital letters alone,
and of a question in several lines the last; here small letters are read too, and all its lines.
"""

import re
from collections.abc import Mapping

from trainer.exchange.card_collector import CardCollector
from trainer.exchange.choices import choice_fields, leave_repeated, option_of_text
from trainer.exchange.import_result import ImportResult, quoted
from trainer.exchange.source import ForeignFile

_OPTION = re.compile(r"([A-Z])[.)]\s+(\S.*)", re.IGNORECASE)
_ANSWER = re.compile(r"ANSWER:\s*(\S.*)", re.IGNORECASE)
_LETTERS = re.compile(r"([A-Z](?:(?:[\s,;/&+]|\band\b)+[A-Z])*)(?:[.)].*)?", re.IGNORECASE)
"""The letter of an answer, or several, which Moodle does not take."""


def fits(source: ForeignFile) -> bool:
    """Whether a text has lettered options and a line with the answer."""
    if not source.is_text:
        return False
    lines = [line.strip() for line in source.text.splitlines()]
    letters = (answer[1] for line in lines if (answer := _ANSWER.match(line)))
    return any(map(_LETTERS.fullmatch, letters)) and any(map(_OPTION.match, lines))


def read(source: ForeignFile, title: str) -> ImportResult:
    """The questions of a text."""
    collector = CardCollector(source.media)
    question, options, at = list[str](), dict[str, str](), 1
    parted = False
    for number, raw in enumerate(source.text.splitlines(), 1):
        line = raw.strip()
        answer, option = _ANSWER.match(line), _OPTION.match(line)
        if answer and options:
            _add(collector, at, question, options, answer[1])
            question, options = [], {}
        elif option and question and (options or option[1].upper() == "A"):
            options[option[1].upper()] = option[2]
        elif line and options:
            _add(collector, at, question, options, "")
            question, options, at = [line], {}, number
        elif line:
            if question and parted:
                collector.leave(f"line {at}", f"text before a question: {quoted(question[0])}")
                question = []
            at = at if question else number
            question.append(line)
        parted = not line
    if question or options:
        _add(collector, at, question, options, "")
    return collector.result(title)


def _add(
    collector: CardCollector, line: int, question: list[str], options: dict[str, str], answer: str
) -> None:
    place = f"line {line}"
    asked = "\n".join(question)
    if len(question) > 1 and options:
        lost = quoted(question[0])
        collector.tell(
            place, f"a question in several lines, of which Moodle takes the last: {lost}"
        )
    right = _right(answer.strip(), options)
    if not right:
        reason = f"the answer {answer} is not one of its options" if answer else "no ANSWER: line"
        collector.add(place, {"q": asked, "options": [*options.values()]}, draft=reason)
        return
    if len(right) > 1:
        collector.tell(place, f"several right answers, of which Moodle takes one: {quoted(answer)}")
    leave_repeated(collector, place, options.values())
    wrong = [text for text in options.values() if text not in right]
    collector.add(place, {"q": asked, **choice_fields(right, dict.fromkeys(wrong))})


def _right(answer: str, options: Mapping[str, str]) -> list[str]:
    """The options that an answer names, by letters or by the text of one; none if one is none."""
    text = option_of_text(answer, options.values())
    if text or not (named := _LETTERS.fullmatch(answer)):
        return [text] if text else []
    letters = re.sub(r"\band\b", " ", named[1], flags=re.IGNORECASE).upper()
    right = [options.get(letter, "") for letter in re.findall(r"[A-Z]", letters)]
    return right if all(right) else []
