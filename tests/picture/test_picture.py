import asyncio

import pytest

from tests.picture.draw import PICTURE, draw


def test_the_readmes_picture_is_what_the_program_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_HOME", "")
    assert asyncio.run(draw()) == PICTURE.read_text(), "run: python tests/picture/draw.py"
