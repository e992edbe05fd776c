"""Codes given by a register: services, archives, websites, regions."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.identifiers import archive_codes
from gongkai.rules.identifiers.archive_codes import NotAnArchiveCode, doubts_about_archive_code
from gongkai.rules.identifiers.regions import doubts_about_region_code, is_region_code, province_of
from gongkai.rules.identifiers.service_codes import (
    NotAServiceCode,
    doubts_about_basic_code,
    doubts_about_task_code,
    parse_basic,
    parse_task,
)
from gongkai.rules.identifiers.site_codes import doubts_about_site_code, is_site_code
from gongkai.rules.law import law

ON = date(2026, 3, 2)
BODY = "12441500196720244T"
TASK = f"{BODY}3442199806003"


def test_a_published_task_code_holds_its_body_level_and_basic_code() -> None:
    task = parse_task(TASK)
    assert (task.credit_code, task.level_name, str(task.basic)) == (BODY, "市级", "442199806003")
    assert doubts_about_task_code(TASK) == ()
    assert str(task) == TASK


def test_a_handling_code_is_a_task_code_with_two_digits_more() -> None:
    task = parse_task(f"{TASK}01")
    assert task.handling == "01"
    assert doubts_about_task_code(f"{TASK}01") == ()


def test_a_basic_code_divides_into_region_kind_department_and_item() -> None:
    basic = parse_basic("450118010002")
    parts = (basic.region, basic.kind_name, basic.department, basic.main, basic.sub)
    assert parts == ("45", "行政许可", "18", "010", "002")
    assert parse_basic("442199806003").kind_name == ""


@pytest.mark.parametrize(
    ("code", "doubt"),
    [
        pytest.param(TASK[:-1], "31 位", id="one-short"),
        pytest.param(f"{TASK}1", "31 位", id="one-long"),
        pytest.param(TASK.replace("T3", "A3"), "校验码", id="wrong-body"),
        pytest.param(TASK.replace("T3", "T9"), "行使层级“9”", id="no-such-level"),
        pytest.param(f"{BODY}3992199806003", "“99”", id="no-such-region"),
        pytest.param("", "31 位", id="empty"),
    ],
)
def test_a_wrong_task_code_is_doubted(code: str, doubt: str) -> None:
    assert any(doubt in found for found in doubts_about_task_code(code))


@pytest.mark.parametrize(
    ("code", "doubt"),
    [
        pytest.param("000118010000", "", id="national"),
        pytest.param("442199806003", "", id="province"),
        pytest.param("992199806003", "前两位", id="no-such-region"),
        pytest.param("44219980600", "12 位", id="one-short"),
        pytest.param("44219980600A", "12 位", id="letter"),
    ],
)
def test_a_basic_code_has_twelve_digits_and_a_region(code: str, doubt: str) -> None:
    assert doubt in "".join(doubts_about_basic_code(code))
    assert bool(doubt) is bool(doubts_about_basic_code(code))


@pytest.mark.parametrize(
    ("code", "term", "group", "item"),
    [
        pytest.param("Z109-WS·2011-Y-BGS-0001", "永久", "BGS", "0001", id="unit"),
        pytest.param("A182-WS·2022-D30-XZ-0012", "30年", "XZ", "0012", id="problem"),
        pytest.param("A182-ZP·2022-D10-0001", "10年", "", "0001", id="photograph-without-unit"),
        pytest.param("A182-SW·JB·2022-Y-0001", "永久", "", "0001", id="second-category"),
        pytest.param("J001-KJ·JJ·2022-Y-001-0001", "永久", "001", "0001", id="by-volume"),
        pytest.param("J001-WS·2022-Y-办公室-0001", "永久", "办公室", "0001", id="unit-in-words"),
    ],
)
def test_a_published_archive_code_is_read(code: str, term: str, group: str, item: str) -> None:
    read = archive_codes.parse(code)
    assert (read.term_name, read.group, read.item) == (term, group, item)
    assert doubts_about_archive_code(code, ON) == ()
    assert str(read) == code


@pytest.mark.parametrize(
    ("code", "doubt"),
    [
        pytest.param("Z109-WS.2011-Y-BGS-0001", "U+00B7", id="full-stop"),
        pytest.param("Z109-WS•2011-Y-BGS-0001", "U+00B7", id="bullet"),
        pytest.param("Z109-WS·2011-D20-BGS-0001", "“D20”", id="no-such-term"),
        pytest.param("Z109-WS·2027-Y-BGS-0001", "晚于今年", id="next-year"),
        pytest.param("Z109-WS·2011-Y-BGS-001", "4 位", id="short-item"),
        pytest.param("Z109-WS·2011-Y-BGS-0000", "0001", id="item-zero"),
        pytest.param("Z109-2011-Y-BGS-0001", "应写作", id="no-category"),
        pytest.param("", "应写作", id="empty"),
    ],
)
def test_a_wrong_archive_code_is_doubted(code: str, doubt: str) -> None:
    (found,) = doubts_about_archive_code(code, ON)
    assert doubt in found


@pytest.mark.parametrize(
    ("code", "doubt"),
    [
        pytest.param("bm55000001", "", id="ministry"),
        pytest.param("3406000012", "", id="city"),
        pytest.param("4300000077", "", id="province"),
        pytest.param("9906000012", "前两位", id="no-such-region"),
        pytest.param("340600001", "10 位", id="one-short"),
        pytest.param("bm5500001", "10 位", id="ministry-one-short"),
    ],
)
def test_a_site_code_has_ten_signs(code: str, doubt: str) -> None:
    assert doubt in "".join(doubts_about_site_code(code))
    assert is_site_code(code) is not bool(doubt)


@pytest.mark.parametrize(
    ("code", "doubt"),
    [
        pytest.param("450000", "", id="province"),
        pytest.param("451400", "", id="city"),
        pytest.param("451402", "", id="county"),
        pytest.param("451402001", "", id="township"),
        pytest.param("451402001001", "", id="village"),
        pytest.param("450001", "第五、六位", id="county-without-a-city"),
        pytest.param("990000", "前两位", id="no-such-province"),
        pytest.param("45140", "6 位", id="one-short"),
        pytest.param("4514021", "6 位", id="between-two-lengths"),
    ],
)
def test_a_region_code_has_six_nine_or_twelve_digits(code: str, doubt: str) -> None:
    assert doubt in "".join(doubts_about_region_code(code))
    assert is_region_code(code) is not bool(doubt)


def test_the_first_two_digits_name_the_province() -> None:
    assert province_of("451402") == "广西壮族自治区"
    assert province_of("99") == province_of("") == ""


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    for parse, refusal in (
        (parse_basic, NotAServiceCode),
        (parse_task, NotAServiceCode),
        (archive_codes.parse, NotAnArchiveCode),
    ):
        with suppress(refusal):
            assert str(parse(text)) == text


def test_the_parts_of_a_code_add_up_to_its_length() -> None:
    parts = law("identifiers")["service_code"]
    assert sum(length for _, length in parts["basic"]) == 12
    assert sum(length for _, length in parts["task"]) == 31
