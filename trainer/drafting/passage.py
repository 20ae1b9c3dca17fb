"""The words that a card rests on, found in the article and cut into parts that say one thing."""

import re
from itertools import pairwise
from typing import NamedTuple, Self

from trainer.deck.facts import Fact, facts_of
from trainer.deck.likeness import words as words_of
from trainer.deck.lint.names import names_of
from trainer.deck.source_text import CURLY_QUOTES, SourceText
from trainer.drafting.verb_forms import is_form_of, may_be_verb

_SHORTEST = 3
"""Words that a quotation has at least; fewer stand anywhere."""
_FARTHEST = 2
"""Sentences that a pronoun is followed back."""
_POINTS_BACK = re.compile(
    r"\b(?:it|its|he|his|him|she|her|they|their|them|this|that|these|those|there|here|the same|"
    r"such|another|one|both|afterwards|then)\b",
    re.IGNORECASE,
)
_NOT_WORDS = re.compile(r"[^\w%°]+")
_EMPTY = frozenset(
    "a an the this that these those it its he his him she her they their them we our us you your i "
    "of to in on at by for from with without into onto over under about around between among "
    "through during against across along above below near off up down out as than and or but nor "
    "so if then is are was were be been being am do does did done have has had having can could "
    "will would shall should must may might not no yes who whom whose which what when where why "
    "how many much there here also too very just only even still yet already again ever never "
    "some any all each every both either neither none more most less least few several other "
    "another such same own because since until while after before per one ones s t "
    "take took taken make made get got".split()
)
"""Words that no fact hangs on; those that change a fact are looked at in `qualifiers`."""
_PART = re.compile(
    r"(?:[;:]| [–—-] |,? (?=(?:while|whereas|although|though|but|when|until|because|leading to|"
    r"resulting in|so that)\b)|, (?=(?:and|or|which|who|where|so|as|since|after|before|given|"
    r"partly|mainly|mostly|perhaps|probably|possibly|not|(?:more|less) than)\b)|"
    r",? (?=(?:and|or) (?:\d|it |they |he |she |then |later |"
    r"(?:is|are|was|were|has|had|can|could|will)\b|[A-Z][\w-]+ (?:in|on|at|by|to|for|from) ))| "
    r"(?=(?:where|without|instead of|rather than|except|(?:that|which|who) \w+ed)\b))"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_JOINED = re.compile(r",? and (?=(?P<verb>[a-z]+)\b)")


class Passage(NamedTuple):
    """The sentences that hold a quotation."""

    pointers: tuple[str, ...]
    """Of the sentence that is meant to bear the card, and of those that it points back to."""
    sentence: str
    """What bears the card; two sentences where the quotation spans them."""
    before: str
    """What it may point back to with `it` or `they`: the sentences before it; else empty."""
    back: int
    """How many these are."""
    words: str
    """The quotation as the article has it."""
    known: frozenset[str]
    """The article's names in lower case."""

    @classmethod
    def of(cls, quotation: str, source: SourceText) -> Self | None:
        """The passage that a quotation is in; None where it is nowhere.

        Letters and digits must be the same, in one paragraph; quotes, dashes, line ends and
        what ends the quotation need not.
        """
        asked = _folded(quotation)
        if len(asked.split()) < _SHORTEST:
            return None
        for place, sentences in enumerate(source.paragraphs, 1):
            paragraph = _folded(" ".join(sentences))
            at = f" {paragraph} ".find(f" {asked} ")
            if at < 0:
                continue
            # word by word, as folding keeps their number
            first = len(paragraph[:at].split())
            last = first + len(asked.split()) - 1
            held, count = [], 0
            for number, sentence in enumerate(sentences):
                size = len(_folded(sentence).split())
                if count <= last and first < count + size:
                    held.append(number)
                count += size
            text = " ".join(sentences[number] for number in held)
            back = 0
            while back < min(held[0], _FARTHEST) and _POINTS_BACK.search(sentences[held[0] - back]):
                back += 1
            pointers = [f"{place}.{number + 1}" for number in range(held[0] - back, held[-1] + 1)]
            before = " ".join(sentences[held[0] - back : held[0]])
            return cls(tuple(pointers), text, before, back, quotation, names_of(source))
        return None

    def for_card(self, card_text: str) -> Self:
        """Without what it points back to, where the card says nothing that is not in it."""
        words, before = content(self.sentence), content(self.before)
        if any(has(word, before) and not has(word, words) for word in content(card_text)):
            return self
        return self._replace(before="", pointers=self.pointers[self.back :], back=0)

    @property
    def parts(self) -> tuple[str, ...]:
        """The sentence in parts that each say one thing: at `;`, `while`, `and opened in`."""
        return parts_of(self.sentence)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The names, numbers, dates and causes of the sentence."""
        return facts_of(self.sentence, self.known)

    @property
    def whole(self) -> str:
        """The sentence with what it points back to."""
        return f"{self.before} {self.sentence}".strip()


def parts_of(sentence: str) -> tuple[str, ...]:
    """A sentence in parts that each say one thing, in their order, none of them empty."""
    pieces = [piece for part in _PART.split(sentence) if part for piece in _at_verbs(part)]
    return tuple(piece.strip(" ,") for piece in pieces if piece.strip(" ,."))


def _at_verbs(part: str) -> list[str]:
    """Cut before a second verb: `begun in 1988 and opened in 1994`."""
    cuts = [
        match.start()
        for match in _JOINED.finditer(part)
        if may_be_verb(match["verb"]) and any(map(may_be_verb, part[: match.start()].split()))
    ]
    bounds = [0, *cuts, len(part)]
    return [part[a:b] for a, b in pairwise(bounds)]


def content(text: str) -> tuple[str, ...]:
    """The words of a text that a fact hangs on, in their order."""
    whole = _THOUSANDS.sub("", text)  # else the 000 of one number is that of another
    return tuple(word for word in words_of(whole) if word.lower() not in _EMPTY and word.strip("-"))


def has(word: str, text: tuple[str, ...]) -> bool:
    """Whether one of several words is the word, in whatever form."""
    return any(is_form_of(word, other) for other in text)


def _folded(text: str) -> str:
    plain = text.translate(CURLY_QUOTES).replace("…", " ").lower()
    return " ".join(_NOT_WORDS.sub(" ", plain).split())
