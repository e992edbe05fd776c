"""A Word document read: prepared, converted by pandoc, described."""

from collections import Counter
from pathlib import Path

from lxml.etree import _Element

from gongkai.media.intake import pandoc
from gongkai.media.intake.draft import MARKS, Draft, Hint, line_mark
from gongkai.media.intake.ooxml import CONTENT_TYPES, Package
from gongkai.media.intake.package import rels_name, write_package, write_xml
from gongkai.media.intake.word import losses as lost
from gongkai.media.intake.word import paging, preparing
from gongkai.media.intake.word.drawing import mark_pictures
from gongkai.media.intake.word.names import all_of, q, text_of, w
from gongkai.media.intake.word.numbering import Numbering, write_numbers
from gongkai.media.intake.word.revising import Settled, settle
from gongkai.media.intake.word.styles import Styles

_NOTES = ("footnotes", "endnotes")
_NEEDED = ("styles", "numbering", *_NOTES)


def read(path: Path) -> Draft:
    return read_package(Package.open(path))


def read_package(package: Package) -> Draft:
    draft = Draft("")
    main, root = package.main(), package.main_tree()
    styles, numbering = _context(package, main)
    losses: Counter[str] = Counter()
    details: dict[str, str] = {}
    lost.count_surroundings(package, losses, details)
    settled = Settled()
    for part, tree in _texts(package, main):
        _forget_marks(tree)
        preparing.unfold(tree, losses)
        settled.add(settle(tree, styles))
        preparing.settle_fields(tree, losses)
        preparing.count_looks(tree, losses)
        if part == main:
            _measure(draft, package, tree, styles)
        mark_pictures(tree, package, part, draft, losses)
    body = root.find(w("body"))
    if body is not None:
        losses["number"] += write_numbers(all_of(body, "w:p"), numbering)
        _mark_lines(body, styles, draft)
    for _part, tree in _texts(package, main):
        preparing.reduce(tree)
    draft.html = pandoc.to_html(_small_package(package, main), read="docx")
    draft.losses += lost.settled_sentences(settled) + lost.sentences(losses, details)
    return draft


def _context(package: Package, main: str) -> tuple[Styles, Numbering]:
    def tree(kind: str) -> _Element | None:
        names = package.of_kind(main, kind)
        return package.tree(names[0]) if names else None

    styles = Styles(tree("styles"), tree("theme"))
    return styles, Numbering(tree("numbering"), styles)


def _texts(package: Package, main: str) -> list[tuple[str, _Element]]:
    """The body, the footnotes and the endnotes."""
    names = [main, *(name for kind in _NOTES for name in package.of_kind(main, kind))]
    return [(name, tree) for name in names if (tree := package.tree(name)) is not None]


def _forget_marks(tree: _Element) -> None:
    for node in tree.iter(w("t"), q("m:t")):
        if node.text:
            node.text = node.text.translate(MARKS)


def _measure(draft: Draft, package: Package, root: _Element, styles: Styles) -> None:
    characters = len("".join(text_of(root).split()))
    recorded = paging.recorded_pages(package, characters)
    if recorded is not None:
        draft.pages, draft.pages_estimated = recorded, False
        return
    body = root.find(w("body"))
    if body is not None:
        draft.pages = paging.estimated_pages(body, styles)


def _mark_lines(body: _Element, styles: Styles, draft: Draft) -> None:
    """Give every paragraph outside tables the mark that leads to its look."""
    for paragraph in all_of(body, "w:p"):
        if next(paragraph.iterancestors(w("tbl")), None) is not None:
            continue
        if not text_of(paragraph).strip() and next(paragraph.iter(q("m:oMath")), None) is None:
            continue
        setting = styles.setting(paragraph)
        number = len(draft.hints)
        draft.hints[number] = Hint(
            font=setting.font,
            size=setting.size,
            centred=setting.centred,
            red=setting.red,
            is_title=setting.is_title,
            outline=setting.outline,
        )
        preparing.insert_text(paragraph, line_mark(number))


def _small_package(package: Package, main: str) -> bytes:
    """Only what pandoc reads; pictures and everything unknown stay behind."""
    kept = {CONTENT_TYPES, "_rels/.rels", main, rels_name(main)}
    for kind in _NEEDED:
        for name in package.of_kind(main, kind):
            kept |= {name, rels_name(name)}
    parts = {}
    for name in kept & set(package.parts):
        tree = package.tree(name) if name.endswith((".xml", ".rels")) else None
        parts[name] = package.parts[name] if tree is None else write_xml(tree)
    return write_package(parts, first=[CONTENT_TYPES])
