"""Work beside the keys: what takes long holds up no key, and what comes too late is dropped.

While it goes on, its screen may be left, shown again, or asked for something else. So who
waits checks again, after each wait, whether anybody still wants to know. This is the one place
that waits for work; a test looks over the others.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from inspect import isawaitable
from typing import Any, TypeVar

from textual.app import App
from textual.dom import DOMNode
from textual.worker import get_current_worker

from trainer.errors import TrainerError
from trainer.progress import Progress

Found = TypeVar("Found")


class _LateError(Exception):
    """Nobody wants to know any more."""


def in_background(
    node: DOMNode,
    work: "Callable[[BackgroundWork], Awaitable[object]]",
    failed: Callable[[TrainerError], object],
) -> None:
    """Begin with some work for a screen, a widget or the app.

    It ends without a word where the node is gone, or the same work was begun again.

    Args:
        node: who asks for it.
        work: what is to be done; it waits for nothing but what `BackgroundWork` offers.
        failed: shows what went wrong.
    """

    async def run() -> None:
        still = BackgroundWork(node)
        try:
            try:
                await work(still)
            except TrainerError as error:
                await still.in_turn(failed, error)
        except _LateError:
            pass

    name = getattr(work, "__qualname__", "")
    begun: Callable[[], Awaitable[None]] = run  # Textual's own type would have it return None
    node.run_worker(begun, name=name, group=f"background {name}", exclusive=True)


class BackgroundWork:
    """The ways to wait; behind each the node is there, and nothing newer was asked for.

    Args:
        node: who asked for the work.
    """

    def __init__(self, node: DOMNode) -> None:
        self._node = node
        self._worker = get_current_worker()

    async def pause(self, seconds: float = 0) -> None:
        """Let keys go first."""
        await asyncio.sleep(seconds)
        self._look()

    async def in_thread(self, act: Callable[..., Found], *args: object) -> Found:
        """What something returns that looks at no widget, done in a thread.

        Raises:
            TrainerError: as it does.
        """
        try:
            return await asyncio.to_thread(act, *args)
        finally:
            self._look()

    async def in_turn(self, act: Callable[..., object], *args: object) -> None:
        """Do something in its turn among the keys, and wait until it is done.

        Raises:
            TrainerError: as it does.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        async def do() -> None:
            if done.done():  # it was cancelled, for something newer
                return
            try:
                returned = act(*args)
                if isawaitable(returned):
                    await returned
            except TrainerError as error:
                if not done.done():
                    done.set_exception(error)
            else:
                if not done.done():
                    done.set_result(None)

        if not in_turn(self._node, do, late=partial(_give_up, done)):
            raise _LateError
        await done
        self._look()

    def progress(self, show: Callable[[str, float], object]) -> Progress:
        """Shows, from a thread, how far it has come; ends its work where nobody wants to know."""
        loop = asyncio.get_running_loop()

        def tell(what: str, share: float) -> None:
            if self._worker.is_cancelled:
                raise _LateError
            loop.call_soon_threadsafe(self._show, show, what, share)

        return tell

    def _show(self, show: Callable[[str, float], object], what: str, share: float) -> None:
        if not self._worker.is_finished and is_here(self._node):
            show(what, share)

    def _look(self) -> None:
        if not is_here(self._node):
            raise _LateError


def in_turn(
    node: DOMNode, act: Callable[..., object], *args: object, late: Callable[[], object] = bool
) -> bool:
    """Do something in its turn among the keys, unless its node is gone by then.

    The app handles keys one after another; what shows a screen again meanwhile, or after the last
    of them left it, would find widgets that are half there or gone.

    Args:
        node: the screen or the widget.
        act: what is to be done.
        args: passed to it.
        late: done in its place where the node is gone.

    Returns:
        Whether its turn comes at all: it does not where the app is being left.
    """

    async def do() -> None:
        if not is_here(node):
            late()
            return
        done: Any = act(*args)
        if isawaitable(done):
            await done

    return node.app.call_later(do)


def is_here(node: DOMNode) -> bool:
    """Whether a node is on a screen that was not left; or is the app, and runs."""
    if isinstance(node, App):
        return node.is_running
    return node.is_attached and node.screen in node.app.screen_stack


def _give_up(done: "asyncio.Future[None]") -> None:
    if not done.done():
        done.set_exception(_LateError())
