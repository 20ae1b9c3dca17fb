"""The cockpit: all that a teacher sees and does, and nothing of it for anybody else."""

import asyncio
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static

from tests.classroom.test_server import PIN, Open, Phone, Wall, wall
from tests.clock import NOON, PATIENCE
from tests.tui.conftest import until
from trainer.classroom.cockpit_file import (
    cockpit_file,
    find_cockpit,
    keep_cockpit,
    kept_secret,
)
from trainer.classroom.cockpit_protocol import VERSION
from trainer.classroom.cockpit_view import view_of
from trainer.classroom.conversation import LONGEST_JOURNEY, Conversation
from trainer.classroom.protocol import VERSION as PLAYERS
from trainer.classroom.server_message import CockpitState
from trainer.errors import TrainerError
from trainer.tui.classroom.cockpit import CockpitScreen
from trainer.tui.classroom.cockpit_app import CockpitApp
from trainer.tui.qr_code import qr_code

__all__ = ["wall"]


async def cockpit(here: Wall, secret: str | None = None, path: str = "/cockpit/socket") -> Phone:
    device = Phone(await here.session.ws_connect(f"{here.base}{path}"))
    await device.say(t="open", v=VERSION, secret=secret or here.drill.cockpit.secret)
    return device


async def test_it_shows_who_answered_what_before_the_class_sees_it(wall: Open) -> None:
    async with wall() as here:
        teacher, anna = await cockpit(here), await here.phone()
        view = await teacher.hear("view")
        assert (view["stage"], view["question"]) == ("lobby", None)
        assert view["next"] == {"prompt": "Which river runs through Rome?", "note": ""}
        await anna.join("Anna")
        here.go(2)
        await anna.hear_stage("open")
        await anna.say(t="answer", q=1, round=1, answer="Po")
        await anna.hear("ack")
        while not (view["players"] and view["players"][0]["answer"]):
            view = await teacher.hear("view")
        [player] = view["players"]
        assert (player["name"], player["answer"], player["score"]) == ("Anna", "Po", 0)
        right = {option["say"]: option["right"] for option in view["question"]["options"]}
        assert right == {"Tiber": True, "Arno": False, "Po": False}
        votes = {option["say"]: option["votes"] for option in view["question"]["options"]}
        assert votes["Po"] == [1]
        assert (view["question"]["key"], view["question"]["why"]) == ("Tiber", "See a map.")
        assert view["next"]["prompt"] == "Who wrote Faust?"
        # nothing of it went to the player
        heard = json.dumps(anna.heard)
        assert "Faust" not in heard
        assert "See a map" not in heard


async def test_it_runs_the_drill(wall: Open) -> None:
    async with wall(students="Anna Ben") as here:
        teacher = await cockpit(here)
        view = await teacher.hear("view")

        async def after(holds: Callable[[dict[str, Any]], bool], **said: object) -> None:
            nonlocal view
            await teacher.say(t="do", seen=view["seen"], **said)
            while not holds(view := await teacher.hear("view")):
                pass  # what comes a moment later than the step before may come in between

        stages = ("think", "open", "closed", "revealed", "closed", "revealed")
        steps = ("next", "next", "close", "reveal", "back", "reveal")
        for what, stage in zip(steps, stages, strict=True):
            await after(lambda view, stage=stage: view["stage"] == stage, what=what)  # type: ignore[misc]
        await after(lambda view: view["question"]["void"] is True, what="void")
        await after(lambda view: view["called"] in {"Anna", "Ben"}, what="call")
        await after(lambda view: view["mark"] == 0.5, what="mark", score=0.5)
        assert here.drill.room.state.void == {0}


async def test_a_second_tap_on_absent_is_meant_for_who_is_called_no_more(wall: Open) -> None:
    async with wall(students="Anna Ben Cleo") as here:
        teacher = await cockpit(here)
        here.go(2)
        first = here.drill.students.call()
        view = await teacher.hear("view")
        while not view["called"]:
            view = await teacher.hear("view")
        for _ in range(2):
            await teacher.say(t="do", what="absent", seen=view["seen"])
        assert (await teacher.hear("refused"))["code"] == "late"
        assert here.drill.absent == {first}


