"""Progress follows the cards through edits."""

import errno
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from tests.clock import NOON
from tests.memories import memories_of
from trainer.deck.deck_files import shipped_decks
from trainer.deck.identity import card_key
from trainer.deck.reader import read_deck
from trainer.errors import TrainerError
from trainer.memory.rating import Rating
from trainer.store.home import learner_folder
from trainer.store.journal import Journal
from trainer.store.known_decks import KnownDeck
from trainer.store.learner import Learner
from trainer.study import follow_edits, orphans, sessions
from trainer.study.card_edit import CardText
from trainer.study.collection import Collection
from trainer.study.edited_cards import match_cards
from trainer.study.follow_edits import EditFollower
from trainer.study.missing_deck import DeckFiles, deck_id_in
from trainer.study.options import StudyOptions
from trainer.study.orphans import orphans_of

DAY = date(2026, 3, 10)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    (tmp_path / "decks").mkdir()
    return tmp_path


def opened(home: Path) -> Collection:
    return Collection([str(home / "decks")], learner="me", folder=home)


def study_all(home: Path) -> None:
    collection = opened(home)
    session = sessions.start(collection, StudyOptions(cram=False), NOON)
    while session.stage.name in {"ASKING", "THINKING"}:
        session.show_options() if session.stage.name == "THINKING" else None
        session.reveal()
        session.rate(Rating.EASY, NOON)
    session.end(NOON)
    collection.close()


def progress(home: Path) -> dict[str, set[str]]:
    """Deck -> its items of which something is known, after trainer noticed the edits."""
    collection = opened(home)
    collection.follow_edits(NOON)
    known = {
        deck: set(memories_of(collection.learner, deck))
        for deck in collection.learner.state.records
    }
    collection.close()
    return known


def test_where_nothing_is_learnt_no_card_is_read_for_its_gaps(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gaps = "id: d\ntitle: D\ncards: [{id: c, cloze: '{{Rome}} is in {{Italy}}'}]\n"
    (home / "decks" / "d.yaml").write_text(gaps, "utf-8")
    read: list[object] = []

    def noted(*asked: object) -> tuple[()]:
        read.append(asked)
        return ()

    monkeypatch.setattr(follow_edits, "items_in", noted)
    opened(home).edits.moves()
    assert not read


def orphans_in(home: Path) -> list[str]:
    collection = opened(home)
    found = [orphan.ref for orphan in orphans_of(collection.edits)]
    collection.close()
    return found


BEFORE = """\
title: Rivers
cards:
  - {q: Which river runs through Rome?, a: Tiber}
  - {q: Which river runs through Pisa?, typed: Arno}
  - {cloze: "The Danube joins {{Vienna}} and {{Budapest}}."}
"""


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("Which river runs through Rome?", "Which river flows past Rome?"),
        lambda text: text.replace("through Rome?", "trough Rome?"),
        lambda text: text.replace("a: Tiber", "a: the Tiber (Tevere)"),
        lambda text: text.replace(
            "  - {q: Which river runs through R", "  - {id: rome, q: Which R"
        ),
        lambda text: text.replace("title: Rivers", "title: R\nid: streams"),
        lambda text: text.replace("title: Rivers", "title: R\nid: streams").replace(
            "Which river runs through Rome?", "What is the river of Rome called?"
        ),
        lambda text: text.replace("The Danube joins", "On the Danube lie both"),
        lambda text: text.replace("The Danube joins {{Vienna}}", "{{Danube}}: joins {{Vienna}}"),
        lambda text: text.replace("{{Vienna}} and {{Budapest}}", "{{Budapest}} and {{Vienna}}"),
    ],
    ids=[
        "reworded",
        "typo",
        "answer",
        "id",
        "deck id",
        "deck id and reworded",
        "cloze",
        "new gap",
        "gaps swapped",
    ],
)
def test_progress_follows_an_edit(home: Path, edit: Callable[[str], str]) -> None:
    path = home / "decks" / "rivers.yaml"
    path.write_text(BEFORE)
    study_all(home)
    path.write_text(edit(BEFORE))
    known = progress(home)
    assert sum(map(len, known.values())) == 3  # of a cloze one gap a day is asked
    assert orphans_in(home) == []


