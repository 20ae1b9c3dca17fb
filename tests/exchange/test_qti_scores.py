"""What is right in QTI where answers are worth different scores."""

from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

from trainer.deck.card import (
    Cloze,
    DraftCard,
    Match,
    MultipleChoice,
    Number,
    Order,
    PickAll,
    Typed,
)
from trainer.exchange.import_result import ImportResult
from trainer.exchange.recognition import reader_of
from trainer.exchange.source import ForeignFile


def read(path: Path, text: str) -> ImportResult:
    path.write_text(text, encoding="utf-8")
    source = ForeignFile(path)
    return reader_of(source).read(source, "T")


def qti1(response: str, *scores: tuple[str, str, str]) -> str:
    conditions = "".join(
        f'<respcondition><conditionvar><varequal respident="r">{value}</varequal></conditionvar>'
        f'<setvar action="{action}">{score}</setvar></respcondition>'
        for value, action, score in scores
    )
    return (
        '<questestinterop><assessment><section><item ident="i"><presentation><material><mattext>'
        f"Which?</mattext></material>{response}</presentation><resprocessing>{conditions}"
        "</resprocessing></item></section></assessment></questestinterop>"
    )


def choice(cardinality: str) -> str:
    labels = "".join(
        f'<response_label ident="{one}"><material><mattext>{one}</mattext></material>'
        "</response_label>"
        for one in "ABC"
    )
    return f'<response_lid ident="r" rcardinality="{cardinality}">{labels}</response_lid>'


def test_of_one_choice_the_highest_score_is_right(tmp_path: Path) -> None:
    text = qti1(choice("Single"), ("A", "Set", "50"), ("B", "Set", "100"))
    imported = read(tmp_path / "q.xml", text)
    assert imported.cards == (MultipleChoice(q="Which?", a="B", wrong={"A": None, "C": None}),)
    assert [one.what for one in imported.losses] == ["part credit for “A”, which is wrong here"]


def test_scores_add_up_and_are_taken_off(tmp_path: Path) -> None:
    scores = (("A", "Add", "60"), ("B", "Add", "50"), ("B", "Add", "50"), ("C", "Subtract", "200"))
    imported = read(tmp_path / "q.xml", qti1(choice("Single"), *scores))
    assert imported.cards == (MultipleChoice(q="Which?", a="B", wrong={"A": None, "C": None}),)


def test_of_several_choices_all_that_score_are_right(tmp_path: Path) -> None:
    scores = (("A", "Add", "30"), ("B", "Add", "70"), ("C", "Subtract", "10"))
    imported = read(tmp_path / "q.xml", qti1(choice("Multiple"), *scores))
    assert imported.cards == (PickAll(q="Which?", a=("A", "B"), wrong={"C": None}),)


def test_a_text_worth_less_is_not_accepted(tmp_path: Path) -> None:
    scores = (("Tibr", "Set", "50"), ("Tiber", "Set", "100"))
    imported = read(tmp_path / "q.xml", qti1('<response_str ident="r"/>', *scores))
    assert imported.cards == (Typed(q="Which?", typed="Tiber"),)
    assert [one.what for one in imported.losses] == ["“Tibr” for part credit"]


def test_qti_2_of_one_choice_the_highest_value_is_right(tmp_path: Path) -> None:
    choices = "".join(f'<simpleChoice identifier="{one}">{one}</simpleChoice>' for one in "ABC")
    text = (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i">'
        '<responseDeclaration baseType="identifier" cardinality="single" identifier="R"><mapping>'
        '<mapEntry mapKey="B" mappedValue="1"/><mapEntry mapKey="C" mappedValue="0.5"/></mapping>'
        "</responseDeclaration><itemBody><p>Which?</p>"
        f'<choiceInteraction responseIdentifier="R">{choices}</choiceInteraction></itemBody>'
        "</assessmentItem>"
    )
    imported = read(tmp_path / "q.xml", text)
    assert imported.cards == (MultipleChoice(q="Which?", a="B", wrong={"A": None, "C": None}),)
    assert [one.what for one in imported.losses] == ["part credit for “C”, which is wrong here"]


