"""`trainer class`, `drill`, `report` and `join`, as typed in a shell."""

import asyncio
import subprocess
import sys
from datetime import timedelta
from itertools import repeat
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.classroom.conftest import DECK, questions
from tests.clock import NOON
from tests.exchange.pictures import png
from tests.program import trainer
from trainer.classroom.begin_drill import begin_drill
from trainer.classroom.class_memory import ClassMemory, ShownAnswer, shown_in
from trainer.classroom.drill import Drill
from trainer.classroom.homework_end import end_of
from trainer.classroom.lesson_plan import read_plan
from trainer.classroom.media import Gallery
from trainer.classroom.past_drills import past_drills
from trainer.classroom.preset import preset_named
from trainer.classroom.refused import RefusedError
from trainer.classroom.report_files import save_workbook
from trainer.classroom.roster import Student
from trainer.classroom.school_class import SchoolClass, drills_folder, erase_class
from trainer.cli import trainer as command
from trainer.cli.drill import write_homework_page
from trainer.cli.kept_seat import keep_seat, kept_seat
from trainer.clock import now
from trainer.deck.item import items_of_deck
from trainer.deck.reader import read_deck_text
from trainer.errors import TrainerError
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.store.event import ReviewEvent, SchedulerEvent, SuspendEvent
from trainer.store.learner import Learner


