"""Pages as one HTML file each: they load nothing, so they can be served whole, or sent.

A folder holds the pieces: `index.html`, a style and scripts. A script imports from others by
`import { … } from "./NAME.js";` on a line of its own, and exports functions and constants; they
are put one after the other into one, each in a scope of its own and after those that it needs.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_PLAYERS = Path(__file__).parent / "page"
_COCKPIT = Path(__file__).parent / "cockpit_page"
_STYLE = re.compile(r'<link rel="stylesheet" href="(?:[^"]*/)?([^"/]+)">')
_SCRIPT = re.compile(r'<script [^>]*\bsrc="(?:[^"]*/)?([^"/]+)\.js"[^>]*></script>')
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|function) (\w+))", re.MULTILINE)


class Page(NamedTuple):
    """A page, and what it may do."""

    html: str
    policy: str
    """The sources of its Content-Security-Policy: this very script and this very style."""
    media: str = "'self'"
    """Where its pictures and sounds may come from."""


@cache
def class_page() -> Page:
    """The page that players are served in class."""
    return page_of([_PLAYERS], {"words": languages()})


@cache
def cockpit_page() -> Page:
    """The page of the teacher's own devices."""
    return page_of([_COCKPIT, _PLAYERS], {})


def page_with(entry: str, data: Mapping[str, Any]) -> Page:
    """A players' page that begins with another script, and has data of its own.

    Args:
        entry: the script's name.
        data: the id of an element -> what that holds, as JSON.
    """
    return page_of([_PLAYERS], {"words": languages(), **data}, entry)


def languages() -> dict[str, dict[str, str]]:
    """Language -> key -> the words in it."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((_PLAYERS / "words").glob("*.json"))
    }


def page_on(folder: Path, data: Mapping[str, Any] | None = None, entry: str = "") -> Page:
    """A page of a folder's own pieces and, where one is not there, of the players' page.

    Args:
        folder: its own pieces.
        data: the id of an element -> what that holds, as JSON.
        entry: the script to begin with, where that is not the one the page names.
    """
    return page_of([folder, _PLAYERS], {"words": languages(), **(data or {})}, entry)


def page_of(folders: Sequence[Path], data: Mapping[str, Any], entry: str = "") -> Page:
    """The page of the pieces in folders, of which the first that has a piece counts.

    Args:
        folders: where the pieces are.
        data: the id of an element -> what that holds, as JSON.
        entry: the script to begin with, where that is not the one the page names.
    """
    html = _piece(folders, "index.html")
    hashes: dict[str, str] = {}

    def styled(match: re.Match[str]) -> str:
        style = _piece(folders, match[1])
        hashes["style-src"] = _hash(style)
        return f"<style>{style}</style>"

    def scripted(match: re.Match[str]) -> str:
        script = _bundle(folders, entry or match[1])
        hashes["script-src"] = _hash(script)
        kept = [
            f'<script type="application/json" id="{name}">{_in_html(value)}</script>\n'
            for name, value in data.items()
        ]
        return "".join(kept) + f'<script type="module">{script}</script>'

    html = _SCRIPT.sub(scripted, _STYLE.sub(styled, html))
    return Page(html, "; ".join(f"{kind} {hashed}" for kind, hashed in sorted(hashes.items())))


def _piece(folders: Sequence[Path], name: str) -> str:
    folder = next(one for one in folders if (one / name).exists())
    return (folder / name).read_text(encoding="utf-8")


def _bundle(folders: Sequence[Path], entry: str) -> str:
    """A script with all that it imports before it."""
    done: dict[str, str] = {}

    def add(name: str) -> None:
        text = _piece(folders, f"{name}.js")
        for _, needed in _IMPORT.findall(text):
            if needed not in done:
                add(needed)
        inner = _EXPORT.sub("", _IMPORT.sub(r"const \1 = from_\2;", text))
        given = ", ".join(_EXPORT.findall(text))
        done[name] = f"const from_{name} = (() => {{\n{inner}\nreturn {{ {given} }};\n}})();"

    add(entry)
    return "\n".join(done.values())


def _in_html(value: object) -> str:
    """JSON that stays within its element, whatever is in it."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
