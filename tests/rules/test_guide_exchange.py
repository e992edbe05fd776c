"""A guide by national field names and as sheets: back as it was, and every fault with its cell."""

import json

import pytest
from hypothesis import given

from gongkai.rules.guides.exchange import exchanged, guide_given
from gongkai.rules.guides.plain import NotAGuide
from gongkai.rules.guides.service_guides import Handling, ServiceGuide, ServiceKind
from gongkai.rules.guides.sheets import (
    LISTS,
    WHOLE,
    Cell,
    Unreadable,
    as_rows,
    day_in,
    guide_in,
    reference,
    sheets_of,
)
from tests.factories.guides import service_guide
from tests.rules.test_guide_plain import GUIDES

# A number among the words is read as the code that it is.
WORDED = GUIDES.filter(lambda guide: not any(map(str.isdigit, guide.audiences)))


@given(WORDED)
def test_a_guide_comes_back_from_its_json(guide: ServiceGuide) -> None:
    assert guide_given(json.loads(json.dumps(exchanged(guide)))) == guide


@given(WORDED)
def test_a_guide_comes_back_from_its_sheets(guide: ServiceGuide) -> None:
    assert guide_in({name: as_rows(lines) for name, lines in sheets_of(guide).items()}) == guide


def test_the_json_speaks_in_national_names() -> None:
    said = exchanged(service_guide())
    assert said["task_name"] == "道路普通货物运输经营许可"
    assert (said["anticipate_day"], said["anticipate_type"]) == (20, "工作日")
    assert said["promise_day"] == 10
    assert said["fees"][0]["fee_basis"].startswith("《示例省")
    assert said["places"][0]["transact_addr"].startswith("示例市")
    assert said["link_way"] == [{"phone": "0000-1234567"}]


def test_codes_of_the_national_tables_are_read_as_words() -> None:
    guide = guide_given({"task_type": "01", "project_type": 2, "power_source": "5"})
    assert guide.kind is ServiceKind.LICENCE
    assert guide.handling is Handling.PROMISED
    assert guide.power_source == "上级委托"


@pytest.mark.parametrize("given_values", [[], "guide", 3, None, {"guide": []}])
def test_what_holds_no_guide_is_refused(given_values: object) -> None:
    with pytest.raises(NotAGuide, match="没有办事指南"):
        guide_given(given_values)


def test_every_fault_of_a_workbook_is_told_with_its_cell() -> None:
    sheets = {name: as_rows(lines) for name, lines in sheets_of(service_guide()).items()}
    whole, materials = dict(sheets[WHOLE]), dict(sheets["申请材料"])
    at = {row[1].text: number for number, row in whole.items()}
    whole[at["project_type"]] = whole[at["project_type"]] | {3: Cell("马上办")}
    whole[at["limit_scene_num"]] = whole[at["limit_scene_num"]] | {3: Cell("一次")}
    whole[at["anticipate_day"]] = whole[at["anticipate_day"]] | {3: Cell("", is_value=False)}
    whole[99] = {1: Cell("task_nmae"), 3: Cell("甲")}
    materials[2] = materials[2] | {5: Cell("两份")}
    materials[3] = materials[3] | {3: Cell("影印件")}
    changed = sheets | {WHOLE: whole, "申请材料": materials, "Sheet3": {}}
    with pytest.raises(Unreadable) as told:
        guide_in(changed)
    found = {(fault.sheet, fault.cell): fault.message for fault in told.value.faults}
    assert "不认识" in found["Sheet3", ""]
    assert "不在可选的范围" in found[WHOLE, f"C{at['project_type']}"]
    assert "不是整数" in found[WHOLE, f"C{at['limit_scene_num']}"]
    assert "公式" in found[WHOLE, f"C{at['anticipate_day']}"]
    assert "task_nmae" in found[WHOLE, "A99"]
    assert "不是整数" in found["申请材料", "E2"]
    assert "影印件" in found["申请材料", "C3"]
    assert "工作表“申请材料”E2：" in str(told.value)


def test_a_value_given_twice_or_in_no_field_is_a_fault() -> None:
    twice = {1: {1: Cell("task_name"), 3: Cell("甲")}, 2: {1: Cell("task_name"), 3: Cell("乙")}}
    with pytest.raises(Unreadable, match="C2：事项名称写了不止一次"):
        guide_in({WHOLE: twice})
    with pytest.raises(Unreadable, match="没有写是哪个字段"):
        guide_in({WHOLE: {1: {3: Cell("甲")}}})
    with pytest.raises(Unreadable, match="没有名为“要素”的工作表"):
        guide_in({})


def test_a_unit_without_its_number_is_a_fault_of_that_cell() -> None:
    rows = {2: {1: Cell("anticipate_type"), 3: Cell("工作日")}}
    with pytest.raises(Unreadable, match=r"C2：.*时限"):
        guide_in({WHOLE: rows})


def test_columns_may_stand_in_any_order() -> None:
    rows = as_rows([["回答", "问题"], ["不收费。", "收费吗？"]])
    guide = guide_in({WHOLE: {}, "常见问题": rows})
    assert (guide.questions[0].question, guide.questions[0].answer) == ("收费吗？", "不收费。")


def test_every_list_of_a_guide_has_its_sheet() -> None:
    assert set(sheets_of(service_guide())) == {WHOLE, *LISTS.values()}


@pytest.mark.parametrize(
    "text", ["2026-03-02", "2026/3/2", "2026年3月2日", "2026.03.02", "2026-03-02 10:00:00", "46083"]
)
def test_days_as_people_and_workbooks_write_them(text: str) -> None:
    assert day_in(text).isoformat() == "2026-03-02"


@pytest.mark.parametrize("text", ["2026-02-30", "3月2日", "99999999", "46083.5", "昨天", "٤٦٠٨٣"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"天|日期"):
        day_in(text)


def test_references_count_as_workbooks_do() -> None:
    assert [reference(1, column) for column in (1, 26, 27, 52, 703)] == [
        "A1", "Z1", "AA1", "AZ1", "AAA1",
    ]  # fmt: skip
