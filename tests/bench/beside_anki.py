"""trainer beside Anki's own engine, in the same run, on the same cards.

Run: python -m tests.bench.beside_anki [CARDS ...] [--decks N] [--reviews N] [--html] [--unlearnt];
1,000 and 10,000 in one deck with five reviews unless given. It needs the `anki` wheel, which
nothing else here does. Both sides hold learnt collections: 80% of the cards in review with so many
reviews each, 20% new, brought in by each side's own import with its history (`trainer import
--history`); an import without history is printed beside it. With --html the notes are of twelve
types, and their fields are HTML as people write it. With --unlearnt all cards are new, as in the
table of old.

Each side works in fresh processes: one imports the very same Anki package, others open what came
of it. A time to the first card holds the imports of Python, from bytecode on both sides.

An import is timed in a process that has loaded its own library on both sides, for it is compared
how the cards are brought in, and who brings in a large package notices nothing else: each side has
first brought a package of a few cards into a folder of its own, and Anki's collection is open. The
figure beside it is of a process that has not: from its start, what it loads and Anki's new
collection included. Both end where all is durable: trainer's files written with fsync, Anki's
transaction committed to its write-ahead log, which is set to sync with each.

Each answer and each undo is made durable with one fsync: trainer's in its journal, Anki's in the
write-ahead log of SQLite. An undo takes a rating back and shows the card again; trainer takes the
answer back with another undo, which records nothing and is not timed. What the processor was busy
for is printed beside what a clock on the wall says: on a machine that others use, too, only the
former can be compared.
"""

import argparse
import compileall
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import trainer

ANSWERS = 300
UNDOS = 100
ROUNDS = 3
FEW = 20
"""Cards that a process brings in before what is timed, so that all it needs is loaded."""

BOTH = """
import json, resource, sys, time
began = time.perf_counter()
home, package, answers, undos = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
decks, learnt = int(sys.argv[5]), bool(int(sys.argv[6]))

def timed(action):
    begin, busy = time.perf_counter(), time.process_time()
    action()
    timed.busy = (time.process_time() - busy) * 1000
    return (time.perf_counter() - begin) * 1000

def tell(**figures):
    figures["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(figures))
"""

ANKI_IMPORT = (
    BOTH
    + """
from anki.collection import (
    Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
)
def bring_in(package):
    options = ImportAnkiPackageOptions(with_scheduling=learnt)
    col.import_anki_package(ImportAnkiPackageRequest(package_path=package, options=options))
for few in sys.argv[7:]:
    col = Collection(few + ".anki2")
    bring_in(few)
    col.close()
col = Collection(home + "/collection.anki2")
took = timed(lambda: bring_in(package))
whole, busy = (time.perf_counter() - began) * 1000, time.process_time() * 1000
col.set_config("fsrs", True)
for conf in col.decks.all_config():
    conf["new"]["perDay"] = conf["rev"]["perDay"] = 9999
    col.decks.update_config(conf)
col.decks.select(col.decks.id_for_name("Many"))
cards = col.card_count()
col.close()
tell(took=took, busy=timed.busy, whole=whole, whole_busy=busy, cards=cards)
"""
)

ANKI_STUDY = (
    BOTH
    + """
from anki.collection import Collection
from anki.cards import Card
from anki.scheduler.v3 import CardAnswer
col = Collection(home + "/collection.anki2")
def show():
    queued = col.sched.get_queued_cards(fetch_limit=1).cards[0]
    card = Card(col, backend_card=queued.card)
    card.start_timer()
    card.question(), card.answer()
    return card, queued.states
card, states = show()
first, busy = (time.perf_counter() - began) * 1000, time.process_time() * 1000
def answer():
    global card, states
    given = col.sched.build_answer(card=card, states=states, rating=CardAnswer.GOOD)
    col.sched.answer_card(given)
    card, states = show()
answered = [timed(answer) for _ in range(answers)]
undone = [timed(lambda: (col.undo(), show())) for _ in range(min(undos, 30))]
col.close()
tell(first=first, busy=busy, answered=answered, undone=undone)
"""
)

