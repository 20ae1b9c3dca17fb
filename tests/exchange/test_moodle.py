"""What a Moodle quiz says that no quiz can mean."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.exchange.test_markup_in import marked_deck
from trainer.deck.card import Card, Cloze, DraftCard, Match
from trainer.deck.deck import Deck
from trainer.deck.reader import read_deck_text
from trainer.exchange.anki.package_writer import write_apkg
from trainer.exchange.import_result import ImportResult
from trainer.exchange.moodle.xml_writer import write_moodle
from trainer.exchange.recognition import reader_of
from trainer.exchange.source import ForeignFile

QUIZ = (
    '<quiz><question type="multichoice"><questiontext format="html"><text>Which?</text>'
    '</questiontext><answer fraction="{0}"><text>Po</text></answer>'
    '<answer fraction="{1}"><text>Arno</text></answer></question></quiz>'
)


@pytest.mark.parametrize("odd", ["nan", "inf", "-inf", "1e999", "x", ""])
def test_a_share_that_is_no_number_is_none(tmp_path: Path, odd: str) -> None:
    for name, shares in (("a", (odd, odd)), ("b", (odd, "100")), ("c", ("100", odd))):
        file = tmp_path / f"{name}.xml"
        file.write_text(QUIZ.format(*shares))
        source = ForeignFile(file)
        imported = reader_of(source).read(source, "T")
        assert len(imported.cards) == 1
        assert bool(imported.drafts) == ("100" not in shares)


def back(deck: Deck, folder: Path) -> ImportResult:
    file = folder / "quiz.xml"
    file.write_text(write_moodle(deck)[0])
    source = ForeignFile(file)
    return reader_of(source).read(source, "T")


def test_a_marked_up_deck_comes_back_as_it_went(tmp_path: Path) -> None:
    went, came = marked_deck().cards, back(marked_deck(), tmp_path)
    assert came.marked_up
    assert [card.prompt for card in came.cards if not isinstance(card, Cloze)] == [
        card.prompt for card in went if not isinstance(card, Cloze)
    ]
    assert [card.why for card in came.cards] == [card.why for card in went]


ODD = r"""
title: Odd
cards:
  - id: a
    cloze: '{1:SA:=no} {{a\}~#=%b*&<c>}}, {{x \ y}} and {{Rom::city}}'
    accept: {Rom: ["R~m"]}
  - {id: b, q: "5 < 6 & <b> &lt; \u00a0", typed: "a*b <i> & \\*", exact: true}
  - {id: c, q: "]]> {1:SA:=x}", a: "<b>", wrong: {"&amp;": "no & yes"}}
  - {id: d, q: Match, match: {"a < b": "<i>", "c -> d": "&", "e": "%50%f"}, extra: ["<x>"]}
  - {id: e, q: How many?, number: "-1.5", tolerance: "0.25", unit: "µm & so"}
  - {id: f, q: Pick, a: [a, b, c], wrong: [d]}
  - {id: g, q: It is so., truth: true, why: "for <sure>", tags: [x, y], hint: "look & see"}
