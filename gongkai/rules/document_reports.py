"""文档纠错: why readers report a document, and which reasons cannot wait for the due date."""

from enum import StrEnum

KIND = "document-report"


class ReportReason(StrEnum):
    """纠错原因: what a reader says is wrong with a document; the subject of the case begins so."""

    WRONG = "内容有错"
    STALE = "已经过时"
    MISMATCH = "与标题不符"
    EMPTY = "内容空洞或打不开"
    PERSONAL_DATA = "泄露个人信息"
    RIGHTS = "侵犯权利"
    OTHER = "其他"


# The harm goes on for as long as the document is public.
URGENT = (ReportReason.PERSONAL_DATA, ReportReason.RIGHTS)


def is_urgent(subject: str) -> bool:
    return subject.startswith(URGENT)