@pytest.fixture
def here(home_with_decks: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tmp_path = home_with_decks.parent
    monkeypatch.chdir(tmp_path)
    (tmp_path / "names.txt").write_text("Anna\nBen\n\nCleo\n")
    return tmp_path


def run(*arguments: str, input: str | None = None) -> tuple[int, str]:  # noqa: A002
    done = CliRunner().invoke(command, arguments, input=input)
    return done.exit_code, done.output + (f"{done.exception}" if done.exception else "")


@pytest.mark.usefixtures("here")
def test_who_is_absent_is_looked_up_as_everywhere() -> None:
    assert "--absent goes with --class" in run("drill", "--absent", "Anna")[1]
    run("class", "new", "7b", "names.txt")
    assert "Zoe is not in class 7b" in run("drill", "--class", "7b", "--absent", "Zoe")[1]


def test_a_class_is_made_listed_and_one_of_it_purged(here: Path) -> None:
    code, output = run("class", "new", "7b", "names.txt")
    assert code == 0
    assert "7b: 3 students" in output
    assert run("class", "list")[1] == "7b  3 students\n"
    assert "ben" in run("class", "list", "7b")[1]
    assert run("class", "purge", "7b", "Ben", input="n\n")[0] == 1
    assert run("class", "purge", "7b", "Ben", input="y\n")[0] == 0
    assert "Ben" not in run("class", "list", "7b")[1]
    assert (here / "home/classes/7b/roster.yaml").exists()


def test_names_from_input_and_names_that_cannot_be(here: Path) -> None:
    assert run("class", "new", "8c", "-", input="Zoe\n")[0] == 0
    assert "appears twice" in run("class", "new", "9a", "-", input="Zoe\nZoe\n")[1]
    assert "already exists" in run("class", "new", "8c", "names.txt")[1]
    (here / "export.csv").write_bytes("Name;Vorname\nMüller;Zoé\n".encode("cp1252"))
    assert "Windows-1252" in run("class", "new", "9b", "export.csv")[1]
    assert "Zoé Müller" in run("class", "list", "9b")[1]


@pytest.mark.usefixtures("here")
def test_no_class_is_told_with_the_way_out() -> None:
    assert "No classes yet" in run("class", "list")[1]
    assert "trainer class new 7b" in output_of("class", "list", "7b")
    assert "trainer class new 7b" in output_of("drill", "--class", "7b")
    assert "no such drill" in output_of("report").lower()


def output_of(*arguments: str) -> str:
    done = trainer(*arguments)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    return done.stderr.decode()


async def test_a_report_and_what_a_class_remembers(here: Path) -> None:
    run("class", "new", "7b", "names.txt")
    school_class = SchoolClass("7b")
    items = [questions()["choice"].item]
    drill = begin_drill(items, preset_named("drill"), school_class, lambda: NOON)
    anna = drill.room.seats.join("Anna", "t", NOON, student="anna").id
    for _ in range(2):
        drill.do(drill.room.advance)
    drill.room.answers.give(anna, 0, 1, "Po", NOON)
    for _ in range(3):
        drill.do(drill.room.advance)
    await drill.close()
    assert not ClassMemory(school_class).remember(
        drill.room.opened.drill, 0, drill.room.questions[0], shown_in(drill.room.state, 0)
    )
    code, output = run("report", "--class", "7b")
    assert code == 0
    assert "  0%      1/1  Which river runs through Rome?" in output
    assert "0/" not in output.split("Anna")[0].splitlines()[-1]
    assert "Absent, or never called: Ben, Cleo" in output
    assert run("report", "--class", "7b", "--list")[1].strip() == f"{drill.path.stem}  drill  kinds"
    (here / "out").mkdir()
    assert run("report", "--class", "7b", "--csv", "out")[0] == 0
    students, asked, answers = sorted((here / "out").iterdir(), reverse=True)
    assert "Anna,,1,0,1,1,0,,0" in students.read_text(encoding="utf-8-sig")
    assert "Po,0," in answers.read_text(encoding="utf-8-sig")
    assert run("report", "--class", "7b", "--xlsx", "out")[0] == 0
    assert [*(here / "out").glob("*.xlsx")]
    assert run("report", "--class", "7b", "--xlsx", "out/mine.xlsx")[0] == 0
    assert (here / "out/mine.xlsx").is_file()
    output = output_of("report", "--class", "7b", "--xlsx", "out/mine.xlsx")
    assert "already exists" in " ".join(output.split())
    assert run("report", "--class", "7b", "--csv", "out/mine.csv")[0] == 0
    assert (here / "out/mine-answers.csv").is_file()
    assert [path for path in (here / "out").iterdir() if path.stat().st_mode & 0o077] == []
    assert "Tiber" in asked.read_text(encoding="utf-8-sig")
    (here / "kinds.yaml").write_text(
        "title: Every kind\nid: kinds\ncards:\n"
        "  - {id: choice, q: Which river runs through Rome?, a: Tiber, wrong: [Arno, Po]}\n"
        "  - {id: new, q: What is new?, a: This}\n"
    )
    output = run("class", "list", "7b", "--deck", "kinds.yaml")[1]
    assert "1 met    1 due  Which river runs through Rome?" in output
    assert "1 of 2 cards were not met yet." in output


@pytest.fixture
async def cut_off(here: Path) -> Path:
    run("class", "new", "7b", "names.txt")
    (here / "kinds.yaml").write_text(DECK)
    (here / "more.yaml").write_text("title: More\nid: more\ncards:\n  - {id: a, q: A?, a: B}\n")
    (here / "plan.txt").write_text("kinds/truth\n")
    items = [questions()[card].item for card in ("choice", "typed")]
    drill = begin_drill(items, preset_named("drill"), SchoolClass("7b"), now)
    drill.do(drill.room.advance)
    await drill.close()
    return drill.path


@pytest.mark.usefixtures("cut_off")
@pytest.mark.parametrize(
    ("options", "output"),
    [
        ([], "question 1 of 2. help: Add --resume"),
        (["--preset", "race"], "Add --resume to go on with it, or --new"),
        (["--resume", "--preset", "race"], "--preset race (it runs with drill)"),
        (["--resume", "--questions", "5"], "--questions 5 (it has 2)"),
        (["--resume", "--teams", "3"], "--teams 3 (it has none)"),
        (["--resume", "--confidence"], "--confidence"),
        (["--resume", "--tag", "rivers"], "--tag rivers"),
        (["--resume", "--plan", "plan.txt"], "--plan (it asks other questions"),
        (["more.yaml"], "asks nothing of: More"),
    ],
)
async def test_a_drill_never_turns_silently_into_another(options: list[str], output: str) -> None:
    got = output_of("drill", "kinds.yaml", "--class", "7b", *options)
    assert output in " ".join(got.split())


async def test_of_two_homeworks_the_one_that_is_meant_goes_on(here: Path) -> None:
    run("class", "new", "7b", "names.txt")
    (here / "kinds.yaml").write_text(DECK)
    (here / "more.yaml").write_text("title: More\nid: more\ncards:\n  - {id: a, q: A?, typed: B}\n")
    until, homework = end_of("tomorrow", now()), preset_named("homework")
    logs = []
    for name in ("kinds.yaml", "more.yaml"):
        deck = read_deck_text((here / name).read_text(), here / name).deck
        assert deck
        items = items_of_deck(deck)
        drill = begin_drill(items, homework, SchoolClass("7b"), now, until=until)
        drill.do(drill.room.advance)
        await drill.close()
        logs.append(drill.path.stem)

    def output(*options: str) -> str:
        return " ".join(output_of("drill", *options, "--class", "7b", "--homework").split())

    assert "the homework of" in output("kinds.yaml")
    assert "on Every kind" in output("kinds.yaml")
    assert "on More" in output("more.yaml")
    both = output("kinds.yaml", "more.yaml")
    assert "2 are not finished yet" in both
    assert all(log in both for log in logs)
    assert "no such drill" in output("kinds.yaml", "--drill", "1999")
    assert "the decks named" in output("kinds.yaml", "--drill", logs[1])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--homework --new --drill 2026", "--new has no effect with --drill"),
        ("--rehearse --resume", "--resume has no effect with --rehearse"),
        ("--homework --preset race", "--preset has no effect with --homework"),
        ("--cockpit --light", "--light has no effect with --cockpit"),
    ],
)
def test_an_option_is_not_ignored(here: Path, options: str, said: str) -> None:
    (here / "kinds.yaml").write_text(DECK)
    assert said in " ".join(output_of("drill", "kinds.yaml", *options.split()).split())


