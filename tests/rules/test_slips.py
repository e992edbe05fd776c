"""一次性告知单: what is on the list, what is left out and why."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.rules.guides.service_guides import Material, Necessity, ServiceGuide, ServiceKind
from gongkai.rules.guides.slips import Occasion, Situation, Standing, asks_occasion, slip
from tests.rules.test_guides import FORM, GUIDE, LICENCE

ON = date(2026, 3, 2)
MATERIALS = (
    FORM,
    LICENCE,
    replace(LICENCE, name="授权委托书", remark="委托他人办理时提供"),
    replace(LICENCE, name="原许可证", remark="延续、换证时交回"),
    replace(LICENCE, name="身份证", remark="个人申请时提供"),
    replace(LICENCE, name="法定代表人身份证", remark="企业申请时提供"),
    replace(LICENCE, name="车辆照片", necessity=Necessity.OPTIONAL),
    replace(LICENCE, name="保险单", necessity=Necessity.LATER, remark="领证前补交"),
)
LONG = replace(GUIDE, materials=MATERIALS)


def standings(situation: Situation, guide: ServiceGuide = LONG) -> dict[str, Standing]:
    return {line.name: line.standing for line in slip(guide, situation, ON).lines}


def test_every_material_is_on_the_slip_once_whatever_is_said() -> None:
    for situation in (
        Situation(),
        Situation(audience="企业法人", is_by_agent=True, occasion=Occasion.AGAIN),
        Situation(in_hand=frozenset(range(-5, 99))),
    ):
        assert [line.name for line in slip(LONG, situation, ON).lines] == [
            material.name for material in MATERIALS
        ]


def test_who_says_nothing_lacks_all_that_is_needed() -> None:
    made = slip(LONG, Situation(), ON)
    assert [line.name for line in made.missing] == [
        "道路客运经营申请表", "营业执照", "原许可证", "身份证", "法定代表人身份证",
    ]  # fmt: skip
    assert not made.is_complete


@pytest.mark.parametrize(
    ("situation", "name", "reason"),
    [
        pytest.param(Situation(), "授权委托书", "由本人办理时不用。", id="in-person"),
        pytest.param(
            Situation(occasion=Occasion.AFRESH), "原许可证", "首次办理时不用。", id="afresh"
        ),
        pytest.param(
            Situation(audience="企业法人"), "身份证", "企业法人办理时不用。", id="company"
        ),
        pytest.param(
            Situation(audience="自然人"), "法定代表人身份证", "自然人办理时不用。", id="person"
        ),
    ],
)
def test_what_is_left_out_says_why(situation: Situation, name: str, reason: str) -> None:
    line = next(line for line in slip(LONG, situation, ON).lines if line.name == name)
    assert (line.standing, line.reason) == (Standing.NOT_NEEDED, reason)


def test_what_another_situation_needs_is_asked_for_there() -> None:
    asked = standings(Situation(is_by_agent=True, occasion=Occasion.AGAIN, audience="企业法人"))
    assert asked["授权委托书"] is asked["原许可证"] is asked["法定代表人身份证"] is Standing.MISSING


def test_what_is_in_hand_is_not_missing() -> None:
    made = slip(GUIDE, Situation(in_hand=frozenset({1, 2})), ON)
    assert made.is_complete
    assert [line.standing for line in made.lines] == [Standing.IN_HAND] * 2


def test_what_may_follow_or_stay_at_home_is_not_missing() -> None:
    asked = standings(Situation())
    assert (asked["保险单"], asked["车辆照片"]) == (Standing.LATER, Standing.OPTIONAL)


def test_the_law_is_named_for_a_licence_only() -> None:
    assert "第三十二条" in slip(GUIDE, Situation(), ON).owed
    assert "5个工作日内一次告知" in slip(GUIDE, Situation(), ON).owed
    service = replace(GUIDE, kind=ServiceKind.PUBLIC_SERVICE)
    assert "第三十二条" not in slip(service, Situation(), ON).owed


def test_a_guide_silent_about_agents_says_so() -> None:
    assert "委托" in slip(GUIDE, Situation(is_by_agent=True), ON).notes[0]
    assert not slip(GUIDE, Situation(), ON).notes
    assert slip(replace(GUIDE, materials=()), Situation(), ON).notes


def test_the_occasion_is_asked_where_a_material_depends_on_it() -> None:
    assert asks_occasion(LONG)
    assert not asks_occasion(GUIDE)


def test_what_is_demanded_is_one_line() -> None:
    bare = replace(GUIDE, materials=(Material(name="甲"),))
    assert slip(GUIDE, Situation(), ON).lines[0].demanded == "原件 1 份，纸质，A4"
    assert slip(bare, Situation(), ON).lines[0].demanded == "份数未写明"
