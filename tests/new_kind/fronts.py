"""Two kinds that trainer has not, through every front: run in a copy in which it has them.

See tests/test_new_kind.py.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft7Validator
from playwright.async_api import Browser, Page, expect
from textual.widgets import Select

from tests.browser import in_browser
from tests.classroom.test_phone import drill_with, join
from tests.clock import NOON
from tests.deck.test_schema import snippets
from tests.phone.test_server import desk
from tests.study.conftest import home, open_collection
from tests.tui.conftest import open_app, settled
from tests.tui.test_card_form import fill
from tests.tui.test_join import go, joined, shows
from trainer.asking.question import Question
from trainer.classroom.asked_question import AskedQuestion, asked_of, question_of
from trainer.classroom.begin_drill import begin_drill
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.homework_page import homework_page
from trainer.classroom.media import Gallery
from trainer.classroom.preset import preset_named
from trainer.cli import trainer
from trainer.deck.card_fields import KIND_NAMES
from trainer.deck.form_base import Answer
from trainer.deck.item import items_of_deck
from trainer.deck.reader import read_deck, read_deck_text
from trainer.deck.schema import deck_schema
from trainer.exchange.writers import WRITERS
from trainer.phone.hand_out import hand_out
from trainer.store.event import ReviewEvent
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
from trainer.study.resume import steps_of
from trainer.study.stage import Stage
from trainer.tui.app import TrainerApp
from trainer.tui.screens.card_form import CardForm
from trainer.tui.screens.study import StudyScreen
from trainer.tui.wall.question import question_wall

__all__ = ["home", "open_app", "open_collection"]

SPOT = "  - {id: spot, q: Which word is wrong?, sentence: Rome lies on the Po., spot: [5]}\n"
BACKWARDS = "  - {id: back, q: Write it backwards., backwards: Rome}\n"
DECK = f"id: new\ntitle: New\nlanguage: en\ncards:\n{SPOT}{BACKWARDS}"
ANSWERS: dict[str, Answer] = {"spot": ("5",), "back": "emoR"}


def in_page(test: Callable[..., object]) -> Callable[..., object]:
    for mark in in_browser:
        test = mark(test)
    return test


def questions() -> dict[str, Question]:
    deck = read_deck_text(DECK, Path("new.yaml")).deck
    assert deck
    return {item.id: Question.of(item, seed=7) for item in items_of_deck(deck)}


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The deck's file, where no other deck is."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "new.yaml").write_text(DECK)
    return tmp_path / "decks" / "new.yaml"


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(trainer, list(arguments), input=typed, catch_exceptions=False)


# its author's: check, fmt, the schema, the form, exports


def test_a_deck_is_checked_formatted_and_described(deck: Path) -> None:
    assert "error" not in run("check", str(deck), "--format", "json").output
    assert run("fmt", "--check", str(deck)).exit_code == 0
    Draft7Validator.check_schema(deck_schema())
    schema = Draft7Validator(deck_schema())
    told = {"title": "New", "cards": [{"q": "Q?", "sentence": "A b c.", "spot": [2]}]}
    assert schema.is_valid(told)
    assert not schema.is_valid({"title": "New", "cards": [{"q": "Q?", "sentence": 3, "spot": "x"}]})
    assert {"spot", "backwards"} <= set(KIND_NAMES)
    assert "Rome lies on the Po." in json.dumps(deck_schema())
    bodies = {snippet["label"]: snippet["body"] for snippet in snippets()}
    for kind in ("spot", "backwards"):
        assert schema.is_valid({"title": "New", "cards": [bodies[f"{kind} card"]]})


def test_keys_are_put_in_their_order(deck: Path) -> None:
    deck.write_text("title: New\nid: new\ncards:\n  - {spot: [2], sentence: A b, q: Q?, id: s}\n")
    run("fmt", str(deck))
    assert "{id: s, q: Q?, sentence: A b, spot: [2]}" in deck.read_text()


def test_what_is_wrong_is_said_in_words_of_the_kind(deck: Path) -> None:
    deck.write_text("title: New\nid: new\ncards:\n  - {id: s, q: Q?, sentence: A b, spot: [two]}\n")
    assert "write the numbers of the words, as [2, 5]" in run("check", str(deck)).output


async def test_a_form_makes_a_card_of_a_new_kind(
    open_app: Callable[..., TrainerApp], tmp_path: Path
) -> None:
    app = open_app("title: New\nid: new\ncards: []\n")
    path = tmp_path / "decks" / "deck0.yaml"
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        form = CardForm("flashcard", {}, path)
        app.push_screen(form)
        await settled(pilot)
        form.query_one("#kind", Select).value = "spot"
        await settled(pilot)
        for key, text in {"q": "Which?", "sentence": "A b c", "spot": "2, 3"}.items():
            fill(form, key, text)
        await pilot.press("ctrl+s")
        await settled(pilot)
        [card] = read_deck(path).cards
        assert (card.kind, card.solution) == ("spot", "b\nc")


@pytest.mark.parametrize("writer", [writer.name for writer in WRITERS])
def test_every_export_says_that_it_leaves_a_new_kind_behind(deck: Path, writer: str) -> None:
    flash = "  - {id: flash, q: Q?, a: A}\n  - {id: choice, q: Q?, a: B, wrong: [C]}\n"
    deck.write_text(DECK + flash)
    output = run("export", str(deck), str(deck.parent / "out"), "--to", writer).output
    assert "a spot card" in output
    assert "a backwards card" in output


# its learner's: the app, going on, plain lines, the phone


async def answer_in_app(app: TrainerApp, keys: dict[str, list[str]], many: int) -> list[str]:
    """Answer so many cards as they come; the answers' notes are not looked at."""
    asked = []
    async with app.run_test(size=(80, 30)) as pilot:
        await settled(pilot)
        for _ in range(many):
            assert isinstance(app.screen, StudyScreen)
            session = app.screen.session
            asked.append(session.item.id)
            await pilot.press(*keys[session.item.id])
            await settled(pilot)
            assert session.stage is Stage.ANSWERED
            assert session.response.mark
            assert session.response.mark.score == 1
            await pilot.press("3")
            await settled(pilot)
    return asked


