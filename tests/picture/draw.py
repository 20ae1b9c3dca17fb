"""Draws the README's picture of the study screen with the program itself.

Run: python tests/picture/draw.py. The test beside it fails when the picture is out of date.
"""

import asyncio
import os
import re
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from trainer.deck.card import MultipleChoice
from trainer.memory.rating import Rating
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
from trainer.study.stage import Stage
from trainer.tui.app import TrainerApp
from trainer.tui.screens.study import StudyScreen

PICTURE = Path(__file__).with_name("study.svg")
ROOT = Path(__file__).parents[2]


async def draw() -> str:
    """The study screen on the first choice of a shipped deck, answered, as SVG."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["TRAINER_HOME"] = home
        deck = ROOT / "decks" / "strategic-rationale.yaml"
        now = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
        with closing(Collection([str(deck)], learner="me", folder=ROOT)) as collection:
            _learn(collection, now)
            app = TrainerApp(collection, StudyOptions(), clock=lambda: now)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                assert isinstance(app.screen, StudyScreen)
                session = app.screen.session
                for _ in range(30):  # more than are asked on a day
                    if isinstance(session.item.card, MultipleChoice):
                        break
                    await pilot.press("ctrl+n")
                    await pilot.pause()
                assert isinstance(session.item.card, MultipleChoice), "the deck asks no choice"
                await pilot.press(
                    "space", "abcd"[session.question.options.index(session.item.card.a)]
                )
                await pilot.pause()
                return without_fonts(app.export_screenshot(title="trainer"))


def _learn(collection: Collection, now: datetime) -> None:
    """What the choice requires: it is no card of the first day."""
    for days in (3, 2, 1):
        moment = now - timedelta(days=days)
        session = sessions.start(collection, StudyOptions(), moment)
        while session.stage is Stage.ASKING:
            session.reveal()
            session.rate(Rating.EASY, moment)
        session.end(moment)


def without_fonts(svg: str) -> str:
    """The picture without links to fonts on other people's servers."""
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


if __name__ == "__main__":
    PICTURE.write_text(asyncio.run(draw()))
    print(f"{PICTURE}: {PICTURE.stat().st_size} bytes")
