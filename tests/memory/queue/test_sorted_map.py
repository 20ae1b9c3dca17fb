"""A map that never changes, against a plain dictionary."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.memory.queue.sorted_map import SortedMap

keys = st.integers(0, 40)
steps = st.lists(st.tuples(st.booleans(), keys), max_size=60)


class Counted(int):
    """A key that counts how often it or another of its kind was compared."""

    comparisons = 0

    def __lt__(self, other: int) -> bool:
        Counted.comparisons += 1
        return int(self) < int(other)


@given(st.sets(keys), steps)
def test_any_steps_equal_those_of_a_dictionary(
    given_keys: set[int], taken: list[tuple[bool, int]]
) -> None:
    base = sorted(given_keys)
    model = {key: str(key) for key in base}
    present = SortedMap(tuple(base), tuple(map(str, base)))
    past = [(present, dict(model))]
    for number, (adding, key) in enumerate(taken):
        if adding:
            present, model[key] = present.including(key, f"{number}"), f"{number}"
        else:
            present = present.without(key)
            model.pop(key, None)
        past.append((present, dict(model)))
    for version, told in past:  # the old ones stand as they were
        assert [*version] == sorted(told.items())
        assert [*version.values()] == [told[key] for key in sorted(told)]
        assert len(version) == len(told)
        assert all((key in version) is (key in told) for key in range(41))
        assert version.get(7, "none") == told.get(7, "none")
        assert version == SortedMap(sorted(told), [told[key] for key in sorted(told)])


def test_keys_that_only_rise_leave_it_shallow() -> None:
    rising: SortedMap[Counted, int] = SortedMap()
    for key in range(1000):
        rising = rising.including(Counted(key), key)
    for key in (0, 499, 999):
        Counted.comparisons = 0
        assert Counted(key) in rising
        assert Counted.comparisons <= 20, "twice the logarithm"
    for key in range(990):
        rising = rising.without(Counted(key))
    Counted.comparisons = 0
    assert Counted(999) in rising
    assert Counted.comparisons <= 6


def test_what_it_was_made_from_is_not_copied() -> None:
    many = range(1_000_000)
    shorter = SortedMap(many, many).without(0).without(999_999)
    assert len(shorter) == 999_998
    assert next(iter(shorter)) == (1, 1)
