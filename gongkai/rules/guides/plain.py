"""A guide as plain values and back: what is kept of it, exchanged, and compared.

Only what is filled in is written. Whatever is not a guide is refused with every fault, each with
the path to its element, lists counted from 1 as people do.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from gongkai.rules.guides.labels import LABELS
from gongkai.rules.guides.service_guides import ServiceGuide

LONGEST = 5000
MOST = 300


class NotAGuide(ValueError):
    """Plain values that no guide can be made of; `faults` are pairs of an element and a reason."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        super().__init__("；".join(reason for _, reason in faults[:20]))
        self.faults = tuple(faults)


def said_of(guide: ServiceGuide) -> dict[str, Any]:
    """The guide in values that JSON knows; dates as YYYY-MM-DD."""
    said: dict[str, Any] = _plain(guide)
    return said


def guide_of(said: Mapping[str, Any]) -> ServiceGuide:
    """The guide that the values describe; raises `NotAGuide` with everything that is wrong."""
    faults: list[tuple[str, str]] = []
    guide = _read(ServiceGuide, said, "", "办事指南", faults)
    if faults:
        raise NotAGuide(faults)
    return guide  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        shown = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
        return {name: inner for name, inner in shown.items() if inner not in ("", None, [])}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value


def _read(kind: Any, value: Any, path: str, label: str, faults: list[tuple[str, str]]) -> Any:
    """One value of a type of the guide; a fault is noted and nothing is made of it."""
    if get_origin(kind) is tuple:
        return tuple(_each(get_args(kind)[0], value, path, label, faults))
    wanted = _without_none(kind)
    if value is None or (value == "" and wanted is not str):
        return None
    if is_dataclass(wanted):
        return _read_row(wanted, value, path, label, faults)
    try:
        return _simple(wanted, value)
    except ValueError as fault:
        faults.append((path, f"{label}：{fault}"))
        return None


def _without_none(kind: Any) -> Any:
    if NoneType in get_args(kind):
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
    return kind


def _each(
    kind: Any, value: Any, path: str, label: str, faults: list[tuple[str, str]]
) -> Iterator[Any]:
    if not isinstance(value, list | tuple):
        faults.append((path, f"{label}：应当是一列。"))
        return
    if len(value) > MOST:
        faults.append((path, f"{label}：最多{MOST}项，现有{len(value)}项。"))
        return
    for at, one in enumerate(value, start=1):
        made = _read(kind, one, f"{path}.{at}", f"{label}第{at}项", faults)
        if made is not None:
            yield made


def _read_row(kind: Any, value: Any, path: str, label: str, faults: list[tuple[str, str]]) -> Any:
    if not isinstance(value, Mapping):
        faults.append((path, f"{label}：应当分项填写。"))
        return None
    hints, labels = get_type_hints(kind), LABELS[kind]
    unknown = [str(name) for name in value if name not in hints]
    faults += [(path, f"{label}：没有“{name[:40]}”这个要素。") for name in unknown]
    before, made = len(faults), {}
    for name, hint in hints.items():
        if name in value:
            inner = f"{path}.{name}" if path else name
            whole = labels[name] if kind is ServiceGuide else f"{label}的{labels[name]}"
            read = _read(hint, value[name], inner, whole, faults)
            if read is not None:
                made[name] = read
    for one in fields(kind):
        if one.name in made or one.default is not MISSING:
            continue
        if hints[one.name] is str:
            # A row that is still being written may lack its name; the lint speaks of it.
            made[one.name] = ""
        else:
            faults.append((f"{path}.{one.name}", f"{label}：没有写{labels[one.name]}。"))
    return kind(**made) if len(faults) == before else None


def _simple(kind: Any, value: Any) -> Any:
    reading = _READINGS.get(kind)
    return reading(value) if reading else _choice(kind, value)


def _choice(kind: type[StrEnum], value: Any) -> StrEnum:
    try:
        return kind(value)
    except ValueError:
        choices = "、".join(kind)
        raise ValueError(f"“{str(value)[:40]}”不在可选的范围里（{choices}）。") from None


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("应当是“是”或者“否”。")
    return value


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 10**9:
        raise ValueError("应当是整数。")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("应当是文字。")
    if len(value) > LONGEST:
        raise ValueError(f"最多{LONGEST}个字，现有{len(value)}个。")
    if any(not sign.isprintable() and sign not in "\n\t" for sign in value):
        raise ValueError("里面有看不见的控制字符，请重新输入。")
    return value.strip()


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"“{str(value)[:20]}”不是日期，应写作 2026-03-01。") from None


_READINGS: dict[type, Callable[[Any], Any]] = {
    str: _text,
    bool: _yes_or_no,
    int: _number,
    date: _day,
}
