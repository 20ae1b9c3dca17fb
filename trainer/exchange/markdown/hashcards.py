"""hashcards' Markdown, with what its database knows of each card.

Its rules are those of its `parser.rs`: Q:, A: and C: at the start of a line, text that runs on
until the next of them or a line `---`, and a name in TOML above. A card is known there by the
BLAKE3 hash of what it says, so the database fits whatever file the card is in.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from trainer.deck.card import Card
from trainer.deck.identity import card_key
from trainer.errors import MissingExtraError, TrainerError
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import ImportResult, PastReview, PastState, loss_of, quoted
from trainer.exchange.markdown.front_matter import FrontMatter
from trainer.exchange.markdown.hashcards_cloze import gaps_as_ours, gaps_in
from trainer.exchange.markdown.layout import Layout
from trainer.exchange.media.in_markdown import without_named
from trainer.exchange.source import ForeignFile
from trainer.exchange.sqlite_file import opened
from trainer.regular_file import all_below

if TYPE_CHECKING:
    from blake3 import blake3

DATABASE = "hashcards.db"
_UP = 8
"""Folders above a file in which its database is looked for."""
_TAG = re.compile(r"([QAC]):")
_NAME = re.compile(r"""^name\s*=\s*(["'])(.*)\1\s*$""")
_GRADES = {"forgot": 1, "hard": 2, "good": 3, "easy": 4}
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]")
_HEADINGS_BELOW = re.compile(rf"(?:\n\s*{_HEADING.pattern}[^\n]*)+\s*\Z")
"""What is above the next card, and is a comment to the program."""


class _Written(NamedTuple):
    """A card as it is in the file."""

    line: int
    sides: dict[str, str]
    """Q and A, or C."""


def fits(source: ForeignFile) -> bool:
    """Whether a text has the lines of hashcards, and its name above or its database beside."""
    if not source.is_text or not re.search(r"^(?:Q|C):", source.text, re.MULTILINE):
        return False
    front_matter = FrontMatter.of(source.text.splitlines())
    named = any(map(_NAME.match, front_matter.lines))
    return named or _database_of(source.path) is not None


def read(source: ForeignFile, title: str) -> ImportResult:
    """The cards of a file, and their reviews where the database is at hand.

    Raises:
        TrainerError: the database is damaged.
    """
    collector = CardCollector(source.media)
    front_matter = FrontMatter.of(source.text.splitlines())
    names = map(_NAME.match, front_matter.lines)
    title = next((name[2] for name in names if name), title)
    items: dict[str, tuple[str, int]] = {}
    database = _database_of(source.path)
    hashing = _hashing() if database else None
    for written in _cards(collector, front_matter):
        card = _add(collector, written)
        if card and hashing:
            bare = {key: _HEADINGS_BELOW.sub("", text) for key, text in written.sides.items()}
            for sides in (written.sides, bare):  # its older releases knew no comments
                for item, key in enumerate(_hashes(written._replace(sides=sides), hashing)):
                    items.setdefault(key, (card_key(card), item))
    if database is None:
        return collector.result(title)
    reviews, states = _progress(collector, database, items)
    imported = collector.result(title)
    return replace(imported, reviews=reviews, states=states)


def _cards(collector: CardCollector, front_matter: FrontMatter) -> Iterator[_Written]:
    lines, above = front_matter.below, front_matter.above
    fenced = Layout([re.sub(r"^[QAC]:\s*(?=```|~~~)", "", line) for line in lines]).fenced
    card: _Written | None = None
    key = ""
    for at, line in enumerate(lines):
        tag = _TAG.match(line)
        if at in fenced and not (tag and line[2:].lstrip().startswith(("```", "~~~"))):
            tag = None
        ends = line.strip() == "---" and at not in fenced
        if ends or (tag and tag[1] in "QC"):
            if card:
                yield card
            card = None
        if tag:
            card = card or _Written(at + 1 + above, {})
            key = tag[1]
            card.sides[key] = (
                f"{card.sides[key]}\n{line}" if key in card.sides else line[2:].strip()
            )
        elif card and not ends:
            card.sides[key] += f"\n{line}"
        elif line.strip() and not ends and not _HEADING.match(line):
            reason = f"text that belongs to no card: {quoted(line)}"
            collector.leave(f"line {at + 1 + above}", reason)
    if card:
        yield card


def _add(collector: CardCollector, card: _Written) -> Card | None:
    place = f"line {card.line}"
    sides: dict[str, str] = {}
    for key, written in card.sides.items():
        text = collector.media.in_markdown(_HEADINGS_BELOW.sub("", written))
        plain, names = without_named(text)
        for name in names:
            collector.leave(place, loss_of(name))
        sides[key] = plain or text.strip()
    if "C" in sides and (answer := sides.get("A")):
        collector.leave(place, f"an answer beside the gaps: {quoted(answer)}")
    if "C" in sides:
        return collector.add(place, gaps_as_ours(sides["C"]))
    if not sides.get("Q") or not sides.get("A"):
        collector.leave(place, f"one side only: {quoted(' '.join(sides.values()))}")
        return None
    return collector.add(place, {"q": sides["Q"], "a": sides["A"]})


