"""Random collections made with Anki's engine, taken in here, compared at every card.

Run: python -m tests.bench.anki_states [COLLECTIONS]; 200 unless given. It needs the
`anki` wheel. A collection lives some weeks: cards are answered, reset, suspended, buried, given due
days by hand, and logs lose their beginning or are lost. Then it is exported, imported here with
its history, and before the first answer here each card has Anki's due day, interval and memory.
"""

import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.clock import now
from trainer.deck.writer import deck_text
from trainer.exchange.anki.guid import id_of_guid
from trainer.exchange.anki.package_reader import read_apkg
from trainer.memory.state import Phase
from trainer.memory.study_day import study_day
from trainer.store.record import ItemRecord
from trainer.study.collection import Collection as OurCollection
from trainer.study.imported_history import import_history

if TYPE_CHECKING:
    from anki.cards import Card
    from anki.collection import Collection

NOTES = 20
DAY = 86_400
CLOSE = 0.001
"""Anki rounds stability and difficulty to three or four places."""


def lived(path: Path, rng: random.Random, *, fsrs: bool) -> "Collection":
    """A collection some weeks old."""
    from anki.collection import Collection

    collection = Collection(str(path))
    kinds = ("Basic", "Basic (and reversed card)", "Basic (type in the answer)", "Cloze")
    for number in range(NOTES):
        kind = collection.models.by_name(rng.choice(kinds))
        assert kind
        note = collection.new_note(kind)
        cloze = f"{{{{c1::a{number}}}}} and {{{{c2::b{number}}}}}"
        note.fields[0] = cloze if kind["type"] else f"question {number}"
        note.fields[1] = f"answer {number}"
        collection.add_note(note, 1)  # type: ignore[arg-type]
    collection.set_config("fsrs", fsrs)
    for _ in range(rng.randint(1, 12)):
        _study(collection, rng)
        _by_hand(collection, rng)
        collection = _later(collection, path, rng.choice((1, 1, 2, 3, 7, 20, 60)))
    _study(collection, rng)
    collection.sched.getCard()  # a day that begins digs out what was buried
    _by_hand(collection, rng)
    _lose(collection, rng)
    return collection


def _later(collection: "Collection", path: Path, days: int) -> "Collection":
    """The same some days later: its times move back, for the clock cannot be set."""
    from anki.collection import Collection

    database = collection.db
    assert database
    database.execute("update col set crt = crt - ?", days * DAY)
    for number, data in database.all("select id, data from cards where data like '%lrt%'"):
        said = json.loads(data)
        said["lrt"] -= days * DAY
        database.execute("update cards set data = ? where id = ?", json.dumps(said), number)
    database.execute("update cards set due = due - ? where due > 1000000", days * DAY)
    database.execute("update revlog set id = id - ?", days * DAY * 1000)
    database.execute("update cards set queue = type where queue < -1 and type != 3")
    collection.close()
    return Collection(str(path))


def _study(collection: "Collection", rng: random.Random) -> None:
    for _ in range(rng.randint(0, 25)):
        card = collection.sched.getCard()
        if card is None:
            break
        card.start_timer()
        collection.sched.answerCard(card, rng.choices((1, 2, 3, 4), (2, 1, 6, 1))[0])


def _by_hand(collection: "Collection", rng: random.Random) -> None:
    cards = list(collection.find_cards(""))

    def some() -> list[Any]:
        return rng.sample(cards, rng.randint(0, 3))

    if ids := some():
        collection.sched.schedule_cards_as_new(ids, restore_position=True, reset_counts=True)
    if ids := some():
        collection.sched.set_due_date(ids, rng.choice(("0", "3", "5-9", "4!", "0!")))
    if ids := some():
        collection.sched.suspend_cards(ids)
    if ids := some():
        collection.sched.bury_cards(ids)


def _lose(collection: "Collection", rng: random.Random) -> None:
    """Logs that lost their beginning, or all, and cards that lost their memory."""
    database = collection.db
    assert database
    for card in rng.sample(list(collection.find_cards("")), 6):
        rows = database.list("select id from revlog where cid = ? order by id", card)
        for row in rows[: rng.choice((1, len(rows)))]:
            database.execute("delete from revlog where id = ?", row)
        if rng.random() < 0.5:
            database.execute("update cards set data = '{}' where id = ?", card)


def exported(collection: "Collection", path: Path, *, legacy: bool) -> None:
    """The whole collection as a package."""
    from anki.collection import ExportAnkiPackageOptions

    options = ExportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=False, with_media=False, legacy=legacy
    )
    collection.export_anki_package(out_path=str(path), options=options, limit=None)


def here(package: Path, home: Path) -> OurCollection:
    """The package taken in here with its history."""
    imported = read_apkg(package, "T")
    deck = home / "taken.yaml"
    deck.write_text(deck_text("T", imported.cards, {"id": "taken"}), encoding="utf-8")
    ours = OurCollection([str(deck)], learner=home.parent.name, folder=home)
    import_history(
        ours.learner,
        ours.library.decks[0],
        imported.reviews,
        ours.scheduler,
        now(),
        states=imported.states,
    )
    return ours


