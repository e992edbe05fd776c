"""A published annual report from a file: a web page, a Word file, or its JSON form.

Files come from anywhere: sizes are limited, entities stay closed, spans are cut to what a page
can hold.
"""

import sys
from pathlib import Path

from gongkai.rules.annual_report.exchange import parsed, read_values
from gongkai.rules.annual_report.reading import NotTheReport, Reading
from gongkai.rules.annual_report.tables import quoted

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE

OTHER_KINDS = (
    (b"%PDF", "是 PDF，表格的行列读不准。请给出网页（HTML）或 Word（DOCX）文件。"),
    (b"\xd0\xcf\x11\xe0", "是旧版 Word 或其他旧格式，请在办公软件中另存为 DOCX 后再核对。"),
    (b"MIME-Version:", "是 MHT 单一网页文件，请在浏览器或 Word 中另存为 HTML。"),
)


def read_report(name: str) -> Reading:
    """The report in a file, or in the JSON on standard input where the name is `-`."""
    content = _content(name)
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:512]
    if name == "-" or start[:1] in (b"{", b"[") or name.lower().endswith(".json"):
        return read_values(parsed(_text(content)))
    for mark, refusal in OTHER_KINDS:
        if content.startswith(mark):
            raise NotTheReport(f"{quoted(Path(name).name)}{refusal}")
    # lxml takes a tenth of a second to load, and JSON needs none of it.
    if content.startswith(b"PK"):
        from gongkai.media.report_files.word import read_word

        return read_word(Path(name))
    from gongkai.media.report_files.page import read_page

    return read_page(content)


def _content(name: str) -> bytes:
    try:
        if name == "-":
            content = sys.stdin.buffer.read(LARGEST + 1)
        else:
            path = Path(name)
            if not path.is_file():
                raise NotTheReport(f"没有这个文件：{_shown(name)}。请检查路径。")
            with path.open("rb") as opened:
                content = opened.read(LARGEST + 1)
    except (OSError, ValueError) as unreadable:
        raise NotTheReport(f"文件读不出来：{_shown(name)}。请检查路径和读取权限。") from unreadable
    if len(content) > LARGEST:
        raise NotTheReport(f"文件超过 {LARGEST // MEGABYTE} MB，不像一份年度报告，没有读。")
    if not content.strip():
        raise NotTheReport("文件是空的，没有可以核对的内容。")
    return content


def _shown(name: str) -> str:
    """A path as typed; one that is not text cannot be written to a stream as it is."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as other:
        raise NotTheReport("JSON 不是 UTF-8 编码，请用 UTF-8 保存后再核对。") from other
