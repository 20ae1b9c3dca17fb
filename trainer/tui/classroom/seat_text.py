"""What a student reads of their drill: where it is, what they do meanwhile, what came of it."""

from textual.content import Content

from trainer.classroom.drill_stage import TAKING, DrillStage
from trainer.classroom.server_message import SeatScore, SeatState
from trainer.deck.answer_form import AnswerForm
from trainer.grading.mark import Verdict
from trainer.tui.marked_up_text import drawn_in_line
from trainer.tui.text import joined, plain

_WITHOUT_QUESTION = {
    DrillStage.LOBBY: "You are in. The drill begins soon.",
    DrillStage.DONE: "The drill is over.",
    DrillStage.OPEN: "All your answers are in. Well done.",
}
_VERDICTS = {
    Verdict.RIGHT: ("✓ right", "bold $text-success"),
    Verdict.PARTLY: ("◐ partly right", "bold $text-error"),
    Verdict.WRONG: ("✗ not this time", "bold $text-error"),
    None: ("No answer from you.", "dim"),
}


def text_of(state: SeatState | None, text: str) -> str:
    """A text of the question as it is shown; the state says which are marked up."""
    source = state.sources.get(text) if state else None
    if source is None:
        return text
    from trainer.markup.text import marked

    return marked(*source)


def heading(player: str, state: SeatState | None, link: str) -> Content:
    """Who this is, which question is asked, and why there is no connection."""
    place = second = paused = extra = ""
    if state:
        place = f"   question {state.number} of {state.of}" if state.number else ""
        second = "   second vote" if state.stage is DrillStage.REVOTE else ""
        paused = "   paused" if state.paused else ""
        extra = f"   {state.extra} s more for you" if state.extra else ""
    lost = (f"   {link}" if link else "", "$text-warning")
    return joined(plain(player, "bold"), f"{place}{second}{paused}{extra}", lost)


def prompt(state: SeatState) -> str:
    """The question, or what there is to know where none is asked."""
    if state.question:
        return text_of(state, state.question.prompt)
    return _WITHOUT_QUESTION.get(state.stage, "Look at the wall.")


def above_prompt(state: SeatState) -> Content | None:
    """What belongs to the question, and its pictures in words; None where there is nothing."""
    if not state.question:
        return None
    setting = text_of(state, state.question.setting)
    lines = [drawn_in_line(setting, "italic")] if setting else []
    lines += [plain(f"▣ {picture.alt}") for picture in state.media.pictures]
    return joined(*lines, by="\n") if lines else None


def meanwhile(state: SeatState) -> Content | None:
    """Why no answer is taken just now; None where one is."""
    if state.stage is DrillStage.THINK:
        return plain("Think first; answers open in a moment.", "dim")
    if state.paused:
        return plain("Paused: what you answered waits until it goes on.", "dim")
    if not state.taking and state.stage in TAKING:
        return plain("Say the answer to yourself; the key comes next.", "dim")
    if not state.taking and state.stage is DrillStage.CLOSED:
        return plain("Answers are closed.", "dim")
    return None


def result(state: SeatState, form: AnswerForm | None) -> Content | None:
    """The key with what the answer is worth, or what was earned; None before there is either."""
    if state.key is not None:
        marked = form is None or not form.self_marked
        lines = [joined(_VERDICTS[state.verdict])] if marked else []
        lines.append(drawn_in_line(text_of(state, state.key), "bold"))
        if state.why:
            lines += [plain(""), drawn_in_line(text_of(state, state.why))]
        lines += [plain(""), _earned(state.standing)] if state.standing else []
        return joined(*lines, by="\n")
    if state.stage is DrillStage.REVEALED and state.question and state.question.poll:
        return plain("Thank you. What the class thinks is on the wall.")
    return _earned(state.standing) if state.standing else None


def _earned(standing: SeatScore) -> Content:
    """What was earned so far."""
    points = "" if standing.points is None else f"   {standing.points} points"
    place = "" if standing.place is None else f"   place {standing.place} of {standing.among}"
    return plain(f"{standing.right:g} of {standing.of} right{points}{place}")
