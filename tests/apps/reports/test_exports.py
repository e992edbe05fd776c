"""The report as files: each reads back as the same report, and comes out the same every time."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from gongkai.command import main
from gongkai.media.report_files.reading import read_report
from gongkai.oversight.reports.exports import FORMS
from gongkai.oversight.reports.layout import printed_tables
from gongkai.oversight.reports.placing import placed
from gongkai.rules.annual_report.examining import findings_of
from gongkai.rules.annual_report.reading import Reading
from gongkai.rules.annual_report.report import AnnualReport, Section
from tests.rules.annual_report.reports import REPORT, consistent_reports

BUREAU = replace(
    REPORT, agency="示例市", title="示例市2025年政府信息公开工作年度报告", fee_facts=None
)
READABLE = ["docx", "html", "json"]
ReadBack = Callable[[AnnualReport, str], Reading]


@pytest.fixture
def read_back(tmp_path: Path) -> ReadBack:
    def read(report: AnnualReport, form: str) -> Reading:
        path = tmp_path / f"年报.{form}"
        path.write_bytes(FORMS[form].make(report))
        return read_report(str(path))

    return read


@pytest.mark.parametrize("form", READABLE)
def test_our_own_file_reads_back_as_the_same_report(form: str, read_back: ReadBack) -> None:
    reading = read_back(BUREAU, form)
    assert findings_of(reading) == ()
    for name in ("year", "agency", "title", "disclosure", "applications", "proceedings"):
        assert getattr(reading.report, name) == getattr(BUREAU, name), name
    assert reading.report.sections == BUREAU.sections


@pytest.mark.parametrize("form", READABLE)
def test_the_command_finds_nothing_in_our_own_file(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"年报.{form}"
    path.write_bytes(FORMS[form].make(BUREAU))
    assert main(["report-check", str(path)]) == 0


@pytest.mark.parametrize("form", ["docx", "html"])
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(report=consistent_reports())
def test_any_tables_read_back_from_paper(
    form: str, read_back: ReadBack, report: AnnualReport
) -> None:
    found = read_back(replace(report, title=BUREAU.title, sections=BUREAU.sections), form).report
    assert found.applications == report.applications
    assert found.proceedings == report.proceedings
    assert found.disclosure == report.disclosure


@pytest.mark.parametrize("form", FORMS)
def test_the_same_report_is_the_same_file(form: str) -> None:
    assert FORMS[form].make(BUREAU) == FORMS[form].make(BUREAU)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_an_office_file_tells_neither_who_made_it_nor_when(form: str) -> None:
    with zipfile.ZipFile(io.BytesIO(FORMS[form].make(BUREAU))) as package:
        core = package.read("docProps/core.xml").decode()
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
    assert "python" not in core
    assert "openpyxl" not in core
    assert "1980-01-01T00:00:00Z" in core


def test_a_workbook_has_a_sheet_a_table_with_numbers_and_no_formulas() -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMS["xlsx"].make(BUREAU)))
    assert book.sheetnames == ["表2", "表3", "表4"]
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row
                if cell.data_type == "f"]  # fmt: skip
    for table in printed_tables(BUREAU):
        sheet = book[f"表{table.number}"]
        for row, column, place in placed(table.rows):
            value = sheet.cell(row + 3, column + 1).value
            expected = place.value if place.cell else place.text
            assert value == expected, place


def test_what_begins_like_a_formula_stays_text() -> None:
    strange = replace(BUREAU, title="=HYPERLINK(1)")
    book = openpyxl.load_workbook(io.BytesIO(FORMS["xlsx"].make(strange)))
    assert (book["表3"]["A1"].value, book["表3"]["A1"].data_type) == ("=HYPERLINK(1)", "s")


HOSTILE = replace(
    BUREAU,
    sections=(Section(1, "总体情况", ("<script>alert(1)</script>\x0b\x00￾", "=1+1")),),
)


@pytest.mark.parametrize("form", FORMS)
def test_strange_signs_in_the_prose_break_no_file(form: str) -> None:
    content = FORMS[form].make(HOSTILE)
    assert b"<script>" not in content or form == "json"


@pytest.mark.parametrize("form", FORMS)
def test_a_report_of_nothing_is_printed_empty(form: str) -> None:
    assert FORMS[form].make(AnnualReport(year=2025, title="年报", sections=BUREAU.sections))


def test_the_page_stands_alone_and_every_head_says_what_it_heads() -> None:
    page = FORMS["html"].make(BUREAU).decode()
    for loaded in ("src=", "href=", "url(", "<script"):
        assert loaded not in page
    assert page.count("<th ") == page.count("<th scope=")


def test_the_word_file_is_set_as_an_official_paper() -> None:
    with zipfile.ZipFile(io.BytesIO(FORMS["docx"].make(BUREAU))) as package:
        document = package.read("word/document.xml").decode()
    for font in ("方正小标宋简体", "黑体", "仿宋_GB2312"):
        assert f'w:eastAsia="{font}"' in document


def test_json_is_the_exchange_form() -> None:
    assert json.loads(FORMS["json"].make(BUREAU))["applications"]["received"]["total"] == 14069
