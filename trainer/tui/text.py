"""The one way for text from outside to reach the screen.

Textual takes a plain `str` for markup, which could run an action; what passes through here
is shown as it is. Only literals of our own source may be markup.
"""

import unicodedata

from textual.content import Content


def plain(text: str, style: str = "") -> Content:
    """Text shown as it is, in one style; what a terminal would obey is left out."""
    shown = "".join(char for char in text if char == "\n" or _is_shown(char))
    return Content.styled(shown, style) if style else Content(shown)


def _is_shown(char: str) -> bool:
    category = unicodedata.category(char)
    return (
        category not in {"Cc", "Cs", "Zl", "Zp"}
        and char != "\ufeff"
        and not "\u202a" <= char <= "\u202e"
        and not ("\u2066" <= char <= "\u2069")
    )


def typed(text: str) -> str:
    """What was typed or pasted, as safe as a deck's text and without space around it."""
    from trainer.deck.text import clean

    return clean(str(plain(text))).strip()


def joined(*parts: Content | str | tuple[str, str], by: str = "") -> Content:
    """Parts one after the other; a str or (text, style) must be of our own making."""
    return Content(by).join([Content.assemble(part) for part in parts])
