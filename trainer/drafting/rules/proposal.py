"""A card that a rule proposes, and what is cut from its sentence for it."""

import re
from typing import NamedTuple

LONGEST_RUN = 7
"""Words in a row that a draft takes from its source; one more would be a quotation."""


_FILLER = re.compile(r"\b(?:also|too|then|therefore|however|by contrast|later|already)\b,? ?")


DANGLES = re.compile(
    r"\b(?:he|she|it|they|them|him|this|these|those|there|here|that (?:year|day|month)|themselves|"
    r"the (?:same|latter|former)|such|another|the other|its own|instead|afterwards|"
    r"first(?= (?:is|are|was|were|had|has)\b)|today|now|currently|recently|so far|at present)\b|"
    r"\b(?:is|are|was|were|do|does|did|has|have) (?:many|most|some|few|several|all|others|both|"
    r"each)\b(?! [a-z]+s\b)|\b(?:would|could|can|may|might) (?:one|some|many|several)\b",
    re.IGNORECASE,
)
"""Words that point at something which a card met alone does not name."""


class Proposal(NamedTuple):
    """A card that a rule proposes, with the words of its sentence that it asks for."""

    fields: dict[str, object]
    fact: str
    pointers: tuple[str, ...] = ()
    is_acronym: bool = False
    is_last_resort: bool = False
    """Whether it is for a sentence of which nothing better is asked."""


def asking(question: str, fact: str, **keys: object) -> Proposal:
    """A proposal with its question tidied: without `also`, `then`, and spaces that were left."""
    question = re.sub(r" to \w+ (?:it|them|him|her)(?=\?)| only(?=\?)", "", question)
    text = " ".join(_FILLER.sub("", question).split()).replace(" ,", ",").replace(" ?", "?")
    return Proposal({"q": text[:1].upper() + text[1:], **keys}, fact)


_ADDED = (
    r", (?:many|some|most|each|all|both|one|two|three|probably|perhaps|possibly|mainly|mostly|"
    r"partly)\b"
)


def cut(rest: str, most: int = LONGEST_RUN) -> str:
    """So much of the rest as is no quotation, ended where a phrase ends."""
    rest = _standing(re.sub(r"^that (?=the|an?|[a-z]+s )", "", rest.strip(" ,")))
    rest = re.split(_ADDED, rest)[0]
    words = rest.split(" ")
    if len(words) <= most:
        return " ".join(words)
    ends = [
        at
        for at, word in enumerate(words[: most + 1])
        if at > 1
        and re.fullmatch(
            r"(?:in|on|at|by|for|from|with|without|that|when|where|as|after|into)", word
        )
    ]
    return " ".join(words[: ends[-1]] if ends else words).rstrip(",")


_JOINING = re.compile(
    r"(?:^|,? )\b(?:in|on|at|for|by|from|with|as|of|between|under|over|into|through|across|near|"
    r"when|while|because|that|which|where|who|and|if|after|before|so)\b "
)


def _standing(rest: str) -> str:
    """The rest without phrases at its end that point at something elsewhere: `of such plans`."""
    while found := DANGLES.search(rest):
        cuts = [cut for cut in _JOINING.finditer(rest) if cut.start() < found.start()]
        while len(cuts) > 1 and cuts[-1][0].strip() == "of":
            cuts.pop()  # `the development` alone says little
        if not cuts:
            return rest
        rest = rest[: cuts[-1].start()]
    return rest


def short(text: str, *, loosely: bool = True) -> str:
    """An answer of few words: the text up to where a clause of it ends; empty where it has none."""
    text = re.sub(r" ?\([^)]*\)", "", text).strip(" ,.")
    words = text.split(" ")
    if len(words) <= LONGEST_RUN:
        return text
    ends = (
        r",",
        r" (?:that|which|who|whose|when|where|and|but|without|if|as)\b",
        r" (?:in|at|on|for|from|by|with)\b",
    )
    for end in ends if loosely else ends[:2]:
        short = re.split(end, text, maxsplit=1)[0].strip()
        is_half = re.search(r"\bbetween \S+$", short)
        if " " in short and len(short.split(" ")) <= LONGEST_RUN and not is_half:
            return short
    return ""
