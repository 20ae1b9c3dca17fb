"""A card without YAML: the form, alone and over the author screen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, Label, Select, Static, Switch, TextArea

from tests.tui.conftest import settled, until
from trainer.deck.card import Match, Typed
from trainer.deck.card_fields import KIND_NAMES, fields_of, form_fields, missing
from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.form_field import QUESTION
from trainer.deck.identity import card_key
from trainer.deck.reader import read_deck, read_deck_text
from trainer.deck.span import Span
from trainer.tui.app import TrainerApp
from trainer.tui.screens.author import AuthorScreen
from trainer.tui.screens.card_form import CardForm
from trainer.tui.widgets.card_field import CardField

OpenApp = Callable[..., TrainerApp]
DECK = """\
title: Rivers
id: rivers
cards:
  - {id: rome, q: Which river runs through Rome?, a: Tiber, why: The city grew at its ford.}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "decks" / "deck0.yaml"


def field(form: CardForm, key: str) -> CardField:
    return next(field for field in form.query(CardField) if field.field.key == key)


def entry(form: CardForm, key: str) -> Widget:
    """What is typed into, or switched, in a field."""
    return field(form, key).query_one("Input, TextArea, Switch")


def fill(form: CardForm, key: str, text: str) -> None:
    match entry(form, key):
        case TextArea() as area:
            area.text = text
        case Input() as line:
            line.value = text
        case Switch() as switch:
            switch.value = text == "yes"


def kind(form: CardForm) -> object:
    return form.query_one("#kind", Select).value


def finding_text(form: CardForm, key: str) -> str:
    return str(field(form, key).query_one(".findings", Static).content)


def everything_told(form: CardForm) -> str:
    return "\n".join(str(one.content) for one in form.query("#whole, .findings").results(Static))


async def opened(app: TrainerApp, pilot: Pilot[None], form: CardForm) -> CardForm:
    await pilot.pause()
    app.push_screen(form)
    await settled(pilot)
    return form


async def test_a_typed_card_is_added_with_keys_alone(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 40)) as pilot:
        form = await opened(app, pilot, CardForm("typed", {}, path))
        await pilot.press(*"Pisa?", "tab", *"Arno", "ctrl+s")
        await settled(pilot)
        cards = read_deck(path).cards
        assert isinstance(cards[-1], Typed)
        assert (cards[-1].q, cards[-1].typed) == ("Pisa?", "Arno")
        assert form.ids == (cards[-1].id,)
        assert field(form, "q").text == ""
        assert path.read_text().startswith(DECK)


async def author_of(app: TrainerApp, pilot: Pilot[None], path: Path) -> AuthorScreen:
    await pilot.pause()
    app.deck_screens.edit(path)
    await settled(pilot)
    assert isinstance(app.screen, AuthorScreen)
    return app.screen


async def test_what_is_typed_in_one_burst_stands_in_the_fields_that_it_is_for(
    open_app: OpenApp, path: Path
) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 40)) as pilot:
        author = await author_of(app, pilot, path)
        for key in ["ctrl+n", *"Q one", "tab", *"1500", "tab", "space", "tab", *"Expl"]:
            app.simulate_key(key)
        app.simulate_key("tab")
        app.post_message(events.Paste("On the Seine."))
        for key in ["shift+tab", *"ain", "tab", "tab", *"big"]:
            app.simulate_key(key)
        await until(pilot, lambda: isinstance(app.screen, CardForm) and app.screen.modified)
        form = app.screen
        assert isinstance(form, CardForm)
        await until(pilot, lambda: field(form, "tags").text == "big")
        assert [field(form, key).text for key in ("q", "a", "reverse", "why", "hint")] == [
            "Q one",
            "1500",
            "yes",
            "Explain",
            "On the Seine.",
        ]
        for key in [*", pisa", "ctrl+s"]:
            app.simulate_key(key)
        await until(pilot, lambda: app.screen is author)
        assert "pisa" in author.query_one(TextArea).text
        for key in ["ctrl+n", "shift+tab", "enter", "down", "enter", *"Which?", "tab", *"Po"]:
            app.simulate_key(key)
        await until(
            pilot, lambda: isinstance(app.screen, CardForm) and kind(app.screen) == "choice"
        )
        other = app.screen
        assert isinstance(other, CardForm)
        await until(pilot, lambda: field(other, "a").text == "Po")
        assert field(other, "q").text == "Which?"


async def test_the_form_begins_at_its_top(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(80, 24)) as pilot:
        app.deck_screens.add_card(path)
        await settled(pilot)
        form = app.screen
        assert isinstance(form, CardForm)
        for _ in range(2):
            whole, first = form.query_one("#form").region, field(form, "q")
            assert app.focused is entry(form, "q")
            assert whole.contains_region(first.query_one(Label).region)
            assert whole.contains_region(entry(form, "q").region)
            fill(form, "q", "Pisa?")
            fill(form, "a", "Arno")
            await pilot.press(*["tab"] * 6, "ctrl+s")
            await settled(pilot)


