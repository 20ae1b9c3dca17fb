import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.deck.card import (
    Card,
    Cloze,
    DraftCard,
    Flashcard,
    ListCard,
    MultipleChoice,
    Number,
    PickAll,
    TrueFalse,
    Typed,
)
from trainer.deck.deck import Deck, Source
from trainer.deck.identity import card_key
from trainer.exchange.anki.guid import id_of_guid
from trainer.exchange.source import ImportOptions
from trainer.exchange.tables.reader import read_table
from trainer.exchange.tables.writer import write_table
from trainer.exchange.writers import WRITERS


def pairs(text: str) -> list[tuple[str, str]]:
    return [(card.prompt, card.solution) for card in read_table(text, "T").cards]


@pytest.mark.parametrize(
    "text",
    [
        "Hund\tdog\nKatze\tcat\n",
        "Hund,dog\nKatze,cat\n",
        "Hund;dog\r\nKatze;cat\r\n",
        "\ufeffFront,Back\nHund,dog\nKatze,cat",
        "back;front\ndog;Hund\ncat;Katze\n",
        "#separator:tab\n#html:false\nHund\tdog\nKatze\tcat\n",
        '#separator:Comma\n#columns:Back,Front\n"dog","Hund"\n"cat","Katze"\n',
        "term\tdefinition\nHund\tdog\n\nKatze\tcat\n",
    ],
    ids=["quizlet", "csv", "semicolon", "heading", "swapped", "anki", "columns", "term"],
)
def test_a_row_is_a_card(text: str) -> None:
    assert pairs(text) == [("Hund", "dog"), ("Katze", "cat")]


def test_ankis_headers_are_obeyed() -> None:
    text = (
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
        "#tags column:6\nab12\tBasic\tTrips\tHund<br>groß\t&lt;dog&gt;\tanimals de::x\n"
    )
    [card] = read_table(text, "T").cards
    assert isinstance(card, Flashcard)
    assert (card.id, card.q, card.a) == ("ab12", "Hund\ngroß", "<dog>")
    assert card.tags == ("animals", "de-x")


def test_what_anki_says_is_no_html_is_none() -> None:
    assert pairs("#html:false\nWhat does <b>x</b> do?\tbold\n") == [
        ("What does <b>x</b> do?", "bold")
    ]


def test_html_is_one_decision_for_a_table_and_told_with_its_line() -> None:
    text = "Which tag is <p>?\t<b>paragraph</b>\nR&amp;D?\tList<String> &lt; x\n"
    imported = read_table(text, "T")
    assert [(card.prompt, card.solution) for card in imported.cards] == [
        ("Which tag is <p>?", "**paragraph**"),
        ("R&D?", "List<String> < x"),
    ]
    assert imported.losses == ()
    assert [(one.place, one.what) for one in imported.guesses] == [
        (
            "row 1",
            ("the table is read as HTML because of this: “<b>paragraph</b>” (--no-html: as it is)"),
        ),
        ("row 1", "a tag that is never closed is kept as text: “Which tag is <p>?” (--html)"),
    ]
    as_it_is = read_table(text, "T", ImportOptions(html=False))
    assert as_it_is.cards[0].solution == "<b>paragraph</b>"
    assert as_it_is.guesses == ()
    [card] = read_table("x &lt; y\tz\n", "T", ImportOptions(html=True)).cards
    assert card.prompt == "x < y"
    assert pairs("x &lt; y\tz\n") == [("x &lt; y", "z")]


def test_tags_and_deck_of_the_headers_are_kept() -> None:
    imported = read_table("#separator:tab\n#tags:Latin A1\n#deck:Animals\nHund\tdog\n", "T")
    assert imported.title == "Animals"
    assert imported.cards[0].tags == ("latin", "a1")


def test_one_deck_in_its_column_is_the_title_and_of_several_each_is_told() -> None:
    head = "#separator:tab\n#deck column:3\n#notetype column:4\n"
    row = "Hund\tdog\tAnimals\tBasic (and reversed card)\n"
    one = read_table(f"{head}{row}", "T")
    assert one.title == "Animals"
    assert one.cards == (Flashcard(q="Hund", a="dog", reverse=True),)
    assert one.losses == ()
    two = read_table(f"{head}{row}Brot\tbread\tFood\tMy own\n", "T")
    assert two.title == "T"
    assert [lost.what for lost in two.losses] == [
        "the note type “My own” of 1 row",
        "the deck “Animals” of 1 row",
        "the deck “Food” of 1 row",
    ]


NOTED = "#separator:tab\n#html:true\n#notetype column:1\n#guid column:2\n"


@pytest.mark.parametrize(
    ("row", "cards"),
    [
        ("Lückentext\tg\t{{c1::a<br>b}} {{c1::c}}\twhy", [Cloze]),
        ("Einfach (Antwort eintippen)\tg\tHund\tdog", [Typed]),
        ("Basic (optional reversed card)\tg\tHund\tdog\t", [Flashcard]),
        ("Cloze\tg\t{{c1::a {{c2::b}}}}\t", [Cloze, Cloze]),
        ("Basic\tg\tHow are gaps written?\t{{c1::so}}", [Flashcard]),
    ],
)
def test_a_row_that_names_its_note_type_is_asked_as_anki_asks_it(
    row: str, cards: list[type[Card]]
) -> None:
    assert [type(card) for card in read_table(NOTED + row + "\n", "T").cards] == cards


