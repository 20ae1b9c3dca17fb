"""`trainer --web`: who is let in, and the app that runs for them."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from click.testing import CliRunner
from playwright.async_api import Browser

from tests.clock import PATIENCE
from tests.free_port import free_port
from tests.web_client import WebClient, web_client
from trainer.cli import trainer
from trainer.cli.web import AppServer
from trainer.store.home import learner_folder
from trainer.store.learner import Learner

DECK = """\
title: Rivers
cards:
  - q: Which river runs through Vienna?
    a: Danube
"""


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "rivers.yaml").write_text(DECK)
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


@asynccontextmanager
async def served(*arguments: str) -> AsyncIterator[AppServer]:
    server = AppServer(arguments, "127.0.0.1", 0)
    runner = await server.open()
    try:
        yield server
    finally:
        await runner.cleanup()


@asynccontextmanager
async def inside(server: AppServer) -> AsyncIterator[WebClient]:
    async with web_client(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(server.link) as page:
            assert page.status == 200
            assert "key" not in page.url.query
        yield browser


async def test_nothing_is_served_without_the_link() -> None:
    async with served() as server, web_client() as stranger:
        own = f"http://127.0.0.1:{server.port}"
        for path in ("/", "/?key=", "/?key=wrong", "/web.js", "/static/js/textual.js", "/ws"):
            async with stranger.get(own + path) as page:
                assert page.status == 403, path
        async with stranger.get(server.link, headers={"Host": "elsewhere.example"}) as page:
            assert page.status == 403
        async with inside(server) as browser:
            headers = {"Origin": "http://elsewhere.example"}
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await browser.ws_connect(f"{own}/ws", headers=headers)


@pytest.mark.parametrize(
    ("path", "cookie", "status"),
    [
        (b"/", b"trainer-web=\xff\xfe", b"403"),
        (b"/?key=%ff%fe", b"", b"403"),
        (b"/?key=%ed%a0%80", b"", b"403"),
        (b"/?key=\xff\xfe", b"", b"400"),
    ],
)
async def test_bytes_that_are_no_text_are_refused_without_a_word(
    path: bytes, cookie: bytes, status: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with served() as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        host = f"Host: 127.0.0.1:{server.port}\r\n".encode()
        writer.write(b"GET " + path + b" HTTP/1.1\r\n" + host)
        writer.write(b"Cookie: " + cookie + b"\r\nConnection: close\r\n\r\n")
        async with asyncio.timeout(PATIENCE):
            said = await reader.readline()
        writer.close()
    assert said.split()[1] == status
    assert not caplog.records


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM")
async def test_the_app_ends_with_its_server() -> None:
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "trainer", "--web", "--port", str(port)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE):
            while "http" not in (link := (await process.stdout.readline()).decode().strip()):
                assert not process.stdout.at_eof()
            async with web_client(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
                await browser.get(link)
                screen = await browser.ws_connect(f"http://127.0.0.1:{port}/ws?width=80&height=24")
                await _seen(screen, "Rivers")
                process.send_signal(signal.SIGTERM)
                said = await process.stdout.read()
            assert await process.wait() == 0
        assert b"Traceback" not in said
        with Learner.open(learner_folder("me")) as learner:
            assert learner.holder is None
    finally:
        if process.returncode is None:
            process.kill()


async def test_the_app_has_ended_once_its_server_has() -> None:
    server = AppServer((), "127.0.0.1", 0)
    runner = await server.open()
    async with inside(server) as browser:
        screen = await browser.ws_connect(f"http://127.0.0.1:{server.port}/ws?width=80&height=24")
        await _seen(screen, "Rivers")
        await screen.send_str(json.dumps(["stdin", "\r"]))
        await _seen(screen, "Vienna")
        await runner.cleanup()
    with Learner.open(learner_folder("me")) as learner:
        assert learner.holder is None


async def test_the_page_loads_from_here_alone() -> None:
    async with served() as server, inside(server) as browser:
        async with browser.get(f"http://127.0.0.1:{server.port}/") as page:
            text = await page.text()
            rules = page.headers["Content-Security-Policy"]
        assert text.replace(f"ws://127.0.0.1:{server.port}/ws", "").count("://") == 0
        assert rules.startswith("default-src 'none'; script-src 'self';")
        for path in ("/web.js", "/static/js/textual.js", "/static/css/xterm.css"):
            async with browser.get(f"http://127.0.0.1:{server.port}{path}") as file:
                assert file.status == 200


@pytest.mark.parametrize(
    "said", ["no json", "{}", '["stdin", 3]', '["resize", {"width": "wide"}]', '["format", "disk"]']
)
async def test_what_no_terminal_says_ends_the_connection(said: str) -> None:
    async with served("--version") as server, inside(server) as browser:
        socket = await browser.ws_connect(f"http://127.0.0.1:{server.port}/ws")
        await socket.send_str(said)
        async with asyncio.timeout(PATIENCE):
            async for _ in socket:
                pass
        assert socket.closed


async def test_an_app_that_cannot_open_ends_the_connection() -> None:
    async with served("--no-such-option") as server, inside(server) as browser:
        socket = await browser.ws_connect(f"http://127.0.0.1:{server.port}/ws")
        async with asyncio.timeout(PATIENCE):
            async for _ in socket:
                pass
        assert socket.closed


async def _seen(socket: aiohttp.ClientWebSocketResponse, text: str) -> None:
    """Wait until the app has drawn a text."""
    drawn = b""
    async with asyncio.timeout(PATIENCE):
        while text.encode() not in drawn:
            message = await socket.receive()
            assert message.type in {aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT}, drawn[-500:]
            drawn += message.data if isinstance(message.data, bytes) else b""


async def test_a_second_screen_takes_over_and_goes_on() -> None:
    async with served() as server, inside(server) as browser:
        url = f"http://127.0.0.1:{server.port}/ws?width=80&height=24"
        first = await browser.ws_connect(url)
        await _seen(first, "Rivers")
        await first.send_str(json.dumps(["stdin", "\r"]))
        await _seen(first, "Vienna")
        second = await browser.ws_connect(url)
        await _seen(second, "Rivers")
        await second.send_str(json.dumps(["stdin", "\x11"]))
        async with asyncio.timeout(PATIENCE):
            for screen in (first, second):
                async for _ in screen:
                    pass
                assert screen.closed


def test_options_of_the_web_alone_are_refused() -> None:
    for arguments in (["--port", "9000"], ["--address", "127.0.0.1"], ["--web", "decks"]):
        result = CliRunner().invoke(trainer, arguments)
        assert result.exit_code == 2
        assert "--web" in result.output


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_a_card_is_answered_in_a_browser(chromium: Browser) -> None:
    async with served() as server:
        page = await chromium.new_page(viewport={"width": 900, "height": 600})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        await page.goto(server.link)
        await page.wait_for_selector(".xterm-helper-textarea:focus", state="attached")
        journal = learner_folder("me") / "reviews.jsonl"
        async with asyncio.timeout(PATIENCE):
            while not journal.exists():  # the app reads decks before it takes keys
                await page.keyboard.press("Enter")
                await asyncio.sleep(0.3)
            while '"type":"review"' not in journal.read_text():
                await page.keyboard.press("Space")
                await asyncio.sleep(0.6)  # a held key rates nothing
                await page.keyboard.press("3")
                await asyncio.sleep(0.3)
    assert all(url.startswith(f"http://127.0.0.1:{server.port}/") for url in asked)
