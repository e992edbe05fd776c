"""Slips of punctuation: brackets and quotes that do not pair, half-width marks, stray blanks."""

import re
from collections.abc import Iterator

from gongkai.rules.gate.wording import HAN, Slip

OPENERS = dict(zip("（(〔《“〈【‘「", "）)〕》”〉】’」", strict=True))
CLOSERS = {closer: opener for opener, closer in OPENERS.items()}
HALF_TO_FULL = str.maketrans("(),;:!?.", "（），；：！？。")
# 1） and a) number the points of a list; they open nothing.
LIST_NUMBER = re.compile(r"(?:^|[\s，。；：、:;])(?:\d{1,2}|[A-Za-z])$")

# U+301D and U+301E are what damaged copies print for “ and ”.
ODD_QUOTES = str.maketrans("〝〞", "“”")
ODD_QUOTE = re.compile("[〝〞]")

DOCUMENT = (
    "(?:条例|办法|规定|意见|通知|方案|决定|细则|规划|计划|纲要|标准|要点|制度|目录|指南|公告"
    "|通告|通报|批复|函|纪要|解释|准则|规则|规程|规范|预案|报告|章程|清单|宪法|法典|法)"
    "(?:[（(][^（）()]{1,8}[）)])?"
)
NAMED = re.compile(rf"([?《])([^?？《》。；！\n]{{0,60}}?{DOCUMENT})([?》])")
ASKING = re.compile("什么|是否|有没有|如何|怎|吗|呢|哪|谁|能否|为何|几")

SIX_CORNERED = re.compile("〔([^〔〕]*)〕")
# In a number such as 桂政发〔2023〕5号 the year stands in 〔〕 (党政机关公文格式 GB/T 9704-2012).
NUMBER_IN_OTHER_BRACKETS = re.compile(
    rf"(?<=[{HAN}])[\[［【(（](\d{{4}})[\]］】)）](?=\s*第?\d+\s*号)"
)

WIDE = rf"{HAN}”’》）〕〉】」％"
HALF_WIDTH = re.compile(
    rf"(?:(?<=[{WIDE}])|(?<=[{WIDE}]\s))[,;:!?]"
    rf"|(?<=[0-9A-Za-z])[,;:!?](?=[{HAN}“《（])"
    rf"|(?<=[{HAN}])\.(?=[{HAN}]|$)"
)
HALF_WIDTH_BRACKETS = re.compile(rf"\([^()（）]{{0,80}}[{HAN}][^()（）]{{0,80}}\)")
REPEATED = re.compile("([，。；：、,;:])[，。；：、,;:]+")

BLANKS = re.compile(rf"(?<=[{HAN}])[ \u00a0\u2000-\u200b\u3000\ufeff]+(?=[{HAN}，。；：、,;:])")
HEADING_NUMBER = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零\d]+[编章节条款]|附件\d*|[一二三四五六七八九十]+)"
)
NEXT_LABEL = re.compile(rf"[{HAN}]{{1,8}}[：:]")
STANDS_ALONE = re.compile(rf"[^{HAN}]?[{HAN}]")
SHORT_LINE = 6


def bracket_slips(text: str) -> Iterator[Slip]:
    """Everything wrong with brackets and quotes, each where it stands."""
    mended = _with_lost_title_marks(text)
    yield from _lost_title_marks(text)
    for found in ODD_QUOTE.finditer(text):
        right = found[0].translate(ODD_QUOTES)
        yield Slip(
            kind=found[0],
            start=found.start(),
            end=found.end(),
            message=f"“{found[0]}”不是规范的引号，应为“{right}”",
            suggestion=right,
        )
    for found in SIX_CORNERED.finditer(text):
        if not re.fullmatch(r"\d{4}", found[1]):
            yield Slip(
                kind="six-cornered",
                start=found.start(),
                end=found.end(),
                message="六角括号〔〕只用于发文字号的年份，这里应用圆括号（）",
                suggestion=f"（{found[1]}）",
            )
    for found in NUMBER_IN_OTHER_BRACKETS.finditer(text):
        yield Slip(
            kind="number brackets",
            start=found.start(),
            end=found.end(),
            message="发文字号的年份应放在六角括号〔〕里",
            suggestion=f"〔{found[1]}〕",
        )
    yield from _unpaired(mended)


def _named(text: str) -> Iterator[re.Match[str]]:
    for found in NAMED.finditer(text):
        is_whole = found[1] == "《" and found[3] == "》"
        if not is_whole and not ASKING.search(found[2]):
            yield found


