"""A deck file is parsed once, whatever is asked of it; after a change once more, to prove it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

TIDY = "id: t\ntitle: T\ncards:\n  - {id: one, q: Which river flows through Rome?, a: Tiber}\n"
UNTIDY = "title: T\ncards:\n  - {a: Tiber, q: Which river flows through Rome?}\n"


@pytest.mark.parametrize(
    ("command", "text", "times"),
    [
        ("check", TIDY, 1),
        ("check --fix", TIDY, 1),
        ("check --fix", UNTIDY, 2),  # once to fix it, and once to show what is left
        ("fmt", TIDY, 1),
        ("fmt", UNTIDY, 3),  # as it is, with ids, in order
    ],
    ids=[
        "check",
        "check and fix",
        "fix what lacks an id",
        "fmt of a tidy deck",
        "fmt of an untidy deck",
    ],
)
def test_a_deck_is_parsed_once(
    run: Callable[..., Result],
    command: str,
    text: str,
    times: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parsed = []
    parse = yaml.parse

    def counting(text: str, **options: Any) -> Iterator[yaml.Event]:  # noqa: ANN401
        parsed.append(text)
        return parse(text, **options)

    monkeypatch.setattr(yaml, "parse", counting)
    Path("deck.yaml").write_text(text)
    assert run(*command.split(), "deck.yaml").exit_code == 0
    assert len(parsed) == times
