import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.exchange.html.from_text import as_html
from trainer.exchange.html.signs import signed
from trainer.exchange.html.tags import looks_like_html
from trainer.exchange.html.to_blocks import without_signs
from trainer.exchange.html.to_text import _read, _Reader, as_text, lost_in  # noqa: PLC2701 - quick and parsed read the same
from trainer.exchange.org_drill.markup import in_html
from trainer.markup.noncharacters import without_noncharacters


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a<br>b<div>c</div>d", "a\nb\nc\nd"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a | b"),
        ("x<sup>2</sup> &lt;b&gt; &amp;amp; &nbsp;y", "x^2 <b> &amp;  y"),
        ("<style>p {color: red}</style><p>kept</p><script>x()</script>", "kept"),
        ("<pre>if x:\n    y</pre>", "if x:\n    y"),
        ("a<pre>  b\n\tc</pre>", "a\n  b\n    c"),
        ("<div>A</div><div>B<br></div><div><br></div><div>C</div>", "A\nB\n\nC"),
        ("<p>a</p><p>b</p>c", "a\n\nb\n\nc"),
        ("<table><tr><td>a<td>b</tr><tr><td>1<td>2</tr></table>", "a | b\n1 | 2"),
        ("a<br>&nbsp; b", "a\n  b"),
        ("<ul><li>one<ul><li>sub</li></ul></li><li>two</li></ul>", "- one\n  - sub\n- two"),
        ("so<ol><li>x<li>y<ul><li>z</ul></ol>", "so\n1. x\n2. y\n  - z"),
        ("<ruby>漢字<rt>かんじ</rt></ruby>は", "漢字[かんじ]は"),
        ("<ruby>漢<rp>(</rp><rt>かん<rp>)</rp>字<rt>じ</ruby>", "漢[かん]字[じ]"),
        ("1 < 2 and so", "1 < 2 and so"),
        ("a List<String> <i>x</i></String>", "a List<String> x</String>"),
        ("<title>gone</title>kept <title>and this", "kept <title>and this"),
        ("kept <script>and this", "kept <script>and this"),
        ("<anki-x>kept</anki-x><foo/>", "kept<foo/>"),
        ('<img src="a.png" alt="a map"> here', "a map here"),
    ],
)
def test_what_a_browser_shows(markup: str, text: str) -> None:
    assert as_text(markup) == text


def test_what_is_flattened_is_told_once_for_a_text() -> None:
    assert lost_in("<table><td>a<td>b</table><table></table> H<sub>2</sub>O<sub>3</sub>") == [
        "a table, now lines with | between cells",
        "letters set low, now beside the others",
    ]


@pytest.mark.parametrize("text", ["a  b", "  a\n    b", "if x:\n    y = 1  # one\n\nz"])
def test_spaces_come_back_from_html(text: str) -> None:
    assert as_text(as_html(text)) == text


def test_media_are_named() -> None:
    assert lost_in('<img src="a.png">x[sound:b.mp3]') == [
        "the picture or sound “a.png”",
        "the picture or sound “b.mp3”",
    ]
    assert as_text("x[sound:b.mp3]") == "x"


def test_addresses_of_links_are_named_unless_they_are_read() -> None:
    assert lost_in('<a href="http://x.org">here</a>') == ["the address of a link, “http://x.org”"]
    assert not lost_in('<a href="http://x.org">http://x.org</a> <a name="top">x</a>')
    assert lost_in('<a href="http://x.org">never closed')


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Which tag is <p>?", False),
        ("What does <b> do?", False),
        ("List<String> and </b>", False),
        ("a < b > c", False),
        ("<b>bold</b>", True),
        ("one<br>two", True),
        ("<IMG alt='' src='a.png'>", True),
        ("non&nbsp;breaking", True),
    ],
)
def test_a_tag_that_is_spoken_of_makes_no_html(text: str, *, html: bool) -> None:
    assert looks_like_html(text) is html


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])).map(without_noncharacters))
def test_text_comes_back_from_html(text: str) -> None:
    if "[sound:" in text:
        return
    assert as_text(as_html(text)).split() == text.split()


PIECES = ["<b>", "</b>", "<div>", "</p>", "<td>", "word", "&lt;", "ü ", "<li>"]


