"""What leads an author astray: one finding, on the line that is wrong."""

from pathlib import Path

import pytest

from tests.bench.slips import KINDS, decks, tried
from trainer.deck.diagnostic import Diagnostic
from trainer.deck.fixing import fixed
from trainer.deck.lint import all_findings
from trainer.deck.reader import read_deck_text

PATH = Path("deck.yaml")
DECK = """\
title: Bridges
cards:
  - q: Which river does the bridge of Velm cross?
    a: The Tarn
    why: It is the only one for thirty miles around.
  - q: Who drew the plan of the bridge?
    typed: Ida Brandt
    why: The town council had asked three engineers.
  - q: What did the bridge join?
    list:
      - Velm
      - the upper valley
      - the railway
    why: Before it, a ferry had done so.
"""


def findings(text: str) -> list[Diagnostic]:
    return [*all_findings(read_deck_text(text, PATH))]


def messages(text: str) -> list[tuple[int, str]]:
    return [(finding.span.line, finding.code) for finding in findings(text)]


@pytest.mark.parametrize("kind", KINDS)
def test_slips_are_told_on_their_own_line_and_once(kind: str) -> None:
    result = tried(decks()["every kind"], KINDS[kind])
    assert result.on_the_line / result.made >= 0.97
    assert result.most <= 2


@pytest.mark.parametrize(
    ("before", "after", "finding"),
    [
        ("    typed: Ida", "typed: Ida", (7, "D109")),
        ("    why: The town", "\u00a0\u00a0\u00a0\u00a0why: The town", (8, "D102")),
        ("  - q: Who drew", "    q: Who drew", (6, "D116")),
        ("  - q: Which river", "    q: Which river", (3, "D116")),
        ("asked three", "asked\nthree", (9, "D101")),
        ("      - the upper", "      – the upper", (12, "D116")),
        ("  - q: What did", "  • q: What did", (9, "D116")),
        ("  - q: What did", "  * q: What did", (9, "D116")),
        ("  - q: What did", "  -q: What did", (9, "D115")),
        ("  - q: What did", "<<<<<<< HEAD\n  - q: What did", (9, "D117")),
        ("    why: Before", "=======\n    why: Before", (14, "D117")),
    ],
)
def test_one_line_out_of_place_is_one_finding(
    before: str, after: str, finding: tuple[int, str]
) -> None:
    text = DECK.replace(before, after)
    assert text != DECK
    assert messages(text) == [finding]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    typed: Ida", "typed: Ida"),
        ("    why: The town", "\u00a0\u00a0\u00a0\u00a0why: The town"),
        ("  - q: Who drew", "    q: Who drew"),
        ("      - the upper", "      – the upper"),
        ("  - q: What did", "  -q: What did"),
    ],
)
def test_what_is_beyond_doubt_is_mended(before: str, after: str) -> None:
    slipped = DECK.replace(before, after)
    assert fixed(read_deck_text(slipped, PATH)) == fixed(read_deck_text(DECK, PATH))


def test_a_slip_does_not_hide_a_mistake_on_another_card() -> None:
    text = DECK.replace("    typed: Ida", "typed: Ida").replace("    a: The Tarn", "    a:The Tarn")
    assert messages(text) == [(4, "D103"), (7, "D109")]


def test_lines_within_texts_are_texts() -> None:
    text = DECK.replace(
        "    why: Before it, a ferry had done so.\n",
        "    why: |\n      q: not a key, but said\n      – nor a bullet\n      <b>\n    a:x\n",
    )
    assert [line for line, _ in messages(text)] == [18]


@pytest.mark.parametrize(
    ("deck", "line"),
    [
        (DECK.replace("why: Before it,", "why: >-\n      hint: Before it,"), 15),
        (
            DECK.replace("list:\n", "why: >-\n      order: a\n    list:\n").rsplit("    why", 1)[0],
            11,
        ),
    ],
)
def test_a_key_within_a_text_of_a_sound_card_is_advice_to_be_silenced(deck: str, line: int) -> None:
    assert messages(deck) == [(line, "D329")]
    silenced = deck + "    silence: {D329: a text of that form}\n"
    assert messages(silenced) == []


def test_a_key_that_the_card_needs_and_that_became_text_is_an_error_and_the_only_one() -> None:
    text = DECK.replace(
        "q: Who drew the plan of the bridge?\n    typed",
        "q: >-\n      Who drew the plan of the bridge?\n      typed",
    )
    assert messages(text) == [(8, "D118")]


