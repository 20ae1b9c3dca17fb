"""Whether a date, a number or a name is that of what is asked, or of another thing beside it.

`It was begun in 1988 and opened in 1994` holds two dates, and each belongs to one verb. What a
question names votes for the date that is in the same part of the sentence.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from trainer.deck.facts import Fact, FactKind, facts_of
from trainer.deck.likeness import words as words_of
from trainer.deck.lint.names import counted, months
from trainer.drafting.passage import Passage, content, has
from trainer.drafting.verb_forms import is_form_of, is_participle

_ASKS_CAUSE = re.compile(
    r"(?:why|for what|what (?:caused|causes|led|was the|is the))\b", re.IGNORECASE
)
_CONTRAST = re.compile(r"; |,? (?:but|while|whereas|although|though) ")
_UNIT = re.compile(r"\bhow many (?P<unit>\w+)", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?P<prep>in|on|by|since|until|after|before|from) (?:about )?(?:which|what)\b", re.IGNORECASE
)
_LATER = re.compile(r" (?:years?|months?|weeks?|days?|hours?|minutes?) (?:later|earlier|ago)\b")
_NAME_COUNTS = 3
"""Votes of a name; of any other word one."""


class _Value(NamedTuple):
    text: str
    part: int
    at: int
    """Which word of its part it begins with."""
    behind: str
    """What follows it there."""


def belongs_elsewhere(question: str, answer: str, passage: Passage) -> str | None:
    """The value of the same sort that a question rather asks for; None where it is the answer's."""
    if _ASKS_CAUSE.match(question):
        return None  # a cause is in another part than its effect
    if across := _across(question, answer, passage.sentence):
        return across
    parts = passage.parts
    kind, values = _values(answer, parts, passage.known)
    right = [value for value in values if _is_same(value.text, answer, kind)]
    if kind and right and (other := _only_elsewhere(question, answer, parts, right)):
        return other
    if kind is FactKind.NUMBER and (unit := _UNIT.search(question)):
        fits = [value for value in values if _counts(value, unit["unit"])]
        if fits and not any(value in fits for value in right):
            return fits[0].text
        values = fits or values
    if (prep := _BEFORE.match(question)) and kind is FactKind.DATE:
        fits = [value for value in values if _follows(value, prep["prep"], parts)]
        if fits and not any(value in fits for value in right):
            return fits[0].text
        values = fits or values
    folded = question.lower()
    others = [value for value in values if value not in right and value.text.lower() not in folded]
    if not right or not others:
        return None
    if elliptic := _elliptic(question, parts, values):
        return None if any(value in elliptic for value in right) else elliptic[0].text
    shared = _subject(parts)
    asked = [
        word
        for word in content(question)
        if not any(is_form_of(word, other) for other in [*words_of(answer), *shared])
    ]
    votes = dict.fromkeys(values, 0)
    for word in asked:
        weight = _NAME_COUNTS if word[:1].isupper() or word[:1].isdigit() else 1
        for value in _voted(word, parts, values):
            votes[value] += weight
    mine = max(votes[value] for value in right)
    rival = max(others, key=lambda value: votes[value])
    return rival.text if votes[rival] > 0 and votes[rival] >= mine else None


def _across(question: str, answer: str, sentence: str) -> str | None:
    """The other half of a sentence in contrast, where what is asked of is there alone."""
    halves = [half for half in _CONTRAST.split(sentence) if half]
    key = content(answer)
    mine = [half for half in halves if key and all(has(word, content(half)) for word in key)]
    if len(halves) == 1 or len(mine) != 1:
        return None
    others = [half for half in halves if half is not mine[0]]
    asked = [word for word in content(question) if not has(word, content(mine[0]))]
    return next((half for half in others if any(has(w, content(half)) for w in asked)), None)


