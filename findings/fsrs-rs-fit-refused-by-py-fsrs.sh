#!/usr/bin/env bash
# fsrs-rs-python 0.9.3 fits parameters that fsrs 6.3.2 (py-fsrs) refuses.
#
# A good guess: both packages are of Open Spaced Repetition and hold the same bounds for FSRS-6, so
# what `compute_parameters` returns goes straight into `fsrs.Scheduler`.
# Seen: a parameter that the fit presses against its bound comes back as the bound in 32 bits, and
# 0.8 is 0.800000011920929 there. py-fsrs compares in 64 bits and raises ValueError. It meets those
# for whom a fit helps most: they forget as the default parameters do not expect.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet fsrs==6.3.2 fsrs-rs-python==0.9.3
"$folder/venv/bin/python" - <<'PY'
import math
import random

import fsrs
from fsrs_rs_python import FSRS, FSRSItem, FSRSReview, TrainingConfig

chance = random.Random(1)
items = []
for card in range(2000):  # what is known fades evenly, as no power law does
    reviews = [FSRSReview(3, 0)]
    for days in (1, 10, 30, 60, 90):
        reviews.append(FSRSReview(3 if chance.random() < math.exp(-days / 30) else 1, days))
        items.append(FSRSItem(list(reviews)))
fitted = FSRS(list(fsrs.Scheduler().parameters)).compute_parameters(
    items, training_config=TrainingConfig(num_epochs=20)
)
print("last parameter:", repr(fitted[20]))
assert fitted[20] == 0.800000011920929, "the fit stays within the bound now"
try:
    fsrs.Scheduler(parameters=fitted)
except ValueError as error:
    print("py-fsrs:", " ".join(str(error).split()))
else:
    raise SystemExit("py-fsrs takes the fitted parameters now")
PY
