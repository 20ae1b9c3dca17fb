"""Maths between dollar signs, for markdown-it.

The rule is pandoc's: after the opening `$` and before the closing one there is no space, and after
the closing one no digit. So `$5` and `between $5 and $10` are money. `$$…$$` is set apart.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

INLINE = "maths"
DISPLAY = "display_maths"
_MOST = 2000
"""Characters of a formula; what is longer is none."""


def with_maths(parser: MarkdownIt) -> MarkdownIt:
    """The parser, knowing maths too."""
    parser.inline.ruler.before("escape", INLINE, _inline)
    parser.block.ruler.before(
        "fence", DISPLAY, _block, {"alt": ["paragraph", "blockquote", "list"]}
    )
    return parser


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it
    text, start = state.src, state.pos
    if text[start] != "$":
        return False
    signs = "$$" if text.startswith("$$", start) else "$"
    begin = start + len(signs)
    end = _closing(text, begin, signs)
    if end is None or not text[begin:end].strip():
        return False
    if not silent:
        token = state.push(DISPLAY if signs == "$$" else INLINE, "", 0)
        token.content = text[begin:end]
    state.pos = end + len(signs)
    return True


def _closing(text: str, begin: int, signs: str) -> int | None:
    if signs == "$" and text[begin : begin + 1].isspace():
        return None
    end = begin
    while (end := text.find("$", end, begin + _MOST)) >= 0:
        before = text[begin:end]
        escaped = (len(before) - len(before.rstrip("\\"))) % 2
        if not escaped and text.startswith(signs, end):
            after = text[end + 1 : end + 2]
            lone = signs == "$" and (not before or before[-1].isspace() or after.isdigit())
            return None if lone else end
        end += 1
    return None


def _block(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001
    """Lines between `$$` and `$$`, whatever signs of Markdown are in them."""
    if state.is_code_block(first) or not _line(state, first).startswith("$$"):
        return False
    if "$$" in _line(state, first)[2:]:
        return False  # it is closed on this line, and so within a paragraph
    end = next((at for at in range(first + 1, last) if _line(state, at).endswith("$$")), None)
    if end is None:
        return False
    if silent:
        return True
    lines = [_line(state, at) for at in range(first, end + 1)]
    token = state.push(DISPLAY, "", 0)
    token.content = "\n".join(lines)[2:-2]
    state.line = end + 1
    return len(token.content) <= _MOST


def _line(state: StateBlock, at: int) -> str:
    return state.src[state.bMarks[at] + state.tShift[at] : state.eMarks[at]].rstrip()
