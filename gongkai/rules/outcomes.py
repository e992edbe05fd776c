"""How an application for information can end, what its reply contains, and the way to remedy."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from gongkai.rules.exemptions import Exemption, exemptions
from gongkai.rules.law import law

_IN_TABLE = re.compile(r"^(（.）|\d+\.)|（区分处理的.*）$")


class CannotAdvise(Exception):
    """No remedy paragraph can be written; the message says why."""


class OutcomeKind(StrEnum):
    """办理结果的大类: the six classes of table 3."""

    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    NOT_AVAILABLE = "not_available"
    NOT_HANDLED = "not_handled"
    OTHERWISE_CLOSED = "otherwise_closed"


class Remedy(StrEnum):
    """救济路径: whether the applicant must ask for 行政复议 before going to court."""

    REVIEW_FIRST = "review_first"
    WITHHELD_PART_FIRST = "withheld_part_first"
    EITHER = "either"


@dataclass(frozen=True)
class ReplyPart:
    """答复要素: something the reply of an outcome has to say."""

    key: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """办理结果: one of the 21 ways an application can end, with its row of table 3."""

    code: str
    name: str
    kind: OutcomeKind
    articles: tuple[str, ...]
    grounds: tuple[Exemption, ...]
    parts: tuple[ReplyPart, ...]
    remedy: Remedy

    @property
    def called(self) -> str:
        """Its name without what the table adds: its number before, how it is counted behind."""
        return _IN_TABLE.sub("", self.name)

    @property
    def is_refusal_to_review_first(self) -> bool:
        """复议前置: the whole information is withheld (复议法 art. 23(1)(4))."""
        return self.remedy is Remedy.REVIEW_FIRST

    @property
    def needs_remedy(self) -> bool:
        """Whether the reply must tell of remedies; a full grant may, but need not."""
        return any(part.key == "remedy" for part in self.parts)


@dataclass(frozen=True, kw_only=True)
class RemedyTerm:
    """救济期限: how long the applicant has, by which article, and from which day it is law."""

    key: str
    amount: int
    unit: str
    text: str
    source: str
    in_force_from: date
    verified: bool

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"


@cache
def outcomes() -> MappingProxyType[str, Outcome]:
    """The closed list of `law/outcomes.toml` by code, in the order of table 3."""
    labels = law("outcomes")["parts"]
    return MappingProxyType(
        {
            outcome["code"]: Outcome(
                code=outcome["code"],
                name=outcome["name"],
                kind=OutcomeKind(outcome["kind"]),
                articles=tuple(outcome["articles"]),
                grounds=tuple(exemptions()[code] for code in outcome["grounds"]),
                parts=tuple(ReplyPart(key, labels[key]) for key in outcome["parts"]),
                remedy=Remedy(outcome["remedy"]),
            )
            for outcome in law("outcomes")["outcome"]
        }
    )


@cache
def remedy_terms() -> tuple[RemedyTerm, ...]:
    return tuple(RemedyTerm(**term) for term in law("outcomes")["term"])


def remedy_term(key: str, on: date) -> RemedyTerm:
    in_force = [term for term in remedy_terms() if term.key == key and term.in_force_from <= on]
    if not in_force:
        raise CannotAdvise(f"没有收录{on:%Y年%m月%d日}施行的救济期限，不能写救济途径。")
    return max(in_force, key=lambda term: term.in_force_from)


def remedy_paragraph(outcome: Outcome, *, review_body: str, court: str, on: date) -> str:
    """The closing paragraph of a reply sent on a day; 复议前置 must be said (复议法 art. 23)."""
    if not review_body.strip() or not court.strip():
        raise CannotAdvise("行政复议机关和人民法院的名称都要填写，才能写救济途径。")
    review_first = _review_first(review_body, court, on)
    either = _either(review_body, court, on)
    match outcome.remedy:
        case Remedy.REVIEW_FIRST:
            return f"如对本答复不服，{review_first}"
        case Remedy.WITHHELD_PART_FIRST:
            return (
                f"如对本答复中不予公开的部分不服，{review_first}如对本答复的其他部分不服，{either}"
            )
        case Remedy.EITHER:
            return f"如对本答复不服，{either}"


def _review_first(review_body: str, court: str, on: date) -> str:
    review, action = remedy_term("review", on), remedy_term("action_after_review", on)
    return (
        f"依照{review.text}、第二十三条第一款第四项的规定，应当自收到本答复之日起{review}内"
        f"先向{review_body}申请行政复议。对行政复议决定不服的，依照{action.text}的规定，"
        f"可以自收到行政复议决定书之日起{action}内向{court}提起行政诉讼；"
        f"行政复议机关逾期不作决定的，可以自行政复议期限届满之日起{action}内提起行政诉讼。"
        "未经行政复议，不能直接提起行政诉讼。"
    )


def _either(review_body: str, court: str, on: date) -> str:
    review, action = remedy_term("review", on), remedy_term("action", on)
    return (
        f"可以依照{review.text}的规定，自收到本答复之日起{review}内向{review_body}"
        f"申请行政复议；也可以依照{action.text}的规定，自收到本答复之日起{action}内"
        f"向{court}提起行政诉讼。"
    )
