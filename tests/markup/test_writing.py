"""Elements as Markdown, and back."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.markup.element import (
    Block,
    CodeSpan,
    Inline,
    LineBreak,
    Listing,
    Paragraph,
    Styled,
    Text,
)
from trainer.markup.parsing import BLANK
from trainer.markup.writing import reads_as, written

WORDS = st.lists(
    st.sampled_from(
        ["word", "a", "é", "東京", " ", ",", ".", "(", "5", "1.", "-", "「", "*", "_x"]
    ),
    min_size=1,
    max_size=3,
).map("".join)
PARTS = st.one_of(
    WORDS.map(Text),
    WORDS.map(lambda text: Styled("strong", (Text(text),))),
    WORDS.map(lambda text: Styled("em", (Text(text), CodeSpan("y")))),
)


def says(part: Inline) -> bool:
    return not isinstance(part, Text) or bool(part.text.strip())


@given(st.lists(st.lists(PARTS, min_size=1, max_size=3), min_size=1, max_size=3))
def test_the_words_of_any_lines_stay(lines: list[list[Inline]]) -> None:
    """With their styles, where Markdown can say these at all."""
    parts: list[Inline] = []
    for line in lines:
        if any(map(says, line)):
            parts += [LineBreak(), *line]
    if parts:
        block = Paragraph(tuple(parts[1:]))
        told = written([block])
        bare = [part.inner if isinstance(part, Styled) else (part,) for part in block.inner]
        plain = Paragraph(tuple(inner for inners in bare for inner in inners))
        letters = [char for char in told if char.isalnum()]
        said = [p.text for p in plain.inner if isinstance(p, Text | CodeSpan)]
        assert letters == [char for text in said for char in text if char.isalnum()]


@given(st.lists(st.sampled_from(["word", "é", "東京", "5"]), min_size=1, max_size=6))
def test_a_style_within_words_is_read_as_it_was(words: list[str]) -> None:
    parts: list[Inline] = []
    for at, word in enumerate(words):
        parts.append(Styled("strong", (Text(word),)) if at % 2 else Text(word))
    assert reads_as(written([Paragraph(tuple(parts))]), [Paragraph(tuple(parts))])


LINES = st.lists(
    st.sampled_from(["word", "é", "5", "5.", "-", "--", "+", "=", "#", "\u00a0", BLANK, "東京"]),
    min_size=1,
    max_size=4,
).map(" ".join)
ITEMS = st.lists(LINES.filter(str.strip), min_size=1, max_size=3)


@given(ITEMS, ITEMS, st.sampled_from([None, 1, 7]))
def test_lines_and_lists_of_any_words_are_read_as_they_were(
    lines: list[str], items: list[str], start: int | None
) -> None:
    bold = Styled("strong", (Text("bold"),))
    line = [part for text in lines for part in (LineBreak(), Text(text), Text(" "), bold)][1:]
    blocks: list[Block] = [
        Paragraph(tuple(line)),
        Listing(tuple((Paragraph((Text(text), Text(" "), bold)),) for text in items), start),
    ]
    assert reads_as(written(blocks), blocks)
