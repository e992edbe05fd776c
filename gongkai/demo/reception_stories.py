"""The reception days of the demo bureau: one that was held, and one that can be booked."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.utils.timezone import localdate

from gongkai.demo.office import Office, new_seed
from gongkai.demo.stories import Story
from gongkai.inbound.cases.models import Case
from gongkai.inbound.reception import actions
from gongkai.inbound.reception.models import Appointment, ReceptionDay
from gongkai.inbound.reception.plans import Plan
from gongkai.rules.cases import Sender


def receptions(office: Office) -> Iterator[Story]:
    yield _held(office)
    yield _coming(office)


def _announced(office: Office, on: date, topics: str, *, at: datetime) -> ReceptionDay:
    plan = Plan(
        on=on,
        opens=time(9),
        closes=time(11, 30),
        place="示例市示范路1号一楼接访室",
        received_by="分管副局长",
        unit=office.unit("BGS"),
        slots=5,
        minutes=30,
        topics=topics,
    )
    day = actions.plan(plan, by=office.person("gongkaiban"), at=at)
    return actions.announce(day, by=office.person("fenguan"), at=at)


def _booked(
    office: Office, day: ReceptionDay, slot: int, said: tuple[str, str], name: str, *, at: datetime
) -> Case:
    subject, text = said
    sender = Sender(name=name, phone="13800138000", address="示例市太平镇示范街5号")
    new = office.case("reception", subject, text, sender=sender, at=at)
    return actions.receive_and_book(new, [], day, slot, seed=new_seed(), at=at)


def _held(office: Office) -> Story:
    yield (at := office.at(20))
    day = _announced(office, localdate(office.at(12)), "农村公路养护", at=at)
    yield (at := office.at(16))
    said = ("村道塌方长期没有修", "太平镇示范村的村道塌方两个多月没有修，下雨天学生上学要绕路。")
    case = _booked(office, day, 2, said, "周示例", at=at)
    yield (at := office.at(15))
    case = office.accept(case, by="jingban1", at=at)
    yield (at := office.at(12, hours=1))
    clerk = office.person("jingban1")
    appointment = actions.mark(Appointment.objects.get(case=case), came=True, by=clerk, at=at)
    yield (at := office.at(12, hours=3))
    actions.write_minutes(
        appointment,
        minutes="来访人反映村道塌方两个多月没有修复。分管副局长答复：责成公路事业发展中心"
        "先设置警示标志、清理路面，再列入水毁修复计划。",
        follow_up="清理塌方路面并设置警示标志，电话告知来访人",
        due_on=office.ahead(1),
        by=clerk,
        at=at,
    )


def _coming(office: Office) -> Story:
    yield (at := office.at(3, hours=1))
    day = _announced(office, office.ahead(4), "城乡客运服务", at=at)
    yield (at := office.at(2, hours=4))
    said = ("末班车经常提前发车", "江城到太平的末班车经常提前十分钟发车，放学的学生赶不上车。")
    _booked(office, day, 1, said, "覃示例", at=at)
