"""Numbers in the report's prose that name a cell of its tables, and must equal it.

Rather silent than wrong: a number is taken for a cell only where the words beside it name that
cell, for the year reported and for the agency as a whole.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.rules.annual_report.form import NUMERALS
from gongkai.rules.annual_report.naming import FILLER, NUMBER, SOME, Naming, namings
from gongkai.rules.annual_report.report import AnnualReport
from gongkai.rules.annual_report.standings import Standing, standings
from gongkai.rules.annual_report.tables import TableFinding, quoted
from gongkai.rules.gate.findings import Severity

# What a clause speaks of when its number is not that of the table.
_ELSEWHERE = re.compile(
    r"同比|同期|环比|[较比]上|[较比]去|去年|上一?年度?(?!度?结转)|历年|近年|近[两三四五几\d]|以来|截[至止]"
    r"|平均|预计|计划|目标|明年|今后|增[加长]|减少|下降|自然人|法人|企业|科研|公益|律师|法律服务"
    r"|组织|本级|[县区市省]直|各县|各区|区县|县区|各部门|[所下局]属|办公[室厅]|街道|乡镇|季度|半年"
    r"|\d月|网络|网[上站页]|平台|信函|邮[寄件]|当面|现场|窗口|传真|微信|新[增发]|当年|代为|转办|协助|修改"
)
_BY_ALL_CHANNELS = re.compile(
    r"等(?:多种|各种|多个|各类)?(?:渠道|方式|途径|形式)|各种?渠道|多种?渠道"
)
_WITH_CARRIED_IN = re.compile(r"\(?,?(?:其中)?(?:含|包含|包括|加上)上")
_OF_ALL_KINDS = re.compile(r"(?:办理|受理|审理)[^,。;]*$")
_THIS_YEAR = re.compile(r"全年|本年|年内|年度|今年")
_WHOLE_YEAR = re.compile(r"0?1月0?1日[至到~-](?:20\d\d年)?0?12月31日")
_ABOUT = re.compile(r"以上|左右|上下|以内")
_TOPIC = re.compile(
    r"(?P<application>政府信息公开申请|信息公开申请|依申请公开|公开申请)"
    r"|留言|信箱|12345|热线|工单|来信|来访|信访|建议|提案|投诉|举报|咨询|诉求|许可|处罚|强制|复议|诉讼"
    r"|意见|线索|案件"
)
_PROCEEDING = re.compile(
    r"(?P<direct>未经复议直接起诉)|(?P<after>复议后起诉)|(?P<reviews>行政复议)|(?P<actions>行政诉讼)"
)
_ENDING = rf"(?:结果)?(?P<ending>维持|纠正|尚未审结)(?:的|案件){SOME}"
_ENDINGS = {"维持": "upheld", "纠正": "corrected", "尚未审结": "pending"}
_FEES = re.compile(
    rf"(?<![免停缓])(?:(?P<fees>行政事业性收费)|收取(?:政府信息公开)?(?P<fee_collected>信息处理费))"
    rf"(?:金额|总额|收入){SOME}{FILLER}(?P<number>\d{{1,12}}(?:\.\d{{1,6}})?)(?P<unit>亿元|万元|元)"
)
_NONE = "即0件；"
_YUAN = {"亿元": Decimal(100_000_000), "万元": Decimal(10_000), "元": Decimal(1)}
# What the table counts in: 收费 in 万元, 信息处理费 in 元.
_COUNTED_IN = {"fees": "万元", "fee_collected": "元"}
_NOTHING_CAME = re.compile(
    rf"(?:未|没有|未曾)(?:新?收到|接到|新收)(?:任何|公民|法人|其他组织|关于|有关|过|的|、|和|或者?){SOME}"
    r"(?:政府)?(?:信息公开申请|依申请公开|公开政府信息的?申请)"
)
_NO_PROCEEDINGS = re.compile(
    r"(?:(?:未|没有)(?:发生|出现|产生|引发|收到|接到)"
    r"|无(?=(?:因?政府信息公开)?(?:引发的?)?行政(?:复议|诉讼)))[^,。;]*"
)
_BUT_SOME = re.compile(r"纠正|撤销|败诉|违法|审结|责令|变更|维持|超期|逾期")


def numbers_in_prose(report: AnnualReport) -> Iterator[TableFinding]:
    """TX-1: a number that names a cell equals it."""
    known = standings(report)
    for section, paragraph in report.paragraphs():
        text = _plain(paragraph)
        for claim in _claims(text, section, report):
            stand = [known[name] for name in claim.names if name in known]
            if stand and not any(claim.agrees_with(each) for each in stand):
                yield _disagreement(section, claim, stand[0])


@dataclass(frozen=True)
class Claim:
    """A passage that gives a number for one of some cells, exactly or rounded to `within`."""

    words: str
    number: int | Decimal
    names: tuple[str, ...]
    within: Decimal = Decimal(0)
    meaning: str = ""

    def agrees_with(self, standing: Standing) -> bool:
        return abs(Decimal(self.number) - standing.value) <= self.within


def _plain(paragraph: str) -> str:
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", paragraph))
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)


def _claims(text: str, section: int, report: AnnualReport) -> Iterator[Claim]:
    for naming in namings():
        for found in naming.pattern.finditer(text):
            if _means_the_cell(naming, found, text, section, report):
                names = naming.standings
                if "received" in names and _WITH_CARRIED_IN.match(text[found.end() :]):
                    names = (*names, "received_and_carried_in")
                yield Claim(found[0], int(found["number"]), names)
    yield from _endings(text, section, report)
    yield from _fees(text, report)
    yield from _nothing(text, section, report)


def _means_the_cell(
    naming: Naming, found: re.Match[str], text: str, section: int, report: AnnualReport
) -> bool:
    year = found.groupdict().get("year")
    if year and report.year is not None and int(year) != report.year + 1:
        return False
    before = _clause_before(text, found.start())
    if naming.table == 3 and not _speaks_of_applications(text, found):
        return False
    if naming.table == 4 and not _is_about_openness(text, section, before):
        return False
    if "其中" in before and not naming.may_be_a_part:
        return False
    return _is_of_the_whole_year(before, text, found, report)


def _is_of_the_whole_year(
    before: str, text: str, found: re.Match[str], report: AnnualReport
) -> bool:
    own = _WHOLE_YEAR.sub("", before.replace(report.agency, "") if report.agency else before)
    if _ELSEWHERE.search(own) and not _BY_ALL_CHANNELS.search(own):
        return False
    if "累计" in before + found[0] and not _THIS_YEAR.search(before):
        return False
    if _ABOUT.match(text[found.end() :]):
        return False
    sentence = re.split(r"[。;!?]", text[: found.start()])[-1]
    years = re.findall(r"20\d\d(?=年)", sentence)
    return not years or report.year is None or int(years[-1]) == report.year


def _clause_before(text: str, start: int) -> str:
    return re.split(r"[。;!?,()]", text[:start])[-1]


def _speaks_of_applications(text: str, found: re.Match[str]) -> bool:
    if re.search(r"信息公开申请|依申请公开", found[0]):
        return True
    topics = list(_TOPIC.finditer(text[: found.start()]))
    return bool(topics) and topics[-1]["application"] is not None


def _is_about_openness(text: str, section: int, before: str) -> bool:
    """Not the proceedings of all kinds that an agency itself hears."""
    if _OF_ALL_KINDS.search(before) and "信息公开" not in before:
        return False
    return _speaks_of_openness(text, section)


def _speaks_of_openness(text: str, section: int) -> bool:
    return section == NUMERALS.index("四") + 1 or "信息公开" in text or "依申请公开" in text


def _endings(text: str, section: int, report: AnnualReport) -> Iterator[Claim]:
    """维持, 纠正 and 尚未审结 belong to the proceeding last named in the sentence."""
    if not _speaks_of_openness(text, section):
        return
    for found in re.finditer(rf"{_ENDING}{FILLER}{NUMBER}", text):
        sentence = re.split(r"[。!?]", text[: found.start()])[-1]
        named = list(_PROCEEDING.finditer(sentence))
        before = _clause_before(text, found.start())
        if named and _is_of_the_whole_year(before, text, found, report):
            name = f"{named[-1].lastgroup}_{_ENDINGS[found['ending']]}"
            yield Claim(f"{named[-1][0]}…{found[0]}", int(found["number"]), (name,))


def _fees(text: str, report: AnnualReport) -> Iterator[Claim]:
    """Fees in any unit, as the report counts them; a figure may be half its last digit away."""
    for found in _FEES.finditer(text):
        before = _clause_before(text, found.start())
        if _is_of_the_whole_year(before, text, found, report):
            name = "fees" if found["fees"] else "fee_collected"
            unit = _YUAN[found["unit"]] / _YUAN[_COUNTED_IN[name]]
            last_digit = Decimal(1).scaleb(-len(found["number"].partition(".")[2]))
            amount = Decimal(found["number"]) * unit
            meaning = "" if unit == 1 else f"合{amount.normalize():f}{_COUNTED_IN[name]}；"
            yield Claim(found[0], amount, (name,), last_digit * unit / 2, meaning)


def _nothing(text: str, section: int, report: AnnualReport) -> Iterator[Claim]:
    """That nothing came, or that nobody complained, says that a cell is zero."""
    for found in _NOTHING_CAME.finditer(text):
        if _is_of_the_whole_year(_clause_before(text, found.start()), text, found, report):
            yield Claim(found[0], 0, ("received",), meaning=_NONE)
    if not _speaks_of_openness(text, section):
        return
    for found in _NO_PROCEEDINGS.finditer(text):
        before = _clause_before(text, found.start())
        if not _BUT_SOME.search(found[0]) and _is_of_the_whole_year(before, text, found, report):
            for word, name in (("行政复议", "reviews"), ("诉讼", "actions")):
                if word in found[0]:
                    yield Claim(found[0], 0, (name,), meaning=_NONE)


def _disagreement(section: int, claim: Claim, standing: Standing) -> TableFinding:
    where = f"正文第{NUMERALS[section - 1]}部分" if section else "正文开头"
    return TableFinding(
        "TX-1",
        Severity.BLOCK,
        standing.cells,
        f"{where}写{quoted(claim.words)}，{claim.meaning}{standing}，应当一致。",
    )
