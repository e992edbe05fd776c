"""办事指南 among the kinds of information with elements: its text, and what is doubtful."""

from collections.abc import Iterator
from datetime import date

from gongkai.outbound.publishing.blocks import (
    Block,
    Heading,
    Listing,
    Paragraph,
    Table,
    written,
)
from gongkai.outbound.publishing.models import Record
from gongkai.outbound.publishing.structures import Said, Structure, Written
from gongkai.rules.gate.findings import Severity
from gongkai.rules.guides import GuideDoubt, ServiceGuide, lint
from gongkai.rules.guides.differences import differences
from gongkai.rules.guides.plain import guide_of
from gongkai.rules.guides.service_guides import Basis, Contact, Material, Term

KIND = "guide"
UNNAMED = "办事指南（未写事项名称）"
OVER = ("expired", "repealed")


def write(said: Said) -> Written:
    guide = guide_of(said)
    title = f"{guide.name}办事指南" if guide.name.strip() else UNNAMED
    return written(title, _blocks(guide))


def doubts(said: Said, on: date) -> tuple[GuideDoubt, ...]:
    guide = guide_of(said)
    return (*lint(guide, on), *_doubts_about_records(guide, on))


def changes(before: Said, after: Said) -> tuple[str, ...]:
    return differences(guide_of(before), guide_of(after))


def _doubts_about_records(guide: ServiceGuide, on: date) -> Iterator[GuideDoubt]:
    """A basis whose text stands on this site must be in force there too."""
    linked = {basis.record for basis in guide.basis if basis.record}
    records = Record.objects.filter(pk__in=linked).select_related("live_edition").in_bulk()
    for at, basis in enumerate(guide.basis, start=1):
        if basis.record is None:
            continue
        found = records.get(basis.record)
        if found is None or found.live_edition is None:
            message = f"依据“{basis.name}”所连的本站文件没有公开或者已经撤下，请改连现行文件。"
        elif found.live_edition.standing(on) in OVER:
            message = f"依据“{basis.name}”所连的本站文件已经失效或者废止，请换成现行依据。"
        else:
            continue
        yield GuideDoubt(f"basis.{at}.record", Severity.BLOCK, message, "")


def _blocks(guide: ServiceGuide) -> Iterator[Block]:
    for heading, block in _sections(guide):
        if not (block.rows if isinstance(block, Table) else block.points):
            continue
        if heading:
            yield Heading(heading)
        yield block
    if guide.questions:
        yield Heading("常见问题")
    for one in guide.questions:
        yield Heading(one.question, level=3)
        yield Paragraph(one.answer)


def _sections(guide: ServiceGuide) -> Iterator[tuple[str, Table | Listing]]:
    yield "", Table(("项目", "内容"), tuple(_plain_answers(guide)))
    yield "受理条件", Listing(guide.conditions)
    yield (
        "申请材料",
        Table(
            ("材料", "类型", "份数", "来源", "必要性", "说明"),
            tuple(map(_material, guide.materials)),
        ),
    )
    yield "办理流程", Listing(tuple(_step_lines(guide)))
    yield "特别程序", Listing(tuple(one.name for one in guide.special_procedures))
    yield (
        "收费",
        Table(
            ("项目", "标准", "依据", "减免"),
            tuple((one.name, one.price, one.basis, one.reduction_basis) for one in guide.fees),
        ),
    )
    yield "设定依据", Listing(tuple(map(_basis_line, guide.basis)))
    yield (
        "办理地点和时间",
        Table(
            ("地点", "时间", "窗口"),
            tuple((one.address, one.hours, one.windows) for one in guide.places),
        ),
    )
    yield "咨询方式", Listing(tuple(map(_contact_line, guide.enquiries)))
    yield "监督投诉方式", Listing(tuple(map(_contact_line, guide.complaints)))
    yield (
        "办理结果",
        Table(
            ("结果", "类型", "有效期"),
            tuple((one.name, one.kind, one.valid_for) for one in guide.outcomes),
        ),
    )


def _material(one: Material) -> tuple[str, ...]:
    return (
        one.name,
        "、".join(str(part) for part in (one.original, one.medium) if part),
        "" if one.copies is None else f"{one.copies}份",
        str(one.origin or ""),
        str(one.necessity or ""),
        "；".join(part for part in (one.standard, one.filling_in, one.remark) if part),
    )


def _plain_answers(guide: ServiceGuide) -> Iterator[tuple[str, str]]:
    answers = (
        ("事项类型", str(guide.kind or "")),
        ("实施主体", guide.agency),
        ("委托部门", guide.entrusted_agency),
        ("联办机构", "、".join(guide.joint_agencies)),
        ("行使层级", guide.level),
        ("权力来源", guide.power_source),
        ("基本编码", guide.basic_code),
        ("实施编码", guide.task_code),
        ("业务办理项编码", guide.handling_code),
        ("服务对象", "、".join(guide.audiences)),
        ("办件类型", str(guide.handling or "")),
        ("法定办结时限", _term(guide.statutory_limit)),
        ("承诺办结时限", _term(guide.promised_limit)),
        ("到现场次数", "" if guide.visits is None else f"{guide.visits}次"),
        ("是否收费", {True: "收费", False: "不收费", None: ""}[guide.is_charged]),
        ("数量限制", guide.quantity_limit),
        ("中介服务", "、".join(guide.intermediary_services)),
        ("办理形式", "、".join(guide.channels)),
        ("通办范围", guide.area),
        ("网上办理", guide.online_address),
        ("移动端", guide.mobile_address),
        ("版本", guide.version),
        ("生效日期", "" if guide.effective_on is None else guide.effective_on.isoformat()),
    )
    return ((label, answer) for label, answer in answers if answer.strip())


def _step_lines(guide: ServiceGuide) -> Iterator[str]:
    for step in guide.process:
        parts = [step.role, _term(step.term), step.standard, step.outcome]
        said = "，".join(part for part in parts if part)
        asked = f"{step.question}否则{step.otherwise}" if step.question else ""
        yield "：".join(part for part in (step.name, said) if part) + (
            f"。{asked}" if asked else ""
        )


def _term(term: Term | None) -> str:
    if term is None:
        return ""
    more = "，".join(part for part in (term.article, term.explanation) if part)
    return f"{term}（{more}）" if more else str(term)


def _basis_line(basis: Basis) -> str:
    number = f"（{basis.number}）" if basis.number else ""
    text = f"：{basis.text}" if basis.text else ""
    return f"{basis.name}{number}{basis.article}{text}"


def _contact_line(contact: Contact) -> str:
    return "，".join(part for part in (contact.phone, contact.address, contact.page) if part)


STRUCTURE = Structure(
    kind=KIND,
    label="办事指南",
    url_name="guides:edit",
    write=write,
    doubts=doubts,
    differences=changes,
)
