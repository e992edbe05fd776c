"""A list is read cell by cell: every mistake is told, and no person is left in a good row."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.rules.clocks.terms import terms
from gongkai.rules.decisions.columns import Kind, columns_of
from gongkai.rules.decisions.masking import masked_name, masked_values, still_open
from gongkai.rules.decisions.reading import NotAList, Reading, read
from gongkai.rules.decisions.rows import PublicRow, key_of
from tests.factories.decisions import ADULT, MINOR, licence, penalty, person, table

ON = date(2026, 9, 28)


def _read(*rows: dict[str, str], kind: Kind = Kind.PENALTY) -> Reading:
    return read(kind, table(kind, list(rows)), on=ON, terms=terms())


def test_good_lists_are_read_whole() -> None:
    assert not _read(penalty(1), penalty(2), person(3)).errors
    assert not _read(licence(1), licence(2, valid_to="长期"), kind=Kind.LICENCE).errors


def test_a_persons_name_and_numbers_are_masked_everywhere() -> None:
    (row,) = _read(person()).rows
    said = " ".join(row.values.values())
    assert row.name == "黄某某"
    assert "大明" not in said
    assert ADULT not in said
    assert "13800001234" not in said
    assert row.values["identity"].startswith("11***")
    assert not list(still_open(row, ON))


def test_a_spaced_name_is_found_in_the_facts() -> None:
    (row,) = _read(person(name="黄 大明", facts="司机黄大明、黄 大 明均指同一人。")).rows
    assert "大明" not in row.values["facts"].replace(" ", "")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("示例市黄大明运输部", "示例市黄某某运输部", id="inside"),
        pytest.param("黄大明", "黄某某", id="bare"),
        pytest.param("示例市顺风运输部", "示例市顺风运输部", id="not-inside"),
    ],
)
def test_a_sole_traders_owner_is_masked_and_never_kept(name: str, shown: str) -> None:
    row = penalty(name=name, party="个体工商户", owner="黄大明", facts="黄大明驾驶示A12345号车。")
    (read_row,) = _read(row).rows
    assert read_row.name == shown
    assert "owner" not in read_row.values
    assert "大明" not in str(read_row.plain())


@pytest.mark.parametrize(
    ("changes", "column", "part"),
    [
        pytest.param({"identity": MINOR}, "证件号码", "未满18周岁", id="minor"),
        pytest.param({"identity": "110105194912310021"}, "证件号码", "校验码", id="misread"),
        pytest.param({"identity": ""}, "证件号码", "应当填写", id="no-identity"),
        pytest.param({"code": ADULT}, "统一社会信用代码", "移到", id="identity-as-code"),
        pytest.param({"fine": "=A1*2"}, "罚款金额（万元）", "公式", id="formula"),
        pytest.param({"fine": "NaN"}, "罚款金额（万元）", "金额", id="nan"),
        pytest.param({"fine": "1e99999"}, "罚款金额（万元）", "金额", id="vast"),
        pytest.param({"decided_on": "2026-02-30"}, "处罚决定日期", "日期", id="no-day"),
        pytest.param({"decided_on": "2026-09-29"}, "处罚决定日期", "今天", id="future"),
        pytest.param({"severity": "中等"}, "失信程度", "只能填写", id="severity"),
        pytest.param({"severity": "轻微"}, "公示截止期", "原则上不公示", id="minor-offence"),
        pytest.param({"until": "2026-10-01"}, "公示截止期", "之间", id="too-short"),
        pytest.param({"until": "2028-10-01"}, "公示截止期", "之间", id="too-long"),
        pytest.param({"number": "长" * 65}, "行政处罚决定文书号", "最长64", id="long"),
    ],
)
def test_a_mistake_is_told_by_its_cell_and_repeats_no_identity(
    changes: dict[str, str], column: str, part: str
) -> None:
    found = _read(penalty(9), person(**changes))
    assert len(found.rows) == 1
    told = [str(one) for one in found.errors]
    assert any(one.startswith(f"第3行“{column}”") and part in one for one in told), told
    assert not any(number in one for one in told for number in (ADULT, MINOR))


def test_all_mistakes_are_told_at_once() -> None:
    found = _read(person(severity="", fine="x", identity=""), penalty(name=""), person())
    assert {error.row for error in found.errors} == {2, 3, 4}
    assert len([error for error in found.errors if error.row == 2]) == 3


def test_the_same_number_written_otherwise_is_a_repetition() -> None:
    found = _read(penalty(1), penalty(2, number="示交罚[2026]1号 "))
    assert "重复" in str(found.errors[0])
    assert key_of(Kind.PENALTY, "示交罚【2026】1号") == key_of(Kind.PENALTY, "示交罚〔2026〕 1号")


@pytest.mark.parametrize(
    "lines", [[], [["甲", "乙"]], [[""]], [["行政相对人名称"] * 3, ["甲"]]], ids=repr
)
def test_another_table_is_refused(lines: list[list[str]]) -> None:
    with pytest.raises(NotAList):
        read(Kind.PENALTY, lines, on=ON, terms=terms())


def test_a_row_reads_back_as_it_was_kept() -> None:
    (row,) = _read(person()).rows
    assert PublicRow.of(Kind.PENALTY, row.plain()) == row
    with pytest.raises(ValueError, match="不完整"):
        PublicRow.of(Kind.PENALTY, {"values": {"owner": "黄大明"}})


NAMES = st.text(alphabet="黄欧阳大明小红伟某0123456789·", min_size=1, max_size=8)


@given(name=NAMES)
def test_masking_a_name_twice_changes_nothing(name: str) -> None:
    assert masked_name(masked_name(name)) == masked_name(name)


@settings(max_examples=60, deadline=None)
@given(
    name=st.text(alphabet="黄欧阳大明小红伟", min_size=2, max_size=4),
    before=st.text(alphabet="当事人住址示例市号室0123456789 -", max_size=30),
    number=st.sampled_from([ADULT, "13800001234", "6222021234567890128", ""]),
)
def test_nothing_the_finder_finds_is_left(name: str, before: str, number: str) -> None:
    values = person(name=name, facts=f"{before}{name}{number}{before}", note=number)
    kept = masked_values(values, columns_of(Kind.PENALTY))
    row = PublicRow(kind=Kind.PENALTY, values=kept, decided_on=ON, until_on=ON, why_until="。")
    assert not list(still_open(row, ON))
    assert name not in kept["facts"]
