"""示例市交通运输局: a bureau that does not exist, with the posts that the openness work needs."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from gongkai.inbound.cases.actions import set_letterhead
from gongkai.inbound.cases.models import LetterSettings
from gongkai.outbound.publishing.actions.furnishing import furnish
from gongkai.outbound.publishing.models import Column
from gongkai.people import actions
from gongkai.people.models import Agency, Leave, Role, RoleHolding, Unit, User
from gongkai.rules.identifiers.organisation_codes import credit_check_sign, organisation_check_digit

SLUG = "jiaotong"
NAME = "示例市交通运输局"
UNITS = (
    ("JLD", "局领导", Unit.Kind.LEADERSHIP, ""),
    ("BGS", "办公室", Unit.Kind.OFFICE, ""),
    ("YSK", "运输管理科", Unit.Kind.OFFICE, ""),
    ("GHK", "规划建设科", Unit.Kind.OFFICE, ""),
    ("GLZX", "公路事业发展中心", Unit.Kind.SUBORDINATE, ""),
    ("FWZX", "道路运输服务中心", Unit.Kind.SUBORDINATE, ""),
    ("CK", "政务服务窗口", Unit.Kind.WINDOW, "BGS"),
)
STAFF: tuple[tuple[str, str, tuple[tuple[Role, str], ...]], ...] = (
    ("jingban1", "办公室经办人甲", ((Role.CLERK, "BGS"),)),
    ("jingban2", "运输管理科经办人乙", ((Role.CLERK, "YSK"),)),
    ("jingban3", "规划建设科经办人丙", ((Role.CLERK, "GHK"),)),
    ("jingban4", "二层机构经办人丁", ((Role.CLERK, "GLZX"), (Role.CLERK, "FWZX"))),
    ("fuzeren1", "办公室负责人", ((Role.UNIT_HEAD, "BGS"),)),
    ("fuzeren2", "运输管理科负责人", ((Role.UNIT_HEAD, "YSK"), (Role.UNIT_HEAD, "FWZX"))),
    ("fuzeren3", "规划建设科负责人", ((Role.UNIT_HEAD, "GHK"), (Role.UNIT_HEAD, "GLZX"))),
    ("baomi", "保密审查员", ((Role.SECRECY_REVIEWER, ""),)),
    ("gongkaiban", "政务公开领导小组办公室", ((Role.OPENNESS_OFFICE, ""),)),
    ("fenguan", "分管副局长", ((Role.LEADER, ""),)),
    ("chuangkou", "窗口工作人员", ((Role.WINDOW, "CK"),)),
    ("jiandu", "政务公开监督员", ((Role.SUPERVISOR, ""),)),
    ("dangan", "档案员", ((Role.ARCHIVIST, ""),)),
    ("guanli", "系统管理员", ((Role.OPERATOR, ""),)),
)


@dataclass(frozen=True)
class Account:
    """A way in: shown once when the bureau is built, kept nowhere."""

    username: str
    password: str
    post: str


@dataclass(frozen=True)
class Bureau:
    """The demo bureau's rows by the names the stories use."""

    agency: Agency
    units: Mapping[str, Unit]
    people: Mapping[str, User]
    columns: Mapping[str, Column]

    def head_of(self, unit: Unit) -> User:
        code = unit.upper.code if unit.upper else unit.code
        holders = {place: name for name, _, roles in STAFF for role, place in roles
                   if role == Role.UNIT_HEAD}  # fmt: skip
        return self.people[holders[code]]


def credit_code() -> str:
    """Passes the check and is nobody's: no region has the number 999999."""
    organisation = "00000000"
    first = f"11999999{organisation}{organisation_check_digit(organisation)}"
    return first + credit_check_sign(first)


def found(*, at: datetime, on: date) -> tuple[Bureau, list[Account]]:
    """The bureau as founded `at`, with leave running today (`on`)."""
    agency = Agency(
        slug=SLUG,
        name=NAME,
        short_name="示例市交通局",
        is_demo=True,
        credit_code=credit_code(),
        region="999999",
        site_name=f"{NAME}政务公开网（演示）",
        address="示例市示范路1号（虚构）",
        hours="工作日8:30—12:00，14:00—17:30",
        phone="0000-1234567",
        fax="0000-1234568",
        email="gongkai@example.com",
    )
    actions.found_agency(agency, by=None, at=at)
    furnish(agency, by=None, at=at)
    units: dict[str, Unit] = {}
    for order, (code, name, kind, upper) in enumerate(UNITS, start=1):
        unit = Unit(
            agency=agency, code=code, name=name, kind=kind, upper=units.get(upper), order=order
        )
        units[code] = actions.open_unit(unit, by=None, at=at)
    agency.receiving_unit = units["BGS"]
    actions.change_agency(agency, by=None, at=at)
    letters = LetterSettings(
        agency=agency,
        number_code="示交公开",
        review_body="示例市人民政府",
        court="示例市人民法院",
        contact="办公室，0000-1234567",
        answer_to=agency.address,
    )
    set_letterhead(letters, by=None, at=at)
    people, accounts = _take_on_staff(agency, units, at=at)
    columns = {column.slug: column for column in Column.objects.filter(agency=agency)}
    leave = Leave(
        user=people["jingban3"], cover=people["jingban2"],
        from_on=on, to_on=on + timedelta(days=3),
    )  # fmt: skip
    actions.record_leave(leave, by=None, at=at)
    return Bureau(agency, units, people, columns), accounts


def _take_on_staff(
    agency: Agency, units: Mapping[str, Unit], *, at: datetime
) -> tuple[dict[str, User], list[Account]]:
    people, accounts = {}, []
    for username, post, roles in STAFF:
        person = User(username=username, name=post, agency=agency)
        account = Account(username, secrets.token_urlsafe(9), post)
        people[username] = actions.take_on(person, account.password, by=None, at=at)
        for role, place in roles:
            holding = RoleHolding(
                user=person, role=role, unit=units.get(place), from_on=localdate(at)
            )
            actions.give_role(holding, by=None, at=at)
        accounts.append(account)
    return people, accounts
