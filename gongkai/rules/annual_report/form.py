"""The form of the report: its six headings, its year, the day it came out, who may have 规章."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.rules.annual_report.report import AnnualReport, Section
from gongkai.rules.annual_report.tables import (
    DOCUMENT_COLUMNS,
    DOCUMENT_ROWS,
    Cell,
    TableFinding,
    is_count,
    quoted,
)
from gongkai.rules.clocks.terms import Term, days_in, terms
from gongkai.rules.gate.findings import Severity
from gongkai.rules.law import law

NUMERALS = "一二三四五六"
_PERIOD = re.compile(
    r"(20\d\d)年0?1月0?1日[^。；;]{0,6}?[至到\-—~～][^。；;]{0,4}?(?:(20\d\d)年)?0?12月31日"
)
_TITLE_YEAR = re.compile(r"(20\d\d)年?度?(?!\d)")
_GOVERNMENT = re.compile(r"(?:政府|省|市|县|区|州|盟|旗|乡|镇)$")
_DEPARTMENT = re.compile(r"(?:局|委员会|委|厅|中心|处|队|站|所|办公室|办)$")
# Bodies under the State Council may make 规章, and a government's own office may report for it.
_MAY_MAKE_RULES = re.compile(r"^(?:国家|中国|中华人民共和国|国务院)|政府(?:办公[室厅])?$")


def headings() -> tuple[str, ...]:
    """The six headings of the form, in its order and without their numbers."""
    return tuple(law("annual_report")["form"]["headings"])


def due_term(report: AnnualReport, on: date) -> Term:
    """A report named after a place is its government's; any other is a department's."""
    of_government = _GOVERNMENT.search(report.agency)
    return terms().of(f"annual-report-{'government' if of_government else 'department'}", on)


def section_headings(report: AnnualReport) -> Iterator[TableFinding]:
    """TX-4: the six sections are there, in their order and in the words of the form."""
    if report.sections is None:
        return
    form = law("annual_report")["form"]
    found = [section.number for section in report.sections]
    for number, heading in enumerate(headings(), start=1):
        if number not in found:
            message = (
                f"没有找到标题“{NUMERALS[number - 1]}、{heading}”，格式（{form['source']}）要求六个"
                "部分齐全；没有内容也要保留标题并写明。"
            )
            yield TableFinding("TX-4", Severity.BLOCK, (), message)
    if found != sorted(found):
        order = "、".join(NUMERALS[number - 1] for number in found)
        message = f"六个部分的顺序是{order}，应按格式（{form['source']}）由一到六排列。"
        yield TableFinding("TX-4", Severity.BLOCK, (), message)
    yield from _heading_words(report.sections)


def _heading_words(sections: tuple[Section, ...]) -> Iterator[TableFinding]:
    for section in sections:
        expected = headings()[section.number - 1]
        if _letters(section.heading) != _letters(expected):
            message = (
                f"第{NUMERALS[section.number - 1]}部分的标题写作{quoted(section.heading)}，"
                f"格式规定的标题是“{expected}”，请改用格式的标题。"
            )
            yield TableFinding("TX-4", Severity.WARN, (), message)


def _letters(heading: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", heading))


def period_of(text: str) -> int | None:
    """The year of a period of one whole year that a text names."""
    period = _PERIOD.search(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))
    return int(period[1]) if period and period[2] in (period[1], None) else None


def year_of_the_report(
    report: AnnualReport, last_year: AnnualReport | None = None
) -> Iterator[TableFinding]:
    """TX-3: title and period name one year, and last year's report is of the year before."""
    titled = _TITLE_YEAR.search(unicodedata.normalize("NFKC", report.title))
    years = {int(titled[1])} if titled else set()
    if report.year is not None and years - {report.year}:
        message = f"标题写的是{min(years)}年，报告年度是{report.year}年，应当一致。"
        yield TableFinding("TX-3", Severity.WARN, (), message)
    for _, paragraph in report.paragraphs():
        period = _PERIOD.search(re.sub(r"\s", "", unicodedata.normalize("NFKC", paragraph)))
        if period and report.year and set(period.groups()) - {str(report.year), None}:
            message = (
                f"正文写的数据期限是“{period[0]}”，报告年度是{report.year}年，"
                f"期限应为{report.year}年1月1日至12月31日。"
            )
            yield TableFinding("TX-3", Severity.WARN, (), message)
    if last_year and last_year.year and report.year and last_year.year != report.year - 1:
        message = (
            f"给出的上一年度报告是{last_year.year}年的，应为{report.year - 1}年的；"
            "请换成上一年度的报告，否则与上年的核对不可靠。"
        )
        yield TableFinding("TX-3", Severity.WARN, (), message)


def published_in_time(report: AnnualReport) -> Iterator[TableFinding]:
    """TX-5: out by 31 January, and by 31 March where a government reports (条例 art. 49)."""
    if report.published_on is None or report.year is None:
        return
    year_end = date(report.year, 12, 31)
    term = due_term(report, year_end)
    due_on = year_end + timedelta(days=days_in(term.unit, term.value, year_end))
    if report.published_on > due_on:
        message = (
            f"发布日期是{report.published_on}，{term.label}最迟{due_on}公布（{term.source}"
            f"{term.article}）。请核对日期；确已逾期的，写明原因。"
        )
        yield TableFinding("TX-5", Severity.WARN, (), message)


def rules_of_a_department(report: AnnualReport) -> Iterator[TableFinding]:
    """T2-3: a local department makes no 规章, so that its row of them is zero."""
    if report.disclosure is None or not _makes_no_rules(report.agency):
        return
    row = DOCUMENT_ROWS[0]
    counts = zip(DOCUMENT_COLUMNS, report.disclosure.rules.counts, strict=True)
    cells = tuple(Cell(2, row, column) for column, count in counts if is_count(count) and count)
    if cells:
        figures = "、".join(str(count) for count in report.disclosure.rules.counts)
        message = (
            f"表2“{row}”行是{figures}。规章由{law('annual_report')['rule_makers']['who']}制定，"
            f"{quoted(report.agency)}应填0；是否把行政规范性文件填到了这一行，请核对。"
        )
        yield TableFinding("T2-3", Severity.WARN, cells, message)


def _makes_no_rules(agency: str) -> bool:
    return bool(_DEPARTMENT.search(agency)) and not _MAY_MAKE_RULES.search(agency)