@pytest.mark.parametrize(
    ("name", "row", "cards"),
    [
        ("Basic", "Hund\tdog\tpet", [Flashcard(q="Hund", a="dog", why="pet")]),
        ("Basic (and reversed card)", "Hund\tdog", [Flashcard(q="Hund", a="dog", reverse=True)]),
        (
            "Basic (optional reversed card)",
            "Hund\tdog\ty",
            [Flashcard(q="Hund", a="dog", reverse=True)],
        ),
        ("Basic (optional reversed card)", "Hund\tdog\t", [Flashcard(q="Hund", a="dog")]),
        ("Basic (type in the answer)", "Hund\tdog", [Typed(q="Hund", typed="dog")]),
        ("Einfach (Antwort eintippen)", "Hund\tdog", [Typed(q="Hund", typed="dog")]),
        ("Einfach (beide Richtungen)", "Hund\tdog", [Flashcard(q="Hund", a="dog", reverse=True)]),
        ("Básico-1a2b3", "Hund\tdog", [Flashcard(q="Hund", a="dog")]),
        ("Lückentext", "The {{c1::Po}}.\tso", [Cloze(cloze="The {{Po}}.", why="so")]),
    ],
)
def test_a_note_type_that_a_header_names_holds_for_every_row(
    name: str, row: str, cards: list[Card]
) -> None:
    text = f"#separator:tab\n#html:true\n#notetype:{name}\n{row}\n"
    imported = read_table(text, "T")
    assert [*imported.cards] == cards
    assert imported.losses == ()


def test_a_note_type_of_a_header_that_is_not_known_is_told() -> None:
    imported = read_table("#separator:tab\n#notetype:My own\nHund\tdog\tbarks\n", "T")
    assert imported.cards == (Flashcard(q="Hund", a="dog\nbarks"),)
    assert [one.what for one in imported.losses] == ["the note type “My own” of 1 row"]


def test_a_note_type_takes_the_sides_as_the_columns_name_them() -> None:
    head = "#separator:tab\n#notetype:Basic (and reversed card)\n#columns:Back\tTags\tFront\n"
    [card] = read_table(f"{head}dog\tpets\tHund\n", "T").cards
    assert card == Flashcard(q="Hund", a="dog", reverse=True, tags=("pets",))


def test_quotes_below_ankis_headers_are_those_of_csv() -> None:
    code = 'How?\t"if x:\n\treturn ""y"""\n'
    assert pairs(f"#separator:tab\n#html:false\nu\tv\n{code}r\tb\n") == [
        ("u", "v"),
        ("How?", 'if x:\n\treturn "y"'),
        ("r", "b"),
    ]
    swallowing = 'u\tv\nWho?\t"Eureka\nWhat?\ta block"\nr\tb\n'
    imported = read_table(f"#separator:tab\n{swallowing}", "T")
    assert [card.prompt for card in imported.cards] == ["u", "Who?", "r"]
    [guess] = imported.guesses
    assert guess.what.startswith("quotes hold 2 lines together that could be rows (--no-quotes)")


def test_a_remark_is_a_row_and_no_line_of_a_quoted_cell() -> None:
    text = '#separator:tab\n#html:false\na\t"b\n# no remark\nc"\n# a "remark\td\ne\tf"g\n'
    imported = read_table(text, "T")
    assert [(card.prompt, card.solution) for card in imported.cards] == [
        ("a", "b\n# no remark\nc"),
        ("e", 'f"g'),
    ]
    assert [one.what for one in imported.losses] == ["remarks, in lines that begin with #: 1"]


def test_a_row_that_begins_as_a_header_of_ankis_is_a_row() -> None:
    rows = "#tags: what are they?\tlabels\n#deck: and this?\ta stack\n"
    assert [asked for asked, _ in pairs(rows)] == ["#tags: what are they?", "#deck: and this?"]
    assert pairs("#columns:Back\tFront\nb\tf\n") == [("f", "b")]


@pytest.mark.parametrize(
    "head",
    [
        "#separator:Tab\n#columns:Tags\tBack, long; dull\tFront\nt\tb\tf\n",
        "#separator:|\n#columns:Tags|Back, long|Front\nt|b|f\n",
        '#separator:Comma\n#columns:Tags,"Back, long",Front\nt,b,f\n',
        "#columns:Tags;Back, long;Front\nt;b;f\n",
    ],
)
def test_the_names_of_columns_are_cut_as_the_rows_are(head: str) -> None:
    [card] = read_table(head, "T").cards
    assert (card.prompt, card.solution, card.tags) == ("f", "b", ("t",))


def test_a_doubt_about_quotes_names_its_row_in_the_file() -> None:
    text = '#separator:tab\n#html:false\nu\tv\nWho?\t"Eureka\nWhat?\ta block"\n'
    assert read_table(text, "T").guesses[0].place == "row 4"


def test_latex_of_anki_stands_between_dollars() -> None:
    text = "#separator:tab\n#html:true\n[$]x &lt; y[/$]?\t[latex]y^2[/latex], [$$]z[/$$]\n"
    assert pairs(text) == [("$x < y$?", "$y^2$,\n\n$$z$$")]
    noted = text.replace("#html:true\n", "#html:true\n#notetype:Basic\n")
    assert pairs(noted) == [("$x < y$?", "$y^2$,\n\n$$z$$")]


