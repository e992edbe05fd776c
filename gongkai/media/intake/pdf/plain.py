"""The words of a PDF as its reader sees them, paragraph by paragraph."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types

from gongkai.media.intake.pdf.cleaning import strip
from gongkai.media.intake.pdf.layers import DAMAGED, layers_off, pages_with
from gongkai.media.intake.pdf.lines import PrintedLine, paragraphs, without_edges
from gongkai.media.intake.pdf.reading import document_of, lines_of
from gongkai.media.intake.removal import Removal
from gongkai.media.intake.taken import CannotTakeIn
from gongkai.rules.gate.hidden_content import Kind


def lines(path: Path, removal: Removal, losses: list[str]) -> Iterator[str]:
    document = document_of(path)
    try:
        layered = _beside_the_pages(path, removal)
        printed: list[list[PrintedLine]] = []
        heights: list[float] = []
        for number in range(len(document)):
            try:
                page = document[number]
                printed.append(lines_of(page, number, removal, doubted=number in layered))
            except pdfium.PdfiumError:
                losses.append(f"第 {number + 1} 页无法读取。")
                continue
            heights.append(page.get_height())
            page.close()
    finally:
        document.close()
    if silent := [str(at) for at, page_lines in enumerate(printed, start=1) if not page_lines]:
        losses.append(f"第 {'、'.join(silent)} 页没有文字，可能是扫描页，需要人工查看。")
    kept, _edges = without_edges(printed, heights)
    yield from (paragraph.text for paragraph in paragraphs(kept))


def _beside_the_pages(path: Path, removal: Removal) -> set[int]:
    """Tells what lies beside the pages; gives the pages with a layer that is off."""
    try:
        with pikepdf.open(path) as document:
            off = layers_off(document)
            removal.add(Kind.ALTERNATE_LAYERS, len(off))
            layered = pages_with(document, off)
            strip(document, path, removal)
            return layered
    except DAMAGED as broken:
        raise CannotTakeIn("PDF 已损坏，无法读取。请重新导出后再上传。") from broken
