from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.deck.card import (
    Card,
    Cloze,
    Date,
    Flashcard,
    Hide,
    ListCard,
    Match,
    MultipleChoice,
    Number,
    Order,
    PickAll,
    TrueFalse,
    Typed,
    Where,
)
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.deck.text import without_controls
from trainer.exchange.markdown.reader import read_markdown
from trainer.exchange.markdown.writer import write_markdown


@pytest.mark.parametrize(
    "text",
    [
        "Q: Which river?\nA: Tiber\n",
        "# Rivers\n\nQ: Which river?\nA: Tiber\n\n---\n",
        "## Which river?\n\nTiber\n",
        "1. Which river?\nTiber\n",
        "### Which river?\nAnswer: Tiber\n",
        "---\ntitle: x\n---\nQ: Which river?\nA: Tiber",
    ],
)
def test_both_shapes(text: str) -> None:
    [card] = read_markdown(text, "T").cards
    assert (card.prompt, card.solution) == ("Which river?", "Tiber")


def test_task_lists_are_options() -> None:
    text = "# Rivers\n## Which?\n- [x] Tiber\n- [ ] Po\n\n> It ends at Ostia.\n## Which two?\n"
    text += "- [x] A\n- [X] B\n- [ ] C\n"
    choice, pick = read_markdown(text, "T").cards
    assert isinstance(choice, MultipleChoice)
    assert (choice.a, tuple(choice.wrong), choice.why) == ("Tiber", ("Po",), "It ends at Ostia.")
    assert isinstance(pick, PickAll)
    assert pick.a == ("A", "B")


def test_a_cloze_in_square_brackets() -> None:
    [card] = read_markdown("C: The [Tiber] runs through [Rome].\n", "T").cards
    assert isinstance(card, Cloze)
    assert card.cloze == "The {{Tiber}} runs through {{Rome}}."


def test_answers_run_on_and_the_title_is_the_heading() -> None:
    imported = read_markdown("# Rivers\n\nQ: Why?\nA: One\nline\n\nmore\nQ: Next?\nA: B\n", "T")
    assert imported.title == "Rivers"
    assert imported.cards[0].solution == "One\nline\n\nmore"


def test_what_has_no_answer_is_told() -> None:
    imported = read_markdown("Some text.\n\n## Which?\n\n## Why?\n- [ ] a\n", "T")
    told = [(one.place, one.what.split(":")[0]) for one in imported.losses]
    assert told == [
        ("line 1", "text that belongs to no question"),
        ("line 3", "a heading with nothing below"),
    ]
    assert [*imported.drafts.values()] == ["no option is ticked"]


def test_what_follows_a_rule_is_told_with_its_line() -> None:
    imported = read_markdown("Q: Which?\nA: Tiber\n---\nA note.\nMore.\n\nQ: Who?\nA: I\n", "T")
    assert [(card.prompt, card.solution) for card in imported.cards] == [
        ("Which?", "Tiber"),
        ("Who?", "I"),
    ]
    assert [(one.place, one.what) for one in imported.losses] == [
        ("line 4", "text that belongs to no question, and 1 line more: “A note.”")
    ]


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ("1. Who?\nGoethe\n", []),
        ("| a | b |\n|---|---|\n", ["line 5"]),
        ("Who?\n----\nGoethe\n", ["line 5"]),
        ("Why: So.\n", []),
    ],
)
def test_tags_end_with_their_line(after: str, told: list[str]) -> None:
    imported = read_markdown(f"Q: Which?\nA: Tiber\nTags: river rome\n\n{after}", "T")
    assert imported.cards[0].tags == ("river", "rome")
    assert [one.place for one in imported.losses] == told
    assert [card.solution for card in imported.cards] == ["Tiber", "Goethe"][: 1 + ("1." in after)]


def test_a_title_is_one_line_fit_for_a_deck() -> None:
    assert read_markdown("# Ri\x1bvers\n\nQ: a\nA: b\n", "T").title == "Rivers"


def test_front_matter_is_told() -> None:
    assert read_markdown("---\na: b\n---\nQ: a\nA: b\n", "T").losses[0].place == "line 1"


@pytest.mark.parametrize(
    ("heading", "question"),
    [("## Which is C#", "Which is C#"), ("## Which? ##", "Which?"), ("##  Which #x ", "Which #x")],
)
def test_hashes_close_a_heading_only_after_a_space(heading: str, question: str) -> None:
    assert read_markdown(f"{heading}\nTiber\n", "T").cards[0].prompt == question


def test_options_may_follow_a_question_in_lines() -> None:
    [card] = read_markdown("Q: Which\n  of them?\n- [x] Tiber\n- [ ] Po\n\nWhy: So.\n", "T").cards
    assert isinstance(card, MultipleChoice)
    assert (card.q, card.a, tuple(card.wrong), card.why) == (
        "Which\nof them?",
        "Tiber",
        ("Po",),
        "So.",
    )


