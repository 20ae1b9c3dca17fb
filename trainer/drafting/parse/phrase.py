"""The words of a phrase as they are written, and what the parse tells of its head."""

import re
from collections.abc import Container, Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

FIRST = "first"
"""Under which key a parse has its first word as it is within a sentence."""
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
CALLED = frozenset("called known named termed dubbed nicknamed".split())
_ASIDE = frozenset({"relcl", "appos", "acl", "parataxis", "advcl", "prep", "amod"})


def upper(text: str) -> str:
    """The text with a capital in front."""
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """The text without a capital in front."""
    return text[:1].lower() + text[1:]


def subject_of(verb: "Token") -> "Token | None":
    """A verb's own subject; None where it has none, or shares that of another."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def mark_of(clause: "Token") -> str:
    """What a clause begins with: because, when; empty where it is nothing of the kind."""
    return next((c.lower_ for c in clause.lefts if c.dep_ in {"mark", "advmod"}), "")


def is_plural(head: "Token") -> bool:
    """Whether a subject takes a verb in the plural."""
    verb = head.head
    is_several = any(c.dep_ == "conj" for c in head.children) and any(
        c.dep_ == "cc" and c.lower_ == "and" for c in head.children
    )
    helps = {c.lower_ for c in verb.lefts if c.dep_ in {"aux", "auxpass"}}
    is_with_many = bool(helps & _ARE) or (verb.lower_ in _ARE and head.dep_ == "nsubj")
    # the first word of a sentence is often taken for a name
    is_no_name = head.tag_ == "NNP" and verb.tag_ == "VBP" and head.text.endswith("s")
    is_many = head.tag_ in {"NNS", "NNPS"} or head.lower_ in _MANY
    return is_several or is_with_many or is_no_name or is_many


_ARE = frozenset({"are", "were", "have"})
_MANY = frozenset("they we you these those many most few both some people police cattle".split())


def is_aside(verb: "Token") -> bool:
    """Whether a clause is behind a comma, and so tells of all of its noun."""
    edge = verb.left_edge.i
    return edge > 0 and verb.doc[edge - 1].text in {",", "(", "–", "—"}


def names_its_subject(verb: "Token") -> bool:
    """Whether it is no verb of its own: `a layer of cork, called the abscission zone, forms`."""
    subject = subject_of(verb)
    if verb.lower_ not in CALLED or subject is None or any(c.dep_ == "dobj" for c in verb.rights):
        return False
    return subject.right_edge.i == verb.i - 2 and verb.nbor(-1).text == ","


def _tokens(head: "Token", without: Container[int], *, asides: bool) -> Iterator["Token"]:
    for child in head.lefts:
        if child.i not in without:
            yield from _tokens(child, without, asides=asides)
    yield head
    for child in head.rights:
        if child.i in without:
            continue
        if not asides and child.dep_ in _ASIDE and is_aside(child):
            continue
        yield from _tokens(child, without, asides=asides)


def text_of(head: "Token", *, without: Container[int] = (), asides: bool = False) -> str:
    """The words of a phrase, in their order, without what is only said besides, between commas."""
    tokens = sorted(_tokens(head, without, asides=asides), key=lambda word: word.i)
    return _joined(tokens)


def _joined(tokens: list["Token"]) -> str:
    """Words as they are written, the commas about what was left out left out, too."""
    kept: list[Token] = []
    for word, follows in zip_longest(tokens, tokens[1:]):
        is_mark = word.is_punct and word.text in {",", ";", ":", "(", ")", "–", "—", "."}
        gap_before = not kept or kept[-1].i != word.i - 1
        gap_after = follows is None or follows.i != word.i + 1
        is_open = word.text == ")" and any(k.text == "(" for k in kept)
        if not is_mark or is_open or not (gap_before or gap_after):
            kept.append(word)
    text = "".join(
        _spelt(word)
        + (word.whitespace_ if follows is not None and follows.i == word.i + 1 else " ")
        for word, follows in zip_longest(kept, kept[1:])
    )
    text = re.sub(r"[ ,;:–—]+(?:(?:and|or|but)[ ,]*)?$", "", text.replace(" ,", ","))
    return " ".join(text.strip(" ,;:–—").split())


RELATIVE = "that\u2063"
"""A `that` in the text of a phrase which `which` may stand for."""
COMPLEMENT = "that\u2064"
"""A `that` behind a verb, which may be left out."""
_RELATES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr"})


def _spelt(word: "Token") -> str:
    if word.i == 0:
        return str(word.doc.user_data.get(FIRST, word.text))
    if word.lower_ == "that" and word.dep_ == "mark" and word.nbor(-1).pos_ in {"VERB", "NOUN"}:
        return COMPLEMENT
    is_relative = word.tag_ == "WDT" and word.lower_ == "that" and word.dep_ in _RELATES
    return RELATIVE if is_relative and word.nbor(-1).pos_ == "NOUN" else word.text


def genitive(owner: str) -> str:
    """The genitive of a noun: the otter's, the otters'."""
    return f"{owner}'" if owner.endswith("s") else f"{owner}'s"
