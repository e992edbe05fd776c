"""The kinds of clocks in `law/clocks.toml`: what starts each, and which steps it allows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from gongkai.rules.law import law

RECEIVED = "received"


class UnknownKind(LookupError):
    """A kind of clock that the law folder does not have; says so in Chinese."""


class State(StrEnum):
    """Where a clock stands."""

    RUNNING = "running"
    CONSULTING = "consulting"
    EXAMINING = "examining"
    AWAITING_CLARIFICATION = "awaiting_clarification"
    AWAITING_PAYMENT = "awaiting_payment"
    REPLIED = "replied"
    WITHDRAWN = "withdrawn"
    DONE = "done"

    @property
    def label(self) -> str:
        return STATES[self]


STATES = {
    State.RUNNING: "正在计算期限",
    State.CONSULTING: "正在征求意见",
    State.EXAMINING: "正在听证、检验、鉴定或者评审",
    State.AWAITING_CLARIFICATION: "等待申请人补正",
    State.AWAITING_PAYMENT: "等待申请人缴费",
    State.REPLIED: "已经答复",
    State.WITHDRAWN: "已经撤回",
    State.DONE: "已经办结",
}


class Act(StrEnum):
    """What a step does to the clock."""

    SUSPEND = "suspend"
    RENEW = "renew"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    CLOSE = "close"


@dataclass(frozen=True, kw_only=True)
class Step:
    """期限事项: something that may happen to a clock, and what is said when it may not.

    `term` is the key of how long it lasts or extends at most, `within` of when it must be taken.
    """

    name: str
    label: str
    act: Act
    state: State | None = None
    of: str = ""
    times: int = 0
    term: str = ""
    within: str = ""
    approval: str = ""
    reason: str = ""
    waiting: str = ""
    silence: str = ""
    busy: str = ""
    again: str = ""
    paused: str = ""
    late: str = ""
    unasked: str = ""


@dataclass(frozen=True, kw_only=True)
class ClockKind:
    """期限种类: a term that runs from one day, with the steps that may be taken in it."""

    key: str
    group: str
    name: str
    starts: str
    receipt: str
    by_channel: bool
    counts_back: bool
    at_least: bool
    rolls: bool
    silence: str
    expiry: str
    steps: Mapping[str, Step]

    @property
    def direction(self) -> int:
        return -1 if self.counts_back else 1

    @property
    def term_keys(self) -> frozenset[str]:
        """Every term that one of these clocks may run by."""
        of_steps = {key for step in self.steps.values() for key in (step.term, step.within) if key}
        return frozenset({self.key, *of_steps})


@dataclass(frozen=True, kw_only=True)
class Channel:
    """提交渠道: the way an application came in, which fixes the day of receipt (条例 art. 31)."""

    key: str
    label: str
    receipt: str


@cache
def kinds() -> Mapping[str, ClockKind]:
    """Every kind by its key, in the order of the file."""
    read = {kind["key"]: kind for kind in law("clocks")["kind"]}
    return MappingProxyType({key: _kind(kind, read) for key, kind in read.items()})


def clock_kind(key: str) -> ClockKind:
    if key not in kinds():
        raise UnknownKind(f"没有“{key[:40]}”这种期限。")
    return kinds()[key]


@cache
def channels() -> Mapping[str, Channel]:
    return MappingProxyType({read["key"]: Channel(**read) for read in law("clocks")["channel"]})


def _kind(kind: Mapping[str, Any], read: Mapping[str, Mapping[str, Any]]) -> ClockKind:
    steps = [_step(step, kind["key"], read) for step in kind.get("step", ())]
    steps += [_closing(name) for name in kind.get("closes", ("done",))]
    return ClockKind(
        key=kind["key"],
        group=kind["group"],
        name=kind["name"],
        starts=kind["starts"],
        receipt=kind.get("receipt", ""),
        by_channel=kind.get("by_channel", False),
        counts_back=kind.get("before", False),
        at_least=kind.get("at_least", False),
        rolls=kind.get("rolls", True),
        silence=kind.get("silence", ""),
        expiry=kind.get("expiry", ""),
        steps=MappingProxyType({step.name: step for step in steps}),
    )


def _step(step: Mapping[str, Any], kind: str, read: Mapping[str, Mapping[str, Any]]) -> Step:
    written = {name: value for name, value in step.items() if name != "terms"}
    if "terms" in step:
        written["term"] = f"{kind}.{step['name']}"
    elif "term" in step:
        # What silence means belongs to those who are asked, and their clock says it.
        written["silence"] = read[step["term"]].get("silence", "")
    if "state" in step:
        written["state"] = State(step["state"])
    return Step(**written | {"act": Act(step["act"])})


def _closing(name: str) -> Step:
    read = law("clocks")["closing"][name]
    return Step(name=name, label=read["label"], act=Act.CLOSE, state=State(read["state"]))
