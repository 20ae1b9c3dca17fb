import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import Result

from tests.exchange.pictures import png
from trainer.deck.card import Flashcard
from trainer.deck.identity import card_key, question_hash
from trainer.deck.reader import read_deck
from trainer.errors import TrainerError
from trainer.exchange.import_result import ImportResult, PastReview
from trainer.store.learner import Learner
from trainer.study.collection import Collection

Run = Callable[..., Result]


def test_a_table_becomes_a_deck_that_can_be_studied(run: Run) -> None:
    Path("Tiere.csv").write_text("Hund,dog\nKatze,cat\nMaus,\n")
    result = run("import", "Tiere.csv")
    assert result.exit_code == 0, result.output
    assert "decks/tiere.yaml: 3 cards." in result.output
    assert "no answer: “Maus”" in result.output
    assert "Hund" in run("study", "tiere", "--plain", typed="\n3\n").output


def test_no_deck_is_overwritten(run: Run) -> None:
    Path("small.csv").write_text("Hund,dog\n")
    before = Path("decks/small.yaml").read_text()
    assert "already exists" in str(run("import", "small.csv").exception)
    assert Path("decks/small.yaml").read_text() == before


@pytest.mark.parametrize("ending", ["apkg", "csv", "tsv", "md", "gift", "xlsx"])
def test_a_deck_goes_out_and_comes_back(run: Run, ending: str) -> None:
    assert run("export", "small", f"out.{ending}").exit_code == 0
    result = run("import", f"out.{ending}", "--to", "back.yaml")
    assert result.exit_code == 0, result.output
    asked = (
        "Which river runs through Rome?" if ending == "xlsx" else "What is the capital of France?"
    )
    assert asked in Path("back.yaml").read_text()


