"""How tests are run: two at a time, each with a home of its own."""

from pathlib import Path

import pytest
from hypothesis import settings

HERE = Path(__file__).parent

settings.register_profile("long", max_examples=400)  # for `.ci/run`, once


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One or two files start at once in this process; workers would take seconds to come up."""
    asked = [Path(argument.partition("::")[0]) for argument in config.args]
    return 2 if any(path.is_dir() for path in asked) or len(asked) > 2 else 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all of tests/hostile."""
    for item in items:
        if HERE / "hostile" in item.path.parents:
            item.add_marker(pytest.mark.hostile)


@pytest.fixture(autouse=True)
def home_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Everything that trainer keeps goes to a folder of the test's."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("TRAINER_HOME", str(home))
    return home
