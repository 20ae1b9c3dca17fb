"""A deck that means harm, driven through every screen at every size."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.exchange.pictures import png
from trainer.deck.cloze import gap_written, literally
from trainer.study.stage import Stage
from trainer.tui.app import TrainerApp
from trainer.tui.screens.study import StudyScreen
from trainer.tui.screens.summary import SummaryScreen
from trainer.tui.text import plain

OpenApp = Callable[..., TrainerApp]

NASTY = [
    "[@click=app.quit]x[/]",
    "[/b] closes nothing",
    "list[int] and $primary",
    "w" * 500,
    "漢字かな交じり文 " * 20,
    "שלום עולם",
    "👩‍👩‍👧‍👦 👍🏽 ﷽",
    "é" * 40 + " e\u0301\u0301\u0301",
    "[bold red]" * 200,
    "a " * 1000,
]


MARKED_UP = "\n\n".join(
    [
        "- > " * 60 + "deep",
        "**[@click=app.quit]x[/]** `[/b]` [x](https://a.org/[/b]) [y](javascript:quit)",
        "&#27;]52;c;x&#7; &#x202e;",
        "|" + "a|" * 60 + "\n|" + "-|" * 60 + "\n" + ("|" + "b|" * 60 + "\n") * 3,
        "$" + "\\frac{" * 60 + "$ $$" + "\\sqrt{" * 20 + "x" + "}" * 20 + "$$",
        "$$\n\\begin{pmatrix}" + "a & b \\\\ " * 40 + "\\end{pmatrix}\n$$",
        "*a **b " * 60 + "![p](q) <b>",
        "```[/b]\n\tx = '[red]'\n" + "w" * 500,
    ]
)
"""Marked up to harm: deep, wide, unclosed, with escape codes."""

KINDS_OF_CARD = 13


def hostile_deck(texts: list[str], **head: str) -> str:
    """A deck whose every text is nasty; JSON is YAML too, and quotes for us."""
    cards: list[dict[str, object]] = []
    for number, nasty in enumerate(texts):
        other = f"{nasty} other"
        reasoned = {other[:900]: nasty}
        bare = nasty.strip()
        file = f"{' '.join(bare.split())[:200]}.png"
        picture = {"file": file, "alt": nasty, "caption": nasty, "credit": nasty}
        shows = {"picture": picture, "why_picture": {"file": "real.png", "alt": nasty}}
        place = bare[:900].strip()
        regions = {"hide": {place: [10, 10, 50, 50]}, "picture": {**picture, "file": "real.png"}}
        cards += [
            {
                "id": f"f{number}",
                "q": f"{nasty} f",
                "a": nasty,
                "why": nasty,
                "hint": nasty,
                **shows,
                "sound": file,
                "answer_sound": "../out.wav",
            },
            {"id": f"h{number}", "q": f"{nasty} h", **regions},
            {"id": f"w{number}", "q": f"{nasty} w", "where": place, **regions},
            {"id": f"c{number}", "q": nasty, "a": nasty, "wrong": reasoned},
            {"id": f"t{number}", "q": f"{nasty} t", "typed": nasty, "accept": other},
            {"id": f"p{number}", "q": f"{nasty} p", "a": [nasty, other], "wrong": ["x"]},
            {"id": f"z{number}", "cloze": f"{literally(bare)} {gap_written(bare, bare)}"},
            {
                "id": f"b{number}",
                "q": f"{nasty} b",
                "truth": False,
                "correction": nasty,
            },
            {"id": f"n{number}", "q": f"{nasty} n", "number": 1, "unit": nasty},
            {"id": f"d{number}", "q": f"{nasty} d", "date": "2018"},
            {"id": f"o{number}", "q": f"{nasty} o", "order": [nasty, other, "x"]},
            {"id": f"l{number}", "q": f"{nasty} l", "list": [nasty, other]},
            {
                "id": f"m{number}",
                "q": f"{nasty} m",
                "match": {nasty[:900]: "a", "b": other, "c": "d"},
            },
        ]
    return json.dumps(
        {"title": NASTY[0], "id": "nasty", **head, "cards": cards}, ensure_ascii=False
    )


@pytest.mark.parametrize(
    ("size", "texts"),
    [
        ((80, 24), ["\n".join(NASTY[:3])]),
        ((40, 20), ["\n".join(NASTY)]),
        ((200, 60), ["\n".join(NASTY)]),
        ((40, 20), [MARKED_UP]),
    ],
    ids=["80x24", "40x20", "200x60", "marked up"],
)
async def test_a_hostile_deck_harms_no_screen(
    open_app: OpenApp, tmp_path: Path, size: tuple[int, int], texts: list[str]
) -> None:
    head = {"markup": "markdown"} if texts == [MARKED_UP] else {}
    app = open_app(hostile_deck(texts, **head), new_per_day=200)
    (tmp_path / "decks" / "real.png").write_bytes(png(size=(60, 40)))
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        row = app.screen.query_one("#decks", OptionList).get_option_at_index(1)
        assert NASTY[0][:8] in str(row.prompt)
        await pilot.press("b", "down", "down", "question_mark", "q", "q", "enter")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)
        session = app.screen.session
        for _ in texts:
            for _ in range(KINDS_OF_CARD):
                assert isinstance(app.screen, StudyScreen)
                if session.stage is Stage.THINKING:
                    session.show_options()
                await app.screen.replan(())
                app.screen.action_hint()
                await pilot.pause()
                session.reveal()
                await app.screen.replan(())
                await pilot.pause()
                await app.screen.action_rate(4)
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
    assert app.return_code is None, "a deck's text quit the app"


@pytest.mark.parametrize("text", [*NASTY, "\x1b]52;c;AAAA\x07", "\u202eabc", "a\tb"])
def test_plain_text_has_no_markup_and_nothing_a_terminal_obeys(text: str) -> None:
    content = plain(text)
    assert content.spans == []
    assert not set(content.plain) & {"\x1b", "\x07", "\u202e", "\x9b"}
    assert content.plain.replace(" ", "") == "".join(
        char for char in text if char not in "\x1b\x07\u202e\t "
    )
