"""政务服务事项编码 (GB/T 39554.1): 基本编码, 实施编码 and 业务办理项编码."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.rules.identifiers.organisation_codes import doubts_about_credit_code
from gongkai.rules.identifiers.regions import provinces
from gongkai.rules.law import law

# Items listed by the central government open with 00 in place of a province.
NATIONAL = "00"

_BASIC = re.compile(r"[0-9]{12}")
_TASK = re.compile(r"[0-9A-Z]{18}[0-9][0-9]{12}(?:[0-9]{2})?")


class NotAServiceCode(Exception):
    """The text has not the form of the code; says which form that is."""


@dataclass(frozen=True, kw_only=True)
class BasicCode:
    """基本编码: one service as all who offer it call it; twelve digits."""

    region: str
    kind: str
    department: str
    main: str
    sub: str

    def __str__(self) -> str:
        return f"{self.region}{self.kind}{self.department}{self.main}{self.sub}"

    @property
    def kind_name(self) -> str:
        """事项类型; empty where its code is not among the known ones."""
        return _names("kinds").get(self.kind, "")


@dataclass(frozen=True, kw_only=True)
class TaskCode:
    """实施编码: a service as one agency offers it at one level, perhaps with a 业务办理项."""

    credit_code: str
    level: str
    basic: BasicCode
    handling: str = ""

    def __str__(self) -> str:
        return f"{self.credit_code}{self.level}{self.basic}{self.handling}"

    @property
    def level_name(self) -> str:
        """行使层级; empty where its code is not among the known ones."""
        return _names("levels").get(self.level, "")


def _names(table: str) -> Mapping[str, str]:
    names: Mapping[str, str] = law("identifiers")["service_code"][table]
    return names


def parse_basic(code: str) -> BasicCode:
    if not _BASIC.fullmatch(code):
        raise NotAServiceCode("基本编码应为 12 位数字。")
    return BasicCode(**_divided(code, "basic"))


def parse_task(code: str) -> TaskCode:
    """A 实施编码 of 31 signs, or a 业务办理项编码 of 33."""
    if not _TASK.fullmatch(code):
        raise NotAServiceCode(
            "实施编码应为 31 位：18 位统一社会信用代码、1 位行使层级、12 位基本编码；"
            "业务办理项编码再加 2 位。"
        )
    parts = _divided(code, "task")
    return TaskCode(
        credit_code=parts["credit_code"],
        level=parts["level"],
        basic=parse_basic(parts["basic"]),
        handling=code[31:],
    )


def _divided(code: str, kind: str) -> dict[str, str]:
    parts, start = {}, 0
    for name, length in law("identifiers")["service_code"][kind]:
        parts[name] = code[start : start + length]
        start += length
    return parts


def doubts_about_basic_code(code: str) -> tuple[str, ...]:
    """Reasons to look again at a 基本编码."""
    try:
        basic = parse_basic(code)
    except NotAServiceCode as refused:
        return (str(refused),)
    if basic.region != NATIONAL and basic.region not in provinces():
        return (f"基本编码的前两位“{basic.region}”既不是 00（国家），也不是省级地区的代码。",)
    return ()


def doubts_about_task_code(code: str) -> tuple[str, ...]:
    """Reasons to look again at a 实施编码 or a 业务办理项编码."""
    try:
        task = parse_task(code)
    except NotAServiceCode as refused:
        return (str(refused),)
    doubts = [*doubts_about_credit_code(task.credit_code)]
    if not task.level_name:
        levels = "、".join(f"{level} {name}" for level, name in _names("levels").items())
        doubts.append(f"行使层级“{task.level}”不认识，可以是：{levels}。")
    return (*doubts, *doubts_about_basic_code(str(task.basic)))
