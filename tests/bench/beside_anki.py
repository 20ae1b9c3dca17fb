"""trainer beside Anki's own engine, in the same run, on the same cards.

Run: python -m tests.bench.beside_anki [CARDS ...] [--decks N] [--unlearnt]; 1,000 and 10,000 in
one deck unless given. It needs the `anki` wheel, which nothing else here does. Both
sides hold learnt collections: 80% of the cards in review with five reviews each, 20% new, brought
in by each side's own import with its history; an import without history is printed beside it.
With --unlearnt all cards are new, as in the table of old.

Each side works in fresh processes: one imports the very same Anki package, others open what came
of it. A time to the first card holds the imports of Python. An answer of trainer's is in its
journal with an fsync; Anki leaves that to SQLite.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ANSWERS = 300
UNDOS = 100
ROUNDS = 3

BOTH = """
import json, resource, sys, time
began = time.perf_counter()
home, package, answers, undos = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
decks, learnt = int(sys.argv[5]), bool(int(sys.argv[6]))

def timed(action):
    begin = time.perf_counter()
    action()
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
col = Collection(home + "/collection.anki2")
def bring_in():
    options = ImportAnkiPackageOptions(with_scheduling=learnt)
    col.import_anki_package(ImportAnkiPackageRequest(package_path=package, options=options))
took = timed(bring_in)
col.set_config("fsrs", True)
for conf in col.decks.all_config():
    conf["new"]["perDay"] = conf["rev"]["perDay"] = 9999
    col.decks.update_config(conf)
col.decks.select(col.decks.id_for_name("Many"))
cards = col.card_count()
col.close()
tell(took=took, cards=cards)
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
first = (time.perf_counter() - began) * 1000
def answer():
    global card, states
    given = col.sched.build_answer(card=card, states=states, rating=CardAnswer.GOOD)
    col.sched.answer_card(given)
    card, states = show()
answered = [timed(answer) for _ in range(answers)]
undone = [timed(lambda: (col.undo(), show())) for _ in range(min(undos, 30))]
col.close()
tell(first=first, answered=answered, undone=undone)
"""
)

OURS_IMPORT = (
    BOTH
    + """
