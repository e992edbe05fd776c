"""What a file really is, from its content; its name only decides between kinds of plain text."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from gongkai.media.intake import limits
from gongkai.media.intake.encoding import is_text
from gongkai.media.intake.taken import CannotTakeIn

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# What each extension promises, as the kind this module finds.
EXTENSIONS = {
    "docx": "DOCX", "dotx": "DOCX", "wps": "WPS", "doc": "DOC", "dot": "DOC", "rtf": "RTF",
    "xlsx": "XLSX", "xls": "XLS", "et": "ET", "pptx": "PPTX", "ppsx": "PPTX", "ppt": "PPT",
    "dps": "DPS", "odt": "ODT", "ods": "ODS", "odp": "ODP", "ofd": "OFD", "pdf": "PDF",
    "txt": "TXT", "text": "TXT", "md": "TXT", "html": "HTML", "htm": "HTML",
    "png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP", "tif": "TIFF", "tiff": "TIFF",
    "heic": "HEIC", "heif": "HEIC", "gif": "GIF", "bmp": "BMP",
}  # fmt: skip
MACRO_EXTENSIONS = {"docm", "dotm", "xlsm", "xltm", "xlsb", "pptm", "ppsm", "potm", "xlam", "ppam"}
NAMES = {
    "DOCX": "Word 文档（docx）", "XLSX": "Excel 表格（xlsx）", "PPTX": "演示文稿（pptx）",
    "DOC": "旧版 Word 文档（doc）", "XLS": "旧版 Excel 表格（xls）", "PPT": "旧版演示文稿（ppt）",
    "WPS": "WPS 文字（wps）", "ET": "WPS 表格（et）", "DPS": "WPS 演示（dps）", "RTF": "RTF 文档",
    "ODT": "ODT 文档", "ODS": "ODS 表格", "ODP": "ODP 演示文稿", "OFD": "OFD 版式文件",
    "PDF": "PDF 文件", "TXT": "纯文本", "HTML": "网页（html）", "PNG": "PNG 图片",
    "JPEG": "JPEG 图片", "WEBP": "WebP 图片", "TIFF": "TIFF 图片", "HEIC": "HEIC 图片",
    "GIF": "GIF 图片", "BMP": "BMP 图片", "ZIP": "压缩包", "EXE": "可执行程序", "RAR": "压缩包",
}  # fmt: skip
# Kinds that may stand behind an extension other than their own: WPS writes Word's own formats.
_ACCEPTED_AS = {
    "WPS": {"DOCX", "DOC", "WPS", "RTF"}, "ET": {"XLSX", "XLS", "ET"},
    "DPS": {"PPTX", "PPT", "DPS"},
    "DOC": {"DOC", "WPS"}, "XLS": {"XLS", "ET"}, "PPT": {"PPT", "DPS"}, "TXT": {"TXT"},
    "JPEG": {"JPEG"}, "HTML": {"HTML", "TXT"},
}  # fmt: skip


@dataclass(frozen=True)
class Sniffed:
    """A file's true kind and the safe parts of its name."""

    kind: str
    extension: str
    stem: str


def sniff(path: Path, name: str) -> Sniffed:
    """The kind of a file. Refuses empty, huge, macro-bearing and wrongly named files."""
    stem, extension = safe_name(name)
    try:
        size = path.stat().st_size
    except OSError as missing:
        raise CannotTakeIn("找不到文件，或文件无法读取。") from missing
    if size == 0:
        raise CannotTakeIn("文件是空的（0 字节）。请检查后重新上传。")
    if size > limits.MAX_BYTES:
        raise CannotTakeIn(
            f"文件过大（{size / limits.MEGABYTE:.0f} MB），"
            f"上限为 {limits.MAX_BYTES // limits.MEGABYTE} MB。请压缩图片或拆分后再上传。"
        )
    if extension in MACRO_EXTENSIONS:
        _refuse_macros()
    with path.open("rb") as stream:
        head = stream.read(4096)
    kind = _kind(path, head, extension)
    _check_promise(kind, extension)
    # A Word file called .wps stays what WPS users know it as.
    promised = EXTENSIONS.get(extension, "")
    if promised in {"WPS", "ET", "DPS"} and kind in {"DOC", "XLS", "PPT"}:
        kind = promised
    return Sniffed(kind, extension, stem)


