import pytest

from trainer.counted import counted


@pytest.mark.parametrize(
    ("count", "words", "said"),
    [
        (1, ("card",), "1 card"),
        (0, ("card",), "0 cards"),
        (1200, ("card",), "1,200 cards"),
        (1, ("entry", "entries"), "1 entry"),
        (2, ("line is", "lines are"), "2 lines are"),
    ],
)
def test_the_noun_agrees_with_its_number(count: int, words: tuple[str, ...], said: str) -> None:
    assert counted(count, *words) == said
