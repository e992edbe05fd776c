"""Numbers in prose: what names a cell must equal it, and what names none is left alone."""

from dataclasses import replace

import pytest

from gongkai.rules.annual_report.prose import numbers_in_prose
from gongkai.rules.annual_report.report import AnnualReport, FeeFacts, Section
from gongkai.rules.annual_report.tables import ApplicationsTable, Endings, ProceedingsTable
from gongkai.rules.gate.findings import Severity
from tests.rules.annual_report.reports import REPORT


def saying(text: str, section: int = 1, report: AnnualReport = REPORT) -> AnnualReport:
    return replace(report, preamble=(), sections=(Section(section, "", (text,)),))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param(
            "2025年新收政府信息公开申请14068件。",
            "表3“一、本年新收政府信息公开申请数量”行“总计”列是14069", id="received",
        ),
        pytest.param(
            "全年共收到依申请公开１４，０６８件。",
            "表3“一、本年新收政府信息公开申请数量”行“总计”列是14069", id="full-width-thousands",
        ),
        pytest.param(
            "通过信函、网络等多种渠道收到政府信息公开申请14068件。",
            "表3“一、本年新收政府信息公开申请数量”行“总计”列是14069", id="by-all-channels",
        ),
        pytest.param(
            "2025年1月1日至12月31日，全市收到14068件政府信息公开申请。",
            "表3“一、本年新收政府信息公开申请数量”行“总计”列是14069", id="number-first",
        ),
        pytest.param(
            "全年累计收到政府信息公开申请14068件。",
            "表3“一、本年新收政府信息公开申请数量”行“总计”列是14069", id="added-up-in-the-year",
        ),
        pytest.param(
            "依申请公开方面，上年结转561件。",
            "表3“二、上年结转政府信息公开申请数量”行“总计”列是560", id="carried-in",
        ),
        pytest.param(
            "（二）依申请公开。已全部按期办结13811件。",
            "表3“（七）总计”行“总计”列是13810", id="concluded",
        ),
        pytest.param(
            "政府信息公开申请结转至2026年度继续办理820件。",
            "表3“四、结转下年度继续办理”行“总计”列是819", id="carried-over-to-a-year",
        ),
        pytest.param(
            "依申请公开中，予以公开5547件。",
            "表3“（一）予以公开”行“总计”列是5548", id="granted",
        ),
        pytest.param(
            "办结的政府信息公开申请中，不予公开731件。",
            "表3“（三）不予公开”各行“总计”列之和是730", id="sum-of-leaf-rows",
        ),
        pytest.param(
            "政府信息公开申请中，重复申请149件。",
            "表3“2.重复申请”行“总计”列是148", id="leaf-row",
        ),
        pytest.param(
            "因政府信息公开引发行政复议案件791件。",
            "表4“行政复议”行“总计”列是790", id="reviews",
        ),
        pytest.param(
            "政府信息公开行政复议790件，其中结果纠正98件。",
            "表4“行政复议”行“结果纠正”列是97", id="reviews-corrected",
        ),
        pytest.param(
            "政府信息公开行政诉讼213件。",
            "表4两类行政诉讼“总计”之和是212", id="actions",
        ),
        pytest.param(
            "全市共制发行政规范性文件565件。",
            "表2“行政规范性文件”行“本年制发件数”列是564", id="documents-issued",
        ),
        pytest.param(
            "废止规范性文件985件，现行有效规范性文件4185件。",
            "表2“行政规范性文件”行“本年废止件数”列是984", id="documents-repealed",
        ),
        pytest.param(
            "作出行政处罚决定6937490件。",
            "表2“行政处罚”行“本年处理决定数量”列是6937489", id="penalties",
        ),
        pytest.param(
            "收取行政事业性收费31.5亿元。", "合315000万元；表2“行政事业性收费”行", id="fees",
        ),
        pytest.param(
            "2025年，我市未收到公民、法人和其他组织的政府信息公开申请。",
            "即0件；表3“一、本年新收政府信息公开申请数量”行“总计”列是14069", id="nothing-came",
        ),
        pytest.param(
            "全年未发生因政府信息公开引发的行政复议。",
            "表4“行政复议”行“总计”列是790", id="no-reviews",
        ),
    ],
)  # fmt: skip
def test_a_number_that_names_a_cell_must_be_in_it(text: str, cell: str) -> None:
    (finding,) = numbers_in_prose(saying(text))
    assert (finding.check, finding.severity) == ("TX-1", Severity.BLOCK)
    assert finding.message.startswith("正文第一部分写“")
    assert cell in finding.message
    assert finding.cells


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("新收政府信息公开申请14069件，同比增长3.2%。", id="it-is-right"),
        pytest.param("政府信息公开申请结转下年度819件，上年结转560件。", id="in-and-over"),
        pytest.param("去年同期收到政府信息公开申请12000件。", id="last-year"),
        pytest.param("2024年收到政府信息公开申请12000件。", id="another-year"),
        pytest.param("较上年收到政府信息公开申请增加300件。", id="a-difference"),
        pytest.param("条例施行以来累计收到政府信息公开申请50000件。", id="added-up-over-years"),
        pytest.param("收到政府信息公开申请，其中自然人13612件。", id="natural-persons"),
        pytest.param("收到自然人政府信息公开申请13612件。", id="of-natural-persons"),
        pytest.param("通过网络收到政府信息公开申请9000件。", id="one-channel"),
        pytest.param("收到政府信息公开申请1.4万余件。", id="about"),
        pytest.param("收到政府信息公开申请14000余件。", id="more-than"),
        pytest.param("收到政府信息公开申请14000件左右。", id="or-so"),
        pytest.param("市本级收到政府信息公开申请300件。", id="a-part-of-the-agency"),
        pytest.param("第四季度收到政府信息公开申请300件。", id="a-part-of-the-year"),
        pytest.param("政府信息公开申请按时办结率100%。", id="a-rate"),
        pytest.param("依申请公开规范有序。受理12345热线工单，办结230件。", id="another-thing"),
        pytest.param("答复人大代表建议120件。", id="motions"),
        pytest.param("依申请公开中，予以公开或部分公开共7716件。", id="two-results-together"),
        pytest.param("政府信息公开申请办理14629件。", id="received-and-carried-in"),
        pytest.param("依法答复政府信息公开申请12324件。", id="ended-by-a-reply"),
        pytest.param("公开行政规范性文件20件。", id="published-not-issued"),
        pytest.param("本年新增政府信息公开行政复议669件。", id="new-reviews"),
        pytest.param("办理行政复议案件1200件。", id="reviews-of-all-kinds"),
        pytest.param("政府信息公开工作有序，受理行政复议案件900件。", id="reviews-heard-by-it"),
        pytest.param("收到政府信息公开申请14629件（含上年结转560件）。", id="with-carried-in"),
        pytest.param("未发生政府信息公开行政复议被纠正的情形。", id="none-was-corrected"),
        pytest.param("不予公开的730件中，依申请公开须说明理由。", id="number-before-another-word"),
        pytest.param("行政事业性收费31.64亿元。", id="rounded-fees"),
        pytest.param("减免行政事业性收费100万元。", id="fees-not-taken"),
        pytest.param("发放宣传册3000件，开展培训12次。", id="nothing-of-the-tables"),
    ],
)
def test_a_number_that_names_no_cell_is_left_alone(text: str) -> None:
    assert list(numbers_in_prose(saying(text))) == []


