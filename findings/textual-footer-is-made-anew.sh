#!/usr/bin/env bash
# textual 8.2.8: `Footer` makes all its keys anew at each move of the focus, twice, though they stay.
#
# A good guess: the footer compares what it would show with what it shows, and changes what differs;
# its keys then live as long as the screen does.
# Seen: with ten keys and three fields, each press of tab composes the footer two times, and not one
# of its key widgets lives on. Each is mounted, styled and laid out for the same words as before, so
# that a form whose keys never change pays for them at every field.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet textual==8.2.8
"$folder/venv/bin/python" - <<'PY'
import asyncio
from importlib.metadata import version

from textual.app import App
from textual.widgets import Button, Footer


class CountedFooter(Footer):
    made = 0

    def compose(self):
        type(self).made += 1
        yield from super().compose()


class Form(App):
    BINDINGS = [(f"f{number}", f"note({number})", f"Word {number}") for number in range(1, 11)]

    def action_note(self, number):
        pass

    def compose(self):
        yield from (Button(name) for name in ("one", "two", "three"))
        yield CountedFooter()


def shown(app):
    return [(key.key, key.description) for key in app.query("FooterKey")]


async def main():
    app = Form()
    async with app.run_test(size=(160, 24)) as pilot:
        await pilot.pause()
        words, keys = shown(app), set(app.query("FooterKey"))
        before = CountedFooter.made
        moves = 4
        for _ in range(moves):
            await pilot.press("tab")
            await pilot.pause()
        made = CountedFooter.made - before
        living = len(keys & set(app.query("FooterKey")))
        print(f"{len(words)} keys, the same words: {shown(app) == words}")
        print(f"composed {made} times in {moves} moves; {living} of {len(keys)} key widgets live on")
        assert shown(app) == words
    assert made >= moves and living == 0, "keys that stay are kept now"


print("textual", version("textual"))
asyncio.run(main())
PY
