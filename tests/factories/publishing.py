"""Columns, review steps, and editions brought by the actions to where a test needs them."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import factory

from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.actions import Description
from gongkai.outbound.publishing.models import Column, Edition, ReviewStep, Signature
from gongkai.people.models import Agency, Role
from tests.factories.people import AgencyFactory, Bureau

# A Tuesday morning on which nothing special happens.
AT = datetime(2024, 3, 5, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
FORMED_ON = date(2024, 3, 1)
BODY = "一、总体要求\n各单位要按照规定的时限公开有关信息，方便群众办事和监督。"
STAGES = ("draft", "described", "checked", "submitted", "cleared", "published", "withdrawn")


class ColumnFactory(factory.django.DjangoModelFactory):
    agency = factory.SubFactory(AgencyFactory)
    slug = factory.Sequence(lambda n: f"column{n}")
    name = factory.Sequence(lambda n: f"第{n}栏")

    class Meta:
        model = Column


class ReviewStepFactory(factory.django.DjangoModelFactory):
    agency = factory.SubFactory(AgencyFactory)
    order = factory.Sequence(lambda n: n + 1)
    key = factory.LazyAttribute(lambda step: f"step-{step.order}")
    label = factory.LazyAttribute(lambda step: f"第{step.order}步")
    role = Role.UNIT_HEAD

    class Meta:
        model = ReviewStep


def set_steps(agency: Agency) -> list[ReviewStep]:
    """The three steps a new agency starts with."""
    steps = (
        ("unit-head", "科室初审", Role.UNIT_HEAD),
        ("secrecy", "保密审查", Role.SECRECY_REVIEWER),
        ("openness-office", "领导小组办公室审定", Role.OPENNESS_OFFICE),
    )
    return [
        ReviewStepFactory(agency=agency, order=order, key=key, label=label, role=role)
        for order, (key, label, role) in enumerate(steps, start=1)
    ]


class EditionFactory(factory.Factory):
    """An edition of a bureau's own, at a stage: `EditionFactory(bureau=…, published=True)`."""

    bureau = factory.LazyFunction(lambda: _bureau())
    stage = "draft"
    title = factory.Sequence(lambda n: f"关于第{n}号道路施工的通知")
    text = BODY
    columns = factory.LazyAttribute(lambda edition: [_column(edition.bureau)])
    release = Edition.Release.ON_CLEARANCE
    release_at = None
    at = AT
    description = factory.Dict({})

    class Meta:
        model = Edition

    class Params:
        described = factory.Trait(stage="described")
        checked = factory.Trait(stage="checked")
        submitted = factory.Trait(stage="submitted")
        returned = factory.Trait(stage="returned")
        cleared = factory.Trait(stage="cleared", release=Edition.Release.BY_HAND)
        published = factory.Trait(stage="published")
        withdrawn = factory.Trait(stage="withdrawn")

    @classmethod
    def _create(cls, model: type[Edition], *args: object, **given: Any) -> Edition:
        bureau, stage, at = given["bureau"], given["stage"], given["at"]
        edition = actions.start(unit=bureau.unit, title=given["title"], by=bureau.clerk, at=at)
        edition = fill(edition, given["text"], bureau=bureau, at=at)
        if stage == "draft":
            return edition
        edition = describe(edition, bureau, given["columns"], at=at, **given["description"])
        if stage == "described":
            return edition
        actions.check(edition, by=bureau.clerk, at=at)
        if stage == "checked":
            return edition
        edition = actions.submit(
            edition, release=given["release"], release_at=given["release_at"],
            by=bureau.clerk, at=at,
        )  # fmt: skip
        return _beyond_the_desk(edition, stage, bureau, at)


def fill(edition: Edition, text: str, *, bureau: Bureau, at: datetime = AT) -> Edition:
    """Plain text as the body, a paragraph a line."""
    html = "".join(
        f'<p id="b{number}">{line}</p>' for number, line in enumerate(text.split("\n"), start=1)
    )
    return actions.fill(
        edition, title=edition.title, body_html=html, body_text=text, losses=[], files=[],
        by=bureau.clerk, at=at,
    )  # fmt: skip


def describe(
    edition: Edition, bureau: Bureau, columns: list[Column], *, at: datetime = AT, **facts: Any
) -> Edition:
    values = {
        "title": edition.title,
        "columns": columns,
        "issuer": bureau.agency.name,
        "formed_on": FORMED_ON,
        "keywords": ["道路", "施工"],
        "source": bureau.agency.name,
    }
    return actions.describe(edition, Description(**values | facts), by=bureau.clerk, at=at)


def sign_all(edition: Edition, bureau: Bureau, *, at: datetime = AT) -> Edition:
    """Every step agrees, in order."""
    for person in (bureau.head, bureau.secrecy, bureau.office):
        edition = actions.sign(
            edition, digest=edition.digest, verdict=Signature.Verdict.AGREED, by=person, at=at
        )
    return edition


def _beyond_the_desk(edition: Edition, stage: str, bureau: Bureau, at: datetime) -> Edition:
    if stage == "returned":
        return actions.sign(
            edition, digest=edition.digest, verdict=Signature.Verdict.RETURNED,
            reason="请补充依据。", by=bureau.head, at=at,
        )  # fmt: skip
    if stage == "submitted":
        return edition
    sign_all(edition, bureau, at=at)
    if stage == "withdrawn":
        later = at + timedelta(days=1)
        actions.withdraw(edition.record, reason="内容已经过时。", by=bureau.office, at=later)
    return Edition.objects.select_related("record").get(pk=edition.pk)


def _bureau() -> Bureau:
    from tests.factories.people import staffed_bureau

    return staffed_bureau()


def _column(bureau: Bureau) -> Column:
    """The bureau's only column, and its review steps, made when first asked for."""
    if not ReviewStep.objects.filter(agency=bureau.agency).exists():
        set_steps(bureau.agency)
    found = Column.objects.filter(agency=bureau.agency).first()
    return found or ColumnFactory(agency=bureau.agency)
