"""The annual report's tables 2, 3 and 4: their rows and columns (国办公开办函〔2021〕30号)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal
from types import MappingProxyType

from gongkai.rules.gate.findings import Severity
from gongkai.rules.outcomes import outcomes

# What stands in a cell as it was read: an empty cell is None, and not a zero; text is what stood
# there and is no number.
Count = int | float | str | None
Sum = Decimal | Count

COLUMNS = (
    "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计",
)  # fmt: skip
RECEIVED = "一、本年新收政府信息公开申请数量"
CARRIED_IN = "二、上年结转政府信息公开申请数量"
CONCLUDED = "（七）总计"
CARRIED_OVER = "四、结转下年度继续办理"
ENDINGS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
PROCEEDINGS = ("行政复议", "未经复议直接起诉", "复议后起诉")
DOCUMENT_ROWS = ("规章", "行政规范性文件")
DOCUMENT_COLUMNS = ("本年制发件数", "本年废止件数", "现行有效件数")
DECISION_ROWS = ("行政许可", "行政处罚", "行政强制")
DECISIONS = "本年处理决定数量"
FEES, FEES_COLUMN = "行政事业性收费", "本年收费金额（单位：万元）"

# No agency counts further; a longer figure is a slip of the keyboard.
LARGEST = 10**12
LONGEST_QUOTED = 30


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
    """One thing a check has to say about the report, and the cells it concerns."""

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
        rows = (self.received, self.carried_in, *self.results.values(), self.concluded)
        return dict(zip(application_rows(), (*rows, self.carried_over), strict=True))


@dataclass(frozen=True)
class Endings:
    """One proceeding of table 4: how its cases ended, or that they are still open."""

    upheld: Count
    corrected: Count
    otherwise: Count
    pending: Count
    total: Count

    @property
    def counts(self) -> tuple[Count, ...]:
        return astuple(self)


@dataclass(frozen=True)
class ProceedingsTable:
    """表4: 行政复议, and 行政诉讼 without and after it."""

    reviews: Endings
    direct_actions: Endings
    actions_after_review: Endings

    @property
    def rows(self) -> dict[str, Endings]:
        """The three proceedings by their printed names."""
        proceedings = (self.reviews, self.direct_actions, self.actions_after_review)
        return dict(zip(PROCEEDINGS, proceedings, strict=True))


@dataclass(frozen=True)
class Documents:
    """A row of table 2: 制发, 废止 and 现行有效 documents of a kind."""

    issued: Count
    repealed: Count
    in_force: Count

    @property
    def counts(self) -> tuple[Count, ...]:
        return astuple(self)


@dataclass(frozen=True, kw_only=True)
class DisclosureTable:
    """表2: documents, decisions and fees of the year; `fees` are in 万元."""

    rules: Documents
    normative_documents: Documents
    licences: Count
    penalties: Count
    coercive_measures: Count
    fees: Sum

    @property
    def documents(self) -> dict[str, Documents]:
        """The rows of documents by their printed names."""
        return dict(zip(DOCUMENT_ROWS, (self.rules, self.normative_documents), strict=True))

    @property
    def decisions(self) -> dict[str, Count]:
        """The counts of decisions by the printed names of their rows."""
        counts = (self.licences, self.penalties, self.coercive_measures)
        return dict(zip(DECISION_ROWS, counts, strict=True))

    def counts(self) -> Iterator[tuple[Cell, Count]]:
        """Every cell but the fees, in the printed order."""
        for row, documents in self.documents.items():
            for column, count in zip(DOCUMENT_COLUMNS, documents.counts, strict=True):
                yield Cell(2, row, column), count
        for row, count in self.decisions.items():
            yield Cell(2, row, DECISIONS), count


def application_rows() -> tuple[str, ...]:
    """The printed names of the 25 rows of table 3."""
    results = (outcome.name for outcome in outcomes().values())
    return (RECEIVED, CARRIED_IN, *results, CONCLUDED, CARRIED_OVER)


def is_count(count: Sum) -> bool:
    return isinstance(count, int) and not isinstance(count, bool) and 0 <= count <= LARGEST


def is_sum(amount: Sum) -> bool:
    """Whether it is an amount of money from zero up."""
    if isinstance(amount, Decimal):
        return amount.is_finite() and 0 <= amount <= LARGEST
    return is_count(amount)


def added(counts: Iterable[Count]) -> int | None:
    """None when a cell is not a count, so that no sum is told wrong for an empty cell."""
    total = 0
    for count in counts:
        if not isinstance(count, int) or not is_count(count):
            return None
        total += count
    return total


def quoted(text: str) -> str:
    """What somebody else wrote, fit to stand in a sentence: short, and without strange signs."""
    seen = "".join(sign if sign.isprintable() else "□" for sign in text)
    return f"“{seen[:LONGEST_QUOTED]}{'…' if len(seen) > LONGEST_QUOTED else ''}”"
