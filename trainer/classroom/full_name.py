"""Full names out of what schools write: the given name first, and no class or group behind."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_TURNED = re.compile(r"\s*[,،，]\s*")
_BEHIND = re.compile(r"[,،，](?:.*\d|\s*(?:[js]r\.?|i{2,3}|iv)\s*$)", re.IGNORECASE)
"""What comes after a comma and is no given name: Jr., or figures."""
GROUP_WORDS = (
    "class|classe|klasse|clase|klass|klasa|třída|sınıf|group|gruppe|groupe|grupo|gruppo|grupa|year"
    "|grade|form|section|team|jahrgang|jg|kurs|course|stufe|класс|группа|جماعت|کلاس|صف|فصل|班"
)
_FIGURED = (
    r"\d{1,4}(?:[./º°ª-]*[^\W_]{1,4})?"
    r"(?:(?:[./º°ª-]+|\s+)(?-i:[A-Z]{1,4}|[^\W\d_]|\d{1,4}))*\.?|(?-i:[A-Z]{1,3}\s?\d{1,2}[a-zA-Z]?)"
)
_GROUP = re.compile(
    rf"(?:{GROUP_WORDS})(?:[.:]?\s+[^\W_][^\s,،，()]*){{1,3}}|(?:{GROUP_WORDS})[.:-]?\d\S{{0,4}}"
    rf"|(?:[^\s\d,،，/]+|\d\S*)\s+(?:{GROUP_WORDS})|{_FIGURED}",
    re.IGNORECASE,
)
"""A class, a group or a date, as in 7b, Q1, Year 8, blue group and 6ème B."""
_BEFORE_GROUP = re.compile(r"\s*[,،，/(（\[【]\s*|\s+[-–—|]\s*")
_ASIDE = re.compile(r"(?P<name>[^,،，]*\S)\s*[,،，]\s*(?P<group>[^,،，()]*[^,،，()\s])")
MOSTLY = 0.8
"""The part of the lines of a list, or of the cells of a column, that says what they all are."""


@dataclass(frozen=True, slots=True)
class FoundNames:
    """Names as a file has them."""

    names: tuple[str, ...]
    """In its order, the given name first."""
    notices: tuple[str, ...] = ()
    """How it was read where the file does not say."""


def full_names(names: Sequence[str]) -> FoundNames:
    """Names as they are said: the given one first, and no class or group behind them."""
    alone = _without_groups(names)
    turned = [*map(_turned, alone)]
    notices: list[str] = []
    for before, after in ((names, alone), (alone, turned)):
        other = [(was, is_) for was, is_ in zip(before, after, strict=True) if was != is_]
        others = ", and the like" if len(other) > 1 else ""
        notices += [f"“{was}” was read as “{is_}”{others}." for was, is_ in other[:1]]
    return FoundNames(tuple(turned), tuple(notices))


def is_group(text: str) -> bool:
    """Whether a text is a class, a group or a date by its shape."""
    return bool(_GROUP.fullmatch(text))


def is_no_given_name(word: str, name: str) -> bool:
    """Whether a word behind a name is not written as names are, and the name is whole without."""
    small = word.islower() and word[0].islower() and not name.islower()
    return " " in name and (small or (word.isalpha() and word.isupper() and not name.isupper()))


def _without_groups(names: Sequence[str]) -> list[str]:
    """The names without the class or group behind each, unless two are told apart by it alone."""
    alone = _without_words(names, [*map(without_class, names)])
    many = Counter(alone)
    return [name if many[short] > 1 else short for name, short in zip(names, alone, strict=True)]


def without_class(name: str) -> str:
    """A name without what is a class by its shape. One word before words alone is a family's."""
    for sign in _BEFORE_GROUP.finditer(name):
        short, group = name[: sign.start()], name[sign.end() :].rstrip(" )）]】")
        whole = re.search(r"[\s,،，]", short) or re.search(r"\d|\b\w$", group)
        if short and whole and _GROUP.fullmatch(group):
            return short
    halves, _, last = name.rpartition(",")
    third = halves.count(",") == 1 and not _BEHIND.search(f",{last}")
    said = halves.replace(",", ", ")
    return halves if third and is_no_given_name(last.strip(), said) else name


def _without_words(names: Sequence[str], alone: Sequence[str]) -> list[str]:
    """The names without words behind them that are groups by the whole list alone.

    Given names come again too. So nearly all lines have to have a word behind a whole name that
    is not written as names are: small words that come again, or capitals beside classes.
    """
    found = {name: match for name in alone if (match := _ASIDE.fullmatch(name))}
    classes = [1 for name, short in zip(names, alone, strict=True) if name != short not in found]
    many = Counter(found[name]["group"] for name in alone if name in found)
    groups = all(
        is_no_given_name(match["group"], match["name"])
        and (classes or (match["group"].islower() and many[match["group"]] > 1))
        for match in found.values()
    )
    enough = many.total() + len(classes) >= MOSTLY * len(names)
    return [found[name]["name"] if groups and enough and name in found else name for name in alone]


def _turned(name: str) -> str:
    """`Müller, Anna` as she is called."""
    if _BEHIND.search(name):
        return name
    parts = [part for part in _TURNED.split(name) if part]
    return " ".join(reversed(parts)) if len(parts) == 2 else name  # noqa: PLR2004
