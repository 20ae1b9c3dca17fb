"""HTML fields as plain text, with no word lost."""

import html
import re
from collections.abc import Mapping
from functools import lru_cache
from html.parser import HTMLParser

from typing_extensions import override

from trainer.exchange.html.from_text import as_html, as_html_without_maths
from trainer.exchange.html.levels import HIGH, LEVEL, LEVELLED, LOW, levelled
from trainer.exchange.html.list_numbering import Numbering
from trainer.exchange.html.tags import BLOCKS, KNOWN, MEDIA, UNSEEN
from trainer.exchange.import_result import loss_of, quoted
from trainer.markup.noncharacters import HTML_LINES, MEDIA_MARKS, without_noncharacters

_HIDES = re.compile(r"\b(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_VOID = frozenset("br embed hr img input source wbr".split())
_ENDED_BY_THE_NEXT = frozenset("dd dt li option p td th tr".split())
_HEARD = re.compile(rf"\[sound:[^\]]*\]|[{''.join(MEDIA_MARKS)}]+")
_EVERYDAY = re.compile(
    r"<(/?)(a|b|big|blockquote|br|center|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|rb|rp|rt|ruby|"
    r"s|small|span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul)"
    r"((?:\s+[a-z-]+=\"[^\"<>&]*\")*)\s*(/?)>",
    re.IGNORECASE,
)
"""A tag as nearly all are written; of markup with no others the parser would say the same."""
_ATTRIBUTE = re.compile(r"([A-Za-z-]+)=\"([^\"]*)\"")
_CONDITION = re.compile(r"<!\[(?:if\b[^\]<>]*|endif)\]>", re.IGNORECASE)
_SECTION = re.compile(r"<!\[(?!CDATA\[)")
_SOUND = re.compile(r"\[sound:([^\]]*)\]")
_WHITE = re.compile(r"[^\S\u00a0]+")
_MARKED = re.compile("[<&\\[\u00a0]")
"""What a text has in which something is marked up; without it all white space is one space."""
_SPACE, _LINE, _BULLET, _BLOCK, _PARAGRAPH = HTML_LINES
"""A space and a line feed that are shown as they are; what begins an item of a list, and what
bounds a block, and one that keeps its distance. Several bounds in a row are one."""
_WRITTEN = {"td": "\t", "th": "\t", "br": "\n", "sup": HIGH, "sub": LOW}
_BOUNDS = re.compile(rf"\n? *(?:[{_BLOCK}{_PARAGRAPH}] *)+")
_SPACED = frozenset("blockquote h1 h2 h3 h4 h5 h6 p".split())
_FLATTENED = {
    "table": "a table, now lines with | between cells",
    "math": "a formula in MathML that cannot be read here, now its signs one after the other",
    "sub": "letters set low, now beside the others",
}


def as_text(markup: str) -> str:
    """What a browser shows of HTML, as lines of text.

    Paragraphs, line breaks and list items become lines, and a list in a list is indented; cells
    of a row are set apart by a bar; a picture leaves its alternative text; the reading above a
    word follows it in brackets, as Anki writes it: 漢字[かんじ]. What is set as code keeps its
    spaces.
    """
    if not markup:
        return ""
    return _shown(markup) if _MARKED.search(markup) else " ".join(markup.split())


@lru_cache(maxsize=64)
def _shown(markup: str) -> str:
    """The text of HTML; a side of a card is asked for several times in a row."""
    return _read(markup).text()


def reads_back(markup: str) -> bool:
    """Whether HTML of `as_html_without_maths` gives its text back.

    Indents and sounds do not, nor noncharacters, which are left out on their way in.
    """
    shown = as_html_without_maths(as_text(markup))
    return without_noncharacters(shown) == markup


def lost_in(markup: str) -> list[str]:
    """What HTML holds that lines of text cannot: pictures, sounds, addresses of links, tables."""
    if "<" not in markup and "[" not in markup:
        return []
    reader = _read(markup)
    return [
        *(loss_of(name) for name in reader.media),
        *(loss_of(name) for name in _SOUND.findall(markup)),
        *(f"what nobody sees, {quoted(hidden)}" for hidden in reader.unshown),
        *(f"the address of a link, {quoted(address)}" for address in reader.links),
        *(loss for tag, loss in _FLATTENED.items() if tag in reader.seen),
    ]


def media_in(markup: str) -> list[str]:
    """The names of the pictures and sounds in HTML, or in Anki's `[sound:…]`."""
    return [*_read(markup).media, *_SOUND.findall(markup)]


@lru_cache(maxsize=64)
def _read(markup: str) -> "_Reader":
    """Markup as it is read once, for its text and for what gets lost."""
    reader = _Reader()
    if "math" in markup.lower():
        markup = _with_formulas(markup)
    if reader.takes(markup):
        return reader
    # the parser knows no other section than CDATA: Word writes conditions, people write anything
    known = _SECTION.sub("&lt;![", _CONDITION.sub("", markup))
    # behind the last > no tag can end; the parser would look for its end again and again
    tags, end, text = known.rpartition(">")
    reader.feed(tags + end + text.replace("<", "&lt;"))
    reader.close()
    return reader


def _with_formulas(markup: str) -> str:
    """Markup with its MathML as lines of text."""
    from trainer.exchange.html.mathml import with_latex  # hardly any text has it
    from trainer.markup.maths.one_line import maths_on_one_line

    return with_latex(markup, lambda latex, _: as_html(maths_on_one_line(latex)))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.media: list[str] = []
        self.links: list[str] = []
        self.seen: set[str] = set()
        self.unshown: list[str] = []
        """Texts of elements that say that they are not shown."""
        self._veil, self._veils = "", 0
        """The tag of such an element that is open, and how many of its name are."""
        self._veiled: list[str] = []
        self._lists: list[Numbering | None] = []
        self._reading = self._around_reading = False
        self._pieces: list[str] = []
        self._hidden: list[str] = []
        self._unseen = 0
        self._kept = 0
        self._linked: list[tuple[str, int]] = []
        self._names: dict[str, str] = {}

    def takes(self, markup: str) -> bool:
        """Read markup of everyday tags alone, in a fifth of the parser's time; whether it is so."""
        pieces = _EVERYDAY.split(markup)
        texts, tags = pieces[::5], [*zip(*(pieces[at::5] for at in range(1, 5)), strict=True)]
        if any("<" in text for text in texts) or any(tag[0] and (tag[2] or tag[3]) for tag in tags):
            return False
        self.handle_data(html.unescape(texts[0]))
        for (closes, name, written, ends), text in zip(tags, texts[1:], strict=True):
            tag = name.lower()
            attributes: list[tuple[str, str | None]] = [
                (key.lower(), value) for key, value in _ATTRIBUTE.findall(written)
            ]
            if closes:
                self.handle_endtag(tag)
            elif ends:
                self.handle_startendtag(tag, attributes)
            else:
                self.handle_starttag(tag, attributes)
            if text:
                self.handle_data(html.unescape(text))
        self._end_open()
        return True

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if self._is_unshown(tag, attributes):
            return
        self.seen.add(tag)
        self._end_reading(tag)
        if tag in UNSEEN:
            self._unseen += 1
            self._hidden.append(self.get_starttag_text() or "")
        elif tag in MEDIA:
            self.media.append(attributes.get(MEDIA[tag]) or "")
            self._pieces.append(attributes.get("alt") or "")
        elif tag in _WRITTEN:
            self._pieces.append(_WRITTEN[tag])
        elif tag == "rt":
            self._reading = True
            self._pieces.append("[")
        elif tag == "rp":
            self._around_reading = True
        elif tag == "a":
            self._linked.append((attributes.get("href") or "", len(self._pieces)))
        elif tag == "li":
            self._pieces.append(self._bullet())
        elif tag in BLOCKS:
            self._pieces.append(_bound(tag))
            if tag in {"ul", "ol"}:
                self._lists.append(Numbering.of(attributes) if tag == "ol" else None)
        elif _is_text(tag):
            raw = self.get_starttag_text() or ""
            self._names[tag] = raw[1 : 1 + len(tag)]
            self.handle_data(raw)
        self._kept += tag == "pre"

    def _is_unshown(self, tag: str, attributes: Mapping[str, str | None]) -> bool:
        """Whether an element says that it is not shown; all in it is then left."""
        if self._veil:
            self._veils += tag == self._veil
            if tag != self._veil or tag not in _ENDED_BY_THE_NEXT:
                return True
            self._veils = 1
            self._unveil(tag)
        hidden = _HIDES.search(attributes.get("style") or "") or "hidden" in attributes
        if hidden and tag in KNOWN - _VOID:
            self._veil, self._veils = tag, 1
        return bool(hidden) and tag in KNOWN

    def _unveil(self, tag: str) -> None:
        self._veils -= tag == self._veil
        if not self._veils:
            hidden = " ".join("".join(self._veiled).split())
            self.unshown += [hidden] if hidden else []
            self._veil, self._veiled = "", []

    def _bullet(self) -> str:
        indent = "\n" + _BULLET + _SPACE * 2 * max(0, len(self._lists) - 1)
        numbering = self._lists[-1] if self._lists else None
        return f"{indent}- " if numbering is None else f"{indent}{numbering.next()}. "

    def _end_reading(self, tag: str) -> None:
        """A reading ends where another begins, or its word does; its end tag may be left out."""
        if self._reading and tag in {"rt", "rp", "rb", "ruby"}:
            self._reading = False
            self._pieces.append("]")
        self._around_reading = False

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if not _is_text(tag):
            self.handle_endtag(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        if self._veil:
            self._unveil(tag)
            return
        self._end_reading(tag)
        if tag in UNSEEN:
            self._unseen = max(0, self._unseen - 1)
            self._hidden = self._hidden if self._unseen else []
        elif tag in BLOCKS:
            self._pieces.append(_bound(tag))
            if tag in {"ul", "ol"} and self._lists:
                self._lists.pop()
        elif tag == "a" and self._linked:
            self._end_link()
        elif tag in LEVELLED:
            self._pieces.append(LEVEL)
        elif _is_text(tag):
            self.handle_data(f"</{self._names.get(tag, tag)}>")
        self._kept = max(0, self._kept - (tag == "pre"))

    def _end_open(self) -> None:
        """End what was never closed; what would hide all the rest hides nothing."""
        self._pieces += self._veiled
        while self._linked:
            self._end_link()

    def _end_link(self) -> None:
        """A link whose text is its address loses nothing."""
        address, begin = self._linked.pop()
        leads_on = address and not address.startswith(("#", "javascript:"))
        if leads_on and "".join(self._pieces[begin:]).strip() != address:
            self.links.append(address)

    @override
    def handle_data(self, data: str) -> None:
        if self._veil:
            self._pieces += _HEARD.findall(data)
            data = _HEARD.sub("", data)
        pieces = self._veiled if self._veil else self._hidden if self._unseen else self._pieces
        if self._around_reading and not data.strip("()[]（）【】 "):
            return
        if self._kept:
            data = data.expandtabs(4).replace("\n", _LINE).replace(" ", _SPACE)
        else:
            data = _WHITE.sub(" ", data)
        pieces.append(data.replace("\u00a0", _SPACE))

    @override
    def unknown_decl(self, data: str) -> None:
        self._pieces.append(data.removeprefix("CDATA["))

    @override
    def close(self) -> None:
        rest, hidden = self.rawdata if self.cdata_elem else "", len(self._hidden)
        super().close()
        if len(self._hidden) == hidden:  # what a script never closed holds is not handed on
            self._hidden.append(rest)
        self._end_open()

    def text(self) -> str:
        """What was read, with what an unseen part holds that is never closed."""
        pieces = [*self._pieces, *(self._hidden if self._unseen else ())]
        whole = levelled(_SOUND.sub("", "".join(pieces)))
        whole = _BOUNDS.sub(_break, whole).replace(_LINE, "\n")
        rows = (line.strip(" \t").split("\t") for line in whole.split("\n"))
        lines = (" | ".join(cell.strip(" ") for cell in row) for row in rows)
        plain = "\n".join(line.replace(_SPACE, " ").rstrip() for line in lines)
        tidy = re.sub(r"\n{3,}", "\n\n", plain).strip("\n")
        return re.sub(rf"\n*{_BULLET}", "\n", tidy).strip("\n").rstrip()


def _bound(tag: str) -> str:
    return _PARAGRAPH if tag in _SPACED else _BLOCK


def _break(bounds: re.Match[str]) -> str:
    return "\n\n" if _PARAGRAPH in bounds[0] else "\n"


def _is_text(tag: str) -> bool:
    """Whether what looks like a tag is none, as in `List<String>`; one's own have a hyphen."""
    return tag not in KNOWN and "-" not in tag
