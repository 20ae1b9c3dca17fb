"""What a search finds, in Anki's terms."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.clock import NOON
from trainer.errors import TrainerError
from trainer.memory.rating import Rating
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.item_actions import ItemActions
from trainer.study.options import StudyOptions
from trainer.study.query import parse_query
from trainer.study.search import Search
from trainer.study.search import test_of as asked
from trainer.study.sessions import of_named_decks

DECK = """\
title: Terms and acronyms
id: terms
cards:
  - {id: one, q: What is NATO?, a: An alliance, tags: [place, asia-east]}
  - {id: two, q: When was it?, date: 1949}
  - {id: three, q: Who is it?, typed: Goethe, tags: [people]}
  - {id: four, q: Ready?, a: No, status: draft}
"""


@pytest.fixture
def collection(open_collection: Callable[..., Collection]) -> Collection:
    """`one` was answered easily, `three` is suspended, flagged and has a note."""
    collection = open_collection(DECK)
    session = sessions.start(collection, StudyOptions(), NOON)
    session.reveal()
    session.rate(Rating.EASY, NOON)
    three = collection.items["terms/three"]
    actions = ItemActions(collection)
    actions.suspend([three], NOON)
    actions.flag([three], 2, NOON)
    actions.note([three], "Not Schiller", NOON)
    return collection


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "one two three"),
        ("nato", "one"),
        ("what alliance", "one"),
        ('"is it"', "three"),
        ("is:new", "two three"),
        ("is:review", "one"),
        ("is:suspended", "three"),
        ("-is:suspended", "one two"),
        ("is:leech", ""),
        ("tag:place", "one"),
        ("tag:asia*", "one"),
        ("deck:terms is:new -is:suspended", "two"),
        ('deck:"terms and*"', "one two three"),
        ("deck:other", ""),
        ("kind:date", "two"),
        ("kind:typed flag:2", "three"),
        ("is:flagged", "three"),
        ("note:schiller", "three"),
        ("note:*", "three"),
        ("prop:reps>=1", "one"),
        ("prop:due<=3", ""),
        ("prop:due>3", "one"),
        ("prop:lapses>2", ""),
        ("rated:1", "one"),
        ("prop:ivl>3 prop:s>1 prop:d<=10", "one"),
        ("tag:none prop:ivl>0", ""),
        ("tag:n*", ""),
        ("nato or goethe", "one three"),
        ("nato OR kind:date", "one two"),
        ("is:new nato or is:new goethe", "three"),
        ("is:new (nato or goethe or kind:date)", "two three"),
        ("is:new and (nato or goethe)", "three"),
        ("-(nato or goethe)", "two"),
        ("-(is:new -goethe)", "one three"),
        ("--goethe", "three"),
        ("((nato))", "one"),
        ('"it is"', ""),
        ("it is", "three"),
        ('"deck:terms and*" nato', "one"),
        ('"or"', ""),
        ("tag:none", "two"),
        ("tag:PLACE", "one"),
        ("go*he", "three"),
        (r"it\?", "two three"),
        (r"it\:", ""),
        ('"who: is"', ""),
    ],
)
def test_what_is_found(collection: Collection, query: str, found: str) -> None:
    search = Search(collection, query, NOON)
    assert [item.id for item in search.among(collection.items.values())] == found.split()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("is:nothing", "“is:nothing” at character 1 is not understood"),
        ("nato kind:film", "“kind:film” at character 6 is not understood"),
        ("flag:red", "“flag:red” at character 1"),
        ("rated:0", "“rated:0” at character 1"),
        ("rated:99999999999", "“rated:"),
        ("prop:ease>2", "“prop:ease>2” at character 1"),
        ("-tga:place", "“tga:place” at character 2 is not understood: there is no tga:"),
        ("or nato", "“or” at character 1 has nothing before it"),
        ("nato or", "“or” at character 6 has nothing after it"),
        ("nato or or it", "“or” at character 9 has nothing before it"),
        ("nato and", "“and” at character 6 has nothing after it"),
        ("(nato", "“(” at character 1 is not closed"),
        ("(", "“(” at character 1 has nothing after it"),
        ("()", "“)” at character 2 has nothing before it"),
        ("(" * 5000, "A search takes at most"),
        ("nato)", "“)” at character 5 closes what was not opened"),
    ],
)
def test_what_is_not_understood_is_told_with_its_place(query: str, told: str) -> None:
    with pytest.raises(TrainerError) as error:
        parse_query(query, asked)
    assert error.value.message.startswith(told)


def test_an_open_quote_is_no_error_while_one_types(collection: Collection) -> None:
    search = Search(collection, '"what is na', NOON)
    assert [item.id for item in search.among(collection.items.values())] == ["one"]


@given(st.text(alphabet='ab-()" \\:*isnewor', max_size=30))
def test_any_text_is_a_search_or_an_error(query: str) -> None:
    with suppress(TrainerError):
        parse_query(query, asked)


def test_what_was_found_can_be_studied(collection: Collection) -> None:
    options = of_named_decks(collection, StudyOptions(find="is:new -is:suspended"), NOON)
    assert options == StudyOptions(items=("terms/two",), decks=("terms",))
    session = sessions.start(collection, options, NOON)
    assert session.item.id == "two"
    with pytest.raises(TrainerError, match="Nothing is found"):
        of_named_decks(collection, StudyOptions(find="is:leech"), NOON)


def test_actions_change_what_they_change_and_are_taken_back(collection: Collection) -> None:
    actions, items = ItemActions(collection), [*collection.items.values()]
    record = collection.learner.record_of
    assert actions.set_due(items, 9, NOON) == 1, "what is new stays new"
    memory = record("terms", "one").memory
    assert memory is not None
    assert memory.due == NOON.date() + timedelta(days=9)
    assert actions.suspend(items, NOON) == 2, "one is suspended already"
    assert actions.suspend(items, NOON) == 3, "all are: they come back"
    assert actions.reset(items, NOON) == 1
    assert record("terms", "three").note == "Not Schiller"
    assert [actions.undo(NOON) for _ in range(5)] == [1, 3, 2, 1, 0]
    assert record("terms", "one").memory is not None
