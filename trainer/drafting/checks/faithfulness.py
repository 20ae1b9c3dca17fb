"""Whether a proposed card says what its passage says. Nothing here asks a model.

A quotation that is in the article proves little: the card beside it may have the wrong person,
the other date, no “not”. Each rule here refuses one kind of that. They lean to refusing: a card
too few costs its reader nothing.
"""

import re

from trainer.deck.card import Card, Cloze, Number, TrueFalse
from trainer.deck.facts import NUMBER, FactKind, facts_of
from trainer.deck.lint.card_texts import prompt
from trainer.deck.lint.names import Vocabulary, counted, months, names
from trainer.deck.source_text import SourceText
from trainer.drafting.checks.qualifiers import lost_qualifier
from trainer.drafting.checks.swapped_roles import swapped
from trainer.drafting.checks.whose_value import belongs_elsewhere
from trainer.drafting.passage import Passage, content, has

_GENERAL = tuple(
    (
        "often year month day date time century decade season country nation state city town place "
        "region continent area river sea ocean language person people man woman leader ruler "
        "politician writer scientist engineer author company firm organisation organization group "
        "body institution event thing kind type sort name title term word acronym abbreviation "
        "number amount quantity figure value size length height width depth distance weight mass "
        "price cost share percentage per cent percent proportion fraction reason purpose cause "
        "effect result aim motive role job position office profession happen occur call mean stand "
        "describe article text passage material substance animal plant machine device part "
        "unit measure method way step instruction you do many long far deep high wide tall old "
        "big large true example compare comparison difference different similar consist include "
        "contain following respect according complete statement sentence order sequence list "
        "three four five two give"
    ).split()
)
"""What a question may call a thing without its passage having the word."""
_UNITS = re.compile(
    r"\b(?:kilomet\w+|met(?:re|er)s?|miles?|feet|foot|inch(?:es)?|tons?|tonnes?|kilograms?|grams?|"
    r"pounds?|dollars?|euros?|francs?|lit(?:re|er)s?|gallons?|hours?|days?|weeks?|months?|years?|"
    r"minutes?|seconds?|degrees?|per ?cent|percent|hundred|thousand|million|billion|trillion|"
    r"knots?|watts?|kilowatts?|megawatts?|hectares?|acres?|km|cm|mm|kg|kHz|MHz|bar|volts?|decades?|"
    r"centur(?:y|ies)|dozen)\b|[%°€$£]"
)
_COUNT = re.compile(r"\b(?:one|half|third|quarter|none|no|a|twice|dozen|all|most)\b", re.IGNORECASE)
_COUNTED = re.compile(r"^(?:of )?(?:which|what|name) (?:two|three|four|five)\b", re.IGNORECASE)
"""How many a list asks for, which its author counted."""
_HOW_MANY = re.compile(r"\bhow (?:many|much) (?P<unit>(?:\w+ )?\w+)", re.IGNORECASE)


def why_refused(card: Card, passage: Passage, source: SourceText) -> str | None:
    """The first reason not to believe a card; None where there is none.

    Args:
        card: as it was proposed.
        passage: what it rests on.
        source: the article.
    """
    question = prompt(card).text
    answer = "; ".join(part.text for part in card.answers)
    if isinstance(card, TrueFalse):
        question, answer = (card.q, card.q) if card.truth else (card.correction or "", "")
        answer = answer or question
    return (
        _unanswerable(question, answer, card)
        or _strange(answer, passage.words, passage, "the words")
        or _strange(
            _COUNTED.sub("", question), f"{passage.whole} {_title(source)}", passage, "the passage"
        )
        or _half_a_range(answer, passage.words)
        or _other_unit(question, answer, passage)
        or _own_words(question, answer, passage, source)
        or _by_parts(question, answer, passage)
        or _loose_subject(question, passage)
    )


def _by_parts(question: str, answer: str, passage: Passage) -> str | None:
    if _is_apposition(question, answer, passage):
        return None
    if _is_stated(question, answer, passage):
        return lost_qualifier(f"{question} {answer}", passage.sentence, passage.whole)
    if other := belongs_elsewhere(question, answer, passage):
        return f"the passage gives “{other}” for that instead"
    parts = _touched(question, answer, passage)
    if lost := lost_qualifier(f"{question} {answer}", " ; ".join(parts), passage.whole):
        return lost
    return swapped(question, answer, passage.parts)


def _is_apposition(question: str, answer: str, passage: Passage) -> bool:
    """Whether it asks who or what a name is, and the passage says so right behind the name."""
    asked = re.match(r"(?:Who|What) (?:is|was) (?P<name>.+)\?$", question)
    stated = f"{asked['name']}, {answer}".lower() if asked else ""
    return (
        bool(asked)
        and re.search(rf"{re.escape(stated)}(?=[,.;])", passage.sentence.lower()) is not None
    )


