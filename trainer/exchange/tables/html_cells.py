"""Whether the cells of a table are HTML: as its file says, or one decision for all of them."""

import re
from collections.abc import Mapping, Sequence

from trainer.exchange.anki.template import with_dollars
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.html.tags import looks_like_html, speaks_of_a_tag
from trainer.exchange.html.to_text import as_text, lost_in
from trainer.exchange.import_result import quoted
from trainer.exchange.source import ImportOptions

_MARKUP = re.compile(r"</?[a-z]|&[#\w]|\[(?:sound:|latex\]|\$)|\\[(\[]", re.IGNORECASE)


class CellText:
    """Reads the cells of a table.

    Args:
        collector: of the cards, which takes the guess and what is lost.
        rows: of the table.
        settings: Anki's headers, of which `#html:` decides.
        options: what its learner says, which counts more.
        above: how many lines are above the first row.
    """

    def __init__(
        self,
        collector: CardCollector,
        rows: Sequence[Sequence[str]],
        settings: Mapping[str, str],
        options: ImportOptions,
        above: int,
    ) -> None:
        self._collector = collector
        stated = {"true": True, "false": False}.get(settings.get("html", "").strip().lower())
        self._stated = stated if options.html is None else options.html
        self.is_html = bool(self._stated)
        """Whether the cells are HTML."""
        if self._stated is None:
            cells = ((at, cell) for at, row in enumerate(rows, 1 + above) for cell in row)
            markup = next((one for one in cells if looks_like_html(one[1])), None)
            self.is_html = markup is not None
            if markup:
                notice = f"the table is read as HTML because of this: {quoted(markup[1])}"
                collector.guess(f"row {markup[0]}", f"{notice} (--no-html: as it is)")

        collector.expect(cell for row in rows for cell in row if self._reads(cell))

    def _reads(self, cell: str) -> bool:
        """Whether a cell is read as HTML."""
        if not self.is_html or (self._stated is None and not _MARKUP.search(cell)):
            return False
        return self._stated is not None or not speaks_of_a_tag(cell)

    def of(self, place: str, cell: str) -> str:
        """What a cell shows."""
        if not self._reads(cell):
            if self.is_html and speaks_of_a_tag(cell):
                notice = f"a tag that is never closed is kept as text: {quoted(cell)} (--html)"
                self._collector.guess(place, notice)
            marked = cell if self._stated is False else self._collector.media.in_html(cell)
            return with_dollars(marked)
        cell = self._collector.in_html(cell)
        for lost in lost_in(cell):
            self._collector.leave(place, lost)
        return as_text(cell)
