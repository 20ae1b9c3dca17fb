"""What a class is predicted to remember, printed."""

from pathlib import Path

from trainer.classroom.school_class import SchoolClass
from trainer.cli.output import say
from trainer.deck.library import load_library
from trainer.store.home import decks_folder


def print_memory(school_class: SchoolClass, decks: tuple[str, ...]) -> None:
    """Print what the class is predicted to remember of each card, the weakest first."""
    from trainer.classroom.class_memory import FORGOTTEN, ClassMemory
    from trainer.clock import now
    from trainer.deck.item import items_of_deck

    library = load_library(decks, working_folder=Path.cwd(), learner_decks=decks_folder())
    items = [item for deck in library.decks for item in items_of_deck(deck) if item.card.has_key]
    predicted = ClassMemory(school_class).predict(items, now())
    learnt = [item for item in items if predicted[item.ref].recall is not None]
    learnt.sort(key=lambda item: predicted[item.ref].recall or 0)
    for item in learnt:
        prediction = predicted[item.ref]
        recall = prediction.recall or 0
        again = "  teach again" if recall < FORGOTTEN else ""
        counts = f"{prediction.met:3} met  {prediction.due:3} due"
        say(f"{recall:4.0%}  {counts}  {item.prompt}{again}")
    say(f"{len(items) - len(learnt)} of {len(items)} cards were not met yet.")