def test_what_cannot_be_written_is_told_once_a_kind_with_its_count(run: Run) -> None:
    Path("decks/two.yaml").write_text(
        "title: Two\ncards:\n"
        "  - {id: one, q: Which one?, a: One, hint: h}\n"
        "  - {id: two, q: Which two?, a: Two, hint: h}\n"
        "  - {id: arrow, q: Which arrow?, a: p->x}\n"
        "  - {id: idea, q: Which idea?, a: None, status: draft}\n"
    )
    result = run("export", "two", "out.gift")
    assert "out.gift: 2 cards." in result.output
    output = result.output.split("Not carried over:\n")[1].splitlines()
    assert output == [
        "      2 × how it is asked: flashcard becomes typed (one, two)",
        "      2 × its hint (one, two)",
        "      1 × an answer with -> in it, which GIFT takes for a pair to match (arrow)",
        "      1 × a draft (idea)",
    ]
    unknown = run("export", "small", "out.docx").exception
    assert isinstance(unknown, TrainerError)
    assert "Nothing here writes" in unknown.message
    assert unknown.hint.startswith("Known are: ")
    mistyped = run("export", "small", "out.cvs").exception
    assert isinstance(mistyped, TrainerError)
    assert mistyped.hint.startswith("Did you mean .csv? Known are: ")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.docx", b"a", "its name ends in .docx"),
        ("x", b"a", "its name has no ending"),
        ("x.csv", b"\xff\xff\xff", "not UTF-8"),
        ("x.csv", b"", "holds no card"),
        ("x.apkg", b"a", "not a package"),
        ("none.csv", None, "There is no file none.csv."),
    ],
)
def test_bad_input_gets_a_line(run: Run, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    result = run("import", name)
    assert result.exit_code != 0
    assert message in str(result.exception)
    assert not [p for p in Path("decks").iterdir() if p.name != "small.yaml"]


def test_a_file_without_a_card_says_why_and_where(run: Run) -> None:
    Path("one.csv").write_text("Hund;\nKatze;\n")
    error = run("import", "one.csv").exception
    assert str(error) == "one.csv holds no card: 2 × no answer (first: row 1)."


def test_no_deck_is_written_that_could_not_be_read(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.cli.import_deck.MAX_BYTES", 60)
    Path("a.csv").write_text("Hund,dog\nKatze,cat\nMaus,mouse\n")
    assert "makes a deck larger than" in str(run("import", "a.csv").exception)
    monkeypatch.setattr("trainer.exchange.source.MAX_TEXT", 60)
    Path("a.csv").write_text("Hund,dog\n" * 10)
    assert "is larger than" in str(run("import", "a.csv").exception)
    assert not Path("decks/a.yaml").exists()


def test_a_history_goes_on_here_when_it_is_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = Flashcard(id="a", q="What?", a="This")
    past = PastReview("a", 0, datetime(2024, 5, 1, 12, tzinfo=UTC), 3, 900)
    imported = ImportResult("T", (card,), reviews=(past,))
    monkeypatch.setattr("trainer.cli.import_.read_foreign", lambda *_: imported)
    Path("x.apkg").touch()
    output = run("import", "x.apkg", "--to", "a.yaml").output
    assert "1 review were not imported: --history imports them." in output
    output = run("import", "x.apkg", "--to", "a.yaml", "--history").output
    assert "Going on from 1 review of 1 item." in output, "as the line before advised"
    output = run("import", "x.apkg", "--to", "b.yaml", "--history").output
    assert "Going on from 1 review of 1 item." in output
    assert "1 review" in run("stats", "b.yaml").output
    assert json.loads(run("decks", "b.yaml", "--json").output)[0]["learning"] == 1
    monkeypatch.setattr(
        "trainer.cli.import_.read_foreign", lambda *_: replace(imported, reviews=())
    )
    output = run("import", "x.apkg", "--to", "c.yaml", "--history").output
    assert "It holds no reviews" in output


def test_the_histories_of_a_folder_are_taken_in_with_one_opening(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = Flashcard(id="a", q="What?", a="This")
    past = PastReview("a", 0, datetime(2024, 5, 1, 12, tzinfo=UTC), 3, 900)
    imported = ImportResult("T", (card,), reviews=(past,))
    found = {Path(name): (Path("x.apkg"), imported) for name in ("a.yaml", "sub/b.yaml")}
    # two decks with a history, of no file
    monkeypatch.setattr("trainer.cli.import_folder._read_all", lambda *_: (found, []))
    Path("box").mkdir()
    output = run("import", "box", "--to", "out").output
    assert "2 reviews were not imported: --history imports them." in output
    with patch.object(Learner, "open", wraps=Learner.open) as opened:
        output = run("import", "box", "--to", "out", "--history").output
    assert "Going on from 2 reviews of 2 items." in output
    opened.assert_called_once()
    decks = json.loads(run("decks", "out", "--json").output)
    assert [deck["learning"] for deck in decks] == [1, 1]


def test_a_deck_that_was_made_of_a_file_is_brought_up_to_date_by_it(run: Run) -> None:
    Path("w.csv").write_text("Question,Answer\nHund,dog\nKatze,cat\nMaus,mouse\nKuh,cow\n")
    assert "4 cards" in run("import", "w.csv").output
    deck = Path("decks/w.yaml")
    text = deck.read_text().replace("a: dog", "a: dog\n    why: It barks, as they say.")
    deck.write_text(text.replace("q: Kuh", "id: kuh\n    q: Kuh"))
    Path("w.csv").write_text("Question,Answer\nHund,hound\nDie Katze,cat\nKuh,cow\nPferd,horse\n")
    output = run("import", "w.csv").output
    assert "Brought up to date: 1 new, 2 changed, 1 no longer in w.csv, kept as drafts." in output
    renewed = read_deck(deck).deck
    assert renewed
    cards = {card.prompt: card for card in renewed.cards}
    assert [*cards] == ["Hund", "Die Katze", "Kuh", "Pferd", "Maus"]
    assert (cards["Hund"].solution, cards["Hund"].why) == ("hound", "It barks, as they say.")
    assert card_key(cards["Die Katze"]) == question_hash("Katze"), "its progress goes on"
    assert cards["Kuh"].id == "kuh"
    assert cards["Maus"].status == "draft"
    before = deck.read_bytes()
    assert "0 new, 0 changed" in run("import", "w.csv").output
    assert deck.read_bytes() == before


def test_two_cards_of_one_question_stay_apart_when_they_are_brought_up_to_date(run: Run) -> None:
    Path("w.csv").write_text("Question,Answer\nbank,Bank\nHund,dog\nbank,Ufer\n")
    run("import", "w.csv")
    deck = Path("decks/w.yaml")
    before = deck.read_bytes()
    assert "0 new, 0 changed." in run("import", "w.csv").output
    assert deck.read_bytes() == before
    Path("w.csv").write_text("Question,Answer\nbank,Bank\nHund,dog\nbank,Damm\n")
    assert "0 new, 1 changed." in run("import", "w.csv").output
    renewed = read_deck(deck).deck
    assert renewed
    assert [card.solution for card in renewed.cards] == ["Bank", "dog", "Damm"]


def test_another_deck_is_brought_up_to_date_only_where_that_is_said(run: Run) -> None:
    Path("small.csv").write_text("Question,Answer\nWhat is the capital of France?,Lutetia\n")
    error = run("import", "small.csv").exception
    assert isinstance(error, TrainerError)
    assert "--update" in error.hint
    assert "1 changed, 3 no longer" in run("import", "small.csv", "--update").output
    deck = read_deck(Path("decks/small.yaml")).deck
    assert deck
    assert (deck.id, deck.title, deck.cards[0].id) == ("small", "Small", "flash")


def test_a_folder_becomes_a_folder_of_decks(run: Run) -> None:
    for name, text in {
        "in/Rivers.md": "Q: Which?\nA: Tiber\n",
        "in/Words/German.csv": "Frage;Antwort\ndog;Hund\n",
        "in/Words/Rivers.md": "Q: river\nA: Fluss\n",
        "in/Words/Rivers.tsv": "lake\tSee\nsea\tMeer\n",
        "in/bread.md": "Q: What is a crust?\nA: The outside\n",
        "in/bread/one.md": "# Front\nWhat makes dough rise?\n# Back\nYeast\n",
        "in/bread/two.md": "# Front\nWhat is a lame?\n# Back\nA razor\n",
        "in/notes.txt": "Nothing to learn here.\n",
        "in/.hidden/x.md": "Q: no\nA: no\n",
        "in/a.png": "",
    }.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text)
    output = run("import", "in").output
    assert "6 decks in decks/in." in output
    assert "german, row 1: names the columns: “Frage, Antwort”" in output
    assert "notes.txt: passed over: it is in no format that trainer reads." in output
    found = {
        str(p.relative_to("decks/in")): read_deck(p).deck for p in Path("decks/in").rglob("*.yaml")
    }
    assert {name: deck.id for name, deck in found.items() if deck} == {
        "rivers.yaml": "in-rivers",
        "words/german.yaml": "in-words-german",
        "words/rivers.yaml": "in-words-rivers",
        "words/rivers-tsv.yaml": "in-words-rivers-tsv",
        "bread.yaml": "in-bread",
        "bread-folder.yaml": "in-bread-folder",
    }
    bread = found["bread-folder.yaml"]
    assert bread
    assert len(bread.cards) == 2
    listed = run("decks").output.splitlines()
    at = listed.index("in/words/")
    assert [line.split()[0] for line in listed[at + 1 : at + 3]] == ["German", "Rivers"]
    assert "Brought up to date" in run("import", "in").output
    assert "among the files" in str(run("import", "in", "--to", "in/out").exception)
    Path("empty").mkdir()
    assert "holds no deck" in str(run("import", "empty").exception)
    database = Path("empty/hashcards.db")
    database.write_bytes(b"SQLite format 3\x00")
    for given in ("empty", str(database)):
        error = run("import", given).exception
        assert isinstance(error, TrainerError)
        assert "without the cards" in error.message
        assert ".md files" in error.hint


def test_a_folder_of_cards_loses_none_and_shows_on_each_its_own_picture(run: Run) -> None:
    for name, colour in (("x", "red"), ("y", "blue")):
        Path("in", name).mkdir(parents=True)
        Path("in", name, "river.png").write_bytes(png(colour=colour))
    for name, front, back in (
        ("a", "Hund", "dog"),
        ("b", "Hund", "hound"),
        ("c", "Hund", "dog"),
        ("d", "Red? ![](x/river.png)", "red"),
        ("e", "Blue? ![](y/river.png)", "blue"),
    ):
        Path(f"in/{name}.md").write_text(f"stray\n# Front\n{front}\n# Back\n{back}\n")
    output = run("import", "in", "--to", "out", "--all").output
    deck = read_deck(Path("out/in.yaml")).deck
    assert deck
    assert [card.solution for card in deck.cards] == ["dog", "hound", "red", "blue"]
    shown = [Path("out/media", card.picture.file) for card in deck.cards if card.picture]
    wanted = [Path("in", name, "river.png").read_bytes() for name in "xy"]
    assert [path.read_bytes() for path in shown] == wanted
    assert "in, c.md: the same card as a.md" in output
    assert "          in, e.md, line 1: " in output


def test_beside_a_deck_with_errors_nothing_is_written(run: Run) -> None:
    Path("river.png").write_bytes(png())
    Path("t.csv").write_text("Question,Answer\nWhich? <img src=river.png>,Po\n")
    Path("d.yaml").write_text("title: [\n")
    error = run("import", "t.csv", "--html", "--to", "d.yaml", "--update").exception
    assert "d.yaml has errors" in str(error)
    assert not Path("media").exists()


def test_what_a_table_is_can_be_said(run: Run) -> None:
    Path("x.csv").write_text("a;b,c\nd;e,f\n")
    assert "Guessed: 1" in run("import", "x.csv").output
    output = run("import", "x.csv", "--separator", "comma", "--to", "y.yaml").output
    assert "Guessed" not in output
    assert "a;b" in Path("y.yaml").read_text()
    error = run("import", "decks/small.yaml").exception
    assert "cannot be imported" in str(error)
    assert run("import", "x.csv", "--from", "gift", "--to", "z.yaml").exception
    help_text = run("import", "--help").output
    assert "obsidian" in help_text
    assert "openSM2sync" in help_text


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("a.csv", "Question,A,B,Correct\nWhich?,x,y,\n", "in a column Correct"),
        ("a.csv", "Question,Option 1,Option 2\nWhich?,x,y\n", "in a column Correct"),
        ("a.csv", "a,\nb,\n", "--separator"),
        ("a.csv", "dog\n", "--row-separator"),
        ("a.md", "## Which?\n\n- [ ] a\n- [ ] b\n", "Tick what is right"),
    ],
)
def test_a_file_without_a_card_says_what_mends_it(
    run: Run, name: str, text: str, hint: str
) -> None:
    Path(name).write_text(text)
    error = run("import", name).exception
    assert isinstance(error, TrainerError)
    assert hint in error.hint


