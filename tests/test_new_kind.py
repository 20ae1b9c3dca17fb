"""A new kind of card: which files it takes, tried on a copy of the package.

Two kinds that trainer has not are put into the copy: `spot` has a form of answering of its own,
`backwards` one that others have. `tests/new_kind/fronts.py` goes through all fronts with them.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent / "new_kind"

Lines = Sequence[tuple[str, str]]
"""What is written into a file, each below which of its lines; "" is the last."""

NEW: Lines = ()
"""A file that is new: it lies in tests/new_kind/trainer."""
_LAST_KIND = "    Where,  # before Hide, whose key it has besides its own\n"

SPOT: Mapping[str, Lines] = {
    "deck/spot_card.py": NEW,
    "deck/card.py": (
        ("    | Hide\n", "    | Spot\n"),
        (_LAST_KIND, "    Spot,\n"),
        ("from trainer.deck.poll_card import Poll\n", "from trainer.deck.spot_card import Spot\n"),
    ),
    "grading/spot.py": NEW,
    "grading/grade.py": (
        ("from trainer.deck.item import Item\n", "from trainer.deck.spot_card import Spot\n"),
        ("from trainer.grading.mark import Mark\n", "from trainer.grading.spot import mark_spot\n"),
        (
            "            return mark_pick(card, answer)\n",
            "        case Spot() as card, tuple():\n            return mark_spot(card, answer)\n",
        ),
    ),
}
"""File -> what is written into it."""

MARK_WORDS: Mapping[str, Lines] = {
    "deck/word_form.py": NEW,
    "deck/answer_form.py": (
        ("    | PointAt\n", "    | MarkWords\n"),
        (
            "from typing_extensions import override\n",
            "from trainer.deck.word_form import MarkWords\n",
        ),
    ),
    "tui/widgets/words_answer.py": NEW,
    "tui/widgets/answer_widgets.py": (
        ("    PointAt: PointAnswer,\n", "    MarkWords: WordsAnswer,\n"),
        ("    TrueOrFalse,\n)\n", "from trainer.deck.word_form import MarkWords\n"),
        (
            "from trainer.tui.widgets.pointing_answer import PointAnswer\n",
            "from trainer.tui.widgets.words_answer import WordsAnswer\n",
        ),
    ),
    "classroom/page/forms.js": (
        (
            "  point: { build: buildPoint, restore: restorePoint },\n",
            "  words: { build: buildWords, restore: restoreWords },\n",
        ),
        ("", (HERE / "words.js").read_text(encoding="utf-8")),
    ),
}
"""What its form of answering takes besides."""

BACKWARDS: Mapping[str, Lines] = {
    "deck/backwards_card.py": NEW,
    "deck/card.py": (
        ("    | Hide\n", "    | Backwards\n"),
        (_LAST_KIND, "    Backwards,\n"),
        (
            "from trainer.deck.poll_card import Poll\n",
            "from trainer.deck.backwards_card import Backwards\n",
        ),
    ),
    "grading/backwards.py": NEW,
    "grading/grade.py": (
        (
            "from trainer.deck.item import Item\n",
            "from trainer.deck.backwards_card import Backwards\n",
        ),
        (
            "from trainer.grading.mark import Mark\n",
            "from trainer.grading.backwards import mark_backwards\n",
        ),
        (
            "            return mark_pick(card, answer)\n",
            (
                "        case Backwards() as card, str():\n"
                "            return mark_backwards(card, answer)\n"
            ),
        ),
    ),
}


def put_into(package: Path, kind: Mapping[str, Lines]) -> None:
    """Write what a kind takes into a copy of the package."""
    for name, lines in kind.items():
        path = package / name
        if not lines:
            assert not path.exists(), f"{name} is new"
            shutil.copy(HERE / "trainer" / name, path)
            continue
        text = path.read_text(encoding="utf-8")
        for below, more in lines:
            assert not below or text.count(below) == 1, f"{name}: {below}"
            text = text.replace(below, below + more) if below else text + more
        path.write_text(text, encoding="utf-8")


def with_new_kinds(folder: Path) -> Path:
    """A copy of the package and of its tests, in which trainer has two kinds more."""
    passed_over = shutil.ignore_patterns("bench", "hostile", "__snapshots__", "*.apkg", "*.zip")
    shutil.copytree(ROOT / "trainer", folder / "trainer")
    shutil.copytree(ROOT / "tests", folder / "tests", ignore=passed_over)
    (folder / "decks").symlink_to(ROOT / "decks")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for kind in (SPOT, MARK_WORDS, BACKWARDS):
        put_into(folder / "trainer", kind)
    return folder


def went_through(copy: Path, *chosen: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n0", "-q", "tests/new_kind/fronts.py", *chosen],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(copy)},
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_new_kinds(tmp_path_factory.mktemp("new_kind"))


def test_a_new_kind_goes_through_every_front(copy: Path) -> None:
    done = went_through(copy, "-m", "not browser")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.browser
def test_a_new_kind_goes_through_every_page(copy: Path) -> None:
    done = went_through(copy, "-m", "browser")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_house_page_names_the_files_that_a_kind_takes() -> None:
    page = (ROOT / "trainer" / "README.md").read_text(encoding="utf-8")
    [paragraph] = re.findall(r"^- \*\*A kind of card\*\*(?s:.*?)(?=^- )", page, re.MULTILINE)
    kinds = (SPOT, MARK_WORDS, BACKWARDS)
    registers = {name for kind in kinds for name, lines in kind.items() if lines}
    registers.add("tests/test_new_kind.py")
    assert set(re.findall(r"`([\w/]+\.\w+)`", paragraph)) == registers
