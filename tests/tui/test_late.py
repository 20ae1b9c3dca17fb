"""What a widget reports too late is dropped; what is typed is not lost."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.conftest import said, until
from tests.tui.test_study import go_to, session_of, shown
from trainer.deck.form_base import Answer
from trainer.memory.rating import Rating
from trainer.study.options import StudyOptions
from trainer.study.session import Session
from trainer.study.stage import Stage
from trainer.tui.app import TrainerApp
from trainer.tui.screens.author import AuthorScreen
from trainer.tui.screens.card_form import CardForm
from trainer.tui.screens.study import StudyScreen
from trainer.tui.widgets.answer import AnswerWidget
from trainer.tui.widgets.ratings import RatingBar
from trainer.tui.widgets.retype import Retype
from trainer.tui.widgets.writing_answers import LONGEST, Line

OpenApp = Callable[..., TrainerApp]

TWO_TYPED = """\
title: Two
id: two
cards:
  - {id: one, q: First?, typed: alpha}
  - {id: two, q: Second?, typed: beta}
"""


SIX_TYPED = "title: Six\nid: six\ncards:\n" + "".join(
    f"  - {{id: c{number}, q: Number {number}?, typed: alpha}}\n" for number in range(6)
)


def stands(session: Session) -> tuple[Stage, object]:
    return session.stage, session.response.answer


async def test_what_comes_late_is_not_taken_for_the_next_card(open_app: OpenApp) -> None:
    app = open_app(SIX_TYPED, study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        session = session_of(app)
        late: list[Callable[[int], Message]] = [
            lambda turn: AnswerWidget.Answered(turn, "alpha"),
            AnswerWidget.GivenUp,
            lambda turn: RatingBar.Pressed(turn, Rating.EASY),
        ]
        for message in late:
            item, turn = session.item, session.turn
            session.skip(app.clock())
            assert session.item != item
            app.screen.post_message(message(turn))
            await pilot.pause()
            assert stands(session) == (Stage.ASKING, None), message(turn)
            app.screen.post_message(AnswerWidget.Answered(session.turn, "beta"))
            await pilot.pause()
            assert stands(session) == (Stage.ANSWERED, "beta")
            app.screen.post_message(AnswerWidget.Answered(session.turn, "gamma"))
            await pilot.pause()
            assert session.response.answer == "beta", "a second enter was under way"
            await pilot.press("4")
            await pilot.pause()


async def test_a_key_typed_on_one_screen_is_not_for_the_next(open_app: OpenApp) -> None:
    app = open_app(SIX_TYPED)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in ("ctrl+s", "ctrl+b", "ctrl+z", "space", "e"):
            app.study(StudyOptions())
            await pilot.pause()
            session = session_of(app)
            session.suspend(app.clock())  # so that there is something to undo in the next
            await pilot.press("escape")
            recorded = list(app.collection.learner.events())
            app.simulate_key("enter")
            app.simulate_key(key)
            await pilot.pause()
            assert isinstance(app.screen, StudyScreen), key
            assert list(app.collection.learner.events()) == recorded, key
            await pilot.press("escape")
            assert app.screen_stack == [app.home], key


async def test_a_late_retyping_frees_no_other_card(open_app: OpenApp) -> None:
    app = open_app(TWO_TYPED, study=StudyOptions(), retype=True)
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "one")
        await pilot.press("x", "enter")
        await pilot.pause()
        retype = app.screen.query_one(Retype)
        assert retype.display
        app.screen.post_message(Retype.Done(session.turn - 1))
        await pilot.pause()
        assert retype.display
        app.screen.post_message(Retype.Done(session.turn))
        await pilot.pause()
        assert not retype.display


async def test_undoing_a_reveal_gives_back_what_was_typed(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "typed")
        await pilot.press(*"Goete", "enter")
        await pilot.pause()
        assert stands(session) == (Stage.ANSWERED, "Goete")
        await pilot.press("u")
        await pilot.pause()
        assert stands(session) == (Stage.ASKING, None)
        assert app.screen.query_one("#answer Line", Line).value == "Goete"


async def test_every_form_stands_as_it_did_once_its_reveal_is_undone(open_app: OpenApp) -> None:
    answers: dict[str, Answer] = {
        "choice": "Po",
        "pick": frozenset({"Malta", "Chad"}),
        "gaps": ("red", "blue"),
        "truth": False,
        "order": ("Earth", "Mercury", "Venus"),
        "match": {"Peru": "Havana", "Cuba": "Lima"},
    }
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        for card, answer in answers.items():
            session = await go_to(pilot, card)
            if session.stage is Stage.THINKING:
                session.show_options()
            app.screen.post_message(AnswerWidget.Answered(session.turn, answer))
            await pilot.pause()
            await pilot.press("u")
            await pilot.pause()
            assert session.draft == answer
            app.screen.query_one(AnswerWidget).submit()
            await pilot.pause()
            assert session.response.answer == answer
            await pilot.press("4")


async def test_ctrl_z_takes_back_words_and_ctrl_y_types_them_again(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "typed")
        line = app.screen.query_one("#answer Line", Line)
        await pilot.press(*"one", "space", *"two")
        await pilot.press("ctrl+z", "ctrl+z")
        assert line.value == "one"
        await pilot.press("ctrl+y", "ctrl+y")
        assert line.value == "one two"
        await pilot.press("escape", "u")
        await pilot.pause()
        assert session.item.id == "typed", "the line is not thrown away"


async def test_ctrl_e_edits_a_typed_card(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "typed")
        await pilot.press("x", "ctrl+e")
        await pilot.pause()
        assert isinstance(app.screen, AuthorScreen)


async def paste(pilot: Pilot[None], text: str) -> None:
    assert pilot.app.focused
    pilot.app.focused.post_message(events.Paste(text))
    await pilot.pause()


async def test_lines_that_are_pasted_are_laid_on_lines(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "list")
        await paste(pilot, "Estonia\nLatvia\r\n\nLithuania\nPoland\n")
        values = [line.value for line in app.screen.query("#answer Line").results(Line)]
        assert values == ["Estonia", "Latvia", "Lithuania Poland"]


async def test_what_does_not_fit_is_left_out_and_said(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await go_to(pilot, "typed")
        await paste(pilot, "one\ntwo")
        line = app.screen.query_one("#answer Line", Line)
        assert line.value == "one two"
        await paste(pilot, "x" * LONGEST)
        assert len(line.value) == LONGEST
        [told] = said(app)
        assert "7 are left out" in told


async def test_a_key_that_does_nothing_is_not_offered(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(100, 24)) as pilot:
        session: Session = await go_to(pilot, "pick")
        await pilot.press("space")
        await pilot.pause()
        live = dict(app.screen.active_bindings)
        assert live["space"].binding.description == "Pick"
        assert session.can_undo == live["u"].enabled
        assert "There is a hint" not in shown(app, "#hint")


async def test_the_check_of_a_form_reads_its_widgets_on_the_loop_alone(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = open_app(TWO_TYPED)
    path = tmp_path / "other.yaml"
    path.write_text(TWO_TYPED)
    threads = []
    fields = CardForm.fields

    def seen(form: CardForm) -> dict[str, object]:
        threads.append(threading.current_thread())
        return fields(form)

    monkeypatch.setattr(CardForm, "fields", seen)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.push_screen(CardForm("flashcard", {}, path))
        await until(pilot, lambda: threads)
    assert set(threads) == {threading.current_thread()}


async def test_what_a_worker_raises_is_what_ends_the_app(open_app: OpenApp) -> None:
    app = open_app(TWO_TYPED)

    async def fails() -> None:
        raise KeyError("gone")

    async def opened() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            app.run_worker(fails())
            await pilot.pause()

    with pytest.raises(KeyError):
        await opened()


async def test_keys_in_a_burst_open_one_palette_and_take_away_one_screen(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.action_command_palette()
        app.action_command_palette()
        await pilot.pause()
        assert len(app.screen_stack) == 2
        palette = app.screen
        palette.dismiss()
        palette.dismiss()
        app.action_command_palette()
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen_stack == [app.home]


async def test_what_is_typed_before_the_palette_shows_is_for_its_line(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in ("down", "ctrl+p", *"stat"):
            app.simulate_key(key)
        await until(pilot, lambda: "".join(one.value for one in app.screen.query(Input)) == "stat")
        app.pop_screen()
        await pilot.pause()
        assert app.screen_stack == [app.home]
    assert not app.return_code
