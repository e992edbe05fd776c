"""How a document is laid out: serial numbers, annex notes, title, what a template left behind."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from gongkai.rules.document_form import genre_of
from gongkai.rules.gate.findings import Hit, Severity
from gongkai.rules.gate.rulebook import rule

CHINESE = "一二三四五六七八九十"
# Led by the line feed itself: the engine finds it faster than the start of a line.
HEADING = re.compile(
    rf"\n[ \t\u3000]*(?:(?P<first>[{CHINESE}]{{1,3}})(?P<first_mark>[、，,．.])"
    rf"|(?P<opener>[（(])(?P<second>[{CHINESE}]{{1,3}})(?P<closer>[）)])(?P<second_mark>[、，,．.]?)"
    r"|(?P<third>[1-9][0-9]?)(?P<third_mark>[、，,．.])(?![0-9]))"
)
HEADING_END = re.compile(
    rf"\n[ \t\u3000]*[{CHINESE}]{{1,3}}、[^。；！？\n，,]{{2,24}}(?P<end>。)[ \t\u3000]*(?=\n|\Z)"
)
ANNEX = re.compile(r"\n[ \t\u3000]*附[ \u3000]*件(?P<mark>[:：])(?P<rest>[^\n]*)")
ANNEX_FOLLOWS = re.compile(r"[ \t\u3000]*[1-9][0-9]?[.．、][^\n]*")
ANNEX_END = re.compile(r"[。；;，,、]\s*$")
ANNEX_WITH_NUMBER = re.compile(
    r"\n[ \t\u3000]*(?P<whole>附件(?P<number>[1-9][0-9]?)[:：])(?=[^\n])"
)
ANNEX_NUMBER = re.compile(r"\s*[1-9][0-9]?(?P<mark>[、：:])")

TWO_GENRES = re.compile(
    "(请示报告|申请报告|报告请示|请示函|意见通知|决定通知|通知函|公告通知|请示的报告|报告的请示)$"
)
END_MARK = re.compile(r"[，。；：、！？,.;:!?…]+$")
LONE_TITLE = re.compile(
    r"\n[ \t\u3000]*(?P<title>[^\n。；，]{0,20}关于[^\n。；，]{4,60}?[\u4e00-\u9fff])"
    r"(?P<mark>[。；，、])?[ \t\u3000]*(?=\n|\Z)"
)
ADDRESSEE = re.compile(
    r"\n[ \t\u3000]*各[^\n。；：:]{2,60}(?:局|委|办|厅|院|所|站|单位|部门|企业|公司|政府)"
    r"(?P<mark>[，,。；;])[ \t\u3000]*(?=\n|\Z)"
)
# 分列第一、二位 counts places; a point of a speech stands at the head of its sentence.
ORDINAL = re.compile(
    r"第(?:(?<=[\n。；：:]第)|(?<=\A第))[一二三四五六七八九十]{1,2}、(?![第一二三四五六七八九十])"
)
NUMBER_IN_TEXT = re.compile(
    r"〔(?P<year>[0-9]{4})〕\s*(?P<nth>第?)\s*(?P<zeros>0*)(?P<serial>[1-9][0-9]{0,4})\s*号"
)
PLACEHOLDER = re.compile(
    r"此处(?:填写|输入|插入|添加)[\u4e00-\u9fff]{0,6}"
    r"|[×ＸX]{1,4}年(?:[×ＸX]{1,2}月(?:[×ＸX]{1,2}日)?)?|×{2,}|(?:20|19)[×ＸX]{2}年"
)
PLACEHOLDERS = (
    "此处填写",
    "此处输入",
    "此处插入",
    "此处添加",
    "×",
    "X年",
    "Ｘ年",
    "XX年",
    "ＸＸ年",
)
LEFT_BACK = 4
LASTS = re.compile("、等(?![级待候量于价同外额速式腰边靠])")
WORD = re.compile(r"[A-Za-z\u3400-\u4dbf\u4e00-\u9fff]")
BRACKETED = re.compile(r"[（(][^（()）]{1,20}[）)]$")
LONGEST_TITLE = 60


def judges() -> Iterator[tuple[str, Callable[[str, int], Iterator[Hit]]]]:
    """What a template leaves to be filled in."""
    for left in PLACEHOLDERS:
        yield left, _placeholder


def _placeholder(text: str, at: int) -> Iterator[Hit]:
    """The blank that a sign belongs to, which may have begun before it."""
    first = max(0, at - LEFT_BACK)
    for found in PLACEHOLDER.finditer(text, first, at + LEFT_BACK * 4):
        if found.start() <= at < found.end():
            message = f"“{found[0]}”像是模板里没有填的空"
            yield rule("placeholder").hit(*found.span(), message)
            return


def hits(text: str) -> Iterator[Hit]:
    """Serial numbers, annex notes and leftovers of a whole text; a line is a paragraph."""
    lines = f"\n{text}"
    for hit in (*heading_hits(lines), *annex_hits(lines), *lone_line_hits(lines)):
        yield replace(hit, start=hit.start - 1, end=hit.end - 1)
    for ordinal in ORDINAL.finditer(text):
        right = ordinal[0][:-1] + "，"
        yield rule("heading-mark").hit(*ordinal.span(), f"“{ordinal[0]}”应写作“{right}”", right)
    for number in NUMBER_IN_TEXT.finditer(text):
        if number["nth"] or number["zeros"]:
            right = f"〔{number['year']}〕{number['serial']}号"
            yield rule("document-number").hit(
                *number.span(), f"“{number[0]}”的序号前不加“第”、不补0", right
            )
    for lasts in LASTS.finditer(text):
        yield rule("repeated-mark").hit(*lasts.span(), "“等”前面不用顿号", "等")


def lone_line_hits(text: str) -> Iterator[Hit]:
    """A title or an addressee that stands as a line of its own."""
    for found in LONE_TITLE.finditer(text):
        genres = TWO_GENRES.search(found["title"])
        if genres:
            start = found.start("title") + genres.start()
            yield _two_genres(start, genres[0])
        if found["mark"] and genre_of(found["title"]):
            yield rule("title-end").hit(*found.span("mark"), f"标题末尾不用标点“{found['mark']}”")
    for found in ADDRESSEE.finditer(text):
        yield rule("addressee-mark").hit(*found.span("mark"), "主送机关后面用冒号", "：")


def _two_genres(start: int, genres: str) -> Hit:
    return rule("title-genre").hit(
        start, start + len(genres), f"“{genres}”不是文种，一份公文只用一个文种"
    )


def heading_hits(text: str) -> Iterator[Hit]:
    """Serial numbers one after the other at each level; every line here opens with its feed."""
    last = {1: 0, 2: 0, 3: 0}
    for found in HEADING.finditer(text):
        level = 1 if found["first"] else 2 if found["second"] else 3
        yield from _heading_mark(found, level)
        number = (
            int(found["third"])
            if level == 3
            else _chinese_number(found["first"] or found["second"])
        )
        # A new list begins with one; a lone 二、 may be a quotation.
        is_repeated = number == last[level] > 1
        if last[level] and (number > last[level] + 1 or is_repeated):
            start, end = found.span()
            start += len(found[0]) - len(found[0].lstrip())
            before, here = _written(last[level], level), _written(number, level)
            trouble = "重复" if is_repeated else "不连续"
            message = f"前一个序号是{before}，这里是{here}，{trouble}"
            yield rule("heading-gap").hit(start, end, message)
        last[level] = number
        for deeper in range(level + 1, 4):
            last[deeper] = 0
    for found in HEADING_END.finditer(text):
        yield rule("heading-end").hit(*found.span("end"), "独占一行的小标题末尾不用句号")


def _heading_mark(found: re.Match[str], level: int) -> Iterator[Hit]:
    if level == 1 and found["first_mark"] != "、":
        # 一，表示… in the run of a sentence is rare; 一. and 一, are slips of a copy.
        yield rule("heading-mark").hit(
            found.start("first"),
            found.end(),
            f"一级序号应写作“{found['first']}、”",
            f"{found['first']}、",
        )
    if level == 2 and found["second_mark"]:
        yield rule("heading-mark").hit(
            *found.span("second_mark"), f"“（{found['second']}）”后面不加标点"
        )
    if level == 3 and found["third_mark"] in "，,、":
        # 1、 is written everywhere, so it is only mentioned.
        yield rule("heading-mark").hit(
            found.start("third"),
            found.end(),
            "三级序号应写作“1.”",
            f"{found['third']}.",
            severity=Severity.INFORM if found["third_mark"] == "、" else None,
        )


def _chinese_number(written: str) -> int:
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return CHINESE.index(written) + 1 if len(written) == 1 else 0
    return (CHINESE.index(tens) + 1 if tens in CHINESE and tens else 1) * 10 + (
        CHINESE.index(ones) + 1 if ones else 0
    )


def _written(number: int, level: int) -> str:
    if level == 3:
        return f"“{number}.”"
    tens, ones = divmod(number, 10)
    said = ("" if tens == 1 else CHINESE[tens - 1]) + "十" if tens else ""
    said += CHINESE[ones - 1] if ones else ""
    return f"“{said}、”" if level == 1 else f"“（{said}）”"


def annex_hits(text: str) -> Iterator[Hit]:
    """附件说明 (GB/T 9704-2012): full-width colon, 1. and no mark behind the name."""
    for numbered in ANNEX_WITH_NUMBER.finditer(text):
        right = f"附件：{numbered['number']}."
        yield rule("annex-mark").hit(*numbered.span("whole"), f"应写作“{right}”", right)
    for found in ANNEX.finditer(text):
        lines = [found.span("rest")]
        end = found.end() + 1
        while (more := ANNEX_FOLLOWS.match(text, end)) and found["rest"].strip():
            lines.append(more.span())
            end = more.end() + 1
        for start, stop in lines:
            yield from _annex_line(text, start, stop)


def _annex_line(text: str, start: int, end: int) -> Iterator[Hit]:
    number = ANNEX_NUMBER.match(text, start, end)
    if number:
        yield rule("annex-mark").hit(*number.span("mark"), "附件的序号后面用“.”", ".")
    mark = ANNEX_END.search(text[start:end])
    if mark and "。" not in text[start : start + mark.start()] and end - start <= LONGEST_TITLE:
        yield rule("annex-mark").hit(
            start + mark.start(), start + mark.start() + 1, "附件名称后面不加标点"
        )


def title_hits(title: str) -> Iterator[Hit]:
    """A title has words, is short enough to read, names one genre and ends without a mark."""
    name = title.strip()
    if not WORD.search(name):
        yield rule("title-empty").hit(0, len(title), "标题里没有文字")
    if len(name) > LONGEST_TITLE:
        yield rule("title-length").hit(
            0, len(title), f"标题有 {len(name)} 个字，超过 {LONGEST_TITLE} 个字，请精简"
        )
    if mark := END_MARK.search(title.rstrip()):
        yield rule("title-end").hit(
            *mark.span(), f"标题末尾不用标点“{mark[0]}”", title[: mark.start()]
        )
    bare = BRACKETED.sub("", name)
    if genres := TWO_GENRES.search(bare):
        yield _two_genres(title.index(genres[0]), genres[0])
