"""HTML of other programs as our text, and our text as theirs.

- `text.py`: HTML as plain text and back; `levels.py`: raised and lowered text; `mathml.py`: maths
- `signs.py`: HTML as text with signs for what is marked up in it; `signed_blocks.py`: such a text
  as elements; `signed_text.py`: as Markdown
- `marked_text.py`: our Markdown as HTML or as plain text
"""
