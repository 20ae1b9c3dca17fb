"""Mochi's export: decks with cards in Markdown, their sides parted by a line `---`.

Its data is EDN, or Transit in JSON. A card is in its deck, or beside the decks with a
`:deck-id`; its reviews say when, whether it was remembered, and when it is due.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from trainer.deck.card import Card, Flashcard
from trainer.deck.identity import card_key
from trainer.errors import TrainerError
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.gaps import gap, ways_to_ask
from trainer.exchange.import_result import ImportResult, PastReview, PastState, loss_of
from trainer.exchange.media.in_markdown import without_named
from trainer.exchange.media.marks import MediaMarks
from trainer.exchange.mochi import edn, transit
from trainer.exchange.source import ForeignFile
from trainer.exchange.two_sides import items_of
from trainer.markup.noncharacters import without_noncharacters

_PARSERS = {"data.json": transit.parsed, "data.edn": edn.parsed}
_SIDES = re.compile(r"^\s*---\s*$", re.MULTILINE)
_GAP = re.compile(r"\{\{(?:(\d+)::)?(.+?)\}\}", re.DOTALL)
_FIELD = re.compile(r"<<\s*(.+?)\s*>>")
_REMEMBERED, _FORGOTTEN = 3, 1

_Map = Mapping[str, object]


def fits(source: ForeignFile) -> bool:
    """Whether it is a zip with Mochi's data."""
    return any(name in source.members for name in _PARSERS)


def read(source: ForeignFile, title: str) -> ImportResult:
    """The cards of all decks; the only deck, or the one above the others, is the title.

    Raises:
        TrainerError: its data cannot be read.
    """
    name = next((one for one in _PARSERS if one in source.members), None)
    if name is None:
        raise TrainerError(f"{source.path} holds no export of Mochi.", "See: trainer import --help")
    try:
        data = _PARSERS[name](without_noncharacters(source.member(name).decode()))
    except ValueError as error:  # which damaged UTF-8 is too
        raise TrainerError(
            f"{source.path} cannot be imported: its data cannot be read ({error}).",
            "Export it again.",
        ) from error
    return _Export(data if isinstance(data, dict) else {}, source.media).result(title)


