"""From the lines and grids of a published report to the report: what was found, what was not.

Nothing is guessed: a row or column whose label is not known stays empty, and a sentence says so.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from gongkai.rules.annual_report.assembling import (
    applications_of,
    disclosure_of,
    missing,
    missing_cells,
    proceedings_of,
)
from gongkai.rules.annual_report.form import headings, period_of
from gongkai.rules.annual_report.grids import (
    Found,
    Grid,
    applications_in,
    disclosure_in,
    proceedings_in,
)
from gongkai.rules.annual_report.labels import CLOSE, core, seen
from gongkai.rules.annual_report.report import AnnualReport, Section
from gongkai.rules.annual_report.tables import Cell, TableFinding, quoted
from gongkai.rules.gate.findings import Severity

LONGEST_HEADING = 40
LONGEST_TITLE = 80
LONGEST_PARAGRAPH = 4_000
MOST_PROSE = 200_000
LISTED = 5
# A title and a date are looked for in so many lines.
FRONT = 60

_NUMBERED = re.compile(r"^\s*第?([一二三四五六七八])(?:部分)?\s*[、.．,，:：\s]\s*(.+)$", re.DOTALL)
_RUN_ON = re.compile(r"^([^。:：]{2,30}?(?:情况|事项|措施))[。.:：\s]+(.+)$", re.DOTALL)
# What a heading speaks of, however it is worded.
_SUBJECTS = (
    re.compile(r"总体情况"),
    re.compile(r"主动公开"),
    re.compile(r"收到和?处理"),
    re.compile(r"行政复议.*行政诉讼"),
    re.compile(r"存在.*问题"),
    re.compile(r"其他.*报告.*事项"),
)
_TITLE = re.compile(
    r"([^>》_|｜]*?)(20\d\d)年?度?([^>》_|｜]*?)(?:政府信息公开|政务公开)(?:工作)?年度?报告?"
)
_PUBLISHED = re.compile(
    r"(?:发[布文]|公开)(?:日期|时间)[:：]?(20\d\d)[-年/.](\d{1,2})[-月/.](\d{1,2})"
)


class NotTheReport(Exception):
    """What was given is no annual report; the message says what is missing."""


@dataclass(frozen=True)
class Reading:
    """A report as it was read, what was wrong with reading it, and the cells that were not found.

    A cell that was not found is empty in the report; it is told of once, not as an empty cell.
    """

    report: AnnualReport
    findings: tuple[TableFinding, ...] = ()
    missing: frozenset[Cell] = frozenset()


def read(
    blocks: Sequence[str | Grid], *, titles: Sequence[str] = (), published_on: date | None = None
) -> Reading:
    """The report from a document's lines and grids, in their order."""
    grids = [block for block in blocks if not isinstance(block, str)]
    tables = {2: disclosure_in(grids), 3: applications_in(grids), 4: proceedings_in(grids)}
    values = {cell: value for found in tables.values() for cell, value in found.values.items()}
    if not values:
        raise NotTheReport(
            "没有找到年度报告的表格（主动公开、收到和处理申请、复议诉讼三张表）。"
            "请给出有这些表格的年度报告；表格是图片的，先录入成文字。"
        )
    used = {number for found in tables.values() for number in found.grids}
    lines, cut = _prose(blocks, [grids[number] for number in used])
    preamble, sections = _sections(lines)
    title, agency, year = _titled([*titles, *lines[:FRONT]])
    report = AnnualReport(
        year=year or next((each for line in lines if (each := period_of(line))), None),
        agency=agency,
        title=title,
        published_on=published_on or _published(lines[:FRONT]),
        preamble=preamble,
        sections=sections,
        disclosure=disclosure_of(values),
        applications=applications_of(values),
        proceedings=proceedings_of(values),
    )
    findings = (*missing(values), *_remarks(tables), *cut)
    return Reading(report, findings, missing_cells(values))


def _prose(
    blocks: Sequence[str | Grid], tables: Iterable[Grid]
) -> tuple[list[str], tuple[TableFinding, ...]]:
    """All text that stands in none of the report's tables, paragraph by paragraph."""
    skipped = {id(grid) for grid in tables}
    lines: list[str] = []
    room = MOST_PROSE
    for text in _texts(block for block in blocks if id(block) not in skipped):
        lines += pieces(text[: room + LONGEST_PARAGRAPH])
        room -= len(text)
        if room <= 0:
            message = f"正文超过{MOST_PROSE // 10_000}万字，其后的文字没有核对。"
            return lines, (TableFinding("TX-0", Severity.INFORM, (), message),)
    return lines, ()


