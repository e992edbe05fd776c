"""What a file carries and does not show: its kinds, what a copy does about each, the findings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from gongkai.rules.gate.findings import Finding, Hit, Passage, Place, Severity

LONGEST_OUTLINE = 6


class Kind(StrEnum):
    """A kind of hidden content."""

    TRACKED_CHANGES = "tracked-changes"
    COMMENTS = "comments"
    AUTHOR_NAMES = "author-names"
    HIDDEN_SHEETS = "hidden-sheets"
    HIDDEN_ROWS_COLUMNS = "hidden-rows-columns"
    HIDDEN_TEXT = "hidden-text"
    NOTES_PAGES = "notes-pages"
    HIDDEN_SLIDES = "hidden-slides"
    CUSTOM_PROPERTIES = "custom-properties"
    EMBEDDED_OBJECTS = "embedded-objects"
    EXTERNAL_LINKS = "external-links"
    MACROS = "macros"
    PICTURE_METADATA = "picture-metadata"
    COVERED_TEXT = "covered-text"
    INVISIBLE_PDF_TEXT = "invisible-pdf-text"
    PDF_ATTACHMENTS = "pdf-attachments"
    PDF_ANNOTATIONS = "pdf-annotations"
    PDF_SCRIPTS = "pdf-scripts"
    PDF_METADATA = "pdf-metadata"
    ALTERNATE_LAYERS = "alternate-layers"
    OLD_REVISIONS = "old-revisions"


@dataclass(frozen=True)
class Hidden:
    """Hidden content of one kind in one file.

    `detail` may be shown to anyone who may see the file: it quotes hidden words in outline only.
    `is_personal` says that personal numbers are among them; `remains` that no copy can be freed
    of them without a person.
    """

    kind: Kind
    count: int
    detail: str = ""
    is_personal: bool = False
    remains: bool = False


@dataclass(frozen=True)
class _Words:
    """How one kind is counted, called and dealt with, and how much it weighs."""

    unit: str
    name: str
    done: str
    severity: Severity
    suggestion: str = ""


_BLOCK, _WARN, _INFORM = Severity.BLOCK, Severity.WARN, Severity.INFORM
_IN_THE_ORIGINAL = "请在原文件里删去后重新上传"
WORDS = MappingProxyType(
    {
        Kind.TRACKED_CHANGES: _Words(
            "处", "修订记录", "已接受全部修订并清除", _WARN, "请确认接受修订后的文字就是定稿"
        ),
        Kind.COMMENTS: _Words("条", "批注", "已清除", _WARN, "请确认批注里的意见都已处理"),
        Kind.AUTHOR_NAMES: _Words("项", "作者等署名", "已清除", _INFORM),
        Kind.HIDDEN_SHEETS: _Words(
            "个", "隐藏的工作表", "已删除", _WARN, "应当公开的工作表请先取消隐藏"
        ),
        Kind.HIDDEN_ROWS_COLUMNS: _Words(
            "处", "隐藏的行列", "已清除其中的内容", _WARN, "应当公开的行列请先取消隐藏"
        ),
        Kind.HIDDEN_TEXT: _Words("处", "隐藏文字", "已清除", _WARN, _IN_THE_ORIGINAL),
        Kind.NOTES_PAGES: _Words("页", "演讲者备注", "已清除", _WARN),
        Kind.HIDDEN_SLIDES: _Words(
            "张", "隐藏的幻灯片", "已删除", _WARN, "应当公开的幻灯片请先取消隐藏"
        ),
        Kind.CUSTOM_PROPERTIES: _Words("处", "自定义属性和程序数据", "已清除", _INFORM),
        Kind.EMBEDDED_OBJECTS: _Words(
            "个", "嵌入的文件或对象", "已移除", _WARN, "应当公开的内容请另作附件上传"
        ),
        Kind.EXTERNAL_LINKS: _Words("个", "指向外部文件的链接", "已移除", _INFORM),
        Kind.MACROS: _Words("个", "宏程序", "已移除", _WARN),
        Kind.PICTURE_METADATA: _Words("幅", "带拍摄信息等元数据的图片", "已清除元数据", _INFORM),
        Kind.COVERED_TEXT: _Words(
            "处", "被遮住的文字", "已去除这些文字", _BLOCK,
            "遮盖不等于删除，请在原文件里删去文字本身，再重新上传",
        ),
        Kind.INVISIBLE_PDF_TEXT: _Words("处", "看不见的文字", "已去除", _WARN),
        Kind.PDF_ATTACHMENTS: _Words(
            "个", "内嵌附件", "已移除", _WARN, "应当公开的附件请单独上传"
        ),
        Kind.PDF_ANNOTATIONS: _Words("条", "批注", "已移除", _WARN, "请确认批注里没有要公开的内容"),
        Kind.PDF_SCRIPTS: _Words("处", "自动执行的程序或动作", "已移除", _WARN),
        Kind.PDF_METADATA: _Words("项", "文档属性和 XMP 元数据", "已清除", _INFORM),
        Kind.ALTERNATE_LAYERS: _Words(
            "个", "关闭显示的图层", "已去除", _WARN, "应当公开的图层请先打开再导出"
        ),
        Kind.OLD_REVISIONS: _Words("个", "保留在文件里的旧版本", "已去除", _WARN),
    }
)  # fmt: skip


def outline(text: str) -> str:
    """Hidden words by their first and last sign alone: enough to find them, not to read them."""
    words = "".join(text.split())
    if len(words) < 3:
        return words[:1] + "*" * len(words[1:])
    return f"{words[0]}{'*' * min(len(words) - 2, LONGEST_OUTLINE)}{words[-1]}"


def hits(hidden: Iterable[Hidden]) -> Iterator[Hit]:
    """What must be known of a file's hidden content, one for each kind; none has a place."""
    for found in hidden:
        suggestion = _IN_THE_ORIGINAL if found.is_personal else WORDS[found.kind].suggestion
        yield Hit(0, 0, rule_of(found.kind), _severity(found), _message(found), suggestion)


