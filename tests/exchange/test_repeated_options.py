"""What a question of another program has more than once, or more of than a card: it is reported."""

from pathlib import Path

import pytest

from trainer.deck.card import Cloze
from trainer.exchange.import_result import ImportResult
from trainer.exchange.recognition import reader_of
from trainer.exchange.source import ForeignFile


def imported(folder: Path, name: str, text: str, form: str) -> ImportResult:
    path = folder / name
    path.write_text(text)
    return reader_of(ForeignFile(path), form).read(ForeignFile(path), "T")


def item(response: str, conditions: str, kind: str = "") -> str:
    """A question of QTI 1.2."""
    return (
        '<questestinterop><item ident="i"><itemmetadata><qtimetadata><qtimetadatafield>'
        f"<fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry>"
        "</qtimetadatafield></qtimetadata></itemmetadata><presentation><material>"
        f"<mattext>Which?</mattext></material>{response}</presentation>"
        f"<resprocessing>{conditions}</resprocessing></item></questestinterop>"
    )


def condition(inside: str) -> str:
    return (
        f"<respcondition><conditionvar>{inside}</conditionvar><setvar>100</setvar></respcondition>"
    )


QTI_1 = item(
    '<response_lid ident="r" rcardinality="Single"><render_choice>'
    + "".join(
        f'<response_label ident="{ident}"><material><mattext>{text}</mattext></material>'
        "</response_label>"
        for ident, text in (("a", "Po"), ("b", "Arno"), ("c", "Arno"))
    )
    + "</render_choice></response_lid>",
    condition('<varequal respident="r">a</varequal>'),
)
QTI_2 = (
    '<assessmentItem identifier="i"><responseDeclaration identifier="R" cardinality="single">'
    "<correctResponse><value>a</value></correctResponse></responseDeclaration><itemBody>"
    '<choiceInteraction responseIdentifier="R"><prompt>Which?</prompt>'
    '<simpleChoice identifier="a">Po</simpleChoice><simpleChoice identifier="b">Arno</simpleChoice>'
    '<simpleChoice identifier="c">Arno</simpleChoice></choiceInteraction></itemBody>'
    "</assessmentItem>"
)


@pytest.mark.parametrize(
    ("name", "form", "text"),
    [
        ("x.txt", "aiken", "Which?\nA. Po\nB. Arno\nC. Arno\nANSWER: A\n"),
        ("x.txt", "blackboard", "MC\tWhich?\tPo\tcorrect\tArno\tincorrect\tArno\tincorrect\n"),
        ("x.txt", "blackboard", "MC\tWhich?\tArno\tcorrect\tPo\tincorrect\tArno\tincorrect\n"),
        ("x.txt", "text2qti", "1. Which?\n*a) Po\nb) Arno\nc) Arno\n"),
        ("x.txt", "supermemo", "Q: Which?\nA: Po\nA1: Arno\nA2: Arno\n"),
        ("x.md", "remnote", "- Which? >>A)\n    - Po\n    - Arno\n    - Arno\n"),
        ("x.gift", "gift", "Which? {=Po ~Arno ~Arno}\n"),
        ("x.xml", "qti", QTI_1),
        ("x.xml", "qti", QTI_2),
    ],
    ids="aiken blackboard right-and-wrong text2qti supermemo remnote gift qti1 qti2".split(),
)
def test_an_option_that_is_there_twice_is_reported(
    tmp_path: Path, name: str, form: str, text: str
) -> None:
    result = imported(tmp_path, name, text, form)
    assert [card.prompt for card in result.cards] == ["Which?"]
    assert any("the option “Arno” twice" in one.what for one in result.losses)


def test_a_side_of_a_pair_that_is_there_twice_is_reported(tmp_path: Path) -> None:
    text = "MAT\tMatch\ta\t1\ta\t2\tb\t3\tc\t4\td\t5\n"
    result = imported(tmp_path, "x.txt", text, "blackboard")
    assert [one.what for one in result.losses] == ["“a -> 2” among pairs to match"]


