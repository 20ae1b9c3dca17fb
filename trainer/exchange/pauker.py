"""Pauker's lessons: batches of cards, one for each box."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import exp
from xml.etree.ElementTree import Element

from trainer.deck.identity import card_key
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import ImportResult, PastState, quoted
from trainer.exchange.source import ForeignFile, local

_LONG_TERM = 3
"""Batches before the first box of the long term: not learnt, ultra-short, short."""


def fits(source: ForeignFile) -> bool:
    """Whether it is a lesson with batches."""
    root = source.xml
    return root is not None and local(root) == "Lesson" and root.find("Batch") is not None


def read(source: ForeignFile, title: str) -> ImportResult:
    """The cards of all batches."""
    root, collector = source.xml, CardCollector()
    states: list[PastState] = []
    if root is not None:
        title = (root.findtext("Description") or "").strip().split("\n")[0] or title
        place = 0
        for batch, cards in enumerate(root.findall("Batch")):
            for card in cards.findall("Card"):
                place += 1
                states += _card(collector, f"card {place}", card, batch - _LONG_TERM)
    return replace(collector.result(title), states=tuple(states))


def _card(collector: CardCollector, place: str, element: Element, box: int) -> Iterator[PastState]:
    front, back = element.find("FrontSide"), element.find("ReverseSide")
    texts = [
        "" if side is None else (side.findtext("Text") or "").strip() for side in (front, back)
    ]
    if front is None or back is None or not all(texts):
        collector.leave(place, f"one side only: {quoted(' '.join(texts))}")
        return
    learnt_back = back.get("LearnedTimestamp")
    fields: dict[str, object] = {"q": texts[0], "a": texts[1]}
    typed = front.get("RepeatByTyping") == "true"  # what is typed is the other side
    if typed and not learnt_back:
        fields = {"q": texts[0], "typed": texts[1]}
    elif learnt_back:
        fields["reverse"] = True
    card = collector.add(place, fields)
    if card is None or box < 0:
        return
    for item, learnt in enumerate((front.get("LearnedTimestamp"), learnt_back)):
        if learnt:
            with collector.progress(place):
                yield _state(card_key(card), item, learnt, box)


def _state(card: str, item: int, learnt: str, box: int) -> PastState:
    """A box of the long term is asked again after e to the power of its number, in days."""
    last = datetime.fromtimestamp(int(learnt) / 1000, UTC)
    days = exp(box)
    due = (last + timedelta(days=days)).astimezone().date()
    return PastState(card, item, due=due, last=last, interval_days=days, reps=box + 1)
