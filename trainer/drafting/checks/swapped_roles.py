"""Who did what to whom, what came of what, and which is the more: the sides of a verb.

A card whose words stand on the other side than in its passage has the roles the wrong way round.
Sides are found by the order of words, a passive being turned; where that does not tell, nothing
is said.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from trainer.deck.likeness import words as words_of
from trainer.deck.partial_date import MONTHS
from trainer.drafting.checks.causality import reversed_cause
from trainer.drafting.passage import content, has
from trainer.drafting.verb_forms import (
    AUXILIARIES,
    BE,
    base,
    is_form_of,
    is_participle,
    may_be_verb,
)

_SAY = frozenset("say write argue claim add call warn reply ask tell answer declare".split())
_PREPOSITIONS = frozenset(
    "in on at by for from with without into onto over under about between among through during "
    "against across along above below near to of since until after before as than because".split()
)
_WH = re.compile(
    r"^(?P<prep>(?:(?:about|nearly|almost|roughly|up to|at least|every|more than|less than|in|on|"
    r"at|by|for|from|with|to|into|over|under|after|before|against|of|within|between|since|until|near|"
    r"through)\s+){1,2})?(?P<word>who|whom|whose|what|which|when|where|"
    r"why|how(?: (?:many|much|long|far|deep|high|wide|old|often|tall|thick|heavy|big|large))?)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:In|On|At|By|For|From|After|Before|During|Since|Until|Under|With|Within|Near|As an?|"
    r"Instead of|Because of)\b(?:[^,]*, |[^,]*?\b\d{4}s? (?=[A-Za-z])|"
    r"(?: [\w’'-]+){1,4}?(?<! of)(?<! in)(?<! for)(?<! to)(?<! at) "
    r"(?=(?:an?|the|its|his|her|their|most|some|all|it|he|she|they) [a-z]))"
)
_THAN = re.compile(
    r"\b(?P<more>(?:more|less|fewer) (?!than)\w+|\w+er|more|less|worse|better)\b"
    r"(?P<rest>(?: \w+){0,2} than\b"
    r"(?! (?:\d+|half|twice|one|two|three|four|five|six|ten|[a-z]+(?:ty|teen)|a hundred)\b).*)"
)


class Sides(NamedTuple):
    """The words before and behind something, a passive turned: who did it, and to what."""

    left: tuple[str, ...]
    right: tuple[str, ...]


def swapped(question: str, answer: str, parts: tuple[str, ...]) -> str | None:
    """What has changed sides between the parts of a passage and a card; None where nothing has.

    Args:
        question: the card's.
        answer: its key, in words.
        parts: the parts of the sentence, each with one thing to say.
    """
    return (
        reversed_cause(question, answer, " ".join(parts))
        or _reversed_comparison(question, answer, " ".join(parts))
        or _swapped_sides(question, answer, parts)
        or _other_direction(question, answer, " ".join(parts))
        or _other_owner(question, " ".join(parts))
    )


def _swapped_sides(question: str, answer: str, parts: tuple[str, ...]) -> str | None:
    for verb, told in _sides_of_card(question, answer):
        stated = [sides for part in parts if (sides := _sides_of_part(part, verb))]
        for sides in stated:
            crossed = _crossed(told.left, sides.right, sides.left) or _crossed(
                told.right, sides.left, sides.right
            )
            if crossed:
                return f"“{crossed}” stands on the other side of “{verb}”"
        if stated:
            return None  # that was the verb of the question
    return None


_LONGEST_KIND = 4
"""Words between `what` or `which` and the verb that helps: `which famous old bridge was`."""
_ASIDE = frozenset("first later finally originally often usually".split())
"""Words that stand on either side of a verb."""


def _crossed(told: tuple[str, ...], there: tuple[str, ...], here: tuple[str, ...]) -> str | None:
    """What a card has on one side and the passage on the other; of a name all its words."""
    runs: list[list[str]] = []
    for word in told:
        if any(char.isdigit() for char in word) or word in MONTHS:
            continue  # a date has no side
        if word in _ASIDE:
            continue
        if runs and word[:1].isupper() and runs[-1][-1][:1].isupper():
            runs[-1].append(word)
        else:
            runs.append([word])
    return next(
        (
            " ".join(run)
            for run in runs
            if all(has(word, there) for word in run) and not any(has(word, here) for word in run)
        ),
        None,
    )


_UNDER_CONDITION = re.compile(
    r"What (?:happens|happened|\w+ (?:happen|you do|be done)) (?:if|when|once|unless|as soon as)\b"
)


def _sides_of_card(question: str, answer: str) -> Iterator[tuple[str, Sides]]:
    """Each word of a question that may be its verb, with what stands on either side of it."""
    text = re.sub(r":.*\bor\b.*$", "", question.rstrip("?. "))  # without options
    wh = _WH.match(text)
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
    return not is_do and (is_participle(after) or after.lower() in {"able", *_PREPOSITIONS})


def _sides_of_part(part: str, verb: str) -> Sides | None:
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


def _sides(words: list[str], at: int, *, is_reduced: bool = False) -> Sides:
    verb = base(words[at])
    before, after = words[:at], words[at + 1 :]
    helpers = [word.lower() for word in before[-3:]]
    if verb in _SAY and after and after[0][:1].isupper() and not _is_name_run(before):
        # `…,” said Stephenson`
        run = [word for word in after if word[:1].isupper()]
        return Sides(_told(run), _told(before))
    is_passive = is_reduced or (any(word in BE for word in helpers) and is_participle(words[at]))
    if not is_passive:
        return Sides(_told(before), _told(after))
    folded = [word.lower() for word in after]
    if "by" not in folded:
        return Sides((), (*_told(before), *_told(after)))
    by = folded.index("by")
    agent = _until_preposition(after[by + 1 :])
    return Sides(_told(agent), (*_told(before), *_told(after[:by])))


def _told(words: list[str]) -> tuple[str, ...]:
    return content(" ".join(words))


def _until_preposition(words: list[str]) -> list[str]:
    stop = next((at for at, word in enumerate(words) if word.lower() in _PREPOSITIONS), len(words))
    return words[: max(stop, 1)]


def _is_name_run(before: list[str]) -> bool:
    return bool(before) and before[-1][:1].isupper()


def _reversed_comparison(question: str, answer: str, text: str) -> str | None:
    for found in _THAN.finditer(text):
        than = re.search(r"\bthan\b", found["rest"])
        if not than:
            continue
        more = found["more"]
        last = more.split()[-1]
        asked = re.search(rf"\b{re.escape(more)}\b", question) or re.search(
            rf"\b{re.escape(last)}\b", question
        )
        if not asked:
            continue
        left = content(text[: found.start()])
        right = content(found["rest"][than.end() :])
        said = re.search(r"\bthan\b(?P<rest>.*)", question)
        key = content(answer)
        if said:
            other = content(said["rest"])
            if any(has(word, left) and not has(word, right) for word in other):
                return f"“{more} than” stands the other way round"
        if _asks_which(question) and any(has(word, right) and not has(word, left) for word in key):
            return f"“{more} than” stands the other way round"
    return None


def _asks_which(question: str) -> bool:
    return bool(re.match(r"(?:which|who|what)\b", question, re.IGNORECASE)) and not re.search(
        r"\bthan (?:what|which|whom)\b", question
    )


_DIRECTIONS = frozenset(
    "from to into against by for over under before after until since through towards".split()
)


def _other_direction(question: str, answer: str, text: str) -> str | None:
    """A name behind another preposition than in the passage: from where, and to where."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    wh = _WH.match(question)
    ending = re.search(r"\b(?P<prep>[a-z]+)\?*$", question.strip())
    asked = (wh["prep"] or "").strip().lower() if wh else ""
    if not asked and ending and ending["prep"] in _DIRECTIONS:
        asked = ending["prep"]
    pairs = [(asked, answer)] if asked in _DIRECTIONS else []
    pairs += [
        (found["prep"], found["name"])
        for found in re.finditer(r"\b(?P<prep>[a-z]+) (?:the )?(?P<name>[A-Z][\w’'-]+)", question)
        if found["prep"] in _DIRECTIONS
    ]
    for prep, thing in pairs:
        first = next(iter(words_of(re.sub(r"^(?:the|an?) ", "", thing))), "")
        before = {
            found[1].lower()
            for found in re.finditer(
                rf"\b(\w+) (?:the |an? |about )?{re.escape(first)}\b", text, re.IGNORECASE
            )
        }
        if first and before & _DIRECTIONS and prep not in before and before <= _DIRECTIONS:
            return f"the passage has “{min(before)} {first}”, and not “{prep}”"
    return None


def _other_owner(question: str, text: str) -> str | None:
    """A thing `of` another than in the passage: grams of water, the king of Spain."""
    stated = list(_owners(text))
    for thing, owner in _owners(question):
        here = [of for other, of in stated if is_form_of(thing, other)]
        known = any(has(word, content(text)) for word in owner)
        if here and known and not any(has(word, of) for of in here for word in owner):
            return f"the passage has “{thing} of {' '.join(here[0])}”"
    return None


def _owners(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for found in re.finditer(r"\b(?P<thing>\w+) of (?P<of>(?:[\w’'-]+ ?){1,3})", text):
        words = _until_preposition(found["of"].split())
        if owner := _told(words):
            yield found["thing"], owner
