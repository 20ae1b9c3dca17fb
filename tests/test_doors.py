"""One door for files: what reads, writes or makes one outside of it is listed here, with why."""

import ast
from collections.abc import Iterator
from pathlib import Path

import trainer

ROOT = Path(trainer.__file__).parent

DOORS = {
    "regular_file.py",
    "archive.py",
    "store/atomic_file.py",
    "store/append_file.py",
}
"""What opens files for the others: bounded and regular ones to read, private ones to write."""

WRITES = {"write_bytes", "write_text", "mkdir", "makedirs", "touch", "mkstemp", "copy", "copy2"}
READS = {"read_bytes", "read_text"}
OPENS = {"open", "fdopen", "ZipFile", "NamedTemporaryFile"}
CALLS = READS | WRITES | OPENS

ELSEWHERE = {
    "classroom/hand_out.py ZipFile": "decks added to our own backup in a private folder",
    "classroom/hand_out.py open": "a member of an archive that went through the door",
    "classroom/hand_out.py read_bytes": "what was packed just now in a private folder",
    "classroom/page_file.py read_text": "our own page",
    "cli/crash.py open": "a new private file in a private folder",
    "cli/export.py read_text": "our own text",
    "cli/output.py open": "the null device",
    "cli/web.py open": "the doors of a server",
    "cli/web.py read_text": "our own page",
    "deck/example.py read_text": "our own text",
    "deck/explanation.py read_text": "our own text",
    "exchange/anki/stock_note_types.py read_text": "our own table",
    "exchange/anki/package_database.py open": "a member of an archive that went through the door",
    "exchange/anki/package_media.py open": "a member of an archive that went through the door",
    "exchange/anki/package_writer.py ZipFile": "in memory",
    "exchange/bundle.py ZipFile": "in memory",
    "exchange/bundle.py open": "a member of an archive that went through the door",
    "exchange/media/sources.py open": "regular as `file_beside` sees it, and bounded",
    "exchange/source.py open": "a member of an archive that went through the door",
    "exchange/tables/heading_names.py read_text": "our own table",
    "media/picture.py open": "in memory",
    "store/backup.py ZipFile": "written through the door",
    "store/backup.py copy2": "into a folder that nobody else may look into",
    "store/backup.py mkdir": "a private one",
    "store/backup.py open": "a journal that went through the door, and members of an archive",
    "store/deck_index.py open": "a new private file in a private folder",
    "store/journal.py open": "went through the door when its length was measured",
    "store/rescue.py open": "a new private file",
    "store/segment.py open": "after the door, one line",
    "store/timeline.py copy": "of an object, not of a file",
    "study/planner.py copy": "of an object, not of a file",
    "store/timeline.py open": "went through the door when its length was measured",
    "study/draft.py NamedTemporaryFile": "private, where nothing else can be written",
    "study/missing_deck.py open": "after the door, the beginning",
    "tui/wall/letters.py read_bytes": "our own letters",
}
"""Module and call -> why it needs no door."""


def calls_in(path: Path) -> Iterator[str]:
    """The calls of a module that may read, write or make a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Attribute):
            is_learner = isinstance(called.value, ast.Name) and called.value.id == "Learner"
            is_text = called.attr == "copy" and not node.args  # of a list or a widget
            if called.attr in CALLS and not is_learner and not is_text:
                yield called.attr
        elif isinstance(called, ast.Name) and called.id in CALLS:
            yield called.id


def test_every_file_goes_through_a_door() -> None:
    found = {
        f"{path.relative_to(ROOT).as_posix()} {call}"
        for path in ROOT.rglob("*.py")
        if path.relative_to(ROOT).as_posix() not in DOORS
        for call in calls_in(path)
    }
    assert found - ELSEWHERE.keys() == set(), "read by read_regular, write by write_atomically"
    assert ELSEWHERE.keys() - found == set(), "no longer needed"


def test_links_in_a_circle_are_no_error_of_whoever_follows_them() -> None:
    """Path.resolve raises RuntimeError there, which nobody expects: `where_it_leads` does not."""
    raw = [path.name for path in ROOT.rglob("*.py") if ".resolve()" in path.read_text("utf-8")]
    assert raw == []


def test_the_folder_of_a_user_who_is_not_there_is_no_error_of_whoever_names_it() -> None:
    """Path.expanduser raises RuntimeError for `~nobody`: `expanded` does not."""
    raw = [path.name for path in ROOT.rglob("*.py") if ".expanduser()" in path.read_text("utf-8")]
    assert raw == ["home.py"], "which tells it"


def test_folders_are_walked_however_deep_they_are() -> None:
    """Path.rglob and os.walk raise RecursionError a thousand folders down: `all_below` does not."""
    deep = (".rglob(", "os.walk(")
    texts = {path.name: path.read_text("utf-8") for path in ROOT.rglob("*.py")}
    assert [name for name, text in texts.items() if any(word in text for word in deep)] == []
