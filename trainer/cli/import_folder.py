"""`trainer import FOLDER`: a folder of decks from a folder of another program's files."""

from collections.abc import Container, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from trainer.cli.import_deck import title_of, write_deck
from trainer.cli.import_notices import list_all
from trainer.cli.import_progress import import_progress
from trainer.cli.output import say
from trainer.counted import counted
from trainer.deck.deck_files import DECK_ENDINGS
from trainer.deck.slug import slug
from trainer.errors import TrainerError
from trainer.exchange.cards_of_files import joined
from trainer.exchange.import_result import ImportResult, Notice
from trainer.exchange.markdown.hashcards import DATABASE, orphans
from trainer.exchange.media.marks import MediaMarks
from trainer.exchange.readers import endings
from trainer.exchange.recognition import reader_of
from trainer.exchange.refusal import refuse_other_kinds
from trainer.exchange.source import ForeignFile, Given
from trainer.free_name import numbered
from trainer.regular_file import all_below, where_it_leads

_MEDIA = frozenset(".png .jpg .jpeg .gif .svg .webp .mp3 .wav .ogg .mp4 .webm .css".split())
_MOST = 5_000
"""Files in a folder; more is no collection of decks."""


def import_folder(  # noqa: PLR0913 - as `trainer import` has it
    folder: Path,
    to: Path | None,
    options: Given,
    form: str | None,
    *,
    show_all: bool,
    history: bool,
    learner: str,
) -> None:
    """Write a deck for each file that is one, in folders as the files are; list the others.

    Files that hold a card each become one deck for their folder.

    Raises:
        TrainerError: there is none, or one of them cannot be written.
    """
    name = slug(where_it_leads(folder).name) or "imported"
    target = to or (Path("decks") / name if Path("decks").is_dir() else Path(name))
    if where_it_leads(target).is_relative_to(where_it_leads(folder)):
        raise TrainerError(
            f"The decks would be written to {target}, among the files that they are made of.",
            "Choose another folder with --to.",
        )
    decks, passed = _read_all(folder, options, form)
    if not decks:
        if (database := folder / DATABASE).is_file():
            refuse_other_kinds(ForeignFile(database))
        example = f"; {passed[0].place}: {passed[0].what}" if passed else ""
        raise TrainerError(
            f"{folder} holds no deck{example}.", f"Read are: {', '.join(endings())}. See --help."
        )
    written = {}
    for path, (file, imported) in decks.items():
        deck_id = slug("-".join((where_it_leads(target).name, *path.with_suffix("").parts)))
        written[path] = write_deck(file, target / path, imported, None, deck_id=deck_id)
    known = {target / path: one for path, one in written.items() if one.reviews or one.states}
    if known:
        import_progress(known, learner, wanted=history)
    losses = [*passed, *_orphans(folder)]
    done: list[Notice] = []
    guesses: list[Notice] = []
    for path, imported in written.items():
        losses += [replace(one, place=f"{path.stem}, {one.place}") for one in imported.losses]
        done += [replace(one, place=f"{path.stem}, {one.place}") for one in imported.done]
        guesses += [replace(one, place=f"{path.stem}, {one.place}") for one in imported.guesses]
    say(f"{counted(len(decks), 'deck')} in {target}.")
    of_all = ImportResult("", (), tuple(losses), guesses=tuple(guesses), done=tuple(done))
    list_all(of_all, show_all=show_all)
    say(f"Now: trainer check {target}")


def _read_all(
    folder: Path, options: Given, form: str | None
) -> tuple[dict[Path, tuple[Path, ImportResult]], list[Notice]]:
    """The decks by where they belong, and what was passed over."""
    decks: dict[Path, tuple[Path, ImportResult]] = {}
    card_files: dict[Path, dict[str, ImportResult]] = {}
    """Folder -> its files that are a card each, by their names."""
    media: dict[Path, MediaMarks] = {}
    """Folder -> what those show and play."""
    places: dict[Path, Path] = {}
    """Of the file, or of the folder of whose files each is a card."""
    passed: list[Notice] = []
    for file in _files(folder):
        inside = file.relative_to(folder)
        if file.suffix.lower() in _MEDIA | DECK_ENDINGS or file.name == DATABASE:
            continue
        try:
            source = ForeignFile(file, options, folder)
            reader = reader_of(source, form)
            title = _title(inside.parent, folder) if reader.a_card_each else title_of(file)
            if reader.a_card_each:
                source.shared_media = media.setdefault(file.parent, source.media)
            imported = reader.read(source, title)
        except TrainerError as error:
            reason = error.message.replace(str(file), "it")
            passed.append(Notice(str(inside), f"passed over: {reason}"))
            continue
        if not imported.asks:
            passed.append(Notice(str(inside), "skipped: it has no card"))
            continue
        origin = file.parent if reader.a_card_each else file
        if origin not in places:
            place = _place(inside, folder, a_card_each=reader.a_card_each)
            places[origin] = _free(place, origin, decks)
            decks[places[origin]] = (origin, imported)
        if reader.a_card_each:
            card_files.setdefault(origin, {})[file.name] = imported
    decks |= {places[origin]: (origin, joined(files)) for origin, files in card_files.items()}
    return decks, passed


def _free(place: Path, origin: Path, used: Container[Path]) -> Path:
    """The place, or one beside it that names the ending of the file, where another has it."""
    ending = slug(origin.suffix.lstrip(".")) or "folder"
    beside = numbered(place.with_stem(f"{place.stem}-{ending}"))
    return next(path for path in chain([place], beside) if path not in used)


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder in their order, hidden ones and links left out."""
    count = 0
    for path in all_below(folder, lambda below: not below.name.startswith(".")):
        if path.name.startswith(".") or path.is_symlink() or not path.is_file():
            continue
        count += 1
        if count > _MOST:
            raise TrainerError(f"{folder} holds more than {_MOST:,} files.", "Name a part.")
        yield path


def _title(parent: Path, folder: Path) -> str:
    return parent.name or where_it_leads(folder).name


def _place(inside: Path, folder: Path, *, a_card_each: bool) -> Path:
    """Where a deck belongs; its id is this place, so that no two have the same."""
    parents = [slug(part) or "deck" for part in inside.parts[:-1]]
    stem = slug(title_of(inside)) or "deck"
    if a_card_each:
        stem = parents.pop() if parents else slug(_title(inside.parent, folder)) or "deck"
    return Path(*parents, f"{stem}.yaml")


def _orphans(folder: Path) -> list[Notice]:
    """Cards that hashcards' database knows and no file holds."""
    if not (folder / DATABASE).is_file():
        return []
    lost = orphans(folder)
    notice = f"reviewed cards that are in no file any more: {len(lost)}"
    return [Notice(DATABASE, notice)] if lost else []
