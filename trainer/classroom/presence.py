"""Which players are here, and since when they look at a question of their own."""

from datetime import datetime, timedelta

from trainer.classroom.drill_history import DrillHistory


class Presence:
    """Follows the devices of players as they come and go; no time passes for who is away.

    Args:
        history: what happened so far.
    """

    def __init__(self, history: DrillHistory) -> None:
        self.here: set[str] = set()
        """The players whose device is connected."""
        self._history = history
        self._since: dict[str, datetime] = {}
        self._gone: dict[str, datetime] = {}

    def note_here(self, player: str, now: datetime) -> None:
        """A player's device is here, or here again: while it was away, no time of theirs passed."""
        self._since.setdefault(player, now)
        if player in self._gone and not self._history.state.paused:  # a pause counts when it ends
            self._take_off(player, self._gone.pop(player), now)

    def note_gone(self, player: str, now: datetime) -> None:
        """A player's device is gone; their seat and their answers stay."""
        self.here.discard(player)
        self._gone.setdefault(player, now)

    def note_paused(self, paused: datetime, now: datetime) -> None:
        """A pause ends: no time passed for those who are at their own pace."""
        for player in self._since:
            gone = self._gone.pop(player, paused)
            self._take_off(player, min(gone, paused), now)
            if player not in self.here:
                self._gone[player] = now

    def _take_off(self, player: str, start: datetime, now: datetime) -> None:
        """Let no time of a player's have passed since a moment, as far as they looked then."""
        looks = self.looks_since(player, now)
        self._since[player] = looks + (now - max(start, looks))

    def note_slept(self, slept: timedelta, now: datetime) -> None:
        """This computer stood still: no time passed for those who are at their own pace."""
        for player in self.here:
            self._since[player] = self.looks_since(player, now) + slept

    def looks_since(self, player: str, now: datetime) -> datetime:
        """Since when a player looks at their question, at their own pace: since the one before."""
        given = [
            answers[player].at
            for answers in self._history.state.answers.values()
            if player in answers
        ]
        known = filter(None, (self._history.state.began, self._since.get(player)))
        return max([*given, *known], default=now)
