"""A card that a rule proposes, and what is cut from its sentence for it."""

import re
from typing import NamedTuple

from trainer.drafting.clause import PARTICLES
from trainer.drafting.verbs import may_be_verb

_CAPITAL = r"(?:al-|el-|d[’']|[A-Z][’'])?[A-Z][\w’'-]*"
_OF_A_NAME = rf"(?:{'|'.join(PARTICLES - {'of', 'the'})}|y|zu|ter|ten|dos|das|den)"
ONE_NAME = rf"{_CAPITAL}(?: (?:{_OF_A_NAME} ){{0,2}}{_CAPITAL}){{0,3}}"
"""A name of one word to four, those without a capital aside: Ferdinand de Lesseps."""
NAME_OF_TWO = rf"{_CAPITAL}(?: (?:{_OF_A_NAME} ){{0,2}}{_CAPITAL}){{1,3}}"
LONGEST_RUN = 7
"""Words in a row that a draft takes from its source; one more would be a quotation."""


_FILLER = re.compile(
    r"\b(?:also|too(?= ?[,?]| ?$)|then|therefore|however|by contrast|later|already)\b,? ?"
)


DANGLES = re.compile(
    r"\b(?:he|she|it|they|them|him|this|these|those|(?<!is )(?<!are )(?<!was )(?<!were )there|"
    r"here|that (?:year|day|month)|themselves|"
    r"the (?:same|latter|former)|such|another|(?:the|an?) (?:[a-z]+ ){1,2}ones?|"
    r"[a-z]+ ones|"
    r"(?<!each )(?<!any )(?<!no )(?<!all )(?<!every )other [a-z]+s(?! than)|"
    r"the other|(?:almost|nearly) none|its own|instead|afterwards|"
    r"first(?= (?:is|are|was|were|had|has)\b)|today|now|currently|recently|so far|at present)\b|"
    r"\b(?:is|are|was|were|do|does|did|has|have) (?:many|most|some|few|several|all|others|both)"
    r"\b(?! of\b| [a-z]+s\b)|\b(?:would|could|can|may|might) (?:one|some|many|several)\b",
    re.IGNORECASE,
)
"""Words that point at something which a card met alone does not name."""


class Proposal(NamedTuple):
    """A card that a rule proposes, with the words of its sentence that it asks for."""

    fields: dict[str, object]
    fact: str
    pointers: tuple[str, ...] = ()
    clause: str = ""
    """What of its sentence it rests on, without the other clauses; empty where on all."""
    is_acronym: bool = False
    is_last_resort: bool = False
    """Whether it is for a sentence of which nothing better is asked."""


def asking(question: str, fact: str, **keys: object) -> Proposal:
    """A proposal with its question tidied: without `also`, `then`, and spaces that were left."""
    question = re.sub(r" to \w+ (?:it|them|him|her)(?=\?)| only(?=\?)", "", question)
    text = " ".join(_FILLER.sub("", question).split()).replace(" ,", ",").replace(" ?", "?")
    return Proposal({"q": text[:1].upper() + text[1:], **keys}, fact)


LITTLE = re.compile(
    r"(?:(?:the|an?|its?|one|no|any|some|most|many) )?(?:\w+ )?"
    r"(?:part|parts|place|thing|things|way|ways|reason|case|fact|kind|sort|problem|matter|lot|"
    r"number|deal|point|end|beginning|start|time|first|last|same|other|rest|middle|result|effect|"
    r"role|use|trouble|turns?|general|particular|once|all|least|most|example|hand|work|job|question|answer|"
    r"puzzle|challenge|difficulty|threat|risk|failure|success|faith|trust|attention|notice|"
    r"interest|sense|doubt|effort|hope|shape|form|need|care|advantage|difference|purpose|course|account|force|danger|average)",
    re.IGNORECASE,
)
"""Phrases that tell nothing by themselves."""


def upper(text: str) -> str:
    """The text with a capital in front."""
    return text[:1].upper() + text[1:]


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
    if (within := _RELATIVE.search(" ".join(words[:most]))) and within.start():
        return rest[: within.start()]  # not a half of what says which it is
    ends = [
        at
        for at, word in enumerate(words[: most + 1])
        if at > 1
        and re.fullmatch(
            r"(?:in|on|at|by|for|from|with|without|that|when|where|as|after|into|before|until|"
            r"because|during|under|over|through|across|while|which|who)",
            word,
        )
    ]
    shorter = " ".join(words[: ends[-1]] if ends else words).rstrip(",")
    return re.sub(r"(?: \w+(?:ed|en))? so \w+$", "", shorter)


_RELATIVE = re.compile(r",? (?:that|which|who|where|packed so|so \w+ that)\b")
_JOINING = re.compile(
    r"(?:^|,? )\b(?:in|on|at|for|by|from|with|as|of|between|under|over|into|through|across|near|"
    r"when|while|because|that|which|where|who|and|if|after|before|so)\b "
)


def _standing(rest: str) -> str:
    """The rest without phrases at its end that point at something elsewhere: `of such plans`."""
    while found := DANGLES.search(rest):
        cuts = [cut for cut in _JOINING.finditer(rest) if cut.start() < found.start()]
        while cuts and cuts[-1][0].strip() == "of":
            cuts.pop()  # `the development` alone says little
        if not cuts:
            return rest
        rest = rest[: cuts[-1].start()]
    return rest


_LONGEST_ANSWER = 13
_THAT = re.compile(
    r"\b(?!(?:so|such|much|is|was|are|were|proof|fact|idea|claim|belief|view|theory|evidence|sign|"
    r"news|rule|"
    r"sure|certain|clear|true|likely|aware|"
    r"afraid|condition|hope|fear|doubt|report|advantage|way|now|except) )"
    r"(?P<noun>[a-z]+) that(?= [a-z])"
)


_TELLING = re.compile(
    r"\b(?:told|tells?|warn\w*|inform\w*|remind\w*|assur\w*|convinc\w*|show\w*|teach\w*|taught) "
    r"(?:\w+ ){0,2}$"
)
"""What has a person behind it, and then what that person is told."""


def relative(text: str) -> str:
    """The text with `which` for its first `that` behind a noun: no quotation any more."""
    nouns = (
        found
        for found in _THAT.finditer(text)
        if not may_be_verb(found["noun"]) and not _TELLING.search(text[: found.start()])
    )
    found = next(nouns, None)
    return text if found is None else f"{text[: found.end() - 4]}which{text[found.end() :]}"


def short(text: str, *, loosely: bool = True) -> str:
    """An answer of few words: the text up to where a clause of it ends; empty where it has none."""
    text = re.sub(r" ?\([^)]*\)", "", text).strip(" ,.")
    words = text.split(" ")
    if len(words) <= LONGEST_RUN:
        return text
    halves = (with_which := relative(text)).split(" which ")
    are_short = all(len(half.split()) <= LONGEST_RUN for half in halves)
    if with_which != text and are_short and len(words) <= _LONGEST_ANSWER:
        return with_which
    ends = (
        r",",
        r" (?:(?:in|of|on|to|from|with|by|for|at) )?(?:that|which|who|whose|when|where)\b",
        r" (?:and|but|without|if|as)\b",
        r" (?:in|at|on|for|from|by|with)\b",
    )
    for end in ends if loosely else ends[:-1]:
        short = re.split(end, text, maxsplit=1)[0].strip()
        is_half = re.search(r"\bbetween \S+$", short)
        if " " in short and len(short.split(" ")) <= LONGEST_RUN and not is_half:
            return short
    return ""
