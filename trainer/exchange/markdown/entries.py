"""Lists in our own Markdown: an entry a dash, and below it, after `=`, what belongs to it."""

from collections.abc import Iterable, Iterator, Sequence

_MARK = "= "
_GUARD = "\\"
_INDENT = "  "


def written(text: str, below: Iterable[str] = (), dash: str = "- ") -> str:
    """An entry, with what belongs to it.

    Args:
        text: of the entry.
        below: texts that belong to it, as the other side of a pair.
        dash: what begins it.
    """
    first, *others = text.split("\n")
    lines = [dash + _guarded(first), *(_INDENT * 2 + _guarded(line) for line in others)]
    for one in below:
        head, *rest = one.split("\n")
        lines.append(f"{_INDENT * 2}{_MARK}{head}")
        lines += [f"{_INDENT * 2}{_INDENT}{line}" for line in rest]
    return "\n".join(line.rstrip() for line in lines)


def _guarded(line: str) -> str:
    """A line that is not taken for what belongs to its entry."""
    return _GUARD + line if line.startswith((_MARK.rstrip(), _GUARD, _INDENT)) else line


def entry_of(lines: Sequence[str]) -> tuple[str, list[str]]:
    """The text of an entry, and what belongs to it."""
    text: list[str] = []
    below: list[str] = []
    for line in lines:
        bare = line.removeprefix(_INDENT)
        if bare == _MARK.rstrip() or bare.startswith(_MARK):
            below.append(bare[len(_MARK) :])
        elif below:
            below[-1] += f"\n{bare.removeprefix(_INDENT)}"
        else:
            text.append(bare.removeprefix(_GUARD))
    return "\n".join(text).strip(), [one.strip() for one in below]


def entries_of(lines: Sequence[str], key: str) -> object:
    """The entries below a key: a list, or a mapping where things belong to them."""
    entries = [entry_of(entry) for entry in _parted(lines)]
    if key == "hide":
        return {text: " ".join(below).split() for text, below in entries}
    if key == "match":
        return {text: "\n".join(below) for text, below in entries}
    if key == "accept" and any(below for _, below in entries):
        return dict(entries)
    return [{"text": text, "accept": below} if below else text for text, below in entries]


def _parted(lines: Sequence[str]) -> Iterator[list[str]]:
    entry: list[str] = []
    for line in lines:
        if line.startswith("- "):
            if entry:
                yield entry
            entry = [line.removeprefix("- ")]
        elif entry:
            entry.append(line)
        elif line.strip():
            yield [line]
    if entry:
        yield entry
