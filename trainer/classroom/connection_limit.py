"""Lets connections in: a few of each address, and none that says nothing."""

import asyncio
import os
from collections import Counter
from collections.abc import Callable
from typing import cast

from typing_extensions import override

MOST_OF_ONE = 256
"""Connections of one address: a class behind one router, each device with a few, and no more."""
MOST = 1_500
"""Connections in all."""
SILENT = 12.0
"""Seconds after which a connection that did not become a player's is cut."""


def make_room() -> None:
    """Let this process hold as many connections open as `MOST`, where the system may allow it."""
    if os.name == "nt":  # Windows counts sockets by themselves
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST if hard == resource.RLIM_INFINITY else min(hard, 2 * MOST)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class ConnectionLimit:
    """Makes the protocols of a server's connections.

    Without it, silent connections would use up all that the machine has to give, and shut the
    class out: a server of pages waits for a first word without end.

    Args:
        server: makes the protocol that serves a connection.
        refused: called with words about connections for which there was no room.
    """

    def __init__(
        self,
        server: Callable[[], asyncio.Protocol],
        refused: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._server = server
        self._refused = refused
        self._of_address: Counter[str] = Counter()
        self._open: dict[asyncio.BaseTransport, asyncio.TimerHandle] = {}

    def __call__(self) -> asyncio.Protocol:
        """The protocol of one more connection."""
        return _Guarded(self, self._server())

    def keep(self, transport: asyncio.BaseTransport | None) -> None:
        """Let a connection stay for as long as it likes."""
        if transport in self._open:
            self._open[transport].cancel()

    def send_off(self) -> None:
        """Cut every connection: a browser keeps some in reserve, and says nothing on them."""
        for transport in tuple(self._open):
            cast("asyncio.Transport", transport).abort()

    def enter(self, transport: asyncio.Transport) -> bool:
        """Let a connection in, for now; whether there is room for it."""
        address = _address(transport)
        if self._of_address[address] >= MOST_OF_ONE or len(self._open) >= MOST:
            self._refused(f"{address} opened too many connections.")
            return False
        self._of_address[address] += 1
        loop = asyncio.get_running_loop()
        self._open[transport] = loop.call_later(SILENT, transport.abort)
        return True

    def leave(self, transport: asyncio.Transport) -> None:
        """Note that a connection is gone."""
        self._open.pop(transport).cancel()
        address = _address(transport)
        self._of_address[address] -= 1
        if not self._of_address[address]:
            del self._of_address[address]


class _Guarded(asyncio.Protocol):
    """Hands everything on to another protocol, once there is room for the connection."""

    def __init__(self, limit: ConnectionLimit, served: asyncio.Protocol) -> None:
        self._limit = limit
        self._served = served
        self._transport: asyncio.Transport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        connection = cast("asyncio.Transport", transport)
        if not self._limit.enter(connection):
            connection.abort()
            return
        self._transport = connection
        self._served.connection_made(connection)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if self._transport is not None:
            self._limit.leave(self._transport)
            self._served.connection_lost(exc)

    @override
    def data_received(self, data: bytes) -> None:
        self._served.data_received(data)

    @override
    def eof_received(self) -> bool | None:
        return self._served.eof_received()

    @override
    def pause_writing(self) -> None:
        self._served.pause_writing()

    @override
    def resume_writing(self) -> None:
        self._served.resume_writing()


def _address(transport: asyncio.Transport) -> str:
    peer = transport.get_extra_info("peername")
    return str(peer[0]) if peer else ""
