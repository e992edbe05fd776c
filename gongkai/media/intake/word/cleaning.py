"""The clean copy of a Word document: what it shows, and nothing of how it came about."""

from pathlib import Path

from lxml.etree import _Element

from gongkai.media.intake.ooxml import Package
from gongkai.media.intake.ooxml_cleaning import strip_package, strip_revision_ids
from gongkai.media.intake.removal import Removal
from gongkai.media.intake.taken import CleanCopy
from gongkai.media.intake.word.names import all_of, remove, w
from gongkai.media.intake.word.revising import Settled, settle
from gongkai.media.intake.word.seeing import covering_shapes
from gongkai.media.intake.word.styles import Styles
from gongkai.rules.gate.hidden_content import Kind

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TEXTS = ("header", "footer", "footnotes", "endnotes")
_SETTINGS = (
    "trackRevisions", "rsids", "attachedTemplate", "mailMerge", "documentProtection",
    "writeProtection", "docVars", "revisionView", "formsDesign",
)  # fmt: skip


def clean(path: Path) -> CleanCopy:
    package, removal = Package.open(path), Removal()
    strip(package, removal)
    return CleanCopy(
        package.write(), removal.sentences(), "DOCX", CONTENT_TYPE, "docx", removal.facts()
    )


def strip(package: Package, removal: Removal) -> None:
    """Leave in a package what its reader sees."""
    main = package.main()
    styles = _styles(package, main)
    settled = Settled()
    for part in [main, *(name for kind in _TEXTS for name in package.of_kind(main, kind))]:
        tree = package.tree(part)
        if tree is None:
            continue
        removal.leave(
            Kind.COVERED_TEXT, covering_shapes(tree), detail="有黑色或白色的图形浮在文字上方"
        )
        settled.add(settle(tree, styles))
        _drop_data(tree)
        strip_revision_ids(tree)
    for name in [
        name for name in package.parts if name.startswith("word/") and "/_rels/" not in name
    ]:
        if name.endswith(".xml") and (tree := package.tree(name)) is not None:
            strip_revision_ids(tree)
    for name in package.of_kind(main, "settings"):
        tree = package.tree(name)
        for kind in _SETTINGS if tree is not None else ():
            for setting in list(tree.iter(w(kind)) if tree is not None else ()):
                remove(setting)
    _count(settled, removal)
    strip_package(package, removal)


def _count(settled: Settled, removal: Removal) -> None:
    for count, called in (
        (settled.deletions, "删除"),
        (settled.insertions, "插入"),
        (settled.format_changes, "格式"),
    ):
        if count:
            removal.add(Kind.TRACKED_CHANGES, count, detail=f"{called} {count} 处")
    for text in settled.hidden:
        removal.add_text(Kind.HIDDEN_TEXT, text)
    for text in settled.covered:
        removal.add_text(Kind.COVERED_TEXT, text)


def _styles(package: Package, main: str) -> Styles:
    names = package.of_kind(main, "styles")
    return Styles(package.tree(names[0]) if names else None, None)


def _drop_data(tree: _Element) -> None:
    """Bindings of content controls point into the custom XML, which goes."""
    for binding in all_of(tree, "w:dataBinding"):
        remove(binding)
