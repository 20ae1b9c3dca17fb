"""Units of which one is a quotient and the other a product: kW/h is not kWh, nor J/s J·s."""

import re

_SYMBOL = (
    "(?>min|rad|sr|°C|(?:da|[YZEPTGMkhdcmµμunpf])?"
    "(?:mol|cd|Hz|Pa|Wb|lm|lx|Bq|Gy|Sv|kat|eV|bar|[mgsAKNJWCVFΩSTHLl])|[hd°%])"
)
_POWER = r"(?:\^?[-−]?\d|[⁻²³¹⁰-⁹]+)?"
_UNITS = re.compile(rf"(?:[-−]?[\d.,]+\s?)?((?:[\s·⋅*×./]*(?:{_SYMBOL}){_POWER})+)")
_BESIDE = re.compile(r"[\s·⋅*×.]+")
_CAPITALS = re.compile(r"[A-Z](?:/?[A-Z])*")
"""N/A and A/C are no units."""
_SHORT_FOR = frozenset({"kmh"})
"""What people write for km/h; nobody means a product."""


def are_other_quotients(one: str, other: str) -> bool:
    """Whether both are units, the same but for a `/` that one of them has."""
    if ("/" in one) == ("/" in other):
        return False
    plain = [_BESIDE.sub("", text) for text in (one, other)]
    return (
        plain[0].replace("/", "") == plain[1].replace("/", "")
        and not any(map(_CAPITALS.fullmatch, plain))
        and plain[0].replace("/", "").lstrip("0123456789,") not in _SHORT_FOR
        and all(map(_UNITS.fullmatch, (one, other)))
    )
