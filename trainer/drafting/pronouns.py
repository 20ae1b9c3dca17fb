"""What a pronoun stands for: the subject of the sentence before, where number and kind fit.

A question is met alone, so that each pronoun is put in words, or there is no question.
"""

import re

from trainer.deck.facts import NUMBER
from trainer.drafting.predicate import Clause, is_plural
from trainer.drafting.rules.proposal import DANGLES, NAME_OF_TWO, ONE_NAME, upper

POSSESSIVE = re.compile(r"\b(?:its|his|her|their)\b", re.IGNORECASE)
_OWNER = re.compile(r"(?P<whose>its|his|her|their) (?=[a-z\d])")
_OF_IT = re.compile(
    r"\b(?P<prep>of|behind|for|in|on|to|with|from|under|over) (?P<what>it|them)$|"
    r"\bof (?P<whose>its|their) (?=[a-z])|\bof (?P<whole>it|them)\b"
)
_THING = re.compile(
    r"\b(?:Bridge|Canal|River|Lake|Sea|Ocean|Tower|War|Company|Museum|Church|Cathedral|Act|Treaty|"
    r"Convention|Protocol|Railway|Palace|House|Street|Park|University|Institute|Society|Mount|"
    r"Island|Castle|Road|Line|Station|Dam|Harbour|Port|City|Council|Committee|Bank|Theatre|Hall|"
    r"Library|Fire|Machine|Engine|Wall|Gate|Tunnel|Telescope|Observatory|Survey|Union)\b"
)
"""Words of a name that is no person's."""
_COUNTED = re.compile(
    rf"^(?:an?|(?:(?:about|around|some|nearly|more than) )?{NUMBER.pattern}) ", re.IGNORECASE
)
"""What a thing has in front that is named for the first time."""
_SHARE = re.compile(r"most|many|some|all|few|several")
_COMPLEX = r"\b(?:of|and|that|which|who|near|in|on|at|from|for|with|between|under)\b"
_LONGEST_OWNER = 4
_KIND = {"its": "it", "it": "it", "their": "they", "them": "they", "they": "they"}


def named(clause: Clause, before: Clause | None) -> Clause | None:
    """The clause with its pronouns replaced by what the one before is about.

    Args:
        clause: as its sentence has it.
        before: the clause before it, which names what it is about; None where none does.

    Returns:
        None where its subject cannot be said in words.
    """
    subject = before.subject if before and before.subject != "you" else None
    if subject and POSSESSIVE.search(subject):
        subject = None
    pronoun = clause.subject.lower()
    if pronoun in {"it", "he", "she", "they"}:
        if before is None or subject is None or not _fits(pronoun, before):
            return None
        if pronoun == "it" and clause.is_second and re.search(r"\bthe [a-z]+[^s\W]\b", before.rest):
            return None  # it may be what the first half ends with
        return clause._replace(subject=_known(subject))
    told = clause
    if before and subject:
        told = _with_owner(clause, before, subject)
        meant = "them" if is_plural(subject.split()) else "it"
        if re.fullmatch(NAME_OF_TWO, subject) and subject != told.subject:
            meant = "him"
        known = _known(subject)
        if _is_only_one(meant, before):
            rest = re.sub(rf"^((?:[a-z]+ ){{0,2}}){meant}\b", rf"\g<1>{known}", told.rest)
            told = told._replace(rest=rest)
    if before and told.subject == before.subject == "you":
        told = _with_object(told, before)
    if re.fullmatch(r"others|the (?:rest|first|second|third|fourth|fifth|next|last)", told.subject):
        return None
    return None if DANGLES.search(told.subject) or _OWNER.match(told.subject) else told


def _with_object(clause: Clause, before: Clause) -> Clause:
    """`Turn the pan over. Shake it`: an instruction about what the one before was about."""
    things = re.findall(r"\b(?:the|your) (?:[a-z]+ )?[a-z]+\b", before.rest)
    first = re.match(
        r"(?:the|your) [a-z]+(?: (?!\w+ly\b)[a-z]+)?"
        r"(?=$| (?:\w+ly|in|on|with|from|to|out|into|by)\b)",
        before.rest,
    )
    if first and len(things) == 1 and not first[0].endswith("s"):
        return clause._replace(rest=re.sub(r"^it\b", first[0], clause.rest))
    return clause


def _is_only_one(pronoun: str, before: Clause) -> bool:
    """Whether an object can mean nothing but the subject of the clause before."""
    if len(before.subject.split()) > _LONGEST_OWNER or re.search(r" (?:of|on|in) ", before.subject):
        return False
    if before.auxiliary in {"is", "are", "was", "were"} and re.match(r"(?:an?|the)\b", before.rest):
        return True
    match pronoun:
        case "them":
            return not re.search(r"[a-rt-z]s\b|\bthem\b", before.rest)
        case "it":
            return not re.search(r"\b(?:the|an?|it|its) \w", before.rest)
        case _:
            return not re.search(NAME_OF_TWO, before.rest)


def _known(subject: str) -> str:
    return _COUNTED.sub("the ", subject)


def _fits(pronoun: str, before: Clause) -> bool:
    subject = before.subject
    is_many = before.auxiliary in {"were", "are", "do", "have"} or is_plural(subject.split())
    name = ONE_NAME if pronoun in {"he", "she"} else NAME_OF_TWO
    is_person = bool(re.fullmatch(name, subject)) and not _THING.search(subject)
    is_person = is_person and not re.search(r"\d", subject)  # `H4` is a clock
    match pronoun:
        case "it":
            is_of_two = re.search(r" of (?:the |an? )?[a-z]", subject)  # which of them?
            return not is_many and not is_person and not is_of_two
        case "they":
            return is_many
        case _:
            return is_person


def _with_owner(clause: Clause, before: Clause, subject: str) -> Clause:
    """`Its wings`, `most of them`, `many` with whose they are, where it can be said shortly."""
    words = subject.split()
    if len(words) > _LONGEST_OWNER or re.search(_COMPLEX, subject):
        return clause
    known = _known(subject)
    owner = f"{known}’" if known.endswith("s") and is_plural(words) else f"{known}’s"
    told = clause.subject
    if _SHARE.fullmatch(told) and _fits("they", before):
        bare = re.sub(r"^(?:the|these|most|many|some|all|several) ", "", subject)
        return clause._replace(subject=f"{told} {bare}")
    if (found := _OWNER.match(told)) and _fits(_KIND.get(found["whose"], "he"), before):
        return clause._replace(subject=f"{owner} {told[found.end() :]}")
    if found := _OF_IT.search(told):
        what = found["what"] or found["whose"] or found["whole"]
        meant = "it" if what in {"it", "its"} else "them"
        if _fits(_KIND[what], before) and (found["whose"] or _is_only_one(meant, before)):
            said = f"of {owner} " if found["whose"] else f"{found['prep'] or 'of'} {known}"
            return clause._replace(subject=f"{told[: found.start()]}{said}{told[found.end() :]}")
    if found := re.search(r"\b(?P<whose>its|their) (?=[a-z\d])", clause.lead):
        is_other = is_plural(told.split()) != is_plural(words)  # else it may be the clause's own
        if is_other and _fits(_KIND[found["whose"]], before):
            lead = f"{clause.lead[: found.start()]}{owner} {clause.lead[found.end() :]}"
            return clause._replace(lead=upper(lead))
    return clause
