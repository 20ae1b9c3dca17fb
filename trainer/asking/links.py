"""Where the texts of a question lead to."""

from trainer.asking.question import Question
from trainer.markup.element import links_in
from trainer.markup.text import MarkedText


def links_of(question: Question, *, answered: bool) -> tuple[str, ...]:
    """The addresses in what is shown of a question, in their order, each once.

    Args:
        question: what is asked.
        answered: whether its key is shown.
    """
    item = question.item
    if not item.markup:
        return ()
    texts = [question.setting, question.prompt, *map(item.text_of, question.sources)]
    if answered:
        reasons = (reason or "" for reason in item.card.reasons.values())
        texts += [item.solution, *map(item.text_of, (*reasons, item.card.why or ""))]
    marked = (text.blocks for text in texts if isinstance(text, MarkedText))
    return tuple(dict.fromkeys(address for blocks in marked for address in links_in(blocks)))
