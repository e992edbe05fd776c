"""网站标识码: the ten signs at the foot of every government website."""

import re

from gongkai.rules.identifiers.regions import province_of

_CENTRAL = re.compile(r"(?:bm|BM)[0-9]{8}")
_LOCAL = re.compile(r"[0-9]{10}")


def is_site_code(code: str) -> bool:
    return not doubts_about_site_code(code)


def doubts_about_site_code(code: str) -> tuple[str, ...]:
    """Reasons to look again; sites of central bodies open with bm, the others with a region."""
    if _CENTRAL.fullmatch(code):
        return ()
    if not _LOCAL.fullmatch(code):
        return ("网站标识码应为 10 位数字，或 bm 加 8 位数字。",)
    if not province_of(code):
        return (f"网站标识码的前两位“{code[:2]}”不是省级地区的代码。",)
    return ()
