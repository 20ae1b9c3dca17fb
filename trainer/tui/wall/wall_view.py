"""The wall: what the class sees below the heading, drawn as large as the room allows."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trainer.asking.media import media_asked, media_revealed
from trainer.classroom.drill import Drill
from trainer.classroom.drill_stage import DrillStage
from trainer.media.files import MediaError
from trainer.media.sound import SoundPlayer, sound_beside
from trainer.tui.wall.clock import clock, clock_rows, has_clock
from trainer.tui.wall.ending import ending
from trainer.tui.wall.lobby import lobby
from trainer.tui.wall.question import question_wall
from trainer.tui.widgets.picture import PictureView
from trainer.tui.widgets.trouble_line import TroubleLine, promised

Aside = Callable[[Drill, int, int], Content]
"""Draws something else than the stage of a drill, in so many columns and rows."""


class WallView(Vertical):
    """Shows the lobby, the question with its picture and its clock, or the end.

    Args:
        drill: what is run.
    """

    def __init__(self, drill: Drill) -> None:
        super().__init__()
        self.page = VerticalScroll(id="page")
        """What can be scrolled."""
        self.aside: Aside | None = None
        """What shows in place of the stage, until it is put away; None for the stage."""
        self._drill = drill
        self._trouble = TroubleLine()
        self._wall = Static(id="wall")
        self._drawn = Content()
        self._picture = PictureView(id="picture")
        self._clock = Static(id="clock")
        self._player = SoundPlayer()

    def compose(self) -> ComposeResult:
        """What is wrong, the wall, the picture of the question, the clock."""
        yield self._trouble
        with self.page:
            yield self._wall
            yield self._picture
        yield self._clock

    def on_unmount(self) -> None:
        """End what plays."""
        self._player.stop()

    def show(self) -> None:
        """Show the drill as it is now."""
        drill, size = self._drill, self.screen.size
        self._trouble.show(
            promised(drill.trouble),
            drill.join_trouble,
            drill.loop_error,
            drill.shortfall if drill.room.state.stage is DrillStage.LOBBY else None,
        )
        self._clock.display = has_clock(drill)
        margin, above = (1, 2) if size.width < 60 else (2, 3)  # noqa: PLR2004 - as in drill.tcss
        width, rows = max(20, size.width - 2 * margin - 1), max(8, size.height - above)
        if has_clock(drill):
            rows -= clock_rows(size.height)
        if self._show_picture():
            rows = max(8, rows - size.height // 2)
        wall = self.drawn(width, rows)
        if (wall.plain, wall.spans) != (self._drawn.plain, self._drawn.spans):
            self._drawn = wall  # answers that come in change the heading alone
            self._wall.update(wall)
        self.show_clock()

    def show_clock(self) -> None:
        """Show the time that is left, where there is a limit."""
        if self._clock.display:
            size = self.screen.size
            self._clock.update(clock(self._drill, size.width - 4, clock_rows(size.height)))

    def drawn(self, width: int, rows: int) -> Content:
        """The wall in its columns and rows; in small letters where there are no rows."""
        drill, stage = self._drill, self._drill.room.state.stage
        if self.aside:
            return self.aside(drill, width, rows)
        if stage is DrillStage.LOBBY:
            return lobby(drill, width, rows)
        if stage is DrillStage.DONE:
            return ending(drill, width, rows)
        return question_wall(drill, width, rows)

    def play(self) -> str | None:
        """Let the class hear the question; why that cannot be, in words."""
        question = self._drill.room.current
        if question is None:
            return None
        after = media_revealed(question.item).sound if self._is_revealed else None
        name = after or media_asked(question.item).sound
        folder = self._drill.server.gallery.folders.get(question.item.deck_id)
        if name is None or folder is None:
            return "This question has no sound."
        try:
            return self._player.play(sound_beside(folder, name))
        except MediaError as error:
            return error.in_full

    def _show_picture(self) -> bool:
        """Show the picture of the question, once it is out of its answer; whether there is one."""
        room, folders = self._drill.room, self._drill.server.gallery.folders
        if self.aside or room.current is None:
            self._picture.show((), None)
            return False
        item = room.current.item
        after = media_revealed(item).pictures if self._is_revealed else ()
        pictures = after or media_asked(item).pictures
        self._picture.show(pictures, folders.get(item.deck_id), 0.5)
        return bool(pictures)

    @property
    def _is_revealed(self) -> bool:
        return self._drill.room.state.stage is DrillStage.REVEALED
