"""What is remembered, divided into groups."""

from collections.abc import Callable

from tests.clock import NOON
from trainer.memory.rating import Rating
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.groups import Group, groups_of
from trainer.study.options import StudyOptions


def test_groups_count_what_is_met_and_the_worst_comes_first(
    open_collection: Callable[..., Collection],
) -> None:
    collection = open_collection(
        "title: D\nid: d\ncards:\n"
        "  - {id: a, q: A?, a: A, tags: [x, y]}\n"
        "  - {id: b, q: B?, a: B, tags: [y]}\n"
        "  - {id: c, q: C?, typed: C, tags: [z]}\n"
    )
    session = sessions.start(collection, StudyOptions(), NOON)
    session.reveal()
    session.rate(Rating.EASY, NOON)
    learner, scheduler, today = collection.learner, collection.scheduler, NOON.date()

    def divided(names: Callable[..., object]) -> list[Group]:
        return list(groups_of([*collection.items.values()], names, learner, scheduler, today))  # type: ignore[arg-type]

    assert divided(lambda item: item.card.tags) == [
        Group("x", 1, 1, 0, 1.0),
        Group("y", 2, 1, 0, 1.0),
        Group("z", 1, 0, 0, None),
    ]
    assert [(g.name, g.items) for g in divided(lambda item: [item.card.kind])] == [
        ("flashcard", 2),
        ("typed", 1),
    ]