def test_progress_follows_an_edit_whose_clock_is_behind_that_of_the_reviews(home: Path) -> None:
    path = home / "decks" / "rivers.yaml"
    path.write_text(BEFORE)
    study_all(home)
    path.write_text(BEFORE.replace("through Rome?", "trough Rome?"))
    behind = NOON - timedelta(days=400)
    collection = opened(home)
    assert collection.follow_edits(behind) == 1
    [rome, *_] = collection.items.values()
    known = collection.learner.memory(rome.deck_id, rome.id)
    assert known
    assert orphans_of(collection.edits) == ()
    collection.close()
    (learner_folder("me") / "scores.json").unlink()
    with opened(home) as rebuilt:
        assert rebuilt.learner.memory(rome.deck_id, rome.id) == known


def test_a_swapped_gap_keeps_its_own_memory(home: Path) -> None:
    path = home / "decks" / "rivers.yaml"
    text = 'title: R\ncards:\n  - {id: c, cloze: "From {{Rome}} to {{Ostia}}."}\n'
    path.write_text(text)
    collection = opened(home)
    session = sessions.start(collection, StudyOptions(), NOON)
    session.reveal()
    session.rate(Rating.AGAIN, NOON)
    collection.close()
    first = opened(home)
    before = first.learner.memory("rivers", "c.1")
    first.close()
    path.write_text(text.replace("From {{Rome}} to {{Ostia}}", "To {{Ostia}} from {{Rome}}"))
    assert progress(home)["rivers"] == {"c.2"}
    after = opened(home)
    assert after.learner.memory("rivers", "c.2") == before
    after.close()


def test_a_kill_before_what_cards_say_is_kept_moves_no_gap_twice(home: Path) -> None:
    path = home / "decks" / "rivers.yaml"
    text = 'title: R\ncards:\n  - {id: c, cloze: "From {{Rome}} to {{Ostia}}."}\n'
    path.write_text(text)
    study_all(home)
    kept = learner_folder("me") / "decks.json"
    before = kept.read_bytes()
    path.write_text(text.replace("From {{Rome}}", "From {{Arezzo}} by {{Rome}}"))
    once = progress(home)
    kept.write_bytes(before)  # as a kill between the two leaves it
    collection = opened(home)
    assert collection.follow_edits(NOON) == 0
    collection.remember_cards()
    collection.close()
    assert progress(home) == once == {"rivers": {"c.2"}}
    path.write_text(text)
    assert progress(home) == {"rivers": {"c.1"}}


def test_what_has_yet_to_follow_a_card_is_not_forgotten_on_leaving(home: Path) -> None:
    path = home / "decks" / "rivers.yaml"
    text = 'title: R\ncards:\n  - {id: c, cloze: "From {{Rome}} to {{Ostia}}."}\n'
    path.write_text(text)
    study_all(home)
    path.write_text(text.replace("From {{Rome}}", "From {{Arezzo}} by {{Rome}}"))
    opened(home).close()  # left before it was on the screen
    assert progress(home)["rivers"] == {"c.2"}


def test_a_card_moved_to_another_deck_keeps_its_progress(home: Path) -> None:
    rivers, cities = home / "decks" / "rivers.yaml", home / "decks" / "cities.yaml"
    lines = BEFORE.splitlines(keepends=True)
    rivers.write_text(BEFORE)
    cities.write_text("title: Cities\ncards:\n  - {q: Capital of Italy?, a: Rome}\n")
    study_all(home)
    rivers.write_text("".join(lines[:2] + lines[3:]))
    cities.write_text(cities.read_text() + lines[2])
    assert {deck: len(items) for deck, items in progress(home).items()} == {
        "rivers": 2,
        "cities": 2,
    }
    assert orphans_in(home) == []


