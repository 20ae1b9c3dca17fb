#!/usr/bin/env bash
# textual 8.2.8: `dismiss` of a screen that lies below another takes the other one away.
#
# A good guess: the screen that is dismissed goes, wherever it lies, as one reads the notes of 8.0.0
# (before, such a call did nothing; earlier still it was an error).
# Seen: its callback gets the result, as if it were gone, but it stays, and the screen on top is
# taken away instead, whose own callback is never called. A screen that is gone already takes
# another in the same way: dismissed twice, as by a key pressed twice, it costs two.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet textual==8.2.8
"$folder/venv/bin/python" - <<'PY'
import asyncio
from importlib.metadata import version

from textual.app import App
from textual.screen import Screen


async def main():
    app, told = App(), []
    async with app.run_test() as pilot:
        lower, upper = Screen(name="lower"), Screen(name="upper")
        await app.push_screen(lower, lambda result: told.append(("lower", result)))
        await app.push_screen(upper, lambda result: told.append(("upper", result)))
        await pilot.pause()
        print("screens:", [screen.name for screen in app.screen_stack[1:]])
        lower.dismiss("Tiber")
        await pilot.pause()
        left = [screen.name for screen in app.screen_stack[1:]]
        print("after lower.dismiss:", left, "| callbacks:", told)
    assert left == ["lower"], "another screen than the one dismissed is left alone now"
    assert told == [("lower", "Tiber")]

    app = App()
    async with app.run_test() as pilot:
        for name in ("first", "second", "third"):
            await app.push_screen(Screen(name=name))
        third = app.screen
        third.dismiss()
        third.dismiss()
        await pilot.pause()
        left = [screen.name for screen in app.screen_stack[1:]]
        print("after third.dismiss, twice, of three:", left)
    assert left == ["first"], "a second dismiss takes no other screen now"


print("textual", version("textual"))
asyncio.run(main())
PY
