"""A file of another program as its reader sees it: its bytes, its text, or what a zip holds."""

import gzip
import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from trainer.archive import beginning, is_archive, opened_archive
from trainer.errors import SystemRefusedError, TrainerError
from trainer.exchange.import_result import Notice
from trainer.exchange.media.marks import MediaMarks
from trainer.exchange.media.sources import look_beside, look_in_archive
from trainer.markup.noncharacters import without_noncharacters
from trainer.regular_file import read_given

MAX_FILE = 64_000_000
"""Bytes of a file that is no archive, and of all that is read out of one."""
MAX_TEXT = 20_000_000
"""Bytes of a text: as many as a deck may have."""
_MEMBERS = 20_000
"""Names in an archive; more is no collection of questions."""
_HEAD = 4096
_SPLIT = "Split it."
_ZEROES = 0.03
"""Part of the bytes of a text in UTF-16 that are zero at the least: spaces and line ends."""
_MOSTLY = 0.7
"""Part of a text in ASCII from which on an old Western one is believed."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of a file on the command line, which counts more than its looks."""

    encoding: str | None = None
    """Of its text."""
    separator: str | None = None
    """Between the cells of a row."""
    row_separator: str | None = None
    """Between rows, where no new line parts them."""
    heading: bool | None = None
    """Whether the first row names the columns."""
    quotes: bool | None = None
    """Whether quotes hold cells together always, or never."""
    html: bool | None = None
    """Whether cells are HTML."""
    correct: str | None = None
    """What names the right option: its `text`, or its `number` (or letter)."""
    rest: bool | None = None
    """Whether the answer includes what a row has too many cells for."""
    history: bool = True
    """Whether what was reviewed comes along; else it may be counted and not read."""


NOTHING = Given()


