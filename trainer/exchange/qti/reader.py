"""QTI: packages and files of Canvas, Blackboard, text2qti and many others."""

from collections.abc import Iterator, Sequence
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from trainer.errors import TrainerError
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.html.to_blocks import without_signs
from trainer.exchange.import_result import ImportResult, quoted
from trainer.exchange.media.xml_marks import mark_tree
from trainer.exchange.qti.qti1 import add_item
from trainer.exchange.qti.qti2 import add_assessment_item
from trainer.exchange.qti.tree import (
    attribute,
    below,
    first,
    markup_in,
    material_of,
    name_of,
    shown,
)
from trainer.exchange.source import ForeignFile

_ROOTS = frozenset({"questestinterop", "assessmentitem", "assessmenttest"})
_HEADS = (b"questestinterop", b"assessmentItem", b"qti-assessment-item", b"assessment-item")
_READ = (".xml", ".dat", ".qti")
_MANIFEST = "imsmanifest.xml"


def fits(source: ForeignFile) -> bool:
    """Whether it is a file of questions, or a zip with some."""
    if source.members:
        names = [name for name in source.members if name.lower().endswith(_READ)]
        return any(mark in source.head(name) for name in names for mark in _HEADS)
    return source.xml is not None and name_of(source.xml) in _ROOTS


def read(source: ForeignFile, title: str) -> ImportResult:
    """The questions of all files, in the order of the manifest where there is one.

    Raises:
        TrainerError: a file is damaged, or the whole too large.
    """
    collector = CardCollector(source.media)
    named = ""
    names, missing = _ordered(source)
    for name in missing:
        collector.leave(_MANIFEST, f"{quoted(name)}, which is not in the package")
    roots = [*_roots(source, names)]
    collector.expect(markup for _, root in roots for markup in _html_in(root))
    for place, root in roots:
        mark_tree(root, collector.media)
        kind = name_of(root)
        if kind in {"assessment", "assessmenttest"} or (kind == "quiz" and not named):
            named = _title_of(root) or named
            about = next((one for one in root if name_of(one) == "description"), None)
            if about is not None and (description := without_signs(shown(about.text or ""))):
                collector.leave("the quiz", f"its description: {quoted(description)}")
        elif kind == "questestinterop":
            whole = first(root, "assessment")
            named = named or (attribute(whole, "title") if whole is not None else "")
            for at, item in enumerate(below(root, "item"), 1):
                add_item(collector, f"{place}question {at}", item)
        elif kind == "assessmentitem":
            add_assessment_item(collector, place.rstrip(": ") or "the file", root)
    return collector.result(named or title)


def _title_of(root: Element) -> str:
    title = next((one for one in root if name_of(one) == "title"), None)
    return attribute(root, "title") or ((title.text or "").strip() if title is not None else "")


def _html_in(root: Element) -> Iterator[str]:
    """The HTML of all questions."""
    for one in below(root, "material", "itemfeedback", "flow_mat"):
        yield material_of(one)
    for one in [root, *below(root, "assessmentitem")]:
        body = first(one, "itembody")
        if body is not None:
            yield markup_in(body)
    for one in below(root, "modalfeedback"):
        yield markup_in(one)


def _roots(source: ForeignFile, names: Sequence[str]) -> Iterator[tuple[str, Element]]:
    """The roots of all files, each with where it is."""
    if not source.members:
        if source.xml is not None:
            yield "", source.xml
        return
    for name in names:
        root = source.parsed(source.member(name))
        if root is None:
            raise TrainerError(
                f"{source.path} cannot be imported: {name} in it is not XML that can be read.",
                "Export it again.",
            )
        yield f"{name.rpartition('/')[2]}: ", root


def _ordered(source: ForeignFile) -> tuple[list[str], list[str]]:
    """The files with questions, as the manifest lists them, then others by name; and what lacks.

    What lacks are files that could hold questions, which the manifest names all the same.
    """
    names = [name for name in sorted(source.members) if name.lower().endswith(_READ)]
    manifest = source.parsed(source.member(_MANIFEST)) if _MANIFEST in names else None
    listed: list[str] = []
    for resource in below(manifest, "resource") if manifest is not None else ():
        listed += [attribute(resource, "href"), attribute(resource, "file")]
        listed += [attribute(file, "href") for file in below(resource, "file")]
    listed = [unquote(name).removeprefix("./") for name in dict.fromkeys(listed)]
    first_ones = [name for name in listed if name in names]
    rest = [name for name in names if name not in first_ones and name != _MANIFEST]
    missing = [name for name in listed if name.lower().endswith(_READ) and name not in names]
    return [*first_ones, *rest], missing
