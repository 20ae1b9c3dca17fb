"""LaTeX as a formula: what is known is read, what is not is shown as it was written."""

import re
from functools import lru_cache

from trainer.markup.maths.chemistry import chemistry
from trainer.markup.maths.commands import (
    ABOVE,
    ACCENTS,
    ALIGNED,
    ALPHABETS,
    AS_IS,
    AS_TEXT,
    BINOMIALS,
    FRACTIONS,
    GRIDS,
    NARROW,
    NOTHING,
    WIDE,
)
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
from trainer.markup.maths.symbols import NAMES, in_alphabet, role_of, symbol

_PIECE = re.compile(r"\\[A-Za-z]+\*?|\\.|\d+(?:\.\d+)?|\s+|.", re.DOTALL)
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_DEEPEST = 24
_MOST = 2000

_SIGNS = {"-": "−", "*": "∗", "'": "′"}


def is_within_bounds(latex: str) -> bool:
    """Whether a formula is one that somebody may want to read: not too long, not too deep."""
    return len(latex) < 2 or (len(latex) <= _MOST and read_formula(latex) != (Sign(latex),))  # noqa: PLR2004


@lru_cache(maxsize=512)
def read_formula(latex: str) -> Line:
    """A formula of LaTeX; one that is too long or too deep is one sign, as it is."""
    if len(latex) > _MOST:
        return (Sign(latex),)
    reader = _Reader(_PIECE.findall(latex))
    try:
        return reader.whole()
    except _TooDeepError:
        return (Sign(latex),)


class _TooDeepError(Exception):
    """What nests deeper than any formula."""


