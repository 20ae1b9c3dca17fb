"""An article, sentence by sentence, each with what the cards make of it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.deck.coverage import Covered, Standing
from trainer.tui.text import joined, plain

_STYLE = {
    Standing.ASKED: "$text-success",
    Standing.MENTIONED: "$text-warning",
    Standing.SET_ASIDE: "dim",
    Standing.MISSING: "",
}


class ArticleList(OptionList):
    """The sentences of an article: one is looked at, several may be marked, words of one too.

    Space marks a sentence; left and right choose a word of it, with shift several.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", id="article.mark"),
        Binding("left", "word(-1)", "Choose the word before", id="article.word_left", show=False),
        Binding("right", "word(1)", "Choose the next word", id="article.word_right", show=False),
        Binding("shift+left", "more(-1)", "Fewer words", id="article.fewer", show=False),
        Binding("shift+right", "more(1)", "More words", id="article.more", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._sentences: Sequence[Covered] = ()
        self._marked: list[int] = []
        self._words: tuple[int, int] | None = None
        self._chosen_in: int | None = None

    def show(self, sentences: Sequence[Covered]) -> None:
        """Show these instead; what is looked at and marked stays."""
        at, top = self.highlighted, self.scroll_offset.y
        self._sentences = sentences
        self.set_options([Option(self._row(place)) for place in range(len(sentences))])
        self.highlighted = at if at is not None else self._first_missing()
        self.scroll_to(y=top, animate=False)
        self.call_after_refresh(self.scroll_to_highlight)  # keys act on it: it must be in sight

    def _first_missing(self) -> int:
        missing = (at for at, one in enumerate(self._sentences) if one.standing == "missing")
        return next(missing, 0)

    @property
    def looked_at(self) -> Covered | None:
        """The sentence that is looked at."""
        return None if self.highlighted is None else self._sentences[self.highlighted]

    @property
    def chosen(self) -> tuple[str, ...]:
        """The marked sentences in the order of marking, else the one that is looked at."""
        places = self._marked or ([] if self.highlighted is None else [self.highlighted])
        return tuple(self._sentences[at].pointer for at in places)

    @property
    def chosen_words(self) -> str:
        """The words that are chosen in the sentence that is looked at; empty where none are."""
        if self._words is None or self._chosen_in != self.highlighted or self.looked_at is None:
            return ""
        words = self.looked_at.text.split(" ")
        return " ".join(words[self._words[0] : self._words[1] + 1]).strip(".,;:!?()\"'")

    def look_at(self, pointer: str) -> None:
        """Move to a sentence."""
        places = (at for at, one in enumerate(self._sentences) if one.pointer == pointer)
        self.highlighted = next(places, self.highlighted)

    def unmark(self) -> None:
        """Nothing is marked or chosen any more."""
        marked, self._marked, self._words = self._marked, [], None
        for at in {*marked, *([] if self._chosen_in is None else [self._chosen_in])}:
            self._redraw(at)

    def action_mark(self) -> None:
        """Mark the sentence, or take its mark away, and go on to the next."""
        at = self.highlighted
        if at is None:
            return
        if at in self._marked:
            self._marked.remove(at)
        else:
            self._marked.append(at)
        self._redraw(at)
        self.action_cursor_down() if at + 1 < len(self._sentences) else None

    def action_word(self, step: int) -> None:
        """Choose the word beside the one that is chosen; past the first and last none is."""
        at = self.highlighted
        if at is None:
            return
        last = len(self._sentences[at].text.split(" ")) - 1
        before, self._chosen_in = self._chosen_in, at
        if self._words is None or before != at:
            place = 0 if step > 0 else last
        else:
            place = (self._words[1] if step > 0 else self._words[0]) + step
        self._words = (place, place) if 0 <= place <= last else None
        for row in {at, at if before is None else before}:
            self._redraw(row)

    def action_more(self, step: int) -> None:
        """Choose one word more, or one fewer, at the end."""
        if self._words is None or self._chosen_in != self.highlighted or self.looked_at is None:
            self.action_word(step)
            return
        first, last = self._words
        most = len(self.looked_at.text.split(" ")) - 1
        self._words = first, min(most, max(first, last + step))
        assert self._chosen_in is not None  # noqa: S101 - it is the one looked at
        self._redraw(self._chosen_in)

    def _redraw(self, at: int) -> None:
        if at < len(self._sentences):
            self.replace_option_prompt_at_index(at, self._row(at))

    def _row(self, at: int) -> Content:
        one = self._sentences[at]
        mark = "▌" if at in self._marked else " "
        reason = f"  [{one.reason}]" if one.reason and one.standing == "set aside" else ""
        first = "bold" if one.pointer.endswith(".1") else "dim"
        style = _STYLE[one.standing]
        return joined(
            (mark, "$accent"),
            plain(f"{one.standing.sign} ", style),
            (f"{one.pointer} ", first),
            self._text(at, style),
            plain(reason, "dim italic"),
        )

    def _text(self, at: int, style: str) -> Content:
        text = self._sentences[at].text
        if self._words is None or self._chosen_in != at:
            return plain(text, style)
        words = text.split(" ")
        first, last = self._words
        parts = (
            " ".join(words[:first]),
            " ".join(words[first : last + 1]),
            " ".join(words[last + 1 :]),
        )
        shown = [
            plain(part, "reverse" if place == 1 else style) for place, part in enumerate(parts)
        ]
        return Content(" ").join([part for part, raw in zip(shown, parts, strict=True) if raw])
