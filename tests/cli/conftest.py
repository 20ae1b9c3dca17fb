"""The command line, in a folder of its own."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Self

import pytest
from click.testing import CliRunner, Result
from typing_extensions import override

from trainer.cli import trainer

DECK = """\
title: Small
id: small
cards:
  - {id: flash, q: What is the capital of France?, a: Paris, hint: On the Seine.,
     why: It has been so since 987.}
  - {id: typed, q: Who wrote Faust?, typed: Goethe, why: It took him sixty years in all.}
  - {id: choice, q: Which river runs through Rome?, a: Tiber,
     wrong: {Arno: Florence has it., Po: Turin has it.}, why: It ends at Ostia near Rome.}
  - {id: match, q: Match the capitals., match: {Peru: Lima, Chile: Santiago, Cuba: Havana},
     extra: Bogota, why: Bogota is the capital of Colombia.}
"""


@pytest.fixture(autouse=True)
def begun_at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands' clock shows noon of today when a test begins: no day ends in the middle of it.

    A program that is started as a process has the clock of the machine.
    """
    began = datetime.now(UTC)
    noon = began.astimezone().replace(hour=12, minute=0, second=0, microsecond=0)

    class Shifted(datetime):
        @classmethod
        @override
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp((noon + (datetime.now(UTC) - began)).timestamp(), tz)

    monkeypatch.setattr("trainer.clock.datetime", Shifted)


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home_with_decks: Path
) -> Callable[..., Result]:
    """Runs a command in a folder whose decks/small.yaml is the only deck there."""
    del home_with_decks
    monkeypatch.chdir(tmp_path)
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "small.yaml").write_text(DECK)

    def call(*arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(trainer, list(arguments), input=typed)

    return call
