"""Notes of Obsidian with cards of its Spaced Repetition plugin.

Rules and settings are the plugin's usual ones (its `parser.ts`). Where it makes cards of prose
or drops what follows a remark, a learner is better served otherwise, and sees why.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from trainer.deck.card import Card
from trainer.deck.identity import card_key
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.gaps import ways_to_ask
from trainer.exchange.import_result import ImportResult, PastState, loss_of, quoted
from trainer.exchange.markdown.front_matter import FrontMatter
from trainer.exchange.markdown.layout import Layout
from trainer.exchange.markdown.obsidian_schedule import SCHEDULE, schedules_in, state_of
from trainer.exchange.markdown.obsidian_text import (
    GAP,
    LIST_SIGN,
    OPAQUE,
    TAG,
    bare,
    in_bold,
    in_code,
    with_our_gaps,
)
from trainer.exchange.media.in_markdown import without_named
from trainer.exchange.source import ForeignFile
from trainer.exchange.two_sides import items_of

_INLINE = re.compile(r":::?")
_TAG_LINE = re.compile(rf"\s*(?:{TAG.pattern}\s*)+")
_CALLOUT = re.compile(r"^>\s*\[!sr\|card-metadata\]", re.IGNORECASE)
_PROSE = re.compile(r"[.,;:!]\s")
_SIGNS = re.compile(r"#flashcards\b|<!--SR:|^[ \t]*-?[ \t]*flashcards\b", re.MULTILINE)
_CARDS = "flashcards"


class _Found(NamedTuple):
    """A card as it is in the note."""

    line: int
    front: str
    back: str
    """Empty for a cloze."""
    both_ways: bool
    schedule: str


def fits(source: ForeignFile) -> bool:
    """Whether a note has the plugin's tag or its schedules, and something that asks."""
    if not source.is_text:
        return False
    tags = FrontMatter.of(source.text.splitlines()).tags
    tagged = any(tag.startswith(_CARDS) for tag in tags)
    if not tagged and not _SIGNS.search(source.text):
        return False
    asks = re.search(r"::|^\?\??\s*$|==\S", source.text, re.MULTILINE)
    return bool(asks) and (_CARDS in source.text or "<!--SR:" in source.text)


def read(source: ForeignFile, title: str) -> ImportResult:
    """The cards of a note, with the plugin's schedule of each."""
    collector = CardCollector(source.media)
    front_matter = FrontMatter.of(collector.media.in_markdown(source.text).splitlines())
    lines, note_tags = front_matter.below, front_matter.tags
    front_matter.leave(collector)
    states: list[PastState] = []
    layout = Layout(lines)
    lines, remarks = _without_remarks(lines, layout)
    if remarks:
        collector.leave("the note", f"remarks between %%, which Obsidian hides: {remarks}")
    headline = next((bare(one.text) for one in layout.headings if one.level == 1), "")
    title = front_matter.title or headline or title
    for card in _Note(collector, lines, layout, front_matter.above).cards():
        if only := _only_tags(card):
            decks = any(tag.startswith(_CARDS) for tag in only)
            before = [tag for tag in note_tags if not (decks and tag.startswith(_CARDS))]
            note_tags = [*before, *only] if decks or not note_tags else note_tags
            continue
        cards = _add(collector, card, note_tags, front_matter.above)
        place = f"line {card.line + 1 + front_matter.above}"
        states += _states(collector, place, cards, card.schedule)
    return replace(collector.result(title), states=tuple(states))


def _without_remarks(lines: Sequence[str], layout: Layout) -> tuple[list[str], int]:
    """The lines without what is between two signs %%, and how many of those there were."""
    signs = [
        (at, match.start())
        for at, line in enumerate(lines)
        if at not in layout.fenced
        for match in re.finditer("%%", line)
        if not in_code(line, match.start())
    ]
    kept = [*lines]
    pairs = [*zip(signs[::2], signs[1::2], strict=False)]
    for (first, begin), (last, end) in reversed(pairs):
        shown = [kept[first][:begin], *[""] * (last - first - 1), kept[last][end + 2 :]]
        kept[first : last + 1] = ["".join(shown)] if first == last else shown
    return kept, len(pairs)


def _only_tags(card: _Found) -> list[str]:
    """The tags of what is no card; a deck named by one holds for what follows, until another."""
    return TAG.findall(card.front) if not card.back and not GAP.search(card.front) else []