def within(least: str, most: str, score: str) -> str:
    return (
        f'<respcondition><conditionvar><and><vargte respident="r">{least}</vargte>'
        f'<varlte respident="r">{most}</varlte></and></conditionvar>'
        f'<setvar action="Set">{score}</setvar></respcondition>'
    )


def test_of_several_ranges_the_one_worth_the_most_is_right(tmp_path: Path) -> None:
    ranges = (within("0", "2", "100"), within("-10", "20", "50"))
    for at, both in enumerate((ranges, ranges[::-1])):
        text = qti1('<response_str ident="r"/>').replace(
            "<resprocessing>", f"<resprocessing>{''.join(both)}"
        )
        imported = read(tmp_path / f"q{at}.xml", text)
        [card] = imported.cards
        assert isinstance(card, Number)
        assert (card.number, card.margin) == (Decimal(1), Decimal(1))
        assert [one.what for one in imported.losses] == ["“-10 to 20” for part credit"]


def test_a_draft_keeps_its_options(tmp_path: Path) -> None:
    [card] = read(tmp_path / "q.xml", qti1(choice("Single"))).cards
    assert isinstance(card, DraftCard)
    assert card.written["options"] == ["A", "B", "C"]
    interaction = "".join(f'<simpleChoice identifier="{one}">{one}</simpleChoice>' for one in "AB")
    text = ITEM.format("", f'<choiceInteraction responseIdentifier="r">{interaction}')
    [card] = read(
        tmp_path / "q2.xml", text + "</choiceInteraction></itemBody></assessmentItem>"
    ).cards
    assert isinstance(card, DraftCard)
    assert card.written["options"] == ["A", "B"]


ITEM = (
    '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="t">'
    '<responseDeclaration identifier="r" cardinality="single" baseType="string">{}'
    "</responseDeclaration><itemBody><p>Which?</p>{}"
)


def test_what_a_mapping_takes_beside_the_right_answer_is_right_or_told(tmp_path: Path) -> None:
    declared = (
        "<correctResponse><value>York</value></correctResponse><mapping>"
        '<mapEntry mapKey="York" mappedValue="1"/><mapEntry mapKey="Jorvik" mappedValue="1"/>'
        '<mapEntry mapKey="yorc" mappedValue="0.5"/><mapEntry mapKey="no" mappedValue="0"/>'
        "</mapping>"
    )
    entry = '<p><textEntryInteraction responseIdentifier="r"/></p></itemBody></assessmentItem>'
    plain = ITEM.format(declared, entry)
    names = ("assessmentItem", "responseDeclaration", "itemBody", "correctResponse", "mapEntry")
    three = plain.replace("mapKey", "map-key").replace("mappedValue", "mapped-value")
    for name in (*names, "textEntryInteraction", "mapping", "value"):
        hyphens = "".join(f"-{one.lower()}" if one.isupper() else one for one in name)
        three = three.replace(f"<{name}", f"<qti-{hyphens}").replace(
            f"</{name}", f"</qti-{hyphens}"
        )
    three = three.replace("responseIdentifier", "response-identifier").replace("baseT", "base-t")
    for at, text in enumerate((plain, three)):
        imported = read(tmp_path / f"q{at}.xml", text)
        assert imported.cards == (Typed(q="Which?", typed="York", accept=("Jorvik",)),)
        assert [one.what for one in imported.losses] == ["“yorc” for part credit"]


def test_an_order_is_an_order(tmp_path: Path) -> None:
    for at, index in enumerate(("", ' index="{}"')):
        named = [(one, index.format(place)) for place, one in enumerate("BAC", 1)]
        named = named[::-1] if index else named
        values = "".join(f'<varequal respident="r"{n}>{one}</varequal>' for one, n in named)
        text = qti1(choice("Ordered")).replace(
            "<resprocessing>",
            f"<resprocessing><respcondition><conditionvar><and>{values}</and></conditionvar>"
            "<setvar>1</setvar></respcondition>",
        )
        imported = read(tmp_path / f"q{at}.xml", text)
        assert imported.cards == (Order(q="Which?", order=("B", "A", "C")),)


