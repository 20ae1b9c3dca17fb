import os
from collections.abc import Callable
from pathlib import Path

import pytest

from trainer.deck import deck_files
from trainer.deck.deck_files import shipped_decks
from trainer.deck.library import Library, load_library
from trainer.errors import TrainerError

Load = Callable[..., Library]


def deck(title: str, deck_id: str, requires: str = "") -> str:
    link = f"requires: {requires}\n" if requires else ""
    return f"title: {title}\nid: {deck_id}\n{link}cards:\n  - {{q: Q?, a: A}}\n"


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """The three usual places, empty."""
    folders = {name: tmp_path / name for name in ("here/decks", "own", "shipped")}
    for folder in folders.values():
        folder.mkdir(parents=True)
    monkeypatch.setattr(deck_files, "shipped_decks", lambda: folders["shipped"])
    return folders


@pytest.fixture
def load(places: dict[str, Path]) -> Load:
    def call(*names: str | Path) -> Library:
        here = places["here/decks"].parent
        return load_library(
            [str(n) for n in names], working_folder=here, learner_decks=places["own"]
        )

    return call


def titles(found: Library) -> list[str]:
    return [deck.title for deck in found.decks]


def test_all_places_are_used_the_nearest_first(load: Load, places: dict[str, Path]) -> None:
    for name, folder in places.items():
        (folder / "x.yaml").write_text(deck(name, name.replace("/", "-")))
    assert titles(load()) == ["here/decks", "own", "shipped"]


def test_a_nearer_deck_shadows_one_of_the_same_id(load: Load, places: dict[str, Path]) -> None:
    (places["own"] / "a.yaml").write_text(deck("Own", "same"))
    (places["shipped"] / "b.yml").write_text(deck("Shipped", "same"))
    assert titles(load()) == ["Own"]


