"""Terminals that send what is no text, or have no size: the program stays, and leaves by `q`."""

import os
import select
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.clock import PATIENCE
from tests.program import AtTerminal, trainer

SIZES = {"usual": (24, 80), "no columns": (24, 0), "no size": (0, 0), "one cell": (1, 1)}


def screen_after(
    keys: bytes, size: tuple[int, int], home: Path, *arguments: str, leaves: bytes = b"q"
) -> tuple[int, bytes]:
    """What the program wrote, sent keys and then those that leave, and the code it ended with."""
    rows, columns = size
    waiting, shown = [keys, *[leaves] * 40], b""
    env = {"TRAINER_HOME": str(home)}
    with AtTerminal(*arguments, rows=rows, columns=columns, env=env) as program:
        began = time.monotonic()
        due = began + 2.0  # or a moment after it first wrote something
        with suppress(OSError):  # the program has ended
            while time.monotonic() < began + PATIENCE:
                if select.select([program.terminal], [], [], 0.05)[0]:
                    due = due if shown else time.monotonic() + 0.3
                    shown += os.read(program.terminal, 65536)
                if time.monotonic() > due and waiting:
                    os.write(program.terminal, waiting.pop(0))
                    due = time.monotonic() + 0.4
            program.kill()
        return program.wait(), shown


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_no_size_is_an_end(size: tuple[int, int], tmp_path: Path) -> None:
    code, shown = screen_after(b"", size, tmp_path)
    assert code == 0
    assert b"Traceback" not in shown


def test_bytes_that_are_no_text_are_no_end(tmp_path: Path) -> None:
    code, shown = screen_after(b"\xff\xfe\x80\xc3", SIZES["usual"], tmp_path)
    assert code == 0
    assert b"Traceback" not in shown
    assert b"trainer failed" not in shown


@pytest.fixture
def plain(tmp_path: Path) -> tuple[str, ...]:
    deck = tmp_path / "deck.yaml"
    deck.write_text("title: T\ncards:\n  - {q: Which river?, typed: Po}\n")
    return "study", "--plain", str(deck)


@pytest.mark.parametrize("size", [SIZES["no columns"], SIZES["no size"]])
def test_line_by_line_needs_no_columns(
    size: tuple[int, int], plain: tuple[str, ...], tmp_path: Path
) -> None:
    code, shown = screen_after(b"Po\n4\n", size, tmp_path, *plain)
    assert code == 0
    assert b"1 answer" in shown


def test_line_by_line_bytes_that_are_no_text_are_a_wrong_answer(
    plain: tuple[str, ...], tmp_path: Path
) -> None:
    keys = b"\xff\xfe\x80\n\xc3\n1\n"
    code, shown = screen_after(keys, SIZES["usual"], tmp_path, *plain, leaves=b":q\n")
    assert code == 0
    assert b"1 answer" in shown
    assert b"trainer failed" not in shown


@pytest.mark.parametrize("given", [b"", b"Po\n", b"Po\n4", b"\xff"])
def test_line_by_line_an_input_may_end_anywhere(
    given: bytes, plain: tuple[str, ...], tmp_path: Path
) -> None:
    done = trainer(*plain, stdin=given, env={"TRAINER_HOME": str(tmp_path)})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"still to ask" in done.stdout or b" recalled" in done.stdout
