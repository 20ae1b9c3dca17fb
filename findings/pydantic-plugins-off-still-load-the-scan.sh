#!/usr/bin/env bash
# pydantic 2.14.4: with all plugins switched off, the first model still loads what looks for plugins.
#
# A good guess: PYDANTIC_DISABLE_PLUGINS=__all__ spares a short-lived command the search for plugins
# and all that the search needs.
# Seen: the search is spared, what it needs is not: building the first model imports
# importlib.metadata, and with it the packages for e-mail and zip archives, some 10 ms of each start,
# though nobody asks them anything. Without a model none of them is loaded.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pydantic==2.14.4
PYDANTIC_DISABLE_PLUGINS=__all__ "$folder/venv/bin/python" - <<'PY'
import sys

from pydantic import BaseModel

heavy = {"importlib.metadata", "email.message", "zipfile"}
before = heavy & sys.modules.keys()


class Card(BaseModel):
    front: str


Card(front="Which river runs through Rome?")
loaded = sorted((heavy & sys.modules.keys()) - before)
print("before the first model:", sorted(before), "- loaded by it:", loaded)
assert not before, "pydantic loads them without a model"
assert loaded == sorted(heavy), "plugins that are off load nothing now"
PY
