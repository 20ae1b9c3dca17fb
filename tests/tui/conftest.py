"""The app on the deck of every kind, at a fixed moment, driven through the pilot."""

# ruff: noqa: SLF001 - Textual has no public door to when it waits, parses styles and paints

import asyncio
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from time import monotonic, process_time
from typing import Any

import pytest
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.messages import ExitApp
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

from tests.clock import NOON, PATIENCE
from tests.every_kind import EVERY_KIND
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp
from trainer.tui.held_key import DELAY, HeldKey

MARKED_UP = r"""
title: Marked up
id: marked
markup: markdown
cards:
  - id: roots
    q: |
      Which formula gives the **roots** of $ax^2 + bx + c$?

      $$x = \frac{-b \pm \sqrt{b^2 - 4ac}}{?}$$
    typed: $2a$
    why: |
      It follows from *completing the square*; see [the proof](https://example.org/proof).

      | case        | roots |
      |:------------|------:|
      | $D > 0$     |     2 |
      | $D = 0$     |     1 |
      | $D < 0$, so that nothing real is left of them | 0 |
  - id: loop
    q: |
      What does this print?

      ```python
      for x in range(3):
          if x:  # not the first
              print(x * "ab")
      ```
    a: "`ab` and `abab`"
    wrong: {"`a` and `ab`": "The string is *two* letters.", "Nothing": "It prints **twice**."}
    why: "1. `range(3)` counts from 0\n2. a 0 is false"
  - id: sum
    cloze: 'The sum $\sum_{i=1}^{{n}} i$ is **half** of {{$n(n+1)$::a formula}}.'
  - id: pick
    q: "Which are *primes*?"
    a: ["$2^1$", "**three**"]
    wrong: ["$2^2$"]
  - id: match
    q: Match each sign with its name.
    match: {"`&&`": and, "`||`": or, "`!`": not}
  - id: order
    q: Put them in order.
    order: ["$10^0$", "$10^1$", "$10^2$"]
  - id: matrix
    q: |
      > What is the *determinant* of

      $$\begin{pmatrix} a & b \\ c & d \end{pmatrix}$$

      - a list
      - of things
    a: $ad - bc$
"""


@pytest.fixture(autouse=True, scope="session")
def styles_parsed_once() -> Iterator[None]:
    """Every app here has the same style sheets: a tenth of the time would go into parsing them."""
    parse, parsed = Stylesheet._parse_rules, dict[object, list[RuleSet]]()

    def parse_once(sheet: Stylesheet, css: str, *more: object, **named: object) -> list[RuleSet]:
        key = css, repr((more, named)), tuple(sheet._variables.items())
        if key not in parsed:
            parsed[key] = parse(sheet, css, *more, **named)  # type: ignore[arg-type]
        return parsed[key]

    with pytest.MonkeyPatch.context() as patching:
        patching.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


PAINTED = 1 / 250
"""Seconds from one painting of the screen to the next, as in the program itself."""
THOUGHT = 0.1
"""Seconds of a thread that does nothing, after which it waits for somebody else."""


