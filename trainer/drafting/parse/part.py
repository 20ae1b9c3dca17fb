"""What belongs to a verb: its object, a phrase of time, a clause."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.drafting.parse.phrase import SUBJECTS, is_aside, text_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEFT_OUT = SUBJECTS | {"aux", "auxpass", "neg", "punct", "cc", "conj", "mark", "preconj", "expl"}


@dataclass(frozen=True)
class VerbPart:
    """One thing that belongs to a verb: its object, a phrase of time, a clause."""

    role: str
    head: "Token"
    text: str
    is_before: bool
    """Whether it is before the verb."""

    @property
    def noun(self) -> "Token | None":
        """What is behind its preposition."""
        return next((c for c in self.head.children if c.dep_ == "pobj"), None)

    @property
    def is_infinitive(self) -> bool:
        """Whether it is `to` with a verb."""
        return any(c.tag_ == "TO" for c in self.head.lefts)


def parts_of_verb(verb: "Token") -> Iterator[VerbPart]:
    """The parts of a verb, in their order, without its subject and its auxiliaries."""
    for child in verb.children:
        is_mark = child.tag_ == "WRB" and child.dep_ == "advmod"
        if child.dep_ in _LEFT_OUT or child.lower_ in _FILLERS or is_mark:
            continue
        if child.dep_ in {"npadvmod", "dobj", "attr"} and child.i > verb.i + 1 and is_aside(child):
            continue  # said of the whole clause: `a privilege known as franking`
        loose = [c for c in child.rights if _is_phrase(child, c)] or _purpose_of(child)
        without = {c.i for c in loose}
        yield VerbPart(child.dep_, child, text_of(child, without=without), child.i < verb.i)
        for phrase in loose:
            role = "advcl" if phrase.dep_ == "acl" else phrase.dep_
            yield VerbPart(role, phrase, text_of(phrase), phrase.i < verb.i)


def _purpose_of(phrase: "Token") -> list["Token"]:
    """The purpose that the parse gives to the last noun: `pricked with pins to spell a message`."""
    last = next((w for w in phrase.subtree if w.dep_ == "acl" and w.tag_ == "VB"), None)
    is_at_end = last is not None and last.right_edge.i == phrase.right_edge.i
    return [last] if last is not None and phrase.dep_ == "prep" and is_at_end else []


def _is_phrase(head: "Token", child: "Token") -> bool:
    """Whether a phrase behind an object or an infinitive may as well be its verb's."""
    is_joined = any(c.dep_ == "conj" for c in head.children)
    is_at_end = child.right_edge.i == head.right_edge.i or head.dep_ == "xcomp"
    if is_joined or child.dep_ not in {"prep", "advcl"} or is_aside(child):
        return False
    if head.dep_ == "dobj":
        is_tie = child.lower_ in {"of", "than", "like", "between", "with", "about", "to"}
        return child.dep_ == "prep" and not is_tie and is_at_end
    if head.dep_ == "acomp":
        return child.dep_ == "prep" and child.lower_ not in {"than", "of"}
    is_to = any(c.tag_ == "TO" for c in head.lefts)
    return (head.dep_ == "xcomp" or is_to) and child.lower_ != "of"


_FILLERS = frozenset(
    "however therefore also meanwhile thus indeed moreover then instead too yet hence "
    "consequently nevertheless nonetheless furthermore besides anyway afterwards".split()
)