def test_without_a_terminal_no_homework_is_begun(here: Path) -> None:
    run("class", "new", "7b", "names.txt")
    (here / "kinds.yaml").write_text(DECK)
    output = output_of("drill", "kinds.yaml", "--class", "7b", "--homework")
    assert "needs a terminal" in output
    assert not [*here.glob("*.html")]
    assert not [*past_drills(SchoolClass("7b").drills)]


def test_of_homework_whose_page_cannot_be_written_nothing_is_left(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("class", "new", "7b", "names.txt")
    (here / "kinds.yaml").write_text(DECK)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("trainer.tui.classroom.drill_app.DrillApp.need_terminal", lambda: None)
    monkeypatch.setattr("trainer.store.atomic_file.write_atomically", full)
    assert run("drill", "kinds.yaml", "--class", "7b", "--homework")[0] != 0
    assert not [*past_drills(SchoolClass("7b").drills)]


def test_every_drill_finds_the_pictures_of_its_decks(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "kinds.yaml").write_text(DECK)
    drills: list[Drill] = []

    class App:
        need_terminal = staticmethod(lambda: None)

        def __init__(self, drill: Drill, *_: object, **__: object) -> None:
            self.drill = drill

        def run(self) -> None:
            drills.append(self.drill)
            self.drill.do(self.drill.room.advance)
            asyncio.run(self.drill.close())

    monkeypatch.setattr("trainer.tui.classroom.drill_app.DrillApp", App)
    for options in ([], ["--resume"], ["--rehearse"]):
        assert run("drill", "kinds.yaml", *options) == (0, "")
    assert drills[1].path == drills[0].path
    for drill in drills:
        assert drill.server.gallery.folders["kinds"].resolve() == here


def test_there_is_nothing_to_go_on_with(here: Path) -> None:
    (here / "kinds.yaml").write_text(DECK)
    assert "no drill to go on with" in output_of("drill", "kinds.yaml", "--resume")


def test_home_and_back_and_nothing_doubles(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("class", "new", "7b", "names.txt")
    (here / "decks").mkdir()
    (here / "decks/kinds.yaml").write_text(DECK)
    question = questions()["choice"]
    memory = ClassMemory(SchoolClass("7b"))
    for student in ("anna", "ben"):
        memory.remember(f"d-{student}", 0, question, {student: ShownAnswer(Rating.GOOD, NOON)})
    assert run("class", "hand-out", "7b", "Anna")[0] == 0
    assert "already exists" in run("class", "hand-out", "7b", "Anna")[1]
    school, at_home = here / "home", here / "at-home"
    at_home.mkdir()
    monkeypatch.setenv("TRAINER_HOME", str(at_home))
    monkeypatch.chdir(at_home)
    code, output = run("merge", str(here / "7b-anna.zip"))
    assert code == 0
    assert "1 new review" in output
    assert (at_home / "decks/kinds.yaml").read_text() == DECK
    assert "0 new reviews" in run("merge", str(here / "7b-anna.zip"))[1]
    with Learner.open(at_home / "learners/me") as learner:
        later = NOON + timedelta(days=3)
        scheduler = Scheduler()
        key = learner.record_scheduler(SchedulerEvent.of(scheduler, later))
        before = learner.memory("kinds", "choice")
        learner.record(
            ReviewEvent.of(
                ("kinds", "choice"),
                Rating.GOOD,
                later,
                before=before,
                scheduler=scheduler,
                scheduler_key=key,
            )
        )
    assert run("backup", "back.zip")[0] == 0
    monkeypatch.setenv("TRAINER_HOME", str(school))
    assert run("class", "hand-in", "7b", "back.zip")[1] == "Anna: 1 new review.\n"
    assert run("class", "hand-in", "7b", "back.zip")[1] == "Anna: 0 new reviews.\n"
    run("class", "new", "8b", "-", input="Anna\n")
    assert "does not show which student" in run("class", "hand-in", "8b", "back.zip")[1]


def test_who_knows_nothing_yet_takes_decks_home(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("class", "new", "7b", "names.txt")
    (here / "kinds.yaml").write_text(DECK)
    deck = here / "kinds.yaml"
    deck.write_text(deck.read_text().replace("wrong:", "picture: a.png, wrong:", 1))
    (here / "media").mkdir()
    (here / "media" / "a.png").write_bytes(png())
    (here / "media" / "private.png").write_bytes(png())
    assert run("class", "hand-out", "7b", "ben", "--deck", "kinds.yaml", "--to", "ben.zip")[0] == 0
    monkeypatch.setenv("TRAINER_HOME", str(here / "at-home"))
    assert run("merge", "ben.zip")[1].startswith("new deck: ")
    media = here / "at-home" / "decks" / "media"
    assert [path.name for path in media.iterdir()] == ["a.png"]
    assert (media / "a.png").read_bytes() == png()
    assert run("merge", "ben.zip")[1] == ""


def known(student: str) -> list[Rating]:
    with Learner.open(SchoolClass("7b").student_folder(student), read_only=True) as learner:
        return [e.rating for e in learner.events() if isinstance(e, ReviewEvent)]


@pytest.mark.usefixtures("here")
async def test_mistakes_are_put_right_and_memory_and_reports_follow() -> None:
    run("class", "new", "7b", "names.txt")
    items = [questions()["choice"].item]
    drill = begin_drill(items, preset_named("drill"), SchoolClass("7b"), now)
    for student in ("anna", "ben"):
        drill.room.seats.join(student.title(), student, now(), student=student)
    drill.do(drill.room.advance)
    drill.do(drill.room.advance)
    for player in drill.room.state.seated:
        drill.room.answers.give(player, 0, 1, "Po", now())
    for _ in range(3):
        drill.do(drill.room.advance)
    await drill.close()
    assert (known("anna"), known("ben")) == ([Rating.AGAIN], [Rating.AGAIN])
    assert run("amend", "answer", "Anna", "1", "--class", "7b")[0] == 0
    assert (known("anna"), known("ben")) == ([], [Rating.AGAIN])
    assert "1/1  Which river" in run("report", "--class", "7b")[1]
    assert run("amend", "undo", "--class", "7b")[0] == 0
    assert (known("anna"), known("ben")) == ([Rating.AGAIN], [Rating.AGAIN])
    assert run("amend", "question", "1", "--class", "7b")[0] == 0
    assert (known("anna"), known("ben")) == ([], [])
    assert run("amend", "undo", "--class", "7b")[0] == 0
    assert "2/2  Which river" in run("report", "--class", "7b")[1]
    assert "Nothing was put right" in run("amend", "undo", "--class", "7b")[1]
    assert "not asked yet" in run("amend", "question", "2", "--class", "7b")[1]
    assert "Nobody of the name" in run("amend", "answer", "Zoe", "1", "--class", "7b")[1]
    assert "Anna is not a guest" in run("amend", "guest", "Anna", "--class", "7b")[1]
    stem = drill.path.stem
    begun = drill.room.opened.at  # of the same day, also where it is midnight
    again = begin_drill(items, preset_named("drill"), SchoolClass("7b"), lambda: begun)
    again.do(again.room.advance)
    await again.close()
    code, output = run("amend", "delete", "--drill", stem[:10], "--class", "7b")
    assert (code != 0, stem in output, again.path.stem in output) == (True, True, True)
    assert "no such drill" in run("amend", "delete", "--drill", "", "--class", "7b")[1]
    again.path.unlink()
    assert run("amend", "delete", "--class", "7b")[0] == 0
    assert (known("anna"), known("ben")) == ([], [])
    assert "no such drill" in run("report", "--class", "7b")[1]
    assert run("amend", "undo", "--drill", stem, "--class", "7b")[0] == 0
    assert (known("anna"), known("ben")) == ([Rating.AGAIN], [Rating.AGAIN])
    assert "2/2  Which river" in run("report", "--class", "7b")[1]
    assert run("amend", "delete", "--for-good", "--class", "7b", input="y\n")[0] == 0
    assert (known("anna"), known("ben")) == ([], [])
    assert not drill.path.exists()


@pytest.mark.usefixtures("here")
async def test_a_guest_is_removed_with_what_they_answered_and_brought_back() -> None:
    drill = begin_drill([questions()["choice"].item], preset_named("drill"), None, now)
    guest = drill.room.seats.join("Zoe", "token", now()).id
    for _ in range(2):
        drill.do(drill.room.advance)
    drill.room.answers.give(guest, 0, 1, "Po", now())
    for _ in range(3):
        drill.do(drill.room.advance)
    await drill.close()
    assert "Zoe" in run("report")[1]
    assert "Nobody of the name Zoë" in run("amend", "guest", "Zoë")[1]
    assert run("amend", "guest", "zoe")[0] == 0
    assert "Zoe" not in run("report")[1]
    assert run("amend", "undo")[0] == 0
    assert "Zoe" in run("report")[1]


@pytest.mark.usefixtures("here")
async def test_a_student_is_renamed_and_their_history_follows() -> None:
    run("class", "new", "7b", "names.txt")
    school_class = SchoolClass("7b")
    items = [questions()["choice"].item]
    drill = begin_drill(items, preset_named("drill"), school_class, now)
    anna = drill.room.seats.join("Anna", "token", now(), student="anna").id
    for _ in range(2):
        drill.do(drill.room.advance)
    drill.room.answers.give(anna, 0, 1, "Tiber", now())
    drill.students.rename(anna, "anna", "Hannah")
    assert drill.room.state.players[anna].name == "Hannah"
    assert SchoolClass("7b").roster.student("anna") == Student("anna", "Hannah")
    with pytest.raises(RefusedError, match="cannot be called Ben"):
        drill.students.rename(anna, "anna", "Ben")
    drill.undo()
    assert drill.room.state.players[anna].name == "Anna"
    assert SchoolClass("7b").roster.student("anna") == Student("anna", "Anna")
    for _ in range(3):
        drill.do(drill.room.advance)
    await drill.close()
    assert run("class", "rename", "7b", "Anna", "Anne-Marie O'Neil")[0] == 0
    assert run("amend", "answer", "Anne-Marie O'Neil", "1", "--class", "7b")[0] == 0
    assert "no answer there" in run("amend", "answer", "Anna", "1", "--class", "7b")[1]
    assert run("amend", "undo", "--class", "7b")[0] == 0
    assert known("anna") == [Rating.GOOD]
    assert "Anne-Marie O'Neil" in run("report", "--class", "7b")[1]
    assert "is not in class" in run("class", "rename", "7b", "Anna", "Bea")[1]
    assert "is called Bea Klein now" in run("class", "rename", "7b", "Ben", "Klein, Bea (7b)")[1]
    assert run("class", "rename", "7b", "Bea Klein", "Ben")[0] == 0
    assert "cannot be called Ben" in run("class", "rename", "7b", "anna", "Ben")[1]


@pytest.mark.usefixtures("here")
def test_a_class_is_deleted_and_brought_back_whole() -> None:
    run("class", "new", "7b", "names.txt")
    assert run("class", "delete", "7b")[0] == 0
    assert "There is no class" in run("class", "list", "7b")[1]
    assert "3 students" in run("class", "restore", "7b")[1]
    assert len(SchoolClass("7b").roster.students) == 3
    assert "No class 7b was deleted" in run("class", "restore", "7b")[1]
    assert run("class", "delete", "7b", "--for-good", input="n\n")[0] != 0
    assert run("class", "delete", "7b", "--for-good", input="y\n")[0] == 0
    assert "No class 7b was deleted" in run("class", "restore", "7b")[1]


@pytest.mark.usefixtures("here")
def test_a_class_made_anew_is_deleted_too_and_the_last_one_comes_back_first() -> None:
    for _ in range(2):
        run("class", "new", "7b", "names.txt")
        assert run("class", "delete", "7b")[0] == 0
    run("class", "new", "7b", "-", input="Zoe\n")
    assert run("class", "delete", "7b", "--for-good", input="y\n")[0] == 0
    run("class", "new", "7b", "-", input="Max\nMia\n")
    assert "There is a class 7b again" in run("class", "restore", "7b")[1]
    assert run("class", "delete", "7b")[0] == 0
    for many in ("2 students", "3 students"):
        assert many in run("class", "restore", "7b")[1]
        erase_class(SchoolClass("7b").delete())


def test_codes_are_printed_written_kept_and_made_again(here: Path) -> None:
    run("class", "new", "7b", "names.txt")
    assert SchoolClass("7b").codes() == {}
    code, output = run("class", "codes", "7b")
    assert code == 0
    found = SchoolClass("7b").codes()
    assert found["anna"] in output
    assert len({*found.values()}) == 3
    assert run("class", "codes", "7b", "--csv", "c.csv", "--html", "c.html")[0] == 0
    assert SchoolClass("7b").codes() == found
    assert [path for path in here.glob("c.*") if path.stat().st_mode & 0o077] == []
    assert f"Ben,{found['ben']}" in (here / "c.csv").read_text(encoding="utf-8-sig")
    assert f"<b>{found['cleo']}</b>" in (here / "c.html").read_text()
    run("class", "add", "7b", "=cmd|calc")
    assert run("class", "codes", "7b", "--csv", "c.csv")[0] == 0
    assert "\n'=cmd|calc," in (here / "c.csv").read_text(encoding="utf-8-sig")
    run("class", "codes", "7b", "--new")
    assert SchoolClass("7b").codes() != found
    run("class", "codes", "7b", "--off")
    assert SchoolClass("7b").codes() == {}


@pytest.mark.parametrize(
    "host", ["", "192.168.1.20:port", "ftp://x", "a b", "a..b", 64 * "a", "a:0", "a:65536"]
)
def test_an_address_that_cannot_be_is_told(here: Path, host: str) -> None:
    assert here
    assert "is not an address" in output_of("join", host, "123456")


def test_asking_for_help_loads_no_server() -> None:
    look = (
        "import sys; from trainer.cli import trainer; "
        "trainer(['drill', '--help'], standalone_mode=False); print('aiohttp' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_a_seat_is_had_again_under_its_own_name_alone_and_read_by_nobody_else(here: Path) -> None:
    keep_seat("127.0.0.1:8722", "123456", "Cem", "token")
    kept = here / "home" / "seat.json"
    assert kept.stat().st_mode & 0o077 == 0
    assert kept_seat("127.0.0.1:8722", "123456", None) == ("token", "Cem")
    assert kept_seat("127.0.0.1:8722", "123456", "Cem") == ("token", "Cem")
    assert kept_seat("127.0.0.1:8722", "123456", "Dora") == (None, None)
    assert kept_seat("127.0.0.1:8722", "999999", None) == (None, None)


async def test_a_lesson_is_planned_put_in_order_and_rehearsed_with_nothing_recorded(
    here: Path,
) -> None:
    (here / "kinds.yaml").write_text(DECK)
    run("class", "new", "7b", "names.txt")
    output = run("drill", "kinds.yaml", "--class", "7b", "--questions", "3", "--plan", "plan.txt")
    assert output[0] == 0
    lines = (here / "plan.txt").read_text().splitlines()
    assert len(lines) == 4
    (here / "plan.txt").write_text("kinds/truth\n\nkinds/choice  # begin with the map\n")
    items = [question.item for question in questions().values()]
    planned = read_plan(here / "plan.txt", items)
    assert [item.id for item in planned] == ["truth", "choice"]
    drill = begin_drill(
        planned, preset_named("drill"), SchoolClass("7b"), now, planned=True, rehearsal=here / "r"
    )
    assert [question.item.id for question in drill.room.questions] == ["truth", "choice"]
    anna = drill.room.seats.join("Anna", "token", now()).id
    for _ in range(2):
        drill.do(drill.room.advance)
    drill.room.answers.give(anna, 0, 1, True, now())
    for _ in range(3):
        drill.do(drill.room.advance)
    await drill.close()
    assert not [*SchoolClass("7b").drills.glob("*.jsonl")]
    assert known("anna") == []
    for bad in ("kinds/none\n", "kinds/truth\nkinds/truth\n", "# nothing\n"):
        (here / "plan.txt").write_text(bad)
        with pytest.raises(TrainerError, match="plan"):
            read_plan(here / "plan.txt", items)


@pytest.mark.usefixtures("here")
async def test_homework_still_open_is_told_in_its_report_and_closed_when_its_day_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run("class", "new", "7b", "names.txt")
    items, until = [questions()["choice"].item], now() + timedelta(hours=1)
    drill = begin_drill(items, preset_named("homework"), SchoolClass("7b"), now, until=until)
    anna = drill.room.seats.join("Anna", "anna", now(), student="anna").id
    drill.do(drill.room.advance)
    drill.room.answers.give(anna, 0, 1, "Tiber", now())
    await drill.close()
    output = run("report", "--class", "7b")[1]
    assert "its answers count once it is closed" in output
    assert "Which river" not in output
    monkeypatch.setattr("trainer.cli.report.now", lambda: until)
    output = run("report", "--class", "7b")[1]
    assert "1/1  Which river" in output
    assert "once it is closed" not in output
    assert known("anna") == [Rating.GOOD]


@pytest.mark.usefixtures("here")
async def test_a_page_and_a_report_never_take_the_place_of_another() -> None:
    items, until = [questions()["choice"].item], now() + timedelta(hours=1)
    begun = now().replace(second=0, microsecond=0)
    written = []
    for at in (begun, begun + timedelta(seconds=20)):
        drill = begin_drill(items, preset_named("homework"), None, repeat(at).__next__, until=until)
        written += [
            write_homework_page(drill, until, Gallery({})),
            save_workbook(drill.report(), drill.room.opened),
        ]
        await drill.close()
    assert len({*written}) == 4


def test_decks_whose_files_have_one_name_all_go_home(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("class", "new", "7b", "names.txt")
    ids = ("kinds", "others", "more")
    for id_ in ids:
        (here / id_).mkdir()
        (here / id_ / "deck.yaml").write_text(DECK.replace("id: kinds", f"id: {id_}", 1))
    assert "Name a deck with --deck" in output_of("class", "hand-out", "7b", "Ben")
    decks = [part for id_ in ids[:2] for part in ("--deck", f"{id_}/deck.yaml")]
    assert run("class", "hand-out", "7b", "Ben", *decks)[0] == 0
    assert run("class", "hand-out", "7b", "Anna", "--deck", "more/deck.yaml")[0] == 0
    monkeypatch.setenv("TRAINER_HOME", str(here / "at-home"))
    for _ in range(2):
        for file in ("7b-ben.zip", "7b-anna.zip"):
            assert run("merge", file)[0] == 0
    found = [*(here / "at-home/decks").glob("*.yaml")]
    assert sorted(path.name for path in found) == ["deck.yaml", "more.yaml", "others.yaml"]


def test_two_files_of_one_name_that_differ_are_not_handed_out(here: Path) -> None:
    run("class", "new", "7b", "names.txt")
    for id_ in ("kinds", "others"):
        (here / id_).mkdir()
        text = DECK.replace("id: kinds", f"id: {id_}", 1) + "  - {q: Q?, a: A, picture: a.png}\n"
        (here / id_ / f"{id_}.yaml").write_text(text)
        (here / id_ / "a.png").write_text(id_)
    decks = ("--deck", "kinds/kinds.yaml", "--deck", "others/others.yaml")
    assert "a.png each, and they differ" in output_of("class", "hand-out", "7b", "Ben", *decks)
    assert not (here / "7b-ben.zip").exists()


@pytest.mark.usefixtures("here")
async def test_two_drills_that_begin_within_one_second_have_two_logs() -> None:
    items, moment = [questions()["choice"].item], now()
    paths = []
    for _ in range(3):
        drill = begin_drill(items, preset_named("drill"), None, lambda: moment)
        drill.do(drill.room.advance)
        paths.append(drill.path)
        await drill.close()
    assert [drill.path for drill in past_drills(drills_folder(None))] == paths[::-1]


@pytest.mark.usefixtures("here")
def test_who_is_added_again_has_their_folder_and_the_teacher_is_shown_that() -> None:
    run("class", "new", "7b", "names.txt")
    assert "before" not in run("class", "add", "7b", "José")[1]
    school_class = SchoolClass("7b")
    [jose] = [student for student in school_class.roster.students if student.name == "José"]
    with Learner.open(school_class.student_folder(jose.id)) as learner:
        learner.record(SuspendEvent.of(("rivers", "a"), NOON, NOON.date(), suspended=True))
    roster = school_class.folder / "roster.yaml"
    lines = roster.read_text().splitlines(keepends=True)
    roster.write_text("".join(line for line in lines if "José" not in line))
    output = run("class", "add", "7b", "José")[1]
    assert f"trainer class purge 7b {jose.id}" in output
    assert run("class", "purge", "7b", jose.id, "--yes")[0] == 0
    assert not school_class.student_folder(jose.id).exists()
    assert "before" not in run("class", "add", "7b", "José")[1]
