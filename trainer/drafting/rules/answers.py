"""What may be asked for, and what says nothing by itself."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from trainer.drafting.parse.phrase import text_of, upper
from trainer.drafting.parse.statement import Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST = 14
_SPAN = r"(?:hour|day|week|month|year|decade|centur(?:y|ie)|morning|evening|spring|summer)s?"
DANGLES = re.compile(
    r"\b(?:he|she|it|they|them|him|her|his|this|these|those|its|their|we|us|our|here|there|"
    r"that (?:year|day|month|time|way)|"
    r"(?:of|in|by|with|from|to|on|for|at|do|does|did|after|before|during) that(?= [a-z])|"
    r"(?:where|when|if) that(?= (?:is|was)\b)|"
    rf"\w+ {_SPAN} (?:later|earlier|before)(?! (?:than|the|it)\b)|"
    rf"the (?:following|previous|preceding) \w+|the next (?:[\w-]+ ){{0,4}}{_SPAN}|next {_SPAN}|"
    r"the (?:same|latter|former|others?|two)|such|another|others|"
    r"ones|(?:the|an?) (?:\w+ )?one|one(?= (?:is|was|has|had|can|may)\b)|so|then|today|now|"
    r"currently|recently|both|neither|(?:almost |nearly )?none(?! of))\b",
    re.IGNORECASE,
)
"""Words that point at something else."""
_EMPTY_NOUNS = frozenset(
    "part place thing way reason case fact kind sort problem matter lot number deal point end "
    "beginning start time first last rest middle result effect role use trouble turn example hand "
    "work job question answer puzzle challenge difficulty threat risk failure success faith trust "
    "attention notice interest sense doubt effort hope shape form need care advantage difference "
    "purpose course account force danger average idea gamble sign step progress nothing something "
    "anything everything anybody somebody nobody none little much more less most many few one some "
    "any all day year eye favour look chance mistake share amount body trip room figure "
    "pair".split()
)
_BACK = re.compile(
    r"^the (?:new |old |whole |latest )?(?:idea|gamble|problem|trouble|question|plan|figure|"
    r"process|measure|theory|change|work|result|difference|suggestion|building|scheme|reason|answer|"
    r"method|event|project|design|attempt|proposal|discovery|decision|experiment|record|argument|effect|notion|"
    r"trick|secret|danger|step|pair|group|rest|second|third|fourth)$",
    re.IGNORECASE,
)
"""What only the sentence before says what it is."""


def as_answer(text: str) -> str:
    """A short answer; empty where it would be too long."""
    text = text.strip(" ,.;:")
    if len(text.split()) > _LONGEST:
        return ""
    return upper(text)


def shortened(head: "Token") -> tuple[str, ...]:
    """A noun phrase without the clause that tells more of it, and then without its last phrase."""
    clauses = {c.i for c in head.rights if c.dep_ in {"relcl", "acl"}}
    phrases = [c for c in head.rights if c.dep_ == "prep" and c.lower_ != "of"]
    texts = [text_of(head, without=clauses)] if clauses else []
    while phrases:
        clauses |= {phrases.pop().i}
        texts.append(text_of(head, without=clauses))
    return tuple(upper(text) for text in texts if len(text.split()) > 1)


def plainer(statement: Statement, *, keeps_of: bool = False) -> Statement:
    """The statement with its things said shorter, for where the whole would be a quotation."""
    parts = tuple(
        replace(part, text=_core(part.head, keeps_of=keeps_of))
        if part.role in {"dobj", "attr", "oprd"}
        else part
        for part in statement.parts
    )
    head = statement.head
    is_own = any(c.dep_ == "poss" for c in head.lefts) and statement.subject == text_of(head)
    subject = _core(head) if is_own else _bare_name(statement)
    return replace(statement, subject=subject, parts=parts)


def _bare_name(statement: Statement) -> str:
    """A name of one word without what is said of it: `the bankrupt Ismail`."""
    head = statement.head
    described = [c for c in head.children if c.dep_ != "punct"]
    is_said = any(c.dep_ == "amod" and c.text.islower() for c in described)
    is_one = head.pos_ == "PROPN" and is_said and {c.dep_ for c in described} <= {"det", "amod"}
    return head.text if is_one else statement.subject


def _core(head: "Token", *, keeps_of: bool = False) -> str:
    """A noun phrase without what is behind its noun, where the noun tells enough."""
    kept = [c for c in head.rights if keeps_of and c.lower_ == "of"]
    behind = {c.i for c in head.rights if c.dep_ in {"prep", "relcl", "acl", "appos"}}
    behind -= {c.i for c in kept}
    behind |= {d.i for c in kept for w in c.rights for d in w.rights if d.dep_ == "prep"}
    core = text_of(head, without=behind)
    is_enough = size(core) > 1 and not is_empty(head) and not points_back(core)
    return core if is_enough else text_of(head)


def points_back(text: str) -> bool:
    """Whether only what was said before tells what a phrase means."""
    named = re.sub(r"(?<=\w )(?:its|their|his|her)\b", "the", text)  # the owner is before it
    is_that = re.match(r"that [a-z]+", text, re.IGNORECASE)
    return bool(is_that or DANGLES.search(named) or _BACK.match(text))


def is_empty(head: "Token") -> bool:
    """Whether a noun tells nothing by itself: the point, a puzzle."""
    ties = {"prep", "relcl", "acl", "compound", "amod", "nummod"}
    is_told = head.lemma_.lower() in _NEED_MORE and any(c.dep_ in ties for c in head.children)
    return (head.lemma_.lower() in _EMPTY_NOUNS or head.pos_ == "PRON") and not is_told


_NEED_MORE = frozenset("way part number share amount body shape form".split())
"""Nouns that tell something with another word beside them: a form of oxygen."""


def alone(head: "Token") -> str:
    """A noun phrase without the others that are joined to it."""
    joined = {c.i for c in head.children if c.dep_ in {"conj", "cc", "preconj"}}
    return text_of(head, without=joined)


def size(text: str) -> int:
    """How many words a text has."""
    return len(text.split())
