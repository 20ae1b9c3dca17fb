#!/usr/bin/env bash
# textual 8.2.8: an Input keeps the first line of a paste, and with `max_length` drops it whole.
#
# A good guess: of a paste that has several lines, or is too long, as much is taken as fits; or the
# program is told, so that it can say so.
# Seen: lines after the first vanish without a message, and a paste that would go past `max_length`
# is not taken at all, not even in part. A learner who pastes an answer sees part of it, or nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet textual==8.2.8
"$folder/venv/bin/python" - <<'PY'
import asyncio

from textual.app import App
from textual.events import Paste
from textual.widgets import Input


class Form(App):
    def compose(self):
        yield Input(id="lines")
        yield Input(id="short", max_length=5)


async def main():
    app = Form()
    async with app.run_test() as pilot:
        for name, text in (("lines", "Tiber\nArno"), ("short", "Danube")):
            field = app.query_one(f"#{name}", Input)
            field.post_message(Paste(text))
            await pilot.pause()
            print(name, repr(text), "->", repr(field.value))
        assert app.query_one("#lines", Input).value == "Tiber"
        assert app.query_one("#short", Input).value == ""


asyncio.run(main())
PY