def test_two_named_decks_of_one_id_are_told(load: Load, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.yaml").write_text(deck(name, "same"))
    found = load(tmp_path / "a.yaml", tmp_path / "b.yaml")
    assert titles(found) == ["a"]
    [finding] = found.readings[1].diagnostics
    assert finding.code == "D206"


def test_a_deck_comes_after_those_it_requires(load: Load, places: dict[str, Path]) -> None:
    (places["own"] / "a.yaml").write_text(deck("A", "a", requires="z"))
    (places["own"] / "z.yaml").write_text(deck("Z", "z"))
    assert titles(load()) == ["Z", "A"]


def test_decks_that_require_each_other_are_all_there(load: Load, places: dict[str, Path]) -> None:
    (places["own"] / "a.yaml").write_text(deck("A", "a", requires="z"))
    (places["own"] / "z.yaml").write_text(deck("Z", "z", requires="a"))
    assert sorted(titles(load())) == ["A", "Z"]


def test_a_deck_is_named_by_file_folder_or_name(
    load: Load, places: dict[str, Path], tmp_path: Path
) -> None:
    (places["shipped"] / "rivers.yaml").write_text(deck("Rivers", "r"))
    assert titles(load("rivers")) == ["Rivers"]
    assert titles(load(places["shipped"])) == ["Rivers"]
    (tmp_path / "anything.txt").write_text(deck("Text", "t"))
    assert titles(load(tmp_path / "anything.txt")) == ["Text"]


@pytest.mark.parametrize(
    "name",
    ["rivers.yaml", "italy/rivers.yaml", "italy/rivers", "Rivers", "it", "The Rivers of Italy"],
)
def test_a_deck_is_found_by_any_of_its_names(
    load: Load, places: dict[str, Path], name: str
) -> None:
    (places["own"] / "italy").mkdir()
    (places["own"] / "italy/rivers.yaml").write_text(deck("The rivers of Italy", "it"))
    (places["shipped"] / "all.yaml").write_text(deck("All rivers", "all"))
    assert titles(load(name)) == ["The rivers of Italy"]


def test_the_very_name_goes_before_one_that_is_nearly_it(
    load: Load, places: dict[str, Path]
) -> None:
    (places["own"] / "a.yaml").write_text(deck("polish", "verb"))
    (places["own"] / "b.yaml").write_text(deck("Polish", "language"))
    assert titles(load("Polish")) == ["Polish"]
    assert titles(load("polish")) == ["polish"]
    with pytest.raises(TrainerError) as error:
        load("POLISH")
    assert error.value.hint.startswith("Did you mean Polish or polish? ")


def test_a_mistyped_name_proposes_the_nearest(load: Load, places: dict[str, Path]) -> None:
    (places["own"] / "rivers.yaml").write_text(deck("All of them", "all"))
    for name in ("river.yaml", "rivesr", "river.yml"):
        with pytest.raises(TrainerError) as error:
            load(name)
        assert error.value.hint.startswith("Did you mean rivers? ")


@pytest.mark.parametrize("name", ["nowhere", "no/such/file.yaml"])
def test_a_name_that_leads_nowhere_is_told_with_where_was_looked(load: Load, name: str) -> None:
    with pytest.raises(TrainerError, match="There is no deck") as error:
        load(name)
    assert "shipped" in error.value.hint


def test_an_empty_name_is_no_deck(load: Load) -> None:
    with pytest.raises(TrainerError, match="name of a deck is empty"):
        load("")


def test_a_named_folder_without_decks_is_told(load: Load, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(TrainerError, match="holds no deck"):
        load(tmp_path / "empty")


def test_a_folder_that_is_called_a_deck_is_a_finding(load: Load, places: dict[str, Path]) -> None:
    (places["own"] / "x.yaml").mkdir()
    [reading] = load().readings
    assert "cannot be read" in reading.diagnostics[0].message


def test_the_shipped_decks_are_clean() -> None:
    found = load_library(
        [str(shipped_decks())], working_folder=Path(), learner_decks=Path("nowhere")
    )
    assert len(found.decks) >= 2
    assert all(reading.diagnostics == () for reading in found.readings)
    assert {card.kind for deck in found.decks for card in deck.cards} == {
        "flashcard",
        "hide",
        "where",
        "choice",
        "pick",
        "typed",
        "cloze",
        "truth",
        "number",
        "date",
        "order",
        "match",
        "list",
    }


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), Path.mkdir])
def test_what_is_no_regular_file_is_told_and_not_read(
    places: dict[str, Path], load: Load, make: Callable[[Path], None]
) -> None:
    make(places["here/decks"] / "odd.yaml")
    (places["here/decks"] / "a.yaml").write_text(deck("A", "a"))
    found = load()
    assert titles(found) == ["A"]
    [finding] = found.readings[1].diagnostics
    assert finding.message == "the file cannot be read: it is not a regular file"


def test_decks_in_subfolders_are_found_and_named_with_them(
    load: Load, places: dict[str, Path]
) -> None:
    for name in ("a.yaml", "sub/b.yaml", "sub/deep/c.yaml", ".hidden/d.yaml"):
        path = places["own"] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(deck(path.stem, path.stem))
    found = load()
    assert titles(found) == ["a", "b", "c"]
    folders = [found.folder_of(reading.path) for reading in found.readings]
    assert folders == ["", "sub", "sub/deep"]
    assert titles(load("sub/deep/c")) == titles(load("c")) == ["c"]


def test_two_decks_of_one_id_in_one_place_are_told(load: Load, places: dict[str, Path]) -> None:
    (places["own"] / "sub").mkdir()
    for name in ("a.yaml", "sub/b.yaml"):
        (places["own"] / name).write_text(deck(name, "same"))
    found = load()
    assert titles(found) == ["a.yaml"]
    assert found.readings[1].diagnostics[0].code == "D206"


def test_a_folder_that_leads_back_to_itself_is_met_once(
    load: Load, places: dict[str, Path]
) -> None:
    (places["own"] / "a.yaml").write_text(deck("A", "a"))
    (places["own"] / "again").symlink_to(places["own"], target_is_directory=True)
    assert titles(load()) == ["A"]
