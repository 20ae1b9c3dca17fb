"""The answer as it is revealed: the mark, the key, why, and its place in the source."""

from collections.abc import Iterator

from textual.content import Content

from trainer.asking.reveal import Option, Reveal
from trainer.grading.mark import Part, Run, Verdict
from trainer.tui.marked_up_text import Drawn, drawn, drawn_in_line, followed
from trainer.tui.text import joined, plain
from trainer.tui.widgets.hanging import Hung

_VERDICTS = {
    Verdict.RIGHT: ("✓ right", "bold $text-success"),
    Verdict.PARTLY: ("◐ partly right", "bold $text-warning"),
    Verdict.WRONG: ("✗ wrong", "bold $text-error"),
}
_NO_SIGN = Content("")


def revealed(shown: Reveal, passages: tuple[tuple[str, str], ...] = ()) -> list[Hung]:
    """All that is shown once the answer is out, a paragraph each.

    Args:
        shown: what there is to show.
        passages: pointers into the source with their sentences, where it is at hand.
    """
    return [*_lines(shown), *_evidence(shown, passages)]


def _lines(shown: Reveal) -> Iterator[Hung]:
    if shown.not_answered:
        yield _NO_SIGN, joined(("✗ not answered", "bold $text-error"))
    elif shown.verdict is not None:
        note = f"   {shown.note}" if shown.note else ""
        yield _NO_SIGN, joined(_VERDICTS[shown.verdict], plain(note))
    if shown.not_answered or shown.verdict is not None:
        yield _NO_SIGN, _NO_SIGN
    if shown.options:
        yield from (_option(option) for option in shown.options)
    elif len(shown.parts) > 1:
        yield from (_part(part) for part in shown.parts)
    elif shown.parts:
        yield from _lone_part(shown, shown.parts[0])
    elif not shown.filled:
        yield _NO_SIGN, drawn(shown.key, "bold")
    if shown.filled:
        if shown.parts:
            yield _NO_SIGN, _NO_SIGN
        yield _NO_SIGN, _filled(shown.filled)
    if shown.why:
        yield _NO_SIGN, _NO_SIGN
        yield _NO_SIGN, drawn(shown.why)


def _filled(pieces: tuple[tuple[str, bool], ...]) -> Drawn:
    match pieces:
        case [(text, False)]:  # of a marked-up text, which knows its gaps
            return drawn(text)
        case _:
            return joined(*(plain(text, "bold" if gap else "") for text, gap in pieces))


def _evidence(shown: Reveal, passages: tuple[tuple[str, str], ...]) -> Iterator[Hung]:
    if not shown.evidence:
        return
    yield _NO_SIGN, _NO_SIGN
    if passages:
        for pointer, sentence in passages:
            yield plain(f"{pointer}  ", "dim"), plain(sentence, "italic")
    else:
        yield _NO_SIGN, plain(f"source {', '.join(shown.evidence)}", "dim")


def _option(option: Option) -> Hung:
    dash = plain(" — " if option.reason else "", "dim")
    reason = joined(dash, drawn_in_line(option.reason, "dim"))
    if option.missed:
        text = followed(drawn(option.text, "bold"), (" ‹ missed", "$text-warning"), reason)
        return joined(("○ ", "$text-warning")), text
    yours = " ‹ yours" if option.chosen else ""
    if option.right:
        return joined(("✓ ", "$text-success")), followed(drawn(option.text, "bold"), yours, reason)
    sign = joined(("✗ ", "$text-error" if yours else "dim"))
    return sign, followed(drawn(option.text), yours, reason)


def _lone_part(shown: Reveal, part: Part) -> Iterator[Hung]:
    """The answer, as it was typed, unless it is the key to the letter; and the key."""
    exact = _is_compared(part) and part.expected == shown.key
    key = _key(part.runs) if exact else drawn(shown.key, "bold")
    if part.given and part.given != part.expected:
        yield joined(("you said  ", "dim")), _given(part)
        yield joined(("the key   ", "dim")), key
    elif not shown.filled:
        yield _NO_SIGN, key


def _part(part: Part) -> Hung:
    sign = ("✓ ", "$text-success") if part.right else ("✗ ", "$text-error")
    label = joined(drawn_in_line(part.label, "dim"), " ") if part.label else plain("")
    before = joined(sign, label)
    key = _key(part.runs) if _is_compared(part) else drawn_in_line(part.expected, "bold")
    if part.given == part.expected or not (part.given or part.expected):
        return before, key
    if not part.given:
        return before, joined(("missing: ", "dim"), key)
    if not part.expected:
        return before, joined(_given(part), ("  not among them", "dim"))
    return before, joined(_given(part), " → ", key)


def _is_compared(part: Part) -> bool:
    """Whether letters are marked: in a right answer of other words than the key's none is wrong."""
    return any(run.change == "same" or not part.right for run in part.runs)


def _given(part: Part) -> Content:
    """The answer, as it was typed; what the key has not is struck out."""
    if not _is_compared(part):
        return drawn_in_line(part.given, "" if part.right else "strike")
    pieces, at = [], 0
    for run in part.runs:
        if run.change != "missing":  # a stretch that is the same may be in other case in the key
            text = part.given[at : at + len(run.text)]
            pieces.append(plain(text, "$text-error strike" if run.change == "extra" else ""))
            at += len(run.text)
    return joined(*pieces)


def _key(runs: tuple[Run, ...]) -> Content:
    """The key; what was missing from the answer is underlined."""
    return joined(
        *(
            plain(run.text, "bold $text-success underline" if run.change == "missing" else "bold")
            for run in runs
            if run.change != "extra"
        )
    )
