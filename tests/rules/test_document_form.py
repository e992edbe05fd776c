"""The form of official documents, well kept and damaged."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.document_form import (
    GENRES,
    addressee_of,
    find_secrecy_mark,
    find_urgency,
    genre_of,
    heading_level,
    issuer_in_masthead,
    parse_document_number,
    parse_formed_on,
    split_run_on_heading,
)


@pytest.mark.parametrize(
    ("line", "level"),
    [
        pytest.param("一、政务公开状况", 1, id="first-level"),
        pytest.param("十二、附则", 1, id="beyond-ten"),
        pytest.param("一. 总体要求", 1, id="half-width-period"),
        pytest.param("二,主要做法", 1, id="half-width-comma"),
        pytest.param("三 、存在问题", 1, id="blank-before-the-mark"),
        pytest.param("（一）公开形式", 2, id="second-level"),
        pytest.param("〔一〕公开主要内容", 2, id="six-cornered-brackets"),
        pytest.param("(一)公开形式", 2, id="half-width-brackets"),
        pytest.param("( 一 ) 公开形式", 2, id="blanks-inside"),
        pytest.param("【二】公开形式", 2, id="square-brackets"),
        pytest.param("（十一）加强领导,落实责任", 2, id="comma-in-the-heading"),
        pytest.param("〔一〕存在的主要问题和困难:", 2, id="ends-with-a-colon"),
        pytest.param("1.加强组织领导", 3, id="third-level"),
        pytest.param("1．加强组织领导", 3, id="full-width-period"),
        pytest.param("（1）明确分工", 4, id="fourth-level"),
        pytest.param("(1) 明确分工", 4, id="fourth-level-half-width"),
        pytest.param("第一章 总则", 1, id="chapter"),
        pytest.param("第二节 申请", 2, id="section"),
        pytest.param("3.无财政专项经费,工作难以开放。", None, id="numbered-sentence"),
        pytest.param("2.健全机制。建立制度，抓好落实。", None, id="numbered-run-on"),
        pytest.param("（1）每年公开一次；", None, id="item-of-a-list"),
        pytest.param("（一）申请人死亡的；", None, id="item-of-a-law"),
        pytest.param("（三）法律、法规规定的其他条件。", None, id="last-item-of-a-law"),
        pytest.param("一是加强领导", None, id="counting-in-a-sentence"),
        pytest.param("十分重视公开工作", None, id="number-sign-in-a-word"),
        pytest.param("3.5万元用于公开", None, id="decimal"),
        pytest.param("2023年工作总结", None, id="year"),
        pytest.param("第一条 为了规范公开工作", None, id="article"),
        pytest.param("一、" + "很长" * 40, None, id="too-long"),
        pytest.param("一、", None, id="number-alone"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_lines_are_headings_by_their_number(line: str, level: int | None) -> None:
    assert heading_level(line) == level


@pytest.mark.parametrize(
    ("line", "font", "level"),
    [
        pytest.param("（一）加强领导，落实责任。", "楷体_GB2312", 2, id="end-mark-in-kaiti"),
        pytest.param("一、总体要求。", "黑体", 1, id="end-mark-in-heiti"),
        pytest.param("一政务公开状况", "黑体", 1, id="mark-lost"),
        pytest.param("一）公开形式", "楷体", 2, id="bracket-lost"),
        pytest.param("前言", "SimHei", 1, id="unnumbered"),
        pytest.param("机密★5年", "黑体", None, id="secrecy-mark-is-no-heading"),
        pytest.param("特急", "黑体", None, id="urgency-is-no-heading"),
        pytest.param("一、政务公开状况", "仿宋", 1, id="wrong-font-changes-nothing"),
    ],
)
def test_fonts_settle_doubtful_lines(line: str, font: str, level: int | None) -> None:
    assert heading_level(line, font) == level


@pytest.mark.parametrize(
    ("line", "divided"),
    [
        pytest.param(
            "〔二〕具体的解决方法和改良措施:努力提高行政透亮度",
            ("〔二〕具体的解决方法和改良措施:", "努力提高行政透亮度"),
            id="colon",
        ),
        pytest.param("一、总体要求。坚持公开", ("一、总体要求。", "坚持公开"), id="period"),
        pytest.param("（一）目标.到年底", ("（一）目标.", "到年底"), id="half-width-period"),
        pytest.param("（一）申请人死亡的；由他人办理", None, id="semicolon"),
        pytest.param("（一）公开形式", None, id="heading-alone"),
        pytest.param("1.加强领导。落实责任", None, id="third-level"),
        pytest.param("（一）自8:30起办理", None, id="time-of-day"),
        pytest.param("（一）" + "很长" * 21 + "。后文", None, id="head-too-long"),
    ],
)
def test_run_on_headings_are_divided(line: str, divided: tuple[str, str] | None) -> None:
    assert split_run_on_heading(line) == divided


@given(st.text(alphabet="一二（）(〔〕)、，。：:；1. 公开领导", max_size=60))
def test_a_divided_line_loses_nothing_and_is_no_heading_as_a_whole(line: str) -> None:
    if divided := split_run_on_heading(line):
        assert "".join(divided).replace(" ", "") == line.replace(" ", "")
        assert heading_level(line) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("临交办〔2024〕12号", "临交办〔2024〕12号", id="right"),
        pytest.param("交办办【2021】75号", "交办办〔2021〕75号", id="square-brackets"),
        pytest.param("国办发[2018]80号", "国办发〔2018〕80号", id="half-width-brackets"),
        pytest.param("临交 〔2024〕 第 007 号", "临交〔2024〕7号", id="leading-zeros"),
        pytest.param("根据国办发〔2018〕80号要求", "国办发〔2018〕80号", id="in-a-sentence"),
        pytest.param("第12号", "第12号", id="order"),
        pytest.param("商交120号", "", id="no-year"),
        pytest.param("联系电话第12号", "", id="no-number"),
    ],
)
def test_document_numbers_are_found_and_set_right(text: str, number: str) -> None:
    assert parse_document_number(text) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("2024年3月5日", date(2024, 3, 5), id="right"),
        pytest.param(" 2024 年 03 月 05 日 ", date(2024, 3, 5), id="blanks-and-zeros"),
        pytest.param("二〇二四年十二月三十一日", date(2024, 12, 31), id="chinese"),
        pytest.param("二○二四年十月二十日", date(2024, 10, 20), id="chinese-with-a-circle"),
        pytest.param("2024-03-05", date(2024, 3, 5), id="hyphens"),
        pytest.param("（2024年3月5日）", date(2024, 3, 5), id="brackets"),
        pytest.param("2024年2月30日", None, id="no-such-day"),
        pytest.param("2024年3月", None, id="no-day"),
        pytest.param("自2024年3月5日起施行", None, id="in-a-sentence"),
    ],
)
def test_a_date_on_its_own_line_is_read(text: str, day: date | None) -> None:
    assert parse_formed_on(text) == day


@given(st.dates(date(1949, 10, 1), date(2099, 12, 31)))
def test_every_date_is_read_back(day: date) -> None:
    assert parse_formed_on(f"{day.year}年{day.month}月{day.day}日") == day


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        pytest.param("机密★20年", "机密★20年", id="right"),
        pytest.param("机 密 ☆ 20 年", "机密★20年", id="blanks-and-another-star"),
        pytest.param("秘密", "秘密", id="no-term"),
        pytest.param("000001\n绝密★长期", "绝密★长期", id="second-line"),
        pytest.param("秘密工作由专人负责", "", id="in-a-sentence"),
    ],
)
def test_secrecy_marks_stand_on_their_own(text: str, mark: str) -> None:
    assert find_secrecy_mark(text) == mark


def test_urgency_stands_on_its_own() -> None:
    assert find_urgency("机密★5年\n特 急\n") == "特急"
    assert find_urgency("加急办理") == ""


@pytest.mark.parametrize("genre", GENRES)
def test_every_genre_is_read_at_the_end_of_a_title(genre: str) -> None:
    assert genre_of(f"临江市交通运输局关于公开工作的{genre}") == genre
    assert genre_of(f"关于公开工作的{genre}（试行）") == genre


@pytest.mark.parametrize(
    ("title", "genre"),
    [("政务公开工作总结", ""), ("临江市人民政府令", "命令"), ("禁令", ""), ("关于命令的说明", "")],
)
def test_other_titles_have_no_genre(title: str, genre: str) -> None:
    assert genre_of(title) == genre


@pytest.mark.parametrize(
    ("line", "names"),
    [
        pytest.param("各县（市、区）交通运输局：", "各县（市、区）交通运输局", id="right"),
        pytest.param("市政府办公室:", "市政府办公室", id="half-width-colon"),
        pytest.param("现将有关情况通知如下：", "", id="sentence"),
        pytest.param("一、责任单位：", "", id="heading"),
        pytest.param("各有关单位", "", id="no-colon"),
    ],
)
def test_the_addressee_is_names_and_a_colon(line: str, names: str) -> None:
    assert addressee_of(line) == names


def test_the_issuer_is_named_in_the_masthead() -> None:
    assert issuer_in_masthead("临江市交通运输局文件") == "临江市交通运输局"
    assert issuer_in_masthead("临 江 市 人 民 政 府") == "临江市人民政府"
    assert issuer_in_masthead("关于公开工作的通知") == ""


@given(st.text(max_size=80), st.text(max_size=10))
def test_no_text_is_too_strange(text: str, font: str) -> None:
    heading_level(text, font)
    split_run_on_heading(text, font)
    parse_document_number(text)
    parse_formed_on(text)
    find_secrecy_mark(text)
    genre_of(text)
    addressee_of(text)
    issuer_in_masthead(text)