@given(st.lists(st.sampled_from(PIECES)))
def test_no_word_is_lost_whatever_the_tags(pieces: list[str]) -> None:
    markup = " ".join(pieces)
    words = html.unescape(re.sub(r"<[^>]*>", " ", markup)).split()
    assert [w for w in as_text(markup).split() if w not in {"-", "|"}] == words


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("what does &lt;b&gt; do? <![foo] in XML<br>", "what does <b> do? <![foo] in XML"),
        ("<p><![if !supportLists]>a<![endif]> b</p>", "a b"),
        ("<p><![CDATA[x < y]]></p>", "x < y"),
    ],
)
def test_sections_that_no_browser_shows_break_nothing(markup: str, wanted: str) -> None:
    assert as_text(markup) == wanted


@pytest.mark.parametrize(
    ("list_", "wanted"),
    [
        ('<ol type="A"><li>x</li><li>y</li></ol>', "A. x\nB. y"),
        ('<ol type="i" start="3"><li>x<li>y</ol>', "iii. x\niv. y"),
        ('<ol style="list-style-type: lower-alpha"><li>x<li>y</ol>', "a. x\nb. y"),
        ("<ol start=9><li>x<li>y</ol>", "9. x\n10. y"),
        ('<ol type="A" start="40"><li>x</ol>', "40. x"),
        ('<ul type="A"><li>x</ul>', "- x"),
    ],
)
def test_a_list_is_numbered_as_its_answer_may_name_it(list_: str, wanted: str) -> None:
    assert as_text(list_) == wanted


_PIECES = (
    "a",
    " ",
    "  ",
    "\n",
    "\u00a0",
    "&nbsp;",
    "&amp;",
    "&lt;",
    "&am",
    "<b>",
    "</b>",
    "<br>",
    "<br />",
    "<DIV>",
    "</div>",
    "<p>",
    "</p>",
    "<ul>",
    "<li>",
    "</ul>",
    '<img src="a.png">',
    "<sup>",
    "</sup>",
    '<img alt="one" src="b.png"/>',
    '<a href="x">',
    "</a>",
    "<td>",
    "<tr>",
    "<pre>",
    "</pre>",
    "<rt>",
    "<rp>",
    "(",
    "</ruby>",
    '<span class="k">',
    "</span>",
    "<",
    ">",
    "<x>",
    "[sound:a.mp3]",
    "\t",
)


@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
def test_everyday_markup_is_read_as_the_parser_reads_it(markup: str) -> None:
    quick, parsed = _Reader(), _Reader()
    parsed.feed(markup)
    parsed.close()
    if quick.takes(markup):
        assert quick.text() == parsed.text()
        assert (quick.media, quick.links, quick.seen) == (parsed.media, parsed.links, parsed.seen)


@pytest.mark.parametrize("text", ["5 <a 6", "<b>so</b> <i", "a < b <!-- c", "<p>x</p"])
def test_behind_the_last_tag_nothing_is_left_for_the_parser_to_search(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fed: list[str] = []
    _read.cache_clear()
    monkeypatch.setattr(_Reader, "feed", lambda _, data: fed.append(data))
    as_text(text)
    assert [data.rpartition(">")[2].count("<") for data in fed] == [0]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("2<sup>n+1</sup>, x<sub>i+1</sub>", "2^(n+1), x_(i+1)"),
        ("x<sup>2</sup>y, x<sup>n</sup>y, 10<sup>3</sup>5", "x^2y, x^(n)y, 10^(3)5"),
        ("a<sup>b<sup>c</sup></sup>, x<sup>2n</sup>, 2<sup>n+1", "a^(b^c), x^(2n), 2^(n+1)"),
        ("Ca<sup>2+</sup>, C<sub>n</sub>H<sub>2n+2</sub>", "Ca^2+, C_(n)H_(2n+2)"),
        ("log<sub>10</sub>100, 1010<sub>2</sub>, x<sub>max</sub>", "log_(10)100, 1010_2, xmax"),
        ("4<sup>th</sup>, 10<sup>-3</sup> m, so<sup>[1]</sup>", "4^th, 10^-3 m, so^[1]"),
    ],
)
def test_signs_set_high_or_low_do_not_run_on(markup: str, text: str) -> None:
    assert as_text(markup) == text


