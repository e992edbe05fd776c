"""The annual report's tables 2, 3 and 4: rows, sums and cross-checks (国办公开办函〔2021〕30号)."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal
from types import MappingProxyType

from gongkai.rules.gate.findings import Severity
from gongkai.rules.outcomes import outcomes

# What stands in a cell as it was read: an empty cell is None, and not a zero.
Count = int | float | None

COLUMNS = (
    "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计",
)  # fmt: skip
RECEIVED = "一、本年新收政府信息公开申请数量"
CARRIED_IN = "二、上年结转政府信息公开申请数量"
CONCLUDED = "（七）总计"
CARRIED_OVER = "四、结转下年度继续办理"
ENDINGS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
PROCEEDINGS = ("行政复议", "未经复议直接起诉", "复议后起诉")


class NotTheTable(Exception):
    """Rows or columns are not those of the table; the message says what was expected."""


@dataclass(frozen=True)
class Cell:
    """A cell of a table of the report, by the names printed for its row and column."""

    table: int
    row: str
    column: str

    def __str__(self) -> str:
        return f"表{self.table}“{self.row}”行“{self.column}”列"


@dataclass(frozen=True)
class TableFinding:
    """One thing a check has to say about the tables, and the cells it concerns."""

    check: str
    severity: Severity
    cells: tuple[Cell, ...]
    message: str


@dataclass(frozen=True)
class Applicants:
    """A row of table 3: one count for each kind of applicant, and their total."""

    natural_persons: Count
    businesses: Count
    research_bodies: Count
    charities: Count
    legal_services: Count
    others: Count
    total: Count

    @property
    def counts(self) -> tuple[Count, ...]:
        return astuple(self)


@dataclass(frozen=True)
class ApplicationsTable:
    """表3: applications received and how they ended; `results` are its 21 leaf rows by outcome."""

    received: Applicants
    carried_in: Applicants
    results: MappingProxyType[str, Applicants]
    concluded: Applicants
    carried_over: Applicants

    @classmethod
    def of_rows(cls, rows: Sequence[Sequence[Count]]) -> "ApplicationsTable":
        """The table from its 25 rows of 7 counts, in the printed order."""
        if len(rows) != len(outcomes()) + 4 or any(len(row) != len(COLUMNS) for row in rows):
            raise NotTheTable(f"表3应有{len(outcomes()) + 4}行，每行{len(COLUMNS)}个数。")
        received, carried_in, *results, concluded, carried_over = (Applicants(*row) for row in rows)
        return cls(
            received,
            carried_in,
            MappingProxyType(dict(zip(outcomes(), results, strict=True))),
            concluded,
            carried_over,
        )

    @property
    def rows(self) -> dict[str, Applicants]:
        """All rows by their printed names, in the printed order."""
        return {
            RECEIVED: self.received,
            CARRIED_IN: self.carried_in,
            **{outcomes()[code].name: row for code, row in self.results.items()},
            CONCLUDED: self.concluded,
            CARRIED_OVER: self.carried_over,
        }


@dataclass(frozen=True)
class Endings:
    """One proceeding of table 4: how its cases ended, or that they are still open."""

    upheld: Count
    corrected: Count
    otherwise: Count
    pending: Count
    total: Count


@dataclass(frozen=True)
class ProceedingsTable:
    """表4: 行政复议, and 行政诉讼 without and after it."""

    reviews: Endings
    direct_actions: Endings
    actions_after_review: Endings


@dataclass(frozen=True)
class Documents:
    """A row of table 2: 制发, 废止 and 现行有效 documents of a kind."""

    issued: Count
    repealed: Count
    in_force: Count


@dataclass(frozen=True, kw_only=True)
class DisclosureTable:
    """表2: documents, decisions and fees of the year; `fees` are in 万元."""

    rules: Documents
    normative_documents: Documents
    licences: Count
    penalties: Count
    coercive_measures: Count
    fees: Decimal | int | None


def is_count(count: Count) -> bool:
    return isinstance(count, int) and not isinstance(count, bool) and count >= 0


def _sum(counts: Sequence[Count]) -> int | None:
    """None when a cell is not a count, so that no sum is told wrong for an empty cell."""
    known = [int(count) for count in counts if count is not None and is_count(count)]
    return sum(known) if len(known) == len(counts) else None


def _differ(left: int | None, right: int | None) -> bool:
    return left is not None and right is not None and left != right


def _cells(column: str, *rows: str) -> tuple[Cell, ...]:
    return tuple(Cell(3, row, column) for row in rows)


def balance(table: ApplicationsTable) -> Iterator[TableFinding]:
    """T3-1: in each column, received and carried in make concluded and carried over."""
    for index, column in enumerate(COLUMNS):
        received, carried_in, concluded, carried_over = (
            row.counts[index]
            for row in (table.received, table.carried_in, table.concluded, table.carried_over)
        )
        came, went = _sum((received, carried_in)), _sum((concluded, carried_over))
        if _differ(came, went):
            yield TableFinding(
                "T3-1",
                Severity.BLOCK,
                _cells(column, RECEIVED, CARRIED_IN, CONCLUDED, CARRIED_OVER),
                f"表3“{column}”列：“{RECEIVED}”{received}加“{CARRIED_IN}”{carried_in}是{came}，"
                f"“{CONCLUDED}”{concluded}加“{CARRIED_OVER}”{carried_over}是{went}，应当相等。",
            )


def results_total(table: ApplicationsTable) -> Iterator[TableFinding]:
    """T3-2: in each column, the 21 leaf rows make （七）总计."""
    names = tuple(outcomes()[code].name for code in table.results)
    for index, column in enumerate(COLUMNS):
        total = table.concluded.counts[index]
        added = _sum(tuple(row.counts[index] for row in table.results.values()))
        if _differ(added, _sum((total,))):
            yield TableFinding(
                "T3-2",
                Severity.BLOCK,
                _cells(column, *names, CONCLUDED),
                f"表3“{column}”列：“{CONCLUDED}”是{total}，各项办理结果相加是{added}，应当相等。",
            )


def applicants_total(table: ApplicationsTable) -> Iterator[TableFinding]:
    """T3-3: in each row, natural persons and the five kinds of bodies make the total."""
    for name, row in table.rows.items():
        added = _sum(row.counts[:-1])
        if _differ(added, _sum((row.total,))):
            yield TableFinding(
                "T3-3",
                Severity.BLOCK,
                tuple(Cell(3, name, column) for column in COLUMNS),
                f"表3“{name}”行：“总计”是{row.total}，各类申请人相加是{added}，应当相等。",
            )


def counts_only(table: ApplicationsTable) -> Iterator[TableFinding]:
    """T3-4: every cell is a whole number from zero up; an empty one is asked about."""
    for name, row in table.rows.items():
        for column, count in zip(COLUMNS, row.counts, strict=True):
            if not is_count(count):
                cell = Cell(3, name, column)
                fault = (
                    "是空的，请确认是零还是漏填" if count is None else f"是{count}，应为非负整数"
                )
                yield TableFinding("T3-4", Severity.BLOCK, (cell,), f"{cell}{fault}。")


def carried_from_last_year(
    table: ApplicationsTable, last_year: ApplicationsTable, *, restated: bool
) -> Iterator[TableFinding]:
    """T3-5: what was carried in is what last year carried over; a doubt only if `restated`."""
    severity = Severity.WARN if restated else Severity.BLOCK
    pairs = zip(COLUMNS, table.carried_in.counts, last_year.carried_over.counts, strict=True)
    for column, carried_in, carried_over in pairs:
        if _differ(_sum((carried_in,)), _sum((carried_over,))):
            cell = Cell(3, CARRIED_IN, column)
            yield TableFinding(
                "T3-5",
                severity,
                (cell,),
                f"{cell}是{carried_in}，上一年度报告“{CARRIED_OVER}”是{carried_over}，应当相等。",
            )


def endings_total(table: ProceedingsTable) -> Iterator[TableFinding]:
    """T4-1: in each proceeding, the ended and the pending cases make the total."""
    proceedings = (table.reviews, table.direct_actions, table.actions_after_review)
    for name, endings in zip(PROCEEDINGS, proceedings, strict=True):
        *parts, total = astuple(endings)
        added, known = _sum(parts), _sum((total,))
        if added is None or known is None:
            message = f"表4“{name}”有空格或者不是非负整数的数，不能核对“总计”。"
        elif added != known:
            message = f"表4“{name}”：“总计”是{total}，维持、纠正、其他、尚未审结相加是{added}。"
        else:
            continue
        cells = tuple(Cell(4, name, column) for column in ENDINGS)
        yield TableFinding("T4-1", Severity.BLOCK, cells, message)


def documents_in_force(
    table: DisclosureTable, last_year: DisclosureTable
) -> Iterator[TableFinding]:
    """T2-1: in force now is in force last year, plus issued, less repealed."""
    kinds = (
        ("规章", table.rules, last_year.rules),
        ("行政规范性文件", table.normative_documents, last_year.normative_documents),
    )
    for name, now, before in kinds:
        known = _sum((before.in_force, now.issued))
        repealed, in_force = _sum((now.repealed,)), _sum((now.in_force,))
        if known is None or repealed is None or in_force is None:
            message = f"表2“{name}”有空格或者不是非负整数的数，不能核对“现行有效件数”。"
        elif in_force != known - repealed:
            message = (
                f"表2“{name}”：“现行有效件数”是{in_force}，按上年现行有效{before.in_force}"
                f"加本年制发{now.issued}减本年废止{repealed}，应为{known - repealed}。"
            )
        else:
            continue
        columns = ("本年制发件数", "本年废止件数", "现行有效件数")
        cells = tuple(Cell(2, name, column) for column in columns)
        yield TableFinding("T2-1", Severity.WARN, cells, message)


def table_findings(table: ApplicationsTable) -> tuple[TableFinding, ...]:
    """What table 3 shows by itself, without last year's report."""
    checks = (counts_only, balance, results_total, applicants_total)
    return tuple(finding for check in checks for finding in check(table))
