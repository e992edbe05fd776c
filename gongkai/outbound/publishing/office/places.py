"""Where a finding stands: its surroundings in the text, and the address of the place."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.outbound.publishing.explaining import explanation_of
from gongkai.outbound.publishing.models import Attachment, Edition, Finding
from gongkai.outbound.publishing.queries import OF_FILES
from gongkai.rules.gate.rulebook import Rule

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
    "elements": "要素",
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

    @property
    def rule(self) -> Rule | None:
        return explanation_of(self.finding.rule)

    @property
    def mask(self) -> str:
        """What a mask makes of the marked words."""
        return self.finding.suggestion or "*" * len(self.marked)


@dataclass(frozen=True)
class Shown:
    """The findings a screen shows, and how many there are in all."""

    places: tuple[Place, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.places)


def shown(edition: Edition, findings: QuerySet[Finding]) -> Shown:
    rows = list(findings[:SHOWN])
    count = len(rows) if len(rows) < SHOWN else findings.count()
    return Shown(places_of(edition, rows), count)


def places_of(edition: Edition, findings: Iterable[Finding]) -> tuple[Place, ...]:
    rows = list(findings)
    lines = edition.body_text.split("\n")
    files = {}
    if labels := {one.label for one in rows if one.part == "attachment"}:
        files = {
            file.name: file
            for file in edition.attachments.filter(
                name__in=labels, part__in=(Attachment.Part.SOURCE, Attachment.Part.ANNEX)
            ).order_by("-part")
        }
    return tuple(_place(edition, finding, lines, files) for finding in rows)


def _place(
    edition: Edition, finding: Finding, lines: list[str], files: dict[str, Attachment]
) -> Place:
    if finding.part == "body":
        found = 0 < finding.block <= len(lines)
        text = lines[finding.block - 1] if found else finding.excerpt
        name, url_name, anchor = f"正文第{finding.block}段", "text", f"b{finding.block}"
        if not finding.block:
            text, name = "", "正文"
    elif finding.part == "attachment":
        file = files.get(finding.label)
        is_source = file is not None and file.part == Attachment.Part.SOURCE
        text = file.text if file else ""
        name = f"{'正文文件' if is_source else '附件'}“{finding.label}”"
        url_name, anchor = ("text", "files") if is_source else ("facts", "annexes")
    elif finding.part == "elements":
        text, name = "", "要素"
        url_name, anchor = "elements", f"element-{finding.label}"
    else:
        text = _fact(edition, finding.part)
        name = PARTS.get(finding.part, finding.part)
        url_name, anchor = "facts", f"field-{finding.part}"
    return _cut(finding, text, name, url_name, anchor)


def _fact(edition: Edition, name: str) -> str:
    """A fact as the checks read it; columns are rows of their own."""
    if name == "columns":
        return ""
    fact = getattr(edition, name, "") or ""
    return " ".join(fact) if isinstance(fact, list) else str(fact)


def _cut(finding: Finding, text: str, name: str, url_name: str, anchor: str) -> Place:
    start, end = finding.start, finding.end
    if finding.rule in OF_FILES:
        # Its message has said already what there is.
        return Place(finding, "", "", "", name, url_name, anchor)
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
