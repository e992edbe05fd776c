"""What stands in the way of filling in, checking and settling a report, in the screen's words."""

from collections.abc import Iterator
from datetime import date

from gongkai.oversight.reports.models import AnnualFigures
from gongkai.oversight.reports.past import PastFile
from gongkai.oversight.reports.queries import EARLIEST, Examined
from gongkai.people.models import Agency, Role, User
from gongkai.people.queries import holds
from gongkai.rules.annual_report.form import NUMERALS, headings

SHORTEST_REASON = 4
MOST_TOLD = 20
# Sections whose whole content is prose; the others have their table.
TOLD_IN_PROSE = (1, 5, 6)


def to_filling_in(agency: Agency, year: int, *, by: User, on: date) -> Iterator[str]:
    yield from _to_working_on(agency, by=by, on=on)
    if not EARLIEST <= year <= on.year:
        yield f"只能填报{EARLIEST}年至{on.year}年的年报，请核对年度。"


def to_entering(figures: AnnualFigures | None, *, revision: int) -> Iterator[str]:
    if figures is None:
        return
    if figures.is_final:
        yield (
            f"{figures.year}年的年报已经定稿，不能再改；确需修改的，"
            "请领导小组办公室先写明理由退回修改。"
        )
    elif figures.revision != revision:
        yield (
            f"您打开之后，{figures.entered_by}又保存过一次。您填的还在下面：请在另一个窗口打开"
            "现在的内容，比较后从那里填写并保存。"
        )


def to_importing(past: PastFile, year: int, *, restated_why: str) -> Iterator[str]:
    report = past.reading.report
    if report.year is None:
        yield (
            "文件里没有读到是哪一年的报告。请在标题里写明年度，例如"
            f"“{year - 1}年政府信息公开工作年度报告”，再导入。"
        )
    elif report.year != year - 1:
        yield (
            f"文件是{report.year}年的报告；核对{year}年的年报要用{year - 1}年的，"
            "请换成那一年的文件。"
        )
    if not any((report.disclosure, report.applications, report.proceedings)):
        yield "文件里没有读到年度报告的任何一张表，请换成有表格的文件。"
    if restated_why.strip() and len(restated_why.strip()) < SHORTEST_REASON:
        yield f"更正依据请写明是谁、以什么文件更正的（至少{SHORTEST_REASON}个字）；没有更正就不填。"


def to_checking(found: Examined, *, by: User, on: date) -> Iterator[str]:
    if found.figures is None:
        yield "还没有填写表2、表4和正文，请先填写。"
        return
    yield from _to_working_on(found.figures.agency, by=by, on=on)
    if found.figures.is_final:
        yield "年报已经定稿，不需要再核对。"
    yield from _blocking(found)


def to_settling(found: Examined, *, by: User, on: date) -> Iterator[str]:
    """The report is whole, checked, without a blocking finding, and its year is over."""
    yield from besides_findings(found, by=by, on=on)
    if found.figures is not None and not found.figures.is_final:
        yield from _blocking(found)


def besides_findings(found: Examined, *, by: User, on: date) -> Iterator[str]:
    """What else stands in the way of settling, where the findings are told anyway."""
    figures = found.figures
    if figures is None:
        yield "还没有填写表2、表4和正文，请先填写。"
        return
    yield from _to_deciding(figures.agency, by=by, on=on, what="定稿")
    if figures.is_final:
        yield "年报已经定稿。"
        return
    if on <= date(found.year, 12, 31):
        yield f"统计期限到{found.year}年12月31日为止，{found.year + 1}年1月1日起才能定稿。"
    if figures.state != AnnualFigures.State.CHECKED:
        yield "最后一次填写之后还没有人核对。请看完检查结果，点“核对完毕”。"
    yield from _untold(found)


def to_reopening(figures: AnnualFigures, *, reason: str, by: User, on: date) -> Iterator[str]:
    yield from _to_deciding(figures.agency, by=by, on=on, what="退回修改")
    if not figures.is_final:
        yield "年报还没有定稿，可以直接修改。"
    if len(reason.strip()) < SHORTEST_REASON:
        yield f"请写明退回修改的理由（至少{SHORTEST_REASON}个字）。"


def _to_working_on(agency: Agency, *, by: User, on: date) -> Iterator[str]:
    if by.agency_id != agency.pk or not holds(by, Role.CLERK, Role.OPENNESS_OFFICE, on=on):
        yield f"只有“{agency}”的经办人和领导小组办公室可以填报和核对年报，请联系他们。"


def _to_deciding(agency: Agency, *, by: User, on: date, what: str) -> Iterator[str]:
    if by.agency_id != agency.pk or not holds(by, Role.OPENNESS_OFFICE, on=on):
        yield f"年报由“{agency}”的领导小组办公室{what}，请联系他们。"


def _untold(found: Examined) -> Iterator[str]:
    """A section of prose without a word; that nothing happened is said too."""
    for section in found.report.sections or ():
        if section.number in TOLD_IN_PROSE and not section.paragraphs:
            heading = headings()[section.number - 1]
            yield (
                f"第{NUMERALS[section.number - 1]}部分“{heading}”还没有内容；"
                "没有需要写的，也请写明“无”。"
            )


def _blocking(found: Examined) -> Iterator[str]:
    for finding in found.blocking[:MOST_TOLD]:
        yield f"{finding.check}　{finding.message}"
    if len(found.blocking) > MOST_TOLD:
        yield f"另有{len(found.blocking) - MOST_TOLD}处必须改正，见检查结果。"
