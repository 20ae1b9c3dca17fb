"""Marks for the pictures and sounds in the XML of other programs."""

import base64
import binascii
from xml.etree.ElementTree import Element

from trainer.exchange.carried import Carried
from trainer.exchange.qti_tree import attribute, name_of

_HTML = frozenset({"mattext", "mat_formattedtext"})
"""Elements of QTI 1.2 and of Blackboard's pools whose text is HTML."""
_SHOWN = {"img": "src", "audio": "src", "source": "src", "object": "data", "matimage": "uri"}


def mark_tree(root: Element, carried: Carried) -> None:
    """Put marks where a QTI file shows and plays something, be it in HTML that was escaped."""
    for element in root.iter():
        name = name_of(element)
        if name in _HTML and element.text:
            element.text = carried.in_html(element.text)
        elif source := attribute(element, _SHOWN.get(name, "")):
            mark = carried.mark(source, attribute(element, "alt"))
            if mark:
                element.tag, element.text = "span", mark


def mark_texts(question: Element, carried: Carried) -> list[str]:
    """Put marks where the texts of one of Moodle's questions show and play its own files.

    Returns:
        The names of those files that do not come along.
    """
    lost: list[str] = []
    for element in question.iter():
        files = {str(file.get("name")): _content(file) for file in element.findall("file")}
        text = element.find("text")
        if text is not None and text.text:
            text.text = carried.in_html(text.text, files)
        lost += [name for name, content in files.items() if not carried.mark(name, content=content)]
    return lost


def _content(file: Element) -> bytes:
    try:
        return base64.b64decode("".join((file.text or "").split()))
    except (binascii.Error, ValueError):
        return b""
