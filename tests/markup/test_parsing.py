"""Light Markdown becomes our own elements, and nothing else."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.markup.element import (
    Blank,
    CodeBlock,
    CodeSpan,
    DisplayMaths,
    LineBreak,
    Listing,
    Maths,
    Paragraph,
    Quote,
    Styled,
    Table,
    Text,
    links_in,
)
from trainer.markup.maths.mathml import mathml
from trainer.markup.parsing import BLANK, END, FILLED, LONGEST, parsed, places_of_blanks
from trainer.markup.text import MarkedText, marked, plain_of
from trainer.markup.tree import as_html, nodes_of
from trainer.safe_text import UNSAFE


def inner(source: str, blanks: tuple[str, ...] | None = None) -> tuple[object, ...]:
    [paragraph] = parsed(source, blanks)
    assert isinstance(paragraph, Paragraph)
    return paragraph.inner


def test_words_stand_out_as_their_author_wants() -> None:
    assert inner("a *b* **c** ~~d~~ `e f`") == (
        Text("a "),
        Styled("em", (Text("b"),)),
        Text(" "),
        Styled("strong", (Text("c"),)),
        Text(" "),
        Styled("s", (Text("d"),)),
        Text(" "),
        CodeSpan("e f"),
    )


def test_a_line_ends_where_its_author_ends_it() -> None:
    assert inner("one\ntwo") == (Text("one"), LineBreak(), Text("two"))


def test_code_keeps_its_indentation_and_its_language() -> None:
    source = "Say:\n\n```python\nfor x in y:\n    print(x)\n\n    # done\n```"
    assert parsed(source)[1] == CodeBlock("for x in y:\n    print(x)\n\n    # done", "python")


def test_a_fence_that_is_never_closed_ends_with_its_text() -> None:
    assert parsed("```c\nint x;") == (CodeBlock("int x;", "c"),)


def test_lists_and_quotes_hold_blocks() -> None:
    [numbered] = parsed("3. c\n4. d\n   - e")
    assert isinstance(numbered, Listing)
    assert numbered.start == 3
    assert isinstance(numbered.items[1][1], Listing)
    [quote] = parsed("> said")
    assert isinstance(quote, Quote)


def test_a_table_knows_its_heading_and_alignment() -> None:
    [table] = parsed("| a | b |\n|:--|--:|\n| 1 | `2` |")
    assert table == Table(
        (((Text("a"),), (Text("b"),)), ((Text("1"),), (CodeSpan("2"),))), ("left", "right")
    )


def test_html_is_text() -> None:
    assert plain_of("<b>x</b> <script>1</script>") == "<b>x</b> <script>1</script>"
    drawn = as_html(nodes_of(parsed("*a* <img src=x onerror=y>"), mathml))
    assert drawn == "<em>a</em> &lt;img src=x onerror=y&gt;"


@pytest.mark.parametrize(
    "address", ["javascript:x()", "file:///etc/passwd", "data:text/html,x", "vbscript:x", "/root"]
)
def test_only_addresses_of_the_web_and_of_mail_are_links(address: str) -> None:
    assert not links_in(parsed(f"[click]({address})"))


def test_links_are_found_wherever_they_stand() -> None:
    source = "**[a](https://a.org)**\n\n- <http://b.org>\n\n| [c](mailto:c@d.org) |\n|--|\n| x |"
    assert links_in(parsed(source)) == ("https://a.org", "http://b.org", "mailto:c@d.org")


def test_no_definition_vanishes() -> None:
    assert plain_of("[a]: https://b.org *x*") == "[a]: https://b.org x"


def test_a_text_above_dashes_is_no_heading() -> None:
    assert "A" in plain_of("A\n---\n*b*")


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5.",
        "between $5 and $10",
        "US$ 5 and US$ 6",
        r"\$x\$",
        "$ x $",
        "$$",
        "a $ b",
        "$20,000 and USD$30,000",
    ],
)
def test_money_is_no_maths(text: str) -> None:
    assert not any(isinstance(part, Maths) for part in inner(text))


@pytest.mark.parametrize("text", ["$x$ is 5", "is $x$", "($x$)", r"$\$5$", "$5$", "**$x$**"])
def test_maths_stands_between_dollars(text: str) -> None:
    assert "<math" in as_html(nodes_of(parsed(text), mathml))


def test_display_maths_stands_apart() -> None:
    assert parsed("Since\n$$x = 1$$\nit is.") == (
        Paragraph((Text("Since"),)),
        DisplayMaths("x = 1"),
        Paragraph((Text("it is."),)),
    )
    assert parsed("$$\na\n- b\n# c\n$$") == (DisplayMaths("a - b # c"),)


def test_no_sign_of_markdown_counts_in_maths_or_code() -> None:
    assert inner("$a_1*b_2*c$ `*x*`") == (Maths("a_1*b_2*c"), Text(" "), CodeSpan("*x*"))


def test_a_blank_stands_in_text_code_and_maths() -> None:
    source = f"**{BLANK}** `f({BLANK})` $x^{BLANK}$"
    assert inner(source, ("a", "", "2")) == (
        Styled("strong", (Blank("a"),)),
        Text(" "),
        CodeSpan("f([…])"),
        Text(" "),
        Maths(f"x^{BLANK}", (Blank("2"),)),
    )
    assert str(marked(source, ("a", "", "2"))) == "[a] f([…]) x^[2]"
    assert places_of_blanks(source) == ("text", "code", "maths")


def test_a_blank_before_brackets_is_no_link() -> None:
    assert str(marked(f"{BLANK}(the town)", ("place",))) == "[place](the town)"


def test_what_fills_a_gap_is_told_apart() -> None:
    assert inner(f"a {FILLED}*b*{END} c", ()) == (
        Text("a "),
        Styled("em", (Text("b", filled=True),)),
        Text(" c"),
    )


def test_an_author_cannot_write_the_signs_of_gaps() -> None:
    assert plain_of(f"*a*{BLANK}{FILLED}b") == "ab"


@pytest.mark.parametrize("escape", ["&#27;]52;c;x&#7;", "&#x202e;", "&#8233;"])
def test_a_character_written_as_a_number_is_as_unsafe(escape: str) -> None:
    assert not UNSAFE.search(plain_of(f"*a* {escape}"))
    assert not UNSAFE.search(plain_of(f"[a](https://b.org/{escape})"))


def test_plain_text_keeps_what_is_said() -> None:
    source = "# Head\n\n- *a*\n- `b`\n\n| x | y |\n|---|---|\n| $x^2$ | [l](https://a.org) |"
    assert plain_of(source) == "Head\n\n- a\n- b\n\nx | y\nx² | l"


def test_a_text_without_marks_is_itself() -> None:
    text = "Plain, (brackets) and 3 + 4 = 7. Next: a-b!"
    assert marked(text) is text
    assert not isinstance(marked(text), MarkedText)


_BOMBS = {
    "quotes": ">",
    "lists": "- ",
    "brackets": "[",
    "emphases": "*a ",
    "mixed": "*a **b ",
    "links": "[a](<b",
    "pictures": "![",
    "dollars": "$a ",
    "displays": "$$\n",
    "cells": "|a",
    "rows": "|a|\n|-|\n|b|\n",
    "fences": "```\n",
    "entities": "&#27;",
    "addresses": "<a@b.c ",
    "backslashes": "\\",
    "stars": "**",
}


@pytest.mark.parametrize("piece", _BOMBS.values(), ids=_BOMBS.keys())
def test_a_bomb_is_drawn_in_bounded_time(piece: str) -> None:
    source = (piece * LONGEST)[:LONGEST]
    begun = time.process_time()
    text = marked(source)
    as_html(nodes_of(parsed(source), mathml))
    assert time.process_time() - begun < 2
    assert not UNSAFE.search(text)


def test_a_text_beyond_bounds_stands_as_it_is() -> None:
    assert plain_of("*a* " * LONGEST) == "*a* " * LONGEST


@settings(max_examples=2 * settings().max_examples)
@given(
    st.lists(
        st.sampled_from([*_BOMBS.values(), "\n", "    ", "x", "](https://a)", "`", "$", "^", "{"]),
        max_size=30,
    ).map("".join)
)
def test_whatever_is_mixed_is_safe_to_draw(source: str) -> None:
    text = marked(source)
    assert not UNSAFE.search(text)
    drawn = as_html(nodes_of(parsed(source), mathml))
    assert "<script" not in drawn
