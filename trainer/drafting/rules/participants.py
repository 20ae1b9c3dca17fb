"""Who did it, by whom it was done, to what, and what a thing is."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from trainer.drafting.parse.part import VerbPart
from trainer.drafting.parse.people import People, is_body, is_person
from trainer.drafting.parse.phrase import text_of, upper
from trainer.drafting.parse.statement import Statement
from trainer.drafting.passage import content
from trainer.drafting.rules.answers import (
    as_answer,
    is_empty,
    plainer,
    points_back,
    shortened,
    size,
)
from trainer.drafting.rules.question import ProposedQuestion, asked, asked_subject, verb_phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

_LIGHT = frozenset(
    "have make take give see do get be become show find know need let put say think mean call want "
    "keep seem remain play come go use leave bring begin start face pay present".split()
)
_NO_NOUN = frozenset({"PRON", "DET", "VERB", "AUX", "NUM"})
_TELLING = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})
_TELLS_A_QUALITY = 7
"""Words of a question that asks what is so and so, at least."""
_FOUR = 4
"""So many words tell enough of a thing that only is so."""
_FEW = 2
"""So many words of a question are enough where its subject has a name or is a term."""
_LONGEST_NAME = 9
_AS_MUCH = re.compile(r"\b(?:(?:more|less|fewer|\w+er) .*than|as (?:little|few|much|many) as)\b")
"""How much of something, and not what."""
_SUPERLATIVE = re.compile(r"(?:the (?:first|last|only|\w+est|most|oldest|best)|one of the)\b")


def participants(statement: Statement, people: People) -> Iterator[ProposedQuestion]:
    """Questions for those who take part in what a statement tells.

    Args:
        statement: one with a subject that says what is meant.
        people: the last words of the names of people.
    """
    yield from _agent(statement, people)
    yield from _is(statement, people)
    yield from _called(statement)
    yield from _compared(statement)
    if not statement.is_negated and statement.kind not in {"ccomp", "advcl", "within"}:
        yield from _subject(statement, people)
        yield from _object(statement, people)


def _agent(statement: Statement, people: People) -> Iterator[ProposedQuestion]:
    """`The abbey was founded by Anna Brandt`."""
    part = statement.part("agent")
    noun = part.noun if part else None
    if part is None or noun is None or not statement.is_passive or statement.is_negated:
        return
    answer = as_answer(text_of(noun))
    if not answer or is_empty(noun) or points_back(answer):
        return
    if is_person(noun, people) or is_body(noun) or noun.tag_ == "NNPS":
        yield ProposedQuestion.of(asked(statement, "By whom", [part]), answer, 85)
    elif len(statement.parts) == 1:
        yield ProposedQuestion.of(asked(statement, "What", [part], behind="by"), answer, 80)
    else:
        yield ProposedQuestion.of(asked(statement, "By what", [part]), answer, 80)


def _subject(statement: Statement, people: People) -> Iterator[ProposedQuestion]:
    """`Lesseps founded a company`, `the steam keeps the crust soft`."""
    head = statement.head
    answer = as_answer(statement.subject)
    if any(p.role == "advcl" and p.text.startswith("because ") for p in statement.parts):
        return  # the cause is the fact
    if statement.is_instruction or is_empty(head) or head.pos_ in _NO_NOUN:
        return
    if not answer or size(answer) > _LONGEST_NAME or not _is_worth_a_subject(statement):
        return
    is_name = any(word.pos_ == "PROPN" for word in head.subtree)
    if not is_name and _says_little(answer):
        return
    acts = statement.part("dobj", "ccomp", "agent") or (statement.is_passive and is_name)
    if not acts and not re.search(r"\d", " ".join(p.text for p in statement.parts)):
        is_be = statement.verb.lemma_ == "be" and not is_person(head, people)
        if not (is_be or statement.is_passive):
            return
    if is_person(head, people) or head.ent_type_ == "NORP" or (is_body(head) and not is_name):
        plain = asked_subject(plainer(statement, keeps_of=True), "Who")
        wordings = (*_who(statement, "Who"), *(t for t in plain if len(content(t)) > _FEW))
        yield ProposedQuestion.of(wordings, answer, 83 if is_name else 64)
        return
    if head.pos_ == "PROPN" and head.ent_type_ in {"", "PERSON"} and size(answer) == 1:
        return  # somebody or something: not sure which
    is_term = any(c.dep_ in {"amod", "compound", "prep", "acl", "relcl"} for c in head.children)
    if not (is_name or is_term) and (_told_words(statement) <= _FEW or head.tag_ != "NN"):
        return
    is_way_round = statement.part("dobj") or statement.is_passive or is_name
    told_of = " ".join(part.text for part in statement.parts)
    is_loose = statement.is_passive and not re.search(r"[A-Z\d]", told_of)
    if not is_way_round or is_loose or answer.startswith("Other ") or _AS_MUCH.search(told_of):
        return  # `what lengthens by a millimetre?`: the thing is known, its rate is the fact
    worth = 62 if is_name else 66 if is_term else 58
    loss = 0 if statement.part("dobj") else 6
    yield ProposedQuestion.of(_who(statement, "What"), answer, worth - loss)


def _says_little(answer: str) -> bool:
    """Whether a subject is a bare noun, of which the question knows as much: `the error`."""
    return bool(
        re.match(r"(?:(?:the|many|most|some|few|one|an?) )[\w-]+$|\w+ing$", answer, re.IGNORECASE)
    )


def _who(statement: Statement, wh: str) -> tuple[str, ...]:
    """Questions for a subject; `what is necessary?` has too many answers."""
    is_quality = statement.verb.lemma_ == "be" and not statement.is_passive
    least = _TELLS_A_QUALITY if is_quality else _FOUR if wh == "What" else 0
    return tuple(text for text in asked_subject(statement, wh) if size(text) >= least)


def _told_words(statement: Statement) -> int:
    return sum(word.pos_ in _TELLING for part in statement.parts for word in part.head.subtree)


def _is_worth_a_subject(statement: Statement) -> bool:
    """Whether what is told of a subject is enough to know it by."""
    if statement.helper in {"do", "does", "did"}:
        return False
    if statement.verb.lemma_ == "be" and not statement.is_passive:
        quality = statement.part("acomp")
        if quality is None or re.search(r"\b(?:than|to \w+|enough|too|so)\b", quality.text):
            return False
        if _told_words(statement) < _FOUR:
            return False
    thing = statement.part("dobj")
    if thing is not None and (is_empty(thing.head) or thing.head.pos_ == "ADJ"):
        return False
    is_bare = statement.is_passive and not statement.part("prep", "agent", "advcl", "oprd")
    return _told_words(statement) >= _FEW and not is_bare


def _object(statement: Statement, people: People) -> Iterator[ProposedQuestion]:
    """`Ultraviolet light splits oxygen molecules`."""
    part = statement.part("dobj")
    if part is None or statement.subject == "you" or is_empty(part.head):
        return
    inner = {word.i for word in part.head.subtree}
    is_cut = any(p is not part and p.head.i in inner for p in statement.parts)
    text = part.text if is_cut else text_of(part.head)  # the rest is in the question
    is_unnamed = part.head.pos_ == "NOUN" and is_body(part.head) and size(text) <= _FEW
    if part.head.pos_ not in {"NOUN", "PROPN"} or points_back(text) or is_unnamed:
        return
    if kept := re.match(r"(?P<one>.+?) rather than (?P<other>.+)$", text):
        wordings = asked(statement, "What", [part], behind=f"rather than {kept['other']}")
        yield ProposedQuestion.of(wordings, upper(kept["one"]), 80)
        return
    answer = "" if _AS_MUCH.search(text) else as_answer(text)
    is_only = not any(p.role in {"oprd", "ccomp", "xcomp"} for p in statement.parts)
    if answer and is_only and size(answer) > 1 and statement.verb.lemma_ not in _LIGHT:
        wh = "Whom" if is_person(part.head, people) else "What"
        yield ProposedQuestion.of(asked(statement, wh, [part]), answer, 68)


def _is(statement: Statement, people: People) -> Iterator[ProposedQuestion]:
    """`Ozone is a form of oxygen`, `Dowd was the first to propose zones`."""
    part = statement.part("attr")
    if part is None or statement.is_negated or statement.subject == "you":
        return
    if statement.verb.lemma_ not in {"be", "become", "remain"} or points_back(part.text):
        return
    is_clause = re.match(r"(?:what|that|whether|how)\b", statement.subject.lower())
    is_past_of_past = statement.helper == "had"
    is_home = part.head.lemma_ == "home"
    if is_past_of_past or is_home or is_bare_role(part.head):
        return
    if is_clause or re.search(r"\b(?:more|less|\w+er) than\b", part.text):
        return
    is_who = is_person(part.head, people) or is_person(statement.head, people)
    if _SUPERLATIVE.match(part.text):
        name = as_answer(statement.subject)
        if name and size(name) <= _LONGEST_NAME and size(part.text) > 1 + _FEW:
            yield ProposedQuestion.of(
                asked_subject(statement, "Who" if is_who else "What"), name, 86
            )
            return
    answer = as_answer(text_of(part.head))
    least = _FEW if any(p.role == "prep" for p in statement.parts) else 1 + _FEW
    is_much = size(answer) >= least + is_empty(part.head) or part.head.pos_ == "PROPN"
    if answer and is_much and part.head.pos_ != "ADJ":
        inner = {word.i for word in part.head.subtree}
        left = [p for p in statement.parts if p.head.i in inner]
        wordings = asked(statement, "Who" if is_who else "What", left)
        shorter = _without_place(part) or (shortened(part.head) if is_who else ())
        yield ProposedQuestion.of(wordings, answer, 79, shorter)


def is_bare_role(head: "Token") -> bool:
    """Whether it says `the chief carriers`, and not of what."""
    ties = {"prep", "relcl", "acl", "poss"}
    is_most = any(c.tag_ in {"JJS", "RBS"} or c.ent_type_ == "ORDINAL" for c in head.lefts)
    is_the = any(c.lower_ == "the" for c in head.lefts)
    is_of_a_name = any(c.i and c.text[:1].isupper() for c in head.lefts)
    is_told = is_of_a_name or any(c.dep_ in ties for c in head.children)
    return is_the and not (is_told or is_most or head.pos_ == "PROPN")


def _without_place(part: VerbPart) -> tuple[str, ...]:
    """A definition without a clause that only tells where: `a paste in which yeasts live`."""
    clauses = [
        c for c in part.head.rights if c.dep_ == "relcl" and c.left_edge.tag_ in {"IN", "WRB"}
    ]
    return (upper(text_of(part.head, without={c.i for c in clauses})),) if clauses else ()


def _called(statement: Statement) -> Iterator[ProposedQuestion]:
    """`Powdery flakes are called soredia`."""
    part, thing = statement.part("oprd"), statement.part("dobj")
    if part is None or statement.verb.lemma_ not in {"call", "name", "term", "dub", "nickname"}:
        return
    if statement.is_passive or (thing is not None and thing.head.pos_ != "PRON"):
        yield ProposedQuestion.of(asked(statement, "What", [part]), part.text, 90)


def _compared(statement: Statement) -> Iterator[ProposedQuestion]:
    """`Vinegar is weaker than citric acid`."""
    part = statement.part("acomp", "attr")
    if part is None or statement.is_negated or statement.verb.lemma_ != "be":
        return
    match = re.match(
        r"(?P<more>(?:much |far )?(?:\w+er|(?:more|less) \w+)) than (?P<other>[^,]+)$", part.text
    )
    if match and not points_back(match["other"]) and size(match["other"]) < _LONGEST_NAME - _FEW:
        one, two = sorted([statement.subject, match["other"]], key=str.lower)
        question = f"Which {verb_phrase(statement)} {match['more']}: {one} or {two}?"
        yield ProposedQuestion.of((question,), upper(statement.subject), 77)
