"""The command line, in a folder of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

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
