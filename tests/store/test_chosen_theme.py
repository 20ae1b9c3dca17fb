"""The theme of the first frame: a glance at the settings, whatever state they are in."""

from pathlib import Path

import pytest

from trainer.store.chosen_theme import chosen_theme
from trainer.store.settings import Settings, save_settings


def test_the_theme_of_the_settings_is_found(tmp_path: Path) -> None:
    assert chosen_theme(tmp_path) is None
    save_settings(tmp_path, Settings(theme="trainer-light"))
    assert chosen_theme(tmp_path) == "trainer-light"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"theme": 3}', '{"theme": ', "[" * 100_000])
def test_settings_that_cannot_be_read_choose_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.json").write_text(content)
    assert chosen_theme(tmp_path) is None