def test_a_state_without_reviews_goes_on_here(run: Run) -> None:
    Path("n.md").write_text("#flashcards\n\nriver::Fluss\n<!--SR:!2026-03-19,20,246-->\n")
    assert "Due days of 1 card were not imported" in run("import", "n.md").output
    output = run("import", "n.md", "--history", "--to", "m.yaml").output
    assert "Going on from 0 reviews of 1 item." in output
    assert json.loads(run("decks", "m.yaml", "--json").output)[0]["learnt"] == 1


def test_pages_to_print_hold_every_card(run: Run) -> None:
    assert run("export", "small", "out.html").exit_code == 0
    page = Path("out.html").read_text()
    assert page.index("Which river runs through Rome?") < page.index(": key</h1>")
    for text in ("Paris", "Goethe", "<li class=box>Tiber", "A. Bogota"):
        assert text in page
    assert run("export", "small", "cards.html", "--to", "print-cards").exit_code == 0
    cards = Path("cards.html").read_text()
    fronts, backs = cards.split("<div class=page>")[1:]
    assert fronts.count("class=card") == backs.count("class=card") == 4
    assert backs.index("Goethe") < backs.index("Paris"), "turned over, the columns change places"


def test_what_each_form_keeps_is_shown(run: Run) -> None:
    output = run("export", "--formats").output
    assert output.splitlines()[0].split()[:3] == ["anki", "csv", "tsv"]
    assert "hashcards" in output
    assert run("export", "small", "out.csv", "--to", "options").exit_code == 0
    assert Path("out.csv").read_text().startswith("Question,Option 1,")
    assert run("export", "small", "out.md", "--to", "hashcards").exit_code == 0
    assert Path("out.md").read_text().startswith('---\nname = "Small"\n---\n')


