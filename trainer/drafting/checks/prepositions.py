"""What is behind a preposition: from where, to where, and whose."""

import re
from collections.abc import Iterator

from trainer.deck.likeness import words as words_of
from trainer.drafting.passage import content, has
from trainer.drafting.verb_forms import is_form_of

PREPOSITIONS = frozenset(
    "in on at by for from with without into onto over under about between among through during "
    "against across along above below near to of since until after before as than because".split()
)
QUESTION_WORD = re.compile(
    r"^(?P<prep>(?:(?:about|nearly|almost|roughly|up to|at least|every|more than|less than|in|on|"
    r"at|by|for|from|with|to|into|over|under|after|before|against|of|within|between|since|until|near|"
    r"through)\s+){1,2})?(?P<word>who|whom|whose|what|which|when|where|"
    r"why|how(?: (?:many|much|long|far|deep|high|wide|old|often|tall|thick|heavy|big|large))?)\b",
    re.IGNORECASE,
)
"""What a question begins with: its word, and the preposition before that."""
_DIRECTIONS = frozenset(
    "from to into against by for over under before after until since through towards".split()
)


def other_direction(question: str, answer: str, text: str) -> str | None:
    """A name behind another preposition than in the passage: from where, and to where."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    wh = QUESTION_WORD.match(question)
    ending = re.search(r"\b(?P<prep>[a-z]+)\?*$", question.strip())
    asked = (wh["prep"] or "").strip().lower() if wh else ""
    if not asked and ending and ending["prep"] in _DIRECTIONS:
        asked = ending["prep"]
    pairs = [(asked, answer)] if asked in _DIRECTIONS else []
    pairs += [
        (match["prep"], match["name"])
        for match in re.finditer(r"\b(?P<prep>[a-z]+) (?:the )?(?P<name>[A-Z][\w’'-]+)", question)
        if match["prep"] in _DIRECTIONS
    ]
    for prep, thing in pairs:
        first = next(iter(words_of(re.sub(r"^(?:the|an?) ", "", thing))), "")
        before = {
            match[1].lower()
            for match in re.finditer(
                rf"\b(\w+) (?:the |an? |about )?{re.escape(first)}\b", text, re.IGNORECASE
            )
        }
        if first and before & _DIRECTIONS and prep not in before and before <= _DIRECTIONS:
            return f"the passage has “{min(before)} {first}”, and not “{prep}”"
    return None


def other_owner(question: str, text: str) -> str | None:
    """A thing `of` another than in the passage: grams of water, the king of Spain."""
    stated = list(_owners(text))
    for thing, owner in _owners(question):
        owners = [of for other, of in stated if is_form_of(thing, other)]
        known = any(has(word, content(text)) for word in owner)
        if owners and known and not any(has(word, of) for of in owners for word in owner):
            return f"the passage has “{thing} of {' '.join(owners[0])}”"
    return None


def _owners(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for match in re.finditer(r"\b(?P<thing>\w+) of (?P<of>(?:[\w’'-]+ ?){1,3})", text):
        words = until_preposition(match["of"].split())
        if owner := content(" ".join(words)):
            yield match["thing"], owner


def until_preposition(words: list[str]) -> list[str]:
    """The words up to the first preposition; at least one."""
    stop = next((at for at, word in enumerate(words) if word.lower() in PREPOSITIONS), len(words))
    return words[: max(stop, 1)]