def test_what_a_rubric_says_is_told(tmp_path: Path) -> None:
    declared = "<correctResponse><value>York</value></correctResponse>"
    rubric = '<rubricBlock view="scorer"><p>Be kind.</p></rubricBlock>'
    entry = '<p><textEntryInteraction responseIdentifier="r"/></p></itemBody></assessmentItem>'
    imported = read(tmp_path / "q.xml", ITEM.format(declared, rubric + entry))
    assert [one.what for one in imported.losses] == ["feedback for scorer, “Be kind.”"]


def said(value: str, case: str = "") -> str:
    return f'<varequal respident="r"{case}>{value}</varequal>'


def conditioned(response: str, condition: str) -> str:
    text = qti1(response, ("A", "Set", "100"))
    return text.replace(said("A"), condition)


def test_what_a_condition_excludes_is_wrong_and_the_rest_is_right(tmp_path: Path) -> None:
    imported = read(tmp_path / "n.xml", conditioned(choice("Single"), f"<not>{said('B')}</not>"))
    [card] = imported.cards
    assert isinstance(card, PickAll)
    assert (card.a, [*card.wrong]) == (("A", "C"), ["B"])
    assert "was enough" in imported.losses[0].what
    both = f"<and>{said('A')}<not><or>{said('B')}{said('C')}</or></not></and>"
    [card] = read(tmp_path / "b.xml", conditioned(choice("Multiple"), both)).cards
    assert isinstance(card, MultipleChoice)
    assert card.a == "A"


TYPED = '<response_str ident="r"><render_fib/></response_str>'


def test_capitals_count_where_each_right_text_says_so(tmp_path: Path) -> None:
    for at, (cases, exact) in enumerate(
        [(("Yes", "Yes"), True), (("Yes", "No"), False), (("", ""), False)]
    ):
        texts = [
            said(one, f' case="{case}"' if case else "")
            for one, case in zip("AB", cases, strict=True)
        ]
        [card] = read(tmp_path / f"c{at}.xml", conditioned(TYPED, "".join(texts))).cards
        assert isinstance(card, Typed)
        assert (card.typed, card.accept, card.exact) == ("A", ("B",), exact)


def test_what_is_only_excluded_of_a_typed_answer_is_a_draft_that_says_so(tmp_path: Path) -> None:
    imported = read(tmp_path / "d.xml", conditioned(TYPED, f"<not>{said('B')}</not>"))
    assert [*imported.drafts.values()] == ["all but “B” is right"]
    held = conditioned(TYPED, '<varsubstring respident="r">sal</varsubstring>')
    assert "only holds “sal”" in read(tmp_path / "s.xml", held).losses[0].what


def qti2(kind: str, interaction: str, processing: str, mapping: str = "") -> str:
    declared = f'identifier="R" cardinality="single" baseType="{kind}"'
    return (
        f'<assessmentItem identifier="i"><responseDeclaration {declared}>{mapping}'
        f"</responseDeclaration><itemBody><p>Which?</p>{interaction}</itemBody>"
        f"<responseProcessing><responseCondition><responseIf>{processing}"
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue>'
        "</setOutcomeValue></responseIf></responseCondition></responseProcessing></assessmentItem>"
    )


PICKED = "".join(f'<simpleChoice identifier="{one}">{one}</simpleChoice>' for one in "ABC")
PICKED = f'<choiceInteraction responseIdentifier="R">{PICKED}</choiceInteraction>'
IS_B = '<match><variable identifier="R"/><baseValue baseType="identifier">B</baseValue></match>'