def test_text_before_options_is_of_the_question_and_after_them_explains() -> None:
    text = "## Which?\nPick one.\n\n- [x] a\n- [ ] b\n  - [x] no option\n\nBecause.\n\n---\n"
    [card] = read_markdown(text, "T").cards
    assert isinstance(card, MultipleChoice)
    assert card.q == "Which?\nPick one."
    assert (card.a, tuple(card.wrong)) == ("a", ("b\n- [x] no option",))
    assert card.why == "Because."


def test_text_beside_a_keyed_answer_is_kept() -> None:
    [card] = read_markdown("## Which?\nAnswer: Tiber\nor Tevere\n\nIn Rome.\n", "T").cards
    assert card.solution == "Tiber\nor Tevere\n\nIn Rome."


LINES = st.sampled_from(
    [
        "---",
        "# x",
        "Q: x",
        "A: x",
        "Tags: x",
        "- [x] x",
        "1. x?",
        "> x",
        "```",
        "",
        "x",
        "    x",
        "x #",
    ]
)
SAID = (
    st.lists(LINES | st.text("#QA:[]x- >\n1.?`é", max_size=8), min_size=1, max_size=4)
    .map(lambda lines: "\n".join(line.rstrip() for line in "\n".join(lines).split("\n")))
    .map(lambda text: without_controls(text).strip())
    .filter(bool)
)


