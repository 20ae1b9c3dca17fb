"""`trainer --web`: the app itself in a browser, for one person with the link.

textual-serve runs the app as a process of its own and draws it with xterm.js. What it leaves to
its caller is done here: who may come in, one screen at a time, and a page that asks nothing of
other servers.
"""

import asyncio
import html
import json
import logging
import shlex
import signal
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import Sequence
from contextlib import suppress
from hmac import compare_digest
from pathlib import Path
from typing import Any

import click
import segno
from aiohttp import WSMsgType, web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler

from trainer.classroom.addresses import LOOPBACK, check_address, port_refused
from trainer.errors import MissingExtraError
from trainer.secret_token import new_token

try:
    from textual_serve.app_service import AppService
    from textual_serve.server import Server
except ImportError as error:
    raise MissingExtraError("The app in a browser", "web") from error

PORT = 8723
"""Where the app is served unless another is chosen: the port after the drill's."""
_PAGE = Path(__file__).with_suffix(".html")
_SCRIPT = Path(__file__).with_suffix(".js")
_COOKIE = "trainer-web"
_LONGEST_MESSAGE = 256 * 1024
"""Bytes of what a browser may send at once; a paste is the longest."""
_LEAVING = 30.0
"""Seconds that the app has for leaving, once its server ends."""
_SIZES = {"width": (20, 400), "height": (8, 200)}
"""Columns and rows that a browser may ask for."""


def serve_app(
    arguments: Sequence[str], address: str | None = None, port: int | None = None
) -> None:
    """Serve the app to one browser until ctrl+c, or until the system asks it to end.

    Args:
        arguments: what `trainer` is started with in the browser.
        address: where to serve; this computer alone when None.
        port: its port; PORT when None.

    Raises:
        TrainerError: the address or the port cannot be used.
    """
    if address is not None:
        check_address(address)
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(AppServer(arguments, address or LOOPBACK, port or PORT)))


async def _serve(server: "AppServer") -> None:
    ended = asyncio.Event()
    with suppress(NotImplementedError):  # on Windows there is none
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    runner = await server.open()
    link = server.link
    click.echo(f"The app is served to one browser at\n\n  {link}\n")
    if server.host != LOOPBACK:
        click.echo("Anyone who has this link, or reads along on the network, has your cards.\n")
        segno.make(link, error="m", micro=False).terminal(out=sys.stdout, compact=True)
    click.echo("ctrl+c ends it; what was answered is kept.")
    try:
        await ended.wait()
    finally:
        await runner.cleanup()