OURS_IMPORT = (
    BOTH
    + """
import os
from dataclasses import replace
from pathlib import Path
from trainer.garbage_collection import collect_seldom, collector_paused
collect_seldom()
from trainer.cli.import_ import read_foreign
from trainer.cli.import_deck import write_deck
from trainer.cli.import_progress import import_progress
from trainer.deck.identity import card_key
from trainer.exchange.source import ImportOptions
def bring_in(home, package):
    global cards
    os.chdir(home)
    with collector_paused():
        imported = read_foreign(Path(package), "Many", ImportOptions(history=learnt))
        cards = len(imported.cards)
        size = -(-cards // decks)
        written = {}
        for start in range(0, cards, size):
            some = imported
            if decks > 1:
                part = imported.cards[start : start + size]
                keys = {card_key(card) for card in part}
                some = replace(
                    imported, cards=part, beside={},
                    reviews=tuple(one for one in imported.reviews if one.card in keys),
                    states=tuple(one for one in imported.states if one.card in keys))
            path = Path(home) / f"many{start}.yaml"
            written[path] = write_deck(Path(package), path, some, None)
        import_progress(written, "me", wanted=learnt)
theirs = os.environ["TRAINER_HOME"]
for few in sys.argv[7:]:
    os.environ["TRAINER_HOME"] = few + " of trainer"
    os.mkdir(few + " here")
    bring_in(few + " here", few)
os.environ["TRAINER_HOME"] = theirs
took = timed(lambda: bring_in(home, package))
whole, busy = (time.perf_counter() - began) * 1000, time.process_time() * 1000
tell(took=took, busy=timed.busy, whole=whole, whole_busy=busy, cards=cards)
"""
)

PACKAGE = (
    BOTH  # noqa: S608 - no database but its own
    + """
import random
from anki.collection import AddNoteRequest, Collection, ExportAnkiPackageOptions
col = Collection(home + "/collection.anki2")
cards, chunk, each, is_html = answers, 1000, int(sys.argv[7]), bool(int(sys.argv[8]))
chance = random.Random(1)
kinds = [col.models.by_name("Basic")]
if is_html:
    kinds = []
    for number in range(12):
        name = ("Basic", "Basic (type in the answer)", "Cloze")[number % 3]
        kind = col.models.copy(col.models.by_name(name))
        kind["name"] = f"Kind {number}"
        for more in range(number // 3):
            col.models.add_field(kind, col.models.new_field(f"Extra {more}"))
            kind["tmpls"][0]["afmt"] += f"<div class=more>{{{{Extra {more}}}}}</div>"
        col.models.update_dict(kind)
        kinds.append(kind)
WORDS = "river glacier treaty voltage enzyme canal sonnet harbour monsoon parliament".split()
def html(words):
    said = [chance.choice(WORDS) for _ in range(words)]
    said[1] = f"<b>{said[1]}</b>"
    said[-1] = chance.choice(("<br>{}", "<div>{}</div>", "<ul><li>{}</li></ul>", "&nbsp;{}",
                              '<img src="{0}.png"> {0}', "<i>{}</i>")).format(said[-1])
    return " ".join(said)
def fill(note, number):
    note[note.keys()[0]] = f"What is the meaning of word {number}?"
    note[note.keys()[1]] = f"The meaning of word {number}"
    if is_html:
        gap = "{{c1::" + chance.choice(WORDS) + "}} of " if note.note_type()["type"] else ""
        note[note.keys()[0]] = f"{gap}{html(9)} {number}"
        for name in note.keys()[1:]:
            note[name] = html(6)
names = ["Many"] if decks == 1 else [f"Many::{number:03}" for number in range(decks)]
ids = [col.decks.id(name) for name in names]
for start in range(0, cards, chunk):
    requests = []
    for number in range(start, min(start + chunk, cards)):
        note = col.new_note(kinds[number % len(kinds)])
        fill(note, number)
        requests.append(AddNoteRequest(note, ids[number * decks // cards]))
    col.add_notes(requests)
today, now = col.sched.today, int(time.time() * 1000)
rows, reviews = [], []
for place, card in enumerate(col.db.list("select id from cards order by id")):
    if place % 5 == 0 or not learnt:
        continue
    due = place % 30 - 20  # two thirds of them are due by today
    stability, when, ease = chance.uniform(20, 90), now + (due - 60) * 86_400_000 + 9 * place, 3
    for at in range(each - 1, -1, -1):  # from the last review back to the first
        reviews.append((when + at, card, -1, ease, 1 + when % 60, 0, 2500, 4000, int(at > 0)))
        when -= int(chance.uniform(1, 3) ** min(at, 4) * 86_400_000)
        ease = chance.choices((1, 2, 3, 4), (1, 1, 7, 1))[0]
    last = now + (due - 60) * 86_400_000
    state = json.dumps({"s": stability, "d": chance.uniform(2, 9), "dr": 0.9, "lrt": last // 1000})
    rows.append((today + due, 60, each, state, card))
col.db.executemany(
    "update cards set type = 2, queue = 2, due = ?, ivl = ?, reps = ?, factor = 2500, data = ?"
    " where id = ?", rows)
col.db.executemany("insert or ignore into revlog values (?, ?, ?, ?, ?, ?, ?, ?, ?)", reviews)
options = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, legacy=True)
col.export_anki_package(out_path=package, options=options, limit=None)
made = col.db.scalar("select count() from revlog")
col.close()
tell(cards=cards, reviews=made)
"""
)

