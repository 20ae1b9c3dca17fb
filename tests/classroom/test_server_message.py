"""A terminal before a server that may be anybody's: a message of ours, or one clear line."""

import asyncio
import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from textual.app import App
from textual.widgets import Static

from tests.classroom.conftest import Desk, questions
from tests.clock import PATIENCE
from trainer.classroom.client import CockpitLink, Seat
from trainer.classroom.cockpit_view import view_of
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.player_view import state_of
from trainer.classroom.preset import PRESETS
from trainer.classroom.protocol import ack, bye, refused, welcome
from trainer.classroom.server_message import COCKPIT, SEAT, STRANGE, read_server_message
from trainer.deck.form_base import Answer
from trainer.tui.classroom.cockpit import CockpitScreen
from trainer.tui.classroom.cockpit_app import CockpitApp
from trainer.tui.classroom.join import JoinApp, JoinScreen

ANSWERS: dict[str, Answer] = {
    "choice": "Po",
    "truth": True,
    "pick": frozenset({"Malta"}),
    "number": "8",
}
ODD: tuple[object, ...] = (
    None,
    True,
    -1,
    10**30,
    1e308,
    "",
    "\x1b]52;c;SE9T\x07",
    "\u202e",
    "[/b]" * 20_000,
    [],
    [None],
    [["x"]],
    {},
    {"x": None},
)
HARMED = (
    "Infinity",
    "NaN",
    "[" * 5_000,
    '{"t": "state"',
    '"state"',
    '{"t": "beat", "t": 1}',
)


EACH = 89
"""One of so many is tried each time; `1` tries all, which takes minutes."""


def messages() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """What a drill of each preset says to a seat and to a cockpit, at every stage."""
    for preset in PRESETS:
        desk = Desk(preset, *questions())
        anna, ben = desk.sit("Anna", "Ben")
        for _ in range(40):
            for player in (anna, ben):
                state = state_of(desk.room, player, desk.now)
                yield state, view_of(desk.room, None, 2.5, ["Ben was refused."])
            if desk.room.taking and (number := desk.room.flow.question_of(anna)) is not None:
                given = ANSWERS.get(desk.room.questions[number].item.id)
                if given is not None:
                    desk.room.answers.give(anna, number, desk.room.state.round, given, desk.now)
            if desk.room.state.stage is DrillStage.DONE:
                break
            desk.go()


Said = tuple[list[dict[str, Any]], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def said() -> Said:
    """Messages to a seat, and to a cockpit, each once."""
    room = Desk("drill").room
    anna = room.seats.join("Anna", "token", Desk().now)
    rest = [ack(0, 1), refused("closed", "No."), bye("over", "Over."), {"t": "beat"}]
    states, views = zip(*messages(), strict=True)
    served = {"hosts": ["10.0.0.2"], "port": 8722}
    seat = [welcome(anna, room, "token"), *rest, *states]
    return once(seat), once([*rest[1:], *(view | served for view in views)])


def once(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [*{json.dumps(message): message for message in messages}.values()]


def test_all_that_we_say_is_heard(said: Said) -> None:
    to_seat, to_cockpit = said
    assert len(to_seat) > 100
    assert [
        said for said in to_seat if read_server_message(json.dumps(said), SEAT) == STRANGE
    ] == []
    assert len(to_cockpit) > 50
    assert [
        said for said in to_cockpit if read_server_message(json.dumps(said), COCKPIT) == STRANGE
    ] == []


def harmed(messages: list[dict[str, Any]]) -> Iterator[str]:
    """One in so many of: a message of each shape, each of its parts left out or made odd."""
    yield from HARMED
    shapes = {(one["t"], one.get("stage"), *paths(one)): one for one in messages}
    harms = ((m, path, odd) for m in shapes.values() for path in paths(m) for odd in (..., *ODD))
    for message, path, odd in islice(harms, 0, None, EACH):
        copy = part = json.loads(json.dumps(message))
        for step in path[:-1]:
            part = part[step]
        if odd is ...:
            del part[path[-1]]
        else:
            part[path[-1]] = odd
        yield json.dumps(copy)


def paths(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    """Where each part of a message is."""
    for key, part in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*before, key)
        if isinstance(part, dict | list):
            yield from paths(part, (*before, key))


async def shown_after(
    app: App[Any], messages: list[dict[str, Any]], hear: Callable[[str], bool]
) -> str:
    """What the app shows once it has heard harmed messages, some of which it believes."""
    found = []
    async with app.run_test(size=(80, 24)) as pilot:
        for text in harmed(messages):
            found.append(hear(text))
            if len(found) % 50 == 0:
                await pilot.press("a", "c", "h", "enter", "o")
        assert found.count(True) > 2_500 / EACH
        assert found.count(False) > 5_000 / EACH
        hear("{}")
        await pilot.pause()
        return " ".join(str(one.render()) for one in app.screen.query(Static))


async def test_a_seat_shows_what_it_believes_and_says_what_it_does_not(said: Said) -> None:
    screen = JoinScreen("127.0.0.1:1", "123456", "Zoe", None, lambda _: None)

    def hear(text: str) -> bool:
        message = read_server_message(text, SEAT)
        if message != STRANGE or text == "{}":
            screen.hear(message)
        return message != STRANGE

    shown = await shown_after(JoinApp(screen), said[0], hear)
    assert "is no trainer like yours" in shown


async def test_a_cockpit_does_likewise(said: Said) -> None:
    screen = CockpitScreen("127.0.0.1:1", "secret")

    def hear(text: str) -> bool:
        message = read_server_message(text, COCKPIT)
        if message != STRANGE or text == "{}":
            screen.hear(message)
        return message != STRANGE

    shown = await shown_after(CockpitApp(screen), said[1], hear)
    assert "is no trainer like yours" in shown


@pytest.mark.parametrize("said", ["", "<html>", b"\xff\x00", '{"t": "state"}', '{"t": "view"}'])
@pytest.mark.parametrize("who", ["seat", "cockpit"])
async def test_a_server_of_another_kind_is_asked_no_more(who: str, said: str | bytes) -> None:
    async def serve(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await (socket.send_str(said) if isinstance(said, str) else socket.send_bytes(said))
        await socket.receive()
        return socket

    found: list[object] = []
    links: list[str] = []
    strangers = web.Application()
    strangers.add_routes([web.get("/socket", serve), web.get("/cockpit/socket", serve)])
    async with TestServer(strangers) as server:
        address = f"127.0.0.1:{server.port}"
        if who == "seat":
            run = Seat(address, found.append, links.append).run("123456", "Zoe")
        else:
            run = CockpitLink(address, "secret", found.append, links.append).run()
        await asyncio.wait_for(run, PATIENCE)
    assert found == [STRANGE]
    assert links == [""]
