"""Every card of a random collection of Anki's, as it stands here after the import."""

from importlib.util import find_spec
from pathlib import Path

import pytest


@pytest.mark.skipif(find_spec("anki") is None, reason="Anki's own engine is not installed")
@pytest.mark.parametrize("seed", [1, 2])
def test_each_card_stands_as_it_does_in_anki(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    from tests.bench.anki_states import compared, differ  # loads Anki

    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    cards = [*compared(tmp_path / f"c{seed}", seed)]
    assert len(cards) >= 20
    assert [pair for pair in cards if differ(*pair)] == []