@pytest.mark.parametrize(
    "text",
    [
        r"$\theta$",
        r"$2 \times 3$",
        r"$\nu$ and $\tau$",
        r"$\alpha + \beta$",
        r"\frac{1}{2}",
        r"D:\notes\today",
        r"C:\temp",
        r"snake\_case",
        r"\varphi and \rho",
        r"$\beta + \theta \neq \frac{1}{2}$",
        r"$x \ne y$",
        r"\nu",
        r"$a\textsf{b}$",
        r"$\exp x$",
    ],
)
def test_a_backslash_that_yaml_takes_for_something_else_is_told_and_mended(text: str) -> None:
    deck = f'title: T\nid: t\ncards:\n  - id: x\n    q: Which?\n    a: "{text}"\n'
    reading = read_deck_text(deck, PATH)
    assert [(f.span.line, f.code) for f in reading.diagnostics] == [(6, "D107")]
    mended = read_deck_text(fixed(read_deck_text(deck, PATH)), PATH).deck
    assert mended
    assert mended.cards[0].solution == text


@pytest.mark.parametrize(
    "text",
    [
        r"a\nb",
        r"one\ntwo\nnext",
        r"a\tb",
        r"say \"hi\"",
        r"C:\\temp",
        r"\u00e9",
        r"\\theta",
        r"x\"y",
        r"pane\ne vino",
        r"i fiumi\ni monti",
        r"one.\nnot two",
        r"$$\nu = 1\n$$",
        r"a\r\nb",
        r"if x:\n    f()",
    ],
)
def test_a_backslash_that_was_meant_is_left_alone(text: str) -> None:
    deck = f'title: T\ncards:\n  - q: Which?\n    a: "{text}"\n'
    assert read_deck_text(deck, PATH).deck


ANKI = "title: T\nid: t\ncards:\n  - id: x\n    cloze: {}\n"


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("In {{c1::Rome}} flows a river.", "In {{Rome}} flows a river."),
        ("{{c1::Rome::city}} and {{c2::Pisa}} rise.", "{{Rome::city}} and {{Pisa}} rise."),
        ("'{{C3::Rome}} rises.'", "'{{Rome}} rises.'"),
    ],
)
def test_gaps_of_anki_are_mended(written: str, mended: str) -> None:
    written, mended = (t if t[0] == "'" else f'"{t}"' for t in (written, mended))
    [finding] = read_deck_text(ANKI.format(written), PATH).diagnostics
    assert finding.span.line == 5
    assert "is how Anki begins a gap" in finding.message
    assert fixed(read_deck_text(ANKI.format(written), PATH)) == ANKI.format(mended)


def test_gaps_of_anki_that_are_asked_together_take_a_person() -> None:
    text = ANKI.format('"{{c1::Rome}} and {{c1::Pisa}} rise."')
    assert fixed(read_deck_text(text, PATH)) == text
    assert "together" in read_deck_text(text, PATH).diagnostics[0].hint


OPTIONS = "title: T\nid: t\ncards:\n  - id: x\n    q: Which river?\n    {}\n    {}\n"


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ("choices: [Po, Arno, Tiber]", "answer: 2"),
        ("options: [Po, Arno, Tiber]", "correct: 3"),
        ("options: [Po, Arno, Tiber]", "answer: C"),
        ("choices: [Po, Arno, Tiber]", "a: b)"),
        ("answers: [Po, Arno, Tiber]", "correct: 1"),
        ("options: [Po, Arno, Tiber]", "answer: [0, 2]"),
        ("options: [Po, Arno, Tiber]", "hint: A long one"),
        ("options: {A: Po, B: Arno, C: Tiber}", "answer: C"),
        ("choices:\n      1: Po\n      2: Arno", "correct: 2"),
        ("options: {A: Po, B: Arno, C: Tiber}", "a: Tiber"),
    ],
)
def test_options_among_which_the_right_one_is_not_known_are_not_touched(
    options: str, answer: str
) -> None:
    text = OPTIONS.format(options, answer)
    [finding] = read_deck_text(text, PATH).diagnostics
    assert finding.span.line == 6
    assert "holds the right option too" in finding.message
    assert fixed(read_deck_text(text, PATH)) == text


@pytest.mark.parametrize(
    ("options", "answer", "wrong"),
    [
        ("choices: [Po, Arno, Tiber]", "answer: Tiber", {"Po", "Arno"}),
        ("options: [Tiber, Po, Arno]", "a: Tiber", {"Po", "Arno"}),
        ("options:\n      - Po\n      - Tiber\n      - Arno", "correct: Tiber", {"Po", "Arno"}),
        ("options: [Po, Arno]", "answer: Tiber", {"Po", "Arno"}),
        ("choices: [1, 2, 3]", "answer: 2", {"1", "3"}),
    ],
)
def test_options_among_which_it_is_known_are_mended(
    options: str, answer: str, wrong: set[str]
) -> None:
    deck = read_deck_text(fixed(read_deck_text(OPTIONS.format(options, answer), PATH)), PATH).deck
    assert deck
    [card] = deck.cards
    assert card.kind == "choice"
    assert card.solution == answer.partition(": ")[2]
    assert set(card.wrong) == wrong  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ("wrong: [Po, Arno, Tiber]", "answer: 2"),
        ("distractors: [Po, Arno, Tiber]", "correct_answer: B"),
        ("wrong: {Po: too short, Arno: too short}", "solution: (1)"),
    ],
)
def test_an_answer_that_may_number_an_option_is_not_made_the_right_one(
    wrong: str, answer: str
) -> None:
    deck = read_deck_text(OPTIONS.format(wrong, answer), PATH)
    finding = next(findings for findings in deck.diagnostics if findings.span.line == 7)
    assert "numbers one of the options" in finding.hint
    assert answer in fixed(deck)


