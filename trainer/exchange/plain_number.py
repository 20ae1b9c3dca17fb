"""Numbers as a deck has them."""

import re
from decimal import Decimal

_ENDS_IN_ZEROS = re.compile(r"(\.\d*?)0+$")


def plain_number(number: str | Decimal) -> str:
    """A number without zeros at its end that say nothing: `2.50` is `2.5`, and `1.5E10` stays."""
    text = number if isinstance(number, str) else f"{number:f}"
    return _ENDS_IN_ZEROS.sub(r"\1", text).rstrip(".") if "." in text else text
