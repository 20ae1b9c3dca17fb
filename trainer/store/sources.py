"""The learner's own copies of the texts that decks are derived from.

They stay on the learner's machine; decks only point at them.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from trainer.deck.source_text import MAX_BYTES, SourceText, read_source
from trainer.errors import TrainerError, system_refusals
from trainer.regular_file import read_json
from trainer.store.atomic_file import make_private, write_atomically
from trainer.store.home import home

_ELSEWHERE = "Make room or fix the permissions; TRAINER_HOME chooses another place."


def register_source(source: SourceText) -> Path:
    """Keep a text, so that its passages show beside the answers.

    Raises:
        TrainerError: it cannot be written.
    """
    path = _place(source.sha256)
    with system_refusals(f"The text cannot be kept in {path.parent}", _ELSEWHERE):
        make_private(path.parent)
        write_atomically(path, source.text.encode())
    return path


def registered_source(sha256: str) -> SourceText | None:
    """The text of this sha256 if it was registered and is still the same."""
    try:
        source = read_source(_place(sha256))
    except TrainerError:
        return None
    return source if source.sha256 == sha256 else None


def set_aside(sha256: str) -> dict[str, str]:
    """The sentences of a text that its reader said need no card: pointer -> the reason."""
    try:
        kept = read_json(_place_aside(sha256), MAX_BYTES)
    except (OSError, ValueError):
        return {}  # a note that is lost or harmed costs a key press, and no learning
    pairs = kept.items() if isinstance(kept, dict) else ()
    return {pointer: reason for pointer, reason in pairs if isinstance(reason, str)}


def keep_set_aside(sha256: str, aside: Mapping[str, str]) -> None:
    """Keep which sentences need no card, beside the text.

    Raises:
        TrainerError: it cannot be written.
    """
    path = _place_aside(sha256)
    text = json.dumps(dict(aside), ensure_ascii=False, indent=1)
    with system_refusals(f"What is set aside cannot be kept in {path.parent}", _ELSEWHERE):
        make_private(path.parent)
        write_atomically(path, text.encode())


def _place_aside(sha256: str) -> Path:
    return _place(sha256).with_suffix(".aside.json")


def _place(sha256: str) -> Path:
    return home() / "sources" / f"{sha256}.txt"
