"""Marked-up decks on their way to other programs and from them."""

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Literal

import pytest
from click.testing import CliRunner

from trainer.cli import trainer
from trainer.deck.card import Flashcard
from trainer.deck.deck import Deck
from trainer.deck.reader import read_deck, read_deck_text
from trainer.exchange.writers import WRITERS, writer_of

DECK = r"""
title: Marked up
markup: markdown
cards:
  - {id: flash, q: "What is **half** of $\\frac{x}{2}$ & y?", a: "`a < b`", why: "See [it](https://example.org)."}
  - {id: cloze, cloze: 'A *{{bold}}* word, $x^{{2}} + \text{{{y}}}$ and `{{f(x)}}`.'}
  - id: code
    q: |
      What does it print?

      ```python
      if x:
          print(1)
      ```
    typed: "$x^2$"
  - {id: choice, q: "Which?", a: "*one*", wrong: ["$2$", "`three`"]}
"""


def deck() -> Deck:
    found = read_deck_text(DECK, Path("marked.yaml"))
    assert found.deck is not None, found.errors
    return found.deck


def text_of(name: str) -> str:
    writer = next(one for one in WRITERS if one.name == name)
    return writer.text(deck())[0]


def notes(path: Path) -> list[list[str]]:
    with zipfile.ZipFile(path) as archive, closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(archive.read("collection.anki2"))
        rows = database.execute("select flds from notes order by id").fetchall()
        return [row[0].split("\x1f") for row in rows]


def test_anki_has_html_and_mathjax(tmp_path: Path) -> None:
    writer = next(one for one in WRITERS if one.name == "anki")
    (tmp_path / "deck.apkg").write_bytes(writer.whole(deck())[0])
    fields = {text for note in notes(tmp_path / "deck.apkg") for text in note}
    assert r"What is <strong>half</strong> of \(\frac{x}{2}\) &amp; y?" in fields
    assert "<code>a &lt; b</code>" in fields
    assert 'See <a href="https://example.org">it</a>.' in fields
    assert (
        r"A <em>{{c1::bold}}</em> word, \(x^{{c2::2}} + \text{{{c3::y}}}\) and "
        "<code>{{c4::f(x)}}</code>."
    ) in fields
    code = '<pre><code class="language-python">if x:\n    print(1)</code></pre>'
    assert any(code in text for text in fields)


def test_markdown_has_the_source() -> None:
    text = text_of("markdown")
    assert r"What is **half** of $\frac{x}{2}$ & y?" in text
    assert "```python\n" in text


def test_gift_has_words_and_formulas_between_dollars() -> None:
    text = text_of("gift")
    assert r"What is half of $$\\frac\{x\}\{2\}$$ &amp; y?" in text
    assert "**" not in text


@pytest.mark.parametrize("name", ["csv", "tsv", "options", "mnemosyne"])
def test_tables_have_words(name: str) -> None:
    text = text_of(name)
    assert "one" in text
    assert "*" not in text
    assert "$" not in text


def test_a_printed_page_has_elements_and_mathml() -> None:
    for name in ("print", "print-cards"):
        text = text_of(name)
        assert "<strong>half</strong>" in text
        assert "<mfrac>" in text
        assert "**" not in text


def test_options_on_a_worksheet_are_drawn() -> None:
    assert "<em>one</em>" in text_of("print")


def test_what_is_plain_elsewhere_is_told() -> None:
    told = {
        writer.name: [notice.what for notice in writer.text(deck())[1]]
        for writer in WRITERS
        if writer.is_text
    }
    plain = "how its texts are marked up: they are plain there"
    assert {name for name, lost in told.items() if plain in lost} == {
        "csv",
        "tsv",
        "gift",
        "options",
        "mnemosyne",
    }


IMPORT = ["import", "cards.md", "--from", "hashcards", "--to", "deck.yaml"]
HASHCARDS = "Q: What is **half** of $x$?\nA: `x/2`\n\nC: Speech is [silver].\n"


@pytest.mark.parametrize(
    ("text", "markup"),
    [(HASHCARDS, "markdown"), ("Q: What is it?\nA: That\n\nC: Speech is [silver].\n", None)],
)
def test_what_markdown_means_elsewhere_it_means_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, markup: str | None
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cards.md").write_text(text)
    ran = CliRunner().invoke(trainer, IMPORT)
    assert ran.exit_code == 0, ran.output
    found = read_deck(tmp_path / "deck.yaml").deck
    assert found is not None
    assert found.markup == markup


def test_hashcards_gives_back_what_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cards.md").write_text(text_of("hashcards"))
    ran = CliRunner().invoke(trainer, IMPORT)
    assert ran.exit_code == 0, ran.output
    found = read_deck(tmp_path / "deck.yaml").deck
    assert found is not None
    assert found.markup == "markdown"
    assert found.cards[0].prompt == r"What is **half** of $\frac{x}{2}$ & y?"


def test_what_hashcards_would_take_for_its_own_signs_is_escaped() -> None:
    code = "a\n```\n---\n```"
    cards = (
        Flashcard(q="Rule?", a="a\n---\n# b\nQ: c"),
        Flashcard(q="Code?", a=code),
    )
    text, losses = writer_of(Path("x.md"), "hashcards").text(Deck(id="d", title="T", cards=cards))
    assert "A: a\n\\---\n\\# b\n Q: c\n" in text
    assert [one.what for one in losses] == ["a line --- in code, which ends a card there"]


def test_hashcards_has_the_headings_and_rules_of_markdown() -> None:
    cards = (
        Flashcard(q="# A\n\nWhat?", a="x\n\n---\n\n## B\n\n\\# y"),
        Flashcard(q="Last?", a="x\n\n## C"),
    )
    deck = Deck(id="d", title="T", cards=cards, markup="markdown")
    text, losses = writer_of(Path("x.md"), "hashcards").text(deck)
    assert "Q: # A\n\nWhat?\nA: x\n\n***\n\n## B\n\n\\# y\n" in text
    assert "A: x\n\n\\## C\n" in text
    assert [one.what.split(",")[0] for one in losses] == ["a heading with nothing below it"]


@pytest.mark.parametrize("markup", ["markdown", None])
def test_our_markdown_says_how_it_is_marked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, markup: Literal["markdown"] | None
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    cards = (Flashcard(q="What is `a`?", a="b"),)
    deck = Deck(id="d", title="T", cards=cards, markup=markup)
    text, losses = writer_of(Path("x.md")).text(deck)
    assert losses == ()
    Path("x.md").write_text(text)
    assert CliRunner().invoke(trainer, ["import", "x.md", "--to", "deck.yaml"]).exit_code == 0
    found = read_deck(tmp_path / "deck.yaml").deck
    assert found is not None
    assert (found.markup, found.cards) == (markup, cards)
