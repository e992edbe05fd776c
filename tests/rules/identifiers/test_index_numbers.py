"""索引号 templates: every known scheme, and why a bad template is refused."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.rules.identifiers.index_numbers import (
    CannotRead,
    CannotRender,
    Codes,
    obstacles_to_rendering,
    obstacles_to_using,
    period_of,
    read,
    render,
)

CODES = Codes(
    organisation="01418471X",
    credit_code="11341702486344515H",
    region="451400",
    unit="02",
    category="03",
    group="1",
    office="04",
)
SCHEMES = [
    pytest.param(
        "{organisation}/{year}-{serial:05}",
        Codes(organisation="000014349"),
        110,
        date(2017, 1, 1),
        "000014349/2017-00110",
        "2017",
        id="organisation-year",
    ),
    pytest.param(
        "{organisation}/{year}-{serial:05}",
        Codes(organisation="01418471X"),
        9,
        date(2023, 1, 1),
        "01418471X/2023-00009",
        "2023",
        id="county-transport-bureau",
    ),
    pytest.param(
        "{credit_code}/{year}-{serial:05}",
        Codes(credit_code="11370830004335422F"),
        410,
        date(2025, 2, 10),
        "11370830004335422F/2025-00410",
        "2025",
        id="credit-code-year",
    ),
    pytest.param(
        "{credit_code}/{year}{month}-{serial:05}",
        Codes(credit_code="11341702486344515H"),
        13,
        date(2021, 10, 8),
        "11341702486344515H/202110-00013",
        "2021-10",
        id="credit-code-month",
    ),
    pytest.param(
        "{organisation}-{year}-{serial:06}",
        Codes(organisation="01527918X"),
        153077,
        date(2020, 1, 1),
        "01527918X-2020-153077",
        "2020",
        id="six-digit-serial",
    ),
    pytest.param(
        "{region}-{unit}-{serial:08}",
        Codes(region="4114000053", unit="sqsjtysj"),
        8,
        date(2023, 1, 1),
        "4114000053-sqsjtysj-00000008",
        "",
        id="region-unit-whole-life",
    ),
    pytest.param(
        "{region}-{unit}-{category}-{group}-{year}{month}{day}-{serial:03}",
        CODES,
        7,
        date(2023, 6, 5),
        "451400-02-03-1-20230605-007",
        "2023-06-05",
        id="region-unit-category-group-day",
    ),
    pytest.param(
        "{region}{unit}-{category}-{year}-{serial:04}",
        Codes(region="321", unit="05", category="2"),
        31,
        date(2023, 6, 5),
        "32105-2-2023-0031",
        "2023",
        id="five-digit-place-and-unit",
    ),
    pytest.param(
        "{region}{unit}{category}{office}{year}{serial:05}",
        CODES,
        12,
        date(2023, 6, 5),
        "451400020304202300012",
        "2023",
        id="twenty-one-digits",
    ),
]


@pytest.mark.parametrize(("template", "codes", "serial", "on", "number", "period"), SCHEMES)
def test_every_known_scheme_can_be_written(
    template: str, codes: Codes, serial: int, on: date, number: str, period: str
) -> None:
    assert obstacles_to_using(template) == ()
    assert render(template, codes, serial=serial, on=on) == number
    assert period_of(template, on) == period


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        pytest.param("{organisation}/{year}", "没有流水号", id="no-serial"),
        pytest.param("{serial:05}-{serial:05}", "只能出现一次", id="two-serials"),
        pytest.param("{bureau}-{serial:05}", "不认识字段“bureau”", id="unknown-field"),
        pytest.param("{}-{serial:05}", "不认识字段“”", id="field-without-a-name"),
        pytest.param("{serial:0x}", "宽度“0x”不对", id="odd-width"),
        pytest.param("{serial:00}", "宽度“00”不对", id="no-width"),
        pytest.param("{serial:099}", "宽度“099”不对", id="too-wide"),
        pytest.param("{year:02}-{serial}", "不能写宽度", id="width-elsewhere"),
        pytest.param("{year!r}-{serial}", "不能写宽度", id="conversion"),
        pytest.param("{month}-{serial:05}", "有月没有年", id="month-without-year"),
        pytest.param("{year}{day}-{serial:05}", "有日没有月", id="day-without-month"),
        pytest.param("{unit}{serial}", "必须写明宽度", id="serial-touches-what-is-before"),
        pytest.param("{serial}{unit}", "必须写明宽度", id="serial-touches-what-is-after"),
        pytest.param("{year-{serial}", "花括号", id="open-brace"),
        pytest.param("", "没有流水号", id="empty"),
    ],
)
def test_a_bad_template_is_refused_in_a_sentence(template: str, sentence: str) -> None:
    assert any(sentence in obstacle for obstacle in obstacles_to_using(template))
    with pytest.raises(CannotRender):
        render(template, CODES, serial=1, on=date(2023, 6, 5))


@pytest.mark.parametrize(
    ("codes", "serial", "sentence"),
    [
        pytest.param(Codes(), 1, "没有设置组织机构代码", id="no-code"),
        pytest.param(Codes(organisation="123"), 1, "应为 9 位", id="short-code"),
        pytest.param(CODES, 1000, "超出了模板给的 3 位", id="serial-too-long"),
        pytest.param(CODES, 0, "从 1 开始", id="serial-zero"),
    ],
)
def test_codes_that_do_not_fit_are_refused(codes: Codes, serial: int, sentence: str) -> None:
    (obstacle,) = obstacles_to_rendering("{organisation}/{year}-{serial:03}", codes, serial=serial)
    assert sentence in obstacle


templates = st.sampled_from([scheme.values[0] for scheme in SCHEMES])
drawn = st.tuples(
    st.integers(min_value=1, max_value=999), st.dates(date(2000, 1, 1), date(2099, 12, 31))
)


@given(templates, drawn, drawn)
def test_a_serial_used_once_in_its_period_is_never_printed_twice(
    template: object, one: tuple[int, date], other: tuple[int, date]
) -> None:
    template = str(template)
    assume((one[0], period_of(template, one[1])) != (other[0], period_of(template, other[1])))
    assert render(template, CODES, serial=one[0], on=one[1]) != render(
        template, CODES, serial=other[0], on=other[1]
    )


@pytest.mark.parametrize(("template", "codes", "serial", "on", "number", "period"), SCHEMES)
def test_a_number_is_read_back_to_its_period_and_serial(
    template: str, codes: Codes, serial: int, on: date, number: str, period: str
) -> None:
    found = read(template, codes, number=number)
    assert (found.period, found.serial) == (period, serial)


def test_codes_that_were_not_given_are_read_from_the_number() -> None:
    found = read("{organisation}/{year}-{serial:05}", Codes(), number="01418471X/2023-00009")
    assert found.codes == Codes(organisation="01418471X")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        pytest.param("01418471X/2023-0009", "不是按模板", id="short-serial"),
        pytest.param("01418471X/2023-00009 ", "不是按模板", id="blank-at-the-end"),
        pytest.param("000014349/2023-00009", "不是按模板", id="another-body"),
        pytest.param("01418471X/2023-00000", "从 1 开始", id="serial-zero"),
        pytest.param("01418471X/0000-00001", "年月日不存在", id="no-such-year"),
        pytest.param("", "不是按模板", id="empty"),
    ],
)
def test_a_number_of_another_make_is_refused(number: str, sentence: str) -> None:
    with pytest.raises(CannotRead, match=sentence):
        read("{organisation}/{year}-{serial:05}", CODES, number=number)


def test_a_bad_template_reads_nothing() -> None:
    with pytest.raises(CannotRead, match="没有流水号"):
        read("{organisation}/{year}", CODES, number="01418471X/2023")


@given(templates, drawn)
def test_what_is_rendered_is_read_back(template: object, one: tuple[int, date]) -> None:
    serial, on = one
    number = render(str(template), CODES, serial=serial, on=on)
    found = read(str(template), CODES, number=number)
    assert (found.period, found.serial) == (period_of(str(template), on), serial)
