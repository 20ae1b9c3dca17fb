"""Notes of Anki as cards: what their templates ask and show."""

import pytest

from trainer.deck.card import Card, Cloze, DraftCard, Flashcard, Typed
from trainer.exchange.anki.guid import guid_of_id, id_of_guid
from trainer.exchange.anki.note import AnkiOrigin, Note, gather_note
from trainer.exchange.anki.note_type import NoteType, Template
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import ImportResult

AFTER = "{{FrontSide}}<hr id=answer>"


def kind(fields: str, *templates: tuple[str, str], cloze: bool = False) -> NoteType:
    made = tuple(Template.of(str(at), *sides) for at, sides in enumerate(templates))
    return NoteType("K", tuple(fields.split()), made, cloze)


BASIC = kind("Front Back", ("{{Front}}", AFTER + "{{Back}}"))
BOTH = kind(
    "Vorne Hinten", ("{{Vorne}}", AFTER + "{{Hinten}}"), ("{{Hinten}}", AFTER + "{{Vorne}}")
)
OPTIONAL = kind(
    "Vorne Hinten Umgekehrt",
    ("{{Vorne}}", AFTER + "{{Hinten}}"),
    ("{{#Umgekehrt}}{{Hinten}}{{/Umgekehrt}}", AFTER + "{{Vorne}}"),
)
TYPE_IN = kind(
    "Front Back", ("{{Front}}\n\n{{type:Back}}", "{{Front}}\n\n<hr id=answer>\n\n{{type:Back}}")
)
CLOZE = kind("Text Extra", ("{{cloze:Text}}", "{{cloze:Text}}<br>\n{{Extra}}"), cloze=True)


def imported(
    note_type: NoteType, *texts: str, ordinals: list[int] | None = None, guid: str = "g"
) -> tuple[ImportResult, dict[int, AnkiOrigin]]:
    collector = CardCollector()
    origins = gather_note(collector, Note("note 1", guid, "", note_type, texts, ordinals))
    return collector.result("T"), origins


def only(note_type: NoteType, *texts: str) -> Card:
    [card] = imported(note_type, *texts)[0].cards
    return card


def test_a_rank_that_no_card_asks_is_not_asked() -> None:
    ranked = kind("Rank Word Meaning", ("{{Word}}", AFTER + "{{Meaning}}"))
    got, _ = imported(ranked, "0007", "Hund", "dog")
    assert got.cards == (Flashcard(id="g", q="Hund", a="dog"),)
    assert [one.what for one in got.losses] == ["a field that no card shows, “Rank”"]


def test_the_direction_is_that_of_the_template() -> None:
    swapped = kind("Answer Question", ("{{Question}}", AFTER + "{{Answer}}"))
    assert only(swapped, "Tiber", "What runs through Rome?") == Flashcard(
        id="g", q="What runs through Rome?", a="Tiber"
    )


@pytest.mark.parametrize(
    ("back", "answer"),
    [
        ("{{Word}}<hr id=answer>{{Meaning}}", "dog"),
        ('{{FrontSide}}<hr id="answer">{{Meaning}}<br>{{Sound}}', "dog\nwoof"),
        ("{{Meaning}}", "dog"),
        ("{{Word}}<br>{{Meaning}}", "dog"),
        ("{{Word}} is {{Meaning}}", "Hund is dog"),
        ("<div>{{FrontSide}}</div>{{Meaning}}", "dog"),
        ("{{Sound}}<hr id=answer>{{Meaning}}", "dog\nwoof"),
        ("{{#None}}never{{/None}}{{^None}}{{Meaning}}{{/None}}", "dog"),
        ("<!-- {{Sound}} -->{{! Sound }}{{text:Meaning}}{{tts en_US:Meaning}}", "dog"),
    ],
)
def test_the_answer_is_what_the_back_shows_beyond_the_front(back: str, answer: str) -> None:
    asked = kind("Word Meaning Sound None", ("{{Word}}", back))
    assert only(asked, "Hund", "dog", "woof", "").solution == answer


