"""The rules of the gate by id: what each looks for, its weight, why, and what removes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from gongkai.rules.gate.findings import Hit, Severity
from gongkai.rules.law import law


@dataclass(frozen=True, kw_only=True)
class Rule:
    """检查规则: what a finding of this rule means, for the people who meet one."""

    id: str
    name: str
    severity: Severity
    why: str
    fix: str
    source: str
    excusable: bool = True

    def hit(
        self,
        start: int,
        end: int,
        message: str,
        suggestion: str = "",
        *,
        severity: Severity | None = None,
    ) -> Hit:
        """This rule's word about one place; `severity` only where the place changes its weight."""
        return Hit(
            start, end, self.id, severity or self.severity, message, suggestion, self.excusable
        )


@cache
def rules() -> Mapping[str, Rule]:
    """The rules of `law/gate.toml` by id, in its order."""
    read = law("gate")
    return MappingProxyType(
        {
            each["id"]: Rule(
                id=each["id"],
                name=each["name"],
                severity=Severity(each["severity"]),
                why=each["why"],
                fix=each["fix"],
                source=read["sources"][each["source"]],
                excusable=each.get("excusable", True),
            )
            for each in read["rule"]
        }
    )


def rule(id: str) -> Rule:  # noqa: A002  the field's name
    return rules()[id]


def explain(id: str) -> Rule:  # noqa: A002  the field's name
    """The rule behind a finding; words are explained by their family, hidden things by `hidden`."""
    family = "hidden" if id.startswith("hidden-") else id.partition("/")[0]
    return rules()[family]
