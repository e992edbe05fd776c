"""What changed in a guide, in plain words."""

from dataclasses import replace

import pytest
from hypothesis import given

from gongkai.rules.guides.differences import differences
from gongkai.rules.guides.service_guides import (
    Contact,
    Fee,
    Handling,
    Material,
    ServiceGuide,
    Step,
    Term,
)
from tests.rules.test_guide_plain import GUIDES

GUIDE = ServiceGuide(
    name="道路普通货物运输经营许可",
    statutory_limit=Term(number=20),
    is_charged=True,
    fees=(Fee(name="工本费", price="每证10元"),),
    materials=(Material(name="申请表", copies=1), Material(name="身份证明")),
    process=(Step(name="受理"), Step(name="审查"), Step(name="决定")),
    conditions=("有车辆", "有驾驶人员"),
    enquiries=(Contact(phone="0000-1234567"),),
)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param(
            {"statutory_limit": Term(number=15)},
            ("法定办结时限由 20 个工作日改为 15 个工作日。",),
            id="a-term",
        ),
        pytest.param(
            {"fees": (Fee(name="工本费", price="每证8元"),)},
            ("收费项目“工本费”的收费标准由“每证10元”改为“每证8元”。",),
            id="a-fee",
        ),
        pytest.param(
            {"is_charged": False, "fees": ()},
            ("是否收费由“是”改为“否”。", "删去收费项目“工本费”。"),
            id="no-fee-any-more",
        ),
        pytest.param(
            {"materials": (*GUIDE.materials, Material(name="车辆行驶证"))},
            ("新增申请材料“车辆行驶证”。",),
            id="one-material-more",
        ),
        pytest.param(
            {"process": (Step(name="受理"), Step(name="决定"), Step(name="审查"))},
            ("办理流程的次序有变化。",),
            id="another-order",
        ),
        pytest.param(
            {"conditions": ("有车辆", "有制度")},
            ("受理条件新增一项：“有制度”。", "受理条件删去一项：“有驾驶人员”。"),
            id="conditions",
        ),
        pytest.param({"handling": Handling.PROMISED}, ("写明了办件类型：“承诺件”。",), id="added"),
        pytest.param(
            {"statutory_limit": None}, ("删去了法定办结时限（原为 20 个工作日）。",), id="removed"
        ),
        pytest.param(
            {"enquiries": (Contact(phone="0000-7654321"),)},
            ("新增咨询方式“0000-7654321”。", "删去咨询方式“0000-1234567”。"),
            id="another-telephone",
        ),
    ],
)
def test_a_change_is_told_in_a_sentence(changes: dict, told: tuple[str, ...]) -> None:
    assert differences(GUIDE, replace(GUIDE, **changes)) == told


@given(GUIDES, GUIDES)
def test_every_change_is_told_and_nothing_else(before: ServiceGuide, after: ServiceGuide) -> None:
    assert bool(differences(before, after)) == (before != after)
    assert differences(before, before) == ()


def test_rows_of_one_name_pair_off_in_order() -> None:
    before = replace(GUIDE, fees=(Fee(name="", price="1元"), Fee(name="", price="2元")))
    after = replace(GUIDE, fees=(Fee(name="", price="1元"), Fee(name="", price="3元")))
    assert differences(before, after) == ("收费项目“（未写名称）”的收费标准由“2元”改为“3元”。",)
