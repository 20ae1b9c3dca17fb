import sys

import pytest

from trainer.cli import main
from trainer.errors import TrainerError


def test_an_error_is_two_lines_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["trainer", "check", "nowhere"])
    with pytest.raises(SystemExit) as stopped:
        main()
    told = capsys.readouterr().err.splitlines()
    assert stopped.value.code == 2
    assert told[0] == "error: There is no deck 'nowhere'."
    assert told[1].startswith("help: ")


def test_nothing_in_a_name_reaches_the_terminal_as_a_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["trainer", "decks"])
    monkeypatch.setattr(
        "trainer.cli.trainer", lambda **_: (_ for _ in ()).throw(TrainerError("a\x1b[31m\nb", "c"))
    )
    with pytest.raises(SystemExit):
        main()
    assert capsys.readouterr().err == "error: a\\u001b[31m\nb\nhelp: c\n"
