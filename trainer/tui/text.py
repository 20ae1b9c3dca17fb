"""The one way for text from outside to reach the screen.

Textual takes a plain `str` for markup, which could run an action; what passes through here
is shown as it is. Only literals of our own source may be markup.
"""

from textual.content import Content

from trainer.safe_text import without_unsafe

_TAB = 4
"""Columns that a tab takes; a terminal would count them from the left edge of the screen."""


def plain(text: str, style: str = "") -> Content:
    """Text shown as it is, in one style; what a terminal would obey is left out."""
    shown = without_unsafe(text.replace("\r\n", "\n").expandtabs(_TAB))
    return Content.styled(shown, style) if style else Content(shown)


def typed(text: str) -> str:
    """What was typed or pasted, as safe as a deck's text and without space around it."""
    from trainer.deck.text import without_controls

    return without_controls(text).strip()


def joined(*parts: Content | str | tuple[str, str], by: str = "") -> Content:
    """Parts one after the other; a str or (text, style) must be of our own making."""
    return Content(by).join([Content.assemble(part) for part in parts])
