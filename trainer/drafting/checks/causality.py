"""Which is the cause and which the effect, in a passage and in a card."""

import re
from collections.abc import Iterator

from trainer.drafting.passage import content, has

_CAUSE_RIGHT = re.compile(
    r",? \b(?:because of|because|since|due to|owing to|thanks to|given that|given|caused by|"
    r"the result of|as a result of|on account of|driven by|for fear of|in response to|as)\b ",
    re.IGNORECASE,
)
_CAUSE_LEFT = re.compile(
    r",? ?\b(?:leading to|led to|leads to|lead to|resulting in|resulted in|results in|which is why|"
    r"that is why|caused|causes|causing|cause|so that|so(?! that| far| as| much| many)|"
    r"therefore|and so|, so|brought about|"
    r"in order to|triggered|made|makes|forced|forcing|drove|to)\b ",
    re.IGNORECASE,
)
_FRONTED = re.compile(r"^(?:Because(?: of)?|Since|As|Given(?: that)?|Due to|Owing to|Thanks to) ")
_ASKS_WHY = re.compile(
    r"^(?:why|what (?:caused|causes|made|led to|leads to|was the (?:reason|cause)|is the "
    r"(?:reason|cause)|brought about)|for what (?:reason|purpose))\b",
    re.IGNORECASE,
)
_ASKS_RESULT = re.compile(
    r"^what (?:was|is|were|are) the (?:results?|effects?|consequences?|outcome)|^what (?:did|does) "
    r".*\b(?:cause|lead to|result in)\b",
    re.IGNORECASE,
)


def reversed_cause(question: str, answer: str, text: str) -> str | None:
    """What is wrong with a card that asks for a cause or a result; None for any other."""
    asks_why, asks_result = _ASKS_WHY.match(question), _ASKS_RESULT.match(question)
    if not (asks_why or asks_result):
        return None
    stated = list(_causes(text))
    if not stated:
        return "no cause is stated in the passage"
    about, says = content(question), content(answer)
    for cause, effect in stated:
        asked, key = (effect, cause) if asks_why else (cause, effect)
        if _share(says, key) > _share(says, asked) and _share(about, asked) >= _share(about, key):
            return None
    return "cause and effect are the other way round, or are not each other's"


def _causes(text: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each cause with its effect, as words; a purpose counts as the cause of what serves it."""
    if fronted := _FRONTED.match(text):
        cause, _, effect = text[fronted.end() :].partition(", ")
        yield content(cause), content(effect)
    for match in _CAUSE_RIGHT.finditer(text):
        yield content(text[match.end() :]), content(text[: match.start()])
    for match in _CAUSE_LEFT.finditer(text):
        before, after = content(text[: match.start()]), content(text[match.end() :])
        if match[0].strip(" ,").lower() in {"so that", "in order to", "to"}:
            yield after, before
        else:
            yield before, after


def _share(some: tuple[str, ...], among: tuple[str, ...]) -> float:
    return sum(has(word, among) for word in some) / len(some) if some else 0.0
