"""行政区划代码 (GB/T 2260 and the codes below the county): their form and their province."""

import re
from collections.abc import Mapping

from gongkai.rules.law import law

# County codes have six digits, townships add three, villages three more.
_FORM = re.compile(r"[0-9]{6}(?:[0-9]{3}){0,2}")


def provinces() -> Mapping[str, str]:
    """The first two digits of a code → the province's name."""
    names: Mapping[str, str] = law("identifiers")["regions"]["names"]
    return names


def province_of(code: str) -> str:
    """The province a code begins with; empty where there is none."""
    return provinces().get(code[:2], "")


def is_region_code(code: str) -> bool:
    return not doubts_about_region_code(code)


def doubts_about_region_code(code: str) -> tuple[str, ...]:
    """Reasons to look again. Whether a county of that code exists is not known here."""
    if not _FORM.fullmatch(code):
        return ("行政区划代码应为 6 位数字，乡镇为 9 位，村、社区为 12 位。",)
    if not province_of(code):
        return (f"行政区划代码的前两位“{code[:2]}”不是省级地区的代码。",)
    if code[2:4] == "00" and code[4:6] != "00":
        return ("行政区划代码的第三、四位是 00 时，第五、六位也应是 00。",)
    return ()
