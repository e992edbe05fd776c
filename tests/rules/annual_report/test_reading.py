"""From lines and grids to the report: labels of any make, and sentences for what was not found."""

from collections.abc import Sequence

import pytest

from gongkai.rules.annual_report import labels
from gongkai.rules.annual_report.examining import findings_of
from gongkai.rules.annual_report.grids import Grid, Spot
from gongkai.rules.annual_report.reading import NotTheReport, read
from gongkai.rules.annual_report.tables import (
    CARRIED_IN,
    COLUMNS,
    CONCLUDED,
    RECEIVED,
    Count,
    application_rows,
)
from tests.rules.annual_report.reports import REPORT, ROWS, TABLE


def grid(*rows: Sequence[object]) -> Grid:
    return tuple(tuple(Spot("" if each is None else str(each)) for each in row) for row in rows)


def applications(rows: list[list[Count]] = ROWS, names: Sequence[str] = ()) -> Grid:
    names = names or application_rows()
    head = ("", *COLUMNS)
    return grid(head, *((name, *row) for name, row in zip(names, rows, strict=True)))


@pytest.mark.parametrize(
    ("label", "row"),
    [
        pytest.param("一、本年新收政府信息公开申请数量", RECEIVED, id="as-printed"),
        pytest.param("(一) 本 年新收政府信息\n公开申请数量", RECEIVED, id="blanks-and-numbering"),
        pytest.param("本年度新收政府信息公开申请", RECEIVED, id="other-words"),
        pytest.param("二、上一年度结转申请数量", CARRIED_IN, id="carried-in"),
        pytest.param("（七） 总 计", CONCLUDED, id="total"),
        pytest.param("3、危及\"三安全一稳定\"", "3.危及“三安全一稳定”", id="straight-quotes"),
        pytest.param("③．危及三安全一稳定", "3.危及“三安全一稳定”", id="circled"),
        pytest.param("1. 信访投诉举报类申请", "1.信访举报投诉类申请", id="words-exchanged"),
        pytest.param("3.其它", None, id="short-and-different"),
        pytest.param("（六）其他处理", None, id="head-of-a-group"),
        pytest.param("（三）不予公开", None, id="head-of-another"),
        pytest.param("属于工作秘密", None, id="no-row-of-the-form"),
        pytest.param("", None, id="nothing"),
        pytest.param("重复申请" * 30, None, id="a-paragraph"),
    ],
)  # fmt: skip
def test_a_label_is_known_however_it_is_written(label: str, row: str | None) -> None:
    assert labels.application_row(label) == row


def test_every_row_knows_its_own_label_with_and_without_its_number() -> None:
    for name in application_rows():
        assert labels.application_row(name) == name
        assert labels.application_row(labels.core(name)) == name


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("１２，３４５", 12345, id="full-width-thousands"),
        pytest.param(" 1 2\u00a0", 12, id="blanks"),
        pytest.param("13件", 13, id="with-its-unit"),
        pytest.param("", None, id="empty"),
        pytest.param("\u3000", None, id="ideographic-blank"),
        pytest.param("—", None, id="dash"),
        pytest.param("——", None, id="two-dashes"),
        pytest.param("/", None, id="stroke"),
        pytest.param("-1", -1, id="negative"),
        pytest.param("1.5", 1.5, id="broken"),
        pytest.param("1,23", "1,23", id="comma-in-the-wrong-place"),
        pytest.param("无", "无", id="word"),
        pytest.param("9" * 40, "9" * 40, id="endless"),
    ],
)
def test_a_cell_says_a_number_or_nothing_or_what_it_says(text: str, count: Count) -> None:
    assert labels.count_in(text) == count


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        pytest.param("316,441.50万元", "316441.50", id="with-its-unit"),
        pytest.param("0", "0", id="zero"),
        pytest.param("251000元", "251000元", id="another-unit"),
        pytest.param("－", "None", id="dash"),
    ],
)
def test_fees_are_read_in_their_unit_alone(text: str, amount: str) -> None:
    assert str(labels.sum_in(text)) == amount


def test_an_empty_cell_is_none_and_never_zero() -> None:
    rows = [list(row) for row in ROWS]
    rows[0][2] = None
    table = read([applications(rows)]).report.applications
    assert table is not None
    assert table.received.research_bodies is None
    assert table.received.businesses == 252


def test_a_missing_row_is_named_and_not_asked_about_again() -> None:
    rows, names = ROWS[:17] + ROWS[18:], application_rows()[:17] + application_rows()[18:]
    reading = read([applications(rows, names)])
    about_table_three = [each for each in findings_of(reading) if each.check.startswith("T3")]
    (finding,) = about_table_three
    assert finding.check == "T3-0"
    assert finding.message == (
        "表3没有找到“3.要求提供公开出版物”行，没有代为填写。请补上，或者把行名、列名改回格式规定的写法。"
    )
    assert len(finding.cells) == 7


