"""Text from outside, made safe before anything else sees it."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from trainer.markup.noncharacters import without_noncharacters
from trainer.safe_text import UNSAFE, without_unsafe


def clean(text: str) -> str:
    """Return text in Unicode NFC, with Windows line ends made plain, and noncharacters left out.

    Control characters are refused, not dropped: an ESC that reaches a terminal can
    write the clipboard, and a bidi override can show an answer that is not there.

    Raises:
        PydanticCustomError: type ``unsafe_text``, with the character's ``index``.
    """
    if text.isascii() and text.isprintable():
        return text  # as most of it is: there is nothing to look for
    text = unicodedata.normalize("NFC", without_noncharacters(text).replace("\r\n", "\n"))
    if match := UNSAFE.search(text):
        raise PydanticCustomError(
            "unsafe_text",
            "text has the invisible character U+{code}",
            {"index": match.start(), "code": f"{ord(match[0]):04X}"},
        )
    return text


def without_controls(text: str) -> str:
    """Text with the characters left out that `clean` refuses or leaves out."""
    if text.isascii() and text.isprintable():
        return text
    text = UNSAFE.sub("", without_noncharacters(text).replace("\r\n", "\n"))
    return without_unsafe(unicodedata.normalize("NFC", text))


def filled(text: str) -> str:
    """Return a safe text without the space around it.

    Raises:
        PydanticCustomError: nothing is left; or type ``unsafe_text``.
    """
    plain = text.isascii() and text.isprintable()  # as most are: no call of `clean` for these
    text = text.strip() if plain else clean(text).strip()
    if not text:
        raise PydanticCustomError("blank_text", "text is empty")
    return text


SafeText = Annotated[str, AfterValidator(clean)]
"""Text from outside (deck, name, typed answer, import, network); may be empty."""

FilledText = Annotated[str, AfterValidator(filled)]
"""SafeText with surrounding space removed and something left."""
