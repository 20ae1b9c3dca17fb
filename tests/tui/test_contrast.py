"""Every text can be read, in every theme that is offered."""

from collections.abc import Callable

import pytest
from textual.color import Color
from textual.pilot import Pilot
from textual.theme import BUILTIN_THEMES, Theme

from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp
from trainer.tui.contrast import ENOUGH, contrast, dimmed, is_readable, readable
from trainer.tui.themes import THEMES

OpenApp = Callable[..., TrainerApp]
ALL = [*THEMES, *BUILTIN_THEMES.values()]
NO_TEXT = set("━─│┃█░▒▓▁▂▃▄▅▆▇▔▕▏▎▊▌▐▀· ")


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


async def test_every_text_that_is_drawn_can_be_read_in_every_theme(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        found = await poor_in_any_theme(app, pilot)
        await pilot.press("b")
        found |= await poor_in_any_theme(app, pilot)
        await pilot.press("escape", "comma")
        found |= await poor_in_any_theme(app, pilot)
        await pilot.press("escape")
        app.study(StudyOptions(decks=("kinds",)))
        await pilot.pause()
        found |= await poor_in_any_theme(app, pilot)
        await pilot.press("space")
        found |= await poor_in_any_theme(app, pilot)
    assert found == set()


async def poor_in_any_theme(
    app: TrainerApp, pilot: Pilot[None]
) -> set[tuple[str, str, str, float]]:
    """The stretches of text that have too little contrast, with their theme."""
    found = set()
    for theme in readable(ALL):
        app.theme = theme
        await pilot.pause()
        found |= {(theme, *text) for text in poor_texts(app)}
    return found


def poor_texts(app: TrainerApp) -> set[tuple[str, str, float]]:
    """The stretches of text on the screen that have too little contrast."""
    found = set()
    for strip in app.screen._compositor.render_strips():
        for text, style, _ in strip:
            words = "".join(sign for sign in text if sign not in NO_TEXT)
            if not words or style is None or style.color is None or style.bgcolor is None:
                continue
            text_color, under = map(Color.from_rich_color, (style.color, style.bgcolor))
            if (ratio := contrast(text_color, under)) < ENOUGH:
                found.add((words, str(style), round(ratio, 2)))
    return found
