#!/usr/bin/env bash
# genanki 0.13.1 leaves the whole database of each package in the system's temporary folder.
#
# A good guess: `Package.write_to_file` writes the file it is given, and cleans up after itself.
# Seen: the notes are written to a file of their own by `tempfile.mkstemp`, packed, and never
# removed. Whoever exports a private deck leaves a readable copy of it behind each time; a program
# can only point `tempfile.tempdir` at a folder of its own and remove that.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet genanki==0.13.1
mkdir "$folder/tmp"
TMPDIR="$folder/tmp" "$folder/venv/bin/python" -W ignore - "$folder/river.apkg" <<'PY'
import os
import sys
import tempfile

import genanki

deck = genanki.Deck(1, "Rivers")
deck.add_note(genanki.Note(genanki.BASIC_MODEL, ["Which river runs through Rome?", "Tiber"]))
genanki.Package(deck).write_to_file(sys.argv[1])
left = os.listdir(tempfile.gettempdir())
print("left in the temporary folder:", len(left))
assert len(left) == 1, "nothing is left behind now"
with open(os.path.join(tempfile.gettempdir(), left[0]), "rb") as file:
    assert b"Tiber" in file.read()
PY
