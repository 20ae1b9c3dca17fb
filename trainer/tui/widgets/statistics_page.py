"""What the reviews show, line by line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from textual.content import Content

from trainer.counted import counted
from trainer.study.groups import Group
from trainer.study.statistics import STABILITIES, Statistics
from trainer.tui.text import joined, plain

_STEPS = " ▁▂▃▄▅▆▇█"
_HEAT = "·░▒▓█"
_WEEKS = 26
_BAR = 24
_COUNTED = 20
"""Columns beside the bar of a count."""
_FIGURES = 31
"""Columns that the widest line has beside its bar."""
_MOST_GROUPS = 12
"""Of more tags only the worst are worth a line."""


def lines_of(stats: Statistics, title: str, width: int) -> Iterator[Content]:
    """The page, line by line, `width` columns wide; every bar has its figure beside it."""
    yield joined(("Statistics", "bold"), plain(f"   {title or 'all decks'}", "dim"))
    yield plain("")
    if not stats.reviews:
        yield plain("Nothing was reviewed yet; come back after a day or two.")
        return
    hours, minutes = stats.seconds // 3600, stats.seconds // 60 % 60
    practice = f" ({stats.practice} practice)" if stats.practice else ""
    yield plain(
        f"{counted(stats.reviews, 'review')}{practice} on {counted(stats.days_studied, 'day')}, "
        f"{hours} h {minutes:02} min"
    )
    yield plain(f"{counted(stats.learnt, 'item')} learnt")
    for part in (
        _retention(stats, width),
        _calibration(stats, width),
        _due(stats),
        _workload(stats, width),
        _calendar(stats, width),
        _spread(stats, width),
        _hardest(stats),
    ):
        yield plain("")
        yield from part


def group_lines(divided: Mapping[str, Sequence[Group]], width: int) -> Iterator[Content]:
    """What is remembered by deck, kind and tag, the worst first, `width` columns wide."""
    for way, groups in divided.items():
        yield plain("")
        yield joined((way, "bold"), ("  chance of recall today, the lowest first", "dim"))
        for group in groups[:_MOST_GROUPS]:
            room = max(8, min(30, width - _FIGURES - 18))
            name = plain(group.name).truncate(room, ellipsis=True, pad=True)
            met = f"{group.met} of {group.items} met"
            lapses = f", {group.lapses}× forgotten" if group.lapses else ""
            if group.recall is None:
                yield joined("  ", name, (f"  {met}", "dim"))
            else:
                yield _bar(
                    joined("  ", name, "  "), group.recall, f"{group.recall:.0%}", width - 18
                )
                yield plain(f"  {'':{room}}  {met}{lapses}", "dim")
        if len(groups) > _MOST_GROUPS:
            yield plain(f"  and {len(groups) - _MOST_GROUPS} more", "dim")


def _retention(stats: Statistics, width: int) -> Iterator[Content]:
    yield joined(("True retention", "bold"), ("  of what was learnt, how much was recalled", "dim"))
    for days, share in stats.retention.items():
        if share.rate is None:
            yield joined(f"  last {days:>3} days  ", ("nothing asked", "dim"))
        else:
            figures = f"{share.rate:.0%} of {share.asked}"
            yield _bar(f"  last {days:>3} days  ", share.rate, figures, width)


def _calibration(stats: Statistics, width: int) -> Iterator[Content]:
    off = stats.calibration_error
    yield joined(("Calibration", "bold"), ("  what was predicted, and what happened", "dim"))
    if off is None:
        yield plain("  No review of something learnt yet.", "dim")
        return
    for group in stats.calibration:
        name = f"  {group.predicted:4.0%} predicted  "
        yield _bar(name, group.actual, f"{group.actual:.0%} of {group.reviews}", width)
    yield plain(f"  off by {off:.1%} on average", "dim")


def _due(stats: Statistics) -> Iterator[Content]:
    yield joined(("Due", "bold"), ("  in the coming days, today first", "dim"))
    yield joined("  ", (_sparkline(stats.forecast), "$primary"))
    ahead = stats.forecast
    yield plain(
        f"  today {ahead[0]}, tomorrow {ahead[1]}, within a week {sum(ahead[:7])}, "
        f"within {len(ahead)} days {sum(ahead)}",
        "dim",
    )


def _workload(stats: Statistics, width: int) -> Iterator[Content]:
    if not stats.workload:
        return
    yield joined(("Workload", "bold"), ("  to keep this a year, by desired retention", "dim"))
    most = max(load.reviews_per_day for load in stats.workload) or 1
    for load in stats.workload:
        figures = f"{load.reviews_per_day:.1f} a day, {load.remembered:.0%} kept"
        yield _bar(f"  {load.retention:4.0%}  ", load.reviews_per_day / most, figures, width)


def _calendar(stats: Statistics, width: int) -> Iterator[Content]:
    weeks = min(_WEEKS, (width - 7) // 2)
    yield joined(("Days", "bold"), (f"  the last {weeks} weeks, a column a week", "dim"))
    first = stats.today - timedelta(days=stats.today.weekday(), weeks=weeks - 1)
    most = max(stats.per_day.values(), default=1)
    for weekday, name in enumerate(("Mon", "", "Wed", "", "Fri", "", "Sun")):
        days = [first + timedelta(days=weekday, weeks=week) for week in range(weeks)]
        cells = [
            " " if day > stats.today else _heat(stats.per_day.get(day, 0), most) for day in days
        ]
        yield joined((f"  {name:4}", "dim"), (" ".join(cells), "$primary"))
    busiest = max(stats.per_day.items(), key=lambda entry: entry[1])
    yield plain(f"  · none  █ {most}, on {busiest[0]}", "dim")


def _spread(stats: Statistics, width: int) -> Iterator[Content]:
    yield joined(("Stability", "bold"), ("  days until recall falls to 90%", "dim"))
    edges = [f"to {edge}" for edge in STABILITIES] + [f"over {STABILITIES[-1]}"]
    yield from _bars(dict(zip(edges, stats.stability, strict=True)), width)
    yield plain("")
    yield joined(("Difficulty", "bold"), ("  1 easy, 10 hard", "dim"))
    numbered = {str(number): count for number, count in enumerate(stats.difficulty, 1)}
    yield from _bars(numbered, width)


def _hardest(stats: Statistics) -> Iterator[Content]:
    if not stats.hardest:
        return
    yield joined(("Hardest", "bold"), ("  forgotten most often", "dim"))
    for item in stats.hardest:
        leech = "  leech" if item.leech else ""
        yield joined(f"  {item.lapses:>3} times  ", plain(item.prompt), (leech, "$warning"))
    if stats.leeches:
        hidden = len(stats.leeches) - sum(item.leech for item in stats.hardest)
        more = f", {hidden} more than these" if hidden else ""
        yield plain(f"  leeches: {len(stats.leeches)}{more}; rewrite their cards", "$warning")


def _bar(name: str | Content, share: float, value: str, width: int) -> Content:
    room = min(_BAR, width - _FIGURES)
    filled = round(room * share)
    return joined(name, ("█" * filled, "$primary"), ("░" * (room - filled), "dim"), f"  {value}")


def _bars(counts: dict[str, int], width: int) -> Iterator[Content]:
    room = min(_BAR, width - _COUNTED)
    most = max(counts.values(), default=0) or 1
    for name, count in counts.items():
        if count:
            yield joined(
                f"  {name:>8}  ",
                ("█" * max(1, round(room * count / most)), "$primary"),
                f" {count}",
            )


def _sparkline(counts: Iterable[int]) -> str:
    counts = tuple(counts)
    most = max(counts, default=0) or 1
    top = len(_STEPS) - 1
    return "".join(_STEPS[0 if not n else max(1, round(top * n / most))] for n in counts)


def _heat(count: int, most: int) -> str:
    top = len(_HEAT) - 1
    return _HEAT[0 if not count else max(1, round(top * count / most))]
