"""Marks for the pictures and sounds in the XML of other programs."""

import base64
import binascii
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from trainer.exchange.card_collector import CardCollector
from trainer.exchange.media.marks import MediaMarks
from trainer.exchange.moodle.question import html_of_moodle
from trainer.exchange.qti.tree import attribute, name_of

_HTML = frozenset({"mattext", "mat_formattedtext"})
"""Elements of QTI 1.2 and of Blackboard's pools whose text is HTML."""
_NAMES = frozenset({"name", "tag", "category"})
"""Elements of Moodle's whose text is no HTML."""
_TYPED = frozenset({"shortanswer", "numerical"})
_SHOWN = {"img": "src", "audio": "src", "source": "src", "object": "data", "matimage": "uri"}


def mark_tree(root: Element, media: MediaMarks) -> None:
    """Put marks where a QTI file shows and plays something, be it in HTML that was escaped."""
    for element in root.iter():
        name = name_of(element)
        if name in _HTML and element.text:
            element.text = media.in_html(element.text)
        elif source := attribute(element, _SHOWN.get(name, "")):
            mark = media.mark(source, attribute(element, "alt"))
            if mark:
                element.tag, element.text = "span", mark


def html_of(question: Element) -> Iterator[str]:
    """The texts of one of Moodle's questions that are HTML."""
    plain = _plain(question)
    return (_markup(one) for one in question.iter() if one not in plain)


def mark_texts(question: Element, collector: CardCollector) -> list[str]:
    """Put marks where the texts of one of Moodle's questions show and play its own files.

    Their markup becomes signs where others of the file are marked up.

    Returns:
        The names of those files that do not come along.
    """
    lost: list[str] = []
    plain = _plain(question)
    for element in question.iter():
        files = {str(file.get("name")): _content(file) for file in element.findall("file")}
        text = element.find("text")
        if text is not None and (markup := _markup(element)):
            take = collector.media.in_html if element in plain else collector.in_html
            text.text = take(markup, files)
            if element.get("format") == "markdown":
                element.set("format", "html")
        mark = collector.media.mark
        lost += [name for name, content in files.items() if not mark(name, content=content)]
    return lost


def _plain(question: Element) -> list[Element]:
    """The answers that Moodle takes as they are: those to type, and the right sides of pairs."""
    typed = question if question.get("type") in _TYPED else Element("none")
    pairs = question.findall("subquestion/answer")
    return [*typed.findall("answer"), *(one for one in pairs if one.get("format") is None)]


def _markup(element: Element) -> str:
    """The HTML of an element's text; empty where it is none."""
    text = element.findtext("text") or ""
    is_html = text and element.tag not in _NAMES
    return html_of_moodle(text, element.get("format") or "html") if is_html else ""


def _content(file: Element) -> bytes:
    try:
        return base64.b64decode("".join((file.text or "").split()))
    except (binascii.Error, ValueError):
        return b""
