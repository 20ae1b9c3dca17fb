"""Formulas and code: every sign counts, another notation of the same does not."""

import re
import unicodedata
from functools import lru_cache

from trainer.deck.acceptance.chemistry import is_chemical, symbols
from trainer.deck.acceptance.judgement import Judgement
from trainer.deck.acceptance.notation import GREEK

_SIGN = re.compile(r"[=<>+^*_|~${}\[\]\\#@≤≥≠√∞→⇒♯♭]|[²³¹⁰-₎]|&&")
_CALL = re.compile(
    r"\b[A-Za-z_]\w*['’′″‴]*\((?![es]{1,2}\)(?:\W|$))[^()\s]*\)|\b[a-z_]\w*\((?!e?s\)).*\)"
)
_OPTION = re.compile(r"(?:^|\s)--?[A-Za-z]|[A-Za-z0-9]-$|^[-−]\s?\.?\d")
_END = r"\s*[-+−]?(?:[\d.]+|[A-Za-z]|∞)\s*"
_BRACKETED = re.compile(rf"\({_END}[,;]{_END}\)")
"""(2, 7): an interval or a point."""
_PATH = re.compile(r"\.{0,2}/\w\S*|(?:.*\s)?\.\.(?:[/\s].*)?")
_STROKED = re.compile(r"(?:[^\W\d_]|\d+(?:[.,]\d+)?)\s?(?:['’′″‴]+|[\"”])")
"""A derivative f', an angle of 5′, a length of 5": the strokes say which."""
_MARKED = re.compile(
    r"\S*(?:[\d)]|(?<![^\W_])[A-Za-z])[!?]{1,2}\S*|![a-z]\w*|\w+(?:::\w+)+"
    r"|--[a-z][\w-]*|\w+--|[^/]*(?<!:)//[^/]*"
)
"""A factorial 5! and n!, a move e4?, a negation !done, a path std::move, --i, i-- and a // b."""
_DIGITS_OVER = re.compile(r"\d\s?/\s?\d")
_BACKTICKS = re.compile(r"`([^`]*)`")
_SYMBOL = re.compile(r"[a-z]{1,2}[A-Z]\w{0,3}|[a-z]+(?:[A-Z][a-z0-9]+)+")
"""pH, mRNA, dB, kW, camelCase: case is part of it."""
_MEGA_OR_MILLI = re.compile(r"[mM](?:Wh?|Hz|J|V|Pa|eV|Ω)")
"""Units whose first letter says whether they are large or small: MW, mW."""
_CHORD = re.compile(r"[A-G][#b♯♭]?([mM])\d+")
"""Cm7 is minor, CM7 major."""
_MEGA_OR_MILLI_WITHIN = re.compile(rf"(?<=\d)\s?({_MEGA_OR_MILLI.pattern})(?![^\W\d_])")

_TYPED_ARROW = re.compile("[-=]+>")
"""How people type →, which few keyboards have: ->, --> and =>."""

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"
_RAISED_RUN = re.compile(f"[{_RAISED}]+")
_LOWERED_RUN = re.compile(f"[{_LOWERED}]+")
_WRITTEN = (
    (re.compile(r"[“”„«»]"), '"'),
    (re.compile(r"[‘’′]"), "'"),
    (re.compile(r'″|"$'), "''"),
    (re.compile(r"[−–‐‑]"), "-"),
    (re.compile(r"\*\*"), "^"),
    (re.compile(r"<=>|⟺"), "⇔"),
    (re.compile(r"<=|=<|⩽|≦"), "≤"),
    (re.compile(r">=|⩾|≧"), "≥"),
    (re.compile(r"!=|<>|=/=|≠"), "≠"),
    (re.compile(r"=>|⟹"), "⇒"),
    (re.compile(r"->|⟶"), "→"),
    (re.compile(r"\\?\bsqrt\b", re.IGNORECASE), "√"),
    (re.compile("⁄"), "/"),
    (re.compile("♯"), "#"),
    (re.compile("♭"), "b"),
    (re.compile(r"\\?\binf(?:inity|ty)?\b", re.IGNORECASE), "∞"),
    (re.compile(r"(?<=[\w)\]])\s*[×·⋅∙]\s*(?=[\w(\[√])|(?<=\d)\s*x\s*(?=\d)"), "*"),
    (re.compile(r"√\s*[({](\w+)[)}]"), r"√\1"),
    (re.compile(r"\^\{([^{}]*)\}"), r"^\1"),
    (re.compile(r"\^\(([^()]*)\)"), r"^\1"),
    (re.compile(r"_\{([^{}]*)\}"), r"_\1"),
)
_NAMED = {name: letter for letter, name in GREEK.items()}
_GREEK_NAME = re.compile(rf"\\?\b({'|'.join(_NAMED)})\b", re.IGNORECASE)
_MIXED = re.compile("(?<=\\d)(?=[¼-¾⅐-⅞])")
"""Between the digits of 1½, which is not 11/2."""
_SPACES = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
_CALLED = re.compile(r"(?<=\w)\(\)")
_BLOOD = re.compile(r"(?:AB|A|B|O|Rh)\s?[+-]")
_POSITIVE = re.compile(r"[\s-]*(?:rh[\s(-]*)?(?:positive|pos)\b\)?|\s*rh\s*\+", re.IGNORECASE)
_NEGATIVE = re.compile(r"[\s-]*(?:rh[\s(-]*)?(?:negative|neg)\b\)?|\s*rh\s*[-−]", re.IGNORECASE)
_CHARGE = (
    (re.compile(r"\^"), ""),
    (re.compile(r"([+-])(\d+)$"), r"\2\1"),
    (re.compile(r"([+-])\1\1$"), r"3\1"),
    (re.compile(r"([+-])\1$"), r"2\1"),
    (re.compile(r"(?<=[A-Za-z)\]])1([+-])$"), r"\1"),
)
_VARIABLE = re.compile(r"(?<![A-Za-z])([A-Za-z])(?![A-Za-z+#])")
_MATHS = re.compile(r"[=<>^≤≥≠√*/|(\[\\]|^[A-Za-z]$")
_EXPONENT_OF_LETTER = re.compile(r"(?<=[A-Za-zπ)])\^(?=\d)")


