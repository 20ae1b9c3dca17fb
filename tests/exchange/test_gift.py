import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trainer.deck.card import (
    Card,
    Cloze,
    ListCard,
    Match,
    MultipleChoice,
    Number,
    Order,
    PickAll,
    TrueFalse,
    Typed,
    kind_of,
)
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.deck.reader import read_deck_text
from trainer.deck.text import without_controls
from trainer.exchange.losses import HTML_LOSS
from trainer.exchange.moodle.gift_escapes import escaped, hidden, shown
from trainer.exchange.moodle.gift_reader import read_gift
from trainer.exchange.moodle.gift_writer import write_gift
from trainer.exchange.moodle.question import MORE_RIGHT
from trainer.exchange.writers import WRITERS, writer_of


def one(text: str) -> Card:
    [card] = read_gift(text, "T").cards
    return card


def left(text: str) -> str:
    imported = read_gift(text, "T")
    return " / ".join(lost.what for lost in (*imported.losses, *imported.done))


def test_a_choice_keeps_its_feedback_as_reasons() -> None:
    card = one("::Q1:: Which? {=Tiber#Right. ~Po#It is in Turin. ~Arno ####It ends at Ostia.}")
    assert isinstance(card, MultipleChoice)
    assert (card.q, card.a) == ("Which?", "Tiber")
    assert card.wrong == {"Po": "It is in Turin.", "Arno": None}
    assert card.why == "It ends at Ostia.\nRight."


def test_several_right_options_are_a_pick() -> None:
    card = one("Which? {~%50%A ~%50%B ~%-100%C}")
    assert isinstance(card, PickAll)
    assert (card.a, tuple(card.wrong)) == (("A", "B"), ("C",))


def test_true_false_typed_number_match() -> None:
    assert one("Rome is in Italy. {T}") == TrueFalse(q="Rome is in Italy.", truth=True)
    false = one("Rome is in Spain. {FALSE#It is in Italy.}")
    assert isinstance(false, TrueFalse)
    assert false.correction == "It is in Italy."
    typed = one("Who? {=Goethe =J. W. Goethe}")
    assert isinstance(typed, Typed)
    assert (typed.typed, typed.accept) == ("Goethe", ("J. W. Goethe",))
    number = one("How long? {#405:5}")
    assert isinstance(number, Number)
    assert (int(number.number), number.tolerance) == (405, "5")
    between = one("How long? {#400..410}")
    assert isinstance(between, Number)
    assert (int(between.number), between.tolerance) == (405, "5")
    match = one("Match. {=a -> 1 =b -> 2 =c -> 3 = -> 4}")
    assert isinstance(match, Match)
    assert (match.match, match.extra) == ({"a": "1", "b": "2", "c": "3"}, ("4",))


def test_escapes_comments_categories_and_gaps_in_the_middle() -> None:
    text = "// a comment\n$CATEGORY: x/y\n\nThe {=Tiber} runs\\: through \\{Rome\\}.\n"
    assert one(text).prompt == "The _____ runs: through {Rome}."


def test_html_is_made_text() -> None:
    card = one("[html]<p>Which <b>tag</b>?</p> {=&lt;a&gt; ~[html]<i>b</i>}")
    assert isinstance(card, MultipleChoice)
    assert (card.prompt, card.a, tuple(card.wrong)) == ("Which **tag**?", "<a>", ("*b*",))


