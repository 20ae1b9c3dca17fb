"""A home, a working folder and files of other programs, all sound: what is harmed elsewhere."""

import asyncio
import json
import os
import shutil
import sqlite3
import tempfile
from contextlib import chdir
from datetime import UTC, datetime, timedelta
from pathlib import Path

import genanki

from tests.classroom.conftest import DECK, Desk
from tests.exchange.pictures import png, wav
from tests.exchange.small_files import write_small_files
from tests.store.histories import history
from trainer.classroom.bag import Bag
from trainer.classroom.begin_drill import begin_drill
from trainer.classroom.class_memory import ClassMemory, shown_in
from trainer.classroom.drill_log import DrillLog
from trainer.classroom.hand_out import hand_out
from trainer.classroom.preset import preset_named
from trainer.classroom.school_class import SchoolClass
from trainer.cli.export import write_foreign
from trainer.deck.deck import Deck
from trainer.deck.item import items_of_deck
from trainer.deck.reader import read_deck, read_deck_text
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.phone.hand_in import past_of
from trainer.phone.link_key import key_of
from trainer.phone.phone_answers import PhoneAnswer, PhoneAnswers
from trainer.store.atomic_file import make_private
from trainer.store.backup import back_up
from trainer.store.event import ReviewEvent, SchedulerEvent, write_event
from trainer.store.learner import Learner
from trainer.store.settings import MoreToday, Settings, save_settings
from trainer.study.collection import Collection
from trainer.study.safekeeping import sync_with

LEARNER = "me"
NOW = datetime.now(UTC).replace(microsecond=0)

_RIVERS = """\
# A deck with all that a deck may have.
title: Rivers
id: rivers
description: Where they flow
language: en
tags: [water]
setting: As of today
source: {title: A map, author: Anybody, url: "https://example.org/map"}
cards:
  - {id: a, q: Which river runs through Rome?, typed: Tiber, accept: [Tevere], tags: [water],
     hint: T, why: See a map., importance: 2}
  - {id: b, q: Which runs through Florence?, a: Arno, wrong: {Po: further north, Tiber: in Rome},
     confusable_with: [a]}
  - id: c
    cloze: "The {{Danube}} ends in the {{Black Sea::a sea}}."
  - {id: d, q: How long is the Rhine?, number: 1230, unit: km, tolerance: 5%}
  - {q: "In no order, name rivers of France", list: [Seine, Loire, Rhône]}
"""

_LAKES = """\
title: Lakes
id: lakes
cards:
  - {id: a, q: Which lake is the deepest?, typed: Baikal}
"""
_GIFT = """\
$CATEGORY: rivers
::one:: Which river runs through Rome? {=Tiber#yes ~Arno#in Florence ~%50%Po}
::two:: Lisbon is in Spain. {F#It is in Portugal.}
How long is the Rhine? {#1230:5}
Match. {=Rome -> Tiber =Florence -> Arno =Paris -> Seine}
Who flows? {=Po =The Po}
"""
_TABLE = """\
#separator:tab\n#html:true\n#tags column:3
Which river runs through Rome?\tTiber<br>in <b>Italy</b>\twater
Which one through {{c1::Paris}}?\tSeine\t
"""
_MARKDOWN = """\
# Rivers

Which river runs through Rome?::Tiber
Which one through Paris?
?
Seine

- Q: Which through Florence? A: Arno
The {{Danube}} flows east.
"""


_SHOWN = """\
title: Shown
id: shown
markup: markdown
cards:
  - {id: a, q: Which **river**?, typed: Po, picture: {file: map.png, alt: A map}}
  - {id: b, q: Where is $x^2$ on it?, picture: {file: map.png, alt: A map}, where: A,
     hide: {A: [10, 20, 5, 5], B: [60, 20, 5, 5]}}
  - {id: c, q: What sounds so?, a: A horn, sound: horn.wav}
"""
_ARTICLE = """\
<html lang="en"><head><title>Rivers</title><meta name="author" content="Anybody"></head><body>
<article><h1>Rivers</h1><p>The Tiber runs through Rome, and it is 405 km long.</p>
<p>Rivers flow because the sea is lower. They end there.</p></article></body></html>
"""


_NOT_FOREIGN = {"README.md", "expected.json", "LICENSE"}
_MOST = 100_000
"""Bytes of a file that is taken from elsewhere."""


