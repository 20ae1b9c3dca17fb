"""How soon a card with a large photograph shows its text, beside one without a picture.

Run: python -m tests.bench.pictures
"""

import asyncio
import os
import statistics
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from PIL import Image

from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp
from trainer.tui.screens.study import StudyScreen
from trainer.tui.widgets.picture import PictureView

CARDS = 12


async def measure(folder: Path, picture: str) -> tuple[float, float]:
    """Milliseconds until a card's text stands, and until its picture does; medians."""
    cards = "".join(f"  - {{q: Question {n}?, a: A{n}{picture}}}\n" for n in range(CARDS))
    (folder / "deck.yaml").write_text(f"title: T\ncards:\n{cards}")
    os.environ["TRAINER_HOME"] = str(folder / "home")
    now = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
    texts, pictures = [], []
    with closing(Collection([str(folder / "deck.yaml")], learner="me", folder=folder)) as opened:
        app = TrainerApp(opened, StudyOptions(), clock=lambda: now)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause(1)
            screen = app.screen
            assert isinstance(screen, StudyScreen)
            view = screen.query_one(PictureView)
            for _ in range(CARDS - 2):
                view._shown = ((), None)  # noqa: SLF001 - as if it were another picture
                begun = perf_counter()
                await screen._skip()  # noqa: SLF001 - no key, which would be timed too
                app.screen._refresh_layout()  # noqa: SLF001 - now, not at the next paint
                texts.append(1000 * (perf_counter() - begun))
                while picture and view._image is None:  # noqa: ASYNC110, SLF001 - as a screen would wait
                    await asyncio.sleep(0.002)
                pictures.append(1000 * (perf_counter() - begun))
                await pilot.pause(0.05)
    return statistics.median(texts), statistics.median(pictures)


def main() -> None:
    """Print both."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        photo = Image.effect_noise((2400, 1800), 60).convert("RGB")
        photo.save(folder / "photo.jpg", quality=97)
        megabytes = (folder / "photo.jpg").stat().st_size / 1_000_000
        without, _ = asyncio.run(measure(folder, ""))
        text, shown = asyncio.run(measure(folder, ", picture: photo.jpg"))
        print(f"text of a card without a picture  {without:6.1f} ms")
        print(f"text beside {megabytes:.1f} MB of photograph   {text:6.1f} ms")
        print(f"the photograph itself             {shown:6.1f} ms")


if __name__ == "__main__":
    main()
