"""Whether a text reads as chemical symbols."""

import re
from functools import lru_cache

_ELEMENTS = (
    "Ac Ag Al Am Ar As At Au Ba Be Bh Bi Bk Br Ca Cd Ce Cf Cl Cm Cn Co Cr Cs Cu Db Ds Dy Er Es Eu "
    "Fe Fl Fm Fr Ga Gd Ge He Hf Hg Ho Hs In Ir Kr La Li Lr Lu Lv Mc Md Mg Mn Mo Mt Na Nb Nd Ne Nh "
    "Ni No Np Og Os Pa Pb Pd Pm Po Pr Pt Pu Ra Rb Re Rf Rg Rh Rn Ru Sb Sc Se Sg Si Sm Sn Sr Ta Tb "
    "Tc Te Th Ti Tl Tm Ts Xe Yb Zn Zr B C F H I K N O P S U V W Y"
)
_ELEMENT = f"(?:{'|'.join(_ELEMENTS.split())})"
_FORMULA = re.compile(rf"[(\[]*{_ELEMENT}(?:[(\[]|{_ELEMENT}|\d+|[)\]]|·)*")
_SYMBOLS = re.compile(_ELEMENT)
_INNER_CAPITAL = re.compile(r"[A-Za-z)][A-Z]")
_MODEL = re.compile(r"[A-Z][a-z]?-\d+")
"""S-400, U-2."""
_ASKED_FOR = re.compile(
    r"\b(?:gas|acid|salt|compound|formula|symbol|element|molecule|ion|base|chemical|substance"
    r"|\w*oxide|poison|hydroxide|chemistry)s?\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def symbols(text: str) -> tuple[str, ...] | None:
    """The element symbols that a text consists of, charges aside; None where it is no formula."""
    base = re.sub(r"[\^{}_\s\d]*[+\-−⁺⁻]+[\d}]*$", "", text.strip())
    base = re.sub(r"[\^_{}]", "", base)
    return tuple(_SYMBOLS.findall(base)) if _FORMULA.fullmatch(base) else None


def is_chemical(text: str, question: str) -> bool:
    """Whether a key is a chemical formula: symbols with a digit or an inner capital.

    Acronyms such as HIV and UK read as symbols, too: capitals alone are a formula only where
    the question speaks of chemistry. So is a symbol such as Co, which is no CO.
    """
    if symbols(text) is None or (_MODEL.fullmatch(text) and not _ASKED_FOR.search(question)):
        return False
    if any(char.isdigit() for char in text):
        return True
    is_asked = bool(_ASKED_FOR.search(question))
    if not _INNER_CAPITAL.search(text):
        return is_asked and not text.isupper()
    return is_asked or not text.isupper()
