"""A test goes through public doors; where it names something private, the line says why."""

import re
from itertools import pairwise
from pathlib import Path

TESTS = Path(__file__).parent
SILENCED = re.compile(r"# (?:ruff: )?noqa: [\w, ]*\b(?:SLF001|PLC2701)\b(?P<why>.*)")
"""Where ruff, which finds what is private in code, is not to."""
BY_A_TEXT = re.compile(r"""["'](?:[a-z_]+\.)+(?:[A-Za-z]+\.)*_[A-Za-z]\w*["']""")
"""What is private, named in a text such as `monkeypatch.setattr` takes; ruff sees none of these."""
REASON = re.compile(r"^ +# \w|  # \w.*$(?!\n)", re.MULTILINE)
"""A comment on the line before, or at the end of the line."""


def test_what_is_private_is_named_only_with_a_reason() -> None:
    silenced, by_a_text = [], []
    for path in sorted(TESTS.rglob("*.py")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, (before, line) in enumerate(pairwise(["", *lines]), 1):
            if (found := SILENCED.search(line)) and not re.match(r" - \w", found["why"]):
                silenced.append(f"{path.name}:{number}")
            if BY_A_TEXT.search(line) and not REASON.search(f"{before}\n{line}"):
                by_a_text.append(f"{path.name}:{number}")
    assert silenced == []
    assert by_a_text == []