class _Note:
    """Finds the cards of a note, paragraph by paragraph."""

    def __init__(
        self, collector: CardCollector, lines: Sequence[str], layout: Layout, above: int
    ) -> None:
        self._collector = collector
        self._lines = lines
        self._layout = layout
        self._above = above

    def cards(self) -> Iterator[_Found]:
        """The cards, and paragraphs that are nothing but a tag."""
        for begin, end in self._paragraphs():
            yield from self._cards(begin, end)

    def _paragraphs(self) -> Iterator[tuple[int, int]]:
        """Lines up to an empty one; code keeps its empty lines, and remarks are out of the way."""
        begin: int | None = None
        remark = False
        for at, line in enumerate([*self._lines, ""]):
            opens = line.lstrip().startswith("<!--") and "<!--SR:" not in line
            heading = any(one.line <= at < one.end for one in self._layout.headings)
            ends = (not line.strip() or heading) and at not in self._layout.fenced
            if remark or opens:
                remark = "-->" not in line
                if "::" in line or GAP.search(line):
                    self._leave(at, "a remark that holds something like a card", line)
                ends = True
            if ends and begin is not None:
                yield begin, at
                begin = None
            elif not ends and begin is None:
                begin = at

    def _cards(self, begin: int, end: int) -> Iterator[_Found]:
        lines = self._lines
        split = next((at for at in range(begin, end) if lines[at].strip() in {"?", "??"}), None)
        if split is not None and split not in self._layout.fenced:
            above = self._asked_above(begin, split)
            if above > begin:
                yield from self._cards(begin, above)
                begin = above
            front = "\n".join(lines[begin:split])
            body, schedule = _parted(lines[split + 1 : end])
            if front and body:
                yield _Found(begin, front, body, lines[split].strip() == "??", schedule)
            else:
                self._leave(begin, "no back" if front else "no front", front or body)
            return
        at, prose = begin, list[str]()
        while at < end:
            cut = self._inline(at)
            if cut is None and not prose and _TAG_LINE.fullmatch(lines[at]):
                yield _Found(at, lines[at], "", both_ways=False, schedule="")
                at += 1
                continue
            if cut is None:
                prose.append(lines[at])
                at += 1
                continue
            front, sign, back = cut
            back, schedule = _parted([back])
            at += 1
            while at < end and (lines[at].startswith("<!--SR:") or _CALLOUT.match(lines[at])):
                while _CALLOUT.match(lines[at]) and at + 1 < end:
                    at += 1
                schedule = f"{schedule}\n{lines[at]}"
                at += 1
            yield _Found(at - 1, front, back, sign == ":::", schedule)
        text, schedule = _parted(prose)
        if text.strip() and begin not in self._layout.fenced:
            yield _Found(begin, text, "", both_ways=False, schedule=schedule)

    def _asked_above(self, begin: int, split: int) -> int:
        """Where the question of a block begins: below the last card of one line above it."""
        above = begin
        for at in range(begin, split):
            line = self._lines[at]
            asked = at == split - 1 and re.search(
                r"[a-z]::[a-z].*\?\s*$", line
            )  # What is std::vector?
            card = not asked and self._inline(at, tell=False) is not None
            if card or (above == at > begin and line.startswith("<!--SR:")):
                above = at + 1
        return above

    def _inline(self, at: int, *, tell: bool = True) -> tuple[str, str, str] | None:
        """The sides of a line that is a card, cut at its first sign outside code."""
        line = self._lines[at]
        if at in self._layout.fenced or line.startswith("<!--SR:"):
            return None
        for match in _INLINE.finditer(line):
            if in_code(line, match.start()):
                continue
            front, back = line[: match.start()], line[match.end() :]
            attached = front[-1:].islower() and back[:1].islower()  # as in std::vector
            prose = attached and _PROSE.search(LIST_SIGN.sub("", front))
            if at in self._layout.tables or prose:
                reason = "a sign :: in a table or in prose, which the plugin would take for a card"
                if tell:
                    self._leave(at, reason, line)
                return None
            if front.strip() and back.strip():
                return front, match[0], back
            if tell and not _INLINE.search(back):
                self._leave(at, "no back" if front.strip() else "no front", line)
        return None

    def _leave(self, at: int, what: str, text: str) -> None:
        self._collector.leave(f"line {at + 1 + self._above}", f"{what}: {quoted(text)}")


def _parted(lines: Sequence[str]) -> tuple[str, str]:
    """Text, and the schedules that are in it."""
    kept = [line for line in lines if not _CALLOUT.match(line)]
    text = "\n".join(kept)
    schedule = "\n".join(match[0] for match in SCHEDULE.finditer(text))
    text = re.sub(r"^>\s*$\n?", "", SCHEDULE.sub("", text), flags=re.MULTILINE)
    return text.strip(), schedule


def _add(
    collector: CardCollector, written: _Found, note_tags: Sequence[str], above: int
) -> list[Card]:
    """Make the cards; gaps of one number are asked together, each number as a card of its own."""
    place = f"line {written.line + 1 + above}"
    asked, names = without_named(written.front)
    answer, more = without_named(written.back)
    gaps = [one for one in GAP.finditer(asked) if not in_code(asked, one.start())]
    if not (written.back or gaps):
        return []
    for name in (*names, *more):
        collector.leave(place, loss_of(name))
    front, back = bare(asked), bare(answer)
    own = TAG.findall(OPAQUE.sub("", f"{written.front}\n{written.back}"))
    decks = [tag for tag in own if tag.startswith(_CARDS)]
    of_note = [tag for tag in note_tags if not (decks and tag.startswith(_CARDS))]
    tags = [*decks, *of_note, *(tag for tag in own if tag not in decks)]
    if written.back:
        front, back = (GAP.sub(in_bold, side) for side in (front, back))
        sides: dict[str, object] = {"q": front, "a": back, "tags": tags}
        both = collector.add(place, {**sides, "reverse": written.both_ways or None})
        return [both] if both else []
    text, numbers = with_our_gaps(front, len(gaps))
    ways = ways_to_ask(text, numbers)
    if len(ways) > 1:
        collector.tell(place, f"a text asked in {len(ways)} ways: as many cards")
    made = [collector.add(place, {**way, "tags": tags}) for way in ways]
    return [card for card in made if card]


def _states(
    collector: CardCollector, place: str, cards: Sequence[Card], schedule: str
) -> Iterator[PastState]:
    items = [(card, item) for card in cards for item in range(items_of(card))]
    for (card, item), written in zip(items, schedules_in(schedule), strict=False):
        with collector.progress(place):
            if state := state_of(written, card_key(card), item):
                yield state