def test_the_words_and_both_figures_are_told() -> None:
    (finding,) = numbers_in_prose(saying("新收政府信息公开申请 14,068 件。"))
    assert finding.message == (
        "正文第一部分写“新收政府信息公开申请14068件”，"
        "表3“一、本年新收政府信息公开申请数量”行“总计”列是14069，应当一致。"
    )


def test_nothing_came_is_right_where_nothing_came() -> None:
    report = replace(
        REPORT,
        applications=ApplicationsTable.of_rows([[0] * 7] * 25),
        proceedings=ProceedingsTable(*[Endings(0, 0, 0, 0, 0)] * 3),
    )
    text = "未收到政府信息公开申请，未发生行政复议、行政诉讼案件。无行政复议和行政诉讼。"
    assert not list(numbers_in_prose(saying(text, report=report)))


def test_an_empty_cell_contradicts_no_prose() -> None:
    assert REPORT.proceedings is not None
    empty = replace(REPORT.proceedings, reviews=Endings(None, None, None, None, None))
    report = replace(REPORT, proceedings=empty)
    assert not list(numbers_in_prose(saying("政府信息公开行政复议5件。", report=report)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("本年度发出收费通知3件，收取信息处理费1200元。", [], id="as-registered"),
        pytest.param("收取信息处理费0.12万元。", [], id="in-another-unit"),
        pytest.param("发出收费通知4件。", ["登记的收费通知件数是3"], id="another-number"),
        pytest.param(
            "实际收取信息处理费1200万元。", ["合12000000元；登记的实收"], id="another-sum"
        ),
    ],
)
def test_fees_for_handling_are_those_registered(text: str, said: list[str]) -> None:
    report = replace(REPORT, fee_facts=FeeFacts(3, 1500, 1200))
    found = list(numbers_in_prose(saying(text, section=6, report=report)))
    assert len(found) == len(said)
    assert all(words in finding.message for words, finding in zip(said, found, strict=True))


def test_the_name_of_the_agency_is_no_part_of_it() -> None:
    text = "示例市人民政府办公室收到政府信息公开申请1件。"
    assert not list(numbers_in_prose(saying(text)))
    own = replace(REPORT, agency="示例市人民政府办公室")
    assert len(list(numbers_in_prose(saying(text, report=own)))) == 1


def test_a_long_paragraph_of_claims_is_read_in_good_time() -> None:
    report = saying("收到政府信息公开申请14069件，" * 200)
    assert not list(numbers_in_prose(report))