def _is_stated(question: str, answer: str, passage: Passage) -> bool:
    """Whether it asks what is so and so, and the passage says in these words that it is."""
    asked = re.match(r"(?:Who|What) (?P<told>(?:is|was) .+?)(?: called)?\?$", question)
    statement = re.sub(r"\bwhich\b", "that", f"{answer} {asked['told']}".lower()) if asked else ""
    return bool(statement) and statement in re.sub(r"\bwhich\b", "that", passage.sentence.lower())


def _touched(question: str, answer: str, passage: Passage) -> tuple[str, ...]:
    """The parts of the sentence that the card is about; all where that is not clear."""
    key = content(answer)
    places: set[int] = set()
    for word in content(f"{question} {answer}"):
        parts = {at for at, part in enumerate(passage.parts) if has(word, content(part))}
        if len(parts) == 1 or word in key:
            places |= parts
    return tuple(passage.parts[at] for at in sorted(places)) or passage.parts


def _unanswerable(question: str, answer: str, card: Card) -> str | None:
    folded = question.lower()
    facts = {fact.kind for fact in facts_of(f"x {answer}")}
    is_number = isinstance(card, Number) or FactKind.NUMBER in facts or FactKind.DATE in facts
    if isinstance(card, Cloze | TrueFalse):
        return None
    asks_date = re.match(r"(?:when|\w+ (?:which|what) (?:year|month|date|day))\b", folded)
    is_count = is_number or counted(answer) or _COUNT.search(answer)
    if re.match(r"(?:how many|how much)\b", folded) and not is_count:
        return "the answer is not a number"
    if asks_date and "which" in folded.split()[:3] and FactKind.DATE not in facts:
        return "the answer is not a date"
    if re.match(r"(?:who|whom|whose|where)\b", folded) and not re.search(r"[^\W\d]{2}", answer):
        return "the answer is not the kind of thing that is asked for"
    if re.match(r"who\b", folded) and facts and FactKind.NAME not in facts and is_number:
        return "the answer is not the kind of thing that is asked for"
    key = content(answer)
    is_told = key and all(has(word, content(question)) for word in key)
    if is_told and not re.search(r"\bor\b", folded):
        return "the question holds its answer"
    if not content(question):
        return "the question names nothing"
    return None


def _title(source: SourceText) -> str:
    return source.paragraphs[0][0] if source.paragraphs else ""


def _strange(text: str, known: str, passage: Passage, where: str) -> str | None:
    """A number, a month or a name that the card does not say."""
    missing = sorted(counted(text) - counted(known)) + sorted(months(text) - months(known))
    vocabulary = Vocabulary(known)
    missing += [name for name in names(text, passage.known) if not vocabulary.has(name)]
    return f"“{missing[0]}” is not in {where}" if missing else None


def _half_a_range(answer: str, known: str) -> str | None:
    """One end of a range that is given for the whole: 3 of `between one and three`."""
    number = rf"(?:one|{NUMBER.pattern})"
    for match in re.finditer(
        rf"(?:between {number} and|{number} (?:to|or)) {number}", known, re.IGNORECASE
    ):
        is_beside = counted(answer) <= counted(known.replace(match[0], ""))  # outside of it, too
        if len(counted(answer) & counted(match[0])) == 1 and not is_beside:
            return f"“{match[0]}” is a range"
    return None


def _other_unit(question: str, answer: str, passage: Passage) -> str | None:
    for text in (question, answer):
        for match in _UNITS.finditer(text):
            unit = _plain_unit(match[0])
            if unit not in {_plain_unit(one[0]) for one in _UNITS.finditer(passage.whole)}:
                if text is question and not _HOW_MANY.search(question[: match.end()]):
                    continue
                return f"the passage does not count in “{match[0]}”"
    return None


def _plain_unit(unit: str) -> str:
    folded = unit.lower().replace("meter", "metre").replace("liter", "litre")
    short = {
        "km": "kilometre",
        "%": "percent",
        "per cent": "percent",
        "kg": "kilogram",
        "foot": "feet",
        "°": "degree",
        "$": "dollar",
        "£": "pound",
        "€": "euro",
    }
    return short.get(folded, folded.removesuffix("s") if folded != "feet" else folded)


def _own_words(question: str, answer: str, passage: Passage, source: SourceText) -> str | None:
    """A word that is not the passage's: what it says of the matter, the passage may not."""
    near = content(f"{passage.whole} {_title(source)}")
    strange = [
        word
        for word in content(f"{question} {answer}")
        if not (has(word, near) or has(word, _GENERAL) or counted(word))
    ]
    return f"“{strange[0]}” is not a word of the passage" if strange else None


def _loose_subject(question: str, passage: Passage) -> str | None:
    """A name from the sentence before, which a pronoun may or may not mean."""
    if not passage.before:
        return None
    sentence = Vocabulary(passage.sentence)
    before = [
        fact for fact in facts_of(passage.before, passage.known) if fact.kind is FactKind.NAME
    ]
    subject = passage.before.split(" ")
    for name in names(question, passage.known):
        if sentence.has(name):
            continue
        place = next((at for at, fact in enumerate(before) if name in fact.text), None)
        if place and len(before) > 1 and name not in subject[:4]:
            return f"the passage may mean somebody or something other than “{name}”"
    return None
