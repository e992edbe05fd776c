"""What tells of a person besides numbers, and what only looks like it."""

import pytest

from gongkai.rules.gate.scanning import PERSONAL_RULES
from tests.rules.gate.scanned import told


@pytest.mark.parametrize(
    ("text", "rule", "quoted"),
    [
        pytest.param(
            "住址：示例市江城区太平街道新民路8号",
            "home-address",
            "示例市江城区太平街道新民路8号",
            id="labelled-home",
        ),
        pytest.param(
            "家住江城区太平镇石林村3组12号",
            "home-address",
            "江城区太平镇石林村3组12号",
            id="village",
        ),
        pytest.param("入住花园小区3栋2单元502室", "door-number", "3栋2单元502室", id="flat"),
        pytest.param("车辆桂F12345超限", "licence-plate", "桂F12345", id="plate"),
        pytest.param("新能源车桂AD12345", "licence-plate", "桂AD12345", id="electric-plate"),
        pytest.param("桂A·12345", "licence-plate", "桂A·12345", id="dotted-plate"),
        pytest.param("护照号码：E12345678", "certificate-number", "E12345678", id="passport"),
        pytest.param(
            "军官证：军字第1234567号", "certificate-number", "军字第1234567号", id="officer"
        ),
        pytest.param(
            "账号：6217 0012 3456 7890", "account-number", "6217 0012 3456 7890", id="account"
        ),
        pytest.param("联系邮箱zhang3@qq.com", "email", "zhang3@qq.com", id="mailbox"),
        pytest.param("微信号：abc12345", "chat-account", "abc12345", id="chat"),
        pytest.param("黄某某，男，12岁", "minor", "12岁", id="child-with-age"),
        pytest.param("江城小学三年级（2）班学生", "minor", "三年级（2）班", id="class"),
        pytest.param("致贫原因：因病", "health-or-hardship", "致贫原因：因病", id="hardship"),
        pytest.param("黄某身患白血病", "health-or-hardship", "患白血病", id="illness"),
        pytest.param("东经107.353421", "location", "东经107.353421", id="coordinate"),
        pytest.param(
            "身份证451400199001010015",
            "identity-number-misread",
            "451400199001010015",
            id="misread",
        ),
        pytest.param(
            "学生身份证号451400201506010028", "minor", "451400201506010028", id="childs-number"
        ),
    ],
)
def test_a_trace_is_found(text: str, rule: str, quoted: str) -> None:
    assert told(text, rule) == [(rule, quoted)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("公司住所地：示例市江城区石景林路1号", id="seat-of-a-company"),
        pytest.param("办公地址：友谊大道12号行政中心3栋502室", id="office"),
        pytest.param("到政务服务中心二楼交通窗口办理", id="counter"),
        pytest.param("请到局办公室303室领取", id="room-of-an-office"),
        pytest.param("桂A牌照的车辆", id="kind-of-plate"),
        pytest.param("国道G322线K12+300处", id="road"),
        pytest.param("投诉邮箱jtj@example.gov.cn", id="official-mailbox"),
        pytest.param("微信公众号：shilijt2023", id="public-account"),
        pytest.param("护照办理流程见指南", id="passport-without-number"),
        pytest.param("年满18周岁的公民", id="age-of-law"),
        pytest.param("60岁以上老年人", id="age-of-elders"),
        pytest.param("开展中小学生交通安全教育", id="pupils"),
        pytest.param("电话0771-5812345，传真0771-5812346", id="landlines"),
        pytest.param("罚款12345678元", id="sum"),
        pytest.param("预防艾滋病宣传活动", id="health-education"),
        pytest.param("人民路街道办事处", id="street-office"),
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert told(text, *PERSONAL_RULES) == []