async def test_at_each_ones_own_pace_no_question_is_voided_unseen(wall: Open) -> None:
    async with wall("homework") as here:
        teacher = await cockpit(here)
        here.go()
        view = await teacher.hear("view")
        while view["stage"] != "open":
            view = await teacher.hear("view")
        await teacher.say(t="do", what="void", seen=view["seen"])
        assert (await teacher.hear("refused"))["code"] == "question"
        assert not here.drill.room.state.void


async def test_one_press_in_the_cockpit_does_not_end_homework(wall: Open) -> None:
    async with wall("homework") as here:
        opened = here.drill.room.opened
        here.drill.room.state.opened = opened.model_copy(update={"until": NOON})
        teacher = await cockpit(here)
        here.go()
        view = await teacher.hear("view")
        while view["stage"] != "open":
            view = await teacher.hear("view")
        await teacher.say(t="do", what="next", seen=view["seen"])
        assert (await teacher.hear("refused"))["code"] == "sure"
        assert here.drill.room.at_own_pace
        await teacher.say(t="do", what="next", seen=view["seen"])
        while view["stage"] != "closed":
            view = await teacher.hear("view")


async def test_a_press_that_comes_after_the_drill_went_on_does_nothing(wall: Open) -> None:
    async with wall() as here:
        teacher = await cockpit(here)
        view = await teacher.hear("view")
        here.go(2)
        await teacher.say(t="do", what="next", seen=view["seen"])
        assert (await teacher.hear("refused"))["code"] == "late"
        assert here.drill.room.state.stage.value == "open"


async def test_an_answer_is_voided_from_the_cockpit_and_given_back(wall: Open) -> None:
    async with wall() as here:
        teacher, anna = await cockpit(here), await here.phone()
        await anna.join("Anna")
        here.go(2)
        await anna.say(t="answer", q=1, round=1, answer="Tiber")
        await anna.hear("ack")
        view = await teacher.hear("view")
        while view["stage"] != "open" or not view["players"][0]["answer"]:
            view = await teacher.hear("view")
        player = view["players"][0]["id"]
        await teacher.say(t="do", what="void", player=player, seen=view["seen"])
        await teacher.hear("view")
        assert not here.drill.room.state.given
        await teacher.say(t="do", what="back", seen=view["seen"])
        await teacher.hear("view")
        assert here.drill.room.state.given[player].score == 1


SECRETS = ["", "x" * 22, "x" * 100, PIN, "null", "\u202e", "☃" * 10]


@pytest.mark.parametrize("secret", SECRETS)
async def test_a_wrong_secret_opens_nothing_and_is_told_to_the_teacher(
    wall: Open, secret: str
) -> None:
    async with wall() as here:
        eve = await cockpit(here, secret or " ")
        assert await eve.is_hung_up()
        assert [message["t"] for message in eve.heard] == ["refused"]
        assert any("cockpit" in notice for notice in here.drill.server.refusals.latest)


async def test_a_seat_token_and_a_device_open_no_cockpit(wall: Open) -> None:
    async with wall() as here:
        eve = await here.phone()
        token = (await eve.join("Eve"))["token"]
        assert await (await cockpit(here, token)).is_hung_up()


@pytest.mark.parametrize(
    "frame",
    [
        b"\x00",
        "{",
        "[]",
        "null",
        '{"t": "open"}',
        '{"t": "join", "v": 2, "pin": "123456", "name": "Eve"}',
        '{"t": "do", "what": "reveal", "seen": "lobby -1 1"}',
        '{"t": "do", "what": "reveal", "seen": "lobby -1 1", "secret": "x"}',
        '{"t": "answer", "q": 1, "round": 1, "answer": 0}',
        "x" * 3000,
    ],
)
async def test_no_frame_without_the_secret_does_anything(wall: Open, frame: str | bytes) -> None:
    async with wall() as here:
        device = Phone(await here.session.ws_connect(f"{here.base}/cockpit/socket"))
        if isinstance(frame, bytes):
            await device.socket.send_bytes(frame)
        else:
            await device.socket.send_str(frame)
        assert await device.is_hung_up()
        assert not any(message["t"] == "view" for message in device.heard)
        assert here.drill.room.state.stage.value == "lobby"