@pytest.fixture(autouse=True)
def wait_until_all_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pilot goes on once the app has nothing left to do.

    Its own rule is that this process did little for 20 ms, or that a second is over: on a busy
    machine both come long before the app has done what a key asked of it. Before that it sends
    every widget of the screen a message and waits for each: most of what a key costs where there
    are many, and nothing that is not waited for here.
    """
    beside = 0
    to_thread = asyncio.to_thread

    async def counted(act: Callable[..., object], *args: object, **named: object) -> object:
        nonlocal beside
        beside += 1
        try:
            return await to_thread(act, *args, **named)
        finally:
            beside -= 1

    async def all_done(*_: float) -> None:
        to_do = vars(asyncio.get_running_loop())["_ready"]
        used, since = process_time(), monotonic()
        async with asyncio.timeout(PATIENCE):
            while True:
                await asyncio.sleep(1.2 * PAINTED)
                if process_time() - used > THOUGHT / 20:
                    used, since = process_time(), monotonic()
                if not to_do and (not beside or monotonic() - since > THOUGHT):
                    return

    async def all_taken(*_: object) -> bool:
        if vars(asyncio.get_running_loop())["_ready"]:
            await all_done()
        return True

    monkeypatch.setattr(asyncio, "to_thread", counted)
    monkeypatch.setattr(Pilot, "_wait_for_screen", all_taken)
    monkeypatch.setattr("textual.pilot.wait_for_idle", all_done)
    monkeypatch.setattr("textual.app.wait_for_idle", all_done)
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", PAINTED)


@pytest.fixture(autouse=True)
def painted_when_the_pilot_looks(
    monkeypatch: pytest.MonkeyPatch, wait_until_all_is_done: None
) -> None:
    """A screen is laid out as in the program itself, and painted once the pilot has waited.

    A third of the processor's time would go into painting: each key paints several times, and
    nobody sees what is painted in between. What is to be painted is kept by the compositor.
    """
    del wait_until_all_is_done  # comes first
    refresh, pause, wait = Screen._compositor_refresh, Pilot.pause, Pilot._wait_for_screen

    def paint_later(screen: Screen[Any]) -> None:
        if screen is screen.app.screen:
            screen._dirty_widgets.clear()
            screen.app._update_mouse_over(screen)
        else:
            refresh(screen)

    def paint(pilot: Pilot[Any]) -> None:
        if pilot.app.is_running and pilot.app.screen_stack:
            refresh(pilot.app.screen)

    async def pause_and_paint(pilot: Pilot[Any], delay: float | None = None) -> None:
        await pause(pilot, delay)
        paint(pilot)

    async def wait_and_paint(pilot: Pilot[Any], *_: object) -> bool:
        done = await wait(pilot)
        paint(pilot)
        return done

    monkeypatch.setattr(Screen, "_compositor_refresh", paint_later)
    monkeypatch.setattr(Pilot, "pause", pause_and_paint)
    monkeypatch.setattr(Pilot, "_wait_for_screen", wait_and_paint)


@pytest.fixture(autouse=True)
def left_before_its_screens_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """An app does what waits for it before its screens go, as in the program itself.

    The pilot would take the screens down beside the app, which may be in the middle of one.
    """
    shutdown = App._shutdown

    async def leave(app: App[Any]) -> None:
        app.post_message(ExitApp())
        if app._task is not None:
            await asyncio.wait([app._task])
        await shutdown(app)

    monkeypatch.setattr(App, "_shutdown", leave)


@pytest.fixture(autouse=True)
def pressed_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each key is pressed again, long after the one before, however fast the pilot is."""
    press, earlier = HeldKey.press, count()

    def press_later(self: HeldKey, key: str, at: float) -> None:
        press(self, key, at + next(earlier) * DELAY)

    monkeypatch.setattr(HeldKey, "press", press_later)


async def until(pilot: Pilot[Any], holds: Callable[[], object]) -> None:
    """Wait for what comes by itself, however long a busy machine takes."""
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await pilot.pause(0.01)


async def settled(pilot: Pilot[None]) -> None:
    """Wait for what is done in the background, and until it is shown."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def painted(app: App[Any]) -> list[Strip]:
    """The lines that are on the screen, as they go to the terminal."""
    return app.screen._compositor.render_strips()


def said(app: App[None]) -> list[str]:
    """What the notifications on the screen say."""
    return [str(toast.render()) for toast in app.screen.query("Toast")]


@pytest.fixture
def open_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., TrainerApp]]:
    """Builds the app on a deck; `study` opens the study screen at once."""
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    opened: list[Collection] = []

    def build(*decks: str, study: StudyOptions | None = None, **settings: object) -> TrainerApp:
        folder = tmp_path / "decks"
        folder.mkdir(exist_ok=True)
        for number, deck in enumerate(decks or (EVERY_KIND,)):
            (folder / f"deck{number}.yaml").write_text(deck)
        collection = Collection([str(folder)], learner="me", folder=tmp_path)
        opened.append(collection)
        chosen = {"new_per_day": 50, "reduced_motion": True} | settings
        collection.save_settings(collection.settings.model_copy(update=chosen))
        return TrainerApp(collection, study, clock=lambda: NOON)

    yield build
    for collection in opened:
        collection.close()
