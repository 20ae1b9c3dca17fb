"""Collects the cards that an import finds, and what it cannot carry over."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from trainer.deck.card import Card, DraftCard, kind_of
from trainer.deck.fields import SLUG
from trainer.deck.identity import card_key, question_key
from trainer.deck.marked_card import is_marked_up
from trainer.deck.model_errors import worded
from trainer.deck.slug import slug
from trainer.deck.text import without_controls
from trainer.exchange.html.signs import is_marked_up as holds_markup
from trainer.exchange.html.signs import signed
from trainer.exchange.html.to_blocks import without_signs
from trainer.exchange.html.to_markdown import fields_in_markdown, markdown_of
from trainer.exchange.import_result import ImportResult, Notice, loss_of, quoted
from trainer.exchange.media.in_markdown import named_in_markdown
from trainer.exchange.media.marks import MediaMarks
from trainer.exchange.media.places import placed

_MISSING = {"q": "no question", "wrong": "no wrong option"}
_NOTHING: tuple[object, ...] = (None, "", [], (), {})


class CardCollector:
    """Makes cards of fields, one after the other.

    Cards keep the ids that they came with where these can be ours. A card that comes twice
    is left out; one with the question of another and another answer gets an id.

    Args:
        media: the pictures and sounds that come along, for which marks are in the fields.
        marked_up: whether texts become Markdown, see `in_html` and `expect`.
    """

    def __init__(self, media: MediaMarks | None = None, *, marked_up: bool = False) -> None:
        self._marked_up = marked_up
        self.media = media or MediaMarks()
        """The pictures and sounds that come along."""
        self.common_tags: Sequence[str] = ()
        """Tags of every card from now on."""
        self._cards: dict[str, Card] = {}
        self._places: dict[str, str] = {}
        self._losses: list[Notice] = []
        self._guesses: list[Notice] = []
        self._done: list[Notice] = []
        self._drafts: dict[str, str] = {}
        self._reported_tags: set[str] = set()
        self._copies: Counter[str] = Counter()
        """Hash of a question -> how many of its cards have an id for that."""

    def expect(self, html: Iterable[str]) -> None:
        """Decide by all the HTML of a file whether its texts become Markdown.

        They do where any of it holds what our light Markdown has, or a formula.
        """
        self._marked_up = any(map(holds_markup, html))

    @property
    def marked_up(self) -> bool:
        """Whether its texts become Markdown."""
        return self._marked_up

    def leave(self, place: str, what: str) -> None:
        """Note something that cannot be carried over."""
        self._losses.append(Notice(place, what))

    def guess(self, place: str, what: str) -> None:
        """Note how something was read that the file does not state, and how to overrule it."""
        self._guesses.append(Notice(place, what))

    def tell(self, place: str, what: str) -> None:
        """Note something that was done and loses nothing."""
        self._done.append(Notice(place, what))

    def in_html(self, markup: str, own: Mapping[str, bytes] = MappingProxyType({})) -> str:
        """HTML with marks for what it shows and plays, and with signs for its markup.

        Args:
            markup: the HTML.
            own: name -> file, of those that are beside it in the foreign file.
        """
        marked = self.media.in_html(markup, own)
        return signed(marked) if self._marked_up else marked

    def words(self, text: str) -> str:
        """A text of such HTML as a card has it."""
        return markdown_of(text) if self._marked_up else text

    def add(self, place: str, fields: Mapping[str, object], *, draft: str = "") -> Card | None:
        """Make a card; where that cannot be, say why.

        What lacks an answer or breaks a rule of its kind becomes a draft.

        Args:
            place: where it is in the imported file.
            fields: as in a deck file; empty ones are left out.
            draft: why it is to be a draft; empty where it is none.

        Returns:
            The card, or the one that it is the same as; None where there is none.
        """
        if self.media.has_marked:
            fields = placed(fields, self.media, lambda what: self.leave(place, what))
        if self._marked_up:
            fields = fields_in_markdown(fields)
        kept: dict[str, object] = {}
        for key, value in fields.items():
            if not value and value in _NOTHING:
                continue
            plain = type(value) is str and value.isascii() and value.isprintable()
            clean = value.strip() if plain else self._clean(place, value)  # type: ignore[attr-defined]
            if clean or clean not in _NOTHING:
                kept[key] = clean
        own_tags = kept.pop("tags", None)
        tags = self._tags(place, own_tags) if own_tags or self.common_tags else []
        if tags:
            kept["tags"] = tags
        if "id" in kept and not re.fullmatch(SLUG, str(kept["id"])):
            self.leave(
                place,
                f"its id, which has characters that an id may not have: {quoted(kept.pop('id'))}",
            )
        if len(kept) == ("id" in kept) + ("tags" in kept):
            only = f" but tags: {quoted(' '.join(tags))}" if tags else ""
            self.leave(place, f"nothing on it{only}")
            return None
        if kind := kind_of(kept):
            for key in sorted(kept.keys() - _fields_of(kind)):
                self.leave(place, f"a {kind.kind} card has no `{key}`: {quoted(kept.pop(key))}")
        card, why = _made(kind, {**kept, "status": "draft"} if draft else kept)
        card = self.keep(place, card)
        if reason := draft or why:
            self._drafts[card_key(card)] = reason
            named = kept.get("q") or kept.get("cloze") or next(iter(kept.values()))
            named = ", ".join(map(str, named)) if isinstance(named, list) else named
            self.tell(place, f"a draft: {reason}: {quoted(named)}")
        return card

    def _tags(self, place: str, tags: object) -> list[str]:
        """Tags of any writing as ours; each that changes is listed once."""
        slugs = {word: slug(word) for word in (*_words(self.common_tags), *_words(tags))}
        for word, ours in slugs.items():
            if word != ours and word not in self._reported_tags:
                self._reported_tags.add(word)
                became = f"is {quoted(ours)} here" if ours else "has no Latin letter, as tags need"
                self.leave(place, f"the tag {quoted(word)} {became}")
        return list(dict.fromkeys(filter(None, slugs.values())))

    def keep(self, place: str, card: Card) -> Card:
        """Keep a card, with an id of its own where another has its question or its id.

        Returns:
            The card, or the one that it is the same as.
        """
        key = card_key(card)
        twin = self._cards.get(key)
        if twin is None:
            self._cards[key], self._places[key] = card, place
            return card
        if (twin.prompt, twin.solution) == (card.prompt, card.solution):
            self.leave(place, f"the same card as {self._places[key]}")
            return twin
        if card.id:
            self.leave(place, f"its id, which another card has: {quoted(card.id)}")
        free = name = question_key(card)
        while free in self._cards:
            self._copies[name] += 1
            free = f"{name}-{self._copies[name] + 1}"
        card = _with_id(card, free)
        self._cards[free], self._places[free] = card, place
        return card

    @contextmanager
    def progress(self, place: str) -> Iterator[None]:
        """Report progress that cannot be read inside of this; the card is there all the same."""
        try:
            yield
        except (ArithmeticError, LookupError, OSError, TypeError, ValueError):
            self.leave(place, "its progress, which cannot be read")

    def in_markdown(self, text: str) -> str:
        """Markdown with marks for what it shows and plays; what does not come along is listed."""
        marked = self.media.in_markdown(text)
        for line, name in named_in_markdown(marked):
            self.leave(f"line {line}", f"{loss_of(name)}: its name stays in the text")
        return marked

    def result(self, title: str) -> ImportResult:
        """All that was gathered."""
        cards = tuple(self._cards.values())
        tags = tuple(dict.fromkeys(tag for card in cards for tag in card.tags))
        title = " ".join(without_controls(title).split())
        return ImportResult(
            title or "Imported",
            cards,
            tuple(self._losses),
            tags,
            drafts=dict(self._drafts),
            done=tuple(self._done),
            guesses=tuple(self._guesses),
            media=self.media.files,
            marked_up=self._marked_up and any(map(is_marked_up, cards)),
        )

    def _clean(self, place: str, value: object) -> object:
        match value:
            case str() if value.isascii() and value.isprintable():
                return value.strip()
            case str():
                value = without_signs(value)
                text = without_controls(value)
                if text != value:
                    self.leave(place, "invisible characters, dropped")
                return "\n".join(line.rstrip() for line in text.strip().splitlines())
            case list() | tuple():
                return [inner for inner in (self._clean(place, v) for v in value) if inner != ""]
            case dict():
                cleaned = {self._clean(place, k): self._clean(place, v) for k, v in value.items()}
                return {key: inner or None for key, inner in cleaned.items() if key}
            case _:
                return value


def _with_id(card: Card, name: str) -> Card:
    if isinstance(card, DraftCard):
        return DraftCard.of({**card.written, "id": name})
    return card.model_copy(update={"id": name})


def _made(kind: type[Card] | None, fields: dict[str, object]) -> tuple[Card, str]:
    """The card, if need be as a draft, and what keeps it from more."""
    if kind is None:
        return DraftCard.of(_written({**fields, "status": "draft"})), "no answer"
    try:
        return kind.model_validate(fields), ""
    except ValidationError as error:
        return DraftCard.of(_written({**fields, "status": "draft"})), _problem(kind, error)


@cache
def _fields_of(kind: type[Card]) -> frozenset[str]:
    return frozenset(kind.model_fields)


def _written(value: Any) -> Any:  # noqa: ANN401 - whatever a reader found
    """What was found, as a deck file has it: texts, lists and mappings of them."""
    match value:
        case dict():
            return {str(key): _written(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_written(inner) for inner in value]
        case bool():
            return str(value).lower()
        case None:
            return ""
        case _:
            return str(value)


def _problem(kind: type[Card], error: ValidationError) -> str:
    """What keeps fields from being a card, in the words of a teacher."""
    fault = error.errors(include_url=False)[0]
    field = str(fault["loc"][0]) if fault["loc"] else kind.answer_key
    if fault["type"] == "missing":
        return _MISSING.get(field, f"no `{field}`")
    message, hint = worded(field, fault)
    return f"{message} ({hint})" if hint else message


def tags_in(text: str) -> list[str]:
    """The tags that somebody wrote in a line: between commas, or else between spaces."""
    parts = re.split(r"[,;]", text) if re.search(r"[,;]", text) else text.split()
    return [tag for part in parts if (tag := part.strip(" \t\"'").lstrip("#"))]


def _words(tags: object) -> list[str]:
    """Tags, one by one; of a tag in a list several words are one, with hyphens."""
    if isinstance(tags, list | tuple):
        return ["-".join(str(tag).split()) for tag in tags]
    return str(tags or "").split()
