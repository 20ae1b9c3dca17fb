"""The categories of Moodle's question bank, whether they come as GIFT or as XML."""

import re
from collections import Counter

from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import ImportResult, quoted

_COURSE = re.compile(r"^\s*\$(?:course|module|system|cat)\d*\$/?")


def category_name(path: str) -> str:
    """The path of a category without what every path begins with; `//` is a slash in a name."""
    path = _COURSE.sub("", path.strip())
    return re.sub(r"^top(?:/(?!/)|$)", "", path).replace("//", "/").strip()


class Categories:
    """The categories of a file, of which the only one is its title."""

    def __init__(self) -> None:
        self._now = ""
        self._counts: Counter[str] = Counter()

    def begin(self, path: str) -> None:
        """A category begins, whose path is given."""
        self._now = category_name(path)

    def count(self) -> None:
        """A question belongs to the category that began last."""
        self._counts[self._now] += 1

    def result(self, collector: CardCollector, title: str) -> ImportResult:
        """The deck, with its title; several categories are listed as lost."""
        if len(self._counts) == 1:
            return collector.result(self._now or title)
        for name, count in self._counts.items():
            if name:
                collector.leave("the file", f"the category {quoted(name)}, questions: {count}")
        return collector.result(title)
