"""Pictures and sounds of other programs' decks.

- `marks.py`: a mark in a text for each of them; `xml_marks.py`: the same in XML;
  `in_markdown.py`: what Markdown names
- `places.py`: with what of a card each is shown
- `sources.py`: where their files are
- `incoming.py`: written beside a deck; `outgoing.py`: on their way out
"""