def pieces(text: str) -> Iterator[str]:
    """A paragraph cut where sentences end, so that none is too long to be searched."""
    while len(text) > LONGEST_PARAGRAPH:
        end = text.rfind("。", 0, LONGEST_PARAGRAPH) + 1 or LONGEST_PARAGRAPH
        yield text[:end]
        text = text[end:]
    if text:
        yield text


def _texts(blocks: Iterable[str | Grid]) -> Iterator[str]:
    for block in blocks:
        texts = [block] if isinstance(block, str) else _cells(block)
        yield from (tidy for text in texts if (tidy := _tidy(text)))


def _cells(grid: Grid) -> list[str]:
    return [spot.text for row in grid for spot in row if spot.is_first]


def _tidy(text: str) -> str:
    """Blanks as a reader needs them: none beside Chinese, one elsewhere."""
    text = re.sub(r"[\s\u200b-\u200f\ufeff]+", " ", text).strip()
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", text)


def _sections(lines: Sequence[str]) -> tuple[tuple[str, ...], tuple[Section, ...]]:
    """What stands before the first heading, and the sections as they come.

    A table of contents names the headings a first time, with nothing under the first one.
    """
    preamble: list[str] = []
    sections: dict[int, tuple[str, list[str]]] = {}
    current = preamble
    for line in lines:
        found = _heading(line)
        if found is None:
            current.append(line)
            continue
        number, heading, rest = found
        if number in sections and sections[number][1]:
            current.append(line)
            continue
        if number in sections and number == min(sections):
            preamble += [each for _, paragraphs in sections.values() for each in paragraphs]
            sections.clear()
        sections.pop(number, None)
        current = [rest] if rest else []
        sections[number] = (heading, current)
    return tuple(preamble), tuple(
        Section(number, heading, tuple(paragraphs))
        for number, (heading, paragraphs) in sections.items()
    )


def _heading(line: str) -> tuple[int, str, str] | None:
    """The section a line begins, its heading, and what of the section stands in the same line."""
    if numbered := _NUMBERED.match(line):
        heading, rest = bare(line), ""
        if run_on := _RUN_ON.match(numbered[2]):
            heading, rest = run_on[1], run_on[2]
        number = section_named(heading) if len(heading) <= LONGEST_HEADING else None
        return (number, heading, rest) if number else None
    cores = [core(heading) for heading in headings()]
    near = get_close_matches(core(line), cores, n=1, cutoff=CLOSE) if _is_short(line) else []
    return (cores.index(near[0]) + 1, line.strip(" 。.:："), "") if near else None


def _is_short(line: str) -> bool:
    return len(line) <= LONGEST_HEADING and not re.search(r"[。；;！？].", line)


def bare(heading: str) -> str:
    """A heading without its number."""
    numbered = _NUMBERED.match(heading)
    return (numbered[2] if numbered else heading).strip(" 。.:：")


def section_named(heading: str) -> int | None:
    """The section whose subject a heading names."""
    for number, subject in enumerate(_SUBJECTS, start=1):
        if subject.search(heading):
            return number
    return None


def _titled(candidates: Iterable[str]) -> tuple[str, str, int | None]:
    """The title, the agency it names, and the year it reports."""
    for candidate in candidates:
        line = _tidy(candidate)
        if len(line) > LONGEST_TITLE or re.search(r"[。，；]", line):
            continue
        if found := _TITLE.search(unicodedata.normalize("NFKC", line)):
            agency = f"{found[1].split()[-1] if found[1].split() else ''}{found[3]}"
            return line, agency.strip().removeprefix("关于"), int(found[2])
    return "", "", None


def _published(lines: Iterable[str]) -> date | None:
    for line in lines:
        if found := _PUBLISHED.search(seen(line)):
            return day(*(int(part) for part in found.groups()))
    return None


def day(year: int, month: int, day_of_month: int) -> date | None:
    """None for a day that no calendar has."""
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None


def _remarks(tables: Mapping[int, Found]) -> Iterator[TableFinding]:
    """What a table has beyond the form: rows of its own, and cells told twice."""
    for table, found in tables.items():
        for label in dict.fromkeys(found.strange_rows[:LISTED]):
            message = (
                f"表{table}的{quoted(label)}行不是格式规定的行，其中的数没有计入，"
                "请按格式的行填写。"
            )
            yield TableFinding(f"T{table}-0", Severity.WARN, (), message)
        if found.repeated:
            cells = tuple(dict.fromkeys(found.repeated))
            message = (
                f"表{table}有{len(cells)}个格子出现不止一次，如{cells[0]}，"
                "只核对了第一次出现的，请删去多余的表格或行。"
            )
            yield TableFinding(f"T{table}-0", Severity.WARN, cells, message)
