"""Service guides: complete, believable, and through the whole gate."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.models import Edition, Finding, Record
from gongkai.outbound.publishing.queries import open_findings
from gongkai.rules.guides.plain import said_of
from gongkai.rules.guides.service_guides import (
    Basis,
    Contact,
    Fee,
    Handling,
    Material,
    Medium,
    Necessity,
    Origin,
    Original,
    Outcome,
    Place,
    Question,
    ServiceGuide,
    ServiceKind,
    Step,
    Term,
)
from tests.factories.people import Bureau
from tests.factories.publishing import AT, ColumnFactory, describe, set_steps, sign_all


def service_guide(**changes: Any) -> ServiceGuide:
    """道路货运经营许可 as a fictional bureau offers it, without anything a lint would block."""
    guide = ServiceGuide(
        name="道路普通货物运输经营许可",
        kind=ServiceKind.LICENCE,
        version="1.0",
        agency="示例市交通运输局",
        level="县级",
        audiences=("自然人", "企业法人"),
        basis=(
            Basis(
                name="《中华人民共和国道路运输条例》",
                article="第二十四条",
                text="申请从事货运经营的，应当依法向市场监督管理部门办理登记手续后提出申请。",
            ),
        ),
        conditions=(
            "有与其经营业务相适应并经检测合格的车辆",
            "有符合条件的驾驶人员",
            "有健全的安全生产管理制度",
        ),
        quantity_limit="无",
        materials=(
            Material(
                name="道路货物运输经营申请表",
                original=Original.ORIGINAL,
                medium=Medium.EITHER,
                copies=1,
                size="A4",
                origin=Origin.APPLICANT,
                necessity=Necessity.NEEDED,
                blank_form="道路货物运输经营申请表（空白）.docx",
                sample="道路货物运输经营申请表（示例）.docx",
            ),
            Material(
                name="车辆行驶证",
                original=Original.COPY,
                medium=Medium.EITHER,
                copies=1,
                origin=Origin.AGENCY,
                necessity=Necessity.NEEDED,
            ),
        ),
        process=(
            Step(
                name="受理",
                role="窗口首席审批员",
                term=Term(number=1),
                standard="材料齐全、符合法定形式",
                outcome="受理通知书",
                question="材料齐全吗？",
                otherwise="当场或者五日内一次告知补正",
            ),
            Step(name="审查", role="运输管理科", term=Term(number=6), standard="符合许可条件"),
            Step(name="决定", role="分管副局长", term=Term(number=2), outcome="许可决定书"),
            Step(name="送达", role="政务服务窗口", term=Term(number=1), outcome="经营许可证"),
        ),
        handling=Handling.PROMISED,
        statutory_limit=Term(number=20, article="《中华人民共和国道路运输条例》第二十四条"),
        promised_limit=Term(number=10),
        visits=1,
        is_charged=True,
        fees=(
            Fee(
                name="道路运输经营许可证工本费",
                price="每证10元",
                basis="《示例省道路运输条例》第十条（虚构）",
                payment="窗口或者网上缴纳",
            ),
        ),
        places=(
            Place(
                address="示例市示范路1号政务服务大厅一楼3号窗口",
                hours="周一至周五 8:30-12:00，14:00-17:30（法定节假日除外）",
            ),
        ),
        enquiries=(Contact(phone="0000-1234567"),),
        complaints=(Contact(phone="12328"),),
        outcomes=(Outcome(name="道路运输经营许可证", kind="证照", valid_for="4年"),),
        questions=(
            Question(
                question="总质量4.5吨以下的货车要办吗？",
                answer="不用。总质量4500千克及以下的普通货运车辆不需要经营许可证。",
            ),
        ),
    )
    return replace(guide, **changes)


def drafted_guide(bureau: Bureau, *, at: datetime = AT, **changes: Any) -> Edition:
    """At the writer's desk, checked, with a column and its facts."""
    edition = actions.start_with(
        "guide", said_of(service_guide(**changes)), unit=bureau.unit, by=bureau.clerk, at=at
    )
    column = ColumnFactory(agency=bureau.agency)
    return describe(edition, bureau, [column], at=at)


def published_guide(bureau: Bureau, *, at: datetime = AT, **changes: Any) -> Record:
    """Live, signed by everybody who must."""
    if not bureau.agency.reviewstep_set.exists():
        set_steps(bureau.agency)
    return publish(drafted_guide(bureau, at=at, **changes), bureau, at=at)


def corrected_guide(record: Record, bureau: Bureau, *, at: datetime = AT, **changes: Any) -> Record:
    """The next edition of a live guide, through the same gate."""
    assert record.live_edition is not None
    edition = actions.revise(record.live_edition, by=bureau.clerk, at=at)
    said = said_of(service_guide(**changes))
    edition = actions.fill_in(edition, said, by=bureau.clerk, at=at)
    columns = [one.column for one in edition.placements.select_related("column")]
    edition = describe(edition, bureau, columns, at=at, change_note="收费标准调整。")
    return publish(edition, bureau, at=at)


def publish(edition: Edition, bureau: Bureau, *, at: datetime = AT) -> Record:
    actions.check(edition, by=bureau.clerk, at=at)
    for finding in open_findings(edition, on=at.date()).filter(severity=Finding.Severity.BLOCK):
        actions.excuse(finding, reason="经核对无误。", by=bureau.clerk, at=at)
    edition = actions.submit(
        edition, release=Edition.Release.ON_CLEARANCE, release_at=None, by=bureau.clerk, at=at
    )
    edition = sign_all(edition, bureau, at=at)
    return Record.objects.select_related("agency", "unit", "live_edition").get(pk=edition.record_id)
