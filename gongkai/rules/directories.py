"""Directories: 政府信息公开目录, what there is; 标准目录, what there must be."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from gongkai.rules.gate.findings import Severity
from gongkai.rules.identifiers import document_numbers, index_numbers
from gongkai.rules.identifiers.index_numbers import CannotRead, Codes
from gongkai.rules.law import law

BLOCK, WARN, INFORM = Severity.BLOCK, Severity.WARN, Severity.INFORM
MOST_GAPS_NAMED = 10

_WORKDAYS = re.compile(r"([0-9]{1,4})\s*个?\s*工作日")
_TERM = re.compile(r"[0-9一二三四五六七八九十]\s*个?\s*(?:工作日|日|天|小时|月)")
_ON_REQUEST = re.compile(r"(?:接到|收到|受理)[^，。；]{0,6}申请|申请之日")


class Validity(StrEnum):
    """有效性, under the names a stored edition uses."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    EXPIRED = "expired"
    REPEALED = "repealed"
    NOT_APPLICABLE = "not_applicable"


class Way(StrEnum):
    """公开方式 of a 标准目录."""

    PROACTIVE = "主动"
    ON_REQUEST = "依申请"


class Audience(StrEnum):
    """公开对象 of a 标准目录."""

    EVERYBODY = "全社会"
    GROUP = "特定群体"


@dataclass(frozen=True, kw_only=True)
class DirectoryRow:
    """目录条目: one piece of information in the 政府信息公开目录 (条例 art. 12)."""

    index_number: str = ""
    title: str = ""
    summary: str = ""
    formed_on: date | None = None
    published_on: date | None = None
    document_number: str = ""
    columns: tuple[str, ...] = ()
    validity: Validity | None = None
    validity_note: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class StandardItem:
    """公开事项: one row of a 标准目录, which says what is public, where and by when."""

    number: int | None = None
    first_level: str = ""
    second_level: str = ""
    content: str = ""
    basis: str = ""
    time_limit: str = ""
    agency: str = ""
    channels: tuple[str, ...] = ()
    audience: Audience | None = None
    group: str = ""
    way: Way | None = None
    level: str = ""


@dataclass(frozen=True)
class DirectoryDoubt:
    """One fault of a directory; `row` counts from 1 and is 0 for the directory as a whole."""

    row: int
    element: str
    severity: Severity
    message: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """How the index numbers of a directory are made, so that their serials can be compared."""

    template: str
    codes: Codes


def lint(
    rows: Sequence[DirectoryRow],
    on: date,
    *,
    columns: Sequence[str] = (),
    scheme: Scheme | None = None,
) -> tuple[DirectoryDoubt, ...]:
    """Everything doubtful about a directory; `columns` are those that should have an entry."""
    found = [
        doubt
        for at, row in enumerate(rows, start=1)
        for check in ROW_CHECKS
        for doubt in check(at, row, on)
    ]
    found += _duplicates(rows)
    found += _columns(rows, columns)
    found += _serials(rows, scheme) if scheme else ()
    return tuple(sorted(found, key=lambda doubt: doubt.row or len(rows) + 1))


def _doubt(row: int, element: str, severity: Severity, message: str, rule: str) -> DirectoryDoubt:
    demand = _demand(rule)
    source = f"{law('directories')['sources'][demand['source']]}{demand['article']}"
    return DirectoryDoubt(row, element, severity, message, source)


def _demand(rule: str) -> Any:
    return law("directories")["demand"][rule]


def _entry(at: int, row: DirectoryRow, on: date) -> Iterator[DirectoryDoubt]:
    for element, label in _demand("entry")["elements"].items():
        value = getattr(row, element)
        if value is None or (isinstance(value, str) and not value.strip()):
            yield _doubt(at, element, BLOCK, f"没有{label}。", "entry")


def _summary(at: int, row: DirectoryRow, on: date) -> Iterator[DirectoryDoubt]:
    summary, rules = row.summary.strip(), _demand("summary")
    if not summary:
        return
    if summary.rstrip("。") in rules["empty"]:
        yield _doubt(at, "summary", WARN, f"内容概述“{summary}”什么也没有说。", "summary")
    elif summary.rstrip("。") == row.title.strip():
        yield _doubt(at, "summary", WARN, "内容概述与名称相同，请写出主要内容。", "summary")
    elif len(summary) < rules["shortest"]:
        message = f"内容概述只有 {len(summary)} 个字，请写出主要内容。"
        yield _doubt(at, "summary", INFORM, message, "summary")
    elif len(summary) > rules["longest"]:
        message = f"内容概述有 {len(summary)} 个字，超过 {rules['longest']} 个字。"
        yield _doubt(at, "summary", INFORM, message, "summary")


