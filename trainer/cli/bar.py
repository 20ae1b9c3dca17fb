"""A bar for work that takes its time, before there is an app to show it."""

import sys
import time
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

_PATIENCE = 0.5
"""Seconds before a bar appears: what is done by then needs none."""
_STEPS = 1000


class Bar:
    """Shows progress on a terminal's standard error; elsewhere nothing.

    Ctrl+C stops the work, as it does without a bar.
    """

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._shown = ExitStack()
        self._what = ""
        self._bar: ProgressBar[int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._shown.close()

    def __call__(self, what: str, share: float) -> None:
        """Show how far it has come."""
        if not sys.stderr.isatty() or time.monotonic() - self._begun < _PATIENCE:
            return
        if self._bar is None or what != self._what:
            self._shown.close()
            self._what = what
            self._bar = self._shown.enter_context(
                click.progressbar(length=_STEPS, label=what, file=sys.stderr)
            )
        self._bar.update(int(share * _STEPS) - self._bar.pos)
