"""Writing a deck in the app."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static, TextArea

from tests.clock import until
from tests.tui.conftest import said, settled
from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp
from trainer.tui.screens.author import AuthorScreen
from trainer.tui.screens.deck_cards import DeckCardsScreen
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.study import StudyScreen
from trainer.tui.widgets.key_line import KeyLine
from trainer.tui.widgets.long_list import LongList
from trainer.tui.widgets.text_editor import indent_below

OpenApp = Callable[..., TrainerApp]
DECK = """\
title: Rivers
id: rivers
cards:
  - {id: rome, q: Which river runs through Rome?, a: Tiber, why: The city grew at its ford.}
  - {id: pisa, q: What is the river of Pisa called?, typed: Arno, why: It also runs by Florence.}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "decks" / "deck0.yaml"


async def author(app: TrainerApp, pilot: Pilot[None]) -> AuthorScreen:
    await pilot.pause()
    await pilot.press("down", "e")
    await settled(pilot)
    screen = app.screen
    assert isinstance(screen, AuthorScreen)
    return screen


def text_of(app: TrainerApp) -> TextArea:
    return app.screen.query_one("#text", TextArea)


def shown(app: TrainerApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


def notices(app: TrainerApp) -> list[str]:
    rows = app.screen.query_one("#findings", OptionList)
    return [str(rows.get_option_at_index(at).prompt) for at in range(rows.option_count)]


async def test_the_card_under_the_cursor_is_shown(open_app: OpenApp) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30)) as pilot:
        await author(app, pilot)
        text_of(app).move_cursor((3, 0))
        await settled(pilot)
        assert shown(app, "#asked") == "Which river runs through Rome?"
        assert shown(app, "#revealed").startswith("Tiber")
        text_of(app).move_cursor((4, 0))
        await settled(pilot)
        assert shown(app, "#asked") == "What is the river of Pisa called?"


WEAK = "title: Rivers\nid: rivers\ncards:\n" + "".join(
    f"  - {{id: c{number}, q: Which river runs through the town of number {number}?, typed: Po}}\n"
    for number in range(12)
)


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_the_line_that_it_opens_at_is_seen_above_the_findings(
    open_app: OpenApp, path: Path, size: tuple[int, int]
) -> None:
    app = open_app(WEAK)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for line in (15, 9):
            app.push_screen(AuthorScreen(path, line))
            await settled(pilot)
            text = text_of(app)
            assert notices(app), "they take rows from the text"
            assert text.cursor_location[0] == line - 1
            assert text.content_region.contains_point(text.cursor_screen_offset)
            await pilot.press("escape")


async def test_a_key_has_the_text_parsed_once(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, parsed, parse = open_app(DECK), [], yaml.parse

    def counting(text: str, **options: Any) -> Iterator[yaml.Event]:  # noqa: ANN401
        parsed.append(text)
        return parse(text, **options)

    async with app.run_test(size=(100, 30)) as pilot:
        await author(app, pilot)
        text_of(app).move_cursor((0, 7))
        await settled(pilot)
        monkeypatch.setattr(yaml, "parse", counting)
        await pilot.press("x")
        await settled(pilot)
        assert parsed == [DECK.replace("Rivers", "xRivers")]


async def test_findings_come_while_typing_and_enter_goes_there(open_app: OpenApp) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30)) as pilot:
        await author(app, pilot)
        assert notices(app) == []
        at = DECK.splitlines()[4].index("typed")
        text_of(app).replace("answer", (4, at), (4, at + len("typed")))
        await settled(pilot)
        assert any("did you mean" in row for row in notices(app))
        text_of(app).move_cursor((0, 0))
        await pilot.press("f2", "enter")
        await pilot.pause()
        assert text_of(app).cursor_location[0] == 4
        assert text_of(app).has_focus


async def test_saving_writes_the_file_and_only_then(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30)) as pilot:
        await author(app, pilot)
        text_of(app).replace("Streams", (0, 7), (0, 13))
        await settled(pilot)
        assert path.read_text() == DECK
        assert "unsaved" in shown(app, "#state")
        await pilot.press("ctrl+s")
        assert path.read_text() == DECK.replace("Rivers", "Streams")
        await pilot.press("escape")
        await pilot.pause()
        rows = app.screen.query_one("#decks", OptionList)
        assert "Streams" in str(rows.get_option_at_index(1).prompt)


