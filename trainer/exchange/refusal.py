"""What a file is that holds no deck, and what can be done with it."""

import json
from collections.abc import Callable
from typing import NamedTuple

from trainer.deck.deck_files import DECK_ENDINGS
from trainer.errors import TrainerError
from trainer.exchange.source import ForeignFile
from trainer.exchange.sqlite_file import BEGINS
from trainer.exchange.tables.workbook import OLE

_TABLE = "Copy its questions into a table, a row each (question, answer), and save that as .csv."


class _Kind(NamedTuple):
    """Something that is no deck."""

    name: str
    advice: str
    is_it: Callable[[ForeignFile], bool]


def _begins(*signs: bytes) -> Callable[[ForeignFile], bool]:
    return lambda source: source.begins.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(signs)


def _holds(*names: str) -> Callable[[ForeignFile], bool]:
    return lambda source: any(name.startswith(names) for name in source.members)


def _is_webp(source: ForeignFile) -> bool:
    return source.begins.startswith(b"RIFF") and source.begins[8:12] == b"WEBP"


def _is_sound(source: ForeignFile) -> bool:
    begins = source.begins
    return (
        begins.startswith((b"ID3", b"OggS", b"fLaC", b"\xff\xfb", b"\xff\xf3", b"\x1aE\xdf\xa3"))
        or (begins.startswith(b"RIFF") and not _is_webp(source))
        or begins[4:8] == b"ftyp"
    )


def _is_picture(source: ForeignFile) -> bool:
    signs = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
    return source.begins.startswith(signs) or _is_webp(source) or _begins(b"<svg")(source)


def _is_json(source: ForeignFile) -> bool:
    """Whether a text that is called a table or the like is JSON through and through."""
    if source.ending == ".json" or not _begins(b"{", b"[")(source) or not source.is_text:
        return False
    try:
        json.loads(source.text)
    except (ValueError, RecursionError):
        return False
    return "note_models" not in source.text


def _is_of_hashcards(source: ForeignFile) -> bool:
    if not source.begins.startswith(BEGINS):
        return False
    from trainer.exchange.markdown.hashcards import DATABASE

    return source.path.name == DATABASE


_MEDIA = "Put it beside a deck and name it there, or let trainer add ask for it: `{0}: {1}`."
_KINDS = (
    _Kind("a PDF", f"{_TABLE} For cards from an article: trainer derive.", _begins(b"%PDF")),
    _Kind("a picture", _MEDIA, _is_picture),
    _Kind("a sound or a film", _MEDIA, _is_sound),
    _Kind("a text in RTF", "Save it as plain text, UTF-8 (.txt).", _begins(b"{\\rtf")),
    _Kind(
        "a document of an older Office",
        "Save a table as .xlsx or .csv, and a text as plain text, UTF-8.",
        lambda source: source.begins.startswith(OLE) and source.ending != ".xls",
    ),
    _Kind(
        "a deck already",
        "Study it as it is: trainer study FILE. See too: trainer check FILE.",
        lambda source: source.ending in DECK_ENDINGS,
    ),
    _Kind(
        "a web page",
        "Copy its table into a spreadsheet and save that as .csv or .xlsx.",
        _begins(b"<!DOCTYPE html", b"<!doctype html", b"<html", b"<HTML"),
    ),
    _Kind("JSON, which each program has in a format of its own", _TABLE, _is_json),
    _Kind("a document of Word", f"Save it as plain text. {_TABLE}", _holds("word/")),
    _Kind(
        "what hashcards knows of your reviews, without the cards",
        "Put it beside the .md files with its cards, and: trainer import FOLDER",
        _is_of_hashcards,
    ),
    _Kind("slides", _TABLE, _holds("ppt/")),
    _Kind("an H5P package", _TABLE, _holds("h5p.json")),
    _Kind("a workbook of Numbers", "Export it from Numbers as CSV or Excel.", _holds("Index/")),
    _Kind(
        "a backup of a Moodle course",
        "Export the question bank there instead, as Moodle XML.",
        _holds("moodle_backup.xml"),
    ),
)
_ARCHIVE = "an archive without a deck in a format that trainer reads"
_UNPACK = "Unpack it, and import what is in it, or the folder: trainer import FOLDER."


def refuse_other_kinds(source: ForeignFile) -> None:
    """Refuse what is known to hold no deck, whatever its ending says.

    Raises:
        TrainerError: it is such a thing; the hint is a way that works.
    """
    known = next((kind for kind in _KINDS if kind.is_it(source)), None)
    if known:
        field = "picture" if known.name == "a picture" else "sound"
        raise _refusal(source, known.name, known.advice.format(field, source.path.name))


def refuse_archive(source: ForeignFile, looked_for: str) -> None:
    """Refuse an archive that no reader takes.

    Args:
        source: the file.
        looked_for: what of its ending would have been read, in words; empty where nothing is.

    Raises:
        TrainerError: it is one.
    """
    if source.is_archive:
        names = [name for name in source.members if not name.endswith("/")]
        inside = f": {', '.join(names[:3])}{' …' if names[3:] else ''}" if names else ""
        looked = f"Looked for: {looked_for}. " if looked_for else ""
        advice = _UNPACK if names else "Export it again."
        raise _refusal(source, f"{_ARCHIVE}{inside}", f"{looked}{advice}")


def _refusal(source: ForeignFile, what: str, advice: str) -> TrainerError:
    return TrainerError(f"{source.path} cannot be imported: it is {what}.", advice)