class _Reader:
    """Reads pieces one after the other."""

    def __init__(self, pieces: list[str]) -> None:
        self._pieces = pieces
        self._at = 0
        self._depth = 0

    def whole(self) -> Line:
        """All there is, with what closes nothing."""
        rows: list[tuple[Line, ...]] = []
        while self._at < len(self._pieces):
            rows += self._rows()
            if self._at < len(self._pieces):  # a brace or an \end that closes nothing
                self._at += 1
        if len(rows) == 1 and len(rows[0]) == 1:
            return rows[0][0]
        return (Grid(tuple(rows), "l"),) if rows else ()

    # pieces

    def _next(self) -> str:
        piece = self._peek()
        self._at += 1
        return piece

    def _peek(self) -> str:
        return self._pieces[self._at] if self._at < len(self._pieces) else ""

    def _skip_spaces(self) -> None:
        while self._peek().isspace():
            self._at += 1

    # lines

    def _rows(self) -> list[tuple[Line, ...]]:
        """Cells between `&`, in rows, up to what closes them."""
        rows: list[tuple[Line, ...]] = []
        cells: list[Line] = []
        while True:
            cells.append(self._line())
            piece = self._peek()
            if piece == "&":
                self._at += 1
            elif piece in {"\\\\", "\\cr", "\\newline"}:
                self._at += 1
                rows.append(tuple(cells))
                cells = []
            else:
                if any(cells):
                    rows.append(tuple(cells))
                return rows

    def _line(self, *, right: bool = False) -> Line:
        """Parts up to a brace, a cell's end or an environment's."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooDeepError
        parts: list[Part] = []
        while piece := self._peek():
            if piece in {"}", "&", "\\\\", "\\cr", "\\newline", "\\end"}:
                break
            if right and piece == "\\right":
                break
            self._at += 1
            if piece in {"^", "_"}:
                self._script(parts, piece)
            elif piece in {"\\over", "\\choose"}:
                below = self._line(right=right)
                fraction = Fraction(tuple(parts), below, bar=piece == "\\over")
                parts = [fraction if fraction.bar else Fenced("(", (fraction,), ")")]
            else:
                parts += self._part(piece)
        self._depth -= 1
        return tuple(parts)

    def _script(self, parts: list[Part], piece: str) -> None:
        script = self._argument()
        last = parts.pop() if parts and not isinstance(parts[-1], Space) else None
        base: Line = (last,) if last else ()
        low, high = None, None
        if isinstance(last, Scripts):
            if (last.low if piece == "_" else last.high) is None:
                base, low, high = last.base, last.low, last.high
            else:  # a second exponent belongs to nothing, as LaTeX says
                parts.append(last)
                base = ()
        parts.append(Scripts(base, script, high) if piece == "_" else Scripts(base, low, script))

    def _argument(self) -> Line:
        """What a command takes: a group, or the next part; of a number its first digit."""
        self._skip_spaces()
        piece = self._next()
        if piece == "{":
            inner = self._line()
            while self._peek() in {"&", "\\\\", "\\cr", "\\newline"}:
                self._at += 1
                inner += self._line()
            self._close("}")
            return inner
        if not piece or piece in {"}", "&", "\\end"}:
            self._at -= bool(piece)
            return ()
        if _DIGITS.fullmatch(piece) and len(piece) > 1:
            self._at -= 1
            self._pieces[self._at] = piece[1:]
            return (Sign(piece[0], "number"),)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooDeepError
        parts = tuple(self._part(piece))
        self._depth -= 1
        return parts

    def _close(self, piece: str) -> None:
        if self._peek() == piece:
            self._at += 1

    def _option(self) -> Line | None:
        """What is in square brackets after a command."""
        self._skip_spaces()
        if self._peek() != "[":
            return None
        end = next((at for at in range(self._at, len(self._pieces)) if self._pieces[at] == "]"), -1)
        if end < 0:
            return None
        inner = _Reader(self._pieces[self._at + 1 : end])
        inner._depth = self._depth + 1
        self._at = end + 1
        return inner.whole()

    def _words(self) -> str:
        """The raw text of a group."""
        self._skip_spaces()
        if self._peek() != "{":
            return self._next()
        self._at += 1
        depth, words = 1, ""
        while piece := self._next():
            depth += (piece == "{") - (piece == "}")
            if not depth:
                break
            words += piece if not re.fullmatch(r"\\[^A-Za-z]", piece) else piece[1]
        return words

    # parts

    def _part(self, piece: str) -> list[Part]:
        if piece.isspace() or piece in NOTHING - {"\\left"}:
            return []
        if piece in NARROW:
            return [Space()]
        if piece in WIDE:
            return [Space(wide=True)]
        if piece == "{":
            inner = self._line()
            self._close("}")
            if self._peek() in {"^", "_"} and inner and isinstance(inner[-1], Scripts):
                return [Fenced("(", inner, ")")]  # as in {x^2}^3
            return list(inner)
        if piece.startswith("\\") and len(piece) > 1:
            return self._command(piece[1:])
        if _DIGITS.fullmatch(piece):
            return [Sign(piece, "number")]
        sign = _SIGNS.get(piece, piece)
        return [Sign(sign, role_of(sign))]

    def _command(self, name: str) -> list[Part]:  # noqa: PLR0912 - the commands
        if not name[0].isalpha():
            sign = "‖" if name == "|" else name
            return [Sign(sign, role_of(sign))]
        if name in FRACTIONS:
            return [Fraction(self._argument(), self._argument())]
        if name in BINOMIALS:
            inner = Fraction(self._argument(), self._argument(), bar=False)
            return [Fenced("(", (inner,), ")")]
        if name == "sqrt":
            degree = self._option()
            return [Root(self._argument(), degree)]
        if name == "left":
            return [self._fenced()]
        if name == "begin":
            return self._environment(self._words().strip())
        if name == "ce":
            return chemistry(self._words())
        if name in AS_TEXT:
            words = self._words()
            return [Sign(words, "name" if name == "operatorname" else "letter")] if words else []
        if name in ALPHABETS:
            return [_restyled(part, name) for part in self._argument()]
        if name in AS_IS:
            return list(self._argument())
        if name in {"overbrace", "underbrace"}:
            spanned = self._argument()
            self._skip_spaces()  # its label belongs to the whole
            return [Fenced("(", spanned, ")")] if self._peek() in {"^", "_"} else list(spanned)
        if name in ACCENTS:
            return [_accented(part, ACCENTS[name]) for part in self._argument()]
        if name in ABOVE:
            above = self._argument()
            return [Scripts(self._argument(), None, above)]
        if name == "underset":
            below = self._argument()
            return [Scripts(self._argument(), below)]
        if name in {"xrightarrow", "xleftarrow"}:
            arrow = Sign("→" if name == "xrightarrow" else "←", "relation")
            under = self._option()
            return [Scripts((arrow,), under, self._argument() or None)]
        if name == "pmod":
            return [Space(), Fenced("(", (Sign("mod", "name"), *self._argument()), ")")]
        if name == "not":
            return [_accented(part, "\u0338") for part in self._argument()]
        if name in {"color", "label", "tag", "hspace", "vspace"}:
            self._words()
            return []
        if name == "textcolor":
            self._words()
            return list(self._argument())
        known = symbol(name.removesuffix("*"))
        if known is None:
            return [Sign(f"\\{name}", "name")]
        return [Sign(known, "name" if known in NAMES else role_of(known))]

    def _fenced(self) -> Fenced:
        opened = self._delimiter()
        inner = self._line(right=True)
        closed = ""
        if self._peek() == "\\right":
            self._at += 1
            closed = self._delimiter()
        return Fenced(opened, inner, closed)

    def _delimiter(self) -> str:
        self._skip_spaces()
        piece = self._next()
        if piece == ".":
            return ""
        if piece.startswith("\\") and len(piece) > 1:
            name = piece[1:]
            return "‖" if name == "|" else (symbol(name) or name) if name[0].isalpha() else name
        return piece

    def _environment(self, name: str) -> list[Part]:
        if name == "array":
            align = "".join(re.findall("[lcr]", self._words())) or "c"
        else:
            self._words() if name == "alignedat" else self._option()
            align = "l" if name == "cases" else "rl" if name in ALIGNED else "c"
        rows = self._rows()
        if self._peek() == "\\end":
            self._at += 1
            self._words()
        opened, closed = GRIDS.get(name, ("", ""))
        grid = Grid(tuple(rows), align)
        return [Fenced(opened, (grid,), closed)] if opened or closed else [grid]


def _restyled(part: Part, alphabet: str) -> Part:
    return Sign(in_alphabet(alphabet, part.text), part.role) if isinstance(part, Sign) else part


def _accented(part: Part, mark: str) -> Part:
    if isinstance(part, Sign):
        return Sign("".join(char + mark for char in part.text), part.role)
    return part
