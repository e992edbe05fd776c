"""What changed between two versions of a guide, in sentences that nobody has to compare."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from gongkai.rules.guides.labels import LABELS
from gongkai.rules.guides.service_guides import ServiceGuide, Term

# By what a row of a list is known again; of rows that share it the first pair off in order.
KEYS = ("name", "question", "address", "phone")
MOST_SHOWN = 60
YES_OR_NO = {True: "是", False: "否"}


def differences(before: ServiceGuide, after: ServiceGuide) -> tuple[str, ...]:
    """One sentence a change, in the order of the guide; none if nothing changed."""
    return tuple(_differences(before, after))


def _differences(before: ServiceGuide, after: ServiceGuide) -> Iterator[str]:
    for one in fields(ServiceGuide):
        earlier, later = getattr(before, one.name), getattr(after, one.name)
        if earlier == later:
            continue
        label = LABELS[ServiceGuide][one.name]
        if not isinstance(earlier, tuple):
            yield _changed(label, earlier, later)
        elif any(isinstance(row, str) for row in (*earlier, *later)):
            yield from _of_words(label, earlier, later)
        else:
            yield from _of_rows(label, earlier, later)


def _changed(label: str, before: Any, after: Any) -> str:
    shown_before, shown_after = _shown(before), _shown(after)
    if not shown_before:
        return f"写明了{label}：{shown_after}。"
    if not shown_after:
        return f"删去了{label}（原为{shown_before}）。"
    return f"{label}由{shown_before}改为{shown_after}。"


def _shown(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f"“{YES_OR_NO[value]}”"
    if isinstance(value, Term):
        notes = "，".join(part for part in (value.article, value.explanation) if part)
        return f" {value}（{notes}）" if notes else f" {value}"
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + '……'}”"


def _of_words(label: str, before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    added = [one for one in after if one not in before]
    gone = [one for one in before if one not in after]
    yield from (f"{label}新增一项：{_shown(one)}。" for one in added)
    yield from (f"{label}删去一项：{_shown(one)}。" for one in gone)
    if not added and not gone:
        yield f"{label}的次序有变化。"


def _of_rows(label: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[str]:
    left = list(before)
    order, was_changed = [], False
    for row in after:
        place = next((at for at, one in enumerate(left) if _key(one) == _key(row)), None)
        if place is None:
            was_changed = True
            yield f"新增{label}{_shown(_key(row))}。"
            continue
        earlier = left.pop(place)
        order.append(before.index(earlier))
        for sentence in _of_row(label, earlier, row):
            was_changed = True
            yield sentence
    for row in left:
        was_changed = True
        yield f"删去{label}{_shown(_key(row))}。"
    if order != sorted(order) or not was_changed:
        yield f"{label}的次序有变化。"


def _key(row: Any) -> str:
    return next(
        (str(getattr(row, name)) for name in KEYS if getattr(row, name, "")), "（未写名称）"
    )


def _of_row(label: str, before: Any, after: Any) -> Iterator[str]:
    for one in fields(before):
        earlier, later = getattr(before, one.name), getattr(after, one.name)
        if earlier != later:
            whole = f"{label}{_shown(_key(after))}的{LABELS[type(before)][one.name]}"
            yield _changed(whole, earlier, later)
