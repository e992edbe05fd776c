"""The JSON form: written and read without loss, and liberal with what comes."""

import json
import os
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.annual_report import labels
from gongkai.rules.annual_report.examining import findings_of
from gongkai.rules.annual_report.exchange import as_values, parsed, read_values
from gongkai.rules.annual_report.reading import NotTheReport
from gongkai.rules.annual_report.report import AnnualReport, FeeFacts
from gongkai.rules.annual_report.tables import COLUMNS
from tests.rules.annual_report.reports import LAST_YEAR, REPORT, ROWS, TABLE, consistent_reports

GOLDEN = Path(__file__).parents[2] / "golden" / "annual_report" / "report.json"
REFERENCE = Path(__file__).parents[3] / "docs" / "reference"
SCHEMA = REFERENCE / "annual-report.schema.json"
RULES = Path(labels.__file__).parent
PAGE = (REFERENCE / "annual-report.md").read_text("utf-8")


def values() -> dict[str, Any]:
    given_values: dict[str, Any] = json.loads(json.dumps(as_values(REPORT)))
    return given_values


def test_the_form_is_the_approved_one() -> None:
    written = json.dumps(as_values(REPORT), ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("GONGKAI_GOLDEN") == "write":
        GOLDEN.write_text(written, "utf-8")
    assert GOLDEN.read_text("utf-8") == written


def test_the_approved_form_holds_all_checks() -> None:
    reading = read_values(parsed(GOLDEN.read_text("utf-8")))
    assert findings_of(reading, last_year=LAST_YEAR) == ()


@given(report=consistent_reports())
def test_what_was_written_is_read_back(report: AnnualReport) -> None:
    reading = read_values(parsed(json.dumps(as_values(report))))
    assert reading.report == report
    assert reading.findings == ()


def test_dates_prose_and_fee_facts_come_back_too() -> None:
    report = replace(
        REPORT, published_on=date(2026, 1, 20), fee_facts=FeeFacts(3, 1200, Decimal("1200.5"))
    )
    assert read_values(parsed(json.dumps(as_values(report)))).report == report


def test_rows_may_be_lists_or_carry_the_printed_names() -> None:
    assert read_values({"applications": ROWS}).report.applications == TABLE
    given_values = values()
    counts = given_values["applications"]["received"].values()
    given_values["applications"]["received"] = dict(zip(COLUMNS, counts, strict=True))
    assert read_values(given_values).report.applications == TABLE


def test_the_schema_names_what_is_written() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    assert set(schema["properties"]) >= set(values()) | {"published_on", "fee_facts"}
    rows = schema["properties"]["applications"]["oneOf"][0]["properties"]
    assert set(rows) == set(values()["applications"])
    assert set(rows["results"]["properties"]) == set(values()["applications"]["results"])
    for table in ("disclosure", "proceedings"):
        assert set(schema["properties"][table]["properties"]) == set(values()[table])


def test_the_examples_on_the_reference_page_are_true() -> None:
    answer, form = (json.loads(block) for block in re.findall(r"```json\n(.+?)```", PAGE, re.S))
    (told,) = answer
    rows = [[13613, *ROWS[0][1:]], *ROWS[1:]]
    (finding,) = (
        each
        for each in findings_of(read_values({"applications": rows}))
        if each.check == told["check"]
    )
    assert finding.message == told["message"]
    assert [str(cell) for cell in finding.cells] == told["cells"]
    found = findings_of(read_values(form))
    assert {each.check for each in found if each.check != "TX-4"} == {"T3-0"}


def test_the_reference_page_names_every_check() -> None:
    code = "".join(path.read_text("utf-8") for path in RULES.glob("*.py"))
    checks = set(re.findall(r'"(T[234X]-\d)"', code)) | {"T2-0", "T3-0", "T4-0"}
    assert set(re.findall(r"`(T[234X]-\d)`", PAGE)) == checks


@pytest.mark.parametrize(
    ("count", "said"),
    [
        pytest.param("13612", "是文字“13612”，应为非负整数", id="number-as-text"),
        pytest.param("", "列是空的，请确认", id="empty-text"),
        pytest.param(None, "列是空的，请确认", id="null"),
        pytest.param(-1, "是-1，应为", id="negative"),
        pytest.param(True, "是文字“true”，应为", id="claim"),
        pytest.param([1], "是文字“（不是一个数）”，应为", id="list"),
        pytest.param({"自然人": 1}, "是文字“（不是一个数）”，应为", id="object"),
        pytest.param("\ud800", "是文字“?”，应为", id="half-a-sign"),
    ],
)
def test_what_is_no_count_is_told_with_its_cell(count: Any, said: str) -> None:
    given_values = values()
    given_values["applications"]["received"]["natural_persons"] = count
    found = findings_of(read_values(given_values))
    (finding,) = (each for each in found if each.check.startswith("T3"))
    assert finding.check == "T3-4"
    assert finding.message.startswith("表3“一、本年新收政府信息公开申请数量”行“自然人”列")
    assert said in finding.message


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        pytest.param("1e400", "“1e400”", id="beyond-floats"),
        pytest.param("-1e-400", "“-1e-400”", id="below-floats"),
        pytest.param("1" + "0" * 5000, "“10000000…（5001位）”", id="beyond-integers"),
        pytest.param("NaN", "“NaN”", id="not-a-number"),
        pytest.param("-Infinity", "“-Infinity”", id="no-end"),
        pytest.param("0.5", "是0.5，", id="half"),
        pytest.param("1e999999999999999999", "“1e999999…（20位）”", id="exponent-beyond-decimals"),
        pytest.param("9999999999999", "“99999999…（13位）”", id="more-than-anybody-counts"),
    ],
)
def test_a_figure_out_of_bounds_is_told_and_never_an_error(figure: str, said: str) -> None:
    text = json.dumps(values()).replace('"natural_persons": 13612', f'"natural_persons": {figure}')
    found = findings_of(read_values(parsed(text)))
    assert [finding.check for finding in found] == ["T3-4"]
    assert said in found[0].message


