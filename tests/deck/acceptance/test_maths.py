"""Which ways to write a formula are the same, and which are not."""

import pytest

from trainer.deck.acceptance.maths import is_same_formula

SAME = [
    (r"\frac{1}{2}", "1/2"),
    (r"\frac{1}{2}", "½"),
    (r"\frac12", r"\frac{1}{2}"),
    ("x^2", "x²"),
    ("x^2", "x**2"),
    ("x^{2}", "x^2"),
    (r"\sqrt{2}", "sqrt(2)"),
    (r"\sqrt{2}", "√2"),
    (r"\sqrt{2}", "sqrt 2"),
    (r"\sqrt{x+1}", "sqrt(x+1)"),
    (r"\sqrt{x+1}", "√(x+1)"),
    (r"\frac{-b \pm \sqrt{b^2-4ac}}{2a}", "(-b+-sqrt(b^2-4ac))/(2a)"),
    (r"\frac{-b \pm \sqrt{b^2-4ac}}{2a}", "(-b ± √(b² − 4ac))/(2a)"),
    (r"x \le 3", "x<=3"),
    (r"\theta", "theta"),
    (r"\theta", "θ"),
    (r"2\pi r", "2*pi*r"),
    (r"2\pi r", "2 pi r"),
    ("mc^2", "m*c^2"),
    ("e^{-x}", "e^(-x)"),
    ("e^{-x}", "e^-x"),
    ("x^{10}", "x^10"),
    ("x_1", "x₁"),
    (r"\sin x", "sin(x)"),
    (r"\sin x", "sin x"),
    (r"\sin^2 x", "sin^2 x"),
    (r"\{1,2\}", "{1, 2}"),
    (r"\infty", "infinity"),
    (r"a \cdot b", "a*b"),
    (r"3\cdot 4", "3*4"),
    (r"3\times 4", "3*4"),
    (r"6\times 10^{23}", "6*10^23"),
    (r"\mathbb{R}", "ℝ"),
    ("f'(x)", "f'(x)"),
    (r"\sum_{i=1}^n i", r"\sum^n_{i=1} i"),
    (r"\frac{a+b}{c}", "(a+b)/c"),
    (r"\frac{a}{b+c}", "a/(b+c)"),
    (r"\left(x+1\right)^2", "(x+1)^2"),
    (r"\text{if } x", "if x"),
    (r"\log_2 n", "log_2 n"),
    (r"\log_2 n", "log_2(n)"),
    (r"\sqrt[3]{8}", "cbrt(8)"),
    (r"\alpha+\beta", "alpha + beta"),
    (r"x \to 0", "x -> 0"),
    ("2x", "2*x"),
    (r"\frac{x}{2}", "x / 2"),
    ("(x+1)(x-1)", "(x+1)*(x-1)"),
    ("$x^2$", "$x^2$"),
    ("-1", "−1"),
    ("n^{n+1}", "n^(n+1)"),
    (r"\dfrac{1}{x^2}", "1/x^2"),
]
OTHERS = [
    ("x^2", "x^3"),
    (r"\frac12", "2/4"),
    (r"\frac{1}{2x}", "1/2x"),
    (r"\frac{a+b}{c}", "a+b/c"),
    ("x^2", "x2"),
    (r"\sqrt{2}", "2"),
    ("x", "X"),
    (r"a\times b", "ab"),
    ("x^2+1", "x^(2+1)"),
    ("3*4", "34"),
    ("", "x"),
    ("1.5", "15"),
]


@pytest.mark.parametrize(("key", "given"), SAME)
def test_another_notation_is_the_same_formula(key: str, given: str) -> None:
    assert is_same_formula(given, key)


@pytest.mark.parametrize(("key", "given"), OTHERS)
def test_another_formula_is_not(key: str, given: str) -> None:
    assert not is_same_formula(given, key)
