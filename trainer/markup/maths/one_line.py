"""A formula on one line, in Unicode."""

from functools import lru_cache

from trainer.markup.maths.formula import (
    Fenced,
    Fraction,
    Grid,
    Line,
    Part,
    Role,
    Root,
    Scripts,
    Sign,
    Space,
)
from trainer.markup.maths.reading import read_formula

_HIGH = dict(
    zip(
        "0123456789+-−=()niabcdefghjklmoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδθφχ′",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᶿᵠᵡ′",
        strict=True,
    )
)
_LOW = dict(
    zip(
        "0123456789+-−=()aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)
_FACTORS = frozenset({"letter", "number", "open", "name", "big"})
"""What would look as if it were under the fraction before it."""
_ROOTS = {"": "√", "3": "∛", "4": "∜"}


@lru_cache(maxsize=512)
def maths_on_one_line(latex: str) -> str:
    """A formula of LaTeX as a line of text."""
    return line_text(read_formula(latex))


def line_text(line: Line) -> str:
    """Parts one after the other, with the space that their roles want."""
    pieces: list[tuple[str, Role | None]] = []
    for place, part in enumerate(line):
        text, before, after = _text(part), line[place - 1 : place], line[place + 1 : place + 2]
        if isinstance(part, Fraction) and part.bar:
            if after and role_of_part(after[0]) in _FACTORS:
                text = f"({text})"
            elif before and text[:1].isdecimal() and role_of_part(before[0]) == "number":
                pieces.append((" ", None))  # as in 3 1/2
        elif isinstance(part, Root) and after and role_of_part(after[0]) in _FACTORS:
            text = f"({text})"
        pieces.append((text, role_of_part(part)))
    return spaced(pieces)


def spaced(pieces: list[tuple[str, Role | None]]) -> str:
    """Pieces put together; None is a space as such."""
    line, before = "", "open"
    for text, role in pieces:
        if role is None:
            line = line.rstrip() + text
            continue
        line += gap(before, role) if line and not line[-1].isspace() else ""
        line += text
        before = "open" if is_sign_of(before, role) else role
    return line.strip()


def is_sign_of(before: str, role: Role) -> bool:
    """Whether an operator is the sign of what follows, as in −x, after what is before it."""
    return role == "binary" and before in {"open", "binary", "relation", "comma"}


def gap(before: str, role: Role) -> str:
    """The space between two things."""
    if role == "relation" or before == "relation":
        return " "
    if role == "binary":
        return "" if before == "open" else " "
    if before in {"binary", "comma"}:
        return " "
    if before in {"name", "big"} and role not in {"open", "close", "comma"}:
        return " "
    return " " if role in {"name", "big"} and before != "open" else ""


def role_of_part(part: Part) -> Role | None:
    """What a part is among others."""
    match part:
        case Sign(_, role):
            return role
        case Space():
            return None
        case Scripts(base) if base:
            return role_of_part(base[-1])
        case _:
            return "letter"


def _text(part: Part) -> str:
    match part:
        case Sign(text):
            return text
        case Space(wide):
            return "  " if wide else " "
        case Fraction(over, under, bar):
            if not bar:
                return f"{line_text(over)} choose {line_text(under)}"
            pair = len(over) == 2 and all(map(_is_plain, over))  # noqa: PLR2004 - as 2a
            above = line_text(over) if pair else _operand(over)
            return f"{above}/{_operand(under)}"
        case Root(inner, degree):
            sign = _ROOTS.get(line_text(degree) if degree else "")
            before = sign or f"{_script(degree or (), _HIGH, '')}√"
            return f"{before}{_operand(inner)}"
        case Scripts(base, low, high):
            below = _script(low, _LOW, "_") if low else ""
            whole = line_text(base)
            if len(base) == 1 and isinstance(base[0], Fraction):
                whole = f"({whole})"
            return f"{whole}{below}{_script(high, _HIGH, '^') if high else ''}"
        case Fenced(opened, inner, closed):
            return f"{opened}{line_text(inner)}{closed}"
        case Grid(rows, align):
            between = " " if align == "rl" else "  "
            return "; ".join(between.join(map(line_text, row)).strip() for row in rows)


def _operand(line: Line) -> str:
    """A part of a fraction, in brackets where it would fall apart without them."""
    text = line_text(line)
    whole = len(line) == 1 and not isinstance(line[0], Fraction | Grid)
    return text if len(text) == 1 or whole else f"({text})"


def _is_plain(part: Part) -> bool:
    return isinstance(part, Sign) and part.role in {"letter", "number"}


def _script(line: Line, table: dict[str, str], mark: str) -> str:
    """Small letters where there are such, else after its mark."""
    text = line_text(line)
    close = text.replace(" ", "")
    if close and all(char in table for char in close):
        return "".join(table[char] for char in close)
    return f"{mark}{text}" if len(text) == 1 else f"{mark}({text})"
