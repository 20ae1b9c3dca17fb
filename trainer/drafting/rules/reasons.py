"""Causes, purposes, ways and conditions: why, how, what to do if."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from trainer.drafting.parse.part import VerbPart
from trainer.drafting.parse.phrase import is_plural, mark_of, text_of
from trainer.drafting.parse.statement import Statement
from trainer.drafting.rules.answers import as_answer, points_back
from trainer.drafting.rules.complements import MAKING
from trainer.drafting.rules.question import ProposedQuestion, asked, verb_phrase, with_adverbs

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BECAUSE = re.compile(
    r"^(?:mainly |partly |chiefly |probably |simply )?"
    r"(?:because|since|as|for|given that|now that) (?P<why>.+)",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"^(?:because of|due to|owing to|thanks to|on account of|for fear of) (?P<why>.+)",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"^(?:in order |so as )?to ", re.IGNORECASE)
_SO_THAT = re.compile(r"^so that (?P<what>.+)", re.IGNORECASE)
_CONDITION = re.compile(
    r"^(?P<mark>if|when|whenever|once|unless|as soon as) (?P<what>.+)", re.IGNORECASE
)
_CONCESSION = re.compile(r"^(?:although|though|even though) (?P<what>.+)", re.IGNORECASE)
_NO_PURPOSE = frozenset(
    "have need fail tend seem appear want hope begin start continue go come wait".split()
)
_ASK_OF = MAKING | frozenset("ask tell help get take make let invite urge advise beg".split())
"""Verbs whose infinitive says what somebody else does."""
_ENOUGH = frozenset("only enough sufficient too ready".split())
_STATES = frozenset("be have need contain mean lack know want make depend lie cost".split())
_STATE_HELPS = frozenset("can could not n't may might must would is are was were".split())
_PERFECT = frozenset("has have had".split())
_ELSEWHERE = re.compile(
    r"\b(?:this|these|those|such|there|here|the (?:latter|former))\b"
    r"(?! (?:is|are|was|were))",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|he|him|his|she|her)\b")
_IT, _THEY = frozenset({"it", "its"}), frozenset({"they", "them", "their"})
_HE, _SHE = frozenset({"he", "him", "his"}), frozenset({"she", "her"})


def reasons(statement: Statement) -> Iterator[ProposedQuestion]:
    """`The film swells because it is damp`, `soak it to soften it`, `by scraping the wax`."""
    for part in statement.parts:
        if part.role == "prep":
            yield from _due(statement, part)
            yield from _how(statement, part)
        elif part.role in {"advcl", "xcomp"}:
            yield from _because(statement, part)
            yield from _so_that(statement, part)
            yield from _purpose(statement, part)
    yield from _concession(statement)


def why(statement: Statement, cause: "Doc") -> Iterator[ProposedQuestion]:
    """Why a statement is so, where the whole sentence before it says that."""
    root = next(word for word in cause if word.dep_ == "ROOT")
    texts = (as_answer(text) for text in (text_of(root), _last(root), _core(root)))
    answers = [text for text in texts if text and not points_back(text)]
    if answers:
        yield ProposedQuestion.of(asked(statement, "Why"), answers[0], 88, tuple(answers[1:]))


def _last(root: "Token") -> str:
    """The last of two clauses that `but` joins: `it slows, but the mill goes on`."""
    but = any(c.lower_ == "but" for c in root.children)
    last = next((c for c in root.children if c.dep_ == "conj"), None)
    has_subject = last is not None and any("subj" in c.dep_ for c in last.lefts)
    return text_of(last) if last is not None and but and has_subject else ""


def _is_self_contained(answer: str, statement: Statement) -> bool:
    """Whether there is an answer, and its pronouns can only mean what the question is about."""
    if not answer or _ELSEWHERE.search(answer):
        return False
    found = set(_PRONOUN.findall(answer.lower()))
    if statement.is_instruction:
        thing = statement.part("dobj")
        is_one = thing is not None and not is_plural(thing.head) and thing.head.pos_ != "PRON"
        return not found or (found <= _IT and is_one)
    if points_back(statement.subject):
        return not found
    if statement.is_plural:
        return found <= _THEY
    return found <= _IT or found <= _HE or found <= _SHE


def _due(statement: Statement, part: VerbPart) -> Iterator[ProposedQuestion]:
    """`It closed owing to the frost`."""
    match = _DUE.match(part.text)
    answer = as_answer(part.text)
    if match and answer and not points_back(match["why"]):
        yield ProposedQuestion.of(asked(statement, "Why", [part]), answer, 88)


def _because(statement: Statement, part: VerbPart) -> Iterator[ProposedQuestion]:
    """`The film swells because it is damp`."""
    match = _BECAUSE.match(text_of(part.head))
    mark = mark_of(part.head)
    if not match or (mark in {"as", "since", "for"} and not _is_cause(statement, part, mark)):
        return
    half = as_answer(_first_half(part))
    answers = [
        re.sub(r"^(?:This|These|Those) (?=[a-z]+)", "The ", text)
        for text in (as_answer(match["why"]) or half, half, as_answer(_core(part.head)))
    ]
    if _is_self_contained(answers[0], statement):
        shorter = tuple(
            text
            for text in answers[1:]
            if _is_self_contained(text, statement) and not re.search(r"\bones?\b", text)
        )
        yield ProposedQuestion.of(asked(statement, "Why", [part]), answers[0], 89, shorter)


def _is_cause(statement: Statement, part: VerbPart, mark: str) -> bool:
    """Whether `as`, `since` and `for` give a reason here, and no time or likeness."""
    verb = part.head
    edge = verb.left_edge.i
    is_apart = part.is_before or (edge > 0 and verb.doc[edge - 1].text == ",")
    has_subject = any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in verb.lefts)
    helps = {c.lower_ for c in verb.lefts if c.dep_ in {"aux", "auxpass", "neg"}}
    is_do = verb.lemma_ == "do" and not any(c.dep_ == "dobj" for c in verb.rights)
    if is_do or not (is_apart and has_subject):
        return False  # nor `as some birds do`
    is_perfect = part.is_before and bool(helps & _PERFECT)
    is_state = verb.lemma_ in _STATES or bool(helps & _STATE_HELPS) or is_perfect
    if mark == "since":
        return is_state or statement.helper not in {"has", "have"}
    is_general = statement.finite in {"VBZ", "VBP"} and not part.is_before
    return is_state or is_general or statement.is_instruction or mark == "for"


def _first_half(part: VerbPart) -> str:
    """A cause of two clauses without the second."""
    second = [
        c for c in part.head.children if c.dep_ == "conj" and any("subj" in d.dep_ for d in c.lefts)
    ]
    joins = [c for c in part.head.children if c.dep_ == "cc"]
    text = text_of(part.head, without={c.i for c in [*second, *joins]}) if second else part.text
    return re.sub(r"^(?:because|since|as|for) ", "", text, flags=re.IGNORECASE)


def _core(verb: "Token") -> str:
    """A clause without its link, and without clauses that hang on it or are joined to it."""
    loose = {c.i for c in verb.children if c.dep_ in {"mark", "advcl", "cc", "conj"}}
    return text_of(verb, without=loose)


def _so_that(statement: Statement, part: VerbPart) -> Iterator[ProposedQuestion]:
    """`Keep it cool, so that it stays firm`; of the past it is rather a result."""
    text = text_of(part.head)
    match = _SO_THAT.match(text)
    answer = as_answer(text)
    if not match or statement.is_negated or not _is_self_contained(answer, statement):
        return
    is_meant = any(c.tag_ == "MD" for c in part.head.lefts)
    if is_meant or statement.finite != "VBD":
        yield ProposedQuestion.of(asked(statement, "Why", [part]), answer, 87)
    else:
        yield ProposedQuestion.of(
            asked(statement, "With what result", [part]), as_answer(match["what"]), 83
        )


def _purpose(statement: Statement, part: VerbPart) -> Iterator[ProposedQuestion]:
    """`Soak it to soften it`; not under a negation, and not `eager to`."""
    text = text_of(part.head)
    is_state = statement.verb.lemma_ == "be" and not statement.is_passive
    is_odd = statement.is_negated or is_state or statement.verb.lemma_ in _NO_PURPOSE
    if not _PURPOSE.match(text) or is_odd or (part.is_before and not statement.is_instruction):
        return
    if part.role == "xcomp":
        thing = statement.part("dobj")
        is_its = thing is not None and thing.head.i < part.head.i
        if not is_its or statement.verb.lemma_ in _ASK_OF:
            return
    elif not _is_free(part.head):
        return
    before = statement.verb.doc[statement.verb.i : part.head.i]
    if any(word.lower_ in _ENOUGH for word in before):
        return  # `holds enough gas to raise a loaf`
    answer = as_answer(text)
    is_bare = len(answer.split()) <= len(["to", "pay"])
    if _is_self_contained(answer, statement) and not is_bare:
        yield ProposedQuestion.of(asked(statement, "Why", [part]), answer, 88)


def _is_free(verb: "Token") -> bool:
    """Whether an infinitive hangs on no adjective: `eager to`, `only to`, `too soft to`."""
    if not verb.left_edge.i:
        return True
    before = verb.left_edge.nbor(-1)
    return before.pos_ not in {"ADJ", "AUX"} and before.lower_ not in _ENOUGH | {"how", "not"}


def _how(statement: Statement, part: VerbPart) -> Iterator[ProposedQuestion]:
    """`Bees clean the comb by scraping the wax`."""
    is_doing = any(c.dep_ == "pcomp" and c.tag_ == "VBG" for c in part.head.children)
    if part.head.lower_ == "by" and is_doing and not statement.is_negated:
        answer = as_answer(text_of(part.head))
        if _is_self_contained(answer, statement):
            yield ProposedQuestion.of(asked(statement, "How", [part]), answer, 86)


def conditions(statement: Statement) -> Iterator[ProposedQuestion]:
    """`If the dough sticks, it is too wet`; its subject may be a pronoun."""
    yield from _without(statement)
    clauses = [part for part in statement.parts if part.role == "advcl"]
    found = _CONDITION.match(text_of(clauses[0].head)) if len(clauses) == 1 else None
    if found is None or points_back(re.sub(r"\b(?:its|their|so)\b", "", found["what"])):
        return
    part, mark = clauses[0], found["mark"].lower()
    condition = f"{mark} {found['what']}"
    if statement.is_instruction:
        answer = as_answer(_as_told(statement, part).partition(" should ")[2])
        if part.is_before and _fits(answer, part.head):
            yield ProposedQuestion.of((f"What should you do {condition}?",), answer, 84)
    elif part.is_before and (mark in {"if", "unless"} or statement.finite != "VBD"):
        answer = as_answer(_as_told(statement, part))
        is_state = statement.verb.lemma_ == "be" or statement.helper in {"has", "have"}
        wh = "What does it mean" if is_state and mark == "if" else "What happens"
        if _fits(answer, part.head):
            yield ProposedQuestion.of((f"{wh} {condition}?",), answer, 80)
    elif mark == "if" and not statement.is_negated and not points_back(statement.subject):
        answer = as_answer(condition)
        wordings = asked(statement, "On what condition", [part]) if answer else ()
        yield ProposedQuestion.of(wordings, answer, 78)


def _fits(answer: str, verb: "Token") -> bool:
    """Whether there is an answer, and its pronouns can mean what the condition is about."""
    words = set(
        re.findall(r"\b(?:it|its|they|them|their|th[eo]se|this|he|she|ones?)\b", answer.lower())
    )
    if not answer or not words:
        return bool(answer)
    head = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return head is not None and head.pos_ != "PRON" and words <= (_THEY if is_plural(head) else _IT)


def _without(statement: Statement) -> Iterator[ProposedQuestion]:
    """`Without a slash the crust tears`."""
    part = next((p for p in statement.parts if p.is_before and p.head.lower_ == "without"), None)
    if part is None or statement.is_instruction or points_back(f"{part.text} {statement.subject}"):
        return
    if answer := as_answer(_as_told(statement, part)):
        yield ProposedQuestion.of((f"What happens {part.text}?",), answer, 83)


def _concession(statement: Statement) -> Iterator[ProposedQuestion]:
    """`Although the population grew, the revenue did not`."""
    for part in statement.parts:
        found = _CONCESSION.match(text_of(part.head)) if part.role == "advcl" else None
        answer = as_answer(_as_told(statement, part))
        if found and part.is_before and answer and not points_back(found["what"]):
            wh = "What happened" if statement.finite == "VBD" else "What is so"
            yield ProposedQuestion.of((f"{wh}, although {found['what']}?",), answer, 81)


def _as_told(statement: Statement, without: VerbPart) -> str:
    """A statement in its own order, without one part."""
    parts = [part for part in statement.parts if part is not without]
    adverbs = [p.text for p in parts if p.is_before and p.role == "advmod" and " " not in p.text]
    verb = with_adverbs(statement, verb_phrase(statement), " ".join(adverbs))
    behind = [part.text for part in parts if part.text and not part.is_before]
    return " ".join((statement.subject, verb, *behind))
