"""The five posters out of elements: which block each of them is shown in."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.rules.guides.service_guides import Fee, ServiceGuide
from gongkai.rules.posters.elements import Commitments, Fines, Organisation, UnitLine
from gongkai.rules.posters.values import (
    Block,
    Box,
    Chart,
    Points,
    Poster,
    Stage,
    Steps,
    Table,
    Words,
)

# A chart is drawn while its boxes hold names at the legible size; beyond, the list says it all.
MOST_DEPUTIES, MOST_UNITS_A_DEPUTY, LONGEST_NAME = 5, 5, 18
FREE = "不收费"


def organisation_poster(made: Organisation) -> Poster:
    blocks: list[Block] = []
    if made.duties:
        blocks.append(Points(tuple((one, ()) for one in made.duties), heading="主要职能"))
    if chart := _chart(made):
        blocks.append(chart)
    elif made.leaders:
        rows = tuple((leader.post, leader.name or "—", leader.division) for leader in made.leaders)
        blocks.append(Table(("职务", "姓名", "分工"), rows, (3, 2, 7), heading="领导分工"))
    if made.units:
        rows = tuple((unit.name, unit.functions, _reach(unit)) for unit in made.units)
        blocks.append(
            Table(("机构", "主要职责", "电话、地点"), rows, (3, 5, 4), heading="内设机构")
        )
    labels = (("地址", made.address), ("办公时间", made.hours), ("电话", made.phone))
    if told := tuple(f"{label}：{value}" for label, value in labels if value):
        blocks.append(Words(told, heading="联系方式"))
    return Poster(title="机构职能图", agency=made.agency, blocks=tuple(blocks))


def _reach(unit: UnitLine) -> str:
    return "\n".join(one for one in (unit.phone, unit.place) if one)


def _chart(made: Organisation) -> Chart | None:
    """None where there is nobody to draw under, or more than can be drawn legibly."""
    if not made.leaders or not made.units:
        return None
    head, *deputies = made.leaders
    hung = {
        leader.post: [unit for unit in made.units if unit.under == leader.post]
        for leader in made.leaders
    }
    under_head = [unit for unit in made.units if unit.under not in hung] + hung[head.post]
    columns = [Box(one.post, one.name, _boxes(hung[one.post])) for one in deputies]
    if under_head:
        columns.insert(0, Box("直属机构", "", _boxes(under_head)))
    names = [box.name for column in columns for box in (column, *column.below)]
    if (
        len(columns) > MOST_DEPUTIES
        or any(len(column.below) > MOST_UNITS_A_DEPUTY for column in columns)
        or any(len(name) > LONGEST_NAME for name in names)
    ):
        return None
    return Chart(Box(head.post, head.name, tuple(columns)), heading="组织结构")


def _boxes(units: Sequence[UnitLine]) -> tuple[Box, ...]:
    return tuple(Box(unit.name, unit.phone) for unit in units)


def process_poster(guide: ServiceGuide, agency: str) -> Poster:
    """办事流程图 of one service: its steps, and what must be known to begin."""
    told = [
        ("法定时限", str(guide.statutory_limit or "")),
        ("承诺时限", str(guide.promised_limit or "")),
        ("收费", _charge(guide)),
        ("办理地点", "\n".join(place.address for place in guide.places)),
        ("办理时间", "\n".join(dict.fromkeys(guide.hours))),
        ("咨询电话", "、".join(one.phone for one in guide.enquiries if one.phone)),
        ("监督电话", "、".join(one.phone for one in guide.complaints if one.phone)),
    ]
    stages = tuple(
        Stage(
            name=step.name,
            role=step.role,
            term=str(step.term or ""),
            lines=tuple(
                f"{label}：{value}"
                for label, value in (("审查标准", step.standard), ("结果", step.outcome))
                if value
            ),
            question=step.question,
            otherwise=step.otherwise,
        )
        for step in guide.process
    )
    blocks: list[Block] = [Steps(stages)] if stages else []
    if rows := tuple((label, value) for label, value in told if value):
        blocks.append(Table(("事项", "说明"), rows, (1, 3), heading="办理须知"))
    return Poster(title="办事流程图", agency=agency, blocks=tuple(blocks), note=guide.name)


def _charge(guide: ServiceGuide) -> str:
    if guide.fees:
        return "\n".join(_joined((fee.name, fee.price)) for fee in guide.fees)
    return FREE if guide.is_charged is False else ""


def fees_poster(
    agency: str, guides: Sequence[ServiceGuide], fines: Sequence[Fines], *, phone: str = ""
) -> Poster:
    """收费和罚款标准: every fee of every service with its basis, and every fine."""
    fees = tuple(
        (
            f"{guide.name}：{fee.name}" if fee.name != guide.name else fee.name,
            _price(fee),
            fee.basis or "—",
        )
        for guide in guides
        for fee in guide.fees
    )
    blocks: list[Block] = []
    if fees:
        blocks.append(
            Table(("收费项目", "收费标准", "收费依据"), fees, (4, 3, 4), heading="收费标准")
        )
    free = tuple(guide.name for guide in guides if guide.is_charged is False and not guide.fees)
    if free:
        blocks.append(Words((f"下列事项不收费：{'、'.join(free)}。",), heading="不收费事项"))
    for listed in fines:
        rows = tuple(
            (fine.behaviour, _joined((fine.grade, fine.range)), fine.basis or "—")
            for fine in listed.rows
        )
        blocks.append(
            Table(("违法行为", "罚款幅度", "处罚依据"), rows, (4, 3, 4), heading=listed.title)
        )
        if listed.note:
            blocks.append(Words((listed.note,)))
    note = f"监督电话：{phone}" if phone else ""
    return Poster(title="收费和罚款标准", agency=agency, blocks=tuple(blocks), note=note)


def _price(fee: Fee) -> str:
    return _joined((fee.price, "可以减免" if fee.may_be_reduced else ""))


def commitments_poster(agency: str, listed: Sequence[Commitments]) -> Poster:
    blocks: list[Block] = []
    for one in listed:
        points = tuple(
            (
                row.promise,
                tuple(
                    f"{label}：{value}"
                    for label, value in (
                        ("标准", row.standard),
                        ("没有做到", row.otherwise),
                        ("电话", row.phone),
                    )
                    if value
                ),
            )
            for row in one.rows
        )
        blocks.append(Points(points, heading=one.title if len(listed) > 1 else ""))
        if one.phone:
            blocks.append(Words((f"没有做到，请打监督电话：{one.phone}",)))
    return Poster(title="服务承诺", agency=agency, blocks=tuple(blocks))


@dataclass(frozen=True)
class ShownResult:
    """办理结果 as it hangs on the wall; names stand masked as they were published."""

    number: str
    matter: str
    party: str
    outcome: str
    decided_on: str


def results_poster(agency: str, period: str, rows: Sequence[ShownResult]) -> Poster:
    table = Table(
        ("文号", "事项", "当事人", "结果", "决定日期"),
        tuple((row.number, row.matter, row.party, row.outcome, row.decided_on) for row in rows),
        (3, 4, 3, 3, 3),
    )
    blocks: tuple[Block, ...] = (table,) if rows else ()
    return Poster(title="办理结果公示", agency=agency, blocks=blocks, note=period)


def _joined(parts: Sequence[str]) -> str:
    return "　".join(part for part in parts if part)
