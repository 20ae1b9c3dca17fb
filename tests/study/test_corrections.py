"""Today's answers rated again and taken back: all is as if it had been so from the start."""

from collections.abc import Callable
from datetime import timedelta

from tests.clock import NOON
from trainer.memory.rating import Rating
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.corrections import answered_today, rate_again, take_back
from trainer.study.options import StudyOptions
from trainer.study.statistics import Statistics, statistics_of

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
    changed = rate_again(collection, first, Rating.EASY, later)
    assert collection.learner.memory("d", "a") == given
    assert collection.learner.state.counts(collection.today(later)).new == 2
    again = [answered.event.rating for answered in answered_today(collection, later)]
    assert again == [Rating.EASY, Rating.EASY]
    rate_again(collection, changed, Rating.AGAIN, later)
    memory = collection.learner.memory("d", "a")
    assert memory is not None
    assert memory.ready_at is not None


def test_what_is_taken_back_was_never_given_and_can_be_rated_again(open_collection: Open) -> None:
    collection = open_collection(DECK)
    studied(collection, Rating.EASY)
    (only,) = answered_today(collection, NOON)
    gone = take_back(collection, only, NOON)
    assert collection.learner.memory("d", "a") is None
    assert answered_today(collection, NOON) == []
    assert take_back(collection, gone, NOON) == gone
    rate_again(collection, gone, Rating.GOOD, NOON)
    assert collection.learner.memory("d", "a") is not None


def test_later_answers_of_the_same_card_follow(open_collection: Open) -> None:
    collection = open_collection("title: D\nid: d\ncards:\n  - {id: a, q: A?, a: A}\n")
    studied(collection, Rating.AGAIN, Rating.GOOD)
    first, second = answered_today(collection, NOON)
    scheduler = collection.scheduler
    take_back(collection, first, NOON)
    expected = scheduler.review("d/a", None, Rating.GOOD, second.event.at)
    assert collection.learner.memory("d", "a") == expected


def test_practice_is_an_answer_in_the_list_and_in_the_statistics(open_collection: Open) -> None:
    collection = open_collection(DECK)
    studied(collection, Rating.GOOD)
    memory = collection.learner.memory("d", "a")
    session = sessions.start(collection, StudyOptions(cram=True), NOON)
    session.reveal()
    session.rate(Rating.AGAIN, NOON)
    session.end(NOON)
    answers = answered_today(collection, NOON)
    assert sorted(answer.event.cram for answer in answers) == [False, True]
    told = figures(collection)
    assert (told.per_day[told.today], told.practice) == (len(answers), 1)
    practice = next(answer for answer in answers if answer.event.cram)
    changed = rate_again(collection, practice, Rating.EASY, NOON)
    assert (changed.event.cram, changed.event.rating) == (True, Rating.EASY)
    take_back(collection, changed, NOON)
    assert figures(collection).practice == 0
    assert collection.learner.memory("d", "a") == memory


def test_answers_of_a_deck_that_is_not_open_are_in_neither(open_collection: Open) -> None:
    collection = open_collection(DECK)
    studied(collection, Rating.GOOD)
    (only,) = answered_today(collection, NOON)
    gone = only.event.model_copy(update={"deck": "other", "id": "f" * 32})
    collection.learner.record(gone)
    assert answered_today(collection, NOON) == [only]
    assert figures(collection).reviews == 1


def figures(collection: Collection) -> Statistics:
    agenda = collection.agenda(NOON)
    return statistics_of(collection.learner, collection.items, collection.scheduler, agenda)


def test_yesterday_is_not_today(open_collection: Open) -> None:
    collection = open_collection(DECK)
    studied(collection, Rating.GOOD)
    assert list(answered_today(collection, NOON + timedelta(days=1))) == []
