"""The form of the report: headings, year, day of publication, 规章 of a department, repetition."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.rules.annual_report.form import (
    published_in_time,
    rules_of_a_department,
    section_headings,
    year_of_the_report,
)
from gongkai.rules.annual_report.repetition import repeats_last_year
from gongkai.rules.annual_report.report import AnnualReport, Section
from gongkai.rules.gate.findings import Severity
from tests.rules.annual_report.reports import LAST_YEAR, REPORT

SECTIONS = REPORT.sections
assert SECTIONS is not None


def test_the_six_headings_are_there_and_in_order() -> None:
    assert list(section_headings(REPORT)) == []
    assert list(section_headings(replace(REPORT, sections=None))) == []


def test_a_missing_section_is_named() -> None:
    (finding,) = section_headings(replace(REPORT, sections=SECTIONS[:5]))
    assert (finding.check, finding.severity) == ("TX-4", Severity.BLOCK)
    assert "没有找到标题“六、其他需要报告的事项”" in finding.message


def test_sections_in_another_order_are_told_of() -> None:
    swapped = (SECTIONS[1], SECTIONS[0], *SECTIONS[2:])
    (finding,) = section_headings(replace(REPORT, sections=swapped))
    assert finding.message.startswith("六个部分的顺序是二、一、三、四、五、六，")


@pytest.mark.parametrize(
    ("heading", "is_told"),
    [
        pytest.param("政府信息公开行政复议 、行政诉讼情况", False, id="blank"),
        pytest.param("政府信息公开行政复议和行政诉讼情况", True, id="other-words"),
    ],
)
def test_a_heading_in_other_words_is_only_doubted(heading: str, is_told: bool) -> None:
    sections = (*SECTIONS[:3], replace(SECTIONS[3], heading=heading), *SECTIONS[4:])
    found = list(section_headings(replace(REPORT, sections=sections)))
    assert [finding.severity for finding in found] == [Severity.WARN] * is_told


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({}, "", id="they-agree"),
        pytest.param(
            {"title": "示例市2024年政府信息公开工作年度报告"}, "标题写的是2024年", id="title"
        ),
        pytest.param(
            {"preamble": ("数据期限自2024年1月1日起至2024年12月31日止。",)},
            "期限应为2025年1月1日至12月31日", id="period",
        ),
        pytest.param(
            {"preamble": ("统计期限为2025年1月1日至12月31日。",)}, "", id="short-period"
        ),
        pytest.param({"title": ""}, "", id="no-title"),
    ],
)  # fmt: skip
def test_title_and_period_are_of_the_year(changes: dict[str, object], said: str) -> None:
    found = list(year_of_the_report(replace(REPORT, **changes)))  # type: ignore[arg-type]
    assert [finding.check for finding in found] == ["TX-3"] * bool(said)
    assert all(said in finding.message for finding in found)


@pytest.mark.parametrize(
    ("year", "is_told"),
    [
        pytest.param(2024, False, id="the-year-before"),
        pytest.param(2025, True, id="the-same-year"),
        pytest.param(None, False, id="not-known"),
    ],
)
def test_last_years_report_is_of_the_year_before(year: int | None, is_told: bool) -> None:
    found = list(year_of_the_report(REPORT, replace(LAST_YEAR, year=year)))
    assert bool(found) is is_told


@pytest.mark.parametrize(
    ("agency", "published_on", "is_late"),
    [
        pytest.param("示例市交通运输局", date(2026, 1, 31), False, id="department-on-the-day"),
        pytest.param("示例市交通运输局", date(2026, 2, 1), True, id="department-a-day-later"),
        pytest.param("示例市人民政府", date(2026, 3, 31), False, id="government-on-the-day"),
        pytest.param("示例市", date(2026, 4, 1), True, id="government-a-day-later"),
        pytest.param("", date(2026, 2, 1), True, id="agency-not-known"),
        pytest.param("示例市交通运输局", None, False, id="day-not-known"),
    ],
)
def test_the_report_comes_out_in_time(
    agency: str, published_on: date | None, is_late: bool
) -> None:
    report = replace(REPORT, agency=agency, published_on=published_on)
    found = list(published_in_time(report))
    assert [(finding.check, finding.severity) for finding in found] == [
        ("TX-5", Severity.WARN)
    ] * is_late


@pytest.mark.parametrize(
    ("agency", "is_told"),
    [
        pytest.param("示例市交通运输局", True, id="bureau"),
        pytest.param("示例市发展和改革委员会", True, id="commission"),
        pytest.param("示例市", False, id="city"),
        pytest.param("示例市人民政府办公室", False, id="office-that-reports-for-the-city"),
        pytest.param("国家示例局", False, id="body-of-the-state-council"),
        pytest.param("", False, id="not-known"),
    ],
)
def test_a_bureau_has_no_rules_of_its_own(agency: str, is_told: bool) -> None:
    found = list(rules_of_a_department(replace(REPORT, agency=agency)))
    assert [(finding.check, finding.severity) for finding in found] == [
        ("T2-3", Severity.WARN)
    ] * is_told
    assert all("“规章”行是3、5、74" in finding.message for finding in found)


def saying(*sentences: str, section: int = 5, year: int = 2025) -> AnnualReport:
    text = "".join(f"{sentence}。" for sentence in sentences)
    return replace(REPORT, year=year, sections=(Section(section, "", (text,)),))


OLD = "公开属性的认定还不够准确，2024年有12件文件重新认定"
NEW = ("公开属性的认定还不够准确，2025年有9件文件重新认定", "编印了答复案例并逐案讲评给经办人员")


def test_sentences_that_only_changed_their_figures_are_listed() -> None:
    (finding,) = repeats_last_year(saying(*NEW), saying(OLD, year=2024))
    assert (finding.check, finding.severity) == ("TX-2", Severity.WARN)
    assert finding.message == (
        "正文2句中有1句（50%）与上一年度报告除数字外相同，请按本年度的实际情况改写："
        "第五部分“公开属性的认定还不够准确，2025年有9件文件重新认定”。"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("公开属性的认定比上年准确，仍有个别文件重新认定", id="written-anew"),
        pytest.param("存在的问题：一是培训少", id="too-short-to-tell"),
        pytest.param("2025年未收到公民、法人和其他组织的政府信息公开申请", id="nothing-happened"),
        pytest.param("本报告的电子版可以在示例市人民政府网站下载查阅", id="formula"),
    ],
)
def test_what_cannot_be_said_otherwise_is_no_repetition(sentence: str) -> None:
    before = saying(sentence if "未收到" in sentence or "报告" in sentence else OLD, year=2024)
    assert list(repeats_last_year(saying(sentence), before)) == []


def test_a_few_sentences_kept_are_only_told() -> None:
    others = [f"第{name}项工作由承办科室按月对照清单逐条检查并公开" for name in "甲乙丙丁戊己"]
    (finding,) = repeats_last_year(saying(*NEW, *others), saying(OLD, year=2024))
    assert finding.severity is Severity.INFORM


def test_tables_are_not_compared_as_prose() -> None:
    assert not list(repeats_last_year(saying(*NEW, section=3), saying(OLD, section=3, year=2024)))
