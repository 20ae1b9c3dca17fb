"""The one way out for text: whatever prints, a message, a traceback, a log, passes here."""

import io
import json
import os
import sys
from contextlib import suppress
from typing import TextIO

import click

from trainer.safe_text import on_one_line, written_out

_PLAINER = {"✓": "+", "✗": "x", "◐": "~", "…": "...", "→": "->", "–": "-", "—": "-", "’": "'"}
"""What is shown for a character that the terminal cannot show; any other becomes `?`."""


class SafeOutput(io.TextIOWrapper):
    """Standard output or error, through which nothing passes that a terminal would obey.

    What its encoding lacks is written plainer, so that no sign ends a session half-way.

    Args:
        stream: where to; nothing else should write there any more.
    """

    def __init__(self, stream: TextIO) -> None:
        self._lacking = stream.encoding or "utf-8"
        try:
            "✗".encode(self._lacking)
        except UnicodeEncodeError:
            encoding = "latin-1"  # click would put its own stream in the place of an ASCII one
        else:
            encoding = self._lacking
        super().__init__(
            stream.buffer,
            encoding=encoding,
            errors="replace",
            newline="",
            line_buffering=stream.isatty(),
        )

    def write(self, text: str) -> int:
        """Write text with what is not safe to show written out."""
        super().write(self._encodable(written_out(text)).replace("\n", os.linesep))
        return len(text)

    def write_raw(self, codes: str) -> None:
        """Write codes of our own making, as they are."""
        super().write(codes)
        self.flush()

    def _encodable(self, text: str) -> str:
        try:
            text.encode(self._lacking)
        except UnicodeEncodeError:
            for sign, plainer in _PLAINER.items():
                text = text.replace(sign, plainer)
            return text.encode(self._lacking, "replace").decode(self._lacking)
        return text


def guard_streams() -> None:
    """Make standard output and error safe, and let input hold any bytes.

    A stream that the caller closed is replaced by one that takes and gives nothing.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - for the process
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        elif isinstance(stream, io.TextIOWrapper):
            setattr(sys, name, SafeOutput(stream))
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def say(line: str, *, err: bool = False) -> None:
    """Print one line; a line end inside it, as in a file's name, is written out."""
    click.echo(on_one_line(line), err=err)


def say_json(value: object) -> None:
    """Print a value for programs, in ASCII, which every terminal and pipe passes on unharmed."""
    click.echo(json.dumps(value, indent=2))


def clear_screen() -> None:
    """Begin at the top of an empty screen, where there is one."""
    if isinstance(sys.stdout, SafeOutput) and sys.stdout.isatty():
        sys.stdout.write_raw("\x1b[2J\x1b[1;1H")


def flush_all() -> OSError | None:
    """Write what waits to be written; why that failed, None where it did not."""
    failure = None
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError as error:
            failure = failure or error
            with suppress(OSError, ValueError):  # else Python tries again at its very end
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return failure
