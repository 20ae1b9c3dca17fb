"""Emacs' org-drill: a heading with the tag :drill: is a card, its properties its progress."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from trainer.deck.card import Card
from trainer.deck.identity import card_key
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.gaps import gap, with_gaps
from trainer.exchange.html.signs import ITEM
from trainer.exchange.import_result import ImportResult, PastState, loss_of, quoted
from trainer.exchange.media.in_markdown import GONE, closed_up
from trainer.exchange.media.marks import MediaMarks
from trainer.exchange.org_drill import markup
from trainer.exchange.source import ForeignFile
from trainer.exchange.two_sides import items_of

_HEADING = re.compile(r"^(\*+)\s+(.*?)(?:\s+(:[\w@#%:]+:))?\s*$")
_PROPERTY = re.compile(r"^\s*:([\w-]+):\s*(.*?)\s*$")
_KEYWORD = re.compile(r"^#\+(\w+):\s*(.*?)\s*$")
_PLANNING = re.compile(r"^\s*(?:SCHEDULED|DEADLINE|CLOSED):")
_DAY = re.compile(r"SCHEDULED:\s*<(\d{4}-\d\d-\d\d)")
_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)\D+(\d\d):(\d\d)")
_LINK = re.compile(r"\[\[([^\]]+)\](?:\[([^\]]+)\])?\]")
_GAP = re.compile(
    rf"(?<!\[)(?<![-+*] )(?<!{ITEM})\[(?!fn:)([^\[\]|]*?\w[^\[\]|]*?)"
    r"(?:\|\|([^\[\]]*))?\](?![\[\](])"
)
"""Hidden text, with its hint; a box to tick, a footnote or a link is none."""
_STATES = re.compile(r"^(?:TODO|DONE|NEXT|WAIT)\s+")
_DRILL = "drill"
_CLOZE = frozenset({"hide1cloze", "show1cloze", "hide2cloze", "show2cloze", "multicloze"})


@dataclass(slots=True)
class _Entry:
    """A heading with what is below it."""

    line: int
    level: int
    title: str
    tags: list[str]
    body: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    due: str = ""
    children: list["_Entry"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The body without the indent that all its lines share."""
        filled = [line for line in self.body if line.strip()]
        shared = min((len(line) - len(line.lstrip()) for line in filled), default=0)
        return "\n".join(line[shared:].rstrip() for line in self.body).strip()


def fits(source: ForeignFile) -> bool:
    """Whether a heading has the tag."""
    return source.is_text and bool(re.search(rf"^\*+\s.*:{_DRILL}:", source.text, re.MULTILINE))


def read(source: ForeignFile, title: str) -> ImportResult:
    """The cards of a file; tags of the file and of headings above hold for those below."""
    collector = CardCollector(source.media)
    keywords, entries = _parsed(_with_marks(source.text, collector.media).splitlines())
    states: list[PastState] = []
    collector.expect(markup.in_html(text) for text in _texts(entries))
    for entry, inherited in _entries(entries, _tags(keywords.get("filetags", ""))):
        if _DRILL in entry.tags:
            card = _card(collector, entry, [*inherited, *entry.tags])
            states += _states(collector, card, entry) if card else []
    return replace(collector.result(keywords.get("title") or title), states=tuple(states))


def _with_marks(text: str, media: MediaMarks) -> str:
    """Text with marks for the pictures and sounds that it links to."""

    def marked(link: re.Match[str]) -> str:
        name = link[1].removeprefix("file:")
        return (media.mark(name) if name != link[1] else "") or link[0]

    return _LINK.sub(marked, text)


def _parsed(lines: Sequence[str]) -> tuple[dict[str, str], list[_Entry]]:
    keywords: dict[str, str] = {}
    top: list[_Entry] = []
    open_: list[_Entry] = []
    drawer = False
    for number, line in enumerate(lines, 1):
        if heading := _HEADING.match(line):
            level = len(heading[1])
            entry = _Entry(number, level, _STATES.sub("", heading[2]), _tags(heading[3] or ""))
            while open_ and open_[-1].level >= level:
                open_.pop()
            (open_[-1].children if open_ else top).append(entry)
            open_.append(entry)
            drawer = False
        elif not open_:
            if keyword := _KEYWORD.match(line):
                keywords[keyword[1].lower()] = keyword[2]
        elif drawer or line.strip() in {":PROPERTIES:", ":LOGBOOK:"}:
            drawer = line.strip() != ":END:"
            if match := _PROPERTY.match(line):
                open_[-1].properties[match[1].upper()] = match[2]
        elif _PLANNING.match(line) and not open_[-1].text:
            if day := _DAY.search(line):
                open_[-1].due = day[1]
        elif not line.lstrip().startswith("# "):
            open_[-1].body.append(line)
    return keywords, top


def _tags(written: str) -> list[str]:
    return [tag for tag in written.split(":") if tag.strip()]