@pytest.mark.parametrize(
    ("front", "back", "card"),
    [
        ("{{Q}}", "{{A}}{{#Note 2}} ({{Note 2}}){{/Note 2}}", ("q", "a")),
        ("{{Q}}", "{{A}} [{{Note 2}}]", ("q", "a")),
        ("{{Q}}", "{{A}}{{#Note 2}}<br>Remark: {{Note 2}}{{/Note 2}}", ("q", "a")),
        ("<div>{{Deck}} / {{Subdeck}} / {{Tags}}</div>{{Q}}", "{{A}}", ("q", "a")),
        ("{{Q}} – {{Tags}}", "{{Deck}}: {{A}} - x", ("q", "a - x")),
        ("{{Q}} (x) - y", "({{A}})", ("q (x) - y", "(a)")),
    ],
)
def test_what_is_left_out_leaves_no_brackets_and_dashes(
    front: str, back: str, card: tuple[str, str]
) -> None:
    templates = (Template.of("", front, AFTER + back),)
    made = only(NoteType("K", ("Q", "A", "Note 2"), templates), "q", "a", "n")
    assert (made.prompt, made.solution) == card


def test_which_cards_there_are_decides_whether_it_is_reversed() -> None:
    assert only(BOTH, "Hund", "dog") == Flashcard(id="g", q="Hund", a="dog", reverse=True)
    assert only(OPTIONAL, "Kuh", "cow", "") == Flashcard(id="g", q="Kuh", a="cow")
    assert only(OPTIONAL, "Kuh", "cow", "y") == Flashcard(id="g", q="Kuh", a="cow", reverse=True)
    got, origins = imported(BOTH, "Hund", "dog", ordinals=[1])
    assert got.cards == (Flashcard(id="g", q="dog", a="Hund"),)
    assert origins == {1: AnkiOrigin("g", 0)}
    _, origins = imported(BOTH, "Hund", "dog", ordinals=[0, 1])
    assert origins == {0: AnkiOrigin("g", 0), 1: AnkiOrigin("g", 1)}


def test_an_answer_to_type_is_typed() -> None:
    assert only(TYPE_IN, "Water?", "H<sub>2</sub>O") == Typed(id="g", q="Water?", typed="H2O")
    more = kind("Q A Extra", ("{{Q}}{{type:A}}", "{{Q}}<hr id=answer>{{type:A}}<br>{{Extra}}"))
    assert only(more, "Water?", "H2O", "so wet") == Typed(
        id="g", q="Water?", typed="H2O", why="so wet"
    )
    again = kind("Q A", ("{{Q}}{{type:A}}", "{{Q}}<hr id=answer>{{A}}"))
    assert only(again, "Water?", "H2O") == Typed(id="g", q="Water?", typed="H2O")


def test_several_ways_of_asking_are_several_cards_and_counted() -> None:
    three = kind(
        "Word Reading Meaning Remark",
        ("{{Word}}", AFTER + "{{Reading}}<br>{{Meaning}}"),
        ("{{Meaning}} {{hint:Remark}}", AFTER + "{{Word}} ({{Reading}})"),
    )
    got, origins = imported(three, "川", "かわ", "river", "three strokes")
    assert got.cards == (
        Flashcard(id="g", q="川", a="かわ\nriver"),
        Flashcard(id="g-2", q="river", a="川 (かわ)", hint="three strokes"),
    )
    assert origins == {0: AnkiOrigin("g", 0), 1: AnkiOrigin("g-2", 0)}
    assert [one.what for one in got.done] == ["a note asked in 2 ways: as many cards"]


def test_words_of_a_template_are_asked_and_shown_too() -> None:
    choice = kind("Q A B Right", ("{{Q}}<br>A {{A}}<br>B {{B}}", "{{Right}}"))
    assert only(choice, "Which?", "Po", "Arno", "B") == Flashcard(
        id="g", q="Which?\nA Po\nB Arno", a="B"
    )


