"""The report as a web page that stands alone, and in the JSON form."""

import json

from django.template.loader import render_to_string

from gongkai.oversight.reports.layout import printed_tables
from gongkai.rules.annual_report.exchange import as_values
from gongkai.rules.annual_report.form import NUMERALS
from gongkai.rules.annual_report.report import AnnualReport


def as_page(report: AnnualReport) -> bytes:
    tables = {table.number: table for table in printed_tables(report)}
    sections = [
        (NUMERALS[section.number - 1], section, tables.get(section.number))
        for section in report.sections or ()
    ]
    context = {"report": report, "sections": sections}
    return render_to_string("reports/standalone.html", context).encode()


def as_json(report: AnnualReport) -> bytes:
    return (json.dumps(as_values(report), ensure_ascii=False, indent=1) + "\n").encode()
