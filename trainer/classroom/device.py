"""One connection of a student's device, seen from the server."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from aiohttp import web

from trainer.classroom.conversation import written
from trainer.loop_errors import start_task

_QUEUE = 32
"""Messages that may wait for a device; one that reads no more is dropped."""
_SLOWEST = 10.0
"""Seconds that one message may take to go out."""


class Device:
    """One connection that has a seat; its words go out through a bounded queue."""

    def __init__(self, player: str, socket: web.WebSocketResponse, cut: Callable[[], None]) -> None:
        self.player = player
        self._socket = socket
        self._cut = cut
        self._queue: asyncio.Queue[str | None] = asyncio.Queue(_QUEUE)
        self._writer = start_task(self._write)

    def say(self, message: dict[str, Any]) -> None:
        """Say something as soon as the device takes it; cut it off if it takes nothing."""
        self.say_written(written(message))

    def say_written(self, text: str) -> None:
        """The same of a message that was written for many devices at once."""
        try:
            self._queue.put_nowait(text)
        except asyncio.QueueFull:
            self.cut()

    def cut(self) -> None:
        """Drop the connection at once."""
        self._writer.cancel()
        self._cut()

    async def finish(self, message: dict[str, Any]) -> None:
        """Say a last thing, and hang up."""
        self._writer.cancel()
        with suppress(OSError, TimeoutError, RuntimeError):
            async with asyncio.timeout(1):
                await self._socket.send_str(written(message))
                await self._socket.close()

    def close(self) -> None:
        """Stop writing."""
        self._writer.cancel()

    async def _write(self) -> None:
        while True:
            text = await self._queue.get()
            try:
                async with asyncio.timeout(_SLOWEST):
                    await self._socket.send_str(str(text))
            except (OSError, TimeoutError, RuntimeError):
                self._cut()
                return
