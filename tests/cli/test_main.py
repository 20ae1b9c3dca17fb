import sys

import pytest

from trainer.cli import main


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
