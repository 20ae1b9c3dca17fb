"""Front matter: lines in YAML above a Markdown text, between two lines `---`."""

from collections.abc import Sequence
from typing import NamedTuple

from trainer.counted import counted
from trainer.exchange.card_collector import CardCollector, tags_in

PLAIN = "none"
"""What our front matter says of texts that mean their signs as they are."""
_TAGS = frozenset({"tags", "tag"})
_READ = _TAGS | {"markup", "title"}


class FrontMatter(NamedTuple):
    """The front matter of a text, which most texts do not have."""

    lines: Sequence[str]
    """Without the two lines around them."""
    below: list[str]
    """The lines of the text itself."""
    above: int
    """How many lines of the file are above these."""

    @classmethod
    def of(cls, lines: Sequence[str]) -> "FrontMatter":
        """The front matter of a text with these lines."""
        if [line.strip() for line in lines[:1]] == ["---"]:
            for at, line in enumerate(lines[1:], 1):
                if line.strip() == "---":
                    return cls([*lines[1:at]], [*lines[at + 1 :]], at + 1)
        return cls([], [*lines], 0)

    @property
    def markup(self) -> str:
        """How the texts are marked up, as our own form says it; empty where nothing does."""
        return self._value("markup")

    @property
    def title(self) -> str:
        """The title that it states; empty where it states none."""
        value = self._value("title")
        in_quotes = len(value) > 1 and value[0] in "\"'" and value[0] == value[-1]
        return value[1:-1].strip() if in_quotes else value

    def _value(self, key: str) -> str:
        """What is behind a key on its line."""
        pairs = (line.partition(":") for line in self.lines)
        return next((value.strip() for name, _, value in pairs if name.rstrip() == key), "")

    @property
    def tags(self) -> list[str]:
        """The tags that it names, in a line or in a list."""
        tags: list[str] = []
        in_tags = False
        for line in self.lines:
            key, colon, rest = line.partition(":")
            if colon and not line.startswith((" ", "-", "\t")):
                in_tags = key.strip().lower() in _TAGS
                value = rest if in_tags else ""
            else:
                value = line.strip().removeprefix("-") if in_tags else ""
            listed = value.strip()
            is_list = not colon or listed.startswith("[")  # where a tag may hold spaces
            tags += tags_in(f"{listed.strip('[]')}," if is_list else listed)
        return tags

    def leave(self, collector: CardCollector) -> None:
        """List as lost what it says beside title, tags and markup."""
        others, is_read = 0, False
        for line in self.lines:
            key, colon, _ = line.partition(":")
            if colon and not line.startswith((" ", "-", "\t")):
                is_read = key.strip().lower() in _READ
            others += bool(line.strip()) and not is_read
        if others:
            collector.leave("line 1", f"{counted(others, 'line')} of its front matter")
