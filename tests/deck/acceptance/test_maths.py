"""Which ways to write a formula are the same, and which are not."""

import pytest

from trainer.deck.acceptance.equality import Circumstances
from trainer.deck.acceptance.judge import judge
from trainer.deck.acceptance.keys import OtherKeys
from trainer.deck.acceptance.maths import is_same_formula
from trainer.markup.text import marked

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
    (r"\frac{n(n+1)}{2}", "n(n+1)/2"),
    (r"\frac{n(n+1)}{2}", "n*(n+1)/2"),
    (r"\frac{n(n+1)}{2}", "(n(n+1))/2"),
    (r"\frac{mv^2}{2}", "mv^2/2"),
    (r"\frac{mv^2}{2}", "(mv^2)/2"),
    (r"\frac{1}{2}mv^2", "(1/2)mv^2"),
    (r"\frac{1}{2}mv^2", "1/2 mv^2"),
    (r"\frac{n!}{(n-k)!}", "n!/(n-k)!"),
    (r"\frac{n!}{k!(n-k)!}", "n!/(k!(n-k)!)"),
    (r"\frac{-b}{2a}", "-b/(2a)"),
    (r"\frac{dy}{dx}", "dy/dx"),
    (r"\frac{\sin x}{x}", "sin(x)/x"),
    (r"\log\frac{a}{b}", "log(a/b)"),
    (r"90^\circ", "90°"),
    ("f'(x)", "f’(x)"),
    (r"\sum_{i=1}^n i", "sum_(i=1)^n i"),
    (r"\int_0^1 x\,dx", "int_0^1 x dx"),
    (r"\sqrt[3]{2}", "∛2"),
    (r"\sqrt[3]{x+1}", "∛(x+1)"),
    (r"1\,000\,000", "1000000"),
    (r"3\frac12", "3½"),
    (r"x \ne 0", "x!=0"),
    (r"x \ne 0", "x ≠ 0"),
    (r"x \ne 0", r"x \neq 0"),
    (r"\frac12", r"{1 \over 2}"),
    (r"3\frac12", "3 1/2"),
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
    ("x^{23}", "x^2 3"),
    (r"\sqrt{23}", r"\sqrt{2}3"),
    ("x_{12}", "x_1 2"),
    ("10^{23}", "10^2 3"),
    (r"\frac{1}{23}", r"\frac{1}{2}3"),
    (r"\frac{1}{23}", "1/(2)3"),
    (r"\frac{31}{2}", "3 1/2"),
    (r"\frac{32}{5}", "3(2)/5"),
    (r"3\frac12", "3*1/2"),
    ("23", "2 3"),
    (r"\log\frac{a}{b}", "log(a)/b"),
    (r"x\frac{-b}{2a}", "x-b/(2a)"),
    (r"\frac{n!}{(n-k)!}", "n!/n-k!"),
    (r"\frac{1}{2}mv^2", r"\frac{1}{2mv^2}"),
    (r"\left(\frac12\right)^2", "1/2^2"),
]


@pytest.mark.parametrize(("key", "given"), SAME)
def test_another_notation_is_the_same_formula(key: str, given: str) -> None:
    assert is_same_formula(given, key)


def test_the_key_of_the_card_is_no_other_card() -> None:
    key = marked(r"$\frac{a+b}{c}$")
    found = judge("(a+b)c", [key], Circumstances(others=OtherKeys([key])))
    assert found.worth == 0
    assert not found.remarks


@pytest.mark.parametrize(("key", "given"), OTHERS)
def test_another_formula_is_not(key: str, given: str) -> None:
    assert not is_same_formula(given, key)


@pytest.mark.parametrize(("given", "key"), [("5 mW", "5 MW"), ("3 mHz", "3 MHz"), ("5 MW", "5 mW")])
def test_mega_is_no_milli_beside_a_number(given: str, key: str) -> None:
    assert judge(given, [key]).worth == 0
    assert judge(key, [key]).worth == 1
