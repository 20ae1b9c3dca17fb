"""A note of Anki as cards of ours, as its note type asks them."""

from collections.abc import Mapping, Sequence
from itertools import chain, repeat
from typing import NamedTuple

from trainer.counted import counted
from trainer.deck.identity import card_key
from trainer.exchange.anki.cloze import cloze_cards, marked, masks_in, numbers_in
from trainer.exchange.anki.guid import id_of_guid
from trainer.exchange.anki.note_type import NoteType, RenderedCard, asked, plain_type
from trainer.exchange.anki.occlusion import OCCLUSION_FIELDS, masks_of, without_names
from trainer.exchange.anki.sides import lost_of, sides_of
from trainer.exchange.anki.template import is_empty
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.html.to_text import as_text, media_in
from trainer.exchange.import_result import quoted

OURS = "trainer"
"""The note type that we write ourselves."""
OUR_FIELDS = ("Front", "Back", "Why", "Sides", "Typed")
MASKED = "Anki masks regions of a picture here, which did not come along"
_NAMES = "Back Extra"
"""The field in which what is at regions may be named."""
_HIDDEN = "What is hidden?"
_LOST_TOLD = 50
_Fields = dict[str, object]


class Note(NamedTuple):
    """A note as its package has it."""

    place: str
    guid: str
    tags: str
    kind: NoteType
    texts: Sequence[str]
    """Its fields, as HTML."""
    ordinals: Sequence[int] | None
    """Which of its cards there are, from 0; None where nothing says so."""


class AnkiOrigin(NamedTuple):
    """What one of Anki's cards is here."""

    card: str
    """The key of its card."""
    item: int
    """Which of the card's items, from 0."""


class _Made(NamedTuple):
    """A card on its way: its fields, and which of Anki's cards is which of its items."""

    fields: _Fields
    items: Mapping[int, int]
    draft: str = ""
    """Why it is a draft; empty where it is none."""


def gather_note(collector: CardCollector, note: Note) -> dict[int, AnkiOrigin]:
    """Make the cards of a note, and list what of it stays behind.

    Returns:
        Number of Anki's card (from 0) -> what it is here.
    """
    texts = chain(note.texts, repeat(""))  # a damaged note may have too few
    marks = collector.in_html
    values: Mapping[str, str] = {
        name: marks(text) for name, text in zip(note.kind.fields, texts, strict=False)
    }
    _tell_unseen(collector, note, values)
    if is_ours(note.kind) and note.kind.fields == OUR_FIELDS:
        note, values = _of_ours(note, values)
    if any(map(masks_in, note.texts)):
        made = [_occlusion(collector, note, values)]
    elif gaps := note.kind.cloze_fields:
        made = _clozes(collector, note, values, gaps)
    else:
        made = _sides(collector, note, values)
    if len(made) > 1:
        collector.tell(note.place, f"a note asked in {len(made)} ways: as many cards")
    origins: dict[int, AnkiOrigin] = {}
    for number, one in enumerate(made):
        name = id_of_guid(note.guid)
        suffix = f"-{min(one.items, default=number) + 1}" if number else ""
        fields = {"id": f"{name}{suffix}" if name else None, "tags": note.tags, **one.fields}
        card = collector.add(note.place, fields, draft=one.draft)
        if card:
            key = card_key(card)
            origins |= {ordinal: AnkiOrigin(key, item) for ordinal, item in one.items.items()}
    return origins


def is_ours(kind: NoteType) -> bool:
    """Whether a note type is that which we write."""
    return kind.name.startswith(OURS) and kind.fields in {OUR_FIELDS, OCCLUSION_FIELDS}


def _of_ours(note: Note, values: Mapping[str, str]) -> tuple[Note, Mapping[str, str]]:
    """A note that we wrote, as one of a plain type for its kind of card."""
    sides = len(numbers_in(values["Sides"]))
    kind = plain_type("", 3, sides, cloze=not sides, typed=bool(values["Typed"]))
    texts = [values["Front"], values["Back"], values["Why"]]
    plain = note._replace(kind=kind, texts=texts)
    return plain, dict(zip(kind.fields, texts, strict=True))


def _tell_unseen(collector: CardCollector, note: Note, values: Mapping[str, str]) -> None:
    for name in note.kind.unseen:
        if not is_empty(values.get(name, "")):
            collector.leave(note.place, f"a field that no card shows, {quoted(name)}")


def _leave(collector: CardCollector, place: str, lost: Sequence[str]) -> None:
    for what in lost[:_LOST_TOLD]:
        collector.leave(place, what)
    if len(lost) > _LOST_TOLD:
        collector.leave(place, f"{len(lost) - _LOST_TOLD} more pictures, sounds or links")


