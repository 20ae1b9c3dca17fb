"""Which reader a file is for, by what is in it."""

import re
from collections.abc import Sequence

from trainer.errors import TrainerError
from trainer.exchange.import_result import Notice, quoted
from trainer.exchange.readers import READERS, TEXTS, Reader, endings
from trainer.exchange.refusal import refuse_archive, refuse_other_kinds
from trainer.exchange.source import ForeignFile

_HEAD = 60
_TABLE = next(reader for reader in READERS if reader.name == "table")


def reader_of(source: ForeignFile, name: str | None = None) -> Reader:
    """Who reads a file: the one that is named, or the first that finds what it looks for.

    Raises:
        TrainerError: nobody does; it says what was looked for.
    """
    if name:
        return next(reader for reader in READERS if reader.name == name)
    refuse_other_kinds(source)
    if _is_stated(source):
        return _TABLE
    known = [reader for reader in READERS if source.ending in reader.endings]
    if fitting := [reader for reader in known if reader.fits(source)]:
        return _surest(source, fitting)
    for reader in READERS:
        if reader.by_content and reader not in known and reader.fits(source):
            message = f"read as {reader.name}, for what is in it (--from chooses another format)"
            source.guesses.append(Notice("the file", message))
            return reader
    if source.ending not in TEXTS:
        source.refuse_broken_xml()
    refuse_archive(source, "; ".join(reader.looks_for for reader in known))
    if not known:
        ends = f"ends in {source.ending}" if source.ending else "has no ending"
        raise TrainerError(
            f"{source.path} cannot be imported: its name {ends}.",
            f"Known are: {', '.join(endings())}. --from NAME reads a file whatever its ending.",
        )
    raise TrainerError(
        f"{source.path} is in no format that trainer reads.", f"Looked for: {_looked_for(known)}."
    )


def _is_stated(source: ForeignFile) -> bool:
    from trainer.exchange.tables.reader import is_stated

    return is_stated(source)


def _surely_fits(text: str) -> bool:
    from trainer.exchange.tables.rows import surely_fits

    return surely_fits(text)


def _surest(source: ForeignFile, fitting: Sequence[Reader]) -> Reader:
    """Of those who could read a file the first, with a guess reported where others could as well.

    Rows of a table count more than a sign in one of their cells.
    """
    first = fitting[0]
    if _TABLE in fitting and first.of != "table" and _surely_fits(source.text):
        first = _TABLE
    others = [one for one in fitting if one is not first and one.name != first.of]
    if other := next((one for one in others if _shown_in(source, one)), None):
        line, text = _shown_in(source, first) or (1, source.text[:_HEAD])
        notice = f"read as {first.name} because of this: {quoted(text)}"
        source.guesses.append(Notice(f"line {line}", f"{notice} (--from {other.name})"))
    return first


def _shown_in(source: ForeignFile, reader: Reader) -> tuple[int, str] | None:
    """The first line that shows a form, from 1, and what it says."""
    sign = re.compile(reader.sign or r".*\S", re.IGNORECASE)
    lines = enumerate(source.text.splitlines(), 1)
    return next(((at, line) for at, line in lines if sign.match(line)), None)


def _looked_for(readers: Sequence[Reader]) -> str:
    listed = "; ".join(f"{reader.looks_for} ({reader.name})" for reader in readers)
    cut = ", and --separator and --row-separator name what cuts a table"
    return f"{listed}. --from NAME reads it as one of these{cut if _TABLE in readers else ''}"
