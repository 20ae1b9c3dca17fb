"""Files that the programs themselves wrote, each against what is the right import of it."""

import json
import re
from pathlib import Path
from typing import Any

from tests.exchange.test_anki_samples import as_shown
from trainer.deck.card import Card, Cloze
from trainer.deck.slug import slug
from trainer.exchange.html.to_markdown import markdown_of
from trainer.exchange.import_result import ImportResult
from trainer.exchange.recognition import reader_of
from trainer.exchange.source import ForeignFile
from trainer.markup.text import plain_of

ELSEWHERE = {"anki", "crowdanki"}
"""Formats with tests of their own."""
MARKDOWN = {"hashcards", "mochi", "obsidian-sr"}
KINDS = {"card": "flashcard", "choices": "pick"}
OTHERWISE = {
    ("rivers.txt", '&nbsp;<br><img src="river.png"> east'): "its HTML is read",
    ("rivers.txt", 'Bend<br><img src="river.png">'): "its HTML is read",
    ("rivers.txt", 'What colour is the river?<br><img src="river.png">'): "its HTML is read",
    ("rivers.txt", 'Which note is it?<br><audio src="tone.wav">'): "its HTML is read",
    ("rivers.db", "Bend"): "a map asks by a picture, and is listed",
    ("rivers.cards", "Bend"): "a map asks by a picture, and is listed",
    ("rivers-with-progress.cards", "Bend"): "a map asks by a picture, and is listed",
    ("moodle-tools.xml", "Which river runs through Rome?"): "the words for its picture stay",
    ("rivers-rated.org", "Which river runs through Rome?"): "its body is part of the question",
    ("rivers-rated.org", "What does this show?"): "the name of the picture stays",
    ("Traps.md", "Rome has {{7}} hills."): "its hint is shown",
    ("Traps.md", "An {{ash}} stood there."): "its hint is shown",
    ("Traps.md", "{{Rhine}} and ==Po== rise there."): "both were marked, so both are gaps",
}
"""What comes otherwise than the samples say, and why that is as good for a learner."""


def words(text: object) -> str:
    return " ".join(str(text).replace("<br>", " ").split())


def imported_of(path: Path) -> list[ImportResult]:
    paths = sorted(path.rglob("*.md")) if path.is_dir() else [path]
    sources = [ForeignFile(one) for one in paths]
    return [reader_of(source).read(source, "T") for source in sources]


def prompt_of(card: Card) -> str:
    """Its question; braces that are no gap's are written with a backslash here."""
    if isinstance(card, Cloze):
        return words(card.cloze.replace("\\{{", "{{").replace("\\}}", "}}"))
    return words(card.prompt)


def check(card: Any, wanted: dict[str, Any]) -> None:  # noqa: ANN401 - fields of its kind
    answer, kind = wanted["answer"], KINDS.get(wanted["kind"], wanted["kind"])
    assert card.kind == kind
    match kind:
        case "flashcard":
            assert words(card.a) == words(answer)
            assert card.reverse or not wanted.get("reverse")
        case "choice" | "pick":
            right = {card.a} if kind == "choice" else {*card.a}
            assert right == ({answer} if kind == "choice" else {*answer})
            assert set(card.wrong) == set(wanted["wrong"])
        case "truth":
            assert card.truth == answer
        case "typed":
            assert (card.typed, [*card.accept]) == (answer, wanted.get("accept", []))
        case "number":
            assert (float(card.number), float(card.margin)) == (
                float(answer),
                float(wanted.get("tolerance", 0)),
            )
        case "match":
            assert (card.match, [*card.extra]) == (answer, wanted.get("extra", []))
        case "order" | "list":
            assert [*getattr(card, kind)] == answer
        case "cloze":
            assert "together" in str(answer) or len(card.gaps) == len(answer)
    if wanted.get("why"):
        assert words(card.why) == words(wanted["why"].replace(";", ""))
    if kind == "flashcard" and wanted.get("tags"):
        assert {slug("-".join(tag.split())) for tag in wanted["tags"]} <= {*card.tags}


def as_drawn(wanted: dict[str, Any]) -> dict[str, Any]:
    """What is wanted, its formulas as learners read them."""
    formulas = re.sub(r"(?<!<)\$(\S[^$]*)\$", r"\\(\1\\)", wanted["prompt"])
    code = "`" in wanted["prompt"]
    drawn = {**wanted, "prompt": plain_of(wanted["prompt"] if code else markdown_of(formulas))}
    if wanted["kind"] == "choice":
        drawn["answer"] = plain_of(markdown_of(wanted["answer"]))
    return drawn


def test_every_sample_gives_what_it_should(real: Path) -> None:
    checked = 0
    for expected in sorted((real.parent / "formats").glob("*/expected.json")):
        if expected.parent.name in ELSEWHERE:
            continue
        base = expected.parent / ("vault" if expected.parent.name == "obsidian-sr" else "")
        for name, rows in json.loads(expected.read_text()).items():
            if not isinstance(rows, list):
                continue
            imported = imported_of(base / name)
            # what was HTML is expected in words, what was Markdown not
            drawn = expected.parent.name not in MARKDOWN and any(one.marked_up for one in imported)
            if drawn:
                imported = [*map(as_shown, imported)]
            cards = [card for one in imported for card in one.cards]
            for wanted in [*map(as_drawn, rows)] if drawn else rows:
                if wanted["kind"] == "none" or (name, wanted["prompt"]) in OTHERWISE:
                    continue
                asked, _, shortened = words(wanted["prompt"]).partition(" …")
                found = [card for card in cards if prompt_of(card) == words(wanted["prompt"])]
                if "together" in str(wanted["answer"]):  # a card for each number
                    filled = re.sub("[{}]", "", asked)
                    parts = [c for c in cards if isinstance(c, Cloze) and c.blanked(()) == filled]
                    together = [f"{one.solution} (together)" for one in parts if one.together]
                    alone = [one.solution for one in parts if not one.together]
                    solved = [one.replace("\n", " + ") for one in (*together, *alone)]
                    assert solved == wanted["answer"] or name != "Rivers.md"
                    found = found or [*parts]
                if not found and not shortened:
                    found = [card for card in cards if prompt_of(card).startswith(asked)]
                assert found, (name, wanted["prompt"], [prompt_of(card) for card in cards])
                if wanted["kind"] != "card":
                    check(found[0], wanted)
                else:
                    assert any(words(one.solution) == words(wanted["answer"]) for one in found)
                    twin = next(c for c in found if words(c.solution) == words(wanted["answer"]))
                    check(twin, wanted)
                checked += 1
    assert checked > 240


def test_the_progress_of_every_sample_is_carried(real: Path) -> None:
    """The day an item is due, and how often it was forgotten, where the sample says so."""
    days = 0
    for expected in sorted((real.parent / "formats").glob("*/expected.json")):
        if expected.parent.name in ELSEWHERE:
            continue
        base = expected.parent / ("vault" if expected.parent.name == "obsidian-sr" else "")
        for name, rows in json.loads(expected.read_text()).items():
            told = [one for row in rows if isinstance(row, dict) for one in row.get("progress", [])]
            if not told:
                continue
            states = [state for one in imported_of(base / name) for state in one.states]
            due = {str(state.due) for state in states if state.due}
            wanted = {one["due"] for one in told if len(one.get("due", "")) == 10}
            assert due >= wanted, name
            days += len(wanted)
            assert len({state.card for state in states if state.suspended}) == sum(
                bool(one.get("suspended")) for one in told
            )
    assert days > 25
