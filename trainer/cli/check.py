"""`trainer check`: what is wrong or weak in decks, before a learner meets it."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from trainer.cli import FINDINGS, learner_option
from trainer.cli.named_decks import files_of, library_of, rewrite
from trainer.cli.named_files import FileToRead
from trainer.cli.output import clear_screen, say
from trainer.counted import counted
from trainer.deck.diagnostic import Code, Diagnostic, Severity, graded
from trainer.deck.excerpt import as_github, as_json, as_text, printable
from trainer.deck.reading import Reading
from trainer.deck.source_text import SourceText, source_for
from trainer.errors import TrainerError
from trainer.exchange.article import read_article
from trainer.garbage_collection import collector_paused
from trainer.store.sources import registered_source


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--source",
    "sources",
    multiple=True,
    type=FileToRead(),
    metavar="FILE",
    help="Your copy of the text that the decks are derived from; repeat it for several.",
)
@click.option("--fix", is_flag=True, help="Fix what can be fixed safely, in the files named.")
@click.option("--strict", is_flag=True, help="Exit 1 on advice too, as for decks that are shared.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
@click.option("--explain", metavar="CODE", help="Why a rule exists and how to fix what it finds.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as workflow commands.",
)
@learner_option
def check(  # noqa: PLR0913 - one for each option
    paths: tuple[str, ...],
    *,
    sources: tuple[Path, ...],
    fix: bool,
    strict: bool,
    watch: bool,
    explain: str | None,
    form: str,
    learner: str,
) -> None:
    """Show what is wrong or weak in decks, with line, column and hint.

    A PATH is a file, a folder, or the name of a deck in one of the usual places; without
    one, all decks in reach are checked.

    An error keeps its deck from being studied. Advice is an opinion on the craft: it can be
    silenced on its card, with a reason: `silence: {D334: the short one is a name}`.

    With --source, or a text that was registered (trainer register), the cards are checked
    against it: pointers, numbers, names, hedges.

    With --fix, misspelt keys, words of other formats, slips of the keyboard and missing ids
    are fixed in place; all else stays as you wrote it.

    Exit codes: 0 no errors, 1 errors (with --strict advice too)
    or a file that --fix may not write, 2 could not run.
    """
    if explain:
        click.echo(explanation(explain))
        return
    if fix and not paths:
        raise TrainerError(
            "--fix needs the names of the files to fix.", "Write: trainer check --fix PATH"
        )
    texts = [read_article(path).source for path in sources]
    if watch:
        _watch(paths, texts, form, learner)
        return
    with collector_paused():
        read = library_of(paths).readings
        mended, left = _fix(read) if fix else (0, 0)
        if mended:
            read = library_of(paths).readings
        findings = _report(read, texts, form, learner)
    if left or any(strict or finding.severity is Severity.ERROR for finding in findings):
        sys.exit(FINDINGS)


def _report(
    read: Sequence[Reading], texts: Sequence[SourceText], form: str, learner: str
) -> Sequence[Diagnostic]:
    """Print what is found."""
    from trainer.deck.lint.between import check_between
    from trainer.deck.lint.media import unused_files

    far = list(check_between(read)) if len(read) > 1 else []
    far += unused_files(read)
    readings = [with_craft(reading, texts, far) for reading in read]
    findings = [finding for reading in readings for finding in reading.diagnostics]
    if form == "json":
        click.echo(as_json(findings))
    elif form == "github":
        for finding in findings:
            click.echo(as_github(finding))
    else:
        for reading in readings:
            for finding in reading.diagnostics:
                click.echo(as_text(finding, reading.text) + "\n")
        for line in _also_right(readings, learner):
            say(line)
        click.echo(summary(readings))
    return findings


def _also_right(readings: Sequence[Reading], learner: str) -> Iterator[str]:
    """What else the learner said is right; it is in the journal, not in the deck."""
    from trainer.cli.accepted import accepted_by

    accepted = accepted_by(learner)
    for reading in readings:
        for item, texts in accepted.get(reading.deck.id, {}).items() if reading.deck else ():
            quoted = ", ".join(f"“{text}”" for text in texts)
            yield (
                f"{printable(str(reading.path))}: {item}: for you {quoted} is right, too; "
                "accept: on the card lets it be so for everyone"
            )


def _fix(read: Sequence[Reading]) -> tuple[int, int]:
    """Fix what is beyond doubt; in how many files, and how many could not be written."""
    from trainer.deck.fixing import fixed
    from trainer.store.copies import change_notice

    mended = left = 0
    for reading in read:
        text = fixed(reading)
        if change := change_notice(reading.path):
            say(change, err=True)
        if text != reading.text:
            took = rewrite(reading, text, "fixed")
            mended, left = mended + took, left + (not took)
    return mended, left


def _watch(paths: Sequence[str], texts: Sequence[SourceText], form: str, learner: str) -> None:
    from trainer.cli.watching import changes, patiently

    library_of(paths)  # what is not there at the start is a slip of the pen
    try:
        for _ in changes(lambda: files_of(paths)):
            clear_screen()
            patiently(lambda: _report(library_of(paths).readings, texts, form, learner), click.echo)
            say("Watching; ctrl+c ends it.")
    except KeyboardInterrupt:
        click.echo("")


def with_craft(
    reading: Reading, texts: Sequence[SourceText], far: Sequence[Diagnostic] = ()
) -> Reading:
    """The reading with what the rules of the craft find in it, if it is sound.

    Args:
        reading: one deck.
        texts: the reader's copies of sources.
        far: what was found between decks, and beside them.
    """
    if reading.deck is None:
        return reading
    from trainer.deck.lint import all_findings

    sha256 = reading.deck.source.sha256 if reading.deck.source else None
    source = source_for(sha256, texts) or (registered_source(sha256) if sha256 else None)
    findings = [*all_findings(reading, source), *(f for f in far if f.path == reading.path)]
    return replace(reading, diagnostics=tuple(sorted(findings, key=lambda f: f.span[:2])))


def explanation(code: str) -> str:
    """The page on a code.

    Raises:
        TrainerError: there is no such code.
    """
    from trainer.deck.explanation import as_page, explained

    try:
        known = Code(code.upper())
    except ValueError as error:
        codes = ", ".join(sorted(Code))
        raise TrainerError(f"There is no rule {code}.", f"The rules are: {codes}.") from error
    return as_page(explained(known)).rstrip("\n")


def summary(readings: Sequence[Reading]) -> str:
    """One line on the whole, as `2 errors and 1 piece of advice in 1 of 2 decks.`."""
    findings = [finding for reading in readings for finding in reading.diagnostics]
    if not findings:
        cards = sum(len(reading.deck.cards) for reading in readings if reading.deck)
        return f"{counted(len(readings), 'deck')}, {counted(cards, 'card')}: nothing found."
    bad = sum(bool(reading.diagnostics) for reading in readings)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    result = (
        f"{graded(errors, len(findings) - errors)} in {bad} of {counted(len(readings), 'deck')}."
    )
    code = findings[0].code
    return f"{result} What a rule is for: trainer check --explain {code}"
