"""Marked-up texts of a question on their way to devices.

Each is known by the string that the rest of a message holds. A page is sent its tree; `trainer
join` its source, which it reads as we do.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from trainer.markup.element import Blocks
from trainer.markup.maths.mathml import mathml
from trainer.markup.text import MarkedText
from trainer.markup.tree import Node, nodes_of

if TYPE_CHECKING:
    from trainer.asking.question import Question


def marked_on_wire(question: "Question", message: Mapping[str, Any]) -> dict[str, Any]:
    """What a message says of its marked-up texts, as JSON; empty where it has none.

    Args:
        question: what the message is about.
        message: its `question` is what is shown of it; nothing that it does not hold is given away.
    """
    hides_options = message["question"]["answer"] is None
    sources = () if hides_options else question.sources
    named = {source: question.item.text_of(source) for source in sources}
    texts = {str(text): text for text in _texts(message)} | named
    marked = {name: text for name, text in texts.items() if isinstance(text, MarkedText)}
    if not marked:
        return {}
    return {
        "marked": {name: _tree(text.blocks) for name, text in marked.items()},
        "sources": {name: (text.source, text.blanks) for name, text in marked.items()},
    }


def _texts(value: object) -> Iterator[str]:
    """All the texts in a message."""
    match value:
        case str():
            yield value
        case Mapping():
            for one in value.values():
                yield from _texts(one)
        case list() | tuple():
            for one in value:
                yield from _texts(one)
        case _:
            pass


@lru_cache(maxsize=256)
def _tree(blocks: Blocks) -> list[Node]:
    """A tree is sent to every device of a class, and again with each answer."""
    return nodes_of(blocks, mathml)
