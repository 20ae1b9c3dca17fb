"""What a card begins with when it is made of marked sentences: evidence, answer, wrong options."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from trainer.deck.coverage import is_heading
from trainer.deck.facts import NUMBER, Fact, FactKind, facts_of
from trainer.deck.lint.names import names_of, number_of
from trainer.deck.partial_date import MONTHS, PartialDate
from trainer.deck.source_text import SourceText

MOST_OFFERED = 3
"""Wrong options that are offered: four options in all are as many as anybody reads."""
_PLACE = r"\b(?:in|at|near|from|to|above|over|round|outside|across) (?:the )?"
_OF_A_PEOPLE = re.compile(r"[^\W\d_]+(?:ish|ese|ian|ean|can|man|sh|nch|tch|eek|iss|i)\b")
_UNIT = re.compile(
    r"[- ]?(?P<unit>(?:per ?cent|%|°[CF])(?!\w))"
    r"|[- ](?P<scale>(?:(?:cubic|square|million|billion) )*)(?:(?!(?:of|to|and|or|in) )[^\W\d_]+ )?"
    r"(?P<noun>(?:feet|foot|men|women|people|children|[mckµn]?m|[mkµ]?g|[mc]?l|t|ha|k?W|[kMG]?Hz|"
    r"(?!(?:was|has|his|its|is|as|this|thus|always|does|across|less|others)\b)[^\W\d_]{2,}s)(?!\w))"
)
"""What is counted: a word that is a unit, or many of something; `1400 had died` has none."""


class Thing(NamedTuple):
    """Something that an answer may name, as a sentence words it."""

    text: str
    sort: str
    """What it may be set beside as an option: `date-2`, `number kilometres`, `place`, `name`."""
    pointer: str


FEWEST_SENTENCES: Mapping[str, int] = {"order": 3}
"""Kind -> how many sentences are its answer, in their order; the others are made of one or more."""


class CardSeed(NamedTuple):
    """What a new card begins with."""

    fields: dict[str, object]
    """The keys of the card, in a deck's own words."""
    remark: str = ""
    """What its author must add, for the article does not have it."""


def card_seed(kind: str, source: SourceText, pointers: Sequence[str], marked: str = "") -> CardSeed:
    """What a new card of marked sentences begins with; nearly nothing of a kind that is not named.

    Args:
        kind: as in the form: flashcard, cloze, typed, number, date, order, choice.
        source: the text.
        pointers: the marked sentences, in the order in which they were marked.
        marked: the words marked in the last of them; its first fact of the kind when empty.
    """
    sentences = [source.sentence(pointer) or "" for pointer in pointers]
    evidence: object = pointers[0] if len(pointers) == 1 else sorted(pointers, key=_place)
    known = names_of(source)
    facts = [fact for sentence in sentences for fact in facts_of(sentence, known)]
    fields: dict[str, object] = {"evidence": evidence}
    remark = ""
    match kind:
        case "cloze":
            gap = marked or _first(facts, FactKind.DATE, FactKind.NUMBER, FactKind.NAME)
            text = sentences[-1]
            fields["cloze"] = text.replace(gap, f"{{{{{gap}}}}}", 1) if gap else text
        case "typed":
            fields["typed"] = marked or _first(facts, FactKind.NAME)
        case "number":
            fields |= _number(marked, sentences, facts)
        case "date":
            date = date_in(marked or _first(facts, FactKind.DATE))
            fields |= {"date": str(date)} if date else {}
        case "order":
            fields["order"] = sentences
        case "choice":
            key = marked or _first(facts, FactKind.NAME, FactKind.DATE, FactKind.NUMBER)
            answer, wrong = _options(source, pointers[-1], key)
            fields |= {"a": answer, "wrong": wrong}
            if not wrong:
                remark = "The article names nothing else of this kind: write the wrong options "
                remark += "yourself."
        case _:
            fields |= {"a": marked} if marked else {}
    return CardSeed({key: value for key, value in fields.items() if value}, remark)


