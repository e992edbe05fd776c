"""What stands in the way of a warning: that somebody was faster."""

from collections.abc import Iterator, Sized

from gongkai.inbound.cases.models import WarningDigest


def to_warning(found: Sized) -> Iterator[str]:
    if not found:
        yield "没有需要提醒的办件。"


def to_mailing_digest(digest: WarningDigest | None, cases: Sized) -> Iterator[str]:
    if digest is not None and digest.is_sent:
        yield "今天的提醒邮件已经发过。"
    if not cases:
        yield "没有需要提醒的办件。"
