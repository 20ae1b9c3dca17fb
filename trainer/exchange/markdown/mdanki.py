"""mdanki's Markdown: a heading of the second level begins a card, a line % its back."""

import re

from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import ImportResult, quoted
from trainer.exchange.markdown.front_matter import FrontMatter
from trainer.exchange.markdown.layout import Layout, leave_text
from trainer.exchange.source import ForeignFile

_DEEPEST = 2
"""Level of the headings that begin a card."""
_TAG = re.compile(r"\[#([^\]]+)\](?:\([^()]*\))?")
_TAGS = re.compile(rf"^\s*(?:{_TAG.pattern}[\s,;]*)+$")


def fits(source: ForeignFile) -> bool:
    """Whether a text has ## headings, and a line % or a tag as mdanki has them."""
    if not source.is_text or not re.search(r"^##\s", source.text, re.MULTILINE):
        return False
    lines = source.text.splitlines()
    fenced = Layout(lines).fenced
    return any(
        line.strip() == "%" or ("](" in line and _TAGS.match(line))
        for at, line in enumerate(lines)
        if at not in fenced
    )


def read(source: ForeignFile, title: str) -> ImportResult:
    """The cards of a file; its first heading is the title."""
    collector = CardCollector(source.media)
    front_matter = FrontMatter.of(collector.in_markdown(source.text).splitlines())
    lines, above = front_matter.below, front_matter.above
    front_matter.leave(collector)
    collector.common_tags = front_matter.tags
    layout = Layout(lines)
    headline = next((one.text for one in layout.headings if one.level == 1), "")
    title = front_matter.title or headline or title
    begin = next((one.line for one in layout.headings if one.level <= _DEEPEST), len(lines))
    leave_text(collector, above, lines[:begin])
    for heading, below in layout.sections(_DEEPEST):
        if heading.level == 1:
            more = [] if heading.text == headline else [heading.text]
            leave_text(collector, heading.end - len(more) + above, [*more, *below])
            continue
        place = f"line {heading.line + 1 + above}"
        tags = [tag for line in below if _TAGS.match(line) for tag in _TAG.findall(line)]
        body = [
            line
            for at, line in enumerate(below, heading.end)
            if at in layout.fenced or not _TAGS.match(line)
        ]
        split = next((at for at, line in enumerate(body) if line.strip() == "%"), None)
        front = heading.text if split is None else f"{heading.text}\n" + "\n".join(body[:split])
        back = "\n".join(body if split is None else body[split + 1 :]).strip()
        if back:
            collector.add(place, {"q": front.strip(), "a": back, "tags": tags})
        else:
            collector.leave(place, f"no back: {quoted(front)}")
    return collector.result(title)
