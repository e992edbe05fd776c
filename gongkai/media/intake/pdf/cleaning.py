"""The clean copy of a PDF: pages, links and fonts; no metadata, programs, files or comments."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # ships no types

from gongkai.media.intake.pdf.inspecting import inspect
from gongkai.media.intake.pdf.layers import DAMAGED, layers_off, pages_with
from gongkai.media.intake.pdf.painting import Box
from gongkai.media.intake.pdf.picturing import Pictured, picture, put_in_place
from gongkai.media.intake.pdf.reading import document_of
from gongkai.media.intake.pdf.wiping import is_true_to, wipe
from gongkai.media.intake.removal import Removal
from gongkai.media.intake.taken import CannotTakeIn, CleanCopy
from gongkai.rules.gate.hidden_content import Kind

# Links lead somewhere and form fields show what was filled in; comments are between colleagues.
_KEPT_ANNOTATIONS = {"/Link", "/Widget"}
_PROGRAMS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/Rendition",
    "/GoToR",
    "/GoToE",
}


def clean(path: Path) -> CleanCopy:
    removal = Removal()
    seen = document_of(path)
    try:
        with pikepdf.open(path) as document:
            strip(document, path, removal)
            content = _settled(document, seen, removal)
    except pikepdf.PasswordError as locked:
        raise CannotTakeIn("PDF 设有打开密码，无法读取。请取消密码后重新上传。") from locked
    except DAMAGED as broken:
        raise CannotTakeIn("PDF 已损坏，无法生成公开副本。请重新导出后再上传。") from broken
    finally:
        seen.close()
    return CleanCopy(content, removal.sentences(), "PDF", "application/pdf", "pdf", removal.facts())


def strip(document: pikepdf.Pdf, path: Path, removal: Removal) -> None:
    """Take out what lies beside the pages: properties, programs, files, comments, versions."""
    removal.add(Kind.OLD_REVISIONS, _old_revisions(path))
    if properties := len(document.docinfo.keys()):
        removal.add(Kind.PDF_METADATA, properties, detail="作者、标题、制作程序等文档属性")
    if "/Info" in document.trailer:
        del document.trailer.Info
    _strip_root(document.Root, removal)
    _strip_names(document.Root, removal)
    _strip_form(document.Root, removal)
    for page in document.pages:
        _strip_page(page.obj, removal)
    # Streams of pictures and forms carry XMP of their own.
    for stored in document.objects:
        if isinstance(stored, (pikepdf.Stream, Dictionary)):
            _strip_object(stored, removal)


def _settled(document: pikepdf.Pdf, seen: PdfDocument, removal: Removal) -> bytes:
    """The file with nothing on its pages but what is seen."""
    off = layers_off(document)
    removal.add(Kind.ALTERNATE_LAYERS, len(off))
    inspected = inspect(seen, removal, layered=pages_with(document, off))
    if off:
        del document.Root.OCProperties
    pictured = inspected.pictured
    for number, unseen in inspected.wiped.items():
        if not wipe(document, document.pages[number], unseen):
            pictured[number] = []
    wiped = [number for number in inspected.wiped if number not in pictured]
    put_in_place(document, _pictures(seen, pictured))
    content = _saved(document)
    # A page on which anything else changed was not understood; its picture is.
    if strayed := _strayed(content, seen, wiped):
        put_in_place(document, _pictures(seen, {number: [] for number in strayed}))
        content = _saved(document)
    if changed := sorted([*pictured, *strayed]):
        pages = "、".join(str(number + 1) for number in changed)
        removal.say(f"第 {pages} 页有看不见的内容，已改为整页图片，不能再检索和复制文字。")
    return content


def _pictures(seen: PdfDocument, black: dict[int, list[Box]]) -> Iterator[tuple[int, Pictured]]:
    return ((number, picture(seen[number], boxes)) for number, boxes in black.items())


def _strayed(content: bytes, seen: PdfDocument, wiped: list[int]) -> list[int]:
    if not wiped:
        return []
    copy = document_of(content)
    try:
        return [number for number in wiped if not is_true_to(copy[number], seen[number])]
    finally:
        copy.close()


def _saved(document: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    document.remove_unreferenced_resources()
    document.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        # Streams kept as they came would be written otherwise the next time.
        recompress_flate=True,
    )
    return out.getvalue()


def _old_revisions(path: Path) -> int:
    """Each saving on top of a file ends it anew; a file made for the web ends twice by itself."""
    content = path.read_bytes()
    ends = len(_ENDS.findall(content))
    return max(0, ends - 1 - (b"/Linearized" in content[:2048]))


_ENDS = re.compile(rb"startxref\s+\d+\s+%%EOF")


_OF_THE_ROOT = {
    "/Metadata": (Kind.PDF_METADATA, "XMP 元数据"),
    "/PieceInfo": (Kind.PDF_METADATA, "制作程序的私有数据"),
    "/AA": (Kind.PDF_SCRIPTS, "自动执行的动作"),
    "/AF": (Kind.PDF_ATTACHMENTS, "关联的附件"),
    "/Collection": (Kind.PDF_ATTACHMENTS, "文件包"),
    "/DSS": (Kind.PDF_METADATA, "签名验证数据"),
    "/Perms": (Kind.PDF_METADATA, "签名权限"),
    "/SpiderInfo": (Kind.PDF_METADATA, "网页抓取信息"),
}


def _strip_root(root: pikepdf.Object, removal: Removal) -> None:
    for name, (kind, said) in _OF_THE_ROOT.items():
        if name in root:
            del root[name]
            removal.add(kind, detail=said)
    action = root.get("/OpenAction")
    if isinstance(action, Dictionary) and action.get("/S") != Name.GoTo:
        del root.OpenAction
        removal.add(Kind.PDF_SCRIPTS, detail="自动执行的动作")


def _strip_names(root: pikepdf.Object, removal: Removal) -> None:
    names = root.get("/Names")
    if names is None:
        return
    if "/JavaScript" in names:
        del names["/JavaScript"]
        removal.add(Kind.PDF_SCRIPTS, detail="JavaScript 程序")
    if "/EmbeddedFiles" in names:
        removal.add(Kind.PDF_ATTACHMENTS, max(1, _files_in(names.EmbeddedFiles)))
        del names["/EmbeddedFiles"]


def _files_in(tree: pikepdf.Object) -> int:
    listed = tree.get("/Names")
    return len(listed) // 2 if isinstance(listed, Array) else len(tree.get("/Kids", Array()))


def _strip_form(root: pikepdf.Object, removal: Removal) -> None:
    form = root.get("/AcroForm")
    if form is None:
        return
    if "/XFA" in form:
        del form.XFA
        removal.add(Kind.PDF_SCRIPTS, detail="XFA 表单程序")
    signed = [field for field in form.get("/Fields", Array()) if field.get("/FT") == Name.Sig]
    for field in signed:
        if "/V" in field:
            # The bytes change, so the signature would only say that it is broken.
            del field.V
            removal.say("数字签名在清除元数据后失效，已移除。")


def _strip_page(page: pikepdf.Object, removal: Removal) -> None:
    for name in ("/Metadata", "/PieceInfo", "/AA", "/AF", "/LastModified", "/Thumb"):
        if name in page:
            del page[name]
    if "/Annots" in page:
        kept = Array(note for note in page.Annots if _is_kept(note, removal))
        if len(kept):
            page.Annots = kept
        else:
            del page.Annots


def _is_kept(note: pikepdf.Object, removal: Removal) -> bool:
    if not isinstance(note, Dictionary):
        return False
    kind = str(note.get("/Subtype", ""))
    if kind == "/FileAttachment":
        removal.add(Kind.PDF_ATTACHMENTS)
    # The window of a note is no note of its own.
    elif kind not in {"/Popup", *_KEPT_ANNOTATIONS}:
        removal.add(Kind.PDF_ANNOTATIONS)
    return kind in _KEPT_ANNOTATIONS


def _strip_object(stored: pikepdf.Object, removal: Removal) -> None:
    for name in ("/Metadata", "/PieceInfo", "/AF"):
        if name in stored and stored.get("/Type") != Name.Metadata:
            del stored[name]
    if "/AA" in stored:
        del stored["/AA"]
        removal.add(Kind.PDF_SCRIPTS, detail="自动执行的动作")
    action = stored.get("/A")
    if isinstance(action, Dictionary) and str(action.get("/S", "")) in _PROGRAMS:
        del stored["/A"]
        removal.add(Kind.PDF_SCRIPTS, detail="打开程序或外部文件的链接")
    # An action reached from elsewhere (bookmarks, /Next) is made harmless where it stands.
    if str(stored.get("/S", "")) in _PROGRAMS and ("/JS" in stored or "/F" in stored):
        for name in ("/JS", "/F", "/Next", "/Win"):
            if name in stored:
                del stored[name]
        removal.add(Kind.PDF_SCRIPTS, detail="JavaScript 程序")
