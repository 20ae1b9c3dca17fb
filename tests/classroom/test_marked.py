"""Marked-up questions in class: what devices are sent, the page, `join` and the wall."""

import json
import os
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect
from textual.widget import Widget

from tests.clock import NOON
from trainer.asking.question import Question
from trainer.classroom.asked_question import asked_of, question_of
from trainer.classroom.cockpit_view import view_of
from trainer.classroom.drill import Drill
from trainer.classroom.drill_event import Opened
from trainer.classroom.drill_log import DrillLog
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.player_view import state_of
from trainer.classroom.preset import PRESETS
from trainer.classroom.report_tables import answers_table, questions_table
from trainer.deck.item import items_of_deck
from trainer.deck.reader import read_deck_text
from trainer.tui.classroom.drill_app import DrillApp

DECK = r"""
title: Marked up
markup: markdown
cards:
  - q: |
      What is **half** of $\frac{x}{2}$?

      ```python
      if x:
          pass  # <img src=x onerror=alert(1)>
      ```

      | a | b |
      |---|--:|
      | 1 | [l](https://example.org) |
    a: $\frac{x}{4}$
    wrong: ['`x`', '*<b>two</b>*']
    why: It *follows*.
    hint: A `half`.
    note: Say it **slowly**.
  - cloze: 'It is {{a **bold** word}} (or $x^{{2}}$).'
  - q: Put them in order.
    order: ['**one**', '$\frac{x}{2}$', three]
  - q: Match them.
    match: {'`a`': '*b*', c: d, e: f}
"""


def questions() -> list[Question]:
    deck = read_deck_text(DECK, Path("marked.yaml")).deck
    assert deck is not None
    return [Question.of(item, 0) for item in items_of_deck(deck)]


def drill_of(folder: Path) -> Drill:
    asked = questions()
    opened = Opened(
        at=NOON,
        drill="d1",
        class_name=None,
        preset="drill",
        questions=tuple(map(asked_of, asked)),
        seed=7,
        pin="123456",
    )
    log = DrillLog(folder / "drills" / "one.jsonl")
    log.put(opened)
    return Drill(PRESETS["drill"], asked, [opened], log, school_class=None, clock=lambda: NOON)


def test_a_log_gives_the_marked_up_question_back() -> None:
    for question in questions():
        back = question_of(
            type(asked_of(question)).model_validate_json(asked_of(question).model_dump_json())
        )
        assert back.item == question.item
        assert back.prompt == question.prompt
        assert type(back.prompt) is type(question.prompt)


def test_what_was_answered_and_why_is_shown_in_words(tmp_path: Path) -> None:
    drill = drill_of(tmp_path)
    room = drill.room
    anna = room.seats.join("Anna", "t", NOON).id
    views = []
    while room.state.stage is not DrillStage.DONE:
        if room.taking and room.current:
            form = room.current.form
            sent = {"one": 0, "order": [0, 1, 2], "match": [0, 1, 2]}.get(form.form, ["y"])
            room.answers.give(anna, room.state.question, 1, form.read(sent), NOON)
        views.append(view_of(room, None, None))
        room.advance(NOON)
    report = drill.report()
    tables = [questions_table(report), answers_table(report)]
    said = json.dumps(
        [views, state_of(room, anna, NOON)["review"], *tables],
        ensure_ascii=False,
    )
    assert "It follows." in said
    assert "Say it slowly." in said
    assert "a → " in said
    for source in ("*", "`", "$"):
        assert source not in said, source


async def test_the_wall_draws_marked_up_questions(
    tmp_path: Path,
) -> None:
    drill = drill_of(tmp_path)
    app = DrillApp(drill, drill.server.start)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        await pilot.press("space")
        await pilot.pause()
        wall = str(app.screen.query_one("#wall", Widget).render())
        assert "│     pass" in wall
        assert "**" not in wall
        await pilot.press("q")


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_the_page_draws_elements_of_our_own(tmp_path: Path, chromium: Browser) -> None:
    drill = drill_of(tmp_path)
    app = DrillApp(drill, drill.server.start)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        page = await chromium.new_page(viewport={"width": 360, "height": 900})
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: errors.append(dialog.message))
        await page.goto(f"http://127.0.0.1:{drill.server.port}/#123456")
        await page.get_by_label("Your name").fill("Anna")
        await page.get_by_role("button", name="Join").click()
        await expect(page.get_by_role("heading", name="You are in.")).to_be_visible()
        [anna] = drill.room.presence.here

        await pilot.press("space")
        await pilot.pause()
        thinking = json.dumps(state_of(drill.room, anna, NOON))
        assert "two" not in thinking
        assert "follows" not in thinking
        await pilot.press("space")
        prompt = page.locator("#prompt")
        await expect(page.locator("#answer button")).to_have_count(3)
        assert await prompt.locator("strong").text_content() == "half"
        assert await prompt.locator("math mfrac").count() == 1
        assert await prompt.locator("pre code").text_content() == (
            "if x:\n    pass  # <img src=x onerror=alert(1)>"
        )
        assert await prompt.locator("td").count() == 2
        link = prompt.locator("a")
        assert await link.get_attribute("href") == "https://example.org"
        assert await link.get_attribute("rel") == "noopener noreferrer"
        assert await page.locator("img").count() == 0
        assert await page.locator("#answer em").text_content() == "<b>two</b>"
        if folder := os.environ.get("TRAINER_PICTURES"):
            await page.screenshot(path=f"{folder}/marked-phone.png")
        await page.locator("#answer button", has=page.locator("math")).click()
        await expect(page.get_by_role("status").last).to_contain_text("Your answer is in")
        await pilot.press("space", "space")
        await expect(page.locator("#result em")).to_have_text("follows")
        await expect(page.locator("#answer button.right math")).to_have_count(1)
        if folder:
            await page.screenshot(path=f"{folder}/marked-phone-revealed.png")
        assert errors == []
        await pilot.press("q")