async def test_what_is_left_unsaved_is_kept_beside(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30)) as pilot:
        await author(app, pilot)
        text_of(app).replace("Streams", (0, 7), (0, 13))
        await pilot.press("escape")
        assert isinstance(app.screen, AuthorScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, AuthorScreen)
    assert path.read_text() == DECK
    assert "Streams" in path.with_name("deck0.yaml.unsaved").read_text()


async def test_quitting_keeps_what_is_unsaved_and_says_so_after_the_end(
    open_app: OpenApp, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30)) as pilot:
        await author(app, pilot)
        text_of(app).replace("Streams", (0, 7), (0, 13))
        await pilot.press("f1")  # also where another screen lies over it
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert "Streams" in path.with_name("deck0.yaml.unsaved").read_text()
    assert f"keptin{path}.unsaved" in "".join(capsys.readouterr().err.split())


async def test_quitting_without_a_change_leaves_no_file_and_no_word(
    open_app: OpenApp, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30)) as pilot:
        await author(app, pilot)
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert list(path.parent.iterdir()) == [path]
    assert capsys.readouterr().err == ""


async def test_what_was_left_unsaved_is_taken_in_by_a_key_and_undone(
    open_app: OpenApp, path: Path
) -> None:
    newest, older = (path.with_name(f"deck0.yaml.unsaved{end}") for end in ("-2", ""))
    app = open_app(DECK)
    older.write_text(DECK.replace("Rivers", "Older"))
    newest.write_text(DECK.replace("Rivers", "Newest"))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await author(app, pilot)
        assert "f3 brings it back" in shown(app, "#trouble-line")
        for title in ("Newest", "Older"):
            await pilot.press("f3")
            assert f"title: {title}" in text_of(app).text
        await pilot.press("ctrl+z", "ctrl+z")
        assert text_of(app).text == DECK
        await pilot.press("ctrl+s", "f3")
        assert "title: Newest" in text_of(app).text


async def test_without_a_place_to_keep_the_text_a_third_escape_gives_it_up(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = open_app(DECK)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await author(app, pilot)
        text_of(app).replace("Streams", (0, 7), (0, 13))
        monkeypatch.setattr("trainer.store.deck_file.write_atomically", full)
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
        await pilot.press("escape", "escape")
        assert isinstance(app.screen, AuthorScreen)
        assert any("text is lost" in note for note in said(app))
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_neither_saving_nor_the_outside_editor_overwrites_unseen(
    open_app: OpenApp, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    app = open_app(DECK)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await author(app, pilot)
        text_of(app).insert("# mine\n", (0, 0))
        path.write_text(DECK.replace("Rivers", "Theirs"))
        await pilot.press("ctrl+s")
        assert "Theirs" in path.read_text()
        await pilot.press("ctrl+o", "ctrl+o")
        assert "Theirs" in path.read_text()
        assert "# mine" in text_of(app).text
        await pilot.press("ctrl+s")
        assert path.read_text().startswith("# mine")
        assert any("changed by another program" in note for note in said(app))


async def test_a_change_from_outside_is_told_once(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        screen = await author(app, pilot)
        path.write_text(DECK.replace("Rivers", "Theirs"))
        for letter in "abc":
            text_of(app).insert(letter, (0, 7))
            await pilot.pause()
            screen.look_again()
        assert len(said(app)) == 1


async def test_while_the_yaml_is_broken_the_card_is_marked_as_older(open_app: OpenApp) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await author(app, pilot)
        card = screen.query_one("#card")
        text_of(app).insert("\tx", (2, 0))
        await settled(pilot)
        assert "before the error" in str(card.border_title)
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert not card.border_title


async def test_tab_indents_and_typing_goes_on(open_app: OpenApp) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30)) as pilot:
        await author(app, pilot)
        await pilot.press("tab", "x")
        assert text_of(app).text.startswith("  xtitle")


async def test_the_way_out_is_shown_on_a_narrow_screen(open_app: OpenApp) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(40, 20)) as pilot:
        screen = await author(app, pilot)
        offered = screen.query_one(KeyLine).offered
        assert {"help", "leave"} <= {key.action for key in offered}
        assert sum(key.width for key in offered) <= 40 + 1, "but for the blank at the end"


