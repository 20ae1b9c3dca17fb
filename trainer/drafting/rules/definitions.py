"""What is told besides the statements of a sentence: names, meanings, acronyms, clefts."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from trainer.drafting.parse.people import KINDS, People, is_person, is_person_noun
from trainer.drafting.parse.phrase import (
    CALLED,
    SUBJECTS,
    is_aside,
    is_plural,
    names_its_subject,
    text_of,
    upper,
)
from trainer.drafting.rules.answers import alone, as_answer, is_empty, points_back, shortened, size
from trainer.drafting.rules.participants import is_bare_role
from trainer.drafting.rules.question import ProposedQuestion

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST_NAME = 5


def definitions(doc: "Doc", people: People) -> Iterator[ProposedQuestion]:
    """`Lord Palmerston, the prime minister,`, `a ring called the gasket`."""
    yield from _cleft(doc)
    for word in doc:
        if word.dep_ == "appos":
            yield from _apposition(word, people)
        elif word.dep_ == "acl" and word.tag_ == "VBN" and word.lower_ in CALLED:
            yield from _name_given(word, word.head)
        elif names_its_subject(word):
            yield from _name_given(word, next(c for c in word.lefts if c.dep_ in SUBJECTS))
        elif word.dep_ == "relcl" and word.lemma_ == "call":
            yield from _what_they_call(word)


_ONE = re.compile(r"^one (?=(?P<next>\w))", re.IGNORECASE)


def _a(match: re.Match[str]) -> str:
    return "an " if match["next"].lower() in "aeio" else "a "


def _cleft(doc: "Doc") -> Iterator[ProposedQuestion]:
    """`What ate up the money was not the coach but the clerk`."""
    root = next(word for word in doc if word.dep_ == "ROOT")
    clause = next((c for c in root.children if c.dep_ == "csubj"), None)
    what = next((c for c in root.children if c.dep_ == "attr"), None)
    if root.lemma_ != "be" or clause is None or what is None or doc[0].lower_ != "what":
        return
    answer = as_answer(text_of(what))
    if any(c.dep_ == "neg" for c in root.children):
        other = next((c for c in what.children if c.dep_ == "conj"), None)
        if other is None or not any(c.lower_ == "but" for c in what.children):
            return
        answer = as_answer(f"{text_of(other)}, not {alone(what)}") or as_answer(text_of(other))
    asks = text_of(clause, asides=True)
    if answer and not points_back(asks.partition(" ")[2]):
        yield ProposedQuestion.of((f"{upper(asks)}?",), answer, 87)


def _apposition(word: "Token", people: People) -> Iterator[ProposedQuestion]:
    head, edge = word.head, word.left_edge.i
    is_behind = edge > 1 and word.doc[edge - 1].text in {",", "("}
    if not is_behind or head.pos_ not in {"NOUN", "PROPN"} or is_empty(word):
        return
    is_next = word.doc[edge - 2].i in {w.i for w in head.subtree if w.i < edge}
    after = word.doc[word.right_edge.i + 1 : word.right_edge.i + 2].text
    is_list = any(c.dep_ == "conj" for c in word.children)
    if not is_next or after not in {"", ",", ".", ")", ";"} or is_list:
        return
    if word.pos_ == "PROPN" and head.pos_ == "NOUN" and not is_plural(head):
        word, head = head, word  # `a newspaper editor, Leonard Coatsworth`
        name, answer = text_of(head), as_answer(_ONE.sub(_a, alone(word)))
    else:
        name, answer = alone(head), as_answer(text_of(word))
    is_kind = word.left_edge.lower_ in {"a", "an", "the", "one"}
    if is_bare_role(word) or not answer or not is_kind or points_back(name) or points_back(answer):
        return
    is_thing = any(w.lower_ in KINDS for w in (word, head))
    is_who = not is_thing and (is_person(head, people) or is_person_noun(word))
    is_subject = head.dep_ in {"nsubj", "nsubjpass"} or _is_defined(head, word)
    if re.search(r"\d|\bmost of\b", answer) or word.lemma_ in _EVENTS:
        return  # `through the Indian Ocean, a voyage of some 11,000 miles`
    if is_who or head.pos_ == "PROPN" or is_subject:
        is_past = is_who and any(w.tag_ in {"VBD", "VBN"} for w in word.doc)
        be = ("is", "are", "was", "were")[is_plural(head) + 2 * is_past]
        question = f"{'Who' if is_who else 'What'} {be} {name}?"
        plain = _CLAUSE.split(answer)[0]
        shorter = (*shortened(word), plain) if size(plain) > size("a sort") else shortened(word)
        yield ProposedQuestion.of((question,), answer, 76, shorter)


_CLAUSE = re.compile(r" (?:(?:under|in|by|with|from|on) )?(?:which|that|who|\u2063)\b")
_EVENTS = frozenset(
    "voyage journey trip walk climb drop rise fall loss gain increase feat distance time delay "
    "change period sum price cost move".split()
)
"""What tells of the whole clause and not of the noun before it."""
_SORTS = frozenset(
    "form kind type sort system method branch family group device tool process mixture layer "
    "disease mineral gas acid metal substance measure unit material species compound".split()
)


def _is_defined(head: "Token", word: "Token") -> bool:
    """Whether a sort says what a term is: `the corvée, a system of forced labour`."""
    is_plain = not any(c.dep_ in {"amod", "poss", "nummod"} for c in head.lefts)
    opening = head.left_edge.lower_
    is_told = any(c.dep_ in {"prep", "relcl", "acl"} for c in word.rights)
    return is_plain and opening not in {"a", "an"} and is_told and word.lemma_ in _SORTS


def _name_given(word: "Token", head: "Token") -> Iterator[ProposedQuestion]:
    """`Its leaven, called the starter`, `strands known as rhizines`."""
    as_ = next((c for c in word.children if c.lower_ == "as"), word)
    term = next((c for c in as_.children if c.dep_ in {"oprd", "dobj", "attr", "pobj"}), None)
    if term is None or head.pos_ not in {"NOUN", "PROPN"} or head.dep_ == "appos":
        return
    whole = _what_is_named(word, head)
    if whole is None:
        return
    head = whole
    thing, name = text_of(head, without={word.i}), text_of(term)
    is_bare = re.match(r"an? \w+$", thing) or size(thing) == 1
    if not points_back(thing) and not is_bare and size(name) <= _LONGEST_NAME:
        question = f"What {'are' if is_plural(head) else 'is'} {thing} called?"
        yield ProposedQuestion.of(
            (question,), name, 91, keys={"typed": re.sub(r"^(?:the|an?) ", "", name)}
        )


def _what_is_named(clause: "Token", head: "Token") -> "Token | None":
    """Of `a tube with a round section, which cavers call`, the tube; None where it is not sure."""
    if is_person_noun(head):
        return None  # `a boy named Said`
    if head.dep_ == "conj" or clause.i < head.i or not is_aside(clause):
        return None if head.dep_ == "conj" else head
    owner = head.head.head if head.dep_ == "pobj" else head
    if owner.i == head.i or owner.pos_ not in {"NOUN", "PROPN"}:
        return head
    return owner if any(c.lower_ in {"a", "an"} for c in owner.lefts) else None


def _what_they_call(word: "Token") -> Iterator[ProposedQuestion]:
    """`A rest, which bakers call autolysis`."""
    terms = [c for c in word.rights if c.dep_ in {"oprd", "attr", "dobj"}]
    who = next((c for c in word.children if c.dep_ == "nsubj"), None)
    head = _what_is_named(word, word.head)
    if head is None:
        return
    thing = text_of(head, without={word.i})
    if terms and who is not None and not points_back(thing) and not points_back(text_of(who)):
        name = text_of(terms[0])
        yield ProposedQuestion.of(
            (f"What do {text_of(who)} call {thing}?",), name, 91, keys={"typed": name}
        )
