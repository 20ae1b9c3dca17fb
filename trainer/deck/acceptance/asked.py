"""Words of the question beside a key, and nouns of the key that the question said already."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, product, takewhile

from trainer.deck.acceptance.english import PERIODS
from trainer.deck.acceptance.folding import APOSTROPHES, folded
from trainer.deck.acceptance.notation import phrase
from trainer.deck.acceptance.plurals import singular

_KINDS = (
    (
        "city town village capital province region county district state states country republic "
        "kingdom empire; port harbour"
    ),
    "state states country republic kingdom island islands isle; continent; peninsula cape",
    "river; lake; sea; ocean; bay gulf; strait; canal",
    "mount mountain mountains range peak volcano",
    "desert",
    "valley",
    "planet; moon; star; galaxy",
    (
        "war battle siege; revolution; treaty agreement pact peace conference; "
        "act law doctrine; theorem equation principle effect"
    ),
    "disease syndrome fever; virus; bacterium",
    "helicopter helicopters aircraft plane; ship ships; tank; missile missiles rocket",
    "pipeline",
    "bridge; tower palace castle; cathedral church temple mosque; university college school",
    "company; party",
    "language",
    "people tribe; dynasty dynasties",
    "novel book; play; poem; opera symphony; painting; film",
    "element metal gas acid; enzyme hormone protein vitamin",
    "mr",
    "cell cells; bone; muscle; nerve; artery vein; gland organ",
    "unit",
)
"""Class nouns. Those of one kind may be meant where another is asked for, and those of one group
of it (between semicolons) also where the key has another."""
_CLASS_NOUNS = frozenset(" ".join(_KINDS).replace(";", " ").split())
_LEAD_IN = re.compile(
    r"^\s*(?:i (?:think|believe|guess|suppose)(?: that)?|(?:i'?m )?(?:pretty )?sure|maybe"
    r"|probably|perhaps"
    r"|(?:the |my )?answer is|it(?:'|’)?s called|it is called|it(?:'|’)s|it is|it was|they are"
    r"|they(?:'|’)re|that is|that(?:'|’)s|this is|he is|she is|he(?:'|’)s|she(?:'|’)s|he was"
    r"|she was"
    r"|they were)[\s:,]+(?=\S)",
    re.IGNORECASE,
)
_LEAD_OUT = re.compile(
    r"(?<=\S),?\s+(?:i (?:think|believe|guess|suppose)|maybe|probably|perhaps)[\s.!?]*$",
    re.IGNORECASE,
)
_NEGATIONS = frozenset(
    "not no non never none without neither nor un anti isnt arent wasnt werent dont doesnt "
    "didnt cant".split()
)
_JOINTS = frozenset({"&", "and", "or"})
_MOST_BESIDE = 8
"""Words of the question that are taken off a formula at either side."""
_SMALL = {"en": frozenset("the of a an".split()), None: frozenset({"the", "of"})}
"""Words beside a key that say nothing; another language has none of them."""
_PLACE_OR_TIME = re.compile(
    r"\b(?:where|when|in which|on which|at which|what year|which year|what city)\b", re.IGNORECASE
)
_EACH = frozenset({"each", "every", "per"})
_PREPOSITIONS = frozenset({"in", "at", "on"})
_AFTER_WHICH = re.compile(
    r"\b(?:which|what)\b(?: (?:kinds?|sorts?|types?) of)?((?:\s+\S+){0,3})", re.IGNORECASE
)
_NO_NOUNS = frozenset("is of the did was are do does in kind".split())
"""Words after which and what that are not the noun asked for."""
_BRACKETS = re.compile(
    r"(?:(?<=\s)|^)\(([^()]*(?:[^\W\d_][^\W_]|\d{3})[^()]*)\)(?=$|[\s.,;:!?])|(?<=[a-z])\((?:e?s)\)(?=\W|$)"
)
_ONE = re.compile(r"(?:^|(?<=\band )|(?<=[,&+;] ))(?:an?|An|[Oo]ne|1) (?=[a-z]{2})")
"""Where a thing is counted that is one; grade A students are no grade 1 students."""
_TYPED_A = re.compile(r"^A (?=[a-z]{2})")
_YEARS = re.compile(
    r"\s*\((?:(?:born|died|b\.|d\.|fl\.|c\.|ca\.)\s*)*\d{3,4}(?:\s*[-–—/]\s*(?:\d{2,4})?)?\)\s*$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(rf"(\w)[{APOSTROPHES}]s(?!\w)|(?<=s)[{APOSTROPHES}](?!\w)")
_ALTERNATIVES = re.compile(r"([\w'’-]+),? or ([\w'’-]+)|([\w'’-]+) and ([\w'’-]+)")


@lru_cache(maxsize=1024)
def with_and_without_brackets(key: str) -> tuple[str, ...]:
    """A key whose words in parentheses are optional, in full and without them."""
    if not _BRACKETS.search(key):
        return (key,)
    short = " ".join(_BRACKETS.sub("", key).split())
    full = " ".join(re.sub(r"(?<=[a-z])\((e?s)\)", r"\1", key).split())
    return (full, short) if short else (key,)


def with_one(text: str, *, is_typed: bool = False) -> str:
    """A text in which a or an before a thing is the number 1: a quart, one quart, 1 quart.

    An A in front of a key may be a letter, as in A minor. In front of what a learner typed it is
    the word a: a phone begins with a capital.
    """
    return _ONE.sub("1 ", _TYPED_A.sub("a ", text) if is_typed else text)


def without_years(answer: str) -> str:
    """A name without the years that are after it in brackets: Lind (1716-1794)."""
    return _YEARS.sub("", answer).strip()


def without_possessive(answer: str) -> str:
    """`Nelson` of `Nelson's`, and `Nelson fleet` of `Nelson's fleet`."""
    return _POSSESSIVE.sub(r"\1", answer)


def without_lead_in(answer: str) -> str:
    """What is left of `I think it is Paris` and `Paris, I think`; the text where nothing is."""
    answer = _LEAD_OUT.sub("", answer)
    while (shorter := _LEAD_IN.sub("", answer, count=1)) != answer:
        answer = shorter
    return answer


def is_said_already(
    answer: str, key: str, question: str, language: str | None, keys: Sequence[str] = ()
) -> str | None:
    """Whether a text is the key beside words that the question said, or less such a noun.

    The class nouns of all `keys` and of the question decide which others may stand beside it.

    Returns:
        Empty where nothing is worth a word; `class noun` where one is beside a name that the
        question did not say; None where the words differ in more.
    """
    mine, right = phrase(answer, language).words, phrase(key, language).words
    question_words, small = _question_words(question, language), _SMALL.get(language, frozenset())
    if _less_asked(right, question, language, mine):
        return ""
    for at in range(len(mine) - len(right) + 1):
        if mine[at : at + len(right)] == right:
            extra = _extra(
                answer, mine[:at], mine[at + len(right) :], question, question_words | small, key
            )
            beside = set(mine[:at] + mine[at + len(right) :]) - question_words
            if extra is not None and (
                not extra or _are_of_its_class(beside, keys, question, language)
            ):
                return extra
    return None


def less_said(answer: str, question: str, language: str | None) -> Iterator[str]:
    """What is left of a text without words of the question before and after it: the Na+ ion."""
    needless = (
        (_question_words(question, language) | _SMALL.get(language, frozenset()))
        - _NEGATIONS
        - _JOINTS
    )
    words = answer.split()

    def counted(order: Iterable[str]) -> range:
        beside = takewhile(
            lambda word: singular(word.casefold()) in needless, islice(order, _MOST_BESIDE)
        )
        return range(sum(1 for _ in beside) + 1)

    for before, after in product(counted(words), counted(reversed(words))):
        if before + after and (rest := words[before : len(words) - after]):
            yield " ".join(rest)


def _extra(  # noqa: PLR0913, PLR0917 - both sides of the key, and what the question said
    answer: str,
    before: tuple[str, ...],
    after: tuple[str, ...],
    question: str,
    question_words: frozenset[str],
    key: str,
) -> str | None:
    """What to make of the words before and after the key."""
    words = (*before, *after)
    if not words or set(words) & _NEGATIONS or _JOINTS & {*before[-1:], *after[:1]}:
        return None
    if _PLACE_OR_TIME.search(question) and before and before[-1] in _PREPOSITIONS:
        before, words = before[:-1], (*before[:-1], *after)
    elif _PLACE_OR_TIME.search(question) and before[-2:] == ("on", "board"):
        before, words = before[:-2], (*before[:-2], *after)
    if before and re.search(rf",\s*{re.escape(key)}", answer, re.IGNORECASE):
        return None  # two answers, the second of them the key
    rivals = {
        part.casefold() for pair in _ALTERNATIVES.findall(question) for part in pair[:2] if part
    }
    if set(words) & rivals:
        return None
    kind = ""
    for at, word in enumerate(words):
        if {word, singular(word), PERIODS.get(word, word)} & question_words:
            continue
        if word in _EACH and question_words & {*words[at + 1 : at + 2]}:
            continue
        if word in _CLASS_NOUNS and key[:1].isupper():
            kind = "class noun"
            continue
        return None
    return kind


def _are_of_its_class(
    words: set[str], keys: Sequence[str], question: str, language: str | None
) -> bool:
    """Whether no class noun makes another thing of the key: Arabian Gulf of the Arabian Sea."""
    asked = _asked_words(question, language)
    key_words = {word for key in keys for word in folded(key, language)}
    groups = [group for kind in _KINDS for group in kind.split(";")]
    return all(
        _is_beside_any(noun, nouns & _CLASS_NOUNS, among)
        for noun in words & _CLASS_NOUNS
        for nouns, among in ((asked, _KINDS), (key_words, groups))
    )


def _is_beside_any(noun: str, nouns: set[str], among: Iterable[str]) -> bool:
    """Whether a line holds a noun and one of others; or there are no others."""
    lines = [set(line.replace(";", " ").split()) for line in among]
    return not nouns or any(noun in line and nouns & line for line in lines)


@lru_cache(maxsize=512)
def _question_words(question: str, language: str | None) -> frozenset[str]:
    words = phrase(question, language).words + folded(question, language)
    return frozenset(map(singular, words))


def _less_asked(
    key: tuple[str, ...], question: str, language: str | None, mine: tuple[str, ...]
) -> bool:
    """Whether the words given are the key less the noun that the question asks for."""
    if not mine:
        return False
    if _PLACE_OR_TIME.search(question) and key[:1] and key[0] in _PREPOSITIONS and key[1:] == mine:
        return True
    asked = _asked_words(question, language) - _NO_NOUNS
    rest = tuple(word for word in key if singular(word) not in asked)
    return rest != key and bool(rest) and rest == mine


def _asked_words(question: str, language: str | None) -> set[str]:
    """The lower-case words after which and what, in the singular."""
    return {
        singular(word)
        for words in _AFTER_WHICH.findall(question)
        for word in words.split()
        if word[:1].islower()
        for word in phrase(word, language).words
    }