def test_of_several_right_numbers_the_others_are_reported(tmp_path: Path) -> None:
    ranges = (
        f'<or><varequal respident="r">{middle}</varequal><and><vargte respident="r">{middle - 1}'
        f'</vargte><varlte respident="r">{middle + 1}</varlte></and></or>'
        for middle in (5, 50)
    )
    text = '<response_str ident="r"><render_fib/></response_str>'
    between = item(text, "".join(map(condition, ranges)), "numerical_question")
    [loss] = imported(tmp_path, "x.xml", between, "qti").losses
    assert loss.what == "another number that is right, “49 to 51”"
    exact = "".join(condition(f'<varequal respident="r">{one}</varequal>') for one in (5, 50))
    [loss] = imported(tmp_path, "y.xml", item(text, exact, "numerical_question"), "qti").losses
    assert loss.what == "another number that is right, “50”"


SPELLINGS = [("Po", "Padus"), ("Po", "Eridanus"), ("Rome", "Roma")]
"""What is right in each of three gaps."""
QTI_1_GAPS = (
    '<questestinterop><item ident="i"><presentation><material><mattext>[a] and [b] and [c].'
    "</mattext></material>"
    + "".join(f'<response_str ident="{one}"><render_fib/></response_str>' for one in "abc")
    + "</presentation><resprocessing>"
    + "".join(
        condition(f'<varequal respident="{gap}">{text}</varequal>')
        for gap, texts in (
            ("a", ("Po", "Padus")),
            ("b", ("Po", "Eridanus")),
            ("c", ("Rome", "Roma")),
        )
        for text in texts
    )
    + "</resprocessing></item></questestinterop>"
)
QTI_2_GAPS = (
    '<assessmentItem identifier="i">'
    + "".join(
        f'<responseDeclaration identifier="{gap}" cardinality="single" baseType="string">'
        f"<correctResponse><value>{right}</value></correctResponse><mapping>"
        f'<mapEntry mapKey="{right}" mappedValue="1"/><mapEntry mapKey="{other}" mappedValue="1"/>'
        "</mapping></responseDeclaration>"
        for gap, right, other in (
            ("A", "Po", "Padus"),
            ("B", "Po", "Eridanus"),
            ("C", "Rome", "Roma"),
        )
    )
    + "<itemBody><p>"
    + " and ".join(f'<textEntryInteraction responseIdentifier="{gap}"/>' for gap in "ABC")
    + ".</p></itemBody></assessmentItem>"
)


BLACKBOARD_GAPS = (
    "FIB_PLUS\t[a] and [b] and [c].\ta\tPo\tPadus\t\tb\tPo\tEridanus\t\tc\tRome\tRoma\n"
)
MOODLE_GAPS = (
    '<quiz><question type="cloze"><questiontext format="html"><text>{1:SA:=Po~=Padus} and '
    "{1:SA:=Po~=Eridanus} and {1:SA:=Rome~=Roma}.</text></questiontext></question></quiz>"
)


@pytest.mark.parametrize(
    ("name", "form", "text"),
    [
        ("x.txt", "blackboard", BLACKBOARD_GAPS),
        ("x.xml", "qti", QTI_1_GAPS),
        ("x.xml", "qti", QTI_2_GAPS),
        ("x.xml", "moodle", MOODLE_GAPS),
    ],
    ids="blackboard qti1 qti2 moodle".split(),
)
def test_what_two_gaps_of_one_text_accept_is_kept_and_reported(
    tmp_path: Path, name: str, form: str, text: str
) -> None:
    result = imported(tmp_path, name, text, form)
    [card] = result.cards
    assert isinstance(card, Cloze)
    assert card.cloze == "{{Po}} and {{Po}} and {{Rome}}."
    assert card.accept == {"Po": ("Padus", "Eridanus"), "Rome": ("Roma",)}
    assert [one.what for one in result.losses] == [
        f"that “{other}” is right in only one of the gaps with “Po”"
        for other in ("Padus", "Eridanus")
    ]
