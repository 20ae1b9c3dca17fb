"""SuperMemo's questions and answers as text: Q: and A: lines, A1: for wrong choices."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from trainer.deck.identity import card_key
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.choices import choice_fields, leave_repeated
from trainer.exchange.html.tags import looks_like_html
from trainer.exchange.html.to_text import as_text, lost_in
from trainer.exchange.import_result import ImportResult, PastState, quoted
from trainer.exchange.source import ForeignFile

_LINE = re.compile(r"(Q|A|A\d+|I|O)\s*:\s?(.*)", re.IGNORECASE)
_NEW = re.compile(r"\bREP=0+(?!\S)")
"""Of an item that was never asked."""
_FIGURE = re.compile(r"([A-Z]+)=(\S+)")
_SIGNS = re.compile(
    r"^A\d+\s*:|(?<!\S)#2(?!\S)|^I\s*:.*REP=|^(Q|A)\s*:.*\n\1\s*:", re.IGNORECASE | re.MULTILINE
)


def fits(source: ForeignFile) -> bool:
    """Whether a text has Q: and A: lines with something that SuperMemo alone writes."""
    if not source.is_text or not re.search(r"^Q\s*:", source.text, re.IGNORECASE | re.MULTILINE):
        return False
    return _SIGNS.search(source.text) is not None


def read(source: ForeignFile, title: str) -> ImportResult:
    """The items of a text; an empty line ends each."""
    collector = CardCollector(source.media)
    items = [*_items(source.text)]
    collector.expect(_joined(lines) for _, item in items for lines in item.values())
    states: list[PastState] = []
    for number, item in items:
        question = _text(collector, number, item.get("q", []))
        answer = _text(collector, number, item.get("a", []))
        wrong = [_text(collector, number, item[key]) for key in item if re.fullmatch(r"a\d+", key)]
        fields: dict[str, object] = {"q": question, "a": answer}
        if wrong:
            leave_repeated(collector, f"line {number}", wrong)
            fields = {"q": question, **choice_fields([answer], dict.fromkeys(wrong))}
        if not question or not answer:
            what = "no answer" if question else "no question"
            collector.leave(f"line {number}", f"{what}: {quoted(question or answer)}")
            continue
        card = collector.add(f"line {number}", fields)
        figures = " ".join(item.get("i", []))
        if card and figures and not _NEW.search(figures):
            with collector.progress(f"line {number}"):
                states.append(_state(card_key(card), figures))
    return replace(collector.result(title), states=tuple(states))


def _items(text: str) -> Iterator[tuple[int, dict[str, list[str]]]]:
    """The lines of each item by their signs, with the number of its first."""
    item: dict[str, list[str]] = {}
    begin, key = 1, ""
    for number, line in enumerate([*text.splitlines(), ""], 1):
        match = _LINE.match(line)
        if match and match[1].lower() == "q" and "a" in item:
            yield begin, item
            item = {}
        if match:
            begin = begin if item else number
            key = match[1].lower()
            item.setdefault(key, []).append(match[2])
        elif line.strip() and item:
            item[key].append(line)
        elif "a" in item or (item and number > len(text.splitlines())):
            yield begin, item
            item = {}


def _joined(lines: list[str]) -> str:
    return re.sub(r" ?(?<!\S)#2(?!\S) ?", "\n", "\n".join(lines))


def _text(collector: CardCollector, number: int, lines: list[str]) -> str:
    text = collector.in_html(_joined(lines))
    if not looks_like_html(text) and "&" not in text:
        return text.strip()
    for lost in lost_in(text):
        collector.leave(f"line {number}", lost)
    return as_text(text.replace("\n", "<br>"))


def _state(card: str, figures: str) -> PastState:
    """How the program had scheduled an item: days, and dates as DD.MM.YY."""
    figure = dict(_FIGURE.findall(figures))
    last = datetime.strptime(figure["LAST"], "%d.%m.%y").replace(hour=12, tzinfo=UTC)
    interval = int(figure["INT"])
    return PastState(
        card,
        0,
        due=(last + timedelta(days=interval)).date(),
        last=last,
        interval_days=interval,
        ease=float(figure.get("EF", "2.5")),
        reps=int(figure.get("REP", "0")),
        lapses=int(figure.get("LAP", "0")),
    )