OURS_STUDY = (
    BOTH
    + """
from pathlib import Path
from trainer.clock import now
from trainer.garbage_collection import collect_seldom, collector_paused
collect_seldom()
from trainer.memory.rating import Rating
from trainer.store.settings import Settings
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
with collector_paused():
    collection = Collection([home], learner="me", folder=Path(home))
collection.settings = Settings(new_per_day=9999, reviews_per_day=9999)
session = sessions.start(collection, StudyOptions(), now())
def show():
    return session.item.prompt, session.item.solution, session.preview(now())
show()
first, busy = (time.perf_counter() - began) * 1000, time.process_time() * 1000
def answer():
    session.reveal()
    session.rate(Rating.GOOD, now())
    show()
def undo():
    session.undo(now())
    show()
def undo_and_hide():
    took = timed(undo)
    session.undo(now())
    return took
answered = [timed(answer) for _ in range(answers)]
undone = [undo_and_hide() for _ in range(undos)]
collection.close()
tell(first=first, busy=busy, answered=answered, undone=undone)
"""
)


def run(script: str, home: Path, package: Path, figures: tuple[object, ...]) -> dict[str, object]:
    """What a fresh process measured."""
    command = [sys.executable, "-c", script, str(home), str(package), *map(str, figures)]
    home.mkdir(exist_ok=True)
    environment = os.environ | {"TRAINER_HOME": str(home / "trainer")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a package that is installed has bytecode
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


def imported(
    script: str, home: Path, package: Path, few: Path, figures: tuple[int, ...]
) -> dict[str, float]:
    """What an import takes in a process that has loaded its library, and in one that has not."""
    own = shutil.copy(few, Path(f"{home} at first.apkg"))
    loaded = run(script, home, package, (*figures, own))
    fresh = run(script, Path(f"{home}, from the start"), package, figures)
    told = loaded | {name: fresh[name] for name in ("whole", "whole_busy")}
    return {name: float(str(value)) for name, value in told.items()}


def bytes_in(folder: Path) -> int:
    """Of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def sides(cards: int, folder: Path, asked: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Side -> figure -> its value."""
    package, decks, learnt = folder / "many.apkg", asked.decks, not asked.unlearnt
    wanted = (cards, 0, decks, int(learnt), asked.reviews, int(asked.html))
    made = run(PACKAGE, folder / "made", package, wanted)
    few = folder / "few.apkg"
    run(PACKAGE, folder / "made few", few, (FEW, *wanted[1:]))
    print(f"{cards:,} cards, {made['reviews']:,} reviews, decks: {decks}", flush=True)
    figures: dict[str, dict[str, float]] = {}
    for side, bring_in, study in (
        ("trainer", OURS_IMPORT, OURS_STUDY),
        ("Anki", ANKI_IMPORT, ANKI_STUDY),
    ):
        home = folder / side
        counts = (min(ANSWERS, cards * 3 // 10), min(UNDOS, cards // 10), decks)  # never to its end
        bare = folder / f"{side} without history"
        plain = imported(bring_in, bare, package, few, (*counts, 0))
        brought = imported(bring_in, home, package, few, (*counts, int(learnt)))
        assert plain["cards"] == brought["cards"] == cards or asked.html, (side, brought)
        on_disk = bytes_in(home)
        run(study, home, package, (1, 0, decks, 1))  # fills trainer's index, as a first day does
        runs = []
        for number in range(ROUNDS):  # the same day thrice: of a small collection all is answered
            day = shutil.copytree(home, folder / f"{side}, day {number}")
            runs.append(run(study, day, package, (*counts, 1)))
        answered = [took for one in runs for took in one["answered"]]  # type: ignore[attr-defined]
        undone = [took for one in runs for took in one["undone"]]  # type: ignore[attr-defined]
        figures[side] = {
            "import, ms": plain["took"],
            "  processor busy, ms": plain["busy"],
            "  from its process's start, ms": plain["whole"],
            "  processor busy since, ms": plain["whole_busy"],
            "import with history, ms": brought["took"],
            "  processor busy in it, ms": brought["busy"],
            "  from process's start then, ms": brought["whole"],
            "  processor busy since then, ms": brought["whole_busy"],
            "start to first card, ms": statistics.median(float(str(r["first"])) for r in runs),
            "  processor busy till then, ms": statistics.median(
                float(str(r["busy"])) for r in runs
            ),
            "answer and next, median ms": statistics.median(answered),
            "answer and next, p99 ms": statistics.quantiles(answered, n=100)[98],
            "undo, median ms": statistics.median(undone),
            "memory in study, MB": statistics.median(float(str(r["megabytes"])) for r in runs),
            "on disk after import, MB": on_disk / 1e6,
        }
    return figures


def main() -> None:
    """Print a table for each size, and how each figure grew since the size before."""
    parser = argparse.ArgumentParser()
    parser.add_argument("cards", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--decks", type=int, default=1)
    parser.add_argument("--reviews", type=int, default=5, help="of each card that is learnt")
    parser.add_argument("--html", action="store_true")
    parser.add_argument("--unlearnt", action="store_true")
    told = parser.parse_args()
    compileall.compile_dir(Path(trainer.__file__).parent, quiet=2)
    before: dict[str, dict[str, float]] = {}
    for cards in told.cards:
        with tempfile.TemporaryDirectory() as name:
            figures = sides(cards, Path(name), told)
        print(f"{'':32}{'trainer':>12}{'Anki':>12}{'ratio':>9}{'growth':>18}")
        for figure, ours in figures["trainer"].items():
            theirs = figures["Anki"][figure]
            grown = [f"{figures[side][figure] / before[side][figure]:.2f}x" for side in before]
            print(
                f"{figure:32}{ours:12.2f}{theirs:12.2f}{ours / theirs:8.2f}x"
                f"{' and '.join(grown):>18}",
                flush=True,
            )
        before = figures


if __name__ == "__main__":
    main()
