"""The encoding of plain text: by its mark, else by what the bytes can be."""

import re

from gongkai.media.intake.taken import CannotTakeIn

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
_USUAL = re.compile(r"[\r\n\t\x20-\x7e\u2010-\u203f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def is_text(head: bytes) -> bool:
    if any(head.startswith(mark) for mark, _encoding in _MARKS) or unmarked_utf16(head):
        return True
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head)


def unmarked_utf16(content: bytes) -> str:
    """utf-16-le or utf-16-be for text without a mark, else "".

    Line ends and figures leave zero bytes, which no other encoding of text has.
    """
    head = content[: min(len(content), 4096) // 2 * 2]
    if 0 not in head:
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head.decode(encoding, "replace")
        if len(_USUAL.findall(text)) > 0.9 * len(text):
            return encoding
    return ""


def decode(content: bytes) -> tuple[str, str]:
    """The text and its encoding: marks first, then UTF-16 without a mark, UTF-8, GB18030."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _settled(content[len(mark) :].decode(encoding, "replace")), encoding
    if encoding := unmarked_utf16(content):
        return _settled(content.decode(encoding, "replace")), encoding
    try:
        return _settled(content.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    if text.count("\ufffd") > max(20, len(text) // 20):
        raise CannotTakeIn("文字编码无法识别。请另存为 UTF-8 编码的文本后再上传。")
    return _settled(text), "gb18030"


def _settled(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
