"""The server: what a student's device can do, and what nobody's device can."""

import asyncio
import errno
import itertools
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from inspect import isawaitable
from pathlib import Path
from time import monotonic
from typing import Any, NoReturn
from unittest.mock import AsyncMock

import aiohttp
import pytest

from tests.classroom.conftest import questions
from tests.clock import NOON, PATIENCE, Clock, until
from tests.web_client import WebClient, web_client
from trainer import clock as clock_module
from trainer.classroom import broadcast, connection_limit
from trainer.classroom import server as server_module
from trainer.classroom.asked_question import asked_of
from trainer.classroom.cockpit_protocol import VERSION as COCKPIT_VERSION
from trainer.classroom.drill import Drill
from trainer.classroom.drill_event import Answered, Opened
from trainer.classroom.drill_log import DrillLog, read_log
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.page_server import PageServer
from trainer.classroom.pin import PinCheck, pin_in_words
from trainer.classroom.player_view import what_is_own
from trainer.classroom.preset import PRESETS
from trainer.classroom.protocol import VERSION
from trainer.classroom.refused import RefusedError
from trainer.classroom.school_class import SchoolClass
from trainer.errors import TrainerError
from trainer.loop_errors import show_loop_errors

PIN = "123456"


class Phone:
    """A student's device."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.heard: list[dict[str, Any]] = []

    async def say(self, **message: object) -> None:
        await self.socket.send_str(json.dumps(message))

    async def hear(self, kind: str) -> dict[str, Any]:
        """The next message of a kind; those before it are kept in `heard`."""
        while True:
            received = await asyncio.wait_for(self.socket.receive(), PATIENCE)
            if received.type is not aiohttp.WSMsgType.TEXT:
                raise ConnectionError(received)
            message: dict[str, Any] = json.loads(received.data)
            self.heard.append(message)
            if message["t"] == kind:
                return message

    async def hear_stage(self, stage: str) -> dict[str, Any]:
        while (state := await self.hear("state"))["stage"] != stage:
            pass
        return state

    async def join(self, name: str, pin: str = PIN) -> dict[str, Any]:
        await self.say(t="join", v=VERSION, pin=pin, name=name)
        return await self.hear("welcome")

    async def is_hung_up(self) -> bool:
        while True:
            received = await asyncio.wait_for(self.socket.receive(), PATIENCE)
            if received.type is not aiohttp.WSMsgType.TEXT:
                return True
            self.heard.append(json.loads(received.data))


class Wall:
    """The teacher's side, and phones for it."""

    def __init__(self, drill: Drill, session: WebClient, clock: Clock) -> None:
        self.drill = drill
        self.clock = clock
        self.session = session
        self.base = f"http://127.0.0.1:{drill.server.port}"
        self.phones: list[Phone] = []

    async def phone(self, **headers: str) -> Phone:
        phone = Phone(await self.session.ws_connect(f"{self.base}/socket", headers=headers))
        self.phones.append(phone)
        return phone

    async def join(self, name: str) -> None:
        await (await self.phone()).say(t="join", v=VERSION, pin=PIN, name=name)

    def end(self) -> None:
        self.go(2)
        anna = next(iter(self.drill.room.state.seated))
        self.drill.room.answers.give(anna, 0, 1, "Tiber", self.clock())
        self.drill.do(self.drill.room.reveal)
        self.drill.do(self.drill.room.finish)

    def go(self, times: int = 1) -> None:
        for _ in range(times):
            self.drill.do(self.drill.room.advance)


Open = Callable[..., Any]


