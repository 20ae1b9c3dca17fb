"""Sessions over a collection: begun, gone on with, kept going after an edit."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from trainer.deck.read_only import is_read_only
from trainer.errors import TrainerError
from trainer.store.event import SchedulerEvent, SessionStarted
from trainer.study.collection import Collection
from trainer.study.item_index import ItemIndex
from trainer.study.options import StudyOptions
from trainer.study.planner import choose_items, is_unscheduled

if TYPE_CHECKING:  # the home screen asks whether there is a session to go on with, and no more
    from trainer.study.session import Session
    from trainer.study.steps import Step


def as_asked(collection: Collection, options: StudyOptions) -> StudyOptions:
    """The options as a session takes them: a test is asked outside the schedule."""
    chosen = [deck for deck in collection.library.decks if deck.id in options.decks]
    return options.model_copy(update={"cram": options.cram or is_unscheduled(chosen)})


def of_named_decks(collection: Collection, options: StudyOptions, now: datetime) -> StudyOptions:
    """The options on just the decks that were named when the collection was opened.

    A session remembers them, so that it can go on where all decks are in reach; and
    of a search, what it found.

    Raises:
        TrainerError: the search means nothing, or finds nothing.
    """
    from trainer.study.search import Search

    decks = tuple(deck.id for deck in collection.library.decks) if collection.paths else ()
    refs: tuple[str, ...] = ()
    if options.find:
        search = Search(collection, options.find, now)
        refs = tuple(item.ref for item in search.among(collection.items.values()))
        if not refs:
            raise TrainerError(f"Nothing is found by {options.find!r}.", "")
    return options.model_copy(update={"decks": decks, "items": refs, "find": ""})


def start(
    collection: Collection,
    options: StudyOptions,
    now: datetime,
    earlier: "Session | None" = None,
) -> "Session":
    """Begin a session.

    Args:
        collection: the decks and the memory of them.
        options: what to study.
        now: the present moment.
        earlier: a session of the same options; where that was today, the new one goes on with
            its steps, so that they count and can be undone. One with an end of its own (a
            limit, practice) starts over.

    Raises:
        TrainerError: when the options name a deck or tag that is not there, or another
            program holds the learner.
    """
    collection.refuse_when_held()
    options = as_asked(collection, options)
    items = _chosen(collection, options)
    started = SessionStarted(
        at=now,
        day=collection.today(now),
        session=uuid4().hex,
        decks=options.decks,
        tags=options.tags,
        items=options.items,
        limit=options.limit,
        cram=options.cram,
        seed=int(now.timestamp()),
    )
    collection.learner.record(started)
    steps: tuple[Step, ...] = ()
    if earlier and earlier.day == started.day and not (options.cram or options.limit):
        steps = earlier.steps
    return _session(collection, started, items, now, steps=steps)


def resumable(collection: Collection, now: datetime) -> StudyOptions | None:
    """What an interrupted session of today was studying; None without one."""
    interrupted = collection.learner.open_session()
    if interrupted is None:
        return None
    started, events = interrupted
    here = {deck.id for deck in collection.library.decks}
    decks = tuple(deck if deck in here else _renamed(collection, deck) for deck in started.decks)
    if started.day != collection.today(now) or not events or not here.issuperset(decks):
        return None
    return StudyOptions(
        decks=decks,
        tags=started.tags,
        items=started.items,
        limit=started.limit,
        cram=started.cram,
    )


def _renamed(collection: Collection, deck: str) -> str:
    """What a deck that is gone is called now; the same where its items went to several, or none."""
    decks = collection.learner.state.names.decks_since(deck)
    return next(iter(decks)) if len(decks) == 1 else deck


def resume(collection: Collection, now: datetime) -> "Session":
    """Go on with the interrupted session, its steps still to be undone and summed up.

    Raises:
        TrainerError: there is none, or another program holds the learner.
    """
    from trainer.study.resume import steps_of

    interrupted = collection.learner.open_session()
    options = resumable(collection, now)
    if interrupted is None or options is None:
        raise TrainerError("There is no session to go on with.", "Start a new one.")
    collection.refuse_when_held()
    started, events = interrupted
    items = _chosen(collection, options)
    steps = steps_of(events, items, collection.marker())
    return _session(collection, started, items, now, steps=steps)


def resume_or_start(
    collection: Collection,
    options: StudyOptions,
    now: datetime,
    earlier: "Session | None" = None,
) -> "Session":
    """Go on with an interrupted session with the same options, else begin one, as `start` does."""
    interrupted = resumable(collection, now)
    if interrupted and _is_rest_of(collection, interrupted, as_asked(collection, options)):
        return resume(collection, now)
    return start(collection, options, now, earlier)


def _is_rest_of(collection: Collection, interrupted: StudyOptions, options: StudyOptions) -> bool:
    """Whether options ask for what an interrupted session has left to ask.

    A search may no longer find what was answered there.
    """
    _, events = collection.learner.open_session() or (None, ())
    done = {f"{event.deck}/{event.item}" for event in events}
    left = tuple(ref for ref in interrupted.items if ref in options.items or ref not in done)
    return interrupted.model_copy(update={"items": left}) == options


def renew(collection: Collection, session: "Session", options: StudyOptions, now: datetime) -> None:
    """Read the decks again, and let a session go on with the cards as they are now."""
    collection.reload()
    collection.follow_edits(now)
    collection.remember_cards()
    options = _following_edits(collection, session, as_asked(collection, options))
    items = _items(collection, options)
    session.renew(
        items,
        lambda moment: collection.queue(items, moment, cram=session.cram),
        collection.edits.successor,
        now,
        collection.marker(),
    )


def accept(collection: Collection, session: "Session", options: StudyOptions, now: datetime) -> str:
    """Let the answer that was taken as right count as right from now on; where that is kept.

    It goes into the card, where the deck is the learner's own file; else into the journal.

    Raises:
        TrainerError: the deck's file can not be written.
    """
    from trainer.deck.add_accepted import (
        with_accepted,  # with these all that reads YAML is imported
    )
    from trainer.study.draft import Draft
    from trainer.study.stage import Stage

    item, answer, answer_given = session.item, session.response.text, session.response.answer
    quoted = "; ".join(filter(None, (answer or "").splitlines()))
    place = collection.card_context.place_of(item)
    if place and answer and answer_given is not None and not collection.is_shipped(place[0]):
        path, _ = place
        draft = Draft(path)
        text = with_accepted(draft.saved, path, item.card_key, item.gaps, answer)
        if text is not None and not is_read_only(path):
            draft.save(text)
            renew(collection, session, options, now)
            if session.stage is Stage.THINKING:
                session.show_options()
            if session.submit(answer_given).score < 1:  # other rules still refuse it
                session.take_as_right()
            return f"“{quoted}” was added to {path.name} as right."
    session.accept(now)
    return f"“{quoted}” counts as right from now on."


def _following_edits(
    collection: Collection, session: "Session", options: StudyOptions
) -> StudyOptions:
    """The options on the same items, whose cards may have been edited, learnt or not."""
    if not options.items:
        return options
    here = _items(collection, options.model_copy(update={"items": ()}))
    successor = collection.edits.successor
    refs = list(options.items)
    for ref in session.items:
        now = here.get(ref) or successor(session.items[ref])
        refs += [now.ref] if now else []
    return options.model_copy(update={"items": tuple(dict.fromkeys(refs))})


def _chosen(collection: Collection, options: StudyOptions) -> ItemIndex:
    decks = collection.library.decks
    for deck_id in options.decks:
        if deck_id not in {deck.id for deck in decks}:
            raise TrainerError(f"There is no deck {deck_id!r}.", "See: trainer decks")
    items = _items(collection, options)
    if not items and options.tags:
        raise TrainerError(
            f"No card carries the tag {' or '.join(options.tags)}.",
            "Tags are written on the cards; the deck browser shows them.",
        )
    return items


def _items(collection: Collection, options: StudyOptions) -> ItemIndex:
    """What the options choose from; the collection's own index where that is everything."""
    if not (options.decks or options.tags or options.items):
        return collection.items
    return choose_items(collection.library.decks, options, collection.items_of)


def _session(
    collection: Collection,
    started: SessionStarted,
    items: ItemIndex,
    now: datetime,
    steps: "Iterable[Step]" = (),
) -> "Session":
    from trainer.study.session import Session

    marker = collection.marker()
    learner, scheduler = collection.learner, collection.scheduler
    return Session(
        started.session,
        items,
        lambda moment: collection.queue(items, moment, cram=started.cram),
        learner,
        scheduler,
        scheduler_key=learner.record_scheduler(SchedulerEvent.of(scheduler, now)),
        seed=started.seed,
        now=now,
        think_first=collection.settings.think_first,
        cram=started.cram,
        once=is_unscheduled(
            [deck for deck in collection.library.decks if deck.id in started.decks]
        ),
        limit=started.limit,
        steps=tuple(
            replace(step, item=step.item and items.get(step.item.ref, step.item), queue=None)
            for step in steps
        ),
        mark=marker,
    )
