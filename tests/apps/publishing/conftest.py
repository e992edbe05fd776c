"""A small bureau with one person for each role, and editions at each stage."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Column, Edition, ReviewStep, Signature
from gongkai.people.models import Agency, Role, RoleHolding, Unit, User

AT = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TEXT = "现将二〇二六年客运站安全检查情况公布如下，欢迎社会各界监督。"


@dataclass(frozen=True)
class Bureau:
    """An agency with a unit, a column, three review steps and its people."""

    agency: Agency
    unit: Unit
    column: Column
    clerk: User
    other_clerk: User
    head: User
    secrecy: User
    office: User
    leader: User

    @property
    def reviewers(self) -> tuple[User, User, User]:
        return self.head, self.secrecy, self.office


def person(agency: Agency, username: str, role: str, unit: Unit | None = None) -> User:
    user = User.objects.create_user(f"{agency.slug}-{username}", None, name=username, agency=agency)
    RoleHolding.objects.create(user=user, role=role, unit=unit, from_on=date(2020, 1, 1))
    return user


def build(slug: str) -> Bureau:
    agency = Agency.objects.create(
        slug=slug, name=f"{slug}局", short_name=slug, credit_code="11370830004335422F"
    )
    unit = Unit.objects.create(agency=agency, name="办公室", code="BGS")
    steps = (
        ("first", "科室初审", Role.UNIT_HEAD),
        ("secrecy", "保密审查", Role.SECRECY_REVIEWER),
        ("final", "领导小组办公室审定", Role.OPENNESS_OFFICE),
    )
    for order, (key, label, role) in enumerate(steps):
        ReviewStep.objects.create(agency=agency, order=order, key=key, label=label, role=role)
    return Bureau(
        agency=agency,
        unit=unit,
        column=Column.objects.create(agency=agency, slug="inspection", name="监督检查"),
        clerk=person(agency, "clerk", Role.CLERK, unit),
        other_clerk=person(agency, "other", Role.CLERK, unit),
        head=person(agency, "head", Role.UNIT_HEAD, unit),
        secrecy=person(agency, "secrecy", Role.SECRECY_REVIEWER),
        office=person(agency, "office", Role.OPENNESS_OFFICE),
        leader=person(agency, "leader", Role.LEADER),
    )


@pytest.fixture
def bureau(db: None) -> Bureau:
    return build("shili")


@pytest.fixture
def as_(client: Client) -> Callable[[User], Client]:
    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def draft(bureau: Bureau) -> Edition:
    """Written, described and checked; nothing stands in the way of review."""
    return write(bureau, title="关于客运站安全检查情况的通报")


@pytest.fixture
def submitted(bureau: Bureau, draft: Edition) -> Edition:
    return actions.submit(draft, by=bureau.clerk, at=AT)


@pytest.fixture
def cleared(bureau: Bureau, draft: Edition) -> Edition:
    """Signed by all three, waiting for the clerk to publish."""
    edition = actions.submit(draft, release=Edition.Release.BY_HAND, by=bureau.clerk, at=AT)
    return agree(edition, *bureau.reviewers)


@pytest.fixture
def published(bureau: Bureau, submitted: Edition) -> Edition:
    return agree(submitted, *bureau.reviewers)


@pytest.fixture
def write_another(bureau: Bureau) -> Callable[..., Edition]:
    return lambda **changes: write(bureau, **changes)


def write(bureau: Bureau, *, title: str, text: str = TEXT, by: User | None = None) -> Edition:
    by = by or bureau.clerk
    edition = actions.start(unit=bureau.unit, title=title, by=by, at=AT)
    actions.fill(
        edition,
        title=title,
        body_html=f'<p id="b1">{text}</p>',
        body_text=text,
        losses=[],
        files=[],
        by=by,
        at=AT,
    )
    return describe(bureau, edition, title=title, by=by)


def describe(
    bureau: Bureau, edition: Edition, *, title: str, by: User, change_note: str = ""
) -> Edition:
    described = actions.describe(
        edition,
        actions.Description(
            title=title,
            columns=[bureau.column],
            issuer=bureau.agency.name,
            formed_on=date(2026, 2, 27),
            change_note=change_note,
        ),
        by=by,
        at=AT,
    )
    actions.check(described, by=by, at=AT)
    return described


def agree(edition: Edition, *reviewers: User, at: datetime = AT) -> Edition:
    for reviewer in reviewers:
        edition = actions.sign(
            edition,
            digest=edition.digest,
            verdict=Signature.Verdict.AGREED,
            by=reviewer,
            at=at,
        )
    return edition