@pytest.mark.parametrize("column", ["0", "²", "9" * 5000, "x"])
def test_a_column_that_cannot_be_is_none(column: str) -> None:
    assert pairs(f"#tags column:{column}\nHund,dog\n") == [("Hund", "dog")]


def test_a_row_that_begins_with_a_hash_is_a_row_unless_anki_wrote_the_file() -> None:
    rows = "#include: why?\tinserts a file\n#1\tnumber sign\nHund\tdog\n"
    assert [asked for asked, _ in pairs(rows)] == ["#include: why?", "#1", "Hund"]
    imported = read_table(f"#Separator:Tab\n{rows}", "T")
    assert [card.prompt for card in imported.cards] == ["Hund"]
    assert [one.what for one in imported.losses] == ["remarks, in lines that begin with #: 2"]


@pytest.mark.parametrize(
    "said", ["tab", "Tab", "\t", " TAB ", "Comma", ",", "semicolon", ";", "Pipe", "|", "colon", ":"]
)
def test_ankis_separator_in_all_its_spellings(said: str) -> None:
    sign = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":"}
    cut = sign.get(said.strip(" ").lower(), said)
    assert pairs(f"#separator:{said}\nHund{cut}dog\n") == [("Hund", "dog")]


@pytest.mark.parametrize(
    "text",
    [
        "Capital of France, in Europe?;Paris\nCapital of Peru, in America?;Lima\n",
        "Frage;Antwort\nWie viel ist ein halb?;0,5\nPi, gerundet?;3,14\nWurzel aus zwei?;1,41\n",
        "Which?;one, two\tso\nWho; really?\tnobody\nWhy?\tso; there\nWhen?\tnow\n",
        "sep=;\na,b;c\nd,e;f\n",
        'a;"b;c"\n"d;e";f\n',
        "one | 1,5\ntwo | 2,5\nthree, in all | 3,5\n",
    ],
    ids=["commas", "decimals", "one odd row", "stated", "quoted", "pipes"],
)
def test_the_separator_is_the_one_that_the_whole_file_speaks_for(text: str) -> None:
    for asked, answered in pairs(text):
        assert "\t" not in asked + answered
        assert not re.search(r"[;|]$|^[;|]", asked)
        assert answered
    assert len(pairs(text)) >= 2


def test_where_two_separators_fit_it_is_told_and_can_be_overruled() -> None:
    text = "a;b,c\nd;e,f\ng;h,i\n"
    imported = read_table(text, "T")
    assert imported.cards[0].prompt == "a"
    assert "--separator comma" in imported.guesses[0].what
    assert read_table(text, "T", ImportOptions(separator="comma")).cards[0].prompt == "a;b"


def test_a_quote_counts_in_its_own_cell_alone() -> None:
    text = 'q,a\n"One, two?","three"\nHow wide?,3/4" wide\n"Two\nlines?","so,\nthere"\n'
    assert pairs(text) == [
        ("One, two?", "three"),
        ("How wide?", '3/4" wide'),
        ("Two\nlines?", "so,\nthere"),
    ]


def test_a_quote_that_would_swallow_rows_is_doubted_and_told() -> None:
    text = 'Who?\t"Eureka\nWhat?\ta block\nWhich?\tthe force"\nWhen?\tnow\n'
    imported = read_table(text, "T")
    assert [card.solution for card in imported.cards] == ['"Eureka', "a block", 'the force"', "now"]
    [guess] = imported.guesses
    assert "would span 2 more rows" in guess.what
    assert len(read_table(text, "T", ImportOptions(quotes=True)).cards) == 2


def test_a_heading_is_known_by_its_names_alone_and_told() -> None:
    assert pairs("foreign\tinu\tdog\nneko\tねこ\tcat\n")[0] == ("foreign", "inu")
    for heading in ("Frage;Antwort", "Vorderseite;Rückseite", "Terme;Définition", "問題;答案"):
        imported = read_table(f"{heading}\nHund;dog\n", "T")
        assert [card.prompt for card in imported.cards] == ["Hund"]
        assert imported.guesses[0].place == "row 1"
    assert (
        len(read_table("Frage;Antwort\nHund;dog\n", "T", ImportOptions(heading=False)).cards) == 2
    )
    assert len(read_table("x;y\nHund;dog\n", "T", ImportOptions(heading=True)).cards) == 1


@pytest.mark.parametrize(
    "row", ['"Eureka\tfirst\nWhat?"\ta block', 'Who?\t"Eureka\nWhat?\ta block"']
)
def test_quotes_that_begin_in_any_cell_may_swallow_rows(row: str) -> None:
    imported = read_table(f"u\tv\n{row}\nr\tb\n", "T")
    assert len(imported.cards) == 4
    assert "(--quotes)" in imported.guesses[0].what
    written = row.replace("Eureka", '""Eureka""')
    lines = read_table(f"u\tv\n{written}\nr\tb\n", "T")
    assert len(lines.cards) == 3, "a quote in quotes is written by a program"
    assert "(--no-quotes)" in lines.guesses[0].what


