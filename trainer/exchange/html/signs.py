r"""HTML whose emphasis, code, lists, tables, links and quotes are signs in its text.

A sign goes wherever the text around it goes, through templates, gaps and `as_text`, as the marks of
pictures do; `signed_text` makes our light Markdown of them in the end.
"""

import html
import re

from trainer.exchange.html.mathml import with_latex
from trainer.markup.noncharacters import HTML_ENTITY, HTML_MARKUP
from trainer.markup.parsing import SAFE_ADDRESS

(
    SPACE,
    LINE,
    CODE,
    CODE_END,
    BLOCK,
    LANGUAGE_END,
    BLOCK_END,
    STRONG,
    STRONG_END,
    EM,
    EM_END,
    STRUCK,
    STRUCK_END,
    BULLETS,
    NUMBERS,
    LIST_END,
    ITEM,
    ITEM_END,
    QUOTE,
    QUOTE_END,
    LINK,
    ADDRESS_END,
    LINK_END,
    ROW,
    CELL,
    ROW_END,
    RULE,
) = HTML_MARKUP
_MARKED = re.compile(
    r"<(?:b|strong|i|em|s|del|strike|code|tt|kbd|samp|pre|[uo]l|table|blockquote|(?:\w+:)?math)\b"
    r"[^<>]*>|<a\s[^<>]*href|\[latex\]|\[\${1,2}\]",
    re.IGNORECASE,
)
_FORMULAS = ((re.compile(r"\\\((?!\s*\\\))"), "\\)"), (re.compile(r"\\\[(?!\s*\\\])"), "\\]"))
"""How a formula of MathJax begins, and what ends it."""
_MATHJAX = re.compile(
    r"<anki-mathjax( block=\"true\")?[^<>]*>([^<>]*)</anki-mathjax>", re.IGNORECASE
)
_VERBATIM = re.compile(
    r"<(pre|code|tt|kbd|samp)\b([^<>]*)>((?:(?!<\1\b).)*?)</\1\s*>", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(
    r"<(/?)(b|strong|i|em|s|del|strike|h[1-6]|[uo]l|li|blockquote|hr|a|table|caption|colgroup|col"
    r"|thead|tbody|tfoot|tr|t[dh])\b([^<>]*)>",
    re.IGNORECASE,
)
_NO_GAPS_SIGN = re.compile(
    r"&(?=(?:#123|#125|#58|#x7b|#x7d|#x3a|lcub|rcub|lbrace|rbrace|colon);)", re.IGNORECASE
)
"""Begins an entity that keeps Anki from finding a gap, which is looked for later."""
(_ENTITY,) = HTML_ENTITY
_UNSHOWN = re.compile(
    r"<([a-z][a-z0-9]*)\b(?=[^<>]*(?:\bdisplay\s*:\s*none\b|\bvisibility\s*:\s*hidden\b)"
    r"|(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*?\shidden(?![^\s=/>]))"
    r"[^<>]*>((?:(?!<\1\b).)*?)</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
"""What its own tag hides, which must not become a sign."""
_LANGUAGE = re.compile(r"\b(?:lang|language)-([\w+#.-]+)|\bdata-lang=\"([\w+#.-]+)\"")
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_START = re.compile(r"\bstart\s*=\s*[\"']?(\d{1,4})\b", re.IGNORECASE)
_LETTERED = re.compile(r"\btype\s*=\s*[\"']?[ai]\b|list-style", re.IGNORECASE)
_ALIGN = re.compile(r"\b(?:text-)?align\s*[=:]\s*[\"']?(center|right)\b", re.IGNORECASE)
_ENDS_LINE = re.compile(r"<br\s*/?>|</(?:div|p|li)>(?=.)", re.IGNORECASE | re.DOTALL)
_STYLES = {
    **dict.fromkeys(("b", "strong"), (STRONG, STRONG_END)),
    **dict.fromkeys(("i", "em"), (EM, EM_END)),
    **dict.fromkeys(("s", "del", "strike"), (STRUCK, STRUCK_END)),
}


def is_marked_up(markup: str) -> bool:
    """Whether HTML of another program holds what our light Markdown has, or maths."""
    if not ("<" in markup or "\\" in markup or "[" in markup):
        return False  # as most texts are
    formula = any(
        begins and markup.rfind(end) > begins.end()
        for begin, end in _FORMULAS
        if (begins := begin.search(markup))
    )
    return formula or _MARKED.search(markup) is not None


def signed(markup: str) -> str:
    """HTML with signs for what is marked up in it; its other tags are as they were."""
    plain = _MATHJAX.sub(lambda f: rf"\[{f[2]}\]" if f[1] else rf"\({f[2]}\)", markup)
    if "<" not in plain:
        return plain
    plain = with_latex(_UNSHOWN.sub(r"<span hidden>\2</span>", plain), _formula)
    return _Tags().sign(_VERBATIM.sub(_verbatim, plain))


def _formula(latex: str, apart: bool) -> str:  # noqa: FBT001 - see with_latex
    shown = html.escape(latex, quote=False)
    return rf"\[{shown}\]" if apart else rf"\({shown}\)"


def _verbatim(match: re.Match[str]) -> str:
    """Code as one run of characters, of which no white space is lost."""
    inner = re.sub(r"<[a-z/][^<>]*>", "", _ENDS_LINE.sub("\n", match[3]), flags=re.IGNORECASE)
    text = (
        html.unescape(_NO_GAPS_SIGN.sub(_ENTITY, inner))
        .replace("\u00a0", " ")
        .expandtabs(4)
        .replace("\r", "")
    )
    if not text.strip():
        return match[3]
    block = match[1].lower() == "pre" or "\n" in text.strip("\n")
    text = text.removeprefix("\n").rstrip("\n") if block else " ".join(text.split("\n"))
    code = html.escape(text, quote=False).replace("\n", LINE).replace(" ", SPACE)
    code = code.replace(_ENTITY, "&")
    if not block:
        return f"{CODE}{code}{CODE_END}"
    language = _LANGUAGE.search(match[2] + match[3].partition(">")[0])
    name = (language[1] or language[2]) if language else ""
    return f"<div>{BLOCK}{name}{LANGUAGE_END}{code}{BLOCK_END}</div>"


class _Tags:
    """Turns tags into signs, and closes what HTML lets people leave open."""

    def __init__(self) -> None:
        self._links: list[str] = []
        """What ends each open link."""
        self._lists: list[bool | None] = []
        """Whether an item of each open list is open; None where its letters stay text."""
        self._tables = 0
        self._row = False

    def sign(self, markup: str) -> str:
        """Markup with signs for its tags."""
        signed_markup = _TAG.sub(self._tag, markup)
        return signed_markup + "".join(self._end_list("") for _ in self._lists[:]) + self._end_row()

    def _tag(self, tag_match: re.Match[str]) -> str:
        closes, tag, whole = bool(tag_match[1]), tag_match[2].lower(), tag_match[0]
        match tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return f"{STRONG_END}</p>" if closes else f"<p>{STRONG}"
            case "a":
                return self._link(tag_match[3], closes=closes)
            case "ul" | "ol":
                return self._end_list(whole) if closes else self._list(tag, whole)
            case "li":
                return self._item(whole, closes=closes)
            case "blockquote":
                return f"{QUOTE_END}</p>" if closes else f"<p>{QUOTE}"
            case "hr":
                return f"<div>{RULE}</div>"
            case "table":
                return self._table(closes=closes)
            case "tr":
                return self._end_row() if closes else self._begin_row()
            case "td" | "th":
                return "" if closes else self._cell(whole)
            case style if style in _STYLES:
                return _STYLES[style][closes]
            case _:
                return "" if self._tables else whole

    def _link(self, attributes: str, *, closes: bool) -> str:
        if closes:
            return self._links.pop() if self._links else ""
        href = _HREF.search(attributes)
        address = html.unescape(next(filter(None, href.groups()), "")) if href else ""
        kept = not SAFE_ADDRESS.fullmatch(address)
        self._links.append("</a>" if kept else LINK_END)
        if kept:
            return f"<a{attributes}>"
        return f"{LINK}{html.escape(address, quote=False)}{ADDRESS_END}"

    def _list(self, tag: str, whole: str) -> str:
        if tag == "ol" and _LETTERED.search(whole):
            self._lists.append(None)
            return whole
        begins = ITEM if self._lists and self._lists[-1] is False else ""
        self._lists[-1:] = [True] if begins else self._lists[-1:]
        self._lists.append(False)
        start = _START.search(whole)
        number = f"{NUMBERS}{start[1] if start else 1}{ADDRESS_END}"
        return f"{begins}<div>{number if tag == 'ol' else BULLETS}"

    def _end_list(self, whole: str) -> str:
        if not self._lists:
            return ""
        is_open = self._lists.pop()
        return whole if is_open is None else f"{ITEM_END * is_open}{LIST_END}</div>"

    def _item(self, whole: str, *, closes: bool) -> str:
        is_open = self._lists[-1] if self._lists else None
        if is_open is None:
            return whole
        self._lists[-1] = not closes
        return ITEM_END * is_open if closes else f"{ITEM_END * is_open}{ITEM}"

    def _table(self, *, closes: bool) -> str:
        """One table; another within it is lines of text in its cell."""
        if closes:
            self._tables = max(0, self._tables - 1)
            return "" if self._tables else f"{self._end_row()}</div>"
        self._tables += 1
        return "<div>" if self._tables == 1 else ""

    def _begin_row(self) -> str:
        if self._tables != 1:
            return ""
        ended, self._row = self._end_row(), True
        return f"{ended}{ROW}"

    def _end_row(self) -> str:
        ends = self._row and self._tables <= 1
        self._row = self._row and not ends
        return ROW_END if ends else ""

    def _cell(self, whole: str) -> str:
        if self._tables != 1:
            return " "
        where = _ALIGN.search(whole)
        row = "" if self._row else self._begin_row()
        return f"{row}{CELL}{where[1][0].lower() if where else 'l'}"
