"""What a learner wants while this clock is behind holds all the same, and however it is folded."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.clock import NOON
from trainer.deck.item import Item
from trainer.memory.rating import Rating
from trainer.store.event import ForgetEvent
from trainer.store.journal import Journal
from trainer.store.learner import Learner
from trainer.store.merge import merge
from trainer.store.rebuild import rebuild
from trainer.store.record import ItemRecord
from trainer.study import orphans, sessions
from trainer.study.collection import Collection
from trainer.study.item_actions import ItemActions
from trainer.study.options import StudyOptions
from trainer.study.session import Session

DECK = "title: Rivers\nid: rivers\ncards:\n  - {id: rome, q: What runs through Rome?, a: Tiber}\n"
Act = Callable[[Collection, Item, datetime], object]


def reset(collection: Collection, item: Item, now: datetime) -> None:
    ItemActions(collection).reset([item], now)


def forget(collection: Collection, item: Item, now: datetime) -> None:
    orphans.forget(collection.learner, (item.deck_id, item.id), now, now.date())


def suspend_again(collection: Collection, item: Item, now: datetime) -> None:
    actions = ItemActions(collection)
    actions.suspend([item], NOON)
    actions.suspend([item], NOON)  # asked again
    actions.suspend([item], now)


def bury(collection: Collection, item: Item, now: datetime) -> None:
    ItemActions(collection).bury([item], NOON + timedelta(days=1))
    in_session(collection, now).bury(now)


def in_session(collection: Collection, now: datetime) -> Session:
    return sessions.start(collection, StudyOptions(cram=True), now)


WANTED = [
    (reset, lambda record, _: record.memory is None),
    (forget, lambda record, _: record == ItemRecord()),
    (suspend_again, lambda record, _: record.suspended),
    (bury, lambda record, now: record.buried_until == now.date() + timedelta(days=1)),
]


@pytest.mark.parametrize("behind", [timedelta(hours=2), timedelta(days=400)], ids=str)
@pytest.mark.parametrize(("act", "holds"), WANTED, ids=lambda one: getattr(one, "__name__", ""))
def test_what_is_wanted_while_the_clock_is_behind_holds(
    open_collection: Callable[..., Collection],
    tmp_path: Path,
    act: Act,
    holds: Callable[[ItemRecord, datetime], bool],
    behind: timedelta,
) -> None:
    collection, now = open_collection(DECK), NOON - behind
    [item] = collection.items.values()
    session = sessions.start(collection, StudyOptions(), NOON)
    session.reveal()
    session.rate(Rating.GOOD, NOON)
    act(collection, item, now)
    learner = collection.learner
    live = learner.record_of(item.deck_id, item.id)
    assert holds(live, now)
    journal = learner.journal.path
    assert rebuild(Journal(journal)).record_of(item.deck_id, item.id) == live
    later = NOON + timedelta(days=2)
    with Learner.open(tmp_path / "other", now=later) as other:
        merge(other, journal, later)
        assert other.record_of(item.deck_id, item.id) == live


def edit(collection: Collection, item: Item, now: datetime) -> None:
    collection.remember_cards()
    ItemActions(collection).set_due([item], 0, NOON)
    path = collection.library.readings[0].path
    path.write_text(path.read_text().replace("rome", "roma"))
    collection.reload()
    collection.follow_edits(now)
    assert collection.learner.current_name((item.deck_id, item.id)) == ("rivers", "roma")


def due_again(collection: Collection, item: Item, now: datetime) -> None:
    ItemActions(collection).set_due([item], 0, now)


def import_reset(collection: Collection, item: Item, now: datetime) -> None:
    """Another device, whose clock is ahead, lets the card be new again; its journal is merged."""
    reset = ForgetEvent(
        at=now + timedelta(hours=3), day=now.date(), deck=item.deck_id, item=item.id
    )
    collection.learner.import_events([reset])


@pytest.mark.parametrize("behind", [timedelta(minutes=1), timedelta(hours=2)], ids=str)
@pytest.mark.parametrize("act", [reset, forget, edit, due_again, import_reset])
def test_what_is_answered_after_it_counts_after_it(
    open_collection: Callable[..., Collection], act: Act, behind: timedelta
) -> None:
    collection, now = open_collection(DECK), NOON - behind
    [item] = collection.items.values()
    session = sessions.start(collection, StudyOptions(), NOON)
    session.reveal()
    session.rate(Rating.EASY, NOON)
    act(collection, item, now)
    learner = collection.learner
    [item] = collection.items.values()
    before = learner.memory(item.deck_id, item.id)
    session = sessions.start(collection, StudyOptions(), now)
    session.reveal()
    session.rate(Rating.EASY, now)
    after = learner.memory(item.deck_id, item.id)
    assert after
    assert after.reps == 1 + (before.reps if before else 0)
    assert after.due > NOON.date()
    assert rebuild(Journal(learner.journal.path)) == learner.state
    session.undo(now)
    assert learner.memory(item.deck_id, item.id) == before
