"""Personal numbers are found however they are written, and nothing else is."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.rules.gate.personal_data import Kind, find, mask
from gongkai.rules.identifiers.personal_numbers import is_bank_card

MINOR = "451400201506010028"
ADULT = "451400199001010014"
CARD = "6222021234567890128"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        pytest.param("11010519491231002X", Kind.IDENTITY, "11010519491231002X", id="sample-X"),
        pytest.param("11010519491231002x", Kind.IDENTITY, "11010519491231002X", id="small-x"),
        pytest.param("440524188001010014", Kind.IDENTITY, "440524188001010014", id="sample-1880"),
        pytest.param(f"身份证号{ADULT}，男", Kind.IDENTITY, ADULT, id="inside-chinese"),
        pytest.param("451400 19900101 0014", Kind.IDENTITY, ADULT, id="with-blanks"),
        pytest.param("451400-19900101-0014", Kind.IDENTITY, ADULT, id="with-dashes"),
        pytest.param("４５１４００１９９００１０１００１４", Kind.IDENTITY, ADULT, id="full-width"),
        pytest.param("110105491231002", Kind.IDENTITY, "110105491231002", id="old-fifteen"),
        pytest.param("13812345678", Kind.PHONE, "13812345678", id="phone"),
        pytest.param("138-1234-5678", Kind.PHONE, "13812345678", id="phone-with-dashes"),
        pytest.param("138 1234 5678", Kind.PHONE, "13812345678", id="phone-with-blanks"),
        pytest.param("１３８１２３４５６７８", Kind.PHONE, "13812345678", id="phone-full-width"),
        pytest.param("+8613812345678", Kind.PHONE, "13812345678", id="phone-country-code"),
        pytest.param("1 3 8 1 2 3 4 5 6 7 8", Kind.PHONE, "13812345678", id="phone-spelled-out"),
        pytest.param(CARD, Kind.BANK_CARD, CARD, id="card-of-nineteen"),
        pytest.param("6222 0212 3456 7890 128", Kind.BANK_CARD, CARD, id="card-in-fours"),
        pytest.param("4111111111111111", Kind.BANK_CARD, "4111111111111111", id="card-of-sixteen"),
    ],
)
def test_a_personal_number_is_found(text: str, kind: Kind, value: str) -> None:
    (hit,) = find(text)
    assert (hit.kind, hit.value) == (kind, value)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("联系电话：0771-5812345", id="landline"),
        pytest.param("07715812345", id="landline-in-one"),
        pytest.param("统一社会信用代码11370830004335422F", id="credit-code"),
        pytest.param("914514000000000118", id="credit-code-of-digits-that-passes-luhn"),
        pytest.param("91451400000000005K", id="credit-code-whose-digits-pass-luhn"),
        pytest.param("451400199001010015", id="wrong-check-digit"),
        pytest.param("990105194912310020", id="no-such-region"),
        pytest.param("451400199013010014", id="no-such-month"),
        pytest.param("6222021234567890123", id="fails-luhn"),
        pytest.param("01527918X-2020-153077", id="index-number"),
        pytest.param("总额13812345678.50元", id="amount"),
        pytest.param("15 820 1034 56 12", id="row-of-table-cells"),
        pytest.param("1 3 8 1 2 3 4 5 6 7 8 0 2", id="row-of-single-digits"),
        pytest.param("1 1 0 1 0 5 4 9 1 2 3 1 0 0 2 7", id="row-like-an-old-identity-number"),
        pytest.param("20231231138123456780001", id="long-serial"),
    ],
)
def test_what_is_not_personal_is_left_alone(text: str) -> None:
    assert find(text) == []
    assert mask(text) == text


def test_two_numbers_side_by_side_are_two_hits() -> None:
    hits = find(f"{ADULT} 13812345678 13987654321")
    assert [hit.kind for hit in hits] == [Kind.IDENTITY, Kind.PHONE, Kind.PHONE]


def test_the_hit_says_where_the_number_stands() -> None:
    text = "电话：+86 138 1234 5678。"
    (hit,) = find(text)
    assert text[hit.start : hit.end] == "138 1234 5678"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param("11010519491231002X", "11*************02X", id="identity-first-2-last-3"),
        pytest.param("13812345678", "138****5678", id="phone"),
        pytest.param("138-1234-5678", "138-****-5678", id="dashes-stay"),
        pytest.param("4111111111111111", "************1111", id="card-last-4"),
        pytest.param(
            "４５１４００１９９００１０１００１４", "４５*************０１４", id="full-width"
        ),
    ],
)
def test_masking_keeps_what_may_be_seen(text: str, masked: str) -> None:
    assert mask(text) == masked


pieces = st.one_of(
    st.sampled_from([ADULT, MINOR, CARD, "13812345678", "4111111111111111", "11010519491231002X"]),
    st.text(alphabet="0123456789 -Xx１３８号，", max_size=20),
)


@given(st.lists(pieces, max_size=6), st.sampled_from(["", " ", "-", "，"]))
@example(["6222021234566003", "1234 00002"], " ")  # the last four open another card
def test_masking_leaves_nothing_to_find_and_twice_changes_nothing(
    parts: list[str], between: str
) -> None:
    masked = mask(between.join(parts))
    assert find(masked) == []
    assert mask(masked) == masked


@given(st.lists(pieces, max_size=6))
def test_hits_stand_in_order_and_masking_keeps_the_length(parts: list[str]) -> None:
    text = "".join(parts)
    hits = find(text)
    assert all(before.end <= after.start for before, after in pairwise(hits))
    assert len(mask(text)) == len(text)


def test_the_digits_of_a_task_code_are_no_bank_card() -> None:
    code = "12441500196720244T"
    digits = next(
        number
        for number in (f"3{basic:012}" for basic in range(100000000000, 100000000010))
        if is_bank_card(number)
    )
    assert find(f"实施编码 {code}{digits}") == []
    assert [one.value for one in find(f"卡号 {digits}")] == [digits]
    assert [one.value for one in find(f"{code[:-1]}X{digits}")] == [digits]