def _place(pointer: str) -> tuple[int, ...]:
    return tuple(int(part) for part in pointer.split("."))


def _first(facts: Sequence[Fact], *kinds: FactKind) -> str:
    return next((fact.text for kind in kinds for fact in facts if fact.kind is kind), "")


def _number(marked: str, sentences: Sequence[str], facts: Sequence[Fact]) -> dict[str, object]:
    written = marked or _first(facts, FactKind.NUMBER)
    at = NUMBER.search(written)
    number = number_of(at[0]) if at else None
    if at is None or number is None:
        return {}
    places = ((one, one.find(written)) for one in sentences)
    share = re.search(r"per ?cent$|%$|°C$", at[0])
    units = [_unit(one, place + at.end()) for one, place in places if place >= 0]
    unit = share[0] if share else next(filter(None, units), "")
    return {"number": number, "unit": unit} if unit else {"number": number}


def _unit(text: str, at: int) -> str:
    """What is counted by the number that ends there; empty where none is seen."""
    match = _UNIT.match(text, at)
    return (match["unit"] or f"{match['scale']}{match['noun']}") if match else ""


def date_in(text: str) -> PartialDate | None:
    """The first date in a text that has a year; None where there is none."""
    year = re.search(r"\b\d{4}\b(?!s)", text)
    if not year:
        return None
    month = next((at for at, name in enumerate(MONTHS, 1) if name in text), None)
    day = re.search(r"\b\d{1,2}\b", text) if month else None
    try:
        return PartialDate.checked(int(year[0]), month, int(day[0]) if day else None)
    except ValueError:
        return None


def _options(source: SourceText, pointer: str, key: str) -> tuple[str, list[str]]:
    """The key as an option is worded, and others of its sort from elsewhere, the nearest first."""
    known = things_of(source)
    meant = next((t for t in known if t.pointer == pointer and t.text.startswith(key)), None)
    meant = meant or next((t for t in known if key and t.text.startswith(key)), None)
    if meant is None:
        return key, []
    place = _place(pointer)
    folded = {meant.text.lower()}
    others: list[Thing] = []
    for thing in sorted(known, key=lambda t: abs(_place(t.pointer)[0] - place[0])):
        alike = thing.sort.split()[0] == meant.sort.split()[0]
        apart = not any(thing.text.lower() in one or one in thing.text.lower() for one in folded)
        if alike and apart and thing.pointer != pointer:
            folded.add(thing.text.lower())
            others.append(thing)
    others.sort(key=lambda thing: thing.sort != meant.sort)
    return meant.text, [thing.text for thing in others[:MOST_OFFERED]]


def things_of(source: SourceText) -> tuple[Thing, ...]:
    """The names, places, dates and numbers of a text, each with what it may be set beside."""
    known = names_of(source)
    return tuple(
        _thing(fact, sentence, f"{place}.{at}", source)
        for place, sentences in enumerate(source.paragraphs, 1)
        if not is_heading(sentences)
        for at, sentence in enumerate(sentences, 1)
        for fact in facts_of(sentence, known)
        if fact.kind is not FactKind.CAUSE
    )


def _thing(fact: Fact, sentence: str, pointer: str, source: SourceText) -> Thing:
    if fact.kind is FactKind.DATE:
        return Thing(fact.text, f"date-{len(fact.text.split())}", pointer)
    if fact.kind is FactKind.NUMBER:
        unit = _unit(sentence, fact.end)
        unit_words = f" {unit}" if unit else ""
        return Thing(f"{fact.text}{unit_words}", f"number{unit_words}", pointer)
    if fact.text.isupper():
        return Thing(fact.text, "acronym", pointer)
    if _OF_A_PEOPLE.fullmatch(fact.text):
        return Thing(fact.text, "people", pointer)
    if re.search(rf"{_PLACE}{re.escape(fact.text)}\b", source.text):
        return Thing(fact.text, "place", pointer)
    is_person = " " in fact.text and f"the {fact.text}" not in source.text
    return Thing(fact.text, "person" if is_person else "name", pointer)
