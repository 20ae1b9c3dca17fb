"""Moodle: GIFT and Moodle XML, both ways.

- `gift_reader.py`, `gift_writer.py`; `gift_question.py`: a question and its parts;
  `gift_escapes.py`: its backslashes
- `xml_reader.py`, `xml_writer.py`; `xml_files.py`: pictures and sounds inside; `cloze.py`:
  questions inside a text
- `question.py`: what a question of Moodle is here, whichever of the two it comes in;
  `categories.py`: the categories of a file
"""