def test_a_renamed_file_keeps_its_progress(home: Path) -> None:
    path = home / "decks" / "rivers.yaml"
    path.write_text(BEFORE)
    study_all(home)
    path.rename(path.with_name("streams.yaml"))
    assert {deck: len(items) for deck, items in progress(home).items()} == {"streams": 3}


def test_a_deleted_card_is_an_orphan_and_comes_back_whole(home: Path) -> None:
    path = home / "decks" / "rivers.yaml"
    path.write_text(BEFORE)
    study_all(home)
    known = progress(home)
    path.write_text("".join(BEFORE.splitlines(keepends=True)[:3]))
    progress(home)
    assert len(orphans_in(home)) == 2
    path.write_text(BEFORE)
    assert progress(home) == known
    assert orphans_in(home) == []


def test_a_new_card_with_a_like_answer_inherits_nothing(home: Path) -> None:
    path = home / "decks" / "rivers.yaml"
    path.write_text("title: R\ncards:\n  - {q: Which river runs through Rome?, a: Tiber}\n")
    study_all(home)
    path.write_text("title: R\ncards:\n  - {q: What did Horatius swim across?, a: Tiber}\n")
    assert sum(map(len, progress(home).values())) == 1
    assert len(orphans_in(home)) == 1


def test_relink_and_forget(home: Path) -> None:
    path = home / "decks" / "rivers.yaml"
    path.write_text(
        "title: R\ncards:\n  - {id: old, q: Which river runs through Rome?, a: Tiber}\n"
    )
    study_all(home)
    path.write_text("title: R\ncards:\n  - {id: new, q: Where did Horatius swim?, a: In it}\n")
    progress(home)
    collection = opened(home)
    edits = collection.edits
    with pytest.raises(TrainerError, match="No deck in reach has rivers/none"):
        orphans.relink(edits, ("rivers", "old"), ("rivers", "none"), NOON, DAY)
    orphans.relink(edits, ("rivers", "old"), ("rivers", "new"), NOON, DAY)
    assert collection.learner.memory("rivers", "new")
    orphans.forget(collection.learner, ("rivers", "new"), NOON, DAY)
    assert collection.learner.memory("rivers", "new") is None
    with pytest.raises(TrainerError, match="Nothing is known"):
        orphans.forget(collection.learner, ("rivers", "new"), NOON, DAY)
    collection.close()


def test_a_draft_with_the_id_of_a_forgotten_card_hides_no_orphan(home: Path) -> None:
    path = home / "decks" / "rivers.yaml"
    head, rome, pisa = (
        "title: R\ncards:\n",
        "  - {id: rome, q: R?, a: T}\n",
        "  - {id: pisa, q: P?, a: A}\n",
    )
    path.write_text(head + rome + pisa)
    study_all(home)
    path.write_text(f"{head}{rome}  - {{id: rome, q: Rome?, a: Tiber, status: draft}}\n")
    collection = opened(home)
    collection.agenda(NOON)
    orphans.forget(collection.learner, ("rivers", "rome"), NOON, DAY)
    assert [orphan.ref for orphan in orphans_of(collection.edits)] == ["rivers/pisa"]
    collection.close()


def test_what_moved_stays_moved_when_the_scores_are_rebuilt(home: Path) -> None:
    path = home / "decks" / "rivers.yaml"
    path.write_text(BEFORE)
    study_all(home)
    path.write_text(BEFORE.replace("runs through Rome", "flows past Rome"))
    known = progress(home)
    (home / "home" / "learners" / "me" / "scores.json").unlink()
    assert progress(home) == known


