"""Checks of a draft's title and facts: what is missing, impossible or badly written."""

from collections.abc import Iterator
from datetime import date

from gongkai.rules.gate import document_lints, secrecy
from gongkai.rules.gate.findings import Draft, Finding
from gongkai.rules.gate.rulebook import rule
from gongkai.rules.identifiers.document_numbers import lint

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


def missing_facts(draft: Draft) -> Iterator[Finding]:
    """Every fact the publisher demands must be filled in."""
    for name in draft.required_facts:
        passage = draft.title_passage() if name == "title" else draft.fact(name)
        if not passage.text.strip():
            message = f"没有填写{FACT_NAMES.get(name, name)}"
            yield passage.finding(rule("missing-fact").hit(0, 0, message))


def formed_on(draft: Draft) -> Iterator[Finding]:
    """A document cannot have been formed after today; a false date is never excused."""
    day = draft.facts.get("formed_on")
    if isinstance(day, date) and day > draft.on:
        passage = draft.fact("formed_on")
        message = f"成文日期{day.year}年{day.month}月{day.day}日晚于今天"
        yield passage.finding(rule("formed-in-future").hit(0, len(passage.text), message))


def document_number(draft: Draft) -> Iterator[Finding]:
    """机关代字〔年份〕序号号: six-cornered brackets, four-digit year, no 第, no leading zero."""
    passage = draft.fact("document_number")
    number = passage.text.strip()
    if number and (doubts := lint(number, draft.on)):
        message = f"发文字号“{number}”{'，'.join(doubt.reason for doubt in doubts)}"
        yield passage.finding(
            rule("document-number").hit(0, len(passage.text), message, doubts[0].suggestion)
        )


def title(draft: Draft) -> Iterator[Finding]:
    """A title has words, is short enough to read, names one genre and ends without a mark."""
    passage = draft.title_passage()
    for hit in (*document_lints.title_hits(passage.text), *secrecy.title_hits(passage.text)):
        yield passage.finding(hit)
