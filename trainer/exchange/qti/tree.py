"""The elements of QTI in all its versions by one way of naming, and their texts."""

import html
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from trainer.exchange.html.signs import signed
from trainer.exchange.html.to_text import as_text
from trainer.exchange.source import local

_EQUATION = re.compile(
    r"<img\b[^<>]*?data-equation-content=\"([^\"]*)\"[^<>]*>"
    r"|<img\b(?=[^<>]*class=\"equation_image\")[^<>]*?\btitle=\"([^\"]*)\"[^<>]*>",
    re.IGNORECASE,
)
"""A formula as Canvas draws it."""
_IN_HTML = {"prompt": "p", "hottext": "span"}
"""Elements of QTI with text in them, and what HTML has for them."""
_VOID = frozenset({"br", "hr", "img"})


def name_of(element: Element) -> str:
    """Its name without namespace and case: `qti-simple-choice` is `simplechoice`."""
    return _plain(local(element))


def _plain(name: str) -> str:
    return name.lower().removeprefix("qti-").replace("-", "")


def attribute(element: Element, name: str) -> str:
    """An attribute, whatever its namespace, case and hyphens; empty where it is not there."""
    values = (value for key, value in element.items() if _plain(key.rpartition("}")[2]) == name)
    return next(values, "").strip()


def below(element: Element, *names: str) -> Iterator[Element]:
    """All elements of these names, however deep, in their order; itself not."""
    return (one for one in element.iter() if one is not element and name_of(one) in names)


def first(element: Element, *names: str) -> Element | None:
    """The first of these."""
    return next(below(element, *names), None)


def markup_in(element: Element, leave: frozenset[str] = frozenset(), gap: str = "") -> str:
    """What is inside an element, as HTML.

    Args:
        element: with HTML of its own elements.
        leave: names of elements that are left out, with all that is in them.
        gap: what stands for those of them that ask for a response.
    """
    pieces = [html.escape(element.text or "", quote=False)]
    for child in element:
        name = name_of(child)
        if name in leave:
            responds = attribute(child, "responseidentifier")
            responds = attribute(child, "identifier") if name == "gap" else responds
            pieces.append(gap.format(responds) if responds else "")
        elif html_tag := _IN_HTML.get(name, "div" if name.endswith("interaction") else ""):
            pieces.append(f"<{html_tag}>{markup_in(child, leave, gap)}</{html_tag}>")
        else:
            attributes = "".join(f' {key}="{html.escape(value)}"' for key, value in child.items())
            pieces.append(f"<{name}{attributes}>")
            if name not in _VOID:
                pieces.append(f"{markup_in(child, leave, gap)}</{name}>")
        pieces.append(html.escape(child.tail or "", quote=False))
    return "".join(pieces)


def material_of(element: Element) -> str:
    """The HTML of an element's first material, in QTI 1.2 and Blackboard's pools."""
    for one in below(element, "mattext", "mat_formattedtext"):
        if attribute(one, "texttype") == "text/plain":
            return html.escape("".join(one.itertext()), quote=False)
        pieces = [one.text or ""]  # it is HTML that was escaped; some writers escape half of it
        for child in one:
            inner = markup_in(child)
            pieces.append(f"<{name_of(child)}>{inner}</{name_of(child)}>{child.tail or ''}")
        if whole := _EQUATION.sub(_formula, "".join(pieces)).strip():
            return whole
    return ""


def _formula(match: re.Match[str]) -> str:
    """A formula as text, not the picture of it."""
    latex = html.unescape(next(filter(None, match.groups()), ""))
    return html.escape(rf"\({latex}\)", quote=False)


def shown(markup: str) -> str:
    """What HTML shows, with signs for what is marked up in it."""
    return as_text(signed(markup))