@pytest.mark.parametrize(
    ("mathml", "text"),
    [
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
        (
            "<mn>3</mn><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mi>b</mi></mfrac>",
            "3(a + 1)/b",
        ),
        ("<msqrt><mn>16</mn></msqrt><mo>&#8290;</mo><mi>x</mi>", "(√16)x"),
        ("<msup><msup><mi>x</mi><mn>2</mn></msup><mn>3</mn></msup>", "(x²)³"),
        ("<msup><mrow><mi>x</mi><mo>+</mo><mn>1</mn></mrow><mn>2</mn></msup>", "(x + 1)²"),
        ("<msup><mn>-2</mn><mn>2</mn></msup>", "(−2)²"),
        ("<mfenced open='['><mi>a</mi><mi>b</mi></mfenced>", "[a, b)"),
        ("<mn>1</mn><mn>2</mn>", "1 2"),
    ],
)
def test_mathml_is_a_line_of_text(mathml: str, text: str) -> None:
    assert as_text(f"<p>So <math>{mathml}</math>.</p>") == f"So {text}."
    assert not lost_in(f"<math>{mathml}</math>")


def test_a_number_beside_a_formula_does_not_run_into_it() -> None:
    half = "<m:math><m:mfrac><m:mn>1</m:mn><m:mn>2</m:mn></m:mfrac></m:math>"
    assert as_text(f"2{half}5") == "2 1/2 5"


@pytest.mark.parametrize(
    "mathml",
    [
        "<menclose notation='updiagonalstrike'><mn>2</mn></menclose>",
        "<apply><plus></plus><ci>x</ci></apply>",
        "<mfrac><mn>1</mn></mfrac>",
    ],
)
def test_mathml_that_cannot_be_read_is_told(mathml: str) -> None:
    [loss] = lost_in(f"<math>{mathml}</math>")
    assert "MathML" in loss


@pytest.mark.parametrize(
    ("markup", "unshown"),
    [
        ('<div style="color: red; display:none">a <div>b</div> c</div>seen', ["a b c"]),
        ('<b style="visibility: hidden;">a</b><b>seen</b>', ["a"]),
        ("<p hidden>a<p>seen</p>", ["a"]),
        ('<span style="display:none">[sound:a.mp3]</span><img hidden>seen', []),
        ('<i style="color:red">seen</i>', []),
        ("<div hidden>seen, for it is never closed", []),
    ],
)
def test_what_nobody_sees_is_left_and_told(markup: str, unshown: list[str]) -> None:
    for shown in (as_text(markup), without_signs(as_text(signed(markup)))):
        assert shown.split(",")[0].strip() == "seen"
    told = [loss for loss in lost_in(markup) if loss.startswith("what nobody sees")]
    assert told == [f"what nobody sees, “{said}”" for said in unshown]


MATHS_TAGS = (
    "mrow mfrac msqrt mroot msup msub msubsup munder mover munderover mfenced mtable mtr mtd "
    "mmultiscripts mprescripts mstyle menclose semantics"
).split()
MATHML = st.recursive(
    st.sampled_from(["<mi>a</mi>", "<mn>7</mn>", "<mo>(</mo>", "<mo>^</mo>", "<none/>", "b"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(MATHS_TAGS),
        st.lists(inner, max_size=4),
    ),
    max_leaves=8,
)


@given(MATHML)
def test_no_number_of_a_formula_is_lost(inner: str) -> None:
    mathml = f"<math>{inner}</math>"
    first = re.sub(r"<[^<>]*>", "", mathml).count("7")
    if "semantics" not in mathml:  # of which only the first part is shown
        assert len(re.findall("[7⁷₇]", as_text(mathml))) == first or lost_in(mathml)


@pytest.mark.parametrize(
    "tag", ['b title="a hidden one"', 'a href="x" title="hidden"', "p hidden-x"]
)
def test_a_tag_that_only_speaks_of_hidden_hides_nothing(tag: str) -> None:
    assert "word" in as_text(signed(f"<{tag}>word</{tag.split(maxsplit=1)[0]}>"))


def test_a_formula_in_many_layers_is_read_once() -> None:
    deep = f"<math>{'<mover>' * 40}<mi>x</mi>{'<mn>2</mn></mover>' * 40}</math>"
    assert "x" in as_text(signed(deep))


def test_blocks_of_org_that_never_end_are_read_through_once() -> None:
    assert not in_html("#+BEGIN_SRC x\nfoo\n" * 1000)