async def test_a_file_that_cannot_be_written_says_so(
    open_app: OpenApp, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await author(app, pilot)
        text_of(app).replace("Streams", (0, 7), (0, 13))

        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("trainer.store.deck_file.write_atomically", full)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert any("No space left" in note for note in said(app))
        assert "unsaved" in shown(app, "#state")
    assert path.read_text() == DECK


async def test_a_change_from_outside_is_taken_in_or_told(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        screen = await author(app, pilot)
        path.write_text(DECK.replace("Rivers", "Streams"))
        screen.look_again()
        await settled(pilot)
        assert "Streams" in text_of(app).text
        text_of(app).insert("# mine\n", (0, 0))
        path.write_text(DECK.replace("Rivers", "Brooks"))
        screen.look_again()
        await settled(pilot)
        assert "# mine" in text_of(app).text
        assert any("another program" in note for note in said(app))
        await pilot.press("ctrl+r")
        assert "Brooks" in text_of(app).text
        await pilot.press("ctrl+z")
        assert "# mine" in text_of(app).text


async def test_a_card_is_mended_while_studying(open_app: OpenApp) -> None:
    app = open_app(DECK, study=StudyOptions())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("e")
        await settled(pilot)
        assert text_of(app).cursor_location[0] == 3
        at = DECK.splitlines()[3].index("runs through")
        text_of(app).replace("flows past", (3, at), (3, at + len("runs through")))
        await settled(pilot)
        await pilot.press("ctrl+s", "escape")
        await settled(pilot)
        assert isinstance(app.screen, StudyScreen)
        assert shown(app, "#prompt") == "Which river flows past Rome?"
        await pilot.press("space", "3", "ctrl+z")
        assert shown(app, "#prompt") == "Which river flows past Rome?"


async def test_what_was_typed_stands_there_after_an_edit(open_app: OpenApp) -> None:
    app = open_app(DECK.replace("a: ", "typed: ", 1), study=StudyOptions())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press(*"Arn", "ctrl+e")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, StudyScreen)
        await pilot.press("o")
        assert app.screen.query_one("#answer Input", Input).value == "Arno"


async def test_a_card_without_an_id_is_mended_while_studying(open_app: OpenApp) -> None:
    app = open_app(DECK.replace("id: rome, ", ""), study=StudyOptions())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("e")
        await settled(pilot)
        text = text_of(app)
        text.load_text(text.text.replace("runs through Rome", "flows past Rome"))
        await pilot.press("ctrl+s", "escape")
        await settled(pilot)
        assert shown(app, "#prompt") == "Which river flows past Rome?"


async def test_a_deck_broken_while_studying_leaves_the_card_as_it_was(
    open_app: OpenApp, path: Path
) -> None:
    app = open_app(DECK, study=StudyOptions())
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("e")
        await settled(pilot)
        text_of(app).insert("\tx\n", (2, 0))
        await pilot.press("ctrl+s", "escape")
        await settled(pilot)
        assert isinstance(app.screen, StudyScreen)
        assert shown(app, "#prompt") == "Which river runs through Rome?"
        assert any("line 3" in note for note in said(app))
        path.write_text(DECK.replace("runs through Rome", "flows past Rome"))
        await pilot.press("e")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert shown(app, "#prompt") == "Which river flows past Rome?"


async def test_a_check_that_ends_after_the_author_left_does_no_harm(open_app: OpenApp) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await author(app, pilot)
        await pilot.press("escape")
        await settled(pilot)
        screen.on_text_area_changed()
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_a_broken_deck_can_be_mended(open_app: OpenApp) -> None:
    app = open_app("title: R\ncards:\n  - {q: Q?}\n")
    async with app.run_test(size=(100, 30)) as pilot:
        await author(app, pilot)
        assert text_of(app).cursor_location[0] == 2
        text_of(app).insert(", a: A, why: It is as good as any other.", (2, 10))
        await settled(pilot)
        await pilot.press("ctrl+s", "escape")
        await settled(pilot)
        assert "1 new" in shown(app, "#due")


async def test_on_a_narrow_screen_the_panes_are_tabs(open_app: OpenApp) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(40, 20)) as pilot:
        screen = await author(app, pilot)
        assert text_of(app).display
        assert not screen.query_one("#card").display
        await pilot.press("f2")
        await pilot.pause()
        assert screen.query_one("#card").display
        assert not text_of(app).display


async def test_on_a_narrow_screen_findings_take_no_room_from_the_text(open_app: OpenApp) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(40, 20)) as pilot:
        screen = await author(app, pilot)
        text_of(app).insert("  - {q: Who?, typo: A}\n", text_of(app).document.end)
        await settled(pilot)
        findings = screen.query_one("#findings", OptionList)
        assert findings.option_count
        assert not findings.display
        await pilot.press("f2", "f2")
        await pilot.pause()
        assert findings.display
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert findings.display
        assert text_of(app).display