def _occlusion(collector: CardCollector, note: Note, values: Mapping[str, str]) -> _Made:
    """Regions of a picture that Anki masks; where nothing names them, learners rate themselves."""
    shapes = "\n".join(text for text in values.values() if masks_in(text))
    words = [text for text in values.values() if not masks_in(text) and not is_empty(text)]
    pictures = [text for text in words if collector.media.parted(text)[1]]
    texts = [text for text in (as_text(one) for one in words if one not in pictures[:1]) if text]
    masks = masks_of(shapes, as_text(values.get(_NAMES, "")))
    if not (pictures and masks.regions):
        return _masked(texts, masks_in(shapes), [one for text in words for one in media_in(text)])
    if masks.merged:
        collector.tell(
            note.place, f"regions of several shapes, now one around them: {masks.merged}"
        )
    asks = texts[0] if texts and without_names(texts[0]) else ""
    fields: _Fields = {
        "q": f"{asks or _HIDDEN}{pictures[0]}",
        "hide": masks.regions,
        "self_marked": None if masks.named else True,
        "why": without_names("\n".join(texts[1:] if asks else texts)),
    }
    return _Made(fields, {number - 1: at for at, number in enumerate(masks.numbers)})


def _masked(words: Sequence[str], masks: int, pictures: Sequence[str]) -> _Made:
    """Masks of a picture that is not there."""
    fields: _Fields = {
        "q": f"{words[0] if words else 'A picture'} ({counted(masks, 'masked region')})",
        "a": "\n".join(words[1:]) or f"See {pictures[0] if pictures else 'the picture'}",
    }
    return _Made(fields, {}, MASKED)


def _clozes(
    collector: CardCollector, note: Note, values: Mapping[str, str], names: Sequence[str]
) -> list[_Made]:
    template = note.kind.templates[0]
    whole = "\n".join(values.get(name, "") for name in names)
    numbers = numbers_in(whole)
    if note.ordinals is not None:
        there = {ordinal + 1 for ordinal in note.ordinals}
        numbers = tuple(number for number in numbers if number in there)
    if not numbers:
        collector.leave(note.place, f"a cloze without a gap: {quoted(as_text(whole))}")
        return []

    def side(group: Sequence[int]) -> RenderedCard:
        gaps = {name: marked(values.get(name, ""), group) for name in names}
        return asked(template, values, gaps)

    sides = {number: side((number,)) for number in numbers}
    _leave(collector, note.place, lost_of(sides.values()))
    shared = next(iter(sides.values()))
    more: _Fields = {
        "hint": as_text(shared.hint),
        "why": "\n".join(filter(None, (as_text(shared.answer), as_text(shared.why)))),
    }
    made = []
    left = set(numbers)
    for card in cloze_cards(whole, numbers, lambda group: as_text(side(tuple(group)).front)):
        left -= set(card.items)
        if len(card.fields) == 1:  # a question without an answer
            continue
        if "a" in card.fields:
            lost = f"how it is asked: cloze becomes flashcard: {quoted(card.fields['q'])}"
            collector.leave(note.place, lost)
        items = {number - 1: item for number, item in card.items.items()}
        made.append(_Made({**card.fields, **more}, items))
    for number in sorted(left):
        collector.leave(note.place, f"gap {number}, which holds no text: {quoted(as_text(whole))}")
    return made


def _sides(collector: CardCollector, note: Note, values: Mapping[str, str]) -> list[_Made]:
    sides, lost = sides_of(note.kind, note.ordinals, values)
    if not sides:
        collector.leave(
            note.place, f"a note without a card: {quoted(as_text(' '.join(note.texts)))}"
        )
    _leave(collector, note.place, lost)
    made: dict[int, _Made] = {}
    for at, side in sides.items():
        fields: _Fields = {**side.fields}
        mirror = _mirror(fields, made)
        if mirror is None:
            made[at] = _plain(at, side.asked, fields)
        else:
            both = made[mirror]
            made[mirror] = _Made({**both.fields, "reverse": True}, {**both.items, at: 1})
    return [*made.values()]


def _mirror(fields: _Fields, made: Mapping[int, _Made]) -> int | None:
    """The card of which this one is the other way round."""
    for at, other in made.items():
        theirs = other.fields
        if (
            len(other.items) == 1
            and "a" in fields
            and not other.draft
            and (fields["q"], fields["a"]) == (theirs.get("a"), theirs.get("q"))
            and (fields["hint"], fields["why"]) == (theirs["hint"], theirs["why"])
        ):
            return at
    return None


def _plain(at: int, side: RenderedCard, fields: _Fields) -> _Made:
    """A card asked in one direction; where a side shows no text it is a draft."""
    key = "typed" if "typed" in fields else "a"
    seen, shown = fields["q"], fields[key]
    if seen and shown:
        return _Made(fields, {at: 0})
    front = media_in(side.front)
    back = media_in(side.answer + side.typed)
    if not (seen or front):
        return _Made(fields, {at: 0}, "a question that shows nothing")
    if not (shown or back):
        return _Made(fields, {at: 0}, "no answer")
    fields["q"] = seen or f"What is this? ({', '.join(front)})"
    fields[key] = shown or f"See {', '.join(back)}"
    side_ = "question" if not seen else "answer"
    return _Made(fields, {at: 0}, f"its {side_} is a picture or a sound, which did not come along")
