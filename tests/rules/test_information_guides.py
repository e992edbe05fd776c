"""The lint of a 信息公开指南: the points of article 12, and sentences of the rules before 2019."""

import pytest

from gongkai.rules.gate.findings import Severity
from gongkai.rules.guides.information_guides import lint_information_guide

INFORMATION_GUIDE = (
    "一、信息的分类和编排体系。二、获取方式：主动公开的在政府网站查阅；依申请公开的可以当面、邮寄、"
    "互联网提交申请，提供身份证明。自收到之日起20个工作日内答复，按规定收取信息处理费。"
    "三、工作机构：示例市交通运输局办公室，办公地址、办公时间、联系电话、传真、电子邮箱。"
)


def test_a_full_guide_to_information_is_beyond_doubt() -> None:
    assert lint_information_guide(INFORMATION_GUIDE) == ()


@pytest.mark.parametrize(
    ("gone", "element"),
    [
        pytest.param("编排体系", "编排体系", id="arrangement"),
        pytest.param("传真", "传真号码", id="fax"),
        pytest.param("20个工作日", "二十个工作日的答复期限", id="limit"),
        pytest.param("身份证明", "申请人的身份证明", id="identity"),
        pytest.param("信息处理费", "信息处理费的规定", id="fee"),
        pytest.param("邮寄", "邮寄申请的渠道", id="post"),
    ],
)
def test_a_point_the_guide_to_information_leaves_out_is_named(gone: str, element: str) -> None:
    (doubt,) = lint_information_guide(INFORMATION_GUIDE.replace(gone, ""))
    assert (doubt.element, doubt.severity) == (element, Severity.BLOCK)


@pytest.mark.parametrize(
    ("old", "words"),
    [
        pytest.param("应当在15个工作日内予以答复。", "20 个工作日", id="old-limit"),
        pytest.param("收取检索费、复制费。", "信息处理费", id="old-fees"),
        pytest.param("根据自身生产、生活、科研等需要申请。", "取消", id="need-test"),
    ],
)
def test_a_sentence_of_the_old_rules_is_found(old: str, words: str) -> None:
    (doubt,) = lint_information_guide(INFORMATION_GUIDE + old)
    assert words in doubt.message


def test_the_fifteen_days_of_a_third_party_are_not_the_old_limit() -> None:
    third = "第三方应当自收到征求意见书之日起15个工作日内提出意见。"
    assert lint_information_guide(INFORMATION_GUIDE + third) == ()
