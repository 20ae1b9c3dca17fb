import pytest

from tests.bench import logloss as bench

pytestmark = pytest.mark.skipif(
    not bench.BESIDE_THE_REPOSITORY.exists(), reason="the real reviews are not at hand"
)


def test_study_days_predict_real_answers_as_well_as_fsrs_can() -> None:
    reviews = bench.read_reviews(bench.BESIDE_THE_REPOSITORY)
    assert bench.held_out_log_loss(reviews, bench.by_study_days) == pytest.approx(0.442, abs=0.005)
