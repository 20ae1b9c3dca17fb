"""Mochi's exports, in EDN and in Transit, with where their cards stand."""

import io
import json
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.deck.card import Cloze, Flashcard
from trainer.errors import TrainerError
from trainer.exchange.import_result import ImportResult
from trainer.exchange.mochi import edn, transit
from trainer.exchange.recognition import reader_of
from trainer.exchange.source import ForeignFile
from trainer.memory.rating import RESET

EDN = r"""{:version 2 :decks [{:name "Rivers" :id :a :cards [
  {:content "Which?\n---\nTiber" :tags #{"geo"}} {:content "The {{1::Po}} and {{1::Adda}}"}
  {:template-id :t :fields {:f {:value "dog"} :b {:value "Hund"}}} {:content "alone"}]}]
  :cards [{:deck-id :a :content "beside\n---\nthe deck"} {:deck-id :a :trashed? true :content "x"}]
  :templates [{:id :t :content "<< Front >>\n---\n<< Back >>"
               :fields {:f {:name "Front"} :b {:name "Back"}}}]}"""
TRANSIT = r"""["^ ","~:version",2,"~:decks",[["^ ","~:name","Rivers","~:id","~:abcd","~:cards",
["~#list",[["^ ","~:content","Which?\n---\n~~ Tiber","~:tags",["~#set",["geo"]]],
["^ ","^7","two\n---\n2","^8",["^9",["geo","~~b"]]]]]],
["^ ","^2","Lakes","~:parent-id","^4","^5",[["^ ","^7","Which lake?\n---\nComo"]]]]]"""
LATER = """{"~:version": 2, "~:decks": [{"~:name": "D", "~:id": "~:abcd", "~:review-reverse?": true,
  "~:cards": {"~#list": [
    {"~:content": "Hund\\n---\\ndog", "~:reviews": [
      {"~:date": {"~#dt": 1767254400000}, "~:due": {"~#dt": 1767340800000}, "~:remembered?": true},
      {"~:date": {"~#dt": 1767340800000}, "~:due": {"~#dt": 1767427200000}, "~:remembered?": false},
      {"~:date": "~t2026-01-03T12:00:00.000Z", "~:due": {"~#dt": 1767787200000},
       "~:remembered?": true}],
     "~:reverse-reviews": [{"~:date": {"~#dt": 1767254400000}, "~:remembered?": false}]},
    {"~:content": "Kuh\\n---\\ncow", "~:archived?": true},
    {"~:content": "The {{1::Po}} and {{1::Adda}} meet the {{2::Ticino}}.",
     "~:archived?": true, "~:cloze/reviews": {"1": []}}]}}]}"""


def zipped(name: str, text: str) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as package:
        package.writestr(name, text)
    return memory.getvalue()


def read(folder: Path, name: str, text: str) -> ImportResult:
    (folder / "d.mochi").write_bytes(zipped(name, text))
    source = ForeignFile(folder / "d.mochi")
    reader = reader_of(source)
    assert reader.name == "mochi"
    return reader.read(source, "T")


def test_edn(tmp_path: Path) -> None:
    imported = read(tmp_path, "data.edn", EDN)
    assert imported.title == "Rivers"
    *cards, draft, beside = imported.cards
    assert cards == [
        Flashcard(q="Which?", a="Tiber", tags=("geo",)),
        Cloze(cloze="The {{Po}} and {{Adda}}", together=True),
        Flashcard(q="dog", a="Hund"),
    ]
    assert [*imported.drafts.values()] == ["no answer"]
    assert draft.prompt == "alone"
    assert (beside.prompt, beside.solution) == ("beside", "the deck")
    assert [one.what for one in imported.losses] == ["a card in the trash"]


def test_transit_with_its_codes(tmp_path: Path) -> None:
    imported = read(tmp_path, "data.json", TRANSIT)
    assert imported.title == "Rivers"
    assert [(card.prompt, card.solution, card.tags) for card in imported.cards] == [
        ("Which?", "~~ Tiber", ("geo",)),
        ("two", "2", ("geo", "b")),
        ("Which lake?", "Como", ("lakes",)),
    ]


def test_what_was_answered_comes_with_it(tmp_path: Path) -> None:
    imported = read(tmp_path, "data.json", LATER)
    assert [(one.item, one.rating) for one in imported.reviews] == [(0, 3), (0, 1), (0, 3), (1, 1)]
    assert RESET not in {one.rating for one in imported.reviews}
    there, back, cow, woc, *gaps = imported.states
    assert there.last == datetime(2026, 1, 3, 12, tzinfo=UTC)
    assert there.due == datetime(2026, 1, 7, 12, tzinfo=UTC).astimezone().date()
    assert (there.reps, there.lapses, there.interval_days) == (3, 1, 4)
    assert (back.item, back.learning, back.relearning) == (1, True, True)
    assert cow.suspended
    assert woc.suspended
    assert [(one.item, one.suspended) for one in gaps] == [(0, True), (0, True)]
    assert [card.solution for card in imported.cards[2:]] == ["Po\nAdda", "Ticino"]
    assert "the reviews of its gaps" in imported.losses[0].what


@pytest.mark.parametrize("text", ['["^ ","^9",1]', "[" * 5000, "{", '["^ ","~:decks",["^",1]]'])
def test_damaged_data_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(TrainerError, match="its data cannot be read"):
        read(tmp_path, "data.json", text)


def test_codes_begin_anew_when_they_are_used_up() -> None:
    keys = [f"key {number:04}" for number in range(44 * 44)]
    first = ", ".join(f'"{key}", 1' for key in keys)
    text = f'[["^ ", {first}], ["^ ", "another", 2, "^0", 3], ["^ ", "^0", 4]]'
    maps = transit.parsed(text)
    assert isinstance(maps, list)
    assert maps[1:] == [{"another": 3}, {"another": 4}]


@given(st.text(st.sampled_from('{}[]()#:"\\ ab1;,_^')))
def test_any_edn_is_read_or_refused(text: str) -> None:
    with suppress(ValueError):
        edn.parsed(text)


SIGNS = st.text(st.sampled_from("~:#^ ab0?i_'"), max_size=6)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | SIGNS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(SIGNS, inner, max_size=3),
)


@given(JSON)
def test_any_transit_is_read_or_refused(said: object) -> None:
    with suppress(ValueError):
        read = transit.parsed(json.dumps(said))
        assert json.loads(json.dumps(read)) == read, "plain data"
