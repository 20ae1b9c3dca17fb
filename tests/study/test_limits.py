"""More today, tomorrow's cards today, a backlog in parts: what a learner asks for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from tests.clock import NOON
from tests.memories import memories_of
from trainer.memory.agenda import agenda_of
from trainer.memory.forecast import forecast
from trainer.memory.queue import AgendaItem, DayCounts, Limits
from trainer.memory.rating import Rating
from trainer.store.settings import Settings, Spread, load_settings, save_settings
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.item_index import ItemIndex
from trainer.study.limits import (
    limits_on,
    offers,
    spread_over,
    with_more_new,
    with_tomorrow,
)
from trainer.study.options import StudyOptions
from trainer.study.session import Session
from trainer.study.stage import Stage
from trainer.study.why import backlog, held_back, nothing_due, until_in_words

OpenCollection = Callable[..., Collection]
TODAY, DAY = date(2026, 3, 10), timedelta(days=1)
MANY = "title: Many\nid: many\ncards:\n" + "".join(
    f"  - {{id: c{number}, q: Question {number}?, a: Answer}}\n" for number in range(40)
)


def rate_all(session: Session, now: datetime, rating: Rating = Rating.EASY) -> int:
    rated = 0
    while session.stage in {Stage.ASKING, Stage.THINKING}:
        session.reveal()
        session.rate(rating, now)
        rated += 1
    return rated


def test_more_new_cards_hold_for_their_day_and_add_up() -> None:
    more = with_more_new(with_more_new(Settings(), TODAY), TODAY, 5)
    assert limits_on(more, TODAY) == Limits(10, 200, more_new=15)
    assert limits_on(more, TODAY + DAY) == Limits(10, 200)
    assert limits_on(with_more_new(more, TODAY + DAY), TODAY + DAY).more_new == 10


def test_tomorrow_today_goes_with_more_new_cards() -> None:
    both = with_tomorrow(with_more_new(Settings(), TODAY), TODAY)
    assert limits_on(both, TODAY) == Limits(10, 200, more_new=10, ahead=True)
    assert limits_on(both, TODAY + DAY) == Limits(10, 200)


def test_what_was_asked_for_is_kept_in_the_settings(collection: Collection) -> None:
    folder = collection.learner.folder
    asked = spread_over(with_more_new(Settings(), TODAY), collection.agenda(NOON), 7)
    assert asked.spread
    save_settings(folder, asked)
    assert load_settings(folder) == (asked, ())


def test_ten_more_are_asked_today_and_ten_tomorrow(open_collection: OpenCollection) -> None:
    collection = open_collection(MANY)
    assert rate_all(sessions.start(collection, StudyOptions(), NOON), NOON) == 10
    words = [offer.words for offer in offers(collection.agenda(NOON), collection.settings, NOON)]
    assert words == ["10 more new cards, today only"]
    [offer] = offers(collection.agenda(NOON), collection.settings, NOON)
    collection.save_settings(offer.settings)
    assert rate_all(sessions.start(collection, StudyOptions(), NOON), NOON) == 10
    assert collection.agenda(NOON).counts.total == 0
    assert collection.agenda(NOON + DAY).counts.new == 10


def test_what_is_due_tomorrow_can_be_asked_today(open_collection: OpenCollection) -> None:
    collection = open_collection(MANY)
    rate_all(sessions.start(collection, StudyOptions(), NOON), NOON)
    first = min(memory.due for memory in collection.agenda(NOON).memories)
    eve = NOON + (first - TODAY - DAY)
    collection.save_settings(collection.settings.model_copy(update={"new_per_day": 0}))
    assert nothing_due(collection.agenda(eve), eve) == "Nothing due until tomorrow."
    tomorrow = forecast(collection.agenda(eve), 2)[1]
    found = {
        offer.words: offer for offer in offers(collection.agenda(eve), collection.settings, eve)
    }
    offer = found[f"What is due tomorrow, today already: about {tomorrow}"]
    collection.save_settings(offer.settings)
    assert rate_all(sessions.start(collection, StudyOptions(), eve), eve) == tomorrow
    assert collection.agenda(eve).counts.total == 0, "what was asked today is not asked again"


def test_a_backlog_is_told_and_can_be_spread(open_collection: OpenCollection) -> None:
    collection = open_collection(MANY)
    collection.save_settings(collection.settings.model_copy(update={"new_per_day": 40}))
    rate_all(sessions.start(collection, StudyOptions(), NOON), NOON)
    back = NOON + 60 * DAY
    agenda = collection.agenda(back)
    assert agenda.counts.review == 40
    assert "40 reviews are overdue" in backlog(agenda, None, back, key="m")
    week = next(
        offer
        for offer in offers(agenda, collection.settings, back)
        if "over 7 days: 6 a day" in offer.words
    )
    collection.save_settings(week.settings)
    agenda = collection.agenda(back)
    assert agenda.counts.review == 6
    told = backlog(agenda, collection.settings.spread, back, key="m")
    assert told == "40 reviews wait, spread over the days until Friday"
    assert held_back(agenda, back, collection.name_of).startswith("34 held back: 34 beyond")
    for day in range(7):
        at = back + day * DAY
        rate_all(sessions.start(collection, StudyOptions(), at), at)
    assert collection.agenda(back + 6 * DAY).waiting == 0
    assert spread_over(collection.settings, agenda, 1).spread is None


def test_what_falls_due_meanwhile_is_spread_with_the_backlog(
    open_collection: OpenCollection,
) -> None:
    collection = open_collection(MANY)
    collection.save_settings(collection.settings.model_copy(update={"new_per_day": 40}))
    rate_all(sessions.start(collection, StudyOptions(), NOON), NOON)
    due = sorted(memory.due for memory in collection.agenda(NOON).memories)
    at = NOON + (due[0] - TODAY + DAY)
    plan = collection.agenda(at)
    coming = sum(plan.plan.day < day <= plan.plan.day + 4 * DAY for day in due)
    spread = spread_over(collection.settings, plan, 5)
    assert spread.spread == Spread(
        until=plan.plan.day + 4 * DAY, reviews=-(-(plan.waiting + coming) // 5)
    )
    collection.save_settings(spread)
    for day in range(5):
        later = at + day * DAY
        rate_all(sessions.start(collection, StudyOptions(), later), later)
    assert collection.agenda(later).waiting == 0


def test_a_deck_alone_may_take_what_today_has_of_a_spread_backlog(
    open_collection: OpenCollection,
) -> None:
    collection = open_collection(MANY)
    collection.save_settings(collection.settings.model_copy(update={"new_per_day": 40}))
    rate_all(sessions.start(collection, StudyOptions(), NOON), NOON)
    back = NOON + 60 * DAY
    collection.save_settings(spread_over(collection.settings, collection.agenda(back), 10))
    [part] = collection.items.parts.values()
    some = ItemIndex([replace(part, positions=range(12))])
    assert len(collection.agenda(back).reviews) == 4
    assert len(collection.agenda(back, some).reviews) == 4
    session = sessions.start(collection, StudyOptions(items=tuple(some)), back)
    assert rate_all(session, back) == 4
    assert collection.agenda(back).counts.review == 0


def test_a_session_entered_again_keeps_its_count_and_its_undo(
    open_collection: OpenCollection,
) -> None:
    collection = open_collection(MANY)
    first = sessions.start(collection, StudyOptions(), NOON)
    for _ in range(3):
        first.reveal()
        first.rate(Rating.AGAIN, NOON)
    first.end(NOON)
    again = sessions.start(collection, StudyOptions(), NOON, first)
    assert (again.done, len(again.summary.missed)) == (3, 3)
    again.undo(NOON)
    assert (again.done, again.stage) == (2, Stage.ANSWERED)
    assert collection.agenda(NOON).counts == again.left
    limited = sessions.start(collection, StudyOptions(limit=2), NOON, first)
    assert limited.done == 0
    tomorrow = sessions.start(collection, StudyOptions(), NOON + DAY, first)
    assert tomorrow.done == 0


def test_todays_slips_are_drilled_alone_and_taken_up_after_a_crash(
    open_collection: OpenCollection,
) -> None:
    collection = open_collection(MANY)
    options = StudyOptions(items=("many/c3", "many/c1"), cram=True)
    drill = sessions.start(collection, options, NOON)
    assert drill.left.total == 2
    drill.reveal()
    drill.rate(Rating.GOOD, NOON)
    assert memories_of(collection.learner, "many") == {}
    assert sessions.resumable(collection, NOON) == options
    taken_up = sessions.resume(collection, NOON)
    assert (taken_up.done, taken_up.left.total) == (1, 1), "what was right is not asked again"
    taken_up.undo(NOON)
    assert (taken_up.done, taken_up.left.total) == (0, 2)


def test_a_suspended_card_lets_its_sibling_in_and_every_count_agrees(
    open_collection: OpenCollection,
) -> None:
    collection = open_collection(
        "title: Two\nid: two\ncards:\n  - {id: a, q: Front, a: Back, reverse: true}\n"
    )
    session = sessions.start(collection, StudyOptions(), NOON)
    assert session.left.new == 1
    session.suspend(NOON)
    assert session.left == collection.agenda(NOON).counts
    assert session.item.id == "a.r"


def test_until_is_told_as_people_say_it() -> None:
    assert until_in_words(NOON + timedelta(hours=2), NOON) == "14:00"
    assert until_in_words(TODAY + DAY, NOON) == "tomorrow"
    assert until_in_words(TODAY, NOON.replace(hour=1)) == "later today", "the day begins at four"
    assert until_in_words(TODAY + 3 * DAY, NOON) == "Friday"
    assert until_in_words(TODAY + 20 * DAY, NOON) == "30 March"
    assert until_in_words(date(2027, 1, 2), NOON) == "2 January 2027"


def test_why_cards_are_held_back_is_said_in_one_line(open_collection: OpenCollection) -> None:
    collection = open_collection(
        "title: Why\nid: why\ncards:\n"
        "  - {id: terms, q: What is a term?, a: A word}\n"
        "  - {id: next, q: Next?, a: Yes, requires: [terms]}\n"
        "  - {id: last, q: Last?, a: Yes, requires: [terms]}\n"
        "  - {id: turn, q: Front, a: Back, reverse: true}\n"
    )
    told = held_back(collection.agenda(NOON), NOON, collection.name_of)
    assert told == "3 held back: 2 wait for “What is a term?”, 1 beside a sibling"


def test_what_waits_for_another_deck_waits_for_its_title() -> None:
    plan = agenda_of(
        [
            AgendaItem("terms/a", buried_until=TODAY + DAY),
            AgendaItem("deck/b", requires=("terms/a",)),
        ],
        day=TODAY,
        limits=Limits(10, 10),
        done=DayCounts(),
        recall=lambda _, __: 1.0,
    )
    assert held_back(plan, NOON, {"terms": "Terms"}.__getitem__) == (
        "2 held back: 1 waits for Terms, 1 buried"
    )
