from datetime import date

import pytest

from tests.clock import NOON, TODAY
from trainer.memory.queue import AgendaItem, Ask, Counts, CramQueue, Finished, build_cram
from trainer.memory.state import MemoryState, Phase


def known(stability: float) -> MemoryState:
    return MemoryState(
        phase=Phase.REVIEW,
        step=None,
        stability=stability,
        difficulty=5,
        due=date(2030, 1, 1),
        reviewed=TODAY,
        reps=3,
        lapses=0,
    )


def cram(*entries: AgendaItem) -> CramQueue:
    return build_cram(entries, retrievability=lambda state: state.stability / 100)


def test_everything_is_asked_the_weakest_first_and_the_new_last() -> None:
    queue = cram(
        AgendaItem("new 1"),
        AgendaItem("strong", known(9)),
        AgendaItem("weak", known(1)),
        AgendaItem("new 2"),
    )
    refs = []
    while isinstance(step := queue.next(NOON), Ask):
        refs.append(step.ref)
        queue = queue.after(step.ref, None)
    assert refs == ["weak", "strong", "new 1", "new 2"]
    assert queue.next(NOON) == Finished()


def test_a_wrong_answer_comes_again_until_it_is_right() -> None:
    queue = cram(AgendaItem("a"), AgendaItem("b"))
    queue = queue.later("a")
    assert queue.next(NOON) == Ask("b")
    queue = queue.after("b", None).later("a")
    assert queue.next(NOON) == Ask("a")
    assert queue.after("a", None).next(NOON) == Finished()


def test_only_what_is_suspended_is_left_out() -> None:
    queue = cram(
        AgendaItem("suspended", suspended=True),
        AgendaItem("buried", buried_until=date(2030, 1, 1)),
        AgendaItem("locked", requires=("suspended",), siblings=("buried",)),
    )
    assert queue.counts == Counts(new=0, learning=0, review=2)


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("x1 x2 a b c d", "x1 a b c x2 d"),
        ("x1 x2 y1 y2 a b", "x1 y1 a b x2 y2"),
        ("a b c d x1 x2", "a x2 b c d x1"),
        ("x1 x2 a", "x1 a x2"),
        ("x1 x2 x3", "x1 x2 x3"),
        ("a x1 b c d x2", "a x1 b c d x2"),
    ],
)
def test_siblings_are_asked_apart(given: str, asked: str) -> None:
    refs = given.split()
    family = {ref: tuple(one for one in refs if one[0] == ref[0]) for ref in refs}
    queue = cram(*(AgendaItem(ref, siblings=family[ref]) for ref in refs))
    assert " ".join(queue.refs.values()) == asked


def test_an_item_put_away_is_gone() -> None:
    assert cram(AgendaItem("a"), AgendaItem("b")).without("a").next(NOON) == Ask("b")
