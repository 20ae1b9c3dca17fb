"""GIFT's special characters, and the backslashes that make plain text of them."""

import re

from trainer.exchange.html.signs import signed
from trainer.exchange.html.to_text import as_text
from trainer.exchange.moodle.question import html_of_moodle

_SPECIAL = "~=#{}:\\\n"
_HIDDEN = {char: chr(number) for number, char in enumerate(_SPECIAL, 1)}
"""Stand-ins out of the controls, which no text of ours may hold."""
_LINE_FEED = _HIDDEN["\n"]
_SHOWN = str.maketrans({hidden: char for char, hidden in _HIDDEN.items()})
_ESCAPES = str.maketrans({char: f"\\{char}" for char in _SPECIAL} | {"\n": "\\n"})
_MARKED = re.compile(r"\\([~=#{}:\\n])|[\x01-\x08]")


def hidden(written: str) -> str:
    r"""Text with its escaped characters out of sight, so that what is left of them is syntax.

    One pass, from the left: in `\\n` the first backslash escapes the second.
    """
    return _MARKED.sub(_stand_in, written)


def _stand_in(match: re.Match[str]) -> str:
    escaped = match[1]
    if escaped is None:
        return "\0"  # a control that was there before is no stand-in
    return _HIDDEN["\n" if escaped == "n" else escaped]


def shown(text: str, form: str = "plain") -> str:
    """What hidden text says; lines are bare of their indent, as GIFT is free in its layout.

    Args:
        text: with its escaped characters hidden.
        form: html, markdown, moodle (which has formulas, but no tags here) or plain.

    Returns:
        The text, with signs for what is marked up in it.
    """
    plain = as_it_stands(text)
    markup = html_of_moodle(plain, "plain_text" if form == "plain" else form)
    is_html = form == "markdown" or (form == "html" and ("<" in plain or "&" in plain))
    return as_text(signed(markup)) if is_html else markup or plain


def as_it_stands(text: str) -> str:
    """Hidden text with all its characters."""
    text = text.replace(f" {_LINE_FEED} ", _LINE_FEED)  # as Moodle's teachers set it apart
    lines = filter(None, (line.strip() for line in text.split("\n")))
    return "\n".join(lines).translate(_SHOWN)


def escaped(text: str) -> str:
    """Text that says nothing but itself, on one line."""
    return text.translate(_ESCAPES)
