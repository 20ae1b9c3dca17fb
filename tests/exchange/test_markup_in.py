"""Markup of foreign HTML as our light Markdown, and back."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.deck.deck import Deck
from trainer.deck.reader import read_deck_text
from trainer.exchange.anki.package_reader import read_apkg
from trainer.exchange.anki.package_writer import write_apkg
from trainer.exchange.html.mathml import latex_of
from trainer.exchange.html.signs import is_marked_up, signed
from trainer.exchange.html.to_blocks import without_signs
from trainer.exchange.html.to_markdown import fields_in_markdown, markdown_of
from trainer.exchange.html.to_text import as_text
from trainer.exchange.import_result import ImportResult
from trainer.exchange.markdown.writer import write_markdown
from trainer.exchange.recognition import reader_of
from trainer.exchange.source import ForeignFile
from trainer.markup.element import LineBreak, Paragraph, Text
from trainer.markup.maths.mathml import mathml
from trainer.markup.maths.one_line import maths_on_one_line
from trainer.markup.parsing import parsed
from trainer.markup.text import plain_of
from trainer.markup.tree import as_html
from trainer.markup.writing import as_plain


def in_markdown(markup: str) -> str:
    return markdown_of(as_text(signed(markup)))


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        ("a <b>bold </b>word, x_1 and 5 * 3", "a **bold** word, x_1 and 5 * 3"),
        ("<b>a</b><b>b</b> <i>x<b>y</b></i>", "**ab** *x**y***"),
        ("un<b>believ</b>able, <b>«q»</b>z", "un**believ**able, «**q**»z"),
        ("<b>one<br>two</b><br><br>three", "**one\ntwo**\n\nthree"),
        ("<b>one<br><br>two</b>", "**one**\n\n**two**"),
        ("<del>x</del> <s>y</s>", "~~x~~ ~~y~~"),
        ("see <code>a * b</code>, <tt>x`y</tt>", "see `a * b`, ``x`y``"),
        (
            '<pre><code class="language-python">if x:\n    f(&lt;)\n\n\n    g()</code></pre>then',
            "```python\nif x:\n    f(<)\n\n\n    g()\n```\n\nthen",
        ),
        ("<pre>a<br>&nbsp; b</pre>", "```\na\n  b\n```"),
        ("<code>a<br>b</code>", "```\na\nb\n```"),
        ('<a href="https://a.org/?b&amp;c">here</a>', "[here](https://a.org/?b&c)"),
        ('<a href="https://a.org">https://a.org</a>', "<https://a.org>"),
        ('<a href="https://a.org/x_(y)">it</a>', "[it](<https://a.org/x_(y)>)"),
        ('<a href="javascript:x()">it</a> <b>x</b>', "it **x**"),
        (
            "Of<ul><li>one<li>two<ul><li>in<br>ner</ul></ul>on",
            "Of\n- one\n- two\n  - in\n    ner\n\non",
        ),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n- - b"),
        ("<ul>before<li>a</li></ul>", "- before\n- a"),
        ("<ol start=3><li>a</li><li><p>b</p><p>c</p></li></ol>", "3. a\n4. b\n\n   c"),
        ("<ol type=A><li>x<li><b>y</b></ol>", "A. x\nB. **y**"),
        ("<ul><li><pre>x\n  y</pre></li></ul>", "- ```\n  x\n    y\n  ```"),
        (
            "<table><tr><th>A</th><th align=right>B|C</th></tr><tr><td>1<br>2<td>3</table>",
            "| A | B\\|C |\n| --- | --: |\n| 1 2 | 3 |",
        ),
        ("<table><tr><td>one</td></tr><tr><td><i>two</i></td></tr></table>", "one\n\n*two*"),
        ("<blockquote>so<br>said</blockquote>he", "> so\n> said\n\nhe"),
        ("<h2>Head</h2>text<hr>end", "**Head**\n\ntext\n\n---\n\nend"),
        (r"Solve \(x^2 = 4\) and \[ \frac{1}{2} \]", "Solve $x^2 = 4$ and\n\n$$\\frac{1}{2}$$"),
        ("[latex]$a_b$[/latex] [$]c[/$] [$$]d[/$$]", "$a_b$ $c$\n\n$$d$$"),
        (r"[latex]\begin{displaymath}x\end{displaymath}[/latex]", "$$x$$"),
        ("<anki-mathjax>a &lt; b</anki-mathjax>", "$a < b$"),
        ("*not* bold, `no` code, <b>y</b>", r"\*not\* bold, \`no\` code, **y**"),
        ("<div>- dash</div><div>1. one</div><div># x</div>", "\\- dash\n1\\. one\n\\# x"),
        ("List&lt;String&gt; costs $5 <i></i>", "List<String> costs $5"),
        ("between $x$ and y", r"between \$x\$ and y"),
        (r"<code>\(x\)</code>", r"`\(x\)`"),
    ],
)
def test_what_is_marked_up_stays_so(markup: str, markdown: str) -> None:
    assert in_markdown(markup) == markdown


@pytest.mark.parametrize("formula", [r"\(x\)", r"\(\frac{1}{2}\)", r"\[ \sqrt{2} \]"])
def test_a_formula_is_markup_whatever_it_begins_with(formula: str) -> None:
    assert is_marked_up(formula)


@pytest.mark.parametrize(
    "plain", ["5 &lt; 6", "<div>a<br>b</div>", "<p>x</p>", "H<sub>2</sub>O", r"\( \)", "<a name=x>"]
)
def test_what_any_text_has_is_no_markup(plain: str) -> None:
    assert not is_marked_up(plain)


@pytest.mark.parametrize(
    "formula",
    [
        r"\frac{a+b}{2a}", r"3\frac{1}{2}", r"\sqrt{16}", r"\sqrt[3]{x+1}", r"2^{n+1}", r"x_{i+1}",
        r"a_1^2", r"(x+1)^2", r"x^{2^n}", r"x'", r"-1 \le \alpha", r"|x| > 5\%", r"\{1,2\}",
        r"\sum_{i=1}^{n} i^2", r"\int_0^1 x\,dx", r"\lim_{x\to 0}\frac{\sin x}{x}", r"\log_2 8",
        r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", r"\begin{cases}1&x>0\\0&x<0\end{cases}",
        r"\vec{a}\cdot\hat{b}", r"\overline{AB}", r"\binom{n}{k}", r"\underbrace{a+b}_{c}",
        r"\text{if } x \in \mathbb{R}", r"\ce{H2O}", r"{}^{14}_6 C", r"\overset{!}{=}",
    ],
)  # fmt: skip
def test_a_formula_that_went_as_mathml_comes_back_as_it_was(formula: str) -> None:
    latex = latex_of(as_html([mathml(formula, (), False)]))
    assert latex is not None
    assert maths_on_one_line(latex) == maths_on_one_line(formula)


def test_mathml_is_latex_in_markdown() -> None:
    half = "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>"
    assert is_marked_up(half)
    assert in_markdown(f"half: {half}") == r"half: $\frac{1}{2}$"
    assert in_markdown(half.replace("math>", 'math display="block">', 1)) == "$$\\frac{1}{2}$$"
    said = r'<math><semantics><mi>x</mi><annotation encoding="application/x-tex">\frac{1}{x}'
    assert in_markdown(f"{said}</annotation></semantics></math>") == r"${\frac{1}{x}}$"


def test_a_gap_stands_where_it_stood() -> None:
    said = as_text(
        signed(r"\( x^{{2}} \), <b>a {{<i>b</i>::<u>how</u>}}</b>, <code>f({{y z}})</code>")
    )
    card = fields_in_markdown({"cloze": said, "accept": {"2": ["two"]}})
    assert card["cloze"] == "$x^{{2}}$, **a {{*b*::how}}**, `f({{y z}})`"
    assert card["accept"] == {"2": ["two"]}


def test_what_is_accepted_in_a_gap_goes_with_it() -> None:
    said = {
        "cloze": as_text(signed("a {{<b>b</b>}}")),
        "accept": {as_text(signed("<b>b</b>")): ["*"]},
    }
    assert fields_in_markdown(said) == {"cloze": "a {{**b**}}", "accept": {"**b**": [r"\*"]}}


PIECES = (
    "b", "i", "code", "pre", "ul", "ol", "li", "table", "tr", "td", "blockquote", "a href=https://a.b",
)  # fmt: skip
TAGS = [f"<{piece}>" for piece in PIECES] + [f"</{piece.split()[0]}>" for piece in PIECES]
WORDS = [
    "word",
    " ",
    "x*y",
    "_",
    "<br>",
    "1.",
    "-",
    "#",
    "`",
    r"\(",
    r"\)",
    "$",
    "|",
    "q\n",
    "&lt;",
]


@given(st.lists(st.sampled_from([*TAGS, *WORDS]), max_size=14).map("".join))
def test_no_word_is_lost_in_any_html(markup: str) -> None:
    text = as_text(signed(markup))
    letters = re.compile(r"[a-z]+")
    read = plain_of(markdown_of(text))
    assert "".join(letters.findall(read)) == "".join(letters.findall(without_signs(text)))


@given(st.text(alphabet="ab *_`$[]()<>&~\\|#+-1.\n", max_size=30))
def test_a_text_is_drawn_as_it_stands(text: str) -> None:
    blocks = parsed(as_plain(text))
    assert all(
        isinstance(part, Text | LineBreak)
        for block in blocks
        for part in (block.inner if isinstance(block, Paragraph) else [block])
    )
    assert plain_of(as_plain(text)).split() == text.split()


MARKED = r"""
title: Marked up
markup: markdown
cards:
  - id: flash
    q: What is **half** of $\frac{x}{2}$ & y?
    a: '`a < b`'
    why: "[It](https://a.org)."
  - id: cloze
    cloze: 'A *{{bold}}* word, $x^{{2}} + \text{{{y}}}$ and `{{f(x)}}`.'
    together: true
  - id: list
    q: "Steps:\n1. first\n2. second *x*\n   - in\n\nDone?"
    a: "> so\n> said\n\n$$\\frac{a}{b}$$"
  - id: table
    q: "| A | B |\n| --- | --: |\n| `x` | 2 |"
    a: a * b
    why: "**Bold *and em* ~~no~~**\n\n---\n\non"
  - id: code
    q: "What?\n\n```python\nif x:\n    print(1)\n```"
    typed: "$x^2$"
  - id: gaps
    cloze: '**{{a}} b** $\frac{ {{x}} }{2}$ and `p({{q}})`'
  - id: signs
    cloze: 'Anki: \{{c1::x\}}, {{std\::vector}}, {{\{x\}::a \:: b}}, `{{p\::q}}` and $x^{2^{n\}}$'
  - id: sets
    cloze: 'A set {{$\\\{1,2^\{n^\{2\}\}\\\}$}}, a half $\frac{1}{{{\sqrt\{\frac\{a\}\{b\}\}}}}$'
