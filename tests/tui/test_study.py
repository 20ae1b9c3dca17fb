"""The wiring of the study screen: what a learner presses and sees."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from textual.command import CommandList, CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input, Static

from tests.clock import NOON
from tests.every_kind import EVERY_KIND
from tests.memories import memories_of
from tests.tui.conftest import said, until
from trainer.memory.rating import Rating
from trainer.store.known_decks import load_known_decks
from trainer.study.options import StudyOptions
from trainer.study.session import Session
from trainer.study.stage import Stage
from trainer.tui.app import TrainerApp
from trainer.tui.screens.author import AuthorScreen
from trainer.tui.screens.help import HelpScreen
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.study import StudyScreen
from trainer.tui.screens.summary import SummaryScreen
from trainer.tui.widgets.ratings import RatingBar

OpenApp = Callable[..., TrainerApp]
ONE_CARD = "title: One\nid: one\ncards:\n  - {id: c, q: Q?, a: A}\n"
TWO_CARDS = """\
title: Two
id: two
cards:
  - {id: first, q: First?, a: A}
  - {id: second, q: Second?, a: A}
"""


def shown(app: TrainerApp, selector: str) -> str:
    """The text of a widget on the screen."""
    return str(app.screen.query_one(selector, Static).content)


def ratings(app: TrainerApp) -> list[str]:
    """What stands in the row of the ratings: their names, and below them their waits."""
    return str(app.screen.query_one(RatingBar).render()).split("\n")


def session_of(app: TrainerApp) -> Session:
    assert isinstance(app.screen, StudyScreen)
    return app.screen.session


async def go_to(pilot: Pilot[None], item_id: str) -> Session:
    """Let the screen ask one card, by skipping the others."""
    app = pilot.app
    assert isinstance(app, TrainerApp)
    await pilot.pause()
    assert isinstance(app.screen, StudyScreen)
    session = session_of(app)
    while session.item.id != item_id:
        session.skip(app.clock())
    await app.screen.replan(())  # shows where the session is
    await pilot.pause()
    return session


@pytest.mark.parametrize(
    "answers",
    [
        {
            "choice": (["space", "letter of Tiber"], 1.0),
            "pick": (["space", "letter of Malta", "letter of Cyprus", "enter"], 1.0),
            "typed": ([*"goete", "enter"], 1.0),
            "cloze": ([*"vienna", "enter"], 1.0),
            "gaps": ([*"red", "enter", *"green", "enter"], 1.0),
            "truth": (["f"], 1.0),
            "number": (["8", "enter"], 1.0),
            "date": ([*"1989", "enter"], 0.5),
            "match": (["letter of Lima", "letter of Santiago", "letter of Havana", "enter"], 1.0),
            "list": ([*"latvia", "enter", "enter"], 1 / 3),
        },
        {
            "choice": (["space", "down", "enter"], None),
            "truth": (["up", "enter"], 1.0),
            "number": (["enter"], 0.0),
        },
    ],
    ids=["with letters", "with arrows and enter"],
)
async def test_each_kind_is_answered_by_keyboard(
    open_app: OpenApp, answers: dict[str, tuple[list[str], float | None]]
) -> None:
    app = open_app(study=StudyOptions(items=tuple(f"kinds/{item}" for item in answers)))
    asked = set[str]()
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        session = session_of(app)
        while session.stage is not Stage.FINISHED:
            asked.add(item := session.item.id)
            keys, score = answers[item]
            options = session.question.options
            pressed = [
                "abcdef"[options.index(key.removeprefix("letter of "))] if len(key) > 9 else key
                for key in keys
            ]
            await pilot.press(*pressed)
            await pilot.pause()
            assert session.stage is Stage.ANSWERED, item
            assert session.response.mark is not None
            if score is not None:
                assert session.response.mark.score == pytest.approx(score), item
            await pilot.press("4")
            await pilot.pause()
    assert asked == set(answers)


async def test_things_are_carried_to_their_place(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "order")
        first, second, third = session.question.options
        await pilot.press("space", "down", "space", "enter")
        await pilot.pause()
        assert session.response.answer == (second, first, third)


async def test_everything_can_be_done_with_the_mouse(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "choice")
        await pilot.click("#ratings", offset=(50, 0))
        await pilot.pause()
        rows = list(app.screen.query(".row"))
        await pilot.click(rows[session.question.options.index("Tiber")])
        await pilot.pause()
        assert session.response.mark is not None
        assert session.response.mark.score == 1
        await pilot.hover("#ratings", offset=(30, 0))
        assert app.screen.query_one(RatingBar).hovered is Rating.HARD
        await pilot.click("#ratings", offset=(70, 1))
        await pilot.pause()
        memory = app.collection.learner.memory("kinds", "choice")
        assert memory is not None
        assert memory.phase.value == "review"


async def test_the_answer_is_revealed_in_place_with_all_that_helps(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "choice")
        assert "Tiber" not in shown(app, "#revealed")
        await pilot.press("space", "abc"[session.question.options.index("Po")])
        await pilot.pause()
        text = shown(app, "#revealed")
        assert "✗ wrong" in text
        assert "It runs through Turin." in text
        assert "The Tiber reaches the sea at Ostia." in text
        assert "source 4.2" in text


async def test_under_each_rating_stands_when_the_card_comes_back(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        names, waits = ratings(app)
        assert "▸" not in names
        assert (names.index("3 Good") - waits.index("10m")) in range(-3, 4)
        await pilot.press("space")
        await pilot.pause()
        assert "▸3 Good" in ratings(app)[0]


async def test_one_hand_rates_and_undoes(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        session = session_of(app)
        first = session.item
        await pilot.press("space", "1")
        await pilot.pause()
        assert session.item != first
        await pilot.press("u")
        await pilot.pause()
        assert session.item == first
        assert "Paris" in shown(app, "#revealed")
        assert memories_of(app.collection.learner, "kinds") == {}


async def test_typing_takes_letters_as_letters_and_ctrl_z_undoes(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "typed")
        steps = session.done
        await pilot.press("u", "q", "1")
        assert app.screen.query_one("#answer Input", Input).value == "uq1"
        await pilot.press("ctrl+z")
        assert app.screen.query_one("#answer Input", Input).value == ""
        assert session.item.id == "typed", "what was typed is taken back first"
        await pilot.press("ctrl+z")
        await until(pilot, lambda: session.item.id != "typed")
        assert session.done == steps


async def test_escape_leaves_the_line_before_it_leaves_the_session(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "typed")
        await pilot.press("x", "escape")
        assert isinstance(app.screen, StudyScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_the_hint_is_shown_on_request(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "On the Seine." not in shown(app, "#hint")
        await pilot.press("h")
        await pilot.pause()
        assert "On the Seine." in shown(app, "#hint")


async def test_a_wrong_answer_is_typed_again_where_the_learner_wants_that(
    open_app: OpenApp,
) -> None:
    app = open_app(study=StudyOptions(), retype=True)
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "typed")
        await pilot.press(*"schiller", "enter")
        await pilot.pause()
        await pilot.press("1")
        assert session.stage is Stage.ANSWERED
        retype = app.screen.query_one("#retype", Input)
        assert retype.has_focus
        retype.value = "Goethe"
        await pilot.press("enter", "1")
        await pilot.pause()
        assert session.item.id != "typed"


async def test_leaving_shows_what_came_of_the_session(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("space", "1", "q")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        page = str(app.screen.query_one("#page Static", Static).content)
        assert "1 answer, 0% recalled" in page
        assert "What is the capital of France?" in page
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_a_marked_answer_counts_when_the_learner_leaves_before_rating(
    open_app: OpenApp,
) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "number")
        await pilot.press("8", "enter", "q")
        await pilot.pause()
        assert session.summary.ratings[Rating.GOOD] == 1


async def wait(app: TrainerApp, pilot: Pilot[None]) -> Session:
    """Bring the session to where it waits: the clock is set back after a learning step.

    Other steps are near enough to be asked at once when nothing else is left.
    """
    await pilot.pause()
    session = session_of(app)
    app.clock = lambda: NOON + timedelta(hours=1)
    await pilot.press("space", "3")
    await pilot.pause()
    app.clock = lambda: NOON
    await pilot.press("b")
    await pilot.pause()
    return session


async def test_waiting_says_until_when_and_goes_on_by_itself(open_app: OpenApp) -> None:
    app = open_app(TWO_CARDS, study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        session = await wait(app, pilot)
        assert "Nothing more until 12:50." in shown(app, "#prompt")
        assert not app.screen.query_one("#ratings").display
        assert isinstance(app.screen, StudyScreen)
        app.clock = lambda: NOON + timedelta(minutes=50)
        await app.screen.look_again()
        await pilot.pause()
        assert session.stage is Stage.ASKING
        assert shown(app, "#prompt") == "First?"


async def test_while_waiting_no_key_acts_on_a_card_that_is_not_there(open_app: OpenApp) -> None:
    app = open_app(TWO_CARDS, study=StudyOptions())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        session = await wait(app, pilot)
        await pilot.press("b", "s", "k", "h", "space", "3")
        await pilot.pause()
        assert session.stage is Stage.WAITING
        assert "The last card is put off until tomorrow" in shown(app, "#hint")
        await pilot.press("u")
        await pilot.pause()
        assert session.item.id == "second"


async def test_while_waiting_the_same_decks_can_be_practised(open_app: OpenApp) -> None:
    app = open_app(TWO_CARDS, EVERY_KIND, study=StudyOptions(decks=("two",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait(app, pilot)
        await pilot.press("p")
        await pilot.pause()
        heading = str(app.screen.query_one("#top", Static).content)
        assert "left" in heading
        assert "due" not in heading, "practice asks whatever is due"
        assert session_of(app).cram
        assert session_of(app).left.total == 2, "the other deck is left alone"


async def test_waiting_does_not_end_behind_the_help_that_lies_over_it(open_app: OpenApp) -> None:
    app = open_app(TWO_CARDS, study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        session = await wait(app, pilot)
        screen = app.screen
        assert isinstance(screen, StudyScreen)
        await pilot.press("question_mark")
        await pilot.pause()
        app.clock = lambda: NOON + timedelta(hours=2)
        await screen.look_again()
        assert isinstance(app.screen, HelpScreen)
        assert session.stage is Stage.WAITING


async def test_the_last_rating_is_undone_from_the_summary(open_app: OpenApp) -> None:
    app = open_app(ONE_CARD, study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("space", "4")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        await pilot.press("u")
        await pilot.pause()
        assert "A" in shown(app, "#revealed")
        await pilot.press("2")
        await pilot.pause()
        memory = app.collection.learner.memory("one", "c")
        assert memory is not None
        assert memory.reps == 1
        assert session_of(app).summary.ratings[Rating.HARD] == 1


@pytest.mark.parametrize("item", ["pick", "order", "match", "typed", "list"])
async def test_the_line_below_an_answer_submits_it_at_a_click(open_app: OpenApp, item: str) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, item)
        if session.stage is Stage.THINKING:
            await pilot.press("space")
        await pilot.click(".submit")
        await pilot.pause()
        assert session.stage is Stage.ANSWERED


async def test_what_was_not_answered_is_not_called_wrong(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "typed")
        await pilot.press("enter")
        await pilot.pause()
        assert "✗ not answered" in shown(app, "#revealed")
        assert "Goethe" in shown(app, "#revealed")
        assert "▸1 Again" in ratings(app)[0]


async def test_what_a_card_says_is_kept_with_its_first_answer(open_app: OpenApp) -> None:
    app = open_app(ONE_CARD, study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("space", "3")
        await pilot.pause()
        known = load_known_decks(app.collection.learner.folder)  # a crash may come now
        assert known["one"].texts["c"] == ("Q?", "A")


async def test_a_misspelling_is_shown_beside_the_key(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "gaps")
        await pilot.press(*"red", "enter", *"gray", "enter")
        await pilot.pause()
        assert "✓ gap 1 red" in shown(app, "#revealed")
        assert "✗ gap 2 gray → green" in shown(app, "#revealed")


@pytest.mark.parametrize(("key", "press"), [("yes", ["enter"]), ("[yes]", ["space", "enter"])])
async def test_there_may_be_more_options_than_letters(
    open_app: OpenApp, key: str, press: list[str]
) -> None:
    many = ", ".join(f"wrong{number}" for number in range(30))
    deck = f"title: Many\nid: many\ncards:\n  - {{id: c, q: Which?, a: {key}, wrong: [{many}]}}\n"
    app = open_app(deck, study=StudyOptions())
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        session = session_of(app)
        await pilot.press("space", "up")
        await pilot.pause()
        card, last = app.screen.query_one("#card"), app.screen.query(".row").last()
        assert card.region.contains_region(last.region), "the cursor stays in sight"
        await pilot.press(*press)
        await pilot.pause()
        shown_last = session.question.options[-1]
        assert session.response.answer in {shown_last, frozenset({shown_last})}


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_a_long_card_shows_its_answer_when_it_is_revealed(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    deck = f"title: L\nid: l\ncards:\n  - {{id: c, q: {'long ' * 400}end?, a: Short}}\n"
    app = open_app(deck, study=StudyOptions())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        card, answer = app.screen.query_one("#card"), app.screen.query_one("#revealed")
        assert card.scroll_y == 0
        await pilot.press("space")
        await pilot.pause()
        assert card.region.contains_region(answer.region)
        asked = app.screen.query_one("#asked")
        assert asked.region.bottom <= card.region.y, "the question stays in view"
        await pilot.press("pagedown")
        await pilot.pause()
        assert asked.scroll_y > 0
        assert card.region.contains_region(answer.region)


async def test_how_far_the_session_is_stands_at_the_top(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        assert "12 new" in shown(app, "#top")
        await pilot.press("space", "3")
        await pilot.pause()
        assert "1 done · 11 new · 1 learning" in shown(app, "#top")


async def test_pasted_text_is_made_safe_before_it_is_an_answer(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "typed")
        app.screen.query_one("#answer Input", Input).value = " Go\u202ee\ufeffthe\x1b "
        await pilot.press("enter")
        await pilot.pause()
        assert session.response.answer == "Goethe"


def first_offer(app: TrainerApp) -> str:
    """What the palette would do at enter."""
    offered = app.screen.query_one(CommandList)
    return str(offered.get_option_at_index(0).prompt) if offered.option_count else ""


async def test_the_palette_does_what_the_keys_do(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        first = session_of(app).item
        await pilot.press("ctrl+p", *"bury")
        await until(pilot, lambda: "Bury" in first_offer(app))
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, CommandPalette))
        await until(pilot, lambda: session_of(app).item != first)


async def test_keys_are_explained_while_typing(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "typed")
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)


async def test_answers_that_cannot_be_saved_are_said_to_be_unsaved(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

        def refuse(*_: object) -> int:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr("os.write", refuse)
            await pilot.press("space", "3")
            await pilot.pause()
        assert "No space left on device" in shown(app, "#trouble-line")
        assert session_of(app).done == 1
        await pilot.press("space", "a", "3")
        await pilot.pause()
        assert app.collection.learner.unsaved == ()
        assert shown(app, "#trouble-line") == ""


async def test_escape_waives_typing_the_answer_again(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions(), retype=True)
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "cloze")
        await pilot.press(*"rome", "enter", "escape", "2")
        await pilot.pause()
        assert session.summary.ratings[Rating.HARD] == 1


async def test_with_nothing_to_ask_the_home_screen_tells(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions(), new_per_day=0)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert "Nothing due" in shown(app, "#due")


async def test_what_stands_above_a_question_gives_nothing_away(open_app: OpenApp) -> None:
    deck = ONE_CARD.replace("id: c,", "id: c, tags: [answer], hint: Begins with A.,")
    deck = deck.replace("id: one", "id: one\nsetting: Europe in 1914")
    app = open_app(deck, study=StudyOptions())
    async with app.run_test() as pilot:
        assert shown(app, "#margin") == "flashcard  new"
        assert shown(app, "#prompt").startswith("Europe in 1914\n")
        assert "ctrl+t" in shown(app, "#hint")
        await pilot.press("h")
        assert shown(app, "#hint") == "Begins with A."


async def test_in_practice_a_synopsis_stands_before_the_first_card_alone(open_app: OpenApp) -> None:
    deck = TWO_CARDS.replace("id: two", "id: two\nsynopsis: Two of them.")
    app = open_app(deck, study=StudyOptions(cram=True))
    async with app.run_test() as pilot:
        assert app.screen.query_one("#synopsis").display
        await pilot.press("space", "3")
        assert not app.screen.query_one("#synopsis").display
        await pilot.press("u", "u")
        assert app.screen.query_one("#synopsis").display


async def test_a_synopsis_stands_before_the_first_card_and_on_the_help_page(
    open_app: OpenApp,
) -> None:
    deck = TWO_CARDS.replace("id: two", "id: two\nsynopsis: What is [b]bold[/b] here.")
    app = open_app(deck, study=StudyOptions())
    async with app.run_test() as pilot:
        assert "[b]bold[/b]" in shown(app, "#synopsis")
        assert app.screen.query_one("#synopsis").display
        await pilot.press("space", "3")
        assert not app.screen.query_one("#synopsis").display
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert "What is [b]bold[/b] here." in shown(app, "#page Static")


async def test_what_cannot_be_read_is_asked_again_with_the_line_as_it_was(
    open_app: OpenApp,
) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "number")
        await pilot.press(*"many", "enter")
        await pilot.pause()
        assert session.stage is Stage.ASKING
        assert "There is no number" in shown(app, "#hint")
        assert app.screen.query_one("#answer Input", Input).value == "many"
        assert app.collection.learner.memory("kinds", "number") is None


async def test_r_takes_an_answer_as_right(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions(), retype=False)
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "typed")
        await pilot.press(*"Schiller", "enter")
        await pilot.pause()
        before = session.response.suggested
        await pilot.press("r")
        await pilot.pause()
        assert (before, session.response.suggested) == (Rating.AGAIN, Rating.GOOD)
        assert "Counted as right" in shown(app, "#revealed")
        await pilot.press("enter")
        await pilot.pause()
        memory = app.collection.learner.memory("kinds", "typed")
        assert memory is not None
        assert memory.lapses == 0


async def test_enter_does_not_rate_what_is_partly_right_unseen(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions(), retype=False)
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "date")
        await pilot.press(*"1989", "enter")
        await pilot.pause()
        done = session.done
        await pilot.press("enter")
        await until(pilot, lambda: "Partly right" in shown(app, "#hint"))
        assert session.done == done
        await pilot.press("enter")
        await until(pilot, lambda: session.done == done + 1)


@pytest.mark.parametrize("key", ["a", "typed"])
@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_the_question_shows_beside_the_synopsis(
    open_app: OpenApp, size: tuple[int, int], key: str
) -> None:
    synopsis = "A river is long. " * 30
    deck = f"title: Rivers\nsynopsis: {synopsis}\ncards:\n  - {{q: Which river?, {key}: Po}}\n"
    app = open_app(deck, study=StudyOptions())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        prompt, asked = app.screen.query_one("#prompt"), app.screen.query_one("#asked")
        assert prompt.region.height
        assert asked.region.contains_region(prompt.region)


@pytest.mark.parametrize("wrong", ["", ", wrong: [Nile]"], ids=["flashcard", "think first"])
async def test_a_synopsis_shows_whole_at_80_by_24_where_nothing_is_answered_yet(
    open_app: OpenApp, wrong: str
) -> None:
    synopsis = "A river is long and wet. " * 22
    question = "a question that goes on for a while as some do " * 2
    deck = f"title: Rivers\nsynopsis: {synopsis}\ncards:\n  - {{q: {question}?, a: Po{wrong}}}\n"
    app = open_app(deck, study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        asked = app.screen.query_one("#asked")
        for part in ("#synopsis", "#prompt"):
            region = app.screen.query_one(part).region
            assert region.height > 1
            assert asked.region.contains_region(region)
        assert "pageup" not in shown(app, "#margin")


@pytest.mark.parametrize("key", ["a: Po", "list: [Po, Arno, Tiber]"])
async def test_a_synopsis_that_is_scrolled_away_is_a_named_key_away(
    open_app: OpenApp, key: str
) -> None:
    deck = f"title: Rivers\nsynopsis: {'Wet. ' * 150}\ncards:\n  - {{q: Which river?, {key}}}\n"
    app = open_app(deck, study=StudyOptions())
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        await pilot.pause()
        asked, synopsis = app.screen.query_one("#asked"), app.screen.query_one("#synopsis")
        assert asked.region.contains_region(app.screen.query_one("#prompt").region)
        assert "pageup: about the deck" in shown(app, "#margin")
        await pilot.press(*["pageup"] * 4)
        await pilot.pause()
        assert asked.region.contains_point(synopsis.region.offset)
        await pilot.press(*["pagedown"] * 4)
        await pilot.pause()
        assert asked.region.contains_region(app.screen.query_one("#prompt").region)
        below = app.screen.query_one("#card")
        assert below.scroll_offset.y == below.max_scroll_y
        await pilot.press("f1")
        assert "pageup and pagedown scroll a question" in shown(app, "#page Static")


async def test_a_note_is_written_once_the_answer_shows(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions(decks=("kinds",)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)  # an old note may hold the answer
        await pilot.press("space", "n", *"like a mud pie", "enter")
        await pilot.pause()
        assert app.collection.learner.record_of("kinds", "flash").note == "like a mud pie"
        assert shown(app, "#hint") == "Your note: like a mud pie"
        await pilot.press("n", "escape")
        await pilot.pause()
        assert app.collection.learner.record_of("kinds", "flash").note == "like a mud pie"
        await pilot.press("3")
        await pilot.pause()
        assert "mud pie" not in shown(app, "#hint")


async def test_a_long_synopsis_leaves_room_to_type_on_a_small_terminal(open_app: OpenApp) -> None:
    deck = (
        f"title: Long\nid: long\nsynopsis: {'Many words. ' * 30}\n"
        f"cards:\n  - {{id: q, q: '{'A long question, ' * 12} which?', typed: this}}\n"
    )
    app = open_app(deck, study=StudyOptions())
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        await pilot.press(*"what")
        await pilot.pause()
        line = app.screen.query_one("#card AnswerWidget Input", Input)
        assert line.value == "what"
        shown_area = app.screen.query_one("#card").region
        assert line.region.height == 3
        assert shown_area.contains_region(line.region)


async def test_a_synopsis_that_holds_the_answer_waits_for_it(open_app: OpenApp) -> None:
    deck = (
        "title: One\nsynopsis: Lima is a capital.\ncards:\n  - {q: Capital of Peru?, typed: Lima}\n"
    )
    app = open_app(deck, study=StudyOptions())
    async with app.run_test() as pilot:
        assert "Lima" not in shown(app, "#synopsis")
        await pilot.press("f1")
        assert isinstance(app.screen, HelpScreen)
        assert "Lima" not in shown(app, "#page Static")
        await pilot.press("escape", *"Lima", "enter")
        assert shown(app, "#synopsis") == "Lima is a capital."


@pytest.mark.parametrize(
    ("key", "what"), [("b", "put off until tomorrow"), ("s", "suspended")], ids=["bury", "suspend"]
)
async def test_what_became_of_the_last_card_is_said_with_the_next_one_alone(
    open_app: OpenApp, key: str, what: str
) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(40, 20), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()
        assert what in str(app.screen.query_one("#hint", Static).content)
        assert said(app) == [], "a message would lie over the card, or over the next screen"
        await pilot.press("u")
        await pilot.pause()
        assert what not in str(app.screen.query_one("#hint", Static).content)


async def test_where_unsaved_text_is_kept_is_said_back_on_the_card(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, AuthorScreen))
        await pilot.pause()
        await pilot.press("x", "escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, StudyScreen))
        await pilot.pause()
        assert any("is kept in" in message for message in said(app))
