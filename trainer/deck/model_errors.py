"""What pydantic found, in the words of an author."""

from typing import Any, get_args

from pydantic_core.core_schema import ErrorType

from trainer.counted import counted
from trainer.deck.card import EVERY_KIND
from trainer.deck.card_fields import COMMON_FIELDS
from trainer.deck.form_field import Shape

FOREIGN_WORDS = {
    "question": "q",
    "front": "q",
    "prompt": "q",
    "term": "q",
    "statement": "q",
    "answer": "a",
    "back": "a",
    "correct": "a",
    "correct_answer": "a",
    "solution": "a",
    "definition": "a",
    "distractors": "wrong",
    "incorrect": "wrong",
    "options": "wrong",
    "choices": "wrong",
    "explanation": "why",
    "feedback": "why",
    "rationale": "why",
    "alternatives": "accept",
    "aliases": "accept",
    "text": "cloze",
    "pairs": "match",
    "sequence": "order",
    "items": "list",
    "category": "tags",
    "tag": "tags",
    "name": "title",
    "deck": "title",
    "deck_name": "title",
    "topic": "title",
    "lang": "language",
    "true": "truth",
    "questions": "cards",
    "notes": "cards",
}
"""Words of other formats -> ours."""

TYPE_WORDS = frozenset({"type", "kind", "card_type", "cardtype", "question_type", "qtype"})
"""Words by which other formats say how a card is asked; here its answer key does."""

_OF_PYDANTIC = frozenset(get_args(ErrorType))
"""Errors whose words are pydantic's; those of the rest are a model's own."""

_NEAR = 70
"""How alike (of 100) two keys must be for one to be taken for the other."""

_OF_ANY_CARD = {
    "id": "an id is made of lower-case letters, digits, - and _, at most 64 of them",
    "requires": "it names cards by their ids (`deck/card` in another deck), or decks",
    "confusable_with": "it names cards by their ids, those of another deck as deck/card",
    "siblings": "it names cards by their ids, those of another deck as deck/card",
    "importance": "write 1, 2 or 3",
    "status": "the only status is draft; leave the line out for a card that is ready",
    "exact": "write true or false",
    "language": "write the language as en, es or zh",
    "sha256": "it is 64 hexadecimal digits",
    "setting": "write one line of at most 60 characters, as `Europe in 1914`",
    "markup": "the only markup is markdown; leave the line out where a text is a text",
    "scheduled": "write true or false",
    "why_picture": "write the name of a file beside the deck, or lines of `file:` and `alt:`",
    "silence": "write lines of `D334: why the advice does not apply here` below it",
}
"""Field that any card or deck may have -> what belongs there."""

EXPECTED = _OF_ANY_CARD | {
    field.key: field.expected or "write true or false"
    for field in (*COMMON_FIELDS, *(field for kind in EVERY_KIND for field in kind.own_fields))
    if field.expected or field.shape is Shape.YES_NO
}
"""Field -> what belongs there."""


def meant(key: str, known: tuple[str, ...]) -> str | None:
    """The known key that an unknown one most likely stands for."""
    if key.casefold() in TYPE_WORDS:
        return None
    from rapidfuzz import fuzz, process  # a deck without a slip of the pen needs it not

    key = key.strip()  # of a no-break space, too
    words = {word: ours for word, ours in FOREIGN_WORDS.items() if ours in known}
    words |= {word: word for word in known}
    nearest = process.extractOne(
        key.casefold(), words.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR
    )
    return words[nearest[0]] if nearest else None


def worded(field: str, error: Any) -> tuple[str, str]:  # noqa: ANN401 - pydantic's ErrorDetails
    """The message and the hint for one of pydantic's findings in a field."""
    kind: str = error["type"]
    if kind == "blank_text":
        return f"`{field}` has no text", EXPECTED.get(field, "write something, or remove the key")
    if kind == "string_type":
        return f"`{field}` must be one text", "a list or mapping is here"
    if kind == "unsafe_text":
        return str(error["msg"]), "delete it; it shows as a box or not at all in most editors"
    if kind in {"too_short", "too_long"}:
        entries = counted(error["ctx"]["actual_length"], "entry", "entries")
        return f"`{field}` has {entries}", EXPECTED.get(field, "")
    if kind not in _OF_PYDANTIC:
        return str(error["msg"]), EXPECTED.get(field, "remove one of them")
    return f"`{field}` has a value that does not belong there", EXPECTED.get(
        field, str(error["msg"])
    )
