"""A formula of chemistry, as the package mhchem has it."""

import re

from trainer.markup.maths.formula import Part, Scripts, Sign
from trainer.markup.maths.symbols import role_of

_CHEMICAL = re.compile(r"([A-Za-z)\]])(\d+)|\^\{?([^{}\s]*)\}?|->|<=>|<-|(.)", re.DOTALL)


def chemistry(words: str) -> list[Part]:
    """A formula of mhchem: the numbers after letters are low, what follows ^ high."""
    parts: list[Part] = []
    for match in _CHEMICAL.finditer(words):
        if match[1]:
            parts.append(Scripts((Sign(match[1]),), (Sign(match[2], "number"),)))
        elif match[3] is not None:
            base = (parts.pop(),) if parts else ()
            parts.append(Scripts(base, None, (Sign(match[3].replace("-", "−")),)))
        elif match[4] is None:
            arrows = {"->": "→", "<=>": "⇌", "<-": "←"}
            parts.append(Sign(arrows[match[0]], "relation"))
        elif not match[4].isspace():
            parts.append(Sign(match[4], role_of(match[4]) if match[4] in "+()[]" else "letter"))
    return parts
