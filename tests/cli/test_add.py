"""`trainer add`, as typed in a shell."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.exchange.pictures import png, wav
from trainer.deck.reader import read_deck
from trainer.errors import TrainerError

Run = Callable[..., Result]


def test_fields_make_a_card_without_the_app(run: Run) -> None:
    before = Path("decks/small.yaml").read_text()
    pairs = ["--field", "list=Estonia", "--field", "list=Latvia | Lettland"]
    result = run("add", "small", "--kind", "list", "--field", "q=Name two.", *pairs)
    assert result.exit_code == 0
    assert "added" in result.output
    path = Path("decks/small.yaml")
    assert path.read_text().startswith(before.rstrip())
    assert read_deck(path).cards[-1].solution == "Estonia\nLatvia"


@pytest.mark.parametrize("field", ["colour=red", "q"])
def test_a_field_that_is_not_there_names_those_that_are(run: Run, field: str) -> None:
    error = run("add", "small", "--field", field).exception
    assert isinstance(error, TrainerError)
    assert "q, a, reverse" in error.hint


def test_no_card_yet_is_told_and_not_written(run: Run) -> None:
    before = Path("decks/small.yaml").read_text()
    error = run("add", "small", "--kind", "date", "--field", "q=When?").exception
    assert isinstance(error, TrainerError)
    assert error.message == "The date card is unfinished. It needs: Date, as 2018-04."
    assert error.hint == "Add --field date=…"
    error = run("add", "small", "--kind", "date", "--field", "q=W?", "--field", "date=x").exception
    assert isinstance(error, TrainerError)
    assert "not a card yet" in error.message
    assert Path("decks/small.yaml").read_text() == before


def test_without_a_terminal_the_way_to_add_is_told(run: Run) -> None:
    error = run("add", "small").exception
    assert isinstance(error, TrainerError)
    assert "trainer add DECK --kind" in (error.hint or "")


def with_picture(run: Run, picture: str) -> Result:
    return run(
        "add", "small", "--picture", picture, "--field", f"q=Who is {picture}?", "--field", "a=Ann"
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nope.png", None),
        ("x" * 300 + ".png", None),
        ("s.wav", wav()),
        ("media/s.wav", wav()),
        ("cut.png", png()[:44]),
        ("decks/cut.png", png()[:44]),
        ("text.png", b"no picture"),
    ],
)
def test_what_is_no_picture_makes_no_card(run: Run, name: str, content: bytes | None) -> None:
    if content:
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(content)
    before = Path("decks/small.yaml").read_text()
    for picture in (name, str(Path(name).absolute())):
        result = with_picture(run, picture)
        assert isinstance(result.exception, TrainerError), result.output
    assert Path("decks/small.yaml").read_text() == before
    assert not Path("decks/media").exists()


def test_a_picture_from_elsewhere_is_copied_and_named_by_what_it_is(run: Run) -> None:
    Path("lie.jpg").write_bytes(png())
    result = with_picture(run, f"{Path('lie.jpg').absolute()} | A blue field")
    assert result.exit_code == 0, result.output
    picture = read_deck(Path("decks/small.yaml")).cards[-1].picture
    assert picture
    assert (picture.file, picture.alt) == ("lie.png", "A blue field")
    assert Path("decks/media/lie.png").read_bytes() == png()


def test_a_picture_beside_the_deck_stays_there(run: Run) -> None:
    Path("decks/map.png").write_bytes(png())
    for picture in ("map.png", "decks/map.png", str(Path("decks/map.png").absolute())):
        assert with_picture(run, picture).exit_code == 0
        shown = read_deck(Path("decks/small.yaml")).cards[-1].picture
        assert shown
        assert shown.file == "map.png"
    assert not Path("decks/media").exists()


@pytest.mark.parametrize("said", ["Rome: [1, 2.5, 3, 4]", "Rome | 1, 2.5, 3, 4", "Rome: 1 2.5 3 4"])
def test_a_region_is_four_numbers_however_it_is_written(run: Run, said: str) -> None:
    Path("decks/map.png").write_bytes(png())
    place = ["--kind", "where", "--field", "q=Where is it?", "--field", "where=Rome"]
    result = run("add", "small", *place, "--picture", "map.png | A map", "--field", f"hide={said}")
    assert result.exit_code == 0, result.exception
    assert "'" not in Path("decks/small.yaml").read_text().partition("Where is it?")[2]
    assert "2.5" in Path("decks/small.yaml").read_text()


def test_a_hint_says_what_the_form_takes(run: Run) -> None:
    Path("decks/map.png").write_bytes(png())
    place = ["--kind", "where", "--field", "q=Where is it?", "--field", "where=Rome"]
    error = run("add", "small", *place, "--picture", "map.png", "--field", "hide=Rome").exception
    assert isinstance(error, TrainerError)
    assert "Rome | 48, 52, 9, 9" in (error.hint or "")


def test_a_card_that_is_there_already_is_named_with_its_line(run: Run) -> None:
    fields = ["--field", "q=Where is Oslo?", "--field", "a=In Norway"]
    assert run("add", "small", *fields).exit_code == 0
    error = run("add", "small", *fields).exception
    assert isinstance(error, TrainerError)
    assert "the same question as on the card in line" in error.message
