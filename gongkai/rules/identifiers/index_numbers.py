"""索引号: templates in which each unit writes its own scheme, as there is no national one."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from string import Formatter

# Signs a code must have; 0 where local rules decide.
CODE_LENGTHS = {
    "organisation": 9,
    "credit_code": 18,
    "region": 0,
    "unit": 0,
    "category": 0,
    "group": 0,
    "office": 0,
}
FIELD_NAMES = {
    "organisation": "组织机构代码",
    "credit_code": "统一社会信用代码",
    "region": "地区编号",
    "unit": "部门编号",
    "category": "信息类别号",
    "group": "信息分组号",
    "office": "内设机构编号",
    "year": "年",
    "month": "月",
    "day": "日",
    "serial": "流水号",
}
PERIODS = ("year", "month", "day")
SERIAL_WIDTH = re.compile(r"0?([1-9]|10)")


class CannotRender(Exception):
    """The template or the codes do not make an index number; says every reason."""

    def __init__(self, obstacles: tuple[str, ...]) -> None:
        super().__init__("；".join(obstacles))
        self.obstacles = obstacles


class CannotRead(Exception):
    """The index number was not made from this template and these codes; says every reason."""

    def __init__(self, obstacles: tuple[str, ...]) -> None:
        super().__init__("；".join(obstacles))
        self.obstacles = obstacles


@dataclass(frozen=True, kw_only=True)
class Codes:
    """The codes of a unit and of the record, as far as its template asks for them."""

    organisation: str = ""
    credit_code: str = ""
    region: str = ""
    unit: str = ""
    category: str = ""
    group: str = ""
    office: str = ""


@dataclass(frozen=True, kw_only=True)
class IndexNumber:
    """What an 索引号 says: the codes in it, the period its serial counts in, and the serial."""

    codes: Codes
    period: str
    serial: int


@dataclass(frozen=True)
class _Part:
    """A field of a template, with the fixed text before it."""

    text: str
    field: str | None
    width: str


def obstacles_to_using(template: str) -> tuple[str, ...]:
    """Why a template cannot number records, as sentences; empty when it can."""
    try:
        parts = _parts(template)
    except ValueError:
        return ("模板的花括号不成对，字段应写作 {year} 这样的形式。",)
    fields = [part.field for part in parts if part.field is not None]
    obstacles = [
        f"不认识字段“{field}”，可用的字段有：{'、'.join(FIELD_NAMES)}。"
        for field in fields
        if field not in FIELD_NAMES
    ]
    obstacles += [
        f"字段“{field}”（{FIELD_NAMES[field]}）后面不能写宽度。"
        for part in parts
        if (field := part.field) in FIELD_NAMES and field != "serial" and part.width
    ]
    return (*obstacles, *_serial_obstacles(parts), *_period_obstacles(fields))


def _serial_obstacles(parts: list[_Part]) -> list[str]:
    serials = [part for part in parts if part.field == "serial"]
    if not serials:
        return ["模板里没有流水号 {serial}，不同的信息会得到相同的索引号。"]
    if len(serials) > 1:
        return ["流水号 {serial} 只能出现一次。"]
    width = serials[0].width
    if width and not SERIAL_WIDTH.fullmatch(width):
        return [f"流水号的宽度“{width}”不对，应为 1 到 10，写作 {{serial:05}} 这样的形式。"]
    at = parts.index(serials[0])
    touches = [parts[at].text == "" and at > 0]
    touches += [part.text == "" and bool(part.field) for part in parts[at + 1 : at + 2]]
    if not width and any(touches):
        return ["流水号紧挨着别的字段时必须写明宽度，否则会出现相同的索引号。"]
    return []


def _period_obstacles(fields: list[str]) -> list[str]:
    obstacles = []
    for inner, outer in (("month", "year"), ("day", "month")):
        if inner in fields and outer not in fields:
            obstacles.append(
                f"模板里有{FIELD_NAMES[inner]}没有{FIELD_NAMES[outer]}，"
                "流水号重新开始后会出现相同的索引号。"
            )
    return obstacles


def obstacles_to_rendering(template: str, codes: Codes, *, serial: int) -> tuple[str, ...]:
    """Why these codes and this serial number do not fit the template."""
    if obstacles := obstacles_to_using(template):
        return obstacles
    obstacles_found = []
    for part in _parts(template):
        if part.field in CODE_LENGTHS:
            obstacles_found += _code_obstacles(part.field, getattr(codes, part.field))
        if part.field == "serial" and part.width and len(str(serial)) > int(part.width):
            obstacles_found.append(f"流水号 {serial} 超出了模板给的 {int(part.width)} 位。")
    if serial < 1:
        obstacles_found.append("流水号从 1 开始。")
    return tuple(obstacles_found)


def _code_obstacles(field: str, code: str) -> list[str]:
    name, length = FIELD_NAMES[field], CODE_LENGTHS[field]
    if not code:
        return [f"没有设置{name}。"]
    if length and len(code) != length:
        return [f"{name}应为 {length} 位，现在是 {len(code)} 位。"]
    return []


def render(template: str, codes: Codes, *, serial: int, on: date) -> str:
    """The index number of one record; the day is the one its serial was drawn for."""
    if obstacles := obstacles_to_rendering(template, codes, serial=serial):
        raise CannotRender(obstacles)
    dated = {"year": f"{on.year:04}", "month": f"{on.month:02}", "day": f"{on.day:02}"}
    signs = []
    for part in _parts(template):
        signs.append(part.text)
        if part.field == "serial":
            signs.append(str(serial).zfill(int(part.width or 0)))
        elif part.field:
            signs.append(dated.get(part.field) or getattr(codes, part.field))
    return "".join(signs)


def period_of(template: str, on: date) -> str:
    """The key under which serials count on: a year, a month, a day, or "" for all time."""
    fields = {part.field for part in _parts(template)}
    lengths = {"year": 4, "month": 7, "day": 10}
    return on.isoformat()[: max((lengths[name] for name in PERIODS if name in fields), default=0)]


def read(template: str, codes: Codes, *, number: str) -> IndexNumber:
    """The period and serial of an index number; a code left empty may be anything of its form.

    Codes that touch each other without a mark between them can only be told apart when given.
    """
    found = _form(template, codes).fullmatch(number)
    if found is None:
        raise CannotRead((f"“{number}”不是按模板“{template}”编的，或者代码不是本单位的。",))
    read_parts = found.groupdict()
    if obstacles := _reading_obstacles(read_parts):
        raise CannotRead(obstacles)
    return IndexNumber(
        codes=Codes(**{name: read_parts[name] for name in CODE_LENGTHS if name in read_parts}),
        period="-".join(read_parts[name] for name in PERIODS if name in read_parts),
        serial=int(read_parts["serial"]),
    )


@lru_cache(maxsize=256)
def _form(template: str, codes: Codes) -> re.Pattern[str]:
    if obstacles := obstacles_to_using(template):
        raise CannotRead(obstacles)
    form, seen = [], set()
    for part in _parts(template):
        form.append(re.escape(part.text))
        if part.field is None:
            continue
        # The same field twice must say the same twice.
        form.append(
            f"(?P={part.field})"
            if part.field in seen
            else f"(?P<{part.field}>{_signs(part, codes)})"
        )
        seen.add(part.field)
    return re.compile("".join(form))


def _signs(part: _Part, codes: Codes) -> str:
    if part.field == "serial":
        return f"[0-9]{{{int(part.width)}}}" if part.width else "[1-9][0-9]{0,9}"
    if part.field in PERIODS:
        return "[0-9]{4}" if part.field == "year" else "[0-9]{2}"
    code, length = str(getattr(codes, str(part.field))), CODE_LENGTHS[str(part.field)]
    if code:
        return re.escape(code)
    return f"[0-9A-Z]{{{length}}}" if length else "[0-9A-Za-z]{1,20}"


def _reading_obstacles(parts: dict[str, str]) -> tuple[str, ...]:
    obstacles = []
    if int(parts["serial"]) == 0:
        obstacles.append("流水号从 1 开始。")
    try:
        date(int(parts.get("year", 1)), int(parts.get("month", 1)), int(parts.get("day", 1)))
    except ValueError:
        obstacles.append("索引号里的年月日不存在。")
    return tuple(obstacles)


def _parts(template: str) -> list[_Part]:
    return [
        _Part(text, field, f"!{conversion}" if conversion else width or "")
        for text, field, width, conversion in Formatter().parse(template)
    ]
