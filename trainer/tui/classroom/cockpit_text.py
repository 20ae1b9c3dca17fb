"""What the cockpit shows of a drill, as text."""

from collections.abc import Iterator

from textual.content import Content

from trainer.classroom.server_message import CockpitPlayer, CockpitQuestion, CockpitState
from trainer.tui.qr_code import qr_code
from trainer.tui.text import joined, plain

_SIGNS: dict[float | None, tuple[str, str]] = {
    1: ("✓", "$text-success"),
    0: ("✗", "$text-error"),
    None: ("", ""),
}


def state_lines(view: CockpitState) -> Iterator[Content]:
    """The question with its key, teams and hands, who is called, what comes next, warnings."""
    if view.question:
        yield from _question(view.question)
        yield plain("")
    for number, (team, mark) in enumerate(view.teams, 1):
        sign, style = _SIGNS.get(mark, ("◐", ""))
        yield joined((f"{number}  ", "$primary"), plain(team, "bold"), (f" {sign}", style))
    for label, many in view.hands or ():
        yield joined((f"{'–' if many is None else many:>7}  ", "bold"), plain(label))
    if view.called:
        sign, style = _SIGNS.get(view.mark, ("◐", ""))
        yield joined(("☞ ", "$accent"), plain(view.called, "bold"), (f" {sign}", style))
    if view.next:
        yield joined(("next  ", "dim"), plain(view.next.prompt))
        if view.next.note:
            yield plain(f"      note: {view.next.note}", "italic")
    yield from (plain(f"! {warning}", "$text-warning") for warning in view.warnings)


def _question(question: CockpitQuestion) -> Iterator[Content]:
    if question.setting:
        yield plain(question.setting, "italic")
    yield plain(question.prompt, "bold")
    if question.void:
        yield joined(("This question does not count; u takes that back.", "$text-error"))
    for option in question.options:
        sign = "  " if question.poll else "✓ " if option.right else "✗ "
        votes = " → ".join(map(str, option.votes))
        style = "$text-success" if option.right else ""
        yield joined(plain(f"{votes:>7}  {sign}", style), plain(option.say, style))
    yield from (plain(f"{many:>7}  {say}") for say, many in question.said)
    if question.key and not question.options:
        yield plain(question.key, "bold $text-success")
    if question.why:
        yield plain(question.why)
    if question.note:
        yield plain(f"note: {question.note}", "italic")


def player_line(player: CockpitPlayer) -> Content:
    """A student: whether they are here, their answer, how sure they were, how long it took."""
    sign, style = _SIGNS.get(player.score, ("◐", ""))
    name = plain(player.name, "bold" if player.here else "dim")
    rest = [] if player.here else [("   connection lost", "dim")]
    rest += [("   guest", "dim")] if player.guest else []
    rest += [(f"   {player.extra:.0%} more time", "dim")] if player.extra else []
    answer = "" if player.answer is None else f"   {player.answer}"
    parts = [sign_of for sign_of in [(f"   {sign}", style)] if sign]
    sure = f"   {player.sure}" if player.sure else ""
    time = "" if player.seconds is None else f"   {player.seconds} s"
    return joined(name, *parts, plain(answer), plain(sure, "dim"), plain(time, "dim"), *rest)


def phone_code(view: CockpitState, secret: str) -> Iterator[Content]:
    """The code that opens the cockpit on the teacher's phone.

    Args:
        view: the drill, with the addresses at which it is served.
        secret: what opens its cockpit.
    """
    hosts = [host for host in view.hosts if not host.startswith("127.")]
    if not hosts:
        yield plain("Your phone needs an address in the network: press a on the wall first.")
        return
    url = f"http://{hosts[0]}:{view.port}/cockpit#{secret}"
    yield from qr_code(url)  # first, so that it is whole on a low screen
    yield plain("For your phone alone; whoever has it can run the drill. o hides it.", "bold")
