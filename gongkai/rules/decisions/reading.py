"""Reading a list of decisions: every mistake by its cell, all at once; good rows come masked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from gongkai.rules.clocks.terms import Terms
from gongkai.rules.decisions.columns import Column, Kind, Party, columns_of
from gongkai.rules.decisions.display import (
    Display,
    NotShown,
    licence_display,
    penalty_display,
)
from gongkai.rules.decisions.masking import masked_values
from gongkai.rules.decisions.rows import PublicRow, key_of
from gongkai.rules.identifiers.organisation_codes import doubts_about_credit_code
from gongkai.rules.identifiers.personal_numbers import (
    doubts_about_identity_number,
    has_birth_date,
    is_minor,
)

FIRST_DATA_ROW = 2
MOST_ROWS = 5000
EARLIEST = date(2000, 1, 1)
FORMULA = "="
WRITTEN_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+[0:]+)?")
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
LONG_TERM = ("长期", "永久", "长期有效")
LIKE_AN_IDENTITY = re.compile(r"[0-9]{15}|[0-9]{17}[0-9Xx]")


class NotAList(ValueError):
    """A table that is not the list it was handed in as; says in Chinese what is missing."""


@dataclass(frozen=True)
class CellError:
    """单元格错误: what is wrong in one cell, without repeating what stands there."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"第{self.row}行“{self.column}”：{self.message}"


@dataclass(frozen=True)
class Reading:
    """读表结果: rows without a mistake, and every mistake of the others."""

    rows: tuple[PublicRow, ...]
    errors: tuple[CellError, ...]

    @property
    def wrong_rows(self) -> int:
        return len({error.row for error in self.errors})


def read(
    kind: Kind,
    table: Sequence[Sequence[str]],
    *,
    on: date,
    terms: Terms,
    known: Mapping[str, str] | None = None,
) -> Reading:
    """The list under its row of headings; `known` tells of decisions that other batches have."""
    columns = columns_of(kind)
    places = _places(columns, table)
    lines = [
        (number, line)
        for number, line in enumerate(table[1:], start=FIRST_DATA_ROW)
        if any(cell.strip() for cell in line)
    ]
    if not lines:
        raise NotAList("表格里只有表头，没有一行决定。")
    if len(lines) > MOST_ROWS:
        raise NotAList(f"一次最多导入{MOST_ROWS}行，请拆成几个表格。")
    rows: list[PublicRow] = []
    errors: list[CellError] = []
    seen: dict[str, int] = {}
    for number, line in lines:
        values = {key: line[at].strip() if at < len(line) else "" for key, at in places.items()}
        wrong = list(_wrong(columns, values, on))
        wrong += _repeated(kind, values, number, seen, known or {})
        display = None
        if not wrong:
            try:
                display = _display(kind, values, on=on, terms=terms)
            except NotShown as refused:
                wrong.append(("until" if kind is Kind.PENALTY else "valid_to", str(refused)))
        if wrong or display is None:
            labels = {column.key: column.label for column in columns}
            errors += [CellError(number, labels[key], message) for key, message in wrong]
        else:
            rows.append(_row(kind, columns, values, display))
    return Reading(tuple(rows), tuple(errors))


def _places(columns: Sequence[Column], table: Sequence[Sequence[str]]) -> dict[str, int]:
    head = [re.sub(r"\s+", "", cell).rstrip("*＊") for cell in table[0]] if table else []
    places = {column.key: head.index(column.label) for column in columns if column.label in head}
    missing = [one.label for one in columns if one.is_required and one.key not in places]
    if missing:
        raise NotAList(f"表头缺少：{'、'.join(missing)}。请用模板填写，第一行是表头。")
    twice = [one.label for one in columns if head.count(one.label) > 1]
    if twice:
        raise NotAList(f"表头重复：{'、'.join(twice)}。")
    return places


def _wrong(
    columns: Sequence[Column], values: dict[str, str], on: date
) -> Iterator[tuple[str, str]]:
    for column in columns:
        said = values.get(column.key, "")
        if message := _wrong_cell(column, said):
            yield column.key, message
        elif said and column.is_date:
            if (day := _day(said)) is not None:
                values[column.key] = day.isoformat()
        elif said and column.is_amount:
            values[column.key] = _amount(said)
    decided = _day(values.get("decided_on", ""))
    if decided is not None and not EARLIEST <= decided <= on:
        yield "decided_on", "决定日期应当在2000年以后，不晚于今天。"
    yield from _wrong_party(values, decided or on)
    first, last = _day(values.get("valid_from", "")), _day(values.get("valid_to", ""))
    if first is not None and last is not None and last < first:
        yield "valid_to", "有效期届满之日早于开始之日。"