def _check_promise(kind: str, extension: str) -> None:
    promised = EXTENSIONS.get(extension)
    if kind in {"ZIP", "EXE", "RAR"}:
        raise CannotTakeIn(
            f"这是{NAMES[kind]}，不是可以发布的文件。请上传其中的文档（docx、pdf、xlsx、图片等）。"
        )
    if promised is None and extension and kind in {"TXT", "HTML"}:
        raise CannotTakeIn(
            f"不支持 .{extension} 文件。请另存为 docx、pdf、xlsx、pptx、odt、ofd、txt 或图片。"
        )
    if promised and kind not in _ACCEPTED_AS.get(promised, {promised}):
        raise CannotTakeIn(
            f"文件名后缀是 .{extension}，内容却是{NAMES[kind]}。"
            "请核对是否选错文件，或改正后缀后再上传。"
        )


def safe_name(name: str) -> tuple[str, str]:
    """The stem and the lower-case extension of a name, without path or control characters."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    # Bidirectional marks can make .exe read as .docx; they have no place in a name.
    bare = re.sub(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", "", bare)
    bare = re.sub(r"\s+", " ", bare).strip(" .")
    stem, dot, extension = bare.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,8}", extension):
        return bare[:200] or "未命名文件", ""
    return stem.strip()[:200] or "未命名文件", extension.lower()


def _kind(path: Path, head: bytes, extension: str) -> str:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(path)
    if head.startswith(OLE):
        return _kind_of_ole(path, extension)
    for kind, magic in _MAGIC:
        if magic.match(head):
            return kind
    if is_text(head):
        looks_like_html = re.search(rb"(?i)<(!doctype html|html|head|body|p|div|table|h1)\b", head)
        return "HTML" if looks_like_html and extension != "txt" else "TXT"
    raise CannotTakeIn(
        "无法识别文件内容，可能已损坏。"
        "支持的格式：docx、xlsx、pptx、pdf、odt、ofd、txt、html、png、jpg、webp、tiff、heic。"
    )


_MAGIC = (
    ("PDF", re.compile(rb"(?s).{0,1024}%PDF-\d")),
    ("PNG", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("JPEG", re.compile(rb"\xff\xd8\xff")),
    ("WEBP", re.compile(rb"(?s)RIFF.{4}WEBP")),
    ("TIFF", re.compile(rb"II\*\x00|MM\x00\*")),
    ("HEIC", re.compile(rb"(?s).{4}ftyp(?:heic|heix|hevc|heim|heis|mif1|msf1)")),
    ("GIF", re.compile(rb"GIF8[79]a")),
    ("BMP", re.compile(rb"(?s)BM.{4}\x00\x00\x00\x00")),
    ("RTF", re.compile(rb"\s*\{\\rtf")),
    ("EXE", re.compile(rb"MZ|\x7fELF|#!/|\xca\xfe\xba\xbe")),
    ("RAR", re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b")),
)


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            kind = _ODF.get(_beginning(packed, "mimetype", 200).strip())
            types = _beginning(packed, "[Content_Types].xml", 2 * limits.MEGABYTE)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as broken:
        raise CannotTakeIn("文件已损坏或不完整，无法打开。请重新上传完整的文件。") from broken
    except RuntimeError as locked:
        raise CannotTakeIn("文件设有密码，无法读取。请取消密码后重新上传。") from locked
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    if has_macros or b"macroEnabled" in types:
        _refuse_macros()
    for mark, found in _OOXML:
        if mark in types:
            return found
    return kind or ("OFD" if "OFD.xml" in names else "ZIP")


def _beginning(packed: zipfile.ZipFile, name: str, size: int) -> bytes:
    if name not in packed.namelist():
        return b""
    with packed.open(name) as stream:
        return stream.read(size)


_OOXML = (
    (b"wordprocessingml", "DOCX"),
    (b"spreadsheetml", "XLSX"),
    (b"presentationml", "PPTX"),
)


_ODF = {
    b"application/vnd.oasis.opendocument.text": "ODT",
    b"application/vnd.oasis.opendocument.spreadsheet": "ODS",
    b"application/vnd.oasis.opendocument.presentation": "ODP",
}


def _kind_of_ole(path: Path, extension: str) -> str:
    # Stream names stand in the OLE directory as UTF-16; reading the whole tree is not needed.
    content = path.read_bytes()

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise CannotTakeIn("文件设有打开密码，无法读取。请取消密码后重新上传。")
    if has("_VBA_PROJECT") or has("Macros"):
        _refuse_macros()
    for stream, kind in (("WordDocument", "DOC"), ("Workbook", "XLS"), ("PowerPoint Doc", "PPT")):
        if has(stream):
            return kind
    # A genuine WPS file has streams of its own; the extension says which program wrote it.
    own = EXTENSIONS.get(extension, "")
    return own if own in {"WPS", "ET", "DPS"} else "DOC"


def _refuse_macros() -> None:
    raise CannotTakeIn(
        "文件含有宏（可执行代码），不能接收。请在 Word 或 WPS 中另存为不带宏的格式"
        "（docx、xlsx、pptx）后再上传。"
    )