class ForeignFile:
    """A foreign file, read once and kept in memory; nothing is ever extracted to disk.

    Args:
        path: of the file.
        given: what its learner says of it.
        root: the folder that is imported with it; its pictures and sounds may lie there.

    Raises:
        TrainerError: it cannot be read, or is too large.
    """

    def __init__(self, path: Path, given: Given = NOTHING, root: Path | None = None) -> None:
        self.path = path
        self._root = root
        self.given = given
        self.shared_media: MediaMarks | None = None
        """Those of the deck, where the file is one of many that become one."""
        self.guesses: list[Notice] = []
        """What was not stated and had to be guessed."""
        self._left = MAX_FILE
        try:
            self.begins = beginning(path)
        except OSError as error:
            raise SystemRefusedError(error, f"{path} cannot be read", "Check the file.") from error
        self.is_archive = is_archive(self.begins)
        """Whether it begins as a zip does."""
        if not self.is_archive:
            self.begins = self.data[:_HEAD]

    @cached_property
    def data(self) -> bytes:
        """All its bytes, unpacked where it is packed by itself.

        Raises:
            TrainerError: it cannot be read, or is too large.
        """
        smaller = "Export it without pictures and sounds, or in parts."
        data = read_given(self.path, MAX_FILE, smaller)
        return _unzipped(data, self.path) if data.startswith(b"\x1f\x8b") else data

    @property
    def ending(self) -> str:
        """The file's ending in small letters, with its dot."""
        return self.path.suffix.lower()

    @cached_property
    def is_text(self) -> bool:
        """Whether it can be read as text at all."""
        try:
            return not self.is_archive and (bool(self.text) or not self.data)
        except TrainerError:
            return False

    @cached_property
    def text(self) -> str:
        """The text.

        Raises:
            TrainerError: it is none, or is larger than a deck may be.
        """
        if len(self.data) > MAX_TEXT:
            raise TrainerError(f"{self.path} is larger than {MAX_TEXT // 1_000_000} MB.", _SPLIT)
        return without_noncharacters(self._decoded(self.data))

    def _decoded(self, data: bytes) -> str:
        if self.given.encoding:
            try:
                return data.decode(self.given.encoding).removeprefix("\ufeff")
            except (UnicodeError, LookupError) as error:
                message = f"{self.path} cannot be read as {self.given.encoding}: {error}."
                raise TrainerError(message, "Choose another --encoding.") from error
        marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        if not marked and (text := _without_mark(data)):
            message = "it was read as UTF-16, without a mark that says so (--encoding utf-8)"
            self.guesses.append(Notice("line 1", message))
            return text
        try:
            text = data.decode("utf-16" if marked else "utf-8-sig")
        except UnicodeDecodeError as error:
            text = _western(data)
            if not text:
                raise TrainerError(
                    f"{self.path} is not UTF-8 text.",
                    "Save it as UTF-8, or name its --encoding, as in --encoding cp1251.",
                ) from error
            line = data[: error.start].count(b"\n") + 1
            message = "it is not UTF-8, and was read as Windows-1252: --encoding chooses another"
            self.guesses.append(Notice(f"line {line}", message))
        return text

    @cached_property
    def members(self) -> Mapping[str, int]:
        """Names in the archive and the bytes of each; none where it is no zip."""
        if not self.is_archive:
            return {}
        try:
            with opened_archive(self.path) as package:
                files = [one for one in package.infolist() if not one.is_dir()]
        except Exception:  # noqa: BLE001 - zipfile lets through what its decoders raise
            return {}
        return {one.filename: one.file_size for one in files[:_MEMBERS]}

    def member(self, name: str) -> bytes:
        """The bytes of one name in the archive.

        Raises:
            TrainerError: it cannot be unpacked, or more than is read of one archive.
        """
        try:
            with opened_archive(self.path) as package, package.open(name) as file:
                data = file.read(self._left + 1)
        except Exception as error:  # zipfile lets through what its decoders raise
            raise TrainerError(
                f"{self.path} cannot be imported: {name} in it is damaged ({error}).",
                "Export it again.",
            ) from error
        self._left -= len(data)
        if self._left < 0:
            raise TrainerError(
                f"{self.path} cannot be imported: it unpacks to more than"
                f" {MAX_FILE // 1_000_000} MB.",
                _SPLIT,
            )
        return data

    def head(self, name: str) -> bytes:
        """The first few thousand bytes of one name in the archive; none where it is damaged."""
        try:
            with opened_archive(self.path) as package, package.open(name) as file:
                return file.read(_HEAD)
        except Exception:  # noqa: BLE001 - zipfile lets through what its decoders raise
            return b""

    @property
    def media(self) -> MediaMarks:
        """The pictures and sounds that it names, in its archive or beside it."""
        if self.shared_media is not None:
            return self.shared_media
        if self.is_archive:
            return MediaMarks(look_in_archive(self.path, self.members))
        return MediaMarks(look_beside(self.path, self._root))

    @cached_property
    def looks_like_xml(self) -> bool:
        """Whether it begins as XML does."""
        return self.begins.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")

    @cached_property
    def xml(self) -> Element | None:
        """The root of its XML, where it is XML that can be read."""
        return self.parsed(self.data) if self.looks_like_xml else None

    def refuse_broken_xml(self) -> None:
        """Refuse XML that breaks off or is damaged, with the line.

        Raises:
            TrainerError: it is so.
        """
        if not self.looks_like_xml or self.xml is not None:
            return
        from defusedxml import ElementTree

        try:
            ElementTree.fromstring(self.data)
        except ParseError as error:
            ends = error.position[0] > self.data.rstrip().count(b"\n")
            fault = "its XML breaks off" if ends else "its XML is damaged"
            raise TrainerError(
                f"{self.path} cannot be imported: {fault} ({error}).",
                "Export it again, or load it again; perhaps it was cut off on the way.",
            ) from error

    def parsed(self, data: bytes) -> Element | None:
        """The root of an XML text; None where it is none.

        Entities and addresses outside are refused: a few lines of them are a bomb.

        Raises:
            TrainerError: it defines entities.
        """
        from defusedxml import DefusedXmlException, ElementTree

        try:
            root: Element = ElementTree.fromstring(data)
        except ParseError:
            return None
        except (DefusedXmlException, ValueError, LookupError) as error:
            raise TrainerError(
                f"{self.path} cannot be imported: its XML defines entities or cannot be read"
                f" ({type(error).__name__}).",
                "Export it again, without a document type of its own.",
            ) from error
        for one in root.iter():
            one.text, one.tail = _cleaned(one.text), _cleaned(one.tail)
            for key, value in one.items():
                one.set(key, without_noncharacters(value))
        return root


def _cleaned(text: str | None) -> str | None:
    return text and without_noncharacters(text)


def _without_mark(data: bytes) -> str:
    """The text in UTF-16 where every other byte that can be zero is; else nothing."""
    low, high = (data[at:_HEAD:2].count(0) for at in (0, 1))
    if min(low, high) or max(low, high) < _ZEROES * len(data[:_HEAD]) or len(data) % 2:
        return ""
    try:
        text = data.decode("utf-16-le" if high else "utf-16-be")
    except UnicodeDecodeError:
        return ""
    return text if all(char.isprintable() or char.isspace() for char in text[:_HEAD]) else ""


def _western(data: bytes) -> str:
    """The text in Windows-1252, where it looks like a language written so; else nothing."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    letters = sum(char.isascii() and (char.isprintable() or char.isspace()) for char in text)
    return text if letters >= _MOSTLY * len(text) else ""


def _unzipped(data: bytes, path: Path) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            plain = file.read(MAX_FILE + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise TrainerError(f"{path} is damaged: {error}.", "Export it again.") from error
    if len(plain) > MAX_FILE:
        raise TrainerError(f"{path} unpacks to more than {MAX_FILE // 1_000_000} MB.", "Split it.")
    return plain


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
