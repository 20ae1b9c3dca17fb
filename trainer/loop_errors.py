"""Errors that nobody waits for: of callbacks, tasks and handlers that run on the event loop alone.

One rule: they end in the loop's exception handler, and an app shows there what failed. Without it,
the loop writes them to a log that nobody sees behind an app.
"""

import asyncio
import traceback
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any


def show_loop_errors(show: Callable[[str], None]) -> None:
    """Show every error on the running loop that nobody waits for.

    Args:
        show: shows a sentence to whoever sits at the app.
    """

    def handle(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception):
            show(_in_words(error))
        else:
            loop.default_exception_handler(context)

    asyncio.get_running_loop().set_exception_handler(handle)


def start_task(work: Callable[..., Coroutine[Any, Any, None]], *args: object) -> asyncio.Task[None]:
    """Start what nobody waits for; an error in it is shown as soon as it ends.

    Args:
        work: what is done.
        args: what it is called with.

    Raises:
        RuntimeError: no loop runs.
    """
    loop = asyncio.get_running_loop()
    task = loop.create_task(work(*args))
    task.add_done_callback(_report_failed)
    return task


def report_error(error: Exception) -> None:
    """Show an error of one connection, which ends alone."""
    loop = asyncio.get_running_loop()
    loop.call_exception_handler({"message": "a handler failed", "exception": error})


def _report_failed(task: asyncio.Task[None]) -> None:
    error = None if task.cancelled() else task.exception()
    if isinstance(error, Exception):
        report_error(error)


def _in_words(error: Exception) -> str:
    """What failed, and where; not its own words, which may hold a card or an answer."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return f"Something failed in trainer: {type(error).__name__}{where}. Please report it."
