"""A fact of Mnemosyne as a card of ours."""

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from trainer.deck.card import Card
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.gaps import gap, with_gaps
from trainer.exchange.html.to_text import as_text, lost_in
from trainer.exchange.import_result import PastState, quoted

_FRONT, _BOTH, _VOCABULARY, _MAP, _CLOZE, _SENTENCE = "123456"
"""Its card types."""
_GAP = re.compile(r"\[([^\[\]]+)\]")
_LATEX = re.compile(r"<(\$\$?|latex)>(.*?)</(?:\$\$?|latex)>", re.DOTALL)
_LONE = re.compile(r"<(?![a-zA-Z/!])|&(?!#?\w+;)")
_REMEMBERED = 2
"""The lowest grade of a card that is known."""
RATINGS = {0: 1, 1: 1, 2: 2, 3: 3, 4: 3, 5: 4}
"""Grade -> ours: 0 and 1 forgotten, 2 with effort, 3 and 4 well, 5 with ease."""


class MnemosyneFact(NamedTuple):
    """What a learner wrote."""

    kind: str
    fields: Mapping[str, str]
    tags: Sequence[str]


class Learnt(NamedTuple):
    """What is known of one card."""

    state: PastState | None
    """Its schedule, of no card yet; None where it was never seen."""
    reviews: Sequence[tuple[datetime, int, int]] = ()
    """When, how it was rated (1 to 4), and how long it took, in milliseconds."""

    @classmethod
    def of(  # noqa: PLR0913 - one for each figure
        cls,
        *,
        grade: int,
        easiness: float,
        reps: int,
        lapses: int,
        last: datetime | None,
        due: datetime | None,
        suspended: bool = False,
        reviews: Sequence[tuple[datetime, int, int]] = (),
    ) -> "Learnt":
        """From its figures; days are those of UTC, as the program has them."""
        if grade < 0 or last is None:
            return cls(None, reviews)
        known = grade >= _REMEMBERED and due is not None
        days = (due - last).total_seconds() / 86_400 if known and due else None
        state = PastState(
            "",
            0,
            due=due.date() if known and due else None,
            last=last,
            interval_days=max(0.0, days) if days is not None else None,
            ease=easiness,
            reps=reps,
            lapses=lapses,
            suspended=suspended,
            learning=not known,
            relearning=not known and lapses > 0,
        )
        return cls(state, reviews)


LearntByCard = Mapping[int, Callable[[], Learnt]]
"""Which of a fact's cards -> reads what is known of it; it raises where that cannot be read."""


class Made(NamedTuple):
    """The card of a fact."""

    card: Card
    items: Mapping[int, int]
    """Which of the fact's cards -> which item of ours."""


def number_of(view: str, extra: str) -> int:
    """Which of the cards of its fact one is: a gap by its index, else the side that asks.

    What is kept beside a card is in Python's own notation.
    """
    with suppress(ValueError, SyntaxError, MemoryError, RecursionError):
        fields = ast.literal_eval(extra.strip()) if extra.strip() else {}
        if isinstance(fields, dict) and isinstance(fields.get("index"), int):
            return int(fields["index"])
    last = view.rpartition(".")[2]
    return int(last) - 1 if last.isdecimal() else 0


def add_fact(collector: CardCollector, place: str, fact: MnemosyneFact) -> Made | None:
    """Make the card of a fact; what it loses is listed."""
    marked = dict(zip(fact.fields, map(collector.in_html, html_of(fact)), strict=True))
    for markup in marked.values():
        for lost in lost_in(markup):
            collector.leave(place, lost)
    text = {key: _text(markup) for key, markup in marked.items()}
    items = {0: 0, 1: 1}
    fields: dict[str, object]
    if fact.kind in {_CLOZE, _SENTENCE} or "text" in text:
        fields = {**with_gaps(_GAP.sub(_gap, text.get("text", ""))), "why": text.get("p_1", "")}
        items = {number: number for number in range(len(_GAP.findall(text.get("text", ""))))}
    elif (fact.kind == _MAP or "loc" in text) and _is_shown(collector, text):
        fields = {"q": text["loc"] + text["blank"], "a": text["marked"], "reverse": True}
    elif fact.kind == _MAP or "loc" in text:
        collector.leave(place, f"a map, which is asked by its picture: {quoted(text.get('loc'))}")
        return None
    elif fact.kind == _VOCABULARY or "m_1" in text:
        answer = "\n".join(filter(None, (text.get("p_1"), text.get("m_1"))))
        fields = {"q": text.get("f", ""), "a": answer, "reverse": True, "why": text.get("n", "")}
    else:
        fields = {"q": text.get("f", ""), "a": text.get("b", "")}
        fields |= {"reverse": True} if fact.kind == _BOTH else {}
        if fact.kind not in {_FRONT, _BOTH}:
            collector.leave(place, f"a card of a type of its own, {quoted(fact.kind)}")
    if "cloze" not in fields and not (fields["q"] and fields["a"]):
        collector.leave(place, f"one side only: {quoted(fields['q'] or fields['a'])}")
        return None
    card = collector.add(place, {**fields, "tags": [*fact.tags]})
    return None if card is None else Made(card, items)


def _is_shown(collector: CardCollector, text: Mapping[str, str]) -> bool:
    """Whether the pictures of a map came along: one asks, and the other answers."""
    return all(collector.media.parted(text.get(side, ""))[1] for side in ("blank", "marked"))


def _gap(match: re.Match[str]) -> str:
    answer, _, hint = match[1].partition(":")
    return gap(answer, hint)


def html_of(fact: MnemosyneFact) -> list[str]:
    """Its fields as HTML, which they are with raw text in it: a lone < or & is text."""
    return [
        _LONE.sub(lambda match: {"<": "&lt;", "&": "&amp;"}[match[0]], _LATEX.sub(_formula, markup))
        for markup in fact.fields.values()
    ]


def _formula(match: re.Match[str]) -> str:
    inner = match[2].replace("&", "&amp;").replace("<", "&lt;")
    return f"[{match[1]}]{inner}[/{match[1]}]"


def _text(markup: str) -> str:
    """What a field shows; a line feed is a line break, and a tab a tab."""
    lines = (as_text(line) if "\t" not in line else _tabbed(line) for line in markup.split("\n"))
    return "\n".join(lines).strip()


def _tabbed(line: str) -> str:
    return "\t".join(as_text(part) for part in line.split("\t"))
