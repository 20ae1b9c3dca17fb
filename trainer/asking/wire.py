"""Marked-up texts of a question on their way to devices.

Each is known by the string that the rest of a message holds. A page is sent its tree; `trainer
join` its source, which it reads as we do.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from trainer.markup.element import Blocks
from trainer.markup.maths.mathml import mathml
from trainer.markup.text import MarkedText
from trainer.markup.tree import Node, nodes_of


def marked_on_wire(texts: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """What a message says of its marked-up texts, as JSON; empty where it has none.

    Args:
        texts: the string in the message, and the text as it is shown.
    """
    found = {str(name): text for name, text in texts if isinstance(text, MarkedText)}
    if not found:
        return {}
    return {
        "marked": {name: _tree(text.blocks) for name, text in found.items()},
        "sources": {name: (text.source, text.blanks) for name, text in found.items()},
    }


@lru_cache(maxsize=256)
def _tree(blocks: Blocks) -> list[Node]:
    """A tree is sent to every device of a class, and again with each answer."""
    return nodes_of(blocks, mathml)
