"""What a sentence states, clause by clause: who or what, the verb, and what belongs to it.

Relative clauses, appositions and participles behind a comma are statements of their own; joined
clauses share their subject and their auxiliary.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trainer.drafting.parse.part import VerbPart, parts_of_verb
from trainer.drafting.parse.phrase import (
    CALLED,
    is_aside,
    is_plural,
    mark_of,
    subject_of,
    text_of,
)
from trainer.drafting.parse.trusted import is_trusted
from trainer.drafting.verb_forms import BE

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True)
class Statement:
    """One clause with a finite verb, its subject found."""

    verb: "Token"
    subject: str
    head: "Token"
    """The subject's noun."""
    is_plural: bool
    auxiliaries: tuple[str, ...]
    """Before the verb, in their order, the first of them finite."""
    finite: str
    """The tag of the finite verb: VBD, VBZ, VBP or MD."""
    is_negated: bool
    parts: tuple[VerbPart, ...]
    kind: str = "main"
    """main, relcl, acl, ccomp, advcl, within (a relative clause that stands by itself)."""
    rests_before: bool = False
    """Whether its subject is named in the sentence before."""

    @property
    def is_instruction(self) -> bool:
        """Whether the sentence tells the reader to do it."""
        return self.subject == "you" and self.helper == "should"

    @property
    def helper(self) -> str:
        """The first auxiliary; empty where there is none."""
        return next(iter(self.auxiliaries), "")

    @property
    def is_passive(self) -> bool:
        """Whether something is done to the subject."""
        return self.verb.tag_ == "VBN" and any(a in BE for a in self.auxiliaries)

    def part(self, *roles: str) -> VerbPart | None:
        """The first part of one of these roles."""
        return next((part for part in self.parts if part.role in roles), None)


_FACTUAL = frozenset("although though while whereas because before after when where".split())
"""What begins a clause that tells what was so, too."""


def statements(doc: "Doc") -> Iterator[Statement]:
    """The statements of a sentence, its main ones first; those whose parse is odd left out."""
    if not any(word.dep_ == "ROOT" and word.pos_ in {"VERB", "AUX"} for word in doc):
        return
    verbs = [word for word in doc if word.dep_ == "ROOT" or word.dep_ in {"conj", "ccomp"}]
    later = [word for word in doc if word.dep_ in {"relcl", "acl", "advcl"}]
    for verb in [*verbs, *later]:
        if verb.pos_ in {"VERB", "AUX"} or verb.lemma_ == "be":
            statement = _statement(verb)
            if statement and is_trusted(statement):
                yield statement


def _statement(verb: "Token") -> Statement | None:
    """The statement of one verb; None where it makes none."""
    if verb.dep_ == "ROOT":
        return _with_subject(verb, "main")
    if verb.dep_ == "ccomp" and verb.head.dep_ in {"ROOT", "conj"}:
        # not `the loss, he predicted, would be made good`
        return _with_subject(verb, "ccomp") if verb.i > verb.head.i else None
    if verb.dep_ == "advcl":
        return _with_subject(verb, "advcl") if mark_of(verb) in _FACTUAL else None
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        first = _statement(verb.head)
        return _joined(verb, first) if first else None
    if verb.dep_ == "relcl" and (within := _within(verb)):
        return within
    if verb.head.pos_ in {"NOUN", "PROPN"} and is_aside(verb):
        return _of_noun(verb)
    return None


def _within(verb: "Token") -> Statement | None:
    """A clause that stands by itself behind its link: `the year in which Nasser took over`."""
    link = next((c for c in verb.lefts if _LINKS & {w.lower_ for w in c.subtree}), None)
    is_link = link is not None and (link.dep_ == "prep" or link.tag_ == "WRB")
    made = _with_subject(verb, "within") if is_link else None
    if link is None or made is None:
        return None
    return replace(made, parts=tuple(p for p in made.parts if p.head.i != link.i))


_LINKS = frozenset("which whom where".split())


def _joined(verb: "Token", first: Statement) -> Statement | None:
    """A verb joined to another, with the subject and the auxiliary of that one."""
    aux = _auxiliaries(verb)
    if verb.tag_ == "VB" and not (first.auxiliaries or aux):
        return None
    if clause := _with_subject(verb, first.kind):
        return clause
    has_object = any(c.dep_ == "dobj" for c in verb.rights)
    if first.is_passive and verb.tag_ == "VBD" and not has_object:
        return None  # `was sent to London and repaired`, or `and arrived`
    if verb.tag_ == "VBD" and first.finite in {"VBZ", "VBP", "MD"} and not aux:
        return None  # another tense: `would take a year and cut`, `is wrapped and buried`
    if subject_of(verb) or first.is_negated or _may_be_of_another(verb):
        return None
    finite = _finite(verb, aux)
    if not aux and (first.is_instruction or verb.tag_ in {"VB", "VBN", "VBG"}):
        aux, finite = first.auxiliaries, first.finite
        if verb.tag_ == "VBN" and not aux:
            finite = "VBD"
    if not finite:
        return None
    parts = tuple(parts_of_verb(verb))
    is_negated = _is_negated(verb)
    return replace(
        first, verb=verb, auxiliaries=aux, finite=finite, is_negated=is_negated, parts=parts
    )


def _may_be_of_another(verb: "Token") -> bool:
    """Whether a joined verb may belong to a clause between, or be only the other of two."""
    between = verb.doc[verb.head.i + 1 : verb.i]
    is_or = any(c.lower_ == "or" for c in verb.head.children if c.dep_ == "cc")
    clauses = {"advcl", "relcl", "ccomp"}
    return is_or or any(w.dep_ in clauses and subject_of(w) is not None for w in between)


