"""GIFT as its real readers see it: gift-pegjs (npm) and pygiftparser."""

import io
import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.pictures import png
from trainer.deck.card import Card, MultipleChoice, Order, PickAll, TrueFalse, Typed
from trainer.deck.deck import Deck
from trainer.deck.example import example_deck
from trainer.deck.identity import card_key
from trainer.deck.reader import read_deck_text
from trainer.exchange.media.outgoing import media_beside
from trainer.exchange.moodle.gift_reader import read_gift
from trainer.exchange.moodle.gift_writer import write_gift
from trainer.exchange.writers import writer_of

NPM = Path(os.environ.get("TRAINER_NPM", Path(sys.prefix) / "npm")) / "node_modules"
"""Where `.ci/run` installs what comes from npm."""
SCRIPT = """
const { parse } = require('gift-pegjs');
let text = '';
process.stdin.on('data', (more) => (text += more));
process.stdin.on('end', () => console.log(JSON.stringify(parse(text))));
"""


def needed(there: object, what: str) -> None:
    if not there:
        if os.environ.get("TRAINER_CI"):
            pytest.fail(f"{what} is not installed")
        pytest.skip(f"{what} is not installed")


@pytest.fixture
def every_deck(decks: list[Deck]) -> list[Deck]:
    """The shipped decks, one with a card of every kind, and one of signs that mean something."""
    kinds = read_deck_text(example_deck("kinds", "Kinds", "schema"), Path("kinds.yaml")).deck
    assert kinds
    cards: tuple[Card, ...] = (
        Typed(id="stars", q="SQL? {a} ~ = # : \\", typed="SELECT * FROM t", accept=("50% off",)),
        MultipleChoice(id="signs", q="[html] is?", a="%50% a", wrong={"~b": "#c", "=d": None}),
        PickAll(id="three", q="Which?", a=("a", "b", "c"), wrong={"d": "e:f"}),
        Order(id="order", q="Order?", order=("x -> y", "b", "c")),
        TrueFalse(
            id="false", q="So::it is.", truth=False, correction="No: it is not.", tags=("x",)
        ),
    )
    signs = Deck(id="signs", title="A::B/C $course$", cards=cards)
    return [*decks, kinds, signs]


def parsed_by_node(text: str) -> list[dict[str, Any]]:
    needed(shutil.which("node") and (NPM / "gift-pegjs").is_dir(), "gift-pegjs")
    done = subprocess.run(
        ["node", "-e", SCRIPT],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NODE_PATH": str(NPM)},
    )
    assert done.returncode == 0, f"{done.stderr}\n{text}"
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return [one for one in found if one["type"] != "Category"]


def test_gift_pegjs_reads_what_we_write(every_deck: list[Deck]) -> None:
    text = "\n".join(write_gift(deck)[0] for deck in every_deck)
    titles = [one["title"] for one in parsed_by_node(text)]
    written = [card_key(c) for deck in every_deck for c in deck.cards if c.status != "draft"]
    losses = {one.place for deck in every_deck for one in write_gift(deck)[1] if one.whole}
    assert titles == [key for key in written if key not in losses]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # its own, of the locale
@pytest.mark.skipif(sys.version_info >= (3, 12), reason="it needs a pkg_resources that is gone")
def test_pygiftparser_reads_what_we_write(every_deck: list[Deck]) -> None:
    needed(find_spec("pygiftparser"), "pygiftparser")
    from pygiftparser import parser

    for deck in every_deck:
        text, losses = write_gift(deck)
        whole = sum(one.whole for one in losses)
        assert len(parser.parseFile(io.StringIO(text))) == len(deck.cards) - whole, text


def test_a_list_and_an_order_can_be_marked() -> None:
    deck = read_deck_text(example_deck("kinds", "Kinds", "schema"), Path("kinds.yaml")).deck
    assert deck
    kinds = {card_key(card): card.kind for card in deck.cards}
    types = {kinds[one["title"]]: one["type"] for one in parsed_by_node(write_gift(deck)[0])}
    assert types["order"] == "Matching"
    assert types["list"] == "Short"
    assert "Essay" not in types.values()


def test_we_read_a_question_as_gift_pegjs_does() -> None:
    text = (
        "::one::Which river? {=Tiber#Right ~Po#Turin ~%50%Arno}\n\n"
        "::two::Which? {~%50%a ~%50%b ~%-100%c}\n\n::three::Who? {=Goethe =von Goethe}\n\n"
        "::four::How many? {#5:1}\n\n::five::Match. {=a -> 1 =b -> 2 =c -> 3}\n\n::six::So. {T}\n"
    )
    ours = read_gift(text, "T").cards
    for card, theirs in zip(ours, parsed_by_node(text), strict=True):
        assert card.prompt == theirs["stem"]["text"]
        assert card.id == theirs["title"]
    numerical = parsed_by_node(text)[3]["choices"]
    assert numerical["number"] == 5


PICTURED = """\
title: T
cards:
  - {id: one, q: "Which = {river}?", typed: Po, picture: {file: a.png, alt: "A \\"bend\\": ~1"}}
  - {id: two, q: Which?, a: {text: Po, picture: a.png}, wrong: [Arno], why_picture: a.png}
  - {id: gap, cloze: "The {{Po}} flows < there.", picture: {file: a.png, caption: So, credit: Me}}
"""


def test_gift_pegjs_reads_pictures_inside_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    deck = read_deck_text(PICTURED, Path("t.yaml")).deck
    assert deck
    text, losses = writer_of(Path("x.gift")).text(deck, media=media_beside(tmp_path))
    assert not [one for one in losses if "picture" in one.what]
    one, two, gap = parsed_by_node(text)
    image = '<img src="data:image/png;base64,'
    assert one["stem"]["format"] == "html"
    assert one["stem"]["text"].startswith(f"Which = {{river}}?<br>{image}")
    assert 'alt="A &quot;bend&quot;: ~1">' in one["stem"]["text"]
    assert [choice["text"]["text"].startswith("Po") for choice in one["choices"]] == [True]
    assert image in two["choices"][0]["text"]["text"]
    assert image in two["globalFeedback"]["text"]
    assert image in gap["stem"]["text"]
    assert "flows &lt; there." in gap["stem"]["text"]
    assert "So · Me" in gap["stem"]["text"]
