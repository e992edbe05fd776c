"""Identity, mobile and card numbers: the standards' own samples, and near misses."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.identifiers.personal_numbers import (
    NoBirthDate,
    born_on,
    doubts_about_bank_card,
    doubts_about_identity_number,
    identity_check_sign,
    identity_holder,
    is_bank_card,
    is_identity_number,
    is_minor,
    is_mobile_number,
    is_old_identity_number,
    passes_luhn,
)
from gongkai.rules.identifiers.regions import provinces

ADULT = "451400199001010014"
MINOR = "451400201506010028"


@pytest.mark.parametrize(
    ("number", "holder", "born"),
    [
        pytest.param("11010519491231002X", "北京市", date(1949, 12, 31), id="standard-sample-X"),
        pytest.param("440524188001010014", "广东省", date(1880, 1, 1), id="standard-sample-1880"),
        pytest.param(ADULT, "广西壮族自治区", date(1990, 1, 1), id="eighteen"),
        pytest.param("110105491231002", "北京市", date(1949, 12, 31), id="old-fifteen"),
        pytest.param(
            "911124198108030024", "外国人永久居留身份证", date(1981, 8, 3), id="permanent-residence"
        ),
    ],
)
def test_a_right_number_is_read(number: str, holder: str, born: date) -> None:
    assert is_identity_number(number)
    assert identity_holder(number) == holder
    assert born_on(number) == born


@pytest.mark.parametrize(
    ("number", "doubts"),
    [
        pytest.param("451400199001010015", ["校验码"], id="wrong-check-digit"),
        pytest.param("45140019900101001X", ["校验码"], id="X-where-there-is-none"),
        pytest.param("990105194912310020", ["前两位", "校验码"], id="no-such-region"),
        pytest.param("451400199013010014", ["出生日期", "校验码"], id="no-such-month"),
        pytest.param("451400199002300010", ["出生日期", "校验码"], id="no-such-day"),
        pytest.param("451400179901010014", ["出生日期", "校验码"], id="too-long-ago"),
        pytest.param("110105491331002", ["出生日期"], id="old-number-no-such-month"),
        pytest.param("45140019900101001", ["18 位"], id="one-short"),
        pytest.param("4514001990010100144", ["18 位"], id="one-long"),
        pytest.param("45140019900101001x", ["18 位"], id="small-x"),
        pytest.param("４５１４００１９９００１０１００１４", ["18 位"], id="full-width"),
        pytest.param("45140019900101001²", ["18 位"], id="superscript"),
        pytest.param("", ["18 位"], id="empty"),
    ],
)
def test_every_slip_is_named_and_no_digit_repeated(number: str, doubts: list[str]) -> None:
    found = doubts_about_identity_number(number)
    assert [doubt for words, doubt in zip(doubts, found, strict=True) if words not in doubt] == []
    assert not is_identity_number(number)
    assert not any(number and number in doubt for doubt in found)


def test_only_the_old_form_counts_as_old() -> None:
    assert is_old_identity_number("110105491231002")
    assert not is_old_identity_number(ADULT)


@pytest.mark.parametrize(
    ("on", "minor"),
    [
        pytest.param(date(2033, 5, 31), True, id="the-day-before-eighteen"),
        pytest.param(date(2033, 6, 1), False, id="on-the-birthday"),
        pytest.param(date(2015, 6, 1), True, id="newborn"),
    ],
)
def test_a_minor_is_younger_than_eighteen(on: date, minor: bool) -> None:
    assert is_minor(MINOR, on) is minor


@pytest.mark.parametrize(
    "number", [pytest.param("你好", id="words"), pytest.param("4" * 18, id="4")]
)
def test_what_has_no_birth_date_is_refused(number: str) -> None:
    with pytest.raises(NoBirthDate):
        born_on(number)


@given(
    st.sampled_from(sorted(provinces())),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.integers(min_value=0, max_value=999),
    st.integers(min_value=0, max_value=17),
    st.integers(min_value=1, max_value=9),
)
def test_one_changed_digit_is_always_noticed(
    province: str, born: date, serial: int, place: int, step: int
) -> None:
    first = f"{province}0102{born:%Y%m%d}{serial:03}"
    number = first + identity_check_sign(first)
    assert is_identity_number(number)
    assert is_minor(number, born)
    assert not is_minor(number, born + timedelta(days=18 * 366))
    changed = str((int(number[place].replace("X", "0")) + step) % 10)
    if number[place] != changed:
        assert not is_identity_number(number[:place] + changed + number[place + 1 :])


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        pytest.param("13812345678", True, id="mobile"),
        pytest.param("19912345678", True, id="newest-prefix"),
        pytest.param("12812345678", False, id="no-such-prefix"),
        pytest.param("1381234567", False, id="one-short"),
        pytest.param("8613812345678", False, id="country-code"),
        pytest.param("07715812345", False, id="landline"),
    ],
)
def test_a_mobile_number_has_eleven_digits(number: str, is_one: bool) -> None:
    assert is_mobile_number(number) is is_one


@pytest.mark.parametrize(
    ("number", "doubt"),
    [
        pytest.param("6222021234567890128", "", id="nineteen"),
        pytest.param("4111111111111111", "", id="sixteen"),
        pytest.param("6222021234567890123", "校验码", id="fails-luhn"),
        pytest.param("411111111111", "13 至 19 位", id="too-short"),
        pytest.param("1111111111111117", "首位", id="no-such-network"),
        pytest.param("914514000000000118", "统一社会信用代码", id="credit-code-that-passes-luhn"),
        pytest.param("", "13 至 19 位", id="empty"),
    ],
)
def test_a_bank_card_passes_luhn_and_is_no_credit_code(number: str, doubt: str) -> None:
    assert is_bank_card(number) is not bool(doubt)
    assert doubt in "".join(doubts_about_bank_card(number))


@given(st.text(alphabet="0123456789", min_size=1, max_size=30))
def test_exactly_one_last_digit_passes_luhn(digits: str) -> None:
    assert sum(passes_luhn(digits + last) for last in "0123456789") == 1


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    assert is_identity_number(text) is (doubts_about_identity_number(text) == ())
    assert is_bank_card(text) <= passes_luhn(text)