@pytest.mark.parametrize(
    ("kind", "items"),
    [
        ("typed: Tiber", {"rome"}),
        ("number: 8", {"rome"}),
        ("a: Tiber, wrong: [Arno, Po]", {"rome"}),
        ("a: Tiber, reverse: true", {"rome"}),
    ],
)
def test_a_card_that_changes_its_kind_keeps_its_id_and_its_progress(
    home: Path, kind: str, items: set[str]
) -> None:
    path = home / "decks" / "rivers.yaml"
    text = "title: R\ncards:\n  - {id: rome, q: Which river runs through Rome?, %s}\n"
    path.write_text(text % "a: Tiber")
    study_all(home)
    path.write_text(text % kind)
    assert progress(home) == {"rivers": items}
    assert orphans_in(home) == []


def test_a_card_that_becomes_a_cloze_of_two_gaps_and_a_card_again_keeps_its_progress(
    home: Path,
) -> None:
    path = home / "decks" / "rivers.yaml"
    card = "title: R\ncards:\n  - {id: rome, q: Which river runs through Rome?, a: Tiber}\n"
    path.write_text(card)
    study_all(home)
    path.write_text('title: R\ncards:\n  - {id: rome, cloze: "{{Rome}} lies on the {{Tiber}}."}\n')
    assert progress(home) == {"rivers": {"rome.2"}}
    path.write_text(card)
    assert progress(home) == {"rivers": {"rome"}}


def test_inherit(home: Path) -> None:
    path = home / "decks" / "words.yaml"
    text = 'title: W\ncards:\n  - {q: "What does दिन mean?", a: day}\n'
    path.write_text(text)
    study_all(home)
    path.write_text(text.replace("दिन", "दान").replace("day", "gift"))
    collection = opened(home)
    collection.follow_edits(NOON)
    [item] = collection.items_of(collection.library.decks[0]).values()
    assert collection.learner.memory("words", item.id) is None
    collection.close()
    assert len(orphans_in(home)) == 1


ANOTHER_CARD = [
    ("What does दिन mean?", "the day", "What does दान mean?", "the gift"),
    ("What does ขาว mean?", "to run", "What does ข้าว mean?", "to eat"),
    ("What does perro mean?", "the dog", "What does gato mean?", "the cat"),
    ("der Hund", "the dog", "der Mund", "the mouth"),
    ("What is the German for dog?", "der Hund", "What is the German for hat?", "der Hut"),
    ("The past tense of sing?", "sang, sung", "The past tense of ring?", "rang, rung"),
    ("In which year did the war begin?", "in 1914", "In which year did the war end?", "in 1918"),
    ("When did the siege begin?", "9 May 1940", "When did the siege end?", "25 June 1940"),
    ("What does a sharp do?", "raises a note", "What does a flat do?", "lowers a note"),
    ("Who wrote the opera?", "Giuseppe Verdi", "Who wrote the libretto?", "Giuseppe Adami"),
]
"""A card, and another that was written in its place."""
SAME_CARD = [
    ("What does perro mean?", "the dog", "What does «perro» mean?", "a dog"),
    ("Waht does perro mean?", "teh dog", "What does perro mean?", "the dog"),
    ("Which river runs through Rome?", "Tiber", "Which river flows through Rome?", "the Tiber"),
    ("When did the war begin?", "July 1914", "When did the Great War begin?", "28 July 1914"),
    ("How does it kill?", "By blocking the wall", "How does it kill germs?", "It blocks the wall"),
    ("What is ATP?", "It carries energy in cells", "What's ATP?", "Carrying energy within cells"),
    ("The flag's colors?", "red and white", "The flag's colours?", "white and red"),
]
"""A card before and after an edit of both its sides."""


@pytest.mark.parametrize(("asked", "answered", "asks", "answer"), ANOTHER_CARD)
def test_a_card_in_the_place_of_another_inherits_nothing(
    asked: str, answered: str, asks: str, answer: str
) -> None:
    old, new = CardText("d", "aa", asked, answered), CardText("d", "bb", asks, answer)
    assert match_cards([old], [new]) == match_cards([new], [old]) == {}


