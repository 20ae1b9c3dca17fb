"""The readers of other programs' files, each on a small file of its kind."""

import gzip
import io
import re
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
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
    Match,
    MultipleChoice,
    Number,
    Order,
    PickAll,
    TrueFalse,
    Typed,
)
from trainer.deck.identity import card_key
from trainer.errors import TrainerError
from trainer.exchange.import_result import ImportResult
from trainer.exchange.readers import READERS, forms_listed
from trainer.exchange.recognition import reader_of
from trainer.exchange.source import ForeignFile, ImportOptions

Read = Callable[..., ImportResult]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a file of this name and content with the reader that knows it as its own."""

    def call(
        name: str, content: str | bytes, by: str, given: ImportOptions | None = None
    ) -> ImportResult:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        source = ForeignFile(path, given or ImportOptions())
        reader = reader_of(source)
        assert reader.name == by
        return reader.read(source, "T")

    return call


def read_whole(path: Path) -> ImportResult:
    source = ForeignFile(path)
    return reader_of(source).read(source, "T")


def zipped(**members: str) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "."), content)
    return memory.getvalue()


def sides(imported: ImportResult) -> list[tuple[str, str]]:
    return [(card.prompt, card.solution) for card in imported.cards]


def drafts(imported: ImportResult) -> list[str]:
    return [*imported.drafts.values()]


def test_aiken(read: Read) -> None:
    text = "Which?\nA. Po\nB) Tiber\nANSWER: B\n\nRome is in Italy.\nA. True\nB. False\nANSWER: A\n"
    imported = read("a.txt", f"{text}\nWho?\nA. I\nANSWER: C\n", "aiken")
    assert imported.cards == (
        MultipleChoice(q="Which?", a="Tiber", wrong={"Po": None}),
        TrueFalse(q="Rome is in Italy.", truth=True),
        DraftCard.of({"q": "Who?", "options": ["I"], "status": "draft"}),
    )
    assert drafts(imported) == ["the answer C is not one of its options"]


def test_an_aiken_answer_is_the_option_that_is_written_so(read: Read) -> None:
    text = "Which is iron?\nA. Fe\nB. F\nANSWER: A\n\nWhich is cobalt?\nA. CO\nB. Co\nANSWER: Co\n"
    _, card = read("a.txt", text, "aiken").cards
    assert card == MultipleChoice(q="Which is cobalt?", a="Co", wrong={"CO": None})


def test_text2qti(read: Read) -> None:
    text = """Quiz title: Rivers
1.  Which?
... For all.
a)  Arno
... Florence.
*b) Tiber
2.  Which two?
[*] a
[*] b
[ ] c
3.  How long?
=   2850 +- 10
4.  Pi?
=   [3.13, 3.15]
5.  Who?
*   Goethe
*   von Goethe
6.  Why?
____
"""
    imported = read("q.txt", text, "text2qti")
    assert imported.title == "Rivers"
    assert imported.cards[:-1] == (
        MultipleChoice(q="Which?", a="Tiber", wrong={"Arno": "Florence."}, why="For all."),
        PickAll(q="Which two?", a=("a", "b"), wrong={"c": None}),
        Number(q="How long?", number="2850", tolerance="10"),
        Number(q="Pi?", number="3.14", tolerance="0.01"),
        Typed(q="Who?", typed="Goethe", accept=("von Goethe",)),
    )
    assert drafts(imported) == ["an essay, which nobody can mark"]


NOTE = """---
tags: [flashcards/geo]
---
# Rivers

Prose: see std::vector, and `a::b`.

The river of Rome::Tiber
<!--SR:!2026-02-19,20,246-->

dog:::Hund #german
<!--SR:!2026-01-15,6,250!2000-01-01,1,250-->

Which
two?
??
these
<!--SR:!fsrs,2026-02-10T08:00:00.000Z,14,14.02,5.11,2,3,1,0,2026-01-27T08:00:00.000Z-->

The ==Danube== joins ==Vienna;;a city==.
<!--SR:!2000-01-01,1,250!2026-01-07,2,230-->

```
no::card
```

<!-- a
remark -->
still::here

| a::b | c |
|------|---|
| d    | e |