@pytest.fixture
def wall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a drill with its server on loopback."""
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))

    @asynccontextmanager
    async def build(
        preset: str = "drill",
        *cards: str,
        students: str = "",
        teams: tuple[str, ...] = (),
        served: bool = True,
    ) -> AsyncIterator[Wall]:
        every = questions()
        asked = [every[card] for card in cards or ("choice", "typed")]
        school_class = SchoolClass.create("7b", students.split()) if students else None
        opened = Opened(
            at=NOON,
            drill="d1",
            class_name=None,
            preset=preset,
            teams=teams,
            questions=tuple(map(asked_of, asked)),
            seed=7,
            pin=PIN,
        )
        log = DrillLog(tmp_path / "drills" / "one.jsonl")
        log.put(opened)
        clock = Clock()
        drill = Drill(PRESETS[preset], asked, [opened], log, school_class=school_class, clock=clock)
        if served:
            await drill.server.start()
        async with web_client() as session:
            here = Wall(drill, session, clock)
            yield here
        await drill.close()

    return build


async def test_a_question_is_asked_answered_and_revealed(wall: Open) -> None:
    async with wall() as here:
        phone = await here.phone()
        welcome = await phone.join("Anna")
        assert (welcome["name"], welcome["v"]) == ("Anna", VERSION)
        here.go()
        thinking = await phone.hear_stage("think")
        assert thinking["question"]["prompt"] == "Which river runs through Rome?"
        assert thinking["question"]["answer"] is None
        here.go()
        opened = await phone.hear_stage("open")
        tiber = opened["question"]["answer"]["options"].index("Tiber")
        await phone.say(t="answer", q=1, round=1, answer=tiber)
        assert (await phone.hear("ack")) == {"t": "ack", "q": 1, "round": 1}
        here.go(2)
        revealed = await phone.hear_stage("revealed")
        assert (revealed["key"], revealed["why"], revealed["verdict"]) == (
            "Tiber",
            "See a map.",
            "right",
        )


async def test_no_key_no_later_question_and_no_count_of_others_goes_out(wall: Open) -> None:
    async with wall() as here:
        phone, other = await here.phone(), await here.phone()
        await phone.join("Anna")
        await other.join("Ben")
        here.go(2)
        await other.hear_stage("open")
        await other.say(t="answer", q=1, round=1, answer=0)
        await other.hear("ack")
        here.go()
        await phone.hear_stage("closed")
        heard = json.dumps(phone.heard)
        assert "Goethe" not in heard
        assert "Faust" not in heard
        assert "See a map" not in heard
        allowed = {"t", "stage", "paused", "number", "round", "taking", "seconds"}
        allowed |= {"confidence", "own_pace", "of"}
        states = [message for message in phone.heard if message["t"] == "state"]
        assert all(set(state) <= allowed | {"question"} for state in states)


async def test_an_answer_is_on_disk_before_it_is_acknowledged(wall: Open, tmp_path: Path) -> None:
    async with wall() as here:
        phone = await here.phone()
        await phone.join("Anna")
        here.go(2)
        await phone.say(t="answer", q=1, round=1, answer=0)
        await phone.hear("ack")
        events = read_log(tmp_path / "drills" / "one.jsonl")
        assert [event.player for event in events if isinstance(event, Answered)] == [
            *here.drill.room.presence.here
        ]


async def test_a_full_disk_keeps_the_acknowledgement_back(
    wall: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "_RETRY", 0.01)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    async with wall() as here:
        phone = await here.phone()
        await phone.join("Anna")
        here.go(2)
        await phone.hear_stage("open")
        with monkeypatch.context() as patch:
            patch.setattr("trainer.store.append_file._write", full)  # the disk
            await phone.say(t="answer", q=1, round=1, answer=0)
            await until(lambda: "not saved" in (here.drill.trouble or ""))
            assert not any(message["t"] == "ack" for message in phone.heard)
        await phone.hear("ack")
        assert here.drill.trouble is None


async def test_a_seat_survives_a_drop_a_reload_and_a_name_clash(wall: Open) -> None:
    async with wall() as here:
        phone = await here.phone()
        token = (await phone.join("Anna"))["token"]
        here.go(2)
        await phone.say(t="answer", q=1, round=1, answer=2)
        await phone.hear("ack")
        await phone.socket.close()
        thief = await here.phone()
        await thief.say(t="join", v=VERSION, pin=PIN, name="anna")
        assert (await thief.hear("refused"))["code"] == "taken"
        again = await here.phone()
        await again.say(t="back", v=VERSION, token=token)
        assert (await again.hear("welcome"))["name"] == "Anna"
        assert (await again.hear("state"))["mine"] == {"answer": "Po", "sure": None}
        assert len(here.drill.room.state.players) == 1


async def test_a_seat_is_on_one_device_at_a_time(wall: Open) -> None:
    async with wall() as here:
        first, second = await here.phone(), await here.phone()
        token = (await first.join("Anna"))["token"]
        await second.say(t="back", v=VERSION, token=token)
        await second.hear("welcome")
        assert (await first.hear("bye"))["code"] == "elsewhere"
        await until(lambda: len(here.drill.room.presence.here) == 1)


async def test_a_student_of_the_roster_is_known_by_an_alias_and_a_guest_is_not(wall: Open) -> None:
    async with wall(students="Anna Ben") as here:
        for name in ("ANNA", "Zoe"):
            await (await here.phone()).join(name)
        found = {p.name: p.joined.student for p in here.drill.room.state.players.values()}
        assert found == {"Anna": "anna", "Zoe": None}


async def test_who_types_a_part_of_their_name_is_asked_for_all_of_it(wall: Open) -> None:
    async with wall(students="Anna_Ek Ben_Özdemir Ben") as here:
        for student in ("anna-ek", "ben-ozdemir"):
            name = here.drill.students.name_of(student).replace("_", " ")
            here.drill.students.rename(None, student, name)
        phone = await here.phone()
        for part in ("anna", "Ozdemir", "Ek"):
            await phone.say(t="join", v=VERSION, pin=PIN, name=part)
            assert (await phone.hear("refused"))["code"] == "whole"
        await phone.join("Anna Ek")
        await (await here.phone()).join("Ben")
        await (await here.phone()).join("Anna B")
        found = {p.name: p.joined.student for p in here.drill.room.state.players.values()}
        assert found == {"Anna Ek": "anna-ek", "Ben": "ben", "Anna B": None}


async def test_who_types_a_name_like_a_classmates_is_asked_whether_they_are(wall: Open) -> None:
    async with wall(students="José Zoë Zoé") as here:
        phone = await here.phone()
        await phone.say(t="join", v=VERSION, pin=PIN, name="jose")
        asked = await phone.hear("refused")
        assert (asked["code"], asked["name"]) == ("alike", "José")
        assert asked["say"].startswith("Are you José?")
        await phone.say(t="join", v=VERSION, pin=PIN, name="Zoe")
        asked = await phone.hear("refused")
        assert "name" not in asked
        assert asked["say"].startswith("Are you Zoë or Zoé?")
        await phone.join("José")
        await (await here.phone()).join("Jose B")
        found = {p.name: p.joined.student for p in here.drill.room.state.players.values()}
        assert found == {"José": "jose", "Jose B": None}


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "\x1b[31mx",
        "a\u202eb",
        "x" * 81,
        "\u200b",
        "=",
        "\u0000",
        "[@click=app.quit]x[/]y",
    ],
)
async def test_hostile_names_are_refused_and_the_door_stays_open(wall: Open, name: str) -> None:
    async with wall() as here:
        phone = await here.phone()
        await phone.say(t="join", v=VERSION, pin=PIN, name=name)
        if name.startswith("["):
            assert (await phone.hear("welcome"))["name"] == name
            return
        assert (await phone.hear("refused"))["code"] == "name"
        await phone.join("Anna")


async def test_a_pin_cannot_be_guessed_by_trying(wall: Open) -> None:
    async with wall() as here:
        codes = []
        for guess in range(3):
            phone = await here.phone()
            for number in range(4):
                await phone.say(t="join", v=VERSION, pin=f"00000{guess}{number}", name="Eve")
                codes.append((await phone.hear("refused"))["code"])
        assert codes == ["pin"] * 10 + ["wait"] * 2
        await phone.say(t="join", v=VERSION, pin=PIN, name="Eve")
        assert (await phone.hear("refused"))["code"] == "wait"


def test_a_gate_opens_again_after_a_minute_and_others_pass_meanwhile() -> None:
    gate = PinCheck(PIN)
    for _ in range(10):
        with pytest.raises(RefusedError, match="not the PIN"):
            gate.check("0", "10.0.0.6", 0)
    with pytest.raises(RefusedError, match="wait"):
        gate.check(PIN, "10.0.0.6", 59)
    gate.check(PIN, "10.0.0.7", 59)
    gate.check(f" {PIN} ", "10.0.0.6", 61)


def test_one_device_that_guesses_shuts_out_no_class_behind_the_same_router() -> None:
    gate = PinCheck(PIN)
    for _ in range(10):
        with pytest.raises(RefusedError, match="not the PIN"):
            gate.check("0", "10.0.0.6", 0, "eve")
    with pytest.raises(RefusedError, match="wait"):
        gate.check(PIN, "10.0.0.6", 1, "eve")
    gate.check(PIN, "10.0.0.6", 1, "anna")
    for number in range(50):
        with pytest.raises(RefusedError, match="not the PIN"):
            gate.check("0", "10.0.0.6", 2, f"new {number}")
    with pytest.raises(RefusedError, match="wait"):
        gate.check("0", "10.0.0.6", 3, "newest")


async def test_an_answer_delivered_twice_is_acknowledged_twice_and_kept_once(wall: Open) -> None:
    async with wall() as here:
        phone = await here.phone()
        await phone.join("Anna")
        here.go(2)
        state = await phone.hear_stage("open")
        answer = {"t": "answer", "q": state["number"], "round": 1, "answer": "Po"}
        await phone.say(**answer)
        await phone.hear("ack")
        before = len(here.drill.room.events)
        await phone.say(**answer)
        await phone.hear("ack")
        assert len(here.drill.room.events) == before
        here.go()
        await phone.hear_stage("closed")
        await phone.say(**answer)
        await phone.hear("ack")
        await phone.say(**{**answer, "answer": "Arno"})
        assert (await phone.hear("refused"))["code"] == "closed"


async def test_of_a_large_class_some_are_told_at_a_time_and_nobody_what_is_over(
    wall: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcast, "_AT_ONCE", 1)
    async with wall() as room:
        phones = [await room.phone() for _ in range(3)]
        for number, phone in enumerate(phones):
            await phone.join(f"Student {number}")
            await phone.hear_stage("lobby")
        room.go()
        waiting = len(room.drill.server.broadcast.waiting)
        room.go()
        assert waiting == 2
        for phone in phones:
            await phone.hear_stage("open")
            await phone.say(t="beat")
            await phone.hear("beat")
        stages = [[one["stage"] for one in phone.heard if one["t"] == "state"] for phone in phones]
        assert stages == [["lobby", "think", "open"], *[["lobby", "open"]] * 2]


def _broken(*_: object, **__: object) -> NoReturn:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("name", "act"),
    [
        ("classroom.broadcast.Broadcast._written_state", lambda room: room.go()),  # in a task
        ("classroom.drill.view_of", lambda room: room.go()),
        ("classroom.class_memory.ClassMemory.remember", lambda room: room.end()),
        ("classroom.presence.Presence.note_gone", lambda room: room.phones[0].socket.close()),
        ("classroom.device.Device._write", lambda room: room.join("Cem")),  # in a task
    ],
    ids=["a turn of the loop", "a timer", "a task", "a handler", "a writer"],
)
async def test_an_error_beside_the_keys_is_shown(
    wall: Open, monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[Wall], object]
) -> None:
    monkeypatch.setattr(broadcast, "_AT_ONCE", 1)
    shown: list[str] = []
    show_loop_errors(shown.append)
    async with wall("gentle", students="Ada Ben") as room:
        for student in ("Ada", "Ben"):
            await (await room.phone()).join(student)
        cockpit = Phone(await room.session.ws_connect(f"{room.base}/cockpit/socket"))
        await cockpit.say(t="open", v=COCKPIT_VERSION, secret=room.drill.cockpit.secret)
        await cockpit.hear("view")
        with monkeypatch.context() as broken:
            acted = act(room)  # what it does on the spot; what comes after it fails
            broken.setattr(f"trainer.{name}", _broken)
            if isawaitable(acted):
                await acted
            await until(lambda: shown)
        assert "ZeroDivisionError in test_server.py, line" in shown[0]


async def test_who_is_told_later_is_told_the_time_that_is_left_then(
    wall: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcast, "_AT_ONCE", 1)
    async with wall("gentle") as room:
        phones = [await room.phone() for _ in range(3)]
        for number, phone in enumerate(phones):
            await phone.join(f"Student {number}")
            await phone.hear_stage("lobby")
        room.go()
        seconds = itertools.count()
        monkeypatch.setattr(Clock, "__call__", lambda _: NOON + timedelta(seconds=next(seconds)))
        room.go()
        left = [(await phone.hear_stage("open"))["seconds"] for phone in phones]
        assert left[0] > left[1] > left[2]


@pytest.mark.parametrize("preset", PRESETS)
async def test_who_has_nothing_of_their_own_is_shown_what_the_others_are(
    wall: Open, preset: str
) -> None:
    async with wall(preset, students="Ada Ben Cem") as room:
        drill, server = room.drill, room.drill.server
        if not drill.room.preset.devices:
            return
        for name in ("Ada", "Ben", "Cem", "Dot"):
            await (await room.phone()).join(name)
        players = [*drill.room.state.seated]
        shared = 0
        for _ in range(12):
            states: dict[str, list[object]] = {}
            for player in players:
                if own := what_is_own(drill.room, player):
                    states.setdefault(own, []).append(server.broadcast.state_of(player, NOON))
            for alike in states.values():
                assert all(state == alike[0] for state in alike)
                shared += len(alike) > 1
            if drill.room.state.stage is DrillStage.OPEN and drill.room.state.question == 0:
                for player, answer in zip(players, ("Tiber", "Tiber", "Arno"), strict=False):
                    drill.room.answers.give(player, 0, drill.room.state.round, answer, NOON)
            if drill.room.state.stage is not DrillStage.DONE:
                room.go()
        assert shared


async def test_a_sign_of_life_is_answered_with_and_without_a_seat(wall: Open) -> None:
    async with wall() as here:
        phone = await here.phone()
        for name in (None, "Anna"):
            if name:
                await phone.join(name)
            await phone.say(t="beat")
            assert await phone.hear("beat") == {"t": "beat"}


def test_a_clock_of_the_wall_that_is_set_changes_no_duration(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tell = clock_module.steady_clock()
    before = tell()
    monkeypatch.setattr(clock_module, "now", lambda: before - timedelta(hours=1))
    assert timedelta(0) <= tell() - before < timedelta(seconds=30)
    later = clock_module.steady_clock(before)
    assert timedelta(0) <= later() - before < timedelta(seconds=30)


@pytest.mark.parametrize(
    ("locked", "words"),
    [(False, "Anna has a seat already."), (True, "Ben came while nobody new may join.")],
)
async def test_the_teacher_sees_who_was_refused_in_words_for_a_teacher(
    wall: Open, *, locked: bool, words: str
) -> None:
    async with wall() as here:
        await (await here.phone()).join("Anna")
        here.drill.room.seats.locked = locked
        other = await here.phone()
        await other.say(t="join", v=VERSION, pin=PIN, name=words.split(maxsplit=1)[0])
        await other.hear("refused")
        assert [*here.drill.server.refusals.latest] == [words]


def test_many_addresses_guess_no_faster() -> None:
    gate = PinCheck(PIN)
    for number in range(100):
        with pytest.raises(RefusedError, match="not the PIN"):
            gate.check("0", f"10.0.0.{number}", 0)
    with pytest.raises(RefusedError, match="wait"):
        gate.check("0", "10.0.1.1", 1)


@pytest.mark.parametrize("typed", ["64 35 64", "643-564", "٦٤٣٥٦٤", "۶۴۳۵۶۴", " 643564 "])
def test_a_pin_is_taken_as_pupils_type_it(typed: str) -> None:
    PinCheck("643564").check(typed, "127.0.0.1", 0)
    with pytest.raises(RefusedError):
        PinCheck("643565").check(typed, "127.0.0.1", 0)


def test_a_pin_can_be_read_aloud() -> None:
    assert pin_in_words("420135") == "four two, zero one, three five"


async def test_a_stolen_or_guessed_seat_token_opens_nothing(wall: Open) -> None:
    async with wall() as here:
        phone = await here.phone()
        token = (await phone.join("Anna"))["token"]
        assert len(token) >= 22
        [player] = here.drill.room.state.players.values()
        kept = player.joined.token
        for guess in (kept, token[:-1], "", token.swapcase()):
            thief = await here.phone()
            await thief.say(t="back", v=VERSION, token=guess)
            assert (await thief.hear("refused"))["code"] == "seat"


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
async def test_a_page_from_elsewhere_gets_no_connection(wall: Open, origin: str) -> None:
    async with wall() as here:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await here.phone(Origin=origin)
        await here.phone(Origin=here.base)


async def test_a_foreign_host_name_gets_nothing(wall: Open) -> None:
    async with wall() as here:
        for path in ("/", "/socket"):
            answer = await here.session.get(here.base + path, headers={"Host": "evil.example"})
            assert answer.status == 403


async def test_the_page_comes_whole_from_here_and_may_load_nothing_else(wall: Open) -> None:
    async with wall() as here:
        answer = await here.session.get(here.base)
        # the name of a namespace is no address
        text = (await answer.text()).replace("http://www.w3.org/1998/Math/MathML", "")
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
        for loaded in ("http://", "https://", "innerHTML", " src=", "import "):
            assert loaded not in text
        for path in ("/../server.py", "/%2e%2e/server.py", "/page.py", "/page.js", "/x"):
            assert (await here.session.get(here.base + path)).status == 404


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "{",
        "[]",
        "null",
        '{"t":"answer"}',
        '{"t":"advance"}',
        '{"t":"join","v":2,"pin":1,"name":"x"}',
        '{"t":"join","v":2,"pin":"123456","name":"x","student":"anna"}',
        '{"t":"join","v":2,"pin":"' + "1" * 3000 + '","name":"x"}',
        "[" * 1500,
        '{"t":"answer","q":1,"round":1,"answer":0}',
        b"\x00\x01",
    ],
)
async def test_a_malformed_or_oversized_frame_ends_that_connection_alone(
    wall: Open, frame: str | bytes
) -> None:
    async with wall() as here:
        good, bad = await here.phone(), await here.phone()
        await good.join("Anna")
        await (
            bad.socket.send_str(frame) if isinstance(frame, str) else bad.socket.send_bytes(frame)
        )
        assert await bad.is_hung_up()
        here.go()
        await good.hear_stage("think")


@pytest.mark.parametrize(
    ("q", "round_", "answer"),
    [(2, 1, "Goethe"), (0, 1, 0), (-5, 1, 0), (99, 1, 0), (1, 2, 0), (1, 1, 99), (1, 1, "Rhine")],
)
async def test_an_answer_to_another_question_or_of_another_shape_is_refused(
    wall: Open, q: int, round_: int, answer: object
) -> None:
    async with wall() as here:
        phone = await here.phone()
        await phone.join("Anna")
        here.go(2)
        await phone.hear_stage("open")
        await phone.say(t="answer", q=q, round=round_, answer=answer)
        assert (await phone.hear("refused"))["code"] in {"closed", "answer"}
        assert not here.drill.room.state.given


async def test_an_answer_twice_is_one_answer_and_a_late_one_is_none(wall: Open) -> None:
    async with wall() as here:
        phone = await here.phone()
        await phone.join("Anna")
        here.go(2)
        for answer in (0, 1):
            await phone.say(t="answer", q=1, round=1, answer=answer)
            await phone.hear("ack")
        here.go()
        await phone.say(t="answer", q=1, round=1, answer=2)
        assert (await phone.hear("refused"))["code"] == "closed"
        (given,) = here.drill.room.state.given.values()
        assert given.answer == here.drill.room.questions[0].options[1]


async def test_nobody_answers_for_another(wall: Open) -> None:
    async with wall() as here:
        anna, ben = await here.phone(), await here.phone()
        await anna.join("Anna")
        await ben.join("Ben")
        here.go(2)
        await ben.say(
            t="answer", q=1, round=1, answer=0, player=next(iter(here.drill.room.presence.here))
        )
        assert await ben.is_hung_up()
        assert not here.drill.room.state.given


async def test_a_flood_ends_that_connection_alone(
    wall: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with wall() as here:
        good, flood = await here.phone(), await here.phone()
        await good.join("Anna")
        await flood.join("Eve")
        here.go(2)
        now = monotonic()
        monkeypatch.setattr("trainer.classroom.conversation.monotonic", lambda: now)  # all at once
        for _ in range(30):
            await flood.say(t="answer", q=1, round=1, answer=0)
        assert await flood.is_hung_up()
        assert any(m["t"] == "bye" and "too many" in m["say"] for m in flood.heard)
        await good.hear_stage("open")
        await good.say(t="answer", q=1, round=1, answer=0)
        await good.hear("ack")


async def test_a_connection_that_takes_no_seat_is_closed(
    wall: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "_UNSEATED", 0.05)
    async with wall() as here:
        assert await (await here.phone()).is_hung_up()


async def test_a_client_that_stops_reading_is_dropped_and_holds_nobody_up(wall: Open) -> None:
    async with wall() as here:
        good, deaf = await here.phone(), await here.phone()
        await good.join("Anna")
        [anna] = here.drill.room.presence.here
        await deaf.join("Eve")
        [eve] = here.drill.room.presence.here - {anna}
        transport = deaf.socket._response.connection.transport  # noqa: SLF001 - aiohttp reads by itself
        transport.pause_reading()
        filler = "x" * 100_000
        device = here.drill.server.broadcast.devices[eve]
        for _ in range(200):
            device.say({"t": "state", "filler": filler})
        here.go()
        await good.hear_stage("think")
        await until(lambda: here.drill.room.presence.here == {anna})


async def test_a_seat_taken_away_is_told_and_the_name_can_be_banned(wall: Open) -> None:
    async with wall() as here:
        phone = await here.phone()
        await phone.join("Rude")
        [rude] = here.drill.room.presence.here
        here.drill.do(lambda now: here.drill.room.seats.remove(rude, now, ban=True))
        assert (await phone.hear("bye"))["code"] == "removed"
        again = await here.phone()
        await again.say(t="join", v=VERSION, pin=PIN, name="Rude")
        assert (await again.hear("refused"))["code"] == "banned"


async def test_another_version_is_told_what_to_do(wall: Open) -> None:
    async with wall() as here:
        phone = await here.phone()
        await phone.say(t="join", v=VERSION + 1, pin=PIN, name="Anna")
        assert "Update" in (await phone.hear("refused"))["say"]


async def test_at_their_own_pace_the_next_question_comes_with_the_acknowledgement(
    wall: Open,
) -> None:
    async with wall("exit", "choice", "typed", "truth") as here:
        phone = await here.phone()
        await phone.join("Anna")
        here.go()
        await phone.hear_stage("open")
        for number, answer in enumerate([0, "Goethe", True], 1):
            await phone.say(t="answer", q=number, round=1, answer=answer)
            await phone.hear("ack")
            state = await phone.hear("state")
        assert state["number"] is None
        assert "key" not in json.dumps(phone.heard)


async def test_the_end_is_told_with_what_was_earned(wall: Open) -> None:
    async with wall("race", "typed") as here:
        phone = await here.phone()
        await phone.join("Anna")
        here.go(2)
        await phone.say(t="answer", q=1, round=1, answer="Goethe")
        await phone.hear("ack")
        here.go(3)
        assert here.drill.room.state.stage is DrillStage.DONE
        state = await phone.hear_stage("done")
        earned = {"right": 1, "of": 1, "points": 1000, "place": 1, "among": 1}
        assert state["standing"] == earned
        [answered] = state["review"]
        assert (answered["answer"], answered["key"], answered["verdict"]) == (
            "Goethe",
            "Goethe",
            "right",
        )


async def test_connections_that_say_nothing_are_cut(
    wall: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with wall() as here:
        phone = await here.phone()
        await phone.join("Anna")
        monkeypatch.setattr(connection_limit, "SILENT", 0.3)
        reader, writer = await asyncio.open_connection("127.0.0.1", here.drill.server.port)
        writer.write(b"GET / HTTP/1.1\r\n")
        with suppress(ConnectionError):
            assert await asyncio.wait_for(reader.read(), PATIENCE) == b""
        writer.close()
        here.go()
        await phone.hear_stage("think")


async def test_one_address_cannot_take_all_connections(
    wall: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_limit, "MOST_OF_ONE", 3)
    async with wall() as here:
        phones = [await here.phone() for _ in range(3)]
        with pytest.raises((aiohttp.ClientError, ConnectionError)):
            await here.phone()
        elsewhere = aiohttp.TCPConnector(local_addr=("127.0.0.9", 0))
        async with web_client(connector=elsewhere) as session:
            other = Phone(await session.ws_connect(f"{here.base}/socket"))
            await other.join("Ben")
        await phones[0].join("Anna")


@pytest.mark.parametrize("host", ["0.0.0.0", "224.0.0.1", "nowhere", "::"])  # noqa: S104
async def test_an_address_that_no_device_can_use_is_refused(wall: Open, host: str) -> None:
    async with wall() as here:
        with pytest.raises(TrainerError, match=r"address|cannot join"):
            await here.drill.server.start(host)


@pytest.mark.parametrize(
    ("host", "number", "why", "way_out"),
    [
        ("127.0.0.1", errno.EADDRINUSE, "another program uses that port", "--port"),
        ("192.0.2.1", errno.EADDRNOTAVAIL, "does not have that address", "addresses:"),
        ("192.0.2.1", None, "does not have that address", "addresses:"),
        ("127.0.0.1", errno.EACCES, "the system keeps that port", "above 1023"),
    ],
)
async def test_a_port_that_cannot_be_had_is_refused_in_plain_words(
    wall: Open,
    monkeypatch: pytest.MonkeyPatch,
    host: str,
    number: int | None,
    why: str,
    way_out: str,
) -> None:
    async with wall() as room:
        if number in {errno.EACCES, None}:  # root may bind any port; None comes from Python 3.13
            refuse = OSError("attempting to bind on any address")
            refuse.errno = number
            loop = asyncio.get_running_loop()
            monkeypatch.setattr(loop, "create_server", AsyncMock(side_effect=refuse))
        server = PageServer({}, {}, lambda _: None, lambda _: None)
        with pytest.raises(TrainerError, match=why) as caught:
            await server.start(host, room.drill.server.port)
        assert way_out in caught.value.hint
        assert "attempting" not in caught.value.message
        await server.stop()


async def test_a_teacher_who_leaves_in_mid_drill_takes_no_seat_away(wall: Open) -> None:
    async with wall() as here:
        phone = await here.phone()
        await phone.join("Anna")
        here.go(2)
        await here.drill.server.stop()
        assert await phone.is_hung_up()
        assert not [message for message in phone.heard if message["t"] == "bye"]


async def test_a_question_that_is_not_open_tells_nothing_of_itself(wall: Open) -> None:
    async with wall() as here:
        phone = await here.phone()
        await phone.join("Anna")
        refusals = []
        for number in (1, 2, 99):
            await phone.say(t="answer", q=number, round=1, answer=["x"])
            refusals.append(await phone.hear("refused"))
        assert len({json.dumps(message) for message in refusals}) == 1


async def test_a_seat_that_was_given_back_is_had_again_by_joining(wall: Open) -> None:
    async with wall() as here:
        phone = await here.phone()
        token = (await phone.join("Anna"))["token"]
        [anna] = here.drill.room.presence.here
        here.drill.do(lambda now: here.drill.room.seats.remove(anna, now))
        await phone.hear("bye")
        here.drill.undo()
        again = await here.phone()
        await again.say(t="join", v=VERSION, pin=PIN, name="Anna", token=token)
        assert (await again.hear("welcome"))["name"] == "Anna"
        assert here.drill.room.presence.here == {anna}


async def test_who_came_late_is_told_of_the_questions_they_could_answer(wall: Open) -> None:
    async with wall("drill", "choice", "truth") as here:
        here.go(4)
        here.clock.now += timedelta(seconds=9)
        late = await here.phone()
        await late.join("Late")
        here.go(2)
        await late.hear_stage("open")
        await late.say(t="answer", q=2, round=1, answer=False)
        await late.hear("ack")
        here.go(3)
        assert (await late.hear_stage("done"))["standing"] == {"right": 1, "of": 1}
