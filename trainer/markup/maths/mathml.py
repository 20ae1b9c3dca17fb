"""A formula as MathML, which browsers draw themselves: latex2mathml's, of known tags alone."""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Any

from trainer.markup.maths.formula import Line, Scripts, Sign
from trainer.markup.maths.one_line import maths_on_one_line
from trainer.markup.maths.reading import is_within_bounds, read_formula
from trainer.markup.parsing import BLANK

Tree = list[Any]

_TAGS = frozenset(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover "
    "munderover "
    "mtable mtr mtd mpadded mphantom mstyle menclose mmultiscripts mprescripts".split()
)
_ATTRIBUTES = frozenset(
    "display mathvariant stretchy fence separator form lspace rspace linethickness columnalign "
    "columnspacing rowspacing displaystyle scriptlevel accent accentunder movablelimits largeop "
    "symmetric minsize maxsize notation width height depth".split()
)
_DEEPEST = 60
_ALIGNED = re.compile(r"(?<=\\begin\{)alignedat\}\s*\{\d*(?=\})|(?<=[{])aligned(?:at)?(?=\})")
_GATHERED = re.compile(r"(?<=[{])gather(?:ed|\*)?(?=\})")
_WORDS = re.compile(r"(\\(?:text[a-z]*|mbox|hbox)\s*)\{([^{}]*)\}")
_ARROWS = {"→": r"\to ", "←": r"\gets ", "⇌": r"\rightleftharpoons ", "−": "-"}
_CHEMISTRY = re.compile(r"\\ce\s*\{(?:[^{}]|\{[^{}]*\})*\}")


def mathml(latex: str, blanks: Sequence[str], apart: bool) -> Tree:  # noqa: FBT001 - see MathsNode
    """A formula as a tree of MathML; as a line of text where it cannot be read.

    Args:
        latex: the formula.
        blanks: what its signs BLANK show.
        apart: whether it is set apart.
    """
    return _filled(_tree(latex, apart=apart), iter(blanks))


@lru_cache(maxsize=256)
def _tree(latex: str, *, apart: bool) -> Tree:
    from xml.etree.ElementTree import ParseError

    from defusedxml.ElementTree import fromstring

    if is_within_bounds(latex):
        from latex2mathml.converter import convert

        try:
            drawn = convert(_as_converted(latex), display="block" if apart else "inline")
            return _of_our_own(fromstring(drawn))
        except (ParseError, ValueError, _TooDeepError):
            pass
        except Exception:  # noqa: BLE001, S110 - its errors on LaTeX that it cannot read have no family
            pass
    return ["span", {"class": "maths"}, maths_on_one_line(latex)]


def _as_converted(latex: str) -> str:
    """The formula in the commands that latex2mathml knows, with its words as XML wants them."""
    latex = _CHEMISTRY.sub(_upright, latex)
    latex = _GATHERED.sub("matrix", _ALIGNED.sub("align*", latex))
    return _WORDS.sub(_escaped, latex)


def _escaped(match: re.Match[str]) -> str:
    words = match[2].replace(r"\&", "&")
    return f"{match[1]}{{{escape(words, quote=False)}}}"


def _upright(match: re.Match[str]) -> str:
    return rf"\mathrm{{{_chemical(read_formula(match[0]))}}}"


def _chemical(line: Line) -> str:
    """A formula of mhchem as plain LaTeX."""
    latex = ""
    for part in line:
        match part:
            case Sign(text):
                latex += _ARROWS.get(text, text)
            case Scripts(base, low, high):
                latex += f"{{{_chemical(base)}}}"
                latex += f"_{{{_chemical(low)}}}" if low else ""
                latex += f"^{{{_chemical(high)}}}" if high else ""
            case _:
                pass
    return latex


class _TooDeepError(Exception):
    """What nests deeper than a formula does."""


def _of_our_own(element: Any, depth: int = 0) -> Tree:  # noqa: ANN401 - an Element
    if depth > _DEEPEST:
        raise _TooDeepError
    tag = element.tag.rpartition("}")[2]
    known = {name: value for name, value in element.attrib.items() if name in _ATTRIBUTES}
    inner: list[Any] = [element.text] if element.text and element.text.strip() else []
    inner += [_of_our_own(child, depth + 1) for child in element]
    return [tag if tag in _TAGS else "mrow", known, *inner]


def _filled(tree: Tree, blanks: Any) -> Tree:  # noqa: ANN401 - an iterator of texts
    """The tree with its blanks written out."""
    tag, attributes, *inner = tree
    if tag != "span" and any(isinstance(one, str) and BLANK in one for one in inner):
        return ["mtext", {}, "".join(_written(one, blanks) for one in inner)]
    children = [
        _written(one, blanks) if isinstance(one, str) else _filled(one, blanks) for one in inner
    ]
    return [tag, attributes, *children]


def _written(text: str, blanks: Any) -> str:  # noqa: ANN401
    return "".join(next(blanks, "[…]") if char == BLANK else char for char in text)
