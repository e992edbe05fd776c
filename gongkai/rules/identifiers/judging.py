"""What an identifier of a known kind says, or why it is wrong: one judge a kind."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from gongkai.rules.identifiers import (
    archive_codes,
    document_numbers,
    index_numbers,
    organisation_codes,
    personal_numbers,
    regions,
    service_codes,
    site_codes,
)
from gongkai.rules.identifiers.index_numbers import CannotRead, Codes, IndexNumber
from gongkai.rules.law import law


class Kind(StrEnum):
    """A kind of identifier, by its name in JSON."""

    IDENTITY_NUMBER = "identity-number"
    CREDIT_CODE = "credit-code"
    ORGANISATION_CODE = "organisation-code"
    SERVICE_CODE = "service-code"
    INDEX_NUMBER = "index-number"
    DOCUMENT_NUMBER = "document-number"
    ARCHIVE_CODE = "archive-code"
    SITE_CODE = "site-code"
    MOBILE_NUMBER = "mobile-number"
    BANK_CARD = "bank-card"
    REGION_CODE = "region-code"


KIND_NAMES = MappingProxyType(
    {
        Kind.IDENTITY_NUMBER: "身份证号",
        Kind.CREDIT_CODE: "统一社会信用代码",
        Kind.ORGANISATION_CODE: "组织机构代码",
        Kind.SERVICE_CODE: "政务服务事项编码",
        Kind.INDEX_NUMBER: "索引号",
        Kind.DOCUMENT_NUMBER: "发文字号",
        Kind.ARCHIVE_CODE: "档号",
        Kind.SITE_CODE: "网站标识码",
        Kind.MOBILE_NUMBER: "手机号码",
        Kind.BANK_CARD: "银行卡号",
        Kind.REGION_CODE: "行政区划代码",
    }
)


class Verdict(NamedTuple):
    """Whether the identifier is right; what it says, or what is wrong with it."""

    valid: bool
    reason: str


def judge(kind: Kind, number: str, on: date) -> Verdict:
    """The verdict on a number in capital letters and half-width signs, without blanks."""
    return JUDGES[kind](number, on)


def _identity_number(number: str, on: date) -> Verdict:
    if doubts := personal_numbers.doubts_about_identity_number(number):
        return _wrong(doubts)
    if personal_numbers.born_on(number) > on:
        return Verdict(valid=False, reason="出生日期晚于今天")
    form = "18 位，校验码相符" if len(number) == 18 else "15 位旧号码，没有校验码"
    minor = "，持有人未满 18 周岁" if personal_numbers.is_minor(number, on) else ""
    holder = personal_numbers.identity_holder(number)
    return Verdict(valid=True, reason=f"{holder}，{form}，出生日期已隐去{minor}")


def _credit_code(code: str, on: date) -> Verdict:
    if doubts := organisation_codes.doubts_about_credit_code(code):
        return _wrong(doubts)
    organisation = organisation_codes.organisation_code_within(code)
    return Verdict(valid=True, reason=f"其中的组织机构代码是 {organisation}")


def _organisation_code(code: str, on: date) -> Verdict:
    if doubts := organisation_codes.doubts_about_organisation_code(code):
        return _wrong(doubts)
    return Verdict(valid=True, reason="校验码相符")


def _service_code(code: str, on: date) -> Verdict:
    if len(code) == 12:
        doubts = service_codes.doubts_about_basic_code(code)
        return _wrong(doubts) if doubts else Verdict(valid=True, reason=_basic(code))
    if doubts := service_codes.doubts_about_task_code(code):
        return _wrong(doubts)
    task = service_codes.parse_task(code)
    said = (
        "业务办理项编码" if task.handling else "实施编码",
        f"实施主体 {task.credit_code}",
        f"{task.level_name}行使",
        _basic(str(task.basic)),
    )
    return Verdict(valid=True, reason="，".join(said))


def _basic(code: str) -> str:
    kind = service_codes.parse_basic(code).kind_name
    return f"基本编码 {code}" + (f"，{kind}" if kind else "")


def _index_number(number: str, on: date) -> Verdict:
    reading = index_reading(number)
    if reading is None:
        return Verdict(valid=False, reason="不是已知的索引号编法，请与本单位的模板核对")
    if reading.codes.credit_code:
        if not organisation_codes.is_credit_code(reading.codes.credit_code):
            return Verdict(valid=False, reason="其中的统一社会信用代码校验码不符")
    elif reading.codes.organisation:
        doubts = organisation_codes.doubts_about_organisation_code(reading.codes.organisation)
        if doubts:
            return _wrong(doubts)
    if reading.period and int(reading.period[:4]) > on.year:
        return Verdict(valid=False, reason=f"年份 {reading.period[:4]} 晚于今年")
    units = zip(reading.period.split("-"), ("年", "月", "日"), strict=False)
    period = "".join(f"{int(digits)}{unit}" for digits, unit in units if digits)
    return Verdict(valid=True, reason=f"{period}第{reading.serial}号")


def index_reading(number: str) -> IndexNumber | None:
    """The number by the first known scheme it follows."""
    for template in law("identifiers")["index_number"]["templates"]:
        try:
            reading = index_numbers.read(template, Codes(), number=number)
        except CannotRead:
            continue
        if not reading.codes.region or regions.province_of(reading.codes.region):
            return reading
    return None


def _document_number(number: str, on: date) -> Verdict:
    if doubts := document_numbers.lint(number, on):
        suggestion = next((doubt.suggestion for doubt in doubts if doubt.suggestion), "")
        reason = "，".join(doubt.reason for doubt in doubts)
        return Verdict(
            valid=False, reason=f"{reason}；应为“{suggestion}”" if suggestion else reason
        )
    read = document_numbers.parse(number)
    year = f"，{read.year}年" if read.year else ""
    sign = "" if read.is_order else "机关代字"
    return Verdict(valid=True, reason=f"{sign}“{read.agency_sign}”{year}，第{read.serial}号")


def _archive_code(code: str, on: date) -> Verdict:
    if doubts := archive_codes.doubts_about_archive_code(code, on):
        return _wrong(doubts)
    read = archive_codes.parse(code)
    said = [
        f"全宗号 {read.fonds}",
        f"{read.category_name}档案" if read.category_name else f"门类代码 {read.category}",
        f"{read.year} 年度",
        read.term_name,
        f"机构（问题）代码 {read.group}" if read.group else "",
        f"第 {read.item} 件",
    ]
    return Verdict(valid=True, reason="，".join(part for part in said if part))


def _site_code(code: str, on: date) -> Verdict:
    if doubts := site_codes.doubts_about_site_code(code):
        return _wrong(doubts)
    return Verdict(valid=True, reason=regions.province_of(code) or "以 bm 开头，部门网站")


def _mobile_number(number: str, on: date) -> Verdict:
    if personal_numbers.is_mobile_number(number):
        return Verdict(valid=True, reason="")
    return Verdict(valid=False, reason="手机号码应为 11 位数字，以 13 至 19 开头")


def _bank_card(number: str, on: date) -> Verdict:
    if doubts := personal_numbers.doubts_about_bank_card(number):
        return _wrong(doubts)
    return Verdict(valid=True, reason="校验码相符")


def _region_code(code: str, on: date) -> Verdict:
    if doubts := regions.doubts_about_region_code(code):
        return _wrong(doubts)
    return Verdict(valid=True, reason=f"{regions.province_of(code)}，只核对了形式")


def _wrong(doubts: tuple[str, ...]) -> Verdict:
    return Verdict(valid=False, reason="；".join(doubt.removesuffix("。") for doubt in doubts))


JUDGES: MappingProxyType[Kind, Callable[[str, date], Verdict]] = MappingProxyType(
    {
        Kind.IDENTITY_NUMBER: _identity_number,
        Kind.CREDIT_CODE: _credit_code,
        Kind.ORGANISATION_CODE: _organisation_code,
        Kind.SERVICE_CODE: _service_code,
        Kind.INDEX_NUMBER: _index_number,
        Kind.DOCUMENT_NUMBER: _document_number,
        Kind.ARCHIVE_CODE: _archive_code,
        Kind.SITE_CODE: _site_code,
        Kind.MOBILE_NUMBER: _mobile_number,
        Kind.BANK_CARD: _bank_card,
        Kind.REGION_CODE: _region_code,
    }
)
