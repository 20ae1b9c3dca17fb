#!/usr/bin/env bash
# genanki 0.13.1 makes no card of a note with an empty field, where a front has filters alone.
#
# A good guess: a front of `{{furigana:Word}}` needs the field Word and no other, as `{{Word}}` does
# and as Anki sees it; a note without a remark gets its card.
# Seen: to genanki the filter and the name are one name that no field has, so the front seems empty
# whichever field is missing, and every field is required. The note is written without a card and
# without a word; with all its fields filled it gets one, so that a trial with a full note shows
# nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet genanki==0.13.1
mkdir "$folder/tmp"
TMPDIR="$folder/tmp" "$folder/venv/bin/python" - "$folder" <<'PY'
import sqlite3
import sys
import warnings
import zipfile
from importlib.metadata import version

import genanki

FIELDS = [{"name": name} for name in ("Word", "Meaning", "Remark")]


def written(front, *fields):
    """Notes and cards in a package of one note, and the warnings on the way."""
    back = {"name": "Card", "qfmt": front, "afmt": "{{Meaning}}"}
    deck = genanki.Deck(1, "Rivers")
    deck.add_note(genanki.Note(genanki.Model(1, "River", FIELDS, [back]), list(fields)))
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        genanki.Package(deck).write_to_file(f"{sys.argv[1]}/river.apkg")
    about = [one for one in said if issubclass(one.category, UserWarning)]
    with zipfile.ZipFile(f"{sys.argv[1]}/river.apkg") as package:
        base = sqlite3.connect(package.extract("collection.anki2", sys.argv[1]))
    counts = [base.execute(f"select count(*) from {of}").fetchone()[0] for of in ("notes", "cards")]
    base.close()
    return (*counts, len(about))


print("genanki", version("genanki"))
partly, full = ("川[かわ]", "river", ""), ("川[かわ]", "river", "the Tiber is one")
for front, cards in (("{{Word}}", 1), ("{{furigana:Word}}", 0), ("{{text:Word}}", 0)):
    seen = written(front, *partly)
    print(front, "with no remark: notes %d, cards %d, warnings %d" % seen)
    assert seen == (1, cards, 0), "a filter is seen through now"
    assert written(front, *full) == (1, 1, 0)
print("each with a remark: 1 card")
PY
