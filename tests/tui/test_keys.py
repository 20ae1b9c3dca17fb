import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.widgets import Static

import trainer.tui
from tests.tui.conftest import until
from trainer.tui.app import TrainerApp
from trainer.tui.keys import check_keys, is_key, with_keys
from trainer.tui.screens import every_screen
from trainer.tui.widgets.ratings import RatingBar

OpenApp = Callable[..., TrainerApp]
TUI = Path(next(iter(trainer.tui.__path__)))

CLOSED_BY_ITSELF = ("HelpScreen", "app.help")
"""The key that opens the help closes it as well."""
BINDINGS = {
    "One": [Binding("q", "quit", id="one.quit"), Binding("b,ctrl+b", "bury", id="one.bury")],
    "Two": [Binding("q", "leave", id="two.leave")],
}


@pytest.mark.parametrize(
    "key", ["a", "A", "1", "f2", "ctrl+n", "space", "question_mark", "underscore", "ü", "й"]
)
def test_names_of_keys(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize("key", ["", "nonsense", "ctrl+", "aa", "ctrl+nonsense", "?"])
def test_what_is_no_key(key: str) -> None:
    assert not is_key(key)


def test_what_holds_is_kept() -> None:
    assert check_keys({"one.bury": "x, f3"}, BINDINGS) == ({"one.bury": "x,f3"}, ())


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"one.nothing": "x"}, "no action 'one.nothing'"),
        ({"one.bury": "bogus"}, "'bogus' is not a key"),
        ({"one.bury": "q"}, "q is the key of one.quit"),
        ({"one.quit": "ctrl+b"}, "ctrl+b is the key of one.bury"),
    ],
)
def test_what_does_not_hold_is_told_and_left_out(chosen: dict[str, str], told: str) -> None:
    sound, problems = check_keys(chosen, BINDINGS)
    assert sound == {}
    assert len(problems) == 1
    assert told in problems[0]


def test_two_screens_may_share_a_key() -> None:
    assert check_keys({"two.leave": "b"}, BINDINGS) == ({"two.leave": "b"}, ())


def test_keys_may_change_places() -> None:
    swapped = {"one.quit": "b", "one.bury": "q"}
    assert check_keys(swapped, BINDINGS) == (swapped, ())


def test_the_apps_own_keys_do_not_clash() -> None:
    for screen, group in TrainerApp.key_groups().items():
        own = [binding for binding in group if (screen, binding.id) != CLOSED_BY_ITSELF]
        keys = [key for binding in own for key in binding.key.split(",")]
        assert len(keys) == len(set(keys)), screen
        assert all(is_key(key) for key in keys)


def test_each_key_of_a_screen_can_be_mapped() -> None:
    known = {binding.id for group in TrainerApp.key_groups().values() for binding in group}
    assert {"workbench.triage", "article.mark", "cards.leave", "preview.edit"} <= known
    assert {"difference.leave", "consent.send", "note.leave", "more.leave"} <= known
    for screen in every_screen():
        for binding in screen.BINDINGS:
            assert isinstance(binding, Binding)
            assert binding.id in known, (screen, binding)


def test_every_key_can_be_taken_but_the_palettes_and_the_quitting_one() -> None:
    groups = TrainerApp.key_groups()
    for taken in ("ctrl+p", "ctrl+q", "f1"):
        sound, problems = check_keys({"study.undo": taken}, groups)
        assert sound == {}
        assert len(problems) == 1
    assert check_keys({"study.undo": "f5", "summary.undo": "f5"}, groups)[1] == ()


def test_a_text_names_keys_as_they_are_mapped() -> None:
    keys = {"a.b": "question_mark,ctrl+z", "a.c": "x", "a.d": "space"}
    text = "<a.b>, <all a.b>, <typing a.b>, <typing a.c>, <a.d>, 3 < 4"
    said = "?, ?, or ctrl+z, ctrl+z, escape, then x, space, 3 < 4"
    assert with_keys(text, keys.__getitem__) == said


MAPPED = [
    *sorted((TUI / "screens").glob("*.py")),
    *(TUI / "widgets" / f"{name}.py" for name in ("card_view", "item_detail")),
]
OF_A_LINE = (
    "ctrl+z takes",
    "ctrl+z undoes",
    "With something typed, escape leaves the line",
    "names as a, ü, f2, ctrl+n",
    "kept on enter",
    "enter keeps it",
    "then enter",
    "enter goes to the next place",
    "press enter",
    "ctrl+u deletes the text before the cursor, ctrl+k",
    " s · ",
    "flags the card, 1 to 4",
    "0 to 23",
)
"""Keys of the line one types on, which nobody maps; how a key is written; seconds."""
KEY = re.compile(
    r"(?<![\w'’<.%])(?:[b-zB-Z]|space|enter|escape|ctrl\+\w|f\d|\d to \d)(?![\w'’.=:%>])"
)


def texts(path: Path) -> list[str]:
    """The texts of a module that a person may read: no docstrings, no bindings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    apart = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
        or (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Binding")
        for part in ([node.value] if isinstance(node, ast.Expr) else ast.walk(node))
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and " " in node.value.strip()
        and id(node) not in apart
    ]


@pytest.mark.parametrize("path", MAPPED, ids=lambda path: path.stem)
def test_no_text_names_a_key_that_may_be_mapped_to_another(path: Path) -> None:
    for text in texts(path):
        rest = text
        for words in OF_A_LINE:
            rest = rest.replace(words, "")
        assert not KEY.search(rest), text


def test_each_key_that_a_text_asks_for_can_be_mapped() -> None:
    known = {binding.id for group in TrainerApp.key_groups().values() for binding in group}
    asked = [
        found[1]
        for path in TUI.rglob("*.py")
        for text in texts(path)
        for found in re.finditer(r"<(?:typing |all )?([a-z_]+\.[a-z_]+)>", text)
    ]
    assert len(asked) > 30
    assert set(asked) <= known


async def test_screens_name_the_keys_that_the_learner_chose(open_app: OpenApp) -> None:
    keys = {
        "study.hint": "f6",
        "study.again": "j",
        "study.practise": "f7",
        "home.study": "f8",
        "home.more": "f9",
    }
    app = open_app(keys=keys, sound=True)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: "f8 starts" in shown(app))
        await pilot.press("f8")
        await until(pilot, lambda: "There is a hint: f6." in shown(app))
        assert "j Again" in drawn(app)
        await pilot.press("q", "comma")
        await until(pilot, lambda: "f7 plays it again" in shown(app))
        await pilot.press("escape", "f1")
        await until(pilot, lambda: "f9 asks for more today" in shown(app))


def drawn(app: TrainerApp) -> str:
    return app.screen.query_one(RatingBar).render().plain


def shown(app: TrainerApp) -> str:
    return "\n".join(str(one.content) for one in app.screen.query(Static))
