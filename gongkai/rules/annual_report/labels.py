"""What is printed beside the cells, as it comes: damaged blanks, other numbering, small slips."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import cache, lru_cache

from gongkai.rules.annual_report.tables import (
    CARRIED_IN,
    CARRIED_OVER,
    COLUMNS,
    CONCLUDED,
    DECISION_ROWS,
    DECISIONS,
    DOCUMENT_COLUMNS,
    DOCUMENT_ROWS,
    ENDINGS,
    FEES,
    FEES_COLUMN,
    PROCEEDINGS,
    RECEIVED,
    Count,
    Sum,
    application_rows,
)

# Shorter labels are only known when they are exactly right; 其他 and 总计 would match anything.
LONG_ENOUGH = 6
CLOSE = 0.86
MOST_SLIPS = 4
MOST_DIGITS = 15
# A longer text is a note or a paragraph, and no label.
MOST_LETTERS = 60
LONGEST_KEPT = 60
MOST_CACHED = 4096

# Zero-width signs and soft hyphens that editors leave behind.
_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_ASIDE = re.compile(r"\([^()]*\)|【[^】]*】")
_NUMBERING = re.compile(
    r"^(?:\(?[一二三四五六七八九十]{1,3}[)、.,:]|\([一二三四五六七八九十]{1,3}\)?"
    r"|\(?\d{1,2}[)、.,:．]+|第[一二三四五六]项)+"
)
_MARKS = re.compile(r"[\W_]+")
_NOTHING = re.compile(r"^[-‐-―−－ー─/\\＼*.·]*$")
_WHOLE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)")
_BROKEN = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{1,8}")


def seen(text: str) -> str:
    """The text without what a reader does not see, full-width figures made plain."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def core(text: str) -> str:
    """A label without its number, its asides, its marks: `（三）不予 公开` is 不予公开."""
    # ① is 1 after NFKC, and has no mark that would say it is a number.
    plain = _NUMBERING.sub("", re.sub(r"^[①-⑳]", "", text.strip()))
    plain = _NUMBERING.sub("", seen(plain))
    return _MARKS.sub("", _ASIDE.sub("", plain))


def count_in(text: str) -> Count:
    """The count in a cell: none for an empty one or a dash, the text itself if it is no number."""
    plain = seen(text).removesuffix("件")
    if _NOTHING.match(plain):
        return None
    if _WHOLE.fullmatch(plain) and len(plain) <= MOST_DIGITS:
        return int(plain.replace(",", ""))
    if _BROKEN.fullmatch(plain) and len(plain) <= MOST_DIGITS:
        return float(plain.replace(",", ""))
    return text.strip()[:LONGEST_KEPT]


def sum_in(text: str) -> Sum:
    """The amount in a cell of 万元; one that says another unit is left as text."""
    plain = seen(text).removesuffix("万元")
    if _NOTHING.match(plain):
        return None
    if (_WHOLE.fullmatch(plain) or _BROKEN.fullmatch(plain)) and len(plain) <= MOST_DIGITS + 8:
        return Decimal(plain.replace(",", ""))
    return text.strip()[:LONGEST_KEPT]


@lru_cache(MOST_CACHED)
def application_row(label: str) -> str | None:
    """The printed name of the row of table 3 that a label means."""
    return _match(label, _cores(application_rows()), _application_keys())


@lru_cache(MOST_CACHED)
def application_column(label: str) -> str | None:
    return _match(label, _cores(COLUMNS), {"合计": COLUMNS[-1], "公益组织": COLUMNS[3]})


@lru_cache(MOST_CACHED)
def proceeding(label: str) -> str | None:
    keys = {"未经复议": PROCEEDINGS[1], "直接起诉": PROCEEDINGS[1], "复议后": PROCEEDINGS[2]}
    return _match(label, _cores(PROCEEDINGS), keys)


@lru_cache(MOST_CACHED)
def ending(label: str) -> str | None:
    keys = {"维持": ENDINGS[0], "纠正": ENDINGS[1], "未审结": ENDINGS[3], "合计": ENDINGS[4]}
    return _match(label, _cores(ENDINGS), keys)


@lru_cache(MOST_CACHED)
def disclosure_row(label: str) -> str | None:
    names = (*DOCUMENT_ROWS, *DECISION_ROWS, FEES)
    exact = _cores(names) | {"规范性文件": DOCUMENT_ROWS[1], "政府规章": DOCUMENT_ROWS[0]}
    return exact.get(core(label))


@lru_cache(MOST_CACHED)
def disclosure_column(label: str) -> str | None:
    keys = {
        "制发": DOCUMENT_COLUMNS[0],
        "废止": DOCUMENT_COLUMNS[1],
        "现行有效": DOCUMENT_COLUMNS[2],
        "处理决定": DECISIONS,
        "收费金额": FEES_COLUMN,
    }
    return _match(label, {}, keys)


@cache
def _cores(names: tuple[str, ...]) -> dict[str, str]:
    return {core(name): name for name in names}


@cache
def _application_keys() -> dict[str, str]:
    """Turns of phrase that only one row of table 3 has."""
    by_core = _cores(application_rows())
    keys = {
        "本年新收": RECEIVED,
        "本年度新收": RECEIVED,
        "上年结转": CARRIED_IN,
        "上年度结转": CARRIED_IN,
        "上一年度结转": CARRIED_IN,
        "结转下年": CARRIED_OVER,
        "结转下一年": CARRIED_OVER,
        "办理结果总计": CONCLUDED,
    }
    for phrase in (
        "国家秘密", "法律行政法规禁止", "三安全一稳定", "第三方合法权益", "内部事务", "过程性信息",
        "行政执法案卷", "行政查询", "不掌握相关", "没有现成信息", "补正后申请", "信访",
        "重复申请", "公开出版物", "大量反复申请", "重新出具", "逾期不补正", "收费通知",
    ):  # fmt: skip
        (name,) = (name for label, name in by_core.items() if phrase in label)
        keys[phrase] = name
    return keys


def _match(label: str, exact: Mapping[str, str], keys: Mapping[str, str]) -> str | None:
    """Exactly, else by a turn of phrase of one name alone, else as a slip of one long name."""
    plain = core(label)
    if plain in exact:
        return exact[plain]
    if len(plain) > MOST_LETTERS:
        return None
    named = {name for key, name in keys.items() if key in plain}
    if len(named) == 1:
        return named.pop()
    near = [name for name in exact if _may_be_a_slip(plain, name)]
    close = get_close_matches(plain, near, n=2, cutoff=CLOSE)
    return exact[close[0]] if len(close) == 1 else None


def _may_be_a_slip(plain: str, name: str) -> bool:
    """Cheap enough to be asked of every cell of a long table."""
    if len(plain) < LONG_ENOUGH or abs(len(plain) - len(name)) > MOST_SLIPS:
        return False
    return len(set(name) - set(plain)) <= MOST_SLIPS
