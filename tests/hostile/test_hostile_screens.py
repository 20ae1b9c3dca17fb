"""The real app among hostile names, in a terminal: no byte of theirs comes out of any screen."""

import asyncio
import json
import os
import queue
import select
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.classroom.conftest import Desk
from tests.clock import PATIENCE
from tests.drafting.model_server import Says, serving
from tests.free_port import free_port
from tests.hostile.test_hostile_text import FEW, ODD, Place
from tests.program import AtTerminal
from trainer.classroom.cockpit_file import CockpitAddress, keep_cockpit
from trainer.classroom.cockpit_view import view_of
from trainer.classroom.player_view import state_of
from trainer.classroom.protocol import welcome

SENT = [b"\x1b]52;c;SE9T", "\x9b".encode(), "\u202e".encode(), "\u2028".encode(), b"qz\n"]
"""What only their texts hold."""
TYPED = "a\x9b31m\u202eb" + "\u0301" * 30
"""Without an ESC, which leaves a screen."""
KNOWN = [f"--{key}=2021-11-05" for key in ("title", "author", "publisher", "date", "url")]
"""So that nothing more is asked."""
WAIT = "\0"
"""Stands for a second in which nothing is typed."""
HERE = ["--address", "127.0.0.1", "--port", "PORT"]
DERIVE = ["derive", "ARTICLE", "--to", f"{ODD}.yaml", *KNOWN]
WAYS: dict[str, tuple[list[str], str]] = {
    "home": ([], "?qq"),
    "browser": ([], "b\r?qqq"),
    "statistics": ([], "tqq"),
    "settings": ([], ",\rqqq"),
    "study": (["study", "DECK"], "?q\rTiber\r3q"),
    "author": (["edit", "DECK"], f"{TYPED}\x13"),
    "card form": (["add", "DECK"], f"{TYPED}\t{TYPED}"),
    "preview": (["preview", "DECK"], " q"),
    "drill": (["drill", "DECK"], "   q"),
    "palette": ([], "\x10theme\x1b"),
    "more and corrections": ([], "mqcq"),
    "workbench": (DERIVE, "\t fs\rq"),
    "triage": ([*DERIVE, "--draft"], f"{WAIT}n?qdukqq"),
    "consent": (DERIVE, f"m?qy{WAIT}{WAIT}vdkq"),
    "wall": (["drill", "ACCENTS", "--class", "7b", *HERE], f"a?q {WAIT} {WAIT}     ?q"),
    "phone": (["phone", *HERE], f"{4 * WAIT}?qq"),
    "join": (["join", "STRANGER", "123456", "--name", "Zoe"], f"h{WAIT}ac{WAIT}{WAIT}"),
    "cockpit": (["drill", "--cockpit"], f"o{WAIT} e{WAIT}{WAIT}"),
}
"""Screen -> the command that opens the app, and what is typed."""
REACHED = {
    "triage": b"Drop",
    "consent": b"Send it? y or n",
    "wall": b"how each student did",
    "phone": b"Scan this",
    "join": b"is no trainer like yours",
    "cockpit": b"is no trainer like yours",
}
"""What shows that the screen was there, and what it was to show."""
FEW_SCREENS = {"home", "card form"}
"""Those that are tried each time; the others take as long again."""
ACCENTS = "[/b] [@click=app.quit]x[/] " + "e" + "\u0301" * 200
"""What a deck and a drill's server may say, and a terminal is spared."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache_of_decks: Path) -> Place:
    monkeypatch.chdir(tmp_path)
    place = Place(tmp_path, cache_of_decks)
    place.files["NAMES"].write_text("Rivers flow. They end in the sea.\n")
    card = {"q": ACCENTS, "a": f"right {ACCENTS}", "wrong": [f"wrong {ACCENTS}"]}
    for name, text in {
        "ARTICLE": f"{ACCENTS}\n\nThe Nile is 6650 kilometres long.\n",
        "ACCENTS": f"title: Accents\ncards:\n  - {json.dumps(card)}\n",
    }.items():
        place.files[name] = place.files["DECK"].with_name(f"{name} {ODD}.yaml")
        place.files[name].write_text(text)
    monkeypatch.setenv("TRAINER_HOME", str(place.home))
    monkeypatch.setenv("TRAINER_MODEL", f"x{ODD}")
    return place


@pytest.mark.parametrize(
    "screen",
    [
        pytest.param(screen, marks=[] if screen in FEW_SCREENS else pytest.mark.slow)
        for screen in WAYS
    ],
)
def test_no_byte_of_it_comes_out_of_a_screen(
    screen: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, keys = WAYS[screen]
    proposed = json.dumps([{"q": f"{ODD}?", "a": ODD, "sentence": ODD, "evidence": ODD}])
    with stranger() as port, serving(Says(raw=f"{proposed} {ODD}")) as model:
        monkeypatch.setenv("TRAINER_MODEL_SERVER", model.server)
        address = CockpitAddress(address=f"127.0.0.1:{port}", secret=ODD)
        keep_cockpit(place.home / "drills" / "cockpit.json", address)
        places = {"STRANGER": f"127.0.0.1:{port}", "PORT": str(free_port()), **place.files}
        shown = shown_by([str(places.get(word, word)) for word in words], keys)
    assert len(shown) > 500, shown
    assert [odd for odd in SENT if odd in shown] == []
    assert FEW not in shown
    assert b"Traceback" not in shown
    assert b"trainer failed" not in shown
    assert REACHED.get(screen, b"") in shown


def said_by_a_stranger() -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    """To a seat and to a cockpit: what can be shown, once it is made safe; and what cannot."""
    desk = Desk()
    [anna] = desk.sit("Anna")
    yield welcome(desk.room.state.players[anna], desk.room, "token"), {"t": "beat"}
    desk.open_first()
    desk.room.answers.give(anna, 0, 1, "Po", desk.now)
    for times in (0, 2):
        desk.go(times)
        state = json.dumps(state_of(desk.room, anna, desk.now))
        view = json.dumps(view_of(desk.room, None, 1.0, ["Tiber"]))
        for odd in (ACCENTS, ODD) if times else (ACCENTS,):
            written = json.dumps(odd)[1:-1]
            seat, cockpit = (json.loads(said.replace("Tiber", written)) for said in (state, view))
            yield seat, {**cockpit, "hosts": [odd[:200]], "port": 80}


@contextmanager
def stranger() -> Iterator[int]:
    """A server that says so one after the other, and its port."""
    port: queue.Queue[int] = queue.Queue()
    over = threading.Event()

    async def serve(request: web.Request) -> web.WebSocketResponse:
        device = web.WebSocketResponse()
        await device.prepare(request)
        for messages in said_by_a_stranger():
            await asyncio.sleep(0.5)
            with suppress(OSError):
                await device.send_json(messages["cockpit" in request.path])
        await device.receive()
        return device

    async def run() -> None:
        app = web.Application()
        app.add_routes([web.get("/socket", serve), web.get("/cockpit/socket", serve)])
        async with TestServer(app) as server:
            port.put(server.port or 0)
            await asyncio.to_thread(over.wait)

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    try:
        yield port.get(timeout=PATIENCE)
    finally:
        over.set()
        thread.join()


_BEGUN = b"\x1b[?1049h"
"""What the app begins with; before it the terminal itself shows what is typed."""


def shown_by(arguments: list[str], keys: str) -> bytes:
    """All that the app writes to its terminal, while keys are typed one by one, then ctrl+q."""
    size = {"COLUMNS": "80", "LINES": "24"}
    waiting, shown = [*keys, *["\x11"] * 20], b""
    with (
        AtTerminal(*arguments, rows=24, columns=80, env=size) as program,
        suppress(OSError),  # the app has ended
    ):
        due, ends = time.monotonic() + 1.0, time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            if select.select([program.terminal], [], [], 0.05)[0]:
                shown += os.read(program.terminal, 65536)
            elif _BEGUN in shown and time.monotonic() > due and waiting:
                key = waiting.pop(0)
                if key != WAIT:
                    os.write(program.terminal, key.encode())
                due = time.monotonic() + (1.0 if key == WAIT else 0.1)
    return shown
