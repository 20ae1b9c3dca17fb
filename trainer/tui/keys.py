"""The learner's own keys, checked before Textual sees them.

Textual accepts any name for a binding and drops the binding of a key it does not know;
that could take away the key that quits.
"""

import re
import string
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from textual.binding import Binding
from textual.keys import (
    Keys,
    _character_to_key,  # noqa: PLC2701 - it has no public door
    key_to_character,
)

_NAMED = {key.value for key in Keys} | {"space", "enter", "escape", "tab", "backspace"}
_PUNCTUATION = {_character_to_key(char) for char in string.punctuation}
_SLOT = re.compile(r"<(typing |all )?([a-z_]+\.[a-z_]+)>")
_MODIFIED = re.compile(r"(?:ctrl|alt|shift)\+(.+)")


def is_key(key: str) -> bool:
    """Whether a name is one that a terminal can send: `a`, `ü`, `f2`, `ctrl+n`, `question_mark`."""
    if match := _MODIFIED.fullmatch(key):
        return key in _NAMED or is_key(match[1])
    return (len(key) == 1 and key.isalnum()) or key in _NAMED or key in _PUNCTUATION


def _named(key: str) -> str:
    """A key as Textual names it: a sign by its name, a letter of any layout by itself."""
    return _character_to_key(key) if len(key) == 1 else key


def with_keys(text: str, keys_of: Callable[[str], str]) -> str:
    """A text with the names of keys as they are mapped.

    Args:
        text: in it `<study.undo>` is the first key of that binding, `<all study.undo>` for
            all of them, `<typing study.undo>` for one that works while letters are typed.
        keys_of: binding id -> its keys, with commas between them.
    """

    def named(match: re.Match[str]) -> str:
        which, keys = match[1], [shown(key) for key in keys_of(match[2]).split(",")]
        if which == "all ":
            return ", or ".join(keys)
        if which == "typing ":
            beside = next((key for key in keys if len(key) > 1), None)
            return beside or f"escape, then {keys[0]}"
        return keys[0]

    return _SLOT.sub(named, text)


def shown(key: str) -> str:
    """A key as a text names it: `?` for question_mark."""
    char = key_to_character(key)
    return key if char is None or char.isspace() or not char.isprintable() else char


def check_keys(
    chosen: Mapping[str, str], bindings: Mapping[str, Iterable[Binding]]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Divide a key map into what holds and what is wrong with the rest.

    Args:
        chosen: binding id -> its keys, with commas between them.
        bindings: screen -> its bindings; two of one screen may not share a key.

    Returns:
        The part that can be applied, and a sentence for each part that cannot.
    """
    known = {binding.id for group in bindings.values() for binding in group if binding.id}
    sound: dict[str, str] = {}
    problems: list[str] = []
    for binding_id, keys in chosen.items():
        names = [_named(key.strip()) for key in keys.split(",")]
        wrong = [key for key in names if not is_key(key)]
        if binding_id not in known:
            problems.append(f"keys: there is no action {binding_id!r}")
        elif wrong:
            problems.append(f"keys: {binding_id}: {wrong[0]!r} is not a key; write a, f2 or ctrl+n")
        else:
            sound[binding_id] = ",".join(names)
    for group in bindings.values():
        problems += _clashes(sound, group)
    return sound, tuple(problems)


def _clashes(sound: dict[str, str], group: Iterable[Binding]) -> list[str]:
    """Take out of a key map what would give one key to two actions of a screen."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for binding in group:
        for key in sound.get(binding.id or "", binding.key).split(","):
            owners[key].append(binding.id or "")
    problems = []
    for key, ids in owners.items():
        chosen = [binding_id for binding_id in ids if binding_id in sound]
        if len(set(ids)) > 1 and chosen:
            del sound[chosen[-1]]
            others = ", ".join(other for other in ids if other != chosen[-1])
            problems.append(f"keys: {chosen[-1]}: {key} is the key of {others} already")
    return problems