def test_a_star_in_the_middle_of_an_answer_leaves_a_draft_and_no_rest() -> None:
    imported = read_gift("Capital?{=R*m}\n\nPet?{=c*t =cat}\n\nTown?{=*Rome*}\n", "T")
    capital, pet, town = imported.cards
    assert capital.status == "draft"
    assert "“R*m”" in imported.drafts[card_key(capital)]
    assert (pet.solution, town.solution) == ("cat", "Rome")
    assert [one.what.partition(":")[0] for one in imported.losses] == [
        f"a * that stands for anything, in {said}" for said in ("“R*m”", "“c*t”", "“*Rome*”")
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Write about Rome. {}", "an essay"),
        ("Rome was not built in a day.", "a description"),
        ("Capital? {=Rom*}", "a * that stands for anything, in “Rom*”"),
        ("Capital? {=Rome =%0%*#No.}", "feedback on any other answer, “No.”"),
        ("The Po is in Italy. {T#It is.#Right.}", "feedback on the answer false, “It is.”"),
        ("Which? {=A -> 1 =B -> 2}", "2 pairs to match"),
        ("Which? {~A ~B}", "no option is right"),
        ("Which? {=A ~B", "not closed"),
        ("Which? {A or B}", "no answer marked"),
        ("[html]<img src='a.png'>Which? {=A ~B}", "a.png"),
        ("Which? {=A ~[html]<img src='b.png'>B}", "b.png"),
        ("Which? {=A ~}", "an answer without text"),
        ("Which? {=A ~B ~B}", "the option “B” twice"),
        ("Which? {=A =B ~C}", "one of several right options was enough"),
        ("Which? {=A ~%-50%B}", "points off for “B”"),
        ("Which? {~%50%A ~B}", "part credit for the only right option"),
        ("Which? {well =A ~B}", "no = or ~ before “well”"),
        ("How many? {#=5 =%50%6}", "another number, or feedback on one, “6”"),
        ("How many? {#some}", "`number` has a value that does not belong there"),
        ("Match. {=a->1#good =b->2 =c->3}", "feedback on a pair, “good”"),
        ("Match. {=a->1 =b->2 =c->3 ~d}", "“d” among pairs to match"),
        ("Match. {=a->1 =b->2 =c->3 =a->4}", "“a -> 4” among pairs to match"),
        (
            "How long? {#" + "9" * 5000 + "..0}",
            "`number` has a value that does not belong there",
        ),
        ("How long? {#" + "9" * 5000 + ":1}", "`number` has a value that does not belong there"),
        ("Which? {=A ~#ff0000}", "a # without \\, read as text, “#ff0000”"),
    ],
)
def test_what_has_no_place_is_told_with_its_line(text: str, told: str) -> None:
    assert told in left(text)
    imported = read_gift(f"\n\n{text}", "T")
    assert (*imported.losses, *imported.done)[0].place == "line 3"


def test_of_part_credit_the_full_mark_is_the_answer() -> None:
    text = "Which? {=Full ~%50%Half ~Wrong}"
    card = one(text)
    assert isinstance(card, MultipleChoice)
    assert (card.a, tuple(card.wrong)) == ("Full", ("Half", "Wrong"))
    assert "part credit for “Half”, which is wrong here" in left(text)


def test_of_two_remarks_on_a_statement_the_first_is_for_whoever_is_wrong() -> None:
    right = one("The Po is in Italy. {TRUE#No, it is#Well done}")
    assert isinstance(right, TrueFalse)
    assert right.why == "Well done"
    false = one("The Po is in Spain. {FALSE#It is in Italy#Well done}")
    assert isinstance(false, TrueFalse)
    assert (false.correction, false.why) == ("It is in Italy", "Well done")


def test_a_false_statement_without_a_word_on_what_is_true_is_a_draft() -> None:
    imported = read_gift("Grant is buried here.{F}", "T")
    [card] = imported.cards
    assert card.status == "draft"
    assert list(imported.drafts.values()) == ["nothing says what is true instead"]


def test_tags_and_number_stand_in_remarks() -> None:
    text = "// question: 12  name: peru\n// [id:capital-peru] [tag:geography] [tag:easy]\n"
    card = one(f"{text}::peru::What is the capital? {{=Lima ~Quito}}")
    assert (card.id, card.tags) == ("capital-peru", ("geography", "easy"))
    both = read_gift(f"{text}::a::A? {{=x}}\n\n::b::B? {{=y}}", "T").cards
    assert [card.tags for card in both] == [("geography", "easy"), ()]


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("$course$/top/Geo/Rivers", "Geo/Rivers"),
        ("$module$/Rivers", "Rivers"),
        ("$system$/top/AC//DC", "AC/DC"),
        ("Rome", "Rome"),
        ("$course$/top", "T"),
    ],
)
def test_a_category_is_named_without_what_all_begin_with(path: str, title: str) -> None:
    assert read_gift(f"$CATEGORY: {path}\n\nWhich? {{=A ~B}}", "T").title == title


def test_html_is_read_in_every_part() -> None:
    text = "[html]<p>How many?</p>{#\n =%100%9:0#<p>Right, nine.</p>\n =%0%5:0#<p>No.</p>\n}"
    card = one(text)
    assert isinstance(card, Number)
    assert (card.q, int(card.number), card.tolerance, card.why) == (
        "How many?",
        9,
        None,
        "Right, nine.",
    )
    choice = one("Colours?{~%50%yellow ~%50%beige ~%-100%red # [html]<b>wrong</b>}")
    assert isinstance(choice, PickAll)
    assert choice.wrong == {"red": "**wrong**"}


