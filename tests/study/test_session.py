from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.clock import NOON
from tests.memories import memories_of
from trainer.deck.item import Item, items_of_deck
from trainer.errors import TrainerError
from trainer.grading.mark import Mark
from trainer.memory.forecast import forecast
from trainer.memory.rating import Rating
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.item_actions import ItemActions
from trainer.study.options import StudyOptions
from trainer.study.response import suggested_by
from trainer.study.session import Session
from trainer.study.stage import Stage, WrongStageError

ALL = StudyOptions()
MANY = """\
title: Many
id: many
cards:
"""
MANY += "".join(f"  - {{id: c{n}, q: Question {n}?, a: Answer {n}}}\n" for n in range(30))


def later(**time: float) -> datetime:
    return NOON + timedelta(**time)


def rate_current(session: Session, rating: Rating, now: datetime) -> str:
    """Show the answer of whatever is asked, and rate it."""
    ref = session.item.ref
    session.reveal()
    session.rate(rating, now)
    return ref


def go_to(session: Session, item_id: str) -> None:
    """Skip until the item is asked."""
    for _ in range(50):
        if session.item.id == item_id:
            return
        session.skip(NOON)
    pytest.fail(f"{item_id} is never asked")


def test_a_flashcard_is_revealed_and_rated_by_the_learner(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    assert (session.item.prompt, session.stage) == ("What is the capital of France?", Stage.ASKING)
    session.reveal()
    assert session.stage is Stage.ANSWERED
    assert (session.response.mark, session.response.suggested) == (None, None)
    session.rate(Rating.GOOD, later(seconds=5))
    assert session.item.id != "flash"
    memory = collection.learner.memory("kinds", "flash")
    assert memory is not None
    assert memory.ready_at == later(minutes=10, seconds=5)


def test_a_marked_answer_suggests_its_rating(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    go_to(session, "typed")
    suggested = []
    for answer in ("goethe", "Schiller"):
        session.submit(answer)
        suggested.append(session.response.suggested)
        session.undo(NOON)
    assert suggested == [Rating.GOOD, Rating.AGAIN]


def test_half_right_suggests_again_and_two_thirds_hard(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    go_to(session, "date")
    session.submit("1989")
    assert session.response.suggested is Rating.AGAIN
    assert suggested_by(Mark(2 / 3, ())) is Rating.HARD


def test_what_cannot_be_read_is_asked_again_without_a_rating(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    go_to(session, "number")
    mark = session.submit("quite a lot")
    assert (mark.unread, session.stage, session.response.answer, session.response.mark) == (
        True,
        Stage.ASKING,
        None,
        None,
    )
    assert "no number" in mark.note


def test_an_answer_can_be_taken_as_right(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    go_to(session, "date")
    assert not session.response.can_be_taken
    session.submit("1989")
    session.take_as_right()
    assert session.response.suggested is Rating.GOOD
    assert not session.response.can_be_taken


def test_giving_up_counts_as_wrong(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    go_to(session, "number")
    session.reveal()
    assert (session.response.answer, session.response.suggested) == (None, Rating.AGAIN)


def test_options_stay_hidden_until_the_learner_has_thought(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    go_to(session, "choice")
    assert session.stage is Stage.THINKING
    with pytest.raises(WrongStageError):
        session.submit("Tiber")
    session.show_options()
    assert sorted(session.question.options) == ["Arno", "Po", "Tiber"]
    session.submit("Tiber")
    assert session.response.suggested is Rating.GOOD


def test_options_are_there_at_once_where_thinking_first_is_off(collection: Collection) -> None:
    collection.save_settings(collection.settings.model_copy(update={"think_first": False}))
    session = sessions.start(collection, ALL, NOON)
    go_to(session, "pick")
    assert session.stage is Stage.ASKING


def test_what_is_previewed_is_what_a_rating_does(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    session.reveal()
    promised = session.preview(NOON)
    assert list(promised) == list(Rating)
    session.rate(Rating.EASY, NOON)
    assert collection.learner.memory("kinds", "flash") == promised[Rating.EASY]


def test_undo_goes_back_to_the_first_step_and_leaves_no_trace(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    refs = [rate_current(session, Rating.GOOD, later(seconds=n)) for n in range(4)]
    for ref in reversed(refs):
        session.undo(NOON)
        assert (session.item.ref, session.stage) == (ref, Stage.ANSWERED)
        session.undo(NOON)
        assert session.stage is not Stage.ANSWERED
    assert not session.can_undo
    assert memories_of(collection.learner, "kinds") == {}
    assert session.summary.answers == 0


def test_a_review_taken_back_awaits_another_rating(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    go_to(session, "typed")
    session.submit("Goethe")
    session.rate(Rating.AGAIN, NOON)
    session.undo(NOON)
    assert session.response.mark is not None
    assert (session.response.answer, session.response.mark.score) == ("Goethe", 1.0)
    session.rate(Rating.EASY, NOON)
    assert [event.rating for event in collection.history(_item(collection, "typed"))] == [
        Rating.EASY
    ]


def test_undo_takes_back_skipping_burying_and_suspending(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    first = session.item.ref
    for step in (session.skip, session.bury, session.suspend):
        step(NOON)
        assert session.item.ref != first
        session.undo(NOON)
        assert session.item.ref == first
    assert collection.learner.record_of("kinds", "flash").suspended is False


def test_a_buried_item_comes_back_tomorrow(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    session.bury(NOON)
    session.end(NOON)
    assert "kinds/flash" not in asked(sessions.start(collection, ALL, NOON), NOON)
    tomorrow = later(days=1)
    assert "kinds/flash" in asked(sessions.start(collection, ALL, tomorrow), tomorrow)


def test_a_suspended_item_comes_back_only_when_taken_up_again(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    session.suspend(NOON)
    session.end(NOON)
    far = later(days=400)
    assert "kinds/flash" not in asked(sessions.start(collection, ALL, far), far)
    ItemActions(collection).suspend([_item(collection, "flash")], far)
    next_day = far + timedelta(days=1)
    assert "kinds/flash" in asked(sessions.start(collection, ALL, next_day), next_day)


def test_siblings_are_not_asked_on_the_same_day(collection: Collection) -> None:
    refs = asked(sessions.start(collection, ALL, NOON), NOON)
    assert len({"kinds/cloze.1", "kinds/cloze.2"} & refs) == 1
    assert len({"kinds/both", "kinds/both.r"} & refs) == 1


def test_the_limit_ends_the_session(collection: Collection) -> None:
    session = sessions.start(collection, StudyOptions(limit=2), NOON)
    rate_current(session, Rating.EASY, NOON)
    rate_current(session, Rating.EASY, NOON)
    assert session.stage is Stage.FINISHED


def test_only_cards_with_the_tag_are_asked(collection: Collection) -> None:
    refs = asked(sessions.start(collection, StudyOptions(tags=("europe",)), NOON), NOON)
    assert refs == {"kinds/flash", "kinds/typed"}


def test_an_unknown_tag_or_deck_is_told(collection: Collection) -> None:
    with pytest.raises(TrainerError, match="asia"):
        sessions.start(collection, StudyOptions(tags=("asia",)), NOON)
    with pytest.raises(TrainerError, match="nowhere"):
        sessions.start(collection, StudyOptions(decks=("nowhere",)), NOON)


def test_cram_asks_everything_and_leaves_the_schedule_alone(collection: Collection) -> None:
    session = sessions.start(collection, StudyOptions(cram=True), NOON)
    assert session.preview(NOON) == {}
    refs = asked(session, NOON)
    assert refs >= {"kinds/flash", "kinds/list", "kinds/cloze.1", "kinds/cloze.2"}
    assert memories_of(collection.learner, "kinds") == {}
    assert len(collection.history(_item(collection, "flash"))) == 1


def test_learning_cards_come_back_and_the_wait_is_told(
    open_collection: Callable[..., Collection],
) -> None:
    collection = open_collection("title: One\nid: one\ncards:\n  - {id: a, q: Q?, a: A}\n")
    session = sessions.start(collection, ALL, NOON)
    rate_current(session, Rating.AGAIN, NOON)
    assert session.item.id == "a"
    collection.save_settings(collection.settings)
    session.end(NOON)


def test_the_new_cards_of_a_day_are_limited(open_collection: Callable[..., Collection]) -> None:
    collection = open_collection(MANY)
    assert collection.agenda(NOON).counts.new == 10
    assert len(asked(sessions.start(collection, ALL, NOON), NOON)) == 10
    assert collection.agenda(NOON).counts.new == 0
    assert collection.agenda(later(days=1)).counts.new == 10


def test_a_session_that_was_cut_off_goes_on_with_its_steps(
    open_collection: Callable[..., Collection],
) -> None:
    first = open_collection()
    session = sessions.start(first, ALL, NOON)
    go_to(session, "typed")
    session.submit("Goethe")
    session.rate(Rating.GOOD, NOON)
    go_to(session, "pick")
    session.show_options()
    session.submit(frozenset({"Malta"}))
    session.rate(Rating.HARD, later(seconds=9))
    first.learner.close()

    again = open_collection()
    assert sessions.resumable(again, later(minutes=1)) == ALL
    resumed = sessions.resume(again, later(minutes=1))
    assert (resumed.id, resumed.done, resumed.summary.answers) == (session.id, 2, 2)
    resumed.undo(later(minutes=1))
    assert (resumed.item.id, resumed.response.answer) == ("pick", frozenset({"Malta"}))
    resumed.undo(later(minutes=1))
    resumed.undo(later(minutes=1))
    assert (resumed.item.id, resumed.response.answer) == ("typed", "Goethe")
    assert memories_of(again.learner, "kinds") == {}


def test_a_session_that_ended_is_not_resumed(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    rate_current(session, Rating.GOOD, NOON)
    session.end(NOON)
    assert sessions.resumable(collection, NOON) is None


def test_yesterdays_session_is_not_resumed(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    rate_current(session, Rating.GOOD, NOON)
    assert sessions.resumable(collection, later(hours=20)) is None


def test_leaving_before_rating_keeps_a_marked_answer(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    go_to(session, "number")
    session.submit("8")
    summary = session.end(NOON)
    assert summary.answers == 1
    [review] = collection.history(_item(collection, "number"))
    assert (review.answer, review.rating) == ("8", Rating.GOOD)


def test_a_new_study_day_begins_in_the_middle_of_a_session(
    open_collection: Callable[..., Collection],
) -> None:
    collection = open_collection(MANY)
    session = sessions.start(collection, ALL, NOON)
    while session.stage is not Stage.FINISHED:
        rate_current(session, Rating.EASY, NOON)
    session = sessions.start(collection, StudyOptions(cram=True), later(hours=15.9))
    assert session.today(later(hours=15.9)) != session.today(later(hours=16.1))
    rate_current(session, Rating.GOOD, later(hours=16.1))
    [*_, event] = collection.history(_item(collection, "c0"))
    assert event.day == later(hours=15.9).date()


def test_what_is_left_is_todays_where_a_step_of_yesterday_is_taken_back(
    open_collection: Callable[..., Collection],
) -> None:
    collection = open_collection(MANY)
    evening, morning = later(hours=15.9), later(hours=16.1)
    session = sessions.start(collection, ALL, evening)
    rate_current(session, Rating.AGAIN, evening)
    rate_current(session, Rating.AGAIN, evening)
    session.undo(morning)
    assert session.left == collection.agenda(morning).counts
    assert session.day == collection.today(morning)


def test_a_clock_set_back_while_a_card_is_open_loses_no_rating(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    session.reveal()
    session.rate(Rating.GOOD, later(hours=-1))
    assert session.done == 1
    [review] = collection.history(_item(collection, "flash"))
    assert review.duration_ms == 0


def test_a_card_left_open_overnight_counts_ten_minutes(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    session.reveal()
    session.rate(Rating.GOOD, later(hours=9))
    assert session.summary.seconds == 600
    [review] = collection.history(_item(collection, "flash"))
    assert review.duration_ms == 600_000


def test_the_summary_counts_what_happened(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    session.reveal()
    session.rate(Rating.AGAIN, later(seconds=30))
    rate_current(session, Rating.GOOD, later(seconds=40))
    summary = session.end(later(seconds=50))
    assert (summary.answers, summary.new, summary.recalled) == (2, 2, 0.5)
    assert [item.id for item in summary.missed] == ["flash"]
    assert summary.seconds == 40


def test_someone_elses_learner_is_not_studied(
    collection: Collection, open_collection: Callable[..., Collection]
) -> None:
    assert collection.learner.holder is None
    second = open_collection()
    with pytest.raises(TrainerError, match="elsewhere"):
        sessions.start(second, ALL, NOON)
    assert len(second.agenda(NOON).plan.entries) == 15


def _item(collection: Collection, item_id: str) -> Item:
    return next(
        item
        for deck in collection.library.decks
        for item in items_of_deck(deck)
        if item.id == item_id
    )


def asked(session: Session, now: datetime) -> set[str]:
    """Rate everything Easy, and return what was asked."""
    refs = set()
    while session.stage not in {Stage.FINISHED, Stage.WAITING}:
        refs.add(rate_current(session, Rating.EASY, now))
    return refs


def test_what_is_buried_is_told_for_the_day_on_which_it_comes(collection: Collection) -> None:
    session = sessions.start(collection, ALL, NOON)
    go_to(session, "flash")
    session.reveal()
    session.rate(Rating.EASY, NOON)
    due = collection.learner.memory("kinds", "flash")
    assert due
    wait = (due.due - collection.today(NOON)).days
    at = later(days=wait)
    before = forecast(collection.agenda(at), 14)
    session = sessions.start(collection, ALL, at)
    go_to(session, "flash")
    session.bury(at)
    after = forecast(collection.agenda(at), 14)
    assert (after[0], after[1]) == (before[0] - 1, before[1] + 1)
