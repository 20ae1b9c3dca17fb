r"""Backslashes in double quotes that YAML takes for something else than was meant.

`"\theta"` is a tab and `heta` to YAML, `"C:\new"` has a line feed, and no message says so. Found
here are those that make a control character no deck may hold, commands of TeX, and paths of
Windows.
"""

import re

_TEX = (
    # after e, which YAML takes for the escape character
    "ell|emptyset|epsilon|equiv|eta|exists|"
    # after t, which YAML takes for a tab
    "tan|tanh|tau|tbinom|text|textbf|textit|textrm|tfrac|therefore|theta|tilde|times|tiny|to|top|"
    "triangle|triangleq|"
    # after n, for a line feed
    "nabla|natural|ncong|ne|nearrow|neg|neq|newline|nexists|ngeq|ngtr|ni|nleq|nless|nmid|"
    "nolimits|nonumber|not|notin|nparallel|nprec|nsim|nsubseteq|nsucc|nu|nwarrow"
)
_SUSPECT = re.compile(
    r"\\(?:"
    r"[abfrvNLP](?=[A-Za-z])"  # bell, backspace … before a letter: \alpha, \beta, \frac
    r"|_"  # a no-break space: snake\_case
    rf"|(?=(?:{_TEX})(?![A-Za-z]))[etn]"
    r")"
)
_PATH = re.compile(
    r"(?<![\\\w])[A-Za-z]:(?:[\\\0]+[\w. -]+)*?"
    r"(?P<at>\\(?!x[0-9A-F]{2}|u[0-9A-F]{4})[A-Za-z0_])"  # not those that a program writes
)
_PAIRS = re.compile(r"\\\\|\\\"")


def silent_escape(raw: str) -> int | None:
    """Where a text in double quotes has a backslash that was hardly meant as YAML reads it.

    Args:
        raw: the text as the file has it, quotes included.

    Returns:
        The index of the backslash; None where there is none.
    """
    masked = _PAIRS.sub("\0\0", raw)  # of the same length, and no backslash of its own
    found = [match.start() for match in (_SUSPECT.search(masked),) if match]
    found += [match.start("at") for match in (_PATH.search(masked),) if match]
    return min(found, default=None)