from datetime import UTC, datetime
from pathlib import Path
from trainer.collecting import collect_seldom
collect_seldom()
from trainer.cli.import_ import read_foreign
from trainer.deck.identity import card_key
from trainer.deck.reader import read_deck_text
from trainer.deck.writer import deck_text
from trainer.memory.scheduler import Scheduler
from trainer.store.deck_file import save_deck_text
from trainer.store.home import learner_folder
from trainer.store.learner import Learner
from trainer.study.past import take_history
def bring_in():
    global cards
    imported = read_foreign(Path(package), "Many")
    cards = len(imported.cards)
    size = min(10_000, -(-cards // decks))
    learner = Learner.open(learner_folder("me")) if learnt else None
    for start in range(0, cards, size):
        some, path = imported.cards[start : start + size], Path(home) / f"many{start}.yaml"
        text = deck_text("Many", some, {"id": f"many{start}"})
        save_deck_text(path, text)
        if learner:
            keys = {card_key(card) for card in some}
            take_history(
                learner,
                read_deck_text(text, path).deck,
                [review for review in imported.reviews if review.card in keys],
                Scheduler(),
                datetime.now(UTC).astimezone(),
                states=[state for state in imported.states if state.card in keys],
            )
    if learner:
        learner.close()
took = timed(bring_in)
tell(took=took, cards=cards)
"""
)

PACKAGE = (
    BOTH  # noqa: S608 - no database but its own
    + """
from anki.collection import AddNoteRequest, Collection, ExportAnkiPackageOptions
col = Collection(home + "/collection.anki2")
notetype, cards, chunk = col.models.by_name("Basic"), answers, 1000
names = ["Many"] if decks == 1 else [f"Many::{number:03}" for number in range(decks)]
ids = [col.decks.id(name) for name in names]
for start in range(0, cards, chunk):
    requests = []
    for number in range(start, min(start + chunk, cards)):
        note = col.new_note(notetype)
        note["Front"] = f"What is the meaning of word {number}?"
        note["Back"] = f"The meaning of word {number}"
        requests.append(AddNoteRequest(note, ids[number * decks // cards]))
    col.add_notes(requests)
today, now = col.sched.today, int(time.time() * 1000)
rows, reviews = [], []
for place, card in enumerate(col.db.list("select id from cards order by id")):
    if place % 5 == 0 or not learnt:
        continue
    due = place % 30 - 20  # two thirds of them are due by today
    for at, (ago, interval) in enumerate([(90, 1), (88, 4), (83, 12), (70, 30), (60, 60)]):
        when = min(due - ago, at - 6) * 86_400_000 + now + 5 * place + at
        reviews.append((when, card, -1, 3, interval, 0, 2500, 4000, 1 if at else 0))
    state = json.dumps({"s": 60.0, "d": 5.0, "dr": 0.9, "lrt": reviews[-1][0] // 1000})
    rows.append((today + due, 60, state, card))
col.db.executemany(
    "update cards set type = 2, queue = 2, due = ?, ivl = ?, reps = 5, factor = 2500, data = ?"
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
from trainer.collecting import collect_seldom, keeping
collect_seldom()
from trainer.memory.rating import Rating
from trainer.store.settings import Settings
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
with keeping():
    collection = Collection([home], learner="me", folder=Path(home))
collection.settings = Settings(new_per_day=9999, reviews_per_day=9999)
session = sessions.start(collection, StudyOptions(), now())
def show():
    return session.item.prompt, session.item.solution, session.preview(now())
show()
first = (time.perf_counter() - began) * 1000
def answer():
    session.reveal()
    session.rate(Rating.GOOD, now())
    show()
def undo():
    session.undo(now())
    show()
answered = [timed(answer) for _ in range(answers)]
undone = [timed(undo) for _ in range(undos)]
collection.close()
tell(first=first, answered=answered, undone=undone)
"""
)


def run(script: str, home: Path, package: Path, figures: tuple[int, ...]) -> dict[str, object]:
    """What a fresh process measured."""
    command = [sys.executable, "-c", script, str(home), str(package), *map(str, figures)]
    home.mkdir(exist_ok=True)
    environment = os.environ | {"TRAINER_HOME": str(home / "trainer")}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


def bytes_in(folder: Path) -> int:
    """Of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def sides(cards: int, folder: Path, decks: int, *, learnt: bool) -> dict[str, dict[str, float]]:
    """Side -> figure -> its value."""
    package = folder / "many.apkg"
    made = run(PACKAGE, folder / "made", package, (cards, 0, decks, int(learnt)))
    print(f"{cards:,} cards, {made['reviews']:,} reviews, decks: {decks}", flush=True)
    figures: dict[str, dict[str, float]] = {}
    for side, bring_in, study in (
        ("trainer", OURS_IMPORT, OURS_STUDY),
        ("Anki", ANKI_IMPORT, ANKI_STUDY),
    ):
        home = folder / side
        asked = (min(ANSWERS, cards * 3 // 10), min(UNDOS, cards // 10), decks)  # never to its end
        plain = run(bring_in, folder / f"{side} without history", package, (*asked, 0))
        brought = run(bring_in, home, package, (*asked, int(learnt)))
        assert plain["cards"] == brought["cards"] == cards, (side, brought)
        on_disk = bytes_in(home)
        run(study, home, package, (1, 0, decks, 1))  # fills trainer's index, as a first day does
        runs = []
        for number in range(ROUNDS):  # the same day thrice: of a small collection all is answered
            day = shutil.copytree(home, folder / f"{side}, day {number}")
            runs.append(run(study, day, package, (*asked, 1)))
        answered = [took for one in runs for took in one["answered"]]  # type: ignore[attr-defined]
        undone = [took for one in runs for took in one["undone"]]  # type: ignore[attr-defined]
        figures[side] = {
            "import, ms": float(str(plain["took"])),
            "import with history, ms": float(str(brought["took"])),
            "start to first card, ms": statistics.median(float(str(r["first"])) for r in runs),
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
    parser.add_argument("--unlearnt", action="store_true")
    told = parser.parse_args()
    before: dict[str, dict[str, float]] = {}
    for cards in told.cards:
        with tempfile.TemporaryDirectory() as name:
            figures = sides(cards, Path(name), told.decks, learnt=not told.unlearnt)
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