def test_the_processing_says_what_is_right_where_nothing_is_declared(tmp_path: Path) -> None:
    [card] = read(tmp_path / "p.xml", qti2("identifier", PICKED, IS_B)).cards
    assert isinstance(card, MultipleChoice)
    assert card.a == "B"
    imported = read(tmp_path / "n.xml", qti2("identifier", PICKED, f"<not>{IS_B}</not>"))
    [card] = imported.cards
    assert isinstance(card, PickAll)
    assert card.a == ("A", "C")
    assert "was enough" in imported.losses[0].what


def test_the_processing_says_whether_capitals_count(tmp_path: Path) -> None:
    entry = '<p><textEntryInteraction responseIdentifier="R"/></p>'
    correct = "<correctResponse><value>NaCl</value></correctResponse>"
    for case in ("true", "false"):
        compared = (
            f'<stringMatch caseSensitive="{case}"><variable identifier="R"/>'
            '<correct identifier="R"/></stringMatch>'
        )
        [card] = read(tmp_path / f"{case}.xml", qti2("string", entry, compared, correct)).cards
        assert card.exact is (case == "true")


def test_a_text_with_a_single_gap_is_one_all_the_same(tmp_path: Path) -> None:
    response = (
        '<response_lid ident="response_x"><material><mattext>x</mattext></material>'
        '<response_label ident="1"><material><mattext>red</mattext></material></response_label>'
        '<response_label ident="2"><material><mattext>Red</mattext></material></response_label>'
        "</response_lid>"
    )
    kind = (
        "<qtimetadatafield><fieldlabel>question_type</fieldlabel>"
        "<fieldentry>fill_in_multiple_blanks_question</fieldentry></qtimetadatafield>"
    )
    text = qti1(response, ("1", "Set", "100"), ("2", "Set", "100"))
    text = text.replace('respident="r"', 'respident="response_x"')
    text = text.replace("Which?", "Roses are [x].").replace(
        "<presentation>", f"{kind}<presentation>"
    )
    [card] = read(tmp_path / "g.xml", text).cards
    assert isinstance(card, Cloze)
    assert (card.cloze, card.accept) == ("Roses are {{red}}.", {"red": ("Red",)})


def correct(*values: str) -> str:
    each = "".join(f"<value>{value}</value>" for value in values)
    return f"<correctResponse>{each}</correctResponse>"


def test_other_interactions_of_qti_2_are_read(tmp_path: Path) -> None:
    slider = (
        '<sliderInteraction responseIdentifier="R"><prompt>How many?</prompt></sliderInteraction>'
    )
    [card] = read(tmp_path / "s.xml", qti2("integer", slider, "", correct("16"))).cards
    assert card == Number(q="Which?\nHow many?", number=Decimal(16))
    choices = "".join(
        f'<simpleAssociableChoice identifier="{one}">{one.lower()}</simpleAssociableChoice>'
        for one in "ABCDEF"
    )
    pairs = f'<associateInteraction responseIdentifier="R">{choices}</associateInteraction>'
    [card] = read(tmp_path / "a.xml", qti2("pair", pairs, "", correct("A B", "C D", "E F"))).cards
    assert card == Match(q="Which?", match={"a": "b", "c": "d", "e": "f"})
    [card] = read(tmp_path / "b.xml", qti2("pair", pairs, "", correct("A B", "A D", "E F"))).cards
    assert isinstance(card, DraftCard)
    dragged = (
        '<gapMatchInteraction responseIdentifier="R"><gapText identifier="W">winter</gapText>'
        '<gapText identifier="S">summer</gapText>'
        '<p>Cold is <gap identifier="G"/>.</p></gapMatchInteraction>'
    )
    [card] = read(tmp_path / "g.xml", qti2("directedPair", dragged, "", correct("W G"))).cards
    assert isinstance(card, Cloze)
    assert card.cloze == "Which?\n\nCold is {{winter}}."
    entry = '<p>Pi <textEntryInteraction responseIdentifier="R"/></p>'
    [card] = read(tmp_path / "f.xml", qti2("float", entry, "", correct("3.14"))).cards
    assert card == Number(q="Which?\n\nPi", number=Decimal("3.14"))


