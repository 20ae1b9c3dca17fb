"""The phone beside the app: who is let in, and that both show one session."""

import json
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from textual.widgets import Static

from tests.clock import NOON, PATIENCE
from tests.web_client import WebClient, web_client
from trainer.phone.protocol import VERSION
from trainer.phone.server import PhoneServer
from trainer.store.home import learner_folder
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
from trainer.study.stage import Stage
from trainer.tui.app import TrainerApp
from trainer.tui.screens.study import StudyScreen


class Phone:
    """A phone, as the server sees one."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def say(self, **message: object) -> None:
        await self.socket.send_str(json.dumps(message))

    async def hear(self) -> dict[str, Any]:
        while True:
            received = await self.socket.receive(timeout=PATIENCE)
            if received.type is not aiohttp.WSMsgType.TEXT:
                raise ConnectionError(received)
            message: dict[str, Any] = json.loads(received.data)
            if message["t"] != "beat":
                return message

    async def hello(self, key: str) -> dict[str, Any]:
        await self.say(t="hello", v=VERSION, key=key)
        return await self.hear()

    async def is_hung_up(self) -> bool:
        while (await self.socket.receive(timeout=PATIENCE)).type is aiohttp.WSMsgType.TEXT:
            pass
        return True


class Desk:
    """The app with its phone's door open."""

    def __init__(self, app: TrainerApp, server: PhoneServer, http: WebClient) -> None:
        self.app = app
        self.server = server
        self.http = http
        self.base = f"http://127.0.0.1:{server.port}"

    async def phone(self, **headers: str) -> Phone:
        return Phone(await self.http.ws_connect(f"{self.base}/socket", headers=headers))

    @property
    def screen(self) -> StudyScreen:
        (screen,) = (one for one in self.app.screen_stack if isinstance(one, StudyScreen))
        return screen


@asynccontextmanager
async def desk(collection: Collection) -> AsyncIterator[Desk]:
    app = TrainerApp(collection, StudyOptions(), clock=lambda: NOON)
    async with app.run_test() as pilot, web_client() as http:
        await pilot.pause()
        link = app.phone_link(1)
        await link.server.start("127.0.0.1", 0)
        yield Desk(app, link.server, http)


async def test_a_card_is_answered_on_the_phone(collection: Collection) -> None:
    async with desk(collection) as at:
        phone = await at.phone()
        state = await phone.hello(at.server.key)
        while state["as"] != "flashcard":
            await phone.say(t="do", turn=state["turn"], act="skip")
            state = await phone.hear()
        await phone.say(t="do", turn=state["turn"], act="reveal")
        state = await phone.hear()
        assert state["reveal"]["key"] == "Paris"
        assert at.app.phone_link().state()["stage"] == "answered"
        await phone.say(t="rate", turn=state["turn"], rating=3)
        state = await phone.hear()
        assert state["done"] == 1
        journal = (learner_folder("me") / "reviews.jsonl").read_text()
        assert '"type":"review"' in journal


async def test_an_answer_as_long_as_may_be_arrives(collection: Collection) -> None:
    async with desk(collection) as at:
        phone = await at.phone()
        state = await phone.hello(at.server.key)
        while (state["question"]["answer"] or {}).get("form") != "lines":
            await phone.say(t="do", turn=state["turn"], act="skip")
            state = await phone.hear()
        lines = ["ñá" * 100] * state["question"]["answer"]["blanks"]
        await phone.say(t="answer", turn=state["turn"], answer=lines)
        state = await phone.hear()
        assert state["given"] == lines


async def test_what_is_done_in_the_app_shows_on_the_phone(collection: Collection) -> None:
    async with desk(collection) as at:
        phone = await at.phone()
        before = await phone.hello(at.server.key)
        at.app.call_later(at.screen.action_skip)
        after = await phone.hear()
        assert after["turn"] != before["turn"]


