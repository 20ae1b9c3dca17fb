"""The answer as it is revealed: the mark, the key, why, and where it stands in the source."""

from collections.abc import Iterator

from textual.content import Content

from trainer.deck.card import MultipleChoice, PickAll
from trainer.deck.item import Item
from trainer.grading.mark import Mark, Part, Verdict
from trainer.tui.text import joined, plain

_VERDICTS = {
    Verdict.RIGHT: ("✓ right", "bold $text-success"),
    Verdict.PARTLY: ("◐ partly right", "bold $text-warning"),
    Verdict.WRONG: ("✗ wrong", "bold $text-error"),
}
_CHANGES = {"same": "", "extra": "$text-error strike", "missing": "$text-success underline"}


def revealed(item: Item, mark: Mark | None, options: tuple[str, ...]) -> Content:
    """All that is shown once the answer is out.

    Args:
        item: what was asked.
        mark: what the answer was worth; None for a flashcard, or where nothing was given.
        options: the options in the order in which they were shown.
    """
    return Content("\n").join(list(_lines(item, mark, options)))


def _lines(item: Item, mark: Mark | None, options: tuple[str, ...]) -> Iterator[Content]:
    if mark is not None:
        yield from _verdict(mark)
    if isinstance(item.card, MultipleChoice | PickAll):
        yield from _options(item.card, mark, options)
    elif mark is not None and len(mark.parts) > 1:
        yield from (_part(part) for part in mark.parts)
    else:
        yield plain(item.solution, "bold")
    if item.card.why:
        yield plain("")
        yield plain(item.card.why)
    if item.card.evidence:
        yield plain("")
        yield plain(f"source {', '.join(item.card.evidence)}", "dim")


def _verdict(mark: Mark) -> Iterator[Content]:
    word, style = _VERDICTS[mark.verdict]
    note = plain(f"   {mark.note}") if mark.note else plain("")
    yield joined((word, style), note)
    if len(mark.parts) == 1 and mark.parts[0].runs:
        yield joined(*(plain(run.text, _CHANGES[run.change]) for run in mark.parts[0].runs))
    elif len(mark.parts) == 1 and mark.parts[0].given and not mark.parts[0].right:
        yield joined("you said ", plain(mark.parts[0].given, "strike"))
    yield plain("")


def _options(
    card: MultipleChoice | PickAll, mark: Mark | None, options: tuple[str, ...]
) -> Iterator[Content]:
    given = {part.given for part in mark.parts} if mark else set()
    for option in options:
        is_key = option not in card.wrong
        yours = "  ‹ yours" if option in given else ""
        if is_key:
            yield joined(("✓ ", "$text-success"), plain(option, "bold"), yours)
        else:
            reason = f": {card.wrong[option]}" if card.wrong[option] else ""
            yield joined(("✗ ", "dim"), plain(option), yours, plain(reason, "dim"))


def _part(part: Part) -> Content:
    sign = ("✓ ", "$text-success") if part.right else ("✗ ", "$text-error")
    label = plain(f"{part.label} ", "dim") if part.label else plain("")
    if part.right and not part.runs:
        return joined(sign, label, plain(part.expected, "bold"))
    given = (
        joined(*(plain(run.text, _CHANGES[run.change]) for run in part.runs))
        if part.runs
        else plain(part.given, "strike")
    )
    if not part.given:
        return joined(sign, label, plain(part.expected, "bold"))
    if not part.expected:
        return joined(sign, label, given, plain("  not among them", "dim"))
    return joined(sign, label, given, " → ", plain(part.expected, "bold"))
