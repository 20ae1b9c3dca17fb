"""trainer beside Anki's own engine, in the same run, on the same cards.

Run: python -m tests.bench.beside_anki [CARDS ...]; 1,000, 10,000 and 100,000 where not told
otherwise. It needs the `anki` and `genanki` wheels, which nothing else here does. Each side
works in fresh processes: one imports the very same Anki package, others open what came of
it. A time to the first card holds the imports of Python. An answer of trainer's is in its
journal with an fsync; Anki leaves that to SQLite.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import genanki

ANSWERS = 300
UNDOS = 100
ROUNDS = 3

BOTH = """
import json, resource, sys, time
began = time.perf_counter()
home, package, answers, undos = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])

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
from anki.collection import Collection, ImportAnkiPackageRequest
col = Collection(home + "/collection.anki2")
def bring_in():
    col.import_anki_package(ImportAnkiPackageRequest(package_path=package))
took = timed(bring_in)
col.set_config("fsrs", True)
for conf in col.decks.all_config():
    conf["new"]["perDay"] = conf["rev"]["perDay"] = 9999
    col.decks.update_config(conf)
deck = max(col.decks.all_names_and_ids(), key=lambda one: col.decks.card_count(one.id, False))
col.decks.select(deck.id)
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
from pathlib import Path
from trainer.cli.import_ import read_foreign
from trainer.deck.writer import deck_text
from trainer.store.deck_file import save_deck_text
def bring_in():
    global cards
    carried = read_foreign(Path(package), "Many")
    cards = len(carried.cards)
    for start in range(0, cards, 10_000):
        text = deck_text("Many", carried.cards[start : start + 10_000], {"id": f"many{start}"})
        save_deck_text(Path(home) / f"many{start}.yaml", text)
took = timed(bring_in)
tell(took=took, cards=cards)
"""
)

OURS_STUDY = (
    BOTH
    + """
from pathlib import Path
from trainer.clock import now
from trainer.collecting import collect_seldom, without_collecting
collect_seldom()
from trainer.memory.rating import Rating
from trainer.store.settings import Settings
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
with without_collecting():
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


def package_of(cards: int, path: Path) -> None:
    """An Anki package of so many plain notes."""
    deck = genanki.Deck(1, "Many")
    for number in range(cards):
        fields = [f"What is the meaning of word {number}?", f"The meaning of word {number}"]
        deck.add_note(genanki.Note(genanki.BASIC_MODEL, fields, guid=f"n{number}"))
    genanki.Package(deck).write_to_file(path)


def run(script: str, home: Path, package: Path) -> dict[str, object]:
    """What a fresh process measured."""
    command = [sys.executable, "-c", script, str(home), str(package), str(ANSWERS), str(UNDOS)]
    home.mkdir(exist_ok=True)
    environment = os.environ | {"TRAINER_HOME": str(home / "trainer")}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


def sides(cards: int, folder: Path) -> dict[str, dict[str, float]]:
    """Side -> figure -> its value."""
    package = folder / "many.apkg"
    package_of(cards, package)
    figures: dict[str, dict[str, float]] = {}
    for side, bring_in, study in (
        ("trainer", OURS_IMPORT, OURS_STUDY),
        ("Anki", ANKI_IMPORT, ANKI_STUDY),
    ):
        brought = run(bring_in, folder / side, package)
        assert brought["cards"] == cards, (side, brought)
        run(study, folder / side, package)  # fills trainer's cache of decks, as a first day does
        runs = [run(study, folder / side, package) for _ in range(ROUNDS)]
        answered = [took for one in runs for took in one["answered"]]  # type: ignore[attr-defined]
        undone = [took for one in runs for took in one["undone"]]  # type: ignore[attr-defined]
        figures[side] = {
            "import, ms": float(str(brought["took"])),
            "start to first card, ms": statistics.median(float(str(r["first"])) for r in runs),
            "answer and next, median ms": statistics.median(answered),
            "answer and next, p99 ms": statistics.quantiles(answered, n=100)[98],
            "undo, median ms": statistics.median(undone),
            "memory in study, MB": statistics.median(float(str(r["megabytes"])) for r in runs),
        }
    return figures


def main(sizes: list[int]) -> None:
    """Print the table."""
    for cards in sizes:
        with tempfile.TemporaryDirectory() as name:
            figures = sides(cards, Path(name))
        print(f"\n{f'{cards:,} cards':32}{'trainer':>12}{'Anki':>12}{'ratio':>9}")
        for figure, ours in figures["trainer"].items():
            theirs = figures["Anki"][figure]
            print(f"{figure:32}{ours:12.2f}{theirs:12.2f}{ours / theirs:8.2f}x")


if __name__ == "__main__":
    main([int(given) for given in sys.argv[1:]] or [1_000, 10_000, 100_000])