def test_a_cell_of_several_lines_is_no_row_for_its_separators() -> None:
    text = 'q,a\n"How?","f(a,b)\ng(c,d)\nh(e,f)"\nr,b\n'
    assert pairs(text)[0] == ("How?", "f(a,b)\ng(c,d)\nh(e,f)")


def test_ankis_fields_of_gaps_are_a_heading_where_there_are_gaps() -> None:
    imported = read_table("Text\tBack Extra\nThe {{c1::Po}}\tso\n", "T")
    assert imported.cards == (Cloze(cloze="The {{Po}}", why="so"),)
    assert "names the columns: “Text, Back Extra”" in imported.guesses[0].what
    assert pairs("text\tnote\nbook\tlivre\n") == [("text", "note"), ("book", "livre")]


def test_names_of_two_languages_are_a_heading_unless_the_table_is_of_languages() -> None:
    assert pairs("English;Deutsch\ndog;Hund\ncat;Katze\n") == [("dog", "Hund"), ("cat", "Katze")]
    assert len(pairs("English;Englisch\nFrench;Französisch\n")) == 2
    assert len(pairs("English\tdog\nDeutsch\tHund\n")) == 2


def test_no_row_below_ankis_headers_is_a_heading_and_one_that_looks_so_is_told() -> None:
    imported = read_table("#separator:tab\nFront\tBack\nHund\tdog\n", "T")
    assert len(imported.cards) == 2
    assert [one.what for one in imported.guesses] == [
        "may be a heading, and came as a card: --heading leaves it out"
    ]


def test_a_heading_alone_is_told() -> None:
    imported = read_table("Question,Answer\n", "T")
    assert [one.what for one in imported.losses] == ["a heading with nothing below"]


def test_a_column_says_whether_statements_are_true() -> None:
    head = "Statement,True/False,Why\n"
    rows = "The earth is flat,F,It is round\nIt is round,true,seen\nMars is red,maybe,\n"
    flat, round_, mars = read_table(head + rows, "T").cards
    assert flat == TrueFalse(q="The earth is flat", truth=False, correction="It is round")
    assert round_ == TrueFalse(q="It is round", truth=True, why="seen")
    assert mars.status == "draft"


@pytest.mark.parametrize(
    ("heading", "false"),
    [
        ("Statement,True/False,Correction,Why", "false"),
        ("Aussage,Richtig/Falsch,Berichtigung,Erklärung", "Falsch"),
        ("Affirmation,Vrai ou faux ?,Correction,Explication", "faux"),
        ("Afirmación,Verdadero/Falso,Corrección,Explicación", "FALSO"),
        ("Stwierdzenie,Prawda/Fałsz,Poprawka,Wyjaśnienie", "fałsz"),
        ("Aussage,Wahr?,Korrektur,Erklärung", "nein"),
        ("Statement,Answer,Correction,Why", "False"),
    ],
)
def test_a_column_corrects_what_is_false(heading: str, false: str) -> None:
    [card] = read_table(f"{heading}\nThe earth is flat,{false},It is round,seen\n", "T").cards
    assert card == TrueFalse(
        q="The earth is flat", truth=False, correction="It is round", why="seen"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Nr;Aufgabe;A;B;Richtig\n1;Dog?;Hund;Katze;A\n2;Cat?;Hund;Katze;B",
        "Nr;Wort;Sinn\n1;Dog?;Hund\n2;Cat?;Katze",
        "1.;Dog?;Hund\n2.;Cat?;Katze",
        "Item;Question;Answer\n1;Dog?;Hund\n2;Cat?;Katze",
    ],
)
def test_the_numbers_of_rows_ask_nothing(text: str) -> None:
    assert pairs(text) == [("Dog?", "Hund"), ("Cat?", "Katze")]


def test_a_reading_and_an_example_explain() -> None:
    [card] = read_table("Kanji,Reading,Meaning,Example\n犬,いぬ,dog,犬がいる\n", "T").cards
    assert card == Flashcard(q="犬", a="dog", why="いぬ\n犬がいる")


def test_a_row_with_more_cells_than_most_is_told_where_it_stands() -> None:
    imported = read_table("a\tb\td\nWho\tme?\tc\tx\nd\te\tf\n", "T")
    [lost] = [one for one in imported.losses if one.place == "row 2"]
    assert lost.what == "more cells than most rows have (text without quotes?): “x”"


COMMAS = """Front,Back
Capital of France?,Paris
Capital of Spain?,Madrid
Po?,a river
Rhine?,a river
Isar?,a river
Primary colours?,red,green,blue
"If it rains, what then?",umbrella
If it rains, what do you take?,umbrella
People of Ulm,126,405
Paris,London,Rome
"""


def test_a_comma_of_prose_is_told_from_one_that_cuts_and_what_is_unsure_is_a_draft() -> None:
    imported = read_table(COMMAS, "T")
    assert [(card.prompt, card.solution) for card in imported.cards[5:]] == [
        ("Primary colours?", "red,green,blue"),
        ("If it rains, what then?", "umbrella"),
        ("If it rains, what do you take?", "umbrella"),
        ("People of Ulm", "126,405"),
        ("Paris", "London,Rome"),
    ]
    assert [card.status for card in imported.cards[5:]] == [None] * 4 + ["draft"]
    assert [one.place for one in imported.guesses] == ["row 1", "row 7", "row 9", "row 10"]
    assert imported.losses == ()