def _lost_title_marks(text: str) -> Iterator[Slip]:
    for found in _named(text):
        yield Slip(
            kind=f"lost title marks {found[2]}",
            start=found.start(),
            end=found.end(),
            message=f"“{found[0]}”里的问号像是丢失的书名号，应为《{found[2]}》",
            suggestion=f"《{found[2]}》",
        )


def _with_lost_title_marks(text: str) -> str:
    """The text, as long as before, with the quotes and title marks it should have had."""
    signs = list(text.translate(ODD_QUOTES))
    for found in _named(text):
        signs[found.start()] = "《"
        signs[found.end() - 1] = "》"
    return "".join(signs)


def _unpaired(text: str) -> Iterator[Slip]:
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign in OPENERS:
            opened.append(at)
        elif sign in CLOSERS:
            yield from _close(text, opened, at)
    for at in opened:
        yield _unclosed(text, at)


def _close(text: str, opened: list[int], at: int) -> Iterator[Slip]:
    """Take the sign that this one closes, and all left open within, off the `opened` ones."""
    sign = text[at]
    match = next((start for start in reversed(opened) if _match(text[start], sign)), None)
    if match is None:
        if not (sign in "）)" and LIST_NUMBER.search(text[max(0, at - 4) : at])):
            yield _alone(at, sign, f"“{sign}”前面没有与它成对的“{CLOSERS[sign]}”")
        return
    while (inner := opened.pop()) != match:
        yield _unclosed(text, inner)
    if OPENERS[text[match]] != sign:
        yield Slip(
            kind="mixed widths",
            start=match,
            end=at + 1,
            message=f"“{text[match]}”与“{sign}”全角半角混用",
            suggestion=text[match : at + 1].translate(str.maketrans("()", "（）")),
        )


def _match(opener: str, closer: str) -> bool:
    return OPENERS[opener] == closer or (opener in "（(" and closer in "）)")


def _unclosed(text: str, at: int) -> Slip:
    return _alone(at, text[at], f"“{text[at]}”后面没有与它成对的“{OPENERS[text[at]]}”")


def _alone(at: int, sign: str, message: str) -> Slip:
    return Slip(kind=f"unpaired {sign}", start=at, end=at + 1, message=message)


def half_width_slips(text: str) -> Iterator[Slip]:
    """Half-width marks in Chinese, and marks in a row."""
    taken = {at for found in _named(text) for at in (found.start(), found.end() - 1)}
    for found in HALF_WIDTH.finditer(text):
        if found.start() not in taken:
            yield _half_width(found, found[0])
    for found in HALF_WIDTH_BRACKETS.finditer(text):
        if not NUMBER_IN_OTHER_BRACKETS.match(text, found.start()):
            yield _half_width(found, "()")
    for found in REPEATED.finditer(text):
        yield Slip(
            kind="repeated marks",
            start=found.start(),
            end=found.end(),
            message=f"标点“{found[0]}”连用",
            suggestion=found[1].translate(HALF_TO_FULL),
        )


def _half_width(found: re.Match[str], marks: str) -> Slip:
    return Slip(
        kind="half-width",
        start=found.start(),
        end=found.end(),
        message=f"半角标点“{marks}”在中文里应写作“{marks.translate(HALF_TO_FULL)}”",
        suggestion=found[0].translate(HALF_TO_FULL),
    )


def blank_slips(text: str) -> Iterator[Slip]:
    """Blanks inside a word or before a mark, told with the sign on either side."""
    for found in BLANKS.finditer(text):
        if not _is_layout(text, found.start(), found.end()):
            before, after = text[found.start() - 1], text[found.end()]
            yield Slip(
                kind="blank",
                start=found.start() - 1,
                end=found.end() + 1,
                message=f"“{before}”与“{after}”之间有多余的空格",
                suggestion=before + after,
            )


def _is_layout(text: str, start: int, end: int) -> bool:
    """Blanks that set apart a heading's number, a label or the two signs of a name."""
    if len("".join(text.split())) <= SHORT_LINE or HEADING_NUMBER.fullmatch(text, 0, start):
        return True
    if NEXT_LABEL.match(text, end):
        return True
    before, after = text[max(0, start - 2) : start], text[end : end + 2][::-1]
    return bool(STANDS_ALONE.fullmatch(before) and STANDS_ALONE.fullmatch(after))