class AppServer(Server):
    """Serves the app to anyone who has the link, one screen at a time.

    Args:
        arguments: what `trainer` is started with in the browser.
        host: the address served.
        port: its port; 0 for any that is free.
    """

    def __init__(self, arguments: Sequence[str], host: str, port: int) -> None:
        command = [sys.executable, "-m", "trainer", *arguments]
        joined = (
            subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)
        )
        super().__init__(joined, host, port, title="trainer")
        self.key = new_token()
        """128 bits, without which nothing is served."""
        self._screen: web.WebSocketResponse | None = None
        self._turn = asyncio.Lock()

    @property
    def link(self) -> str:
        """The link that lets a browser in."""
        return f"http://{self.host}:{self.port}/?key={self.key}"

    async def open(self) -> web.AppRunner:
        """Begin to serve; the runner ends it.

        Raises:
            TrainerError: the port cannot be used.
        """
        app = web.Application(middlewares=[self._let_in])
        app.add_routes(
            [
                web.get("/", self.handle_index),
                web.get("/web.js", self._script),
                web.get("/ws", self.handle_websocket),
                web.static("/static", self.statics_path),
            ]
        )
        app.on_shutdown.append(self._hang_up)
        logger = logging.getLogger(__name__)
        logger.addFilter(_is_ours)
        runner = web.AppRunner(
            app, access_log=None, logger=logger, handle_signals=False, shutdown_timeout=_LEAVING
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, self.host, self.port).start()
        except OSError as error:
            await runner.cleanup()
            raise port_refused(self.host, self.port, error) from error
        self.port = runner.addresses[0][1]
        return runner

    @web.middleware
    async def _let_in(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Serve who has the key, under our own name, and no other page's scripts."""
        our_hosts = {
            f"{self.host}:{self.port}",
            f"localhost:{self.port}",
            f"{LOOPBACK}:{self.port}",
        }
        if request.host not in our_hosts:
            raise web.HTTPForbidden(text="unknown host")
        if request.headers.get("Origin") not in {None, f"http://{request.host}"}:
            raise web.HTTPForbidden(text="foreign origin")
        if request.path == "/" and self._is_key(request.query.get("key", "")):
            # the key leaves the address line, and so the history and what is read over a shoulder
            inside = web.HTTPSeeOther("/")
            inside.set_cookie(_COOKIE, self.key, httponly=True, samesite="Strict")
            raise inside
        if not self._is_key(request.cookies.get(_COOKIE, "")):
            raise web.HTTPForbidden(text="Open the link that trainer --web printed.")
        return await handler(request)

    def _is_key(self, key: str) -> bool:
        return compare_digest(key.encode(errors="replace"), self.key.encode())

    async def handle_index(self, request: web.Request) -> web.Response:
        """Serve the page that holds the terminal; it loads from here alone."""
        socket = f"ws://{request.host}/ws"
        return web.Response(
            text=_PAGE.read_text("utf-8").replace("{socket}", html.escape(socket)),
            content_type="text/html",
            headers={
                "Content-Security-Policy": (
                    "default-src 'none'; script-src 'self'; font-src 'self'; "
                    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                    f"connect-src {socket}; base-uri 'none'; frame-ancestors 'none'"
                ),
                "Cache-Control": "no-store",
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
            },
        )

    async def _script(self, request: web.Request) -> web.FileResponse:
        del request
        return web.FileResponse(_SCRIPT)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run the app for a browser; one that comes later takes over, as a reload does."""
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=_LONGEST_MESSAGE, timeout=1)
        await socket.prepare(request)
        before, self._screen = self._screen, socket
        if before is not None:
            await before.close()
        async with self._turn:  # the app before lets go of the journal first
            if socket.closed or self._screen is not socket:
                return socket
            app = _App(
                self.command,
                write_bytes=socket.send_bytes,
                write_str=socket.send_str,
                close=lambda: _close(socket),
                download_manager=self.download_manager,
            )
            size = {name: _within(name, request.query.get(name)) for name in _SIZES}
            await app.start(size["width"], size["height"])
            try:
                await self._process_messages(socket, app)
            finally:
                await app.stop()
        return socket

    async def _hang_up(self, _: web.Application) -> None:
        """End the app, which then lets go of the journal, before its server ends."""
        if self._screen is not None:
            await self._screen.close()

    async def _process_messages(self, websocket: web.WebSocketResponse, app: AppService) -> None:
        """Pass on what the browser sends, and hang up on what no terminal says."""
        async for message in websocket:
            try:
                request = json.loads(message.data) if message.type is WSMsgType.TEXT else None
                match request:
                    case ["stdin", str(keys)]:
                        await app.send_bytes(keys.encode("utf-8", "replace"))
                    case ["resize", {"width": int(width), "height": int(height)}]:
                        await app.set_terminal_size(
                            _within("width", width), _within("height", height)
                        )
                    case ["ping", str() | int() | float() as mark]:
                        await websocket.send_json(["pong", mark])
                    case ["blur", *_]:
                        await app.blur()
                    case ["focus", *_]:
                        await app.focus()
                    case _:
                        return
            except (ValueError, RecursionError):
                return


class _App(AppService):
    """The app's process; when it ends by itself, the browser gets to know."""

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self._child = await super()._open_app_process(width, height)
        return self._child

    async def run(self) -> None:
        await super().run()
        await self._child.wait()
        await self.remote_close()


def _is_ours(record: logging.LogRecord) -> bool:
    """Whether a fault is no browser's: what is no HTTP is answered, and needs no word here."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


async def _close(socket: web.WebSocketResponse) -> None:
    await socket.close()


def _within(name: str, wanted: Any) -> int:  # noqa: ANN401 - whatever a browser sent
    """A width or height as asked for, within what is sensible."""
    least, most = _SIZES[name]
    try:
        return min(max(int(wanted), least), most)
    except (TypeError, ValueError):
        return least
