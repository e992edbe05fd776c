"""A mask hides what blocks, keeps every other sign in its place, and has nothing left to hide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.gate.masking import MASKED, mask
from tests.rules.gate.scanned import told

PIECES = [
    "451400199001010014", "451400201506010028", "11010519491231002X", "13812345678",
    "6222021234567890128", "家住江城区太平街道新民路8号", "护照号码：E12345678", "黄某某，男，12岁",
    "江城小学三年级（2）班学生", "，", "\n", "电话", " ",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param("11010519491231002X", "11*************02X", id="identity-first-2-last-3"),
        pytest.param("13812345678", "138****5678", id="phone"),
        pytest.param("6222021234567890128", "***************0128", id="card-last-4"),
        pytest.param(
            "家住江城区太平街道新民路8号", "家住江城区太平街道*****", id="address-to-the-township"
        ),
        pytest.param("护照号码：E12345678", "护照号码：E1*****78", id="passport"),
        pytest.param("已写作138****1234", "已写作138****1234", id="masked-before"),
        pytest.param("电话0771-5812345", "电话0771-5812345", id="office-telephone"),
    ],
)
def test_each_kind_is_masked_in_its_usual_form(text: str, masked: str) -> None:
    assert mask(text) == masked


@given(st.lists(st.sampled_from(PIECES) | st.text("0123456789-号路", max_size=8), max_size=8))
def test_masking_twice_changes_nothing_and_leaves_nothing_to_find(pieces: list[str]) -> None:
    text = "".join(pieces)
    masked = mask(text)
    assert len(masked) == len(text)
    assert mask(masked) == masked
    assert [quoted for _rule, quoted in told(masked, *MASKED) if "*" not in quoted] == []
