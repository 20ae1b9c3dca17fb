"""KVTML 2, in which Parley and KWordQuiz keep words, with the box that each is in."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from xml.etree.ElementTree import Element

from trainer.deck.card import Card
from trainer.deck.identity import card_key
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import ImportResult, PastState, loss_of, quoted
from trainer.exchange.source import ForeignFile, local

_BOX_DAYS = (0, 1, 2, 4, 8, 16, 32, 64)
"""Days of a box where the file names none, doubling as a Leitner box does."""
_KNOWN = "text comment pronunciation example paraphrase multiplechoice image sound grade".split()


class _Side(NamedTuple):
    """One language of an entry."""

    text: str
    remarks: list[str]
    choices: list[str]
    media: list[str]
    grade: Element | None
    lost: list[str]


def fits(source: ForeignFile) -> bool:
    """Whether it is KVTML."""
    return source.xml is not None and local(source.xml) == "kvtml"


def read(source: ForeignFile, title: str) -> ImportResult:
    """The entries, each asked from its first language to the others and back."""
    root = source.xml
    collector = CardCollector(source.media)
    if root is None:
        return collector.result(title)
    title = (root.findtext("information/title") or root.get("title") or title).strip()
    languages = [one.get("id") or "" for one in root.findall("identifiers/identifier")]
    tags, practised = _lessons(root)
    states: list[PastState] = []
    for at, entry in enumerate(root.findall("e"), 1):
        states += _old_entry(collector, f"entry {at}", entry, root)
    for at, entry in enumerate(root.findall("entries/entry"), 1):
        key = entry.get("id") or ""
        sides = {t.get("id") or "": _side(t) for t in entry.findall("translation")}
        ordered = [sides[one] for one in languages if one in sides] or [*sides.values()]
        if alone := len(languages) == 1 and len(ordered) == 1 and bool(ordered[0].remarks):
            ordered = _word_and_remark(collector, f"entry {at}", ordered[0])
        off = (entry.findtext("deactivated") or "").strip() == "true"
        put_off = practised.get(key) is False
        made = _entry(collector, f"entry {at}", ordered, tags.get(key, []), off=off, both=not alone)
        # of a lesson that is not practised a word that was never asked is new all the same
        states += (state._replace(suspended=True) if put_off else state for state in made)
    for name in ("author", "license", "comment", "category"):
        if text := " ".join((root.findtext(f"information/{name}") or "").split()):
            collector.leave("the file", f"its {name}, {quoted(text)}")
    if pairs := sum(
        len(root.findall(f"{kind}/pair")) for kind in ("synonym", "antonym", "falsefriend")
    ):
        collector.leave("the file", f"pairs of synonyms, antonyms or false friends: {pairs}")
    return replace(collector.result(title), states=tuple(states))


def _word_and_remark(collector: CardCollector, place: str, side: _Side) -> list[_Side]:
    """In a file of one language: a word, and what is said of it as its other side."""
    answer, *more = side.remarks
    collector.guess(
        place, f"a file of one language: what is said about a word answers: {quoted(answer)}"
    )
    return [side._replace(remarks=[]), _Side(answer, more, [], [], None, [])]


def _old_entry(
    collector: CardCollector, place: str, entry: Element, root: Element
) -> Iterator[PastState]:
    """An entry of KVTML 1, as KDE 3 wrote it: an original and its translations."""
    lessons = root.findall("lesson/desc")
    name = next((one.text for one in lessons if one.get("no") == entry.get("m")), None) or ""
    tags = [name] if name and len(lessons) > 1 else []
    texts = [one for one in entry if local(one) in {"o", "t"}]
    sides = [_old_side(one) for one in texts]
    if any(one.get("c") for one in texts):
        collector.leave(place, "how often it was asked, in a file of KDE 3")
    if entry.get("i") == "1":
        collector.leave(place, "that it was switched off there")
    yield from _entry(collector, place, sides, tags, off=False)


def _old_side(element: Element) -> _Side:
    remarks = [" ".join((element.get(key) or "").split()) for key in ("r", "p", "h", "x")]
    text = " ".join((element.text or "").split())
    return _Side(text, [one for one in remarks if one], [], [], None, [])


def _lessons(root: Element) -> tuple[dict[str, list[str]], dict[str, bool]]:
    """The lessons of each entry as tags, and whether one of them is, in a file where any is.

    The only lesson that is practised is the usual thing, and no tag.
    """
    tags: dict[str, list[str]] = {}
    practised: dict[str, bool] = {}
    containers = [c for lessons in root.findall("lessons") for c in lessons.iter("container")]
    practice = [(c.findtext("inpractice") or "").strip() == "true" for c in containers]
    for container, on in zip(containers, practice, strict=True):
        only = len(containers) == 1 or (on and practice.count(True) == 1)
        for entry in container.findall("entry"):
            key = entry.get("id") or ""
            practised[key] = practised.get(key, False) or on
            if not only:
                tags.setdefault(key, []).append(container.findtext("name") or "")
    return tags, practised if any(practice) else {}


def _side(translation: Element) -> _Side:
    def child_text(name: str) -> str:
        return " ".join((translation.findtext(name) or "").split())

    remarks = [child_text(name) for name in ("comment", "pronunciation", "paraphrase", "example")]
    choices = [
        " ".join((one.text or "").split()) for one in translation.findall("multiplechoice/choice")
    ]
    media = [child_text(name).rpartition("/")[2] for name in ("image", "sound") if child_text(name)]
    lost = [local(child) for child in translation if local(child) not in _KNOWN]
    remarks = [one for one in remarks if one]
    return _Side(child_text("text"), remarks, choices, media, translation.find("grade"), lost)


def _entry(  # noqa: PLR0913 - what the file says of an entry
    collector: CardCollector,
    place: str,
    sides: list[_Side],
    tags: list[str],
    *,
    off: bool,
    both: bool = True,
) -> Iterator[PastState]:
    filled = [side for side in sides if side.text]
    if len(filled) < 2:  # noqa: PLR2004 - a word and what it means
        text = filled[0].text if filled else ""
        collector.leave(place, f"one side only: {quoted(text)}")
        return
    marks = [{name: collector.media.mark(name) for name in side.media} for side in filled]
    filled = [
        side._replace(text="".join((side.text, *shown.values())))
        for side, shown in zip(filled, marks, strict=True)
    ]
    for name in (name for shown in marks for name, mark in shown.items() if not mark):
        collector.leave(place, loss_of(name))
    first = filled[0]
    for side in filled:
        for name in side.lost:
            collector.leave(place, f"its {name}")
    for other in filled[1:]:
        why = "\n".join([*first.remarks, *other.remarks])
        wrong = [choice for choice in other.choices if choice != other.text]
        fields: dict[str, object] = {"q": first.text, "a": other.text, "why": why, "tags": tags}
        card = collector.add(
            place, {**fields, **({"wrong": wrong} if wrong else {"reverse": both or None})}
        )
        if card:
            asked = [other] if wrong or not both else [other, first]
            yield from _states(collector, place, card, asked, off=off)


def _states(
    collector: CardCollector, place: str, card: Card, asked: Sequence[_Side], *, off: bool
) -> Iterator[PastState]:
    """The grade is that of the language that is asked for."""
    for item, side in enumerate(asked):
        state = PastState(card_key(card), item, suspended=True) if off else None
        with collector.progress(place):
            if side.grade is not None:
                state = _state(side.grade, card_key(card), item, off=off) or state
        if state:
            yield state


def _state(grade: Element, card: str, item: int, *, off: bool) -> PastState | None:
    def number(name: str) -> int:
        return int((grade.findtext(name) or "0").strip() or 0)

    count, box = number("count"), number("currentgrade")
    if not count:
        return None
    written = (grade.findtext("date") or "").strip()
    last = (
        datetime.fromtimestamp(int(written), UTC)  # as older files have it
        if written.isdecimal()
        else datetime.fromisoformat(written).astimezone(UTC)
    )
    days = number("interval") / 86_400 or float(_BOX_DAYS[min(box, 7)])
    return PastState(
        card,
        item,
        due=(last + timedelta(days=days)).astimezone().date() if days else None,
        last=last,
        interval_days=days or None,
        reps=count,
        lapses=number("errorcount") if box else 0,
        suspended=off,
        learning=not days,
    )
