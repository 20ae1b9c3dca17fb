from pathlib import Path

import pytest

from trainer.errors import TrainerError
from trainer.store.home import class_folder, decks_folder, home, learner_folder


def test_trainer_home_moves_all_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    assert home() == tmp_path
    assert learner_folder("me") == tmp_path / "learners" / "me"
    assert decks_folder() == tmp_path / "decks"


def test_a_relative_trainer_home_stays_where_it_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRAINER_HOME", "data")
    assert home() == tmp_path / "data"


def test_a_tilde_in_trainer_home_is_the_users_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_HOME", "~/quiz")
    assert home() == Path.home() / "quiz"


@pytest.mark.parametrize("unset", [None, ""])
def test_without_trainer_home_the_system_has_a_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, unset: str | None
) -> None:
    monkeypatch.delenv("TRAINER_HOME", raising=False)
    if unset is not None:
        monkeypatch.setenv("TRAINER_HOME", unset)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert home().is_relative_to(tmp_path)
    assert home().name == "trainer"


def test_capitals_make_no_other_learner(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    assert learner_folder("Anna") == learner_folder("anna")


@pytest.mark.parametrize(
    "name", ["", "..", ".", "a/b", "a\\b", "/etc", "-rf", "a b", "a\0b", "é", "a" * 65, "a\n"]
)
def test_a_name_that_could_leave_its_folder_is_refused(name: str) -> None:
    with pytest.raises(TrainerError, match="cannot be a learner's name") as caught:
        learner_folder(name)
    assert "letters" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "near"), [("Ørestad 7B", "orestad-7b would do"), ("7.b", "7-b would do")]
)
def test_a_name_that_cannot_be_comes_with_one_that_can(name: str, near: str) -> None:
    with pytest.raises(TrainerError, match=f"'{name}' cannot be the name of a class") as caught:
        class_folder(name)
    assert near in caught.value.hint


def test_a_name_of_which_nothing_is_left_comes_with_no_other() -> None:
    with pytest.raises(TrainerError) as caught:
        class_folder("?!")
    assert "would do" not in caught.value.hint
