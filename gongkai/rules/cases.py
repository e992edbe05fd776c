"""The kinds of cases: what each is called, which clock runs on it, and what its sender must say."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from gongkai.rules.law import law


class Named(StrEnum):
    """How far the sender of a case must be known."""

    REQUIRED = "required"
    CONTACT = "contact"
    OPTIONAL = "optional"


@dataclass(frozen=True, kw_only=True)
class CaseKind:
    """办件种类: one row of `law/cases.toml`; `clock` is the kind of its clock.

    `notify` is that of telling the sender whether it is taken up, where the law sets a term for it.
    """

    key: str
    name: str
    prefix: str
    clock: str
    notify: str
    article: str
    source: str
    named: Named
    may_be_published: bool
    describe: str


@cache
def case_kinds() -> Mapping[str, CaseKind]:
    """The kinds by key, in the order of the file."""
    read = law("cases")
    return MappingProxyType(
        {
            each["key"]: CaseKind(
                key=each["key"],
                name=each["name"],
                prefix=each["prefix"],
                clock=each["clock"],
                notify=each.get("notify", ""),
                article=each["article"],
                source=read["sources"][each["source"]],
                named=Named(each["parties"]),
                may_be_published=each["published"],
                describe=each["describe"],
            )
            for each in read["kind"]
        }
    )


def keep_years() -> int:
    """How long a closed case keeps who brought it; the agency's own choice until law says more."""
    years: int = law("cases")["keep_years"]
    return years


@dataclass(frozen=True, kw_only=True)
class Sender:
    """来件人: who brings a case, as far as they say; what may identify them is sealed at rest."""

    name: str = ""
    identity_kind: str = ""
    identity_number: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""

    @property
    def is_reachable(self) -> bool:
        return bool(self.phone or self.email or self.address)


def obstacles_to_naming(kind: CaseKind, sender: Sender) -> tuple[str, ...]:
    """What the sender still has to say, as sentences."""
    lacking = []
    if kind.named is Named.REQUIRED and not (sender.name or sender.organisation):
        lacking.append("请填写姓名或者单位名称。")
    if kind.key == "foi" and not sender.identity_number:
        # 条例 art. 29(1): 姓名或者名称、身份证明、联系方式.
        lacking.append("申请政府信息公开须有身份证明，请填写证件号码（条例第二十九条）。")
    if kind.named is not Named.OPTIONAL and not sender.is_reachable:
        lacking.append("请至少填写一种联系方式：电话、电子邮箱或者通信地址。")
    return tuple(lacking)


def masked_name(name: str) -> str:
    """A name as lists may show it: the surname, or what a body is called."""
    return name[:1] + "*" * min(len(name) - 1, 2) if name else ""
