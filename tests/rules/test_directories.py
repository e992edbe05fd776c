"""The lint of directories: entries of the 目录, rows of the 标准目录."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.directories import (
    Audience,
    DirectoryRow,
    Scheme,
    StandardItem,
    Validity,
    Way,
    lint,
    lint_items,
)
from gongkai.rules.gate.findings import Severity
from gongkai.rules.identifiers.index_numbers import Codes, render
from gongkai.rules.law import law

ON = date(2026, 3, 2)
BLOCK, WARN, INFORM = Severity.BLOCK, Severity.WARN, Severity.INFORM
SCHEME = Scheme(template="{organisation}/{year}-{serial:05}", codes=Codes(organisation="01418471X"))
ROW = DirectoryRow(
    index_number="01418471X/2026-00001",
    title="关于做好春运工作的通知",
    summary="对 2026 年春运的客运组织、安全检查和值班作出安排。",
    formed_on=date(2026, 1, 5),
    published_on=date(2026, 1, 6),
    document_number="崇交发〔2026〕5号",
    columns=("通知公告",),
    validity=Validity.IN_FORCE,
)
COLUMNS = ("通知公告",)


def row(**changes: Any) -> DirectoryRow:
    return replace(ROW, **changes)


def numbered(serial: int, **changes: Any) -> DirectoryRow:
    number = render(SCHEME.template, SCHEME.codes, serial=serial, on=ON)
    return row(index_number=number, title=f"第 {serial} 份通知", **changes)


def test_a_good_entry_is_beyond_doubt() -> None:
    assert lint([ROW], ON, columns=COLUMNS, scheme=SCHEME) == ()


def test_an_empty_directory_lacks_only_what_its_columns_should_hold() -> None:
    assert lint([], ON) == ()
    (doubt,) = lint([], ON, columns=COLUMNS, scheme=SCHEME)
    assert (doubt.row, doubt.element, doubt.severity) == (0, "columns", WARN)
    assert "“通知公告”" in doubt.message


@pytest.mark.parametrize(
    ("entry", "element", "severity", "words"),
    [
        pytest.param(row(index_number=""), "index_number", BLOCK, "没有索引号", id="no-number"),
        pytest.param(row(title=" "), "title", BLOCK, "没有名称", id="no-title"),
        pytest.param(row(summary=""), "summary", BLOCK, "没有内容概述", id="no-summary"),
        pytest.param(row(formed_on=None), "formed_on", BLOCK, "没有生成日期", id="no-date"),
        pytest.param(row(summary=ROW.title), "summary", WARN, "与名称相同", id="summary-is-title"),
        pytest.param(
            row(summary="略。"),
            "summary", WARN, "什么也没有说", id="summary-says-nothing",
        ),
        pytest.param(row(summary="春运安排"), "summary", INFORM, "只有 4 个字", id="summary-short"),
        pytest.param(row(summary="字" * 501), "summary", INFORM, "超过 500", id="summary-long"),
        pytest.param(
            row(formed_on=date(2026, 3, 3), published_on=None),
            "formed_on", BLOCK, "晚于今天", id="formed-tomorrow",
        ),
        pytest.param(
            row(published_on=date(2026, 3, 3)),
            "published_on", BLOCK, "晚于今天", id="published-tomorrow",
        ),
        pytest.param(
            row(published_on=date(2026, 1, 4)),
            "published_on", BLOCK, "早于生成日期", id="back-dated",
        ),
        pytest.param(row(validity=None), "validity", WARN, "有效性", id="no-validity"),
        pytest.param(
            row(validity=Validity.REPEALED),
            "validity_note", WARN, "依据什么文件", id="repealed-why",
        ),
        pytest.param(
            row(validity=Validity.AMENDED), "validity_note", WARN, "依据什么文件", id="amended-why"
        ),
        pytest.param(
            row(expires_on=date(2026, 3, 1)),
            "validity", BLOCK, "仍标为有效", id="expired-yesterday",
        ),
        pytest.param(
            row(validity=Validity.EXPIRED, validity_note="期满", expires_on=date(2027, 1, 1)),
            "validity", WARN, "却标为失效", id="expired-too-early",
        ),
        pytest.param(
            row(document_number="崇交发[2026]5号"),
            "document_number", WARN, "六角括号", id="brackets",
        ),
        pytest.param(row(columns=()), "columns", WARN, "没有归入", id="no-column"),
        pytest.param(
            row(columns=("通知公告", "旧栏目")), "columns", WARN, "“旧栏目”", id="unknown-column"
        ),
        pytest.param(
            row(index_number="01418471X-2026-1"), "index_number", WARN, "模板", id="other-scheme"
        ),
    ],
)  # fmt: skip
def test_a_spoiled_entry_is_doubted(
    entry: DirectoryRow, element: str, severity: Severity, words: str
) -> None:
    found = lint([numbered(1), entry], ON, columns=COLUMNS, scheme=SCHEME)
    (doubt,) = [doubt for doubt in found if words in doubt.message]
    assert (doubt.row, doubt.element, doubt.severity) == (2, element, severity)
    assert doubt.message.endswith("。")
    assert doubt.source


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(row(formed_on=ON, published_on=ON), id="formed-and-published-today"),
        pytest.param(row(expires_on=ON), id="expires-today"),
        pytest.param(row(document_number=""), id="without-a-document-number"),
        pytest.param(row(validity=Validity.NOT_APPLICABLE), id="validity-not-applicable"),
        pytest.param(
            row(validity=Validity.EXPIRED, validity_note="期满失效"), id="expired-and-why"
        ),
    ],
)
def test_the_edge_of_what_is_right_is_right(entry: DirectoryRow) -> None:
    assert lint([entry], ON, columns=COLUMNS, scheme=SCHEME) == ()


def test_a_number_given_twice_names_the_first_entry() -> None:
    found = lint([ROW, row(title="另一份通知"), row(index_number="01418471X/2026-00002")], ON)
    assert [(doubt.row, doubt.element, doubt.severity) for doubt in found] == [
        (2, "index_number", BLOCK),
        (3, "title", WARN),
    ]
    assert "第 1 条" in found[0].message


def test_a_skipped_serial_is_told_once_for_its_period() -> None:
    (doubt,) = lint([numbered(1), numbered(4), numbered(6)], ON, columns=COLUMNS, scheme=SCHEME)
    assert (doubt.row, doubt.severity) == (0, INFORM)
    assert "2026 的流水号缺 2至3、5；" in doubt.message


def test_many_gaps_are_counted_and_the_first_ones_named() -> None:
    rows = [numbered(serial) for serial in range(2, 60, 2)]
    (doubt,) = lint(rows, ON, columns=COLUMNS, scheme=SCHEME)
    assert "1、3、5" in doubt.message
    assert "等 29 处" in doubt.message


@given(st.sets(st.integers(min_value=1, max_value=200), min_size=1, max_size=40))
def test_serials_without_a_gap_and_only_those_are_silent(serials: set[int]) -> None:
    found = lint([numbered(serial) for serial in serials], ON, columns=COLUMNS, scheme=SCHEME)
    assert (found == ()) is (serials == set(range(1, len(serials) + 1)))


ITEM = StandardItem(
    number=1,
    first_level="道路运输",
    second_level="客运班线服务信息",
    content="线路、站点、班次、首末班、票价",
    basis="《中华人民共和国政府信息公开条例》",
    time_limit="信息形成或者变更之日起20个工作日",
    agency="示例县交通运输局",
    channels=("政府网站", "公开查阅点"),
    audience=Audience.EVERYBODY,
    way=Way.PROACTIVE,
    level="县级",
)


def item(**changes: Any) -> StandardItem:
    return replace(ITEM, **changes)


def test_a_good_item_is_beyond_doubt() -> None:
    assert lint_items([ITEM]) == ()


@pytest.mark.parametrize("element", law("directories")["demand"]["item"]["elements"])
def test_every_column_of_an_item_is_filled_in(element: str) -> None:
    (doubt,) = lint_items([item(**{element: getattr(StandardItem(), element)})])
    assert (doubt.row, doubt.element, doubt.severity) == (1, element, BLOCK)


@pytest.mark.parametrize(
    ("changed", "element", "words"),
    [
        pytest.param(item(channels=("朋友圈",)), "channels", "“朋友圈”", id="unknown-channel"),
        pytest.param(item(audience=Audience.GROUP), "group", "特定群体", id="nameless-group"),
        pytest.param(item(basis="有关规定"), "basis", "书名号", id="basis-without-a-name"),
        pytest.param(item(time_limit="尽快"), "time_limit", "看不出", id="no-term"),
        pytest.param(item(time_limit="30个工作日"), "time_limit", "20 个工作日", id="too-long"),
        pytest.param(
            item(time_limit="接到申请之日起20个工作日"),
            "time_limit",
            "收到申请",
            id="term-of-requests",
        ),
    ],
)
def test_a_spoiled_item_is_doubted(changed: StandardItem, element: str, words: str) -> None:
    (doubt,) = lint_items([changed])
    assert (doubt.element, doubt.severity) == (element, WARN)
    assert words in doubt.message


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(item(time_limit="及时公开"), id="at-once"),
        pytest.param(item(time_limit="作出决定之日起7个工作日内"), id="shorter-term"),
        pytest.param(item(time_limit="批复后二十日内"), id="term-in-characters"),
        pytest.param(
            item(time_limit="接到申请之日起20个工作日", way=Way.ON_REQUEST), id="on-request"
        ),
        pytest.param(item(audience=Audience.GROUP, group="申请人"), id="named-group"),
    ],
)
def test_a_right_item_of_another_kind_is_right(changed: StandardItem) -> None:
    assert lint_items([changed]) == ()


def test_an_item_that_stands_twice_names_the_first_row() -> None:
    found = lint_items([ITEM, ITEM])
    assert [(doubt.row, doubt.element) for doubt in found] == [(2, "second_level"), (2, "number")]
    assert "第 1 行" in found[0].message


def test_every_demand_names_a_source_and_whether_it_was_read() -> None:
    read = law("directories")
    demands = [*read["demand"].values(), read["channels"]]
    assert [one for one in demands if one["source"] not in read["sources"]] == []
    assert [one for one in demands if not isinstance(one["verified"], bool)] == []
