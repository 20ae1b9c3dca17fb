"""Whether the parse of a clause can be trusted."""

import re
from typing import TYPE_CHECKING

from trainer.drafting.parse.phrase import names_its_subject
from trainer.drafting.verb_forms import AUXILIARIES, BE

if TYPE_CHECKING:
    from spacy.tokens import Token

    from trainer.drafting.parse.statement import Statement


_WHEN = frozenset({"DATE", "TIME"})
_ASKS = re.compile(r"(?:how|what|why|when|where|whose|whether|which)\b", re.IGNORECASE)
"""What begins a subject that is a question."""
_VIEW = re.compile(
    r", (?:it|he|she|they|(?:\w+ )?\w+) "
    r"(?:seem|appear|predict|believ|thought|said|claim|argu|hop|fear|suggest|warn|insist)\w*,"
)
"""Whose view it is, put between: `the loss, he predicted, would`."""
_SHARES = frozenset(
    "half third quarter fifth majority number percent cent rest share part pair most".split()
)
_GROUPS = frozenset("team people crew family staff police committee".split())


def is_trusted(statement: "Statement") -> bool:
    """Whether the parse can be trusted: what agrees, agrees, and nothing hangs loose."""
    verb, head = statement.verb, statement.head
    is_late = re.search(r"\b(?:later|earlier)\b", statement.subject)
    if not statement.subject or is_late or head.tag_ in {"WP", "WDT", "EX"}:
        return False
    opening = head.left_edge
    if verb.dep_ == "ROOT" and opening.i and opening.nbor(-1).dep_ == "cc":
        return False
    if any(child.dep_ in {"dep", "intj", "expl"} or _is_torn(child) for child in verb.children):
        return False
    if _ASKS.match(statement.subject) or (statement.kind == "main" and _VIEW.search(verb.doc.text)):
        return False
    if names_its_subject(verb) or any(
        c.tag_ in {"VBD", "VBZ", "NN"} and c.i > head.i and c.dep_ == "advmod" for c in verb.lefts
    ):
        return False  # `the Sultan forbade forced labour`
    if any(child.dep_ == "agent" for child in verb.children) and not statement.is_passive:
        return False
    first = statement.helper or verb.lower_
    is_many = statement.is_plural or head.lower_ in {"i", "you"}
    is_open = head.lower_ in {"who", "which", "that"} or head.dep_ == "csubj" or head.tag_ == "CD"
    is_share = head.lemma_.lower() in _SHARES
    if not (is_open or is_share):
        if statement.finite == "VBZ" and first != "has" and is_many and head.ent_type_ == "":
            return False
        is_sure = first in {"are", "were", "have"} or head.lemma_ in _GROUPS
        if statement.finite == "VBP" and not is_many and not is_sure:
            return False
    if verb.tag_ in {"NN", "NNS", "NNP", "JJ"} or not set(statement.auxiliaries) <= AUXILIARIES:
        return False
    is_participle = verb.tag_ in {"VBN", "VBG"}
    if statement.helper in BE and not is_participle and verb.lemma_ != "be":
        return False
    return not (verb.lemma_ == "be" and len(statement.parts) == 0)


def _is_torn(child: "Token") -> bool:
    """Whether the parse took a part of a list, or of a name, for something else."""
    verb = child.head
    is_noun = child.pos_ in {"NOUN", "PROPN"}
    is_listed = child.dep_ == "advcl" and child.tag_ == verb.tag_ == "VBN" and child.i > verb.i
    is_name = child.dep_ == "npadvmod" and child.pos_ == "PROPN" and child.ent_type_ not in _WHEN
    return (child.dep_ == "conj" and is_noun and verb.lemma_ != "be") or is_listed or is_name
