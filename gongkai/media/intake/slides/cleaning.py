"""The clean copy of a presentation: the slides that are shown, without notes and comments."""

from collections import Counter
from pathlib import Path

from lxml import etree

from gongkai.media.intake.ooxml import Package
from gongkai.media.intake.ooxml_cleaning import strip_package
from gongkai.media.intake.slides.names import P_NS, is_hidden, p, slides_of
from gongkai.media.intake.taken import CannotTakeIn, CleanCopy
from gongkai.media.intake.word.names import R_NS, remove

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def clean(path: Path) -> CleanCopy:
    package = Package.open(path)
    main, root = package.main(), package.main_tree()
    slides = slides_of(package)
    hidden = [entry for _part, tree, entry in slides if is_hidden(tree)]
    if slides and len(hidden) == len(slides):
        raise CannotTakeIn("演示文稿的幻灯片全部隐藏，没有可以公开的内容。")
    removed = [f"隐藏的幻灯片 {len(hidden)} 张已删除。"] if hidden else []
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
    removed += _drop_hidden_shapes(package)
    _unlink_hidden_slides(package)
    removed += strip_package(package)
    return CleanCopy(package.write(), tuple(removed), "PPTX", CONTENT_TYPE, "pptx")


def _drop_hidden_shapes(package: Package) -> list[str]:
    counted: Counter[str] = Counter()
    for part, tree, _entry in slides_of(package):
        for properties in list(tree.iter(p("cNvPr"))):
            if properties.get("hidden") in {"1", "true"}:
                frame = properties.getparent()
                shape = frame.getparent() if frame is not None else None
                if shape is not None:
                    counted[part] += 1
                    remove(shape)
    total = sum(counted.values())
    return [f"隐藏的图形 {total} 个已删除。"] if total else []


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
