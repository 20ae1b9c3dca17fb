import io
import json
import sys

import pytest

from trainer.cli.output import SafeOutput, say_json


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_json_reaches_a_program_unharmed_whatever_the_terminal_can_show(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = io.BytesIO()
    stream = io.TextIOWrapper(shown, encoding=encoding)
    monkeypatch.setattr(sys, "stdout", SafeOutput(stream))
    value = {"question": "Kuj má ▲ a \u202e 川 ✓ \x1b[0m"}
    say_json(value)
    sys.stdout.flush()
    assert json.loads(shown.getvalue()) == value