async def test_new_kinds_are_studied_in_the_app_and_gone_on_with(
    open_collection: Callable[..., Collection],
) -> None:
    keys = {"spot": ["5", "enter"], "back": [*"emoR", "enter"]}
    first = open_collection(DECK)
    asked = await answer_in_app(TrainerApp(first, StudyOptions(), clock=lambda: NOON), keys, 2)
    assert sorted(asked) == ["back", "spot"]
    kept = [event for event in first.learner.events() if isinstance(event, ReviewEvent)]
    assert {event.item: event.answer for event in kept} == ANSWERS
    steps = steps_of(kept, first.items, first.marker())
    assert [step.answer for step in steps] == [ANSWERS[item] for item in asked]


@pytest.mark.usefixtures("deck")
def test_new_kinds_are_studied_line_by_line() -> None:
    typed = {"spot": "5", "back": "emoR"}
    first = run("study", "new", "--plain", typed=":q\n").output
    asked = ["spot", "back"] if "Which word" in first else ["back", "spot"]
    told = run("study", "new", "--plain", typed="".join(f"{typed[one]}\n3\n" for one in asked))
    assert told.output.count("✓ Right.") == 2
    assert "  5. Po.\n" in told.output
    assert "numbers of the words: " in told.output


def test_new_kinds_go_along_on_a_phone(open_collection: Callable[..., Collection]) -> None:
    made = hand_out(open_collection(DECK), NOON)
    assert {card["as"] for card in made.task["cards"]} == {"mark the words", "write it backwards"}


# a class's: the log, homework, a student's terminal


@pytest.mark.parametrize("name", ANSWERS)
def test_a_new_kind_is_logged_and_answered_by_the_one_codec(name: str) -> None:
    question = questions()[name]
    line = asked_of(question).model_dump_json()
    logged = question_of(AskedQuestion.model_validate_json(line))
    answer = logged.form.read(json.loads(json.dumps(question.form.write(ANSWERS[name]))))
    assert answer == ANSWERS[name]
    assert logged.mark_in_class(answer).score == 1


