"""Articles as they come: plain text, Markdown, a page saved from a browser, a PDF, a paste."""

import re
from pathlib import Path
from typing import NamedTuple

from trainer.deck.partial_date import MONTHS, PartialDate
from trainer.deck.source_text import MAX_BYTES, SourceText, read_source
from trainer.errors import MissingExtraError, TrainerError
from trainer.regular_file import read_given

MOST_BYTES = 50_000_000
"""A page or a PDF that is larger is no article; pictures make one large."""
_HEAD_LINES = 12
"""Lines in which an article says what it is and who wrote it."""
_TITLE_WORDS = 20
_LONG_LINE = 25
"""Words. Where a line has more, the article itself has begun."""
_DATE = (
    r"(\d{4}-\d\d(?:-\d\d)?|"
    rf"(?:\d{{1,2}} )?(?:{'|'.join(MONTHS)})(?: \d{{1,2}})?,? \d{{4}})"
)
_STATED = {
    "title": re.compile(r"title: *(.+)", re.IGNORECASE),
    "author": re.compile(r"(?:(?:written )?by:? |authors?: *)(.+)", re.IGNORECASE),
    "publisher": re.compile(r"(?:published (?:by|in) |publisher: *)(.+)", re.IGNORECASE),
    "date": re.compile(rf"(?:(?:first )?published|date|posted)?(?: on)?:? *{_DATE}", re.IGNORECASE),
    "url": re.compile(
        r"(?:source|url|link)?:? *<?(https?://[^\s>]+)>?(?: \([^()]*\))?", re.IGNORECASE
    ),
    "language": re.compile(r"lang(?:uage)?: *([a-z]{2}(?:-[A-Za-z]+)?)\b", re.IGNORECASE),
}
"""Lines, or parts of one, that state something."""
_CITED = re.compile(r'([A-Z][^",:\d]{2,60}), ".+', re.DOTALL)
"""Who wrote it, at the front of a reference: `Ann Lee, "The canal", https://example.org`."""
_COMMON = {
    "en": "the of and to in is was that it for",
    "de": "der die und das ist nicht mit von den ein",
    "fr": "le la les des et est une dans que pour",
    "es": "el la los que de y en una por con",
    "it": "il che di la e per una non con gli",
    "nl": "de het een van en is dat niet op te",
    "pt": "o que de a e do da em um para",
}
"""The commonest words of some languages, by which a text shows its own."""
_SURE = 0.12
"""The share of a text's words that the commonest of its language make at least."""


class Article(NamedTuple):
    """A text, and what it states about itself."""

    source: SourceText
    stated: dict[str, str]
    """Those found of `title`, `author`, `publisher`, `date` as a deck has it, `url`, `language`."""


def read_article(path: Path) -> Article:
    """Read an article in the format that its name's ending shows.

    Raises:
        MissingExtraError: it is HTML or a PDF, and the extra `articles` is not installed.
        TrainerError: it cannot be read, or holds no text.
    """
    match path.suffix.lower():
        case ".html" | ".htm" | ".xhtml":
            return _of_html(_content(path), path.name)
        case ".pdf":
            return _of_pdf(path)
        case ".md" | ".markdown":
            return article_of(read_source(path).text)
        case _:
            return _with_head(read_source(path), {})


def article_of(text: str) -> Article:
    """The article of a text that may be Markdown, such as one that was pasted.

    Raises:
        TrainerError: there is no text, or it holds what a terminal would obey.
    """
    if len(text.encode()) > MAX_BYTES:
        raise TrainerError("The text is larger than 5 MB.", "Give the article alone.")
    text, stated = _without_front_matter(text)
    source = SourceText(_without_markup(text))
    if not source.text:
        raise TrainerError("There is no text.", "Give the article itself, not its address.")
    return _with_head(source, stated)


def _content(path: Path) -> bytes:
    return read_given(path, MOST_BYTES, "Save the article alone.")


def _with_head(source: SourceText, known: dict[str, str]) -> Article:
    """The article with what its first and last lines state; what is known counts more."""
    lines = [line.strip() for line in source.text.split("\n") if line.strip()]
    head: list[str] = []
    for line in lines[:_HEAD_LINES]:
        if len(line.split()) > _LONG_LINE:
            break
        head.append(line)
    stated: dict[str, str] = {}
    for line in (*head, *lines[-3:]):
        for key, pattern in _STATED.items():
            for part in (line,) if key == "title" else (*_parts(line), line):
                if match := pattern.fullmatch(part):
                    stated.setdefault(key, _tidy(key, match[1]))
    title = lines[0]
    if len(title.split()) <= _TITLE_WORDS and not title.endswith((".", ":")):
        stated.setdefault("title", _tidy("title", title))
    if language := _language(source.text):
        stated.setdefault("language", language)
    both = {**stated, **{key: value for key, value in known.items() if value}}
    return Article(source, {key: value for key, value in both.items() if value})


def _parts(line: str) -> list[str]:
    """What a line of credits says, one by one: `By Ann Lee, 4 March 2020 | Published by Velm`."""
    if len(line.split()) > _LONG_LINE or line.endswith("."):
        return []
    parts: list[str] = []
    for chunk in re.split(r"\s+[|·•–—]\s+", line):
        pieces = re.split(r",\s+(?!\d{4}\b)", chunk)
        stated = [one for one in pieces if any(_STATED[k].fullmatch(one) for k in ("date", "url"))]
        rest = ", ".join(one for one in pieces if one not in stated)
        cited = _CITED.fullmatch(rest) if any("://" in one for one in stated) else None
        parts += [*stated, f"by {cited[1]}" if cited else rest]
    return parts


def _tidy(key: str, value: str) -> str:
    value = value.strip().strip("\"'")
    if key == "date":
        return written_date(value) or ""
    if key == "author" and value.isupper():
        return value.title()
    return value


