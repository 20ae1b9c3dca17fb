"""Serves pages and WebSockets to devices: at which addresses, and who may open a WebSocket.

It knows nothing of a drill. Each WebSocket has a path of its own and is handed to what
serves that path.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager

from aiohttp import web

from trainer.classroom.addresses import check_address, port_refused
from trainer.classroom.connection_limit import ConnectionLimit, make_room
from trainer.classroom.conversation import LONGEST_MESSAGE
from trainer.classroom.page_file import Page
from trainer.loop_errors import report_error
from trainer.secret_token import new_token

Give = Callable[[str], tuple[bytes, str] | None]
"""Gives the file of a name and its media type; None where there is none."""
Serve = Callable[[web.WebSocketResponse, web.Request], Awaitable[None]]

DEVICE = "device"
"""The cookie that a device is known by: another than its seat's token, and kept for a lesson."""
_LESSON = 12 * 3600


class PageServer:
    """Serves pages and WebSockets at addresses of this machine.

    Args:
        pages: path of a page -> gives the whole of it.
        sockets: path of a WebSocket -> who serves it; it is closed when they are done.
        refused: called with words about connections that found no room.
        media: gives the pictures and sounds that pages show.
    """

    def __init__(
        self,
        pages: Mapping[str, Callable[[], Page]],
        sockets: Mapping[str, Serve],
        refused: Callable[[str], None],
        media: Give,
    ) -> None:
        self.port = 0
        """The port served; 0 until it is started."""
        self.hosts: list[str] = []
        """The addresses served."""
        self._pages = pages
        self._sockets = sockets
        self._refused = refused
        self._given = media
        self._runner: web.AppRunner | None = None
        self._limit: ConnectionLimit | None = None
        self._listening: list[asyncio.Server] = []

    async def start(self, host: str, port: int) -> None:
        """Serve an address; the port stays the same for every further one.

        Raises:
            TrainerError: the address or the port cannot be used.
        """
        check_address(host)
        if self._runner is None or self._limit is None:
            make_room()
            app = web.Application()
            for path in self._pages:
                app.router.add_get(path, self._page)
            for path in self._sockets:
                app.router.add_get(path, self._socket)
            app.router.add_get("/media/{name:[0-9a-f]{32}}", self._media)
            self._runner = web.AppRunner(
                app, access_log=None, handle_signals=False, shutdown_timeout=1
            )
            await self._runner.setup()
            assert self._runner.server is not None  # noqa: S101 - it was set up
            self._limit = ConnectionLimit(self._runner.server, self._refused)
        loop = asyncio.get_running_loop()
        try:
            server = await loop.create_server(self._limit, host, self.port or port)
        except OSError as error:
            raise port_refused(host, self.port or port, error) from error
        self._listening.append(server)
        self.port = int(server.sockets[0].getsockname()[1])
        self.hosts.append(host)

    async def stop(self) -> None:
        """Serve no more, and hang up on everybody."""
        for server in self._listening:
            server.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        if self._limit is not None:
            self._limit.send_off()
            await asyncio.sleep(0)  # what is cut is closed in the loop's next round

    def keep(self, transport: asyncio.BaseTransport | None) -> None:
        """Let a connection stay for as long as it likes."""
        if self._limit is not None:
            self._limit.keep(transport)

    async def _page(self, request: web.Request) -> web.Response:
        self._check_host(request)
        with _reporting_errors():
            page = self._pages[request.path]()
        response = web.Response(
            text=page.html,
            content_type="text/html",
            charset="utf-8",
            headers={
                "Content-Security-Policy": (
                    f"default-src 'none'; {page.policy}; "
                    f"img-src {page.media}; media-src {page.media}; "
                    f"connect-src 'self' ws://{request.host}; base-uri 'none'; "
                    "form-action 'none'; frame-ancestors 'none'"
                ),
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "no-referrer",
                "Cache-Control": "no-store",
                "Connection": "close",  # of a class behind one router, each needs but one
            },
        )
        if DEVICE not in request.cookies:
            response.set_cookie(
                DEVICE, new_token(), max_age=_LESSON, httponly=True, samesite="Strict"
            )
        return response

    async def _media(self, request: web.Request) -> web.Response:
        self._check_host(request)
        with _reporting_errors():
            made = await asyncio.to_thread(self._given, request.match_info["name"])
        if made is None:
            raise web.HTTPNotFound(text="no such file")
        return web.Response(
            body=made[0],
            content_type=made[1],
            headers={
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "private, max-age=3600",
                "Connection": "close",  # see _page
            },
        )

    def _check_host(self, request: web.Request) -> None:
        """Refuse names that are not ours: a foreign page may point its own name at us."""
        ours = {*self.hosts, "localhost", "127.0.0.1"}
        host, _, port = request.host.partition(":")
        if host not in ours or (port or "80") != str(self.port):
            raise web.HTTPForbidden(text="unknown host")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        self._check_host(request)
        origin = request.headers.get("Origin")
        if origin is not None and origin != f"http://{request.host}":
            raise web.HTTPForbidden(text="foreign origin")
        socket = web.WebSocketResponse(
            heartbeat=15, max_msg_size=LONGEST_MESSAGE, compress=False, timeout=1, autoping=False
        )
        await socket.prepare(request)
        with _reporting_errors():
            await self._sockets[request.path](socket, request)
        return socket


@contextmanager
def _reporting_errors() -> Iterator[None]:
    """Show an error of a handler, which the web server would only log; its connection ends."""
    try:
        yield
    except ConnectionError:
        raise  # the device went
    except Exception as error:
        report_error(error)
        raise
