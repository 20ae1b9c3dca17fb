"""The workbench: an article, the deck made of it, and its drafts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Select, Static, TextArea

from tests.drafting.model_server import Says, serving
from tests.tui.conftest import said, settled, until
from trainer.deck.reader import read_deck
from trainer.deck.source_text import SourceText
from trainer.store.sources import set_aside
from trainer.tui.app import TrainerApp
from trainer.tui.screens.author import AuthorScreen
from trainer.tui.screens.card_form import CardForm
from trainer.tui.screens.consent import ConsentScreen
from trainer.tui.screens.triage import TriageScreen
from trainer.tui.screens.workbench import WorkbenchScreen
from trainer.tui.widgets.article import ArticleList
from trainer.tui.widgets.key_line import KeyLine
from trainer.tui.widgets.preview import CardPreview

OpenApp = Callable[..., TrainerApp]
SOURCE = SourceText(
    "The canal\n\n"
    "The Suez Canal opened in 1869. Ferdinand de Lesseps led the work for the company. In 1875 "
    "Egypt sold its shares. It is 193 kilometres long.\n\n"
    "In 1956 the canal was taken over. The depth is 24 metres today."
)
DECK = """\
title: Canal
id: canal
language: en
source: {title: The canal}
cards:
  - {id: led, q: Who led the work?, typed: Lesseps, evidence: 2.2, why: He was a diplomat.}
  - {id: sold, q: In which year did Egypt sell?, date: 1875, evidence: 2.3, status: draft}
  - {id: deep, q: How deep is it?, number: 24, unit: metres, evidence: 3.2, status: draft}
