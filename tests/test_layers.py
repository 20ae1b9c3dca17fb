"""Lazy imports, seen from a fresh process: a static contract cannot prove a deferral."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

from tests.clock import PATIENCE
from trainer.cli import VERBS
from trainer.cli import trainer as command
from trainer.errors import DISTRIBUTION

DECK = "title: T\ncards:\n  - {q: What?, a: That}\n"
LOOK = "import sys; {then}; print(*sorted(sys.modules))"
CARDS = {
    "trainer.deck.card",
    "trainer.deck.card_base",
    "trainer.deck.media",
    "trainer.grading.marker",
    "trainer.asking.question",
    "trainer.study.session",
}
"""What a card is read, asked and marked with."""


def modules_after(then: str) -> set[str]:
    """The modules that a fresh process holds after running a statement."""
    done = subprocess.run(
        [sys.executable, "-c", LOOK.format(then=then)], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def running(*commands: str) -> str:
    """Commands, one after the other in one process."""
    return "from trainer.cli import trainer; " + "; ".join(
        f"trainer({command.split()!r}, standalone_mode=False)" for command in commands
    )


@pytest.fixture(scope="module")
def home_of_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patching:
        patching.setenv("TRAINER_HOME", str(home))
        command(["due"], standalone_mode=False)
    return home


@pytest.fixture
def decks_parsed(home_of_all: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that keeps the shipped decks parsed, as it does after any first run."""
    monkeypatch.setenv("TRAINER_HOME", str(home_of_all))
    return home_of_all


def test_importing_trainer_imports_nothing_else() -> None:
    added = modules_after("import trainer") - modules_after("pass")
    assert added == {"trainer"}


@pytest.mark.usefixtures("decks_parsed")
def test_no_help_and_no_command_but_the_app_imports_textual() -> None:
    helps = [f"{verb} --help" for verb in VERBS]
    assert "textual" not in modules_after(running(*helps, "decks", "due", "check"))


def test_plain_study_loads_no_screen_and_of_a_deck_without_markup_nothing_that_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    (tmp_path / "deck.yaml").write_text("title: T\ncards:\n  - {q: What is *it*?, typed: $x$}\n")
    typed = "import io; sys.stdin = io.StringIO('y\\n3\\n'); "
    loaded = modules_after(typed + running(f"study --plain {tmp_path}"))
    assert not {"textual", "markdown_it", "pygments", "pylatexenc", "latex2mathml"} & loaded


def mandatory_packages() -> set[str]:
    """What is imported of the packages that are always installed with trainer."""
    mandatory = {
        re.split(r"[^\w.-]", line)[0].lower().replace("_", "-")
        for line in requires(DISTRIBUTION) or []
        if "extra ==" not in line
    }
    return {
        name
        for name, distributions in packages_distributions().items()
        if any(one.lower().replace("_", "-") in mandatory for one in distributions)
    }


@pytest.mark.usefixtures("decks_parsed")
def test_a_mandatory_package_is_loaded_only_by_what_uses_it(tmp_path: Path) -> None:
    packages = mandatory_packages()
    assert {"aiohttp", "PIL", "zstandard", "typing_extensions"} < packages
    for_all = {"click", "platformdirs", "pydantic", "typing_extensions"}
    assert modules_after("import trainer.cli") & packages == {"click"}
    assert modules_after("import trainer.cli.app") & packages - for_all == {"textual"}
    numbers = modules_after(running("due", "decks", "stats", "doctor", "orphans"))
    assert numbers & packages - for_all <= {"fsrs", "tinydb", "yaml"}
    deck = tmp_path / "d.yaml"
    deck.write_text(DECK)
    texts = modules_after(running(f"new {tmp_path / 'n.yaml'}", f"fmt {deck}", f"check {deck}"))
    assert texts & packages - for_all <= {"anyascii", "rapidfuzz", "yaml", "_yaml"}


def test_check_loads_neither_memory_nor_store_nor_markup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    (tmp_path / "deck.yaml").write_text(DECK)
    seldom = {"textual", "tinydb", "fsrs", "trainer.markup.text"}
    assert not seldom & modules_after(running(f"check {tmp_path}"))


def test_the_first_frame_waits_for_no_import_but_textual() -> None:
    slow = {"pydantic", "yaml", "fsrs", "tinydb", "rapidfuzz", "filelock", "aiohttp", "tree_sitter"}
    assert not slow & modules_after("import trainer.cli.app")


HOME = """
import asyncio, sys
from trainer.cli.app import OpeningApp, collect
async def look():
    app = OpeningApp(lambda progress: collect([], learner="me", progress=progress))
    async with app.run_test() as pilot:
        while "starts" not in str(app.screen.query_one("#due").render()):
            await asyncio.sleep(0.02)
    print(*sys.modules, file=sys.__stdout__)
asyncio.run(look())
"""


@pytest.mark.usefixtures("decks_parsed")
def test_the_home_screen_tells_what_is_due_and_loads_no_screen_behind_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HOME], capture_output=True, text=True, check=True, timeout=PATIENCE
    )
    loaded = set(done.stdout.split())
    assert "trainer.tui.screens.home" in loaded
    screens = {f"trainer.tui.screens.{name}" for name in ("author", "browser", "statistics")}
    assert not (screens | {"yaml", "rapidfuzz", "tree_sitter"} | CARDS) & loaded


@pytest.mark.usefixtures("decks_parsed")
def test_what_is_due_is_told_without_reading_yaml_or_any_card() -> None:
    others = {"yaml", "rapidfuzz", "filelock", "trainer.deck.source_text"}
    assert not (others | CARDS) & modules_after(running("due"))


def test_the_first_card_is_asked_without_what_marks_its_answer(decks_parsed: Path) -> None:
    began = (
        "from pathlib import Path; from trainer.clock import now\n"
        "from trainer.study import sessions; from trainer.study.collection import Collection\n"
        "from trainer.study.options import StudyOptions\n"
        f"collection = Collection([], learner='me', folder=Path({str(decks_parsed)!r}))\n"
        "assert sessions.start(collection, StudyOptions(), now()).item"
    )
    assert not {"yaml", "rapidfuzz"} & modules_after(began)


def test_the_screen_is_painted_as_often_as_the_package_asks() -> None:
    look = "import trainer.cli.app, textual.constants as t; print(t.MAX_FPS)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout == "250\n"