def _dates(at: int, row: DirectoryRow, on: date) -> Iterator[DirectoryDoubt]:
    for element, day, label in (
        ("formed_on", row.formed_on, "生成日期"),
        ("published_on", row.published_on, "发布日期"),
    ):
        if day and day > on:
            yield _doubt(at, element, BLOCK, f"{label} {day} 晚于今天。", "dates")
    if row.formed_on and row.published_on and row.published_on < row.formed_on:
        message = f"发布日期 {row.published_on} 早于生成日期 {row.formed_on}。"
        yield _doubt(at, "published_on", BLOCK, message, "dates")


def _document_number(at: int, row: DirectoryRow, on: date) -> Iterator[DirectoryDoubt]:
    if row.document_number.strip():
        for doubt in document_numbers.lint(row.document_number, on):
            message = f"发文字号“{row.document_number.strip()}”{doubt.reason}。"
            yield _doubt(at, "document_number", WARN, message, "document_number")


def _validity(at: int, row: DirectoryRow, on: date) -> Iterator[DirectoryDoubt]:
    ended = row.validity in (Validity.EXPIRED, Validity.REPEALED)
    if row.validity is None:
        yield _doubt(at, "validity", WARN, "没有标明有效性。", "validity")
    if (ended or row.validity is Validity.AMENDED) and not row.validity_note.strip():
        message = "已修改、失效或者废止的，要写明依据什么文件、从哪一天起。"
        yield _doubt(at, "validity_note", WARN, message, "validity")
    if row.validity is Validity.IN_FORCE and row.expires_on and row.expires_on < on:
        message = f"有效期到 {row.expires_on} 为止，仍标为有效。"
        yield _doubt(at, "validity", BLOCK, message, "validity")
    if row.validity is Validity.EXPIRED and row.expires_on and row.expires_on >= on:
        message = f"有效期到 {row.expires_on} 才届满，却标为失效。"
        yield _doubt(at, "validity", WARN, message, "validity")


def _duplicates(rows: Sequence[DirectoryRow]) -> Iterator[DirectoryDoubt]:
    for element, severity, label in (("index_number", BLOCK, "索引号"), ("title", WARN, "名称")):
        rule = "index_number" if element == "index_number" else "entry"
        for value, at in _rows_by(rows, element).items():
            for row in at[1:]:
                message = f"{label}“{value}”与第 {at[0]} 条相同。"
                yield _doubt(row, element, severity, message, rule)


def _rows_by(rows: Sequence[DirectoryRow], element: str) -> dict[str, list[int]]:
    by: defaultdict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows, start=1):
        if value := getattr(row, element).strip():
            by[value].append(at)
    return by


def _columns(rows: Sequence[DirectoryRow], columns: Sequence[str]) -> Iterator[DirectoryDoubt]:
    used = {column for row in rows for column in row.columns}
    for column in columns:
        if column not in used:
            many = _demand("column")["empty_columns"]
            message = f"栏目“{column}”里一条信息也没有；空白栏目达到 {many} 个会被单项否决。"
            yield _doubt(0, "columns", WARN, message, "column")
    for at, row in enumerate(rows, start=1):
        if not row.columns:
            yield _doubt(at, "columns", WARN, "没有归入任何栏目。", "column")
        for column in row.columns:
            if columns and column not in columns:
                yield _doubt(at, "columns", WARN, f"没有“{column}”这个栏目。", "column")


