"""Homework where the teacher's machine is off: a file that is opened, answered and handed in."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.classroom.conftest import questions
from tests.classroom.test_phone import barriers
from tests.clock import NOON
from tests.exchange.pictures import png, wav
from trainer.asking.media import drawn, media_asked
from trainer.asking.question import Question
from trainer.classroom.asked_question import asked_of
from trainer.classroom.drill_event import Opened
from trainer.classroom.homework_file import read_homework
from trainer.classroom.homework_page import homework_page
from trainer.classroom.media import Gallery
from trainer.classroom.sent_answer import read_sent
from trainer.deck.item import items_of_deck
from trainer.deck.reader import read_deck_text
from trainer.errors import TrainerError

CARDS = ["choice", "pick", "truth", "typed", "gaps", "number", "order", "match", "list"]


def opened(*cards: str) -> Opened:
    asked = [questions()[card] for card in cards]
    return Opened(
        at=NOON,
        drill="d1",
        class_name="7b",
        preset="exit",
        questions=tuple(map(asked_of, asked)),
        seed=7,
    )


def written(folder: Path, *cards: str) -> Path:
    asked = [questions()[card] for card in cards]
    path = folder / "homework.html"
    path.write_text(
        homework_page(opened(*cards), asked, NOON + timedelta(days=3)), encoding="utf-8"
    )
    return path


def test_no_key_stands_in_the_page(tmp_path: Path) -> None:
    page = written(tmp_path, "choice", "typed", "date", "truth", "list").read_text("utf-8")
    assert "Which river runs through Rome?" in page
    for key in ("Goethe", "November 1989", "1989-11", "Portugal", "Estonia", "See a map"):
        assert key not in page
    page = page.replace("http://www.w3.org/1998/Math/MathML", "")  # a name, which nobody loads
    assert "http:" not in page
    assert "https://" not in page


def test_what_its_learner_marks_is_no_homework() -> None:
    with pytest.raises(TrainerError, match="Question 2 cannot be homework"):
        homework_page(opened("choice", "flash"), [questions()[c] for c in ("choice", "flash")])


SHOWN = """\
title: T
id: shown
cards:
  - {q: Which city is hidden?, picture: {file: a.png, alt: A map}, hide: {Rome: [50, 50, 20, 20]}}
  - {q: Point at Rome., picture: a.png, where: Rome, hide: {Rome: [50, 50, 20, 20]}}
  - {q: Which note?, sound: t.wav, typed: A4, picture: {file: no.png, alt: A score},
     answer_picture: b.png}