def _elliptic(question: str, parts: Sequence[str], values: Sequence[_Value]) -> list[_Value]:
    """The values of a part without a verb, `and 9 in the single one`, that a question is about.

    It shares the words of the part before it, so that only its own tell.
    """
    for place, part in enumerate(parts):
        if not re.match(r"(?:and|or) ", part) or any(map(is_participle, part.split())):
            continue
        others = content(" ".join(p for at, p in enumerate(parts) if at != place))
        new_words = [word for word in content(part) if not has(word, others)]
        inside = [value for value in values if value.part == place]
        if inside and any(has(word, tuple(new_words)) for word in content(question)):
            return inside
    return []


def _only_elsewhere(
    question: str, answer: str, parts: Sequence[str], right: Sequence[_Value]
) -> str | None:
    """Another part, where all that a question names is there and nothing beside the answer."""
    mine = content(" ".join(parts[at] for at in {value.part for value in right}))
    asked = [w for w in content(question) if not any(is_form_of(w, o) for o in words_of(answer))]
    if any(is_form_of(word, other) for word in asked for other in mine):
        return None
    return next(
        (
            part
            for at, part in enumerate(parts)
            if at not in {value.part for value in right}
            and any(is_form_of(word, other) for word in asked for other in content(part))
        ),
        None,
    )


def _counts(value: _Value, unit: str) -> bool:
    """Whether what is asked for is behind a number, within three words."""
    behind = words_of(f"{value.text} {value.behind}")[: len(words_of(value.text)) + 3]
    return any(is_form_of(one, other) for one in words_of(unit) for other in behind)


def _follows(value: _Value, preposition: str, parts: Sequence[str]) -> bool:
    before = parts[value.part].split(value.text)[0].lower()
    return bool(re.search(rf"\b{preposition.lower()} (?:about |the |early |late )*$", before))


def _values(
    answer: str, parts: Sequence[str], known: frozenset[str]
) -> tuple[FactKind | None, list[_Value]]:
    """All values of the answer's sort, each with its place."""
    mine = [fact for fact in facts_of(answer, known) if fact.kind is not FactKind.CAUSE]
    if not mine:
        return None, []
    kinds = {fact.kind for fact in mine}
    kind = next(
        (one for one in (FactKind.DATE, FactKind.NUMBER, FactKind.NAME) if one in kinds), None
    )
    if kind is FactKind.NAME and len(content(answer)) > len(
        words_of(" ".join(f.text for f in mine))
    ):
        return None, []  # a phrase that holds a name is more than that name
    return kind, [
        _Value(fact.text, place, _word_at(part, fact), part[fact.end :])
        for place, part in enumerate(parts)
        for fact in facts_of(part, known)
        if fact.kind is kind
        and not part[: fact.start].endswith("(")
        and not _LATER.match(part[fact.end :])
    ]


def _word_at(part: str, fact: Fact) -> int:
    return len(words_of(part[: fact.start]))


def _is_same(value: str, answer: str, kind: FactKind | None) -> bool:
    match kind:
        case FactKind.DATE:
            return counted(answer) <= counted(value) and months(answer) <= months(value)
        case FactKind.NUMBER:
            return bool(counted(value) & counted(answer)) or value.lower() in answer.lower()
        case _:
            return any(word in words_of(answer) for word in words_of(value))


def _subject(parts: Sequence[str]) -> tuple[str, ...]:
    """What is before the first verb, where later parts have no subject of their own."""
    first = words_of(parts[0]) if parts else []
    verb = next((at for at, word in enumerate(first) if at and is_participle(word)), 0)
    elided = any(is_participle(next(iter(words_of(part)), "")) for part in parts[1:])
    return tuple(first[:verb]) if elided else ()


def _voted(word: str, parts: Sequence[str], values: Sequence[_Value]) -> list[_Value]:
    """The value that a word is nearest to; of several equally near none."""
    places = [
        (place, at)
        for place, part in enumerate(parts)
        for at, other in enumerate(words_of(part))
        if is_form_of(word, other)
    ]
    if len({place for place, _ in places}) != 1:
        return []
    place = places[0][0]
    in_part = [value for value in values if value.part == place]
    if not in_part:
        return []
    near = min(abs(value.at - at) for value in in_part for _, at in places)
    nearest = [value for value in in_part if any(abs(value.at - at) == near for _, at in places)]
    return nearest if len(nearest) == 1 else []
