"""发文字号: how the number of an official document is read, and what is wrong with one."""

import re
from dataclasses import dataclass
from datetime import date

from gongkai.rules.law import law

EARLIEST_YEAR = 1949
CHINESE_DIGITS = "〇一二三四五六七八九"
CHINESE_PLACES = {"十": 10, "百": 100, "千": 1000}

_SIGN = r"[\u3400-\u4dbf\u4e00-\u9fffA-Z（）]+"
_FORM = re.compile(rf"(?P<sign>{_SIGN})〔(?P<year>[0-9]{{4}})〕(?P<serial>[1-9][0-9]{{0,8}})号")
# Orders and announcements are numbered 第N号, with or without a year before it; those of the
# president and of some ministries are written with Chinese numerals.
_ORDER = re.compile(
    r"(?P<sign>.*(?:令|公告|通告|公报))?\s*(?:〔?(?P<year>[0-9]{4})〕?\s*年?\s*)?"
    r"第(?P<serial>[1-9][0-9]{0,8}|[零〇一二三四五六七八九十百千]{1,9})号"
)
_LOOSE = re.compile(
    r"(?P<sign>[^\d\s\[\]［］【】()（）〔〕第]+)\s*"
    r"(?P<opener>[\[［【(（〔]?)\s*(?P<year>[0-9]{4}|[0-9]{2})\s*年?\s*(?P<closer>[\]］】)）〕]?)\s*"
    r"(?P<nth>第?)\s*(?P<zeros>0*)(?P<serial>[1-9][0-9]{0,8})\s*(?P<end>号?)"
)
_SIGNLESS = re.compile(r"[\[［【(（〔]\s*[0-9]{2,4}\s*年?\s*[\]］】)）〕]\s*第?\s*[0-9]+\s*号")
_YEARLESS = re.compile(r"[^\d\s〔]+第?[0-9]+号")
# Two numbers in one field: 甲发〔2023〕1号、乙发〔2023〕2号.
_SEVERAL = re.compile(r"(?<=号)\s*[、，,；;/]\s*(?=\S)")


class NotADocumentNumber(Exception):
    """The text is no well-formed 发文字号; `lint` says what is wrong with it."""


@dataclass(frozen=True)
class Doubt:
    """What is wrong with a number, and the number as it should be where that is certain."""

    reason: str
    suggestion: str = ""


@dataclass(frozen=True, kw_only=True)
class DocumentNumber:
    """发文字号: the maker's sign, the year and the serial; orders may be counted for all time."""

    agency_sign: str
    year: int | None
    serial: int
    is_order: bool = False

    def __str__(self) -> str:
        if not self.is_order:
            return f"{self.agency_sign}〔{self.year}〕{self.serial}号"
        return f"{self.agency_sign}{f'{self.year}年' if self.year else ''}第{self.serial}号"


def parse(text: str) -> DocumentNumber:
    """Reads a well-formed number; the damaged forms that circulate are refused."""
    text = text.strip()
    found = _FORM.fullmatch(text)
    if found is None:
        found = _ORDER.fullmatch(text)
    if found is None:
        raise NotADocumentNumber("不合格式，应写作“机关代字〔年份〕序号号”。")
    return DocumentNumber(
        agency_sign=found["sign"] or "",
        year=int(found["year"]) if found["year"] else None,
        serial=_serial(found["serial"]),
        is_order=found.re is _ORDER,
    )


def lint(text: str, on: date) -> tuple[Doubt, ...]:
    """Every doubt about a 发文字号; the day settles which century two digits mean."""
    text = text.strip()
    numbers = _SEVERAL.split(text)
    if len(numbers) > 1:
        return (Doubt("写了几个字号，联合行文只用主办机关的发文字号", numbers[0]),)
    try:
        number = parse(text)
    except NotADocumentNumber:
        return _form_doubts(text, on)
    return (*_year_doubts(number.year, on), *_sign_doubts(number))


def _serial(digits: str) -> int:
    if digits.isdecimal():
        return int(digits)
    total, pending = 0, 0
    for sign in digits.replace("零", "〇"):
        if sign in CHINESE_PLACES:
            total, pending = total + (pending or 1) * CHINESE_PLACES[sign], 0
        else:
            # 七一一 is spelled digit by digit, 七百一十一 by its places.
            pending = pending * 10 + CHINESE_DIGITS.index(sign)
    return total + pending


def _form_doubts(text: str, on: date) -> tuple[Doubt, ...]:
    loose = _LOOSE.fullmatch(text)
    if loose is None:
        if _YEARLESS.fullmatch(text):
            return (Doubt("缺少年份，应写作“机关代字〔年份〕序号号”"),)
        if _SIGNLESS.fullmatch(text):
            return (Doubt("缺少机关代字，应写作“机关代字〔年份〕序号号”"),)
        return (Doubt("不合格式，应写作“机关代字〔年份〕序号号”"),)
    faults = {
        "年份应放在六角括号〔〕里": loose["opener"] != "〔" or loose["closer"] != "〕",
        "年份应写四位": len(loose["year"]) == 2,
        "序号前不加“第”": bool(loose["nth"]),
        "序号前不补零": bool(loose["zeros"]),
        "序号后应有“号”": not loose["end"],
    }
    reasons = [fault for fault, is_so in faults.items() if is_so] or ["不应有空格或多余的字"]
    year = _four_digit_year(loose["year"], on)
    suggestion = f"{loose['sign']}〔{year}〕{loose['serial']}号"
    return tuple(Doubt(reason, suggestion) for reason in reasons)


def _four_digit_year(year: str, on: date) -> str:
    if len(year) == 4:
        return year
    this_century = on.year - on.year % 100 + int(year)
    return str(this_century if this_century <= on.year else this_century - 100)


def _year_doubts(year: int | None, on: date) -> tuple[Doubt, ...]:
    if year is None or EARLIEST_YEAR <= year <= on.year:
        return ()
    return (Doubt(f"年份 {year} 晚于今年" if year > on.year else f"年份 {year} 过早，请核对"),)


def _sign_doubts(number: DocumentNumber) -> tuple[Doubt, ...]:
    if number.is_order:
        if number.agency_sign:
            return ()
        return (Doubt("只有序号，应写明是哪个机关的令、公告还是通告"),)
    rules = law("identifiers")["document_number"]
    sign, longest = number.agency_sign, rules["longest_sign"]
    if len(sign) > longest:
        return (Doubt(f"机关代字超过 {longest} 个字，像是连标题一起写了进来"),)
    if sign.endswith(tuple(rules["whole_names"])):
        return (Doubt(f"“{sign}”像是机关全称，发文字号里应写机关代字"),)
    return ()