async def test_new_kinds_are_answered_at_a_terminal_and_reported() -> None:
    items = [question.item for question in questions().values()]
    drill = begin_drill(items, preset_named("drill"), None, lambda: NOON)
    keys = {"spot": ["5", "enter"], "back": [*"emoR", "enter"]}
    async with joined(drill) as (app, pilot, _):
        for number, question in enumerate(drill.room.questions, 1):
            while drill.room.state.stage is not DrillStage.OPEN:
                go(drill)
            await shows(app, pilot, f"question {number} of 2")
            await pilot.pause()
            if question.item.id == "spot":
                assert "Po." in str(question_wall(drill, 40, 8))
            await pilot.press(*keys[question.item.id])
            await shows(app, pilot, "Your answer is in")
            go(drill, 2)
            await shows(app, pilot, "✓ right")
    await drill.close()
    assert [one.facility for one in drill.report().questions] == [1, 1]


# pages


async def answer_page(page: Page, item: str) -> None:
    if item == "spot":
        await page.get_by_role("button", name="Po.", exact=True).click()
        await page.get_by_role("button", name="Send").click()
    else:
        await page.get_by_label("Your answer").fill("emoR")
        await page.keyboard.press("Enter")


@in_page
async def test_new_kinds_are_answered_on_the_class_page(tmp_path: Path, chromium: Browser) -> None:
    drill = drill_with(tmp_path, "drill", list(questions().values()))
    await drill.server.start()
    page = await chromium.new_page()
    await join(page, f"http://127.0.0.1:{drill.server.port}", "Anna")
    for name in ANSWERS:
        while drill.room.state.stage is not DrillStage.OPEN:
            go(drill)
        await answer_page(page, name)
        await expect(page.get_by_role("status").last).to_contain_text("Your answer is in")
        await page.reload()
        await expect(page.get_by_role("status").last).to_contain_text("Your answer is in")
        if name == "spot":
            pressed = page.get_by_role("button", pressed=True)
            await expect(pressed).to_contain_text("Po.")
        go(drill, 2)
        await expect(page.locator("#result .verdict")).to_have_text("✓ right")
    await drill.close()
    assert [one.facility for one in drill.report().questions] == [1, 1]


@in_page
async def test_new_kinds_are_answered_on_the_phone(
    open_collection: Callable[..., Collection], chromium: Browser
) -> None:
    async with desk(open_collection(DECK)) as at:
        page = await chromium.new_page()
        await page.goto(f"{at.base}/#{at.server.key}")
        for done in range(2):
            await expect(page.locator("#who")).to_contain_text(f"{done} done")
            await answer_page(page, at.screen.session.item.id)
            await expect(page.locator("#result .verdict")).to_have_text("✓ right")
            await page.locator("#ratings .suggested").click()
        await expect(page.locator("#who")).to_contain_text("2 done")


@in_page
async def test_new_kinds_are_homework_and_go_along(
    open_collection: Callable[..., Collection], tmp_path: Path, chromium: Browser
) -> None:
    asked = list(questions().values())
    drill = drill_with(tmp_path, "race", asked)
    page = await chromium.new_page()
    (tmp_path / "homework.html").write_text(homework_page(drill.room.opened, asked))
    await page.goto((tmp_path / "homework.html").as_uri())
    await page.get_by_label("Your name").fill("Anna")
    await page.get_by_role("button", name="Begin").click()
    kept: list[object] = []
    for name in ANSWERS:
        if name == "spot":
            await page.get_by_role("button", name="Po.", exact=True).click()
        else:
            await page.get_by_label("Your answer").fill("emoR")
        await page.get_by_role("button", name="Keep this answer").click()
        await page.get_by_role("button", name="Next").click(force=True)
        stored = await page.evaluate("Object.values(localStorage)[0]")
        kept = [one["answer"] for one in json.loads(stored)["answers"].values()]
    assert [question.form.read(one) for question, one in zip(asked, kept, strict=True)] == [
        *ANSWERS.values()
    ]
    along = hand_out(open_collection(DECK), NOON)
    (tmp_path / "along.html").write_text(along.page(Gallery({})))
    await page.goto((tmp_path / "along.html").as_uri())
    for card in along.task["cards"]:
        await answer_page(page, str(card["ref"]).partition("/")[2])
        await expect(page.locator("#result .key")).to_be_visible()
        await page.locator("#ratings button").nth(2).click()
