"""Every text can be read, in every theme that is offered."""

from collections.abc import AsyncIterator, Callable
from functools import cache
from itertools import cycle
from pathlib import Path

import pytest
from rich.style import Style
from textual.color import Color
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.theme import BUILTIN_THEMES, Theme

from tests.every_kind import EVERY_KIND
from tests.tui.conftest import MARKED_UP, painted, settled
from trainer.deck.source_text import SourceText
from trainer.memory.rating import Rating
from trainer.study.options import StudyOptions
from trainer.study.stage import Stage
from trainer.tui.app import TrainerApp
from trainer.tui.contrast import ENOUGH, contrast, dimmed, is_readable, readable
from trainer.tui.screens.browser import BrowserScreen
from trainer.tui.screens.statistics import StatisticsScreen
from trainer.tui.screens.study import StudyScreen
from trainer.tui.screens.summary import SummaryScreen
from trainer.tui.themes import LIGHT, THEMES

OpenApp = Callable[..., TrainerApp]
ALL = [*THEMES, *BUILTIN_THEMES.values()]
BROKEN = "title: Broken\nid: broken\ncards:\n  - {q: What?}\n"
ARTICLE = "The Po rises on Monte Viso. It is 652 kilometres long.\n\nTurin lies on it.\n"
DRAFTS = """\
title: Drafts
cards:
  - {q: How long is it?, number: 652, unit: km, status: draft, evidence: "1.2"}
"""
ANSWERS: dict[str | None, tuple[str, ...]] = {
    "flash": ("space",),
    "choice": ("b",),
    "pick": ("a", "b", "enter"),
    "typed": (*"Goehte", "enter"),
    "cloze": (*"Vien", "enter"),
    "gaps": (*"red", "enter", "enter"),
    "truth": ("t",),
    "number": (*"7", "enter"),
    "date": (*"1989", "enter"),
    "order": ("enter",),
    "match": ("a", "enter"),
    "list": (*"Estonia, Finland", "enter", "enter"),
}
"""What is given to the cards of the deck of every kind; hardly ever right."""
NO_TEXT = set("━─│┃┌┐└┘█░▒▓▁▂▃▄▅▆▇▔▕▏▎▊▌▐▀· ")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color(118, 118, 118), Color(255, 255, 255)) == pytest.approx(4.54, abs=0.01)


def test_our_own_themes_and_some_others_are_offered() -> None:
    names = readable(ALL)
    assert {theme.name for theme in THEMES} <= set(names)
    assert "solarized-light" not in names
    assert len(names) > 3


@pytest.mark.parametrize("theme", [t for t in ALL if is_readable(t)], ids=lambda t: t.name)
def test_what_is_dim_is_dimmer_and_can_be_read(theme: Theme) -> None:
    colours = theme.to_color_system().generate()
    for behind in ("background", "surface", "panel"):
        text, under = Color.parse(colours["foreground"]), Color.parse(colours[behind])
        dim = dimmed(text, under)
        assert ENOUGH <= contrast(dim, under) <= contrast(text, under)


@pytest.mark.parametrize("own", [theme.name for theme in THEMES])
async def test_every_text_that_is_drawn_can_be_read(
    open_app: OpenApp, tmp_path: Path, own: str
) -> None:
    """On every screen in one of our own themes; another takes its turn beside the dark one."""
    app = open_app(EVERY_KIND, MARKED_UP, BROKEN, theme=own)
    others = cycle(theme for theme in readable(ALL) if theme != own)
    poor: dict[str, set[tuple[str, str, float]]] = {}
    async with app.run_test(size=(90, 40)) as pilot:
        number = 0
        async for name in every_screen(app, pilot, tmp_path / "decks"):
            number += 1
            # a text area keeps colours of the theme before, so the light theme is looked at alone
            stays = number % 3 or name.startswith("author") or own == LIGHT.name
            for theme in (own,) if stays else (next(others), own):
                if app.theme != theme:
                    app.use_theme(theme)  # which takes its time
                    await pilot.pause()
                if found := poor_texts(app):
                    poor[f"{name} {theme}"] = found
    assert poor == {}