def test_missing_rows_and_tables_are_told() -> None:
    given_values = values()
    del given_values["applications"]["results"]["R-5.3"]
    del given_values["proceedings"]
    messages = [finding.message for finding in findings_of(read_values(given_values))]
    assert [message.split("，")[0] for message in messages] == [
        "表3没有找到“3.要求提供公开出版物”行",
        "没有找到表4（政府信息公开行政复议、行政诉讼情况）",
    ]


def test_what_is_not_known_is_passed_over() -> None:
    given_values = values() | {"comment": {"by": "办公室"}}
    given_values["applications"]["note"] = 1
    assert read_values(given_values).report == REPORT


def test_tables_alone_are_not_asked_for_headings() -> None:
    found = findings_of(read_values({"applications": ROWS}))
    assert "TX-4" not in {finding.check for finding in found}


@pytest.mark.parametrize(
    ("field", "value", "check"),
    [
        pytest.param("year", "二〇二五", "TX-3", id="year"),
        pytest.param("year", 10**30, "TX-3", id="endless-year"),
        pytest.param("published_on", "2026年1月", "TX-5", id="day"),
        pytest.param("sections", [{"paragraphs": 5}, "文字"], "TX-4", id="sections"),
        pytest.param("sections", "文字", "TX-4", id="sections-of-text"),
    ],
)
def test_facts_of_a_wrong_kind_are_told(field: str, value: Any, check: str) -> None:
    found = findings_of(read_values(values() | {field: value}))
    assert check in {finding.check for finding in found}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "不是合格的 JSON：第1行第1列", id="nothing"),
        pytest.param('{"applications": ', "不是合格的 JSON", id="broken-off"),
        pytest.param("[" * 100_000, "嵌套太深", id="deep"),
        pytest.param("[]", "没有年度报告的表格", id="list"),
        pytest.param("5", "没有年度报告的表格", id="number"),
        pytest.param("{}", "没有年度报告的表格", id="empty"),
        pytest.param(
            '{"applications": [], "preamble": ["' + "字" * 200_001 + '"]}',
            "超过20万字",
            id="endless",
        ),
    ],
)
def test_what_is_no_report_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(NotTheReport, match=said):
        read_values(parsed(text))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
NAMES = ("year", "agency", "sections", "preamble", "disclosure", "applications", "proceedings",
         "published_on", "fee_facts", "title")  # fmt: skip


@given(st.dictionaries(st.sampled_from(NAMES), ANYTHING), ANYTHING)
def test_whatever_comes_is_answered_with_findings_or_a_refusal(
    given_values: dict[str, Any], row: Any
) -> None:
    given_values["applications"] = {"received": row, "results": {"R-1": row}}
    given_values["proceedings"] = {"reviews": row}
    for finding in findings_of(read_values(given_values)):
        assert finding.message.encode()
