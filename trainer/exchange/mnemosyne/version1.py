"""The XML of Mnemosyne 1, in which a reverse is an item of its own."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from xml.etree.ElementTree import Element

from trainer.exchange.mnemosyne.fact import Learnt, LearntByCard, MnemosyneFact

_DEFAULT = "<default>"


def notes_of_first(root: Element) -> Iterator[tuple[MnemosyneFact, LearntByCard]]:
    """The items, an inverse or a production card with that which it is of.

    Days are counted from the time at which the program was begun.
    """
    start = _start(root)
    items = {item.get("id") or str(at): item for at, item in enumerate(root.findall("item"))}
    off = {
        (one.findtext("name") or "").strip()
        for one in root.findall("category")
        if one.get("active") == "0"
    }
    for key, item in items.items():
        if key.endswith(".inv") and key.removesuffix(".inv") in items:
            continue
        if ".tr." in key and key.partition(".tr.")[0] in items:
            continue
        back = items.get(f"{key}.inv") if f"{key}.inv" in items else items.get(f"{key}.tr.1")
        category = (item.findtext("cat") or "").strip()
        fields = {"f": item.findtext("Q") or "", "b": item.findtext("A") or ""}
        tags = [category] if category and category != _DEFAULT else []
        learnt = {
            number: partial(_learnt, one, start, suspended=category in off)
            for number, one in enumerate([item] if back is None else [item, back])
        }
        yield MnemosyneFact("1" if back is None else "2", fields, tags), learnt


def _start(root: Element) -> datetime:
    with suppress(ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(float(root.get("time_of_start") or 0), UTC)
    return datetime.fromtimestamp(0, UTC)


def _learnt(item: Element, start: datetime, *, suspended: bool) -> Learnt:
    def number(name: str) -> int:
        return int(float(item.get(name) or 0))

    grade = number("gr")
    unseen = item.get("u") == "1" or item.get("gr") is None or (grade == 0 and number("ac_rp") <= 1)
    return Learnt.of(
        grade=-1 if unseen else grade,
        easiness=float(item.get("e") or 2.5),
        reps=number("ac_rp") + number("rt_rp"),
        lapses=number("lps"),
        last=start + timedelta(days=number("l_rp")),
        due=start + timedelta(days=number("n_rp")),
        suspended=suspended,
    )
