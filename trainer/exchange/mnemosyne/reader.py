"""Mnemosyne: its database, its log of cards to share, and the XML of its first version."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from xml.etree.ElementTree import Element

from trainer.deck.identity import card_key
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import ImportResult, PastReview, PastState
from trainer.exchange.mnemosyne.database import is_database, notes_of
from trainer.exchange.mnemosyne.fact import (
    Learnt,
    LearntByCard,
    MnemosyneFact,
    add_fact,
    html_of,
    number_of,
)
from trainer.exchange.mnemosyne.version1 import notes_of_first
from trainer.exchange.source import ForeignFile, local

_LOG = "cards.xml"
_TAG, _FACT, _CARD = "10", "16", "6"
"""Kinds of entries in the log."""
_UNTAGGED = "__UNTAGGED__"


def fits(source: ForeignFile) -> bool:
    """Whether it is one of Mnemosyne's three."""
    if _LOG in source.members:
        return b"<openSM2sync" in source.head(_LOG)
    root = source.xml
    return (not source.members and is_database(source.data)) or (
        root is not None and local(root) == "mnemosyne"
    )


def read(source: ForeignFile, title: str) -> ImportResult:
    """The facts of a file, each a card, with what was learnt of them.

    Raises:
        TrainerError: it is damaged.
    """
    collector = CardCollector(source.media)
    reviews: list[PastReview] = []
    states: list[PastState] = []
    if _LOG in source.members:
        root = source.parsed(source.member(_LOG))
        facts = _logged(root) if root is not None else iter(())
    elif source.xml is not None:
        facts = notes_of_first(source.xml)
    else:
        facts = notes_of(source.data, source.path)
    known = [*facts]
    collector.expect(markup for fact, _ in known for markup in html_of(fact))
    for at, (fact, learnt) in enumerate(known, 1):
        made = add_fact(collector, place := f"fact {at}", fact)
        for number, read_progress in learnt.items():
            if made is None or number not in made.items:
                continue
            card, item = card_key(made.card), made.items[number]
            with collector.progress(place):
                one = read_progress()
                if one.state:
                    states.append(one.state._replace(card=card, item=item))
                reviews += [PastReview(card, item, *review) for review in one.reviews]
    imported = collector.result(title)
    reviews.sort(key=lambda review: review.at)
    return replace(imported, reviews=tuple(reviews), states=tuple(states))


def _logged(root: Element) -> Iterator[tuple[MnemosyneFact, LearntByCard]]:
    """The facts of a log: entries of tags, then of facts, then of cards."""
    tags: dict[str, str] = {}
    facts: dict[str, dict[str, str]] = {}
    cards: dict[str, list[Element]] = {}
    for entry in root.iter("log"):
        key, kind = entry.get("o_id") or "", entry.get("type")
        if kind == _TAG:
            tags[key] = (entry.findtext("name") or "").strip()
        elif kind == _FACT:
            facts[key] = {local(one).removeprefix("___"): one.text or "" for one in entry}
        elif kind == _CARD:
            cards.setdefault(entry.get("fact") or "", []).append(entry)
    for key, fields in facts.items():
        of_fact = cards.get(key, [])
        numbers = [one for entry in of_fact for one in (entry.get("tags") or "").split(",")]
        named = dict.fromkeys(tags.get(one.strip(), "") for one in numbers)
        kept = [tag for tag in named if tag and tag != _UNTAGGED]
        kind = next((entry.get("card_t") or "1" for entry in of_fact), "1").split("::")[0]
        numbered = (
            (number_of(one.get("fact_v") or "", one.findtext("extra") or ""), one)
            for one in of_fact
        )
        learnt = {number: partial(_learnt, one) for number, one in numbered}
        yield MnemosyneFact(kind, fields, kept), learnt


def _learnt(entry: Element) -> Learnt:
    return Learnt.of(
        grade=int(entry.get("gr") or -1),
        easiness=float(entry.get("e") or 2.5),
        reps=int(entry.get("ac_rp") or 0) + int(entry.get("rt_rp") or 0),
        lapses=int(entry.get("lps") or 0),
        last=_moment(entry.get("l_rp")),
        due=_moment(entry.get("n_rp")),
    )


def _moment(seconds: str | None) -> datetime | None:
    number = float(seconds or -1)
    return datetime.fromtimestamp(number, UTC) if number > 0 else None
