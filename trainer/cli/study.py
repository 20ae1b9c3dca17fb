"""`trainer study`: straight to the cards."""

import click

from trainer.cli import learner_option
from trainer.cli.output import say
from trainer.clock import now
from trainer.counted import counted
from trainer.deck.library import refuse_broken
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.item_actions import ItemActions
from trainer.study.limits import spread_over, with_more_new, with_tomorrow
from trainer.study.options import StudyOptions
from trainer.study.safekeeping import back_up_daily, sync
from trainer.study.why import held_back, nothing_due


@click.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...")
@click.option("--plain", is_flag=True, help="Line by line, for screen readers and pipes.")
@click.option("--cram", is_flag=True, help="Ask everything once; the schedule stays as it is.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="End after N answers.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only cards with this tag.")
@click.option(
    "--find",
    default="",
    metavar="QUERY",
    help="Only what a search finds; it is written as in Anki.",
)
@click.option(
    "--more", type=click.IntRange(min=1), metavar="N", help="N more new cards, today only."
)
@click.option("--ahead", is_flag=True, help="Also what is due tomorrow, today only.")
@click.option(
    "--spread",
    type=click.IntRange(min=1),
    metavar="DAYS",
    help="Spread a backlog over so many days, the most fragile first; 1 ends that.",
)
@learner_option
def study(  # noqa: PLR0913 - one for each option
    decks: tuple[str, ...],
    *,
    plain: bool,
    cram: bool,
    limit: int | None,
    tags: tuple[str, ...],
    find: str,
    more: int | None,
    ahead: bool,
    spread: int | None,
    learner: str,
) -> None:
    """Study what is due: in all decks, or in each DECK.

    A DECK is a file, a folder, or the id or title of a deck in one of the usual places.
    A QUERY is as in the browser: 'is:leech deck:terms', 'tag:place prop:lapses>2'.

    Exit codes: 0 the session ended, 2 it could not begin.
    """
    _ask_for(decks, learner, more, spread, ahead=ahead)
    options = StudyOptions(tags=tags, find=find, limit=limit, cram=cram)
    if not plain:
        from trainer.cli.app import open_app

        open_app(learner=learner, decks=decks, study=options)
        return
    with Collection(decks, learner=learner) as collection:
        refuse_broken(decks, collection.library)
        study_plainly(collection, options)


def _ask_for(
    decks: tuple[str, ...], learner: str, more: int | None, spread: int | None, *, ahead: bool
) -> None:
    """Keep what the learner asks for today, before a session is planned."""
    if not (more or spread or ahead):
        return
    with Collection(decks, learner=learner, read_only=True) as collection:
        agenda = collection.agenda(now())
        today, asked = agenda.plan.day, collection.settings
        if more:
            asked = with_more_new(asked, today, more)
        if ahead:
            asked = with_tomorrow(asked, today)
        if spread:
            asked = spread_over(asked, agenda, spread)
        collection.save_settings(asked)


def study_plainly(collection: Collection, options: StudyOptions) -> None:
    """Run a session line by line; go on with one that was cut off."""
    from trainer.cli.plain import OwnMarks, PlainFront, ask_on_terminal
    from trainer.media.sound import SoundPlayer
    from trainer.study.session_sound import SessionSound
    from trainer.study.shown_card import ShownCard

    sync(collection, now())
    collection.follow_edits(now())
    collection.remember_cards()
    for line in (*collection.notices, *collection.changed_copies()):
        say(line)
    options = sessions.of_named_decks(collection, options, now())
    session = sessions.resume_or_start(collection, options, now())
    if session.done:
        say(f"Going on with the session that was cut off after {counted(session.done, 'answer')}.")
    own = OwnMarks(
        ItemActions(collection), lambda: sessions.accept(collection, session, options, now())
    )
    card = ShownCard(collection, session)
    sound = SessionSound(session, SoundPlayer(), by_itself=collection.settings.sound)
    front = PlainFront(
        session,
        now,
        ask_on_terminal,
        click.echo,
        card,
        own,
        sound,
        collection.remember_cards_of,
    )
    summary = front.run()
    new = "" if session.cram else f"; {summary.new} new"
    click.echo(f"\n{summary.in_words}{new}." if summary.answers else "\nNothing answered.")
    for item in summary.missed:
        say(f"  again: {item.prompt}")
    moment = now()
    agenda = collection.agenda(moment)
    left = nothing_due(agenda, moment) or f"{agenda.counts.total} still to ask today."
    say(f"This was practice; the schedule is as it was. {left}" if session.cram else left)
    held = "" if session.cram else held_back(agenda, moment, collection.name_of)
    if held:  # practice asks what the schedule holds back
        say(held)
    back_up_daily(collection, now())
    for line in sync(collection, now()):
        say(line, err=True)
    if collection.learner.trouble:
        say(f"not saved: {collection.learner.trouble}", err=True)
