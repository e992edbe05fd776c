"""What a guide's leaflet and slip say: the values of the guide, in the shape of paper."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.outbound.publishing.models import Edition
from gongkai.outbound.publishing.sheets import sheet_path
from gongkai.printing.guides import Fact, Foot, Leaflet, Point, Section, SlipRow, SlipSheet
from gongkai.rules.guides import ServiceGuide, flow, glance
from gongkai.rules.guides.service_guides import Basis, Material, Necessity
from gongkai.rules.guides.slips import Situation, Slip, SlipLine, Standing, demanded
from gongkai.web.pages import public_address


def published_at(edition: Edition) -> datetime:
    """When what is printed became public; sheets of it are as old as that."""
    published = edition.published_at
    if published is None:
        raise ValueError("What is printed is public.")
    return published


def foot_of(edition: Edition) -> Foot:
    return Foot(
        number=edition.record.index_number,
        version=f"第{edition.number}版",
        dated=f"{localdate(published_at(edition)):%Y-%m-%d}",
        address=public_address(sheet_path(edition)),
    )


def leaflet_of(edition: Edition, guide: ServiceGuide) -> Leaflet:
    return Leaflet(
        title=guide.name or edition.title,
        agency=guide.agency or edition.record.agency.name,
        tagline=f"适用于：{'、'.join(guide.audiences)}" if guide.audiences else "",
        phone=glance.telephone(guide),
        facts=tuple(Fact(*answer) for answer in glance.short_answers(guide)),
        before=(
            Section(title="什么条件能办", points=tuple(Point(one) for one in guide.conditions)),
            Section(title="要带什么材料", points=tuple(_material(one) for one in guide.materials)),
            *_where(guide),
        ),
        process=flow.of_guide(guide),
        after=tuple(_after(guide)),
        foot=foot_of(edition),
    )


def _material(material: Material) -> Point:
    needed = material.necessity
    detail = [
        demanded(material),
        str(needed) if needed and needed is not Necessity.NEEDED else "",
        str(material.origin or ""),
        material.remark,
    ]
    return Point(material.name, "；".join(part for part in detail if part))


def _where(guide: ServiceGuide) -> Iterator[Section]:
    yield Section(
        title="到哪里办",
        points=tuple(Point(glance.place(one), one.hours) for one in guide.places),
        is_numbered=False,
        is_essential=True,
    )
    yield Section(
        title="咨询和投诉",
        points=(
            *(Point(f"咨询：{glance.contact(one)}") for one in guide.enquiries),
            *(Point(f"投诉：{glance.contact(one)}") for one in guide.complaints),
        ),
        is_numbered=False,
        is_essential=True,
    )


def _after(guide: ServiceGuide) -> Iterator[Section]:
    online = [("网上", guide.online_address), ("手机", guide.mobile_address)]
    yield Section(
        title="不跑腿怎么办",
        points=tuple(Point(f"{way}：{address}") for way, address in online if address.strip()),
        is_numbered=False,
    )
    yield Section(
        title="收费依据",
        points=tuple(Point(glance.price(one), one.basis) for one in guide.fees),
        is_numbered=False,
    )
    yield Section(
        title="办完拿到什么",
        points=tuple(
            Point(one.name, f"有效期：{one.valid_for}" if one.valid_for else "")
            for one in guide.outcomes
        ),
        is_numbered=False,
    )
    yield Section(title="依据", points=tuple(_basis(one) for one in guide.basis))
    yield Section(
        title="常见问题",
        points=tuple(Point(one.question, one.answer) for one in guide.questions),
    )


def _basis(basis: Basis) -> Point:
    number = f"（{basis.number}）" if basis.number else ""
    return Point(f"{basis.name}{number}{basis.article}")


def slip_sheet_of(
    edition: Edition, guide: ServiceGuide, situation: Situation, slip: Slip, *, paper: str
) -> SlipSheet:
    return SlipSheet(
        title=guide.name or edition.title,
        agency=guide.agency or edition.record.agency.name,
        situation=situation_in_words(situation),
        summary=summary_of(slip),
        rows=tuple(_row(line) for line in slip.lines if line.standing is not Standing.NOT_NEEDED),
        not_needed=tuple(
            f"{line.name}（{line.reason.rstrip('。')}）"
            for line in slip.standing(Standing.NOT_NEEDED)
        ),
        notes=slip.notes,
        facts=tuple(Fact(*fact) for fact in slip_facts(guide)),
        owed=slip.owed,
        foot=foot_of(edition),
        paper=paper,
    )


def _row(line: SlipLine) -> SlipRow:
    return SlipRow(
        name=line.name, demanded=line.demanded, standing=str(line.standing), remark=line.remark
    )


def slip_facts(guide: ServiceGuide) -> Iterator[tuple[str, str]]:
    yield "多久办好", glance.promised(guide)
    yield "收费", glance.fee(guide)
    for place in guide.places:
        yield "到哪里", glance.place(place)
        yield "什么时候", place.hours or glance.UNSAID
    yield "问谁", "；".join(glance.contact(one) for one in guide.enquiries) or glance.UNSAID
    for contact in guide.complaints:
        yield "投诉", glance.contact(contact)


def situation_in_words(situation: Situation) -> str:
    said = [
        situation.audience,
        "委托他人办理" if situation.is_by_agent else "本人办理",
        str(situation.occasion),
    ]
    return "，".join(part for part in said if part)


def summary_of(slip: Slip) -> str:
    bring, missing = len(slip.to_bring), len(slip.missing)
    later = len(slip.standing(Standing.LATER))
    if not bring:
        return "没有必须带的材料。"
    told = f"必须带 {bring} 项材料，" + (f"还缺 {missing} 项。" if missing else "已经备齐。")
    return f"{told}另有 {later} 项可以后补。" if later else told
