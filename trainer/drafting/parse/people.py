"""Who in an article is a person, and which nouns are those of people."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

People = frozenset[str]
"""The last words of the names that an article gives to people."""


def people_of(docs: Iterable["Doc"]) -> People:
    """The last words of the names that the article gives to people."""
    votes: Counter[str] = Counter()
    for doc in docs:
        for span in doc.ents:
            if len(span) == 1 and span.start == 0:
                continue  # any first word may be taken for a name
            weight = {"PERSON": 2, "GPE": -2, "LOC": -2, "FAC": -1}.get(span.label_, 0)
            votes[_last(span)] += weight
        for word in doc:
            if word.pos_ != "PROPN":
                continue
            if word.i and doc[word.i - 1].text in TITLES:
                votes[word.text] += 3
            is_called = any(c.dep_ == "appos" and is_person_noun(c) for c in word.children)
            if is_called or (word.dep_ == "appos" and is_person_noun(word.head)):
                votes[word.text] += 3
            if word.dep_ == "nsubj" and word.head.lemma_ in _PERSONAL:
                votes[word.text] += 1
    return frozenset(name for name, count in votes.items() if count > 0)


def _last(span: "Span") -> str:
    words = [word for word in span if word.text != "'s"]
    return words[-1].text if words else ""


def is_person(head: "Token", people: People) -> bool:
    """Whether a noun is a person, or people."""
    kinds = {head.lower_, *(c.lower_ for c in head.lefts)}
    if len(head.text) == 1 or kinds & KINDS:
        return False  # `vitamin C`, `Comet Encke`, `Mammoth Cave`
    is_name = head.ent_type_ == "PERSON" and any(c.dep_ == "compound" for c in head.lefts)
    is_titled = head.pos_ == "PROPN" and any(
        c.dep_ in {"compound", "nmod"} and is_person_noun(c) for c in head.lefts
    )
    return (
        is_name
        or is_titled
        or head.text in people
        or (is_person_noun(head) and head.pos_ != "PROPN")
    )


def is_person_noun(word: "Token") -> bool:
    """Whether a noun is somebody's: a painter, the secretary."""
    return word.lemma_.lower() in _ROLES or bool(_PERSON_ENDING.search(word.lemma_.lower()))


def is_body(word: "Token") -> bool:
    """Whether a noun is a body that acts as people do: a company, the government."""
    return word.ent_type_ in {"ORG", "GPE", "NORP"} or word.lemma_.lower() in _BODIES


KINDS = frozenset(
    "vitamin hepatitis comet mount lake river operation project hurricane storm ship class type "
    "hms ss uss cave caves cavern caverns canyon sea ocean gulf valley canal island islands palace "
    "cathedral museum hospital university glacier desert".split()
)
"""Words beside a name that make it the name of no person: Lake Garda, Mammoth Cave."""
_BODIES = frozenset(
    "government parliament troop company committee team council court army navy church university "
    "academy society board party union guild family crew firm congress senate ministry bank".split()
)
TITLES = frozenset(
    "Mr Mrs Ms Miss Dr Sir Lord Lady Count Countess Prince Princess King Queen Colonel General "
    "Captain Major Admiral Professor Pope Saint Emperor Duke Abbot Bishop Father".split()
)
"""What is before a name and makes it a person's."""
_ROLES = frozenset(
    "king queen prince president minister secretary chairman chairwoman botanist physicist chemist "
    "man woman boy girl wife husband son daughter brother sister mother father merchant clerk "
    "priest monk nun abbot bishop engineer architect physician surgeon colonel captain "
    "principal chief agent mason smith judge student astronomer geographer "
    "optician musician politician mathematician historian librarian technician people child "
    "official banker painter writer teacher farmer reader author inventor doctor professor sailor "
    "soldier officer leader founder member owner worker builder baker miller potter fisherman "
    "researcher explorer traveller lawyer publisher printer editor photographer philosopher "
    "designer manager director governor emperor ruler settler trader preacher weaver hunter actor "
    "producer carpenter shoemaker brewer gardener widow peasant noble knight pilgrim scholar "
    "scientist naturalist pupil apprentice passenger driver conductor pilot beginner "
    "diplomat delegate envoy ambassador mayor senator heir tutor nurse midwife labourer "
    "postman contractor empress caliph sultan viceroy chancellor surveyor composer "
    "inspector baron pioneer".split()
)
_PERSON_ENDING = re.compile(r"(?:ist|grapher|maker|keeper|owner|woman|smith|wright|monger)$")
_PERSONAL = frozenset(
    "say argue write invent discover admit believe propose publish notice think claim predict "
    "suggest persuade marry fear complain insist describe paint hope observe conclude".split()
)
