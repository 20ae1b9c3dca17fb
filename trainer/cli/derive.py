"""`trainer derive`: an article becomes a registered source, and a deck with the workbench open."""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.bar import Bar
from trainer.cli.named_files import FileToRead, FileToWrite
from trainer.cli.output import say
from trainer.cli.typed_text import typed_text
from trainer.counted import counted
from trainer.deck.acceptance.language import primary
from trainer.deck.deck import Source
from trainer.deck.deck_files import DECK_ENDINGS, usual_folders
from trainer.deck.fields import LANGUAGE
from trainer.deck.reader import read_deck_text
from trainer.deck.reading import MAX_BYTES
from trainer.deck.slug import slug
from trainer.deck.source_text import SourceText
from trainer.deck.writer import deck_text
from trainer.errors import TrainerError
from trainer.exchange.article import Article, article_of, read_article, written_date
from trainer.regular_file import read_given
from trainer.store.deck_file import save_deck_text
from trainer.store.home import decks_folder
from trainer.store.sources import register_source

if TYPE_CHECKING:
    from trainer.drafting.language_model import Model

_ASKED = {
    "title": "Title of the article",
    "author": "Author",
    "publisher": "Where it appeared",
    "date": "When (2021, 2021-11 or 2021-11-05)",
    "url": "Its address (url)",
    "language": "Language of your cards",
}
"""What a deck's head should state, and the question where the article does not."""


@click.command()
@click.argument("article", metavar="ARTICLE", type=FileToRead(allow_dash=True))
@click.option("--to", "path", type=FileToWrite(), help="The deck file to write.")
@click.option("--title", metavar="TEXT", type=typed_text, help="The article's title.")
@click.option("--author", metavar="TEXT", type=typed_text, help="Who wrote it.")
@click.option("--publisher", metavar="TEXT", type=typed_text, help="Where it appeared.")
@click.option("--date", help="When it appeared: 2021, 2021-11 or 2021-11-05.")
@click.option("--url", metavar="TEXT", type=typed_text, help="Where to read it.")
@click.option("--language", help="The language of your cards, as `en`.")
@click.option("--draft", "drafts", is_flag=True, help="Propose cards by rules, as drafts.")
@click.option(
    "--model",
    "model",
    is_flag=False,
    flag_value="",
    metavar="[NAME]",
    help="Let a language model propose cards, as drafts; after you said yes.",
)
@click.option("--server", help="The address of the model's server, up to /v1.")
@click.option("--yes", is_flag=True, help="Send the text to the model without asking.")
@click.option("--open/--no-open", "opens", default=True, help="Open the workbench (as usual).")
def derive(  # noqa: PLR0913 - the options of the command
    article: Path,
    *,
    path: Path | None,
    drafts: bool,
    model: str | None,
    server: str | None,
    yes: bool,
    opens: bool,
    **options: str | None,
) -> None:
    """Make a deck of an article, with the workbench to write its cards.

    An ARTICLE is a text file, Markdown, a page saved from a browser (.html) or a PDF; `-`
    reads what you paste, up to ctrl+d. The last two need: pip install 'quiz-trainer[articles]'

    What the article says of itself goes into the head of the deck; on a terminal you are
    asked for the rest. The text stays in your own folder, and never goes into a deck.

    The deck is written to ./decks where there is such a folder, else to the working folder.
    Where it is there already, the workbench opens on it as it is. The home screen lists the
    decks of ./decks and of your own folder, which is named at the end.

    With --draft, rules propose cards (for English texts): each is a draft, which is never
    asked before you keep it. Some are rough: go through them one by one, and keep, edit or drop
    each. That needs no network, but: pip install 'quiz-trainer[drafts]'

    With --model, a language model of your choice proposes them: one on your own machine
    (--model ollama:qwen3) or any server that speaks as OpenAI's does (--model NAME --server
    https://HOST/v1). TRAINER_MODEL, TRAINER_MODEL_SERVER and TRAINER_MODEL_KEY hold the same.
    What is sent is shown first, and nothing is sent before you say yes. A card is refused, unseen,
    unless it says what the text says. It needs: pip install 'quiz-trainer[ai]'

    Exit codes: 0 done, 2 could not run.
    """
    if server and model is None:
        raise click.UsageError("--server goes with --model.")
    chosen = None if model is None else _chosen(model, server)
    read = _pasted() if str(article) == "-" else read_article(article)
    if drafts and _is_english(read):
        from trainer.drafting.parse.parser import Parser

        Parser.needed()  # said before the deck is written
    target = path or _known_place(read, options)
    if target is None or not target.exists():
        stated = _completed(read.stated, options)
        target = target or _place(stated["title"])
        if target.exists():
            _see_same(target, read)
        else:
            _write(target, read, stated)
    else:
        _see_same(target, read)
    kept = register_source(read.source)
    say(f"The text is kept as {kept}")
    if drafts:
        _propose(target, read)
    if chosen:
        _ask(chosen, target, read, yes=yes)
    if opens and _is_at_terminal():
        _open(target, read.source, triage=drafts or chosen is not None)
    again = kept if str(article) == "-" else article
    say(f"Write its cards in the workbench: trainer derive {again} --to {target}")
    say(f"Study it: trainer study {target}")
    say(_where_listed(target))


def _where_listed(deck: Path) -> str:
    """Whether the app lists the deck, and how it comes to."""
    folders = usual_folders(Path(), decks_folder())
    if any(deck.absolute().is_relative_to(folder.absolute()) for folder in folders):
        return "It is among the decks on the home screen: trainer"
    return f"To have it on the home screen too, move it into {decks_folder()}"