def findings(hidden: Iterable[Hidden], *, name: str = "") -> Iterator[Finding]:
    """The same for a reviewer, told of the file's name."""
    listed = tuple(hidden)
    for found, hit in zip(listed, hits(listed), strict=True):
        counted = _counted(found)
        passage = Passage(Place("attachment", label=name), counted)
        yield passage.finding(replace(hit, end=len(counted)), excerpt=found.detail)


def rule_of(kind: Kind) -> str:
    """The name its findings carry; what is called hidden is not called so twice."""
    return f"hidden-{kind.removeprefix('hidden-')}"


def sentences(hidden: Iterable[Hidden]) -> list[str]:
    """What was taken out of the public copy, for the person who handed the file in."""
    return [sentence for found in hidden if not found.remains for sentence in _sentences(found)]


def _sentences(found: Hidden) -> list[str]:
    if found.kind is Kind.AUTHOR_NAMES and found.detail:
        return [f"{label}信息已清除。" for label in found.detail.split("、")]
    return [f"{_called(found)}：{WORDS[found.kind].done}。"]


def _severity(found: Hidden) -> Severity:
    # Whoever hid a personal number in the text meant it to go along, or forgot that it does.
    is_text = found.kind in {Kind.HIDDEN_TEXT, Kind.INVISIBLE_PDF_TEXT}
    return Severity.BLOCK if is_text and found.is_personal else WORDS[found.kind].severity


def _message(found: Hidden) -> str:
    personal = "，其中有个人信息" if found.is_personal else ""
    if found.remains:
        return f"文件里可能有{_called(found)}{personal}，公开件里还在，程序不能代为去除"
    return f"文件里有 {_called(found)}{personal}，公开件{WORDS[found.kind].done}"


def _counted(found: Hidden) -> str:
    words = WORDS[found.kind]
    return f"{found.count} {words.unit}{words.name}"


def _called(found: Hidden) -> str:
    called = WORDS[found.kind].name if found.remains else _counted(found)
    return f"{called}（{found.detail}）" if found.detail else called
