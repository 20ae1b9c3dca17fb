"""Which characters may reach a screen, and what becomes of the others.

An ESC that reaches a terminal can write the clipboard; a bidirectional override can show an
answer that is not there; ten thousand accents on one letter cover the lines around it.
"""

import re
import unicodedata

UNSAFE = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 and C1 controls, save tab and line ends
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    "\ud800-\udfff"  # surrogates: no text at all
    "\u2028\u2029\ufeff"  # line and paragraph separators, stray byte order mark
    "]|\r(?!\n)"  # a lone carriage return goes back over what was shown
)
"""A character that is never shown as it is."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_ENDS = re.compile("[\t\n\r]")
_MOST_MARKS = 12
"""Marks on one letter; no writing system puts more there."""
_MAYBE_MARKS = re.compile(f"[\u0300-\U0010ffff]{{{_MOST_MARKS + 1}}}")
"""Where there may be more: there is no mark before U+0300."""


def without_unsafe(text: str) -> str:
    """Text with the characters left out that are not safe to show."""
    return text if text.isascii() and text.isprintable() else _few_marks(UNSAFE.sub("", text))


def written_out(text: str) -> str:
    r"""Text with what is not safe to show written as an escape such as `\u001b`."""
    if text.isascii() and text.isprintable():
        return text
    return _few_marks(UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def on_one_line(text: str) -> str:
    r"""Text with line ends and tabs written out too: a file's name is no second line of ours."""
    return _ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", written_out(text))


def is_text(name: str) -> bool:
    """Whether a file's name is text: what of it is no UTF-8 comes as surrogates."""
    return not _SURROGATES.search(name)


def _few_marks(text: str) -> str:
    """Text with at most a dozen marks on each letter."""
    if not _MAYBE_MARKS.search(text):
        return text
    kept, marks = [], 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char)[0] == "M" else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)