def test_a_number_beside_options_that_are_numbers_is_an_answer() -> None:
    text = OPTIONS.format("wrong: [1, 3]", "answer: 2")
    deck = read_deck_text(fixed(read_deck_text(text, PATH)), PATH).deck
    assert deck
    assert deck.cards[0].solution == "2"


@pytest.mark.parametrize("key", ["deck", "name", "deck_name", "topic"])
def test_a_title_under_another_word_is_one_finding(key: str) -> None:
    [finding] = read_deck_text(f"{key}: T\ncards:\n  - {{id: x, q: Q, a: A}}\n", PATH).diagnostics
    assert (finding.span.line, finding.hint) == (1, "did you mean `title`?")


@pytest.mark.parametrize("line", ["a: A", "wrong: [B]", "why: W"])
def test_a_key_in_column_1_is_found_where_cards_begin_there(line: str) -> None:
    text = f"title: T\ncards:\n- q: Q\n{line}\n- q: R\n  a: B\n"
    assert messages(text) == [(4, "D109")]


def test_a_list_of_answers_without_options_says_what_it_asks() -> None:
    text = "title: T\ncards:\n  - q: Q\n    a: [A, B]\n"
    [finding] = read_deck_text(text, PATH).diagnostics
    assert "`accept`" in finding.hint


@pytest.mark.parametrize("where", ["deck", "card"])
@pytest.mark.parametrize("language", ["english", "Español", "e", "en us", "EN!"])
def test_what_is_no_language_is_an_error(where: str, language: str) -> None:
    head, own = ("language", "note") if where == "deck" else ("description", "language")
    text = f"title: T\n{head}: {language}\ncards:\n  - {{id: x, q: Q, a: A, {own}: {language}}}\n"
    [finding] = read_deck_text(text, PATH).diagnostics
    assert finding.span.line == (2 if where == "deck" else 4)
    assert finding.hint == "write the language as en, es or zh"


@pytest.mark.parametrize("language", ["en", "pt-BR", "zh-Hans", "pt_br", "grc"])
def test_a_language_is_written_as_the_web_does(language: str) -> None:
    text = f"title: T\nlanguage: {language}\ncards:\n  - {{id: x, q: Q, a: A}}\n"
    assert not read_deck_text(text, PATH).diagnostics


def test_gaps_under_the_key_of_a_question_are_led_to_the_cloze() -> None:
    text = "title: T\ncards:\n  - q: The {{Po}} runs east.\n"
    [finding] = read_deck_text(text, PATH).diagnostics
    assert (finding.span.line, finding.span.column) == (3, 5)
    assert "`cloze:`" in finding.hint


@pytest.mark.parametrize("sign", ["•", "*", "–", "+"])
def test_a_bullet_is_found_where_no_card_has_its_dash(sign: str) -> None:
    assert messages(f"title: T\ncards:\n  {sign} q: Q\n    a: A\n") == [(3, "D116")]


def test_the_first_dash_is_that_of_a_card_written_in_one_line() -> None:
    text = "title: T\ncards:\n  - {q: Q, a: A}\n  -\n    q: R\n    list:\n      - text: B\n"
    text += "      - text: C\nwhy: W\n  - {q: S, a: D}\n"
    assert messages(text) == [(9, "D109")]
    assert "\n    why: W\n" in fixed(read_deck_text(text, PATH))


@pytest.mark.parametrize("indent", ["\t", "  \t", "\t\t"])
def test_a_tab_is_named_in_a_line_that_begins_further_left(indent: str) -> None:
    text = f"title: T\ncards:\n  - q: Q\n{indent}a: A\n  - q: R\n    a: B\n"
    assert messages(text) == [(4, "D102")]


def test_a_truth_under_the_word_answer_takes_a_person() -> None:
    text = "title: T\nid: t\ncards:\n  - {id: x, q: Rome is in Italy., answer: true}\n"
    assert fixed(read_deck_text(text, PATH)) == text
    assert "truth" in read_deck_text(text, PATH).diagnostics[0].hint


def test_a_link_to_a_broken_card_is_no_mistake_of_its_own() -> None:
    text = "title: T\ncards:\n  - {id: x, q: Q}\n  - {q: R, a: A, requires: x}\n"
    assert messages(text) == [(3, "D202")]
