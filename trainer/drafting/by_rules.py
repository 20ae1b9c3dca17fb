"""Drafts of cards, proposed by rules from the sentences of an English text.

A draft is a proposal: a person keeps, mends or drops it. Each points at its sentence, asks one
fact, and is free of what our own rules of the craft find. Where no rule fits a sentence, there
is no draft: a poor question costs its reader more than none.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from trainer.deck.coverage import is_heading
from trainer.deck.lint.names import names
from trainer.deck.reader import read_deck_text
from trainer.deck.slug import slug
from trainer.deck.source_text import SourceText
from trainer.drafting.adding import Added, card_of, with_sound_card
from trainer.drafting.clause import Clause, clauses_of
from trainer.drafting.grounds import why_refused
from trainer.drafting.passage import Passage
from trainer.drafting.proposed import CARD_KEYS
from trainer.drafting.rules import (
    DANGLES,
    because_of_what,
    defined,
    object_of,
    proposals,
)
from trainer.drafting.rules.proposal import Proposal
from trainer.drafting.verbs import may_be_verb

MOST_OF_A_SENTENCE = 3
_POSSESSIVE = re.compile(r"\b(?:its|his|her|their)\b", re.IGNORECASE)
_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}"
_FULL_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}"


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


def _found(source: SourceText) -> list[Proposal]:
    found: list[Proposal] = []
    lines = [s for sentences in source.paragraphs if not is_heading(sentences) for s in sentences]
    in_lower_case = {word for line in lines for word in line.split() if word.islower()}
    known = frozenset(name.lower() for line in lines for name in names(line)) - in_lower_case
    for place, sentences in enumerate(source.paragraphs, 1):
        if is_heading(sentences):
            continue
        before: Clause | None = None
        first: Clause | None = None
        for at, sentence in enumerate(sentences, 1):
            here = f"{place}.{at}"
            causes = because_of_what(sentence, known, partial(_named, before=before))
            proposed = [p._replace(pointers=(here,)) for p in (*defined(sentence), *causes)]
            pointers: tuple[str, ...] = (f"{place}.{at - 1}", here)
            previous = before
            clauses = clauses_of(sentence, known)
            last: list[Proposal] = []
            topic = first
            for clause in clauses:
                named = _named(clause, before) or (_named(clause, topic) if topic else None)
                if named is None:
                    continue
                rests_on = (here,) if named == clause else pointers
                proposed += [p._replace(pointers=rests_on) for p in proposals(sentence, named)]
                if named.rest == clause.rest:  # else its object is what the text is about
                    last += [p._replace(pointers=rests_on) for p in object_of(named)]
                if first is topic:
                    first = named
                before, pointers = named, (here,) if named == clause else pointers
            if before is previous:
                before = first = None
            proposed += last
            found += _distinct(p for p in proposed if _stands_alone(p))
    return found


def _distinct(found: Iterable[Proposal]) -> Iterator[Proposal]:
    """Not two for one fact, and not too many for one sentence."""
    facts: set[str] = set()
    for proposal in found:
        is_new = not any(proposal.fact in fact or fact in proposal.fact for fact in facts)
        if (len(facts) < MOST_OF_A_SENTENCE and is_new) or proposal.is_last_resort:
            facts.add(proposal.fact)
            yield proposal


def _named(clause: Clause, before: Clause | None) -> Clause | None:
    """The clause with its pronoun replaced by what the sentence before was about."""
    pronoun = clause.subject.lower()
    subject = before.subject if before and before.subject != "you" else None
    owner = re.match(r"(?:his|her|its) (?=[a-z])", pronoun)
    if owner and subject and re.fullmatch(_NAME, subject):
        return clause._replace(subject=f"{subject}’s {clause.subject[owner.end() :]}")
    if pronoun not in {"it", "he", "she", "they"}:
        if DANGLES.search(clause.subject):
            return None
        if subject and not _POSSESSIVE.search(subject):
            meant = "them" if subject.endswith("s") else "it"
            if re.fullmatch(_FULL_NAME, subject) and subject != clause.subject:
                meant = "him"
            rest = re.sub(rf"^((?:[a-z]+ ){{0,2}}){meant}\b", rf"\1{subject}", clause.rest)
            return clause._replace(rest=rest)
        return clause
    if before is None or subject is None or _POSSESSIVE.search(subject):
        return None
    if pronoun == "it" and clause.is_second and re.search(r"\bthe [a-z]+[^s\W]\b", before.rest):
        return None  # it may be what the first half ends with
    is_plural = before.subject.split()[-1].endswith("s") or before.auxiliary in {"were", "are"}
    is_person = bool(re.fullmatch(_NAME if pronoun in {"he", "she"} else _FULL_NAME, subject))
    fits = {"it": not is_plural and not is_person, "they": is_plural}.get(pronoun, is_person)
    return clause._replace(subject=re.sub(r"^an? ", "the ", subject)) if fits else None


def _stands_alone(proposal: Proposal) -> bool:
    """Whether it says something to somebody who meets the card alone: no `such`, no `his`."""
    if re.match(_POSSESSIVE, str(proposal.fields.get("a", ""))):
        return False
    asked = str(proposal.fields["q"])
    owner = _POSSESSIVE.search(asked)
    is_owned = not owner or re.search(r"[a-z] [A-Z]|\bthe [a-z]", asked[: owner.start()])
    return bool(is_owned) and not DANGLES.search(asked)


class _Drafted(NamedTuple):
    """The keys of a card, and whether it is for a sentence of which nothing better is asked."""

    card: dict[str, object]
    is_last_resort: bool


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
        drafted = _Drafted(card, proposal.is_last_resort)
        cards.setdefault(slug(str(card["q"])), drafted)
    return list(cards.values())


def _added(text: str, path: Path, cards: Iterable[_Drafted], source: SourceText) -> tuple[str, int]:
    """Those that our own rules of the craft find nothing in, nor in others because of them."""
    count = 0
    asked: list[object] = []
    for card, is_last_resort in cards:
        if is_last_resort and card["evidence"] in asked:
            continue
        added = _sound(text, path, card, source)
        # a question that quotes loses phrases at its end until it does not
        while added.is_copied and (shorter := _ENDING.sub("?", str(card["q"]))) != card["q"]:
            card = {**card, "q": shorter}  # noqa: PLW2901
            if not any(map(may_be_verb, shorter.rstrip("?").split()[3:])):
                break  # its verb is gone
            added = _sound(text, path, card, source)
        text, count = added.text, count + (not added.trouble)
        asked += [] if added.trouble else [card["evidence"]]
    return text, count


def _sound(text: str, path: Path, card: dict[str, object], source: SourceText) -> Added:
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
    if reason := why_refused(asked, passage.for_card(f"{question} {asked.solution}"), source):
        return Added(text, reason)
    return with_sound_card(text, path, card, source)


_FEWEST = 3
"""Words of a question; what has fewer has lost what it was about."""
_PREPOSITION = "in|on|at|for|by|from|with|as|between|under|over|into|through|across|near"
_ENDING = re.compile(rf" (?:{_PREPOSITION}) (?:(?! (?:{_PREPOSITION}) ).)*\?$")
