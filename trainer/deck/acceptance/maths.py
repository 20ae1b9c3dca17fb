r"""Formulas as answers: LaTeX and what people type read into one normal form.

`\frac{1}{2}`, `1/2` and `½` are the same, as are `x^2`, `x²` and `x**2`, or `sqrt(2)` and `√2`.
Nothing is calculated: `2/4` is not `1/2`. Of `a \cdot b`, `a*b` and `ab` each is the others.
"""

import re
import unicodedata
from functools import lru_cache

from trainer.markup.maths.formula import (
    Fenced,
    Fraction,
    Grid,
    Line,
    Part,
    Root,
    Scripts,
    Sign,
    Space,
)
from trainer.markup.maths.one_line import role_of_part
from trainer.markup.maths.reading import read_formula
from trainer.markup.maths.symbols import NAMES

_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ]+")
_LOWERED = re.compile("[₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎]+")
_VULGAR = re.compile("[¼½¾⅐-⅞]")
_TYPED = (
    (re.compile(r"\*\*"), "^"),
    (re.compile(r"<=>|<->"), r"\\iff "),
    (re.compile(r"<=|=<"), "≤"),
    (re.compile(r">=|=>(?=\s*[\d-])"), "≥"),
    (re.compile(r"!=|<>|=/="), "≠"),
    (re.compile(r"->"), "→"),
    (re.compile(r"=>"), "⇒"),
    (re.compile(r"\+/?-(?!\d)|\+/-"), "±"),
    (re.compile(r"(?<!\\)\binf(?:inity|ty)?\b", re.IGNORECASE), "∞"),
    (re.compile(r"√\s*(?=[\w(])"), "sqrt "),
    (re.compile(r"∛\s*(?=[\w(])"), "cbrt "),
    (re.compile(r"[·⋅∙]"), "*"),
    (re.compile(r"[–‐‑]"), "-"),
    (re.compile(r"(?<=\d)\s*x\s*(?=\d)"), "*"),
)
_POWER = re.compile(r"([\^_])\s*(-?(?:\d+(?:\.\d+)?|[A-Za-zͰ-Ͽ]))(?![}\w])")
_BRACED = re.compile(r"([\^_])\s*\(([^()]*)\)")
_ROOTED = r"\s*(?:\(((?:[^()]|\([^()]*\))*)\)|(\d+(?:\.\d+)?|[A-Za-z]))"
_ROOT = re.compile(rf"(?<!\\)\bsqrt{_ROOTED}")
_CUBE_ROOT = re.compile(rf"(?<!\\)\bcbrt{_ROOTED}")
_WORD = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}(?![A-Za-z])")
_GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega".split()
)
_BIG = frozenset({"sum", "prod", "int"})
_DOLLARS = re.compile(r"\$\$?|\\[()\[\]]")
_SAME = str.maketrans(
    {"−": "-", "∗": "*", "⋅": "*", "·": "*", "∙": "*", "′": "'", "’": "'", "∣": "|", "ϵ": "ε"}
)
_ONE = r"(?:[^\W\d_]|∂|\d+(?:\.\d+)?)"
_ATOM = re.compile(_ONE)
_NAMED = "\x00"
"""Stands after the name of a function, whose argument may go without brackets."""
_BRACKETS = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
_FACTOR = rf"√?(?:{_ONE}|{_BRACKETS}|\|[^|]*\|)(?:[\^_](?:{_ONE}|{_BRACKETS}))*[!']*"
_IS_FACTOR = re.compile(_FACTOR)
_PRODUCT = rf"{_FACTOR}{_NAMED}?(?:[*∗·⋅×]?{_FACTOR}{_NAMED}?)*+"
_IS_PRODUCT = re.compile(_PRODUCT)
_LOOSE = re.compile(
    rf"(?<=[\^_√{_NAMED}])\(({_ONE})\)|(?<=/)\(({_ONE}(?:\^{_ONE})?)\)|"
    # a product over something, and a fraction before its factors
    rf"(?<![^=(\[{{,<>≤≥≠±])\((-{_PRODUCT})\)(?=/)|"
    r"(?:(?<=[d∂]/)|(?<=[d∂Δ][^\W\d_]/)|(?<=[d∂]\^\d/)|(?<=[d∂]\^\d[^\W\d_]/))"
    r"\(([d∂Δ][^\W\d_](?:\^\d)?)\)|"
    rf"(?<![\w)\]}}'!^√/{_NAMED}])\(({_PRODUCT}(?=\)/)|{_PRODUCT}/{_FACTOR}(?=\)(?![\^_!'])))\)"
)
_NO_CROSS = re.compile(r"(?<![^\W\d_])×|×(?![^\W\d_])")
"""A times between numbers; between letters it may be the product of vectors."""
_TIMES = re.compile(
    r"(?:(?<=[^\W_])|(?<=[)\]}']))\*(?=[^\W\d_]|[(\[√{])|(?<=[)\]}])\*(?=\d)|(?<=[^\W\d_])\*(?=\d)"
)
_THOUSANDS = re.compile(r"\d{3}(?:\.\d+)?")
_MIXED = "&"
_LETTERLIKE = re.compile("[\u2100-\u214f]")
"""ℝ and its like, which are no R."""


def is_same_formula(answer: str, latex: str) -> bool:
    """Whether what was typed is the formula of a key.

    Args:
        answer: LaTeX, with or without its dollars, or plain text as `x^2` and `sqrt(2)`.
        latex: of the key, with or without its dollars.
    """
    wanted = _normal(latex)
    # what was typed may mean its braces: {1, 2} is no group of LaTeX there
    return bool(wanted) and wanted in {_normal(answer), _normal(_with_braces(answer))}


