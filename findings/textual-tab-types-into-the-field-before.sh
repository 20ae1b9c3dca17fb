#!/usr/bin/env bash
# textual 8.2.8: what is typed right behind Tab goes to the field that was left.
#
# A good guess: keys take effect in the order in which they came, as in any form: a, Tab, b puts a
# letter into each of two fields, however quickly the keys follow one another.
# Seen: the app hands a key to the widget that has the focus when the key is read. Tab moves the
# focus only after it has gone to the field and come back up, so a key that is already waiting is
# handed to the old field. Whoever types quickly, or pastes a line with a tab through their terminal,
# on a busy machine, gets both letters in the first field. An app can only hold each key until the
# one before has had its effect.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet textual==8.2.8
"$folder/venv/bin/python" - <<'PY'
import asyncio

from textual.app import App
from textual.events import Key
from textual.widgets import Input


class Form(App):
    def compose(self):
        yield Input(id="first")
        yield Input(id="second")


async def main():
    app = Form()
    async with app.run_test() as pilot:
        await pilot.pause()
        # the driver posts keys in this way, one behind the other, when they come together
        for key, character in (("a", "a"), ("tab", "\t"), ("b", "b")):
            event = Key(key, character)
            event.set_sender(app)
            app._driver.send_message(event)
        await pilot.pause(0.5)
        values = [field.value for field in app.query(Input)]
    print("the fields hold:", values)
    assert values == ["ab", ""], "the keys come in their order now"


asyncio.run(main())
PY