async def test_lint_stands_by_the_field_as_one_types(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 40)) as pilot:
        form = await opened(app, pilot, CardForm("date", {}, path))
        assert finding_text(form, "date") == ""
        fill(form, "q", "When was it?")
        fill(form, "date", "yesterday")
        await settled(pilot)
        assert "D203" in finding_text(form, "date")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert len(read_deck(path).cards) == 1
        fill(form, "date", "1990")
        await settled(pilot)
        assert finding_text(form, "date") == ""


HINTS: list[tuple[str, dict[str, str], str, str, str]] = [
    ("choice", {"a": "Po", "wrong": "Arno\nEbro"}, "wrong", "option | why it is wrong", "`"),
    ("pick", {"a": "Po", "wrong": "Arno\nEbro"}, "wrong", "option | why it is wrong", "`"),
    ("match", {"match": "Rome | Tiber"}, "match", "one on each line, as: left | right", "below it"),
    ("order", {"order": "one"}, "order", "one on each line", "a list"),
    ("list", {"list": "one"}, "list", "one on each line, as: answer | other spelling", "`"),
    ("number", {"number": "many"}, "number", "the unit has a field of its own", "key"),
    ("hide", {"picture": "a.png", "hide": "Rome"}, "hide", "as: Rome | 48, 52, 9, 9", "["),
    (
        "where",
        {"picture": "a.png", "where": "Po", "hide": "Rome | 1, 2, 3, 4"},
        "where",
        "“Regions”",
        "`",
    ),
    ("flashcard", {"q": "{{c1::Rome}}?", "a": "Po"}, "q", "the kind cloze", "`cloze`"),
    ("cloze", {"cloze": "{{a}} {{b}}", "accept": "c"}, "accept", "Rome | Roma", "`"),
    ("flashcard", {"q": "Is it long?", "a": "Yes"}, "q", "the kind truth", "`truth:`"),
]
"""The kind of a card, what is filled in, a field, what is said there, and what is not."""


async def test_a_hint_speaks_of_the_fields_that_one_sees(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 40)) as pilot:
        for kind, filled, key, said, unsaid in HINTS:
            form = await opened(app, pilot, CardForm(kind, {}, path))
            question = {} if "cloze" in filled else {"q": "Which river?"}
            for name, text in {**question, **filled}.items():
                fill(form, name, text)
            await settled(pilot)
            assert said in finding_text(form, key), (kind, filled)
            assert unsaid not in finding_text(form, key), (kind, filled)
            app.pop_screen()


async def test_what_is_not_filled_in_is_said_below_its_field(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(120, 60)) as pilot:
        for kind in KIND_NAMES:
            form = await opened(app, pilot, CardForm(kind, {}, path))
            fill(form, form_fields(kind)[0].key, "Which {{river}}?")
            await settled(pilot)
            for empty in missing(kind, form.fields()):
                assert f"“{empty.label}” is empty" in finding_text(form, empty.key), kind
            assert not form.query_one("#whole").display, kind
            app.pop_screen()


async def test_the_same_is_said_once_and_what_names_a_field_stands_below_it(
    open_app: OpenApp, path: Path
) -> None:
    source = "source: {title: An article, author: Someone}\ncards:"
    app = open_app(DECK.replace("cards:", source))
    async with app.run_test(size=(120, 60)) as pilot:
        form = await opened(app, pilot, CardForm("flashcard", {}, path))
        for key, text in {"q": "Which river?", "a": "Po", "tags": "Some Tag, ü b, X Y"}.items():
            fill(form, key, text)
        await settled(pilot)
        assert finding_text(form, "tags").count("D203") == 1
        assert "1 error below" in str(form.query_one("#state", Static).content)
        fill(form, "tags", "one")
        await settled(pilot)
        assert "D301" in finding_text(form, "evidence")
        assert not form.query_one("#whole").display


