"""`trainer backup`, `restore`, `doctor`, `merge`, as typed in a shell."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.store.conftest import review_to
from trainer.cli import trainer
from trainer.store.home import learner_folder
from trainer.store.learner import Learner
from trainer.store.rescue import rescue


@pytest.fixture
def here(home_with_decks: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tmp_path = home_with_decks.parent
    monkeypatch.chdir(tmp_path)
    with Learner.open(learner_folder("me")) as learner:
        learner.record(review_to("a"))
    return tmp_path


def run(*arguments: str, answer: str | None = None) -> tuple[int, str]:
    done = CliRunner().invoke(trainer, arguments, input=answer)
    return done.exit_code, done.output + (f"{done.exception}" if done.exception else "")


def known(name: str = "me") -> set[str]:
    with Learner.open(learner_folder(name), read_only=True) as learner:
        return set(learner.records("brics"))


def test_a_backup_is_written_and_gone_back_to_only_when_wanted(here: Path) -> None:
    code, output = run("backup", "b.zip")
    assert (code, output) == (0, "b.zip\n")
    with Learner.open(learner_folder("me")) as learner:
        learner.record(review_to("b"))
    assert run("restore", "b.zip", answer="n\n")[0] == 1
    assert known() == {"a", "b"}
    code, output = run("restore", "b.zip", answer="y\n")
    assert code == 0
    assert "is kept in" in output
    assert known() == {"a"}
    assert (here / "b.zip").exists()


@pytest.mark.usefixtures("here")
def test_the_doctor_knows_of_a_backup_that_was_made_by_hand() -> None:
    assert "There is no automatic backup." in run("doctor")[1]
    assert run("backup", "b.zip")[0] == 0
    code, output = run("doctor")
    assert code == 0
    assert "backup" not in output
    assert run("backup", "--list")[1].count(".zip") == 1


@pytest.mark.usefixtures("here")
def test_an_empty_list_of_backups_says_how_to_make_one() -> None:
    assert "Make one: trainer backup" in run("backup", "--list")[1]


def test_a_file_that_is_no_backup_is_refused_with_the_way_out(here: Path) -> None:
    (here / "b.zip").write_text("no zip")
    code, output = run("restore", "b.zip")
    assert code == 1
    assert "cannot be read as a backup" in output


@pytest.mark.usefixtures("here")
def test_a_backup_goes_to_another_learner() -> None:
    run("backup", "b.zip")
    assert run("restore", "b.zip", "--learner", "anna")[0] == 0
    assert known("anna") == {"a"}


@pytest.mark.usefixtures("here")
def test_the_doctor_finds_explains_and_mends() -> None:
    assert run("doctor")[0] == 0
    folder = learner_folder("me")
    (folder / "scores.json").write_text("{")
    with (folder / "reviews.jsonl").open("ab") as file:
        file.write(b"torn")
    code, output = run("doctor")
    assert code == 1
    assert "torn" in output
    assert "trainer doctor --fix" in output
    code, output = run("doctor", "--fix")
    assert (code, output.splitlines()[-1]) == (0, "2 fixed.")
    assert run("doctor")[0] == 0
    assert known() == {"a"}


@pytest.mark.usefixtures("here")
def test_the_doctor_finds_a_restored_state_well() -> None:
    run("backup", "b.zip")
    assert run("restore", "b.zip", "--over-newer")[0] == 0
    code, output = run("doctor")
    assert (code, "✗" in output) == (0, False)
    assert "The scores are missing" in output
    (learner_folder("me") / "scores.json").write_text("{")
    assert run("doctor")[0] == 1


def test_a_home_without_the_learner_is_looked_over(here: Path) -> None:
    private = here / "home" / "classes" / "7b"
    private.mkdir(parents=True)
    private.chmod(0o755)
    (private / "roster.yaml").write_text("- Ann\n")
    code, output = run("doctor", "--learner", "nobody")
    assert "is not there" in output
    assert (code, "Others on this computer may read" in output) == (1, True)
    assert run("doctor", "--learner", "nobody", "--fix")[0] == 0
    assert private.stat().st_mode & 0o077 == 0


def _only_in(folder: Path) -> Callable[[str, int], int]:
    def opener(path: str, flags: int) -> int:
        if Path(path).parent != folder:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        return os.open(path, flags, 0o600)

    return opener


@pytest.mark.parametrize("there", [True, False])
def test_answers_rescued_into_the_temporary_folder_are_named_and_brought_in(
    here: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    name = "me" if there else "ben"
    temporary = here / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    folder = learner_folder(name)
    monkeypatch.setattr("trainer.store.rescue.open_privately", _only_in(temporary))
    rescued = rescue(folder, [review_to("z")])
    assert rescued
    assert rescued.parent == temporary
    other = rescued.name.replace(rescued.name.split("-")[2], "00000000")
    (temporary / other).write_bytes(b"of another home's learner of that name")
    os.mkfifo(rescued.with_name(rescued.name.replace(".jsonl", "-2.jsonl")))  # not ours to read
    code, output = run("doctor", "--learner", name)
    assert (code, str(rescued) in output) == (1, True)
    assert other not in output
    assert run("doctor", "--learner", name, "--fix")[0] == 0
    assert "z" in known(name)


def test_what_was_learnt_elsewhere_is_merged(here: Path) -> None:
    with Learner.open(here / "stick" / "anna") as learner:
        learner.record(review_to("z"))
    code, output = run("merge", "stick/anna")
    assert code == 0
    assert "1 new review, 1 new event" in output
    assert known() == {"a", "z"}
    assert "0 new reviews" in run("merge", "stick/anna")[1]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "arguments",
    [("restore", "nowhere.zip"), ("backup", "--learner", "nobody"), ("merge", "names.txt")],
)
def test_what_cannot_be_is_told(arguments: tuple[str, ...]) -> None:
    Path("names.txt").write_text("Anna\n")
    code, output = run(*arguments)
    assert code != 0
    assert "no" in output.lower().split() or "not" in output.split() or "nothing" in output.lower()


@pytest.mark.usefixtures("here")
def test_reviews_go_out_as_the_optimizers_read_them() -> None:
    code, output = run("export-reviews")
    assert code == 0
    head, row = output.splitlines()
    assert head == "card_id,review_time,review_rating,review_state,review_duration"
    assert row == "brics/a,1773144000000,3,0,2500"
    run("export-reviews", "reviews.csv")
    assert Path("reviews.csv").read_text() == output
    assert Path("reviews.csv").stat().st_mode & 0o077 == 0, "nobody else's business"


@pytest.mark.usefixtures("here")
def test_statistics_for_people_and_for_programs() -> None:
    assert "0 reviews" in run("stats")[1]
    code, output = run("stats", "--json")
    assert code == 0
    assert json.loads(output)["retention"]["7"]["rate"] is None


def test_a_fit_tells_what_it_needs() -> None:
    code, output = run("fit")
    assert code != 0
    assert "There are 0 answers to fit to." in output
