"""What hangs on a verb: its place, its preposition, what was said, what somebody had to do."""

import re
from collections.abc import Iterator
from itertools import pairwise

from trainer.drafting.parse.people import People, is_person
from trainer.drafting.parse.phrase import COMPLEMENT, is_plural, text_of, upper
from trainer.drafting.parse.statement import Statement
from trainer.drafting.rules.answers import as_answer, is_empty, points_back
from trainer.drafting.rules.question import ProposedQuestion, asked

_PLACE = frozenset({"GPE", "LOC", "FAC"})
_WHERE = frozenset(
    "in at on near over under above below into to onto from across beneath inside".split()
)
_PUT = frozenset("put store hang keep".split())
"""Orders of which one may ask where."""
_TIMES = frozenset({"DATE", "TIME", "CARDINAL", "PERCENT", "QUANTITY"})
_NO_PLACE = frozenset("temperature time end start speed rate beginning way step".split())
_TIED = frozenset(
    "make:of consist:of depend:on rely:on lead:to result:in belong:to turn:into come:from "
    "stem:from suffer:from feed:on compare:to compare:with divide:into base:on derive:from live:on "
    "replace:with fill:with mix:with cover:with use:for".split()
)
"""Verbs with the preposition that they need to say anything."""
_GIVING = frozenset("go give award send sell leave".split())
SAYING = frozenset(
    "say argue claim predict find show discover notice warn complain insist fear believe think "
    "suggest conclude report admit estimate calculate realise prove demonstrate propose observe "
    "work hold declare tell".split()
)
"""Verbs behind which is what somebody holds or has found."""
MAKING = frozenset(
    "oblige force allow enable cause require persuade permit encourage forbid order teach compel "
    "lead expect warn".split()
)
"""Verbs behind which is what somebody else is made, or let, do."""


def complements(statement: Statement, people: People) -> Iterator[ProposedQuestion]:
    """Questions for what a verb needs or allows beside its object.

    Args:
        statement: one with a subject that says what is meant.
        people: the last words of the names of people.
    """
    if statement.kind != "advcl":
        yield from _where(statement)
    yield from _from_to(statement)
    if not statement.is_negated:
        yield from _of_what(statement, people)
        yield from _reported(statement)
        yield from _made_to(statement)


def _where(statement: Statement) -> Iterator[ProposedQuestion]:
    """`Small cracks appear in Basel`, `put the basket into the refrigerator`."""
    for part in statement.parts:
        noun = part.noun
        if part.role != "prep" or part.head.lower_ not in _WHERE or noun is None:
            continue
        is_place = noun.ent_type_ in _PLACE
        is_put = statement.is_instruction and statement.verb.lemma_ in _PUT
        if not (is_place or (is_put and noun.ent_type_ not in _TIMES)):
            continue
        is_way = part.head.lower_ in {"from", "to"} or noun.lemma_ in _NO_PLACE
        if is_way or points_back(part.text) or re.search(r"\d", part.text):
            continue
        loose = {c.i for c in noun.rights if c.dep_ == "prep" and c.lower_ != "of"}
        if answer := as_answer(f"{part.head.lower_} {text_of(noun, without=loose)}"):
            yield ProposedQuestion.of(
                asked(statement, "Where", [part]), answer, 72 if is_place else 60
            )


def _of_what(statement: Statement, people: People) -> Iterator[ProposedQuestion]:
    """`The plate is made of graphite`, `the prize went to Ada Kern`."""
    for part in statement.parts:
        noun, word = part.noun, part.head.lower_
        if part.role != "prep" or part.is_before or noun is None or is_empty(noun):
            continue
        answer = as_answer(text_of(noun))
        if not answer or points_back(answer):
            continue
        is_who = is_person(noun, people)
        if word == "to" and statement.verb.lemma_ in _GIVING and is_who:
            yield ProposedQuestion.of(asked(statement, "To whom", [part]), answer, 82)
        is_tied = f"{statement.verb.lemma_}:{word}" in _TIED and noun.ent_type_ not in _TIMES
        if is_tied and not statement.is_instruction:
            is_where = word == "from" and noun.ent_type_ in _PLACE
            wh = "Where" if is_where else "Whom" if is_who else "What"
            kept = {"dobj", "prt", "advmod"}
            left = [p for p in statement.parts if not p.is_before and p.role not in kept]
            yield ProposedQuestion.of(asked(statement, wh, left, behind=word), answer, 75)


def _from_to(statement: Statement) -> Iterator[ProposedQuestion]:
    """`The herd grew from 40 to 90 deer`."""
    for part in statement.parts:
        match = re.match(r"from (?=.*\d).+ to (?=.*\d).+$", part.text)
        if match and part.role == "prep" and not points_back(part.text):
            yield ProposedQuestion.of(
                asked(statement, "From what to what", [part]), upper(part.text), 87
            )
    for first, second in pairwise(p for p in statement.parts if not p.is_before):
        words = (first.head.lower_, second.head.lower_)
        answer = as_answer(f"{first.text} {second.text}")
        if words == ("from", "to") and re.search(r"\d", answer) and not points_back(answer):
            yield ProposedQuestion.of(
                asked(statement, "From what to what", [first, second]), answer, 86
            )


def _reported(statement: Statement) -> Iterator[ProposedQuestion]:
    """`Engineers had warned that the old wall leaned`."""
    part = statement.part("ccomp")
    if part is None or part.is_before or statement.verb.lemma_ not in SAYING:
        return
    reported = re.match(rf"(?:that|{COMPLEMENT}) (?P<what>.+)", text_of(part.head))
    answer = as_answer(reported["what"]) if reported else ""
    is_other = statement.part("dobj") is not None and statement.verb.lemma_ != "tell"
    if not answer or points_back(answer) or is_other:
        return
    subject = next((c for c in part.head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is not None and subject.pos_ in {"NOUN", "PROPN"}:
        name = text_of(subject)
        it = "They" if is_plural(subject) else "It"
        short = f"{it} {answer[len(name) + 1 :]}" if answer[1:].startswith(f"{name[1:]} ") else ""
        wordings = asked(statement, "What", [part], behind=f"about {name}")
        if subject.pos_ == "PROPN" or re.match(r"the\b", name, re.IGNORECASE):
            yield ProposedQuestion.of(wordings, answer, 78, (short,) if short else ())
    yield ProposedQuestion.of(asked(statement, "What", [part]), answer, 70)


def _made_to(statement: Statement) -> Iterator[ProposedQuestion]:
    """`The treaty obliged the towns to repair the road`."""
    part = next(
        (p for p in statement.parts if p.role in {"xcomp", "ccomp"} and p.is_infinitive), None
    )
    if part is None or statement.verb.lemma_ not in MAKING:
        return
    who = next((c for c in part.head.lefts if c.dep_ == "nsubj"), None)
    thing = statement.part("dobj")
    name = text_of(who) if who is not None else thing.text if thing is not None else ""
    action = re.sub(r"^.*?\bto (?=\w)", "", text_of(part.head))
    # of two who do it, the first
    answer = as_answer(re.sub(r" and (?:the|an?|its|their) \w+ to \w.*$", "", action))
    if name and answer and not points_back(name):
        own_parts = [p for p in statement.parts if p.head.head.i == part.head.i]
        left = [part, *own_parts, *([thing] if thing else [])]
        yield ProposedQuestion.of(
            asked(statement, "What", left, behind=f"{name} to do"), answer, 82
        )
