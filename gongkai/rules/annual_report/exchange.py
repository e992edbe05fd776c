"""The JSON form of an annual report: written exactly, read liberally, whatever comes.

Its names are in `docs/reference/annual-report.md`. What is no number stays as text for the
checks to tell of; what is missing is told of; what is not known is passed over.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from gongkai.rules.annual_report.assembling import (
    applications_of,
    disclosure_of,
    missing,
    missing_cells,
    proceedings_of,
)
from gongkai.rules.annual_report.form import headings
from gongkai.rules.annual_report.labels import LONGEST_KEPT
from gongkai.rules.annual_report.reading import (
    LONGEST_TITLE,
    MOST_PROSE,
    NotTheReport,
    Reading,
    bare,
    pieces,
    section_named,
)
from gongkai.rules.annual_report.report import AnnualReport, FeeFacts, Section
from gongkai.rules.annual_report.tables import (
    COLUMNS,
    DECISION_ROWS,
    DECISIONS,
    DOCUMENT_COLUMNS,
    DOCUMENT_ROWS,
    ENDINGS,
    FEES,
    FEES_COLUMN,
    LARGEST,
    PROCEEDINGS,
    Applicants,
    Cell,
    Count,
    Documents,
    Endings,
    Sum,
    TableFinding,
    application_rows,
)
from gongkai.rules.gate.findings import Severity
from gongkai.rules.outcomes import outcomes

# A longer figure is kept as text: nothing counts that far, and Python reads no longer ones.
MOST_DIGITS = 12
APPLICANTS = tuple(field.name for field in fields(Applicants))
DOCUMENTS = tuple(field.name for field in fields(Documents))
ENDING_NAMES = tuple(field.name for field in fields(Endings))
PROCEEDING_NAMES = ("reviews", "direct_actions", "actions_after_review")
DECISION_NAMES = ("licences", "penalties", "coercive_measures")
TABLES = ("disclosure", "applications", "proceedings")


def parsed(text: str) -> Any:
    """The JSON value of a text; figures out of all bounds come as text, and never as an error."""
    try:
        return json.loads(
            text, parse_int=_whole, parse_float=_broken, parse_constant=lambda name: name
        )
    except RecursionError as deep:
        raise NotTheReport("JSON 嵌套太深，不是年度报告的数据。") from deep
    except json.JSONDecodeError as broken:
        raise NotTheReport(
            f"不是合格的 JSON：第{broken.lineno}行第{broken.colno}列读不下去。"
            "请检查括号、引号和逗号。"
        ) from broken


def _whole(figure: str) -> int | str:
    return int(figure) if len(figure) <= MOST_DIGITS else _long(figure)


def _broken(figure: str) -> Decimal | str:
    try:
        number = Decimal(figure)
    except InvalidOperation:
        return _long(figure)
    within = number.is_finite() and abs(number.adjusted()) <= MOST_DIGITS
    return number if within and len(figure) <= LONGEST_KEPT else _long(figure)


def _long(figure: str) -> str:
    return figure if len(figure) <= MOST_DIGITS else f"{figure[:8]}…（{len(figure)}位）"


def read_values(given: Any) -> Reading:
    """The report from a JSON value."""
    if not isinstance(given, Mapping) or not any(name in given for name in TABLES):
        raise NotTheReport(
            "JSON 里没有年度报告的表格，至少要有 disclosure、applications、proceedings 之一，"
            "格式见 docs/reference/annual-report.md。"
        )
    values = dict(_disclosure(_mapping(given.get("disclosure"))))
    values |= dict(_applications(given.get("applications")))
    values |= dict(_proceedings(_mapping(given.get("proceedings"))))
    sections, faults = _sections(given.get("sections"))
    report = AnnualReport(
        year=_year(given.get("year")),
        agency=_text(given.get("agency"))[:LONGEST_TITLE],
        title=_text(given.get("title"))[:LONGEST_TITLE],
        published_on=_day(given.get("published_on")),
        preamble=_paragraphs(given.get("preamble")),
        sections=sections,
        disclosure=disclosure_of(values),
        applications=applications_of(values),
        proceedings=proceedings_of(values),
        fee_facts=_fee_facts(given.get("fee_facts")),
    )
    if sum(len(paragraph) for _, paragraph in report.paragraphs()) > MOST_PROSE:
        raise NotTheReport(f"正文超过{MOST_PROSE // 10_000}万字，不像一份年度报告，没有核对。")
    findings = (*missing(values), *faults, *_unread_dates(given, report))
    return Reading(report, findings, missing_cells(values))


def _mapping(given: Any) -> Mapping[str, Any]:
    return given if isinstance(given, Mapping) else {}


def _named(
    given: Any, names: tuple[str, ...], printed: tuple[str, ...]
) -> Iterator[tuple[str, Any]]:
    """A row as a list in the printed order, or by the names of the code or of the form."""
    if isinstance(given, list):
        yield from zip(printed, given, strict=False)
    for name, column in zip(names, printed, strict=True):
        for key in (name, column):
            if key in _mapping(given):
                yield column, given[key]


def _disclosure(given: Mapping[str, Any]) -> Iterator[tuple[Cell, Sum]]:
    for name, row in zip(("rules", "normative_documents"), DOCUMENT_ROWS, strict=True):
        for column, value in _named(given.get(name), DOCUMENTS, DOCUMENT_COLUMNS):
            yield Cell(2, row, column), _count(value)
    for name, row in zip(DECISION_NAMES, DECISION_ROWS, strict=True):
        if name in given:
            yield Cell(2, row, DECISIONS), _count(given[name])
    if "fees" in given:
        yield Cell(2, FEES, FEES_COLUMN), _sum(given["fees"])


def _applications(given: Any) -> Iterator[tuple[Cell, Count]]:
    if isinstance(given, list):
        rows = list(zip(application_rows(), given, strict=False))
    else:
        table = _mapping(given)
        results = _mapping(table.get("results"))
        keys = ("received", "carried_in", *outcomes(), "concluded", "carried_over")
        found = ((table if key in table else results).get(key) for key in keys)
        rows = list(zip(application_rows(), found, strict=True))
    for row, counts in rows:
        for column, value in _named(counts, APPLICANTS, COLUMNS):
            yield Cell(3, row, column), _count(value)


def _proceedings(given: Mapping[str, Any]) -> Iterator[tuple[Cell, Count]]:
    for name, row in zip(PROCEEDING_NAMES, PROCEEDINGS, strict=True):
        for column, value in _named(given.get(name), ENDING_NAMES, ENDINGS):
            yield Cell(4, row, column), _count(value)


def _sum(value: Any) -> Sum:
    match value:
        case None | "":
            return None
        case bool():
            return str(value).lower()
        case int():
            return value if abs(value) <= LARGEST else "（数太大）"
        case float():
            return Decimal(str(value)) if math.isfinite(value) else str(value)
        case Decimal():
            return value
        case str():
            return _text(value)[:LONGEST_KEPT] or None
        case _:
            return "（不是一个数）"


def _count(value: Any) -> Count:
    amount = _sum(value)
    return float(amount) if isinstance(amount, Decimal) else amount


def _text(value: Any) -> str:
    """Text without halves of signs, which no stream can write."""
    if not isinstance(value, str):
        return ""
    return value.encode("utf-8", "replace").decode("utf-8").strip()


def _paragraphs(given: Any) -> tuple[str, ...]:
    lines = given if isinstance(given, list) else [given]
    texts = (_text(line) for line in lines if isinstance(line, str))
    return tuple(piece for text in texts for piece in pieces(text))


def _sections(given: Any) -> tuple[tuple[Section, ...] | None, tuple[TableFinding, ...]]:
    """Sections by what their headings speak of; where none has a heading, by their order."""
    if given is None:
        return None, ()
    sections: list[Section] = []
    faults: list[TableFinding] = []
    for place, each in enumerate(given if isinstance(given, list) else [], start=1):
        heading = bare(_text(_mapping(each).get("heading")))
        number = section_named(heading)
        if number is None:
            message = f"sections 的第{place}项没有可以识别的 heading，没有核对这一部分。"
            faults.append(TableFinding("TX-4", Severity.WARN, (), message))
        elif place <= 2 * len(headings()):
            paragraphs = _paragraphs(_mapping(each).get("paragraphs"))
            sections.append(Section(number, heading, paragraphs))
    return tuple(sections), tuple(faults)


def _year(given: Any) -> int | None:
    if isinstance(given, str) and len(given) == 4 and given.isascii() and given.isdigit():
        given = int(given)
    return given if isinstance(given, int) and 2000 <= given <= 2099 else None


def _day(given: Any) -> date | None:
    try:
        return date.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        return None


def _fee_facts(given: Any) -> FeeFacts | None:
    if not isinstance(given, Mapping):
        return None
    return FeeFacts(
        _count(given.get("notices")), _sum(given.get("charged")), _sum(given.get("collected"))
    )


def _unread_dates(given: Mapping[str, Any], report: AnnualReport) -> Iterator[TableFinding]:
    if given.get("year") is not None and report.year is None:
        message = "year 不是 2000 至 2099 之间的年份，与年份有关的核对没有做。"
        yield TableFinding("TX-3", Severity.WARN, (), message)
    if given.get("published_on") is not None and report.published_on is None:
        message = "published_on 不是 YYYY-MM-DD 形式的日期，没有核对发布时间。"
        yield TableFinding("TX-5", Severity.WARN, (), message)


def as_values(report: AnnualReport) -> dict[str, Any]:
    """What `read_values` reads: the whole report as a JSON value; what is not known is left out."""
    applications = report.applications
    values = {
        "year": report.year,
        "agency": report.agency or None,
        "title": report.title or None,
        "published_on": report.published_on and report.published_on.isoformat(),
        "preamble": list(report.preamble) or None,
        "sections": _section_values(report),
        "disclosure": report.disclosure and _plain(asdict(report.disclosure)),
        "applications": applications
        and {
            "received": asdict(applications.received),
            "carried_in": asdict(applications.carried_in),
            "results": {code: asdict(row) for code, row in applications.results.items()},
            "concluded": asdict(applications.concluded),
            "carried_over": asdict(applications.carried_over),
        },
        "proceedings": report.proceedings and asdict(report.proceedings),
        "fee_facts": report.fee_facts and _plain(asdict(report.fee_facts)),
    }
    return {name: value for name, value in values.items() if value is not None}


def _section_values(report: AnnualReport) -> list[dict[str, Any]] | None:
    if report.sections is None:
        return None
    return [
        {"heading": section.heading, "paragraphs": list(section.paragraphs)}
        for section in report.sections
    ]


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Amounts as JSON has them; yuan to the cent need no more digits than a float keeps."""
    return {
        name: _number(value) if isinstance(value, Decimal) else value
        for name, value in values.items()
    }


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)
