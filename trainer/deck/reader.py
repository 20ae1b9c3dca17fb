"""A deck file into a Deck, or into everything that is wrong with it."""

from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from trainer.deck.checker import Checker
from trainer.deck.diagnostic import Code, Diagnostic, Severity
from trainer.deck.few_of_a_kind import Owned, few_of_a_kind
from trainer.deck.reading import MAX_BYTES, Reading
from trainer.deck.span import Span, span_at
from trainer.deck.yaml_tree import Mapping, Node, Sequence, compose
from trainer.regular_file import read_regular


def read_deck(path: Path) -> Reading:
    """Read and check a deck file.

    Raises:
        OSError: the file cannot be read at all, or is none.
    """
    content = read_regular(path, MAX_BYTES)
    if content is None:
        return _unreadable(path, Code.TOO_LARGE, "the file is larger than 20 MB", "split the deck")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        readable = error.object[: error.start].decode("utf-8-sig")
        return _unreadable(
            path,
            Code.NOT_TEXT,
            "the file is not UTF-8 text",
            "save it as UTF-8; editors offer that in their Save as dialog",
            span_at(readable, len(readable)),
        )
    return read_deck_text(text, path)


def read_deck_text(text: str, path: Path) -> Reading:
    """Read and check a deck that is already in memory, such as an editor's."""
    composition = compose(text, path)
    checker = Checker(text, path, composition.diagnostics)
    if isinstance(composition.root, Mapping):
        checker.check_deck(composition.root)
    elif not checker.diagnostics:
        checker.report_no_deck(composition.root)
    findings = sorted(checker.diagnostics, key=lambda d: (d.span.line, d.span.column))
    few = tuple(few_of_a_kind(_owned(findings, composition.root)))
    broken = any(finding.severity is Severity.ERROR for finding in findings)
    deck = None if broken else checker.deck
    root = composition.root if isinstance(composition.root, Mapping) else None
    return Reading(path, text, deck, few, tuple(checker.cards), tuple(checker.card_spans), root)


def _owned(findings: list[Diagnostic], root: Node | None) -> Iterator[Owned]:
    """The findings, each with the card on which or after which it is."""
    values = [entry.value for entry in root.entries.values()] if isinstance(root, Mapping) else []
    items = (item for value in values if isinstance(value, Sequence) for item in value.items)
    starts = [item.span.start for item in items if isinstance(item, Mapping)]
    for finding in findings:
        yield bisect_right(starts, finding.span.start), finding


def _unreadable(
    path: Path,
    code: Code,
    message: str,
    hint: str,
    span: Span = Span(1, 1, 0, 0),  # noqa: B008
) -> Reading:
    return Reading(path, "", None, (Diagnostic(path, span, code, message, hint),))