@pytest.mark.parametrize("key", ["", "wrong", "x" * 99])
async def test_nothing_is_told_without_the_secret(collection: Collection, key: str) -> None:
    async with desk(collection) as at:
        phone = await at.phone()
        assert (await phone.hello(key))["t"] == "bye"
        assert await phone.is_hung_up()
        assert at.server.key not in await (await at.http.get(f"{at.base}/")).text()


async def test_a_foreign_page_is_refused(collection: Collection) -> None:
    async with desk(collection) as at:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await at.phone(Origin="http://elsewhere.example")
        async with at.http.get(f"{at.base}/", headers={"Host": "elsewhere.example"}) as page:
            assert page.status == 403


async def test_who_breaks_the_rules_is_hung_up_on(collection: Collection) -> None:
    async with desk(collection) as at:
        for said in (
            "",
            "[]",
            '{"t":"beat","x":1}',
            '{"t":"do","turn":"s:1","act":"shell"}',
            "x" * 9000,
        ):
            phone = await at.phone()
            before = await phone.hello(at.server.key)
            await phone.socket.send_str(said)
            assert await phone.is_hung_up(), said
            assert at.app.phone_link().state()["turn"] == before["turn"]


async def test_one_phone_at_a_time(collection: Collection) -> None:
    async with desk(collection) as at:
        first, second = await at.phone(), await at.phone()
        await first.hello(at.server.key)
        await second.hello(at.server.key)
        assert (await first.hear())["t"] == "bye"
        await at.server.tell()
        assert (await second.hear())["t"] == "state"


async def test_a_phone_is_told_that_the_app_was_closed(collection: Collection) -> None:
    async with web_client() as http:
        async with desk(collection) as at:
            phone = Phone(await http.ws_connect(f"{at.base}/socket"))
            await phone.hello(at.server.key)
        assert (await phone.hear())["t"] == "bye"


async def test_the_end_of_a_session_shows_on_the_phone(collection: Collection) -> None:
    async with desk(collection) as at:
        phone = await at.phone()
        await phone.hello(at.server.key)
        at.app.call_later(at.screen.action_leave)
        assert (await phone.hear())["stage"] == Stage.FINISHED


async def along(phone: Phone) -> tuple[dict[str, Any], str]:
    """Take cards along: what the page holds, and the whole of it."""
    await phone.say(t="along", clock=round(NOON.timestamp() * 1000))
    head = await phone.hear()
    assert head["t"] == "handed-out"
    html = "".join([(await phone.hear())["text"] for _ in range(head["parts"])])
    begin = html.index('id="task">') + len('id="task">')
    return json.loads(html[begin : html.index("</script>", begin)]), html


def given(task: dict[str, Any], **changed: object) -> str:
    """What a page would bring home: the first card, rated Easy."""
    one = {"ref": task["cards"][0]["ref"], "rating": 4, "at": round(NOON.timestamp() * 1000)}
    text = json.dumps({**task["back"], "answers": [one], **changed})
    return b64encode(text.encode()).decode()


async def bring_home(phone: Phone, name: str, key: str, text: str) -> dict[str, Any]:
    parts = [text[at : at + 500] for at in range(0, len(text), 500)] or [""]
    await phone.say(t="back", v=VERSION, hand_out=name, key=key, parts=len(parts))
    for part in parts[:9]:
        await phone.say(t="part", text=part)
    return await phone.hear()


async def test_cards_go_along_and_come_home_by_their_own_key(collection: Collection) -> None:
    async with desk(collection) as at:
        phone = await at.phone()
        await phone.hello(at.server.key)
        task, html = await along(phone)
        assert at.server.key not in html
        name, key = task["back"]["hand_out"], task["key"]
        for _ in range(2):  # the app's own secret is not needed, and gives nothing more
            back = await at.phone()
            said = await bring_home(back, name, key, given(task))
            assert said["t"] == "taken"
            assert await back.is_hung_up()
        assert said["say"] == "0 answers imported, 1 were here already."
        journal = (learner_folder("me") / "reviews.jsonl").read_text()
        assert journal.count('"type":"review"') == 1
        assert (await phone.hear())["turn"] != ""  # the phone shows what is due now


