import pytest
from textual.binding import Binding

from trainer.tui.app import TrainerApp
from trainer.tui.keys import check_keys, is_key

BINDINGS = {
    "One": [Binding("q", "quit", id="one.quit"), Binding("b,ctrl+b", "bury", id="one.bury")],
    "Two": [Binding("q", "leave", id="two.leave")],
}


@pytest.mark.parametrize(
    "key", ["a", "A", "1", "f2", "ctrl+n", "space", "question_mark", "underscore", "ü", "й"]
)
def test_names_of_keys(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize("key", ["", "nonsense", "ctrl+", "aa", "ctrl+nonsense", "?"])
def test_what_is_no_key(key: str) -> None:
    assert not is_key(key)


def test_what_holds_is_kept() -> None:
    assert check_keys({"one.bury": "x, f3"}, BINDINGS) == ({"one.bury": "x,f3"}, ())


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"one.nothing": "x"}, "no action 'one.nothing'"),
        ({"one.bury": "bogus"}, "'bogus' is no key"),
        ({"one.bury": "q"}, "q is the key of one.quit"),
        ({"one.quit": "ctrl+b"}, "ctrl+b is the key of one.bury"),
    ],
)
def test_what_does_not_hold_is_told_and_left_out(chosen: dict[str, str], told: str) -> None:
    sound, problems = check_keys(chosen, BINDINGS)
    assert sound == {}
    assert len(problems) == 1
    assert told in problems[0]


def test_two_screens_may_share_a_key() -> None:
    assert check_keys({"two.leave": "b"}, BINDINGS) == ({"two.leave": "b"}, ())


def test_keys_may_change_places() -> None:
    swapped = {"one.quit": "b", "one.bury": "q"}
    assert check_keys(swapped, BINDINGS) == (swapped, ())


def test_the_apps_own_keys_do_not_clash() -> None:
    for group in TrainerApp.key_groups().values():
        keys = [key for binding in group for key in binding.key.split(",")]
        assert len(keys) == len(set(keys))
        assert all(is_key(key) for key in keys)


def test_every_key_can_be_taken_but_the_palettes_and_the_quitting_one() -> None:
    groups = TrainerApp.key_groups()
    for taken in ("ctrl+p", "ctrl+q", "f1"):
        sound, problems = check_keys({"study.undo": taken}, groups)
        assert sound == {}
        assert len(problems) == 1
    assert check_keys({"study.undo": "f5", "summary.undo": "f5"}, groups)[1] == ()