"""
EMPTY = "title: Canal\nid: canal\nlanguage: en\nsource: {title: The canal}\ncards: []\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "decks" / "deck0.yaml"


async def bench(app: TrainerApp, pilot: Pilot[None], path: Path) -> ArticleList:
    await pilot.pause()
    app.deck_screens.work_on(path, SOURCE)
    await settled(pilot)
    assert isinstance(app.screen, WorkbenchScreen)
    return app.screen.query_one("#article", ArticleList)


def rows(app: TrainerApp, selector: str) -> list[str]:
    found = app.screen.query_one(selector, OptionList)
    return [str(found.get_option_at_index(at).prompt) for at in range(found.option_count)]


async def test_sentences_are_signed_by_coverage(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(80, 24)) as pilot:
        await bench(app, pilot, path)
        assert rows(app, "#article")[:4] == [
            " – 1.1 The canal  [heading]",
            " · 2.1 The Suez Canal opened in 1869.",
            " ✓ 2.2 Ferdinand de Lesseps led the work for the company.",
            " ✓ 2.3 In 1875 Egypt sold its shares.",
        ]
        told = str(app.screen.query_one("#state", Static).content)
        assert (
            told == "2 drafts (v) sentences: ✓ 3 asked  ◐ 0 mentioned  – 1 set aside  · 3 missing"
        )


async def test_moving_in_one_side_moves_the_other(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(80, 24)) as pilot:
        article = await bench(app, pilot, path)
        deck = app.screen.query_one("#deck", OptionList)
        await pilot.press("down", "down")
        assert article.chosen == ("2.3",)
        assert deck.highlighted == 1
        await pilot.press("tab", "down")
        assert deck.has_focus
        assert article.chosen == ("3.2",)


async def test_a_key_opens_the_form_with_what_the_sentence_tells(
    open_app: OpenApp, path: Path
) -> None:
    app = open_app(EMPTY)
    async with app.run_test(size=(80, 24)) as pilot:
        await bench(app, pilot, path)
        forms: list[tuple[list[str], str, dict[str, object]]] = [
            (["f"], "flashcard", {"evidence": "2.1"}),
            (["d"], "date", {"evidence": "2.1", "date": "1869"}),
            (["t"], "typed", {"evidence": "2.1", "typed": "Suez Canal"}),
            (
                ["down", "down", "down", "n"],
                "number",
                {"evidence": "2.4", "number": "193", "unit": "kilometres"},
            ),
            (
                ["down", "c"],
                "cloze",
                {"evidence": "3.1", "cloze": "In {{1956}} the canal was taken over."},
            ),
        ]
        for keys, kind, expected in forms:
            await pilot.press(*keys)
            await settled(pilot)
            assert isinstance(app.screen, CardForm)
            assert app.screen.query_one(Select).value == kind
            told = {k: v for k, v in app.screen.fields().items() if v not in ("", False)}
            assert told == expected
            app.pop_screen()
            await settled(pilot)


async def test_the_form_shows_the_sentence_that_its_card_is_made_of(
    open_app: OpenApp, path: Path
) -> None:
    app = open_app(EMPTY)
    async with app.run_test(size=(40, 20)) as pilot:
        await bench(app, pilot, path)
        await pilot.press("f")
        await settled(pilot)
        passage = app.screen.query_one("#passage", Static)
        assert str(passage.content) == "The Suez Canal opened in 1869."


async def test_a_gap_is_made_of_the_chosen_words(open_app: OpenApp, path: Path) -> None:
    app = open_app(EMPTY)
    async with app.run_test(size=(80, 24)) as pilot:
        article = await bench(app, pilot, path)
        await pilot.press("down", "right", "right", "right", "left", "shift+right")
        assert article.chosen_words == "de Lesseps"
        await pilot.press("c")
        await settled(pilot)
        assert isinstance(app.screen, CardForm)
        told = app.screen.fields()["cloze"]
        assert told == "Ferdinand {{de Lesseps}} led the work for the company."


async def test_wrong_options_are_of_the_same_sort(open_app: OpenApp, path: Path) -> None:
    app = open_app(EMPTY)
    async with app.run_test(size=(80, 24)) as pilot:
        await bench(app, pilot, path)
        await pilot.press("right", "right", "right", "right", "right", "right", "w")
        await settled(pilot)
        assert isinstance(app.screen, CardForm)
        assert app.screen.fields()["a"] == "1869"
        assert app.screen.fields()["wrong"] == ["1875", "1956"]


async def test_a_choice_without_anything_of_its_sort_says_so(open_app: OpenApp, path: Path) -> None:
    app = open_app(EMPTY)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await bench(app, pilot, path)
        await pilot.press("right", "w")  # `The`, of which there is no other
        await settled(pilot)
        assert isinstance(app.screen, CardForm)
        assert any("nothing else of this kind" in toast for toast in said(app))


async def test_an_order_is_made_of_several_marks(open_app: OpenApp, path: Path) -> None:
    app = open_app(EMPTY)
    async with app.run_test(size=(80, 24)) as pilot:
        await bench(app, pilot, path)
        await pilot.press("space", "space", "o")
        assert isinstance(app.screen, WorkbenchScreen)  # two are no order
        await pilot.press("space", "o")
        await settled(pilot)
        assert isinstance(app.screen, CardForm)
        assert app.screen.fields()["evidence"] == ["2.1", "2.2", "2.3"]
        assert len(app.screen.query("#kind")) == 1


async def test_a_card_from_the_form_covers_its_sentence(open_app: OpenApp, path: Path) -> None:
    app = open_app(EMPTY)
    async with app.run_test(size=(80, 24)) as pilot:
        await bench(app, pilot, path)
        await pilot.press("d")
        await settled(pilot)
        await pilot.press(*"When did it open", "question_mark", "ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, WorkbenchScreen)
        assert rows(app, "#article")[1].startswith(" ✓ 2.1")
        [card] = read_deck(path).cards
        assert card.evidence == ("2.1",)
        assert card.solution == "1869"


async def test_a_sentence_is_set_aside_for_a_reason_and_taken_back(
    open_app: OpenApp, path: Path
) -> None:
    app = open_app(EMPTY)
    async with app.run_test(size=(80, 24)) as pilot:
        await bench(app, pilot, path)
        await pilot.press("s")
        assert app.screen.query_one("#reason", Input).has_focus
        await pilot.press(*"transition", "enter")
        await settled(pilot)
        assert set_aside(SOURCE.sha256) == {"2.1": "transition"}
        assert rows(app, "#article")[1].endswith("[transition]")
        assert "transition" not in path.read_text()
        await pilot.press("s")
        await settled(pilot)
        assert set_aside(SOURCE.sha256) == {}


async def test_the_panes_of_a_narrow_screen_are_tabs(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(40, 20)) as pilot:
        article = await bench(app, pilot, path)
        deck = app.screen.query_one("#deck", OptionList)
        assert (article.display, deck.size.width) == (True, 0)
        await pilot.press("f2")
        await pilot.pause()
        assert deck.has_focus
        assert deck.size.width > 30
        assert article.size.width == 0
        await pilot.press("f2", "f2")
        assert article.has_focus


def titles(app: TrainerApp) -> list[str]:
    panes = (app.screen.query_one(f"#{pane}", OptionList) for pane in ("article", "deck"))
    return [str(pane.border_title) for pane in panes]


async def test_the_pane_that_has_the_keys_is_plain_to_see(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(80, 24)) as pilot:
        await bench(app, pilot, path)
        assert titles(app) == ["▶ article", "deck: 3 cards"]
        keys = [offered.word for offered in app.screen.query_one(KeyLine).offered]
        assert {"Mark", "Back"} <= set(keys)
        assert "Card down" not in keys
        await pilot.press("f2")
        await settled(pilot)
        assert titles(app) == ["article", "▶ deck: 3 cards"]
        keys = [offered.word for offered in app.screen.query_one(KeyLine).offered]
        assert "Card down" in keys
        assert "Card" not in keys
        await pilot.press("t", "s")
        await settled(pilot)
        assert isinstance(app.screen, WorkbenchScreen)  # the sentence's cursor is not in sight
        assert not app.screen.query_one("#reason").display


async def test_a_card_is_moved_in_the_deck_and_its_file(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(80, 24)) as pilot:
        await bench(app, pilot, path)
        await pilot.press("f2", "home", "J", "J", "J")
        await settled(pilot)
        assert [card.id for card in read_deck(path).cards] == ["sold", "deep", "led"]
        assert app.screen.query_one("#deck", OptionList).highlighted == 2
        await pilot.press("shift+up")
        await settled(pilot)
        assert [card.id for card in read_deck(path).cards] == ["sold", "led", "deep"]
        assert "Who led the work?" in rows(app, "#deck")[1]


async def test_a_row_that_is_gone_when_its_message_comes_is_no_crash(
    open_app: OpenApp, path: Path
) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(80, 24)) as pilot:
        await bench(app, pilot, path)
        screen, deck = app.screen, app.screen.query_one("#deck", OptionList)
        await pilot.press("f2")
        last = deck.get_option_at_index(2)
        path.write_text(DECK.partition("  - {id: sold")[0])
        await until(pilot, lambda: deck.option_count == 1)
        assert deck.has_focus
        screen.post_message(OptionList.OptionHighlighted(deck, last, 2))
        screen.post_message(OptionList.OptionSelected(deck, last, 2))
        await settled(pilot)
        assert isinstance(app.screen, AuthorScreen)


async def test_a_card_is_edited_where_it_stands(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(80, 24)) as pilot:
        await bench(app, pilot, path)
        await pilot.press("tab", "down", "enter")
        await settled(pilot)
        assert isinstance(app.screen, AuthorScreen)
        assert app.screen.query_one(TextArea).cursor_location[0] == 6


async def test_drafts_are_kept_dropped_left_and_undone(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    before = DECK
    async with app.run_test(size=(80, 24)) as pilot:
        await bench(app, pilot, path)
        await pilot.press("v")
        await settled(pilot)
        assert isinstance(app.screen, TriageScreen)
        message = app.screen.query_one("#message", Static)
        assert str(message.content).startswith("draft 1 of 2")
        assert str(app.screen.query_one("#asked", Static).content).startswith("In which year")
        assert "2.3  In 1875" in str(app.screen.query_one("#rests-on", Static).content)
        await pilot.press("n")
        await settled(pilot)
        assert str(app.screen.query_one("#asked", Static).content).startswith("How deep")
        assert str(message.content).startswith("draft 2 of 2")
        await pilot.press("d")
        await settled(pilot)
        assert [card.id for card in read_deck(path).cards] == ["led", "sold"]
        await pilot.press("k")
        await settled(pilot)
        assert [card.status for card in read_deck(path).cards] == [None, None]
        assert "1 kept, 1 dropped" in str(message.content)
        assert not {"k", "e", "d", "n"} & app.screen.active_bindings.keys()
        assert not app.screen.query_one(CardPreview).display
        await pilot.press("u", "u")
        await settled(pilot)
        assert path.read_text() == before
        await pilot.press("q")
        await settled(pilot)
        assert isinstance(app.screen, WorkbenchScreen)


async def test_a_draft_that_is_edited_is_kept(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(80, 24)) as pilot:
        await bench(app, pilot, path)
        await pilot.press("v")
        await settled(pilot)
        await pilot.press("e")
        await settled(pilot)
        assert isinstance(app.screen, CardForm)
        state = str(app.screen.query_one("#state", Static).content)
        reading = read_deck(path)
        place = [card.id for card in reading.cards].index("sold")
        line = reading.card_spans[place].line
        assert state.startswith(f"Back into {path.name}, line {line}")
        await pilot.press("end", "backspace", *" its shares", "question_mark", "ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, TriageScreen)
        sold = next(card for card in read_deck(path).cards if card.evidence == ("2.3",))
        assert sold.prompt == "In which year did Egypt sell its shares?"
        assert sold.status is None
        assert sold.id == "sold"


async def test_an_edited_draft_that_cannot_be_written_stays_in_its_form(
    open_app: OpenApp, path: Path
) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await bench(app, pilot, path)
        await pilot.press("v")
        await settled(pilot)
        await pilot.press("e")
        await settled(pilot)
        theirs = path.read_text() + "# theirs\n"
        path.write_text(theirs)
        await pilot.press("end", "backspace", *" its shares", "question_mark", "ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, CardForm)
        assert any("was changed by another program" in toast for toast in said(app))
        assert path.read_text() == theirs
        assert app.screen.fields()["q"] == "In which year did Egypt sell its shares?"


CARD = {
    "words": "In 1875 Egypt sold its shares.",
    "q": "Which country sold shares in 1875?",
    "typed": "Egypt",
}


async def test_a_model_proposes_drafts_after_a_yes(
    open_app: OpenApp, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(EMPTY)
    says = Says(cards=[CARD], answers={CARD["q"]: "Egypt"}, seconds=0.3)
    with serving(says) as model:
        monkeypatch.setenv("TRAINER_MODEL", model.name)
        monkeypatch.setenv("TRAINER_MODEL_SERVER", model.server)
        async with app.run_test(size=(80, 24)) as pilot:
            await bench(app, pilot, path)
            await pilot.press("m")
            await pilot.pause()
            assert isinstance(app.screen, ConsentScreen)
            shown = app.screen.query_one("#sent Static", Static)
            assert "It is 193 kilometres long." in str(shown.content)
            await pilot.press("n")
            await settled(pilot)
            assert isinstance(app.screen, WorkbenchScreen)
            assert not says.asked
            await pilot.press("m")
            await pilot.pause()
            await pilot.press("y", "y")
            live = app.screen.active_bindings.values()
            assert "consent.send" not in {one.binding.id for one in live}, "it is sent"
            await settled(pilot)
            assert isinstance(app.screen, WorkbenchScreen)
    deck = read_deck(path).deck
    assert deck is not None
    assert [(card.prompt, card.status) for card in deck.cards] == [(CARD["q"], "draft")]


async def test_without_a_model_it_says_how_to_choose_one(
    open_app: OpenApp, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(EMPTY)
    monkeypatch.delenv("TRAINER_MODEL", raising=False)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await bench(app, pilot, path)
        await pilot.press("m")
        await pilot.pause()
        assert isinstance(app.screen, WorkbenchScreen)
        assert any("TRAINER_MODEL=ollama" in toast for toast in said(app))


async def test_a_narrow_screen_has_the_counts_without_words(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(40, 20)) as pilot:
        await bench(app, pilot, path)
        shown = str(app.screen.query_one("#state", Static).content)
        assert "missing" not in shown
        assert len(shown) < 40


async def test_a_deck_without_cards_says_how_one_is_made(open_app: OpenApp, path: Path) -> None:
    app = open_app(EMPTY)
    async with app.run_test(size=(40, 20)) as pilot:
        await bench(app, pilot, path)
        assert rows(app, "#deck") == ["No cards yet: f makes one of a sentence."]
        await pilot.press("f2", "J", "enter")
        await pilot.pause()
        assert isinstance(app.screen, WorkbenchScreen)
