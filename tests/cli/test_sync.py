"""`trainer sync`, as typed in a shell."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.store.conftest import review_to
from trainer.errors import TrainerError
from trainer.store.home import decks_folder, learner_folder
from trainer.store.learner import Learner

Run = Callable[..., Result]


@pytest.fixture
def box(run: Run, tmp_path: Path) -> Path:
    del run
    folder = tmp_path / "box"
    folder.mkdir()
    with Learner.open(learner_folder("me")) as learner:
        learner.record(review_to("a"))
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
    assert "\nOther devices of learner me that wrote there: 1." in done.output
    assert "1 new review, 1 new event" in done.output
    with Learner.open(learner_folder("me"), read_only=True) as learner:
        assert set(learner.records("brics")) == {"a"}
    assert len([*box.iterdir()]) == 1


def test_a_restore_tells_that_a_sync_brings_back_what_it_left(run: Run, box: Path) -> None:
    run("backup", "old.zip")
    assert "comes back from there" not in run("restore", "old.zip").output
    with Learner.open(learner_folder("me")) as learner:
        learner.record(review_to("b"))
    run("sync", str(box), "--yes")
    assert "comes back from there" in run("restore", "old.zip", "--over-newer").output
    assert "1 new review" in run("sync", str(box)).output


def test_a_sitting_syncs_by_itself_when_that_was_chosen(run: Run, box: Path) -> None:
    assert run("sync", "box", "--yes", "--always").exit_code == 0
    done = run("study", "--plain", "decks", "--limit", "1", typed="\n3\n")
    assert done.exit_code == 0, done.output
    assert len([*box.iterdir()]) == 2
    assert run("sync", "--never").exit_code == 0
    with Learner.open(learner_folder("me")) as learner:
        learner.record(review_to("b"))
    run("study", "--plain", "decks", "--limit", "1", typed="\n3\n")
    assert len([*box.iterdir()]) == 2


def test_a_folder_that_is_gone_keeps_nobody_from_studying(run: Run, box: Path) -> None:
    run("sync", "box", "--yes", "--always")
    box.rename(box.with_name("gone"))
    done = run("study", "--plain", "decks", "--limit", "1", typed="\n3\n")
    assert done.exit_code == 0
    assert "1 answer" in done.output
    assert done.output.count("Not synced") == 2
    assert not box.exists()


@pytest.mark.usefixtures("box")
@pytest.mark.parametrize(
    "arguments", [(), ("nowhere",), ("decks/small.yaml",), ("home/learners/me",)]
)
def test_a_folder_that_cannot_be_is_told(run: Run, arguments: tuple[str, ...]) -> None:
    done = run("sync", *arguments)
    assert done.exit_code != 0
    assert isinstance(done.exception, TrainerError)


@pytest.mark.usefixtures("box")
@pytest.mark.parametrize("inside", ["", "box"])
def test_a_folder_among_the_decks_is_refused_where_decks_travel(run: Run, inside: str) -> None:
    folder = decks_folder() / inside
    folder.mkdir(parents=True)
    done = run("sync", str(folder), "--yes", "--decks")
    assert "among your decks" in str(done.exception)
    assert not [*folder.iterdir()]
    assert run("sync", str(folder), "--yes").exit_code == 0


@pytest.mark.usefixtures("box")
def test_decks_travel_too_when_that_was_chosen(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = decks_folder()
    own.mkdir(parents=True)
    (own / "rivers.yaml").write_text(
        "title: Rivers\ncards:\n  - q: The longest?\n    a: The Nile\n"
    )
    done = run("sync", "box", "--yes", "--decks", "--always")
    assert f"Your decks in {own} go there too." in done.output.replace("\n", "")
    second = tmp_path / "second"
    monkeypatch.setenv("TRAINER_HOME", str(second))
    assert "rivers.yaml" not in run("sync", "box", "--yes").output
    done = run("sync", "box", "--decks")
    assert "1 file of decks taken from other devices, rivers.yaml" in done.output
    assert (second / "decks" / "rivers.yaml").read_text().startswith("title: Rivers")
    assert "Rivers" in run("decks").output


@pytest.mark.usefixtures("box")
def test_a_sitting_syncs_decks_and_tells_of_two_versions(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "title: Rivers\ncards:\n  - q: The longest?\n    a: The Nile\n"
    for name, folder in (("home", decks_folder()), ("second", tmp_path / "second" / "decks")):
        folder.mkdir(parents=True)
        (folder / "rivers.yaml").write_text(text + f"# {name}\n")
    run("sync", "box", "--yes", "--decks")
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "second"))
    assert "changed on two devices" in run("sync", "box", "--yes", "--decks", "--always").output
    done = run("study", "--plain", "rivers", "--limit", "1", typed="\n3\n")
    assert "The longest?" in done.output
    assert len([*(tmp_path / "second" / "decks").iterdir()]) == 2
    listed = run("decks").output
    assert listed.count("Rivers") == 1
    assert "other device" not in listed
