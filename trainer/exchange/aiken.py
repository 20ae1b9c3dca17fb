"""Aiken: a question, its lettered options, and a line that says which is right.

Moodle's rules: the last line of text before the options is the question; options begin with a
capital letter and `.` or `)`; nothing is escaped.
"""

import re

from trainer.exchange.card_collector import CardCollector
from trainer.exchange.choices import choice_fields
from trainer.exchange.import_result import ImportResult, quoted
from trainer.exchange.source import Source

_OPTION = re.compile(r"([A-Z])[.)]\s+(\S.*)")
_ANSWER = re.compile(r"ANSWER:\s*([A-Z])\s*$")


def fits(source: Source) -> bool:
    """Whether a text has options in capital letters and a line with the answer."""
    if not source.is_text:
        return False
    lines = source.text.splitlines()
    return any(map(_ANSWER.match, lines)) and any(map(_OPTION.match, lines))


def read(source: Source, title: str) -> ImportResult:
    """The questions of a text."""
    collector = CardCollector()
    question, options, at = "", dict[str, str](), 1
    for number, raw in enumerate(source.text.splitlines(), 1):
        line = raw.strip()
        if answer := _ANSWER.match(line):
            _add(collector, f"line {at}", question, options, answer[1])
            question, options = "", {}
        elif (option := _OPTION.match(line)) and question:
            options[option[1]] = option[2]
        elif line and options:
            _add(collector, f"line {at}", question, options, "")
            question, options, at = line, {}, number
        elif line:
            if question:
                collector.leave(f"line {at}", f"text before a question: {quoted(question)}")
            question, at = line, number
    if question or options:
        _add(collector, f"line {at}", question, options, "")
    return collector.result(title)


def _add(
    collector: CardCollector, place: str, question: str, options: dict[str, str], answer: str
) -> None:
    if answer not in options:
        reason = f"the answer {answer} is none of its options" if answer else "no ANSWER: line"
        collector.add(place, {"q": question, "options": [*options.values()]}, draft=reason)
        return
    wrong = {text: None for letter, text in options.items() if letter != answer}
    collector.add(place, {"q": question, **choice_fields([options[answer]], wrong)})
