"""The lint of a 办事指南: what is missing, impossible or too vague to act on."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from gongkai.rules.gate.findings import Severity
from gongkai.rules.guides import materials, times
from gongkai.rules.guides.doubts import (
    GuideDoubt,
    demand,
    doubt,
    missing,
    source_of,
    words_in,
)
from gongkai.rules.guides.service_guides import Contact, ServiceGuide
from gongkai.rules.identifiers import service_codes
from gongkai.rules.identifiers.service_codes import TaskCode
from gongkai.rules.law import law

BLOCK, WARN, INFORM = Severity.BLOCK, Severity.WARN, Severity.INFORM


def lint(guide: ServiceGuide, on: date) -> tuple[GuideDoubt, ...]:
    """Everything doubtful about a guide as it stands on that day, in the order of the guide."""
    return tuple(found for check in CHECKS for found in check(guide, on))


def missing_key_elements(guide: ServiceGuide) -> tuple[str, ...]:
    """Which of the elements that site inspectors count (服务不实用) a guide lacks."""
    elements = law("guides")["key_elements"]["elements"]
    return tuple(element for element in elements if is_missing(guide, element))


def is_missing(guide: ServiceGuide, element: str) -> bool:
    """Nothing was filled in; 0 and False are answers."""
    value = getattr(guide, element)
    return not value.strip() if isinstance(value, str) else value is None or value == ()


def _required(guide: ServiceGuide, on: date) -> Iterator[GuideDoubt]:
    for required in law("guides")["required"]:
        if required["licence"] and not guide.is_licence:
            continue
        if is_missing(guide, required["element"]):
            yield GuideDoubt(
                required["element"],
                Severity(required["severity"]),
                f"没有写明{required['label']}。",
                source_of(required),
            )


def _version(guide: ServiceGuide, on: date) -> Iterator[GuideDoubt]:
    begins, ends = guide.effective_on, guide.cancelled_on
    if begins and ends and begins > ends:
        yield doubt("cancelled_on", BLOCK, "取消日期早于生效日期。", "in_force")
    elif ends and ends <= on:
        yield doubt("cancelled_on", BLOCK, f"这份指南已于 {ends} 取消，应当撤下。", "in_force")
    if begins and begins > on:
        yield doubt("effective_on", INFORM, f"这份指南从 {begins} 起才生效。", "in_force")


def _codes(guide: ServiceGuide, on: date) -> Iterator[GuideDoubt]:
    for element, code, doubts in (
        ("basic_code", guide.basic_code, service_codes.doubts_about_basic_code),
        ("task_code", guide.task_code, service_codes.doubts_about_task_code),
        ("handling_code", guide.handling_code, service_codes.doubts_about_task_code),
    ):
        for reason in doubts(code) if code else ():
            yield doubt(element, WARN, reason, "code")
    try:
        task = service_codes.parse_task(guide.task_code)
    except service_codes.NotAServiceCode:
        return
    yield from _agreement(guide, task)


def _agreement(guide: ServiceGuide, task: TaskCode) -> Iterator[GuideDoubt]:
    """What the 实施编码 says against what the guide says elsewhere."""
    level, kind = task.level_name, task.basic.kind_name
    if guide.basic_code and str(task.basic) != guide.basic_code:
        yield doubt("task_code", WARN, "实施编码的后 12 位与基本编码不一致。", "code")
    if len(guide.agency_code) == 18 and task.credit_code != guide.agency_code:
        yield doubt("task_code", WARN, "实施编码的前 18 位与实施主体编码不一致。", "code")
    if guide.handling_code and not guide.handling_code.startswith(guide.task_code):
        yield doubt("handling_code", WARN, "业务办理项编码不是以实施编码开头。", "code")
    if guide.level and level and guide.level[0] != level[0]:
        message = f"行使层级是{guide.level}，实施编码里写的是{level}。"
        yield doubt("level", WARN, message, "code")
    if kind and guide.kind and kind != guide.kind:
        yield doubt("kind", WARN, f"事项类型是{guide.kind}，基本编码里写的是{kind}。", "code")


def _basis(guide: ServiceGuide, on: date) -> Iterator[GuideDoubt]:
    for at, basis in enumerate(guide.basis, start=1):
        element = f"basis.{at}"
        if not basis.name.strip():
            yield missing(f"{element}.name", f"第 {at} 项依据的名称", BLOCK, "in_force")
            continue
        if basis.ended_on and basis.ended_on <= on:
            yield doubt(
                f"{element}.ended_on",
                BLOCK,
                f"依据“{basis.name}”已于 {basis.ended_on} 失效，请换成现行依据。",
                "in_force",
            )
        if basis.in_force_from and basis.in_force_from > on:
            yield doubt(
                f"{element}.in_force_from",
                BLOCK,
                f"依据“{basis.name}”从 {basis.in_force_from} 起才施行。",
                "in_force",
            )
        if not basis.article.strip():
            label = f"依据“{basis.name}”的条款"
            yield missing(f"{element}.article", label, WARN, "in_force")


def _fees(guide: ServiceGuide, on: date) -> Iterator[GuideDoubt]:
    if guide.is_charged and not guide.fees:
        yield doubt("fees", BLOCK, "写了收费，却没有收费项目、标准和依据。", "fee")
    if guide.is_charged is False and guide.fees:
        yield doubt("fees", BLOCK, "写了不收费，却列有收费项目。", "fee")
    for at, fee in enumerate(guide.fees, start=1):
        element, name = f"fees.{at}", fee.name.strip() or f"第 {at} 项收费"
        if not fee.price.strip():
            yield missing(f"{element}.price", f"“{name}”的收费标准", BLOCK, "fee")
        if not fee.basis.strip():
            yield missing(f"{element}.basis", f"“{name}”的收费依据", BLOCK, "fee")
        elif guide.is_licence and not _is_act(fee.basis):
            message = f"行政许可收费要有法律、行政法规的规定，请核对“{name}”的依据。"
            yield doubt(f"{element}.basis", WARN, message, "fee")
        if fee.may_be_reduced and not fee.reduction_basis.strip():
            yield missing(f"{element}.reduction_basis", f"“{name}”的减免依据", WARN, "fee")


def _is_act(basis: str) -> bool:
    """Whether a law or a regulation is named: 《公路法》, 《道路运输条例》, not 《…管理办法》."""
    names = [name.partition("》")[0] for name in basis.split("《")[1:]] or [basis]
    rules = tuple(demand("fee")["acts"])
    return any(name.endswith(rules) and not name.endswith("办法") for name in names)


def _contacts(guide: ServiceGuide, on: date) -> Iterator[GuideDoubt]:
    for element, contacts in (("enquiries", guide.enquiries), ("complaints", guide.complaints)):
        for at, contact in enumerate(contacts, start=1):
            yield from _contact(f"{element}.{at}", contact)
    same = _phones(guide.enquiries) & _phones(guide.complaints)
    for phone in sorted(same):
        message = f"咨询电话和投诉电话是同一个（{phone}），投诉应由别人接听。"
        yield doubt("complaints", WARN, message, "contact")


def _contact(element: str, contact: Contact) -> Iterator[GuideDoubt]:
    if not any(part.strip() for part in (contact.phone, contact.address, contact.page)):
        yield doubt(element, WARN, "没有写电话、地址或网址。", "contact")
    for reason in times.doubts_about_phones(contact.phone):
        yield doubt(f"{element}.phone", WARN, reason, "contact")


def _phones(contacts: tuple[Contact, ...]) -> set[str]:
    return {phone for contact in contacts for phone in times.phones(contact.phone)}


def _places(guide: ServiceGuide, on: date) -> Iterator[GuideDoubt]:
    for at, place in enumerate(guide.places, start=1):
        if not place.address.strip():
            yield missing(f"places.{at}.address", f"第 {at} 个办理地点的地址", BLOCK, "place")
        elif not times.is_findable(place.address):
            message = f"地址“{place.address}”找不到门牌或楼层，请写到路名、门牌、楼层和窗口。"
            yield doubt(f"places.{at}.address", WARN, message, "place")
        for reason in times.doubts_about_hours(place.hours, demand("place")["vague_hours"]):
            yield doubt(f"places.{at}.hours", WARN, reason, "place")


def _outcomes(guide: ServiceGuide, on: date) -> Iterator[GuideDoubt]:
    for at, outcome in enumerate(guide.outcomes, start=1):
        if not outcome.name.strip():
            yield missing(f"outcomes.{at}.name", f"第 {at} 项办理结果的名称", WARN, "outcome")
        elif not outcome.sample.strip():
            yield missing(f"outcomes.{at}.sample", f"“{outcome.name}”的样本", INFORM, "outcome")


def _vague(guide: ServiceGuide, on: date) -> Iterator[GuideDoubt]:
    for element, text in _sentences(guide):
        for word in words_in(text, demand("vague")["words"]):
            yield doubt(element, WARN, f"“{word}”太含糊，请写明具体内容。", "vague")


def _sentences(guide: ServiceGuide) -> Iterator[tuple[str, str]]:
    for at, condition in enumerate(guide.conditions, start=1):
        yield f"conditions.{at}", condition
    for at, material in enumerate(guide.materials, start=1):
        for name in ("name", "filling_in", "standard", "remark"):
            yield f"materials.{at}.{name}", getattr(material, name)
    for at, step in enumerate(guide.process, start=1):
        for name in ("name", "standard", "outcome"):
            yield f"process.{at}.{name}", getattr(step, name)
    for at, question in enumerate(guide.questions, start=1):
        yield f"questions.{at}.answer", question.answer


def _answers(guide: ServiceGuide, on: date) -> Iterator[GuideDoubt]:
    for at, question in enumerate(guide.questions, start=1):
        if not question.answer.strip():
            label = f"常见问题“{question.question}”的回答"
            yield missing(f"questions.{at}.answer", label, WARN, "vague")
    asked = Counter(question.question.strip() for question in guide.questions)
    for words in (words for words, count in asked.items() if count > 1):
        yield doubt("questions", INFORM, f"常见问题“{words}”写了不止一遍。", "vague")


CHECKS: tuple[Callable[[ServiceGuide, date], Iterator[GuideDoubt]], ...] = (
    _required,
    _version,
    _codes,
    _basis,
    materials.lint_materials,
    times.lint_terms,
    times.lint_process,
    _fees,
    _places,
    _contacts,
    _outcomes,
    _vague,
    _answers,
)
