"""Lists of finished dealings: every row's fault at once, and nobody's number taken in."""

from datetime import date

import pytest

from gongkai.rules.guides.dealings import (
    HEADS,
    Dealt,
    dealings_in,
    place_of_median,
    since,
)
from gongkai.rules.guides.sheets import Cell, Unreadable, as_rows
from tests.rules.identifiers.test_personal_numbers import ADULT

ON = date(2026, 3, 31)


def _read(*lines: list[str]) -> tuple[Dealt, ...]:
    return dealings_in({"办结": as_rows([list(HEADS), *lines])}, ON)


def test_rows_become_dealings() -> None:
    assert _read(["A-1", "2026-03-02", "2026/3/5"], ["A-2", "46083", "2026年3月2日"]) == (
        Dealt("A-1", date(2026, 3, 2), date(2026, 3, 5)),
        Dealt("A-2", date(2026, 3, 2), date(2026, 3, 2)),
    )


def test_a_title_above_and_other_columns_beside_do_not_matter() -> None:
    lines = [
        ["2026年一季度办结情况"],
        ["申请人", *reversed(HEADS)],
        ["某某", "2026-03-05", "2026-03-02", "A-1"],
    ]
    assert dealings_in({"办结": as_rows(lines)}, ON)[0].number == "A-1"


def test_every_fault_of_every_row_is_told_at_once() -> None:
    with pytest.raises(Unreadable) as told:
        _read(
            ["A-1", "2026-03-05", "2026-03-02"],
            ["A-2", "昨天", "2026-04-01"],
            ["", "2026-03-01", ""],
            ["张三", "2026-03-01", "2026-03-02"],
            ["A-7", "2026-03-01", "2026-03-02"],
            ["A-7", "2026-03-01", "2026-03-02"],
            ["A-8", "1899-03-01", "2026-03-02"],
        )
    found = {fault.cell: fault.message for fault in told.value.faults}
    assert set(found) == {"C2", "B3", "C3", "A4", "C4", "A5", "A7", "B8"}
    assert "早于受理日期" in found["C2"]
    assert "还没有到" in found["C3"]
    assert "不要填姓名" in found["A5"]
    assert "与第6行相同" in found["A7"]


def test_a_list_of_nothing_but_faults_tells_as_many_as_can_be_read() -> None:
    with pytest.raises(Unreadable) as told:
        _read(*[[f"A-{at}", "昨天", "2026-03-02"] for at in range(2000)])
    assert len(told.value.faults) == 2000
    assert len(told.value.told()) == 301
    assert told.value.told()[-1].startswith("还有1700处")


@pytest.mark.parametrize("number", ["13800138000", ADULT])
def test_a_number_of_a_person_is_not_taken_in(number: str) -> None:
    with pytest.raises(Unreadable, match="身份证号或者手机号"):
        _read([number, "2026-03-01", "2026-03-02"])


def test_a_formula_is_no_day() -> None:
    rows = {1: {at: Cell(head) for at, head in enumerate(HEADS, start=1)}}
    rows[2] = {1: Cell("A-1"), 2: Cell("2026-03-01"), 3: Cell("", is_value=False)}
    with pytest.raises(Unreadable, match="公式"):
        dealings_in({"办结": rows}, ON)


@pytest.mark.parametrize("sheets", [{}, {"甲": {}}, {"甲": as_rows([["编号", "日期"]])}])
def test_a_sheet_without_the_headings_is_refused(sheets: dict) -> None:
    with pytest.raises(Unreadable, match="没有表头"):
        dealings_in(sheets, ON)


def test_headings_without_rows_are_refused() -> None:
    with pytest.raises(Unreadable, match="没有办件"):
        _read()


@pytest.mark.parametrize(
    ("on", "first"),
    [
        (date(2026, 3, 31), date(2025, 3, 28)),
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2026, 1, 5), date(2025, 1, 5)),
        (date(2026, 12, 31), date(2025, 12, 28)),
    ],
)
def test_twelve_months_back(on: date, first: date) -> None:
    assert since(on) == first


def test_at_least_half_are_done_by_the_median() -> None:
    for count in range(1, 40):
        assert (place_of_median(count) + 1) * 2 >= count