def test_note_types_are_named_in_the_language_of_the_system_or_as_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("decks/gaps.yaml").write_text("title: G\ncards:\n  - cloze: The {{Po}}.\n")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for here, options, name in (
        ("C.UTF-8", (), "Cloze"),
        ("de_AT.UTF-8", (), "Lückentext"),
        ("de_AT.UTF-8", ("--anki-language", "fr"), "Texte à trous"),
    ):
        monkeypatch.setenv("LANG", here)
        run("export", "gaps", "gaps.csv", *options)
        assert Path("gaps.csv").read_text(encoding="utf-8").rstrip().endswith(name)
    error = run("export", "gaps", "gaps.csv", "--anki-language", "xx").exception
    assert "no names of Anki's note types in xx" in str(error)


def test_a_deck_brought_up_to_date_keeps_what_its_author_wrote_above_a_card(run: Run) -> None:
    Path("tiere.csv").write_text("Hund,dog\nKatze,cat\nMaus,\n")
    run("import", "tiere.csv")
    deck = Path("decks/tiere.yaml")
    deck.write_text(
        deck.read_text().replace("  - q: Katze", "  # ask Ann about this\n  - q: Katze")
    )
    Path("tiere.csv").write_text("Hund,dog\nMaus,mouse\n")
    output = run("import", "tiere.csv").output
    assert "0 new, 1 changed, 1 no longer in tiere.csv, kept as drafts" in output
    assert "layout was written again" not in output
    assert "  # ask Ann about this\n  # draft: no longer in tiere.csv\n  - q: Katze" in (
        deck.read_text()
    )
    assert [card.status for card in read_deck(deck).cards] == [None, None, "draft"]
    Path("tiere.csv").write_text("Hund,dog\nKatze,cat\nMaus,mouse\n")
    run("import", "tiere.csv")
    assert [card.status for card in read_deck(deck).cards] == [None, None, None]
    assert "# draft" not in deck.read_text()
    assert "# ask Ann about this" in deck.read_text()