def as_typed(latex: str) -> tuple[str, ...]:
    r"""A formula without LaTeX, as `sqrt(2)` for `\sqrt{2}`; none where that would be another."""
    text = re.sub(r"\\d?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"(\1)/(\2)", latex)
    text = re.sub(r"(?<=[\^_])\{(\w)\}|\((\w)\)(?=/)|(?<=/)\((\w)\)", r"\1\2\3", text)
    text = text.replace("\\", "").replace("{", "(").replace("}", ")")
    return (text,) if text != latex and is_same_formula(text, latex) else ()


@lru_cache(maxsize=1024)
def _normal(text: str) -> str:
    """The one notation that all others are turned into; empty where there is no formula."""
    loose = _loosened(_line(read_formula(_as_latex(text))).translate(_SAME))
    return _loosened(_TIMES.sub("", _NO_CROSS.sub("*", loose)))


def _loosened(text: str) -> str:
    """Without brackets around what holds together without them."""
    return _LOOSE.sub(_unbracketed, text)


def _unbracketed(match: re.Match[str]) -> str:
    inner = match[match.lastindex or 0]
    return inner + _between(inner, match.string[match.end() :])


def _between(left: str, right: str) -> str:
    """What keeps two numbers apart that are side by side."""
    return "*" if left[-1:].isdigit() and right[:1].isdigit() else ""


def _as_latex(text: str) -> str:
    r"""What people type as LaTeX: `sqrt(2)` as `\sqrt{2}`, `pi` as `\pi`, `x²` as `x^{2}`."""
    text = _DOLLARS.sub(" ", text)
    text = _VULGAR.sub(_fraction, text)
    text = _RAISED.sub(lambda run: f"^{{{unicodedata.normalize('NFKC', run[0])}}}", text)
    text = _LOWERED.sub(lambda run: f"_{{{unicodedata.normalize('NFKC', run[0])}}}", text)
    text = "".join(map(_folded, text))
    for pattern, sign in _TYPED:
        text = pattern.sub(sign, text)
    text = _CUBE_ROOT.sub(lambda match: f"\\sqrt[3]{{{match[1] or match[2]}}}", text)
    for _ in range(2):  # one root may stand in another
        text = _ROOT.sub(lambda match: f"\\sqrt{{{match[1] or match[2]}}}", text)
    text = _BRACED.sub(r"\1{\2}", _POWER.sub(r"\1{\2}", text))
    return _WORD.sub(_named, text)


def _fraction(match: re.Match[str]) -> str:
    over, _, under = unicodedata.normalize("NFKC", match[0]).partition("⁄")
    return f"\\frac{{{over}}}{{{under}}}"


def _folded(char: str) -> str:
    kept = char.isascii() or _LETTERLIKE.match(char)
    return char if kept else unicodedata.normalize("NFKC", char)


def _named(match: re.Match[str]) -> str:
    word = match[0]
    return f"\\{word} " if word in _GREEK | _BIG | NAMES else word


def _with_braces(text: str) -> str:
    return re.sub(r"(?<![\\^_A-Za-z}\]])\{([^{}]*)\}", r"\\{\1\\}", text)


def _line(line: Line) -> str:
    so_far = ""
    before: Part | None = None
    for part in line:
        if isinstance(part, Space):
            continue
        text = _part(part)
        if isinstance(part, Fraction) and so_far.endswith(_NAMED):
            text = f"({text})"
        so_far += _apart(before, part, _between(so_far, text))
        so_far += text + (_NAMED if role_of_part(part) == "name" else "")
        before = part
    return so_far


def _apart(before: Part | None, part: Part, usual: str) -> str:
    """What is between two parts: nothing within 1 000 000, and 3 1/2 is no 3 · 1/2."""
    if not (isinstance(before, Sign) and before.role == "number"):
        return usual
    if isinstance(part, Sign) and part.role == "number":
        return "" if _THOUSANDS.fullmatch(part.text) else _MIXED
    return _MIXED if usual and isinstance(part, Fraction) else usual


def _part(part: Part) -> str:
    match part:
        case Sign(text):
            return text.replace(" ", "")
        case Space():
            return ""
        case Fraction(over, under, bar):
            sign = "/" if bar else "choose"
            return f"{_operand(over, _IS_PRODUCT)}{sign}{_operand(under, _IS_FACTOR)}"
        case Root(inner, degree):
            return f"{_group(degree) if degree else ''}√{_group(inner)}"
        case Scripts(base, low, high):
            below = f"_{_group(low)}" if low else ""
            above = f"^{_group(high)}" if high else ""
            if high and not _line(high).strip("'′"):
                above = _line(high)
            if above == "^(∘)":
                above = "°"
            whole = len(base) == 1 and isinstance(base[0], Fraction)
            return f"{_group(base) if whole else _line(base)}{below}{above}"
        case Fenced(opened, inner, closed):
            return f"{opened}{_line(inner)}{closed}"
        case Grid(rows):
            return "[" + ";".join(",".join(map(_line, row)) for row in rows) + "]"


def _group(line: Line) -> str:
    text = _line(line)
    return text if _ATOM.fullmatch(text) else f"({text})"


def _operand(line: Line, whole: re.Pattern[str]) -> str:
    """A part of a fraction, in brackets unless it is whole without them."""
    text = _line(line)
    return text if whole.fullmatch(text) else f"({text})"