"""


def test_odd_signs_come_back(tmp_path: Path) -> None:
    deck = read_deck_text(ODD, Path("odd.yaml")).deck
    assert deck
    came = back(deck, tmp_path)

    def said(cards: Sequence[Card]) -> list[object]:
        keys = {"cloze", "q", "typed", "exact", "a", "wrong", "match", "extra", "number", "why"}
        return [card.model_dump(include=keys | {"unit", "tolerance", "hint"}) for card in cards]

    first, *others = said(came.cards)
    was, *rest = said(deck.cards)
    assert others == rest
    assert isinstance(first, dict)
    assert isinstance(was, dict)
    assert first["cloze"] == str(was["cloze"]).replace("::city", "")
    assert not came.drafts
    [cloze] = [card for card in came.cards if isinstance(card, Cloze)]
    assert cloze.accept == {"Rom": ("R~m",)}


def reading(folder: Path, question: str) -> ImportResult:
    (folder / "q.xml").write_text(f"<quiz>{question}</quiz>")
    source = ForeignFile(folder / "q.xml")
    return reader_of(source).read(source, "T")


def pairs_of(kind: str, form: str) -> str:
    return f'<question type="{kind}"><questiontext><text>Match</text></questiontext>' + (
        "".join(
            f'<subquestion format="html"><text>&lt;p&gt;{left}&lt;/p&gt;</text>'
            f"<answer {form}><text>&lt;p&gt;{left}{left}&lt;/p&gt;</text></answer></subquestion>"
            for left in "abc"
        )
        + "</question>"
    )


def test_pairs_to_drag_are_pairs(tmp_path: Path) -> None:
    [card] = reading(tmp_path, pairs_of("ddmatch", 'format="html"')).cards
    assert isinstance(card, Match)
    assert card.match == {"a": "aa", "b": "bb", "c": "cc"}


def test_a_kind_that_is_not_read_keeps_its_answers(tmp_path: Path) -> None:
    [card] = reading(tmp_path, pairs_of("someday", 'format="html"')).cards
    assert isinstance(card, DraftCard)
    assert card.written["options"] == ["a -> aa", "b -> bb", "c -> cc"]


def test_what_an_essay_says_to_its_graders_is_a_note(tmp_path: Path) -> None:
    essay = (
        '<question type="essay"><questiontext><text>Why?</text></questiontext><graderinfo>'
        "<text>Look for two reasons.</text></graderinfo><responsetemplate><text>Because</text>"
        "</responsetemplate></question>"
    )
    imported = reading(tmp_path, essay)
    [card] = imported.cards
    assert isinstance(card, DraftCard)
    assert card.written["note"] == "Look for two reasons."
    assert [one.what for one in imported.losses] == [
        "with what an answer begins, “Because”: “Why?”"
    ]


SAID = """
<question type="category"><category><text>$course$/top/Rivers</text></category>
<info><text>All of them</text></info></question>
<question type="multichoice"><questiontext><text>Which?</text></questiontext>
<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>
<correctfeedback><text>Your answer is correct.</text></correctfeedback>
<incorrectfeedback><text>See page 3</text></incorrectfeedback></question>
<question type="cloze"><questiontext><text>The {1:SA:=Po#yes~%0%Arno#no\\#1} flows.</text>
</questiontext></question>
<question type="someday"><questiontext><text>Drag</text></questiontext>
<drag><no>1</no><text>Po</text></drag></question>
"""


def test_what_is_said_beside_the_answers_is_told(tmp_path: Path) -> None:
    imported = reading(tmp_path, SAID)
    assert [one.what.partition(": “")[0] for one in imported.losses] == [
        "the description of the category “Rivers”",
        "feedback on every wrong answer, “See page 3”",
        "feedback on an answer of a gap, “yes”",
        "feedback on an answer of a gap, “no#1”",
    ]
    assert isinstance(imported.cards[-1], DraftCard)
    assert imported.cards[-1].written["options"] == ["Po"]


LITERAL = r"""
title: Literal
cards:
  - {id: a, q: 'A \n b', a: 'c \n d', why: 'e \n f'}
  - {id: b, q: 'Path \(x\) and $$y$$ or $$$', a: 'ok \[z\] [$]z[/$]', why: '[latex]x[/latex] \\('}
  - {id: c, q: 'Which \(x\)?', a: '\(y\)', wrong: {'$$z$$': null}}
  - {id: d, cloze: 'A \(x\) {{\(y\)}} \[z\]'}
"""


def test_a_plain_deck_comes_back_with_what_looks_like_maths_there(tmp_path: Path) -> None:
    deck = read_deck_text(LITERAL, Path("literal.yaml")).deck
    assert deck
    written, losses = write_moodle(deck)
    assert not re.search(r"\\[(\[]|\$\$", re.sub(r"<answer.*|\{1:.*?\}", "", written))
    came = back(deck, tmp_path)
    assert not came.marked_up
    assert [(one.prompt, one.solution, one.why) for one in came.cards] == [
        (one.prompt, one.solution, one.why) for one in deck.cards
    ]
    assert not [one for one in losses if "comes back" in one.what]
    package = tmp_path / "literal.apkg"
    package.write_bytes(write_apkg(deck)[0])
    came = reader_of(ForeignFile(package)).read(ForeignFile(package), "T")
    assert not came.marked_up
    assert [(one.prompt, one.why) for one in came.cards] == [
        (one.prompt if one.id != "c" else "Which \\(x\\)?\n- $$z$$\n- \\(y\\)", one.why)
        for one in deck.cards
    ]


def test_the_slip_of_one_writer_is_taken_out(tmp_path: Path) -> None:
    said = r"<p>\(\)One \n two</p>"
    imported = reading(
        tmp_path,
        f'<question type="essay"><questiontext><text><![CDATA[{said}]]></text></questiontext>'
        "</question>",
    )
    assert imported.cards[0].prompt == "One two"


def test_a_formula_to_type_is_right_in_latex_and_as_people_type_it() -> None:
    deck = read_deck_text(
        "title: T\nmarkup: markdown\ncards:\n"
        r"  - {id: a, q: Root?, typed: '$\sqrt{2}$'}" + "\n"
        r"  - {id: b, q: Half?, typed: '$\frac{1}{2}$'}" + "\n"
        r"  - {id: c, q: Word?, typed: '*so*'}" + "\n",
        Path("t.yaml"),
    ).deck
    assert deck
    written, losses = write_moodle(deck)
    answers = re.findall(r'<answer fraction="100" format="plain_text"><text>(.*?)</text>', written)
    assert answers == ["√2", r"\sqrt{2}", "sqrt(2)", "1/2", r"\frac{1}{2}", "so"]
    assert [one.place for one in losses if "as a formula" in one.what] == ["a", "b"]
