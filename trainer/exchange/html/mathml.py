"""MathML in the HTML of other programs, as LaTeX."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self

from typing_extensions import override

from trainer.markup.maths.symbols import LIMITS, NAMES
from trainer.markup.noncharacters import IS_ONE

_MATHS = re.compile(
    r"<((?:[a-z]+:)?)math\b[^<>]*>(?:(?!<\1math\b).)*?</\1math\s*>", re.IGNORECASE | re.DOTALL
)
_NOT_READ = re.compile(rf"\{{\{{c[0-9]|[{IS_ONE}]")
"""A gap or another mark, which LaTeX would tear apart."""
_APART = re.compile(r"<[^<>]*\bdisplay\s*=\s*[\"']?block", re.IGNORECASE)
_DEEPEST = 50
_TEX = re.compile(r"tex|latex", re.IGNORECASE)
_IN_TEXT = str.maketrans({sign: f"\\{sign}" for sign in "{}$&#%_"} | {"\\": "/"})
_IN_MATHS = _IN_TEXT | str.maketrans(
    {"\\": r"\backslash ", "^": r"\text{^}", "~": r"\sim ", "−": "-"}
)
_INVISIBLE = re.compile("[\u2061-\u2064\u200b\ufeff\\s]+")
_TOKENS = frozenset("mi mn mo mtext ms".split())
_ROWS = frozenset("math mrow mstyle mpadded merror mtd semantics maction".split())
_FIRST = frozenset({"semantics", "maction"})
"""Of which only what is first is shown."""
_HIDING = frozenset("annotation annotation-xml annotationxml mphantom".split())
_UNSEEN = _HIDING | {"mspace", "mprescripts", "none"}
_COMMANDS_OF_NAMES = NAMES - {"tr", "rank", "sgn", "lcm", "mod"}
"""Those that LaTeX has itself."""
_BIG = frozenset("∑∏∐∫∬∭∮⋂⋃⋀⋁⨁⨂")
_ABOVE = {
    **dict.fromkeys("^ˆ̂", "hat"),
    **dict.fromkeys("¯‾_ˉ̅̄―─⎯", "overline"),
    **dict.fromkeys("→⃗⟶", "vec"),
    **dict.fromkeys("˙.̇", "dot"),
    **dict.fromkeys("¨̈", "ddot"),
    **dict.fromkeys("~˜̃", "tilde"),
    "⏞": "overbrace",
}
_BELOW = {**dict.fromkeys("_¯‾̲―─⎯", "underline"), "⏟": "underbrace"}
_BRACED = re.compile(r"\\(?:over|under)brace\b")
_FENCES = {"(": ")", "[": "]", "{": "}", "|": "|", "‖": "‖", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉"}
_COMMANDS = {"{": r"\{", "}": r"\}", "": "."}
_CHOICE = re.compile(
    r"\(\\begin\{matrix\}((?:(?!\\end)[^&])*?)(?<! )\\\\(?! )((?:(?!\\end)[^&])*?)\\end\{matrix\}\)"
)
"""What is above something without a line, in brackets."""
_NO_LINE = re.compile(r"0+(?:\.0+)?(?:[a-z]*|%)")


def with_latex(markup: str, write: Callable[[str, bool], str]) -> str:
    """HTML with each formula of MathML as text; one that cannot be read stays as it was.

    Args:
        markup: HTML.
        write: LaTeX, whether it is set apart -> the HTML that is written for it.
    """
    if "math" not in markup.lower():
        return markup

    def formula(match: re.Match[str]) -> str:
        latex = latex_of(match[0])
        if latex is None:
            return match[0]
        apart = _APART.match(match[0]) is not None
        before, after = markup[: match.start()][-1:], markup[match.end() :][:1]
        return f"{' ' * before.isalnum()}{write(latex, apart)}{' ' * after.isalnum()}"

    return _MATHS.sub(formula, markup)


def latex_of(mathml: str) -> str | None:
    """A formula of MathML as LaTeX; None where an element of it has none."""
    if _NOT_READ.search(mathml):
        return None
    reader = _Reader()
    reader.feed(mathml)
    reader.close()
    try:
        return " ".join(_row(reader.top.inner).split())
    except _NoLatexError:
        return None


class _NoLatexError(Exception):
    """An element that is not known here, or that has not what belongs in it."""


@dataclass(slots=True)
class _Element:
    tag: str
    attributes: Mapping[str, str | None]
    inner: "list[Self]" = field(default_factory=list)
    text: str = ""


class _Reader(HTMLParser):
    """Reads elements as a tree, and closes what was left open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = _Element("mrow", {})
        self._open = [self.top]

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag.rpartition(":")[2], dict(attrs))
        self._open[-1].inner.append(element)
        if len(self._open) < _DEEPEST:
            self._open.append(element)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].inner.append(_Element(tag.rpartition(":")[2], dict(attrs)))

    @override
    def handle_endtag(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if any(one.tag == name for one in self._open[1:]):
            while self._open.pop().tag != name:
                pass

    @override
    def handle_data(self, data: str) -> None:
        self._open[-1].text += data


def _row(elements: Sequence[_Element]) -> str:
    """Elements one after the other; two numbers do not become one."""
    latex, before = "", ""
    for element in elements:
        latex += r"\, " if before == element.tag == "mn" else ""
        latex += _latex(element)
        before = element.tag
    return _CHOICE.sub(r"\\binom{\1}{\2}", latex)


def _latex(element: _Element) -> str:  # noqa: PLR0912 - the elements
    tag, inner = element.tag, element.inner
    if element.text.strip() and tag not in _TOKENS | _HIDING:
        raise _NoLatexError
    match tag:
        case _ if tag in _TOKENS:
            return _token(element)
        case "semantics" if tex := _stated(inner):
            return f"{{{tex}}}"
        case _ if tag in _ROWS:
            return _row(inner[:1] if tag in _FIRST else inner)
        case "mspace" | "mprescripts" | "none" if inner:
            raise _NoLatexError
        case _ if tag in _UNSEEN:
            return r"\, " if tag == "mspace" else ""
        case "mfrac":
            over, under = _parts(element, 2)
            if _NO_LINE.fullmatch(element.attributes.get("linethickness") or ""):
                return rf"\begin{{matrix}}{over}\\{under}\end{{matrix}}"
            return rf"\frac{{{over}}}{{{under}}}"
        case "msqrt":
            return rf"\sqrt{{{_row(inner)}}}"
        case "mroot":
            whole, degree = _parts(element, 2)
            return rf"\sqrt[{{{degree}}}]{{{whole}}}"
        case "msup" | "msub" | "msubsup":
            base, *scripts = _parts(element, 2 + (tag == "msubsup"))
            signs = {"msup": "^", "msub": "_", "msubsup": "_^"}[tag]
            return _base(inner[0], base) + _scripts(signs, scripts)
        case "munder" | "mover" | "munderover":
            return _stacked(element)
        case "mmultiscripts":
            return _multiscripts(inner)
        case "mfenced":
            return _fenced(element)
        case "mtable":
            table = r" \\ ".join(map(_table_row, inner))
            return rf"\begin{{matrix}}{table}\end{{matrix}}"
        case _:
            raise _NoLatexError


def _table_row(row: _Element) -> str:
    cells = row.inner
    if row.tag != "mtr" or row.text.strip() or any(cell.tag != "mtd" for cell in cells):
        raise _NoLatexError
    return " & ".join(map(_latex, cells))


def _token(element: _Element) -> str:
    if element.inner:
        raise _NoLatexError
    if element.tag in {"mtext", "ms"}:
        words = element.text.replace("\u00a0", " ").translate(_IN_TEXT)
        return rf"\text{{{words}}}" if words.strip() else r"\, "
    text = _INVISIBLE.sub("", element.text)
    if text in _COMMANDS_OF_NAMES:
        return f"\\{text} "
    if element.tag == "mi" and len(text) > 1 and text.isalpha():
        return rf"\operatorname{{{text}}}"
    return text.translate(_IN_MATHS)


def _stated(inner: Sequence[_Element]) -> str:
    """The LaTeX that a formula was made of, where it says so."""
    for one in inner:
        if one.tag == "annotation" and _TEX.search(one.attributes.get("encoding") or ""):
            return one.text.strip()
    return ""


def _parts(element: _Element, number: int) -> list[str]:
    if len(element.inner) != number:
        raise _NoLatexError
    return list(map(_latex, element.inner))


def _scripts(signs: str, scripts: Sequence[str]) -> str:
    pairs = zip(signs, scripts, strict=False)
    return "".join(f"{sign}{{{script}}}" for sign, script in pairs if script)


def _base(element: _Element, latex: str) -> str:
    """What a script belongs to: in brackets where it would belong to the last of it alone."""
    if element.tag in {"mi", "mo", "mn"}:
        return rf"\left({latex}\right)" if re.match(r"-.", latex) else latex
    while element.tag in _ROWS and len(element.inner) == 1:
        element = element.inner[0]
    whole = element.tag not in _ROWS | {"msup", "msub", "msubsup", "mmultiscripts"}
    ends = [one.text.strip() for one in (element.inner[:1] + element.inner[-1:])]
    fenced = element.tag in _ROWS and len(ends) == 2 and ends[1] in {*_FENCES.values()}  # noqa: PLR2004
    if whole or fenced or not element.inner:
        return f"{{{latex}}}"
    return rf"\left({latex}\right)"


def _stacked(element: _Element) -> str:
    """What is below or above: limits of a sum, an accent, or simply that."""
    base, *others = element.inner or [_Element("mrow", {})]
    signs = {"munder": "_", "mover": "^", "munderover": "_^"}[element.tag]
    first, *scripts = _parts(element, 1 + len(signs))
    whole = first
    text = base.text.strip()
    if text in _BIG or text in LIMITS:
        return whole + _scripts(signs, scripts)
    for sign, other, script in zip(signs, others, scripts, strict=True):
        known = (_BELOW if sign == "_" else _ABOVE).get(other.text.strip())
        if known and other.tag in {"mo", "mi", "mtext"}:
            whole = rf"\{known}{{{whole}}}"
        elif _BRACED.match(whole):
            whole += _scripts(sign, [script])
        else:
            whole = _base(base, first) if whole == first else whole
            whole = rf"\{'under' if sign == '_' else 'over'}set{{{script}}}{{{whole}}}"
    return whole


def _multiscripts(inner: Sequence[_Element]) -> str:
    if not inner:
        raise _NoLatexError
    tags = [one.tag for one in inner]
    middle = tags.index("mprescripts") if "mprescripts" in tags else len(inner)
    behind, before = list(inner[1:middle]), list(inner[middle + 1 :])
    if len(behind) > 2 or len(before) > 2:  # noqa: PLR2004 - below and above
        raise _NoLatexError
    if "".join(map(_latex, inner[middle : middle + 1])):
        raise _NoLatexError
    left = _scripts("_^", list(map(_latex, before)))
    right = _scripts("_^", list(map(_latex, behind)))
    return f"{'{}' * bool(left)}{left}{_base(inner[0], _latex(inner[0]))}{right}"


def _fenced(element: _Element) -> str:
    opened, closed = (element.attributes.get(key) for key in ("open", "close"))
    signs = "".join((element.attributes.get("separators", ",") or "").split())
    latex = ""
    for at, one in enumerate(element.inner):
        latex += signs[min(at, len(signs)) - 1] + " " if at and signs else ""
        latex += _latex(one)
    begin, end = ("(" if opened is None else opened), (")" if closed is None else closed)
    begin, end = (_COMMANDS.get(sign.strip(), sign.strip()) for sign in (begin, end))
    return rf"\left{begin}{latex}\right{end}"
