"""信息处理费: the published bands, their golden sums, and what always holds."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.fees import (
    MOST,
    CannotCharge,
    FeeLine,
    explain_by_pages,
    explain_by_pieces,
    fee_by_pages,
    fee_by_pieces,
    fee_scales,
)

DAY = date(2026, 3, 2)
QUANTITIES = st.integers(min_value=0, max_value=2000)
BOTH = [
    pytest.param(fee_by_pieces, explain_by_pieces, 10, id="by-pieces"),
    pytest.param(fee_by_pages, explain_by_pages, 30, id="by-pages"),
]
Fee = Callable[[int, date], int]
Explain = Callable[[int, date], tuple[FeeLine, ...]]


@pytest.mark.parametrize(
    ("pieces", "yuan"),
    [
        pytest.param(0, 0, id="none"),
        pytest.param(10, 0, id="last-free-piece"),
        pytest.param(11, 100, id="first-paid-piece"),
        pytest.param(12, 200, id="second-paid-piece"),
        pytest.param(30, 2000, id="end-of-the-second-band"),
        pytest.param(31, 2200, id="start-of-the-third-band"),
        pytest.param(40, 4000, id="end-of-the-third-band"),
        pytest.param(41, 4300, id="start-of-the-fourth-band"),
        pytest.param(45, 5500, id="within-the-fourth-band"),
        pytest.param(50, 7000, id="end-of-the-fourth-band"),
        pytest.param(51, 7400, id="start-of-the-first-grown-band"),
        pytest.param(60, 11000, id="end-of-the-first-grown-band"),
        pytest.param(100, 37000, id="hundred-pieces"),
    ],
)
def test_pieces_cost_what_the_bands_say(pieces: int, yuan: int) -> None:
    assert fee_by_pieces(pieces, DAY) == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [
        pytest.param(0, 0, id="none"),
        pytest.param(30, 0, id="last-free-page"),
        pytest.param(31, 10, id="first-paid-page"),
        pytest.param(100, 700, id="end-of-the-second-band"),
        pytest.param(101, 720, id="start-of-the-third-band"),
        pytest.param(150, 1700, id="within-the-third-band"),
        pytest.param(200, 2700, id="end-of-the-third-band"),
        pytest.param(201, 2740, id="start-of-the-open-band"),
        pytest.param(250, 4700, id="within-the-open-band"),
        pytest.param(500, 14700, id="five-hundred-pages"),
    ],
)
def test_pages_cost_what_the_bands_say(pages: int, yuan: int) -> None:
    assert fee_by_pages(pages, DAY) == yuan


@pytest.mark.parametrize(("fee", "explain", "free"), BOTH)
@given(quantity=QUANTITIES, more=QUANTITIES)
def test_asking_for_more_never_costs_less(
    fee: Fee, explain: Explain, free: int, quantity: int, more: int
) -> None:
    assert fee(quantity, DAY) <= fee(quantity + more, DAY)


@pytest.mark.parametrize(("fee", "explain", "free"), BOTH)
@given(quantity=QUANTITIES)
def test_only_what_goes_beyond_the_free_band_costs_anything(
    fee: Fee, explain: Explain, free: int, quantity: int
) -> None:
    assert (fee(quantity, DAY) == 0) is (quantity <= free)


@pytest.mark.parametrize(("fee", "explain", "free"), BOTH)
@given(quantity=QUANTITIES)
def test_the_lines_add_up_to_the_fee_and_the_quantity(
    fee: Fee, explain: Explain, free: int, quantity: int
) -> None:
    lines = explain(quantity, DAY)
    assert sum(line.number * line.price for line in lines) == fee(quantity, DAY)
    assert sum(line.number for line in lines) == quantity
    assert all(line.number > 0 for line in lines)


@pytest.mark.parametrize(("fee", "explain", "free"), BOTH)
@given(quantity=QUANTITIES)
def test_one_more_costs_the_price_of_its_band(
    fee: Fee, explain: Explain, free: int, quantity: int
) -> None:
    last = explain(quantity + 1, DAY)[-1]
    assert fee(quantity + 1, DAY) - fee(quantity, DAY) == last.price


def test_the_notice_shows_the_pieces_band_by_band() -> None:
    assert [str(line) for line in explain_by_pieces(52, DAY)] == [
        "第1至10件：10件，不收费",
        "第11至30件：20件，每件100元，计2000元",
        "第31至40件：10件，每件200元，计2000元",
        "第41至50件：10件，每件300元，计3000元",
        "第51至60件：2件，每件400元，计800元",
    ]


def test_the_notice_shows_the_open_band_of_pages() -> None:
    assert str(explain_by_pages(250, DAY)[-1]) == "第201页以上：50页，每页40元，计2000元"


@pytest.mark.parametrize(
    ("fee", "message"),
    [
        pytest.param(fee_by_pieces, "件数不能是负数。", id="by-pieces"),
        pytest.param(fee_by_pages, "页数不能是负数。", id="by-pages"),
    ],
)
def test_a_negative_number_is_refused(fee: Fee, message: str) -> None:
    for quantity in (-1, -(10**5000)):
        with pytest.raises(CannotCharge) as refused:
            fee(quantity, DAY)
        assert str(refused.value) == message


@pytest.mark.parametrize(("fee", "explain", "free"), BOTH)
def test_a_number_that_nobody_asks_for_is_refused_at_once(
    fee: Fee, explain: Explain, free: int
) -> None:
    assert fee(MOST, DAY) > 0
    for quantity in (MOST + 1, 10**30, 10**5000):
        with pytest.raises(CannotCharge, match=f"最多算到{MOST}，请核对数量"):
            fee(quantity, DAY)


@pytest.mark.parametrize(("fee", "explain", "free"), BOTH)
def test_the_fee_begins_on_the_first_day_of_2021(fee: Fee, explain: Explain, free: int) -> None:
    assert fee(free + 1, date(2021, 1, 1)) > 0
    with pytest.raises(CannotCharge, match="2020年12月31日还没有施行"):
        fee(free + 1, date(2020, 12, 31))


def test_every_scale_names_its_source_and_what_still_has_to_be_compared() -> None:
    for scale in fee_scales():
        assert "国办函〔2020〕109号" in scale.source
        assert scale.bands_verified
        assert not scale.in_force_verified


def test_the_bands_of_a_scale_leave_no_gap() -> None:
    for scale in fee_scales():
        assert scale.bands[0].first == 1
        for band, following in zip(scale.bands, scale.bands[1:], strict=False):
            assert band.last is not None
            assert following.first == band.last + 1
