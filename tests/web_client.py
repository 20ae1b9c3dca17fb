"""A client of a server that leaves nothing open behind it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientResponse, CookieJar, TCPConnector
from aiohttp import ClientSession as WebClient  # noqa: TID251 - everyone else asks `web_client`
from typing_extensions import override

__all__ = ["WebClient", "web_client"]


@asynccontextmanager
async def web_client(
    connector: TCPConnector | None = None, cookie_jar: CookieJar | None = None
) -> AsyncIterator[WebClient]:
    """A session of aiohttp; each response and WebSocket that it gave is closed at its end.

    aiohttp closes the sockets, but not what it gave out: it warns of that when Python collects it,
    which fails whatever test runs by then.
    """
    responses: list[ClientResponse] = []

    class Response(ClientResponse):
        @override
        async def start(self, connection: Any) -> ClientResponse:
            responses.append(self)
            return await super().start(connection)

    async with WebClient(
        connector=connector, cookie_jar=cookie_jar, response_class=Response
    ) as session:
        try:
            yield session
        finally:
            for response in responses:
                response.close()
