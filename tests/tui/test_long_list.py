"""The list of rows that are made when they are seen."""

from textual.app import App, ComposeResult
from textual.content import Content

from trainer.tui.widgets.long_list import LongList

MANY = 50_000


class ListApp(App[None]):
    """Nothing but the list, which remembers what rows were made."""

    def __init__(self) -> None:
        super().__init__()
        self.made: set[int] = set()
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield LongList(self._row)

    def on_mount(self) -> None:
        self.rows.fill(MANY)
        self.rows.focus()

    def on_long_list_chosen(self) -> None:
        self.chosen.append(self.rows.cursor)

    @property
    def rows(self) -> LongList:
        return self.query_one(LongList)

    def _row(self, index: int) -> Content:
        self.made.add(index)
        return Content(f"row {index} {'long ' * 50}")

    def seen(self) -> list[str]:
        """The beginnings of the rows that are seen."""
        lines = [self.rows.render_line(y).text for y in range(self.rows.size.height)]
        return [" ".join(line.split()[:2]) for line in lines]


async def test_only_rows_that_are_seen_are_made() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        assert app.seen()[0] == "row 0"
        await pilot.press("end")
        assert app.seen()[-1] == "row 49999"
        assert len(app.made) <= 20


async def test_keys_move_the_cursor_by_rows_and_pages_and_around_the_ends() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        places = []
        for key in ("down", "pagedown", "up", "up", "pageup", "up", "down", "end", "home"):
            await pilot.press(key)
            places.append(app.rows.cursor)
        assert places == [1, 11, 10, 9, 0, MANY - 1, 0, MANY - 1, 0]


async def test_the_cursor_stays_in_sight() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        for key in ("pagedown", "pagedown", "down", "up", "pageup"):
            await pilot.press(key)
            assert f"row {app.rows.cursor}" in app.seen()


async def test_a_row_is_chosen_by_key_and_by_mouse() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.click(LongList, offset=(3, 5))
        assert app.chosen == [1, 5]


async def test_other_rows_are_shown_from_the_first() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        await pilot.press("end")
        app.rows.fill(3)
        await pilot.pause()
        assert app.rows.cursor == 0
        assert [row for row in app.seen() if row] == ["row 0", "row 1", "row 2"]
        app.rows.fill(0)
        await pilot.press("down", "pagedown", "enter")
        assert app.rows.cursor == 0
        assert not any(app.seen())
        assert app.chosen == []