def _pasted() -> Article:
    if sys.stdin.isatty():
        click.echo("Paste the article, then press enter and ctrl+d.", err=True)
    try:
        return article_of(sys.stdin.read())
    except UnicodeDecodeError as error:
        raise TrainerError("What was pasted is not UTF-8 text.") from error


def _known_place(read: Article, options: Mapping[str, str | None]) -> Path | None:
    title = options.get("title") or read.stated.get("title")
    return _place(title) if title else None


def _place(title: str) -> Path:
    name = slug(title)
    if not name:
        raise TrainerError(f"{title!r} has no letter in it.", "Name the deck's file: --to FILE")
    return (Path("decks") if Path("decks").is_dir() else Path()) / f"{name}.yaml"


def _completed(stated: Mapping[str, str], options: Mapping[str, str | None]) -> dict[str, str]:
    """What is known of the article, options first; the rest asked for, on a terminal."""
    known = {**stated, **{key: value for key, value in options.items() if value}}
    if _is_at_terminal():
        for key, question in _ASKED.items():
            if not known.get(key):
                known[key] = click.prompt(
                    f"{question} (enter: not known)",
                    default="",
                    show_default=False,
                    value_proc=typed_text,
                )
    if not known.get("title"):
        raise TrainerError("The article states no title.", "Give one: --title TEXT")
    if known.get("date"):
        date = written_date(known["date"])
        if date is None:
            raise TrainerError(
                f"{known['date']!r} is not a date.", "Write 2021, 2021-11 or 2021-11-05."
            )
        known["date"] = date
    if known.get("language") and not re.fullmatch(LANGUAGE, known["language"]):
        raise TrainerError(f"{known['language']!r} is not a language.", "Write it as en, es or zh.")
    return {key: value for key, value in known.items() if value}


def _write(path: Path, read: Article, stated: Mapping[str, str]) -> None:
    if path.suffix not in DECK_ENDINGS:
        raise TrainerError(f"{path} is not a name for a deck.", "Let it end in .yaml.")
    source = {key: stated[key] for key in Source.model_fields if key in stated}
    head: dict[str, object] = {
        **({"language": stated["language"]} if "language" in stated else {}),
        "source": {**source, "sha256": read.source.sha256},
    }
    text = deck_text(stated["title"], (), head)
    save_deck_text(path, text)
    missing = [key for key in ("author", "publisher", "date", "url") if key not in source]
    say(f"{path} is written.")
    if missing and not _is_at_terminal():  # else they were asked for, and are not known
        say(f"The article does not state: {', '.join(missing)}. Add it under `source`.")


def _see_same(path: Path, read: Article) -> None:
    """See that a deck that is there comes from this very text.

    Raises:
        TrainerError: it comes from another, or cannot be read.
    """
    text = read_given(path, MAX_BYTES, "Split the deck.").decode("utf-8-sig", "replace")
    if read.source.sha256 not in text:
        reading = read_deck_text(text, path)
        title = reading.deck.title if reading.deck else path.name
        raise TrainerError(
            f"{path} already exists, and “{title}” is not derived from this very text.",
            f"Choose another file: --to FILE; or put this under its `source`: "
            f"sha256: {read.source.sha256}",
        )


def _is_english(read: Article) -> bool:
    return primary(read.stated.get("language") or "en") == "en"


def _propose(path: Path, read: Article) -> None:
    if not _is_english(read):
        click.echo("No drafts: the rules know English alone.")
        return
    from trainer.drafting.by_rules import with_drafts
    from trainer.study.draft import Draft

    deck = Draft(path)
    text, count = with_drafts(deck.saved, path, read.source)
    if count:
        deck.save(text)
    say(f"{counted(count, 'draft')} proposed.")


def _chosen(name: str, server: str | None) -> "Model":
    from trainer.drafting.language_model import Model, ModelClient
    from trainer.store.home import learner_folder
    from trainer.store.settings import load_settings

    kept, _ = load_settings(learner_folder("me"))
    options = {
        key: value
        for key, value in {"TRAINER_MODEL": name, "TRAINER_MODEL_SERVER": server}.items()
        if value
    }
    model = Model.chosen({**os.environ, **options}, kept.model, kept.model_server)
    ModelClient.needed()
    return model


def _ask(model: "Model", path: Path, read: Article, *, yes: bool) -> None:
    """Show what would be sent, and send it once the reader says yes."""
    from trainer.drafting.by_model import ModelDrafts
    from trainer.study.draft import Draft

    drafts = ModelDrafts(model, read.source)
    if not yes:
        if not is_asked_here():
            raise TrainerError(
                "Nothing is sent before you say yes, and there is nobody to ask.",
                "Look at what would be sent in a terminal, or say it beforehand: --yes",
            )
        click.echo(f"This would be sent:\n\n{drafts.sent}\n")
    click.echo(drafts.summary)
    if not (yes or click.confirm("Send it?")):
        click.echo("Nothing was sent.")
        return
    deck = Draft(path)
    with Bar() as bar:
        outcome = drafts.drafted(deck.saved, path, bar)
    if outcome.drafts:
        deck.save(outcome.text)
    click.echo(outcome.summary)


def _is_at_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def is_asked_here() -> bool:
    """Whether somebody sits at a terminal who can say yes."""
    return sys.stdin.isatty()


def _open(path: Path, source: SourceText, *, triage: bool) -> None:
    from trainer.cli.app import open_desk

    open_desk(
        path,
        lambda app: app.deck_screens.work_on(path, source, lambda _: app.exit(), triage=triage),
    )
