"""The cards of the files of a folder as one deck."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from trainer.deck.identity import card_key
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import ImportResult, Notice


def joined(files: Mapping[str, ImportResult]) -> ImportResult:
    """The cards of several files, each as it is in a deck of them all.

    Args:
        files: name of a file -> what is in it, in their order; they share one `MediaMarks`. The
            first names the deck.
    """
    collector = CardCollector()
    names: dict[tuple[str, str], str] = {}
    """File and key of a card in it -> its key in the deck."""
    for name, imported in files.items():
        for card in imported.cards:
            names[name, card_key(card)] = card_key(collector.keep(name, card))
    first, *_ = results = list(files.values())
    whole = collector.result(first.title)

    def placed(name: str, notices: Iterable[Notice]) -> list[Notice]:
        return [replace(one, place=f"{name}, {one.place}") for one in notices]

    each = [*files.items()]
    return replace(
        whole,
        losses=(*(n for at, one in each for n in placed(at, one.losses)), *whole.losses),
        done=tuple(n for at, one in each for n in placed(at, one.done)),
        guesses=tuple(n for at, one in each for n in placed(at, one.guesses)),
        drafts={names[at, key]: why for at, one in each for key, why in one.drafts.items()},
        reviews=tuple(r._replace(card=names[at, r.card]) for at, one in each for r in one.reviews),
        states=tuple(s._replace(card=names[at, s.card]) for at, one in each for s in one.states),
        media={name: read for one in results for name, read in one.media.items()},
        marked_up=any(one.marked_up for one in results),
        beside={ending: text for one in results for ending, text in one.beside.items()},
    )
