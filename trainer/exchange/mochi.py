"""Mochi's export: decks with cards in Markdown, their sides parted by a line `---`."""

import re
from collections.abc import Iterator, Mapping, Sequence

from trainer.errors import TrainerError
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.carried import loss_of
from trainer.exchange.edn import parsed
from trainer.exchange.gaps import gap, with_gaps
from trainer.exchange.import_result import ImportResult, quoted
from trainer.exchange.source import Source

_DATA = "data.edn"
_SIDES = re.compile(r"^\s*---\s*$", re.MULTILINE)
_GAP = re.compile(r"\{\{(?:(\d+)::)?(.+?)\}\}", re.DOTALL)
_FIELD = re.compile(r"<<\s*(.+?)\s*>>")
_MEDIA = re.compile(r"!\[[^\]]*\]\((?:@media/)?([^)]*)\)")

_Map = Mapping[str, object]


def fits(source: Source) -> bool:
    """Whether it is a zip with Mochi's data."""
    return _DATA in source.members or "data.json" in source.members


def read(source: Source, title: str) -> ImportResult:
    """The cards of all decks; the only deck, or the one above the others, is the title.

    Raises:
        TrainerError: its data cannot be read.
    """
    if _DATA not in source.members:
        raise TrainerError(
            f"{source.path} holds Mochi's data as JSON, which is not read here.",
            "Export it from Mochi again, as .mochi with data.edn.",
        )
    try:
        data = parsed(source.member(_DATA).decode())
    except (ValueError, UnicodeDecodeError) as error:
        raise TrainerError(
            f"{source.path} cannot be imported: its data cannot be read ({error}).",
            "Export it again.",
        ) from error
    collector = CardCollector(source.carried)
    whole = data if isinstance(data, dict) else {}
    templates = {str(one.get(":id")): one for one in _maps(whole, ":templates")}
    decks = _maps(whole, ":decks")
    top = [deck for deck in decks if not deck.get(":parent-id")]
    for deck in decks:
        name = str(deck.get(":name") or "")
        tags = ["-".join(name.split())] if deck not in top or len(top) > 1 else []
        for at, card in enumerate(_maps(deck, ":cards"), 1):
            _card(collector, f"{name} {at}", card, templates, tags)
    return collector.result(str(top[0].get(":name") or title) if len(top) == 1 else title)


def _maps(within: _Map, key: str) -> list[_Map]:
    found = within.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _card(
    collector: CardCollector,
    place: str,
    card: _Map,
    templates: Mapping[str, _Map],
    tags: Sequence[str],
) -> None:
    content = str(card.get(":content") or "")
    if template := templates.get(str(card.get(":template-id"))):
        content = _filled(template, card) if not content.strip() else content
    content = collector.carried.in_markdown(content)
    for name in _MEDIA.findall(content):
        collector.leave(place, loss_of(name))
    content = _MEDIA.sub("", content)
    own = card.get(":tags")
    said = [*(map(str, own) if isinstance(own, list) else ()), *tags]
    sides = [side.strip() for side in _SIDES.split(content)]
    front, back = sides[0], "\n".join(side for side in sides[1:] if side)
    if gaps := _GAP.findall(content):
        numbers = [number for number, _ in gaps if number]
        together = len(gaps) > 1 and len(numbers) == len(gaps) and len(set(numbers)) == 1
        if len(numbers) != len(set(numbers)) and not together:
            collector.leave(place, f"gaps that are asked together there: {quoted(front)}")
        text = _GAP.sub(lambda found: gap(found[2]), front)
        collector.add(
            place, {**with_gaps(text), "why": back, "tags": said, "together": together or None}
        )
    elif front and back:
        collector.add(place, {"q": front, "a": back, "tags": said})
    else:
        collector.add(place, {"q": front, "a": back, "tags": said})


def _filled(template: _Map, card: _Map) -> str:
    """The template's text with the card's fields in it, named as the template names them."""
    values = dict(_fields(template, card))
    return _FIELD.sub(lambda found: values.get(found[1], ""), str(template.get(":content") or ""))


def _fields(template: _Map, card: _Map) -> Iterator[tuple[str, str]]:
    described, given = template.get(":fields"), card.get(":fields")
    for key, field in described.items() if isinstance(described, dict) else ():
        value = given.get(key) if isinstance(given, dict) else None
        said = value.get(":value") if isinstance(value, dict) else value
        if isinstance(field, dict):
            yield str(field.get(":name") or key), str(said or "")
