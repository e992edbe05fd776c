"""双公示 among the kinds of information with elements: heads as its text, rows by the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.utils.timezone import localdate

from gongkai.outbound.decisions.models import Decision
from gongkai.outbound.publishing.blocks import Paragraph, Table, written
from gongkai.outbound.publishing.models import Edition
from gongkai.outbound.publishing.structures import Said, Shown, Structure, Written
from gongkai.rules.decisions.columns import Kind
from gongkai.rules.decisions.masking import still_open
from gongkai.rules.decisions.rows import PublicRow
from gongkai.rules.gate.findings import Severity
from gongkai.rules.guides import GuideDoubt

KIND = "decisions"
SHOWN_IN_A_DOCUMENT = 100
LONGEST_BATCH = 60
AT_ONCE = 500
SOON_OVER = timedelta(days=90)


@dataclass(frozen=True, kw_only=True)
class Batch:
    """公示批次: decisions of one kind that go through the gate together."""

    kind: Kind
    agency: str
    name: str
    rows: tuple[PublicRow, ...]

    @property
    def title(self) -> str:
        return f"{self.agency}{self.kind.label}结果公示（{self.name}）"

    def said(self) -> dict[str, Any]:
        return {
            "decisions": self.kind.value,
            "agency": self.agency,
            "batch": self.name,
            "rows": [row.plain() for row in self.rows],
        }

    @classmethod
    def of(cls, said: Said) -> Self:
        """ValueError, in Chinese, where plain values are no batch."""
        if not said:
            raise ValueError("这一批还没有导入表格。")
        try:
            kind = Kind(said["decisions"])
            batch, agency, rows = said["batch"], said["agency"], list(said["rows"])
        except (KeyError, TypeError, ValueError):
            raise ValueError("这一批的内容不完整，请重新导入表格。") from None
        if not isinstance(batch, str) or not 0 < len(batch.strip()) <= LONGEST_BATCH:
            raise ValueError(f"批次名称应当写明，最长{LONGEST_BATCH}个字。")
        if not rows:
            raise ValueError("这一批没有一行，没有可以公示的内容。")
        made = tuple(PublicRow.of(kind, row) for row in rows)
        if len({row.key for row in made}) < len(made):
            raise ValueError("这一批里有文书号重复的行，请合并后重新导入。")
        return cls(kind=kind, agency=str(agency), name=batch.strip(), rows=made)


def write(said: Said) -> Written:
    """Heads and counts alone: names would stay in texts, indexes and copies after their time."""
    batch = Batch.of(said)
    days = [row.decided_on for row in batch.rows]
    return written(
        batch.title,
        (
            Table(
                ("项目", "内容"),
                (
                    ("公示类别", batch.kind.label),
                    ("公示件数", f"{len(batch.rows)}件"),
                    ("作出决定的日期", _between(min(days), max(days))),
                ),
            ),
            Paragraph("每件决定的内容在公示期内逐件显示，公示期满自动停止显示。"),
        ),
    )


def _between(first: date, last: date) -> str:
    return f"{first}" if first == last else f"{first}至{last}"


def doubts(said: Said, on: date) -> Iterator[GuideDoubt]:
    """The rows are not part of the text, so what the gate asks of a text is asked of them here."""
    batch = Batch.of(said)
    for at, row in enumerate(batch.rows, start=1):
        for label, message in still_open(row, on):
            yield GuideDoubt(f"rows.{at}", Severity.BLOCK, f"第{at}行“{label}”：{message}", "")
        if row.until_on < on:
            yield GuideDoubt(
                f"rows.{at}",
                Severity.WARN,
                f"第{at}行的公示期已于{row.until_on}届满，发布后不会显示。",
                "",
            )


def differences(before: Said, after: Said) -> tuple[str, ...]:
    return tuple(_differences(Batch.of(before), Batch.of(after)))


def _differences(before: Batch, after: Batch) -> Iterator[str]:
    earlier = {row.key: row for row in before.rows}
    later = {row.key: row for row in after.rows}
    for key, row in later.items():
        if key not in earlier:
            yield f"增加：{row.number}（{row.name}）。"
        elif earlier[key] != row:
            yield f"修改：{row.number}（{_changed(earlier[key], row)}）。"
    for key, row in earlier.items():
        if key not in later:
            yield f"删去：{row.number}（{row.name}）。"


def _changed(before: PublicRow, after: PublicRow) -> str:
    earlier, later = dict(before.lines()), dict(after.lines())
    labels = [one for one in {**earlier, **later} if earlier.get(one) != later.get(one)]
    if before.until_on != after.until_on:
        labels.append("公示截止期")
    return "、".join(dict.fromkeys(labels)) or "公示期的说明"


def keep(edition: Edition, said: Said) -> None:
    """One row of the index for each row of the elements, in the transaction that writes them."""
    Decision.objects.filter(edition=edition).delete()
    if not said:
        return
    batch = Batch.of(said)
    Decision.objects.bulk_create(
        (
            Decision(
                edition=edition,
                agency_id=edition.record.agency_id,
                kind=batch.kind.value,
                key=row.key,
                number=row.number,
                name=row.name,
                decided_on=row.decided_on,
                until_on=row.until_on,
                said=row.plain(),
            )
            for row in batch.rows
        ),
        batch_size=AT_ONCE,
    )


def show(edition: Edition, said: Said, at: datetime) -> Shown:
    """Rows whose time is not over; those of a long batch go on in the list."""
    on = localdate(at)
    rows = Decision.objects.filter(edition=edition).shown(on).select_related("agency")
    found = list(rows.order_by("-decided_on", "-id")[: SHOWN_IN_A_DOCUMENT + 1])
    return Shown(
        "decisions/batch.html",
        {
            "kind": said["decisions"],
            "rows": found[:SHOWN_IN_A_DOCUMENT],
            "has_more": len(found) > SHOWN_IN_A_DOCUMENT,
            "total": len(said["rows"]),
            "agency": edition.record.agency,
            "batch": edition.record_id,
            "on": on,
        },
    )


STRUCTURE = Structure(
    kind=KIND,
    label="双公示批次",
    url_name="decisions:edit",
    write=write,
    doubts=doubts,
    show=show,
    differences=differences,
    keep=keep,
)
