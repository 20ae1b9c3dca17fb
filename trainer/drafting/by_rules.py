"""Drafts of cards, proposed by rules from the sentences of an English text.

A draft is a proposal: a person keeps, mends or drops it. Each points at its sentence, asks one
fact, and is free of what our own rules of the craft find. Where no rule fits a sentence, there
is no draft: a poor question costs its reader more than none.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from trainer.deck.coverage import is_heading
from trainer.deck.lint.names import names
from trainer.deck.reader import read_deck_text
from trainer.deck.slug import slug
from trainer.deck.source_text import SourceText
from trainer.drafting.adding import Added, card_of, with_sound_card
from trainer.drafting.clause import clauses_of
from trainer.drafting.grounds import why_refused
from trainer.drafting.passage import Passage, content, has
from trainer.drafting.predicate import Clause, is_plural
from trainer.drafting.pronouns import POSSESSIVE, named
from trainer.drafting.proposed import CARD_KEYS
from trainer.drafting.rules import (
    DANGLES,
    because_of_what,
    counted_there,
    defined,
    on_condition,
    only_then,
    phrases,
    proposals,
)
from trainer.drafting.rules.proposal import Proposal, relative
from trainer.drafting.verbs import may_be_verb

MOST_OF_A_SENTENCE = 3


def with_drafts(text: str, path: Path, source: SourceText) -> tuple[str, int]:
    """A deck's text with drafts behind its cards, and how many there are.

    A sentence that a card of the deck points at gets none. They are found in English alone.

    Args:
        text: the deck's text; its list of cards may be empty.
        path: the deck's file, for messages.
        source: the text that it is derived from.

    Raises:
        TrainerError: the deck is broken, so that there is no place for a card.
    """
    asked = {pointer for card in read_deck_text(text, path).cards for pointer in card.evidence}
    fresh = [proposal for proposal in _found(source) if not asked & {proposal.pointers[-1]}]
    return _added(text, path, _cards(fresh), source)


_LONGEST = 800
"""Letters; what is longer is no sentence, but a list or a page without its full stops."""


def _found(source: SourceText) -> list[Proposal]:
    found: list[Proposal] = []
    lines = [
        sentence
        for sentences in source.paragraphs
        if not is_heading(sentences)
        for sentence in sentences
        if len(sentence) <= _LONGEST
    ]
    in_lower_case = {word for line in lines for word in line.split() if word.islower()}
    known = frozenset(name.lower() for line in lines for name in names(line)) - in_lower_case
    for place, sentences in enumerate(source.paragraphs, 1):
        if is_heading(sentences):
            continue
        about = _About(None, "")
        for at, sentence in enumerate(sentences, 1):
            if len(sentence) > _LONGEST:
                about = _About(None, "")
                continue
            here = f"{place}.{at}"
            proposed, about = _of_sentence(sentence, here, about, known)
            found += _distinct(p for p in proposed if _stands_alone(p))
    return found


class _About(NamedTuple):
    """What the sentences before are about, and where it is named."""

    clause: Clause | None
    pointer: str


def _of_sentence(
    sentence: str, here: str, about: _About, known: frozenset[str]
) -> tuple[list[Proposal], _About]:
    """What is proposed of a sentence, the last resorts last, and what the next may point at."""
    by_name = partial(named, before=about.clause)
    whole_of = (
        *defined(sentence),
        *counted_there(sentence),
        *only_then(sentence),
        *because_of_what(sentence, known, by_name),
    )
    proposed = [p._replace(pointers=(here,)) for p in whole_of]
    last = [p._replace(pointers=(here,)) for p in on_condition(sentence, known, by_name)]
    told: list[Clause] = []
    clauses = clauses_of(sentence, known)
    pointers: tuple[str, ...] = (about.pointer, here)
    for clause in clauses:
        whole = named(clause, told[-1] if told else about.clause) or named(clause, about.clause)
        if whole is None:
            continue
        rests_on = (here,) if whole == clause else pointers
        rules = chain(
            proposals(sentence, whole),
            # else its object is what the text is about
            phrases(whole) if whole.rest == clause.rest or clause.subject == "you" else (),
        )
        for proposal in rules:
            if _is_clear(proposal, whole):
                kept = last if proposal.is_last_resort else proposed
                said = " ".join(map(str, (*proposal.fields.values(), proposal.fact)))
                is_step = (
                    clause.subject == "you" and whole != clause
                )  # names an earlier step's thing
                alone = sentence if is_step else _alone(sentence, clause, clauses, said)
                kept.append(proposal._replace(pointers=rests_on, clause=alone))
        told.append(whole)
        pointers = rests_on
    return [*proposed, *last], _next(about, told, sentence, here)


def _next(about: _About, told: list[Clause], sentence: str, here: str) -> _About:
    """What a pronoun of the next sentence means: the one subject, or what is named throughout."""
    if re.search(r"[a-z], (?:which|who|where)\b[^,]*$", sentence):
        return _About(None, "")  # it may be what `which` was about
    if len({clause.subject for clause in told}) == 1:
        return _About(told[-1], here)
    last = about.clause.subject.split()[-1].lower() if about.clause else ""
    return about if last and last in sentence.lower().split() else _About(None, "")


def _alone(sentence: str, clause: Clause, clauses: Iterable[Clause], said: str) -> str:
    """The sentence without what its other clauses say: a doubt in one is none of another's.

    Nor is what is said besides, between commas, where the card says nothing of it.
    """
    for other in clauses:
        if other.rest and clause.rest not in other.rest and other.rest not in clause.rest:
            sentence = sentence.replace(f"{other.auxiliary} {other.rest}", "")
            sentence = sentence.replace(other.rest, "")
    told = content(said)
    return _APPOSITION.sub(
        lambda m: m[0] if any(has(word, told) for word in content(m[0])) else "", sentence
    )


_APPOSITION = re.compile(r", (?:an?|the|twice|enough|far) [^,;]+(?=[,.;])(?!,? and\b)")


def _distinct(found: Iterable[Proposal]) -> Iterator[Proposal]:
    """Not two for one fact, and not too many for one sentence."""
    facts: set[str] = set()
    for proposal in found:
        is_new = not any(proposal.fact in fact or fact in proposal.fact for fact in facts)
        if (len(facts) < MOST_OF_A_SENTENCE and is_new) or proposal.is_last_resort:
            facts.add(proposal.fact)
            yield proposal


_ELSEWHERE = re.compile(
    r"\b(?:him|this|these|those|here|such|the same|one another)\b", re.IGNORECASE
)


_LIMITS = re.compile(r"(?:As|Without|With|Despite|Unlike|Below|Above|Under|Outside|Among|Until)\b")
"""What is only so under or beyond something."""


_STATED = re.compile(
    r"(?:[a-z]+ )?(?:(?:in|on|at|to) [\w’' ]{2,25}? )?that "
    r"(?P<what>[^,]+ (?:is|are|was|were|had|has|would|could|"
    r"[a-z]+ed|[a-z]+s)\b[^,]*)"
)
"""What somebody said or noticed."""


def _is_clear(proposal: Proposal, clause: Clause) -> bool:
    """Whether a pronoun in the answer can only be what the question is about."""
    said = content(" ".join(map(str, (*proposal.fields.values(), proposal.fact))))
    if _LIMITS.match(clause.lead) and not any(has(word, said) for word in content(clause.lead)):
        return False
    question = str(proposal.fields["q"])
    stated = _STATED.match(clause.rest)
    is_whole = not stated or all(has(word, said) for word in content(stated["what"]))
    if not is_whole and not question.startswith("What"):
        return False  # `in which year did they notice mosses?`
    asked = question.partition(clause.subject)[2]
    answer = f"{asked} {proposal.fields.get('a', '')}"
    if _ELSEWHERE.search(answer):
        return False
    if clause.subject == "you":
        return True
    other = r"\bits?\b" if is_plural(clause.subject.split()) else r"\b(?:they|them|their)\b"
    return not re.search(other, answer, re.IGNORECASE)


def _stands_alone(proposal: Proposal) -> bool:
    """Whether it says something to somebody who meets the card alone: no `such`, no `his`."""
    if re.match(POSSESSIVE, str(proposal.fields.get("a", ""))):
        return False
    asked = str(proposal.fields["q"]).removeprefix("What does it mean ")
    owner = POSSESSIVE.search(asked)
    is_owned = not owner or re.search(r"[a-z] [A-Z]|\bthe [a-z]", asked[: owner.start()])
    return bool(is_owned) and not DANGLES.search(asked)


class _Drafted(NamedTuple):
    """The keys of a card, and whether it is for a sentence of which nothing better is asked."""

    card: dict[str, object]
    is_last_resort: bool
    clause: str


def _cards(found: Iterable[Proposal]) -> list[_Drafted]:
    """The keys of a card for each, no question twice; acronyms are linked, being alike."""
    cards: dict[str, _Drafted] = {}
    acronyms: list[str] = []
    for proposal in found:
        evidence = list(proposal.pointers)
        card = {
            **proposal.fields,
            "evidence": evidence if len(evidence) > 1 else evidence[0],
            "status": "draft",
        }
        if proposal.is_acronym:
            own = f"acronym-{len(acronyms) + 1}"
            card = {"id": own, **card, **({"confusable_with": [*acronyms]} if acronyms else {})}
            acronyms.append(own)
        drafted = _Drafted(card, proposal.is_last_resort, proposal.clause)
        cards.setdefault(slug(str(card["q"])), drafted)
    return list(cards.values())


def _added(text: str, path: Path, cards: Iterable[_Drafted], source: SourceText) -> tuple[str, int]:
    """Those that our own rules of the craft find nothing in, nor in others because of them."""
    count = 0
    asked: list[object] = []
    for card, is_last_resort, clause in cards:
        if is_last_resort and card["evidence"] in asked:
            continue
        added = _sound(text, path, card, source, clause)
        # a question that quotes loses phrases at its end until it does not
        while added.is_copied and (reworded := _reworded(str(card["q"]))):
            card = {**card, "q": reworded}  # noqa: PLW2901
            added = _sound(text, path, card, source, clause)
        text, count = added.text, count + (not added.trouble)
        asked += [] if added.trouble else [card["evidence"]]
    return text, count


def _reworded(question: str) -> str:
    """The question with other small words, or else without its last phrase; empty where neither."""
    changed = re.sub(r"\babout(?= \d)", "around", relative(question))
    changed = re.sub(r"\b(sure|certain|clear) that (?=the |an? )", r"\1 ", changed)
    if changed != question:
        return changed
    if question.startswith(("Why", "How should")):
        return ""  # the reason may be that of the phrase that would go
    shorter = _ENDING.sub("?", question)
    lost = question[len(shorter) - 1 :].rstrip("?").split()
    helps = {"is", "are", "was", "were", "has", "have", "had"}
    is_clause = any(word in helps or may_be_verb(word) for word in lost)
    return "" if shorter == question or is_clause else shorter


def _sound(
    text: str, path: Path, card: dict[str, object], source: SourceText, clause: str
) -> Added:
    """The deck with a card that says what its sentences say, and is well made."""
    question, evidence = str(card["q"]), card["evidence"]
    pointers = tuple(evidence) if isinstance(evidence, list) else (str(evidence),)
    asked = card_of({key: value for key, value in card.items() if key in CARD_KEYS})
    sentence = source.sentence(pointers[-1]) or ""
    passage = Passage.of(sentence, source)
    if asked is None or passage is None or len(question.split()) < _FEWEST:
        return Added(text, "it is no question")
    if question.startswith("Which acronym"):
        return with_sound_card(text, path, card, source)  # its letters prove it
    passage = passage.for_card(f"{question} {asked.solution}")
    passage = passage._replace(sentence=clause or sentence)
    if reason := why_refused(asked, passage, source, keeps_order=bool(clause)):
        return Added(text, reason)
    return with_sound_card(text, path, card, source)


_FEWEST = 3
"""Words of a question; what has fewer has lost what it was about."""
_PREPOSITION = "of|in|on|at|for|by|from|with|as|between|under|over|into|through|across|near"
_ENDING = re.compile(rf" (?:{_PREPOSITION}) (?:(?! (?:{_PREPOSITION}) ).)*\?$")