def _wrong_cell(column: Column, said: str) -> str:
    if not said:
        return "没有填写。" if column.is_required else ""
    if said.startswith(FORMULA):
        return "是公式，系统不计算公式，请粘贴为数值或者文字。"
    if len(said) > column.longest:
        return f"有{len(said)}个字，最长{column.longest}个字。"
    if column.choices and said not in column.choices:
        return f"只能填写：{'、'.join(column.choices)}。"
    if column.is_date and _day(said) is None and said not in LONG_TERM:
        return "不是日期，请写成2026-09-30这样。"
    if column.is_date and said in LONG_TERM and column.key != "valid_to":
        return "不是日期，请写成2026-09-30这样。"
    if column.is_amount and not _amount(said):
        return "不是金额，请写数字，单位是万元，最多六位小数。"
    return ""


def _wrong_party(values: Mapping[str, str], on: date) -> Iterator[tuple[str, str]]:
    party, identity = values.get("party", ""), values.get("identity", "").upper()
    if message := _wrong_code(values.get("code", "")):
        yield "code", message
    elif party == Party.BODY and not values.get("code"):
        yield "code", "法人及非法人组织应当填写。"
    if party == Party.BODY and identity:
        yield "identity", "法人及非法人组织不填个人的证件号码，请删去。"
    elif party == Party.PERSON and not identity:
        yield "identity", "自然人应当填写：用来核对是否未成年，公示时隐去中间部分。"
    elif message := _wrong_identity(identity, on):
        yield "identity", message
    if party == Party.TRADER and not values.get("owner"):
        yield "owner", "个体工商户应当填写：用来隐去名称和事实中的姓名，不公示。"


def _wrong_code(code: str) -> str:
    if LIKE_AN_IDENTITY.fullmatch(code) and not doubts_about_identity_number(code.upper()):
        return "填的是身份证号，请移到“证件号码”一栏。"
    doubts = doubts_about_credit_code(code) if code else ()
    # The doubt about a check sign repeats the code, and this may be anybody's number.
    return "校验码不符，请核对。" if doubts and "校验码" in doubts[0] else "".join(doubts[:1])


def _wrong_identity(identity: str, on: date) -> str:
    if has_birth_date(identity):
        if is_minor(identity, on):
            return "作出决定时未满18周岁，不得公示，请删去这一行（未成年人保护法）。"
        doubts = doubts_about_identity_number(identity)
        return f"身份证号有误：{doubts[0]}" if doubts else ""
    if LIKE_AN_IDENTITY.fullmatch(identity):
        return "身份证号里的出生日期不存在，请核对。"
    return ""


def _repeated(
    kind: Kind,
    values: Mapping[str, str],
    number: int,
    seen: dict[str, int],
    known: Mapping[str, str],
) -> list[tuple[str, str]]:
    if not values["number"]:
        return []
    key = key_of(kind, values["number"])
    if key in seen:
        return [("number", f"与第{seen[key]}行的文书号重复。")]
    seen[key] = number
    return [("number", known[key])] if key in known else []


def _display(kind: Kind, values: Mapping[str, str], *, on: date, terms: Terms) -> Display:
    decided = date.fromisoformat(values["decided_on"])
    if kind is Kind.LICENCE:
        return licence_display(decided, _day(values.get("valid_to", "")))
    wanted = _day(values.get("until", ""))
    return penalty_display(decided, values["severity"], wanted, on=on, terms=terms)


def _row(
    kind: Kind, columns: tuple[Column, ...], values: Mapping[str, str], display: Display
) -> PublicRow:
    return PublicRow(
        kind=kind,
        values=masked_values(values, columns),
        decided_on=date.fromisoformat(values["decided_on"]),
        until_on=display.until_on,
        why_until=display.why,
    )


def _day(said: str) -> date | None:
    found = WRITTEN_DATE.fullmatch(said.translate(FULL_WIDTH))
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _amount(said: str) -> str:
    """In plain digits; empty where it is no amount."""
    try:
        amount = Decimal(said.translate(FULL_WIDTH).replace(",", "").replace("，", ""))
    except InvalidOperation:
        return ""
    if not amount.is_finite() or not 0 <= amount < 10**9:
        return ""
    exponent = amount.as_tuple().exponent
    return f"{amount:f}" if isinstance(exponent, int) and exponent >= -6 else ""