def test_a_draft_of_its_author_stays_one_and_comments_inside_a_card_are_told(run: Run) -> None:
    Path("tiere.csv").write_text("Hund,dog\nKatze,cat\n")
    run("import", "tiere.csv")
    deck = Path("decks/tiere.yaml")
    deck.write_text(
        deck.read_text().replace("a: cat\n", "a: cat  # or tomcat\n    status: draft\n")
    )
    Path("tiere.csv").write_text("Hund,dog or hound\nKatze,cat\n")
    assert "layout was written again" in run("import", "tiere.csv").output
    assert [card.status for card in read_deck(deck).cards] == [None, "draft"]


def test_what_was_said_to_be_right_goes_out_with_the_deck_and_check_names_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Collection, "is_shipped", lambda _self, _path: True)
    typed = "".join(f"{line}\n" for line in ("", "", "The Sage of Weimar", ":r", ":r", "", ":q"))
    output = run("study", "small", "--plain", typed=typed).output
    assert "counts as right from now on" in output
    written = tmp_path / "out.csv"
    output = run("export", "small", str(written)).output
    assert "With the answers that you count as right too, on 1 card." in output
    output = run("export", "small", str(tmp_path / "out.md")).output
    assert "The Sage of Weimar" in (tmp_path / "out.md").read_text(encoding="utf-8")
    assert "The Sage of Weimar" not in run("check", "small", "--learner", "other").output
    assert "for you “The Sage of Weimar” is right, too" in run("check", "small").output


@pytest.mark.parametrize("is_device", [False, True])
@pytest.mark.parametrize(
    "arguments",
    [
        "export-reviews FILE",
        "export --bundle d.yaml FILE",
        "export d.yaml FILE --to anki",
        "export d.yaml FILE --to markdown",
        "class codes 7b --csv FILE",
        "class codes 7b --html FILE",
    ],
)
def test_no_pipe_and_no_device_is_replaced_by_a_file(
    run: Run, arguments: str, is_device: bool
) -> None:
    Path("d.yaml").write_text("title: D\ncards:\n  - {q: Capital of France?, a: Paris}\n")
    Path("names.txt").write_text("Ann\nBen\n")
    assert run("class", "new", "7b", "names.txt").exit_code == 0
    file = Path("there")
    try:
        if is_device:
            os.mknod(file, stat.S_IFCHR | 0o600, os.makedev(1, 3))
        else:
            os.mkfifo(file)
    except PermissionError:
        pytest.skip("only root may make a device")
    before = file.lstat()
    found = run(*arguments.replace("FILE", "there").split())
    assert isinstance(found.exception, TrainerError)
    assert "it is not a regular file" in str(found.exception)
    after = file.lstat()
    assert (after.st_mode, after.st_rdev) == (before.st_mode, before.st_rdev)
    assert not file.with_name(f"{file.name}.tmp").exists()
