"""`trainer study --plain`: the same session, line by line."""

import re
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import Result

from trainer.cli.app import collect
from trainer.clock import now
from trainer.errors import TrainerError
from trainer.store.home import learner_folder
from trainer.store.known_decks import KnownDeck, load_known_decks
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.item_actions import ItemActions
from trainer.study.options import StudyOptions
from trainer.study.summary import summarise

Run = Callable[..., Result]


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """At noon: shortly before the rollover hour a learning step falls on the next study day."""
    noon = datetime(2026, 3, 10, 12, tzinfo=UTC)
    for command in ("study", "due"):
        monkeypatch.setattr(import_module(f"trainer.cli.{command}"), "now", lambda: noon)


def lines(*typed: str) -> str:
    return "".join(f"{line}\n" for line in typed)


def test_a_card_is_asked_shown_and_rated(run: Run) -> None:
    output = run("study", "small", "--plain", typed=lines("", "3", ":q")).output
    assert "What is the capital of France?" in output
    assert "= Paris" in output
    assert "Why: It has been so since 987." in output
    assert "3 Good 10m" in output
    assert "1 answer, 100% recalled; 1 new." in output


def test_a_kill_after_the_first_answer_finds_what_its_deck_said(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(["", "3"])
    kept: dict[str, KnownDeck] = {}

    def ask(_: str) -> str | None:
        line = next(typed, None)
        if line is None:
            kept.update(load_known_decks(learner_folder("me")))
        return line

    monkeypatch.setattr("trainer.cli.plain.ask_on_terminal", ask)
    run("study", "small", "--plain")
    assert kept["small"].texts["flash"] == ("What is the capital of France?", "Paris")


def test_what_is_typed_is_marked_and_its_rating_suggested(run: Run) -> None:
    output = run("study", "small", "--plain", typed=lines("", "", "goete", "", ":q")).output
    assert "✓ Right. Spelling: Goethe" in output
    assert "[3]:" in output
    assert "2 answers" in output


def test_options_show_after_a_thought_and_letters_answer(run: Run) -> None:
    output = run(
        "study", "small", "--plain", typed=lines(":k", ":k", "", "zz", "a", "", ":q")
    ).output
    assert output.index("Enter shows the options") < output.index("a) ")
    assert "Type letters from a to c." in output
    assert "1 answer" in output


def test_a_match_takes_one_letter_for_each_number(run: Run) -> None:
    output = run("study", "small", "--plain", typed=lines(":k", ":k", ":k", "ab", "abc", "")).output
    assert "1. Peru" in output
    assert "Type 3 letters, one for each number; - for none." in output
    assert "1 answer" in output


def test_undo_hint_and_an_unknown_rating(run: Run) -> None:
    output = run("study", "small", "--plain", typed=lines(":h", "", "9", "1", ":u", "4")).output
    assert "On the Seine." in output
    assert "Type 1, 2, 3 or 4." in output
    assert "1 answer, 100% recalled" in output


def test_a_command_is_no_answer_and_shows_no_options(run: Run) -> None:
    typed = lines(":u", "", "?", "3", ":k", ":h", "", ":q")
    output = run("study", "small", "--plain", typed=typed).output
    assert output.index("Nothing to undo.") < output.index("= Paris")
    assert output.count("Enter shows the answer: ") == 2
    assert "Type 1, 2, 3 or 4." not in output
    assert output.index("This card has no hint.") < output.index("a) ")
    assert output.count("Enter shows the options: ") == 2
    assert "1 answer" in output


def test_the_end_of_the_input_ends_the_session(run: Run) -> None:
    result = run("study", "small", "--plain")
    assert result.exit_code == 0
    assert "Nothing answered." in result.output


@pytest.mark.usefixtures("at_noon")
def test_a_limit_a_tag_and_cram(run: Run) -> None:
    output = run("study", "small", "--plain", "--limit", "1", typed=lines("", "", "", "")).output
    assert "1 answer" in output
    output = run("study", "small", "--plain", "--cram", "--limit", "1", typed=lines("", "")).output
    assert "1 Again   2 Hard" in output
    assert run("due", "small").output.startswith("0 to review, 1 learning, 3 new")


def test_a_session_on_one_deck_is_taken_up_where_all_are_in_reach(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut_off:
        cut_off.setattr("trainer.study.session.Session.end", lambda *_: summarise(()))
        run("study", "small", "--plain", typed=lines("", "3"))
    with closing(Collection((), learner="me", folder=tmp_path)) as collection:
        assert sessions.resumable(collection, now()) == StudyOptions(decks=("small",))
    output = run("study", "small", "--plain", typed=lines(":q")).output
    assert "Going on with the session that was cut off after 1 answer." in output


def test_hostile_text_reaches_no_terminal(run: Run) -> None:
    output = run("study", "small", "--plain", typed=lines(":k", "\x1b]52;c;AAAA\x07", ":q")).output
    assert "\x1b" not in output


@pytest.mark.usefixtures("at_noon")
def test_each_learner_has_a_memory_of_their_own(run: Run) -> None:
    run("study", "small", "--plain", "--learner", "anna", typed=lines("", "3"))
    assert run("due", "small").output.startswith("0 to review, 0 learning, 4 new")
    assert run("--learner", "anna", "due", "small").output.startswith("0 to review, 1 learning")


def test_the_setting_stands_before_the_question_and_a_hint_is_offered(run: Run) -> None:
    path = Path("decks/small.yaml")
    path.write_text(path.read_text().replace("id: small\n", "id: small\nsetting: In 2021\n"))
    output = run("study", "small", "--plain", typed=lines(":q")).output
    assert output.index("In 2021") < output.index("What is the capital of France?")
    assert ":h shows it" in output


BROKEN = "title: Mix\ncards:\n  - {q: A sound one?, a: It is}\n  - {q: A bad one?, answr: x}\n"


@pytest.mark.parametrize("verb", [("study", "--plain"), ("study",), ("due",), ("drill",)])
@pytest.mark.parametrize("name", ["mix", "decks/mix.yaml"])
def test_a_broken_deck_that_is_named_gives_its_error(
    run: Run, verb: tuple[str, ...], name: str
) -> None:
    Path("decks/mix.yaml").write_text(BROKEN)
    if verb == ("study",):
        with pytest.raises(TrainerError, match="line 4"):
            collect([name], learner="me")
        return
    result = run(*verb, name)
    assert isinstance(result.exception, TrainerError)
    assert "mix.yaml, line 4: a flashcard card has no key `answr`" in result.exception.message
    assert "did you mean" in result.exception.hint


def test_of_a_folder_the_sound_decks_do(run: Run) -> None:
    Path("decks/mix.yaml").write_text(BROKEN)
    assert run("due", "decks").exit_code == 0
    Path("decks/small.yaml").unlink()
    assert isinstance(run("due", "decks").exception, TrainerError)


def test_a_synopsis_comes_before_the_first_card_and_when_asked(run: Run) -> None:
    path = Path("decks/small.yaml")
    path.write_text(path.read_text().replace("id: small\n", "id: small\nsynopsis: On Europe.\n"))
    output = run("study", "small", "--plain", typed=lines("", "3", ":?", ":q")).output
    assert output.index("On Europe.") < output.index("What is the capital of France?")
    assert output.count("On Europe.") == 2
    output = run(
        "study", "small", "--plain", "--cram", typed=lines("", "1", "", "3", "", ":q")
    ).output
    assert "On Europe." not in output  # it was said when the deck was met


def test_in_practice_a_synopsis_comes_once(run: Run) -> None:
    path = Path("decks/small.yaml")
    path.write_text(path.read_text().replace("id: small\n", "id: small\nsynopsis: On Europe.\n"))
    output = run(
        "study", "small", "--plain", "--cram", typed=lines("", "1", "", "3", "", ":q")
    ).output
    assert output.count("[practice") > 1
    assert output.count("On Europe.") == 1
    assert "recalled." in output  # practice meets nothing: all of it is as new afterwards


def test_what_cannot_be_read_is_asked_again_and_rates_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "decks" / "small.yaml").write_text(
        "title: Small\nid: small\ncards:\n  - {q: How many legs?, number: 8}\n"
    )
    output = run("study", "small", "--plain", typed=lines("lots", "8", "", ":q")).output
    assert "Not read. There is no number in this answer." in output
    assert "1 answer, 100% recalled" in output


def test_an_answer_is_taken_as_right(run: Run, tmp_path: Path) -> None:
    (tmp_path / "decks" / "small.yaml").write_text(
        "title: Small\nid: small\ncards:\n  - {q: Who?, typed: Goethe}\n"
    )
    output = run("study", "small", "--plain", typed=lines("Schiller", ":r", "", ":q")).output
    assert "Counted as right." in output
    assert "1 answer, 100% recalled" in output


def test_a_flag_and_a_note_are_kept_and_shown_with_the_answer(run: Run) -> None:
    typed = lines(":f 2", ":n seen\x1b in  class\u202e", ":f 9", "", ":n", ":u", "", ":q")
    output = run("study", "small", "--plain", typed=typed).output
    assert "Flag 2.\n" in output
    assert "a flag from 1 to 4" in output
    assert "Flag 2. Your note: seen in  class" in output
    assert "There is no note now." in output
    assert output.rindex("Flag 2.") > output.index("There is no note now.")


def test_an_answer_taken_as_right_counts_from_now_on(run: Run) -> None:
    typed = lines("", "", "The Sage of Weimar", ":r", ":r", "", ":q")
    output = run("study", "small", "--plain", typed=typed).output
    assert "Once more (:r): right from now on." in output
    assert "“The Sage of Weimar”" in output


def test_what_cannot_be_kept_is_said_and_the_session_goes_on(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> str:
        raise TrainerError("The file was changed by another program.")

    monkeypatch.setattr(sessions, "accept", refused)
    monkeypatch.setattr(ItemActions, "note", refused)
    typed = lines("", "", ":n mine", "The Sage of Weimar", ":r", ":r", "", ":q")
    done = run("study", "small", "--plain", typed=typed)
    assert done.exit_code == 0
    assert done.output.count("The file was changed by another program.") == 2
    assert "2 answers" in done.output


def test_a_synopsis_that_holds_the_answer_waits_for_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "decks" / "small.yaml").write_text(
        "title: Small\nsynopsis: Lima is one.\ncards:\n  - {q: Capital of Peru?, typed: Lima}\n"
    )
    output = run("study", "small", "--plain", typed=lines(":?", "", ":?", ":q")).output
    before, answer, after = output.partition("= Lima")
    assert answer
    assert "Lima" not in before
    assert "Lima is one." in after


def test_captions_credits_and_addresses_are_told(run: Run) -> None:
    Path("decks/maps.yaml").write_text(
        "title: Maps\nid: maps\nmarkup: markdown\ncards:\n"
        "  - q: Which [river](https://example.org/asked) is it?\n"
        "    a: '[Po](https://example.org/po)'\n"
        "    wrong: ['[Adda](https://example.org/adda)', Arno]\n"
        "    why: See [this](https://example.org/why).\n"
        "    picture: {file: m.png, alt: A map, caption: The north, credit: Ann Lee}\n"
        "    answer_picture: {file: m.png, caption: The delta, credit: Bo}\n"
    )
    output = run("study", "maps", "--plain", typed=lines("", "a", "", ":q")).output
    assert "Picture: A map · The north · Ann Lee\n" in output
    assert "Picture: The delta · Bo\n" in output
    options = output.index("a) ")
    for name in ("asked", "po", "adda", "why"):
        line = f"Link: https://example.org/{name}\n"
        assert output.count(line) == 1
        assert output.index(line) > options
    assert output.index("org/adda") < output.index("org/why")


def test_what_became_of_a_card_that_was_put_away_is_said(run: Run) -> None:
    output = run("study", "small", "--plain", typed=lines(":b", ":s", ":q")).output
    assert "Put off until tomorrow; :u takes that back." in output
    assert "Suspended, and not asked again; :u takes that back." in output


def test_the_number_of_a_place_has_one_dot(run: Run, tmp_path: Path) -> None:
    (tmp_path / "decks" / "small.yaml").write_text(
        "title: Small\nid: small\ncards:\n  - {q: In order, order: [one, two, three]}\n"
    )
    output = run("study", "small", "--plain", typed=lines("abc", "", "cba", "", ":q")).output
    assert re.search(r"✗ \d\. ", output)
    assert ".:" not in output


def test_an_answer_may_read_like_a_command_or_hold_semicolons(run: Run, tmp_path: Path) -> None:
    (tmp_path / "decks" / "small.yaml").write_text(
        "title: Small\nid: small\nexact: true\ncards:\n"
        '  - {q: How do you leave vim?, typed: ":q"}\n'
        '  - {q: How do you name its next file?, typed: ":n b.txt"}\n'
        '  - {q: What is between a class and its member in C++?, typed: "::"}\n'
        '  - {q: A smile?, typed: ":)"}\n'
        '  - {cloze: "for (int i = 0{{;}} i < n{{;}} i++)", together: true}\n'
        '  - {q: Name the endless loops., list: ["for (;;)", "while (1)"]}\n'
    )
    answers = ("::q", "::n b.txt", "::", ":)", r"\;;\;", r"for (\;\;); while (1)")
    typed = lines(*(line for answer in answers for line in (answer, "")))
    output = run("study", "small", "--plain", typed=typed).output
    assert output.count("✓ Right.") == len(answers)


def test_more_texts_than_gaps_are_asked_for_again(run: Run, tmp_path: Path) -> None:
    (tmp_path / "decks" / "small.yaml").write_text(
        'title: Small\nid: small\ncards:\n  - {cloze: "{{Red}} and {{green}}.", together: true}\n'
    )
    typed = lines("red; green; blue", "red; green;", "", ":q")
    output = run("study", "small", "--plain", typed=typed).output
    assert "Not read. Give 2 texts, one for each gap." in output
    assert output.count("✓ Right.") == 1
