"""A start plans the day by columns that were kept; what is wrong, old or cut is found out."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.clock import NOON
from tests.every_kind import WITH_SIBLINGS
from trainer.memory.agenda import Agenda, agenda_of
from trainer.memory.forecast import forecast
from trainer.memory.rating import Rating
from trainer.store import records
from trainer.study import day_index, sessions
from trainer.study.collection import Collection
from trainer.study.day_index import DayIndex
from trainer.study.item_index import DeckItems
from trainer.study.limits import limits_on
from trainer.study.options import StudyOptions
from trainer.study.planner import Planner
from trainer.study.stage import Stage

DAY = timedelta(days=1)
OpenCollection = Callable[..., Collection]


def work(collection: Collection, many: int = 7) -> None:
    """Answer, bury, suspend and take back."""
    session = sessions.start(collection, StudyOptions(), NOON)
    for number in range(many):
        if session.stage is Stage.THINKING:
            session.show_options()
        if number == 2:
            session.bury(NOON)
        elif number == 4:
            session.suspend(NOON)
        else:
            session.reveal()
            session.rate(Rating.EASY if number % 3 else Rating.AGAIN, NOON)
        if number == 5:
            session.undo(NOON)
            session.rate(Rating.GOOD, NOON)
    session.end(NOON)


def told(agenda: Agenda) -> object:
    """All that an agenda says."""
    held, plan = dict(agenda.held_back(NOON)), agenda.plan
    parts = agenda.learning, agenda.reviews, agenda.new, agenda.new_left, agenda.waiting
    return (
        *parts,
        agenda.overdue,
        agenda.today,
        forecast(agenda, 9),
        held,
        plan.position,
        plan.ranks,
    )


def by_objects(collection: Collection, days: int) -> Agenda:
    """The agenda of all items, each of them looked at."""
    now = NOON + days * DAY
    nothing_kept = DayIndex(Path("/nowhere/at/all"), {})
    settings = collection.settings
    planner = Planner(collection.learner, collection.scheduler, settings, nothing_kept)
    planned = planner.entries(collection.items)
    day = collection.today(now)
    return agenda_of(
        [*planned.every()],
        day=day,
        limits=limits_on(settings, day),
        done=collection.learner.state.counts(day),
        recall=collection.scheduler.recall,
    )


@pytest.fixture
def decks_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The decks whose columns were made from all records since."""
    made: list[str] = []
    real = day_index.columns_of

    def noted(part: DeckItems, of: object) -> object:
        made.append(part.deck.id)
        return real(part, of)  # type: ignore[arg-type]

    monkeypatch.setattr(day_index, "columns_of", noted)
    return made


@pytest.fixture(autouse=True)
def everything_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.store.deck_index._WORTH_IT", 0)  # small files too


def kept(home: Path) -> Path:
    [path] = (home / "cache" / "days").iterdir()
    return path


def test_a_start_reads_neither_all_records_nor_makes_columns(
    open_collection: OpenCollection, decks_read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = open_collection()
    work(collection)
    collection.close()
    decks_read.clear()

    def never(_: object) -> Iterator[str]:
        raise AssertionError("all records were read")

    monkeypatch.setattr(records.WrittenRecords, "all", property(never))
    again = open_collection()
    again.follow_edits(NOON)
    session = sessions.start(again, StudyOptions(), NOON)
    assert session.item.prompt
    assert not again.opens_deck(session.item)
    session.reveal() if session.stage is not Stage.THINKING else session.show_options()
    session.end(NOON)
    again.close()
    assert decks_read == []


def test_the_day_is_what_it_is_by_looking_at_each_item(open_collection: OpenCollection) -> None:
    for many in (3, 7, 9):
        collection = open_collection()
        for ahead in (0, 1, 3, 30):
            wanted = told(by_objects(collection, ahead))
            assert told(collection.agenda(NOON + ahead * DAY)) == wanted
        work(collection, many=many)
        assert told(collection.agenda(NOON)) == told(by_objects(collection, 0))
        collection.close()


def test_an_index_that_is_cut_changed_or_of_others_is_made_again(
    open_collection: OpenCollection, home: Path, decks_read: list[str]
) -> None:
    collection = open_collection()
    work(collection, many=2)
    collection.close()
    path = kept(home)
    older = path.read_bytes()
    collection = open_collection()
    work(collection)
    wanted = told(collection.agenda(NOON))
    collection.close()
    sound = path.read_bytes()
    assert older != sound
    step = len(sound) // 12
    flipped = [
        sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :] for at in range(0, len(sound), step)
    ]
    cut = [b"", sound[:-1], sound[:41], sound[: len(sound) // 2], sound + b"x"]
    for wrong in (*flipped, *cut, older, b"[]", b"\n" * 80):
        decks_read.clear()
        path.write_bytes(wrong)
        again = open_collection()
        assert told(again.agenda(NOON)) == wanted
        assert decks_read == ["kinds"]
        again.close()
        assert path.read_bytes() == sound


def test_a_deck_that_was_edited_is_planned_again(
    open_collection: OpenCollection, decks_read: list[str]
) -> None:
    collection = open_collection()
    work(collection)
    collection.close()
    decks_read.clear()
    edited = WITH_SIBLINGS.replace(
        "  - {id: both,", "  - {id: early, q: First?, a: Yes}\n  - {id: both,"
    )
    again = open_collection(edited)
    assert "kinds/early" in again.agenda(NOON).new
    assert decks_read == ["kinds"]
    assert told(again.agenda(NOON)) == told(by_objects(again, 0))


def test_what_was_answered_after_the_last_checkpoint_counts(
    open_collection: OpenCollection, decks_read: list[str]
) -> None:
    collection = open_collection()
    work(collection)
    collection.close()
    killed = open_collection()
    session = sessions.start(killed, StudyOptions(), NOON + 3 * DAY)
    session.show_options() if session.stage is Stage.THINKING else None
    session.reveal()
    asked = session.item.ref
    session.rate(Rating.EASY, NOON + 3 * DAY)
    decks_read.clear()
    reader = open_collection(read_only=True)  # it finds the scores as the last checkpoint left them
    agenda = reader.agenda(NOON + 3 * DAY)
    assert decks_read == []
    assert asked not in agenda.today
    assert told(agenda) == told(by_objects(reader, 3))
