"""Every test can fail by what it says: it asserts, or calls a function of the tests that does."""

import re
from collections.abc import Iterable
from pathlib import Path

FUNCTION = re.compile(
    r"^( *)(?:async )?def (\w+)\(.*\n(?:(?!(?:\1)?(?:async def|def|class|@)).*\n)*", re.MULTILINE
)
"""A function, to the next of its class or its module."""
FAILS = re.compile(r"^ *(?:assert|raise) |\b(?:fail|raises|suppress|until)\(", re.MULTILINE)
"""Fails where it does not hold, where another error comes, or where what is awaited does not."""
CALLED = re.compile(r"(?<![\w.])(\w+)\(")
"""A function; what a method of the same name does where it is called is not known."""


def idle(texts: Iterable[str]) -> list[str]:
    """The names of the tests that assert nothing."""
    functions = [(found[2], found[0]) for text in texts for found in FUNCTION.finditer(text)]
    sound = {name for name, body in functions if FAILS.search(body)}
    calls = [(name, set(CALLED.findall(body)) - {name}) for name, body in functions]
    while more := {name for name, called in calls if called & sound} - sound:
        sound |= more
    return [
        name
        for (name, body), (_, called) in zip(functions, calls, strict=True)
        if name.startswith("test_") and not FAILS.search(body) and not called & sound
    ]


def test_every_test_asserts_something() -> None:
    assert idle(path.read_text() for path in Path(__file__).parent.rglob("*.py")) == []


def test_a_test_that_asserts_nothing_is_caught() -> None:
    helpers = "def holds(x):\n    assert x\n\ndef twice(x):\n    holds(x)\n\n"
    tests = (
        "def test_a():\n    twice(1)\n\nasync def test_b(\n    x: int\n) -> None:\n    print(1)\n"
    )
    assert idle([helpers + tests]) == ["test_b"]
