"""What a question of another program has more than once, or more of than a card: it is reported."""

from pathlib import Path

import pytest

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
