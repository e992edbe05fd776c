"""How questions, complaints and suggestions came in at the demo bureau, and how far they are."""

from collections.abc import Iterator

from gongkai.demo.office import Office
from gongkai.demo.stories import Story
from gongkai.inbound.cases.models import Case
from gongkai.rules.cases import Sender


def messages(office: Office) -> Iterator[Story]:
    yield _answered_by_phone(office)
    yield _waiting_to_be_accepted(office)
    yield _without_a_name(office)
    yield _overdue(office)
    yield _from_a_deputy(office)


def _answered_by_phone(office: Office) -> Story:
    yield (at := office.at(9))
    new = office.case(
        "enquiry",
        "残疾人乘坐城乡客运班车有没有优惠",
        "家里老人有残疾人证，想问乘坐城乡客运班车有没有优惠、要带什么证件。",
        sender=Sender(name="韦示例", phone="0771-5800000"),
        channel=Case.Channel.PHONE,
        unit="YSK",
        at=at,
    )
    case = office.receive(new, by="jingban2", at=at)
    yield (at := office.at(8))
    reply = office.say(
        case,
        "您好。乘客凭残疾人证在客运站售票窗口购买优惠票，也可以上车时向驾驶员出示。"
        "各班线的优惠幅度在候车厅公示，有不同意见可以向运输管理科反映。",
        by="jingban2",
        at=at,
    )
    yield (at := office.at(8, hours=1))
    office.give(reply, cleared_by="fuzeren2", by="jingban2", channel="phone", at=at)


def _waiting_to_be_accepted(office: Office) -> Story:
    yield (at := office.at(3))
    new = office.case(
        "complaint",
        "出租汽车不打表",
        "前天傍晚在城北客运站乘坐出租汽车到人民路口，司机不打表，收了30元。",
        sender=Sender(name="覃示例", phone="13800138000"),
        channel=Case.Channel.COUNTER,
        unit="CK",
        at=at,
    )
    case = office.receive(new, by="chuangkou", at=at)
    yield (at := office.at(2))
    reason = "出租汽车服务质量由运输管理科核查处理。"
    office.pass_on(case, "YSK", reason, by="chuangkou", at=at)


def _without_a_name(office: Office) -> Story:
    yield (at := office.at(4, hours=5))
    new = office.case(
        "suggestion",
        "建议给乡镇候车亭加装座椅和照明",
        "太平镇、江城镇的候车亭没有座椅，天黑以后没有灯，老人等车不方便，建议加装。",
        at=at,
    )
    office.receive(new, at=at)


def _overdue(office: Office) -> Story:
    yield (at := office.at(16, hours=3))
    new = office.case(
        "enquiry",
        "货车道路运输证到期怎样换",
        "我的货车道路运输证下个月到期，想问在哪里换、要带哪些材料、几天能办好。",
        sender=Sender(name="农示例", phone="13800138000"),
        at=at,
    )
    case = office.receive(new, at=at)
    yield (at := office.at(15))
    office.accept(case, by="jingban1", at=at)


def _from_a_deputy(office: Office) -> Story:
    yield (at := office.at(35))
    new = office.case(
        "deputy-proposal",
        "关于在乡镇赶集日增加客运班次的建议（第12号）",
        "赶集日群众出行集中，班车拥挤。建议在赶集日上午增加江城至太平的客运班次，并公布时刻表。",
        sender=Sender(organisation="示例市人大常委会代表工作机构（转来）", phone="0771-5800000"),
        channel=Case.Channel.TRANSFERRED,
        at=at,
    )
    case = office.receive(new, by="jingban1", at=at)
    yield (at := office.at(34))
    office.pass_on(
        case, "YSK", "客运班次由运输管理科提出答复意见。", by="jingban1", to="jingban2", at=at
    )
