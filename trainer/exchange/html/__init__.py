"""HTML of other programs as our text, and our text as theirs.

- `to_text.py`: HTML as plain text; `levels.py`: raised and lowered text; `mathml.py`: maths;
  `list_numbering.py`: numbered lists
- `from_text.py`: plain text as HTML; `tags.py`: which tags there are, and whether a text has any
- `signs.py`: HTML as text with signs for what is marked up in it; `to_blocks.py`: such a text as
  elements; `to_markdown.py`: as Markdown
- `from_markdown.py`: our Markdown as HTML, or as plain text
"""