def test_an_interaction_that_is_not_read_leaves_its_words_alone(tmp_path: Path) -> None:
    hot = (
        '<hottextInteraction responseIdentifier="R"><prompt>Click a verb.</prompt>'
        '<p>Dogs <hottext identifier="A">bark</hottext>.</p></hottextInteraction>'
    )
    hot = hot.replace("Dogs", '<hottext identifier="B">Dogs</hottext>')
    [card] = read(tmp_path / "h.xml", qti2("identifier", hot, "", correct("A"))).cards
    assert isinstance(card, MultipleChoice)
    assert (card.q, card.a, [*card.wrong]) == (
        "Which?\n\nClick a verb.\n\nDogs bark.",
        "bark",
        ["Dogs"],
    )
    map_ = '<hotspotInteraction responseIdentifier="R"><prompt>Where?</prompt></hotspotInteraction>'
    button = '<endAttemptInteraction responseIdentifier="H" title="Hint"/>'
    [card] = read(tmp_path / "s.xml", qti2("identifier", map_ + button, "")).cards
    assert isinstance(card, DraftCard)
    assert card.written["q"] == "Which?\n\nWhere?"


def test_blackboard_names_gaps_and_remarks_as_responses_and_options(tmp_path: Path) -> None:
    labels = "".join(
        f'<response_label ident="{one}"><material><mattext>{one}at</mattext></material>'
        "</response_label>"
        for one in "cm"
    )
    gaps = "".join(
        f'<response_lid ident="{gap}" rcardinality="Single">{labels}</response_lid>' for gap in "xy"
    )
    text = qti1(gaps, ("c", "Set", "1")).replace("Which?", "The [x] sat on the [y].")
    both = '<varequal respident="x">c</varequal><varequal respident="y">m</varequal>'
    text = text.replace('<varequal respident="r">c</varequal>', f"<and>{both}</and>")
    [card] = read(tmp_path / "j.xml", text).cards
    assert isinstance(card, Cloze)
    assert card.cloze == "The {{cat}} sat on the {{mat}}."
    said = '<itemfeedback ident="A"><material><mattext>No.</mattext></material></itemfeedback>'
    text = qti1(choice("Single"), ("B", "Set", "1")).replace("</item>", f"{said}</item>")
    [card] = read(tmp_path / "f.xml", text).cards
    assert card == MultipleChoice(q="Which?", a="B", wrong={"A": "No.", "C": None})


def test_a_file_that_the_manifest_names_and_is_not_there_is_told(tmp_path: Path) -> None:
    files = "".join(f'<resource href="{name}"/>' for name in ("a%20b.xml", "gone.xml"))
    with ZipFile(tmp_path / "q.zip", "w") as package:
        package.writestr("imsmanifest.xml", f"<manifest><resources>{files}</resources></manifest>")
        package.writestr("a b.xml", qti2("identifier", PICKED, IS_B))
    source = ForeignFile(tmp_path / "q.zip")
    imported = reader_of(source).read(source, "T")
    assert len(imported.cards) == 1
    assert [(one.place, one.what) for one in imported.losses] == [
        ("imsmanifest.xml", "“gone.xml”, which is not in the package")
    ]


def test_an_either_or_of_blackboard_shows_words(tmp_path: Path) -> None:
    labels = "".join(
        f'<response_label ident="yes_no.{one}"><material><mattext>yes_no.{one}</mattext>'
        "</material></response_label>"
        for one in ("true", "false")
    )
    response = f'<response_lid ident="r" rcardinality="Single">{labels}</response_lid>'
    imported = read(tmp_path / "e.xml", qti1(response, ("yes_no.false", "Set", "1")))
    assert imported.cards == (MultipleChoice(q="Which?", a="No", wrong={"Yes": None}),)
