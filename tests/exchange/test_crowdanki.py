import json

import pytest

from trainer.deck.card import Cloze, Flashcard
from trainer.errors import TrainerError
from trainer.exchange.anki.crowdanki import read_crowdanki


def model(uuid: str, fields: str, *sides: tuple[str, str], cloze: int = 0) -> dict[str, object]:
    return {
        "crowdanki_uuid": uuid,
        "name": f"{uuid}+",
        "type": cloze,
        "flds": [{"name": name} for name in fields.split()],
        "tmpls": [{"name": "T", "qfmt": front, "afmt": back} for front, back in sides],
    }


def note(uuid: str, *fields: str, guid: str = "g", tags: tuple[str, ...] = ()) -> dict[str, object]:
    return {"note_model_uuid": uuid, "guid": guid, "fields": [*fields], "tags": [*tags]}


MODELS = [
    model("both", "A B Mark", ("{{A}}", "{{B}}"), ("{{#Mark}}{{B}}{{/Mark}}", "{{A}}")),
    model("gaps", "T", ("{{cloze:T}}", "{{cloze:T}}"), cloze=1),
]


def deck(
    name: str, notes: list[dict[str, object]], *children: dict[str, object]
) -> dict[str, object]:
    return {"name": name, "notes": notes, "children": [*children], "note_models": MODELS}


def test_notes_of_all_decks_come_as_their_types_ask_them() -> None:
    inner = deck("Inner", [note("gaps", "The {{c1::Po}}.", guid="c")])
    outer = [
        note("both", "Hund", "dog", "y", guid="a", tags=("de::x",)),
        note("both", "Kuh", "cow", "", guid="b"),
    ]
    imported = read_crowdanki(json.dumps(deck("Outer", outer, inner)), "T")
    assert imported.title == "Outer"
    assert imported.cards == (
        Flashcard(id="a", q="Hund", a="dog", reverse=True, tags=("de-x",)),
        Flashcard(id="b", q="Kuh", a="cow"),
        Cloze(id="c", cloze="The {{Po}}."),
    )
    assert "the deck “Outer::Inner” of 1 note" in [one.what for one in imported.losses]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"note_models": []}', '{"note_models": 5, "name": "x"}', "[" * 99999],
)
def test_what_is_no_such_deck_is_told(text: str) -> None:
    with pytest.raises(TrainerError, match="not a deck of CrowdAnki"):
        read_crowdanki(text, "T")


@pytest.mark.parametrize("key", ["fields", "tags", "guid", "note_model_uuid"])
def test_a_note_that_lacks_something_is_told(key: str) -> None:
    broken = note("both", "Hund", "dog", "")
    del broken[key]
    with pytest.raises(TrainerError, match="not a deck of CrowdAnki"):
        read_crowdanki(json.dumps(deck("D", [broken])), "T")


def test_what_a_deck_says_of_itself_is_told() -> None:
    inner = {**deck("Inner", []), "desc": "for <b>later</b>"}
    whole = {**deck("Outer", [note("both", "Hund", "dog", "")], inner), "desc": "Animals."}
    told = [one.what for one in read_crowdanki(json.dumps(whole), "T").losses]
    assert told == ["its description, “Animals.”", "its description, “for later”"]