@pytest.mark.parametrize(("asked", "answered", "asks", "answer"), SAME_CARD)
def test_an_edit_of_both_sides_is_followed(
    asked: str, answered: str, asks: str, answer: str
) -> None:
    old, new = CardText("d", "aa", asked, answered), CardText("d", "bb", asks, answer)
    assert match_cards([old], [new]) == {old: new}


def test_what_cannot_be_written_is_followed_all_the_same_and_told(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home / "decks" / "rivers.yaml"
    path.write_text(BEFORE)
    study_all(home)
    path.write_text(BEFORE.replace("runs through Rome", "flows past Rome"))

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    collection = opened(home)
    with monkeypatch.context() as patched:
        patched.setattr(Journal, "append", full)
        assert collection.follow_edits(NOON) == 1
        assert "No space left" in str(collection.learner.trouble)
        assert orphans_of(collection.edits) == ()
    collection.close()
    assert orphans_in(home) == []


def test_on_a_disk_that_is_full_at_the_start_progress_follows_in_memory(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home / "decks" / "rivers.yaml"
    path.write_text(BEFORE)
    study_all(home)
    path.write_text(BEFORE.replace("runs through Rome", "flows past Rome"))

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("filelock.FileLock.acquire", full)
        collection = opened(home)
        assert "No space left" in str(collection.learner.trouble)
        assert collection.follow_edits(NOON) == 1
        assert orphans_of(collection.edits) == ()
    collection.close()
    assert orphans_in(home) == []


TAB = "\n\t- broken\n"


@contextmanager
def seen(home: Path, folder: str = "decks") -> Iterator[EditFollower]:
    """What is known, against the files of a folder as they are now."""
    collection = Collection([str(home / folder)], learner="me", folder=home)
    yield EditFollower(collection.learner, collection.library.readings, collection.index)
    collection.learner.close()


def follow(home: Path, folder: str = "decks") -> dict[str, int]:
    """Deck -> of how many items something is known, once progress followed what is seen."""
    with seen(home, folder) as edits:
        edits.follow(NOON, DAY)
        edits.remember()
    with Learner.open(learner_folder("me"), read_only=True) as learner:
        return {deck: len(learner.records(deck)) for deck in learner.state.records}


def waiting(home: Path, folder: str = "decks") -> list[tuple[str, int, str, bool]]:
    with seen(home, folder) as edits:
        assert orphans_of(edits) == ()
        return [(deck, n, file.path.name, file.broken) for deck, n, file in edits.waiting()]


@pytest.mark.parametrize("deck_id", ["", "id: rivers\n", "id: 'streams'  # for good\n"])
def test_nothing_leaves_a_deck_whose_file_is_broken(home: Path, deck_id: str) -> None:
    path = home / "decks" / "rivers.yaml"
    path.write_text(deck_id + BEFORE)
    study_all(home)
    known = follow(home)
    path.with_name("term2.yaml").write_text(BEFORE.replace("Rivers", "Term 2"))
    path.write_text(deck_id + BEFORE + TAB)
    assert follow(home) == known
    [deck] = known
    assert waiting(home) == [(deck, 3, "rivers.yaml", True)]
    path.write_text(deck_id + BEFORE)
    assert follow(home) == known
    assert waiting(home) == []


@pytest.mark.parametrize(
    "breaking",
    [
        lambda path: path.write_bytes(b"\xff\xfe" + path.read_bytes()),
        lambda path: path.write_text(path.read_text().replace("id: streams", "id streams")),
        lambda path: path.write_text(path.read_text().replace("id: streams", "id: brooks") + TAB),
        lambda path: path.write_text("<<<<<<< HEAD\n" + path.read_text()),
        lambda path: (
            path.with_name("new name.yaml").write_text(path.read_text() + TAB) and path.unlink()
        ),
        lambda path: path.unlink() or path.mkdir(),
    ],
    ids=["encoding", "id", "other id", "conflict", "by a new name", "no file"],
)
def test_however_it_is_broken(home: Path, breaking: Callable[[Path], object]) -> None:
    path = home / "decks" / "rivers.yaml"
    path.write_text("id: streams\n" + BEFORE)
    study_all(home)
    known = follow(home)
    path.with_name("term2.yaml").write_text(BEFORE.replace("Rivers", "Term 2"))
    breaking(path)
    assert follow(home) == known == {"streams": 3}


def test_the_app_leaves_a_broken_deck_its_progress(home: Path) -> None:
    path = home / "decks" / "rivers.yaml"
    path.write_text(BEFORE)
    study_all(home)
    known = progress(home)
    path.with_name("term2.yaml").write_text(BEFORE.replace("Rivers", "Term 2"))
    path.write_text(BEFORE + TAB)
    assert progress(home) == known
    path.write_text(BEFORE)
    assert progress(home) == known


def test_a_broken_deck_beside_holds_nothing_back(home: Path) -> None:
    rivers, cities = home / "decks" / "rivers.yaml", home / "decks" / "cities.yaml"
    rivers.write_text(BEFORE)
    cities.write_text("title: Cities\ncards:\n  - {q: Capital of Italy?, a: Rome}\n")
    study_all(home)
    follow(home)
    cities.write_text(cities.read_text() + TAB)
    rivers.rename(rivers.with_name("streams.yaml"))
    assert follow(home) == {"streams": 3, "cities": 1}


def test_nothing_leaves_a_deck_that_is_only_out_of_reach(home: Path) -> None:
    path = home / "decks" / "rivers.yaml"
    path.write_text(BEFORE)
    study_all(home)
    known = follow(home)
    (home / "other").mkdir()
    (home / "other" / "term2.yaml").write_text(BEFORE.replace("Rivers", "Term 2"))
    assert follow(home, "other") == known
    assert waiting(home, "other") == [("rivers", 3, "rivers.yaml", False)]
    path.unlink()
    assert follow(home, "other") == {"term2": 3}


def test_a_folder_that_is_away_may_come_back(home: Path) -> None:
    (home / "decks" / "rivers.yaml").write_text(BEFORE)
    study_all(home)
    known = follow(home)
    (home / "decks").rename(home / "not plugged in")
    (home / "other").mkdir()
    (home / "other" / "term2.yaml").write_text(BEFORE)
    assert follow(home, "other") == known


def test_a_folder_that_was_renamed_does_not_hold_on_to_its_decks(home: Path) -> None:
    path = home / "decks" / "rivers.yaml"
    path.write_text(BEFORE)
    study_all(home)
    follow(home)
    (home / "decks").rename(home / "mine")
    assert follow(home, "mine") == {"rivers": 3}
    (home / "mine" / "rivers.yaml").rename(home / "mine" / "streams.yaml")
    assert follow(home, "mine") == {"streams": 3}


@pytest.mark.parametrize("name", ["rivers.yaml", "Über uns.v2.yaml"])
@pytest.mark.parametrize("head", ["", "id: some-id\n", "id:  'some-id' # for good\n"])
def test_the_glance_at_an_id_sees_what_reading_sees(tmp_path: Path, name: str, head: str) -> None:
    path = tmp_path / name.replace("Ü", "U")
    path.write_text(f"title: R\n{head}cards:\n  - {{id: a, q: Q?, a: A}}\n")
    deck = read_deck(path).deck
    assert deck
    assert deck_id_in(path) == deck.id


def edited(cards: list[dict[str, object]], rng: random.Random) -> list[dict[str, object]]:
    """A deck after a term's work: typos fixed, questions reworded, cards moved, cut and added."""
    after = []
    for original in cards:
        card, key = dict(original), "cloze" if "cloze" in original else "q"
        text = str(card[key])
        match rng.choice(["same", "same", "typo", "reword", "answer", "cut"]):
            case "typo":
                at = rng.randrange(len(text) // 2)
                card[key] = text[:at] + text[at + 1 :] if text[at].isalpha() else text
            case "reword":
                card[key] = f"{text} (2021)" if rng.random() < 0.5 else f"By the article: {text}"
            case "answer" if isinstance(card.get("a"), str):
                card["a"] = f"{card['a']} (so the article)"
            case "cut" if rng.random() < 0.3:
                continue
            case _:
                pass
        after.append(card)
    rng.shuffle(after)
    new: list[dict[str, object]] = [
        {"q": f"Which place did traveller {n} reach in the year {1500 + 7 * n}?", "a": f"Port {n}"}
        for n in range(8)
    ]
    return after + new


@pytest.mark.parametrize("seed", range(5))
def test_a_hundred_cards_through_a_terms_edits(seed: int) -> None:
    rng = random.Random(seed)
    cards = [
        {
            key: value
            for key, value in card.items()
            if key not in {"id", "accept", "siblings", "requires", "confusable_with"}
        }
        for path in sorted(shipped_decks().glob("*.yaml"))
        for card in yaml.load(path.read_text(), yaml.CSafeLoader)["cards"]
    ][:100]
    for number, card in enumerate(cards):
        card["why"] = f"card number {number}"  # tells after the edits which is which
    before = known_of(cards)
    after = known_of(edited(cards, rng))
    numbers = {number for number, _ in after.values()}
    found = match_cards(*unmatched(before, after))
    survivors = [one for one, (number, _) in before.items() if number in numbers]
    by_place = {one.item_key: said for one, said in after.items()}
    followed = 0
    for one in survivors:
        now = found.get(one) or next((n for n in after if n.item_key == one.item_key), None)
        if now is not None:
            assert by_place[now.item_key][0] == before[one][0], "progress went to another card"
            followed += 1
    assert followed >= 0.97 * len(survivors), f"{followed} of {len(survivors)} followed"


def known_of(cards: list[dict[str, object]]) -> dict[CardText, tuple[str, str]]:
    from trainer.deck.item import items_of_card
    from trainer.deck.reader import read_deck_text

    text = yaml.safe_dump({"title": "T", "cards": cards}, allow_unicode=True)
    deck = read_deck_text(text, Path("deck.yaml")).deck
    assert deck
    return {
        CardText("deck", item.id, item.prompt, item.solution): (card.why or item.id, card_key(card))
        for card in deck.cards
        for item in items_of_card("deck", card)
    }


def unmatched(
    before: dict[CardText, tuple[str, str]], after: dict[CardText, tuple[str, str]]
) -> tuple[list[CardText], list[CardText]]:
    here, there = {one.item for one in before}, {one.item for one in after}
    return [o for o in before if o.item not in there], [o for o in after if o.item not in here]


def test_reading_the_shipped_decks_again_moves_nothing(home: Path) -> None:
    for path in shipped_decks().glob("*.yaml"):
        assert read_deck(path).deck
        (home / "decks" / path.name).write_text(path.read_text())
    study_all(home)
    known = progress(home)
    assert progress(home) == known


def test_orphans_are_compared_once_for_each_reading_of_the_decks(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home / "decks" / "rivers.yaml"
    path.write_text(BEFORE)
    study_all(home)
    path.write_text("title: Rivers\ncards:\n  - {q: How tall is Mont Blanc?, number: 4806}\n")
    compared = []

    def noted(*known: Sequence[CardText]) -> dict[CardText, CardText]:
        compared.append(known)
        return match_cards(*known)

    monkeypatch.setattr(follow_edits, "match_cards", noted)
    collection = opened(home)
    for _ in range(3):
        collection.follow_edits(NOON)
        collection.remember_cards()
    collection.close()
    assert len(compared) == 1


def test_a_place_whose_name_no_folder_can_have_is_let_go_of(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text("id: d\ntitle: D\ncards: [{q: One?, a: Two}]\n", "utf-8")
    known = {"d": KnownDeck(("/" + "x" * 5000 + "/d.yaml",))}
    assert dict(DeckFiles([read_deck(path)]).paths(known)) == {"d": (str(path),)}