@pytest.mark.parametrize(
    ("rest", "answer", "lost"), [(True, "London,Rome", []), (False, "London", ["“Rome”"])]
)
def test_whether_an_answer_takes_the_rest_can_be_said(
    rest: bool, answer: str, lost: list[str]
) -> None:
    imported = read_table(
        "Front,Back\nOne?,two\nParis,London,Rome\n", "T", ImportOptions(rest=rest)
    )
    assert [card.solution for card in imported.cards] == ["two", answer]
    assert [one.what.rpartition(": ")[2] for one in imported.losses] == lost


def test_a_column_behind_the_answer_keeps_what_it_holds() -> None:
    usual = "One?,two,x\nTwo?,two,x\nSix?,two,x\n"
    text = f"Question,Answer,Tags\n{usual}Three?,b, c,y z\nFour?,d,e,y\nFive,d,e,y\n"
    imported = read_table(text, "T")
    assert [(card.solution, card.tags, card.status) for card in imported.cards[2:]] == [
        ("two", ("x",), None),
        ("b, c", ("y", "z"), None),
        ("d,e", ("y",), None),
        ("d,e", ("y",), "draft"),
    ]


def test_quizlet_quotes_nothing() -> None:
    text = 'two lines\tfirst\nsecond\na tab\tbetween\tthem\n1 < 2, "so"\tyes; no\nbank\tUfer\n'
    wanted = [
        ("two lines", "first\nsecond"),
        ("a tab", "between\tthem"),
        ('1 < 2, "so"', "yes; no"),
        ("bank", "Ufer"),
    ]
    assert pairs(text) == wanted
    dashed = "\n\n".join(f"{asked} - {answered}" for asked, answered in wanted)
    assert pairs(dashed) == wanted
    one_line = "a,b;c,d;e,f;g,h;i,j"
    imported = read_table(one_line, "T")
    assert not imported.cards
    assert "--separator comma --row-separator semicolon" in imported.losses[0].what
    given = ImportOptions(separator="comma", row_separator="semicolon")
    assert len(read_table(one_line, "T", given).cards) == 5


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Frage;Antwort A;Antwort B;Richtig\nPi?;3,14;2,71;A\n1/2?;0,2;0,5;0,5",
            [("Pi?", "3,14"), ("1/2?", "0,5")],
        ),
        ("Frage;Antwort;Beispiel\nPi;3,14;rund, etwa", [("Pi", "3,14")]),
        ("Pi;3,14;3,15\ne;2,71;2,72\nphi;1,61;1,62", [("Pi", "3,14"), ("e", "2,71")]),
        ("0,5;1,5\n2,5;3,5\n4,5;6,25", [("0,5", "1,5"), ("2,5", "3,5")]),
        ("Wert;Ergebnis\n0,5;1,5\n2,5;3,5", [("0,5", "1,5"), ("2,5", "3,5")]),
        ("Preis; 3,50\nWert; 4,50", [("Preis", "3,50"), ("Wert", "4,50")]),
        ("Rom; Stadt, groß\nPo; Fluss, lang", [("Rom", "Stadt, groß"), ("Po", "Fluss, lang")]),
    ],
)
def test_the_comma_of_a_number_parts_nothing(text: str, wanted: list[tuple[str, str]]) -> None:
    imported = read_table(text, "T")
    assert [(card.prompt, card.solution) for card in imported.cards][:2] == wanted
    assert not any("separator" in one.what for one in imported.losses)


def test_the_text_of_an_option_counts_more_than_its_number() -> None:
    heading = "Question,Option A,Option B,Option C,Option D,Correct\n"
    rows = "Which?,1,-1,Pi,0,-1\nWhich ion?,Na,Cl-,K+,Na+,Na+\nWhich one?,3,2,1,0,1\n"
    assert [card.solution for card in read_table(heading + rows, "T").cards] == ["-1", "Na+", "1"]


def test_what_may_be_a_number_or_a_text_is_decided_for_the_whole_column_and_told() -> None:
    heading = "Question,Option 1,Option 2,Option 3,Correct\n"
    spider = "Legs of a spider?,2,8,4,2\n"
    for more, answer, other in [
        ("", "2", "number"),
        ("Moons of Mars?,1,3,2,2\nWhich?,a,b,c,b\n", "2", "number"),
        ("Which?,a,b,c,3\n", "8", "text"),
    ]:
        imported = read_table(heading + more + spider, "T")
        assert imported.cards[-1].solution == answer
        [guess] = [one for one in imported.guesses if "--correct" in one.what]
        assert f"(--correct {other})" in guess.what
    sure = read_table(heading + "Which?,a,b,c,3\n", "T")
    assert [one for one in sure.guesses if "--correct" in one.what] == []
    for said, answer in (("text", "2"), ("number", "8")):
        [card] = read_table(heading + spider, "T", ImportOptions(correct=said)).cards
        assert card.solution == answer


