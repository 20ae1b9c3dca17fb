r"""Backslashes in double quotes that YAML takes for something else than was meant.

`"\theta"` is a tab and `heta` to YAML, `"C:\new"` has a line feed, and no message says so. Found
here are those that make a control character no deck may hold, commands of TeX, and paths of
Windows.
"""

import re

_TEX = (
    # after t, which YAML takes for a tab
    "tag|tan|tanh|tau|tbinom|text|textbf|textcolor|textit|textrm|textsf|texttt|textup|tfrac|"
    "therefore|theta|thickapprox|thicksim|thinspace|tilde|times|tiny|to|top|triangle|triangledown|"
    "triangleleft|trianglelefteq|triangleq|triangleright|trianglerighteq|twoheadrightarrow|"
    # after n, for a line feed
    "nabla|natural|ncong|nearrow|neg|neq|newline|nexists|ngeq|ngtr|nleftarrow|nleq|"
    "nless|nmid|nolimits|nonumber|not|notin|nparallel|nprec|nrightarrow|nsim|nsubseteq|nsucc|"
    "nsupseteq|nvdash|nwarrow"
)
_WORDS = "ne|ni|nu"
"""These may as well be a line feed and a word: in `"pane\\ne vino"` a line begins with `e`."""
_SUSPECT = re.compile(
    r"\\(?:"
    r"[abefrvNLP](?=[A-Za-z])"  # bell, backspace … before a letter: \alpha, \beta, \frac
    r"|_"  # a no-break space: snake\_case
    rf"|(?=(?:{_TEX})(?![A-Za-z]))[tn]"
    # in a formula, or where nobody ends a line
    rf"|(?<=[\s\x22(=$^_{{0-9]\\)(?<!\$\$\\)(?=(?:{_WORDS})(?![A-Za-z]))n"
    r")"
)
_PATH = re.compile(
    r"(?<![\\\w])[A-Za-z]:(?:[\\\0]+[\w. -]+)*?"
    r"(?P<at>\\(?!x[0-9A-F]{2}|u[0-9A-F]{4})[A-Za-z0_])"  # not those that a program writes
    r"(?! |\\t)"  # an indented line, as in "if x:\n    f()"
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
    places = [match.start() for match in (_SUSPECT.search(masked),) if match]
    places += [match.start("at") for match in (_PATH.search(masked),) if match]
    return min(places, default=None)