@settings(max_examples=settings().max_examples // 2)  # eleven cards are written and read each time
@given(st.lists(SAID, min_size=5, max_size=5, unique_by=str.casefold), st.booleans())
def test_cards_come_back_the_same_whatever_their_lines_look_like(
    texts: list[str], flag: bool
) -> None:
    q, a, b, why, more = texts
    cards: tuple[Card, ...] = (
        Flashcard(q=f"1{q}", a=a, why=why, hint=b, tags=("x", "y"), reverse=flag),
        MultipleChoice(q=f"2{q}", a=a, wrong={b: more, why: None}, why=why),
        PickAll(q=f"3{q}", a=tuple(sorted((a, b))), wrong={why: more}, tags=("x",)),
        Cloze(cloze=f"{{{{Rome}}}} {q}", why=a, accept={"Rome": (b, more)}, together=flag),
        Typed(id="typed", q=f"4{q}", typed=a, accept=(b, more), importance=3),
        TrueFalse(q=f"5{q}", truth=flag, correction=None if flag else a),
        Number(q=f"6{q}", number=Decimal("0.5"), unit=" ".join(a.split()), tolerance="5%"),
        Date(q=f"7{q}", date="2018-04"),
        Order(q=f"8{q}", order=(a, b, more)),
        ListCard(q=f"9{q}", list=(a, b), ordered=flag, hint=why),
        Match(q=f"0{q}", match={a: b, b: more, more: a}, extra=(why,), why=why),
    )
    text, lost = write_markdown(Deck(id="d", title="T", cards=cards))
    back = read_markdown(text, "x")
    assert not lost
    assert not back.losses
    assert [card.model_copy(update={"id": None}) for card in back.cards] == [
        card.model_copy(update={"id": None}) for card in cards
    ]
    assert back.cards[4].id == "typed"


def test_what_markdown_has_no_place_for_is_told() -> None:
    cards = (
        Typed(id="typed", q="Who?", typed="Goethe", accept=("J. W. Goethe",), evidence=("1.1",)),
        PickAll(id="pick", q="Which?", a=("a",), wrong={"b": None}),
        Flashcard(id="draft", q="What?", a="This", status="draft"),
    )
    lost = write_markdown(Deck(id="d", title="T", cards=cards))[1]
    assert [one.what for one in lost] == [
        "where the source says it",
        "how it is asked: pick becomes choice",
        "a draft",
    ]


def test_a_key_in_a_plain_answer_is_text() -> None:
    [card] = read_markdown("Q: When?\nA: In spring\nDate: 2018\nList: none\n", "T").cards
    assert card.solution == "In spring\nDate: 2018\nList: none"


def test_code_begins_nothing_and_names_nothing() -> None:
    fence = "```\n# no title\nQ: who\nA: me\nTags: none\n- [x] no option\n```"
    text = f"{fence}\n\n# Shell\n\nQ: What?\n{fence}\nA: nothing\n\n## How?\n{fence}\nSo.\n"
    imported = read_markdown(text, "T")
    assert imported.title == "Shell"
    assert [(card.prompt, card.solution) for card in imported.cards] == [
        (f"What?\n{fence}", "nothing"),
        ("How?", f"{fence}\nSo."),
    ]
    [card] = read_markdown("Q: Code?\nA: ```\nQ: no\n```\nmore\n", "T").cards
    assert card.solution == "```\nQ: no\n```\nmore"


def test_gaps_are_not_in_code_formulas_links_pictures_and_boxes() -> None:
    text = r"""C: Scroll with [`\[`] and [`\]`], in `a[0]` and $x[y]$, ![a](b.png), [c](https://d.e)
C: See [[note]][^1] or - [ ] for \[this\]: [that].
C: - [x] done
 - solve for [x], not [ ]
"""
    assert [card.cloze for card in read_markdown(text, "T").cards if isinstance(card, Cloze)] == [
        "Scroll with {{`[`}} and {{`]`}}, in `a[0]` and $x[y]$, ![a](b.png), [c](https://d.e)",
        "See [[note]][^1] or - [ ] for [this]: {{that}}.",
        "- [x] done\n - solve for {{x}}, not [ ]",
    ]


def test_the_shipped_decks_come_back_whole(decks: list[Deck]) -> None:
    for deck in decks:
        text, lost = write_markdown(deck)
        back = read_markdown(text, "T")
        told = {one.place for one in lost}
        assert back.title == deck.title
        assert not back.losses
        for card, twin in zip(deck.cards, back.cards, strict=True):
            if card_key(card) not in told:
                assert twin.model_copy(update={"id": card.id}) == card
            if isinstance(card, Hide | Where):  # regions of a picture
                assert card_key(card) in told
                continue
            assert (type(twin), twin.prompt, twin.why) == (type(card), card.prompt, card.why)


@given(st.text(st.sampled_from("#QAC:[]x- >\n1.ab?`")))
def test_anything_is_read_or_told(text: str) -> None:
    imported = read_markdown(text, "T")
    is_titled = imported.title != "T"
    said = any(sign.isalnum() for sign in text)
    assert imported.cards or imported.losses or is_titled or not said


def test_a_table_with_named_columns_is_a_table_of_cards() -> None:
    table = "| Question | Answer | Tags |\n|---|:-:|---|\n| a \\| b? | Po | geo |\n| c? | d |\n"
    imported = read_markdown(f"# Rivers\n\n{table}", "T")
    assert imported.title == "Rivers"
    assert imported.cards == (
        Flashcard(q="a | b?", a="Po", tags=("geo",)),
        Flashcard(q="c?", a="d"),
    )
    assert imported.guesses[0].place == "row 3"
    other = read_markdown("## Which rivers?\n\n| Po | Arno |\n|---|---|\n| 652 | 241 |\n", "T")
    assert other.cards[0].solution.startswith("| Po | Arno |")
    inside = read_markdown("Q: Show one\nA:\n| Question | Answer |\n|---|---|\n| a | b |\n", "T")
    assert len(inside.cards) == 1


def test_headings_may_be_underlined() -> None:
    imported = read_markdown("Rivers\n======\n\nWhich one?\n----------\n\nPo\n", "T")
    assert imported.title == "Rivers"
    assert [(card.prompt, card.solution) for card in imported.cards] == [("Which one?", "Po")]
    ruled = read_markdown("Q: Which?\nA: Po\n---\nQ: Who?\nA: Ann\n", "T")
    assert [card.solution for card in ruled.cards] == ["Po", "Ann"]


def test_the_title_of_a_text_asks_nothing() -> None:
    imported = read_markdown("# My notes\n\nAn introduction.\n\n## Which river?\n\nPo\n", "T")
    assert [card.prompt for card in imported.cards] == ["Which river?"]
    assert [one.what for one in imported.losses] == [
        "text that belongs to no question: “An introduction.”"
    ]
    assert read_markdown("# Which river?\n\nPo\n", "T").cards[0].solution == "Po"
    assert len(read_markdown("# Po\n\nA river.\n\n# Como\n\nA lake.\n", "T").cards) == 2


def test_indented_code_holds_no_options() -> None:
    text = "## What is a task list?\n\n    - [x] code\n\nA list.\n\n## Real?\n- [x] yes\n- [ ] no\n"
    code, real = read_markdown(text, "T").cards
    assert code.kind == "flashcard"
    assert code.solution == "- [x] code\n\nA list."
    assert real.kind == "choice"


def test_a_remark_is_no_question_and_is_told() -> None:
    remark = "<!--\nQ: hidden\nA: no\n-->"
    text = f"<!-- Q: hidden -->\n\nQ: shown\nA: yes\n\n{remark}\n\n```\n<!-- b -->\n```\n"
    imported = read_markdown(text, "T")
    assert [card.prompt for card in imported.cards] == ["shown"]
    assert [(one.place, one.what) for one in imported.losses] == [
        ("line 1", "a remark: “Q: hidden”"),
        ("line 6", "a remark: “Q: hidden A: no”"),
    ]
    assert "<!-- b -->" in imported.cards[0].solution


def test_headings_that_are_counted_lose_their_numbers() -> None:
    counted = read_markdown("## 1. Which?\nPo\n\n## 2. Who?\nAnn\n", "T")
    assert [card.prompt for card in counted.cards] == ["Which?", "Who?"]
    dated = read_markdown("## 7. of May?\nA day\n\n## 9. of May?\nAnother\n", "T")
    assert [card.prompt for card in dated.cards] == ["7. of May?", "9. of May?"]


def test_what_has_no_place_on_a_card_is_told() -> None:
    text = "# T\n\n# Part\n\n## Which?\n- [x] a\n- [ ] b\n\nA: c\n\n## Next?\nd\n"
    imported = read_markdown(text, "T")
    assert len(imported.cards) == 2
    assert [one.what for one in imported.losses] == [
        "a heading with nothing below: “Part”",
        "an answer beside the options: “c”",
    ]
    only = read_markdown("Tags: x\nQ: a\nA: b\n", "T")
    assert only.losses[0].what == "nothing on it but tags: “x”"