"""


def page_of_pictures(folder: Path) -> tuple[Path, list[Question]]:
    (folder / "a.png").write_bytes(png(size=(300, 200)))
    (folder / "b.png").write_bytes(png("red"))
    (folder / "t.wav").write_bytes(wav())
    deck = read_deck_text(SHOWN, Path("shown.yaml")).deck
    assert deck
    asked = [Question.of(item, 1) for item in items_of_deck(deck)]
    held = opened("choice").model_copy(update={"questions": tuple(map(asked_of, asked))})
    gallery = Gallery({"shown": folder})
    path = folder / "homework.html"
    path.write_text(homework_page(held, asked, gallery=gallery), encoding="utf-8")
    return path, asked


def test_the_page_holds_what_is_asked_and_nothing_of_the_answer(tmp_path: Path) -> None:
    path, _ = page_of_pictures(tmp_path)
    page = path.read_text("utf-8")
    assert page.count("data:image/png;base64,") == 2
    assert page.count("data:audio/wav;base64,") == 1
    assert "A score" in page
    assert str(tmp_path) not in page
    covered = drawn(
        media_asked(page_of_pictures(tmp_path)[1][0].item).pictures[0], tmp_path, (99, 99)
    )
    assert covered.getpixel((55, 37)) != (0, 0, 255)


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_its_pictures_show_and_can_be_pointed_at(tmp_path: Path, chromium: Browser) -> None:
    path, asked = page_of_pictures(tmp_path)
    context = await chromium.new_context(viewport={"width": 320, "height": 640})
    await context.set_offline(True)
    page = await context.new_page()
    await page.goto(path.as_uri())
    await page.get_by_label("Your name").fill("Anna")
    await page.get_by_role("button", name="Begin").click()
    image = page.locator("#media img")
    await expect(image).to_have_js_property("naturalWidth", 300)
    await page.screenshot(path=tmp_path / "hidden.png")
    await page.get_by_role("button", name="Next").click()
    await expect(image).to_have_js_property("naturalWidth", 300)
    box = await image.bounding_box()
    assert box
    await page.mouse.click(box["x"] + 0.6 * box["width"], box["y"] + 0.6 * box["height"])
    await page.get_by_role("button", name="Keep this answer").click()
    await expect(page.locator("#said")).to_contain_text("kept on this device")
    await page.get_by_role("button", name="Next").click()
    await expect(page.locator("#media audio")).to_be_visible()
    await expect(page.locator("#media")).to_contain_text("A score")
    assert await barriers(page) == []
    async with page.expect_download() as downloading:
        await page.get_by_role("button", name="Hand in").click()
    await (await downloading.value).save_as(tmp_path / "anna.json")
    [answer] = read_homework(tmp_path / "anna.json").answers
    assert asked[1].mark(read_sent(asked[1], answer.answer)).score == 1


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_it_is_answered_without_a_network_kept_and_handed_in(
    tmp_path: Path, chromium: Browser
) -> None:
    path = written(tmp_path, *CARDS)
    context = await chromium.new_context(viewport={"width": 320, "height": 640})
    await context.set_offline(True)
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.goto(path.as_uri())
    await expect(page.get_by_text("To be handed in by")).to_be_visible()
    await page.get_by_label("Your name").fill("Anna B.")
    await page.get_by_role("button", name="Begin").click()
    listed = await page.locator("#all li button").first.inner_text()
    assert listed.splitlines() == ["Which river runs through Rome?", "open"]
    await _answer(page)
    assert await barriers(page) == []

    await page.reload()
    await expect(page.locator("#who")).to_have_text("Anna B.")
    await page.get_by_role("button", name="How many legs").click()
    await expect(page.locator("#text0")).to_have_value("8 legs")
    async with page.expect_download() as downloading:
        await page.get_by_role("button", name="Hand in").click()
    download = await downloading.value
    assert download.suggested_filename == "Anna-B-.homework.json"
    await download.save_as(tmp_path / "anna.json")
    await expect(page.locator("#said")).to_contain_text("Anna-B-.homework.json was saved")
    assert errors == []

    handed_in = read_homework(tmp_path / "anna.json")
    assert (handed_in.name, handed_in.homework) == ("Anna B.", "d1")
    worth = {}
    for answer in handed_in.answers:
        question = questions()[CARDS[answer.q - 1]]
        worth[CARDS[answer.q - 1]] = question.mark(read_sent(question, answer.answer)).score
    assert worth == dict.fromkeys(CARDS, 1) | {"choice": 0}


async def _answer(page: Page) -> None:
    keep = page.get_by_role("button", name="Keep this answer")
    following = page.get_by_role("button", name="Next")

    async def kept() -> None:
        await keep.click()
        await expect(page.locator("#said")).to_contain_text("kept on this device")
        if await following.is_enabled():
            await following.click()

    options = page.locator("#answer")
    await options.get_by_role("button", name="Po").click()
    await kept()
    await options.get_by_role("button", name="Malta").click()
    await options.get_by_role("button", name="Cyprus").click()
    await kept()
    await options.get_by_role("button", name="False").click()
    await kept()
    await page.locator("#text0").fill("Goethe")
    await kept()
    await page.locator("#text0").fill("red")
    await page.locator("#text1").fill("green")
    await kept()
    await page.locator("#text0").fill("8 legs")
    await kept()
    for planet in ("Venus", "Mercury"):
        up = page.get_by_role("button", name=f"Move {planet} up")
        while await up.is_enabled():
            await up.press("Enter")
    await kept()
    for left, right in {"Peru": "Lima", "Chile": "Santiago", "Cuba": "Havana"}.items():
        await page.get_by_label(left).select_option(right)
    await kept()
    for number, name in enumerate(["Estonia", "Latvia", "Lithuania"]):
        await page.locator(f"#text{number}").fill(name)
    await kept()
