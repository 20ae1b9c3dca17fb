"""How notes are asked is found once for all that are alike, and is as if it were found for each."""

from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st

from trainer.exchange.anki.note_type import NoteType, Template
from trainer.exchange.anki.sides import sides_of

FIELDS = ("A", "B", "C")
_PIECES = (
    *("{{A}}", "{{B}}", "{{C}}", "{{text:A}}", "{{furigana:B}}", "{{hint:B}}", "{{type:B}}"),
    *("{{Tags}}", "{{Deck}}", "{{CardFlag}}", "{{FrontSide}}", "<hr id=answer>", "<br>", "<b>"),
    *("</b>", " - ", "(", ")", " ", "dog", "A: ", "{{#C}}<i>{{C}}</i>{{/C}}", "{{^B}}none{{/B}}"),
    *("{{#A}}{{^B}}{{C}}{{/B}}{{#C}}{{A}}{{/C}}{{/A}}", "<img src='{{C}}.png'>", "[sound:{{C}}]"),
    *("<a href='{{A}}'>x</a>", "<ruby>{{A}}<rt>{{B}}</rt></ruby>", "&{{C}};", "<li>{{B}}</li>"),
)
_WORDS = (
    *("", "dog", "Hund", "A", "the dog", "dog dog", "x.", "12", "(x)", "x - y", "a: b", "none"),
    *("\ue200", "\ue201 a", "a\ue200", "\ue0c4", "<b>x</b>", "a&nbsp;b", "<br>", "<div></div>"),
    *("{{c1::x}}", "{{B}}", "a[b]", "e\u0301", "a\u200bb", "a\u00adb", "a\x07b", "a\u202eb", "ﬁ"),
    *("a  b", "a\nb", " a", "a\u2028b", "\\(x\\)", "a*b*", "# a", "a_b_", "lt;", "a\ufe0f", "𝒳"),
)
_PLAIN = ("", "dog", "Hund", "A", "the dog", "x.", "x - y", "12", "none", "the", "a-b", "d og", "o")
texts = st.sampled_from(_PLAIN) | st.sampled_from(_PLAIN) | st.sampled_from(_WORDS) | st.text()
sides = st.lists(st.sampled_from(_PIECES), max_size=4).map("".join)
fronts = st.sampled_from(
    ("{{A}}", "A: {{A}}", "{{A}} {{C}}", "{{A}} - {{hint:C}}", "{{A}}{{type:B}}")
)
backs = st.sampled_from(
    ("{{B}}", "{{FrontSide}}<hr id=answer>{{B}}", "{{B}}<br>{{A}}", "{{type:B}}")
)
templates = st.lists(st.tuples(fronts | sides, backs | sides), min_size=1, max_size=2)
notes = st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=4)


@given(templates, notes, st.none() | st.lists(st.integers(0, 2), unique=True, max_size=3))
@example([("{{A}}", "{{FrontSide}}<hr id=answer>{{B}}")], [("a", "b", ""), ("b", "ab", "")], None)
@example([("{{A}}", "A: {{B}}")], [("Hund", "dog", ""), ("A: dog", "dog", "")], [0])
def test_what_is_remembered_is_what_is_found(
    asked: list[tuple[str, str]], met: list[tuple[str, str, str]], there: list[int] | None
) -> None:
    made = tuple(Template.of(str(at), *one) for at, one in enumerate(asked))
    kind = NoteType("K", FIELDS, made)
    for texts in met:
        values = dict(zip(FIELDS, texts, strict=True))
        got = sides_of(kind, there, values)
        with patch("trainer.exchange.anki.sides._signs_for", return_value=None):  # as if first met
            fresh = sides_of(kind, there, values)
        assert {at: side.fields for at, side in got.sides.items()} == {
            at: side.fields for at, side in fresh.sides.items()
        }
        assert [*got.lost] == [*fresh.lost]


def test_types_of_one_name_are_kept_apart() -> None:
    there = NoteType("K", FIELDS, (Template.of("1", "{{A}}", "{{B}}"),))
    back = NoteType("K", FIELDS, (Template.of("1", "{{B}}", "{{A}}"),))
    values = {"A": "Hund", "B": "dog", "C": ""}
    asks = [sides_of(kind, None, values).sides[0].fields["q"] for kind in (there, back)]
    assert asks == ["Hund", "dog"]
