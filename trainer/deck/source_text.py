"""A reader's own copy of the text that a deck is derived from."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from pydantic_core import PydanticCustomError

from trainer.deck.sentences import sentences_of
from trainer.deck.text import clean
from trainer.errors import TrainerError
from trainer.regular_file import read_given

MAX_BYTES = 5_000_000
"""A larger file is no text that a deck was derived from."""

CURLY_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
"""Curly quotes -> straight ones, for `str.translate`."""
_ODD_SPACE = re.compile("[ \t\u00a0\u202f]+")


class SourceText:
    """A text, normalised so that copies from a page, a PDF and an editor are the same.

    What is made alike: line ends, curly and straight quotes, runs of spaces and of empty
    lines, and Unicode forms (NFC). Words, dashes and everything else are kept.

    Args:
        text: the text as the reader has it.

    Raises:
        TrainerError: it holds control characters, which a terminal would obey.
    """

    def __init__(self, text: str) -> None:
        text = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
        lines = re.split("\r\n|[\r\n\f\u2028\u2029]", text.translate(CURLY_QUOTES))
        tidy = "\n".join(_ODD_SPACE.sub(" ", line).rstrip() for line in lines)
        try:
            self.text = clean(re.sub(r"\n{3,}", "\n\n", tidy).strip("\n"))
        except PydanticCustomError as error:
            raise TrainerError(
                f"The source {error.message()}.", "Save it as plain text, and try again."
            ) from error

    @cached_property
    def sha256(self) -> str:
        """Names the text; a deck's `source.sha256`."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def paragraphs(self) -> tuple[tuple[str, ...], ...]:
        """The sentences of each paragraph. Paragraphs end at empty lines, the title is the first.

        Where a sentence ends: trainer.deck.sentences.
        """
        return tuple(
            sentences_of(paragraph) for paragraph in self.text.split("\n\n") if paragraph.strip()
        )

    def sentence(self, pointer: str) -> str | None:
        """The sentence that `4.2` points at; None when there is none."""
        paragraph, sentence = (int(part) for part in pointer.split("."))
        if paragraph > len(self.paragraphs) or sentence > len(self.paragraphs[paragraph - 1]):
            return None
        return self.paragraphs[paragraph - 1][sentence - 1]

    def passage(self, pointers: tuple[str, ...]) -> str:
        """The sentences pointed at, one after the other; those that are nowhere left out."""
        return " ".join(filter(None, map(self.sentence, pointers)))

    def numbered(self) -> str:
        """Every sentence on a line of its own, after the pointer that leads to it."""
        return "\n\n".join(
            "\n".join(
                f"{place}.{number}  {sentence}" for number, sentence in enumerate(sentences, 1)
            )
            for place, sentences in enumerate(self.paragraphs, 1)
        )


def read_source(path: Path) -> SourceText:
    """Read a reader's copy of a source.

    Raises:
        TrainerError: it cannot be read, or is no text.
    """
    hint = "Save the article as a plain text file (UTF-8)."
    try:
        source = SourceText(read_given(path, MAX_BYTES, hint).decode())
    except UnicodeDecodeError as error:
        raise TrainerError(f"{path} is not UTF-8 text.", hint) from error
    if not source.text:
        raise TrainerError(f"{path} is empty.", hint)
    return source


def source_for(sha256: str | None, sources: Sequence[SourceText]) -> SourceText | None:
    """Of several texts the one that is meant; without a sha256 to go by, the first."""
    meant = (source for source in sources if source.sha256 == sha256)
    return next(meant, sources[0] if sources else None)
