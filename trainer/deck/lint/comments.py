"""Text that YAML drops without a word after a #, and keys that it takes for text."""

import re
from collections.abc import Iterator

from trainer.deck.diagnostic import Code
from trainer.deck.lint.weakness import OnCard, Weakness
from trainer.deck.swallowed import swallowed_keys
from trainer.deck.yaml_tree import Mapping, Node, Scalar, Sequence

_TEXTS = frozenset(
    "title description q a wrong typed accept cloze correction order match extra list hint "
    "why".split()
)
"""The keys of running text; beside an id, a number or a date a comment is one."""
_NO_COMMENT = re.compile(r" (?P<words>#(?:\w| \d)[^\n]*)")
"""One space before the #, and a word or number right after it: few write a comment so."""


def check_comments(text: str, root: Mapping, cards: list[Node]) -> Iterator[OnCard]:
    """What looks like the rest of a text and is a comment to YAML."""
    if not _NO_COMMENT.search(text):
        return
    for at, node in [(None, root), *enumerate(cards)]:
        for key, entry in node.entries.items() if isinstance(node, Mapping) else ():
            for which, scalar in _scalars(entry.value) if key in _TEXTS else ():
                plain = text[scalar.span.start : scalar.span.start + 1] not in {'"', "'", "|", ">"}
                if plain and (match := _NO_COMMENT.match(text, scalar.span.end)):
                    yield (
                        at,
                        Weakness(
                            Code.COMMENT_IN_TEXT,
                            "what follows # after a space is a comment, and nobody will see it",
                            "put the whole text in quotes; a comment has two spaces before it",
                            key,
                            which,
                            match["words"].rstrip(),
                        ),
                    )


def check_swallowed(text: str, cards: list[Node]) -> Iterator[OnCard]:
    """Keys within texts of sound cards, where a text may be meant."""
    for at, node in enumerate(cards):
        for swallowed in swallowed_keys(text, node) if isinstance(node, Mapping) else ():
            finding = (Code.KEY_IN_TEXT, swallowed.message, swallowed.hint, swallowed.around)
            yield at, Weakness(*finding, words=f"{swallowed.key}:")


def _scalars(node: Node) -> Iterator[tuple[int | str | None, Scalar]]:
    """The texts under a key, each with its place in the list or mapping."""
    match node:
        case Scalar():
            yield None, node
        case Sequence(items=items):
            yield from ((at, item) for at, item in enumerate(items) if isinstance(item, Scalar))
        case Mapping(entries=entries):
            for name, entry in entries.items():
                if isinstance(entry.value, Scalar):
                    yield name, entry.value
