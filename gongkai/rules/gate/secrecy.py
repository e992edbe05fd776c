"""Marks of secrecy and handling words that must not go out with a public text."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from gongkai.rules.gate.findings import Hit
from gongkai.rules.gate.rulebook import rule

Judge = Callable[[str, int], Iterator[Hit]]

LEVELS = ("绝密", "机密", "秘密")
TERM = r"(?:\d+\s*(?:年|个月|月|日)|长期|启封前)"
# A mark reads 密级★期限 and stands at the top left (GB/T 9704-2012).
STARRED = re.compile(rf"密\s*[★☆]\s*{TERM}?")
# Without the star only a line of its own is a mark: 国家秘密 and 商业秘密 are everyday words.
LINE_BEFORE = re.compile(r"(?:^|\n)[ \t\u3000]*(?:密\s*级\s*[：:]\s*)?$")
LINE_AFTER = re.compile(rf"密(?:\s*{TERM})?(?=[ \t\u3000]*(?:特急|加急)?[ \t\u3000]*(?:\n|$))")
NEAR_START = 300
LONGEST_MARK_LINE = 20
CLAUSE_ENDS = "，。；、\n（）() "

HANDLING_WORDS = (
    "内部文件", "内部资料", "注意保存", "不得翻印", "仅供领导参阅", "传阅后收回", "阅后收回",
    "仅供内部参考", "仅供内部使用", "内部掌握", "请勿外传", "不得外传", "严禁外传", "不宜公开",
    "内部传阅", "此件不公开", "此件不予公开", "不对外公开", "仅供本单位使用",
    "只限内部使用", "限内部使用", "阅后即焚", "会后收回",
)  # fmt: skip
# The law's own words: a report speaks of 不予公开; only a line of its own is a mark.
# A clause of its own is an order to the reader; 工作人员要注意保密 only speaks of it.
CLAUSES = ("注意保密",)
SPOKEN_OF = ("工作秘密", "不予公开", "不公开", "涉密文件", "涉密会议")
# 连续性内部资料出版物 is a kind of publication; 内部资料性出版物 too.
EVERYDAY = {"内部资料": ("内部资料性", "性内部资料出版物"), "内部文件": ("内部文件管理",)}
PROCESS_TITLE = re.compile(r"(?:请示|会议纪要|讨论稿|送审稿|征求意见稿|内部通报|工作汇报)[）)]?$")


def level_hits(text: str, at: int) -> Iterator[Hit]:
    """A level of secrecy that is a mark and not just a word; `at` is where its name begins."""
    middle = text.find("密", at, at + 5)
    rest = text[middle : middle + LONGEST_MARK_LINE * 2]
    found = STARRED.match(rest)
    if found is None and LINE_BEFORE.search(text[max(0, at - 12) : at]):
        found = LINE_AFTER.match(rest)
    if found is None:
        return
    words = text[at : middle + found.end()].rstrip()
    near_start = at < NEAR_START
    name = "secrecy-mark" if near_start else "secrecy-mark-in-text"
    message = (
        f"发现密级标志“{words}”，涉密文件不得公开"
        if near_start
        else f"文中出现密级标志“{words}”，请确认不是涉密内容"
    )
    yield rule(name).hit(at, at + len(words), message)


def handling_hits(word: str, text: str, at: int) -> Iterator[Hit]:
    around = text[max(0, at - 4) : at + len(word) + 8]
    if any(everyday in around for everyday in EVERYDAY.get(word, ())):
        return
    yield rule("handling-word").hit(at, at + len(word), f"出现“{word}”，请确认可以公开")


def clause_hits(word: str, text: str, at: int) -> Iterator[Hit]:
    before, after = text[at - 1 : at] if at else "\n", text[at + len(word) : at + len(word) + 1]
    if before in CLAUSE_ENDS and (not after or after in CLAUSE_ENDS):
        yield rule("handling-word").hit(at, at + len(word), f"出现“{word}”，请确认可以公开")


def spoken_hits(word: str, text: str, at: int) -> Iterator[Hit]:
    """A mark when it fills its line; otherwise the text only speaks of it."""
    before = text[max(0, at - LONGEST_MARK_LINE) : at].rpartition("\n")[2]
    after = text[at : at + LONGEST_MARK_LINE].partition("\n")[0]
    line = (before + after).strip()
    bare = line.strip("（）()【】[]·★☆—- ")
    if bare == word:
        yield rule("handling-word").hit(at, at + len(word), f"标有“{word}”，请确认可以公开")
    elif word in {"工作秘密", "不予公开"}:
        yield rule("handling-word-mentioned").hit(
            at, at + len(word), f"出现“{word}”，请确认只是提到"
        )


def title_hits(title: str) -> Iterator[Hit]:
    """A title that says the paper is still inside the house (条例 art. 16)."""
    if found := PROCESS_TITLE.search(title.strip()):
        start = title.index(found[0])
        yield rule("process-document").hit(
            start, start + len(found[0]), f"“{found[0].strip('）)')}”属于过程性文件，请确认可以公开"
        )


def judges() -> Iterator[tuple[str, Judge]]:
    """Every word that may be a mark, with what then looks around it."""
    for level in LEVELS:
        for blank in ("", " ", "\u3000", "  "):
            yield level[0] + blank + level[1], level_hits
    for handling in HANDLING_WORDS:
        yield handling, partial(handling_hits, handling)
    for clause in CLAUSES:
        yield clause, partial(clause_hits, clause)
    for spoken in SPOKEN_OF:
        yield spoken, partial(spoken_hits, spoken)