def _entries(
    entries: Sequence[_Entry], inherited: Sequence[str]
) -> Iterator[tuple[_Entry, Sequence[str]]]:
    for entry in entries:
        yield entry, inherited
        below = [*inherited, *(tag for tag in entry.tags if tag != _DRILL)]
        yield from _entries(entry.children, below)


def _texts(entries: Sequence[_Entry]) -> Iterator[str]:
    for entry in entries:
        yield from (entry.title, entry.text)
        yield from _texts(entry.children)


def _card(collector: CardCollector, entry: _Entry, tags: Sequence[str]) -> Card | None:
    place = f"line {entry.line}"
    kind = entry.properties.get("DRILL_CARD_TYPE", "simple").lower()
    body = entry.text
    gaps = _GAP.findall(body)
    fields: dict[str, object] = {"tags": [tag for tag in tags if tag != _DRILL]}
    _tell_media(collector, place, entry)
    sides = [_plain(child.text or child.title) for child in entry.children]
    if kind in {"twosided", "multisided"} and len(sides) > 1:
        if body:
            collector.leave(place, f"the text above both sides: {quoted(body)}")
        fields["q"] = sides[0]
        if kind == "twosided":
            fields |= {"a": sides[1], "reverse": True, "why": "\n".join(sides[2:])}
        else:
            collector.leave(
                place, f"a side shown at random: here the first asks {quoted(sides[0])}"
            )
            fields["a"] = "\n".join(sides[1:])
        return collector.add(place, fields)
    if gaps and (kind in _CLOZE or not entry.children):
        text = _GAP.sub(lambda match: gap(match[1], match[2] or ""), _plain(body))
        return collector.add(place, {**fields, **with_gaps(text), "why": "\n".join(sides)})
    answer = "\n\n".join(side for side in sides if side)
    if not answer:
        collector.leave(place, f"no answer, so that org-drill leaves it out: {quoted(entry.title)}")
        return None
    hidden = "\n".join(markup.shown(text) for text, _ in gaps)
    fields["q"] = _GAP.sub(lambda match: f"[{match[2] or '…'}]", _question(entry))
    if kind == "simpletyped":
        return collector.add(place, {**fields, "typed": answer, "why": hidden})
    # both are hidden there, and shown together
    return collector.add(place, {**fields, "a": "\n".join(filter(None, (hidden, answer)))})


def _question(entry: _Entry) -> str:
    """The heading and the body; a heading that only names a body which asks is left out."""
    title, body = _plain(entry.title), _plain(entry.text)
    if not body or not title:
        return body or title
    if "?" in title:
        return f"{title}\n{body}"
    asks = "?" in body or body.endswith((".", ":"))
    return body if asks else f"{title}\n{body}"


def _plain(text: str) -> str:
    """Text with links as what they show.

    Of a picture inside a sentence its name is left; at its end, or alone, nothing.
    """

    def shown(link: re.Match[str]) -> str:
        if not link[1].startswith("file:"):
            return link[2] or link[1]
        rest = text[link.end() :].partition("\n")[0]
        inside = re.match(r"\s*\w", rest)
        return link[2] or (f"[{link[1].removeprefix('file:')}]" if inside else GONE)

    plain = closed_up(_LINK.sub(shown, text))
    spaced = [re.sub(r"(?<=\S) {2,}", " ", line).rstrip() for line in plain.splitlines()]
    return markup.shown("\n".join(spaced).strip())


def _tell_media(collector: CardCollector, place: str, entry: _Entry) -> None:
    for text in (entry.title, entry.text, *(child.text for child in entry.children)):
        for address, shown in _LINK.findall(text):
            if address.startswith("file:"):
                collector.leave(place, loss_of(address.removeprefix("file:")))
            elif shown:
                collector.leave(place, f"the address of a link, {quoted(address)}")


def _states(collector: CardCollector, card: Card, entry: _Entry) -> Iterator[PastState]:
    """How org-drill has scheduled an entry: once, however many gaps or sides it has."""
    properties = entry.properties
    if "DRILL_LAST_REVIEWED" not in properties:
        return
    suspended = "leech" in entry.tags
    match = _MOMENT.search(properties["DRILL_LAST_REVIEWED"])
    with collector.progress(f"line {entry.line}"):
        year, month, day, hour, minute = map(int, match.groups() if match else ())
        last = datetime(year, month, day, hour, minute).astimezone(UTC)
        interval = float(properties.get("DRILL_LAST_INTERVAL", "0"))
        for item in range(items_of(card)):
            yield PastState(
                card_key(card),
                item,
                due=date.fromisoformat(entry.due) if entry.due else None,
                last=last,
                interval_days=interval if interval > 0 else None,
                ease=float(properties.get("DRILL_EASE", "2.5")),
                reps=int(properties.get("DRILL_TOTAL_REPEATS", "0")),
                lapses=int(properties.get("DRILL_FAILURE_COUNT", "0")),
                suspended=suspended,
                learning=not entry.due,
                relearning=not entry.due,
            )
