"""Sentences that this year's report took over from last year's (雷同)."""

import re
import unicodedata
from collections.abc import Iterator

from gongkai.rules.annual_report.form import NUMERALS
from gongkai.rules.annual_report.report import AnnualReport
from gongkai.rules.annual_report.tables import TableFinding
from gongkai.rules.gate.findings import Severity

# A shorter sentence is a heading or a turn of phrase.
SHORTEST = 12
# Some sentences stay from year to year; from a fifth of them on, the report is last year's.
MANY = 0.2
LISTED = 20
LONGEST_LISTED = 60
# Sections with prose of their own; the others are tables.
_PROSE = (1, 5, 6)
_FORMULAS = re.compile(
    r"本(?:年度)?(?:报告|年报)|统计期限|电子版|政府信息公开条例"
    # That nothing happened can hardly be said in other words.
    r"|[未没][有曾]?(?:收到|接到|发生|出现|产生|制发|收取)|无其他|没有其他"
)


def _sentences(report: AnnualReport) -> Iterator[tuple[int, str]]:
    for number, paragraph in report.paragraphs():
        if number in _PROSE:
            for sentence in re.split(r"[。；;！!？?]", paragraph):
                if len(_sameness(sentence)) >= SHORTEST and not _FORMULAS.search(sentence):
                    yield number, sentence.strip()


def _sameness(sentence: str) -> str:
    """What is left of a sentence without its figures, its years and its marks."""
    plain = unicodedata.normalize("NFKC", sentence)
    plain = re.sub(r"[\d零〇一二三四五六七八九十百千万亿]+(?:[,.]\d+)*%?", "#", plain)
    return re.sub(r"[^\w#]|_", "", plain)


def repeats_last_year(report: AnnualReport, last_year: AnnualReport) -> Iterator[TableFinding]:
    """TX-2: sentences that are last year's but for their figures, and how many of all."""
    before = {_sameness(sentence) for _, sentence in _sentences(last_year)}
    sentences = list(_sentences(report))
    repeated = [
        (number, sentence) for number, sentence in sentences if _sameness(sentence) in before
    ]
    if not repeated:
        return
    share = len(repeated) / len(sentences)
    listed = "；".join(
        f"第{NUMERALS[number - 1]}部分“{_short(sentence)}”"
        for number, sentence in repeated[:LISTED]
    )
    more = f"；另有{len(repeated) - LISTED}句" if len(repeated) > LISTED else ""
    yield TableFinding(
        "TX-2",
        Severity.WARN if share >= MANY else Severity.INFORM,
        (),
        f"正文{len(sentences)}句中有{len(repeated)}句（{share:.0%}）与上一年度报告除数字外相同，"
        f"请按本年度的实际情况改写：{listed}{more}。",
    )


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST_LISTED else f"{sentence[:LONGEST_LISTED]}…"