@lru_cache(maxsize=1024)
def is_formula(key: str, question: str = "") -> bool:
    """Whether every sign of a key counts; words in brackets after a space make no formula."""
    if _BACKTICKS.fullmatch(key.strip()):
        return True
    return bool(
        _SIGN.search(key)
        or _OPTION.search(key)
        or _DIGITS_OVER.search(key)
        or _CALL.search(key)
        or _SYMBOL.fullmatch(key)
        or _MEGA_OR_MILLI.fullmatch(key)
        or _CHORD.fullmatch(key)
        or _BRACKETED.fullmatch(key)
        or differs_by_signs(key)
        or _PATH.fullmatch(key)
        or is_chemical(key, question)
    )


def differs_by_signs(text: str) -> bool:
    """Whether signs that count nowhere else say which it is.

    One letter or number with strokes behind it, a factorial, a move of chess, an operator; or
    signs and nothing else, as brackets and Morse are.
    """
    return bool(_STROKED.fullmatch(text) or _MARKED.fullmatch(text)) or (
        not any(map(str.isalnum, text)) and any(unicodedata.category(c)[0] == "P" for c in text)
    )


def judge_formula(answer: str, key: str) -> Judgement | None:
    """Whether a text is the formula; None where it is another."""
    if "→" in key and "⇒" not in key:
        answer = _TYPED_ARROW.sub("→", answer)
    chemical = symbols(unicodedata.normalize("NFKC", _bare(key))) is not None
    wanted, mine = _written(key, chemical=chemical), _written(answer, chemical=chemical)
    if _BLOOD.fullmatch(_bare(key)):
        mine = _written(_NEGATIVE.sub("-", _POSITIVE.sub("+", answer)), chemical=False)
    if mine == wanted:
        return Judgement.right(key)
    plain = _EXPONENT_OF_LETTER.sub("", wanted)
    if mine == plain:
        return Judgement.right(key, f"The exponent is written {key}.")
    if _LOWERED_RUN.search(key) and mine == wanted.replace("_", ""):
        return Judgement.right(key, f"The index is written {key}.")
    if mine.casefold() in {wanted.casefold(), plain.casefold()}:
        another = _is_another_thing(mine, wanted if len(mine) == len(wanted) else plain)
        return None if another else Judgement.right(key, f"Capitals and small letters: {key}")
    return None


def is_of_other_size(answer: str, key: str) -> bool:
    """Whether a unit of one is mega and of the other milli: 5 mW is no 5 MW."""
    mine, wanted = (_MEGA_OR_MILLI_WITHIN.findall(text) for text in (answer, key))
    return len(mine) == len(wanted) and mine != wanted


def _bare(text: str) -> str:
    return _BACKTICKS.sub(r"\1", text).strip()


@lru_cache(maxsize=1024)
def _written(text: str, *, chemical: bool) -> str:
    """A formula in the one notation that all others are turned into."""
    text = _bare(text)
    text = _RAISED_RUN.sub(lambda match: f"^{unicodedata.normalize('NFKC', match[0])}", text)
    text = _LOWERED_RUN.sub(lambda match: f"_{unicodedata.normalize('NFKC', match[0])}", text)
    text = unicodedata.normalize("NFKC", _MIXED.sub(" ", text))
    for pattern, sign in _WRITTEN:
        text = pattern.sub(sign, text)
    text = _GREEK_NAME.sub(_letter, text)
    text = _CALLED.sub("", _SPACES.sub("", text))
    if chemical:
        text = text.replace(" ", "")
        text = re.sub(r"_(?=\d)", "", text)
        for pattern, sign in _CHARGE:
            text = pattern.sub(sign, text)
    return text


def _letter(match: re.Match[str]) -> str:
    letter = _NAMED.get(match[1].casefold())
    if letter is None:  # a Turkish i is one to the search alone
        return match[0]
    return letter.upper() if match[1][0].isupper() and letter != "π" else letter


def _is_another_thing(answer: str, key: str) -> bool:
    """Whether what was typed in other capitals is another valid thing."""
    mine, wanted = symbols(answer), symbols(key)
    if mine is not None and wanted is not None and mine != wanted:
        return True
    if all(map(_MEGA_OR_MILLI.fullmatch, (answer, key))) and answer[0] != key[0]:
        return True
    chords = _CHORD.fullmatch(answer), _CHORD.fullmatch(key)
    if chords[0] and chords[1]:
        return chords[0][1] != chords[1][1]
    if not _MATHS.search(key) and "-" not in key:
        return False
    return wanted is None and any(
        answer[match.start()] != match[0] for match in _VARIABLE.finditer(key)
    )
