"""Marked-up texts on the screen."""

from collections.abc import Callable

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widget import Widget

from tests.tui.conftest import MARKED_UP
from trainer.markup.text import marked
from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp
from trainer.tui.marked_up_text import Drawing, drawn, drawn_in_line, followed, wrapped

OpenApp = Callable[..., TrainerApp]
SIZES = pytest.mark.parametrize("size", [(80, 24), (40, 20)], ids=["80x24", "40x20"])


def lines(source: str, width: int) -> list[str]:
    return [str(line) for line in wrapped(drawn(marked(source)), width)]


def test_one_paragraph_is_content() -> None:
    told = drawn(marked("a **b** `c` $x^2$"))
    assert isinstance(told, Content)
    assert told.plain == "a b c x²"
    styles = {told.plain[span.start : span.end]: str(span.style) for span in told.spans}
    assert styles == {"b": "bold", "c": "on $panel"}


def test_a_text_is_never_markup_of_textual() -> None:
    told = drawn(marked("*[@click=app.quit]x[/]* and [b]"))
    assert isinstance(told, Content)
    assert told.plain == "[@click=app.quit]x[/] and [b]"
    assert all("@" not in str(span.style) for span in told.spans)


def test_code_keeps_its_indentation_and_is_cut_between_characters() -> None:
    assert lines("```\nif x:\n    print(12345)\n```", 14) == [
        "│ if x:",
        "│     print(12",
        "┆ 345)",
    ]


def test_code_is_coloured_where_its_language_is_known() -> None:
    [line] = wrapped(drawn(marked("```python\nfor x in y: pass\n```")), 40)
    assert any("accent" in str(span.style) for span in line.spans)
    assert lines("```nonesuch\n<b>\n```", 40) == ["│ <b>"]


def test_a_table_is_aligned() -> None:
    source = "| a | number |\n|:--|--:|\n| x | 1 |\n| long one | 22 |"
    assert lines(source, 40) == [
        "a        │ number",
        "─────────┼───────",
        "x        │      1",
        "long one │     22",
    ]


def test_a_table_narrows_its_widest_column() -> None:
    source = "| a | b |\n|--|--|\n| x | some more words than there is room |"
    told = lines(source, 20)
    assert max(map(len, told)) <= 20
    assert "more words" in "\n".join(told)


def test_a_table_without_room_is_told_row_by_row() -> None:
    source = "|a|b|c|d|e|f|\n|-|-|-|-|-|-|\n|11111|2|3|4|5|66666|"
    assert lines(source, 16) == ["a: 11111", "b: 2", "c: 3", "d: 4", "e: 5", "f: 66666"]


def test_a_formula_that_does_not_fit_is_told_on_one_line() -> None:
    source = r"$$\frac{a + b + c}{d}$$"
    assert lines(source, 20) == ["   a + b + c", "  ───────────", "       d"]
    assert lines(source, 8) == ["(a + b +", "c)/d"]


def test_lists_hang() -> None:
    assert lines("9. one two\n10. x\n    - y", 9) == [" 9. one", "    two", "10. x", "    • y"]


def test_what_follows_a_drawing_stands_below_it() -> None:
    told = followed(drawn(marked("```\nx\n```")), " ‹ yours")
    assert isinstance(told, Drawing)
    assert [str(line) for line in told.lines(20)] == ["│ x", " ‹ yours"]
    assert drawn_in_line(marked("```\nx\n```")).plain == "x"


@pytest.mark.parametrize("width", [1, 2, 5, 17, 40, 80])
def test_every_width_holds_every_block(width: int) -> None:
    source = (
        "# H\n\n> q\n\n- a\n  - b\n\n```c\nint main(void);\n```\n\n"
        "| a | b |\n|--|--|\n| 1 | 2 |\n\n"
        "---\n\n$$\\sum_{i=1}^n \\frac{1}{i}$$\n\n[l](https://a.org) 日本語"
    )
    assert all(isinstance(line, Content) for line in wrapped(drawn(marked(source)), width))


async def test_o_opens_the_link_in_the_browser(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(TrainerApp, "open_url", lambda _, url, **__: opened.append(url))
    app = open_app(MARKED_UP, study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "a", "enter", "o")
        await pilot.pause()
        assert opened == ["https://example.org/proof"]


async def test_a_formula_is_typed_and_marked(open_app: OpenApp) -> None:
    app = open_app(MARKED_UP, study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "*", "a", "enter")
        await pilot.pause()
        told = str(app.screen.query_one("#revealed", Widget).render())
        assert "✓ right" in told
        assert "completing the square" in told
        assert "│ roots" in told.replace("  ", " ")


def study(*keys: str) -> Callable[[Pilot[None]], object]:
    async def press(pilot: Pilot[None]) -> None:
        await pilot.press(*keys)
        await pilot.pause()

    return press


SHOWN = {
    "formula": ("2", "a", "enter"),
    "code": ("enter", "3", "space"),
    "code_revealed": ("enter", "3", "space", "b"),
}


@SIZES
@pytest.mark.parametrize("keys", SHOWN.values(), ids=SHOWN.keys())
def test_marked_up_cards(
    open_app: OpenApp,
    snap_compare: Callable[..., bool],
    size: tuple[int, int],
    keys: tuple[str, ...],
) -> None:
    app = open_app(MARKED_UP, study=StudyOptions())
    assert snap_compare(app, terminal_size=size, run_before=study(*keys))
