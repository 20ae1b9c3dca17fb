"""Sessions over a collection: begun, taken up again, carried on after an edit."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from trainer.deck.item import Item
from trainer.errors import TrainerError
from trainer.grading.marker import Marker
from trainer.store.event import Event, SchedulerEvent, SessionStarted
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
from trainer.study.plan import choose_items
from trainer.study.resume import steps_of
from trainer.study.session import Session


def start(collection: Collection, options: StudyOptions, now: datetime) -> Session:
    """Begin a session.

    Raises:
        TrainerError: when the options name a deck or tag that is not there, or another
            program holds the learner.
    """
    collection.refuse_when_held()
    items = _chosen(collection, options)
    started = SessionStarted(
        at=now,
        day=collection.today(now),
        session=uuid4().hex,
        decks=options.decks,
        tags=options.tags,
        limit=options.limit,
        cram=options.cram,
        seed=int(now.timestamp()),
    )
    collection.learner.record(started)
    return _session(collection, started, items, now)


def resumable(collection: Collection, now: datetime) -> StudyOptions | None:
    """What an interrupted session of today was studying; None without one."""
    interrupted = collection.learner.open_session()
    if interrupted is None:
        return None
    started, events = interrupted
    here = {deck.id for deck in collection.library.decks}
    if started.day != collection.today(now) or not events or not here.issuperset(started.decks):
        return None
    return StudyOptions(
        decks=started.decks, tags=started.tags, limit=started.limit, cram=started.cram
    )


def resume(collection: Collection, now: datetime) -> Session:
    """Take up the interrupted session, its steps still to be undone and summed up.

    Raises:
        TrainerError: there is none, or another program holds the learner.
    """
    interrupted = collection.learner.open_session()
    options = resumable(collection, now)
    if interrupted is None or options is None:
        raise TrainerError("There is no session to take up.", "Start a new one.")
    collection.refuse_when_held()
    started, events = interrupted
    return _session(collection, started, _chosen(collection, options), now, events=events)


def resume_or_start(collection: Collection, options: StudyOptions, now: datetime) -> Session:
    """Take up an interrupted session with these very options, else begin one."""
    if resumable(collection, now) == options:
        return resume(collection, now)
    return start(collection, options, now)


def renew(collection: Collection, session: Session, options: StudyOptions, now: datetime) -> None:
    """Read the decks again, and let a session go on with the cards as they are now."""
    collection.reload()
    collection.follow_edits(now)
    collection.remember_cards()
    items = choose_items(collection.library.decks, options, collection.items_of)
    session.renew(
        {item.ref: item for item in items},
        lambda moment: collection.plan(items, moment, cram=session.cram),
        collection.heritage.successor,
        now,
        Marker(collection.library.decks),
    )


def _chosen(collection: Collection, options: StudyOptions) -> tuple[Item, ...]:
    decks = collection.library.decks
    for deck_id in options.decks:
        if deck_id not in {deck.id for deck in decks}:
            raise TrainerError(f"There is no deck {deck_id!r}.", "See: trainer decks")
    items = choose_items(decks, options, collection.items_of)
    if not items and options.tags:
        raise TrainerError(
            f"No card carries the tag {' or '.join(options.tags)}.",
            "Tags stand on the cards; the deck browser shows them.",
        )
    return items


def _session(
    collection: Collection,
    started: SessionStarted,
    items: Sequence[Item],
    now: datetime,
    events: Sequence[Event] = (),
) -> Session:
    by_ref = {item.ref: item for item in items}
    marker = Marker(collection.library.decks)
    learner, scheduler = collection.learner, collection.scheduler
    return Session(
        started.session,
        by_ref,
        lambda moment: collection.plan(items, moment, cram=started.cram),
        learner,
        scheduler,
        scheduler_key=learner.record_scheduler(SchedulerEvent.of(scheduler, now)),
        seed=started.seed,
        now=now,
        think_first=collection.settings.think_first,
        cram=started.cram,
        limit=started.limit,
        steps=steps_of(events, by_ref, marker),
        mark=marker,
    )
