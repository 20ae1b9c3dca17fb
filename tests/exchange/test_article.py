"""Articles as they come, and what they state about themselves."""

import sys
from pathlib import Path

import pytest

from trainer.errors import MissingExtraError, TrainerError
from trainer.exchange.article import article_of, paragraphs_of, read_article, written_date

BODY = (
    "The canal was opened in 1869, and it is still in use. It joins two seas that stand at nearly "
    "the same height, so that no locks are needed.\n\nThe company was founded in 1858 by a "
    "diplomat who had never built anything in his life."
)
PAGE = f"""<html lang="en-GB"><head><title>A Ditch | The Daily</title>
<meta name="author" content="Ann Lee"><meta property="og:site_name" content="The Daily">
<meta property="article:published_time" content="2020-03-04">
<link rel="canonical" href="https://example.org/ditch"></head><body>
<nav><a href="/">Home</a> <a href="/about">About</a></nav><article><h1>A Ditch</h1>
<p>{BODY.partition(chr(10))[0]}</p><p>{BODY.rpartition(chr(10))[2]}</p>
<ul><li>First item of a list.</li><li>Second item of it.</li></ul></article>
<footer>All rights reserved</footer></body></html>"""


def pdf(*lines: str) -> bytes:
    """A page with these lines of text, and what it is titled."""
    drawn = "\n".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td\n{drawn}\nET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Title (On Canals) /Author (Ann Lee) /CreationDate (D:20200304120000) >>",
    ]
    text, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(text)
    text += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
    text += (
        f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF"
    )
    return text.encode("latin-1")


def test_a_text_states_its_title_author_date_and_language() -> None:
    head = "A Ditch\n\nWRITTEN BY ANN LEE\n\nPublished on 4 March 2020\n\nhttps://example.org/a\n\n"
    assert article_of(head + BODY).stated == {
        "title": "A Ditch",
        "author": "Ann Lee",
        "date": "2020-03-04",
        "url": "https://example.org/a",
        "language": "en",
    }


@pytest.mark.parametrize(
    ("credits_line", "expected"),
    [
        (
            "Ann Lee and others, “A Ditch”, section “Locks”, https://example.org/a (CC BY-SA)",
            {"author": "Ann Lee and others", "url": "https://example.org/a"},
        ),
        ("By Ann Lee, 4 March 2020", {"author": "Ann Lee", "date": "2020-03-04"}),
        ("By Ann Lee, March 4, 2020", {"author": "Ann Lee", "date": "2020-03-04"}),
        (
            "By Ann Lee and Bo Roe | Published by Velm Press | 2020-03-04",
            {"author": "Ann Lee and Bo Roe", "publisher": "Velm Press", "date": "2020-03-04"},
        ),
        ("A ditch that was dug, filled, and dug again", {}),
    ],
)
def test_a_line_of_credits_states_several_things(
    credits_line: str, expected: dict[str, str]
) -> None:
    stated = article_of(f"A Ditch – what it was\n{credits_line}\n\n{BODY}").stated
    assert stated == {"title": "A Ditch – what it was", "language": "en", **expected}


def test_a_text_without_a_head_states_nothing_of_it() -> None:
    assert article_of(BODY).stated == {"language": "en"}


def test_markdown_reads_without_its_marks() -> None:
    text = (
        "---\ntitle: 'A Ditch'\nauthor: Ann Lee\ndate: 2020-03-04\ntags: x\n---\n# A Ditch\n"
        "It **joins** [two seas](http://x.org) and `snake_case`.\n## More\n- One thing.\n- Two "
        "*big* things.\n\n1. Turn it off.\n2. Wait.\n"
    )
    found = article_of(text)
    stated = {"title": "A Ditch", "author": "Ann Lee", "date": "2020-03-04"}
    assert found.stated == {**stated, "language": "en"}
    assert [" ".join(paragraph) for paragraph in found.source.paragraphs] == [
        "A Ditch",
        "It joins two seas and snake_case.",
        "More",
        "One thing.",
        "Two big things.",
        "1) Turn it off.",
        "2) Wait.",
    ]


def test_a_saved_page_gives_its_article_alone(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE)
    found = read_article(path)
    assert found.stated == {
        "title": "A Ditch",
        "author": "Ann Lee",
        "publisher": "The Daily",
        "date": "2020-03-04",
        "url": "https://example.org/ditch",
        "language": "en",
    }
    assert "All rights" not in found.source.text
    assert "About" not in found.source.text
    assert ("Second item of it.",) in found.source.paragraphs
    assert found.source.paragraphs[1][0].startswith("The canal was opened in 1869")


def test_a_pdf_gives_its_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "canal.pdf"
    path.write_bytes(
        pdf(
            "The canal was opened in 1869, and it has been wi-",
            "dened ever since. It joins two seas, and is used by",
            "ships of all nations.",
            "The company was founded in 1858 by a man who had",
            "never built anything.",
        )
    )
    found = read_article(path)
    assert found.stated["title"] == "On Canals"
    assert found.stated["author"] == "Ann Lee"
    assert found.stated["date"] == "2020-03-04"
    assert [len(paragraph) for paragraph in found.source.paragraphs] == [2, 1]
    assert "widened ever since" in found.source.text


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\nbroken", b"no PDF at all", pdf()])
def test_a_pdf_that_gives_no_text_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "canal.pdf"
    path.write_bytes(content)
    with pytest.raises(TrainerError, match=r"PDF|no text"):
        read_article(path)


def test_a_page_without_an_article_says_so(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body></body></html>")
    with pytest.raises(TrainerError, match="No article"):
        read_article(path)


@pytest.mark.parametrize(("name", "module"), [("a.html", "trafilatura"), ("a.pdf", "pypdf")])
def test_without_the_extra_one_line_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str
) -> None:
    (tmp_path / name).write_bytes(b"x")
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError) as told:
        read_article(tmp_path / name)
    assert told.value.hint == "pip install 'quiz-trainer[articles]'"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("11 November 2021", "2021-11-11"),
        ("Nov 11, 2021", "2021-11-11"),
        ("November 2021", "2021-11"),
        ("2021-11-11T10:00:00Z", "2021-11-11"),
        ("2021", "2021"),
        ("soon", None),
        ("31 February 2021", None),
    ],
)
def test_dates_are_written_as_a_deck_has_them(written: str, date: str | None) -> None:
    assert written_date(written) == date


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    lines = ["A heading", "", "It goes on and on to the very end of the page and then", "", "ends."]
    assert paragraphs_of(lines).split("\n\n") == [
        "A heading",
        "It goes on and on to the very end of the page and then ends.",
    ]