class _Export:
    """The data of an export on its way to be cards."""

    def __init__(self, data: _Map, media: MediaMarks) -> None:
        self._data = data
        self._collector = CardCollector(media)
        self._templates = {str(one.get(":id")): one for one in _maps(data, ":templates")}
        self._reviews: list[PastReview] = []
        self._states: list[PastState] = []

    def result(self, title: str) -> ImportResult:
        """All cards, and how Mochi has scheduled them."""
        decks = _maps(self._data, ":decks")
        top = [deck for deck in decks if not deck.get(":parent-id")]
        beside = _maps(self._data, ":cards")
        for deck in decks:
            name = str(deck.get(":name") or "")
            tags = [name] if deck not in top or len(top) > 1 else []
            of_deck = [card for card in beside if card.get(":deck-id") == deck.get(":id")]
            for at, card in enumerate([*_maps(deck, ":cards"), *of_deck], 1):
                self._card(f"{name} {at}", card, deck, tags)
        if len(top) == 1:
            title = str(top[0].get(":name") or title)
        imported = self._collector.result(title)
        return replace(imported, reviews=tuple(self._reviews), states=tuple(self._states))

    def _card(self, place: str, card: _Map, deck: _Map, tags: Sequence[str]) -> None:
        if card.get(":trashed?"):
            self._collector.leave(place, "a card in the trash")
            return
        content = str(card.get(":content") or "")
        if template := self._templates.get(str(card.get(":template-id"))):
            content = _filled(template, card) if not content.strip() else content
        content = self._collector.media.in_markdown(content)
        content, names = without_named(content)
        for name in names:
            self._collector.leave(place, loss_of(name.removeprefix("@media/")))
        own_tags = card.get(":tags")
        tag_names = [*(map(str, own_tags) if isinstance(own_tags, list) else ()), *tags]
        sides = [side.strip() for side in _SIDES.split(content)]
        front, back = sides[0], "\n".join(side for side in sides[1:] if side)
        if _GAP.search(front):
            self._gaps(place, card, {"text": front, "why": back, "tags": tag_names})
            return
        both = bool(front and back and deck.get(":review-reverse?"))
        fields = {"q": front, "a": back, "tags": tag_names, "reverse": both or None}
        made = self._collector.add(place, fields)
        if isinstance(made, Flashcard):
            suspended = bool(card.get(":archived?"))
            self._progress(place, made, 0, _maps(card, ":reviews"), suspended=suspended)
            if both:
                back_reviews = _maps(card, ":reverse-reviews")
                self._progress(place, made, 1, back_reviews, suspended=suspended)

    def _gaps(self, place: str, card: _Map, fields: dict[str, object]) -> None:
        """A text with gaps: those of one number are asked together, those without each alone."""
        text = str(fields.pop("text"))
        numbers = [number or f"#{at}" for at, (number, _) in enumerate(_GAP.findall(text))]
        ways = ways_to_ask(_GAP.sub(lambda match: gap(match[2]), text), numbers)
        if len(ways) > 1:
            self._collector.tell(place, f"a text asked in {len(ways)} ways: as many cards")
        for way in ways:
            made = self._collector.add(place, {**way, **fields})
            if made and card.get(":archived?"):
                items = range(items_of(made))
                self._states += [PastState(card_key(made), at, suspended=True) for at in items]
        if card.get(":reviews") or card.get(":cloze/reviews"):
            self._collector.leave(place, "the reviews of its gaps, which do not say whose they are")

    def _progress(
        self, place: str, made: Card, item: int, logged: Sequence[_Map], *, suspended: bool
    ) -> None:
        """What was answered of one side, and where that left it."""
        key = card_key(made)
        reviews: list[_Review] = []
        for one in logged:
            with self._collector.progress(place):
                reviews.append(_reviewed(one))
        reviews.sort(key=lambda one: one.at)
        for review in reviews:
            rating = _REMEMBERED if review.remembered else _FORGOTTEN
            self._reviews.append(PastReview(key, item, review.at, rating, 0))
        if not reviews:
            if suspended:
                self._states.append(PastState(key, item, suspended=True))
            return
        last = reviews[-1]
        pairs = itertools.pairwise(reviews)
        state = PastState(
            key,
            item,
            due=last.due.astimezone().date() if last.due else None,
            last=last.at,
            interval_days=(last.due - last.at).total_seconds() / 86_400 if last.due else None,
            reps=len(reviews),
            lapses=sum(one.remembered and not other.remembered for one, other in pairs),
            suspended=suspended,
            learning=last.due is None,
            relearning=last.due is None and not last.remembered,
        )
        self._states.append(state)


class _Review(NamedTuple):
    """One answer."""

    at: datetime
    remembered: bool
    due: datetime | None


def _reviewed(review: _Map) -> _Review:
    due = review.get(":due")
    return _Review(
        _moment(review.get(":date")),
        bool(review.get(":remembered?")),
        None if due is None else _moment(due),
    )


def _moment(value: object) -> datetime:
    """A moment: milliseconds since 1970, or as ISO writes it.

    Raises:
        ValueError: it is neither.
        OverflowError: it is a day that cannot be.
        OSError: likewise, where the system does not know the day.
    """
    if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()):
        return datetime.fromtimestamp(int(value) / 1000, UTC)
    moment = datetime.fromisoformat(str(value))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _maps(within: _Map, key: str) -> list[_Map]:
    value = within.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _filled(template: _Map, card: _Map) -> str:
    """The template's text with the card's fields in it, named as the template names them."""
    values = dict(_fields(template, card))
    return _FIELD.sub(lambda match: values.get(match[1], ""), str(template.get(":content") or ""))


def _fields(template: _Map, card: _Map) -> Iterator[tuple[str, str]]:
    described, filled = template.get(":fields"), card.get(":fields")
    for key, field in described.items() if isinstance(described, dict) else ():
        value = filled.get(key) if isinstance(filled, dict) else None
        text = value.get(":value") if isinstance(value, dict) else value
        if isinstance(field, dict):
            yield str(field.get(":name") or key), str(text or "")