def expected(collection: "Collection", card: "Card", queue: int, today: date) -> dict[str, object]:
    """What Anki's engine says of a card; its queue is that at the export, which digs out."""
    told: dict[str, object] = {
        "suspended": queue == -1,
        "buried": queue in {-2, -3},
        "reps": max(1, card.reps),
    }
    if card.type == 0:
        return told | {"new": True, "reps": 0}
    told["lapses"] = card.lapses
    if card.type == 2:
        due = today + timedelta(days=card.due - collection.sched.today)
        told |= {"due": due, "interval": card.ivl}
    elif card.due > 1_000_000:
        told["ready"] = datetime.fromtimestamp(card.due, UTC)
    if card.memory_state:
        told["stability"] = card.memory_state.stability
        told["difficulty"] = card.memory_state.difficulty
    elif card.type == 2 and card.ivl:
        told |= inferred(collection, card)
    return told


def inferred(collection: "Collection", card: "Card") -> dict[str, object]:
    """The memory that the engine gives a card from interval and ease, as if it had no log."""
    database = collection.db
    assert database
    log = database.all("select * from revlog where cid = ?", card.id)
    fsrs, queue = collection.get_config("fsrs"), card.queue
    database.execute("delete from revlog where cid = ?", card.id)
    database.execute("update cards set queue = 2 where id = ?", card.id)
    collection.set_config("fsrs", True)
    states = collection._backend.get_scheduling_states(card.id)  # noqa: SLF001 - Anki's own door hides it
    memory = states.current.normal.review.memory_state
    collection.set_config("fsrs", fsrs)
    database.execute("update cards set queue = ? where id = ?", queue, card.id)
    database.executemany("insert into revlog values (?,?,?,?,?,?,?,?,?)", log)
    return {"stability": memory.stability, "difficulty": memory.difficulty}


def found(record: ItemRecord, told: dict[str, object], today: date) -> dict[str, object]:
    """What is known here of the same card, as far as Anki says."""
    memory = record.memory
    have: dict[str, object] = {
        "suspended": record.suspended,
        "buried": record.buried_until is not None and record.buried_until > today,
        "reps": memory.reps if memory else 0,
    }
    if memory is None:
        return have | {"new": True}
    have["lapses"] = memory.lapses
    if memory.phase is Phase.REVIEW:
        have |= {"due": memory.due, "interval": (memory.due - memory.reviewed).days}
        if memory.due > today == memory.reviewed:  # put off by hand, and its interval is to come
            have["interval"] = told.get("interval", 0)
    elif "ready" in told:
        have["ready"] = memory.ready_at
    return have | {key: getattr(memory, key) for key in ("stability", "difficulty") if key in told}


def differ(told: dict[str, object], have: dict[str, object]) -> bool:
    """Whether two say something else of a card."""
    return told.keys() != have.keys() or any(
        abs(value - theirs) > CLOSE * max(1, abs(value))
        if isinstance(value, float) and isinstance(theirs := have[key], float)
        else value != have[key]
        for key, value in told.items()
    )


def compared(folder: Path, seed: int) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    """What Anki and we say of each card of a random collection."""
    rng = random.Random(seed)
    folder.mkdir()
    with closing(lived(folder / "collection.anki2", rng, fsrs=seed % 2 == 0)) as collection:
        assert collection.db
        rows = collection.db.all("select id, queue from cards")
        queues = {int(number): int(queue) for number, queue in rows}
        exported(collection, folder / "out.apkg", legacy=seed % 4 < 2)
        (folder / "home").mkdir()
        ours = here(folder / "out.apkg", folder / "home")
        with closing(ours):
            today = study_day(now(), 4)
            for number in collection.find_cards(""):
                card = collection.get_card(number)
                told = expected(collection, card, queues[number], today)
                record = ours.learner.record_of("taken", _item(card))
                yield told, found(record, told, today)


def _item(card: "Card") -> str:
    key = id_of_guid(card.note().guid)
    kind = card.note().note_type()
    assert kind
    if kind["type"]:
        return f"{key}.{card.ord + 1}"
    return key + (".r" if card.ord else "")


def main() -> None:
    """Compare as many collections as are asked for, and print what differs."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    began = time.perf_counter()
    kinds: Counter[str] = Counter()
    different = []
    for seed in range(count):
        with tempfile.TemporaryDirectory() as folder:
            os.environ["TRAINER_HOME"] = folder
            for told, have in compared(Path(folder) / f"c{seed}", seed):
                kinds["new" if "new" in told else "review" if "due" in told else "learning"] += 1
                kinds["suspended"] += bool(told["suspended"])
                kinds["buried"] += bool(told["buried"])
                if differ(told, have):
                    different.append((seed, told, have))
    for seed, told, have in different[:20]:
        print(f"collection {seed}:\n  Anki {told}\n  here {have}")
    cards = sum(kinds[kind] for kind in ("new", "review", "learning"))
    print(f"{count} collections, {cards} cards ({dict(kinds)}): {len(different)} differ")
    print(f"{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
