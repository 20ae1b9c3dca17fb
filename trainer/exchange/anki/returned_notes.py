"""Notes of Anki on their way back into it, each of the type that it has there."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import genanki
from typing_extensions import override

from trainer.deck.card import Card
from trainer.exchange.anki.changed_note import returned
from trainer.exchange.anki.kept_notes import AnkiNotes, Model, RawNote
from trainer.exchange.anki.package_note_types import written_type
from trainer.exchange.import_result import Notice


class _TheirModel(genanki.Model):  # type: ignore[misc]  # genanki is untyped
    """A note type of somebody's collection: it must not take the place of the one there."""

    @property
    @override
    def _req(self) -> list[list[object]]:
        return [[at, "any", [0]] for at, _ in enumerate(self.templates)]

    @override
    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
        return {**super().to_json(timestamp, deck_id), "mod": 0}


class _TheirNote(genanki.Note):  # type: ignore[misc]  # genanki is untyped
    """A note with the cards that it has there, and no others."""

    ordinals: tuple[int, ...] = (0,)

    @property
    @override
    def cards(self) -> list[genanki.Card]:
        return [genanki.Card(ordinal) for ordinal in self.ordinals]


def notes_going_back(
    notes: AnkiNotes, cards: Mapping[str, Sequence[Card]], *, marked_up: bool
) -> Iterator[tuple[genanki.Note, tuple[Notice, ...]]]:
    """Notes with what was changed here, and what of that has no place in them.

    Args:
        notes: as they came.
        cards: guid of a note -> the cards of it that are in the deck.
        marked_up: whether the texts of that deck are Markdown.
    """
    models: dict[str, genanki.Model] = {}
    for guid, of_note in cards.items():
        raw = notes.notes[guid]
        written = notes.models[raw.model]
        model = models.setdefault(raw.model, _model(raw.model, written))
        back = returned(raw, written_type(written), of_note, marked_up=marked_up)
        note = _TheirNote(model, list(back.fields), guid=guid, tags=list(back.tags))
        note.ordinals = _ordinals(raw, written)
        yield note, back.losses


def _model(number: str, written: Model) -> genanki.Model:
    kind = genanki.Model.CLOZE if written.get("type") else genanki.Model.FRONT_BACK
    fields = [{"name": one["name"]} for one in written["flds"]]
    sides = [{key: one[key] for key in ("name", "qfmt", "afmt")} for one in written["tmpls"]]
    css = str(written.get("css", ""))
    return _TheirModel(int(number), str(written["name"]), fields, sides, css, kind)


def _ordinals(raw: RawNote, written: Model) -> tuple[int, ...]:
    return tuple(range(len(written["tmpls"]))) if raw.ordinals is None else raw.ordinals
