"""The words of a presentation, slide by slide: a line for each paragraph or row of a table."""

from collections.abc import Iterator
from pathlib import Path

from lxml.etree import _Element

from gongkai.media.intake.ooxml import Package
from gongkai.media.intake.removal import Removal
from gongkai.media.intake.slides import cleaning
from gongkai.media.intake.slides.names import p, slides_of, text_of
from gongkai.media.intake.word.names import q


def lines(path: Path, removal: Removal, losses: list[str]) -> Iterator[str]:
    package = Package.open(path)
    cleaning.strip(package, removal)
    pictures = charts = 0
    for part, tree, _entry in slides_of(package):
        yield from _lines_in(tree)
        for name in package.of_kind(part, "diagramData"):
            diagram = package.tree(name)
            if diagram is not None:
                yield from _lines_in(diagram)
        pictures += sum(1 for _ in tree.iter(p("pic")))
        charts += len(package.of_kind(part, "chart"))
    for count, called in (
        (pictures, "图片 {n} 幅里的文字没有识别。"),
        (charts, "图表 {n} 个里的文字没有读。"),
    ):
        if count:
            losses.append(called.format(n=count))


def _lines_in(tree: _Element) -> Iterator[str]:
    for block in tree.iter(q("a:p"), q("a:tr")):
        if next(block.iterancestors(q("a:tr"), q("mc:Fallback")), None) is not None:
            continue
        if block.tag == q("a:p"):
            yield text_of(block)
        else:
            yield "\t".join(_cell(cell) for cell in block.iterchildren(q("a:tc")))


def _cell(cell: _Element) -> str:
    return " ".join(filter(None, map(text_of, cell.iter(q("a:p")))))
