"""`gongkai report-check`: the tables and the prose of an annual report, checked. No database."""

from argparse import Namespace
from collections import Counter
from typing import Any

from gongkai.command.telling import FINE, FOUND, MISUSE, complain, hand_over, say
from gongkai.media.report_files.reading import read_report
from gongkai.rules.annual_report.examining import findings_of
from gongkai.rules.annual_report.reading import NotTheReport, Reading
from gongkai.rules.annual_report.report import AnnualReport
from gongkai.rules.annual_report.tables import TableFinding
from gongkai.rules.gate.findings import Severity

SEVERITIES = {Severity.BLOCK: "必须改正", Severity.WARN: "请核对", Severity.INFORM: "供参考"}


def check(asked: Namespace) -> int:
    try:
        reading = read_report(asked.file)
        last_year = read_report(asked.last_year).report if asked.last_year else None
    except NotTheReport as refusal:
        if asked.json:
            hand_over({"error": str(refusal)})
        else:
            complain(str(refusal))
        return MISUSE
    findings = findings_of(reading, last_year=last_year)
    if asked.json:
        hand_over([as_values(finding) for finding in findings])
    else:
        _tell(reading, last_year, findings)
    return FOUND if findings else FINE


def as_values(finding: TableFinding) -> dict[str, Any]:
    """What other programs read; names are only ever added."""
    return {
        "check": finding.check,
        "severity": finding.severity.value,
        "cells": [str(cell) for cell in finding.cells],
        "message": finding.message,
    }


def _tell(
    reading: Reading, last_year: AnnualReport | None, findings: tuple[TableFinding, ...]
) -> None:
    say(_what_was_read(reading.report))
    if last_year is None:
        say("没有给出上一年度的报告，T2-1、T3-5、TX-2 等与上年的核对没有做。")
    for severity, label in SEVERITIES.items():
        for finding in findings:
            if finding.severity is severity:
                say(f"【{label}】{finding.check}　{finding.message}")
    counts = Counter(finding.severity for finding in findings)
    told = "，".join(f"{SEVERITIES[each]}{counts[each]}处" for each in SEVERITIES if counts[each])
    say(f"共{len(findings)}处：{told}。" if findings else "没有发现问题。")


def _what_was_read(report: AnnualReport) -> str:
    tables = {2: report.disclosure, 3: report.applications, 4: report.proceedings}
    read = "、".join(f"表{number}" for number, table in tables.items() if table is not None)
    year = f"{report.year}年" if report.year else "年度不明"
    sections = f"，正文{len(report.sections)}个部分" if report.sections is not None else ""
    return f"{report.agency or '机关不明'}　{year}　读到{read}{sections}。"
