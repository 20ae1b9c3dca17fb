"""What a file says of a value that no model takes: in words, at its place, with the way out."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic_core import ErrorDetails

from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.edit import Edit
from trainer.deck.model_errors import worded
from trainer.deck.span import Span, span_at
from trainer.deck.yaml_tree import KeyValue, Mapping, Node, Sequence

_MISSING = {
    "wrong": "a list under `a` asks for all that is right: list what is wrong under `wrong`; for "
    "one answer in several spellings, write `typed:` and the others under `accept`"
}
_DASH = re.compile(r"-(?:[a-z_]+: |[^\W_][^\n]*\n *-)")
"""A card or a list whose first dash has no space after it."""
_COMMENT = re.compile(r" *#")
_ANKI_GAP = re.compile(r"\{\{[cC](?P<number>\d+)::")
_OUR_GAPS = "write gaps as {{Paris}} or, with a hint, {{Paris::city}}"


@dataclass(frozen=True, slots=True)
class WrongValues:
    """The findings for wrong values of one file."""

    text: str
    """The file's text."""
    path: Path

    def finding(self, error: ErrorDetails, fields: dict[str, KeyValue], whole: Span) -> Diagnostic:
        """One error of a model as a finding.

        Args:
            error: what pydantic says of it; its `loc` begins with one of the fields.
            fields: the entries that the model was made of.
            whole: where these are, for what has no place of its own.
        """
        place = error["loc"]
        if not place:
            key = next((name for name in ("cloze", "where", "accept") if name in fields), None)
            place = (key,) if key else ()
        if error["type"] == "missing":
            hint = _MISSING.get(str(place[0]), f"write `{place[0]}:` and its text")
            start = whole._replace(end=whole.start + 1)
            return self._finding(start, Code.MISSING_KEY, f"`{place[0]}` is missing", hint)
        node = _at(fields, place)
        if node and error["type"] != "unsafe_text" and (finding := self.lacks_space(node)):
            return finding
        if node and error["type"] == "blank_text" and (reason := self._hidden(node)):
            message = f"`{place[0]}` has no text, for {reason}"
            hint = "put the whole text in quotes"
            return self._finding(node.span, Code.WRONG_VALUE, message, hint)
        if node and error["type"] == "anki_gap":
            return self._anki_gap(node, error["ctx"]["text"])
        message, hint = worded(str(place[0]) if place else "", error)
        if error["type"] == "unsafe_text":
            at = self._place_of(node, error["ctx"])
            return self._finding(at, Code.UNSAFE_TEXT, message, hint)
        return self._finding(node.span if node else whole, Code.WRONG_VALUE, message, hint)

    def lacks_space(self, node: Node) -> Diagnostic | None:
        """A list whose first dash has no space after it, and so is one text."""
        dash = _DASH.match(self.text, node.span.start, node.span.end)
        if not dash:
            return None
        end = dash.start() + 1
        return self._finding(
            node.span._replace(end=end),
            Code.NO_SPACE_AFTER_DASH,
            "no space after the dash",
            "write a dash, a space and then the text",
            Edit(end, end, " "),
        )

    def _anki_gap(self, node: Node, asked: str) -> Diagnostic:
        """Anki's way of writing gaps; fixed where every gap is a card of its own there too."""
        written = self.text[node.span.start : node.span.end]
        gaps = [*_ANKI_GAP.finditer(written)]
        if not gaps:
            message = f"a gap asks for “{asked}”"
            return self._finding(node.span, Code.WRONG_VALUE, message, _OUR_GAPS)
        first, last = gaps[0].start(), gaps[-1].end()
        ours = _ANKI_GAP.sub("{{", written[first:last])
        apart = len({gap["number"] for gap in gaps}) == len(gaps)
        start = node.span.start
        return self._finding(
            span_at(self.text, start + first, start + gaps[0].end()),
            Code.WRONG_VALUE,
            f"`{gaps[0][0]}` is how Anki begins a gap: here it would ask for “{asked}”",
            _OUR_GAPS if apart else f"{_OUR_GAPS}; `together: true` asks them at once",
            Edit(start + first, start + last, ours) if apart else None,
        )

    def _hidden(self, node: Node) -> str | None:
        """Why YAML sees no text where an author wrote some."""
        if _COMMENT.match(self.text, node.span.end):
            return "what follows # is a comment"
        if self.text.startswith((">", "|"), node.span.start):
            return f"{self.text[node.span.start]} announces lines of text below it"
        return None

    def _place_of(self, node: Node | None, context: dict[str, Any]) -> Span:
        """The very character where the file has it as such, else its escape's text."""
        if node is None:
            return Span(1, 1, 0, 0)
        at = self.text.find(chr(int(context["code"], 16)), node.span.start, node.span.end)
        return span_at(self.text, at) if at >= 0 else node.span

    def _finding(
        self, span: Span, code: Code, message: str, hint: str, fix: Edit | None = None
    ) -> Diagnostic:
        return Diagnostic(self.path, span, code, message, hint, fix)


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
