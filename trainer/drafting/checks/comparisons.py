"""Which is the more of two, in a passage and in a card."""

import re

from trainer.drafting.passage import content, has

_THAN = re.compile(
    r"\b(?P<more>(?:more|less|fewer) (?!than)\w+|\w+er|more|less|worse|better)\b"
    r"(?P<rest>(?: \w+){0,2} than\b"
    r"(?! (?:\d+|half|twice|one|two|three|four|five|six|ten|[a-z]+(?:ty|teen)|a hundred)\b).*)"
)


def reversed_comparison(question: str, answer: str, text: str) -> str | None:
    """That a card has the more where its passage has the less; None where it has not."""
    for match in _THAN.finditer(text):
        than = re.search(r"\bthan\b", match["rest"])
        if not than:
            continue
        more = match["more"]
        last = more.split()[-1]
        asked = re.search(rf"\b{re.escape(more)}\b", question) or re.search(
            rf"\b{re.escape(last)}\b", question
        )
        if not asked:
            continue
        left = content(text[: match.start()])
        right = content(match["rest"][than.end() :])
        compared = re.search(r"\bthan\b(?P<rest>.*)", question)
        key = content(answer)
        if compared:
            other = content(compared["rest"])
            if any(has(word, left) and not has(word, right) for word in other):
                return f"“{more} than” is the other way round"
        if _asks_which(question) and any(has(word, right) and not has(word, left) for word in key):
            return f"“{more} than” is the other way round"
    return None


def _asks_which(question: str) -> bool:
    return bool(re.match(r"(?:which|who|what)\b", question, re.IGNORECASE)) and not re.search(
        r"\bthan (?:what|which|whom)\b", question
    )
