"""The words of a question about a statement: the verb in front, the tail cut where it may be."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Self

from trainer.drafting.parse.part import VerbPart
from trainer.drafting.parse.phrase import lower, upper
from trainer.drafting.parse.statement import Statement

_LONGEST = 25
"""Words of a question."""
_CORE = frozenset("dobj attr acomp oprd dative prt xcomp ccomp agent pobj npadvmod".split())
"""What a verb cannot lose without saying something else."""


class ProposedQuestion(NamedTuple):
    """A card that a rule proposes."""

    wordings: tuple[str, ...]
    """The question, the fullest wording first; what quotes is said shorter."""
    keys: dict[str, object]
    """The answer, as a card's keys."""
    shorter: tuple[str, ...] = ()
    """Answers that say less, for where the whole one would be a quotation."""
    fact: str = ""
    """What of the sentence is asked for."""
    worth: int = 0
    """The more, the sooner it is proposed."""
    about: int = -1
    """Of which clause it is: the place of its verb."""

    @classmethod
    def of(
        cls,
        wordings: tuple[str, ...],
        answer: str,
        worth: int,
        shorter: tuple[str, ...] = (),
        keys: dict[str, object] | None = None,
    ) -> Self:
        """A question with its answer; with other keys for it than `a`, where they are given."""
        return cls(wordings, keys or {"a": answer}, shorter, answer, worth)


def inverted(statement: Statement) -> tuple[str, str]:
    """What comes before the subject in a question, and the verb behind it: `did`, `found`."""
    verb = statement.verb
    if statement.auxiliaries:
        first, *rest = statement.auxiliaries
        return first, " ".join([*rest, verb.lower_])
    if verb.lemma_ == "be":
        return verb.lower_, ""
    do = {"VBD": "did", "VBZ": "does"}.get(statement.finite, "do")
    return do, verb.lemma_


def verb_phrase(statement: Statement, *, singular: bool = False) -> str:
    """The verb as it is behind its subject; with `what` for a subject, in the singular."""
    auxiliaries, verb = list(statement.auxiliaries), statement.verb.lower_
    if auxiliaries[:1] in (["do"], ["does"], ["did"]) and not statement.is_negated:
        auxiliaries, verb = [], statement.verb.lemma_
    if singular and auxiliaries:
        auxiliaries[0] = _SINGULAR.get(auxiliaries[0], auxiliaries[0])
    elif singular and statement.finite == "VBP":
        verb = _third_person(statement.verb.lemma_)
    elif singular:
        verb = _SINGULAR.get(verb, verb)
    if statement.is_negated and auxiliaries:
        auxiliaries.insert(1, "not")
    elif statement.is_negated:
        verb = f"{verb} not"
    return " ".join([*auxiliaries, verb])


def with_adverbs(statement: Statement, verb: str, adverbs: str) -> str:
    """The verb phrase with its adverbs: `often froths`, `has often frothed`."""
    first, _, rest = verb.partition(" ")
    is_behind = statement.auxiliaries or statement.verb.lemma_ == "be"
    words = (first, adverbs, rest) if is_behind else (adverbs, verb)
    return " ".join(word for word in words if word)


_SINGULAR = {"are": "is", "were": "was", "have": "has", "do": "does"}


def _third_person(lemma: str) -> str:
    """The form of a verb behind he, she or it."""
    if lemma in {"be", "have", "do"}:
        return {"be": "is", "have": "has", "do": "does"}[lemma]
    if re.search(r"(?:s|x|z|ch|sh|o)$", lemma):
        return f"{lemma}es"
    return re.sub(r"(?<=[^aeiou])y$", "ie", lemma) + "s"


def tails(statement: Statement, without: Iterable[VerbPart] = ()) -> Iterator[tuple[str, str]]:
    """What is between subject and verb, and behind the verb; the fullest first."""
    left_out = list(without)
    parts = [p for p in statement.parts if p not in left_out and not is_loose(p)]
    adverbs = [p for p in parts if p.is_before and p.role == "advmod" and " " not in p.text]
    fronted = [p for p in parts if p.is_before and p not in adverbs]
    behind = [p for p in parts if not p.is_before]
    parts = [*behind, *(p for p in fronted if p.role not in {"parataxis", "ccomp"})]
    seen = set()
    while True:
        tail = " ".join(part.text for part in parts)
        if tail not in seen:
            seen.add(tail)
            yield " ".join(adverb.text.lower() for adverb in adverbs), tail
        for part in [p for p in reversed(parts) if p.role == "advcl"] or [
            p for p in reversed(parts) if p.role not in _CORE
        ]:
            is_limit = part.head.lower_ in {"without", "except"}
            if part.role == "prep" and (is_limit or is_bound(statement, part)):
                continue
            parts.remove(part)
            break
        else:
            return


