#!/usr/bin/env bash
# fsrs-rs-python 0.9.3 leaves answers out of a fit, and neither returns nor says how many.
#
# A good guess: `compute_parameters(items)` fits to the items given; whoever tells a learner "fitted
# to N answers" may count them.
# Seen: items whose first interval is rare (few cards with that first rating waited as long) are
# dropped as outliers, and with them every later answer of the same cards. The count comes only
# from calling `filter_outlier` oneself, with the items split as the fit splits them: those with
# one answer on a later day, and those with more.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet fsrs-rs-python==0.9.3
"$folder/venv/bin/python" - <<'PY'
import random

from fsrs_rs_python import DEFAULT_PARAMETERS, FSRS, FSRSItem, FSRSReview, filter_outlier

chance = random.Random(1)


def card(first, later):
    reviews = [FSRSReview(3, 0)]
    for days in (first, *later):
        reviews.append(FSRSReview(3 if chance.random() < 0.9 else 1, days))
        yield FSRSItem(list(reviews))


usual = [item for _ in range(600) for item in card(1, (3, 7))]
rare = [item for n in range(5) for item in card(300 + n, (3, 7))]
first = [i for i in usual + rare if i.long_term_review_cnt() == 1]
more = [i for i in usual + rare if i.long_term_review_cnt() != 1]
kept = sum(map(len, filter_outlier(first, more)))
print(f"given {len(usual + rare)}, kept {kept}")
assert (len(usual), len(rare), kept) == (1800, 15, 1800)

model = FSRS(list(DEFAULT_PARAMETERS))
assert model.compute_parameters(usual + rare) == model.compute_parameters(usual)
print("the same parameters with and without the fifteen")
PY
