"""The form of an official document (公文): what its lines are, read from plain text.

Recognition only. The forms follow GB/T 9704-2012 and the 2012 regulation on official documents,
and also the damaged forms that circulate: wrong brackets, half-width marks, blanks inside words.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

# 党政机关公文处理工作条例 (2012) art. 8. Longer names first: 命令 ends in 令.
GENRES = (
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知",
    "通报", "报告", "请示", "批复", "议案", "函", "纪要",
)  # fmt: skip

LONGEST_HEADING = 50
LONGEST_HEAD_OF_A_RUN_ON = 40
LONGEST_NUMBERED_HEADING = 30
LONGEST_UNNUMBERED_HEADING = 24
LONGEST_ADDRESSEE = 120

_CN = "[一二三四五六七八九十百〇零○]"
_OPEN = r"[（(〔［\[【{〈]"
_CLOSE = r"[）)〕］\]】}〉]"
_LEVELS = (
    # 一、 and its damaged forms: 一. 一, 一． 一 、
    (1, re.compile(rf"{_CN}{{1,4}}\s*[、，,．.﹒·]\s*(?=\S)")),
    (1, re.compile(rf"第\s*{_CN}{{1,4}}\s*(?:章|编|部分)(?=\s|[：:、]|[\u4e00-\u9fff])\s*")),
    # （一） and 〔一〕 (一) ( 一 ) 【一】
    (2, re.compile(rf"{_OPEN}\s*{_CN}(?:\s*{_CN}){{0,3}}\s*{_CLOSE}\s*[、，,．.]?\s*(?=\S)")),
    (2, re.compile(rf"第\s*{_CN}{{1,4}}\s*节(?=\s|[：:、]|[\u4e00-\u9fff])\s*")),
    (3, re.compile(r"\d{1,2}\s*[．.、，,﹒]\s*(?=[^\d\s])")),
    (4, re.compile(rf"{_OPEN}\s*\d{{1,2}}\s*{_CLOSE}\s*(?=\S)")),
)
# Only a font makes these headings: 一政务公开 in 黑体, 一）公开形式 in 楷体.
_LEVELS_BY_FONT = {
    "heiti": (1, re.compile(rf"{_CN}{{1,3}}\s*(?=[\u4e00-\u9fff])")),
    "kaiti": (2, re.compile(rf"{_OPEN}?\s*{_CN}{{1,3}}\s*{_CLOSE}\s*(?=\S)")),
}
_SENTENCE_MARKS = "。；;！!？?"
_END_OF_HEAD = re.compile(r"[。：；！？:;!?]|\.(?!\d)")


@dataclass(frozen=True)
class DocumentFacts:
    """What the form of a document says about it; an unknown fact is empty."""

    title: str = ""
    document_number: str = ""
    issuer: str = ""
    formed_on: date | None = None
    secrecy_mark: str = ""
    urgency: str = ""
    genre: str = ""
    addressee: str = ""


def font_kind(font: str) -> str:
    """`heiti`, `kaiti`, `fangsong`, `xiaobiaosong` or "" for a font's name in any spelling."""
    name = font.replace(" ", "").lower()
    if "小标宋" in name or "xiaobiaosong" in name or "xbs" in name:
        return "xiaobiaosong"
    if "仿宋" in name or "fangsong" in name or name.startswith("fzfs"):
        return "fangsong"
    if "黑" in name or "heiti" in name or "simhei" in name or name.startswith("fzhei"):
        return "heiti"
    if "楷" in name or "kai" in name:
        return "kaiti"
    return ""


def heading_level(line: str, font: str = "") -> int | None:
    """1 for 一、, 2 for （一）, 3 for 1., 4 for （1）; None when the line is a paragraph.

    The whole line is judged. A heading with its paragraph in the same line is no heading as it
    stands: `split_run_on_heading` divides it. `font` (黑体 1, 楷体 2) settles doubtful lines only:
    a plain heading in the wrong font remains one.
    """
    line = line.strip()
    kind = font_kind(font)
    numbered = _numbered(line, kind)
    if numbered is None:
        return 1 if kind == "heiti" and _is_short_label(line) else None
    level, rest = numbered
    if level <= 2:
        return level if _is_heading_text(rest, certain=bool(kind in {"heiti", "kaiti"})) else None
    # 3.无财政专项经费,工作难以开放。 is a sentence with a number: any end mark makes a paragraph.
    if len(rest) > LONGEST_NUMBERED_HEADING or any(mark in rest for mark in _SENTENCE_MARKS):
        return None
    if rest.endswith(("，", ",", "、", ".", "．")) or re.search(r"[：:].", rest):
        return None
    return level


