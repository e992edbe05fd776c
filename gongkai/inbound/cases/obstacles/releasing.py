"""What stands in the way of files of a case: laying, reading, sorting, giving them out."""

from collections.abc import Iterator, Sequence
from datetime import date

from gongkai.inbound.cases.models import Case, CaseFile, Redaction, Reply
from gongkai.inbound.cases.obstacles.handling import to_working_on
from gongkai.inbound.cases.obstacles.replying import blocking
from gongkai.people.models import User
from gongkai.rules.exemptions import Withheld, exemptions
from gongkai.rules.gate.passages import LONGEST, SHORTEST, bare
from gongkai.rules.outcomes import OutcomeKind, outcomes

SHORTEST_REASON, LONGEST_REASON = 2, 200
MOST_PASSAGES = 40
CLOSED = "这一件已经办结，文件不能再变动。"


def to_adding_files(case: Case, *, part: CaseFile.Part, by: User | None, on: date) -> Iterator[str]:
    if by is None:
        if part != CaseFile.Part.SENDER:
            yield "来件人只能交自己的材料。"
        return
    yield from to_working_on(case, by=by, on=on)
    if part not in CaseFile.Part.values:
        yield "请选择文件的用途。"


def to_reading_file(case: Case, *, purpose: str, by: User, on: date) -> Iterator[str]:
    # Whoever may clear the reply is among them.
    yield from to_working_on(case, by=by, on=on)
    if len(purpose.strip()) < SHORTEST_REASON:
        yield "请写明查看的用途。"


def to_sorting_file(
    file: CaseFile, case: Case, *, part: CaseFile.Part, by: User, on: date
) -> Iterator[str]:
    yield from _to_changing(file, case, by=by, on=on)
    if file.by_id is None:
        yield "来件人交来的材料不能改作他用；要提供同样内容的，请另行上传。"
    if part not in CaseFile.Part.values:
        yield "请选择文件的用途。"
    elif part == file.part:
        yield f"这个文件已经是“{file.get_part_display()}”。"


def to_releasing(
    file: CaseFile, case: Case, *, passages: Sequence[Withheld], by: User, on: date
) -> Iterator[str]:
    yield from _to_changing(file, case, by=by, on=on)
    if file.part != CaseFile.Part.RELEASED:
        yield "只有“拟提供的信息”才能处理后提供，请先改它的用途。"
    if len(passages) > MOST_PASSAGES:
        yield f"一个文件最多隐去{MOST_PASSAGES}段，多出来的请在原文件里删去后重新上传。"
    for number, one in enumerate(passages, start=1):
        yield from _to_withholding(number, one)
    bares = [bare(one.passage) for one in passages]
    for number, signs in enumerate(bares, start=1):
        if signs and signs in bares[: number - 1]:
            yield f"第{number}段和前面的一段相同，写一次就会隐去每一处。"


def _to_withholding(number: int, one: Withheld) -> Iterator[str]:
    if len(bare(one.passage)) < SHORTEST:
        yield f"第{number}段太短，至少写{SHORTEST}个字，要和文件里的文字一样。"
    elif len(one.passage) > LONGEST:
        yield f"第{number}段超过{LONGEST}个字，请分成几段。"
    if one.ground not in exemptions():
        yield f"请选择第{number}段不予公开的情形。"
    if len(one.reason.strip()) < SHORTEST_REASON:
        yield f"请写明第{number}段不予公开的理由。"
    elif len(one.reason) > LONGEST_REASON:
        yield f"第{number}段的理由最多{LONGEST_REASON}个字。"


def _to_changing(file: CaseFile, case: Case, *, by: User, on: date) -> Iterator[str]:
    yield from to_working_on(case, by=by, on=on)
    if case.closed_on is not None:
        yield CLOSED
    if file.copy_of_id is not None:
        yield "这是处理后的副本，请从原来的文件重新处理。"


def to_giving_files(reply: Reply, case: Case, *, on: date) -> Iterator[str]:
    """What the gate and the law say of the files that go with a reply."""
    for unready in case.files.to_be_given().filter(copy__isnull=True):
        yield f"“{unready.name}”拟提供，还没有处理：请处理后提供，不提供的改为内部材料。"
    for file in case.files.ready():
        yield from blocking(file.text, on=on, where=f"提供的文件“{file.name}”")
    outcome = outcomes().get(reply.outcome)
    is_whole = outcome is not None and outcome.kind is OutcomeKind.GRANTED
    if is_whole and Redaction.objects.filter(copy__case=case).exists():
        yield "提供的文件隐去了不予公开的内容，办理结果应当选“部分公开”（条例第三十七条）。"
