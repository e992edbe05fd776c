"""The report as a Word file: the six headings and the tables, in the type of official papers."""

import io
import re
from datetime import datetime

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from gongkai.oversight.reports.layout import PrintedTable, printed_tables
from gongkai.oversight.reports.placing import placed
from gongkai.printing.packing import EPOCH, packed
from gongkai.rules.annual_report.form import NUMERALS
from gongkai.rules.annual_report.report import AnnualReport

TITLE, HEADING, BODY = "方正小标宋简体", "黑体", "仿宋_GB2312"
# GB/T 9704-2012: A4, 37 mm above, 28 mm left, a text of 156 by 225 mm; 28 pt a line.
EDGES = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
LINE = Pt(28)
# Fifteen and ten columns leave little room for each.
SIZES = {2: Pt(12), 3: Pt(9), 4: Pt(7.5)}
# Signs that no XML can hold.
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_word(report: AnnualReport) -> bytes:
    paper = Document()
    _lay_out(paper, report)
    tables = {table.number: table for table in printed_tables(report)}
    _paragraph(paper, report.title, TITLE, 22, centred=True)
    for text in report.preamble:
        _paragraph(paper, text, BODY, 16, indented=True)
    for section in report.sections or ():
        heading = f"{NUMERALS[section.number - 1]}、{section.heading}"
        _paragraph(paper, heading, HEADING, 16, indented=True)
        if section.number in tables:
            _table(paper, tables[section.number])
        for text in section.paragraphs:
            _paragraph(paper, text, BODY, 16, indented=True)
    saved = io.BytesIO()
    paper.save(saved)
    return packed(saved.getvalue())


def _lay_out(paper: Paper, report: AnnualReport) -> None:
    section = paper.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, size in EDGES.items():
        setattr(section, name, Mm(size))
    facts = paper.core_properties
    facts.title, facts.language = _written(report.title), "zh-CN"
    facts.author = facts.last_modified_by = facts.comments = ""
    facts.created = facts.modified = datetime(*EPOCH)  # noqa: DTZ001  as Word keeps it


def _paragraph(
    paper: Paper,
    text: str,
    font: str,
    size: float,
    *,
    centred: bool = False,
    indented: bool = False,
) -> None:
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.line_spacing = LINE
    paragraph.paragraph_format.space_after = Pt(0)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if indented:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    _run(paragraph, text, font, Pt(size))


def _run(paragraph: Paragraph, text: str, font: str, size: Pt) -> None:
    run = paragraph.add_run(_written(text))
    run.font.name, run.font.size = font, size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _table(paper: Paper, printed: PrintedTable) -> None:
    grid = paper.add_table(rows=len(printed.rows), cols=printed.width, style="Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    # Each look at the grid's cells costs a walk through all of them.
    cells = [row.cells for row in grid.rows]
    for row, column, place in placed(printed.rows):
        cell = cells[row][column]
        if place.rows > 1 or place.columns > 1:
            cell = cell.merge(cells[row + place.rows - 1][column + place.columns - 1])
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        font = HEADING if place.scope else BODY
        _run(paragraph, place.text, font, SIZES[printed.number])


def _written(text: str) -> str:
    return _UNWRITABLE.sub("", text)
