"""What an author is shown, and where."""

import gc
import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.deck import yaml_tree
from trainer.deck.card import KINDS, Cloze, Flashcard
from trainer.deck.reader import read_deck, read_deck_text
from trainer.deck.reading import MAX_BYTES, Reading

HEAD = "title: T\ncards:\n"
ALL = """\
title: Every kind
id: kinds
tags: [a, b]
source: {title: S, date: 2021-11-11}
cards:
  - {id: c1, q: Q1?, a: A, tags: a, evidence: 4.2, importance: 3}
  - {id: c2, q: Q2?, a: A, wrong: [B, C]}
  - {id: c3, q: Q3?, a: [A, B], wrong: {C: why}}
  - {id: c4, q: Q4?, typed: A, accept: [B], confusable_with: c1}
  - {id: c5, cloze: "x {{A}} y {{B::hint}}"}
  - {id: c6, q: Q6., truth: false, correction: C.}
  - {id: c7, q: Q7?, number: 6, unit: km, tolerance: 5%}
  - {id: c8, q: Q8?, date: 2018-04}
  - {id: c9, q: Q9?, order: [a, b, c], requires: [c1, c2]}
  - {id: c10, q: Q10?, match: {a: b, c: d, e: f}, extra: g}
  - {id: c11, q: Q11?, list: [a, b]}
  - {id: c12, q: Q12?, picture: a.png, where: A, hide: {A: [1, 2.5, 3, 4]}}
  - {id: c13, q: Q13?, picture: {file: a.png, alt: A map}, hide: {A: [1, 2, 3, 4]}, accept: {A: B}}
"""


FIELDS = sorted({field for kind in KINDS for field in kind.model_fields})

# In braces the pure parser takes no question mark within a text; in lines they agree.
BLOCK = """\
title: "Lines"
cards:
  - q: What is it?
    a: 'It''s a card.'
    wrong:
      - one
      - two: of them
  - cloze: >-
      A {{gap}} in a
      folded text
  - q: Order?
    order: [a, b, c]
"""


def read(text: str) -> Reading:
    return read_deck_text(text, Path("deck.yaml"))


