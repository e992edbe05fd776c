"""`gongkai deadline` and `gongkai fee`: what the law's clocks and the fee come to, explained.

They need no installation: the packaged law is used, not what an installation has set.
"""

import re
from argparse import Namespace
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

from gongkai.command.telling import FINE, MISUSE, complain, hand_over, say
from gongkai.rules.clocks.deadlines import (
    Clock,
    Event,
    IllegalSequence,
    UnknownKind,
    remaining_from,
    run,
)
from gongkai.rules.clocks.kinds import RECEIVED, ClockKind, clock_kind, kinds
from gongkai.rules.clocks.terms import terms
from gongkai.rules.clocks.tracing import last_workday
from gongkai.rules.fees import CannotCharge, FeeLine, explain_by_pages, explain_by_pieces
from gongkai.rules.workdays import UnknownRegion, WorkCalendar, national_calendar

LIST = "?"
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EVENT = re.compile(r"(?P<name>[a-z_-]+)=(?P<on>[^:]*)(?::(?P<days>[0-9]{1,4}))?")
CHINA = timedelta(hours=8)


class Misused(ValueError):
    """Something on the command line that cannot be understood; says what to write instead."""


def deadline(asked: Namespace) -> int:
    if asked.kind == LIST:
        _list_kinds(as_json=asked.json)
        return FINE
    try:
        kind = clock_kind(asked.kind)
        calendar = national_calendar(asked.region)
        clock = run(kind.key, _events(asked), calendar, channel=asked.channel or "")
    except UnknownKind as refusal:
        return _refuse(f"{refusal}可以是：\n{_names_of_kinds()}", as_json=asked.json)
    except (Misused, IllegalSequence, UnknownRegion) as refusal:
        return _refuse(str(refusal.args[0]), as_json=asked.json)
    if asked.json:
        hand_over(as_values(clock, calendar))
    else:
        _tell(clock, calendar)
    return FINE


def fee(asked: Namespace) -> int:
    try:
        on = _date(asked.on, "施行日期") if asked.on else (datetime.now(UTC) + CHINA).date()
        if asked.pieces is not None:
            lines = explain_by_pieces(asked.pieces, on)
        else:
            lines = explain_by_pages(asked.pages, on)
    except (Misused, CannotCharge) as refusal:
        return _refuse(str(refusal), as_json=asked.json)
    yuan = sum(line.sum for line in lines)
    if asked.json:
        hand_over({"yuan": yuan, "lines": [_line(line) for line in lines]})
        return FINE
    for line in lines:
        say(str(line))
    say(f"合计{yuan}元")
    return FINE


def as_values(clock: Clock, calendar: WorkCalendar) -> dict[str, Any]:
    """What other programs read; names are only ever added."""
    last = clock.last_workday
    return {
        "due": clock.due_on and clock.due_on.isoformat(),
        "provisional": clock.provisional,
        "remaining_from_received": remaining_from(clock, clock.received_on, calendar),
        "trace": [asdict(line) | {"date": line.date.isoformat()} for line in clock.trace],
        "kind": clock.kind.key,
        "name": clock.kind.name,
        "state": clock.state,
        "at_least": clock.kind.at_least,
        "allowance": clock.allowance_days,
        "unit": clock.terms[0].unit,
        "last_workday": last and last.day.isoformat(),
        "last_workday_provisional": last and last.provisional,
        "silence": clock.kind.silence,
        "expiry": clock.kind.expiry,
        "sources": [
            {
                "key": term.key,
                "label": term.label,
                "term": str(term),
                "article": term.article,
                "source": term.source,
                "verified": term.verified,
            }
            for term in clock.terms
        ],
    }


def _events(asked: Namespace) -> list[Event]:
    """Receipt, then the rest by date; those of one day stay as they were given."""
    if not asked.received:
        raise Misused("缺少 --received：请写起算之日，如 --received 2026-03-02。")
    received = Event(RECEIVED, _date(asked.received, "起算之日"))
    later = sorted((_event(given) for given in asked.event), key=lambda event: event.on)
    return [received, *later]


def _event(given: str) -> Event:
    found = EVENT.fullmatch(given)
    if not found:
        raise Misused(
            f"看不懂事项“{given[:60]}”，请写成 事项=日期，如 replied=2026-03-02；"
            "延期可以写期限，如 extended=2026-03-02:10。"
        )
    days = int(found["days"]) if found["days"] else None
    return Event(found["name"].replace("_", "-"), _date(found["on"], f"“{found['name']}”"), days)


def _date(given: str, what: str) -> date:
    if DATE.fullmatch(given):
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise Misused(f"{what}的日期{given}不存在，请核对年月日。") from None
    raise Misused(f"{what}的日期“{given[:40]}”不合要求，请写成 2026-03-02 这样的形式。")


def _refuse(reason: str, *, as_json: bool) -> int:
    complain(reason)
    if as_json:
        hand_over({"error": reason})
    return MISUSE


def _names_of_kinds() -> str:
    return "\n".join(f"  {kind.key}　{kind.name}" for kind in kinds().values())


def _list_kinds(*, as_json: bool) -> None:
    if as_json:
        hand_over([_kind(kind) for kind in kinds().values()])
        return
    for group, members in groupby(kinds().values(), key=lambda kind: kind.group):
        say(f"{group}")
        for kind in members:
            say(f"　{kind.key}　{kind.name}，自{kind.starts}，{_length(kind)}")
            for step in kind.steps.values():
                say(f"　　{step.name}　{step.label}")


def _length(kind: ClockKind) -> str:
    term = terms().versions[kind.key][-1]
    if kind.counts_back:
        return f"提前{term}"
    return f"不少于{term}" if kind.at_least else f"{term}"


def _kind(kind: ClockKind) -> dict[str, Any]:
    term = terms().versions[kind.key][-1]
    return {
        "kind": kind.key,
        "group": kind.group,
        "name": kind.name,
        "starts": kind.starts,
        "value": term.value,
        "unit": term.unit,
        "counts_back": kind.counts_back,
        "at_least": kind.at_least,
        "events": {step.name: step.label for step in kind.steps.values()},
    }


def _tell(clock: Clock, calendar: WorkCalendar) -> None:
    say(f"{clock.kind.name}：{clock.state.label}")
    say(_due(clock))
    for term in clock.terms:
        say(f"依据　{term.label}　{term}　{term.basis}")
    kept = "不足期限" if clock.kind.at_least else "逾期"
    for name, said in (("期满未办", clock.kind.silence), (kept, clock.kind.expiry)):
        if said:
            say(f"{name}　{said}")
    say()
    for line in clock.trace:
        say(f"{line.date}　{'计' if line.counted else '　'}　{line.reason}")


def _due(clock: Clock) -> str:
    if clock.due_on is None:
        return "期限　尚不能确定，要等上面的事项完成后再计算"
    what = "最早到" if clock.kind.at_least else "最迟到"
    provisional = "（暂定，所涉年份的放假安排尚未公布）" if clock.provisional else ""
    last = clock.last_workday
    is_rest_day = last is not None and last.day != clock.due_on
    warning = f"，{last_workday(clock.calendar, clock.due_on)}" if is_rest_day else ""
    return f"期限　{what}{clock.due_on}{provisional}{warning}"


def _line(line: FeeLine) -> dict[str, Any]:
    return {
        "first": line.band.first,
        "last": line.band.last,
        "number": line.number,
        "price": line.price,
        "sum": line.sum,
        "text": str(line),
    }
