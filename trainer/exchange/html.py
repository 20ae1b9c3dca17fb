"""HTML fields as plain text, with no word lost, and text as HTML."""

import html
import re
from html.parser import HTMLParser

from typing_extensions import override

_BLOCKS = frozenset(
    "address article aside blockquote dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr "
    "ul".split()
)
_UNSEEN = frozenset({"script", "style", "head", "title", "template"})
_MEDIA = {"img": "src", "audio": "src", "video": "src", "object": "data", "embed": "src"}
_SOUND = re.compile(r"\[sound:([^\]]*)\]")


def as_text(markup: str) -> str:
    """What a browser shows of HTML, as lines of text.

    Paragraphs, line breaks and list items become lines; cells of a row are set apart by a
    bar; a picture leaves its alternative text.
    """
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.text()


def as_html(text: str) -> str:
    """Text as HTML that shows the same."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def media_in(markup: str) -> list[str]:
    """The files that pictures, sounds and films of a field are in."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return [*reader.media, *_SOUND.findall(markup)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.media: list[str] = []
        self._pieces: list[str] = []
        self._unseen = 0
        self._kept = 0

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _MEDIA:
            given = dict(attrs)
            self.media.append(given.get(_MEDIA[tag]) or "")
            self._pieces.append(given.get("alt") or "")
        elif tag in {"td", "th"}:
            self._pieces.append("\t")
        elif tag == "br":
            self._pieces.append("\n")
        elif tag == "sup":
            self._pieces.append("^")
        elif tag in _BLOCKS:
            self._pieces.append("\n- " if tag == "li" else "\n")
        self._kept += tag == "pre"

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS:
            self._pieces.append("\n")
        self._kept = max(0, self._kept - (tag == "pre"))

    @override
    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._pieces.append(data if self._kept else re.sub(r"[\s\u00a0]+", " ", data))

    @override
    def unknown_decl(self, data: str) -> None:
        self._pieces.append(data.removeprefix("CDATA["))

    def text(self) -> str:
        whole = _SOUND.sub("", "".join(self._pieces)).replace("\u00a0", " ")
        lines = (re.sub(r" *\t *", " | ", line.strip(" \t")).rstrip() for line in whole.split("\n"))
        tidy = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
        return re.sub(r"\n\n(?=- )", "\n", tidy)
