"""Checks of a draft's title and facts: what is missing, impossible or badly written."""

import re
from collections.abc import Iterator
from datetime import date

from gongkai.rules.gate.findings import Draft, Finding, Severity

FACT_NAMES = {
    "title": "标题",
    "index_number": "索引号",
    "document_number": "发文字号",
    "issuer": "发文机关",
    "formed_on": "成文日期",
    "published_on": "发布日期",
    "genre": "文种",
    "topic": "主题分类",
    "disclosure": "公开方式",
    "disclosure_reason": "不予公开的理由",
    "source": "来源",
    "author": "作者",
    "keywords": "关键词",
    "summary": "内容概述",
    "columns": "栏目",
    "validity": "有效性",
    "expires_on": "有效期截止日期",
    "change_note": "更正说明",
    "validity_note": "有效性说明",
}

LONGEST_TITLE = 60
END_MARK = re.compile(r"[，。；：、！？,.;:!?…]+$")
WORD = re.compile(r"[A-Za-z\u3400-\u4dbf\u4e00-\u9fff]")

NUMBER = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fffA-Z（）]+〔\d{4}〕[1-9]\d*号")
# Orders and announcements are numbered 第N号, with or without a year before it.
ORDER_NUMBER = re.compile(r".*(?:令|公告|通告|公报)\s*(?:〔?\d{4}〕?年?\s*)?第[1-9]\d*号")
LOOSE_NUMBER = re.compile(
    r"(?P<sign>[^\d\s\[\]［］【】()（）〔〕第]+)\s*"
    r"(?P<opener>[\[［【(（〔]?)\s*(?P<year>\d{4}|\d{2})\s*年?\s*(?P<closer>[\]］】)）〕]?)\s*"
    r"(?P<nth>第?)\s*(?P<zeros>0*)(?P<serial>[1-9]\d*)\s*(?P<end>号?)"
)
YEARLESS_NUMBER = re.compile(r"[^\d\s〔]+第?\d+号")


def missing_facts(draft: Draft) -> Iterator[Finding]:
    """Every fact the publisher demands must be filled in."""
    for name in draft.required_facts:
        passage = draft.title_passage() if name == "title" else draft.fact(name)
        if not passage.text.strip():
            yield passage.finding(
                "missing_facts",
                Severity.BLOCK,
                f"没有填写{FACT_NAMES.get(name, name)}",
                excusable=False,
            )


def formed_on(draft: Draft) -> Iterator[Finding]:
    """A document cannot have been formed after today; a false date is never excused."""
    day = draft.facts.get("formed_on")
    if isinstance(day, date) and day > draft.on:
        passage = draft.fact("formed_on")
        yield passage.finding(
            "formed_on",
            Severity.BLOCK,
            f"成文日期{day.year}年{day.month}月{day.day}日晚于今天",
            end=len(passage.text),
            excusable=False,
        )


def document_number(draft: Draft) -> Iterator[Finding]:
    """机关代字〔年份〕序号号: six-cornered brackets, four-digit year, no 第, no leading zero."""
    passage = draft.fact("document_number")
    number = passage.text.strip()
    if not number or NUMBER.fullmatch(number) or ORDER_NUMBER.fullmatch(number):
        return
    faults, suggestion = _number_faults(number, draft.on)
    yield passage.finding(
        "document_number",
        Severity.WARN,
        f"发文字号“{number}”{'，'.join(faults)}",
        end=len(passage.text),
        suggestion=suggestion,
    )


def _number_faults(number: str, on: date) -> tuple[list[str], str]:
    loose = LOOSE_NUMBER.fullmatch(number)
    if loose is None:
        if YEARLESS_NUMBER.fullmatch(number):
            return ["缺少年份，应写作“机关代字〔年份〕序号号”"], ""
        return ["不合格式，应写作“机关代字〔年份〕序号号”"], ""
    faults = {
        "年份应放在六角括号〔〕里": loose["opener"] != "〔" or loose["closer"] != "〕",
        "年份应写四位": len(loose["year"]) == 2,
        "序号前不加“第”": bool(loose["nth"]),
        "序号前不补零": bool(loose["zeros"]),
        "序号后应有“号”": not loose["end"],
    }
    found = [fault for fault, is_so in faults.items() if is_so] or ["不应有空格或多余的字"]
    year = _four_digit_year(loose["year"], on)
    return found, f"{loose['sign']}〔{year}〕{loose['serial']}号"


def _four_digit_year(year: str, on: date) -> str:
    if len(year) == 4:
        return year
    this_century = on.year - on.year % 100 + int(year)
    return str(this_century if this_century <= on.year else this_century - 100)


def title(draft: Draft) -> Iterator[Finding]:
    """A title has words, is short enough to read, and does not end in a mark."""
    passage = draft.title_passage()
    name = passage.text.strip()
    if not WORD.search(name):
        yield passage.finding("title", Severity.WARN, "标题里没有文字", end=len(passage.text))
    if len(name) > LONGEST_TITLE:
        yield passage.finding(
            "title",
            Severity.WARN,
            f"标题有 {len(name)} 个字，超过 {LONGEST_TITLE} 个字，请精简",
            end=len(passage.text),
        )
    if mark := END_MARK.search(passage.text.rstrip()):
        yield passage.finding(
            "title",
            Severity.WARN,
            f"标题末尾不用标点“{mark[0]}”",
            start=mark.start(),
            end=mark.end(),
            suggestion=passage.text[: mark.start()],
        )
