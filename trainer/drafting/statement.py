"""What a sentence states, clause by clause: who or what, the verb, and what belongs to it.

Relative clauses, appositions and participles behind a comma are statements of their own; joined
clauses share their subject and their auxiliary.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trainer.drafting.parser import FIRST

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_LEFT_OUT = SUBJECTS | {"aux", "auxpass", "neg", "punct", "cc", "conj", "mark", "preconj", "expl"}
_ASIDE = frozenset({"relcl", "appos", "acl", "parataxis", "advcl", "prep"})


@dataclass(frozen=True)
class Part:
    """One thing that belongs to a verb: its object, a phrase of time, a clause."""

    role: str
    head: "Token"
    text: str
    is_before: bool
    """Whether it stands before the verb."""

    @property
    def noun(self) -> "Token | None":
        """What stands behind its preposition."""
        return next((c for c in self.head.children if c.dep_ == "pobj"), None)

    @property
    def is_infinitive(self) -> bool:
        """Whether it is `to` with a verb."""
        return any(c.tag_ == "TO" for c in self.head.lefts)


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
    parts: tuple[Part, ...]
    kind: str = "main"
    """main, relcl, acl, ccomp, advcl, within (a relative clause that stands by itself)."""
    rests_before: bool = False
    """Whether its subject is named in the sentence before."""

    @property
    def is_order(self) -> bool:
        """Whether the sentence tells the reader to do it."""
        return self.subject == "you" and self.helper == "should"

    @property
    def helper(self) -> str:
        """The first auxiliary; empty where there is none."""
        return next(iter(self.auxiliaries), "")

    @property
    def is_passive(self) -> bool:
        """Whether something is done to the subject."""
        return self.verb.tag_ == "VBN" and any(a in _BE for a in self.auxiliaries)

    def part(self, *roles: str) -> Part | None:
        """The first part of one of these roles."""
        return next((part for part in self.parts if part.role in roles), None)


_FACTUAL = frozenset("although though while whereas because before after when where".split())
"""What begins a clause that tells what was so, too."""
_BE = frozenset("be is are was were been being am".split())


def statements(doc: "Doc") -> Iterator[Statement]:
    """The statements of a sentence, its main ones first; those whose parse is odd left out."""
    if not any(word.dep_ == "ROOT" and word.pos_ in {"VERB", "AUX"} for word in doc):
        return
    verbs = [word for word in doc if word.dep_ == "ROOT" or word.dep_ in {"conj", "ccomp"}]
    later = [word for word in doc if word.dep_ in {"relcl", "acl", "advcl"}]
    for verb in [*verbs, *later]:
        if verb.pos_ in {"VERB", "AUX"} or verb.lemma_ == "be":
            found = _statement(verb)
            if found and _is_sound(found):
                yield found


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


def mark_of(clause: "Token") -> str:
    """What a clause begins with: because, when; empty where it is nothing of the kind."""
    return next((c.lower_ for c in clause.lefts if c.dep_ in {"mark", "advmod"}), "")


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
    if own := _with_subject(verb, first.kind):
        return own
    has_object = any(c.dep_ == "dobj" for c in verb.rights)
    if first.is_passive and verb.tag_ == "VBD" and not has_object:
        return None  # `was sent to London and repaired`, or `and arrived`
    if verb.tag_ == "VBD" and first.finite in {"VBZ", "VBP", "MD"} and not aux:
        return None  # another tense: `would take a year and cut`, `is wrapped and buried`
    if _subject(verb) or first.is_negated or _may_be_of_another(verb):
        return None
    finite = _finite(verb, aux)
    if not aux and (first.is_order or verb.tag_ in {"VB", "VBN", "VBG"}):
        aux, finite = first.auxiliaries, first.finite
        if verb.tag_ == "VBN" and not aux:
            finite = "VBD"
    if not finite:
        return None
    parts = tuple(_parts(verb))
    is_negated = _is_negated(verb)
    return replace(
        first, verb=verb, auxiliaries=aux, finite=finite, is_negated=is_negated, parts=parts
    )


def _may_be_of_another(verb: "Token") -> bool:
    """Whether a joined verb may belong to a clause between, or be only the other of two."""
    between = verb.doc[verb.head.i + 1 : verb.i]
    is_or = any(c.lower_ == "or" for c in verb.head.children if c.dep_ == "cc")
    clauses = {"advcl", "relcl", "ccomp"}
    return is_or or any(w.dep_ in clauses and _subject(w) is not None for w in between)


def _of_noun(verb: "Token") -> Statement | None:
    """What a relative clause or a participle behind a comma tells of its noun."""
    if not _is_sure_of_noun(verb):
        return None
    if verb.dep_ == "relcl":
        subject = _subject(verb)
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
CALLED = frozenset("called known named termed dubbed nicknamed".split())


def _with_subject(verb: "Token", kind: str) -> Statement | None:
    subject = _subject(verb)
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
        parts=tuple(_parts(verb)),
        kind=kind,
    )


def _name_of(head: "Token") -> str:
    """The name that is given right behind `this`: `this pause, which bakers call a rest,`."""
    clause = next((c for c in head.rights if c.dep_ == "relcl" and c.lemma_ == "call"), None)
    if head.left_edge.lower_ not in {"this", "these"} or clause is None:
        return ""
    name = next((c for c in clause.rights if c.dep_ in {"oprd", "attr", "dobj"}), None)
    return text_of(name) if name is not None else ""


def _subject(verb: "Token") -> "Token | None":
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


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
    if first.i != verb.i or _subject(verb) is None or any(c.dep_ == "agent" for c in verb.rights):
        return ""
    return {"VBN": "VBD", "VB": "VBP"}.get(verb.tag_, "")


def _is_in_present(verb: "Token") -> bool:
    """Whether `put` or `split` is of the present: its subject is plural, nothing is past."""
    subject = _subject(verb)
    others = [w for w in verb.doc if w.tag_ == "VBD" and w.i != verb.i]
    return subject is not None and is_plural(subject) and not others


def _is_negated(verb: "Token") -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def is_plural(head: "Token") -> bool:
    """Whether a subject takes a verb in the plural."""
    if any(c.dep_ == "conj" for c in head.children) and any(
        c.dep_ == "cc" and c.lower_ == "and" for c in head.children
    ):
        return True
    if any(
        c.lower_ in {"are", "were", "have"} and c.dep_ in {"aux", "auxpass"}
        for c in head.head.lefts
    ):
        return True
    if head.head.lower_ in {"are", "were", "have"} and head.dep_ == "nsubj":
        return True
    if head.lower_ in _MANY:
        return True
    if head.tag_ == "NNP" and head.head.tag_ == "VBP" and head.text.endswith("s"):
        return True  # the first word of a sentence is often taken for a name
    return head.tag_ in {"NNS", "NNPS"}


_MANY = frozenset("they we you these those many most few both some people police cattle".split())


def is_aside(verb: "Token") -> bool:
    """Whether a clause stands behind a comma, and so tells of all of its noun."""
    edge = verb.left_edge.i
    return edge > 0 and verb.doc[edge - 1].text in {",", "(", "–", "—"}


def _parts(verb: "Token") -> Iterator[Part]:
    for child in verb.children:
        is_mark = child.tag_ == "WRB" and child.dep_ == "advmod"
        if child.dep_ in _LEFT_OUT or child.lower_ in _FILLERS or is_mark:
            continue
        if child.dep_ in {"npadvmod", "dobj", "attr"} and child.i > verb.i + 1 and is_aside(child):
            continue  # said of the whole clause: `a privilege known as franking`
        loose = [c for c in child.rights if _is_phrase(child, c)] or _purpose_of(child)
        without = {c.i for c in loose}
        yield Part(child.dep_, child, text_of(child, without=without), child.i < verb.i)
        for phrase in loose:
            role = "advcl" if phrase.dep_ == "acl" else phrase.dep_
            yield Part(role, phrase, text_of(phrase), phrase.i < verb.i)


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


def _tokens(head: "Token", without: set[int], *, asides: bool) -> Iterator["Token"]:
    for child in head.lefts:
        if child.i not in without:
            yield from _tokens(child, without, asides=asides)
    yield head
    for child in head.rights:
        if child.i in without:
            continue
        if not asides and child.dep_ in _ASIDE | {"amod"} and is_aside(child):
            continue
        yield from _tokens(child, without, asides=asides)


def text_of(
    head: "Token", *, without: set[int] | frozenset[int] = frozenset(), asides: bool = False
) -> str:
    """The words of a phrase, in their order, without what is only said besides, between commas."""
    tokens = sorted(_tokens(head, set(without), asides=asides), key=lambda word: word.i)
    return joined(tokens)


def joined(tokens: list["Token"]) -> str:
    """Words as they are written, the commas about what was left out left out, too."""
    kept: list[Token] = []
    for place, word in enumerate(tokens):
        follows = tokens[place + 1] if place + 1 < len(tokens) else None
        is_mark = word.text in {",", ";", ":", "(", ")", "–", "—", "-", "."} and word.is_punct
        gap_before = kept and kept[-1].i != word.i - 1
        gap_after = follows is None or follows.i != word.i + 1
        is_open = word.text == ")" and any(k.text == "(" for k in kept)
        is_loose = gap_before or gap_after or not kept
        if is_mark and word.text != "-" and is_loose and not is_open:
            continue
        kept.append(word)
    text = "".join(
        _spelt(word) + (word.whitespace_ if _touches(word, kept) else " ") for word in kept
    )
    text = re.sub(r"[ ,;:–—]+(?:(?:and|or|but)[ ,]*)?$", "", text.replace(" ,", ","))
    text = text.strip(" ,;:–—")
    return " ".join(text.split())


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


def _touches(word: "Token", kept: list["Token"]) -> bool:
    place = kept.index(word)
    return place + 1 < len(kept) and kept[place + 1].i == word.i + 1


def names_its_subject(verb: "Token") -> bool:
    """Whether it is no verb of its own: `a layer of cork, called the abscission zone, forms`."""
    subject = _subject(verb)
    if verb.lower_ not in CALLED or subject is None or any(c.dep_ == "dobj" for c in verb.rights):
        return False
    return subject.right_edge.i == verb.i - 2 and verb.nbor(-1).text == ","


def _is_torn(child: "Token") -> bool:
    """Whether the parse took a part of a list, or of a name, for something else."""
    verb = child.head
    is_noun = child.pos_ in {"NOUN", "PROPN"}
    is_listed = child.dep_ == "advcl" and child.tag_ == verb.tag_ == "VBN" and child.i > verb.i
    is_name = child.dep_ == "npadvmod" and child.pos_ == "PROPN" and child.ent_type_ not in _WHEN
    return (child.dep_ == "conj" and is_noun and verb.lemma_ != "be") or is_listed or is_name


_WHEN = frozenset({"DATE", "TIME"})
_ASKS = re.compile(r"(?:how|what|why|when|where|whose|whether|which)\b", re.IGNORECASE)
"""What begins a subject that is a question."""
_VIEW = re.compile(
    r", (?:it|he|she|they|(?:\w+ )?\w+) "
    r"(?:seem|appear|predict|believ|thought|said|claim|argu|hop|fear|suggest|warn|insist)\w*,"
)
"""Whose view it is, put between: `the loss, he predicted, would`."""


def _is_sound(statement: Statement) -> bool:
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
    if verb.tag_ in {"NN", "NNS", "NNP", "JJ"} or not set(statement.auxiliaries) <= _HELPS:
        return False
    if (
        first in _BE
        and verb.tag_ not in {"VBN", "VBG"}
        and statement.auxiliaries
        and verb.lemma_ != "be"
    ):
        return False
    return not (verb.lemma_ == "be" and len(statement.parts) == 0)


_HELPS = _BE | frozenset(
    "have has had do does did can could will would shall should may might must cannot".split()
)
_SHARES = frozenset(
    "half third quarter fifth majority number percent cent rest share part pair most".split()
)
_GROUPS = frozenset("team people crew family staff police committee".split())
