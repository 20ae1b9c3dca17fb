"""Fourteen days of a learner: every place that counts what is due says the same at every step."""

import importlib
import json
import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from tests.clock import NOON, Clock
from trainer.cli import trainer
from trainer.memory.forecast import forecast
from trainer.memory.rating import Rating
from trainer.study import sessions
from trainer.study.corrections import answered_today, rate_again, take_back
from trainer.study.item_actions import ItemActions
from trainer.study.item_state import state_in_a_word
from trainer.study.limits import spread_over, with_more_new, with_tomorrow
from trainer.study.options import StudyOptions
from trainer.study.overview import overview_of
from trainer.study.session import Session
from trainer.study.stage import Stage
from trainer.study.why import backlog
from trainer.tui.app import TrainerApp
from trainer.tui.screens.browser import BrowserScreen
from trainer.tui.screens.summary import SummaryScreen
from trainer.tui.widgets.heading import progress

OpenApp = Callable[..., TrainerApp]

PLAIN = "title: Plain\nid: plain\ncards:\n" + "".join(
    f"  - {{id: p{number}, q: What is {number} in words?, a: number {number}}}\n"
    for number in range(60)
)
LINKED = "title: Linked\nid: linked\ncards:\n" + "".join(
    f"""\
  - {{id: g{number}, cloze: "Of {{{{one {number}}}}} comes {{{{two {number}}}}}."}}
  - {{id: r{number}, q: Front {number}, a: Back {number}, reverse: true, requires: [g{number}]}}
  - {{id: c{number}, q: Alike {number}?, a: Yes {number}, confusable_with: [g{number}]}}
"""
    for number in range(15)
)


WHAT = ("due", "new")
"""What a row of home counts; what is none is not shown."""


class Places:
    """Reads what each place says of today.

    Args:
        app: on its home screen.
        clock: of the app and of the commands.
        decks: the folder of decks.
    """

    def __init__(self, app: TrainerApp, clock: Clock, decks: Path) -> None:
        self.app = app
        self.clock = clock
        self.decks = str(decks)

    def command(self, *words: str) -> object:
        result = CliRunner().invoke(trainer, [*words, self.decks, "--json"])
        assert result.exit_code == 0, result.output
        return json.loads(result.output)

    def agree(self, session: Session | None = None) -> None:
        """Every place that costs little says the same."""
        collection = self.app.collection
        agenda = collection.agenda(self.clock.now)
        counts = agenda.counts
        assert forecast(agenda, 1)[0] == counts.review + counts.learning
        rows = overview_of(collection.library.readings, collection.items_of, agenda)
        summed = tuple(
            sum(getattr(row, what) for row in rows) for what in ("new", "learning", "due")
        )
        assert summed == (counts.new, counts.learning, counts.review)
        if session is not None:
            assert session.left == counts
            told = str(progress(session))
            assert f"{session.done} done" in told or not session.done

    async def all_agree(
        self, pilot: Pilot[None], session: Session | None = None
    ) -> tuple[int, ...]:
        """Every place says the same; returns the forecast of a week."""
        self.agree(session)
        counts = self.app.collection.agenda(self.clock.now).counts
        learnt = counts.review + counts.learning
        told = self.command("due")
        assert isinstance(told, dict)
        assert (told["review"], told["learning"], told["new"]) == (
            counts.review,
            counts.learning,
            counts.new,
        )
        week = told["forecast"]
        assert week[0] == learnt
        listed = self.command("decks")
        assert isinstance(listed, list)
        assert sum(deck["new"] for deck in listed) == counts.new
        assert sum(deck["due"] + deck["learning"] for deck in listed) == learnt
        await self.home_agrees(pilot, week, (learnt, counts.new))
        return tuple(week)

    async def wholly_agree(self, pilot: Pilot[None]) -> tuple[int, ...]:
        """The same, and what takes its time: once a day."""
        week = await self.all_agree(pilot)
        await self.browser_agrees(pilot)
        statistics = self.command("stats")
        assert isinstance(statistics, dict)
        assert tuple(statistics["forecast"][:7]) == week
        return week

    async def home_agrees(
        self, pilot: Pilot[None], forecast: list[int], counts: tuple[int, int]
    ) -> None:
        home = self.app.home
        home.show_figures()
        await pilot.pause()
        heading = str(home.query_one("#due", Static).content)
        days = str(home.query_one("#forecast", Static).content)
        assert [int(count) for count in re.findall(r"[A-Z]\w\w (\d+)", days)] == forecast
        options = home.query_one("#decks", OptionList)
        rows = [
            [int(found[1]) if (found := re.search(rf"(\d+) {what}", row)) else 0 for what in WHAT]
            for row in (
                str(options.get_option_at_index(at).prompt) for at in range(options.option_count)
            )
        ]
        assert rows[0] == [*counts]
        assert [sum(column) for column in zip(*rows[1:], strict=True)] == [*counts]
        if "Nothing due" in heading:
            until = self.app.collection.agenda(self.clock.now).until(self.clock.now)
            if not isinstance(until, datetime):
                assert counts == (0, 0)
        else:
            parts = (f"{counts[0]} due", f"{counts[1]} new")
            assert all(part in heading for part, many in zip(parts, counts, strict=True) if many)

    async def browser_agrees(self, pilot: Pilot[None]) -> None:
        collection, now = self.app.collection, self.clock.now
        agenda = collection.agenda(now)
        await self.app.push_screen(BrowserScreen(None))
        await pilot.pause()
        states = Counter(state_in_a_word(one, agenda, now) for one in collection.items.values())
        due_now = Counter(
            {"review": "due"}.get(kind, kind)
            for ref, kind in agenda.today.items()
            if agenda.why_not(ref, now) is None
        )
        assert states["due"] == due_now["due"]
        self.app.pop_screen()

    async def summary_agrees(self, pilot: Pilot[None], session: Session) -> None:
        """The summary's last lines say what the home screen says."""
        await self.app.push_screen(SummaryScreen(session, StudyOptions()))
        await pilot.pause()
        page = str(self.app.screen.query_one("#page Static", Static).content)
        agenda = self.app.collection.agenda(self.clock.now)
        today, tomorrow = forecast(agenda, 2)
        if agenda.until(self.clock.now) == self.clock.now:
            told = f"{today} still due today, {agenda.counts.new} new; {tomorrow} due tomorrow."
            assert told in page
        else:
            heading = str(self.app.home.query_one("#due", Static).content)
            assert re.findall(r"Nothing due until [^.;\n]+", page) == re.findall(
                r"Nothing due until [^.;\n]+", heading
            )
            assert f"{tomorrow} to review tomorrow" in page
        self.app.pop_screen()


