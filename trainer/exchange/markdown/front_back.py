"""Markdown with a card a file: its sides below the headings # Front and # Back."""

import re

from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import ImportResult, quoted
from trainer.exchange.markdown.front_matter import FrontMatter
from trainer.exchange.markdown.hashcards_cloze import plain
from trainer.exchange.markdown.layout import Layout, leave_text
from trainer.exchange.source import ForeignFile

_FRONT = frozenset({"front", "question", "vorderseite", "frage", "recto", "anverso"})
_BACK = frozenset({"back", "answer", "rückseite", "antwort", "verso", "reverso"})
_WHY = frozenset({"extra", "notes", "explanation", "why"})


def _side(name: str) -> str:
    word = name.strip().rstrip(":").casefold()
    return "q" if word in _FRONT else "a" if word in _BACK else "why" if word in _WHY else ""


def fits(source: ForeignFile) -> bool:
    """Whether the headings of a text are named front and back."""
    if not source.is_text or not re.search(r"^#+ ", source.text, re.MULTILINE):
        return False
    lines = FrontMatter.of(source.text.splitlines()).below
    return {"q", "a"} <= {_side(heading.text) for heading in Layout(lines).headings}


def read(source: ForeignFile, title: str) -> ImportResult:
    """The cards of a file: one, or more where front and back are there again."""
    collector = CardCollector(source.media)
    front_matter = FrontMatter.of(collector.in_markdown(source.text).splitlines())
    lines, above = front_matter.below, front_matter.above
    tags = front_matter.tags
    front_matter.leave(collector)
    fields: dict[str, str] = {}
    headline = ""
    at, titled = 1, False
    layout = Layout(lines)
    begin = layout.headings[0].line if layout.headings else len(lines)
    leave_text(collector, above, lines[:begin])
    for heading, below in layout.sections(6):
        side = _side(heading.text)
        text = "\n".join(below).strip()
        if not side and not fields:
            more = [heading.text] if titled else []
            leave_text(collector, heading.end - len(more) + above, [*more, *below])
            headline, titled = headline if titled else plain(heading.text), True
            continue
        if side in fields or (not side and heading.level == 1):
            _add(collector, at, fields, tags)
            fields = {}
        at = at if fields else heading.line + 1 + above
        if side:
            fields[side] = text
        elif fields:
            last = [*fields][-1]
            fields[last] = f"{fields[last]}\n\n{'#' * heading.level} {heading.text}\n{text}"
        else:
            leave_text(collector, heading.line + above, [heading.text, *below])
    _add(collector, at, fields, tags)
    return collector.result(front_matter.title or headline or title)


def _add(collector: CardCollector, line: int, fields: dict[str, str], tags: list[str]) -> None:
    question = fields.get("q", "")
    if not question or not fields.get("a"):
        if fields:
            what = "no back" if question else "no front"
            collector.leave(f"line {line}", f"{what}: {quoted(' '.join(fields.values()))}")
        return
    collector.add(f"line {line}", {**fields, "tags": tags})
