"""`trainer add`: a new card without YAML."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.named_decks import editable_deck
from trainer.cli.output import say
from trainer.deck.card_fields import KIND_NAMES, fields_of, form_fields, missing
from trainer.deck.form_field import Shape
from trainer.errors import TrainerError
from trainer.media.files import MediaError, file_beside
from trainer.regular_file import expanded
from trainer.study.pasted_file import copy_beside

if TYPE_CHECKING:
    from trainer.deck.card_text import AddedCard


@click.command()
@click.argument("deck")
@click.option("--kind", type=click.Choice(KIND_NAMES), default=KIND_NAMES[0], show_default=True)
@click.option(
    "--field",
    "values",
    multiple=True,
    metavar="KEY=TEXT",
    help="Fill in a field and add the card at once, without the app; repeat for more fields.",
)
@click.option(
    "--picture",
    metavar="FILE",
    help="With --field: a picture, or 'FILE | what it shows'; it is copied to DECK's folder.",
)
def add(deck: str, kind: str, values: tuple[str, ...], picture: str | None) -> None:
    """Fill in a form for a new card of DECK, which shows what is weak as you type.

    The card is written below the last one, as `trainer fmt` would; nothing else in the file is
    touched. A DECK is a file, or the name of a deck in one of the usual places.

    Exit codes: 0 left, 2 could not run.
    """
    path = editable_deck(deck)
    if picture is not None:
        values = (*values, f"picture={_beside(picture, path.parent)}")
    if values:
        from trainer.deck.card_text import with_card
        from trainer.study.draft import Draft

        draft = Draft(path)
        fields = fields_of(kind, _texts(kind, values))
        if empty := missing(kind, fields):
            labels = "; ".join(field.label for field in empty)
            raise TrainerError(
                f"The {kind} card is unfinished. It needs: {labels}.",
                f"Add {' '.join(f'--field {field.key}=…' for field in empty)}",
            )
        added = with_card(draft.read(draft.saved), fields)
        if added.card is None or added.errors:
            wrong = "; ".join(finding.message for finding in added.errors)
            raise TrainerError(f"That is not a card yet: {wrong}.", _hint(kind, added))
        draft.save(added.text)
        say(f"{path}, line {added.line}: added")
        for _, finding in added.findings:
            say(f"  {finding.code}: {finding.message}; {finding.hint}")
        return
    from trainer.cli.app import open_desk

    open_desk(
        path,
        lambda app: app.deck_screens.add_card(path, lambda _: app.exit(), kind=kind),
        "Fill it in here: trainer add DECK --kind typed --field q='Who?' --field typed=Nobody",
    )


def _hint(kind: str, added: "AddedCard") -> str:
    """What belongs into the field with the first error, as a form takes it."""
    key, error = next(one for one in added.findings if one[1] in added.errors)
    shapes = {field.key: field.shape for field in form_fields(kind)}
    shape = shapes.get(key or "", Shape.TEXT)
    return error.hint if shape is Shape.TEXT else f"--field {key} takes {shape.value}"


def _beside(picture: str, folder: Path) -> str:
    """A picture as the form has it; a file elsewhere is copied into the deck's folder.

    Raises:
        TrainerError: there is no such file, or it is no picture that can be shown.
    """
    from trainer.media.picture import facts_of  # with Pillow: other cards need it not

    name, bar, alt = picture.partition(" | ")
    try:
        beside = file_beside(folder, name.strip())
    except MediaError:
        file = expanded(name.strip())
        if not os.path.isfile(file):  # noqa: PTH113 - Path.is_file raises for a name too long
            raise MediaError(f"{file} is missing.", "Name a picture that is there.") from None
        facts_of(file)
        return f"{copy_beside(file, folder).name}{bar}{alt}"
    facts_of(beside)
    return picture


def _texts(kind: str, values: tuple[str, ...]) -> dict[str, str]:
    """Key -> text; a key that is given twice has several lines."""
    keys = [field.key for field in form_fields(kind)]
    texts: dict[str, str] = {}
    for one in values:
        key, equals, text = one.partition("=")
        if key not in keys or not equals:
            raise TrainerError(
                f"{one!r} fills in no field of a {kind} card.",
                f"Write KEY=TEXT; the keys are {', '.join(keys)}.",
            )
        texts[key] = f"{texts[key]}\n{text}" if key in texts else text
    return texts
