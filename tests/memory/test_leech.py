from datetime import date

from trainer.memory.leech import is_leech
from trainer.memory.state import MemoryState, Phase


def lapsed(times: int) -> MemoryState:
    return MemoryState(
        phase=Phase.REVIEW,
        step=None,
        stability=1,
        difficulty=9,
        due=date(2024, 6, 11),
        reviewed=date(2024, 6, 10),
        reps=40,
        lapses=times,
    )


def test_eight_lapses_make_a_leech() -> None:
    assert not is_leech(lapsed(7))
    assert is_leech(lapsed(8))
    assert is_leech(lapsed(9))
