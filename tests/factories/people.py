"""Agencies, their units and their people."""

from dataclasses import dataclass
from datetime import date

import factory

from gongkai.people.models import Agency, Leave, Role, RoleHolding, Unit, User
from gongkai.rules.identifiers.organisation_codes import credit_check_sign, organisation_check_digit

LONG_AGO = date(2020, 1, 1)


def credit_code(serial: int) -> str:
    """A code that passes the check and belongs to nobody: region 000000 does not exist."""
    organisation = f"{serial:08}"
    first = f"11000000{organisation}{organisation_check_digit(organisation).replace('X', '0')}"
    return first + credit_check_sign(first)


class AgencyFactory(factory.django.DjangoModelFactory):
    slug = factory.Sequence(lambda n: f"ju{n}")
    name = factory.Sequence(lambda n: f"示例市第{n}局")
    short_name = factory.Sequence(lambda n: f"第{n}局")
    credit_code = factory.Sequence(lambda n: credit_code(n + 1))

    class Meta:
        model = Agency


class UnitFactory(factory.django.DjangoModelFactory):
    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"第{n}科")
    code = factory.Sequence(lambda n: f"K{n}")

    class Meta:
        model = Unit


class UserFactory(factory.django.DjangoModelFactory):
    """A person; `role` gives them one, in `unit` or in the whole agency."""

    agency = factory.SubFactory(AgencyFactory)
    username = factory.Sequence(lambda n: f"user{n}")
    name = factory.Sequence(lambda n: f"工作人员{n}")

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        unit = None

    @factory.post_generation
    def role(self: User, create: bool, role: str | None, **given: object) -> None:
        if role:
            RoleHoldingFactory(user=self, role=role, **given)


class RoleHoldingFactory(factory.django.DjangoModelFactory):
    user = factory.SubFactory(UserFactory)
    role = Role.CLERK
    unit = None
    from_on = LONG_AGO

    class Meta:
        model = RoleHolding


class LeaveFactory(factory.django.DjangoModelFactory):
    user = factory.SubFactory(UserFactory)
    cover = factory.SubFactory(UserFactory, agency=factory.SelfAttribute("..user.agency"))
    from_on = LONG_AGO
    to_on = date(2099, 12, 31)

    class Meta:
        model = Leave


@dataclass(frozen=True)
class Bureau:
    """An agency with one unit and a person in every role that the main job needs."""

    agency: Agency
    unit: Unit
    clerk: User
    head: User
    secrecy: User
    office: User
    leader: User
    operator: User


def staffed_bureau(**agency_fields: object) -> Bureau:
    agency = AgencyFactory(**agency_fields)
    unit = UnitFactory(agency=agency)

    def person(role: Role, place: Unit | None = None) -> User:
        return UserFactory(agency=agency, name=role.label, role=role, role__unit=place)

    return Bureau(
        agency=agency,
        unit=unit,
        clerk=person(Role.CLERK, unit),
        head=person(Role.UNIT_HEAD, unit),
        secrecy=person(Role.SECRECY_REVIEWER),
        office=person(Role.OPENNESS_OFFICE),
        leader=person(Role.LEADER),
        operator=person(Role.OPERATOR),
    )