async def every_screen(app: TrainerApp, pilot: Pilot[None], decks: Path) -> AsyncIterator[str]:
    """Goes from screen to screen of self-study, with something on each."""
    await pilot.pause()
    yield "home"
    for key, name in {"f1": "help", "comma": "settings", "m": "more", "t": "statistics"}.items():
        await pilot.press(key)
        await pilot.pause()
        yield name
        await pilot.press("escape")
        await pilot.pause()
    async for name in every_kind(app, pilot):
        yield name
    async for name in beside_studying(app, pilot, decks):
        yield name


async def every_kind(app: TrainerApp, pilot: Pilot[None]) -> AsyncIterator[str]:
    """Asks and reveals every kind of card; then the summary and the corrections."""
    app.study(StudyOptions(decks=("kinds",)))
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, StudyScreen)
    session = screen.session
    while session.done < len(ANSWERS):
        card = session.item.card.id
        yield f"question {card}"
        if session.stage is Stage.THINKING:
            await pilot.press("space")
            await pilot.pause()
            yield f"options {card}"
        await pilot.press(*ANSWERS[card])
        await pilot.pause()
        assert session.stage is Stage.ANSWERED, card
        yield f"reveal {card}"
        is_last = session.done == len(ANSWERS) - 1  # its slip is listed in the summary
        session.rate(Rating.AGAIN if is_last else Rating.EASY, app.clock())
        await screen.replan(())
        await pilot.pause()
    await pilot.press("escape")
    await pilot.pause()
    assert isinstance(app.screen, SummaryScreen)
    yield "summary"
    await pilot.press("c")
    await pilot.pause()
    yield "corrections"
    await go_home(app, pilot)


async def go_home(app: TrainerApp, pilot: Pilot[None]) -> None:
    while app.screen is not app.home:
        app.pop_screen()
        await pilot.pause()


async def beside_studying(app: TrainerApp, pilot: Pilot[None], decks: Path) -> AsyncIterator[str]:
    """What else there is: marked-up cards, notes, lists and forms."""
    app.study(StudyOptions(decks=("marked",)))
    await pilot.pause()
    await pilot.press("x", "enter", "n")
    await pilot.pause()
    yield "note"
    await pilot.press("escape")
    await pilot.pause()
    yield "marked up"
    await go_home(app, pilot)
    deck = decks / "deck0.yaml"
    screens: dict[str, Callable[[], object]] = {
        "browser": lambda: app.push_screen(BrowserScreen(None)),
        "statistics of something": lambda: app.push_screen(StatisticsScreen(None)),
        "form": lambda: app.deck_screens.add_card(deck, kind="choice", fields={"q": "Which?"}),
        "author": lambda: app.deck_screens.edit(deck, 4),
        "author of a broken deck": lambda: app.deck_screens.edit(decks / "deck2.yaml", 3),
        "preview": lambda: app.deck_screens.preview(deck),
        "workbench": lambda: app.deck_screens.work_on(deck, SourceText(ARTICLE)),
        "triage": lambda: app.deck_screens.work_on(
            decks / "drafts.yaml", SourceText(ARTICLE), triage=True
        ),
    }
    (decks / "drafts.yaml").write_text(DRAFTS)
    for name, push in screens.items():
        push()
        await settled(pilot)
        yield name
        await go_home(app, pilot)


@cache
def contrast_of(style: Style) -> float:
    assert style.color
    assert style.bgcolor
    return contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))


def poor_texts(app: TrainerApp) -> set[tuple[str, str, float]]:
    """The stretches of text on the screen that have too little contrast."""
    found = set()
    modal = isinstance(app.screen, ModalScreen)
    area = app.screen.query_one("#chooser").region if modal else app.screen.region
    for row, strip in enumerate(painted(app)):
        if not area.y <= row < area.bottom:
            continue  # under a modal screen nothing is to be read
        for text, style, _ in strip.crop(area.x, area.right):
            words = "".join(sign for sign in text if sign not in NO_TEXT)
            if not words or style is None or style.color is None or style.bgcolor is None:
                continue
            if (ratio := contrast_of(style)) < ENOUGH:
                found.add((words, str(style), round(ratio, 2)))
    return found
