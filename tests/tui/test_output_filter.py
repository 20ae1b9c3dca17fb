"""Nothing that any widget shows is obeyed by the terminal, whichever way the text came to it."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Button, Footer, Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

import trainer.tui
from tests.tui.conftest import painted
from trainer.tui.app import TrainerApp
from trainer.tui.leaving import LeavingApp
from trainer.tui.output_filter import OutputFilter
from trainer.tui.trainer_screen import TrainerScreen

OpenApp = Callable[..., TrainerApp]

ODD = "a\x1b]52;c;SE9T\x07\x9b31m\u202eb\rq\u2028\x00c" + "\u0301" * 30
OBEYED = {"\x1b", "\x07", "\x9b", "\u202e", "\r", "\u2028", "\x00", "\n"}


class OddScreen(TrainerScreen):
    """Shows an odd text in every way that Textual has, past our own first door."""

    def compose(self) -> ComposeResult:
        """A widget a way."""
        yield Static(Content(f"one {ODD}"), id="content")
        yield Static(f"two {ODD}", markup=False)
        yield OptionList(Option(Content(f"three {ODD}")), f"four {ODD}", markup=False)
        yield Input(f"five {ODD}", placeholder=ODD)
        yield Input(placeholder=f"six {ODD}")
        yield TextArea(f"seven {ODD}")
        yield Button(Content(f"eight {ODD}"))
        yield Footer()

    def on_mount(self) -> None:
        """Titles of borders, and a message that passes."""
        framed = self.query_one("#content")
        framed.styles.border = ("round", "red")
        framed.border_title = Content(f"nine {ODD}")
        framed.border_subtitle = Content(f"ten {ODD}")
        self.app.notify(f"eleven {ODD}", title=f"twelve {ODD}", markup=False)


def lines_of(app: App[Any]) -> Iterator[str]:
    """The lines that are on the screen, as they go to the terminal but for their colours."""
    for strip in painted(app):
        yield "".join(segment.text for segment in strip if not segment.control)


async def test_nothing_that_a_widget_shows_is_obeyed(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(100, 60), notifications=True) as pilot:
        app.push_screen(OddScreen())
        await pilot.pause()
        await pilot.pause()
        lines = [*lines_of(app)]
    shown = "\n".join(lines)
    ways = "one two three four five six seven eight nine ten eleven twelve".split()
    assert [way for way in ways if f"{way} a" not in shown] == []
    assert [line for line in lines if OBEYED & set(line)] == []
    assert max(line.count("\u0301") for line in lines) <= 2 * 12 + 12


def apps() -> list[type[App[Any]]]:
    """Every app of ours, wherever it is; not what the one with the door is built on."""
    for module in pkgutil.walk_packages(trainer.tui.__path__, "trainer.tui."):
        importlib.import_module(module.name)
    found: list[type[App[Any]]] = []
    waiting: list[type[App[Any]]] = [App]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if one.__module__.startswith("trainer.") and one not in LeavingApp.__bases__:
                found.append(one)
    return found


@pytest.mark.parametrize("app", apps(), ids=lambda app: app.__name__)
def test_every_app_has_the_door(app: type[App[Any]]) -> None:
    assert issubclass(app, LeavingApp)


def test_the_door_is_the_first(open_app: OpenApp) -> None:
    app = open_app()
    assert any(isinstance(door, OutputFilter) for door in app.get_line_filters())
