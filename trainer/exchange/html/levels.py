"""Signs of HTML that are set high or low, as text: `x^(n+1)`, and `H2O`."""

import re

from trainer.markup.noncharacters import ANKI_GAPS, HTML_LEVELS, IS_ONE

HIGH, LOW, LEVEL = HTML_LEVELS
"""What begins signs set high, and low, and what ends them."""
LEVELLED = frozenset({"sup", "sub"})
_SCRIPT = re.compile(f"([{HIGH}{LOW}])([^{HIGH}{LOW}{LEVEL}]*){LEVEL}")
_NO_SCRIPT = str.maketrans({HIGH: "^", LOW: "", LEVEL: ""})
_OF_ONE_PIECE = re.compile(
    r"[-+−±]?(?:\d+(?:[.,]\d+)*|[^\W\d_]+|)|\d*[-+−]|[^\w\s]|\([^()]*\)|\[[^\[\]]*\]|\d+(?:st|nd|rd|th)"
)
"""What needs no brackets where it is set high or low: a number, a word, a charge, a sign."""
_DEEPEST = 9
_OTHER_MARKS = re.compile(rf"{ANKI_GAPS[0]}[\d,]*{ANKI_GAPS[1]}|[{IS_ONE}]")
"""Those of gaps, pictures and the like, which are not shown."""


def levelled(text: str) -> str:
    """Text with what is set high or low beside the rest, in brackets where it would run on."""
    opened = text.count(HIGH) + text.count(LOW)
    text += LEVEL * (opened - text.count(LEVEL))
    for _ in range(min(opened, _DEEPEST)):
        text = _SCRIPT.sub(_script, text)
    return text.translate(_NO_SCRIPT)


def _script(match: re.Match[str]) -> str:
    text, (begin, end) = _OTHER_MARKS.sub("", match[2]).strip(), match.span()
    before, after = match.string[begin - 1 : begin], match.string[end : end + 1]
    sign = "_" if match[1] == LOW else "^"
    if not text:
        return match[2]
    if not _OF_ONE_PIECE.fullmatch(text) or _runs_on(text[-1], after):
        return f"{sign}({match[2].strip()})"
    beside = sign == "_" and not (before.isdecimal() and text[0].isdecimal())
    return match[2] if beside else sign + match[2]


def _runs_on(sign: str, after: str) -> bool:
    """Whether what follows would be read as more of a number or a word."""
    return (sign.isalpha() and after.isalnum()) or (sign.isdecimal() and after.isdecimal())
