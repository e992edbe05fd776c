"""The lint of terms and steps, of hours and telephones: what a person plans a visit by."""

import re
from collections.abc import Iterator
from datetime import date

from gongkai.rules.gate.findings import Severity
from gongkai.rules.guides.doubts import GuideDoubt, demand, doubt, missing
from gongkai.rules.guides.service_guides import Handling, ServiceGuide, Step, Term, TimeUnit

BLOCK, WARN, INFORM = Severity.BLOCK, Severity.WARN, Severity.INFORM

_CLOCK = re.compile(r"(?<![0-9])([01]?[0-9]|2[0-4])\s*[:：点时]\s*([0-5][0-9])?")
_SPAN = re.compile(
    r"(?<![0-9])(?P<from>[0-9]{1,2}\s*[:：]\s*[0-9]{2})\s*[-—–－~～至到]+\s*"
    r"(?P<to>[0-9]{1,2}\s*[:：]\s*[0-9]{2})"
)
_ROUND_THE_CLOCK = re.compile(r"24\s*小时|全天")
_DAYS = re.compile(r"周|星期|礼拜|工作日|每日|每天|全年|节假日")
# An area code may stand in brackets or apart; anything else is digits and dashes.
_PHONE = re.compile(
    r"\(?(?P<area>0[0-9]{2,3})\)? ?-? ?(?P<number>[0-9]{7,8}(?:-[0-9]{1,6})?)(?![0-9])"
    r"|[0-9]{3,}(?:-[0-9]+){0,4}"
)
_EXTENSION = re.compile(r"(?:转|分机)[ :：]?[0-9]{1,6}")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９－—（）", "0123456789--()")
_LANDLINE = re.compile(r"0[0-9]{2,3}-?[0-9]{7,8}(?:-[0-9]{1,6})?")
_LOCAL = re.compile(r"[2-9][0-9]{6,7}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# 12345, 12328, 110, 95xxx and the 400 numbers are dialled without an area code.
_HOTLINE = re.compile(r"1[0-9]{2,5}|95[0-9]{3,4}|400-?[0-9]{3}-?[0-9]{4}|400-?[0-9]{7}")
_DOOR = re.compile(r"号|栋|楼|层|室|窗口|大厅|中心|幢|座")


def lint_terms(guide: ServiceGuide, on: date) -> Iterator[GuideDoubt]:
    statutory, promised = guide.statutory_limit, guide.promised_limit
    for element, term in (("statutory_limit", statutory), ("promised_limit", promised)):
        if term and term.number < 0:
            yield doubt(f"{element}.number", BLOCK, "办结时限不能是负数。", "promise")
    if statutory and promised:
        yield from _promise(statutory, promised)
    if promised and promised.number == 0 and guide.handling is Handling.PROMISED:
        message = "承诺件的承诺时限至少 1 个工作日；当场办结的应写作即办件。"
        yield doubt("promised_limit.number", WARN, message, "promise")
    if promised and promised.number > 1 and guide.handling is Handling.AT_ONCE:
        message = f"写的是即办件，承诺时限却是 {promised}。"
        yield doubt("promised_limit.number", WARN, message, "promise")
    if statutory and guide.is_licence:
        yield from _decision(statutory)


def _promise(statutory: Term, promised: Term) -> Iterator[GuideDoubt]:
    if statutory.unit is not promised.unit:
        message = f"承诺时限（{promised}）与法定时限（{statutory}）单位不同，请换成同一单位。"
        yield doubt("promised_limit.unit", WARN, message, "promise")
    elif promised.number > statutory.number:
        message = f"承诺时限（{promised}）长于法定时限（{statutory}）。"
        yield doubt("promised_limit.number", BLOCK, message, "promise")
    elif promised.number == statutory.number and promised.number > 1:
        message = f"承诺时限与法定时限相同（{promised}），有的地方要求短于法定时限。"
        yield doubt("promised_limit.number", INFORM, message, "promise")


def _decision(statutory: Term) -> Iterator[GuideDoubt]:
    """A law or regulation may set another term, but the guide must then name it."""
    usual = demand("decision")["workdays"]
    if statutory.article.strip() or statutory.unit is TimeUnit.MONTHS:
        return
    if statutory.number > usual:
        message = f"行政许可一般应在 {usual} 个工作日内决定，超过的应写明法律、法规的条款。"
        yield doubt("statutory_limit.article", WARN, message, "decision")


def lint_process(guide: ServiceGuide, on: date) -> Iterator[GuideDoubt]:
    for at, step in enumerate(guide.process, start=1):
        name = step.name.strip() or f"第 {at} 个环节"
        if not step.name.strip():
            yield missing(f"process.{at}.name", f"第 {at} 个环节的名称", WARN, "step")
        if not step.role.strip():
            yield missing(f"process.{at}.role", f"环节“{name}”由什么岗位办理", WARN, "step")
        if step.term is None:
            yield missing(f"process.{at}.term", f"环节“{name}”的时限", WARN, "step")
    for at, special in enumerate(guide.special_procedures, start=1):
        if not special.basis.strip():
            label = f"特别程序“{special.name}”的依据"
            yield missing(f"special_procedures.{at}.basis", label, WARN, "special")
    if guide.promised_limit and guide.process:
        yield from _sum_of_steps(guide.process, guide.promised_limit)


def _sum_of_steps(process: tuple[Step, ...], promised: Term) -> Iterator[GuideDoubt]:
    terms = [step.term for step in process if step.term is not None]
    if any(term.unit is not promised.unit for term in terms):
        message = "各环节的时限单位与承诺时限不同，无法核对合计。"
        yield doubt("process", WARN, message, "step")
        return
    total = sum(term.number for term in terms)
    if total > promised.number:
        whole = Term(number=total, unit=promised.unit)
        message = f"各环节合计 {whole}，超过承诺时限 {promised}。"
        yield doubt("process", BLOCK, message, "step")


def doubts_about_hours(hours: str, vague: list[str]) -> Iterator[str]:
    """Which days, from when to when; reasons why a visitor could not tell."""
    if not hours.strip():
        yield "没有写明办理时间。"
        return
    if _ROUND_THE_CLOCK.search(hours):
        return
    if not _CLOCK.search(hours):
        word = next((word for word in vague if word in hours), hours.strip())
        yield f"办理时间“{word}”看不出几点到几点。"
        return
    if not _DAYS.search(hours):
        yield "办理时间没有写明星期几。"
    for span in _SPAN.finditer(hours):
        begin, end = _minutes(span["from"]), _minutes(span["to"])
        if begin >= end or end > 24 * 60:
            yield f"办理时间“{span[0]}”前后颠倒或者不存在。"


def _minutes(clock: str) -> int:
    hour, minute = (int(part) for part in re.split(r"\s*[:：]\s*", clock))
    return hour * 60 + minute if minute < 60 else 24 * 60 + 1


def phones(text: str) -> tuple[str, ...]:
    """The telephone numbers in a text, a dash after the area code."""
    found = _PHONE.finditer(_EXTENSION.sub("", text.translate(_HALF_WIDTH)))
    return tuple(
        f"{phone['area']}-{phone['number']}" if phone["area"] else phone[0] for phone in found
    )


def doubts_about_phones(text: str) -> Iterator[str]:
    """Why a number cannot be dialled from elsewhere, or had better not stand there."""
    if text.strip() and not phones(text):
        yield f"电话“{text.strip()}”里没有号码。"
    for phone in phones(text):
        if _MOBILE.fullmatch(phone):
            yield "写的是手机号码；公开的应是办公电话，个人号码属于个人信息。"
        elif _LOCAL.fullmatch(phone):
            yield f"电话 {phone} 没有区号。"
        elif not _LANDLINE.fullmatch(phone) and not _HOTLINE.fullmatch(phone):
            yield f"电话 {phone} 不像能拨通的号码，应写作“区号-号码”。"


def is_findable(address: str) -> bool:
    """Whether an address names a door, a floor or a hall, not only a town or an agency."""
    return bool(_DOOR.search(address))