Rome has ==7;;a number== hills, {{so}}.
"""


def test_obsidian(read: Read) -> None:
    imported = read("note.md", NOTE, "obsidian")
    assert imported.title == "Rivers"
    geo = ("flashcards-geo",)
    assert imported.cards == (
        Flashcard(q="The river of Rome", a="Tiber", tags=geo),
        Flashcard(q="dog", a="Hund", reverse=True, tags=(*geo, "german")),
        Flashcard(q="Which\ntwo?", a="these", reverse=True, tags=geo),
        Cloze(cloze="The {{Danube}} joins {{Vienna::a city}}.", tags=geo),
        Flashcard(q="still", a="here", tags=geo),
        Cloze(cloze=r"Rome has {{7::a number}} hills, \{{so\}}.", tags=geo),
    )
    told = [one.what for one in imported.losses]
    assert sum("in a table or in prose" in what for what in told) == 2
    first, _, third, gap = imported.states
    assert (first.due, first.interval_days, first.ease) == (date(2026, 2, 19), 20, 2.46)
    assert first.last == datetime(2026, 1, 30, 12, tzinfo=UTC)
    assert (third.stability, third.difficulty, third.reps, third.lapses) == (14.02, 5.11, 3, 1)
    assert (gap.item, gap.due) == (1, date(2026, 1, 7)), "what was never seen keeps its place"


def test_obsidian_shows_links_and_hides_remarks(read: Read) -> None:
    text = (
        "#flashcards\n\nSee [[Rome|the city]] and [[Po#Delta]] %%not\nor a::b\n%%\n"
        "the ==lit== `[[x|y]]`::[[Po]] %%me%%\n\nempty::\n\n100%% of::it\n"
    )
    imported = read("note.md", text, "obsidian")
    assert sides(imported) == [("the **lit** `[[x|y]]`", "Po"), ("100%% of", "it")]
    assert [one.what for one in imported.losses] == [
        "remarks between %%, which Obsidian hides: 2",
        "no back: “empty::”",
    ]
    [card] = read(
        "b.md", "#flashcards\n\n[[Rome|The city]] of [[#Po]]::[[Po#Delta]]", "obsidian"
    ).cards
    assert (card.prompt, card.solution) == ("The city of Po", "Po > Delta")


def test_a_card_a_file(read: Read) -> None:
    text = "---\ntags:\n  - bread\n---\n# Front\nWhat makes dough rise?\n\n# Back\nYeast\n"
    [card] = read("one.md", text, "front-back").cards
    assert card == Flashcard(q="What makes dough rise?", a="Yeast", tags=("bread",))


def test_mdanki(read: Read) -> None:
    text = "# Bread\n\n## Rise?\n\nYeast\n\n## Lame?\n\nA razor\n\n%\n\nwith\n\n[#a]() [#b]()\n"
    imported = read("deck.md", text, "mdanki")
    assert imported.title == "Bread"
    assert sides(imported) == [("Rise?", "Yeast"), ("Lame?\n\nA razor", "with")]
    assert imported.cards[1].tags == ("a", "b")


def test_supermemo(read: Read) -> None:
    text = (
        "Q: One\nQ: two?\nA: x #2 y\nI: REP=8 LAP=1 EF=3.200 UF=2.370 INT=429 LAST=27.01.06\n\n"
        "q: <b>Which</b> &amp; why?\na: right\nA1: wrong\n"
    )
    imported = read("qa.txt", text, "supermemo")
    assert imported.cards == (
        Flashcard(q="One\ntwo?", a="x\ny"),
        MultipleChoice(q="**Which** & why?", a="right", wrong={"wrong": None}),
    )
    [state] = imported.states
    assert (state.due, state.reps, state.lapses, state.ease) == (date(2007, 4, 1), 8, 1, 3.2)


ORG = """#+TITLE: Rivers
#+FILETAGS: :geo:
* Italy :italy:
** Which river? :drill:
SCHEDULED: <2026-02-10 Tue>
:PROPERTIES:
:DRILL_LAST_INTERVAL: 25.88
:DRILL_TOTAL_REPEATS: 3
:DRILL_FAILURE_COUNT: 1
:DRILL_EASE: 2.6
:DRILL_LAST_REVIEWED: [2026-01-15 Thu 08:00]
:END:
   In Rome.
