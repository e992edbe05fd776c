"""The report as files: each form is made from one report, and always to the same bytes."""

from collections.abc import Callable
from dataclasses import dataclass

from gongkai.oversight.reports.exports.page import as_json, as_page
from gongkai.oversight.reports.exports.sheets import as_sheets
from gongkai.oversight.reports.exports.word import as_word
from gongkai.rules.annual_report.report import AnnualReport

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Form:
    """A kind of file, and how a report becomes one."""

    label: str
    content_type: str
    make: Callable[[AnnualReport], bytes]


FORMS = {
    "docx": Form("Word", f"{OFFICE}.wordprocessingml.document", as_word),
    "html": Form("网页", "text/html; charset=utf-8", as_page),
    "xlsx": Form("Excel", f"{OFFICE}.spreadsheetml.sheet", as_sheets),
    "json": Form("JSON", "application/json", as_json),
}
