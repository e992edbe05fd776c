"""The ledger's entries in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from gongkai.ledger.models import LedgerEntry
from gongkai.outbound.publishing.models import Edition

VERBS = {
    "edition.started": "建立",
    "edition.filled": "换上正文",
    "edition.given-elements": "按要素填写",
    "decisions.imported": "导入表格",
    "edition.filled-in": "填写要素",
    "edition.described": "填写信息",
    "edition.attached": "加附件",
    "edition.detached": "删附件",
    "edition.checked": "检查",
    "finding.excused": "说明理由放行",
    "excuse.taken-back": "收回放行",
    "edition.masked": "隐去个人信息",
    "edition.submitted": "送审",
    "edition.recalled": "撤回送审",
    "edition.signed": "同意",
    "edition.returned": "退回",
    "edition.cleared": "审定",
    "edition.released-urgently": "紧急发布",
    "edition.rescheduled": "改发布时间",
    "edition.revised": "另起新版",
    "edition.dropped": "作废",
    "record.published": "公开",
    "record.corrected": "更正公开",
    "record.confirmed": "事后复核",
    "record.withdrawn": "撤下",
}
RELEASES = dict(Edition.Release.choices)
# Details worth a reader's time, in the order they are told.
DETAILS = {"step": "环节：", "name": "", "message": "", "reason": "理由：", "note": "说明："}


@dataclass(frozen=True)
class Told:
    """One entry as a line of the history."""

    at: datetime
    who: str
    what: str
    more: str


def told(entries: Iterable[LedgerEntry]) -> list[Told]:
    return [
        Told(entry.at, entry.by_name, VERBS.get(entry.verb, entry.verb), _more(entry))
        for entry in entries
    ]


def _more(entry: LedgerEntry) -> str:
    details = entry.details
    parts = [f"{words}{details[name]}" for name, words in DETAILS.items() if details.get(name)]
    if instead_of := details.get("instead_of"):
        parts.append(f"代{instead_of['label']}")
    if entry.verb == "edition.checked":
        parts.append(f"{details['findings']}处发现，{details['blocking']}处必须处理")
    if entry.verb == "edition.masked":
        parts += [f"{name}{count}处" for name, count in details["rules"].items()]
        parts += [f"文件：{name}" for name in details["files"]]
    if entry.verb == "edition.submitted":
        parts.append(RELEASES.get(details.get("release", ""), ""))
    return "；".join(part for part in parts if part)