async def test_every_place_says_the_same_on_fourteen_days(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clock, chance = Clock(), random.Random(14)
    app = open_app(PLAIN, LINKED, new_per_day=10)
    app.clock = clock
    for command in ("due", "decks", "stats"):
        monkeypatch.setattr(importlib.import_module(f"trainer.cli.{command}"), "now", clock)
    # it tries a whole year, which takes its time and counts nothing of today
    monkeypatch.setattr("trainer.study.statistics.workload", lambda *_: ())
    places = Places(app, clock, tmp_path / "decks")
    foretold: int | None = None
    answered = 0
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for day in range(14):
            clock.now = NOON + timedelta(days=day)
            week = await places.wholly_agree(pilot)
            if foretold is not None:
                assert week[0] == foretold
            if day in BREAK:
                foretold = None
                continue
            if day == AFTER_BREAK:
                await a_backlog_is_spread(places, pilot, 3)
            answered += await a_day(places, pilot, chance)
            if more := BESIDE.get(day):
                await more(places, pilot)
                await places.all_agree(pilot)
                answered += await a_day(places, pilot, chance)
            await places.all_agree(pilot)
            foretold = forecast(app.collection.agenda(clock.now), 2)[1]
    assert answered > 250


BREAK = {7, 8}
AFTER_BREAK = 9


async def more_new_cards(places: Places, pilot: Pilot[None]) -> None:
    """Ten more than the day's, today only."""
    collection, now = places.app.collection, places.clock.now
    before = collection.agenda(now).counts.new
    collection.save_settings(with_more_new(collection.settings, collection.today(now)))
    await places.all_agree(pilot)
    assert collection.agenda(now).counts.new > before


async def tomorrow_today(places: Places, pilot: Pilot[None]) -> None:
    """What is due tomorrow is due now."""
    collection, now = places.app.collection, places.clock.now
    before, tomorrow = forecast(collection.agenda(now), 2)
    collection.save_settings(with_tomorrow(collection.settings, collection.today(now)))
    (by_now, *_) = await places.all_agree(pilot)
    assert before < by_now <= before + tomorrow


async def corrections(places: Places, pilot: Pilot[None]) -> None:
    """One answer is rated again, one taken back and one given back."""
    collection, now = places.app.collection, places.clock.now
    first, *_, last = answered_today(collection, now)
    rate_again(collection, first, Rating.AGAIN, now)
    await places.all_agree(pilot)
    gone = take_back(collection, last, now)
    await places.all_agree(pilot)
    rate_again(collection, gone, Rating.GOOD, now)
    await places.all_agree(pilot)
    take_back(collection, last, now)


async def slips_drilled(places: Places, pilot: Pilot[None]) -> None:
    """Practice of what was missed changes no count."""
    collection, now = places.app.collection, places.clock.now
    refs = {f"{a.event.deck}/{a.event.item}" for a in answered_today(collection, now)}
    before = await places.all_agree(pilot)
    session = sessions.start(collection, StudyOptions(items=tuple(refs), cram=True), now)
    while session.stage is not Stage.FINISHED:
        if session.stage is Stage.THINKING:
            session.show_options()
        session.reveal()
        session.rate(Rating.GOOD if session.done else Rating.AGAIN, now)
    session.end(now)
    assert await places.all_agree(pilot) == before


async def the_browsers_actions(places: Places, pilot: Pilot[None]) -> None:
    """Suspending, putting off, setting due, resetting, and taking all of it back."""
    collection, now = places.app.collection, places.clock.now
    before = await places.all_agree(pilot)
    actions, items = ItemActions(collection), list(collection.items.values())[::7]
    steps: list[Callable[[], int]] = [
        lambda: actions.bury(items[:3], now),
        lambda: actions.suspend(items[2:6], now),
        lambda: actions.set_due(items, 0, now),
        lambda: actions.reset(items[6:9], now),
        lambda: actions.flag(items, 2, now),
    ]
    for step in steps:
        step()
        await places.all_agree(pilot)
    while actions.undo(now):
        await places.all_agree(pilot)
    assert await places.all_agree(pilot) == before
    actions.set_due(items[:4], 0, now)


async def a_backlog_is_spread(places: Places, pilot: Pilot[None], days: int) -> None:
    """What waited through a break is asked in parts."""
    collection, now = places.app.collection, places.clock.now
    agenda = collection.agenda(now)
    whole, waiting = forecast(agenda, 1)[0], backlog(agenda, None, now, key="m")
    assert "m" in waiting
    collection.save_settings(spread_over(collection.settings, agenda, days))
    (part, *_) = await places.all_agree(pilot)
    assert 0 < part < whole


BESIDE: dict[int, Callable[[Places, Pilot[None]], Awaitable[None]]] = {
    2: more_new_cards,
    3: tomorrow_today,
    4: corrections,
    5: slips_drilled,
    11: the_browsers_actions,
    12: corrections,
}
"""What a learner does beside studying, by the day."""


async def a_day(places: Places, pilot: Pilot[None], chance: random.Random) -> int:
    """Study until nothing is left, in two sittings; how many answers that took."""
    clock, collection = places.clock, places.app.collection
    session = sessions.start(collection, StudyOptions(), clock.now)
    pauses = {5: "leave", 12: "bury", 15: "skip", 18: "suspend", 21: "undo"}
    while session.stage is not Stage.FINISHED:
        if session.stage is Stage.WAITING:
            assert session.until
            clock.now = session.until
            session.refresh(clock.now)
            continue
        what = pauses.pop(session.done, "rate")
        clock.now += timedelta(seconds=20)
        if what == "leave":
            done = session.done
            session.end(clock.now)
            session = sessions.start(collection, StudyOptions(), clock.now, session)
            assert session.done == done
            await places.all_agree(pilot, session)
            if clock.now.day % 4 == 0:
                await places.summary_agrees(pilot, session)
        elif what == "rate":
            if session.stage is Stage.THINKING:
                session.show_options()
            if session.stage is Stage.ASKING:  # an undone answer is shown already
                session.reveal()
            session.rate(chance.choices([*Rating], weights=[2, 1, 6, 1])[0], clock.now)
        else:
            getattr(session, what)(clock.now)
        places.agree(session)
    session.end(clock.now)
    places.app.home.show_figures()
    if session.done:  # else the app shows no summary
        await places.summary_agrees(pilot, session)
    return session.done
