"""The signs that LaTeX's commands stand for: pylatexenc's table, and what it lacks or draws."""

import unicodedata
from functools import cache

from trainer.markup.maths.formula import Role

NAMES = frozenset(
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf injlim ker lg lim "
    "liminf limsup ln log max min Pr projlim sec sin sinh sup tan tanh mod lcm sgn rank tr".split()
)
"""Functions and what is written as one."""
LIMITS = frozenset("lim liminf limsup max min sup inf det gcd Pr injlim projlim".split())
"""Names with what they run over below them."""
_LACKING = {
    "iff": "⇔",
    "implies": "⇒",
    "impliedby": "⇐",
    "degree": "°",
    "prime": "′",
    "epsilon": "ε",
    "varepsilon": "ε",
    "phi": "φ",
    "varphi": "φ",
    "colon": ":",
    "middot": "·",
    "dots": "…",
    "vdots": "⋮",
    "ddots": "⋱",
    "lbrace": "{",
    "rbrace": "}",
    "lbrack": "[",
    "rbrack": "]",
    "vert": "|",
    "Vert": "‖",
    "lvert": "|",
    "rvert": "|",
    "lVert": "‖",
    "rVert": "‖",
    "bmod": "mod",
    "mid": "∣",
    "R": "ℝ",
    "N": "ℕ",
    "Z": "ℤ",
    "Q": "ℚ",
    "C": "ℂ",
    "i": "i",
    "slash": "/",
    "backslash": "\\",
    "lt": "<",
    "gt": ">",
    "hbar": "ℏ",
    "ell": "ℓ",
    "longrightarrow": "→",
    "rightleftharpoons": "⇌",
    "leftrightharpoons": "⇌",
    "ne": "≠",
    "ncong": "≇",
    "nsim": "≁",
    "models": "⊨",
    "vDash": "⊨",
    "bot": "⊥",
    "owns": "∋",
    "coloneqq": "≔",
    "gets": "←",
    "leadsto": "⇝",
    "land": "∧",
    "lor": "∨",
    "neg": "¬",
    "And": "&",
    "Re": "ℜ",
    "Im": "ℑ",
    "imath": "ı",
    "jmath": "ȷ",
    "llbracket": "⟦",
    "rrbracket": "⟧",
    "triangle": "△",
    "Box": "□",
    "Diamond": "◇",
    "bigstar": "★",
    "clubsuit": "♣",
    "diamondsuit": "♢",
    "heartsuit": "♡",
    "spadesuit": "♠",
    "checkmark": "✓",
    "ddagger": "‡",
    "S": "§",
    "P": "¶",
    "copyright": "©",
    "circledR": "®",
    "euro": "€",
    "pounds": "£",
    "yen": "¥",
    "celsius": "°C",
    "ohm": "Ω",
    "micro": "µ",
    "bigsqcup": "⨆",
    "bigodot": "⨀",
}
_BIG = frozenset("∑∏∐∫∬∭∮⋃⋂⋁⋀⨁⨂⨀⨄⨆")
_BINARY = frozenset("+-−±∓×·∗*÷∘∙⊕⊗⊖∪∩∖∧∨⋅†⋆")
_RELATION = frozenset("=<>≤≥≠≈≡∼≃≅∝≪≫∈∉∋⊂⊃⊆⊇⊄⊈→←↔⇒⇐⇔↦⇌⟶⟵⟹⟺⇝∣∥⊥⊢⊨≇≁≺≻↑↓:≔")
_OPEN, _CLOSE = frozenset("([{⟨⌊⌈⟦"), frozenset(")]}⟩⌋⌉⟧!")
_ALPHABETS = {
    "mathbb": "DOUBLE-STRUCK",
    "mathcal": "SCRIPT",
    "mathscr": "SCRIPT",
    "mathfrak": "FRAKTUR",
}


def role_of(text: str) -> Role:
    """What a sign is among others."""
    if text in _BIG:
        return "big"
    if text in _BINARY:
        return "binary"
    if text in _RELATION:
        return "relation"
    if text in _OPEN:
        return "open"
    if text in _CLOSE:
        return "close"
    if text in {",", ";"}:
        return "comma"
    return "number" if text.replace(".", "", 1).isdecimal() else "letter"


@cache
def symbol(command: str) -> str | None:
    """The sign that a command without arguments stands for, as ∑ for `sum`; None where none."""
    if command in NAMES:
        return command
    if command in _LACKING:
        return _LACKING[command]
    from pylatexenc.latex2text import get_default_latex_context_db

    sign = getattr(get_default_latex_context_db().get_macro_spec(command), "simplify_repl", None)
    if not isinstance(sign, str) or "%" in sign:
        return None
    return sign.strip() or None


def in_alphabet(alphabet: str, text: str) -> str:
    """Letters in another alphabet: ℝ for R in `mathbb`."""
    name = _ALPHABETS.get(alphabet)
    return "".join(map(lambda char: _letter(name, char), text)) if name else text  # noqa: C417


def _letter(alphabet: str, char: str) -> str:
    if not (char.isascii() and char.isalpha()):
        return char
    case = "CAPITAL" if char.isupper() else "SMALL"
    names = (f"{alphabet} {case} {char.upper()}", f"BLACK-LETTER {case} {char.upper()}")
    for name in (names[0], f"MATHEMATICAL {names[0]}", *names[1:]):
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    return char