def orphans(folder: Path) -> list[str]:
    """The hashes of cards that were reviewed and are in no file of the folder any more.

    Raises:
        TrainerError: the database is damaged.
    """
    database = _database_of(folder / DATABASE)
    if database is None:
        return []
    hashing, collector = _hashing(), CardCollector()
    matched = set[str]()
    for path in (path for path in all_below(database.parent) if path.suffix == ".md"):
        source = ForeignFile(path)
        if source.is_text:
            front_matter = FrontMatter.of(source.text.splitlines())
            for card in _cards(collector, front_matter):
                matched.update(_hashes(card, hashing))
    with closing(opened(database)) as connection:
        known = connection.execute("select distinct card_hash from reviews").fetchall()
    return [key for (key,) in known if key not in matched]


def _hashing() -> "type[blake3]":
    try:
        from blake3 import blake3
    except ImportError as error:
        raise MissingExtraError("Progress in hashcards' database", "hashcards") from error
    return blake3


def _hashes(card: _Written, hashing: "type[blake3]") -> Iterator[str]:
    """By what the database knows the card, or each of its gaps.

    A gap is named by its first and its last byte in the text without brackets.
    """
    if "C" not in card.sides:
        sides = (card.sides[key].strip().encode() for key in "QA" if key in card.sides)
        yield hashing(b"Basic" + b"".join(sides)).hexdigest()
        return
    text = card.sides["C"].strip()
    whole, places = _without_brackets(text)
    for gap in gaps_in(text):
        if not text[gap.start + 1 : gap.end - 1].strip():
            continue
        start, end = places[gap.start], places[gap.end - 1] - 1
        ends = b"".join(place.to_bytes(8, "little", signed=True) for place in (start, end))
        yield hashing(b"Cloze" + whole + ends).hexdigest()


def _without_brackets(text: str) -> tuple[bytes, dict[int, int]]:
    """The text as hashcards keeps it, and the byte at which each character is in it."""
    whole = bytearray()
    places: dict[int, int] = {}
    picture = escaped = False
    for at, char in enumerate(text):
        places[at] = len(whole)
        if char in "[]":
            kept = picture or escaped
            picture = picture and char == "["
            escaped = False
            whole += char.encode() if kept else b""
        elif char == "\\" and not escaped and text[at + 1 : at + 2] in {"[", "]"}:
            escaped = True
        else:
            picture = picture or (char == "!" and text[at + 1 : at + 2] == "[")
            whole += char.encode()
    return bytes(whole), places


def _database_of(path: Path) -> Path | None:
    """The database beside a file, or in one of the folders above."""
    folders = [*path.absolute().parents][:_UP]
    return next((folder / DATABASE for folder in folders if (folder / DATABASE).is_file()), None)


def _progress(
    collector: CardCollector, path: Path, items: dict[str, tuple[str, int]]
) -> tuple[tuple[PastReview, ...], tuple[PastState, ...]]:
    with closing(opened(path)) as database:
        try:
            answers = database.execute(
                "select card_hash, reviewed_at, grade from reviews order by reviewed_at, review_id"
            ).fetchall()
            cards = database.execute(
                "select card_hash, last_reviewed_at, stability, difficulty, interval_days,"
                " due_date, review_count from cards where last_reviewed_at is not null"
            ).fetchall()
        except sqlite3.Error as error:
            raise TrainerError(
                f"{path} cannot be read: it is not a database of hashcards ({error}).", ""
            ) from error
    lapses: dict[str, int] = {}
    answered: set[tuple[str, int]] = set()
    reviews: list[PastReview] = []
    for key, at, grade in answers:
        if key in items:
            with collector.progress(f"card {items[key][0]}"):
                review = PastReview(*items[key], _moment(at), _GRADES[grade], 0)
                lapses[key] = lapses.get(key, 0) + (grade == "forgot" and items[key] in answered)
                answered.add(items[key])
                reviews.append(review)
    states: list[PastState] = []
    for key, last, stability, difficulty, days, due, count in cards:
        if key in items:
            with collector.progress(f"card {items[key][0]}"):
                state = PastState(
                    *items[key],
                    due=date.fromisoformat(due) if due else None,
                    last=_moment(last),
                    interval_days=_number(days),
                    stability=_number(stability),
                    difficulty=_number(difficulty),
                    reps=int(count),
                    lapses=lapses.get(key, 0),
                )
                states.append(state)
    return tuple(reviews), tuple(states)


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _moment(written: str) -> datetime:
    """A time of the database, which is local and names no zone."""
    return datetime.fromisoformat(written).astimezone(UTC)
