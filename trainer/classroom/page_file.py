"""The players' page as one HTML file: it loads nothing, so it can be served whole, or sent.

`page/` holds its pieces. A script there imports from others by `import { … } from "./NAME.js";`
on a line of its own, and exports functions and constants; they are put one after the other into
one script, each in a scope of its own and after those that it needs.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_PIECES = Path(__file__).parent / "page"
_STYLE = '<link rel="stylesheet" href="page.css">'
_SCRIPT = re.compile(r'<script type="module" src="class\.js"></script>')
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|function) (\w+))", re.MULTILINE)


class Page(NamedTuple):
    """A page, and what it may do."""

    html: str
    policy: str
    """The sources of its Content-Security-Policy: this very script and this very style."""


@cache
def class_page() -> Page:
    """The page that is served in class."""
    return _page("class", {})


def page_with(entry: str, data: Mapping[str, Any]) -> Page:
    """A page that begins with another script, and has data of its own.

    Args:
        entry: the script's name.
        data: the id of an element -> what that holds, as JSON.
    """
    return _page(entry, data)


def languages() -> dict[str, dict[str, str]]:
    """Language -> key -> the words in it."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((_PIECES / "words").glob("*.json"))
    }


def _page(entry: str, data: Mapping[str, Any]) -> Page:
    style, script = _piece("page.css"), _bundle(entry)
    kept = {"words": languages(), **data}
    parts = [
        f'<script type="application/json" id="{name}">{_in_html(value)}</script>'
        for name, value in kept.items()
    ]
    parts.append(f'<script type="module">{script}</script>')
    whole = _piece("index.html").replace(_STYLE, f"<style>{style}</style>")
    html = _SCRIPT.sub(lambda _: "\n".join(parts), whole)
    return Page(html, f"script-src {_hash(script)}; style-src {_hash(style)}")


def _bundle(entry: str) -> str:
    """A script with all that it imports before it."""
    done: dict[str, str] = {}

    def add(name: str) -> None:
        text = _piece(f"{name}.js")
        for _, needed in _IMPORT.findall(text):
            if needed not in done:
                add(needed)
        inner = _EXPORT.sub("", _IMPORT.sub(r"const \1 = from_\2;", text))
        given = ", ".join(_EXPORT.findall(text))
        done[name] = f"const from_{name} = (() => {{\n{inner}\nreturn {{ {given} }};\n}})();"

    add(entry)
    return "\n".join(done.values())


def _piece(name: str) -> str:
    return (_PIECES / name).read_text(encoding="utf-8")


def _in_html(value: object) -> str:
    """JSON that stays within its element, whatever stands in it."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
