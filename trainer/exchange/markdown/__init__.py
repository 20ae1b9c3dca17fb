"""Decks in Markdown: our own form, and those of other programs.

- `reader.py`, `writer.py`: our own; `question.py`, `entries.py`, `table.py`: its parts
- `hashcards.py`, `hashcards_writer.py`, `hashcards_cloze.py`; `obsidian.py`,
  `obsidian_text.py`, `obsidian_schedule.py`; `remnote.py`; `mdanki.py`; `front_back.py`
- `layout.py`: headings, code and remarks of any Markdown. `front_matter.py`: what is above it
"""
