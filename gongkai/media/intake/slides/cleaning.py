"""The clean copy of a presentation: the slides that are shown, without notes and comments."""

from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from gongkai.media.intake.ooxml import Package
from gongkai.media.intake.ooxml_cleaning import strip_package
from gongkai.media.intake.removal import Removal
from gongkai.media.intake.slides.names import P_NS, is_hidden, p, slides_of, text_of
from gongkai.media.intake.slides.seeing import Box, look, slide_size
from gongkai.media.intake.taken import CannotTakeIn, CleanCopy
from gongkai.media.intake.word.names import R_NS, remove
from gongkai.rules.gate.hidden_content import Kind

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def clean(path: Path) -> CleanCopy:
    package, removal = Package.open(path), Removal()
    strip(package, removal)
    return CleanCopy(
        package.write(), removal.sentences(), "PPTX", CONTENT_TYPE, "pptx", removal.facts()
    )


def strip(package: Package, removal: Removal) -> None:
    """Leave in a package what its audience sees."""
    main, root = package.main(), package.main_tree()
    slides = slides_of(package)
    hidden = [entry for _part, tree, entry in slides if is_hidden(tree)]
    if slides and len(hidden) == len(slides):
        raise CannotTakeIn("演示文稿的幻灯片全部隐藏，没有可以公开的内容。")
    removal.add(Kind.HIDDEN_SLIDES, len(hidden))
    links = {entry.get(f"{{{R_NS}}}id") for entry in hidden}
    numbers = {entry.get("id") for entry in hidden}
    for entry in hidden:
        remove(entry)
    package.cut(main, lambda link: link.id in links)
    # Sections and custom shows list slides by number, in elements of several names.
    for node in list(root.iter()):
        if not isinstance(node.tag, str) or node.tag == f"{{{P_NS}}}sldId":
            continue
        listed = etree.QName(node).localname in {"sldId", "sld"}
        if listed and (node.get("id") in numbers or node.get(f"{{{R_NS}}}id") in links):
            remove(node)
    size = slide_size(root)
    for number, (_part, tree, _entry) in enumerate(slides_of(package), start=1):
        _drop_hidden_shapes(tree, number, removal)
        _drop_unseen_words(tree, size, number, removal)
    _unlink_hidden_slides(package)
    strip_package(package, removal)


def _drop_hidden_shapes(slide: _Element, number: int, removal: Removal) -> None:
    for properties in list(slide.iter(p("cNvPr"))):
        if properties.get("hidden") in {"1", "true"}:
            frame = properties.getparent()
            shape = frame.getparent() if frame is not None else None
            if shape is not None:
                removal.add_text(Kind.HIDDEN_TEXT, text_of(shape), where=f"第 {number} 张")
                remove(shape)


def _drop_unseen_words(slide: _Element, size: Box, number: int, removal: Removal) -> None:
    unseen = look(slide, size)
    for shape in unseen.beside:
        removal.add_text(Kind.HIDDEN_TEXT, text_of(shape), where=f"第 {number} 张画面之外")
        remove(shape)
    for shape in unseen.covered:
        removal.add_text(Kind.COVERED_TEXT, text_of(shape), where=f"第 {number} 张")
        remove(shape)
    removal.leave(
        Kind.COVERED_TEXT,
        unseen.doubtful,
        detail=f"第 {number} 张有黑色或白色的图形压在文字上",
    )


def _unlink_hidden_slides(package: Package) -> None:
    """A jump to a hidden slide would keep the slide in the file."""
    shown = {part for part, _tree, _entry in slides_of(package)}
    for part in shown:
        targets = package.targets(part)
        stray = {
            name for name, target in targets.items()
            if "/slides/" in f"/{target}" and target not in shown
        }  # fmt: skip
        if not stray:
            continue
        package.cut(part, lambda link, stray=stray: link.id in stray)  # type: ignore[misc]
        tree = package.tree(part)
        for node in list(tree.iter()) if tree is not None else ():
            if isinstance(node.tag, str) and node.get(f"{{{R_NS}}}id") in stray:
                remove(node)