async def test_a_switch_says_in_words_how_it_stands(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opened(app, pilot, CardForm("truth", {}, path))
        label = field(form, "truth").query_one(Label)
        assert str(label.content) == "It is true *  no"
        field(form, "truth").begin()
        await pilot.press("space")
        await settled(pilot)
        assert str(label.content) == "It is true *  yes"


async def test_a_card_that_is_none_leads_to_the_field_that_is_wrong(
    open_app: OpenApp, path: Path
) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opened(app, pilot, CardForm("typed", {}, path))
        for key, text in {"q": "Which river?", "typed": "Po", "evidence": "there"}.items():
            fill(form, key, text)
        await settled(pilot)
        assert "1 error below" in str(form.query_one("#state", Static).content)
        await pilot.press("ctrl+s")
        await settled(pilot)
        findings = field(form, "evidence").query_one(".findings")
        assert entry(form, "evidence").has_focus
        await until(pilot, lambda: form.query_one("#form").region.contains_region(findings.region))


def test_a_field_can_be_given_its_findings_before_it_is_drawn() -> None:
    drawn_later = CardField(QUESTION, "", "")
    missing_key = Diagnostic(Path("a.yaml"), Span(1, 1, 0, 1), Code.MISSING_KEY, "no question")
    drawn_later.tell([missing_key])
    *_, findings = drawn_later.compose()
    assert isinstance(findings, Static)
    assert "no question" in str(findings.content)


async def test_another_kind_keeps_what_was_typed(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 40)) as pilot:
        form = await opened(app, pilot, CardForm("typed", {}, path))
        fill(form, "q", "Match them.")
        form.query_one(Select).value = "match"
        await settled(pilot)
        assert field(form, "q").text == "Match them."
        fill(form, "match", "Peru | Lima\nChile | Santiago\nCuba | Havana")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(read_deck(path).cards[-1], Match)


async def test_no_line_that_is_pasted_into_a_field_of_one_line_is_lost(
    open_app: OpenApp, path: Path
) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 40)) as pilot:
        form = await opened(app, pilot, CardForm("typed", {}, path))
        for key, expected in {
            "hint": "On the Seine. Of iron.",
            "tags": "On the Seine., Of iron.",
        }.items():
            field(form, key).begin()
            await pilot.pause()
            app.post_message(events.Paste("On the Seine.\r\n\r\n  Of iron.\n"))
            await pilot.pause()
            assert field(form, key).text == expected
            app.post_message(events.Paste("\n In 1889."))
            await pilot.pause()
            assert field(form, key).text == f"{expected} In 1889."


async def test_escape_closes_the_list_of_kinds(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 40)) as pilot:
        form = await opened(app, pilot, CardForm("typed", {}, path))
        kinds = form.query_one(Select)
        await pilot.press("shift+tab", "enter")
        assert kinds.has_class("-expanded")
        await pilot.press("down", "escape")
        await settled(pilot)
        assert app.screen is form
        assert (kinds.expanded, kinds.has_focus, kinds.value) == (False, True, "typed")
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is not form


KINDS_FILLED = {
    "flashcard": {"a": "Po"},
    "choice": {"a": "Po", "wrong": "Arno\nEbro"},
    "pick": {"a": "Po\nAdda", "wrong": "Arno\nEbro"},
    "typed": {"typed": "Po"},
    "truth": {"truth": "yes"},
    "number": {"number": "652"},
    "date": {"date": "1951-11"},
    "order": {"order": "one\ntwo\nthree"},
    "list": {"list": "Po\nAdda"},
}
WAYS = [("flashcard", "truth"), ("choice", "truth"), ("date", "number"), ("choice", "pick")]
WAYS += [("truth", "flashcard"), ("pick", "choice"), ("list", "typed"), ("number", "order")]


@pytest.mark.parametrize(("begun", "chosen"), WAYS)
async def test_what_another_kind_does_not_show_is_not_of_the_card(
    open_app: OpenApp, path: Path, begun: str, chosen: str
) -> None:
    given = {"q": "Which is it?", "importance": 3, **fields_of(begun, KINDS_FILLED[begun])}
    app = open_app(DECK)
    async with app.run_test(size=(100, 40)) as pilot:
        form = await opened(app, pilot, CardForm(begun, given, path))
        form.query_one(Select).value = chosen
        await settled(pilot)
        assert "two answers" not in everything_told(form)
        for key, text in KINDS_FILLED[chosen].items():
            fill(form, key, text)
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is form, "what was typed is not thrown away without a word"
        await pilot.press("ctrl+s")
        await settled(pilot)
        card = read_deck(path).cards[-1]
        assert (card.prompt, card.kind, card.importance) == ("Which is it?", chosen, 3)


async def test_a_kind_that_is_taken_back_has_what_it_was_given(
    open_app: OpenApp, path: Path
) -> None:
    given = {"q": "Which?", "a": "Po", "wrong": {"Arno": "It is in Tuscany.", "Ebro": "In Spain."}}
    app = open_app(DECK)
    async with app.run_test(size=(100, 40)) as pilot:
        form = await opened(app, pilot, CardForm("choice", given, path))
        for kind in ("number", "choice"):
            form.query_one(Select).value = kind
            await settled(pilot)
        assert form.fields() == given
        assert not form.modified


