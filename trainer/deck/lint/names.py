"""Names and numbers in a text, and whether another text has them. For English."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from trainer.deck.likeness import words
from trainer.deck.partial_date import MONTHS
from trainer.deck.source_text import SourceText

_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_TENS = "thirty forty fifty sixty seventy eighty ninety".split()
_NUMBER_WORDS = {word: str(number) for number, word in enumerate(_NUMBERS)} | {
    word: str(10 * number) for number, word in enumerate(_TENS, 3)
}
_NUMBER_WORDS |= {
    f"{ten}-{one}": str(10 * tens + number)
    for tens, ten in enumerate(["twenty", *_TENS], 2)
    for number, one in enumerate(_NUMBERS[1:10], 1)
}
_MAGNITUDES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 10**9}
_MAGNIFIED = re.compile(
    rf"(\d+(?:[.,]\d+)*|{'|'.join(_NUMBER_WORDS)}|a)[- ]({'|'.join(_MAGNITUDES)})\b", re.IGNORECASE
)
_START = re.compile(r"(?:^|[.?!:;]\s+|[\"“(‘]|\n)\s*(?P<word>[^\W\d_]+)")
_COMMON = frozenset(MONTHS) | {"I", "A", "An", "The"}  # `wrote A history of the canal`
_DEFINED = re.compile(r"(?P<long>(?:[\w'’-]+ ){1,8})\((?:[^()]*\b)?(?P<short>[A-Z][A-Z0-9-]+)\)")
_GENITIVE = re.compile(r"['’]s?$")
_JOINT = re.compile(r"[-.'’]")
_SHORTEST_STEM = 4
_SAME_STEM = 0.6


def numbers(text: str) -> set[str]:
    """The numbers that a text writes in digits, without their thousands' commas."""
    return {number.replace(",", "") for number in re.findall(r"\d+(?:[.,]\d+)*", text)}


# A deck that grows by a card is linted again, all its texts with it.
@lru_cache(1024)
def counted(text: str) -> frozenset[str]:
    """The numbers of a text, those written as words too: six is 6, 2 million 2000000."""
    spelt = {_NUMBER_WORDS[word] for word in map(str.lower, words(text)) if word in _NUMBER_WORDS}
    magnified = {_magnified(*match) for match in _MAGNIFIED.findall(text)}
    return frozenset(numbers(text) | spelt | magnified)


def number_of(text: str) -> str | None:
    """The number that a text of digits or words is, in digits: `2,000`, `forty`, `27 million`."""
    if magnified := _MAGNIFIED.match(text):
        return _magnified(*magnified.groups())
    first = re.match(r"\d+(?:[.,]\d+)*|\w+(?:-\w+)?", text)
    if not first:
        return None
    digits = first[0].replace(",", "")
    return digits if digits[0].isdigit() else _NUMBER_WORDS.get(digits.lower())


def _magnified(number: str, magnitude: str) -> str:
    digits = "1" if number.lower() == "a" else _NUMBER_WORDS.get(number.lower(), number)
    return f"{Decimal(digits.replace(',', '')) * _MAGNITUDES[magnitude.lower()]:f}".removesuffix(
        ".0"
    )


def months(text: str) -> set[str]:
    """The months that a text names."""
    return {month for month in MONTHS if month in words(text)}


@lru_cache(1024)
def names(text: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The words of a text that are names: capitals where a sentence does not ask for them.

    Args:
        text: any text.
        known: names, in lower case, that count at the start of a sentence too.
    """
    starts = {match.start("word") for match in _START.finditer(text)}
    return tuple(dict.fromkeys(_names(text, starts, known)))


def _names(text: str, starts: set[int], known: frozenset[str]) -> Iterator[str]:
    for match in re.finditer(r"[^\W_]+(?:['’.\-][^\W_]+)*", text):
        name = _GENITIVE.sub("", match[0])
        if not name[:1].isupper() or name in _COMMON:
            continue
        shouted = len(name) > 1 and (name[1:].upper() == name[1:])
        if match.start() not in starts or shouted or name.lower() in known:
            yield name


class Vocabulary:
    """Every word of a text, to look names up in.

    Args:
        text: the text.
        acronyms: short form -> the words it stands for, both taken for each other.
    """

    def __init__(self, text: str, acronyms: dict[str, str] | None = None) -> None:
        self._said = text, tuple((acronyms or {}).items())

    @property
    def _words(self) -> frozenset[str]:
        return _words_of(*self._said)

    def has(self, name: str) -> bool:
        """Whether the text has the name or another form of it, as Russian for Russia."""
        whole, known = name.lower(), self._words
        return whole in known or all(
            part in known or any(_same_stem(part, word) for word in known)
            for part in _JOINT.split(whole)
            if part
        )


@lru_cache(256)
def _words_of(text: str, acronyms: tuple[tuple[str, str], ...]) -> frozenset[str]:
    known = set()
    for word in words(text):
        whole = _GENITIVE.sub("", word).lower()
        known |= {whole, *_JOINT.split(whole)}
    for short, long in acronyms:
        if short.lower() in known:
            known |= {word.lower() for word in words(long)}
        elif {word.lower() for word in words(long)} <= known:
            known.add(short.lower())
    return frozenset(known)


def _same_stem(one: str, other: str) -> bool:
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= _SHORTEST_STEM and shared >= _SAME_STEM * max(len(one), len(other))


# A deck that grows by a card is linted again, beside the same source.
@lru_cache(1)
def acronyms(source: SourceText) -> dict[str, str]:
    """The acronyms that a text explains, as `Eurasian Economic Union (EEU)` does."""
    spelt_out = {}
    for definition in _DEFINED.finditer(source.text):
        short = definition["short"]
        letters = re.sub(r"[^A-Z]", "", short)
        long = [word for word in re.split(r"[\s-]", definition["long"]) if word]
        capitals = [word for word in long if word[:1].isupper()]
        spelt_out[short] = " ".join(capitals[-len(letters) :])
    return spelt_out


@lru_cache(1)
def names_of(source: SourceText) -> frozenset[str]:
    """The names of a text, in lower case: to know them where a sentence begins with one."""
    lines = (line for paragraph in source.paragraphs for line in paragraph)
    # where all is in capitals, as in WRITTEN BY, they say nothing of a word
    all_names = (name for line in lines if not line.isupper() for name in names(line))
    return frozenset(name.lower() for name in all_names)