*** Answer
    The [[https://e.org][Tiber]]
** Gap :drill:
   [Vienna||a city] and [[file:a.png]]
** Both :drill:
   :PROPERTIES:
   :DRILL_CARD_TYPE: twosided
   :DRILL_LAST_REVIEWED: [2026-01-07 Wed 08:00]
   :DRILL_TOTAL_REPEATS: 2
   :DRILL_LAST_INTERVAL: 0.0
   :END:
*** English
    river
*** German
    Fluss
** Alone :drill:
** No card
"""


def test_org_drill(read: Read) -> None:
    imported = read("r.org", ORG, "org-drill")
    assert imported.title == "Rivers"
    tags = ("geo", "italy")
    assert imported.cards == (
        Flashcard(q="Which river?\nIn Rome.", a="The Tiber", tags=tags),
        Cloze(cloze="{{Vienna::a city}} and", tags=tags),
        Flashcard(q="river", a="Fluss", reverse=True, tags=tags),
    )
    done, failed, other_side = imported.states
    assert (done.due, done.interval_days, done.lapses) == (date(2026, 2, 10), 25.88, 1)
    assert (failed.due, failed.learning) == (None, True), "what failed is due at once"
    assert other_side == failed._replace(item=1), "an entry has one schedule"
    assert any("no answer" in one.what for one in imported.losses)


def test_org_drill_hides_a_gap_as_well_as_the_answer_below(read: Read) -> None:
    typed = ":PROPERTIES:\n:DRILL_CARD_TYPE: simpletyped\n:END:\n"
    text = (
        "* Sea :drill:\nThe gulf of [Finland||a state] is of which sea? [fn:1]\n** Answer\nBaltic\n"
        f"* Word :drill:\n{typed}How is [dog] said?\n** Answer\nHund\n"
        "* Tick :drill:\n- [X] one\n- [ ] two\n** Answer\nthree\n"
    )
    assert read("r.org", text, "org-drill").cards == (
        Flashcard(q="The gulf of [a state] is of which sea? [fn:1]", a="Finland\nBaltic"),
        Typed(q="How is […] said?", typed="Hund", why="dog"),
        Flashcard(q="Tick\n- [X] one\n- [ ] two", a="three"),
    )


def test_org_drill_has_a_markup_of_its_own(read: Read) -> None:
    text = (
        "* One :drill:\nIs /it/ *bold* or =a *b* c=, 1/2/3 a*b*c, $y_{1}$ and H_{2}O for $5?\n"
        "** Answer\n#+begin_src python\ndef f():\n    return [1]\n#+end_src\n"
        "* Two :drill:\nThe [*Danube*||river].\n"
    )
    code = "```python\ndef f():\n    return [1]\n```"
    asked = r"Is *it* **bold** or `a *b* c`, 1/2/3 a\*b\*c, $y_{1}$ and H2O for \$5?"
    assert read("r.org", text, "org-drill").cards == (
        Flashcard(q=asked, a=code),
        Cloze(cloze="The {{**Danube**::river}}."),
    )


def test_remnote(read: Read) -> None:
    text = (
        "- Rivers\n    - Rome? >> Tiber\n    - dog <> Hund\n    - Danube :: a river\n"
        "        - length ;; 2850 km\n    - Alps >>>\n        - Rhine\n        - Po\n"
        "    - Which? >>A)\n        - Arno\n        - Tiber\n"
    )
    assert read("r.md", text, "remnote").cards == (
        Flashcard(q="Rome?", a="Tiber"),
        Flashcard(q="dog", a="Hund", reverse=True),
        Flashcard(q="Danube", a="a river", reverse=True),
        Flashcard(q="Danube: length", a="2850 km"),
        ListCard(q="Alps", list=("Rhine", "Po")),
        MultipleChoice(q="Which?", a="Arno", wrong={"Tiber": None}),
    )


def test_remnote_s_signs_in_code_are_text_and_what_is_on_no_card_is_listed(read: Read) -> None:
    text = (
        "An introduction\n- Paris is large\n- Shift: `a >> b` >> right\n    - by as many bits\n"
        "- Alps >>>\n    - Rhine\n        - is long\n    - Po\n"
    )
    imported = read("r.md", text, "remnote")
    assert imported.title == "T"
    assert imported.cards == (
        Flashcard(q="Shift: `a >> b`", a="right"),
        ListCard(q="Alps", list=("Rhine", "Po")),
    )
    assert [one.what for one in imported.losses] == [
        "text that belongs to no card, and 3 lines more: “An introduction”"
    ]


def test_blackboards_upload(read: Read) -> None:
    text = (
        "MC\tWhich?\tPo\tIncorrect\tTiber\tCorrect\nMA\tTwo?\ta\tCorrect\tb\tCorrect\tc\tIncorrect\n"
        "TF\tSo.\ttrue\nNUM\tLong?\t1.0E10\t10.00\nFIB\tWho?\tGoethe\tvon Goethe\n"
        "ORD\tOrder\ta\tb\tc\nMAT\tMatch\ta\t1\tb\t2\tc\t3\n"
        "FIB_PLUS\tThe [x] joins [y].\tx\tDanube\t\ty\tBudapest\tBuda\nESS\tWhy?\tBecause\n"
    )
    imported = read("b.txt", text, "blackboard")
    assert [card.kind for card in imported.cards] == [
        *("choice", "pick", "truth", "number", "typed", "order", "match", "cloze", "flashcard")
    ]
    assert imported.cards[-2] == Cloze(
        cloze="The {{Danube}} joins {{Budapest}}.", accept={"Budapest": ("Buda",)}
    )
    assert imported.cards[3] == Number(q="Long?", number="1.0E10", tolerance="10")
    assert [*imported.drafts.values()] == ["an essay, which nobody can mark"]


MOODLE = """<quiz><question type="category"><category><text>$course$/top/Rivers</text></category>
</question><question type="multichoice"><name><text>Rome</text></name>
<questiontext format="html"><text><![CDATA[<p>Which &lt;?</p>]]></text></questiontext>
<generalfeedback><text>It ends at Ostia.</text></generalfeedback><single>true</single>
<answer fraction="0"><text>Po</text><feedback><text>Turin.</text></feedback></answer>
<answer fraction="100"><text>Tiber</text></answer>
<tags><tag><text>Big rivers</text></tag></tags></question>
<question type="truefalse"><name><text>Po</text></name><questiontext><text>So.</text></questiontext>
<answer fraction="100"><text>false</text><feedback><text>Well.</text></feedback></answer>
<answer fraction="0"><text>true</text><feedback><text>It is not.</text></feedback></answer>
</question><question type="numerical"><name><text>n</text></name>
<questiontext><text>Long?</text></questiontext>
<answer fraction="100"><text>2850</text><tolerance>10</tolerance></answer></question>
<question type="shortanswer"><name><text>s</text></name><questiontext><text>Who?</text>
</questiontext><answer fraction="100"><text>*Goethe</text></answer></question>
<question type="ordering"><name><text>o</text></name><questiontext><text>Order.</text>
</questiontext><answer fraction="2"><text>b</text></answer><answer fraction="1"><text>a</text>
</answer><answer fraction="3"><text>c</text></answer></question>
<question type="cloze"><name><text>c</text></name><questiontext><text>
The {1:SHORTANSWER:=Danube~%100%Donau#x} and {:NM:=5:1}.</text></questiontext></question>
<question type="essay"><name><text>e</text></name><questiontext><text>Why?</text></questiontext>
</question></quiz>"""


def test_moodle_xml(read: Read) -> None:
    imported = read("m.xml", MOODLE, "moodle")
    assert imported.title == "Rivers"
    assert [card.model_copy(update={"id": None}) for card in imported.cards if not card.status] == [
        MultipleChoice(
            q="Which <?",
            a="Tiber",
            wrong={"Po": "Turin."},
            why="It ends at Ostia.",
            tags=("big-rivers",),
        ),
        TrueFalse(q="So.", truth=False, correction="It is not.", why="Well."),
        Number(q="Long?", number="2850", tolerance="10"),
        Typed(q="Who?", typed="Goethe"),
        Order(q="Order.", order=("a", "b", "c")),
        Cloze(cloze="The {{Danube}} and {{5}}.", accept={"Danube": ("Donau",)}),
    ]
    assert [*imported.drafts.values()] == ["an essay, which nobody can mark"]
    told = " / ".join(one.what for one in imported.losses)
    for what in ("a * that stands for anything", "its tolerance"):
        assert what in told


QTI1 = """<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">
<assessment title="Rivers"><section><item ident="a"><presentation>
<material><mattext texttype="text/html">&lt;p&gt;Which?&lt;/p&gt;</mattext></material>
<response_lid ident="r" rcardinality="Single"><render_choice>
<response_label ident="x"><material><mattext>Arno</mattext></material></response_label>
<response_label ident="y"><material><mattext>Tiber</mattext></material></response_label>
</render_choice></response_lid></presentation><resprocessing>
<respcondition><conditionvar><varequal respident="r">x</varequal></conditionvar>
<displayfeedback linkrefid="x_fb"/></respcondition>
<respcondition><conditionvar><varequal respident="r">y</varequal></conditionvar>
<setvar varname="SCORE">100</setvar></respcondition></resprocessing>
<itemfeedback ident="x_fb"><flow_mat><material><mattext>Florence.</mattext></material></flow_mat>
</itemfeedback></item><item ident="b"><presentation><material><mattext>Long?</mattext></material>
<response_str ident="r"><render_fib/></response_str></presentation><resprocessing><respcondition>
<conditionvar><vargte respident="r">3.1300</vargte><varlte respident="r">3.1500</varlte>
</conditionvar><setvar varname="SCORE">100</setvar></respcondition></resprocessing></item>
</section></assessment></questestinterop>"""


def qti2(body: str, *values: str, cardinality: str = "single", base: str = "identifier") -> str:
    told = "".join(f"<value>{value}</value>" for value in values)
    return (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i">'
        f'<responseDeclaration baseType="{base}" cardinality="{cardinality}" identifier="R">'
        f"<correctResponse>{told}</correctResponse></responseDeclaration>"
        f"<itemBody>{body}</itemBody></assessmentItem>"
    )


def qti3(text: str) -> str:
    """The same in version 3, where all names have a prefix and hyphens."""
    names = "assessmentItem responseDeclaration correctResponse itemBody value choiceInteraction"
    for name in (*names.split(), "simpleChoice"):
        hyphened = "".join(f"-{c.lower()}" if c.isupper() else c for c in name)
        text = re.sub(rf"<(/?){name}\b", rf"<\1qti-{hyphened}", text)
    return text.replace("responseIdentifier", "response-identifier").replace("v2p1", "v3p0")


CHOICE = """<div>Which?</div><choiceInteraction responseIdentifier="R">
<simpleChoice identifier="a"><p>Po</p></simpleChoice>
<simpleChoice identifier="b"><p>Tiber</p></simpleChoice></choiceInteraction>"""


def test_qti_1_what_is_right_is_what_scores(read: Read) -> None:
    imported = read("q.xml", QTI1, "qti")
    assert imported.title == "Rivers"
    assert imported.cards == (
        MultipleChoice(q="Which?", a="Tiber", wrong={"Arno": "Florence."}),
        Number(q="Long?", number="3.14", tolerance="0.01"),
    )
    assert read("q.zip", zipped(quiz__xml=QTI1), "qti").cards == imported.cards, "with no manifest"


@pytest.mark.parametrize("version", [2, 3])
def test_qti_2_and_3(read: Read, version: int) -> None:
    item = qti2(CHOICE, "b")
    imported = read("q.xml", qti3(item) if version == 3 else item, "qti")
    assert imported.cards == (MultipleChoice(q="Which?", a="Tiber", wrong={"Po": None}),)


@pytest.mark.parametrize(
    ("body", "values", "card"),
    [
        (
            '<p>The <textEntryInteraction responseIdentifier="R"/> ends at Ostia.</p>',
            ("Tiber", "Tevere"),
            Cloze(cloze="The {{Tiber}} ends at Ostia.", accept={"Tiber": ("Tevere",)}),
        ),
        (
            '<p>Which?</p><p><textEntryInteraction responseIdentifier="R"/></p>',
            ("Tiber",),
            Typed(q="Which?", typed="Tiber"),
        ),
        (
            (
                '<orderInteraction responseIdentifier="R"><prompt>Order.</prompt>'
                '<simpleChoice identifier="a">x</simpleChoice>'
                '<simpleChoice identifier="b">y</simpleChoice>'
                '<simpleChoice identifier="c">z</simpleChoice></orderInteraction>'
            ),
            ("c", "a", "b"),
            Order(q="Order.", order=("z", "x", "y")),
        ),
    ],
)
def test_qti_2_interactions(read: Read, body: str, values: tuple[str, ...], card: Card) -> None:
    assert read("q.xml", qti2(body, *values, base="string"), "qti").cards == (card,)


def test_qti_2_matches(read: Read) -> None:
    side = '<simpleAssociableChoice identifier="{0}"><p>{0}</p></simpleAssociableChoice>'
    sets = "".join(
        f"<simpleMatchSet>{''.join(side.format(one) for one in row)}</simpleMatchSet>"
        for row in ("abc", "123")
    )
    body = f'<div>Match.</div><matchInteraction responseIdentifier="R">{sets}</matchInteraction>'
    [card] = read("q.xml", qti2(body, "a 2", "b 1", "c 3", base="directedPair"), "qti").cards
    assert card == Match(q="Match.", match={"a": "2", "b": "1", "c": "3"})


KVTML = """<kvtml version="2.0"><information><title>Words</title></information><identifiers>
<identifier id="0"/><identifier id="1"/></identifiers><entries><entry id="0">
<translation id="0"><text>river</text></translation><translation id="1"><text>Fluss</text>
<grade><currentgrade>4</currentgrade><count>6</count><errorcount>1</errorcount>
<date>2026-01-30T08:00:00</date><interval>1382400</interval></grade>
<comment>der</comment></translation></entry><entry id="1"><deactivated>true</deactivated>
<translation id="0"><text>bank</text></translation><translation id="1"/></entry></entries>
</kvtml>"""


def test_a_word_of_kvtml_that_is_switched_off_is_so_before_it_was_ever_asked(read: Read) -> None:
    text = KVTML.replace(
        '<translation id="1"/>', '<translation id="1"><text>Ufer</text></translation>'
    )
    imported = read("w.kvtml", text, "kvtml")
    bank = card_key(imported.cards[1])
    off = [(one.item, one.suspended) for one in imported.states if one.card == bank]
    assert off == [(0, True), (1, True)]


def test_what_a_file_of_kvtml_says_of_itself_is_listed(read: Read) -> None:
    text = KVTML.replace("</title>", "</title><author>Ann</author><license>MIT</license>")
    imported = read("w.kvtml", text, "kvtml")
    assert [one.what for one in imported.losses[1:]] == ["its author, “Ann”", "its license, “MIT”"]


def test_kvtml(read: Read) -> None:
    imported = read("w.kvtml", KVTML, "kvtml")
    assert imported.title == "Words"
    assert imported.cards == (Flashcard(q="river", a="Fluss", why="der", reverse=True),)
    [state] = imported.states
    assert (state.item, state.due, state.reps, state.lapses) == (0, date(2026, 2, 15), 6, 1)
    assert [one.what for one in imported.losses] == ["one side only: “bank”"]


def test_pauker(read: Read) -> None:
    back = "<ReverseSide><Text>x</Text></ReverseSide>"
    new = f"<Card><FrontSide><Text>one</Text></FrontSide>{back}</Card>"
    stamp = 'LearnedTimestamp="1768982400000"'
    learnt = f"<Card><FrontSide {stamp}><Text>two</Text></FrontSide>{back}</Card>"
    text = (
        "<Lesson LessonFormat='1.7'><Description>Words</Description>"
        f"<Batch>{new}</Batch><Batch/><Batch/><Batch/><Batch>{learnt}</Batch></Lesson>"
    )
    imported = read("l.pau.gz", gzip.compress(text.encode()), "pauker")
    assert sides(imported) == [("one", "x"), ("two", "x")]
    [state] = imported.states
    due = datetime(2026, 1, 24, 1, 14, tzinfo=UTC).astimezone().date()  # of a day where one is
    assert (state.due, round(state.interval_days or 0, 2)) == (due, 2.72)


MNEMOSYNE = """<openSM2sync><log type="10" o_id="t"><name>geo::italy</name></log>
<log type="16" o_id="f"><f>1 &lt; 2 &amp;lt;b&amp;gt;
&lt;b&gt;so&lt;/b&gt;</f><b>&lt;$&gt;x^2&lt;/$&gt;</b></log>
<log type="16" o_id="g"><text>The [Danube] joins [Vienna:a city].</text></log>
<log type="6" o_id="c" card_t="2" fact="f" fact_v="2.1" tags="t" gr="4" e="2.5" ac_rp="1" rt_rp="2"
lps="1" l_rp="1767945605" n_rp="1768435200"></log>
<log type="6" o_id="d" card_t="2" fact="f" fact_v="2.2" tags="t" gr="-1" l_rp="-1" n_rp="-1"></log>
<log type="6" o_id="e" card_t="5" fact="g" fact_v="5.1" tags="t" gr="0" e="2.5" ac_rp="1" rt_rp="0"
lps="0" l_rp="1767513605" n_rp="1767513605"><extra>{'cloze': 'Vienna', 'index': 1}</extra></log>
</openSM2sync>"""


def test_mnemosyne_cards(read: Read) -> None:
    imported = read("m.cards", zipped(cards__xml=MNEMOSYNE), "mnemosyne")
    assert imported.cards == (
        Flashcard(q="1 < 2 <b>\n**so**", a="$x^2$", reverse=True, tags=("geo-italy",)),
        Cloze(cloze="The {{Danube}} joins {{Vienna::a city}}.", tags=("geo-italy",)),
    )
    front, gap = imported.states
    assert (front.due, front.reps, front.lapses) == (date(2026, 1, 15), 3, 1)
    assert (gap.item, gap.due, gap.learning) == (1, None, True)


def test_mnemosyne_1(read: Read) -> None:
    text = """<mnemosyne core_version="1" time_of_start="1767250800">
    <category active="0"><name>later</name></category>
    <item id="b" gr="2" e="2.5" ac_rp="2" rt_rp="0" lps="1" l_rp="9" n_rp="10"><cat>later</cat>
    <Q>river</Q><A>Fluss</A></item><item id="b.inv" u="1" gr="0"><Q>Fluss</Q><A>river</A></item>
    </mnemosyne>"""
    imported = read("m.xml", text, "mnemosyne")
    assert imported.cards == (Flashcard(q="river", a="Fluss", reverse=True, tags=("later",)),)
    [state] = imported.states
    assert (state.due, state.lapses, state.suspended) == (date(2026, 1, 11), 1, True)


def test_hashcards_with_its_database(read: Read, tmp_path: Path) -> None:
    blake3 = pytest.importorskip("blake3").blake3
    text = (
        '---\nname = "Rivers"\n---\nQ: Which?\nA: Tiber\n\nC: The \\[x\\] of [Wörter] and [Po].\n'
    )
    whole = "The [x] of Wörter and Po.".encode()
    start = whole.index(b"Po")
    ends = start.to_bytes(8, "little") + (start + 1).to_bytes(8, "little")
    basic, gap = blake3(b"BasicWhich?Tiber"), blake3(b"Cloze" + whole + ends)
    database = sqlite3.connect(tmp_path / "hashcards.db")
    database.executescript(
        "create table cards (card_hash, last_reviewed_at, stability, difficulty, interval_days,"
        " due_date, review_count); create table reviews (review_id, card_hash, reviewed_at, grade)"
    )
    for number, key in enumerate((basic.hexdigest(), gap.hexdigest(), "gone")):
        when = f"2026-01-0{number + 1}T08:00:00.000"
        row = (key, when, 3.17, 5.28, 3, "2026-01-20", 1)
        database.execute("insert into cards values (?, ?, ?, ?, ?, ?, ?)", row)
        database.execute("insert into reviews values (?, ?, ?, 'good')", (number, key, when))
    database.commit()
    database.close()
    imported = read("r.md", text, "hashcards")
    assert imported.title == "Rivers"
    assert imported.cards[1] == Cloze(cloze="The [x] of {{Wörter}} and {{Po}}.")
    assert [(review.item, review.rating) for review in imported.reviews] == [(0, 3), (1, 3)]
    assert [state.due for state in imported.states] == [date(2026, 1, 20)] * 2


def test_sheets(read: Read, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "s.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for at, asked in enumerate(("Frage", "Wie viel?", "Welche?", "Wann?")):
        sheet.write_string(at, 0, asked)
    sheet.write_string(0, 1, "Antwort")
    sheet.write_number(1, 1, 3.1)
    sheet.write_string(2, 1, "007")
    sheet.write_number(3, 1, 2)
    book.close()
    imported = read("s.xlsx", path.read_bytes(), "sheet")
    assert sides(imported) == [("Wie viel?", "3.1"), ("Welche?", "007"), ("Wann?", "2")]


def test_a_text_that_is_not_utf_8_is_guessed_and_told(read: Read) -> None:
    imported = read("d.csv", "Frage;Antwort\nWie groß?;sehr\n".encode("cp1252"), "table")
    assert sides(imported) == [("Wie groß?", "sehr")]
    assert imported.guesses[0].place == "line 2"
    assert "--encoding" in imported.guesses[0].what
    greek = read("g.csv", "α;β\n".encode("iso8859-7"), "table", ImportOptions(encoding="iso8859-7"))
    assert sides(greek) == [("α", "β")]


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.exchange.source.MAX_FILE", 10_000)
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"<" * 20_000))
    with pytest.raises(TrainerError, match="unpacks to more"):
        ForeignFile(tmp_path / "a.gz")
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("data.edn", " " * 20_000)
    (tmp_path / "a.mochi").write_bytes(memory.getvalue())
    source = ForeignFile(tmp_path / "a.mochi")
    with pytest.raises(TrainerError, match="unpacks to more"):
        reader_of(source).read(source, "T")


def test_one_table_names_every_reader() -> None:
    told = forms_listed()
    for reader in READERS:
        assert f"{reader.name} " in told
        assert reader.looks_for in told
    assert len({reader.name for reader in READERS}) == len(READERS)


@given(
    st.text(st.sampled_from("QA:=[]{}#*-+.1a)%\n\t |>?$~_^!<"), max_size=60),
    st.sampled_from("md txt org csv".split()),
)
def test_any_text_is_read_and_what_is_not_has_its_place(text: str, ending: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x.{ending}"
        path.write_text(text)
        for reader in READERS:
            if f".{ending}" in reader.endings:
                source = ForeignFile(path)
                if reader.fits(source):
                    imported = reader.read(source, "T")
                    places = [one.place for one in (*imported.losses, *imported.guesses)]
                    assert all(re.match(r"(?:line|row) \d|the table", one) for one in places)


@pytest.mark.parametrize(
    "header", ["separator:tab", "html:false", "notetype:Basic", "columns:a\tb"]
)
def test_what_states_ankis_headers_is_a_table(read: Read, header: str) -> None:
    text = f"#{header}\nWhich {{=a ~b}}?\tPo >> x\nQ: Who?\tA: I\n"
    assert read("a.txt", text, "table").cards


@pytest.mark.parametrize(
    "tags", ["tags: [flashcards]", "tags: flashcards", "tags: [a, flashcards/b]"]
)
def test_obsidians_tag_in_one_line_of_front_matter(read: Read, tags: str) -> None:
    imported = read("n.md", f"---\n{tags}\n---\n- Which river?::Po\n", "obsidian")
    assert sides(imported) == [("Which river?", "Po")]


def test_obsidian_ends_a_card_at_each_line_with_its_sign(read: Read) -> None:
    text = """#flashcards

Capital of France::Paris
<!--SR:!2026-02-19,20,246-->
Capital of Italy::Rome
Which river?
?
The Seine

hund::dog
What is std::vector?
?
A list
"""
    imported = read("n.md", text, "obsidian")
    assert sides(imported) == [
        ("Capital of France", "Paris"),
        ("Capital of Italy", "Rome"),
        ("Which river?", "The Seine"),
        ("hund", "dog"),
        ("What is std::vector?", "A list"),
    ]
    assert len(imported.states) == 1


def test_hashcards_keeps_the_spaces_that_its_author_wrote(read: Read) -> None:
    asked = "Q: What is `a ? b : c` , or :x: !"
    text = f'---\nname = "R"\n---\n{asked}\nA: Ça va ? See ![m](m.png), then.\n'
    [card] = read("r.md", text, "hashcards").cards
    assert (card.prompt, card.solution) == ("What is `a ? b : c` , or :x: !", "Ça va ? See, then.")
