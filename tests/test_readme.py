from pathlib import Path

from trainer.deck.card import KINDS
from trainer.deck.reader import read_deck_text

README = (Path(__file__).parents[1] / "README.md").read_text()


def test_the_deck_in_the_readme_is_sound_and_shows_every_kind() -> None:
    deck = README.split("```yaml\n")[1].split("```")[0]
    reading = read_deck_text(deck, Path("readme.yaml"))
    assert reading.diagnostics == ()
    assert reading.deck is not None
    assert {type(card) for card in reading.deck.cards} == set(KINDS)


def test_two_commands_do_all_the_set_up() -> None:
    commands = [line for line in README.splitlines() if line.startswith("$ ")]
    assert len(commands) == 2
    assert commands[0].endswith("/trainer")
    assert commands[1].endswith("/pytest")
