"""The wall's letters: every script that a class is likely to read, as large as there is room."""

import unicodedata
from itertools import pairwise

import pytest
from rich.cells import cell_len
from textual.content import Content

from trainer.tui.wall.chart import option_lines
from trainer.tui.wall.letters import large, sizes
from trainer.tui.wall.passage import Cell, WallLine, WallPassage, passage
from trainer.tui.wall.sheet import sheet

BLOCKS = set("▀▄█▌▐▖▗▘▙▚▛▜▝▞▟")


def pixels(text: str, width: int = 200, which: int = -1) -> list[str]:
    """The rows of a text in half blocks as pixels: a lit one is #."""
    size = sizes([text])[which]
    rows = large(text, size, width)
    assert rows
    lit = {" ": "  ", "▀": "# ", "▄": " #", "█": "##"}
    return [
        "".join(lit[sign][half] for sign in row.ljust(width)).rstrip()
        for row in rows
        for half in (0, 1)
    ]


@pytest.mark.parametrize(
    ("first", "last"),
    [(0x20, 0x7E), (0xA1, 0x24F), (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1FFF)],
    ids=["ASCII", "Latin", "Greek", "Cyrillic", "more Latin and Greek"],
)
def test_every_letter_of_latin_greek_and_cyrillic_is_drawn(first: int, last: int) -> None:
    letters = [
        char for char in map(chr, range(first, last + 1)) if unicodedata.category(char)[0] in "LNPS"
    ]
    assert [char for char in letters if not sizes([char])] == []


def test_the_signs_of_school_mathematics_are_drawn_and_small_ones_too() -> None:
    signs = "+−×÷·±=≠≈≡<>≤≥√π∞∑∏∫∂∆∈∉⊂⊆∪∩∅∀∃¬∧∨⇒⇔→↔⊥∠°′″%‰½¼¾²³¹⁴ⁿ⁻₀₁₂ℝℕℤℚαβγλμΩ"
    assert [sign for sign in signs if len(sizes([sign])) < 2] == []
    assert len(sizes(["x² + √2 ≤ ½ · π"])) == 5


@pytest.mark.parametrize("text", ["日本の首都は", "한국의 수도는", "ما هي عاصمة مصر", "Tiếng Việt"])
def test_other_scripts_are_at_least_twice_as_large(text: str) -> None:
    smallest = sizes([text])[0]
    assert smallest.rows >= 2
    assert smallest.columns("日" if text[0] == "日" else text[0]) >= 4


def test_a_script_of_more_than_letters_is_left_to_the_terminal() -> None:
    assert sizes(["हिन्दी"]) == ()
    assert str(sheet([passage("हिन्दी")], 80, 20)) == "हिन्दी"


def test_arabic_is_joined_and_runs_from_the_right() -> None:
    drawn = pixels("بيت", 40)
    written = [row for row in drawn if row]
    assert all(row.startswith(" " * 16) for row in written), "it stands at the right"
    initial, medial, final = "\ufe91\ufef4\ufe96"
    assert drawn == pixels(initial + medial + final, 40)
    assert drawn != pixels("\ufe8f\ufef1\ufe95", 40), "these stand alone"


def test_what_is_latin_in_a_line_from_the_right_keeps_its_order() -> None:
    size = sizes(["سنة 2024"])[-1]
    both, number = large("سنة 2024", size, 64), large("2024", size, 32)
    assert both
    assert number
    assert [row[:32].rstrip() for row in both[-len(number) :]] != [""] * len(number)
    assert any(row.strip() in "".join(both) for row in number if row.strip())


def test_vowel_signs_stand_over_their_letter() -> None:
    bare, voiced = "".join(pixels("مد", 40)), "".join(pixels("مُدّ", 40))
    assert voiced.count("#") > bare.count("#")
    assert max(map(len, pixels("مُدّ", 40))) == max(map(len, pixels("مد", 40)))


def test_no_word_is_broken_and_chinese_breaks_anywhere_but_before_a_stop() -> None:
    plain = sizes(["a"])[2]
    assert large("Donaudampfschifffahrtsgesellschaft", plain, 60) is None
    two = large("das ist ein langes Wort", plain, 60)
    assert two
    assert len(two) == 8
    assert all(len(row) <= 60 for row in two)
    dotted = sizes(["首"])[0]
    drawn = large("日本の首都。", dotted, 5 * 8)
    assert drawn
    assert len(drawn) > dotted.rows, "the stop took a letter along to the next line"


def test_all_options_have_the_size_that_the_longest_allows() -> None:
    short = [*option_lines(["Po", "Arno"])]
    long = [*option_lines(["Po", "The river on which the city of Rome was built"])]
    rows = [
        len(str(sheet([WallPassage(tuple(lines))], 80, 16)).split("\n")) for lines in (short, long)
    ]
    assert rows[0] > 2
    alone = str(sheet([WallPassage((short[0],))], 80, 16)).split("\n")
    together = str(sheet([WallPassage((long[0], long[1]))], 80, 16)).split("\n")
    assert together[0].rstrip() != alone[0].rstrip(), "the short one is as small as the long one"


def test_what_shows_later_has_its_room_from_the_beginning() -> None:
    prompt, options = (
        passage("Which river?"),
        WallPassage(tuple(option_lines(["Po", "Arno", "Tiber"]))),
    )
    before = str(sheet([prompt, options._replace(hidden=True)], 80, 18)).split("\n")
    after = str(sheet([prompt, options], 80, 18)).split("\n")
    assert before == after[: len(before)]
    assert len(after) <= 18


