"""Where a finding stands: its surroundings in the text, and the address of the place."""

from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.outbound.publishing.models import Edition, Finding

AROUND = 40
SHOWN = 100
PARTS = {
    "title": "标题",
    "body": "正文",
    "attachment": "附件",
    "document_number": "发文字号",
    "issuer": "发文机关",
    "formed_on": "成文日期",
    "genre": "体裁",
    "topic": "主题分类",
    "summary": "内容概述",
    "source": "来源",
    "keywords": "关键词",
    "disclosure": "公开方式",
    "change_note": "更正说明",
    "validity_note": "有效性说明",
    "columns": "栏目",
}


@dataclass(frozen=True)
class Place:
    """A finding with the text around it, cut into before, marked and after."""

    finding: Finding
    before: str
    marked: str
    after: str
    name: str
    url_name: str
    anchor: str


@dataclass(frozen=True)
class Shown:
    """The findings a screen shows, and how many there are in all."""

    places: tuple[Place, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.places)


def shown(edition: Edition, findings: QuerySet[Finding]) -> Shown:
    lines = edition.body_text.split("\n")
    rows = list(findings[:SHOWN])
    count = len(rows) if len(rows) < SHOWN else findings.count()
    return Shown(tuple(_place(edition, finding, lines) for finding in rows), count)


def _place(edition: Edition, finding: Finding, lines: list[str]) -> Place:
    if finding.part == "body":
        found = 0 < finding.block <= len(lines)
        text = lines[finding.block - 1] if found else finding.excerpt
        name, url_name, anchor = f"正文第{finding.block}段", "text", f"b{finding.block}"
        if not finding.block:
            text, name = "", "正文"
    elif finding.part == "attachment":
        text, name, url_name, anchor = "", f"附件“{finding.label}”", "facts", "annexes"
    else:
        text = str(getattr(edition, finding.part, "") or "") if finding.part != "columns" else ""
        name = PARTS.get(finding.part, finding.part)
        url_name, anchor = "facts", f"field-{finding.part}"
    start, end = finding.start, finding.end
    if not text or end <= start or end > len(text):
        return Place(finding, "", finding.excerpt, "", name, url_name, anchor)
    head = text[max(0, start - AROUND) : start]
    tail = text[end : end + AROUND]
    return Place(
        finding,
        ("…" if start > AROUND else "") + head,
        text[start:end],
        tail + ("…" if end + AROUND < len(text) else ""),
        name,
        url_name,
        anchor,
    )
