import runpy
from pathlib import Path

import pytest

bench = runpy.run_path(str(Path(__file__).parents[1] / "bench" / "logloss.py"))
REVIEWS = bench["BESIDE_THE_REPOSITORY"]

pytestmark = pytest.mark.skipif(not REVIEWS.exists(), reason="the real reviews are not at hand")


def test_study_days_foretell_real_answers_as_well_as_fsrs_can() -> None:
    reviews = bench["read_reviews"](REVIEWS)
    assert bench["held_out_log_loss"](reviews, bench["by_study_days"]) == pytest.approx(
        0.442, abs=0.005
    )
