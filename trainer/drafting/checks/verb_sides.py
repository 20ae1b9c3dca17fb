"""The sides of a verb: who did it, and to what.

Sides are found by the order of words, a passive being turned; where that does not show them, there
are none.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from trainer.deck.likeness import words as words_of
from trainer.drafting.checks.prepositions import PREPOSITIONS, QUESTION_WORD, until_preposition
from trainer.drafting.passage import content
from trainer.drafting.verb_forms import (
    AUXILIARIES,
    BE,
    base,
    is_form_of,
    is_participle,
    may_be_verb,
)

_SAY = frozenset("say write argue claim add call warn reply ask tell answer declare".split())
_LEAD = re.compile(
    r"^(?:In|On|At|By|For|From|After|Before|During|Since|Until|Under|With|Within|Near|As an?|"
    r"Instead of|Because of)\b(?:[^,]*, |[^,]*?\b\d{4}s? (?=[A-Za-z])|"
    r"(?: [\w’'-]+){1,4}?(?<! of)(?<! in)(?<! for)(?<! to)(?<! at) "
    r"(?=(?:an?|the|its|his|her|their|most|some|all|it|he|she|they) [a-z]))"
)
_UNDER_CONDITION = re.compile(
    r"What (?:happens|happened|\w+ (?:happen|you do|be done)) (?:if|when|once|unless|as soon as)\b"
)
_LONGEST_KIND = 4
"""Words between `what` or `which` and the verb that helps: `which famous old bridge was`."""


class VerbSides(NamedTuple):
    """The words before and behind something, a passive turned: who did it, and to what."""

    left: tuple[str, ...]
    right: tuple[str, ...]


def sides_of_card(question: str, answer: str) -> Iterator[tuple[str, VerbSides]]:
    """Each word of a question that may be its verb, with what is on either side of it."""
    text = re.sub(r":.*\bor\b.*$", "", question.rstrip("?. "))  # without options
    wh = QUESTION_WORD.match(text)
    words = words_of(text)
    if wh is None:  # a statement
        for at, word in enumerate(words):
            if may_be_verb(word):
                yield word, _sides(words, at)
        return
    is_aside = (
        wh["prep"]
        or _UNDER_CONDITION.match(text)
        or wh["word"].lower().startswith(("when", "where", "why", "how"))
    )
    start = len(words_of(wh[0]))
    aux = next((at for at in range(start, len(words)) if words[at].lower() in AUXILIARIES), None)
    kind = " ".join(words[start:aux]) if aux is not None and aux - start <= _LONGEST_KIND else ""
    asked = [] if is_aside else words_of(answer[:1].lower() + answer[1:])
    if aux is not None and (aux == start or kind) and not _is_subject(words, aux):
        subject_from = aux + 1
        for at in range(subject_from + 1, len(words)):
            if may_be_verb(words[at]) and words[at].lower() not in AUXILIARIES:
                turned = [*words[subject_from:at], words[aux], *words[at:], *asked]
                yield words[at], _sides(turned, turned.index(words[at], at - subject_from))
        return
    # the answer is the subject
    first = aux if aux is not None and _is_subject(words, aux) else start
    turned = [*asked, *words[first:]]
    for at in range(len(asked), len(turned)):
        if may_be_verb(turned[at]) and turned[at].lower() not in AUXILIARIES:
            yield turned[at], _sides(turned, at)


def _is_subject(words: list[str], aux: int) -> bool:
    """Whether what is asked for is the subject: `What was built by`, `Who has won`."""
    after = next(
        (
            word
            for word in words[aux + 1 :]
            if word.lower() not in {"been", "not", "later", "first"}
        ),
        "",
    )
    is_do = words[aux].lower() in {"do", "does", "did"}
    return not is_do and (is_participle(after) or after.lower() in {"able", *PREPOSITIONS})


def sides_of_part(part: str, verb: str) -> VerbSides | None:
    """What is on either side of a verb in a part of a sentence; None without that verb."""
    text = _LEAD.sub("", part)
    words = words_of(text)
    places = [
        at
        for at, word in enumerate(words)
        if word.islower() and is_form_of(word, verb) and _is_finite(words, at)
    ]
    if len(places) != 1:
        return None
    reduced = re.search(
        rf",\s+{words[places[0]]} (?:in|on|by|at|under|from|to|with)\b[^,]*,|"
        rf", (?=called\b){words[places[0]]}\b",
        part,
    )
    return _sides(words, places[0], is_reduced=bool(reduced))


def _is_finite(words: list[str], at: int) -> bool:
    """Whether the word may be a verb here, and is no noun behind an article."""
    before = words[at - 1].lower() if at else ""
    return before not in {"the", "a", "an", "its", "his", "their", "of", "this"}


def _sides(words: list[str], at: int, *, is_reduced: bool = False) -> VerbSides:
    verb = base(words[at])
    before, after = words[:at], words[at + 1 :]
    helpers = [word.lower() for word in before[-3:]]
    if verb in _SAY and after and after[0][:1].isupper() and not _is_name_run(before):
        # `…,” said Stephenson`
        run = [word for word in after if word[:1].isupper()]
        return VerbSides(_content_of(run), _content_of(before))
    is_passive = is_reduced or (any(word in BE for word in helpers) and is_participle(words[at]))
    if not is_passive:
        return VerbSides(_content_of(before), _content_of(after))
    folded = [word.lower() for word in after]
    if "by" not in folded:
        return VerbSides((), (*_content_of(before), *_content_of(after)))
    by = folded.index("by")
    agent = until_preposition(after[by + 1 :])
    return VerbSides(_content_of(agent), (*_content_of(before), *_content_of(after[:by])))


def _content_of(words: list[str]) -> tuple[str, ...]:
    return content(" ".join(words))


def _is_name_run(before: list[str]) -> bool:
    return bool(before) and before[-1][:1].isupper()
