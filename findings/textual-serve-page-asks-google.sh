#!/usr/bin/env bash
# textual-serve 1.1.3: its page asks another server for the font, and does not use the font it brings.
#
# A good guess: the package carries Roboto Mono (two files, 381 kB), so the page loads it from there,
# and an app served on one's own machine works, and looks the same, without a network.
# Seen: the page links fonts.googleapis.com; no rule names the two files, which nothing requests.
# Without a network the browser waits for that link, then draws in another font; with one, each
# visit tells a third party. Once the late font comes, the terminal's cells have been measured with
# another one already.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet textual==8.2.8 textual-serve==1.1.3
"$folder/venv/bin/python" - <<'PY'
import asyncio
from pathlib import Path

import aiohttp
import textual_serve
from aiohttp import web
from textual_serve.server import Server


async def main():
    server = Server("true", host="127.0.0.1", port=0)
    runner = web.AppRunner(await server._make_app())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = "http://127.0.0.1:%d" % runner.addresses[0][1]
    package = Path(textual_serve.__file__).parent
    fonts = sorted(path.name for path in package.rglob("*.ttf"))
    async with aiohttp.ClientSession() as browser:
        page = await (await browser.get(url)).text()
        texts = [page]
        for path in ("css/xterm.css", "js/textual.js"):
            texts.append(await (await browser.get(f"{url}/static/{path}")).text())
    await runner.cleanup()
    named = [font for font in fonts if any(font in text for text in texts)]
    print("fonts in the package:", ", ".join(fonts))
    print("of them named by page, style or script:", named)
    print("asks fonts.googleapis.com:", "fonts.googleapis.com" in page)
    assert len(fonts) == 2 and named == [] and "fonts.googleapis.com" in page


asyncio.run(main())
PY