def make_untouched(folder: Path, more: Path | None = None) -> Path:
    """Make `home`, `work`, `shipped` and `foreign` in a folder that is not there yet.

    Args:
        folder: where.
        more: a folder with files of other programs.
    """
    home, work, shipped, foreign = map(folder.joinpath, ("home", "work", "shipped", "foreign"))
    for each in (work, shipped, foreign):
        each.mkdir(parents=True)
    os.environ["TRAINER_HOME"] = str(home)
    make_private(home / "decks")
    (home / "decks/kinds.yaml").write_text(DECK)
    (shipped / "lakes.yaml").write_text(_LAKES)
    (work / "rivers.yaml").write_text(_RIVERS)
    (work / "text.txt").write_text("Rivers flow. They end in the sea.\n\nSome do not.\n")
    for path in sorted(more.rglob("*")) if more else ():
        if path.is_file() and path.stat().st_size <= _MOST and path.name not in _NOT_FOREIGN:
            (foreign / f"{len([*foreign.iterdir()])}-{path.name}").write_bytes(path.read_bytes())
    with chdir(work):
        _learn(home)
        _teach()
        _set_homework()
        _take_along(home / "learners" / LEARNER)
        _share(home, folder / "elsewhere")
        _export(foreign)
    write_shown(work)
    return folder


def _learn(home: Path) -> None:
    folder = home / "learners" / LEARNER
    make_private(folder)
    mine, theirs = history(11, 400)
    days = NOW - max(event.at for event in (*mine.lines, *theirs.lines)) - timedelta(days=1)
    for name, machine in ((LEARNER, mine), ("other", theirs)):
        make_private(home / "learners" / name)
        past = [event.model_copy(update={"at": event.at + days}) for event in machine.lines[-60:]]
        path = home / "learners" / name / "reviews.jsonl"
        path.write_bytes(b"".join(map(write_event, past)))
        collection = Collection(["rivers.yaml"], learner=name, folder=Path.cwd())
        collection.follow_edits(NOW)
        _review(collection.learner, [i.id for i in items_of_deck(collection.library.decks[0])])
        collection.close()
    more = MoreToday(day=NOW.date(), new=3)
    chosen = Settings(
        new_per_day=5, more_today=more, keys={"quit": "x"}, parameters=Scheduler().parameters
    )
    save_settings(folder, chosen)
    back_up(folder, home / "backups" / LEARNER / f"{NOW:%Y-%m-%d}.zip")


def _review(learner: Learner, items: list[str]) -> None:
    scheduler = Scheduler()
    key = learner.record_scheduler(SchedulerEvent.of(scheduler, NOW))
    for number, item in enumerate(items * 2):
        at = NOW - timedelta(minutes=60 - number)
        learner.record(
            ReviewEvent.of(
                ("rivers", item),
                Rating.GOOD,
                at,
                before=learner.memory("rivers", item),
                scheduler=scheduler,
                scheduler_key=key,
                answer="Tiber",
            )
        )


def _teach() -> None:
    school_class = SchoolClass.create("7b", ["Anna", "Ben", "Cleo"])
    desk = Desk("drill", "choice", "typed", confidence=True)
    desk.now = NOW - timedelta(minutes=30)
    log = DrillLog(school_class.drills / f"{NOW:%Y-%m-%d}-1000.jsonl")
    log.put(desk.opened.model_copy(update={"at": desk.now}))
    desk.keep = log.put
    players = [
        desk.room.seats.join(name.title(), name, desk.now, student=name).id
        for name in ("anna", "ben")
    ]
    players.append(desk.room.seats.join("Guest", "t3", desk.now, address="127.0.0.1").id)
    desk.open_first()
    for player, answer in zip(players, ("Tiber", "Po", "Arno"), strict=True):
        desk.room.answers.give(player, 0, 1, answer, desk.later(2))
    desk.room.call("ben", desk.now)
    desk.room.mark("cleo", 0.0, desk.now)
    desk.go(2)
    log.close()
    ClassMemory(school_class).remember("d1", 0, desk.questions[0], shown_in(desk.room.state, 0))
    school_class.keep_bag(Bag(left=("anna",), done=("ben", "cleo")))


def _set_homework() -> None:
    """Homework that is over, a file that was handed in, one that was handed out."""
    school_class, now = SchoolClass("7b"), NOW - timedelta(days=9)
    items = [item for item in items_of_deck(deck_of(DECK)) if item.card.kind in {"choice", "typed"}]
    drill = begin_drill(
        items[:2],
        preset_named("homework"),
        school_class,
        lambda: now,
        until=now + timedelta(days=2),
    )
    for student in ("anna", "ben"):
        drill.room.seats.join(student.title(), student, now, student=student)
    drill.do(drill.room.advance)
    now += timedelta(days=3)
    drill.tick()
    asyncio.run(drill.close())
    answers = [
        {"q": number, "answer": "Tiber", "at": (NOW - timedelta(days=8)).isoformat()}
        for number in (1, 2)
    ]
    whole = {"trainer": "homework", "v": 1, "homework": drill.room.opened.drill, "name": "Anna"}
    Path("anna.homework.json").write_text(json.dumps({**whole, "answers": answers}))
    hand_out(school_class, "anna", [Path("rivers.yaml")], Path("anna.zip"))


