"""The command line: one module a verb, loaded when the verb is used."""

import errno
import importlib
import keyword
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click
from click.core import ParameterSource

from trainer import __version__
from trainer.cli.named_files import names_in
from trainer.cli.output import flush_all, guard_streams, say
from trainer.did_you_mean import did_you_mean
from trainer.errors import SystemRefusedError, TrainerError
from trainer.garbage_collection import collect_seldom
from trainer.safe_text import on_one_line

VERBS = {
    "study": "Study what is due, in the app or line by line.",
    "decks": "List the decks that are found, with what is due in them.",
    "due": "Show how much is due now and in the coming days.",
    "stats": "Show how much is remembered, and how well that was predicted.",
    "fit": "Fit the scheduler to your own answers.",
    "orphans": "List progress whose card is gone.",
    "relink": "Give the progress of a card that is gone to another card.",
    "forget": "Delete the progress of a card.",
    "doctor": "Check all that is stored, explain what is wrong, and fix it.",
    "backup": "Write all that was learnt to one file.",
    "restore": "Restore a backup.",
    "export-reviews": "Write all reviews as CSV, for tools that analyse spaced repetition.",
    "merge": "Import what was learnt on another computer.",
    "phone": "Study on your phone, in the same network, beside the app.",
    "sync": "Learn on several devices, through a folder that they share.",
    "check": "Show what is wrong or weak in decks, with line, column and hint.",
    "new": "Write a small deck that shows every kind of card.",
    "schema": "Print the deck format for editors, as JSON Schema.",
    "edit": "Edit a deck in the app, with the card shown beside the text.",
    "add": "Fill in a form for a new card of a deck.",
    "copy": "Copy a shipped deck into your own folder, to change it.",
    "preview": "Page through a deck as a learner sees it, while you write it.",
    "import": "Make a deck from a file of Anki, Quizlet, Moodle, a table or Markdown.",
    "export": "Write a deck for Anki, Quizlet, Moodle, a table or Markdown.",
    "drill": "Run a drill in class, with or without devices.",
    "join": "Join a drill from a terminal.",
    "class": "Make classes, list them, hand out what students know, remove one.",
    "report": "Show how a drill went.",
    "amend": "Correct what went wrong in a drill that is over.",
    "fmt": "Write missing ids into decks, and put keys in order.",
    "derive": "Make a deck from an article: the text on one side, your cards on the other.",
    "coverage": "Show what the cards ask of an article, and which facts no card asks.",
    "passages": "Print a text with the sentence numbers that `evidence` uses.",
    "register": "Register your copy of an article, to see its passages beside the answers.",
}
"""Verb -> its line in `trainer --help`; the module trainer.cli.VERB holds the command."""

FINDINGS = 1
"""The exit code when something was found."""
COULD_NOT_RUN = 2
"""The exit code for a TrainerError; click's own code for a wrong option."""


