"""The clean copy of a PDF: pages, links and fonts; no metadata, programs, files or comments."""

from collections import Counter
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from gongkai.media.intake.taken import CannotTakeIn, CleanCopy

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
    try:
        with pikepdf.open(path) as document:
            removed = _strip(document)
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
    except pikepdf.PasswordError as locked:
        raise CannotTakeIn("PDF 设有打开密码，无法读取。请取消密码后重新上传。") from locked
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError) as broken:
        # pikepdf meets damaged objects as whatever they turn out to be.
        raise CannotTakeIn("PDF 已损坏，无法生成公开副本。请重新导出后再上传。") from broken
    return CleanCopy(out.getvalue(), tuple(removed), "PDF", "application/pdf", "pdf")


def _strip(document: pikepdf.Pdf) -> list[str]:
    removed = []
    if len(document.docinfo.keys()):
        removed.append("文档属性（作者、标题、制作程序等）已清除。")
    if "/Info" in document.trailer:
        del document.trailer.Info
    counted: Counter[str] = Counter()
    _strip_root(document.Root, counted)
    _strip_names(document.Root, counted)
    _strip_form(document.Root, counted)
    for page in document.pages:
        _strip_page(page.obj, counted)
    # Streams of pictures and forms carry XMP of their own.
    for stored in document.objects:
        if isinstance(stored, (pikepdf.Stream, Dictionary)):
            _strip_object(stored, counted)
    return removed + [f"{said}（{count} 处）已移除。" for said, count in sorted(counted.items())]


_OF_THE_ROOT = {
    "/Metadata": "XMP 元数据",
    "/PieceInfo": "制作程序的私有数据",
    "/AA": "自动执行的动作",
    "/AF": "关联的附件",
    "/Collection": "文件包",
    "/DSS": "签名验证数据",
    "/Perms": "签名权限",
    "/SpiderInfo": "网页抓取信息",
}


def _strip_root(root: pikepdf.Object, counted: Counter[str]) -> None:
    for name, said in _OF_THE_ROOT.items():
        if name in root:
            del root[name]
            counted[said] += 1
    action = root.get("/OpenAction")
    if isinstance(action, Dictionary) and action.get("/S") != Name.GoTo:
        del root.OpenAction
        counted["自动执行的动作"] += 1


def _strip_names(root: pikepdf.Object, counted: Counter[str]) -> None:
    names = root.get("/Names")
    if names is None:
        return
    for name, said in (("/JavaScript", "JavaScript 程序"), ("/EmbeddedFiles", "内嵌附件")):
        if name in names:
            del names[name]
            counted[said] += 1


def _strip_form(root: pikepdf.Object, counted: Counter[str]) -> None:
    form = root.get("/AcroForm")
    if form is None:
        return
    if "/XFA" in form:
        del form.XFA
        counted["XFA 表单程序"] += 1
    signed = [field for field in form.get("/Fields", Array()) if field.get("/FT") == Name.Sig]
    for field in signed:
        if "/V" in field:
            # The bytes change, so the signature would only say that it is broken.
            del field.V
            counted["数字签名（清除元数据后失效）"] += 1


def _strip_page(page: pikepdf.Object, counted: Counter[str]) -> None:
    for name in ("/Metadata", "/PieceInfo", "/AA", "/AF", "/LastModified", "/Thumb"):
        if name in page:
            del page[name]
    if "/Annots" not in page:
        return
    kept = Array()
    for note in page.Annots:
        if not isinstance(note, Dictionary):
            continue
        kind = str(note.get("/Subtype", ""))
        if kind not in _KEPT_ANNOTATIONS:
            counted["内嵌附件" if kind == "/FileAttachment" else "批注"] += 1
            continue
        kept.append(note)
    if len(kept):
        page.Annots = kept
    else:
        del page.Annots


def _strip_object(stored: pikepdf.Object, counted: Counter[str]) -> None:
    for name in ("/Metadata", "/PieceInfo", "/AF"):
        if name in stored and stored.get("/Type") != Name.Metadata:
            del stored[name]
    if "/AA" in stored:
        del stored["/AA"]
        counted["自动执行的动作"] += 1
    action = stored.get("/A")
    if isinstance(action, Dictionary) and str(action.get("/S", "")) in _PROGRAMS:
        del stored["/A"]
        counted["打开程序或外部文件的链接"] += 1
    # An action reached from elsewhere (bookmarks, /Next) is made harmless where it stands.
    if str(stored.get("/S", "")) in _PROGRAMS and ("/JS" in stored or "/F" in stored):
        for name in ("/JS", "/F", "/Next", "/Win"):
            if name in stored:
                del stored[name]
        counted["JavaScript 程序"] += 1
