"""Numbers that belong to a person: identity numbers (GB 11643), mobile phones, bank cards."""

import re
from datetime import date

from gongkai.rules.identifiers.organisation_codes import is_credit_code
from gongkai.rules.identifiers.regions import provinces
from gongkai.rules.law import law

IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_CHECKS = "10X98765432"
EARLIEST_BIRTH, LATEST_BIRTH = date(1800, 1, 1), date(2099, 12, 31)
ADULT_AT = 18

_IDENTITY = re.compile(r"[0-9]{17}[0-9X]")
# Fifteen digits were given out until 1999, without a check digit and with a short year.
_OLD_IDENTITY = re.compile(r"[0-9]{15}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# ISO/IEC 7812-1: banks and payment networks; 9 opens older cards of Chinese banks.
_CARD = re.compile(r"[3-69][0-9]{12,18}")
_DIGITS = re.compile(r"[0-9]+")


class NoBirthDate(Exception):
    """The number is no identity number, or its date does not exist."""


def identity_check_sign(first_seventeen: str) -> str:
    """The eighteenth sign (GB 11643)."""
    total = sum(
        int(digit) * weight for digit, weight in zip(first_seventeen, IDENTITY_WEIGHTS, strict=True)
    )
    return IDENTITY_CHECKS[total % 11]


def is_identity_number(number: str) -> bool:
    """Eighteen signs or the old fifteen digits, with a region, a date and a check digit."""
    return not doubts_about_identity_number(number)


def is_old_identity_number(number: str) -> bool:
    return len(number) == 15 and is_identity_number(number)


def doubts_about_identity_number(number: str) -> tuple[str, ...]:
    """Reasons why this is no identity number. None of them repeats a digit of it."""
    if not _IDENTITY.fullmatch(number) and not _OLD_IDENTITY.fullmatch(number):
        return ("身份证号应为 18 位：17 位数字加 1 位校验码（数字或 X）；旧号码为 15 位数字。",)
    doubts = []
    if not identity_holder(number):
        doubts.append("前两位不是省级地区的代码。")
    if not has_birth_date(number):
        doubts.append("出生日期不存在。")
    if len(number) == 18 and identity_check_sign(number[:17]) != number[17]:
        doubts.append("校验码不符。")
    return tuple(doubts)


def identity_holder(number: str) -> str:
    """The province, or the kind of residence permit, that the number opens with; or empty."""
    names = provinces()
    if number[:2] in names:
        return names[number[:2]]
    for holder in law("identifiers")["identity_holder"]:
        prefix = holder["prefix"]
        follows = number[len(prefix) : len(prefix) + 2]
        if number.startswith(prefix) and (not holder["province_follows"] or follows in names):
            return str(holder["name"])
    return ""


def born_on(number: str) -> date:
    """The birth date inside an identity number, old or new."""
    if _IDENTITY.fullmatch(number):
        digits = number[6:14]
    elif _OLD_IDENTITY.fullmatch(number):
        digits = f"19{number[6:12]}"
    else:
        raise NoBirthDate("身份证号应为 18 位或 15 位。")
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise NoBirthDate("身份证号里的出生日期不存在。") from None
    if not EARLIEST_BIRTH <= born <= LATEST_BIRTH:
        raise NoBirthDate("身份证号里的出生日期不存在。")
    return born


def is_minor(number: str, on: date) -> bool:
    """Whether its holder is younger than 18 on that day (未成年人保护法 art. 2)."""
    born = born_on(number)
    return (on.year - born.year, on.month, on.day) < (ADULT_AT, born.month, born.day)


def has_birth_date(number: str) -> bool:
    try:
        born_on(number)
    except NoBirthDate:
        return False
    return True


def is_mobile_number(number: str) -> bool:
    """Eleven digits without a country code."""
    return bool(_MOBILE.fullmatch(number))


def passes_luhn(digits: str) -> bool:
    """The check digit of ISO/IEC 7812-1."""
    if not _DIGITS.fullmatch(digits):
        return False
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(int(digit) for digit in digits[-1::-2]) + sum(doubled)) % 10 == 0


def is_bank_card(number: str) -> bool:
    return not doubts_about_bank_card(number)


def doubts_about_bank_card(number: str) -> tuple[str, ...]:
    """Reasons why this is no bank card number. None of them repeats a digit of it."""
    if not _CARD.fullmatch(number):
        return ("银行卡号应为 13 至 19 位数字，首位是 3、4、5、6 或 9。",)
    if not passes_luhn(number):
        return ("校验码不符。",)
    # A company's 统一社会信用代码 begins with 9 and may pass Luhn by chance.
    if is_credit_code(number):
        return ("这是统一社会信用代码，不是银行卡号。",)
    return ()
