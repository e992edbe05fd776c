"""Reports to check: a city's published figures under a made-up name, and any consistent ones."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from gongkai.rules.annual_report.form import headings
from gongkai.rules.annual_report.report import AnnualReport, Section
from gongkai.rules.annual_report.tables import (
    ApplicationsTable,
    Count,
    DisclosureTable,
    Documents,
    Endings,
    ProceedingsTable,
)

# Received, carried in, the 21 results, concluded, carried over; the figures are a real city's.
ROWS: list[list[Count]] = [
    [13612, 252, 0, 45, 128, 32, 14069],
    [535, 6, 0, 1, 18, 0, 560],
    [5345, 129, 0, 41, 19, 14, 5548],
    [2120, 39, 0, 1, 6, 2, 2168],
    [13, 0, 0, 0, 0, 0, 13],
    [30, 0, 0, 0, 0, 0, 30],
    [11, 0, 0, 0, 0, 0, 11],
    [49, 2, 0, 0, 0, 0, 51],
    [103, 1, 0, 0, 0, 0, 104],
    [84, 1, 0, 0, 0, 0, 85],
    [282, 4, 0, 0, 0, 0, 286],
    [147, 0, 0, 0, 1, 2, 150],
    [3075, 50, 0, 0, 89, 8, 3222],
    [177, 3, 0, 0, 0, 0, 180],
    [19, 0, 0, 0, 0, 0, 19],
    [199, 1, 0, 0, 3, 0, 203],
    [147, 1, 0, 0, 0, 0, 148],
    [0, 0, 0, 0, 0, 0, 0],
    [100, 1, 0, 0, 0, 0, 101],
    [5, 0, 0, 0, 0, 0, 5],
    [315, 3, 0, 0, 0, 0, 318],
    [202, 0, 0, 1, 0, 0, 203],
    [941, 17, 0, 1, 3, 3, 965],
    [13364, 252, 0, 44, 121, 29, 13810],
    [783, 6, 0, 2, 25, 3, 819],
]
TABLE = ApplicationsTable.of_rows(ROWS)
PROCEEDINGS_TABLE = ProceedingsTable(
    Endings(376, 97, 196, 121, 790), Endings(16, 1, 12, 27, 56), Endings(74, 1, 30, 51, 156)
)
DISCLOSURE = DisclosureTable(
    rules=Documents(3, 5, 74),
    normative_documents=Documents(564, 984, 4185),
    licences=11398889,
    penalties=6937489,
    coercive_measures=166105,
    fees=Decimal(316441),
)
PROSE = (
    (
        "2025年，示例市围绕群众关心的事项推进公开，政策文件与解读同步发布。",
        "（一）主动公开。全市制发行政规范性文件564件，废止行政规范性文件984件，"
        "现行有效行政规范性文件4185件。",
        "（二）依申请公开。全年新收政府信息公开申请14069件，同比增长3.2%，其中自然人13612件；"
        "上年结转560件；办结13810件，其中予以公开5548件、部分公开2168件、不予公开730件、"
        "无法提供3421件、不予处理457件；结转下年度继续办理819件。",
    ),
    (),
    (),
    ("因政府信息公开引发行政复议790件，其中维持376件、纠正97件；行政诉讼212件。",),
    ("部分县区答复文书的说理还不充分，今后将编印案例并组织旁听庭审。",),
    ("本年度发出收费通知3件，实际收取信息处理费1200元。",),
)
REPORT = AnnualReport(
    year=2025,
    agency="示例市",
    title="示例市2025年政府信息公开工作年度报告",
    preamble=("本报告所列数据的统计期限自2025年1月1日起至2025年12月31日止。",),
    sections=tuple(
        Section(number, heading, paragraphs)
        for number, (heading, paragraphs) in enumerate(zip(headings(), PROSE, strict=True), 1)
    ),
    disclosure=DISCLOSURE,
    applications=TABLE,
    proceedings=PROCEEDINGS_TABLE,
)
# Not published: what last year's report must have been for the figures of this one.
LAST_YEAR = replace(
    REPORT,
    year=2024,
    title="示例市2024年政府信息公开工作年度报告",
    preamble=(),
    sections=(
        Section(1, "总体情况", ("2024年，示例市着力规范依申请公开的答复文书，统一了答复格式。",)),
    ),
    disclosure=replace(
        DISCLOSURE,
        rules=Documents(0, 0, 76),
        normative_documents=Documents(0, 0, 4605),
        fees=Decimal("298712.5"),
    ),
    applications=replace(TABLE, carried_over=TABLE.carried_in),
)


def with_rows(rows: list[list[Count]]) -> AnnualReport:
    return replace(REPORT, applications=ApplicationsTable.of_rows(rows))


def changed(row: int, column: int, count: Count) -> ApplicationsTable:
    """Table 3 with one other count."""
    rows = [list(each) for each in ROWS]
    rows[row][column] = count
    return ApplicationsTable.of_rows(rows)


COUNTS = st.integers(min_value=0, max_value=10**6)


@st.composite
def consistent_tables(draw: st.DrawFn) -> ApplicationsTable:
    """Any table 3 whose sums hold; what came in beyond what ended is carried over."""
    kinds = 6
    results = draw(st.lists(st.lists(COUNTS, min_size=kinds, max_size=kinds), min_size=21,
                            max_size=21))  # fmt: skip
    carried_over = draw(st.lists(COUNTS, min_size=kinds, max_size=kinds))
    concluded = [sum(column) for column in zip(*results, strict=True)]
    came = [ended + open_ for ended, open_ in zip(concluded, carried_over, strict=True)]
    carried_in = [draw(st.integers(0, each)) for each in came]
    received = [each - old for each, old in zip(came, carried_in, strict=True)]
    rows = [received, carried_in, *results, concluded, carried_over]
    return ApplicationsTable.of_rows([[*row, sum(row)] for row in rows])


@st.composite
def consistent_endings(draw: st.DrawFn) -> Endings:
    counts = draw(st.tuples(COUNTS, COUNTS, COUNTS, COUNTS))
    return Endings(*counts, sum(counts))


@st.composite
def consistent_reports(draw: st.DrawFn) -> AnnualReport:
    """Any report of tables alone whose sums hold, of an agency that may have 规章."""
    documents = st.builds(Documents, COUNTS, COUNTS, COUNTS)
    fees = st.decimals(min_value=0, max_value=10**6, places=2)
    return AnnualReport(
        year=2025,
        agency="示例市",
        disclosure=draw(
            st.builds(
                DisclosureTable, rules=documents, normative_documents=documents, licences=COUNTS,
                penalties=COUNTS, coercive_measures=COUNTS, fees=fees,
            )
        ),
        applications=draw(consistent_tables()),
        proceedings=draw(
            st.builds(
                ProceedingsTable, consistent_endings(), consistent_endings(), consistent_endings()
            )
        ),
    )  # fmt: skip