@pytest.mark.parametrize("seated", [False, True])
async def test_the_players_route_takes_no_word_of_the_cockpit(wall: Open, seated: bool) -> None:
    async with wall() as here:
        secret = here.drill.cockpit.secret
        for message in (
            {"t": "open", "v": VERSION, "secret": secret},
            {"t": "do", "what": "next", "seen": "lobby -1 1"},
            {"t": "back", "v": PLAYERS, "token": secret},
            {"t": "join", "v": PLAYERS, "pin": secret[:20], "name": "Eve"},
        ):
            device = await here.phone()
            if seated:
                await device.join(f"Eve{message['t']}")
            await device.say(**message)
            received = await asyncio.wait_for(device.socket.receive(), PATIENCE)
            while received.type is aiohttp.WSMsgType.TEXT and (
                json.loads(received.data)["t"] == "state"
            ):
                received = await asyncio.wait_for(device.socket.receive(), PATIENCE)
            if received.type is aiohttp.WSMsgType.TEXT:
                assert json.loads(received.data)["t"] in {"refused", "bye"}
            assert here.drill.room.state.stage.value == "lobby"


async def test_the_cockpits_route_takes_no_word_of_a_player(wall: Open) -> None:
    async with wall() as here:
        teacher = await cockpit(here)
        await teacher.hear("view")
        await teacher.say(t="join", v=PLAYERS, pin=PIN, name="Eve")
        assert await teacher.is_hung_up()
        assert not here.drill.room.state.players


async def test_a_flood_and_a_giant_end_that_cockpit_alone(wall: Open) -> None:
    async with wall() as here:
        good, flood = await cockpit(here), await cockpit(here)
        await good.hear("view")
        for _ in range(40):
            await flood.say(t="beat")
        assert await flood.is_hung_up()
        await good.say(t="beat")
        await good.hear("beat")


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
async def test_a_page_from_elsewhere_reaches_no_cockpit(wall: Open, origin: str) -> None:
    async with wall() as here:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await here.session.ws_connect(f"{here.base}/cockpit/socket", headers={"Origin": origin})


async def test_the_secret_is_in_no_page_and_another_for_each_run(wall: Open) -> None:
    async with wall() as here:
        secret = here.drill.cockpit.secret
        assert len(secret) >= 22
        for path in ("/", "/cockpit"):
            async with here.session.get(f"{here.base}{path}") as response:
                assert response.status == 200
                assert secret not in await response.text()
        async with here.session.get(f"{here.base}/cockpit/page.js") as response:
            assert response.status == 404
    async with wall() as again:
        assert again.drill.cockpit.secret != secret


async def test_the_page_loads_nothing_from_elsewhere(wall: Open) -> None:
    async with wall() as here, here.session.get(f"{here.base}/cockpit") as response:
        page = await response.text()
        assert not re.search(r"(?:src|href)=\"", page)


async def test_hands_and_teams_are_counted_from_the_cockpit_of_a_drill_without_devices(
    wall: Open,
) -> None:
    async with wall("board", teams=("Red", "Blue")) as here:
        teacher, room = await cockpit(here), here.drill.room
        here.go()
        view = await teacher.hear("view")
        while view["stage"] != "think":
            view = await teacher.hear("view")
        await teacher.say(t="do", what="tally", hands=[1, 2, 3], seen=view["seen"])
        assert (await teacher.hear("refused"))["code"] == "closed"
        here.go()
        while view["stage"] != "open":
            view = await teacher.hear("view")
        assert {label for label, many in view["hands"] if many is None} == {"Po", "Arno", "Tiber"}
        for wrong in ([1, 2], [1, 2, 3, 4]):
            await teacher.say(t="do", what="tally", hands=wrong, seen=view["seen"])
            assert (await teacher.hear("refused"))["code"] == "tally"
        await teacher.say(t="do", what="tally", hands=[4, 0, 9], seen=view["seen"])
        await teacher.say(t="do", what="mark", team=1, score=0.5, seen=view["seen"])
        await teacher.say(t="do", what="mark", team=2, seen=view["seen"])
        assert (await teacher.hear("refused"))["code"] == "team"
        view = await teacher.hear("view")
        assert [many for _, many in view["hands"]] == [4, 0, 9]
        assert view["teams"] == [["Red", None], ["Blue", 0.5]]
        assert room.state.tallies == {(0, 1): (4, 0, 9)}


