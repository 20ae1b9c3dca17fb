"""The tree of a deck file against the models of a deck and its cards."""

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from trainer.deck.card import ANSWER_KEYS, EVERY_KIND, Card, DraftCard, kind_of
from trainer.deck.cloze import has_gap
from trainer.deck.deck import Deck, DeckHead, Source
from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.edit import Edit
from trainer.deck.links import as_advice_on_draft, check_links, with_links_of_today
from trainer.deck.mixed_options import may_number_an_option, mixed_options
from trainer.deck.model_errors import TYPE_WORDS, meant
from trainer.deck.slug import file_slug
from trainer.deck.span import Span, span_at
from trainer.deck.swallowed import swallowed_keys
from trainer.deck.wrong_values import WrongValues
from trainer.deck.yaml_tree import KeyValue, Mapping, Node, Scalar, Sequence

_KINDS_WITH = {
    key: [kind.kind for kind in EVERY_KIND if key in kind.model_fields]
    for key in dict.fromkeys(key for kind in EVERY_KIND for key in kind.model_fields)
}
M = TypeVar("M", bound=BaseModel)


class Checker:
    """Collects the findings of one file while it makes models of what is sound.

    Args:
        text: the file's text.
        path: the file.
        diagnostics: what was found already; all findings are added to it.
    """

    def __init__(self, text: str, path: Path, diagnostics: list[Diagnostic]) -> None:
        self.diagnostics = diagnostics
        self.deck: Deck | None = None
        """The deck, where it is sound by itself."""
        self.cards: list[Card] = []
        """The cards that are."""
        self.card_spans: list[Span] = []
        """Where each of these stands."""
        self._broken: set[str] = set()
        """The ids of the cards that are not sound."""
        self._text = text
        self._path = path
        self._wrong_values = WrongValues(text, path)

    def report_no_deck(self, root: Node | None) -> None:
        """Say that there is nothing here that could be a deck."""
        what = "the file is empty" if root is None else "this is not a deck"
        span = Span(1, 1, 0, 0) if root is None else root.span
        self._report(span, Code.NOT_A_DECK, what, "a deck begins with `title:` and then `cards:`")

    def check_deck(self, root: Mapping) -> None:
        """Check the deck's own keys, its source and its cards."""
        fields = self._known(root, tuple(Deck.model_fields), "a deck")
        cards, nodes = self._cards(fields.pop("cards", None), root)
        cards = with_links_of_today(cards)
        self.cards, self.card_spans = cards, [node.span for node in nodes]
        source = self._source(fields.pop("source", None))
        values = {key: _plain(entry.value) for key, entry in fields.items()}
        values.setdefault("id", file_slug(self._path))
        head = self._validated(DeckHead, values, fields, root.span)
        if head is not None:
            self.deck = Deck.under(head.model_copy(update={"source": source}), tuple(cards))
            self.diagnostics += check_links(self.deck, nodes, self._path, self._broken)

    def _cards(self, entry: KeyValue | None, root: Mapping) -> tuple[list[Card], list[Mapping]]:
        hint = "below `cards:`, each card begins with a dash"
        if entry is None:
            self._report(
                root.span._replace(end=root.span.start + 1),
                Code.NOT_A_DECK,
                "the deck has no `cards`",
                hint,
            )
            return [], []
        match entry.value:
            case Scalar(text="") | Sequence(items=[]):
                self._report(entry.key.span, Code.NOT_READY, "the deck has no cards yet", hint)
                return [], []
            case Sequence(items=items):
                pass
            case other:
                if finding := self._wrong_values.lacks_space(other):
                    self.diagnostics.append(finding)
                else:
                    message = "`cards` is not a list of cards"
                    self._report(entry.key.span, Code.NOT_A_DECK, message, hint)
                return [], []
        cards: list[Card] = []
        nodes: list[Mapping] = []
        for node in items:
            if not isinstance(node, Mapping):
                self._report(
                    node.span, Code.NOT_A_DECK, "this is not a card", "write `q:` and `a:`"
                )
            elif (read := self._card_or_draft(node)) and read[0]:
                cards.append(read[0])
                nodes.append(Mapping(node.span, read[1]))
            else:
                named = node.entries.get("id")
                broken = named.value if named else None
                self._broken.add(broken.text if isinstance(broken, Scalar) else "")
        return cards, nodes

    def _source(self, entry: KeyValue | None) -> Source | None:
        if entry is None:
            return None
        if not isinstance(entry.value, Mapping):
            self._report(
                entry.value.span,
                Code.WRONG_VALUE,
                "`source` must hold keys of its own",
                "write `title:`, `author:` and so on below it, indented",
            )
            return None
        fields = self._known(entry.value, tuple(Source.model_fields), "a source")
        values = {key: _plain(inner.value) for key, inner in fields.items()}
        return self._validated(Source, values, fields, entry.key.span)

    def _card_or_draft(self, node: Mapping) -> tuple[Card | None, dict[str, KeyValue]] | None:
        """The card; what keeps a draft from being one is advice, and the draft is kept as it is."""
        if not _is_draft(node):
            return self._card_with_all_keys(node)
        before, self.diagnostics = self.diagnostics, []
        read = self._card(node)
        found, self.diagnostics = self.diagnostics, before
        self.diagnostics += (as_advice_on_draft(finding) for finding in found)
        if read and read[0] and not found:
            return read
        written = {key: KeyValue(entry.key, entry.value) for key, entry in node.entries.items()}
        try:
            return DraftCard.of(_plain(node)), written
        except ValidationError as error:
            if not any(finding.code is Code.UNSAFE_TEXT for finding in found):
                for wrong in error.errors(include_url=False):
                    if wrong["type"] == "unsafe_text":  # else: no list either, nor a mapping
                        wrong["loc"] = wrong["loc"][1:]
                        finding = self._wrong_values.finding(wrong, written, node.span)
                        self.diagnostics.append(finding)
        return None

    def _card_with_all_keys(self, node: Mapping) -> tuple[Card | None, dict[str, KeyValue]] | None:
        """The card; where it is broken and a key became part of a text, that is why."""
        before = len(self.diagnostics)
        read = self._card(node)
        if len(self.diagnostics) > before and (swallowed := [*swallowed_keys(self._text, node)]):
            around = {node.entries[key.around].value.span.line for key in swallowed}
            self.diagnostics[before:] = [
                finding
                for finding in self.diagnostics[before:]
                if finding.code is not Code.MISSING_KEY and finding.span.line not in around
            ]
            for key in swallowed:
                span = span_at(self._text, key.at, key.at + len(key.key) + 1)
                self._report(span, Code.SWALLOWED_KEY, key.message, key.hint)
        return read

    def _card(self, node: Mapping) -> tuple[Card | None, dict[str, KeyValue]] | None:
        """The card, and its entries under the keys that they were meant for."""
        if mixed := mixed_options(self._text, node):
            self._report(mixed.key.span, Code.UNKNOWN_KEY, mixed.message, mixed.hint, mixed.fix)
            return None
        answers = [key for key in ANSWER_KEYS if key in node.entries]
        if "where" in answers and "hide" in answers:  # which holds the regions to point at
            answers.remove("hide")
        fields = {_ours(key): entry for key, entry in node.entries.items()}
        kind = kind_of(
            {
                key: _plain(entry.value)
                for key, entry in fields.items()
                # beside an answer, a slip of the pen is none
                if not answers or key in answers or key not in ANSWER_KEYS
            }
        )
        if kind is None:
            if (asked := node.entries.get("q")) and has_gap(str(_plain(asked.value))):
                message = "gaps are asked in a cloze card, under `cloze`"
                hint = "write `cloze:` for `q:`; {{Paris::city}} is a gap with a hint"
                self._report(asked.key.span, Code.MISSING_KEY, message, hint)
                return None
            strays = "".join(f"; `{key}` is none" for key in node.entries if key not in _KINDS_WITH)
            self._report(
                node.span._replace(end=node.span.start + 1),
                Code.MISSING_KEY,
                f"the card has no answer{strays}",
                f"give it one of: {', '.join(ANSWER_KEYS)}",
            )
            return None
        if len(answers) > 1:
            self._report(
                node.entries[answers[1]].key.span,
                Code.TWO_ANSWER_KEYS,
                f"the card has two answers: `{answers[0]}` and `{answers[1]}`",
                "the answer key says how a card is asked: keep one",
            )
            return None
        fields = self._known(node, tuple(kind.model_fields), _card_of(kind))
        values = {key: _plain(entry.value) for key, entry in fields.items()}
        return self._validated(kind, values, fields, node.span), fields

    def _known(self, node: Mapping, known: tuple[str, ...], owner: str) -> dict[str, KeyValue]:
        """The entries under their right keys; those with unknown keys are reported."""
        fields: dict[str, KeyValue] = {}
        for key, entry in node.entries.items():
            if key in known:
                fields[key] = entry
                continue
            right = meant(key, tuple(name for name in known if name not in node.entries))
            fix = None
            if right:
                fields.setdefault(right, entry)
                hint = f"did you mean `{right}`?"
                if right == "a" and _is_truth(entry.value):
                    hint = "did you mean `a`, or for a statement `truth`?"
                elif right == "a" and may_number_an_option(node, entry.value):
                    hint = "did you mean `a`? where this numbers one of the options, write its text"
                elif fields[right] is entry:
                    fix = Edit(entry.key.span.start, entry.key.span.end, right)
            elif (small := key.strip().casefold()) in node.entries and small != key:
                hint = f"`{small}` is on the card already"
            elif key.casefold() in TYPE_WORDS:
                hint = "no such line is needed: the answer key says how a card is asked"
            elif key in _KINDS_WITH:
                hint = f"`{key}` goes with: {', '.join(_KINDS_WITH[key])}"
                if owner == "a source" and key in Deck.model_fields:
                    hint = f"`{key}` goes on a card, or at the head of the deck, above `cards`"
            else:
                hint = f"known here: {', '.join(known)}"
            message = f"{owner} has no key `{key}`"
            self._report(entry.key.span, Code.UNKNOWN_KEY, message, hint, fix)
        return fields

    def _validated(
        self, model: type[M], values: dict[str, Any], fields: dict[str, KeyValue], whole: Span
    ) -> M | None:
        try:
            return model.model_validate(values)
        except ValidationError as error:
            self.diagnostics += (
                self._wrong_values.finding(wrong, fields, whole)
                for wrong in error.errors(include_url=False)
            )
        return None

    def _report(
        self, span: Span, code: Code, message: str, hint: str, fix: Edit | None = None
    ) -> None:
        self.diagnostics.append(Diagnostic(self._path, span, code, message, hint, fix))


def _is_truth(node: Node) -> bool:
    return isinstance(node, Scalar) and node.text.casefold() in {"true", "false"}


def _is_draft(node: Mapping) -> bool:
    status = node.entries.get("status")
    return bool(status and isinstance(status.value, Scalar) and status.value.text == "draft")


def _card_of(kind: type[Card]) -> str:
    return f"{'an' if kind.kind[0] in 'aeiou' else 'a'} {kind.kind} card"


def _ours(key: str) -> str:
    """The key itself where it is one of ours, else the one that it most likely stands for."""
    return key if key in _KINDS_WITH else meant(key, tuple(_KINDS_WITH)) or key


def _plain(node: Node) -> Any:  # noqa: ANN401 - whatever the file holds
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {key: _plain(entry.value) for key, entry in node.entries.items()}