async def test_the_home_screen_shows_what_came_home(collection: Collection) -> None:
    async with desk(collection) as at:
        phone = await at.phone()
        await phone.hello(at.server.key)
        task, _ = await along(phone)
        at.app.call_later(at.screen.action_leave)
        assert (await phone.hear())["stage"] == Stage.FINISHED
        while at.app.screen is not at.app.home:
            await at.app.pop_screen()
        due = at.app.home.query_one("#due", Static)
        before = str(due.content)
        back = await at.phone()
        said = await bring_home(back, task["back"]["hand_out"], task["key"], given(task))
        assert said["say"] == "1 answer imported."
        assert str(due.content) != before


DAMAGED = [
    ("", "wrong", None),
    ("20260310-00000000", "", None),
    ("", "", "%%%"),
    ("", "", ""),
    ("", "", b64encode(b"\xff\xfe").decode()),
    ("", "", b64encode(b"[" * 999).decode()),
    ("", "", "other"),
    ("", "", "2199-12-31T23:59:59Z"),
    ("", "", "2026-13-40"),
]
"""A hand-out's name, its key and what is brought home; empty where it is what it should be."""


async def test_what_comes_home_damaged_or_with_another_key_changes_nothing(
    collection: Collection,
) -> None:
    async with desk(collection) as at:
        phone = await at.phone()
        await phone.hello(at.server.key)
        task, _ = await along(phone)
        for name, key, text in DAMAGED:
            content = given(task) if text is None else text
            if text == "other":
                content = given(task, hand_out="20260310-00000000")
            elif text and text.startswith("2"):
                content = given(task, made=text)
            back = await at.phone()
            of = name or task["back"]["hand_out"]
            said = await bring_home(back, of, key or task["key"], content)
            assert said["t"] in {"bye", "refused"}, (name, key, text)
            assert "\n" not in said["say"]
            assert await back.is_hung_up()
            assert '"type":"review"' not in (learner_folder("me") / "reviews.jsonl").read_text()
            await at.server.tell()
            assert (await phone.hear())["t"] == "state"


async def test_what_fails_is_refused_and_study_goes_on(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OverflowError("date value out of range")

    async with desk(collection) as at:
        phone = await at.phone()
        state = await phone.hello(at.server.key)
        task, _ = await along(phone)
        monkeypatch.setattr("trainer.phone.hand_in.import_answers", fail)
        monkeypatch.setattr("trainer.phone.hand_out.hand_out", fail)
        monkeypatch.setattr("trainer.phone.session_view.SessionView.take", fail)
        back = await at.phone()
        said = [await bring_home(back, task["back"]["hand_out"], task["key"], given(task))]
        await phone.say(t="do", turn=state["turn"], act="skip")
        said.append(await phone.hear())
        await phone.say(t="along", clock=2**53 - 1)
        said.append(await phone.hear())
        for one in said:
            assert one["t"] == "refused"
            assert "\n" not in one["say"]
        await at.server.tell()
        assert (await phone.hear())["t"] == "state"
        assert at.app.is_running


async def test_a_key_of_a_hand_out_steers_nothing(collection: Collection) -> None:
    async with desk(collection) as at:
        phone = await at.phone()
        before = await phone.hello(at.server.key)
        task, _ = await along(phone)
        other = await at.phone()
        assert (await other.hello(task["key"]))["t"] == "bye"
        back = await at.phone()
        await back.say(
            t="back", v=VERSION, hand_out=task["back"]["hand_out"], key=task["key"], parts=1
        )
        await back.say(t="do", turn=before["turn"], act="skip")
        await back.say(t="along", clock=0)
        await back.say(t="part", text="")
        assert (await back.hear())["t"] == "refused"
        assert at.app.phone_link().state()["turn"] == before["turn"]