def test_a_missing_column_is_named_once() -> None:
    table = tuple(row[:3] + row[4:] for row in applications())
    found = [each for each in findings_of(read([table])) if each.check.startswith("T3")]
    assert [finding.message.split("，")[0] for finding in found] == ["表3没有找到“科研机构”列"]


def test_missing_tables_are_named() -> None:
    messages = [finding.message for finding in read([applications()]).findings]
    assert [message.split("，")[0] for message in messages] == [
        "没有找到表2（主动公开政府信息情况）",
        "没有找到表4（政府信息公开行政复议、行政诉讼情况）",
    ]


def test_a_row_of_no_form_is_told_of_and_not_counted() -> None:
    names = list(application_rows())
    names[20:23] = ["（六）其他处理"]
    rows = [*ROWS[:20], [1, 0, 0, 0, 0, 0, 1], *ROWS[23:]]
    found = [each.message for each in read([applications(rows, names)]).findings]
    assert "表3的“（六）其他处理”行不是格式规定的行，其中的数没有计入，请按格式的行填写。" in found
    assert any("逾期不补正" in message for message in found)


def test_a_second_copy_of_a_table_is_told_of_and_the_first_one_read() -> None:
    other = [[0] * 7 for _ in ROWS]
    reading = read([applications(), applications(other)])
    assert reading.report.applications == TABLE
    assert any("表3有175个格子出现不止一次" in finding.message for finding in reading.findings)


def test_a_table_torn_in_two_is_put_together() -> None:
    whole = applications()
    assert read([whole[:9], "", whole[9:]]).report.applications == TABLE


def test_a_file_without_the_tables_is_no_report() -> None:
    with pytest.raises(NotTheReport, match="没有找到年度报告的表格"):
        read(["一、总体情况", grid(["姓名", "电话"], ["甲", "1"])])


def test_text_beside_the_tables_is_prose_and_other_tables_are_too() -> None:
    title = "2025年示例市政府信息公开工作年度报告"
    lines = ["一、总体情况。新收申请。", "　二、主动公开政府信息情况"]
    report = read([title, *lines, grid(["渠道", "数量"]), applications()]).report
    assert (report.agency, report.year) == ("示例市", 2025)
    assert report.sections is not None
    assert [(each.number, each.heading, each.paragraphs) for each in report.sections] == [
        (1, "总体情况", ("新收申请。",)),
        (2, "主动公开政府信息情况", ("渠道", "数量")),
    ]


def test_a_table_of_contents_is_not_the_report() -> None:
    headings = [f"{number}、{section.heading}" for number, section in
                zip("一二三四五六", REPORT.sections or (), strict=True)]  # fmt: skip
    report = read([*headings, "本报告如下。", *headings, "没有其他事项。", applications()]).report
    assert report.sections is not None
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert report.preamble == ("本报告如下。",)
    assert report.sections[-1].paragraphs == ("没有其他事项。",)


@pytest.mark.parametrize(
    ("title", "agency", "year"),
    [
        pytest.param("示例市交通运输局2025年政府信息公开工作年度报告", "示例市交通运输局", 2025,
                     id="agency-first"),
        pytest.param("2025年度示例县人民政府政府信息公开年报_示例网", "示例县人民政府", 2025,
                     id="year-first"),
        pytest.param("首页 > 示例市2025年 政府信息公开工作年度报告", "示例市", 2025, id="crumbs"),
        pytest.param("关于编制政府信息公开工作年度报告的通知", "", None, id="another-paper"),
    ],
)  # fmt: skip
def test_the_title_names_agency_and_year(title: str, agency: str, year: int | None) -> None:
    report = read([title, applications()]).report
    assert (report.agency, report.year) == (agency, year)


def test_the_year_is_also_known_from_the_period() -> None:
    line = "数据统计期限为2025年1月1日至12月31日。"
    assert read([line, applications()]).report.year == 2025


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    sentence = "全年收到政府信息公开申请14069件。"
    report = read(["一、总体情况", sentence * 1000, applications()]).report
    assert report.sections is not None
    assert "".join(report.sections[0].paragraphs) == sentence * 1000
    assert all(paragraph.endswith("件。") for paragraph in report.sections[0].paragraphs)


def test_prose_without_end_is_cut_and_said_to_be() -> None:
    reading = read(["公开" * 150_000, applications()])
    assert [each.message for each in reading.findings if each.check == "TX-0"] == [
        "正文超过20万字，其后的文字没有核对。"
    ]