def written_date(text: str) -> str | None:
    """A date as a deck writes it, of `2021-11-11`, `11 November 2021`, `Nov 11, 2021`, `2021`."""
    numbers = re.findall(r"\d+", text)
    month = next((at for at, m in enumerate(MONTHS, 1) if m[:3].lower() in text.lower()), None)
    year = next((number for number in numbers if len(number) == 4), None)  # noqa: PLR2004
    if month and year:
        day = next((int(number) for number in numbers if len(number) < 3), None)  # noqa: PLR2004
        text = str(PartialDate(int(year), month, day))
    try:
        return str(PartialDate.parse(text.strip()[:10]))
    except ValueError:
        return None


def _language(text: str) -> str | None:
    spoken = re.findall(r"[^\W\d_]+", text.lower())
    shares = {
        language: sum(word in common.split() for word in spoken) / max(1, len(spoken))
        for language, common in _COMMON.items()
    }
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] >= _SURE else None


def _without_front_matter(text: str) -> tuple[str, dict[str, str]]:
    match = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    if not match:
        return text, {}
    pairs = (line.partition(":") for line in match[1].split("\n"))
    stated = {key.strip().lower(): _tidy(key.strip(), value) for key, _, value in pairs}
    return text[match.end() :], {key: stated[key] for key in _STATED if stated.get(key)}


def _without_markup(text: str) -> str:
    """Markdown as it reads: no marks, each heading and each item of a list on its own."""
    text = re.sub(r"^(?:```|~~~).*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"^ {0,3}#{1,6} +(.*?)(?: +#+)?$", r"\n\1\n", text, flags=re.MULTILINE)
    text = re.sub(r"^(?:=+|-{3,}|\*{3,}|_{3,})$", "", text, flags=re.MULTILINE)
    text = re.sub(r"^ *(?:> ?)+", "", text, flags=re.MULTILINE)
    text = re.sub(r"^ *[-*+] +", "\n", text, flags=re.MULTILINE)
    text = re.sub(r"^ *(\d+)[.)] +", r"\n\1) ", text, flags=re.MULTILINE)
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(\*\*|__|\*|(?<!\w)_|`)(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", text)
    return re.sub(r"\\([^\w\s])", r"\1", text)


def _of_html(page: bytes, name: str) -> Article:
    try:
        from trafilatura import bare_extraction
        from trafilatura.settings import Document
    except ImportError as error:
        raise MissingExtraError("Reading a saved page", "articles") from error
    extracted = bare_extraction(page, with_metadata=True, include_comments=False, deduplicate=False)
    if not isinstance(extracted, Document) or not extracted.text:
        raise TrainerError(
            f"No article is found in {name}.", "Copy its text, and paste it: trainer derive -"
        )
    text = re.sub(r"\n(?:[-•] )?", "\n\n", extracted.text)
    declared = re.search(rb"<html[^>]*\blang=[\"']?([A-Za-z]{2})", page)
    about = {
        "title": extracted.title,
        "author": extracted.author,
        "publisher": extracted.sitename or extracted.hostname,
        "date": written_date(extracted.date or ""),
        "url": extracted.url,
        "language": declared[1].decode().lower() if declared else None,
    }
    return _with_head(SourceText(_printable(text)), {k: v for k, v in about.items() if v})


def _of_pdf(path: Path) -> Article:
    try:
        import pypdf
    except ImportError as error:
        raise MissingExtraError("Reading a PDF", "articles") from error
    import io
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it talks about every oddity
    content = _content(path)
    hint = "Copy its text, and paste it: trainer derive -"
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        pages = [page.extract_text() for page in reader.pages]
        about = reader.metadata
    except Exception as error:  # a broken PDF breaks its reader in any way
        raise TrainerError(f"{path} cannot be read as a PDF.", hint) from error
    text = paragraphs_of([line for page in pages for line in [*page.split("\n"), ""]])
    if not text:
        raise TrainerError(f"{path} holds no text; it may be a scan.", hint)
    written = re.match(r"D:(\d{4})(\d\d)(\d\d)", (about and about.creation_date_raw) or "")
    date = "-".join(written.groups()) if written else ""
    known = {"title": (about and about.title) or "", "author": (about and about.author) or ""}
    article = _with_head(SourceText(_printable(text)), known)
    article.stated.setdefault("date", written_date(date) or "")
    return article._replace(stated={key: value for key, value in article.stated.items() if value})


def paragraphs_of(lines: list[str]) -> str:
    """The paragraphs of lines that a page broke, with empty lines between them.

    A word that was broken at the end of a line is put together. A paragraph ends at an
    empty line, save one within a sentence, as between pages; and after a line that ends a
    sentence and is shorter than the others by a fifth.
    """
    lines = [" ".join(line.split()) for line in lines]
    full = sorted(len(line) for line in lines if line)
    usual = full[len(full) * 3 // 4] if full else 0
    paragraphs: list[str] = []
    current = ""
    for line in lines:
        if not line:
            if re.search(r"[.!?:]['\")]*$", current) or len(current.split()) <= _TITLE_WORDS // 2:
                paragraphs.append(current)
                current = ""
            continue
        if re.search(r"[^\W\d_]-$", current) and line[:1].islower():
            current = current[:-1] + line
        else:
            current = f"{current} {line}".strip()
        if re.search(r"[.!?]['\")]*$", line) and len(line) < usual * 0.8:
            paragraphs.append(current)
            current = ""
    return "\n\n".join(filter(None, [*paragraphs, current]))


_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": ""})


def _printable(text: str) -> str:
    """Text without what only a page's layout needs, and without what a terminal would obey."""
    from trainer.deck.text import without_controls

    return without_controls(text.translate(_LIGATURES))