async def test_a_refused_card_says_where_it_is_wrong_and_is_not_lost(
    open_app: OpenApp, path: Path
) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(80, 24)) as pilot:
        given = {"q": "When?", "date": "1951", "requires": ["turin"]}
        form = await opened(app, pilot, CardForm("date", given, path))
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert app.screen is form
        whole = form.query_one("#whole", Static)
        assert "turin" in str(whole.content)
        assert whole.region.height > 0
        form.query_one(Select).value = "number"
        await settled(pilot)
        fill(form, "number", "6")
        form.query_one(Select).value = "date"
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is form
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is not form
        assert "When?" in path.with_name("deck0.yaml.unsaved").read_text()


async def test_filled_in_it_keeps_what_has_no_field_and_is_left(
    open_app: OpenApp, path: Path
) -> None:
    given = {
        "id": "pisa",
        "q": "Which river runs through Pisa?",
        "typed": "Arno",
        "requires": ["rome"],
        "silence": {"D342": "it is plain"},
    }
    app = open_app(DECK)
    async with app.run_test(size=(100, 40)) as pilot:
        form = await opened(app, pilot, CardForm("typed", given, path))
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert app.screen is not form
        assert form.ids == ("pisa",)
        card = read_deck(path).cards[-1]
        assert card.requires == ("rome",)
        assert card.silence == {"D342": "it is plain"}


async def test_leaving_keeps_what_was_typed_in_a_file(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 40)) as pilot:
        form = await opened(app, pilot, CardForm("typed", {}, path))
        fill(form, "q", "Pisa?")
        await settled(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is form
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is not form
        assert path.read_text() == DECK
        assert "Pisa?" in path.with_name("deck0.yaml.unsaved").read_text()


async def test_the_author_screen_takes_the_card_into_its_text(
    open_app: OpenApp, path: Path
) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 40)) as pilot:
        author = await author_of(app, pilot, path)
        area = author.query_one("#text", TextArea)
        area.insert("# mine\n", (0, 0))
        await pilot.press("ctrl+n")
        await settled(pilot)
        form = app.screen
        assert isinstance(form, CardForm)
        fill(form, "q", "Pisa?")
        fill(form, "a", "Arno")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert app.screen is author
        assert area.text.startswith("# mine\n")
        assert "Pisa?" in area.document.get_line(area.cursor_location[0] + 1)
        assert path.read_text() == DECK, "what else is typed is the author's to save"


MANY = """\
title: Rivers
id: rivers
cards:
  # the first
  - q: Which river runs through Rome?
    typed: Tiber

  # the second
  - {id: turin, q: Which river runs through Turin?, a: Po, wrong: {Arno: Pisa., Ebro: Spain.}}
  - id: last
    q: Match them.
    match: {Rome: Tiber, Turin: Po, Pisa: Arno}
    extra: [Ebro]
    importance: 3
"""


@pytest.mark.parametrize(
    ("line", "key", "text", "written"),
    [
        (5, "typed", "Tevere", "    typed: Tevere"),
        (9, "wrong", "Arno | Pisa.\nEbro | Iberia.", "Ebro: Iberia."),
        (12, "why", "They flow there.", "    importance: 3"),
    ],
)
async def test_a_card_of_the_deck_is_edited_as_a_form_in_its_place(
    open_app: OpenApp, path: Path, line: int, key: str, text: str, written: str
) -> None:
    app = open_app(MANY)
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        app.deck_screens.edit(path, line)
        await settled(pilot)
        author = app.screen
        assert isinstance(author, AuthorScreen)
        await pilot.press("f4")
        await settled(pilot)
        form = app.screen
        assert isinstance(form, CardForm)
        fill(form, key, text)
        await settled(pilot)
        first = {5: 5, 9: 9, 12: 10}[line]
        assert f"Back into deck0.yaml, line {first}" in str(
            form.query_one("#state", Static).content
        )
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, AuthorScreen)
        new = author.query_one("#text", TextArea).text
        assert path.read_text() == new, "nothing else was unsaved, so that it is saved"
        before, after = read_deck_text(MANY, path).cards, read_deck(path).cards
        assert sum(one != two for one, two in zip(before, after, strict=True)) == 1
        assert written in new
        assert new.index("# the first") < new.index("Rome?") < new.index("# the second")
        assert [card_key(card) for card in after] == [card_key(card) for card in before]


async def test_a_comment_within_a_card_is_not_lost_by_the_form(
    open_app: OpenApp, path: Path
) -> None:
    deck = MANY.replace("    typed: Tiber", "    # why not Arno?\n    typed: Tiber")
    app = open_app(deck)
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        app.deck_screens.edit(path, 5)
        await settled(pilot)
        await pilot.press("f4")
        await settled(pilot)
        form = app.screen
        assert isinstance(form, CardForm)
        fill(form, "typed", "Tevere")
        await settled(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert app.screen is form
        assert path.read_text(encoding="utf-8") == deck
