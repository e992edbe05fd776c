"""The words of a Word document, line by line: text, notes, headers and footers."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml.etree import _Element

from gongkai.media.intake.ooxml import Package
from gongkai.media.intake.removal import Removal
from gongkai.media.intake.word import cleaning, preparing
from gongkai.media.intake.word.names import all_of, q, text_of, w
from gongkai.media.intake.word.numbering import Numbering, write_numbers
from gongkai.media.intake.word.styles import Styles


def lines(path: Path, removal: Removal, losses: list[str]) -> Iterator[str]:
    package = Package.open(path)
    cleaning.strip(package, removal)
    main = package.main()
    for part in [main, *_of(package, main, "footnotes", "endnotes")]:
        if (tree := package.tree(part)) is not None:
            _settle(tree)
            if part == main:
                _say_unread(tree, losses)
                write_numbers(all_of(tree, "w:p"), _numbering(package, main))
            yield from _lines_in(tree)
    # Headers of the first, even and odd pages mostly repeat each other.
    said: set[str] = set()
    for part in _of(package, main, "header", "footer"):
        if (tree := package.tree(part)) is not None:
            _settle(tree)
            for line in _lines_in(tree):
                if line not in said:
                    said.add(line)
                    yield line


def _of(package: Package, main: str, *kinds: str) -> list[str]:
    return [name for kind in kinds for name in package.of_kind(main, kind)]


def _numbering(package: Package, main: str) -> Numbering:
    def tree(kind: str) -> _Element | None:
        names = package.of_kind(main, kind)
        return package.tree(names[0]) if names else None

    return Numbering(tree("numbering"), Styles(tree("styles"), None))


def _settle(tree: _Element) -> None:
    preparing.unfold(tree, Counter())
    preparing.settle_fields(tree, Counter())


def _say_unread(tree: _Element, losses: list[str]) -> None:
    for name, called in (("c:chart", "图表"), ("dgm:relIds", "SmartArt 图示")):
        if count := len(all_of(tree, name)):
            losses.append(f"{called} {count} 个里的文字没有读。")
    if count := len({blip.get(q("r:embed")) for blip in all_of(tree, "a:blip")}):
        losses.append(f"图片 {count} 幅里的文字没有识别。")


def _lines_in(tree: _Element) -> Iterator[str]:
    for block in all_of(tree, "w:p", "w:tr"):
        # A table inside a cell is read with the row that holds it.
        if next(block.iterancestors(w("tr")), None) is not None:
            continue
        if block.tag == w("p"):
            yield _line(block)
        else:
            yield "\t".join(_cell(cell) for cell in block.iterchildren(w("tc")))


def _cell(cell: _Element) -> str:
    return " ".join(filter(None, (_line(found) for found in all_of(cell, "w:p"))))


def _line(paragraph: _Element) -> str:
    return " ".join(text_of(paragraph).split("\n")).strip()