def test_stars_of_text_are_stars_and_orders_can_be_marked() -> None:
    cards: list[Card] = [
        Typed(id="sql", q="SQL?", typed="SELECT * FROM t", accept=("\\*",)),
        Order(id="order", q="Put in order.", order=("Ulm", "Wien", "Budapest")),
        ListCard(id="ordered", q="Name them.", list=("a", "b", "c"), ordered=True),
        ListCard(id="list", q="Name two.", list=("a*", "b")),
    ]
    text, lost = write_gift(Deck(id="d", title="A/B", cards=tuple(cards)))
    back = read_gift(text, "T")
    assert not back.losses
    assert back.title == "A/B"
    assert "{}" not in text, "an essay, which nobody can mark"
    sql, order, ordered, listed = back.cards
    assert (sql, order) == (cards[0], cards[1])
    assert ordered.solution == "1. a\n2. b\n3. c"
    assert isinstance(listed, Typed)
    assert (listed.typed, listed.accept) == ("a*", ("b",))
    assert "that all 2 things are wanted: one is enough there" in [one.what for one in lost]


def test_feedback_of_either_verdict_is_kept() -> None:
    false = one("Rome is in Spain. {F#It is in Italy.#Well done.}")
    assert isinstance(false, TrueFalse)
    assert (false.correction, false.why) == ("It is in Italy.", "Well done.")
    assert one("Rome is in Italy. {T #Since ever.####Long.}").why == "Long.\nSince ever."


def test_the_only_category_is_the_title_and_of_several_each_is_told() -> None:
    assert read_gift("$CATEGORY: Rome\n\nWhich? {=A ~B}", "T").title == "Rome"
    several = "$CATEGORY: Rome\nWhich? {=A ~B}\n\n$CATEGORY: Paris\n\nWho? {=C}\n\nWhy? {=D}"
    assert read_gift(several, "T").title == "T"
    assert left(several) == "the category “Rome”, questions: 1 / the category “Paris”, questions: 2"


def test_questions_run_together_are_told_one_by_one_and_the_rest_comes() -> None:
    imported = read_gift("Which? {=A ~B}\nWho? {=C ~D}\n\nWhy? {=E}\n", "T")
    assert [card.prompt for card in imported.cards] == ["Why?"]
    told = "two sets of answers, with no empty line between the questions"
    assert [(lost.place, lost.what) for lost in imported.losses] == [
        ("line 1", f"{told}: “Which?”"),
        ("line 2", f"{told}: “Who?”"),
    ]


def test_a_question_never_closed_takes_none_with_it() -> None:
    imported = read_gift("Which? {=A ~B\n\nWho? {=C}\n", "T")
    assert [card.prompt for card in imported.cards] == ["Who?"]
    assert [one.place for one in imported.losses] == ["line 1"]


def test_a_name_parts_questions_and_is_the_id() -> None:
    imported = read_gift("::Q1::Which? {=A ~B}\n::Q2::Who? {=C}", "T")
    assert [card.id for card in imported.cards] == ["q1", "q2"]


def test_two_questions_of_one_name_are_two_cards() -> None:
    imported = read_gift("::Q::Rome is in Italy. {T}\n\n::Q::Paris is in France. {T}", "T")
    assert [card.prompt for card in imported.cards] == ["Rome is in Italy.", "Paris is in France."]
    assert "its id, which another card has: “q”" in [one.what for one in imported.losses]


def test_braces_that_hold_no_answers_are_text() -> None:
    assert one("What does {{ x }} do? {=It prints x.}").prompt == "What does {{ x }} do?"


def test_a_range_of_large_numbers_is_exact() -> None:
    card = one("How long? {#1234567..1234570}")
    assert isinstance(card, Number)
    assert (str(card.number), card.tolerance) == ("1234568.5", "1.5")


SIGNS = st.sampled_from("=~{}#:%[]<>&;-\\n\n TFab5.é|*")
MARKED = st.sampled_from(["&lt;", "<b>", "</b>", "<br>", "a  b"])
TEXTS = st.lists(SIGNS | MARKED | st.characters(exclude_categories=["Cc", "Cs"])).map("".join)


