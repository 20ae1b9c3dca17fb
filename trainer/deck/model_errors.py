"""What pydantic found, in the words of an author."""

from typing import Any

from trainer.counted import counted

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

_NEAR = 70
"""How alike (of 100) two keys must be for one to be taken for the other."""

EXPECTED = {
    "id": "an id is made of lower-case letters, digits, - and _, at most 64 of them",
    "accept": "write another spelling or a list of them; for several gaps lines of `gap: spelling`",
    "tags": "a tag is made of lower-case letters, digits, - and _",
    "requires": "it names cards by their ids (`deck/card` in another deck), or decks",
    "confusable_with": "it names cards by their ids, those of another deck as deck/card",
    "siblings": "it names cards by their ids, those of another deck as deck/card",
    "evidence": "write paragraph.sentence of the source, as 4.2, or a list of them",
    "importance": "write 1, 2 or 3",
    "status": "the only status is draft; leave the line out for a card that is ready",
    "truth": "write true or false",
    "reverse": "write true or false",
    "together": "write true or false",
    "ordered": "write true or false",
    "exact": "write true or false",
    "language": "write the language as en, es or zh",
    "number": "write digits alone, as 6, 1200, 0.25 or 6.022e23; the unit has a key of its own",
    "tolerance": "write digits, as 5, or a share of the number, as 5%",
    "sha256": "it is 64 hexadecimal digits",
    "date": "write 2018, 2018-04 or 2018-04-21; before Christ -44 or 44 BC",
    "order": "write a list of 3 to 7 things in their right order",
    "match": "write 3 to 7 lines of `left: right` below it",
    "list": "write a list of at least 2 things, each a text or lines of `text:` and `accept:`",
    "wrong": "write a list of wrong options, or lines of `option: why it is wrong`",
    "setting": "write one line of at most 60 characters, as `Europe in 1914`",
    "markup": "the only markup is markdown; leave the line out where a text is a text",
    "poll": "write a list of 2 to 10 options, or `open` where everybody writes what they think",
    "scheduled": "write true or false",
    "hide": "write lines of `name: [x, y, width, height]` below it, in hundredths of the picture",
    "where": "write the name of one of the regions under `hide`",
    "picture": "write the name of a file beside the deck, or lines of `file:` and `alt:`",
    "answer_picture": "write the name of a file beside the deck, or lines of `file:` and `alt:`",
    "why_picture": "write the name of a file beside the deck, or lines of `file:` and `alt:`",
    "silence": "write lines of `D334: why the advice does not apply here` below it",
    "cloze": "mark each gap with double braces, as {{India}} or {{India::country}}",
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
    found = process.extractOne(key.casefold(), words.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return words[found[0]] if found else None


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
    if kind in {
        "no_gap",
        "broken_gap",
        "repeated_option",
        "not_a_date",
        "which_gap",
        "long_setting",
        "no_entry",
        "no_region",
        "which_region",
    }:
        return str(error["msg"]), EXPECTED.get(field, "remove one of them")
    return f"`{field}` is not what belongs there", EXPECTED.get(field, str(error["msg"]))
