"""Notes as Anki has them, kept beside the deck that came of them, so that they can go back.

They are written in CrowdAnki's form, with Anki's number of a note type for its uuid.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from trainer.errors import TrainerError

SUFFIX = ".anki.json"
"""Of the file beside a deck."""
Model = Mapping[str, Any]
"""A note type as Anki writes it in JSON: name, type, css, flds and tmpls."""


class RawNote(NamedTuple):
    """A note as it is in Anki."""

    guid: str
    model: str
    """Anki's number of its type."""
    fields: tuple[str, ...]
    """HTML."""
    tags: str
    ordinals: tuple[int, ...] | None
    """Which of its cards there are, from 0; None where nothing says so."""


@dataclass(slots=True)
class AnkiNotes:
    """The notes of a package, and their types."""

    models: dict[str, Model] = field(default_factory=dict)
    notes: dict[str, RawNote] = field(default_factory=dict)
    """By their guids."""

    def as_json(self, title: str) -> str:
        """All of it as a text, a note a line."""
        kept = [{**model, "crowdanki_uuid": number} for number, model in self.models.items()]
        notes = [
            {
                "guid": note.guid,
                "note_model_uuid": note.model,
                "fields": note.fields,
                "tags": note.tags.split(),
                "ordinals": note.ordinals,
            }
            for note in self.notes.values()
        ]
        deck = {"__type__": "Deck", "name": title, "children": [], "note_models": kept}
        head = json.dumps(deck, ensure_ascii=False, indent=1).removesuffix("\n}")
        written = json.dumps(notes, ensure_ascii=False)[1:-1]
        lines = written.replace('}, {"guid": ', '},\n{"guid": ')  # in a text, quotes are escaped
        return f'{head},\n "notes": [\n{lines}\n]\n}}'

    @classmethod
    def of_json(cls, text: str) -> "AnkiNotes":
        """What `as_json` wrote.

        Raises:
            TrainerError: it is something else.
        """
        try:
            deck = json.loads(text)
            models: dict[str, Model] = {
                str(model["crowdanki_uuid"]): dict(model) for model in deck["note_models"]
            }
            notes = [
                RawNote(
                    str(note["guid"]),
                    str(note["note_model_uuid"]),
                    tuple(map(str, note["fields"])),
                    " ".join(map(str, note["tags"])),
                    None if note["ordinals"] is None else tuple(map(int, note["ordinals"])),
                )
                for note in deck["notes"]
            ]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise TrainerError(
                f"The notes that came from Anki cannot be read ({type(error).__name__}: {error}).",
                "Import the package again; without that file the cards are new notes to Anki.",
            ) from error
        return cls(models, {note.guid: note for note in notes if note.model in models})
