"""The tags of HTML, and whether a text has any."""

import re

BLOCKS = frozenset(
    "address article aside blockquote dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr "
    "ul".split()
)
UNSEEN = frozenset({"script", "style", "head", "title", "template"})
MEDIA = {
    "img": "src",
    "audio": "src",
    "video": "src",
    "source": "src",
    "iframe": "src",
    "object": "data",
    "embed": "src",
}
_LOOKS = frozenset(
    "a abbr acronym annotation area b base bdi bdo big body br button canvas caption center cite "
    "code col colgroup data del dfn em font g html i input ins kbd label legend link maction map "
    "mark math menclose menu merror meta mfenced mfrac mi mmultiscripts mn mo mover mpadded "
    "mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext "
    "mtr munder munderover nobr noscript option output param path picture q rp rt ruby s samp "
    "select semantics small span strike strong sub sup svg td textarea th time track tt u var "
    "wbr".split()
)
KNOWN = BLOCKS | UNSEEN | _LOOKS | frozenset(MEDIA)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^<>]*>", re.IGNORECASE)
_ALONE = re.compile(r"<(?:br|hr)\s*/?>|<img\s[^<>]*src|&nbsp;", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """Whether a text has what only HTML has: a tag opened and closed, a line break, a picture.

    A tag that is only spoken of (`What does <b> do?`) is none.
    """
    opened = set()
    for closes, tag in _TAG.findall(text):
        if closes and tag.lower() in opened:
            return True
        opened.update({tag.lower()} & KNOWN)
    return _ALONE.search(text) is not None


def speaks_of_a_tag(text: str) -> bool:
    """Whether a tag is in a text that is no HTML, as in `What does <b> do?`."""
    tags = (tag.lower() for _, tag in _TAG.findall(text))
    return not looks_like_html(text) and not KNOWN.isdisjoint(tags)


def has_entities(text: str) -> bool:
    """Whether a text has characters written as HTML writes them, such as `&lt;`."""
    return _ENTITY.search(text) is not None
