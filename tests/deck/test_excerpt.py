import json
from pathlib import Path

import pytest

from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.excerpt import as_github, as_json, as_text
from trainer.deck.span import Span, span_at


def finding(source: str, start: int, length: int = 1, **told: str) -> Diagnostic:
    span = span_at(source, start, start + length)
    return Diagnostic(
        Path("a.yaml"), span, Code.UNKNOWN_KEY, told.get("message", "wrong"), told.get("hint", "")
    )


def test_place_excerpt_caret_and_hint() -> None:
    source = "title: T\nquestion: x\n"
    told = as_text(finding(source, 9, 8, hint="did you mean `q`?"), source)
    assert told.splitlines() == [
        "a.yaml:2:1: error[D201]: wrong",
        "    2 | question: x",
        "      | ^^^^^^^^",
        "      = help: did you mean `q`?",
    ]


@pytest.mark.parametrize(
    ("line", "at", "caret"),
    [("漢字 x", 3, 5), ("\tx", 1, 4), ("e\u0301 x", 3, 2), ("plain x", 6, 6)],
    ids=["wide", "tab", "combining", "plain"],
)
def test_the_caret_stands_under_the_character(line: str, at: int, caret: int) -> None:
    shown = as_text(finding(line, at), line).splitlines()[2]
    assert shown.index("^") == len("      | ") + caret


def test_what_a_terminal_would_obey_is_written_out() -> None:
    source = "q: \x1b]52;c;AAAA\x07\u202e"
    told = as_text(finding(source, 3, message="bad \x1b[2J"), source)
    assert not set(told) & {"\x1b", "\x07", "\u202e"}
    assert "\\u001b" in told


def test_a_very_long_line_is_shown_around_the_place() -> None:
    source = "x" * 5000 + "HERE" + "x" * 5000
    told = as_text(finding(source, 5000, 4), source).splitlines()
    assert len(told[1]) < 120
    assert told[1][told[2].index("^") :].startswith("HERE")


def test_json_is_for_programs() -> None:
    [fields] = json.loads(as_json([finding("ab", 1)]))
    assert (fields["path"], fields["line"], fields["column"]) == ("a.yaml", 1, 2)
    assert (fields["code"], fields["severity"]) == ("D201", "error")


def test_github_commands_cannot_be_broken_out_of() -> None:
    told = as_github(
        Diagnostic(
            Path("a,b:c.yaml"), Span(1, 2, 0, 1), Code.UNKNOWN_KEY, "100%\n::error::x", "mend"
        )
    )
    assert "\n" not in told
    assert told.startswith("::error file=a%2Cb%3Ac.yaml,line=1,col=2,title=D201::100%25")


def test_a_file_name_cannot_obey_the_terminal_either() -> None:
    odd = Diagnostic(Path("a\x1b]0;x\x07\nb.yaml"), Span(1, 1, 0, 1), Code.SYNTAX, "wrong")
    assert as_text(odd, "").startswith("a\\u001b]0;x\\u0007\\u000ab.yaml:1:1: error")
    assert "\x1b" not in as_github(odd)
