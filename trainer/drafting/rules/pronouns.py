"""What a pronoun for a subject stands for, where that is sure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from trainer.deck.facts import NUMBER
from trainer.drafting.parse.people import People
from trainer.drafting.parse.phrase import genitive
from trainer.drafting.parse.statement import Statement
from trainer.drafting.rules.answers import points_back
from trainer.drafting.rules.question import is_bound

if TYPE_CHECKING:
    from spacy.tokens import Token

_KEYS = {"his": "he", "her": "she", "its": "it", "their": "they"}
_COUNTED = re.compile(rf"^(?:about |some )?{NUMBER.pattern} ", re.IGNORECASE)
_BACK = frozenset("it them him her this these that those".split())
_LONGEST = 8
"""Words of a subject that stands in for a pronoun."""
_TIMES = frozenset({"TIME", "DATE", "QUANTITY"})
_NO_AGENT = frozenset({"GPE", "ORG", "NORP", "LOC"})
"""Names of those that act: what `it` is, may rather be a thing that they act on."""


def named(
    statement: Statement,
    earlier: Sequence[Statement],
    people: People,
    topic: Statement | None = None,
) -> Statement:
    """The statement with its subject named, or as it was where that is not sure.

    Args:
        statement: what may have a pronoun.
        earlier: the main statements of the sentence before and of this one so far, in their order.
        people: the last words of the names of people.
        topic: what was told of the one person whom the text so far tells of.
    """
    first, _, rest = statement.subject.partition(" ")
    key = _KEYS.get(first.lower(), "" if rest else first.lower())
    if key not in _KEYS.values() or (not rest and first.lower() in {"his", "her"}):
        return statement
    meant = (
        _person(earlier, people)
        if key in {"he", "she"}
        else _thing(earlier, people, is_many=key == "they")
    )
    if meant is None and topic is not None and key in {"he", "she"} and not rest:
        others = {word.text for one in (*earlier, statement) for word in one.verb.doc} & people
        meant = topic if others <= {topic.head.text} else None
    if meant is None:
        return statement
    name = _surname(meant.head) if key in {"he", "she"} else _COUNTED.sub("the ", meant.subject)
    rests_before = meant.verb.doc is not statement.verb.doc
    if rest:
        return replace(statement, subject=f"{genitive(name)} {rest}", rests_before=rests_before)
    parts = tuple(p for p in statement.parts if p.head.i != meant.verb.i or p.role != "advcl")
    return replace(statement, subject=name, head=meant.head, parts=parts, rests_before=rests_before)


def _surname(head: "Token") -> str:
    """The last name of a person with what belongs to it: Le Père, van Gogh."""
    before = head.nbor(-1) if head.i else head
    return f"{before.text} {head.text}" if before.lower_ in _OF_A_NAME else head.text


_OF_A_NAME = frozenset("le la de du des van von der den da di del el al st bin ibn".split())


def _person(earlier: Sequence[Statement], people: People) -> Statement | None:
    """Who `he` or `she` is: the only person that was told of."""
    persons = [
        statement
        for statement in earlier
        if statement.head.text in people and not points_back(statement.subject)
    ]
    return persons[-1] if len({statement.head.text for statement in persons}) == 1 else None


def _thing(earlier: Sequence[Statement], people: People, *, is_many: bool) -> Statement | None:
    """What `it` or `they` is: the one subject, where nothing else can be meant."""
    last = [statement for statement in earlier if statement.kind == "main"]
    if last and last[-1].verb.dep_ == "advcl":
        last = last[-1:]
    if len({statement.subject.lower() for statement in last}) != 1:
        return None
    before = last[-1]
    is_person = before.head.text in people or before.head.ent_type_ == "PERSON"
    is_part = " of " in before.subject and not is_many
    if before.is_plural != is_many or is_person or is_part or before.is_instruction:
        return None
    if points_back(before.subject) or len(before.subject.split()) > _LONGEST:
        return None
    parts = [part for statement in last for part in statement.parts]
    if before.head.ent_type_ in _NO_AGENT and any(part.noun for part in parts):
        return None
    others = [part for part in parts if part.role == "dobj" and _is_many(part.head) == is_many]
    has_clause = any(
        part.role == "ccomp" or re.search(r"\b(?:which|who)\b", part.text) for part in parts
    )
    return None if others or has_clause else before


def with_objects(statement: Statement, earlier: Sequence[Statement]) -> Statement | None:
    """The statement with `it` and `them` as objects named; None where that is not sure."""
    parts = []
    is_changed = False
    has_thing = statement.is_passive or statement.part("dobj") is not None
    for part in statement.parts:
        noun = part.noun or part.head
        is_object = part.role in {"dobj", "prep", "dative", "agent"}
        if not is_object or noun.lower_ not in _BACK or noun.pos_ not in {"PRON", "DET"}:
            parts.append(part)
        elif part.role == "prep" and has_thing and not is_bound(statement, part):
            continue  # `gained little from it` tells enough without
        elif part.role == "dobj" and (name := _object(statement, noun.lower_, earlier)):
            is_changed = True
            parts.append(replace(part, text=name))
        else:
            return None
    rests_before = is_changed or statement.rests_before
    return replace(statement, parts=tuple(parts), rests_before=rests_before)


def _object(statement: Statement, word: str, earlier: Sequence[Statement]) -> str:
    """What `it` or `them` means: the last instruction's thing, or what was last told of."""
    if not earlier or word not in {"it", "them"}:
        return ""
    last, is_many = earlier[-1], word == "them"
    things = [part for part in last.parts if part.role == "dobj"]
    if last.is_instruction:
        nouns = [part.noun for part in last.parts if part.role == "prep" and part.noun]
        others = [c for c in nouns if _is_many(c) == is_many and c.ent_type_ not in _TIMES]
        is_sure = len(things) == 1 and (statement.is_instruction or not others)
        if not is_sure or things[0].text in _BACK or _is_many(things[0].head) != is_many:
            return ""
        name = things[0].text
    else:
        alike = [
            p for p in last.parts if p.role in {"dobj", "attr"} and _is_many(p.head) == is_many
        ]
        is_other = last.is_plural != is_many or last.subject == statement.subject
        if is_other or last.head.ent_type_ == "PERSON" or (alike and last.verb.lemma_ != "be"):
            return ""
        name = last.subject
    return "" if points_back(name) else _COUNTED.sub("the ", name)


def _is_many(head: "Token") -> bool:
    return head.tag_ in {"NNS", "NNPS"}
