"""A guide at a glance: the short answers that page, leaflet, slip and wall give alike."""

from collections.abc import Iterator

from gongkai.rules.guides.service_guides import Contact, Fee, Handling, Place, ServiceGuide, Term

UNSAID = "未写明"


def short_answers(guide: ServiceGuide) -> tuple[tuple[str, str], ...]:
    """Label and answer; what a guide does not say is left out, except the fee and the time."""
    return tuple(_answers(guide))


def _answers(guide: ServiceGuide) -> Iterator[tuple[str, str]]:
    if guide.audiences:
        yield "谁能办", "、".join(guide.audiences)
    if guide.handling:
        yield "办件类型", str(guide.handling)
    yield "法定时限", term(guide.statutory_limit)
    yield "承诺时限", promised(guide)
    yield "收费", fee(guide)
    if guide.visits is not None:
        yield "到现场", visits(guide.visits)
    if guide.quantity_limit.strip():
        yield "数量限制", guide.quantity_limit


def term(limit: Term | None) -> str:
    if limit is None:
        return UNSAID
    explained = f"（{limit.explanation}）" if limit.explanation.strip() else ""
    return f"{limit}{explained}"


def promised(guide: ServiceGuide) -> str:
    if guide.handling is Handling.AT_ONCE and (
        guide.promised_limit is None or guide.promised_limit.number == 0
    ):
        return "当场办结"
    return term(guide.promised_limit)


def visits(number: int) -> str:
    return "不用到现场" if number == 0 else f"最多 {number} 次"


def fee(guide: ServiceGuide) -> str:
    if guide.is_charged is False:
        return "不收费"
    if guide.fees:
        return "；".join(price(one) for one in guide.fees)
    return "收费，标准未写明" if guide.is_charged else UNSAID


def price(one: Fee) -> str:
    return f"{one.name} {one.price or '标准未写明'}"


def place(one: Place) -> str:
    return "，".join(part for part in (one.address, one.windows) if part.strip())


def contact(one: Contact) -> str:
    return "，".join(part for part in (one.phone, one.address, one.page) if part.strip())


def telephone(guide: ServiceGuide) -> str:
    """The numbers to ask at, as they stand in the guide."""
    return "、".join(one.phone for one in guide.enquiries if one.phone.strip())
