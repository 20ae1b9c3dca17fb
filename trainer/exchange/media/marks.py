"""Pictures and sounds that come along with an import.

In the texts of a foreign file a mark stands for each, from the moment it is read: marks go
wherever its text goes, through templates and gaps, and the collector of cards finds them in the
end and knows by that with what they are shown. A mark is of characters that no text holds, and
that Markdown takes for letters.
"""

import base64
import binascii
import hashlib
import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote

from trainer.exchange.media.in_markdown import GONE, IN_MARKDOWN, alt_of, closed_up, name_of
from trainer.markup.noncharacters import MEDIA_MARKS
from trainer.media.files import LARGEST, PICTURES
from trainer.media.kind import HEAD, endings_of_kind, kind_of
from trainer.media.placing import plain_stem

Look = Callable[[str, int], bytes | None]
"""The first so many bytes of the file that a foreign file names; None where there is none."""

_BEGINS, _ZERO, _ONE, _ENDS = MEDIA_MARKS
_MARK = re.compile(f"{_BEGINS}([{_ZERO}{_ONE}]+){_ENDS}")
_DIGITS = str.maketrans("01", _ZERO + _ONE)
"""Of a number in binary."""
_IN_DIGITS = str.maketrans(_ZERO + _ONE, "01")
_ELEMENT = re.compile(
    r"<(img|audio|video|source|embed|object)\b[^<>]*>(?:\s*</\1\s*>)?", re.IGNORECASE
)
_GIVEN = re.compile(
    r"(?<![\w-])(src|data|alt|title|data-credit)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))",
    re.IGNORECASE,
)
_BELOW = re.compile(r"<small class=\"?below\"?>.*?</small>", re.DOTALL)
"""What we write below a picture ourselves, which its own attributes say too."""
_SOUND = re.compile(r"\[sound:([^\]]+)\]")
_DATA = re.compile(r"data:[\w/+.-]*(?:;[\w=.-]+)*;base64,", re.IGNORECASE)
_LONGEST = 80
"""Characters of a file's name."""


class MarkedFile(NamedTuple):
    """What a mark stands for."""

    file: str
    """Its name beside the deck."""
    is_picture: bool
    alt: str
    caption: str
    credit: str

    @property
    def picture(self) -> str | dict[str, str]:
        """A picture as a deck has it."""
        about = {"alt": self.alt, "caption": self.caption, "credit": self.credit}
        more = {key: text for key, text in about.items() if text}
        return {"file": self.file, **more} if more else self.file


@dataclass(slots=True)
class _File:
    """A file that a foreign file names."""

    kind: str
    read: Callable[[], bytes]
    name: str = ""
    """What it is called beside the deck."""


def nothing(name: str, most: int) -> bytes | None:
    """What finds no file at all."""
    del name, most
    return None