class LazyGroup(click.Group):
    """Imports a verb's module only when that verb is called, so that each starts fast."""

    def make_context(self, *args: Any, **more: Any) -> click.Context:  # noqa: ANN401 - as click's
        """Read the group's own options."""
        with _on_one_line():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> object:
        """Read a verb's arguments, and run it."""
        with _on_one_line():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of their table; nothing is imported."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the verb's module and return the command of its name."""
        if cmd_name not in VERBS:
            return super().get_command(ctx, cmd_name)
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name.replace("-", "_")
        command: click.Command = getattr(importlib.import_module(f"trainer.cli.{name}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a verb by what was typed, and propose the nearest for one that there is not."""
        verb = args[0]
        if verb not in VERBS and not verb.startswith("-"):
            message = f"There is no command {verb!r}. {did_you_mean(verb, VERBS)}"
            raise click.UsageError(message.rstrip(), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs' own lines, which click would import every module for."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@contextmanager
def _on_one_line() -> Iterator[None]:
    """Keep line ends that a user typed out of click's own messages."""
    try:
        yield
    except click.UsageError as error:
        typed = error.format_message()
        if on_one_line(typed) == typed:
            raise
        raise click.UsageError(on_one_line(typed), error.ctx) from None


def _propose_learner(ctx: click.Context, _: click.Parameter, name: str) -> str:
    """Say of a new learner's name that it may be a slip; it is used all the same."""
    if ctx.get_parameter_source("learner") is ParameterSource.COMMANDLINE:
        from trainer.store.home import learner_folder

        folder = learner_folder(name)
        near = "" if folder.is_dir() else did_you_mean(name, names_in(folder.parent))
        if near:
            say(f"There is no learner {name} yet. {near}", err=True)
    return name


learner_option = click.option(
    "--learner",
    metavar="NAME",
    default="me",
    show_default=True,
    help="Whose progress to use.",
    callback=_propose_learner,
)


@click.group(cls=LazyGroup, invoke_without_command=True)
@learner_option
@click.option("--web", is_flag=True, help="Serve the app to one browser, by a secret link.")
@click.option(
    "--address", metavar="IP", help="With --web: serve at this address, not only to this computer."
)
@click.option("--port", type=click.IntRange(1, 65535), help="With --web: the port.")
@click.version_option(__version__, prog_name="trainer")
@click.pass_context
def trainer(
    ctx: click.Context, *, learner: str, web: bool, address: str | None, port: int | None
) -> None:
    """Quizzes and flashcards in the terminal.

    Without a command, the app opens on your decks: those in ./decks, in your own deck
    folder, and those that come with trainer.

    Everything it remembers is in one folder; set TRAINER_HOME to choose it.

    Exit codes: 0 all well, 1 findings (check), 2 could not run.
    """
    ctx.default_map = {verb: {"learner": learner} for verb in VERBS}
    if (address or port) and not web:
        raise click.UsageError("--address and --port go with --web.")
    if web and ctx.invoked_subcommand:
        raise click.UsageError("--web opens the app; it goes with no command.")
    if web:
        from trainer.cli.web import serve_app

        serve_app(["--learner", learner], address, port)
    elif ctx.invoked_subcommand is None:
        from trainer.cli.app import open_app

        open_app(learner=learner)


def main() -> None:
    """Run the command line; the one place that prints an error, and ends in a sentence for each."""
    collect_seldom()
    guard_streams()
    code: str | int | None = None
    try:
        trainer(prog_name="trainer")
    except TrainerError as error:
        code = _print_error(error)
    except SystemExit as left:
        code = left.code
    except OSError as error:
        code = _print_error(_refused(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, nobody is shown a traceback
        code = _print_error(_report(error))
    unwritten = flush_all()
    if unwritten and unwritten.errno != errno.EPIPE:  # who closed a pipe wants no more
        code = _print_error(SystemRefusedError(unwritten))
        flush_all()
    sys.exit(code)


def _print_error(error: TrainerError) -> int:
    """Print an error and its hint; the exit code that goes with it."""
    with suppress(OSError):
        click.echo(f"error: {_indented(error.message)}", err=True)
        if error.hint:
            click.echo(f"help: {_indented(error.hint)}", err=True)
    return COULD_NOT_RUN


def _refused(error: OSError) -> TrainerError:
    """What the system refused; it names every file but the working folder."""
    if isinstance(error, FileNotFoundError) and not error.filename:
        return TrainerError("The folder that you are in is gone.", "Go to another one: cd ~")
    return SystemRefusedError(error)


def _indented(message: str) -> str:
    """A message whose further lines are indented; any other line end is part of a name."""
    return "\n  ".join(map(on_one_line, message.split("\n  ")))


def _report(error: Exception) -> TrainerError:
    from trainer.cli.crash import report_crash
    from trainer.store.home import home

    try:
        folder = home() / "reports"
    except TrainerError:
        folder = None
    return report_crash(error, folder=folder)
