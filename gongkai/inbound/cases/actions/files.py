"""Files of a case: read at arm's length first, then kept sealed."""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.utils.timezone import localdate

from gongkai.inbound.cases import obstacles, queries
from gongkai.inbound.cases.actions.keeping import SentFile, keep_files, shown
from gongkai.inbound.cases.actions.receiving import receive
from gongkai.inbound.cases.actions.replying import reopen_reply
from gongkai.inbound.cases.actions.stepping import lock, take_step
from gongkai.inbound.cases.intake import NewCase
from gongkai.inbound.cases.models import Case, CaseFile, Fee
from gongkai.ledger.actions import action, refuse_if
from gongkai.media.intake import CannotTakeIn, plain_text_guarded
from gongkai.people.models import User

MEGABYTE = 1024 * 1024
MOST_FILES, MOST_BYTES = 5, 10 * MEGABYTE
# A sender can add once or twice what was forgotten, and not fill the disk.
MOST_FILES_OF_SENDER = 10
SHORTEST_ANSWER, LONGEST_ANSWER = 5, 5000
CLARIFIED = "clarification-received"
ANSWER_NAME = "补正说明.txt"
PAYMENT_NAME = "缴费说明.txt"
SECONDS, MEMORY_MB = 30, 800


def read_files(sent: Sequence[SentFile]) -> list[SentFile]:
    """The files with their words; refuses all of them when one cannot be read, naming it."""
    refuse_if(to_sending_files(sent))
    read, refused = [], []
    for file in sent:
        try:
            read.append(SentFile(file.name, file.content, _words_of(file)))
        except CannotTakeIn as why:
            refused.append(f"附件“{shown(file.name)}”：{why}")
    refuse_if(refused)
    return read


def to_sending_files(sent: Sequence[SentFile]) -> Iterator[str]:
    if len(sent) > MOST_FILES:
        yield f"附件一次最多{MOST_FILES}个，您选了{len(sent)}个。"
    for file in sent:
        if not file.content:
            yield f"附件“{shown(file.name)}”是空的，请重新选择。"
        elif len(file.content) > MOST_BYTES:
            most = MOST_BYTES // MEGABYTE
            yield f"附件“{shown(file.name)}”超过{most}MB，请压缩或者拆分后再上传。"


def _words_of(file: SentFile) -> str:
    with tempfile.NamedTemporaryFile(prefix="gongkai-case-") as kept:
        kept.write(file.content)
        kept.flush()
        path = Path(kept.name)
        return plain_text_guarded(path, name=file.name, seconds=SECONDS, memory_mb=MEMORY_MB).text


def receive_with_files(
    new: NewCase, sent: Sequence[SentFile], *, seed: str, by: User | None, at: datetime
) -> Case:
    """Takes a case in together with its files, or neither of them."""
    if not sent:
        return receive(new, seed=seed, by=by, at=at)
    return _receive_both(new, sent, seed=seed, by=by, at=at)


@action
def _receive_both(
    new: NewCase, sent: Sequence[SentFile], *, seed: str, by: User | None, at: datetime
) -> Case:
    refuse_if(to_sending_files(sent))
    case = receive(new, seed=seed, by=by, at=at)
    keep_files(case, sent, by=by, at=at)
    return case


@action
def add_files(
    case: Case,
    sent: Sequence[SentFile],
    *,
    part: CaseFile.Part = CaseFile.Part.SENDER,
    by: User | None,
    at: datetime,
) -> Case:
    """Lays files to a case that `read_files` has read; an officer says what they are for."""
    case = lock(case)
    refuse_if(
        (
            *_to_adding(case, sent, by=by),
            *obstacles.to_adding_files(case, part=part, by=by, on=localdate(at)),
        )
    )
    keep_files(case, sent, part=part, by=by, at=at)
    if part == CaseFile.Part.RELEASED:
        reopen_reply(case, by=by, at=at)
    return case


def _to_adding(case: Case, sent: Sequence[SentFile], *, by: User | None) -> Iterator[str]:
    if case.closed_on is not None:
        yield "这一件已经办结，不能再加附件。"
    yield from to_sending_files(sent)
    if by is None and queries.files_of_sender(case) + len(sent) > MOST_FILES_OF_SENDER:
        yield f"每一件最多收{MOST_FILES_OF_SENDER}个附件，其余的请寄来或者当面交。"


@action
def answer_clarification(
    case: Case, *, text: str, sent: Sequence[SentFile] = (), at: datetime
) -> Case:
    """The sender says what was asked for; the term begins anew."""
    case = lock(case)
    refuse_if((*_to_clarifying(text), *_to_adding(case, sent, by=None)))
    case = take_step(case, CLARIFIED, on=localdate(at), by=None, at=at)
    said = SentFile(ANSWER_NAME, text.strip().encode(), text.strip())
    keep_files(case, [said, *sent], by=None, at=at)
    return case


@action
def tell_payment(case: Case, *, text: str, sent: Sequence[SentFile] = (), at: datetime) -> Case:
    """The sender says that the fee was paid; whoever has the case registers it once it is seen."""
    case = lock(case)
    refuse_if((*_to_telling_payment(case), *_to_adding(case, sent, by=None)))
    told = text.strip() or "已缴费。"
    said = SentFile(PAYMENT_NAME, told.encode(), told)
    keep_files(case, [said, *sent], by=None, at=at)
    return case


def _to_telling_payment(case: Case) -> Iterator[str]:
    if not Fee.objects.filter(case=case, paid_on=None).exists():
        yield "这一件没有等待缴纳的费用。"


def _to_clarifying(text: str) -> Iterator[str]:
    if len(text.strip()) < SHORTEST_ANSWER:
        yield f"请写明补正的内容，至少{SHORTEST_ANSWER}个字。"
    elif len(text) > LONGEST_ANSWER:
        yield f"补正的内容最多{LONGEST_ANSWER}个字，其余的请作为附件。"