async def test_a_hostile_file_is_not_opened(open_app: OpenApp, path: Path) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.pause()
        path.write_text(DECK + "# \x1b]52;c;AAAA\x07\n")
        await pilot.press("down", "e")
        await pilot.pause()
        assert not isinstance(app.screen, AuthorScreen)
        assert any("U+001B" in note for note in said(app))


async def test_the_outside_editor_opens_at_the_line(
    open_app: OpenApp, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trainer.tui.editor import editor_command

    assert editor_command("vim -p", path, 4) == ["vim", "-p", "+4", str(path)]
    assert editor_command("code", path, 4) == ["code", "--wait", "--goto", f"{path}:4"]
    assert editor_command("hx", path, 4) == ["hx", f"{path}:4"]
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    app = open_app(DECK)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await author(app, pilot)
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert said(app)


@pytest.mark.parametrize("editor", [None, " ", "/nonexistent/ed", "'unclosed"])
async def test_an_editor_that_cannot_be_started_never_takes_the_terminal(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, editor: str | None
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    if editor is not None:
        monkeypatch.setenv("EDITOR", editor)
    app = open_app(DECK)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await author(app, pilot)
        monkeypatch.setattr(app, "suspend", pytest.fail)
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert any("EDITOR" in note for note in said(app))


async def test_an_editor_that_fails_to_start_gives_the_terminal_back(
    open_app: OpenApp, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_program = path.with_name("ed")
    monkeypatch.setenv("VISUAL", str(no_program))
    app = open_app(DECK)
    no_program.write_text("neither a program nor a script")
    no_program.chmod(0o755)
    resumed = []

    @contextmanager
    def suspend() -> Iterator[None]:  # as Textual's: what is raised within is never resumed from
        yield
        resumed.append(True)

    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await author(app, pilot)
        monkeypatch.setattr(app, "suspend", suspend)
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert resumed
        assert any("cannot be started" in note for note in said(app))


async def test_a_terminal_that_is_closed_takes_no_text_with_it(
    open_app: OpenApp, path: Path
) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30)) as pilot:
        await author(app, pilot)
        text_of(app).insert("# typed and not saved\n", (0, 0))
        os.kill(os.getpid(), signal.SIGHUP)
        await pilot.pause()
        await pilot.pause()
    assert "# typed and not saved" in path.with_name(f"{path.name}.unsaved").read_text()


async def test_a_long_paste_can_be_undone(open_app: OpenApp) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(80, 24)) as pilot:
        await author(app, pilot)
        text = text_of(app)
        before = text.text
        text.move_cursor(text.document.end)
        text.insert("# more\n" * 100)
        await pilot.pause()
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert text.text == before


@pytest.mark.parametrize(
    ("line", "indent"),
    [
        ("cards:", "  "),
        ("  - q: Which river?", "    "),
        ("    evidence: '6.9'", "    "),
        ("    wrong:", "      "),
        ("    why: >-", "      "),
        ("      - Arno", "      "),
        ("      It flows there.", "      "),
        ("  - - q: x", "      "),
        ("    q: 'at 12: noon'", "    "),
        ("  # note", "  "),
        ("    ", "    "),
        ("", ""),
    ],
)
async def test_a_new_line_begins_where_the_next_key_belongs(line: str, indent: str) -> None:
    assert indent_below(line) == indent


async def test_enter_keeps_the_indent_and_ctrl_home_goes_to_the_begin(open_app: OpenApp) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30)) as pilot:
        await author(app, pilot)
        text_of(app).text = "cards:\n  - q: Which?"
        await pilot.press("ctrl+end", "enter", *"a: Po")
        assert text_of(app).text == "cards:\n  - q: Which?\n    a: Po"
        await pilot.press("ctrl+home")
        assert text_of(app).cursor_location == (0, 0)


async def test_words_are_found_one_place_after_another(open_app: OpenApp) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await author(app, pilot)
        text_of(app).text = "title: Rivers\n# The RIVERS of Rome\nid: one"
        await pilot.press("ctrl+f", *"rivers")
        rows = []
        for _ in range(3):
            await pilot.press("enter")
            assert text_of(app).selected_text.casefold() == "rivers"
            rows.append(text_of(app).cursor_location[0])
        assert rows in ([0, 1, 0], [1, 0, 1])
        await pilot.press(*"x", "enter")
        assert any("nowhere" in note for note in said(app))
        await pilot.press("escape")
        assert isinstance(app.screen, AuthorScreen)
        assert app.focused is text_of(app)


