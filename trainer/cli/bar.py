"""A bar for work that takes its time, before there is an app to show it."""

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Self

import click

_PATIENCE = 0.5
"""Seconds before a bar appears: what is done by then needs none."""
_STEPS = 1000


class Bar(ExitStack):
    """Shows progress on a terminal's standard error; elsewhere nothing.

    Ctrl+C stops the work, as it does without a bar.
    """

    def __init__(self) -> None:
        super().__init__()
        self._begun = time.monotonic()
        self._what = ""
        self._shown = 0
        self._advance: Callable[[int], None] | None = None

    def __enter__(self) -> Self:
        return self

    def __call__(self, what: str, share: float) -> None:
        """Show how far it has come."""
        if not sys.stderr.isatty() or time.monotonic() - self._begun < _PATIENCE:
            return
        if self._advance is None or what != self._what:
            self.close()
            self._what, self._shown = what, 0
            bar = click.progressbar(length=_STEPS, label=what, file=sys.stderr)
            self._advance = self.enter_context(bar).update
        reached = int(share * _STEPS)
        self._advance(reached - self._shown)
        self._shown = reached
