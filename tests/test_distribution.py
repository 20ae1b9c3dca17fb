"""What is installed under which name, and every hint that names it."""

import re
from importlib.metadata import metadata, requires
from pathlib import Path

import trainer
from trainer.errors import DISTRIBUTION, MissingExtraError

ROOT = Path(__file__).parents[1]
PAGES = [
    path
    for folder in ("trainer", "tests", ".github")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".md", ".js", ".html", ".json", ".yaml"}
] + [ROOT / "README.md"]
"""All that may name what is to be installed."""


def test_the_distribution_says_what_it_is() -> None:
    stated = metadata(DISTRIBUTION)
    assert stated["Version"] == trainer.__version__
    assert stated["License-Expression"] == "MIT"
    assert stated.get_all("License-File") == ["LICENSE"]
    assert (Path(trainer.__file__).parent / "py.typed").exists()


def test_a_hint_names_what_is_really_to_be_installed() -> None:
    extras = set(metadata(DISTRIBUTION).get_all("Provides-Extra") or [])
    assert any("pip install" in path.read_text() for path in PAGES)
    for path in PAGES:
        text = path.read_text()
        installed = re.findall(r"pip install '?([\w.-]+)\[([\w-]+)\]", text)
        assert {name for name, _ in installed} <= {DISTRIBUTION}, path
        named = re.findall(rf"{DISTRIBUTION}\[([\w,-]+)\]", text)
        named += re.findall(r"MissingExtraError\([^,]+, \"([\w-]+)\"", text)
        assert {extra for one in named for extra in one.split(",")} <= extras, path


def test_a_missing_extra_is_named_with_the_command_that_brings_it() -> None:
    assert MissingExtraError("Fitting", "fit").hint == "pip install 'quiz-trainer[fit]'"


def test_every_dependency_and_extra_has_its_reason() -> None:
    reasons = (ROOT / ".github/CONTRIBUTING.md").read_text().split("## Dependencies")[1]
    for line in requires(DISTRIBUTION) or []:
        name, extra = re.match(r"[\w.-]+", line), re.search(r"extra == ['\"](\w+)", line)
        if name and (extra is None or extra[1] not in {"test", "lint"}):
            assert name[0].lower() in reasons.lower().replace("_", "-"), line
    for extra in set(metadata(DISTRIBUTION).get_all("Provides-Extra") or []) - {"test", "lint"}:
        assert f"| `{extra}` |" in reasons
