"""`trainer sync`, as typed in a shell."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.store.conftest import _review
from trainer.store.home import learner_folder
from trainer.store.learner import Learner

Run = Callable[..., Result]


@pytest.fixture
def box(run: Run, tmp_path: Path) -> Path:
    del run
    folder = tmp_path / "box"
    folder.mkdir()
    with Learner.open(learner_folder("me")) as learner:
        learner.record(_review("a"))
    return folder


def test_the_first_use_tells_what_is_written_where_and_asks(run: Run, box: Path) -> None:
    done = run("sync", "box", typed="n\n")
    assert done.exit_code == 1
    assert str(box) in done.output.replace("\n", "")
    assert "trainer-me-" in done.output
    assert not [*box.iterdir()]
    assert run("sync", "box", typed="y\n").exit_code == 0
    assert len([*box.iterdir()]) == 1
    again = run("sync", "box")
    assert (again.exit_code, again.output.count("?")) == (0, 0)


def test_another_device_gets_it(
    run: Run, box: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("sync", "box", "--yes")
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "second"))
    done = run("sync", "box", "--yes")
    assert "1 other device" in done.output
    assert "1 new review, 1 new event" in done.output
    with Learner.open(learner_folder("me"), read_only=True) as learner:
        assert set(learner.records("brics")) == {"a"}
    assert len([*box.iterdir()]) == 1


def test_a_sitting_syncs_by_itself_when_that_was_chosen(run: Run, box: Path) -> None:
    assert run("sync", "box", "--yes", "--always").exit_code == 0
    done = run("study", "--plain", "decks", "--limit", "1", typed="\n3\n")
    assert done.exit_code == 0, done.output
    assert len([*box.iterdir()]) == 2
    assert run("sync", "--never").exit_code == 0
    with Learner.open(learner_folder("me")) as learner:
        learner.record(_review("b"))
    run("study", "--plain", "decks", "--limit", "1", typed="\n3\n")
    assert len([*box.iterdir()]) == 2


def test_a_folder_that_is_gone_keeps_nobody_from_studying(run: Run, box: Path) -> None:
    run("sync", "box", "--yes", "--always")
    box.rename(box.with_name("gone"))
    done = run("study", "--plain", "decks", "--limit", "1", typed="\n3\n")
    assert done.exit_code == 0
    assert "Answers: 1" in done.output
    assert done.output.count("Not synced") == 2
    assert not box.exists()


@pytest.mark.usefixtures("box")
@pytest.mark.parametrize(
    "arguments", [(), ("nowhere",), ("decks/small.yaml",), ("home/learners/me",)]
)
def test_a_folder_that_cannot_be_is_told(run: Run, arguments: tuple[str, ...]) -> None:
    done = run("sync", *arguments)
    assert done.exit_code != 0
    assert type(done.exception).__name__ == "TrainerError"