def _serials(rows: Sequence[DirectoryRow], scheme: Scheme) -> Iterator[DirectoryDoubt]:
    serials: defaultdict[str, set[int]] = defaultdict(set)
    for at, row in enumerate(rows, start=1):
        if not row.index_number.strip():
            continue
        try:
            read = index_numbers.read(
                scheme.template, scheme.codes, number=row.index_number.strip()
            )
        except CannotRead as refused:
            yield _doubt(at, "index_number", WARN, str(refused), "index_number")
        else:
            serials[read.period].add(read.serial)
    for period, used in sorted(serials.items()):
        if missing := _gaps(used):
            named = "、".join(missing[:MOST_GAPS_NAMED])
            more = f"等 {len(missing)} 处" if len(missing) > MOST_GAPS_NAMED else ""
            where = f"{period} 的" if period else ""
            message = f"{where}流水号缺 {named}{more}；号可以空缺，但要能说明原因。"
            yield _doubt(0, "index_number", INFORM, message, "index_number")


def _gaps(used: set[int]) -> list[str]:
    """Runs of serials that were skipped before the last one: 3, 7至9."""
    gaps, expected = [], 1
    for serial in sorted(used):
        if serial > expected:
            last = serial - 1
            gaps.append(str(expected) if last == expected else f"{expected}至{last}")
        expected = serial + 1
    return gaps


def lint_items(items: Sequence[StandardItem]) -> tuple[DirectoryDoubt, ...]:
    """Everything doubtful about a 标准目录."""
    found = [doubt for at, item in enumerate(items, start=1) for doubt in _item(at, item)]
    found += _repeated(items)
    return tuple(sorted(found, key=lambda doubt: doubt.row))


def _item(at: int, item: StandardItem) -> Iterator[DirectoryDoubt]:
    for element, label in _demand("item")["elements"].items():
        value = getattr(item, element)
        if value is None or value == () or (isinstance(value, str) and not value.strip()):
            yield _doubt(at, element, BLOCK, f"没有填写{label}。", "item")
    known = law("directories")["channels"]
    for channel in item.channels:
        if channel not in known["names"] and channel not in known["also"]:
            message = f"渠道“{channel}”不在标准目录的渠道之列，请归入已有的渠道或“其他”。"
            yield _doubt(at, "channels", WARN, message, "item")
    if item.audience is Audience.GROUP and not item.group.strip():
        yield _doubt(at, "group", WARN, "公开对象是特定群体，没有写明是谁。", "item")
    if item.basis.strip() and "《" not in item.basis:
        message = "公开依据没有写出法律、法规或者文件的名称，应写在书名号里。"
        yield _doubt(at, "basis", WARN, message, "item")
    yield from _time_limit(at, item)


def _time_limit(at: int, item: StandardItem) -> Iterator[DirectoryDoubt]:
    limit, rules = item.time_limit.strip(), _demand("time_limit")
    if not limit:
        return
    days = [int(number) for number in _WORKDAYS.findall(limit)]
    if item.way is Way.PROACTIVE and _ON_REQUEST.search(limit):
        message = "公开时限从收到申请起算，公开方式却是主动公开。"
        yield _doubt(at, "time_limit", WARN, message, "time_limit")
    elif not _TERM.search(limit) and not any(word in limit for word in rules["at_once"]):
        message = f"公开时限“{limit}”看不出是多久。"
        yield _doubt(at, "time_limit", WARN, message, "time_limit")
    elif item.way is Way.PROACTIVE and max(days, default=0) > rules["workdays"]:
        message = (
            f"主动公开一般应在信息形成或者变更之日起 {rules['workdays']} 个工作日内，"
            "超过的要有法律、法规的规定。"
        )
        yield _doubt(at, "time_limit", WARN, message, "time_limit")


def _repeated(items: Sequence[StandardItem]) -> Iterator[DirectoryDoubt]:
    names: dict[tuple[str, str], int] = {}
    numbers: dict[int, int] = {}
    for at, item in enumerate(items, start=1):
        name = (item.first_level.strip(), item.second_level.strip())
        if all(name) and (first := names.setdefault(name, at)) != at:
            message = f"事项“{'—'.join(name)}”与第 {first} 行相同。"
            yield _doubt(at, "second_level", WARN, message, "item")
        if item.number is not None and (first := numbers.setdefault(item.number, at)) != at:
            message = f"序号 {item.number} 与第 {first} 行相同。"
            yield _doubt(at, "number", WARN, message, "item")


ROW_CHECKS: tuple[Callable[[int, DirectoryRow, date], Iterator[DirectoryDoubt]], ...] = (
    _entry,
    _summary,
    _dates,
    _document_number,
    _validity,
)
