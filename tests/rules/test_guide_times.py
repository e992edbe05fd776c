"""Hours and telephones of a guide: the many ways they are written, and what nobody can use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.guides.times import doubts_about_hours, doubts_about_phones, phones

VAGUE = ["工作时间"]


@pytest.mark.parametrize(
    ("phone", "doubt"),
    [
        pytest.param("0771-5812345", "", id="dash"),
        pytest.param("（0771）5812345、0771 5812346", "", id="brackets-and-blank"),
        pytest.param("０７７１－５８１２３４５转8012", "", id="full-width-with-extension"),
        pytest.param("12328", "", id="hotline"),
        pytest.param("400-123-4567", "", id="400"),
        pytest.param("见网站", "没有号码", id="words"),
    ],
)
def test_a_telephone_can_be_dialled_from_elsewhere(phone: str, doubt: str) -> None:
    found = "".join(doubts_about_phones(phone))
    assert doubt in found
    assert bool(doubt) is bool(found)


def test_two_ways_to_write_a_number_are_one_number() -> None:
    assert phones("（0771）5812345") == phones("0771 5812345") == ("0771-5812345",)


@pytest.mark.parametrize(
    ("hours", "doubt"),
    [
        pytest.param("周一至周五 9:00—12:00，15:00—18:00", "", id="two-spans"),
        pytest.param("工作日上午9时至12时", "", id="in-words"),
        pytest.param("星期一至星期五 ９：００-12：00", "", id="full-width"),
        pytest.param("全天24小时自助办理", "", id="round-the-clock"),
        pytest.param("每天 8:30-24:00", "", id="until-midnight"),
        pytest.param("工作时间", "几点", id="vague"),
        pytest.param("9:00-12:00", "星期几", id="without-days"),
        pytest.param("每天 18:00-9:00", "颠倒", id="reversed"),
        pytest.param("每天 9:00-24:30", "不存在", id="after-midnight"),
        pytest.param(" ", "没有写明", id="blank"),
    ],
)
def test_hours_say_which_days_and_from_when_to_when(hours: str, doubt: str) -> None:
    found = "".join(doubts_about_hours(hours, VAGUE))
    assert doubt in found
    assert bool(doubt) is bool(found)


@given(st.text(alphabet="0123456789０９:：-—（）() 周至转ab", max_size=60))
def test_whatever_is_typed_there_is_an_answer(text: str) -> None:
    assert all(reason.endswith("。") for reason in doubts_about_phones(text))
    assert all(reason.endswith("。") for reason in doubts_about_hours(text, VAGUE))