async def test_what_was_cut_off_has_its_cockpit_back_and_what_was_left_another(wall: Open) -> None:
    async with wall() as here:
        folder, secret = here.drill.path.parent, here.drill.cockpit.secret
        await here.drill.serve("127.0.0.2")
        assert kept_secret(folder / "cockpit.json", "d1") == secret
        assert kept_secret(folder / "cockpit.json", "another") is None
        await here.drill.server.stop()  # as a crash does: the file stays
        with pytest.raises(TrainerError, match="No drill is running"):
            find_cockpit([folder])
    assert kept_secret(folder / "cockpit.json", "d1") is None


async def test_a_drill_without_devices_has_a_cockpit_and_no_players(wall: Open) -> None:
    async with wall("board") as here:
        teacher = await cockpit(here)
        await teacher.hear("view")
        async with here.session.get(f"{here.base}/") as response:
            assert response.status == 404
        assert await (await here.phone()).is_hung_up()


async def test_a_second_terminal_finds_the_drill_that_runs(wall: Open) -> None:
    with pytest.raises(TrainerError, match="No drill is running"):
        find_cockpit([Path("nowhere")])
    async with wall() as here:
        folder = here.drill.path.parent
        await here.drill.serve("127.0.0.2")
        found = find_cockpit([folder])
        assert found.secret == here.drill.cockpit.secret
        assert (folder / "cockpit.json").stat().st_mode & 0o077 == 0
        app = CockpitApp(CockpitScreen(found.address, found.secret))
        async with app.run_test(size=(80, 24)) as pilot:
            screen = app.screen
            assert isinstance(screen, CockpitScreen)

            def shown() -> str:
                return str(screen.query_one("#asked", Static).render())

            await until(pilot, lambda: "Which river" in shown())
            top = screen.query_one("#top", Static)
            assert str(top.render()) == "cockpit   who is here?", "in the words of the wall"
            assert not offered(app) & {"End answers", "Answer"}, "nothing is asked yet"
            await (await here.phone()).join("Anna")
            await until(pilot, lambda: str(top.render()) == "cockpit   1 here")
            await pilot.press("space")
            await until(pilot, lambda: here.drill.room.state.stage.value == "think")
            await pilot.press("space")
            await until(pilot, lambda: "Tiber" in shown() and "Who wrote Faust" in shown())
            assert offered(app) >= {"End answers", "Answer"}
            await until(pilot, lambda: screen.query_one(OptionList).option_count == 1)
            await pilot.press("o")
            await until(pilot, lambda: "press a on the wall" in shown())
            await pilot.press("e", "r")
            await pilot.press("q")
    with pytest.raises(TrainerError, match="No drill is running"):
        find_cockpit([folder])


def offered(app: CockpitApp) -> set[str]:
    """What the keys of the cockpit would do now."""
    return {active.binding.description for active in app.screen.active_bindings.values()}


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_the_code_for_a_phone_is_whole_on_a_low_terminal(
    wall: Open, size: tuple[int, int]
) -> None:
    async with wall() as here:
        await here.drill.serve("127.0.0.2")
        found = find_cockpit([here.drill.path.parent])
        app = CockpitApp(CockpitScreen(found.address, found.secret))
        async with app.run_test(size=size) as pilot:
            screen, served = app.screen, {"hosts": ["192.168.178.42"], "port": 8722}
            assert isinstance(screen, CockpitScreen)
            await until(pilot, lambda: "Which river" in str(screen.query_one("#asked").render()))
            view = json.dumps(view_of(here.drill.room, None, None) | served)
            screen.hear(CockpitState.model_validate_json(view))
            await pilot.press("o")
            await until(pilot, lambda: not screen.query_one(OptionList).display)
            await pilot.pause()
            code = list(qr_code(f"http://192.168.178.42:8722/cockpit#{found.secret}"))
            room = screen.query_one(VerticalScroll).scrollable_content_region
            assert room.height >= len(code) - 1, "the last row is its margin"
            assert room.width >= code[0].cell_length
            shown = str(screen.query_one("#asked").render()).splitlines()
            assert shown[: len(code)] == [str(line) for line in code]
            await pilot.press("o")
            await until(pilot, lambda: screen.query_one(OptionList).has_focus)


