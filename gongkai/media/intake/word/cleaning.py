"""The clean copy of a Word document: what it shows, and nothing of how it came about."""

from pathlib import Path

from lxml.etree import _Element

from gongkai.media.intake.ooxml import Package
from gongkai.media.intake.ooxml_cleaning import strip_package, strip_revision_ids
from gongkai.media.intake.taken import CleanCopy
from gongkai.media.intake.word.losses import settled_sentences
from gongkai.media.intake.word.names import all_of, remove, w
from gongkai.media.intake.word.revising import Settled, settle
from gongkai.media.intake.word.styles import Styles

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TEXTS = ("header", "footer", "footnotes", "endnotes")
_SETTINGS = (
    "trackRevisions", "rsids", "attachedTemplate", "mailMerge", "documentProtection",
    "writeProtection", "docVars", "revisionView", "formsDesign",
)  # fmt: skip


def clean(path: Path) -> CleanCopy:
    return clean_package(Package.open(path))


def clean_package(package: Package) -> CleanCopy:
    main = package.main()
    styles = _styles(package, main)
    settled = Settled()
    for part in [main, *(name for kind in _TEXTS for name in package.of_kind(main, kind))]:
        tree = package.tree(part)
        if tree is None:
            continue
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
    removed = settled_sentences(settled) + strip_package(package)
    return CleanCopy(package.write(), tuple(removed), "DOCX", CONTENT_TYPE, "docx")


def _styles(package: Package, main: str) -> Styles:
    names = package.of_kind(main, "styles")
    return Styles(package.tree(names[0]) if names else None, None)


def _drop_data(tree: _Element) -> None:
    """Bindings of content controls point into the custom XML, which goes."""
    for binding in all_of(tree, "w:dataBinding"):
        remove(binding)