def is_loose(part: VerbPart) -> bool:
    """Whether a part only joins its clause to another, or is a clause of its own."""
    head, edge = part.head, part.head.left_edge.i
    match part.role:
        case "parataxis" | "intj" | "meta":
            return True
        case "advmod":
            return part.text.lower() in _JOINING
        case "npadvmod":
            return _SINCE_THEN.match(part.text) is not None
        case "advcl":
            is_while = not part.is_before and part.text.startswith("while ")
            is_called = part.is_before and edge > head.head.left_edge.i
            is_behind_comma = edge > 0 and head.doc[edge - 1].text == ","
            is_participle = head.tag_ == "VBN" and edge == head.i
            return is_while or (is_participle and (is_called or is_behind_comma))
        case _:
            return False


_SINCE_THEN = re.compile(
    r"^(?:[Tt]he (?:following|next|same|previous) \w+|[\w-]+ \w+ (?:later|earlier))$"
)
"""A time that only the sentence before tells."""
_JOINING = frozenset(
    "so thus then therefore however later now today again meanwhile here there soon too also even "
    "merely simply".split()
)


def is_bound(statement: Statement, part: VerbPart) -> bool:
    """Whether a verb needs a phrase: `consists of`, `depends on`, put `into`."""
    behind = [p for p in statement.parts if not p.is_before and p.role != "prt"]
    needs = statement.verb.lemma_ in _NEED_A_PHRASE
    is_first = bool(behind) and behind[0] == part
    is_be = statement.verb.lemma_ == "be" or statement.is_passive
    is_alone = (
        is_first
        and not is_be
        and part.head.lower_
        not in {"in", "at", "by", "during", "until", "since", "before", "after"}
    )
    phrases = [p for p in behind if p.role == "prep"]
    return (
        (needs and phrases[:1] == [part]) or is_alone or (is_first and is_be and len(behind) == 1)
    )


_NEED_A_PHRASE = frozenset(
    "put place turn compare divide depend consist belong lead refer convert split take bring lay "
    "set keep pour stir mix fold base make mean attach fix".split()
)


def asked(
    statement: Statement, wh: str, without: Iterable[VerbPart] = (), behind: str = ""
) -> tuple[str, ...]:
    """Wordings of a question for a part: `wh did the canal open ...?`."""
    front, verb = inverted(statement)
    negation = "not" if statement.is_negated else ""
    subject = statement.subject
    wordings = []
    for adverbs, tail in tails(statement, without):
        words = [wh, front, subject, negation, adverbs, verb, tail, behind]
        wordings.append(_sentence(words))
    return _few(wordings)


def asked_subject(statement: Statement, wh: str, *, singular: bool = True) -> tuple[str, ...]:
    """Wordings of a question for the subject: `Who founded the abbey?`."""
    verb = verb_phrase(statement, singular=singular)
    wordings = [
        _sentence([wh, with_adverbs(statement, verb, adverbs), tail])
        for adverbs, tail in tails(statement)
    ]
    place = next((p for p in reversed(statement.parts) if _may_lead(p)), None)
    if place is not None:
        lead = f"{upper(place.text)}, {lower(wh)}"
        wordings += [
            _sentence([lead, verb, tail])
            for adverbs, tail in tails(statement, [place])
            if not adverbs
        ][:1]
    return _few(wordings)


def _may_lead(part: VerbPart) -> bool:
    """Whether a phrase may stand in front of its question."""
    return part.role == "prep" and part.head.lower_ in {
        "in",
        "at",
        "on",
        "during",
        "within",
        "after",
    }


def _sentence(words: Iterable[str]) -> str:
    text = " ".join(" ".join(word for word in words if word).split())
    text = re.sub(r"\s+([,.;:?])", r"\1", text).strip(" ,.;:")
    return f"{upper(text)}?"


def _few(wordings: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in wordings if len(text.split()) <= _LONGEST))