def split_run_on_heading(line: str, font: str = "") -> tuple[str, str] | None:
    """The heading and the paragraph that runs on in the same line, for levels 1 and 2.

    The mark between them stays with the heading, so that joining both gives the line again.
    """
    stripped = line.strip()
    numbered = _numbered(stripped, font_kind(font))
    if numbered is None or numbered[0] > 2:
        return None
    start = len(stripped) - len(numbered[1])
    for mark in _END_OF_HEAD.finditer(stripped, start):
        if mark[0] in ":：" and _is_inside_a_number(stripped, mark.start()):
            continue
        break
    else:
        return None
    head, rest = stripped[: mark.end()], stripped[mark.end() :].strip()
    if mark[0] in "；;" or not rest or mark.start() == start:
        return None
    if len(head) - 1 > LONGEST_HEAD_OF_A_RUN_ON or not re.search(r"[\u4e00-\u9fffA-Za-z]", rest):
        return None
    return head, rest


def _numbered(line: str, kind: str) -> tuple[int, str] | None:
    for level, form in _LEVELS:
        if found := form.match(line):
            return level, line[found.end() :]
    if kind in _LEVELS_BY_FONT and len(line) <= LONGEST_HEADING:
        level, form = _LEVELS_BY_FONT[kind]
        if found := form.match(line):
            return level, line[found.end() :]
    return None


def _is_heading_text(rest: str, *, certain: bool) -> bool:
    if len(rest) > LONGEST_HEADING:
        return False
    body, last = rest[:-1], rest[-1:]
    if any(mark in body for mark in _SENTENCE_MARKS) or re.search(r"[：:](?!\d|//)", body):
        return False
    if last in "；;，,、":
        return False
    # （三）法律、法规规定的其他条件。 is an item of a list; in 楷体 it would be a heading.
    return certain if last and last in "。.．！!？?" else True


def _is_short_label(line: str) -> bool:
    """An unnumbered heading as it is set in 黑体: 前言, 附件1."""
    if not 2 <= len(line) <= LONGEST_UNNUMBERED_HEADING or find_secrecy_mark(line):
        return False
    if find_urgency(line) or parse_formed_on(line):
        return False
    return not re.search(r"[。；;，,：:！!？?★]", line) and bool(
        re.search(r"[\u4e00-\u9fff]", line)
    )


def _is_inside_a_number(line: str, at: int) -> bool:
    around = line[at - 1 : at], line[at + 1 : at + 2]
    return all(sign.isdigit() for sign in around) or line[at : at + 3] == "://"


_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{1,14})\s*[〔\[【（(［]\s*((?:19|20)\d{2})\s*年?\s*[〕\]】）)］]\s*"
    r"第?\s*0*(\d{1,5})\s*号"
)
_WORDS_BEFORE_A_NUMBER = re.compile(
    r"^.*(?:根据|按照|依据|依照|落实|贯彻|关于|印发|转发|下发|通知|文件|详见|文号|编号|以及|参照|执行)"
)
_ORDER_NUMBER = re.compile(r"(?:((?:19|20)\d{2})\s*年\s*)?第\s*0*(\d{1,5})\s*号")


def parse_document_number(text: str) -> str:
    """The 发文字号 in its right form, 机关代字〔年〕序号号, or "" when there is none.

    An order (令) has only 第N号, which counts when it stands alone on its line.
    """
    if found := _NUMBER.search(text):
        agency = _WORDS_BEFORE_A_NUMBER.sub("", found[1]) or found[1]
        return f"{agency}〔{found[2]}〕{found[3]}号"
    if found := _ORDER_NUMBER.fullmatch(text.strip(" 　—-")):
        return f"{found[1]}年第{found[2]}号" if found[1] else f"第{found[2]}号"
    return ""


_DATE = re.compile(
    r"[（(]?\s*(\d{4}|[一二三四五六七八九〇零○ＯO0]{4})\s*[年.\-/．－]\s*"
    r"(\d{1,2}|[一二三四五六七八九十]{1,2})\s*[月.\-/．－]\s*"
    r"(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?\s*(?:印发)?\s*[）)]?"
)
_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "○": 0, "Ｏ": 0, "O": 0, "0": 0,
}  # fmt: skip