"""
"""Of every kind of content, in cards that come back of their kind."""


def marked_deck() -> Deck:
    found = read_deck_text(MARKED, Path("marked.yaml"))
    assert found.deck is not None, found.errors
    return found.deck


def test_a_marked_up_deck_comes_back_from_anki_as_it_went(tmp_path: Path) -> None:
    package = tmp_path / "deck.apkg"
    package.write_bytes(write_apkg(marked_deck())[0])
    back = read_apkg(package, "T")
    assert back.marked_up
    assert not back.losses
    texts = ("q", "a", "typed", "cloze", "why", "together")
    went, came = (
        [{key: getattr(card, key, None) for key in texts} for card in cards]
        for cards in (marked_deck().cards, back.cards)
    )
    assert came == went


def test_a_marked_up_deck_comes_back_from_our_markdown(tmp_path: Path) -> None:
    file = tmp_path / "deck.md"
    text, lost = write_markdown(marked_deck())
    file.write_text(text)
    source = ForeignFile(file)
    back = reader_of(source).read(source, "T")
    assert back.marked_up
    assert not lost
    assert not back.losses
    assert [(card.prompt, card.solution) for card in back.cards] == [
        (card.prompt, card.solution) for card in marked_deck().cards
    ]


def read_moodle(folder: Path, *questions: str) -> ImportResult:
    file = folder / "quiz.xml"
    file.write_text(f"<quiz>{''.join(questions)}</quiz>")
    source = ForeignFile(file)
    return reader_of(source).read(source, "T")


QUESTION = (
    '<question type="shortanswer"><questiontext format="{}"><text>'
    "<![CDATA[{}]]></text></questiontext>"
    '<answer fraction="100"><text>x</text></answer></question>'
)


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        ("html", "<p>Is <b>it</b> $$x^2$$?</p>", "Is **it** $x^2$?"),
        ("html", r"<p>Of \(x_1\)?</p>", "Of $x_1$?"),
        ("markdown", "Is **it** `so`?\n\n- a\n- b", "Is **it** `so`?\n- a\n- b"),
        ("plain_text", "Is <b>it</b> *x*?", r"Is \<b>it\</b> \*x\*?"),
        ("moodle_auto_format", "Is <em>it</em>?", "Is *it*?"),
    ],
)
def test_a_text_of_moodle_keeps_its_markup(
    tmp_path: Path, form: str, text: str, shown: str
) -> None:
    marked = QUESTION.format("html", "A <b>bold</b> one?")
    found = read_moodle(tmp_path, marked, QUESTION.format(form, text))
    assert found.marked_up
    assert found.cards[1].prompt == shown
    assert not found.losses


def test_a_quiz_without_markup_is_a_plain_deck(tmp_path: Path) -> None:
    found = read_moodle(tmp_path, QUESTION.format("html", "<p>Is 5 * 3 &lt; x_1_ $5?</p>"))
    assert not found.marked_up
    assert found.cards[0].prompt == "Is 5 * 3 < x_1_ $5?"


QTI = (
    '<questestinterop><item ident="i"><presentation><material><mattext texttype="text/html">'
    '&lt;p&gt;Is &lt;b&gt;so&lt;/b&gt; &lt;img class="equation_image" title="x^2" src="e"&gt;?'
    '&lt;/p&gt;</mattext></material><response_lid ident="r"><render_choice>'
    '<response_label ident="a"><material><mattext>&lt;code&gt;f(*x*)&lt;/code&gt;</mattext>'
    '</material></response_label><response_label ident="b"><material>'
    '<mattext texttype="text/plain">a*b*</mattext></material></response_label></render_choice>'
    "</response_lid></presentation><resprocessing><respcondition><conditionvar>"
    '<varequal respident="r">a</varequal></conditionvar><setvar>100</setvar></respcondition>'
    "</resprocessing></item></questestinterop>"
)
QTI_2 = (
    '<assessmentItem identifier="i"><responseDeclaration identifier="R" cardinality="single">'
    "<correctResponse><value>A</value></correctResponse></responseDeclaration><itemBody>"
    '<p>Is <b>so</b>, <a href="https://a.b">see</a>?</p><choiceInteraction '
    'responseIdentifier="R"><simpleChoice identifier="A"><code>f(*x*)</code></simpleChoice>'
    '<simpleChoice identifier="B">a*b*</simpleChoice></choiceInteraction></itemBody>'
    "</assessmentItem>"
)
MNEMOSYNE = (
    '<mnemosyne time_of_start="1136073600"><item id="a" u="1"><Q>Is &lt;b&gt;so&lt;/b&gt; '
    "&lt;$&gt;x^2&lt;/$&gt;?</Q><A>a*b*</A></item></mnemosyne>"
)


@pytest.mark.parametrize(
    ("name", "text", "question", "answers"),
    [
        (
            "a.gift",
            "[html]Is <b>so</b> $$x^2$$?{=<code>f(*x*)</code> ~a*b*}",
            "Is **so** $x^2$?",
            ["`f(*x*)`", r"a\*b\*"],
        ),
        (
            "b.gift",
            "[markdown]Is **so** $$x^2$$?{=`f(*x*)` ~[plain]a*b*}",
            "Is **so** $x^2$?",
            ["`f(*x*)`", r"a\*b\*"],
        ),
        ("a.xml", QTI, "Is **so** $x^2$?", ["`f(*x*)`", r"a\*b\*"]),
        ("b.xml", QTI_2, "Is **so**, [see](https://a.b)?", ["`f(*x*)`", r"a\*b\*"]),
        ("m.xml", MNEMOSYNE, "Is **so** $x^2$?", [r"a\*b\*"]),
        ("t.csv", "Front,Back\nIs <b>so</b> \\(x^2\\)?,a*b*\n", "Is **so** $x^2$?", [r"a\*b\*"]),
        ("b.txt", "FIB\tIs <b>so</b> \\(x^2\\)?\ta*b*\n", "Is **so** $x^2$?", [r"a\*b\*"]),
        (
            "s.txt",
            "Q: Is <b>so</b> \\(x^2\\)?\nQ: y\nA: a*b*\n",
            "Is **so** $x^2$?\ny",
            [r"a\*b\*"],
        ),
        ("q.txt", "1. Is **so** $x^2$?\n*a) *it*\nb) y\n", "Is **so** $x^2$?", ["*it*", "y"]),
        ("r.md", "- T\n    - Is **so** $x^2$? >> *it*\n", "Is **so** $x^2$?", ["*it*"]),
    ],
)
def test_every_reader_of_marked_up_texts_brings_the_same_markdown(
    tmp_path: Path, name: str, text: str, question: str, answers: list[str]
) -> None:
    (tmp_path / name).write_text(text)
    source = ForeignFile(tmp_path / name)
    imported = reader_of(source).read(source, "T")
    [card] = imported.cards
    assert imported.marked_up
    assert card.prompt == question
    assert [card.solution, *getattr(card, "wrong", {})] == answers


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.gift", "[html]<p>3*4*5 &lt; x</p>?{=yes ~no}"),
        ("p.gift", "[plain]Is <b>so</b>, $$x$$?{=yes ~no}"),
        ("t.csv", "Front,Back\n<p>3*4*5</p>,R&amp;D\n"),
        ("h.csv", "Front,Back\n<p>3*4*5</p>,<h1>all</h1>\n"),
    ],
)
def test_without_markup_a_deck_is_plain_and_nothing_is_escaped(
    tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)
    source = ForeignFile(tmp_path / name)
    imported = reader_of(source).read(source, "T")
    assert not imported.marked_up
    assert "\\" not in imported.cards[0].prompt + imported.cards[0].solution


def test_a_picture_in_markdown_that_stays_behind_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.gift").write_text("[markdown]What ![is](a.png)?{=this ~that `![](b.png)`}")
    source = ForeignFile(tmp_path / "a.gift")
    losses = reader_of(source).read(source, "T").losses
    assert [one.what for one in losses] == ["the picture or sound “a.png”"]