def test_sheets_of_quiz_makers() -> None:
    kahoot = (
        ",,,,,,,\n,A quiz,,,,,,\n,Question - max 120 characters,Answer 1 - max 75 characters,"
        "Answer 2 - max 75 characters,Answer 3 - max 75 characters,Time limit (sec) – 5 or 10,"
        "Correct answer(s) - choose at least one,\n"
        '1,Which?,2,3,1,20,1,\n2,Which two?,a,b,c,20,"1,2",\n3,It is.,True,False,,5,1,\n'
    )
    choice, pick, truth = read_table(kahoot, "T").cards
    assert isinstance(choice, MultipleChoice)
    assert (choice.q, choice.a) == ("Which?", "2"), "Kahoot counts options, and quotes none"
    assert isinstance(pick, PickAll)
    assert pick.a == ("a", "b")
    assert truth == TrueFalse(q="It is.", truth=True)
    told = [one.what for one in read_table(kahoot, "T").losses]
    assert "column “Time limit (sec) – 5 or 10”: 3 cells" in told
    wayground = (
        "Question Text,Question Type,Option 1,Option 2,Correct Answer,Time in seconds\n"
        "Which river?,Fill-in-the-Blank,Thames,River Thames,,30\nWhy?,Open-Ended,,,,60\n"
    )
    imported = read_table(wayground, "T")
    typed, essay = imported.cards
    assert typed == Typed(q="Which river?", typed="Thames", accept=("River Thames",))
    assert essay.status == "draft"
    assert "a draft: an essay, which nobody can mark: “Why?”" in [one.what for one in imported.done]


def test_a_heading_of_several_lines_cuts_the_table_as_others_do() -> None:
    blooket = (
        '"Blooket\nImport Template",,,,,\n"Question #","Question\nText","Answer 1","Answer 2",'
        '"Answer 3\n(Optional)","Correct Answer(s)\n(Only include Answer #)"\n1,Which?,4,3,2,2\n'
    )
    imported = read_table(blooket, "T")
    assert [card.solution for card in imported.cards] == ["3"]
    assert "separator" not in "".join(one.what for one in imported.losses)


def test_a_cell_may_be_long() -> None:
    assert pairs(f"front,back\nWhich?,{'x' * 200_000}\n")[0][0] == "Which?"


@pytest.mark.parametrize("correct", ["B", "b", "2", "Option B", "B)", "Tiber", "tiber"])
def test_options_in_columns_make_a_choice(correct: str) -> None:
    text = f"Question,Option A,Option B,Option C,Correct\nWhich river?,Po,Tiber,Arno,{correct}\n"
    [card] = read_table(text, "T").cards
    assert isinstance(card, MultipleChoice)
    assert (card.q, card.a, tuple(card.wrong)) == ("Which river?", "Tiber", ("Po", "Arno"))


@pytest.mark.parametrize(
    "heading",
    [
        "Question,A,B,C,Answer",
        "question,choice 1,choice 2,choice 3,right answer",
        "Frage,Answer 1,Answer 2,Answer 3 (Optional),Correct answer(s)",
        "Correct answer,Question,Wrong 1,Wrong 2",
        "Frage,A,B,C,Antwort",
        "Question,A,B,C,Réponse",
        "Pregunta,Opción A,Opción B,Opción C,Respuesta",
        "Otázka,A,B,C,Odpověď",
        "Question,A),B.,(C),Answer",
        "Вопрос,\u0410,\u0411,\u0412,Ответ",
        "Question,Proposition 1,Proposition 2,Proposition 3,Bonne réponse",
    ],
)
def test_headings_of_quizzes(heading: str) -> None:
    row = "Po,Which?,Tiber,Arno" if heading.startswith("Correct") else "Which?,Po,Tiber,Arno,Po"
    [card] = read_table(f"{heading}\n{row}\n", "T").cards
    assert isinstance(card, MultipleChoice)
    assert (card.q, card.a, tuple(card.wrong)) == ("Which?", "Po", ("Tiber", "Arno"))


@pytest.mark.parametrize("right", ["B) Tiber", "b. tiber", "(2) Tiber"])
def test_a_right_option_may_stand_behind_its_letter(right: str) -> None:
    [card] = read_table(f"Question,A,B,Correct\nWhich?,Po,Tiber,{right}\n", "T").cards
    assert card == MultipleChoice(q="Which?", a="Tiber", wrong={"Po": None})


def test_kahoot_counts_options_in_every_language() -> None:
    names = [f"Antwort {at} – max. 75 Zeichen" for at in (1, 2, 3)]
    times = "Zeitlimit (Sek.) – 5, 10, 20, 30, 60, 90, 120 oder 240 Sek."
    heading = "\t".join(("Frage – max. 120 Zeichen", *names, times, "Richtige Antwort(en)"))
    imported = read_table(f"{heading}\nBeine?\t2\t8\t4\t20\t2\n", "T")
    assert [card.solution for card in imported.cards] == ["8"]
    assert not any("--correct" in one.what for one in imported.guesses)


