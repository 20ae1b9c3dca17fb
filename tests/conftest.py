"""How tests are run: six at a time, each with a home of its own."""

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

HERE = Path(__file__).parent

# What this process compiles, its workers and the programs that tests start need not compile again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own there
ROOM = 4_000_000_000
"""Bytes; all that the tests write at once takes a quarter of it."""

# A learner syncs each answer; on a disk the tests wait for that a third of their time.
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = str(MEMORY)

from hypothesis import HealthCheck, settings  # noqa: E402 - compiled too

from trainer.garbage_collection import collect_seldom  # noqa: E402

pytest_plugins = ["tests.browser"]

collect_seldom()  # of what is collected all stays

# how long an example takes says how busy the machine is, not what we draw
_ANYHOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("usual", _ANYHOW, max_examples=40)
settings.register_profile("ci", _ANYHOW, max_examples=100, derandomize=True)  # no luck decides
settings.register_profile("long", _ANYHOW, max_examples=400)  # by hand
settings.load_profile("ci" if "TRAINER_CI" in os.environ else "usual")


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One or two files start at once in this process; workers would take seconds to come up.

    Six keep two cores busy: a test of a screen or of a program waits for it half of its time.
    """
    asked = [Path(argument.partition("::")[0]) for argument in config.args]
    return 6 if any(path.is_dir() for path in asked) or len(asked) > 2 else 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all of tests/hostile."""
    hostile = str(HERE / "hostile") + os.sep
    for item in items:
        if str(item.path).startswith(hostile):
            item.add_marker(pytest.mark.hostile)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """What a test leaves open fails that test.

    Python complains of it when it collects it: by chance in this test, or in one that comes later.
    """
    yield
    getattr(item, "funcargs", {}).clear()
    left: list[str] = []
    complain = sys.unraisablehook
    sys.unraisablehook = lambda unraisable: left.append(str(unraisable.exc_value))
    try:
        gc.collect()
    finally:
        sys.unraisablehook = complain
    gc.freeze()  # what stays need not be walked again: of all tests it takes a fiftieth of the time
    assert not left, f"left open: {left}"


def pytest_collection_finish() -> None:
    """All that was imported and collected stays: no search for garbage need walk it again."""
    gc.freeze()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new name for a folder each time; looking for a free one would cost more with each test."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def home_of_its_own(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything that trainer keeps goes to a folder of the test's, or beside it for a while."""
    home = next(homes)
    home.mkdir(mode=0o700)
    monkeypatch.setattr("tempfile.tempdir", str(home.parent))
    monkeypatch.setenv("TRAINER_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def cache_of_decks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `cache` of a home in which every shipped deck was read.

    To read them all anew costs a twentieth of a second: a test that is not about it copies this.
    """
    from trainer.deck.deck_files import shipped_decks
    from trainer.store.deck_index import DeckIndex

    cache = tmp_path_factory.mktemp("cache")
    index = DeckIndex(cache / "decks")
    for path in shipped_decks().glob("*.yaml"):
        index.read(path)
    return cache


@pytest.fixture
def home_with_decks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache_of_decks: Path) -> Path:
    """`home` in the test's folder, as it is once the shipped decks were read."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    shutil.copytree(cache_of_decks, home / "cache")
    monkeypatch.setenv("TRAINER_HOME", str(home))
    return home
