"""Formulas on one line, over lines, and as MathML."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.markup.cell_width import cells
from trainer.markup.maths.layout import maths_over_lines
from trainer.markup.maths.mathml import mathml
from trainer.markup.maths.one_line import maths_on_one_line
from trainer.markup.parsing import BLANK
from trainer.markup.tree import as_html

LINES = {
    r"x^2": "x²",
    r"a_{ij}^2 + \hat{x} \in \mathbb{R}^n": "aᵢⱼ² + x̂ ∈ ℝⁿ",
    r"\frac12": "1/2",
    r"\frac{-b \pm \sqrt{b^2-4ac}}{2a}": "(−b ± √(b² − 4ac))/(2a)",
    r"\sum_{i=1}^n i": "∑ᵢ₌₁ⁿ i",
    r"-x + -y": "−x + −y",
    r"\sin^2 x": "sin² x",
    r"f'(x)": "f′(x)",
    r"P(A \mid B)": "P(A ∣ B)",
    r"\{1, 2\}": "{1, 2}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}": "(a  b; c  d)",
    r"\ce{2H2 + O2 -> 2H2O}": "2H₂ + O₂ → 2H₂O",
    r"\text{if } x > 0": "if x > 0",
    r"\mathcal{L} \mathfrak{g}": "ℒ𝔤",
    r"\unheard{x}": r"\unheard x",
    r"x^{\frac{1}{2}}": "x^(1/2)",
    r"\alpha\,\beta": "α β",
    r"x \ne 0": "x ≠ 0",
    r"a \land b \lor \neg c": "a ∧ b ∨ ¬c",
    r"\Re z, \Im z": "ℜz, ℑz",
    r"x \gets 2": "x ← 2",
    r"M \models p": "M ⊨ p",
    r"\triangle \checkmark \euro \pounds": "△✓€£",
    r"x = {a + b \over c}": "x = (a + b)/c",
    r"{n \choose k}": "(n choose k)",
    r"\frac{1}{2}mv^2": "(1/2)mv²",
    r"\frac{1}{2}(a+b)": "(1/2)(a + b)",
    r"\frac{1}{2} + x": "1/2 + x",
    r"3\frac{1}{2}": "3 1/2",
    r"x\frac{a}{b}": "xa/b",
    r"{\frac{1}{2}}^2": "(1/2)²",
    r"\underbrace{a+b}_{c}": "(a + b)_c",
    r"\overbrace{a+b}^2 + \underbrace{c+d}": "(a + b)² + c + d",
    r"{x^2}^3 \sqrt{16}x": "(x²)³(√16)x",
    "x^": "x",
    "}": "",
    r"\frac{": "()/()",
}


@pytest.mark.parametrize(("latex", "line"), LINES.items())
def test_a_formula_on_one_line(latex: str, line: str) -> None:
    assert maths_on_one_line(latex) == line


LAID_OUT = {
    r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}": """
           ┌─────────
     −b ± √│b² − 4ac
x = ──────────────────
            2a""",
    r"\sum_{i=1}^{n} i = \frac{n(n+1)}{2}": """
  n        n(n + 1)
  ∑   i = ──────────
i = 1         2""",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}": """
⎛ a  b ⎞
⎝ c  d ⎠""",
    r"|x| = \begin{cases} x & x \ge 0 \\ -x & x < 0 \end{cases}": """
|x| = ⎧ x   x ≥ 0
      ⎩ −x  x < 0""",
    r"\lim_{x\to 0} \frac{\sin x}{x} = 1": """
       sin x
 lim  ─────── = 1
x → 0    x""",
    r"\begin{aligned} a &= b+c \\ &= d\end{aligned}": """
a = b + c
  = d""",
    r"\left( \frac{a}{b} \right)^2": """
       2
⎛  a  ⎞
⎜ ─── ⎟
⎝  b  ⎠""",
}


@pytest.mark.parametrize(("latex", "drawn"), LAID_OUT.items())
def test_a_formula_over_lines(latex: str, drawn: str) -> None:
    assert "\n".join(maths_over_lines(latex)) == drawn.removeprefix("\n")


def test_mathml_is_of_known_tags_alone() -> None:
    hostile = r"\frac{1}{2}\href{javascript:x}{a}\text{script}"
    drawn = as_html([mathml(hostile, (), False)])
    assert "<mfrac>" in drawn
    assert "javascript" not in drawn


@pytest.mark.parametrize(
    ("latex", "drawn"),
    [
        (r"\begin{aligned}a&=b\\c&=d\end{aligned}", "<mtable "),
        (r"\begin{alignedat}{2}a&=b\\c&=d\end{alignedat}", "<mtable "),
        (r"\begin{gathered}a\\c\end{gathered}", "<mtable>"),
        (r"\text{a & b}", "a\xa0&amp;\xa0b"),
        (r"\text{a < b}", "a\xa0&lt;\xa0b"),
        (r"\ce{H2O}", "<msub>"),
        (r"\ce{SO4^2- -> X}", "<mo>→</mo>"),
    ],
)
def test_what_the_library_lacks_is_drawn_as_mathml(latex: str, drawn: str) -> None:
    told = as_html([mathml(latex, (), False)])
    assert told.startswith("<math ")
    assert drawn in told
    assert "\\" not in told


def test_words_of_a_formula_are_no_tags() -> None:
    assert "<script" not in as_html([mathml(r"\text{<script>}", (), False)])


def test_mathml_shows_blanks() -> None:
    drawn = as_html([mathml(f"x^{BLANK}", ("[…]",), False)])
    assert "<mtext>[…]</mtext>" in drawn


def test_what_no_mathml_can_be_made_of_is_a_line() -> None:
    assert as_html([mathml(r"\frac{" * 60, (), False)]).startswith('<span class="maths">')


_BOMBS = {
    "braces": "{",
    "fractions": r"\frac",
    "fractions in braces": r"\frac{",
    "roots": r"\sqrt",
    "accents": r"\hat",
    "brackets": r"\left(",
    "matrices": r"\begin{matrix}",
    "exponents": "x^",
    "cells": "&",
    "rows": "\\\\",
    "options": r"\sqrt[",
    "texts": r"\text{",
    "closing": "}",
    "bounds": r"\sum_{",
}


@pytest.mark.parametrize("piece", _BOMBS.values(), ids=_BOMBS.keys())
def test_a_bomb_takes_bounded_time(piece: str) -> None:
    latex = (piece * 2000)[:2000]
    begun = time.process_time()
    maths_on_one_line(latex)
    maths_over_lines(latex)
    mathml(latex, (), True)
    assert time.process_time() - begun < 2


@settings(max_examples=2 * settings().max_examples)
@given(
    st.lists(
        st.sampled_from(
            [*_BOMBS.values(), "x", "2", "+", "^", "_", "}", "]", r"\right)", r"\end{matrix}", " "]
        ),
        max_size=25,
    ).map("".join)
)
def test_whatever_is_mixed_can_be_drawn(latex: str) -> None:
    maths_on_one_line(latex)
    lines = maths_over_lines(latex)
    assert all(cells(line) < 4000 for line in lines)
    mathml(latex, (), False)
