"""The tree of a deck file against the models of a deck and its cards."""

import re
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from trainer.deck.card import EVERY_KIND, Card, DraftCard, kind_of
from trainer.deck.cloze import has_gap
from trainer.deck.deck import Deck, DeckHead, Source
from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.edit import Edit
from trainer.deck.links import as_advice_on_draft, check_links, with_links_of_today
from trainer.deck.mixed_options import may_number_an_option, mixed_options
from trainer.deck.model_errors import TYPE_WORDS, meant, worded
from trainer.deck.slug import file_slug
from trainer.deck.span import Span, span_at
from trainer.deck.swallowed import swallowed_keys
from trainer.deck.yaml_tree import KeyValue, Mapping, Node, Scalar, Sequence

_ANSWER_KEYS = tuple(dict.fromkeys(kind.answer_key for kind in EVERY_KIND))
_MISSING = {
    "wrong": "a list under `a` asks for all that is right: list what is wrong under `wrong`; for "
    "one answer in several spellings, write `typed:` and the others under `accept`"
}
_KINDS_WITH = {
    key: [kind.kind for kind in EVERY_KIND if key in kind.model_fields]
    for key in dict.fromkeys(key for kind in EVERY_KIND for key in kind.model_fields)
}
_DASH = re.compile(r"-(?:[a-z_]+: |[^\W_][^\n]*\n *-)")
"""A card or a list whose first dash has no space after it."""
_COMMENT = re.compile(r" *#")
_ANKI_GAP = re.compile(r"\{\{[cC](?P<number>\d+)::")
_OUR_GAPS = "write gaps as {{Paris}} or, with a hint, {{Paris::city}}"

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

    def report_no_deck(self, root: Node | None) -> None:
        """Say that there is nothing here that could be a deck."""
        what = "the file is empty" if root is None else "this is no deck"
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
                if not self._lacks_space(other):
                    message = "`cards` holds no list of cards"
                    self._report(entry.key.span, Code.NOT_A_DECK, message, hint)
                return [], []
        cards: list[Card] = []
        nodes: list[Mapping] = []
        for node in items:
            if not isinstance(node, Mapping):
                self._report(node.span, Code.NOT_A_DECK, "this is no card", "write `q:` and `a:`")
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
                        self._report_invalid({**wrong, "loc": wrong["loc"][1:]}, written, node.span)
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
        answers = [key for key in _ANSWER_KEYS if key in node.entries]
        if "where" in answers and "hide" in answers:  # which holds the regions to point at
            answers.remove("hide")
        fields = {_ours(key): entry for key, entry in node.entries.items()}
        kind = kind_of(
            {
                key: _plain(entry.value)
                for key, entry in fields.items()
                # beside an answer, a slip of the pen is none
                if not answers or key in answers or key not in _ANSWER_KEYS
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
                f"give it one of: {', '.join(_ANSWER_KEYS)}",
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
            for found in error.errors(include_url=False):
                self._report_invalid(found, fields, whole)
        return None

    def _report_invalid(self, found: Any, fields: dict[str, KeyValue], whole: Span) -> None:  # noqa: ANN401
        place = found["loc"]
        if not place:
            key = next((name for name in ("cloze", "where", "accept") if name in fields), None)
            place = (key,) if key else ()
        if found["type"] == "missing":
            self._report(
                whole._replace(end=whole.start + 1),
                Code.MISSING_KEY,
                f"`{place[0]}` is missing",
                _MISSING.get(str(place[0]), f"write `{place[0]}:` and its text"),
            )
            return
        node = _at(fields, place)
        if node is not None and found["type"] != "unsafe_text" and self._lacks_space(node):
            return
        if found["type"] == "blank_text" and node and (reason := self._hidden(node)):
            message = f"`{place[0]}` has no text, for {reason}"
            self._report(node.span, Code.WRONG_VALUE, message, "put the whole text in quotes")
            return
        if found["type"] == "anki_gap" and node:
            self._report_anki(node, found["ctx"]["text"])
            return
        message, hint = worded(str(place[0]) if place else "", found)
        if found["type"] == "unsafe_text":
            self._report(self._place_of(node, found["ctx"]), Code.UNSAFE_TEXT, message, hint)
        else:
            self._report(node.span if node else whole, Code.WRONG_VALUE, message, hint)

    def _report_anki(self, node: Node, asked: str) -> None:
        """Anki's way of writing gaps; mended where every gap is a card of its own there too."""
        written = self._text[node.span.start : node.span.end]
        gaps = [*_ANKI_GAP.finditer(written)]
        if not gaps:
            self._report(node.span, Code.WRONG_VALUE, f"a gap asks for “{asked}”", _OUR_GAPS)
            return
        first, last = gaps[0].start(), gaps[-1].end()
        ours = _ANKI_GAP.sub("{{", written[first:last])
        apart = len({gap["number"] for gap in gaps}) == len(gaps)
        start = node.span.start
        self._report(
            span_at(self._text, start + first, start + gaps[0].end()),
            Code.WRONG_VALUE,
            f"`{gaps[0][0]}` is how Anki begins a gap: here it would ask for “{asked}”",
            _OUR_GAPS if apart else f"{_OUR_GAPS}; `together: true` asks them at once",
            Edit(start + first, start + last, ours) if apart else None,
        )

    def _hidden(self, node: Node) -> str | None:
        """Why YAML sees no text where an author wrote some."""
        if _COMMENT.match(self._text, node.span.end):
            return "what follows # is a comment"
        if self._text.startswith((">", "|"), node.span.start):
            return f"{self._text[node.span.start]} announces lines of text below it"
        return None

    def _lacks_space(self, node: Node) -> bool:
        """Report a list whose first dash has no space after it, and so is one text."""
        found = _DASH.match(self._text, node.span.start, node.span.end)
        if not found:
            return False
        end = found.start() + 1
        self._report(
            node.span._replace(end=end),
            Code.NO_SPACE_AFTER_DASH,
            "no space after the dash",
            "write a dash, a space and then the text",
            Edit(end, end, " "),
        )
        return True

    def _place_of(self, node: Node | None, context: dict[str, Any]) -> Span:
        """The very character where it stands in the file as such, else its escape's text."""
        if node is None:
            return Span(1, 1, 0, 0)
        at = self._text.find(chr(int(context["code"], 16)), node.span.start, node.span.end)
        return span_at(self._text, at) if at >= 0 else node.span

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


def _at(fields: dict[str, KeyValue], place: tuple[int | str, ...]) -> Node | None:
    """The node that a pydantic location leads to, or the last one on the way there."""
    if not place or place[0] not in fields:
        return None
    node: Node = fields[str(place[0])].value
    for step in place[1:]:
        match node:
            case Sequence(items=items) if isinstance(step, int) and step < len(items):
                node = items[step]
            case Mapping(entries=entries) if step in entries:
                node = entries[str(step)].value if place[-1] != "[key]" else entries[str(step)].key
            case _:
                break
    return node
