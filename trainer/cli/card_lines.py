"""A card and its answer as lines, for screen readers and pipes."""

from collections.abc import Iterator

from trainer.asking.links import links_of
from trainer.asking.media import media_asked, media_revealed, option_pictures
from trainer.asking.question import Question
from trainer.asking.reveal import Reveal, reveal
from trainer.deck.media import ShownPicture
from trainer.grading.mark import Verdict
from trainer.study.session import Session
from trainer.study.shown_card import ShownCard

SIGNS = {Verdict.RIGHT: "✓ Right.", Verdict.PARTLY: "◐ Partly right.", Verdict.WRONG: "✗ Wrong."}


def question_lines(session: Session, card: ShownCard) -> Iterator[str]:
    """What is asked, without its options, and how much is left of the session."""
    question, left = session.question, session.left
    counts = f"[{left.new} new, {left.learning} learning, {left.review} to review]"
    if session.cram:
        counts = f"[practice, {left.total} left]"
    yield f"\n{counts} {question.asked_as}"
    if opening := card.opening:
        yield f"{opening}\n"
    if question.setting:
        yield question.setting
    yield question.prompt
    for picture in media_asked(question.item).pictures:
        yield f"Picture: {_seen(picture)}"
    if question.hint:
        yield "(There is a hint: :h shows it.)"


def option_lines(question: Question) -> Iterator[str]:
    """What there is to choose from, each with its letter or number; and the links."""
    pictures = option_pictures(question)
    for sign, source in (one for column in question.form.columns for one in column):
        picture = pictures.get(source)
        seen = f" (picture: {_seen(picture)})" if picture else ""
        yield f"  {sign}{'.' if sign.isdigit() else ')'} {question.item.text_of(source)}{seen}"
    for address in links_of(question, answered=False):
        yield f"Link: {address}"


def key_lines(session: Session) -> Iterator[str]:
    """How the answer was marked, and the right one."""
    shown = reveal(session.question, session.response.mark)
    if shown.not_answered:
        yield "✗ Not answered."
    elif shown.verdict:
        yield " ".join(part for part in (SIGNS[shown.verdict], shown.note) if part)
    yield from _part_lines(shown)
    yield "\n".join(f"= {line}" for line in shown.key.splitlines())
    if shown.filled:
        yield "= " + "".join(piece for piece, _ in shown.filled)
    for picture in media_revealed(session.item).pictures:
        yield f"Picture: {_seen(picture)}"


def explanation_lines(session: Session, card: ShownCard) -> Iterator[str]:
    """Why that is right, where it is from, and what the learner noted."""
    shown = reveal(session.question, session.response.mark)
    if shown.why:
        yield f"Why: {shown.why}"
    before = links_of(session.question, answered=False)
    for address in links_of(session.question, answered=True):
        if address not in before:
            yield f"Link: {address}"
    if passages := card.passages:
        for pointer, sentence in passages:
            yield f"Source {pointer}: {sentence}"
    elif shown.evidence:
        yield f"Source: {', '.join(shown.evidence)}"
    if card.own_marks:
        yield card.own_marks


def _part_lines(shown: Reveal) -> Iterator[str]:
    """What was wrong, one by one."""
    for option in shown.options:
        reason = f": {option.reason}" if option.reason else ""
        if option.missed:
            yield f"  ✗ {option.text}: missed"
        elif option.chosen and not option.right:
            yield f"  ✗ {option.text}{reason}"
        elif option.right and option.reason:
            yield f"  ✓ {option.text}{reason}"
    if len(shown.parts) == 1 and shown.parts[0].given not in {"", shown.key}:
        yield f"  you said {shown.parts[0].given}"
    for part in shown.parts if len(shown.parts) > 1 else ():
        if not part.right:
            expected = f" → {part.expected}" if part.expected else ""
            label = part.label if part.label.endswith(".") else f"{part.label}:"
            yield f"  ✗ {label} {part.given or 'nothing'}{expected}"


def _seen(shown: ShownPicture) -> str:
    """A picture in words, with its caption and whose it is."""
    picture = shown.picture
    caption = picture.caption if picture.alt else None  # or it stands in for the words
    return " · ".join(filter(None, (shown.alt, caption, picture.credit)))
