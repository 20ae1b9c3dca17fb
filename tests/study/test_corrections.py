"""Today's answers rated anew and taken back: all is as if it had been so from the start."""

from collections.abc import Callable
from datetime import timedelta

from tests.clock import NOON
from trainer.memory.rating import Rating
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.corrections import answered_today, rate_anew, take_back
from trainer.study.options import StudyOptions

Open = Callable[..., Collection]
DECK = "title: D\nid: d\ncards:\n  - {id: a, q: A?, a: A}\n  - {id: b, q: B?, a: B}\n"


def studied(collection: Collection, *ratings: Rating) -> None:
    session = sessions.start(collection, StudyOptions(), NOON)
    for number, rating in enumerate(ratings):
        session.reveal()
        session.rate(rating, NOON + timedelta(minutes=number))
    session.end(NOON + timedelta(minutes=5))


def test_another_rating_counts_as_if_it_had_been_given(open_collection: Open) -> None:
    collection = open_collection(DECK)
    studied(collection, Rating.AGAIN, Rating.EASY)
    later = NOON + timedelta(hours=3)
    first, second = answered_today(collection, later)
    assert (first.prompt, second.prompt) == ("A?", "B?")
    given = collection.scheduler.review("d/a", None, Rating.EASY, first.event.at)
    changed = rate_anew(collection, first, Rating.EASY, later)
    assert collection.learner.memory("d", "a") == given
    assert collection.learner.state.counts(collection.today(later)).new == 2
    again = [answered.event.rating for answered in answered_today(collection, later)]
    assert again == [Rating.EASY, Rating.EASY]
    rate_anew(collection, changed, Rating.AGAIN, later)
    memory = collection.learner.memory("d", "a")
    assert memory is not None
    assert memory.ready_at is not None


def test_what_is_taken_back_was_never_given_and_can_be_rated_again(open_collection: Open) -> None:
    collection = open_collection(DECK)
    studied(collection, Rating.EASY)
    (only,) = answered_today(collection, NOON)
    gone = take_back(collection, only, NOON)
    assert collection.learner.memory("d", "a") is None
    assert list(answered_today(collection, NOON)) == []
    assert take_back(collection, gone, NOON) == gone
    rate_anew(collection, gone, Rating.GOOD, NOON)
    assert collection.learner.memory("d", "a") is not None


def test_later_answers_of_the_same_card_follow(open_collection: Open) -> None:
    collection = open_collection("title: D\nid: d\ncards:\n  - {id: a, q: A?, a: A}\n")
    studied(collection, Rating.AGAIN, Rating.GOOD)
    first, second = answered_today(collection, NOON)
    scheduler = collection.scheduler
    take_back(collection, first, NOON)
    expected = scheduler.review("d/a", None, Rating.GOOD, second.event.at)
    assert collection.learner.memory("d", "a") == expected


def test_yesterday_is_not_today(open_collection: Open) -> None:
    collection = open_collection(DECK)
    studied(collection, Rating.GOOD)
    assert list(answered_today(collection, NOON + timedelta(days=1))) == []