def test_a_basic_note_that_speaks_of_gaps_is_no_cloze() -> None:
    assert only(BASIC, "How are gaps written?", "{{c1::so}}") == Flashcard(
        id="g", q="How are gaps written?", a="{{c1::so}}"
    )


def test_gaps_of_any_field_are_asked_and_the_rest_explains() -> None:
    numbered = kind(
        "Number Title Text More",
        ("{{Title}}: {{cloze:Text}}", "{{Title}}: {{cloze:Text}}<br>{{More}}"),
        cloze=True,
    )
    assert only(numbered, "17", "Peru", "The capital is {{c1::Lima}}.", "Since 1535") == Cloze(
        id="g", cloze="Peru: The capital is {{Lima}}.", why="Since 1535"
    )


def test_gaps_are_read_in_the_markup_and_shown_as_text() -> None:
    got, origins = imported(
        CLOZE, "<b>{{c1::std:<!-- -->:map::<i>type</i>}}</b> {{c2::a&nbsp;b}}", ""
    )
    assert [card.prompt for card in got.cards] == ["[type] […]"]
    assert origins == {0: AnkiOrigin("g", 0), 1: AnkiOrigin("g", 1)}
    assert got.cards[0].solution == "std::map\na b"


def test_a_gap_without_text_is_told_and_its_neighbour_asked() -> None:
    got, origins = imported(CLOZE, "Not {{c1::}} but {{c2::Oslo}}. <img src='a.png'>", "")
    assert [card.solution for card in got.cards] == ["Oslo"]
    assert origins == {1: AnkiOrigin("g", 0)}
    assert [one.what.partition(":")[0] for one in got.losses] == [
        "the picture or sound “a.png”",
        "gap 1, which holds no text",
    ]


def test_masks_of_a_picture_are_a_draft_and_nobody_types_them() -> None:
    occlusion = kind(
        "Occlusion Image Header Extra",
        ("{{Header}}<div>{{cloze:Occlusion}}</div>{{Image}}", "{{Extra}}"),
        cloze=True,
    )
    shape = "{{c%d::image-occlusion:rect:left=.1:top=.1:width=.3:height=.4:oi=1}}<br>"
    got, origins = imported(occlusion, shape % 1 + shape % 2, '<img src="h.png">', "Heart", "Blood")
    [card] = got.cards
    assert (card.status, card.prompt) == ("draft", "Heart (2 masked regions)")
    assert "image-occlusion" not in f"{card.prompt} {card.solution}"
    assert origins == {}
    assert "masks regions" in got.drafts["g"]


def test_a_side_of_nothing_but_a_picture_makes_a_draft() -> None:
    got, _ = imported(BASIC, '<img src="cat.png">', "a cat")
    [card] = got.cards
    assert (card.status, card.prompt) == ("draft", "What is this? (cat.png)")
    assert got.drafts == {"g": "its question is a picture or a sound, which did not come along"}
    assert imported(BASIC, "", "nobody asks")[0].cards == ()
    [heading] = imported(BASIC, "a heading", "")[0].cards
    assert isinstance(heading, DraftCard)


def test_japanese_readings_are_shown_as_the_template_says() -> None:
    words = kind("W", ("{{kanji:W}}", AFTER + "{{kana:W}} {{furigana:W}}"))
    assert only(words, "漢字[かんじ]") == Flashcard(id="g", q="漢字", a="かんじ 漢字[かんじ]")


@pytest.mark.parametrize("guid", ["ab12", "kBIuE>ns4E", "Ar6l{KZVUY", "anki-x", "日本", "UPPER"])
def test_the_guid_comes_back_from_the_id(guid: str) -> None:
    assert guid_of_id(id_of_guid(guid)) == guid
    assert guid_of_id(f"{id_of_guid(guid)}") == guid


def test_ids_of_the_cards_of_one_note_lead_to_it() -> None:
    assert guid_of_id(id_of_guid("kBIuE>ns4E") + "-2") == "kBIuE>ns4E"
    assert id_of_guid("x" * 200) == ""
    assert guid_of_id("anki-1") == "anki-1"
