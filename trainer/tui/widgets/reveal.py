"""The answer as it is revealed: the mark, the key, why, and where it stands in the source."""

from collections.abc import Iterator

from textual.content import Content

from trainer.deck.card import MultipleChoice, PickAll, TrueFalse
from trainer.deck.item import Item
from trainer.grading.mark import Mark, Part, Run, Verdict
from trainer.tui.text import joined, plain

_VERDICTS = {
    Verdict.RIGHT: ("✓ right", "bold $text-success"),
    Verdict.PARTLY: ("◐ partly right", "bold $text-warning"),
    Verdict.WRONG: ("✗ wrong", "bold $text-error"),
}


def revealed(
    item: Item,
    mark: Mark | None,
    options: tuple[str, ...],
    passages: tuple[tuple[str, str], ...] = (),
) -> Content:
    """All that is shown once the answer is out.

    Args:
        item: what was asked.
        mark: what the answer was worth; None for a flashcard.
        options: the options in the order in which they were shown.
        passages: pointers into the source with their sentences, where it is at hand.
    """
    return Content("\n").join([*_lines(item, mark, options), *_evidence(item, passages)])


def _lines(item: Item, mark: Mark | None, options: tuple[str, ...]) -> Iterator[Content]:
    if mark is not None:
        yield _verdict(item, mark)
        yield plain("")
    if isinstance(item.card, MultipleChoice | PickAll):
        yield from _options(item.card, mark, options)
    elif mark is not None and len(mark.parts) > 1:
        yield from (_part(part) for part in mark.parts)
    elif mark is not None and mark.parts:
        yield from _lone_part(item, mark.parts[0])
    else:
        yield plain(item.solution, "bold")
    if item.card.why:
        yield plain("")
        yield plain(item.card.why)


def _evidence(item: Item, passages: tuple[tuple[str, str], ...]) -> Iterator[Content]:
    if not item.card.evidence:
        return
    yield plain("")
    if passages:
        for pointer, sentence in passages:
            yield joined((f"{pointer}  ", "dim"), plain(sentence, "italic"))
    else:
        yield plain(f"source {', '.join(item.card.evidence)}", "dim")


def _verdict(item: Item, mark: Mark) -> Content:
    """Sign and word, and the note unless the lines below say the same."""
    if not mark.parts:
        return joined(("✗ not answered", "bold $text-error"))
    said_below = isinstance(item.card, MultipleChoice | PickAll | TrueFalse)
    note = "" if said_below or not mark.note else f"   {mark.note}"
    return joined(_VERDICTS[mark.verdict], plain(note))


def _options(
    card: MultipleChoice | PickAll, mark: Mark | None, options: tuple[str, ...]
) -> Iterator[Content]:
    given = {part.given for part in mark.parts} if mark else set()
    for option in options:
        yours = " ‹ yours" if option in given else ""
        if option not in card.wrong:
            yield joined(("✓ ", "$text-success"), plain(option, "bold"), yours)
        else:
            sign = ("✗ ", "$text-error" if yours else "dim")
            reason = f" — {card.wrong[option]}" if card.wrong[option] else ""
            yield joined(sign, plain(option), yours, plain(reason, "dim"))


def _lone_part(item: Item, part: Part) -> Iterator[Content]:
    exact = part.runs and part.expected == item.solution
    key = _key(part.runs) if exact else plain(item.solution, "bold")
    if part.given and (part.runs or not part.right):
        yield joined(("you said  ", "dim"), _given(part))
        yield joined(("the key   ", "dim"), key)
    else:
        yield key


def _part(part: Part) -> Content:
    sign = ("✓ ", "$text-success") if part.right else ("✗ ", "$text-error")
    label = plain(f"{part.label} ", "dim") if part.label else plain("")
    key = _key(part.runs) if part.runs else plain(part.expected, "bold")
    if part.right and not part.runs:
        return joined(sign, label, key)
    if not part.given:
        return joined(sign, label, ("missing: ", "dim"), key)
    if not part.expected:
        return joined(sign, label, _given(part), ("  not among them", "dim"))
    return joined(sign, label, _given(part), " → ", key)


def _given(part: Part) -> Content:
    """What was given; what the key has not is struck out."""
    if not part.runs:
        return plain(part.given, "strike")
    return joined(
        *(
            plain(run.text, "$text-error strike" if run.change == "extra" else "")
            for run in part.runs
            if run.change != "missing"
        )
    )


def _key(runs: tuple[Run, ...]) -> Content:
    """The key; what was missing from the answer is underlined."""
    return joined(
        *(
            plain(run.text, "bold $text-success underline" if run.change == "missing" else "bold")
            for run in runs
            if run.change != "extra"
        )
    )