def _of_noun(verb: "Token") -> Statement | None:
    """What a relative clause or a participle behind a comma tells of its noun."""
    if not _is_sure_of_noun(verb):
        return None
    if verb.dep_ == "relcl":
        subject = subject_of(verb)
        if subject is None or subject.lower_ not in {"which", "who", "that"}:
            return None
        aux = _auxiliaries(verb)
        finite = _finite(verb, aux)
        return _made(verb, verb.head, aux, finite, "relcl") if finite else None
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or verb.lower_ in CALLED:
        return None
    root = next((word for word in verb.ancestors if word.pos_ in {"VERB", "AUX"}), None)
    is_past = root is not None and "VBD" in {root.tag_, *(c.tag_ for c in root.lefts)}
    be = ("is", "are", "was", "were")[is_plural(verb.head) + 2 * is_past]
    made = _made(verb, verb.head, (be,), "VBD" if is_past else "VBZ", "acl")
    if made is None:
        return None
    # behind a comma it is the sentence's: `led by Gardner, in 1794 juice was issued`
    parts = tuple(p for p in made.parts if p.is_before or not is_aside(p.head))
    is_known = verb.head.pos_ == "PROPN" or any(p.role != "agent" for p in parts)
    return replace(made, parts=parts) if is_known else None


def _is_sure_of_noun(clause: "Token") -> bool:
    """Whether a clause can only tell of the noun right before it: not `the rim of a cup, which`."""
    head, start = clause.head, clause.left_edge.i
    before = clause.doc[: start - 1 if is_aside(clause) else start]
    is_joined = head.dep_ == "conj" or any(c.dep_ == "conj" and c.i < start for c in head.children)
    if not len(before) or before[-1].i != head.i or is_joined:
        return False
    owner = head.head.head if head.dep_ == "pobj" else head
    is_within = owner.i != head.i and owner.pos_ in {"NOUN", "PROPN"}
    if not is_within:
        return True
    first = next((c for c in clause.lefts if c.dep_ in {"aux", "auxpass"}), clause)
    agrees = first.tag_ == "VBP" if is_plural(head) else first.tag_ == "VBZ"
    return agrees and is_plural(owner) != is_plural(head)


_CALLED_SO = re.compile(r", (?:called|known as|named) .*$")


def _with_subject(verb: "Token", kind: str) -> Statement | None:
    subject = subject_of(verb)
    if subject is None or subject.i > verb.i:
        return None
    aux = _auxiliaries(verb)
    finite = _finite(verb, aux)
    return _made(verb, subject, aux, finite, kind) if finite else None


def _made(
    verb: "Token", head: "Token", aux: tuple[str, ...], finite: str, kind: str
) -> Statement | None:
    if any(c.dep_ == "prep" and not list(c.rights) for c in verb.rights):
        return None  # torn off what it belongs to: `led by Gardner, in`
    inner = {verb.i} if kind in {"relcl", "acl"} else set()
    # `a newspaper editor, Leonard Coatsworth, left`
    behind = [c for c in head.rights if c.dep_ in {"appos", "acl", "relcl"}]
    is_next = bool(behind) and behind[0].dep_ == "appos" and behind[0].pos_ == "PROPN"
    named = behind[0] if is_next else None  # not what a clause about it ends with
    head = named if named is not None and head.pos_ == "NOUN" and not is_plural(head) else head
    return Statement(
        verb=verb,
        subject=_name_of(head) or _CALLED_SO.sub("", text_of(head, without=inner)),
        head=head,
        is_plural=is_plural(head),
        auxiliaries=aux,
        finite=finite,
        is_negated=_is_negated(verb),
        parts=tuple(parts_of_verb(verb)),
        kind=kind,
    )


def _name_of(head: "Token") -> str:
    """The name that is given right behind `this`: `this pause, which bakers call a rest,`."""
    clause = next((c for c in head.rights if c.dep_ == "relcl" and c.lemma_ == "call"), None)
    if head.left_edge.lower_ not in {"this", "these"} or clause is None:
        return ""
    name = next((c for c in clause.rights if c.dep_ in {"oprd", "attr", "dobj"}), None)
    return text_of(name) if name is not None else ""


def _auxiliaries(verb: "Token") -> tuple[str, ...]:
    return tuple(
        {"'ve": "have", "'s": "is", "ca": "can", "wo": "will", "'ll": "will"}.get(
            c.lower_, c.lower_
        )
        for c in verb.lefts
        if c.dep_ in {"aux", "auxpass"} and c.tag_ != "TO"
    )


def _finite(verb: "Token", aux: tuple[str, ...]) -> str:
    first = next((c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}), verb)
    if verb.tag_ == "VBD" and not aux and verb.lower_ == verb.lemma_ and _is_in_present(verb):
        return "VBP"
    if first.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
        return first.tag_
    if first.i != verb.i or subject_of(verb) is None or any(c.dep_ == "agent" for c in verb.rights):
        return ""
    return {"VBN": "VBD", "VB": "VBP"}.get(verb.tag_, "")


def _is_in_present(verb: "Token") -> bool:
    """Whether `put` or `split` is of the present: its subject is plural, nothing is past."""
    subject = subject_of(verb)
    others = [w for w in verb.doc if w.tag_ == "VBD" and w.i != verb.i]
    return subject is not None and is_plural(subject) and not others


def _is_negated(verb: "Token") -> bool:
    return any(child.dep_ == "neg" for child in verb.children)
