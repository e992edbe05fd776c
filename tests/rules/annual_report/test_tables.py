"""The shape of the tables: their rows, and what no table may be."""

import pytest

from gongkai.rules.annual_report.tables import (
    ApplicationsTable,
    Count,
    NotTheTable,
    is_count,
    quoted,
)
from tests.rules.annual_report.reports import ROWS, TABLE


def test_the_rows_of_table_three_have_25_different_names() -> None:
    assert len(TABLE.rows) == 25
    assert [list(row.counts) for row in TABLE.rows.values()] == ROWS


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(ROWS[:-1], id="a-row-too-few"),
        pytest.param([row[:-1] for row in ROWS], id="a-column-too-few"),
    ],
)
def test_another_shape_is_not_the_table(rows: list[list[Count]]) -> None:
    with pytest.raises(NotTheTable, match="表3应有25行，每行7个数"):
        ApplicationsTable.of_rows(rows)


@pytest.mark.parametrize(
    ("count", "is_one"),
    [
        pytest.param(0, True, id="nothing"),
        pytest.param(10**12, True, id="as-far-as-anybody-counts"),
        pytest.param(10**12 + 1, False, id="further"),
        pytest.param(-1, False, id="less-than-nothing"),
        pytest.param(3.0, False, id="with-a-point"),
        pytest.param("3", False, id="written-as-text"),
        pytest.param(True, False, id="a-claim"),
        pytest.param(None, False, id="empty"),
    ],
)
def test_a_count_is_a_whole_number_from_zero_up(count: Count, is_one: bool) -> None:
    assert is_count(count) is is_one


def test_what_is_quoted_is_short_and_has_no_strange_signs() -> None:
    assert quoted("三\x00\ud800件") == "“三□□件”"
    assert quoted("件" * 31) == f"“{'件' * 30}…”"
