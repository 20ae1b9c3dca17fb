"""Questions in Markdown: a heading and its answer, or lines that begin with Q: and A:."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from trainer.counted import counted
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import ImportResult, quoted
from trainer.exchange.markdown.front_matter import FrontMatter
from trainer.exchange.markdown.layout import Layout
from trainer.exchange.markdown.question import (
    INDENT,
    KEY_LINE,
    KEYS,
    TASK,
    MarkdownLine,
    MarkdownQuestion,
)
from trainer.exchange.markdown.table import tables_of_cards
from trainer.exchange.media.marks import MediaMarks
from trainer.exchange.source import ForeignFile
from trainer.exchange.tables.row_cards import gather

_HEADING = re.compile(r"^(#{1,6})\s+(\S.*)?$")
_BOLD_KEY = re.compile(
    r"^(\*\*|__)(Q|A|C|Question|Answer|Cloze|Why|Hint|Tags)(?:\s*:\s*\1|\1\s*:)\s*", re.IGNORECASE
)
_COUNTED = re.compile(r"^(#{2,6}\s+)(\d{1,3})[.)]\s+(\S.*)$")
_FEWEST = 2
"""Headings that are counted, and not just begin with a number."""
_UNDERLINE = re.compile(r"^\s*(?:=+|-+)\s*$")
_NUMBERED = re.compile(r"^ ?\d+[.)]\s+(.*\?)\s*$")
_RULE = re.compile(r"^ ?(?:-{3,}|\*{3,}|_{3,})\s*$")


def fits(source: ForeignFile) -> bool:
    """Whether a text has lines of questions, or headings with something below."""
    if not source.is_text:
        return False
    lines = FrontMatter.of(_with_plain_keys(source.text.splitlines())).below
    if source.ending == ".txt" and not any(map(KEY_LINE.match, lines)):
        return False
    plain = _plain(lines)
    keys = {KEYS[match[1].lower()] for line in plain if (match := KEY_LINE.match(line))}
    gaps = source.ending != ".txt" or re.search(r"[\[{]", source.text)
    asked = {"q", "a"} <= keys or ("cloze" in keys and bool(gaps))
    if asked or source.ending == ".txt":
        return asked
    headed = any(_begins(line, in_lines=False) for line in _plain(_with_signs(lines)))
    return headed or any(tables_of_cards(lines))


def read(source: ForeignFile, title: str) -> ImportResult:
    """The cards of a Markdown file, see `read_markdown`; marked up as it says, or as it looks."""
    from trainer.deck.marked_card import is_marked_up

    imported = read_markdown(source.text, title, source.media)
    stated = FrontMatter.of(source.text.splitlines()).markup
    marked = stated == "markdown"
    if not stated and source.ending != ".txt":
        marked = any(map(is_marked_up, imported.cards))
    return replace(imported, marked_up=marked)


def read_markdown(text: str, title: str, media: MediaMarks | None = None) -> ImportResult:
    """The questions of a Markdown file, in either of two shapes, which may mix.

    `Q:`, `A:` and `C:` lines, each running on until the next of them or a rule (`---`); a cloze
    marks its gaps with square brackets. In place of `A:` a line may say how it is asked: `Typed:`,
    `Truth:`, `Number:`, `Date:`, or `Order:`, `List:` and `Match:` with a list below. Or a heading
    of the second level or deeper (or a numbered line) as the question, and below it the answer as
    text; lines that begin with `>` explain.
    Below either kind of question a task list holds its options (`- [x]` is right).
    """
    collector = CardCollector(media)
    lines = collector.in_markdown(text.removeprefix("\ufeff")).splitlines()
    front_matter = FrontMatter.of(_with_plain_keys(lines))
    lines, above = front_matter.below, front_matter.above
    front_matter.leave(collector)
    collector.common_tags = front_matter.tags
    lines = _without_numbers(_with_signs(_without_remarks(collector, lines, above)))
    in_lines = any(map(KEY_LINE.match, _plain(lines)))
    for table in () if in_lines else tables_of_cards(lines):
        gather(collector, table.rows, {}, title, above=table.line + above)
        lines[table.line : table.end] = [""] * (table.end - table.line)
    titles = [m for line in _plain(lines) if (m := _HEADING.match(line)) and m[1] == "#"]
    alone = len(titles) == 1
    headline = _headline(titles[0]) if titles else ""
    for at, block in _blocks(lines, _fenced(lines)):
        _add(collector, f"line {at + above}", block, headline=headline, may_be_title=alone)
    return collector.result(front_matter.title or headline or title)


def _without_remarks(collector: CardCollector, lines: Sequence[str], above: int) -> list[str]:
    """The lines, blank where they are nothing but a remark in HTML; each is listed."""
    code, kept = _fenced(lines), [*lines]
    opened: int | None = None
    for at, line in enumerate(lines):
        if opened is None and at not in code and line.lstrip().startswith("<!--"):
            opened = at
        if opened is not None and line.rstrip().endswith("-->"):
            remark = " ".join(lines[opened : at + 1]).removeprefix("<!--").removesuffix("-->")
            collector.leave(f"line {opened + 1 + above}", f"a remark: {quoted(remark.strip())}")
            kept[opened : at + 1] = [""] * (at + 1 - opened)
        if "-->" in line:
            opened = None
    return kept


def _without_numbers(lines: Sequence[str]) -> list[str]:
    """The lines without the numbers of headings that count from 1, as in `## 1. Which?`."""
    code = _fenced(lines)
    headings = {at: m for at, line in enumerate(lines) if (m := _COUNTED.match(line))}
    counted = {at: m for at, m in headings.items() if at not in code}
    if len(counted) < _FEWEST or [int(m[2]) for m in counted.values()] != [
        *range(1, 1 + len(counted))
    ]:
        return [*lines]
    return [counted[at][1] + counted[at][3] if at in counted else x for at, x in enumerate(lines)]


def _plain(lines: Sequence[str]) -> list[str]:
    """The lines that are no code."""
    fenced = _fenced(lines)
    return [line for at, line in enumerate(lines) if at not in fenced]


def _with_plain_keys(lines: Sequence[str]) -> list[str]:
    """The lines with plain keys where these are bold, as in `**Q:** Which?`."""
    if not any(map(_BOLD_KEY.match, lines)):
        return [*lines]
    code = Layout(lines).code
    return [x if at in code else _BOLD_KEY.sub(r"\2: ", x) for at, x in enumerate(lines)]


def _with_signs(lines: Sequence[str]) -> list[str]:
    """The lines, with `#` before a heading that is underlined.

    Among Q: and A: lines a line of dashes ends a question, and underlines none.
    """
    changed = [*lines]
    if any(KEY_LINE.match(line) for line in _plain(lines)):
        return changed
    underlined = any(map(_UNDERLINE.match, lines))
    for heading in Layout(lines).headings if underlined else ():
        if not lines[heading.line].lstrip().startswith("#"):
            more = [""] * (heading.end - heading.line - 1)
            text = " ".join(heading.text.split())
            changed[heading.line : heading.end] = [f"{'#' * heading.level} {text}", *more]
    return changed


def _fenced(lines: Sequence[str]) -> frozenset[int]:
    """The lines of code; what follows a key may open a fence, and what runs on opens none."""
    code = Layout(lines).code
    if not any(KEY_LINE.match(line) for at, line in enumerate(lines) if at not in code):
        return code
    layout = []
    for line in lines:
        key = KEY_LINE.match(line)
        opened = key[2] if key and key[2].startswith(("```", "~~~")) else "x"
        layout.append(opened if key else "x" if line.startswith(INDENT) else line)
    return Layout(layout).fenced


def _blocks(lines: list[str], fenced: AbstractSet[int]) -> Iterator[tuple[int, list[MarkdownLine]]]:
    """The lines of each question, from the one that begins it."""
    block: list[MarkdownLine] = []
    begin, closed = 1, False
    for number, text in enumerate(lines, 1):
        key = KEY_LINE.match(text)
        # the line of a key may open a fence, and is no code itself
        opens = key is not None and key[2].startswith(("```", "~~~")) and number - 2 not in fenced
        line = MarkdownLine(text, number - 1 in fenced and not opens)
        in_lines = bool(block) and bool(block[0].key)
        plain = not line.is_code
        if plain and in_lines and _RULE.match(text):
            closed = True
        elif plain and (_begins(text, in_lines=in_lines) or (closed and _is_other(text))):
            if block:
                yield begin, block
            block, begin, closed = [line], number, False
        elif block:
            block.append(line)
            closed |= in_lines and line.key is not None and KEYS[line.key[1].lower()] == "tags"
        elif text.strip():
            block, begin = [line], number
    if block:
        yield begin, block


def _begins(line: str, *, in_lines: bool) -> bool:
    key = KEY_LINE.match(line)
    if key:
        return KEYS[key[1].lower()] in {"q", "cloze"}
    return bool(_HEADING.match(line) or (_NUMBERED.match(line) and not in_lines))


def _is_other(line: str) -> bool:
    return bool(line.strip()) and not KEY_LINE.match(line)


def _headline(heading: re.Match[str]) -> str:
    """The text of a heading, less the `##` that may close it."""
    text = (heading[2] or "").rstrip()
    bare = text.rstrip("#")
    return bare.rstrip() if bare[-1:].isspace() or not bare else text


def _add(
    collector: CardCollector,
    place: str,
    block: list[MarkdownLine],
    *,
    headline: str,
    may_be_title: bool,
) -> None:
    first = block[0]
    if first.key:
        MarkdownQuestion(in_lines=True).read(block).add(collector, place)
        return
    heading = None if first.is_code else _HEADING.match(first.text)
    numbered = None if first.is_code else _NUMBERED.match(first.text)
    question = _headline(heading) if heading else numbered[1] if numbered else ""
    lines = [line.text.strip() for line in (block[1:] if question else block) if line.text.strip()]
    if heading and heading[1] == "#" and not lines and question == headline:
        return
    if heading and heading[1] == "#" and may_be_title and not _asks(question, block):
        question = ""
    if not lines:
        collector.leave(place, f"a heading with nothing below: {quoted(question)}")
    elif not question:
        more = f", and {counted(len(lines) - 1, 'line')} more" if len(lines) > 1 else ""
        collector.leave(place, f"text that belongs to no question{more}: {quoted(lines[0])}")
    else:
        while not block[-1].text.strip() or (_RULE.match(block[-1].text) and not block[-1].is_code):
            block.pop()  # it parts this question from the next
        MarkdownQuestion(question).read(block[1:]).add(collector, place)


def _asks(heading: str, block: Sequence[MarkdownLine]) -> bool:
    """Whether the only heading of the first level asks, and is not just the title of a text."""
    options = any(TASK.match(line.text) for line in block if not line.is_code)
    return heading.rstrip().endswith(("?", "？")) or options