def _take_along(folder: Path) -> None:
    """What a phone that was away gives out, and the keys of the links of such phones."""
    key_of(folder, "20260310-1f2e3d4c")
    with Learner.open(folder, read_only=True) as learner:
        past = past_of(learner)
    at = round(NOW.timestamp() * 1000) - 60_000
    given = [
        PhoneAnswer(
            ref=f"rivers/{item}", rating=Rating.GOOD, answer=answer, at=at + number, spent=900
        )
        for number, (item, answer) in enumerate({"a": "Tiber", "b": 0, "c.1": None}.items())
    ]
    handed_in = PhoneAnswers(
        learner=LEARNER,
        hand_out="20260310-1f2e3d4c",
        past=past,
        scheduler="none",
        seed=7,
        made=NOW - timedelta(days=2),
        answers=tuple(given),
    )
    Path("away.json").write_text(handed_in.model_dump_json())


def _share(home: Path, elsewhere: Path) -> None:
    """A folder into which another device of the learner put what it knows, decks included."""
    os.environ["TRAINER_HOME"] = str(elsewhere)
    (elsewhere / "decks").mkdir(parents=True)
    (elsewhere / "decks/seas.yaml").write_text(_LAKES.replace("akes", "seas"))
    Path("box").mkdir()
    collection = Collection(["rivers.yaml"], learner=LEARNER, folder=Path.cwd())
    collection.follow_edits(NOW)
    _review(collection.learner, [item.id for item in items_of_deck(collection.library.decks[0])])
    sync_with(collection, Path("box"), NOW, decks=True)
    collection.close()
    shutil.rmtree(elsewhere)
    os.environ["TRAINER_HOME"] = str(home)


def write_shown(folder: Path) -> None:
    """A deck with a picture and a sound, and an article."""
    (folder / "media").mkdir()
    (folder / "media/map.png").write_bytes(png())
    (folder / "media/horn.wav").write_bytes(wav())
    (folder / "shown.yaml").write_text(_SHOWN)
    (folder / "article.html").write_text(_ARTICLE)


def deck_of(text: str) -> Deck:
    """The deck of a text that is one."""
    deck = read_deck_text(text, Path("deck.yaml")).deck
    assert deck
    return deck


def _export(foreign: Path) -> None:
    for name, path in (
        ("rivers", Path("rivers.yaml")),
        ("kinds", Path("../home/decks/kinds.yaml")),
    ):
        deck = read_deck(path).deck
        assert deck
        for ending in (".csv", ".tsv", ".md", ".gift", ".apkg", ".xlsx"):
            write_foreign(deck, foreign / f"{name}{ending}")
    write_small_files(foreign)
    (foreign / "quiz.gift").write_text(_GIFT)
    (foreign / "table.txt").write_text(_TABLE)
    (foreign / "notes.md").write_text(_MARKDOWN)
    write_package_with_history(foreign / "history.apkg", 3)


def write_package_with_history(path: Path, notes: int) -> None:
    """A package with reviews, as Anki has them."""
    deck = genanki.Deck(1, "Rivers")
    for number in range(notes):
        deck.add_note(genanki.Note(genanki.BASIC_MODEL, [f"River {number}?", f"Answer {number}"]))
    package = _Package(deck)
    before, tempfile.tempdir = tempfile.tempdir, str(path.parent.parent)
    package.write_to_file(str(path))
    for left in path.parent.parent.glob("tmp*"):  # which genanki leaves there
        left.unlink()
    tempfile.tempdir = before


class _Package(genanki.Package):  # type: ignore[misc]
    """A package whose cards were reviewed."""

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: object) -> None:
        super().write_to_db(cursor, timestamp, id_gen)
        cards = [card for (card,) in cursor.execute("select id from cards")]
        ((began,),) = cursor.execute("select crt from col")
        due = int(NOW.timestamp() - began) // 86_400 + 3
        cursor.execute("update cards set type=2, queue=2, ivl=4, factor=2500, reps=3, due=?", [due])
        for number, card in enumerate(cards * 3):
            moment = NOW - timedelta(days=9 - 8 * number / len(cards) / 3)
            at = int(moment.timestamp() * 1000)
            cursor.execute(
                "insert into revlog values (?, ?, -1, 3, 4, 1, 2500, 3000, 1)", [at, card]
            )
