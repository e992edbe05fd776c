"""What stands in the way of reporting a document, and of answering a report."""

from collections.abc import Iterator, Sequence
from datetime import date

from gongkai.inbound.cases.models import DocumentReport
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import Role, User
from gongkai.people.queries import holds
from gongkai.rules.gate import personal_data

SHORTEST_ANSWER = 4
LONGEST_ANSWER = 2000
ANSWERERS = (Role.CLERK, Role.UNIT_HEAD, Role.OPENNESS_OFFICE, Role.WINDOW)


def to_reporting(reported: Record) -> Iterator[str]:
    if reported.live_edition_id is None:
        yield "这份文件现在没有公开，不能纠错。"


def to_answering(report: DocumentReport, *, text: str, by: User, on: date) -> Iterator[str]:
    if report.answered_at is not None:
        yield "这一件已经答复过。"
    if not holds(by, *ANSWERERS, on=on, unit=report.record.unit):
        yield f"您没有答复“{report.record.unit}”来件的权限。"
    if len(text.strip()) < SHORTEST_ANSWER:
        yield f"请写明处理结果（至少{SHORTEST_ANSWER}个字）。"
    if len(text) > LONGEST_ANSWER:
        yield f"处理结果最多{LONGEST_ANSWER}个字。"
    if personal_data.find(text):
        yield "处理结果里有身份证号、手机号或银行卡号，请删去。"


def to_recomputing(reports: Sequence[DocumentReport]) -> Iterator[str]:
    """Two that find the same work: the one that comes second has none left."""
    if not reports:
        yield "没有需要重算期限的来件。"
