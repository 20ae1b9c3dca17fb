"""Every rule of the craft catches its bad example and leaves its good one alone."""

import json
from importlib.resources import files
from itertools import product
from pathlib import Path

import pytest
import yaml

from trainer.deck.deck_files import shipped_decks
from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.explanation import explained
from trainer.deck.lint import lint, prompts
from trainer.deck.reader import read_deck, read_deck_text
from trainer.deck.source_text import SourceText

EXPLANATIONS = files("trainer.deck") / "explanations.yaml"
SOURCE = SourceText(yaml.safe_load(EXPLANATIONS.read_text())["source"])
HEAD = f"""\
title: Example
source:
  {{title: The bridge of Velm, author: A. Lind, publisher: Velm Press, date: 1950,
   sha256: {SOURCE.sha256}}}
"""
CODES = [code for code in Code if explained(code).bad]


def deck_of(example: str, code: str) -> str:
    if not example.startswith("-"):
        return example
    cards = "".join(f"  {line}\n" for line in example.splitlines())
    return f"{HEAD if code.startswith('D30') else 'title: Example'}\ncards:\n{cards}"


def findings_in(text: str, *, source: SourceText | None = None) -> list[Diagnostic]:
    reading = read_deck_text(text, Path("example.yaml"))
    return [*reading.diagnostics, *lint(reading, source)]


def found_in_example(example: str, code: str) -> set[str]:
    source = SOURCE if code.startswith("D30") else None
    return {finding.code for finding in findings_in(deck_of(example, code), source=source)}


@pytest.mark.parametrize("code", CODES)
def test_the_bad_example_is_caught(code: Code) -> None:
    assert code in found_in_example(explained(code).bad, code)


@pytest.mark.parametrize("code", CODES)
def test_the_good_example_is_left_alone(code: Code) -> None:
    unexplained = {Code.NO_WHY} - {code}  # examples are kept to what they show
    assert found_in_example(explained(code).good, code) <= unexplained


@pytest.mark.parametrize("code", list(Code))
def test_every_code_is_explained(code: Code) -> None:
    told = explained(code)
    assert told.title
    assert told.why
    assert told.mend


def card(line: str, head: str = "title: Example") -> list[Diagnostic]:
    return findings_in(
        f"{head}\ncards:\n  - {{{line}, why: The river is what made the city grow.}}\n"
    )


def codes(findings: list[Diagnostic]) -> list[str]:
    return [finding.code for finding in findings]


def test_the_caret_stands_under_the_very_words() -> None:
    text = "title: T\ncards:\n  - q: Which city does this river run through?\n    a: Rome\n"
    dangling = next(f for f in findings_in(text) if f.code == Code.DANGLING_REFERENCE)
    assert text[dangling.span.start : dangling.span.end] == "this river"
    assert (dangling.span.line, dangling.span.column) == (3, 24)


def test_advice_is_silenced_on_the_card_with_a_reason() -> None:
    line = "q: Which river does not run through Turin?, a: Tiber, wrong: {Po: No., Dora: No.}"
    assert codes(card(line)) == ["D333"]
    assert codes(card(f"{line}, silence: {{D333: the exception is the fact}}")) == []


def test_a_silence_needs_its_reason() -> None:
    assert codes(card("q: Which river?, a: Tiber, silence: {D333: }")) == ["D203"]


@pytest.mark.parametrize("code", ["D212", "error"])
def test_an_error_cannot_be_silenced(code: str) -> None:
    line = f"q: Which river?, a: Tiber, silence: {{{code}: I like it so}}"
    assert "D203" in codes(card(line))


@pytest.mark.parametrize("code", ["D303", "D304"])
def test_a_silence_for_the_source_is_not_idle_without_it(code: str) -> None:
    line = f"q: Which river runs through Rome?, a: Tiber, silence: {{{code}: a view}}"
    assert codes(card(line)) == []


def test_rules_on_english_words_leave_other_languages_alone() -> None:
    line = "q: Is die Donau?, a: an"
    assert codes(card(line)) == ["D315"]
    assert codes(card(line, "title: Beispiel\nlanguage: de")) == []


def test_advice_does_not_keep_a_deck_from_being_studied() -> None:
    text = "title: T\ncards:\n  - {q: What about Rome?, a: x}\n"
    assert read_deck_text(text, Path("d.yaml")).deck


@pytest.mark.parametrize(
    "line",
    [
        "q: Which river did Rome or Turin grow on?, a: Tiber",
        "q: 'Which is longer, the Tiber or the Po?', typed: Po",
        "q: Why did the former capital move?, a: It had flooded",
        "q: What do people who live in Rome call the river?, a: Tevere",
        "q: In which year did the exercise Aman-2021 follow Kavkaz?, a: In 2022",
        "cloze: 'The {{Tiber}} is not the Tiberine {{island::place}}.'",
        "q: Which option is best?, a: Rome, wrong: {Romeo: A man., Turin: A city.}",
        "q: When is it dry?, a: Always in May, wrong: {Always in June: Wet., In July: Wet.}",
        "q: Which of these runs through Rome?, a: Tiber, wrong: {Po: No., Dora: No.}",
        "q: Who was President of Italy in 2021?, typed: Mattarella",
        "q: What makes a river rise?, a: 'Rain, when it falls for days on dry ground'",
    ],
)
def test_what_only_looks_like_a_weakness_is_left_alone(line: str) -> None:
    assert codes(card(line)) == []


