"""What stands behind the verb of a clause, cut where a preposition or a conjunction begins."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from trainer.deck.facts import NUMBER
from trainer.drafting.passage import content
from trainer.drafting.predicate import Clause
from trainer.drafting.rules.naming import BE
from trainer.drafting.rules.proposal import LITTLE, Proposal, asking, cut, upper
from trainer.drafting.verbs import is_participle, may_be_verb

HAVE = frozenset("has have had".split())
_ADVERBS = frozenset("not also often always never still usually sometimes been be being".split())
_PARTICLES = frozenset("up down out off away back together apart".split())
PLACED = r"in|on|at|over|under|near|above|below|along|inside|outside|across|behind|beside|between"
PREPOSITIONS = (
    rf"{PLACED}|for|by|from|with|as|into|through|like|without|during|within|after|before|since|"
    r"until|against|among|around|onto|towards|throughout|beyond"
)
_BEGINS = re.compile(
    rf"(?:^|,? )(?={PREPOSITIONS}|to |when |while |if |unless |once |because )"
    rf"(?:(?P<joins>when|while|if|unless|once|because)|"
    rf"(?P<prep>{PREPOSITIONS}|to)) "
    r"(?!(?:which|whom|whose|once|first|last|all|times|up to)\b)"
)
_ASIDE = re.compile(r", (?!.*\b(?:and|or)\b).*$")
"""What is said besides: no part of a list."""
_WITHIN = re.compile(r", (?:an?|the) [^,]+,(?= [a-z])(?!.*\band\b|.*\bor\b)")
_APPENDED = re.compile(r", an? [a-z]+ (?:of|that|which|who|for|in|with|by) .*$")
"""`the lunar method, a way of finding the time`."""
_MEASURE = re.compile(rf"{NUMBER.pattern} [a-z]+$", re.IGNORECASE)
_GAPPED = re.compile(
    r"\b(?P<prep>in|on|to|at|for|with|from|by) (?P<first>[^,]*?) and "
    r"(?:(?:most|some|many|the|all) )?[\w-]+ (?P=prep) .*$"
)
"""`In the west and most others in the east`: the second half is about another subject."""
_KNOWN_AS = re.compile(r"\b(?:known|described|seen|regarded|called|such|same|far|well|long|soon)$")
_QUANTITY = re.compile(r"(?:around|over|under|between|from|to|above|below|within) (?:about )?\d")


class Behind(NamedTuple):
    """What stands behind a clause's subject and auxiliary."""

    verb: str
    """The verb as far as the clause does not have it already, with its particle."""
    object: str
    others: tuple[str, ...]
    """Each begins with its preposition, or with `to`, `when`, `if`."""


def behind_of(clause: Clause) -> Behind:
    """Cut what a clause says behind its subject into its phrases."""
    words = clause.rest.split()
    at = 0
    if not clause.verb:
        while at < len(words) and (words[at] in _ADVERBS or words[at].endswith("ly")):
            at += 1
        is_verb = at < len(words) and (
            is_participle(words[at])
            if clause.auxiliary in BE | HAVE or words[at - 1 : at] in (["be"], ["been"])
            else may_be_verb(words[at]) or words[at] == "have"
        )
        at = at + 1 if is_verb else (at if clause.auxiliary in BE else 0)
    if at < len(words) and words[at] in _PARTICLES:
        at += 1
    verb, rest = " ".join(words[:at]), _WITHIN.sub("", " ".join(words[at:]))
    if not re.search(r"\b(?:an?|the|its) \w+$", rest.partition(", ")[0]):  # `a firm, level place`
        rest = _ASIDE.sub("", rest)
    if (appended := _APPENDED.search(rest)) and not re.search(r" and an? ", appended[0]):
        rest = rest[: appended.start()]
    rest = _GAPPED.sub(r"\g<prep> \g<first>", rest)
    starts = [
        found.start("joins") if found["joins"] else found.start("prep")
        for found in _BEGINS.finditer(rest)
        if not _QUANTITY.match(rest[found.start("prep") :] if found["prep"] else "")
    ]
    bounds = [*starts, len(rest)]
    pieces = [rest[: bounds[0]].strip(" ,")]
    for begin, end in pairwise(bounds):
        piece = rest[begin:end].strip(" ,")
        is_span = re.search(r"(?:^| )from \S", pieces[-1]) and re.match(r"to (?:the |[A-Z])", piece)
        is_known = piece.startswith("as ") and re.search(_KNOWN_AS, pieces[-1])
        is_far = re.match("(?:below|above|under|over|behind|before|after|from)", piece)
        is_told = re.match(r"(?:when|while|if|unless|once|because|until)\b", pieces[-1])
        is_told = is_told or OF_ANOTHER.match(pieces[-1])
        is_told = is_told or re.search(r"\b(?:that|which|who) [a-z]", pieces[-1])
        is_of_it = bool(is_told or is_span or is_known or piece.startswith("than "))
        is_farther = re.match("(?:between|under|near|above|below|behind|along)", piece)
        is_of_it = is_of_it or bool(is_farther and re.match(PLACED, pieces[-1]))
        if ((len(pieces) > 1 or is_told) and is_of_it) or (is_far and _MEASURE.search(pieces[-1])):
            pieces[-1] += f" {piece}"
        else:
            pieces.append(piece)
    object_, _, last = pieces[0].rpartition(" ")
    if last in _PARTICLES and re.fullmatch(r"(?:(?:the|an?|your|its) )?(?:\w+ )?\w+", object_):
        return Behind(f"{verb} {last}".strip(), object_, tuple(pieces[1:]))  # `press it down`
    return Behind(verb, pieces[0], tuple(pieces[1:]))


def asked_with(clause: Clause, question: str, *parts: str) -> str:
    """A question about a clause with these parts of it, so far as they are no quotation."""
    return clause.asked(question, cut(" ".join(part for part in parts if part)))


_UNENDED = re.compile(
    r" (?:of|in|on|at|to|for|with|by|from|the|an?|and|or|is|are|was|were|has|have|not|than|as)$"
)
"""An answer that was cut in its middle."""


def telling(question: str, fact: str, told: str, **keys: object) -> Iterator[Proposal]:
    """A proposal, unless its answer tells nothing or its question names too little."""
    if _UNENDED.search(told) or re.search(r" (?:and|or|the|an?)\?$", question):
        return
    if re.search(r" should you \w+\?$", question) and not question.startswith("What"):
        return  # `For how long should you wait?`
    if told and content(told) and not LITTLE.fullmatch(told) and len(content(question)) > 1:
        yield asking(question, fact, **(keys or {"a": upper(told)}))


OF_ANOTHER = re.compile(
    r"(?:before|after|until|when|while|if|unless|once|because|as|since) "
    r"(?:(?:he|she|it|they|you|we|one)\b|"
    r".*\b(?:is|are|was|were|has|had|can|could|would)\b)"
)
"""What begins a clause of its own: `before he found it`."""


def is_infinitive(phrase: str) -> bool:
    """Whether it is `to halve their production` and not `to telephone companies`."""
    found = re.match(r"to (?P<verb>[a-z]+)\b(?: (?P<next>\w+))?", phrase)
    takes = {"the", "a", "an", "its", "their", "his", "her", "them", "it", "all", "any", "each"}
    return found is not None and (found["next"] in takes or may_be_verb(found["verb"]))