def test_several_right_options_are_a_pick() -> None:
    text = 'Question,A,B,C,Correct,Why\nWhich?,Po,Tiber,Arno,"A, 3",So.\n'
    [card] = read_table(text, "T").cards
    assert isinstance(card, PickAll)
    assert (card.a, tuple(card.wrong), card.why) == (("Po", "Arno"), ("Tiber",), "So.")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Which?,Po,Tiber,Arno,Rhine", "“Rhine” does not name one of the options for sure"),
        ("Which?,Po,Tiber,Arno,D", "“D” does not name one of the options for sure"),
        (
            f"Which?,Po,Tiber,Arno,{'9' * 5000}",
            f"“{'9' * 60}…” does not name one of the options for sure",
        ),
        ("Which?,Po,Tiber,Arno,", "nothing says which option is right"),
        ("Which?,Po,Tiber,Po,Po", "the same option appears twice"),
    ],
)
def test_a_question_whose_right_option_is_not_sure_is_a_draft(row: str, told: str) -> None:
    imported = read_table(f"Question,A,B,C,Correct\n{row}\n", "T")
    [card] = imported.cards
    assert isinstance(card, DraftCard)
    assert card.written["options"] == row.split(",")[1:4]
    assert [one.what for one in imported.done] == [f"a draft: {told}: “Which?”"]


def test_options_without_a_question_are_a_draft() -> None:
    [card] = read_table("Question,A,B,Correct\n,Po,Arno,A\n", "T").cards
    assert isinstance(card, DraftCard)
    assert card.written["options"] == ["Po", "Arno"]


def test_options_without_a_right_one_are_refused() -> None:
    imported = read_table("Question,Option A,Option B\nWhich?,Po,Tiber\n", "T")
    assert not imported.cards
    assert "no column named Correct" in imported.losses[0].what


def test_a_gap_around_another_is_a_card_of_its_own() -> None:
    imported = read_table("The {{c1::river {{c2::Po::north}} flows::verb}}.\t\n", "T")
    assert [card.cloze for card in imported.cards if isinstance(card, Cloze)] == [
        "The {{river Po flows::verb}}.",
        "The river {{Po::north}} flows.",
    ]
    assert imported.losses == ()


def test_what_a_table_has_no_place_for_is_told() -> None:
    cards = (
        Typed(id="typed", q="Who?", typed="Goethe", accept=("J. W. Goethe",), hint="h"),
        Number(id="number", q="How long?", number=Decimal(5), unit="km", tolerance="5%"),
        Flashcard(id="both", q="Hund", a="dog", reverse=True),
        Cloze(id="cloze", cloze="The {{Po}}.", accept={"Po": ("Padus",)}),
        MultipleChoice(id="choice", q="Which?", a="a", wrong={"b": "so"}),
        ListCard(id="list", q="Which?", list=("a", "b"), ordered=True),
    )
    deck = Deck(id="d", title="T", author="A", source=Source(title="S"), cards=cards)
    assert [(one.place, one.what) for one in write_table(deck, ",")[1]] == [
        ("the deck", "its author"),
        ("the deck", "its source"),
        ("typed", "how it is asked: typed becomes flashcard"),
        ("typed", "other spellings that are as right"),
        ("typed", "its hint"),
        ("number", "how it is asked: number becomes flashcard"),
        ("number", "its tolerance"),
        ("both", "that it is asked the other way round too"),
        ("cloze", "other spellings that are as right"),
        ("choice", "how it is asked: choice becomes flashcard"),
        ("choice", "why each wrong option is wrong"),
        ("list", "how it is asked: list becomes flashcard"),
        ("list", "that the order counts"),
    ]


def test_the_title_and_what_html_does_not_show() -> None:
    card = Flashcard(id="code", q="What?", a="if x:\n    y [sound:a.mp3]")
    text, lost = write_table(Deck(id="d", title="Code", cards=(card,)), "\t")
    assert read_table(text, "T").title == "Code"
    assert [one.what for one in lost] == [
        "spaces that HTML does not show, or [sound:…], in its text"
    ]


def test_a_cloze_of_anki_is_a_cloze() -> None:
    [card] = read_table("{{c1::Rome::city}} lies on the {{c2::Tiber}}.\tItaly\n", "T").cards
    assert isinstance(card, Cloze)
    assert card.cloze == "{{Rome::city}} lies on the {{Tiber}}."
    assert card.why == "Italy"


def test_what_has_no_place_is_told() -> None:
    text = "q,a,tags,colour\nHund,dog,x,brown\n,lost,,\nKatze,,,\n<img src='a.png'>Maus,mouse,,\n"
    imported = read_table(text, "T")
    assert [card.status for card in imported.cards] == [None, "draft", "draft", None]
    told = " / ".join(one.what for one in (*imported.losses, *imported.done))
    assert "column “colour”: 1 cell" in told
    assert "no question" in told
    assert "no answer: “Katze”" in told
    assert "a.png" in told


def test_a_cell_more_than_the_heading_is_put_where_it_was_cut_off() -> None:
    imported = read_table("front,back\nOne?,two\nThree, four?,five\n", "T")
    assert [(card.prompt, card.solution) for card in imported.cards] == [
        ("One?", "two"),
        ("Three, four?", "five"),
    ]
    assert imported.guesses[1].place == "row 3"


def test_other_ids_are_written_in_our_letters_and_tags_are_told_once() -> None:
    text = "q,a,id,tags\nHund,dog,b!|K,UG::Ä x ¿\nKatze,cat,k1,UG::Ä\n"
    imported = read_table(text, "T")
    assert [(card.id, card.tags) for card in imported.cards] == [
        (id_of_guid("b!|K"), ("ug-a", "x")),
        ("k1", ("ug-a",)),
    ]
    assert [one.what for one in imported.losses] == [
        "the tag “UG::Ä” is “ug-a” here",
        "the tag “¿” has no Latin letter, as tags need",
    ]