def test_the_shipped_decks_are_clean() -> None:
    for path in sorted(shipped_decks().glob("*.yaml")):
        assert lint(read_deck(path)) == ()


def test_the_shipped_decks_silence_little() -> None:
    decks = [read_deck(path).deck for path in shipped_decks().glob("*.yaml")]
    silences = [code for deck in decks if deck for card in deck.cards for code in card.silence]
    assert len(silences) <= 5


def test_a_heading_in_capitals_makes_no_names_of_its_words() -> None:
    source = SourceText("WRITTEN BY A. LIND\n\nThe bridge of Velm was finished in 1923.\n")
    text = f"""\
title: Velm
source:
  {{title: Velm, author: A. Lind, publisher: P, date: 1950, sha256: {source.sha256}}}
cards:
  - {{q: By 1923 the bridge was finished., truth: true, why: It took a while., evidence: 2.1}}
"""
    assert [finding for finding in findings_in(text, source=source) if finding.code == "D303"] == []


@pytest.mark.parametrize(
    ("cards", "others"), [(1, ""), (2, ", nor has 1 other"), (3, ", nor have 2 others")]
)
def test_a_missing_explanation_is_told_once(cards: int, others: str) -> None:
    bare = "".join(
        f"  - {{q: {word} is what?, a: x}}\n" for word in ("Rome", "Velm", "Tarn")[:cards]
    )
    [told] = [f.message for f in findings_in(f"title: T\ncards:\n{bare}") if f.code == Code.NO_WHY]
    assert told == f"the card has no `why`{others}"


def test_first_letters_in_a_hint_are_no_names() -> None:
    card = "- {q: Who drew the plan?, typed: Ida Brandt, hint: named I… B…, evidence: 2.1}"
    assert "D305" not in found_in_example(card, "D305")
    assert "D305" in found_in_example(card.replace("I… B…", "Inge B…"), "D305")


@pytest.mark.parametrize(("wrong", "is_accepted"), [("C++", False), ("C#", False), ("c", True)])
def test_whether_a_wrong_option_is_accepted_elsewhere_is_for_acceptance_to_say(
    wrong: str, is_accepted: bool
) -> None:
    text = (
        "title: Languages\ncards:\n"
        f"  - {{id: a, q: Which is it?, a: Pascal, wrong: [{wrong!r}, Lisp]}}\n"
        "  - {id: b, q: Which is it?, typed: C}\n"
    )
    assert ("D339" in codes(findings_in(text))) is is_accepted


RARE = (  # through a deck each, ten thousand texts would take minutes
    prompts._SECOND_QUESTION,  # noqa: SLF001 - quicker than by a deck
    prompts._DANGLING,  # noqa: SLF001 - quicker than by a deck
    prompts._FLOATING,  # noqa: SLF001 - quicker than by a deck
    prompts._OFFICE,  # noqa: SLF001 - quicker than by a deck
)
_SAID = (
    "he she it they this these his her its their The former latter, is aforementioned above Below "
    "shown listed mentioned earlier before now Today nowadays currently lately presently present "
    "moment. recently so far? to date days Yesterday tomorrow last next year month week century "
    "Prime Foreign Minister of President Chancellor Premier Secretary Governor Mayor Ambassador "
    "CEO Pope King Queen Emperor and which who now-a TODAY's wee\u212a \u017fo 2now _this at as"
).split()


def test_what_a_pattern_finds_holds_one_of_its_words() -> None:
    texts = [" ".join(pair) for pair in product([*_SAID, "at the", "A town"], _SAID)]
    for rare in RARE:
        matching = {text for text in texts if rare.pattern.search(text)}
        assert matching == {text for text in texts if rare.search(text)}
        assert matching


@pytest.mark.parametrize(
    "text",
    [
        *("two  spaces", "a space , there", "so .", "it ; is", "wait... then"),
        *("a **b** c", "![a](b)", "[a](https://b)", "```", "$$a$$", "$a_b$"),
        *("\\(a\\)", "\\[a\\]", "<b>a</b>", "{{C1::a}}"),
    ],
)
def test_each_slip_and_each_foreign_notation_is_found(text: str) -> None:
    card = {"q": f"{text} What is it?", "a": "Nothing"}
    deck = f"title: T\ncards:\n  - {json.dumps(card)}\n"
    assert {Code.SPACING, Code.OTHER_NOTATION} & {finding.code for finding in findings_in(deck)}
