"""Check digits of 组织机构代码 (GB 11714) and 统一社会信用代码 (GB 32100)."""

import re

ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
# GB 32100 leaves out I, O, S, V and Z, which look like digits or each other.
CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = tuple(pow(3, position, 31) for position in range(17))

_ORGANISATION = re.compile(r"[0-9A-Z]{8}[0-9X]")
_CREDIT = re.compile(f"[{CREDIT_SIGNS}]{{18}}")


def organisation_check_digit(first_eight: str) -> str:
    """The ninth sign; letters count from A = 10 (GB 11714)."""
    total = sum(
        int(sign, 36) * weight
        for sign, weight in zip(first_eight, ORGANISATION_WEIGHTS, strict=True)
    )
    return "0123456789X0"[11 - total % 11]


def credit_check_sign(first_seventeen: str) -> str:
    """The eighteenth sign (GB 32100)."""
    total = sum(
        CREDIT_SIGNS.index(sign) * weight
        for sign, weight in zip(first_seventeen, CREDIT_WEIGHTS, strict=True)
    )
    return CREDIT_SIGNS[-total % 31]


def is_organisation_code(code: str) -> bool:
    return bool(_ORGANISATION.fullmatch(code)) and code[8] == organisation_check_digit(code[:8])


def is_credit_code(code: str) -> bool:
    return bool(_CREDIT.fullmatch(code)) and code[17] == credit_check_sign(code[:17])


def organisation_code_within(credit_code: str) -> str:
    """Signs 9 to 17 of a 统一社会信用代码."""
    return credit_code[8:17]


def doubts_about_organisation_code(code: str) -> tuple[str, ...]:
    """Reasons to look again, never to refuse: some units carry virtual codes."""
    if not _ORGANISATION.fullmatch(code):
        return ("组织机构代码应为 9 位：8 位数字或大写字母，加 1 位校验码。",)
    expected = organisation_check_digit(code[:8])
    if code[8] != expected:
        return (f"组织机构代码“{code}”的校验码不符，应为“{expected}”，请核对是否为虚拟代码。",)
    return ()


def doubts_about_credit_code(code: str) -> tuple[str, ...]:
    """Reasons to look again at a 统一社会信用代码."""
    if not _CREDIT.fullmatch(code):
        return ("统一社会信用代码应为 18 位数字或大写字母，不含 I、O、S、V、Z。",)
    expected = credit_check_sign(code[:17])
    if code[17] != expected:
        return (f"统一社会信用代码“{code}”的校验码不符，应为“{expected}”，请核对。",)
    return ()
