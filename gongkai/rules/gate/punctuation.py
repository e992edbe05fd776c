"""Slips of punctuation: marks that do not pair, half-width marks, stray blanks, damaged signs.

Every pass starts from the sign itself and looks around it only then, so that a text without the
sign costs one search.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import starmap

from gongkai.rules.gate.findings import Hit
from gongkai.rules.gate.rulebook import rule
from gongkai.rules.gate.wording import HAN

OPENERS = dict(zip("（(〔《“〈【‘「『", "）)〕》”〉】’」』", strict=True))
CLOSERS = {closer: opener for opener, closer in OPENERS.items()}
HALF_TO_FULL = str.maketrans("(),;:!?.．", "（），；：！？。。")
# 1） and a) number the points of a list; they open nothing.
LIST_NUMBER = re.compile(r"(?:^|[\s，。；：、:;])(?:\d{1,2}|[A-Za-z])$")
SIGN = re.compile('[（(〔《“〈【‘「『）)〕》”〉】’」』"＂〝〞\n\ufffd\ue000-\uf8ff]')
GARBLED = re.compile("[\ufffd\ue000-\uf8ff]")
GARBLED_WORDS = ("锟斤拷", "烫烫烫", "屯屯屯", "ï»¿", "â€œ", "Ã¤")

# U+301D and U+301E are what damaged copies print for “ and ”.
ODD_QUOTES = {"〝": "“", "〞": "”"}
STRAIGHT_QUOTES = '"＂'

DOCUMENT = (
    "(?:条例|办法|规定|意见|通知|方案|决定|细则|规划|计划|纲要|标准|要点|制度|目录|指南|公告"
    "|通告|通报|批复|函|纪要|解释|准则|规则|规程|规范|预案|报告|章程|清单|宪法|法典|法)"
    "(?:[（(][^（）()]{1,8}[）)])?"
)
NAME = rf"[^?？《》。；！\n]{{0,60}}?{DOCUMENT}"
AFTER_LOST_OPENER = re.compile(rf"\?({NAME})[?》]")
BEFORE_LOST_CLOSER = re.compile(rf"《({NAME})\?")
LONGEST_NAME = 70
ASKING = re.compile("什么|是否|有没有|如何|怎|吗|呢|哪|谁|能否|为何|几")

SIX_CORNERED = re.compile("〔([^〔〕\n]*)〕")
# In a number such as 桂政发〔2023〕5号 the year stands in 〔〕 (党政机关公文格式 GB/T 9704-2012).
NUMBER_IN_OTHER_BRACKETS = re.compile(
    rf"[\[［【(（](?<=[{HAN}].)(\d{{4}})[\]］】)）](?=\s*第?\d+\s*号)"
)
ANGLED = re.compile(rf"<([{HAN}]{{1,40}}{DOCUMENT})>")
DASHES = re.compile(rf"-{{2,8}}(?=[{HAN}])")
NESTED_TITLE = re.compile(r"《[^《》\n]{0,60}(《([^《》\n]{1,60})》)[^《》\n]{0,60}》")

WIDE = rf"{HAN}”’》）〕〉】」％"
# One class of signs first, and only then what stands around: the engine looks for nothing else.
HALF_WIDTH = re.compile(
    rf"[,;:!?.．](?:(?<=[{WIDE}][,;:!?])|(?<=[{WIDE}]\s[,;:!?])"
    rf"|(?<=[0-9A-Za-z][,;:!?])(?=[{HAN}“《（])|(?<=[{HAN}][.．])(?=[{HAN}]|$|\n))"
)
HALF_WIDTH_BRACKETS = re.compile(rf"\([^()（）\n]{{0,80}}[{HAN}][^()（）\n]{{0,80}}\)")
REPEATED = re.compile("[，。；：、,;:]{2,}")
FULL_WIDTH_SIGNS = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
TO_HALF_WIDTH = {at: at - 0xFEE0 for at in range(0xFF10, 0xFF5B)}

BLANKS = re.compile(rf"[ \u00a0\u2000-\u200b\u3000\ufeff]{{1,60}}(?=[{HAN}，。；：、,;:])")
HEADING_NUMBER = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零\d]+[编章节条款]|附件\d*|[一二三四五六七八九十]+)"
)
NEXT_LABEL = re.compile(rf"[{HAN}]{{1,8}}[：:]")
STANDS_ALONE = re.compile(rf"[^{HAN}]?[{HAN}]")
IS_HAN = re.compile(f"[{HAN}]")
SHORT_LINE = 6
LONGEST_LABEL = 60
# Nobody opens so many brackets within each other; hostile text does.
DEEPEST = 40


def hits(text: str) -> Iterator[Hit]:
    """Everything wrong with the punctuation of a text; a line is a paragraph."""
    lost = list(_lost_title_marks(text)) if "?" in text else []
    taken = {at for hit in lost for at in (hit.start, hit.end - 1)}
    yield from lost
    yield from bracket_hits(text, lost)
    yield from half_width_hits(text, taken)
    yield from blank_hits(text)
    for found in ANGLED.finditer(text):
        yield rule("lost-title-mark").hit(
            *found.span(), f"“{found[0]}”应为《{found[1]}》", f"《{found[1]}》"
        )
    for found in FULL_WIDTH_SIGNS.finditer(text):
        right = found[0].translate(TO_HALF_WIDTH)
        yield rule("full-width-digit").hit(*found.span(), f"“{found[0]}”应为半角“{right}”", right)


def judges() -> Iterator[tuple[str, Callable[[str, int], Iterator[Hit]]]]:
    """Words that only a wrong decoding writes, and two hyphens for a dash."""
    for word in GARBLED_WORDS:
        yield word, partial(_garbled_word, word)
    yield "--", _dash


def _dash(text: str, at: int) -> Iterator[Hit]:
    found = DASHES.match(text, at)
    if found and at and IS_HAN.match(text[at - 1]):
        yield rule("half-width-mark").hit(*found.span(), "破折号应写作“——”", "——")


def _garbled_word(word: str, text: str, at: int) -> Iterator[Hit]:
    yield rule("garbled").hit(at, at + len(word), f"“{word}”是转码产生的乱码")


def bracket_hits(text: str, lost: list[Hit] | None = None) -> Iterator[Hit]:
    """Brackets, quotes and title marks: the pairs of each line, and what stands for them."""
    if lost is None:
        lost = list(_lost_title_marks(text))
    yield from _six_cornered(text)
    for found in NESTED_TITLE.finditer(text):
        yield rule("nested-title-mark").hit(
            *found.span(1), "书名号里面的书名号应为单书名号", f"〈{found[2]}〉"
        )
    opened: list[tuple[int, str]] = []
    quotes = 0
    for at, sign in _signs(text, lost):
        if sign == "\n":
            yield from _left_open(opened)
            opened, quotes = [], 0
        elif sign in STRAIGHT_QUOTES:
            quotes += 1
            yield from _straight_quote(text, at, is_opener=quotes % 2 == 1)
        elif GARBLED.match(sign):
            yield rule("garbled").hit(at, at + 1, "这里有无法显示的字符，可能是乱码")
        else:
            yield from _pair(text, opened, at, sign)
    yield from _left_open(opened)


def _left_open(opened: list[tuple[int, str]]) -> Iterator[Hit]:
    """What a line leaves open; two openers in a row are one pair whose second is turned round."""
    if len(opened) == 2 and opened[0][1] == opened[1][1] and opened[0][1] in "“‘《":
        at, sign = opened[1]
        yield rule("unpaired-mark").hit(at, at + 1, f"“{sign}”应为“{OPENERS[sign]}”", OPENERS[sign])
    else:
        yield from starmap(_unclosed, opened)


def _signs(text: str, lost: list[Hit]) -> list[tuple[int, str]]:
    """The signs as they should stand: lost title marks are told already, and pair."""
    signs = [(found.start(), found[0]) for found in SIGN.finditer(text)]
    if not lost:
        return signs
    mended = {hit.start: "《" for hit in lost} | {hit.end - 1: "》" for hit in lost}
    return sorted([*(each for each in signs if each[0] not in mended), *mended.items()])


def _pair(text: str, opened: list[tuple[int, str]], at: int, sign: str) -> Iterator[Hit]:
    if sign in ODD_QUOTES:
        right = ODD_QUOTES[sign]
        yield rule("odd-quote").hit(at, at + 1, f"“{sign}”不是规范的引号，应为“{right}”", right)
        sign = right
    if sign in OPENERS:
        opened.append((at, sign))
        if len(opened) > DEEPEST:
            yield _unclosed(*opened.pop(0))
    else:
        yield from _close(text, opened, at, sign)


def _six_cornered(text: str) -> Iterator[Hit]:
    for found in SIX_CORNERED.finditer(text):
        if not re.fullmatch(r"\d{4}", found[1]):
            yield rule("six-cornered-bracket").hit(
                *found.span(),
                "六角括号〔〕只用于发文字号的年份，这里应用圆括号（）",
                f"（{found[1]}）",
            )
    for found in NUMBER_IN_OTHER_BRACKETS.finditer(text):
        yield rule("number-bracket").hit(
            *found.span(), "发文字号的年份应放在六角括号〔〕里", f"〔{found[1]}〕"
        )


def _lost_title_marks(text: str) -> Iterator[Hit]:
    """?条例? for 《条例》: what a damaged copy prints for title marks it could not keep."""
    end = 0
    at = text.find("?")
    while at >= 0:
        found = AFTER_LOST_OPENER.match(text, at) if at >= end else None
        if found is None and at >= end:
            opener = text.rfind("《", max(end, at - LONGEST_NAME), at)
            found = BEFORE_LOST_CLOSER.match(text, opener) if opener >= 0 else None
            found = found if found and found.end() == at + 1 else None
        if found and not ASKING.search(found[1]):
            end = found.end()
            yield rule("lost-title-mark").hit(
                *found.span(),
                f"“{found[0]}”里的问号像是丢失的书名号，应为《{found[1]}》",
                f"《{found[1]}》",
            )
        at = text.find("?", max(at + 1, end))


def _straight_quote(text: str, at: int, *, is_opener: bool) -> Iterator[Hit]:
    around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    if IS_HAN.search(around):
        right = "“" if is_opener else "”"
        yield rule("odd-quote").hit(at, at + 1, f"直引号“{text[at]}”在中文里应为“{right}”", right)


def _close(text: str, opened: list[tuple[int, str]], at: int, sign: str) -> Iterator[Hit]:
    """Take the sign that this one closes, and all left open within, off the `opened` ones."""
    match = next((each for each in reversed(opened) if _match(each[1], sign)), None)
    if match is None:
        if not _closes_nothing(text, at, sign):
            yield _alone(at, sign, f"“{sign}”前面没有与它成对的“{CLOSERS[sign]}”")
        return
    while (inner := opened.pop()) != match:
        yield _unclosed(*inner)
    start, opener = match
    if OPENERS[opener] != sign:
        yield rule("mixed-width-bracket").hit(
            start,
            at + 1,
            f"“{opener}”与“{sign}”全角半角混用",
            text[start : at + 1].translate(str.maketrans("()", "（）")),
        )


def _closes_nothing(text: str, at: int, sign: str) -> bool:
    """A list number such as 1）, an apostrophe, or the one before the year of ’98."""
    if sign in "）)":
        return bool(LIST_NUMBER.search(text[max(0, at - 4) : at]))
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    return sign == "’" and ((before + after).isascii() or after.isdigit())


def _match(opener: str, closer: str) -> bool:
    return OPENERS[opener] == closer or (opener in "（(" and closer in "）)")


def _unclosed(at: int, opener: str) -> Hit:
    return _alone(at, opener, f"“{opener}”后面没有与它成对的“{OPENERS[opener]}”")


def _alone(at: int, sign: str, message: str) -> Hit:
    return rule("unpaired-mark").hit(at, at + 1, message)


def half_width_hits(text: str, taken: set[int]) -> Iterator[Hit]:
    """Half-width marks in Chinese, and marks in a row; `taken` are told of otherwise."""
    for found in HALF_WIDTH.finditer(text):
        if found.start() not in taken:
            yield _half_width(found, found[0])
    for found in HALF_WIDTH_BRACKETS.finditer(text):
        if not NUMBER_IN_OTHER_BRACKETS.match(text, found.start()):
            yield _half_width(found, "()")
    for found in REPEATED.finditer(text):
        if not found[0].isascii() or IS_HAN.search(text[max(0, found.start() - 1) : found.start()]):
            yield rule("repeated-mark").hit(
                *found.span(), f"标点“{found[0]}”连用", found[0][0].translate(HALF_TO_FULL)
            )


def _half_width(found: re.Match[str], marks: str) -> Hit:
    full = marks.translate(HALF_TO_FULL)
    return rule("half-width-mark").hit(
        *found.span(),
        f"半角标点“{marks}”在中文里应写作“{full}”",
        found[0].translate(HALF_TO_FULL) if marks != "()" else f"（{found[0][1:-1]}）",
    )


def blank_hits(text: str) -> Iterator[Hit]:
    """Blanks inside a word or before a mark, told with the sign on either side."""
    for found in BLANKS.finditer(text):
        start, end = found.span()
        if start and IS_HAN.match(text[start - 1]) and not _is_layout(text, start, end):
            before, after = text[start - 1], text[end]
            yield rule("blank-in-word").hit(
                start - 1, end + 1, f"“{before}”与“{after}”之间有多余的空格", before + after
            )


def _is_layout(text: str, start: int, end: int) -> bool:
    """Blanks that set apart a heading's number, a label or the two signs of a name."""
    # A line without end must not be walked to its start for every blank in it.
    before = text[max(0, start - LONGEST_LABEL) : start]
    head = before.rpartition("\n")[2]
    line = head + text[start : end + LONGEST_LABEL].partition("\n")[0]
    if len("".join(line.split())) <= SHORT_LINE:
        return True
    if len(head) < LONGEST_LABEL and HEADING_NUMBER.fullmatch(head):
        return True
    if NEXT_LABEL.match(text, end):
        return True
    after = text[end : end + 2].partition("\n")[0][::-1]
    return bool(STANDS_ALONE.fullmatch(head[-2:]) and STANDS_ALONE.fullmatch(after))
