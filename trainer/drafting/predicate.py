"""A clause as its parts, and which word of it is the finite verb. By rule, no model."""

import re
from typing import NamedTuple

from trainer.deck.facts import NUMBER
from trainer.drafting.verbs import COMMON, IRREGULAR, is_participle, of_past, of_present

BE = "is are was were"
AUXILIARY = frozenset(
    f"{BE} has have had can could will would must should may might cannot".split()
)
DETERMINERS = frozenset(
    "the a an its his their it he she they some most all many each both about only one no your any "
    "every".split()
)
AFTER_A_NOUN = frozenset("of in on at with from for to between under near made".split())
_NO_VERB_AFTER = frozenset(
    "a an the of in to by with for from at and or no its his their several many few some any all "
    "most these those each every two three four five six seven eight nine ten this that".split()
)
_OWNED = frozenset("a an the its his her their no two three four five between about some".split())
_NO_THING = frozenset("always sometimes perhaps besides afterwards nonetheless thus".split())
_MANY = frozenset(
    "they we most many some few both all others people men women children feet teeth mice "
    "bacteria fungi larvae cattle police young rich poor old british french dutch english chinese "
    "japanese".split()
)
"""Words of more than one that do not end in s."""


class Clause(NamedTuple):
    """A main clause: what comes first, its subject, its verb, and the rest."""

    lead: str
    """A phrase before the subject, as `In 1854`; empty where there is none."""
    subject: str
    auxiliary: str
    """What a question puts before the subject: was, has, did, does."""
    verb: str
    """The verb as it stands after the subject of a question; empty where `be` is all."""
    finite: str
    """The verb as the statement has it."""
    rest: str
    is_second: bool = False
    """Whether another clause of its sentence stands before it."""
    is_aside: bool = False
    """Whether it is what `which` or `who` adds about the subject of another."""

    def asked(self, question: str, rest: str, *, lead: bool = True) -> str:
        """A question about this clause.

        Args:
            question: what it begins with: `In which year`, `Why`.
            rest: what of the rest stays.
            lead: whether the fronted phrase stays; at the end.
        """
        leads = lead and self.lead and not self.lead.endswith((" later", " earlier"))
        front = f"{self.lead[:1].lower()}{self.lead[1:]}" if leads else ""
        parts = (question, self.auxiliary, self.subject, self.verb, rest, front)
        return " ".join(" ".join(part for part in parts if part).split()).rstrip(" ,.") + "?"


def is_plural(subject: list[str]) -> bool:
    """Whether a subject is of more than one: by its noun, which stands before any `of` or `in`."""
    ends = AFTER_A_NOUN | {"that", "which", "who"}
    end = next((at for at, word in enumerate(subject) if at and word in ends), None)
    adverb = r"also|often|always|never|still|now|even|just|mostly|\w+ly"
    nouns = [word for word in subject[:end] if not re.fullmatch(adverb, word)] or subject[:1]
    head = nouns[-1].lower()
    is_many = head in _MANY or (head.endswith("s") and not head.endswith(("ss", "us", "is")))
    return is_many or "and" in map(str.lower, subject[:end])


def verb_of(words: list[str], at: int) -> tuple[str, str] | None:
    """The auxiliary of a question and the verb's form there, where a word is a finite verb."""
    word, before = words[at].strip(","), words[at - 1].lower()
    sentence = " ".join(words)
    after = words[at + 1] if at + 1 < len(words) else ""
    owning = {"had": "did", "has": "does", "have": "do"}.get(word)
    is_thing = after.endswith("s") and not is_participle(after) and after not in _NO_THING
    if owning and (after in _OWNED or NUMBER.match(after) or is_thing):
        return owning, "have"
    if word in AUXILIARY or (word in {"did", "does", "do"} and after == "not"):
        return word, ""
    if before in _NO_VERB_AFTER or not word.isalpha() or not word.islower():
        return None
    if IRREGULAR.get(word) == word and is_plural(words[:at]) and not re.search(r"\d{4}", sentence):
        return None  # `bacteria split it`: now, or then?
    if word in IRREGULAR:
        return "did", IRREGULAR[word]
    if word.endswith("ed") and (len(word) > 4 or word in {"used", "died", "tied", "lied"}):  # noqa: PLR2004 - red is none
        return "did", of_past(word)
    is_many = is_plural(words[:at])
    if word.endswith("s") and not is_many and of_present(word) in COMMON:
        # `small cracks appear`, `telephone calls followed`
        is_noun = after in COMMON or after in {"are", "were", "have"} or after in IRREGULAR
        is_noun = is_noun or (after.endswith("ed") and at == 1) or after in AUXILIARY
        is_noun = is_noun and words[0].lower() not in {"a", "an", "each", "every", "it"}
        return None if is_noun else ("does", of_present(word))
    if word in COMMON and is_many:
        return "do", word
    return None