def test_the_same_question_twice_stays_two_cards_or_is_told() -> None:
    imported = read_table("Bank\tbank\nBank\tbench\nBank\tbank\n", "T")
    assert len({card_key(card) for card in imported.cards}) == 2
    assert [one.what for one in imported.losses] == ["the same card as row 1"]


def test_a_stray_quote_swallows_nothing() -> None:
    assert pairs('5" pipe\tRohr\n"x\ty\nz\tw\n') == [('5" pipe', "Rohr"), ('"x', "y"), ("z", "w")]
    assert "a quote that nothing closes" in read_table('5" a\tb\n"c\td\n', "T").guesses[0].what


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_the_shipped_decks_come_back(decks: list[Deck], delimiter: str) -> None:
    for deck in decks:
        text, _ = write_table(deck, delimiter)
        back = {card.id: card for card in read_table(text, "T").cards}
        assert set(back) == {card_key(card) for card in deck.cards}
        for card in deck.cards:
            twin = back[card_key(card)]
            assert twin.why == card.why
            assert twin.tags == card.tags
            if isinstance(card, Cloze):
                assert isinstance(twin, Cloze)
                assert (twin.cloze, twin.together) == (card.cloze, card.together)
            else:
                assert twin.solution == card.solution
                assert twin.prompt.startswith(card.prompt)


def test_real_tables_lose_no_row(real: Path) -> None:
    path = real / "csv-ultimate-geography/src/data/capital.csv"
    imported = read_table(path.read_text(), "Capitals")
    rows = path.read_text().count("\n")
    assert len(imported.cards) == rows, "no language knows its heading, which is reported"
    assert "--heading" in imported.guesses[0].what


@given(st.sampled_from(["", NOTED]), st.text() | st.text("Ba\t\n{c1:}"))
def test_anything_is_read_or_told(headers: str, text: str) -> None:
    imported = read_table(headers + text, "T")
    said = any(sign.isalnum() for sign in text)
    assert imported.cards or imported.losses or imported.guesses or not said


def test_a_note_whose_every_cell_says_something_else_is_told() -> None:
    imported = read_table(f"{NOTED}Basic\tg\tHund\tdog\nBasic\tg\n", "T")
    assert len(imported.cards) == 1
    assert imported.losses[-1].place == "row 6"


def test_all_that_one_cell_names_is_meant_in_one_way() -> None:
    head = "Question,Option 1,Option 2,Option 3,Correct\n"
    text = head + 'Capital?,Lima,Quito,Ulm,Lima\nPrimes?,2,3,4,"1,2"\nOdd?,1,2,3,"1,3"\n'
    capital, primes, odd = read_table(text, "T").cards
    assert (capital.solution, primes.solution, odd.solution) == ("Lima", "2\n3", "1\n3")
    [unsure] = read_table(head + 'Which?,Lima,2,4,"Lima,1"\n', "T").cards
    assert unsure.status == "draft"


def test_options_that_are_numbers_come_back_right() -> None:
    cards = (
        MultipleChoice(id="one", q="Capital?", a="Lima", wrong={"Quito": None}),
        PickAll(id="p", q="Odd?", a=("3", "1"), wrong={"2": None}),
        PickAll(id="r", q="Even?", a=("2", "4"), wrong={"1": None, "3": None}),
    )
    writer = next(one for one in WRITERS if one.name == "options")
    text, _ = writer.text(Deck(id="d", title="T", cards=cards))
    back = read_table(str(text), "T").cards
    assert [{*card.solution.split("\n")} for card in back] == [{"Lima"}, {"3", "1"}, {"2", "4"}]


@pytest.mark.parametrize(
    "names",
    "問題,答え 質問,回答 题目,答案 질문,답변 문제,정답 السؤال,الجواب प्रश्न,उत्तर Soru,Yanıt "
    "Küsimus,Vastus Klausimas,Atsakymas Jautājums,Atbilde Spurning,Svar سوال,پاسخ Questão,Resposta "
    "Quizfrage,Antwort Вопрос,Ответ Питання,Відповідь Ερώτηση,Απάντηση Kérdés,Válasz".split(),
)
def test_a_heading_is_known_in_many_languages(names: str) -> None:
    assert pairs(f"{names}\na,b\n") == [("a", "b")]


@pytest.mark.parametrize("name", ["Hinweis", "Wskazówka", "Hint", "Pista"])
def test_a_hint_is_known_in_many_languages(name: str) -> None:
    [card] = read_table(f"Front,Back,{name},Теги\na,b,c,d\n", "T").cards
    assert card == Flashcard(q="a", a="b", hint="c", tags=("d",))


def test_a_formula_in_a_table_of_html_is_one_in_whatever_cell() -> None:
    table = "<b>one</b>\ttwo\nIs $x$ [latex]x^2[/latex]?\t[$]y[/$]\nThree\t\\(z\\)\n"
    texts = [(card.prompt, card.solution) for card in read_table(table, "T").cards]
    assert texts[1:] == [("Is \\$x\\$ $x^2$?", "$y$"), ("Three", "$z$")]