def written(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts as cards have them: no space around, or after a line."""
    lines = texts.map(lambda text: "\n".join(line.rstrip() for line in text.strip().split("\n")))
    return lines.map(without_controls).filter(
        lambda text: bool(text.strip()) and text == text.strip()
    )


STARTS = st.sampled_from(["", "%50%", "[html]", "[markdown] ", "::", "//", "$CATEGORY:", "T", "#"])
SAID = written(st.builds(str.__add__, STARTS, TEXTS))


@given(SAID)
def test_escaped_text_is_shown_as_it_was(text: str) -> None:
    assert shown(hidden(escaped(text))) == text


@given(st.lists(SAID, min_size=4, max_size=4, unique=True), st.booleans())
@example(["=", "%50%", "&lt;", "\\("], True)
@example(["=", "[html]\u00a0 =", "&lt;", "%50%"], False)
def test_cards_come_back_the_same_or_are_told(texts: list[str], truth: bool) -> None:
    q, a, b, why = texts
    cards = [
        MultipleChoice(id="choice", q=q, a=a, wrong={b: why}, why=why),
        PickAll(id="pick", q=q, a=(a, b), wrong={why: q}),
        Typed(id="typed", q=q, typed=a, accept=(b,), why=why),
        TrueFalse(id="truth", q=q, truth=truth, correction=None if truth else a),
        Match(id="match", q=q, match={q: a, a: b, b: q}, extra=(why,)),
    ]
    text, lost = write_gift(Deck(id="d", title="C:\\new", cards=tuple(cards)))
    back = read_gift(text, "T")
    assert not back.losses
    assert back.title == "C:\\new"
    told = {one.place for one in lost}
    came, went = (
        [card.model_dump_json() for card in cards if card.id not in told]
        for cards in (back.cards, cards)
    )
    # where a text needs HTML, a space of either kind keeps its place in a line as a hard one
    assert [one.replace("\u00a0", " ") for one in came] == [
        one.replace("\u00a0", " ") for one in went
    ]
    assert {one.place for one in lost if one.what != HTML_LOSS} <= {"typed", "match"}
    odd = re.compile(r"->|^%|\s\s|[^\S ]|\[sound:|[\ue000-\uf8ff\ufdd0-\ufdef]|\n ")
    assert not told or any(map(odd.search, texts))


@pytest.mark.parametrize("name", ["gift", "moodle"])
def test_shares_of_right_options_are_those_that_moodle_has(name: str) -> None:
    known = [100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667]
    known += [14.28571, 12.5, 11.11111, 10, 5]
    writer = next(one for one in WRITERS if one.name == name)
    for count in range(2, 22):
        card = PickAll(
            id="p", q="Which?", a=tuple(f"r{at}" for at in range(count)), wrong={"w": None}
        )
        text, lost = writer.text(Deck(id="d", title="T", cards=(card,)))
        shares = [float(one) for one in re.findall(r'(?:~%|fraction=")(\d[\d.]*)[%"]', text)]
        assert all(min(abs(share - one) for one in known) < 0.001 for share in shares)
        if count > 20:
            assert [one.what for one in lost] == [MORE_RIGHT]
        else:
            assert round(sum(shares)) == 100


def test_an_answer_of_two_lines_can_be_typed_on_one_and_comes_back() -> None:
    card = Typed(id="t", q="Which?", typed="a\nb", accept=("c",))
    text, _ = write_gift(Deck(id="d", title="T", cards=(card,)))
    assert "=a b" in text
    assert read_gift(text, "T").cards == (card,)


def losses(**fields: object) -> list[str]:
    card = validated({"id": "a", "q": "What?", **fields})
    return [one.what for one in write_gift(Deck(id="d", title="T", cards=(card,)))[1]]


def validated(fields: dict[str, object]) -> Card:
    kind = kind_of(fields)
    assert kind
    return kind.model_validate(fields)


def test_what_gift_has_no_word_for_is_told() -> None:
    assert losses(a="This", reverse=True, hint="h", tags=["x"], importance=3, evidence="1.1") == [
        "how it is asked: flashcard becomes typed",
        "where the source says it",
        "its hint",
        "its importance",
        "that it is asked the other way round too",
    ]
    assert losses(a="x", wrong={"y": "so"}) == []
    assert losses(number=5, unit="km", tolerance="5%") == ["its unit"]
    assert losses(typed="p->x") == ["an answer with -> in it, which GIFT takes for a pair to match"]
    assert losses(typed="px", accept=["p->x"]) == ["another spelling with -> in it, “p->x”"]


def test_a_cloze_keeps_its_first_gap_with_all_its_names() -> None:
    card = Cloze(
        id="c",
        cloze="The {{Tiber::river}} runs through {{Rome}}.",
        accept={"Tiber": ("Tevere",), "Rome": ("Roma",)},
    )
    text, lost = write_gift(Deck(id="d", title="T", cards=(card,)))
    assert one(text) == Typed(
        id="c", q="The _____ runs through Rome.", typed="Tiber", accept=("Tevere",)
    )
    assert [one.what for one in lost] == [
        "how it is asked: cloze becomes typed",
        "other spellings that are as right",
        "a further gap",
        "the hint of a gap",
    ]


def test_the_shipped_decks_come_back_as_far_as_gift_goes(decks: list[Deck]) -> None:
    for deck in decks:
        text, _ = write_gift(deck)
        imported = read_gift(text, "T")
        assert imported.title == (deck.title if imported.cards else "T")
        back = {card.prompt: card for card in imported.cards}
        for card in deck.cards:
            if isinstance(card, Cloze) or card.kind in {"order", "list", "flashcard", "date"}:
                continue
            if card.kind in {"hide", "where"}:  # GIFT has no regions of a picture
                assert card.prompt not in back
                continue
            twin = back[card.prompt]
            assert twin.why == card.why
            assert twin.solution.split()[0] == card.solution.split()[0]
            if isinstance(card, MultipleChoice | PickAll):
                assert isinstance(twin, MultipleChoice | PickAll)
                assert (twin.a, twin.wrong) == (card.a, card.wrong)


def test_tags_are_tags_where_moodle_takes_them_for_tags() -> None:
    for form in ("", "[moodle]", "[html]"):
        card = one(f"{form}Is <b>this</b> &amp; that<br>so?{{=yes ~&lt;no&gt;#<i>why</i>}}")
        assert card.prompt == "Is **this** & that\nso?"
        assert isinstance(card, MultipleChoice)
        assert dict(card.wrong) == {"<no>": "*why*"}
    assert one("[plain]Is <b>this</b> so?{=yes ~no}").prompt == "Is <b>this</b> so?"
    assert (
        one("What does <b> do & why is 5 < 6?{=a ~b}").prompt == "What does <b> do & why is 5 < 6?"
    )


def test_what_html_would_read_otherwise_names_its_format() -> None:
    options = {"a & b": "so\nit is", "c": None}
    card = MultipleChoice(id="c", q="What is vector<int>?", a="a <b>", wrong=options)
    text, _ = write_gift(Deck(id="d", title="T", cards=(card,)))
    assert "[plain]What is vector<int>?" in text
    assert "=[plain]a <b>" in text
    assert "~[plain]a & b#[plain]so\\nit is" in text
    assert "~c" in text
    pairs = Match(id="m", q="Which?", match={"a": "<b>", "c": "d", "e": "1 < 2"})
    text, lost = write_gift(Deck(id="d", title="T", cards=(pairs,)))
    assert "=[html]a -> &lt;b&gt;" in text
    assert "=c -> d" in text
    assert not lost
    assert one(text) == pairs


def test_real_quizzes_lose_no_question(real: Path) -> None:
    files = [p for p in (real / "gift-tsugi").rglob("valid/*") if p.suffix in {".txt", ".gift"}]
    imported = [read_gift(path.read_text(), path.stem) for path in files]
    assert sum(len(one.cards) for one in imported) == 291  # of the others the braces do not pair
    assert sum(len(one.losses) for one in imported) == 29


@given(st.text(st.sampled_from("=~{}#:-> %T5.\\\nab")))
def test_anything_is_read_or_told(text: str) -> None:
    imported = read_gift(text, "T")
    said = any(sign.isalnum() for sign in text)
    assert imported.cards or imported.losses or not said


def test_formulas_between_dollars_make_a_marked_up_deck() -> None:
    imported = read_gift(
        "Which root? {=$$\\\\sqrt\\{2\\}$$ ####As $$x^2 \\= 2$$ and 2*3*4.}\n\n"
        "Of $$a$$? {=b ~$$c$$}",
        "T",
    )
    assert imported.marked_up
    root, of = imported.cards
    assert isinstance(root, Typed)
    assert (root.typed, root.why) == (r"$\sqrt{2}$", r"As $x^2 = 2$ and 2\*3\*4.")
    assert isinstance(of, MultipleChoice)
    assert (of.q, [*of.wrong]) == ("Of $a$?", ["$c$"])
    assert not read_gift("It costs $5 {=or $$}", "T").marked_up


def test_formulas_are_no_loss_and_dollars_that_are_none_are_told() -> None:
    formula = read_deck_text(
        "title: T\nmarkup: markdown\ncards:\n  - {q: 'Of $x$?', a: b}\n", Path("t.yaml")
    ).deck
    literal = read_deck_text("title: T\ncards:\n  - {q: Of $$x$$?, a: b}\n", Path("t.yaml")).deck
    assert formula
    assert literal
    assert not [one for one in writer_of(Path("t.gift")).text(formula)[1] if one.what == HTML_LOSS]
    assert [
        one
        for one in writer_of(Path("t.gift")).text(literal)[1]
        if "does not mean maths" in one.what
    ]
