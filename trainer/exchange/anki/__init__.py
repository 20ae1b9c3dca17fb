"""Anki: packages, text exports, CrowdAnki.

- `package_reader.py`, `package_writer.py`: .apkg and .colpkg in, .apkg out. Beside them, part by
  part: `package_database.py`, `package_decks.py`, `package_history.py`, `package_states.py`,
  `package_media.py`, `package_note_types.py`; `protobuf.py` for what is packed in fields
- `crowdanki.py`: JSON. `text_export.py`: rows of a text export that name their note type
- `note.py`, `sides.py`: the cards that a note becomes. `note_type.py`, `template.py`,
  `stock_note_types.py`: how its note type asks
- `cloze.py`, `occlusion.py`, `occlusion_writer.py`: gaps in texts, and in pictures
- `guid.py`: ids of notes. `kept_notes.py`, `changed_note.py`, `returned_notes.py`: notes that go
  back into Anki
"""