def parse_formed_on(text: str) -> date | None:
    """The date when the whole line is one, in Arabic or Chinese numerals."""
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    year, month, day = found[1], found[2], found[3]
    try:
        return date(_year(year), _small_number(month), _small_number(day))
    except ValueError:
        return None


def _year(written: str) -> int:
    if written.isdecimal():
        return int(written)
    return int("".join(str(_DIGITS[sign]) for sign in written))


def _small_number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return _DIGITS[written] if len(written) == 1 else 0
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


_SECRECY = re.compile(
    r"(绝\s*密|机\s*密|秘\s*密)\s*(?:([★☆*＊])\s*(\d{1,2}\s*(?:年|个月|月|日|天)|长期|.{0,4}前)?)?\s*"
)
_LINES_FOR_A_MARK = 20


def find_secrecy_mark(text: str) -> str:
    """The mark 密级★期限 in the first lines, in its right form; the word in a sentence is none."""
    for line in text.splitlines()[:_LINES_FOR_A_MARK]:
        stripped = line.strip()
        found = _SECRECY.match(stripped)
        if found is None or (found.end() < len(stripped) and not found[2]):
            continue
        level = re.sub(r"\s", "", found[1])
        term = re.sub(r"\s", "", found[3] or "")
        return f"{level}★{term}" if term else level
    return ""


def find_urgency(text: str) -> str:
    """特急, 加急, 特提 or 平急 when it stands on a line of its own."""
    for line in text.splitlines()[:_LINES_FOR_A_MARK]:
        if found := re.fullmatch(r"\s*(特\s*急|加\s*急|特\s*提|平\s*急|急\s*件)\s*", line):
            return re.sub(r"\s", "", found[1])
    return ""


def genre_of(title: str) -> str:
    """The 文种 at the end of a title, one of the 15, or ""."""
    bare = re.sub(r"\s+", "", title)
    # （试行）, （征求意见稿） and （2023年修订） say nothing about the genre.
    bare = re.sub(r"(?:[（(〔\[][^（()）〕\]]*[）)〕\]])+$", "", bare).rstrip("》。.：:")
    for genre in GENRES:
        if bare.endswith(genre):
            return genre
    # 令 stands for 命令; 指令, 禁令 and 法令 are other words.
    if bare.endswith("令") and not bare.endswith(("指令", "禁令", "法令", "口令")):
        return "命令"
    return ""


_BODY_NAMES = re.compile(
    r"(?:政府|党委|党组|委员会|办公室|人大|政协|机关|单位|部门|企业|公司|集团|中心|学校|医院|法院|"
    r"检察院|同志|协会|商会|大队|支队|总队|党支部|街道|乡镇|[局厅委办院司站所校会处科室部署港镇乡区县市])"
)


def addressee_of(line: str) -> str:
    """The 主送机关 without its colon, when the line is one: names of bodies and a colon."""
    stripped = line.strip()
    if not stripped.endswith(("：", ":")) or len(stripped) > LONGEST_ADDRESSEE:
        return ""
    names = stripped[:-1].strip()
    if re.search(r"[。；;！!？?：:]|如下|现将|根据|按照|以下", names) or heading_level(names):
        return ""
    last = re.sub(r"[（(][^（()）]*[）)]$", "", names)
    found = list(_BODY_NAMES.finditer(last))
    return names if found and found[-1].end() == len(last) else ""


def issuer_in_masthead(line: str) -> str:
    """The body named by a 发文机关标志 such as XX市交通运输局文件, or ""."""
    bare = re.sub(r"\s+", "", line)
    if found := re.fullmatch(r"([\u4e00-\u9fff、（）()]{4,40}?)(?:文件|（?函件?）?)?", bare):
        name = found[1]
        if any(name.endswith(end) for end in _MASTHEAD_ENDS):
            return name
    return ""


_MASTHEAD_ENDS = (
    "局", "厅", "委", "办", "院", "部", "政府", "委员会", "办公室", "办公厅", "领导小组", "中心",
    "指挥部", "公司", "集团", "总队", "支队", "大队", "协会", "所", "站",
)  # fmt: skip
