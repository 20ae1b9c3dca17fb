"""A question in other words than its article has: a question that quotes asks for recognition."""

import re
from collections.abc import Callable, Iterator

from trainer.deck.lint.names import number_of
from trainer.drafting.parse.phrase import COMPLEMENT, RELATIVE, genitive, upper


def variants(text: str) -> Iterator[str]:
    """A text, and then the same with ever more small words changed, so that it is no quotation."""
    yield _plain(text)
    is_capital = text[:1].isupper()
    text = text.replace(RELATIVE, "which")
    for words, other in _SMALL_WORDS:
        yield _plain(text)
        text = words.sub(other, text)
        text = upper(text) if is_capital else text
    yield _plain(text)
    yield _plain(text.replace(f"{COMPLEMENT} ", ""))


def _plain(text: str) -> str:
    return text.replace(RELATIVE, "that").replace(COMPLEMENT, "that")


def _in_digits(match: re.Match[str]) -> str:
    return number_of(match[0]) or match[0]


_END = r"(?=[?,.]|$| (?:in|on|at|for|by|to|with|from|is|was|are|were|would|had|has)\b)"


def _owned(match: re.Match[str]) -> str:
    the = f"{match['the']} " if "the" in match.groupdict() else ""
    return f"{the}{genitive(match['owner'])} {match['what']}"


_SMALL_WORDS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\b(?:also|then|therefore|thus) "), ""),
    (re.compile(r"\b(is|was|are|were|does|do|did|has|had|could|would) not\b"), r"\1n't"),
    (re.compile(r"\bcannot\b"), "can't"),
    (re.compile(r"\b(most|many|some|all) of the(?= [a-z])"), r"\1"),
    (re.compile(r"(?<=\w\ws) at a time\b"), " at once"),
    (re.compile(r"\bcontain(s?)\b"), lambda match: "has" if match[1] else "have"),
    (re.compile(r"\bmuch (?=more|less|\w+er\b)"), "far "),
    (re.compile(r"(?<=\w) manage to "), " "),
    (
        re.compile(
            r"(?<!-)\b(?:t(?:wo|hree|welve|wenty|hirty)|four(?:teen)?|five|six(?:teen|ty)?|seven|eight|nine|"
            r"ten|eleven|fifteen|forty|fifty)\b(?! (?:hundred|thousand|million|of))(?!-)"
        ),
        _in_digits,
    ),
    (re.compile(r"\babout(?= (?:\d|an? |ten|half|two))"), "around"),
    (re.compile(r"\bfor every\b"), "per"),
    (re.compile(r"\bevery(?= [a-z]+(?<!s)\b)"), "each"),
    (re.compile(r"\buntil\b"), "till"),
    (re.compile(r"\bnearly\b"), "almost"),
    (re.compile(r"\bwhole\b"), "entire"),
    (re.compile(r"\boften\b"), "frequently"),
    (re.compile(r"\busually\b"), "normally"),
    (re.compile(r"\bsuch as\b"), "like"),
    (re.compile(r"\bbegan\b"), "started"),
    (re.compile(r"\bbegin(s?)\b"), r"start\1"),
    (re.compile(r"\bknown as\b"), "called"),
    (re.compile(r"\bnear\b"), "close to"),
    (re.compile(r"\blarge\b"), "big"),
    (re.compile(r"\bmany\b(?= [a-z]+s\b)(?<!how many)"), "numerous"),
    (re.compile(r"\bless than\b"), "under"),
    (re.compile(r"\bmore than(?= (?:a|one|\d|half|two|three|ten)\b)"), "over"),
    (re.compile(r"\b(it|he|she|that|there) is\b(?! [,?])"), r"\1's"),
    (re.compile(r"\b(you|they|we) are\b"), r"\1're"),
    (re.compile(r"\b(you|they|we) have(?= (?:just )?\w+(?:ed|n)\b)"), r"\1've"),
    (re.compile(r"\b(is|are|was|were) no longer ((?:\w+ ){0,4}\w+)$"), r"\1 not \2 any more"),
    (re.compile(r"(?<=\w) and (?=(?:even )?[\w-]+(?: [\w-]+){0,2}$)(?<!both)"), " as well as "),
    (re.compile(r"(?<=\w) when (?=the |an? )"), " once "),
    (re.compile(r"\bthe only(?= [a-z])"), "the sole"),
    (
        re.compile(rf"\b[Tt]he (?P<what>[a-z]+) of (?P<owner>(?:an? )?[a-z]+){_END}"),
        _owned,
    ),
    (re.compile(r"\bin order to\b"), "to"),
    (re.compile(r"\b(an? \w+) with (?=an? )"), r"\1 which has "),
    (
        re.compile(
            rf"\b(?P<the>[Tt]he) (?P<what>[a-z]+) of the (?P<owner>[\w-]+(?: [A-Z]\w+)?){_END}"
        ),
        _owned,
    ),
)