async def test_hands_typed_in_a_second_terminal_are_not_counted_for_the_next_question(
    wall: Open,
) -> None:
    async with wall("board", "choice", "choice") as here:
        await here.drill.serve("127.0.0.2")
        found = find_cockpit([here.drill.path.parent])
        app, room = CockpitApp(CockpitScreen(found.address, found.secret)), here.drill.room
        async with app.run_test(size=(80, 24)) as pilot:

            def top() -> str:
                return str(app.screen.query_one("#top", Static).render())

            here.go(2)
            await until(pilot, lambda: "1 of 2   answer" in top())
            await pilot.press("t", *"4 12 7")
            here.go(3)
            await until(pilot, lambda: "2 of 2   answer" in top())
            await pilot.press("enter")
            await until(pilot, lambda: "has gone on" in top())
            assert not room.state.tallies
            assert not app.screen.query_one("#hands").display


async def test_of_a_lesson_and_homework_beside_it_each_has_its_cockpit(wall: Open) -> None:
    async with wall() as here:
        await here.drill.serve("127.0.0.2")
        log, kept = here.drill.path, find_cockpit([here.drill.path.parent])
        door = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
        port = door.sockets[0].getsockname()[1]
        other = kept.model_copy(update={"address": f"127.0.0.1:{port}", "homework": True})
        keep_cockpit(cockpit_file(log, at_home=True), other)
        assert find_cockpit([log.parent]) == kept
        assert find_cockpit([log.parent], homework=True) == other
        second = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
        port = second.sockets[0].getsockname()[1]
        more = other.model_copy(
            update={"address": f"127.0.0.1:{port}", "log": "2026-03-11", "decks": ("more",)}
        )
        keep_cockpit(cockpit_file(log.with_name("2026-03-11.jsonl"), at_home=True), more)
        with pytest.raises(TrainerError, match=f"(?s)More than one.*{other.log}.*2026-03-11"):
            find_cockpit([log.parent], homework=True)
        assert find_cockpit([log.parent], homework=True, which="2026-03-11") == more
        assert find_cockpit([log.parent], homework=True, decks={"more"}) == more
        assert find_cockpit([log.parent], homework=True, decks={"kinds"}) == other
        with pytest.raises(TrainerError, match=r"No such drill is running\."):
            find_cockpit([log.parent], which="1999")
        second.close()
        stale = kept.model_copy(update={"secret": "of a drill that was cut off"})
        keep_cockpit(log.with_name("old.cockpit.json"), stale)
        os.utime(log.with_name("old.cockpit.json"), (0, 0))
        assert find_cockpit([log.parent]) == kept, "its port is another's by now"
        door.close()


async def test_a_second_drill_finds_another_port_where_none_was_asked_for(
    wall: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = await asyncio.start_server(lambda *_: None, "127.0.0.3", 0)
    taken = door.sockets[0].getsockname()[1]
    async with wall(served=False) as here:
        monkeypatch.setattr("trainer.classroom.drill.PORT", taken)
        await here.drill.serve_devices("127.0.0.3", taken)
        assert here.drill.join_trouble
        await here.drill.serve_devices("127.0.0.3", None)
        assert not here.drill.join_trouble
        assert here.drill.server.port != taken
    door.close()


class Socket:
    """Keeps what is asked of a device, and gives the answers, each with a word behind it."""

    def __init__(self) -> None:
        self.asked = b""
        self._received: list[aiohttp.WSMessage] = []

    async def ping(self, data: bytes) -> None:
        self.asked = data

    def pong(self, data: bytes) -> None:
        for kind, content in ((aiohttp.WSMsgType.PONG, data), (aiohttp.WSMsgType.TEXT, "word")):
            self._received.append(aiohttp.WSMessage(kind, content, None))

    async def receive(self) -> aiohttp.WSMessage:
        return self._received.pop(0)


@pytest.mark.parametrize(("delay", "taken"), [(0.05, 0.05), (0.7, LONGEST_JOURNEY)])
async def test_a_round_trip_is_measured_and_capped(delay: float, taken: float) -> None:
    socket = Socket()
    talk = Conversation(socket)  # type: ignore[arg-type]
    await talk.measure()
    socket.pong(b"forged")
    assert await talk.next(str) == "word"
    assert talk.round_trip == 0, "not measured yet"
    await asyncio.sleep(delay)
    socket.pong(socket.asked)
    assert await talk.next(str) == "word"
    assert taken <= talk.round_trip <= LONGEST_JOURNEY
