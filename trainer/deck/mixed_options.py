"""Options as other formats write them: the right one among the wrong, and beside them which."""

import re
from typing import NamedTuple

from trainer.deck.card import EVERY_KEY
from trainer.deck.edit import Edit
from trainer.deck.model_errors import FOREIGN_WORDS
from trainer.deck.yaml_tree import KeyValue, Mapping, Scalar, Sequence

_ALL = frozenset({"options", "choices", "answers", "alternatives", "variants"}) - EVERY_KEY
_WRONG = frozenset({"wrong", *(word for word, ours in FOREIGN_WORDS.items() if ours == "wrong")})
_RIGHT = frozenset(
    "a answer correct correct_answer correct_option correct_index answer_index right solution "
    "key".split()
)
_INDEX = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])[.)]?")
"""Which of them it is, by number or letter; whether counted from 0 or 1 nobody can know."""


class MixedOptions(NamedTuple):
    """A list of options that may hold the right one."""

    key: Scalar
    """The key of the list."""
    message: str
    hint: str
    fix: Edit | None
    """What makes a list of wrong options of it, where the right one is known."""


def mixed_options(text: str, card: Mapping) -> MixedOptions | None:
    """Such a list on a card; None where there is none, or all of it is plainly wrong.

    Args:
        text: the file's text.
        card: as it was composed.
    """
    if _ALL.isdisjoint(map(str.casefold, card.entries)):
        return None
    found = next(entry for key, entry in card.entries.items() if key.casefold() in _ALL)
    right = next((entry for key, entry in card.entries.items() if key.casefold() in _RIGHT), None)
    name = found.key.text
    message = f"`{name}` holds the right option too"
    hint = "write the right option as `a`, and the others as a list under `wrong`"
    if isinstance(found.value, Mapping) and all(map(_INDEX.fullmatch, found.value.entries)):
        return MixedOptions(found.key, message, hint, None)  # A: one, B: two
    if not isinstance(found.value, Sequence) or (right is None and name.casefold() == "answers"):
        return None
    options = [item.text.strip() if isinstance(item, Scalar) else "" for item in found.value.items]
    given = right.value.text.strip() if right and isinstance(right.value, Scalar) else ""
    if given and options.count(given) == 1 and len(options) > 1:
        return MixedOptions(found.key, message, hint, _without(text, found, options.index(given)))
    if given and not _INDEX.fullmatch(given) and given not in options:
        return None
    return MixedOptions(found.key, message, hint, None)


def may_number_an_option(card: Mapping, answer: object) -> bool:
    """Whether an answer may say which option is right, by number or letter, and not be it.

    Where the options are numbers or letters themselves, it is one of them.
    """
    listed = next((card.entries[key].value for key in card.entries if key in _WRONG), None)
    if isinstance(listed, Mapping):
        options = [*listed.entries]
    elif isinstance(listed, Sequence):
        options = [item.text for item in listed.items if isinstance(item, Scalar)]
    else:
        return False
    return (
        isinstance(answer, Scalar)
        and bool(_INDEX.fullmatch(answer.text.strip()))
        and not any(_INDEX.fullmatch(option.strip()) for option in options)
    )


def _without(text: str, entry: KeyValue, at: int) -> Edit:
    """The edit that leaves one out of a list, and calls the list `wrong`."""
    assert isinstance(entry.value, Sequence)  # noqa: S101 - see above
    items = entry.value.items
    if at + 1 < len(items):
        gone = items[at].span.start, items[at + 1].span.start
    else:
        gone = items[at - 1].span.end, items[at].span.end
    start, key_end, end = entry.key.span.start, entry.key.span.end, items[-1].span.end
    kept = text[key_end : gone[0]] + text[gone[1] : max(end, gone[1])]
    return Edit(start, end, f"wrong{kept}")