@pytest.mark.parametrize(("width", "rows"), [(75, 21), (115, 32), (155, 42)])
def test_prompt_options_and_reason_are_large_and_fit(width: int, rows: int) -> None:
    lines = option_lines(["Adige", "Arno", "Po", "Tiber"], (), frozenset({"Tiber"}))
    parts = [
        passage("Which river runs through Rome?", weight=2),
        WallPassage(tuple(lines)),
        passage("It rises on Monte Fumaiolo.", "", weight=1),
    ]
    drawn = sheet(parts, width, rows)
    shown = drawn.split("\n")
    assert len(shown) <= rows
    assert all(line.cell_length <= width for line in shown)
    assert set(str(drawn)) & BLOCKS
    assert "Tiber" not in str(drawn), "it is drawn of blocks"


def test_the_right_option_is_marked_without_colour_too() -> None:
    lines = [*option_lines(["Po", "Tiber"], (), frozenset({"Tiber"}))]
    small = sheet([WallPassage(tuple(lines))], 80, 0)
    assert str(small) == "A ▲  Po\nB ●  Tiber ✓"
    assert [line.style for line in lines] == ["", "bold reverse $text-success"]
    big = sheet([WallPassage(tuple(lines))], 80, 20).split("\n")
    turned = [line for line in big if any("reverse" in str(span.style) for span in line.spans)]
    assert {line.cell_length for line in turned} == {80}, "a bar from edge to edge"


def test_votes_are_told_in_figures_where_bars_would_make_the_options_small() -> None:
    votes = [{"Po": 3, "Arno": 1}]
    roomy = sheet([WallPassage(tuple(option_lines(["Po", "Arno"], votes)))], 80, 12)
    tight = sheet([WallPassage(tuple(option_lines(["Po", "Arno"], votes)))], 80, 6)
    assert "█" * 24 in str(roomy)
    assert "█" * 24 not in str(tight)
    assert len(str(tight).split("\n")) == 6


def test_what_matters_less_is_never_larger() -> None:
    parts = [passage("Which river runs through Rome?"), passage("Anna 950", weight=1)]
    drawn = sheet(parts, 80, 60).split("\n")
    alone = sheet(parts[:1], 80, 60).split("\n")
    assert len(drawn) <= 2 * len(alone)


def test_two_cells_stand_side_by_side() -> None:
    pairs = WallPassage((WallLine((Cell("Peru", "1"), Cell("Lima", "A"))),))
    assert str(sheet([pairs], 40, 0)) == "1  Peru              A  Lima"
    assert sheet([pairs], 80, 4).split("\n")[0].cell_length > 40
    assert isinstance(sheet([Content("small"), pairs], 80, 9), Content)


def test_small_cells_side_by_side_wrap_in_columns_of_their_own() -> None:
    pairs = {"Florence, the city of the Medici and of much else": "Arno, which floods", "राम": "B"}
    lines = [WallLine((Cell(left, "1"), Cell(right, "A"))) for left, right in pairs.items()]
    drawn = str(sheet([WallPassage(tuple(lines))], 50, 20)).splitlines()
    assert max(map(len, drawn)) <= 50
    assert [cell_len(line.partition("A  ")[0]) for line in drawn if "A  " in line] == [26, 26]
    assert drawn[1].startswith("the Medici and of much")


def test_lines_are_evenly_apart_whatever_their_letters() -> None:
    lines = [WallLine((Cell(word, "•"),)) for word in ("Mars", "Ceres", "Mercury", "Äneas")]
    for rows in (12, 16, 28, 40):
        drawn = str(sheet([WallPassage(tuple(lines))], 100, rows)).split("\n")
        bullets = [at for at, row in enumerate(drawn) if row[:4].strip()]
        starts = [at for at in bullets if at - 1 not in bullets]
        assert len(starts) == 4
        assert len({b - a for a, b in pairwise(starts)}) == 1


def test_what_is_to_grow_first_is_larger_with_its_votes_in_figures() -> None:
    votes = [{"Po": 3, "Arno": 1}]
    parts = [
        passage("Which river?", weight=2),
        WallPassage(tuple(option_lines(["Po", "Arno"], votes))),
    ]
    drawn = str(sheet(parts, 80, 7)).split("\n")
    assert drawn[0] == "Which river?", "the prompt gives way"
    assert "Arno" not in "".join(drawn)


def test_a_nought_is_no_letter_in_the_smallest_size() -> None:
    small = sizes(["0"])[0]
    assert large("0", small, 20) == large("O", small, 20) != large("A", small, 20)


@pytest.mark.parametrize("votes", [[], [{"Mary": 4, "Anne": 12, "George": 7, "Ada": 3}]])
def test_what_is_answered_with_is_large_where_a_long_question_would_take_its_room(
    votes: list[dict[str, int]],
) -> None:
    question = "Put these rulers in the order in which they came to the throne, first of all first."
    prompt, names = passage(question), ("Mary", "Anne", "George", "Ada")
    options = WallPassage(tuple(option_lines(names, votes)))
    opened = sheet([prompt, options], 75, 18)
    shown = str(opened).split("\n")
    assert len(shown) <= 18
    assert " ".join(shown).startswith("Put these rulers")
    assert "George" not in str(opened), "it is drawn of blocks"
    alone = str(sheet([prompt, options._replace(hidden=True)], 75, 18))
    assert "rulers" not in alone, "nobody has read it yet"


def test_between_large_lines_is_a_blank_row() -> None:
    lines = [WallLine((Cell(word),)) for word in ("Red", "Blue")]
    rows = str(sheet([WallPassage(tuple(lines))], 100, 40)).split("\n")
    first = next(at for at, row in enumerate(rows) if at and not row.strip())
    assert 0 < first < len(rows) - 1
