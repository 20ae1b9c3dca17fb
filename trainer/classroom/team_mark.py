"""The mark that a teacher gives a team, where there are no devices."""

_TEAM = "team:"


def team_mark(team: str) -> str:
    """Under what a team's mark is kept, beside those of students."""
    return f"{_TEAM}{team}"


def is_team_mark(who: str) -> bool:
    """Whether a mark is kept under the name of a team; else under a student's id."""
    return who.startswith(_TEAM)


def next_mark(mark: float | None) -> float:
    """What one more press makes of a team's mark: right, half, not, and right again."""
    return {None: 1.0, 1.0: 0.5, 0.5: 0.0}.get(mark, 1.0)
