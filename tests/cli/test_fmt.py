from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]
PLAIN = "title: Rivers\ncards:\n  - {q: Which river?, a: Tiber}\n"


def test_ids_are_written_and_the_second_time_nothing(run: Run) -> None:
    path = Path("rivers.yaml")
    path.write_text(PLAIN)
    assert run("fmt", "rivers.yaml").output == "rivers.yaml: formatted\n"
    written = path.read_text()
    assert written.startswith("id: rivers\ntitle: Rivers\n")
    assert run("fmt", "rivers.yaml").output == ""
    assert path.read_text() == written


def test_check_and_diff_change_nothing(run: Run) -> None:
    path = Path("rivers.yaml")
    path.write_text(PLAIN)
    checked = run("fmt", "--check", "rivers.yaml")
    shown = run("fmt", "--diff", "rivers.yaml")
    assert (checked.exit_code, shown.exit_code) == (1, 1)
    assert "+id: rivers" in shown.output
    assert path.read_text() == PLAIN


def test_a_broken_deck_is_told_and_left_alone(run: Run) -> None:
    path = Path("rivers.yaml")
    path.write_text("title: Rivers\ncards: [\n")
    result = run("fmt", "rivers.yaml")
    assert result.exit_code == 1
    assert "it has errors" in result.output
    assert path.read_text() == "title: Rivers\ncards: [\n"


def test_permissions_mark_and_link_stay(run: Run) -> None:
    real = Path("real.yaml")
    real.write_bytes(b"\xef\xbb\xbf" + PLAIN.encode())
    real.chmod(0o640)
    link = Path("rivers.yaml")
    link.symlink_to(real)
    run("fmt", "rivers.yaml")
    assert link.is_symlink()
    assert real.read_bytes().startswith(b"\xef\xbb\xbfid: ")
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_read_only_deck_is_told_and_left_alone(run: Run) -> None:
    path = Path("rivers.yaml")
    path.write_text(PLAIN)
    path.chmod(0o444)
    for verb in (("fmt",), ("check", "--fix")):
        result = run(*verb, "rivers.yaml")
        assert result.exit_code == 1
        assert "it is read-only" in result.output
        assert path.read_text() == PLAIN