def places(text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of every finding."""
    found = read(text).diagnostics
    return [(str(finding.code), finding.span.line, finding.span.column) for finding in found]


def test_a_deck_of_every_kind_is_sound() -> None:
    reading = read(ALL)
    assert reading.diagnostics == ()
    assert reading.deck is not None
    assert [type(card) for card in reading.deck.cards] == list(KINDS)
    assert [span.line for span in reading.card_spans] == list(range(6, 19))


@pytest.mark.parametrize(
    "written", ["no", "2014", "1:30", "012", "~", "null", "2014-05-06", "1e3", "0x1F", ".5", "yes"]
)
def test_text_is_text(written: str) -> None:
    deck = read(f"{HEAD}  - {{q: Q?, a: {written}}}\n").deck
    assert deck is not None
    assert isinstance(deck.cards[0], Flashcard)
    assert deck.cards[0].a == written


@pytest.mark.parametrize("cards", ["cards: []", "cards:", "cards:  # soon", "cards:\n  # soon"])
def test_a_deck_just_begun_is_a_deck(cards: str) -> None:
    assert places(f"title: T\n{cards}\n") == [("D381", 2, 1)]
    deck = read(f"title: T\n{cards}\n").deck
    assert deck is not None
    assert deck.cards == ()


def test_the_file_names_a_deck_that_has_no_id() -> None:
    deck = read_deck_text(f"{HEAD}  - {{q: Q?, a: A}}\n", Path("My Deck.yaml")).deck
    assert deck is not None
    assert deck.id == "my-deck"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [("D205", 1, 1)], id="empty"),
        pytest.param("just text", [("D205", 1, 1)], id="no mapping"),
        pytest.param("title: T\n", [("D205", 1, 1)], id="no cards"),
        pytest.param("title: T\ncards: {}\n", [("D205", 2, 1)], id="no list of cards"),
        pytest.param(HEAD + "  - text\n", [("D205", 3, 5)], id="no card"),
        pytest.param(HEAD + "\t- q: Q\n", [("D102", 3, 1)], id="tab"),
        pytest.param(HEAD + "  - q:What\n    a: A\n", [("D103", 3, 6)], id="no space"),
        pytest.param(HEAD + "  - q: a: b\n", [("D104", 3, 9)], id="colon in text"),
        pytest.param(HEAD + '  - q: "x\n    a: b\n', [("D105", 3, 8)], id="unclosed quote"),
        pytest.param(HEAD + '  - q: "x" y\n    a: b\n', [("D106", 3, 12)], id="after quote"),
        pytest.param(HEAD + "  - q: @x\n    a: b\n", [("D107", 3, 8)], id="at sign"),
        pytest.param(HEAD + "  - q: `x`\n    a: b\n", [("D107", 3, 8)], id="backquote"),
        pytest.param(HEAD + "  - q: *x\n    a: b\n", [("D107", 3, 8)], id="alias"),
        pytest.param(HEAD + "  - q: &x y\n    a: b\n", [("D107", 3, 8)], id="anchor"),
        pytest.param(HEAD + "  - q: !x y\n    a: b\n", [("D107", 3, 8)], id="tag"),
        pytest.param(HEAD + "  - q: Q\n    q: R\n    a: A\n", [("D108", 4, 5)], id="doubled"),
        pytest.param(HEAD + "  - q: Q\n   a: A\n", [("D109", 4, 4)], id="indentation"),
        pytest.param(ALL + "---\na: b\n", [("D110", 19, 1)], id="second document"),
        pytest.param("a: " + "[" * 9, [("D111", 1, 11)], id="too deep"),
        pytest.param("title: a\x07b\n", [("D112", 1, 9)], id="control character"),
        pytest.param("? [a]\n: b\n", [("D114", 1, 3)], id="key that is no text"),
        pytest.param(HEAD + "  - {q: Q, a: A, x: y}\n", [("D201", 3, 18)], id="unknown key"),
        pytest.param(HEAD + "  - {q: Q}\n", [("D202", 3, 5)], id="no answer"),
        pytest.param(HEAD + "  - {a: A}\n", [("D202", 3, 5)], id="no question"),
        pytest.param(HEAD + "  - {q: Q, a: ''}\n", [("D203", 3, 15)], id="empty answer"),
        pytest.param(
            HEAD + "  - {q: Q, a: A, importance: 5}\n", [("D203", 3, 30)], id="importance"
        ),
        pytest.param(HEAD + "  - {q: Q, number: six}\n", [("D203", 3, 20)], id="no number"),
        pytest.param(HEAD + "  - {q: Q, number: 1e999999}\n", [("D203", 3, 20)], id="vast number"),
        pytest.param(HEAD + "  - {q: Q, date: 2018-13}\n", [("D203", 3, 18)], id="no date"),
        pytest.param(HEAD + "  - {q: Q, date: 2018-00}\n", [("D203", 3, 18)], id="month 0"),
        pytest.param(HEAD + "  - {q: Q, order: [a, b]}\n", [("D203", 3, 19)], id="short order"),
        pytest.param(HEAD + "  - {cloze: no gap}\n", [("D203", 3, 13)], id="no gap"),
        pytest.param(
            HEAD + '  - {cloze: "{{A}} and {{B}}", accept: [C]}\n',
            [("D203", 3, 40)],
            id="accepted, but for which gap?",
        ),
        pytest.param(
            HEAD + '  - {cloze: "{{A}} and {{B}}", accept: {A: C, D: E}}\n',
            [("D203", 3, 40)],
            id="accepted for a gap that is none",
        ),
        pytest.param(HEAD + "  - {q: Q, a: A, wrong: [B, B]}\n", [("D203", 3, 25)], id="twice"),
        pytest.param(HEAD + "  - {q: Q, a: A, typed: B}\n", [("D204", 3, 18)], id="two answers"),
        pytest.param(
            HEAD + "  - {q: Q?, a: A}\n  - {q: Q?, a: B}\n", [("D206", 4, 5)], id="same question"
        ),
        pytest.param(
            HEAD + "  - {id: x, q: Q, a: A}\n  - {id: x, q: R, a: B}\n",
            [("D206", 4, 10)],
            id="same id",
        ),
        pytest.param(
            HEAD + "  - {q: Q, a: A, requires: zz}\n", [("D207", 3, 28)], id="no such card"
        ),
        pytest.param(
            HEAD + "  - {id: x, q: Q, a: A, requires: x}\n",
            [("D207", 3, 35), ("D208", 3, 35)],
            id="itself",
        ),
        pytest.param(
            HEAD + "  - {id: x, q: Q, a: A, requires: y}\n  - {id: y, q: R, a: B, requires: x}\n",
            [("D208", 3, 35)],
            id="circle",
        ),
        pytest.param(
            "tags: [x]\n" + HEAD + "  - {q: Q, a: A, tags: [x, y]}\n",
            [("D209", 4, 28)],
            id="unknown tag",
        ),
        pytest.param(HEAD + '  - {q: "a\\x1bb", a: A}\n', [("D210", 3, 9)], id="escaped escape"),
        pytest.param(HEAD + "  - {q: a\u202eb, a: A}\n", [("D210", 3, 10)], id="bidi override"),
        pytest.param(HEAD + "  - {q: S, truth: false}\n", [("D211", 3, 19)], id="no correction"),
        pytest.param(
            HEAD + "  - {q: Q, a: A, wrong: [a]}\n", [("D212", 3, 26)], id="right and wrong"
        ),
    ],
)
def test_every_finding_has_its_code_and_place(
    text: str, expected: list[tuple[str, int, int]]
) -> None:
    assert places(text) == expected
    assert read(text).deck is None


def test_all_findings_of_a_file_are_told_at_once_in_their_order() -> None:
    text = HEAD + "  - {q: Q}\n  - {q: R, a: ''}\n  - {q: S, number: x}\n"
    assert [line for _, line, _ in places(text)] == [3, 4, 5]


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("question", "q"),
        ("front", "q"),
        ("answer", "a"),
        ("back", "a"),
        ("anwser", "a"),
        ("explanation", "why"),
        ("importence", "importance"),
        ("tag", "tags"),
    ],
)
def test_a_near_miss_is_told_once_with_what_was_meant(key: str, meant: str) -> None:
    card = {"q": "Q?", "a": "A", "why": "W", "importance": "2", "tags": "t"}
    card[key] = card.pop(meant)
    text = HEAD + "  - {" + ", ".join(f"{name}: {value}" for name, value in card.items()) + "}\n"
    [finding] = read(text).diagnostics
    assert finding.code == "D201"
    assert finding.hint == f"did you mean `{meant}`?"


@pytest.mark.parametrize(
    ("card", "message"),
    [
        ("q: Q, order: [a, b, c], x: y", "an order card has no key `x`"),
        ("q: Q, a: A, x: y", "a flashcard card has no key `x`"),
        ("q: Q, match: {a: b}", "`match` has 1 entry"),
        ("q: Q, order: [a, b]", "`order` has 2 entries"),
    ],
)
def test_messages_are_english(card: str, message: str) -> None:
    assert [f.message for f in read(f"{HEAD}  - {{{card}}}\n").diagnostics] == [message]


def test_beside_an_answer_a_near_miss_is_no_other_answer() -> None:
    [finding] = read(HEAD + "  - {q: Q, a: A, rate: 5}\n").diagnostics
    assert finding.message == "a flashcard card has no key `rate`"


def test_distractors_make_a_choice() -> None:
    [finding] = read(HEAD + "  - {q: Q, a: A, distractors: [B]}\n").diagnostics
    assert finding.hint == "did you mean `wrong`?"


def test_windows_line_ends_keep_their_places(tmp_path: Path) -> None:
    text = (HEAD + "  - {q: Q}\n").replace("\n", "\r\n")
    assert places(text) == [("D202", 3, 5)]
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + ALL.replace("\n", "\r\n").encode())
    assert read_deck(path).diagnostics == ()


def test_text_in_another_encoding_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes((HEAD + "  - {q: Québec?, a: A}\n").encode("latin-1"))
    [finding] = read_deck(path).diagnostics
    assert (finding.code, finding.span.line, finding.span.column) == ("D112", 3, 11)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert [finding.code for finding in read_deck(path).diagnostics] == ["D113"]


def test_the_garbage_collector_is_as_it_was() -> None:
    read(ALL)
    assert gc.isenabled()


@settings(max_examples=2 * settings().max_examples)
@given(st.text(max_size=300))
def test_any_text_gives_findings_and_no_traceback(text: str) -> None:
    reading = read(text)
    assert reading.deck is not None or reading.diagnostics


@settings(max_examples=3 * settings().max_examples)
@given(st.data())
def test_a_deck_mutilated_anyhow_gives_findings_and_no_traceback(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(ALL)))
    end = data.draw(st.integers(start, min(len(ALL), start + 30)))
    put = data.draw(st.text(alphabet="{}[]:,-'\"*&!|>%@`#?\n\t ab0", max_size=8))
    reading = read(ALL[:start] + put + ALL[end:])
    assert (reading.deck is None) == any(f.severity == "error" for f in reading.diagnostics)


TREES = st.recursive(
    st.sampled_from(["", "a", "6", "true", "{{g}}", "4.2", "x y"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "q"]), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(max_examples=2 * settings().max_examples)
@given(key=st.sampled_from(FIELDS), value=TREES, card=st.integers(0, 10))
def test_anything_under_any_key_gives_findings_and_no_traceback(
    key: str, value: object, card: int
) -> None:
    deck = yaml.load(ALL, Loader=yaml.CBaseLoader)
    deck["cards"][card][key] = value
    reading = read(json.dumps(deck))
    assert (reading.deck is None) == bool(reading.diagnostics)


@given(st.data())
def test_the_pure_loader_reads_what_the_c_loader_reads(data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(BLOCK)))
    put = data.draw(st.sampled_from(["", "x", "\n", "'", "- ", ": "]))
    text = BLOCK[:cut] + put + BLOCK[cut:]
    fast = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_tree, "Loader", yaml.SafeLoader)
        slow = read(text)
    assert fast.deck == slow.deck
    assert bool(fast.diagnostics) == bool(slow.diagnostics)


def test_noncharacters_are_left_out_and_characters_of_private_use_stay() -> None:
    text = "title: T\ncards:\n  - {cloze: '\ue0c0\ufdd0{{a\U0001fffeb::\uf8ff}}', exact: yes}\n"
    [card] = read_deck_text(text, Path("t.yaml")).cards
    assert isinstance(card, Cloze)
    assert card.cloze == "\ue0c0{{ab::\uf8ff}}"