async def test_words_are_replaced_one_by_one_and_all_at_once(open_app: OpenApp) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await author(app, pilot)
        before = "# Po\ntitle: The po, the Po\nid: one\n# po"
        text_of(app).text = before
        await pilot.press("ctrl+f", *"Po", "enter", "tab", *"Tiber", "enter")
        assert text_of(app).text.count("Tiber") == 1
        await pilot.press("enter")
        assert text_of(app).text == "# Tiber\ntitle: The po, the Tiber\nid: one\n# po"
        assert any("the last" in note for note in said(app))
        await pilot.press("escape", "ctrl+z", "ctrl+z")
        assert text_of(app).text == before
        await pilot.press("ctrl+f", "ctrl+u", *"po", "f6")
        assert text_of(app).text == "# Tiber\ntitle: The Tiber, the Tiber\nid: one\n# Tiber"
        assert any("4 places" in note for note in said(app))
        await pilot.press("escape", "ctrl+z")
        assert text_of(app).text == before
        await pilot.press("f6")
        assert text_of(app).text == before  # nothing is replaced once the lines are gone


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_a_card_is_chosen_from_a_list_also_while_the_deck_has_an_error(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    app = open_app(DECK)
    async with app.run_test(size=size) as pilot:
        await author(app, pilot)
        text_of(app).text = DECK + "  - id: turin\n    q: [Of Turin?\n    a: Po\n"
        await settled(pilot)
        await pilot.press("ctrl+g")
        rows = app.screen.query_one(LongList)
        assert rows.count == 3
        shown = [rows.render_line(at).text for at in range(3)]
        assert ("typed" in shown[1]) == (size[0] == 80)
        assert "pisa" in shown[1]
        assert shown[2].strip().startswith("✗")
        await pilot.press(*"typed arno", "enter")
        assert isinstance(app.screen, AuthorScreen)
        assert text_of(app).cursor_location == (4, 0)
        assert text_of(app).has_focus
        await pilot.press("ctrl+g", "down", "enter")
        assert text_of(app).cursor_location == (5, 0)
        await pilot.press("ctrl+g", *"Florénce", "enter")
        assert text_of(app).cursor_location == (4, 0)
        await pilot.press("ctrl+g", *"nowhere", "enter")
        app.screen.query_one(LongList).post_message(LongList.Chosen())  # a click just before
        await pilot.press("escape")
        assert text_of(app).cursor_location == (4, 0)


async def test_a_key_and_an_id_are_completed(open_app: OpenApp) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30)) as pilot:
        await author(app, pilot)
        text_of(app).text = DECK + "  - id: turin\n    q: Of Turin?"
        await pilot.press("ctrl+end", "enter", *"sib", "right", *"ro", "right")
        assert text_of(app).text.endswith("\n    q: Of Turin?\n    siblings: rome")
        await pilot.press("left", "right")
        assert text_of(app).text.endswith("siblings: rome")


async def test_words_that_are_typed_at_once_behind_the_key_are_looked_for(
    open_app: OpenApp,
) -> None:
    app = open_app(DECK)
    async with app.run_test(size=(100, 30)) as pilot:
        await author(app, pilot)
        for key in ("ctrl+f", *"Arno", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(lambda: text_of(app).selected_text == "Arno")
        assert text_of(app).text == DECK


async def test_words_that_are_typed_at_once_behind_the_key_choose_among_the_cards(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    mount = DeckCardsScreen.on_mount

    async def mount_late(self: DeckCardsScreen) -> None:
        for _ in range(100):  # rounds in which the keys are read
            await asyncio.sleep(0)
        mount(self)

    monkeypatch.setattr(DeckCardsScreen, "on_mount", mount_late)
    app = open_app(DECK)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await author(app, pilot)
        for key in ("ctrl+g", *"arno", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(lambda: app.screen is screen and text_of(app).cursor_location == (4, 0))


async def test_the_line_of_state_is_whole_on_a_narrow_screen(
    open_app: OpenApp, tmp_path: Path
) -> None:
    app = open_app()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        path = tmp_path / "decks" / "rivers-of-the-world.yaml"
        path.write_text("title: Rivers\ncards: []\n")
        app.deck_screens.edit(path)
        await settled(pilot)
        await pilot.press("x")
        await settled(pilot)
        state = app.screen.query_one("#state", Static)
        drawn = " ".join(state.render_line(row).text for row in range(state.size.height))
        assert drawn.split() == str(state.content).split()