class MediaMarks:
    """The pictures and sounds of one import.

    Args:
        look: finds what the foreign file names.
    """

    def __init__(self, look: Look = nothing) -> None:
        self._look = look
        self._files: dict[str, _File | None] = {}
        """By the name that the foreign file has for it."""
        self._marked: list[MarkedFile] = []
        self._numbers: dict[MarkedFile, int] = {}
        self._names: dict[str, str] = {}
        """Name beside the deck, in small letters -> the foreign name that has it."""

    @property
    def has_marked(self) -> bool:
        """Whether a mark is anywhere yet."""
        return bool(self._marked)

    @property
    def files(self) -> Mapping[str, Callable[[], bytes]]:
        """Name beside the deck -> gives the file's bytes."""
        return {file.name: file.read for file in self._files.values() if file}

    def mark(
        self, name: str, alt: str = "", caption: str = "", credit: str = "", content: bytes = b""
    ) -> str:
        """A mark for what a foreign file names; empty where it does not come along.

        Args:
            name: as the foreign file has it.
            alt: what a picture shows.
            caption: what is below it.
            credit: whose it is.
            content: the file itself, where the foreign file holds it.
        """
        file = self._file(name.strip(), content)
        if file is None:
            return ""
        texts = (" ".join(text.split()) for text in (alt, caption, credit))
        marked = MarkedFile(file.name, file.kind in PICTURES, *texts)
        number = self._numbers.setdefault(marked, len(self._marked))
        if number == len(self._marked):
            self._marked.append(marked)
        return _mark(number)

    def in_html(self, markup: str, own: Mapping[str, bytes] = MappingProxyType({})) -> str:
        """HTML with marks for what it shows and plays; what does not come along stays in it.

        Args:
            markup: the HTML.
            own: name -> file, of those that are beside it in the foreign file.
        """
        if "<" not in markup and "[sound:" not in markup:
            return markup
        plain = _BELOW.sub("", markup)
        plain = _ELEMENT.sub(lambda match: self._element(match[0], own), plain)
        return _SOUND.sub(lambda match: self.mark(html.unescape(match[1])) or match[0], plain)

    def _element(self, tag: str, own: Mapping[str, bytes]) -> str:
        attributes = {
            name.lower(): html.unescape(one or two or three)
            for name, one, two, three in _GIVEN.findall(tag)
        }
        source = attributes.get("src") or attributes.get("data") or ""
        words = (
            attributes.get("alt", ""),
            attributes.get("title", ""),
            attributes.get("data-credit", ""),
        )
        called = unquote(source.removeprefix("@@PLUGINFILE@@/"))
        content = own.get(called, b"")
        return (self.mark(called if content else source, *words, content) if source else "") or tag

    def in_markdown(self, text: str) -> str:
        """Markdown with marks for its pictures and sounds, `![](…)` and `![[…]]`."""
        if "![" not in text:
            return text

        def marked(match: re.Match[str]) -> str:
            if match["code"] is not None:
                return match[0]
            return self.mark(name_of(match), alt_of(match), match["title"] or "") or match[0]

        return IN_MARKDOWN.sub(marked, text)

    def parted(self, text: str) -> tuple[str, list[MarkedFile]]:
        """A text without its marks, and what they stand for."""
        if _BEGINS not in text:
            return text, []
        return without_marks(text), [*self._in(text)]

    def written(self, text: str, write: Callable[[MarkedFile], str]) -> str:
        """A text with something written in the place of each mark."""

        def shown(match: re.Match[str]) -> str:
            return "".join(write(one) for one in self._in(match[0]))

        return _MARK.sub(shown, text)

    def _in(self, text: str) -> Iterator[MarkedFile]:
        for match in _MARK.finditer(text):
            yield self._marked[_number(match)]

    def _file(self, name: str, content: bytes) -> _File | None:
        content = content or _embedded(name)
        digest = hashlib.blake2b(content, digest_size=4).hexdigest() if content else ""
        called = f"embedded-{digest}" if name.startswith("data:") else name
        key = f"{called}\n{digest}"
        if key not in self._files:
            self._files[key] = _held(content) if content else self._in_package(name)
            if file := self._files[key]:
                file.name = self._free(called, key, file.kind)
        return self._files[key]

    def _in_package(self, name: str) -> _File | None:
        for called in dict.fromkeys((name, unquote(name))):
            head = self._look(called, HEAD)
            if head and (kind := kind_of(head)):
                return _File(kind, partial(self._whole, called))
        return None

    def _whole(self, name: str) -> bytes:
        return self._look(name, LARGEST + 1) or b""

    def _free(self, name: str, key: str, kind: str) -> str:
        """A name of letters that any system takes, with an ending of its kind, free."""
        last = re.split(r"[\\/]", name)[-1]
        stem, dot, ending = last.rpartition(".")
        endings = endings_of_kind(kind)
        ending = f".{ending}" if dot and f".{ending.lower()}" in endings else endings[0]
        stem = plain_stem((stem or last)[:_LONGEST])
        free, number = f"{stem}{ending}", 1
        while self._names.setdefault(free.lower(), key) != key:
            number += 1
            free = f"{stem}-{number}{ending}"
        return free


def html_of_markdown(text: str, convert: Callable[[str], str]) -> str:
    """Markdown as HTML with its pictures in it, which our light Markdown does not know.

    Args:
        text: the Markdown.
        convert: makes HTML of all the rest.
    """
    tags: list[str] = []

    def apart(match: re.Match[str]) -> str:
        if match["code"] is not None:
            return match[0]
        attributes = {
            "src": name_of(match),
            "alt": alt_of(match),
            "title": match["title"] or "",
        }
        written = "".join(f' {key}="{html.escape(one)}"' for key, one in attributes.items() if one)
        tags.append(f"<img{written}>")
        return _mark(len(tags) - 1)

    def back(match: re.Match[str]) -> str:
        return tags[_number(match)]

    return _MARK.sub(back, convert(IN_MARKDOWN.sub(apart, text)))


def _mark(number: int) -> str:
    return f"{_BEGINS}{f'{number:b}'.translate(_DIGITS)}{_ENDS}"


def _number(mark: re.Match[str]) -> int:
    return int(mark[1].translate(_IN_DIGITS), 2)


def has_marks(text: str) -> bool:
    """Whether there is a mark in a text."""
    return _MARK.search(text) is not None


def _held(content: bytes) -> _File | None:
    kind = kind_of(content[:HEAD])
    return _File(kind, lambda: content) if kind else None


def _embedded(address: str) -> bytes:
    """The file that an address holds itself; nothing where it leads to one."""
    begins = _DATA.match(address)
    if begins is None:
        return b""
    try:
        return base64.b64decode(unquote(address[begins.end() :]), validate=False)[: LARGEST + 1]
    except (binascii.Error, ValueError):
        return b""


def without_marks(text: str) -> str:
    """A text without its marks, nor the lines and the spaces that held nothing else."""
    if _BEGINS not in text:
        return text
    lines = []
    for line in text.split("\n"):
        bare = closed_up(_MARK.sub(GONE, line))
        if bare.strip(" |") or bare == line:
            lines.append(re.sub(r"(?<=\S)[ \t]{2,}(?=\S)", " ", bare) if bare != line else line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
