"""A PDF read page by page: text with its type sizes, page pictures, and what was not carried."""

import ctypes
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types

from gongkai.media.intake import limits
from gongkai.media.intake.draft import Draft
from gongkai.media.intake.pdf.inspecting import tell
from gongkai.media.intake.pdf.layers import layered_pages
from gongkai.media.intake.pdf.lines import PrintedLine, join, write_paragraphs
from gongkai.media.intake.pdf.seeing import Unseen, look
from gongkai.media.intake.photograph import thumbnail
from gongkai.media.intake.removal import Removal
from gongkai.media.intake.taken import CannotTakeIn, Picture

FEWEST_CHARACTERS_OF_A_TEXT_PAGE = 8
RULES_OF_A_TABLE = 6
BLOCK = ord("█")


def read(path: Path) -> Draft:
    document = document_of(path)
    try:
        return _draft(document, layered_pages(path))
    finally:
        document.close()


def document_of(source: Path | bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(source)
        count = len(document)
    except pdfium.PdfiumError as refused:
        if "password" in str(refused).lower():
            raise CannotTakeIn("PDF 设有打开密码，无法读取。请取消密码后重新上传。") from refused
        raise CannotTakeIn(
            "PDF 已损坏或不完整，无法打开。请重新导出或重新上传完整的文件。"
        ) from refused
    if count == 0:
        raise CannotTakeIn("PDF 没有任何页面。")
    if count > limits.MAX_PDF_PAGES:
        raise CannotTakeIn(f"PDF 共 {count} 页，超过 {limits.MAX_PDF_PAGES} 页，请拆分后再上传。")
    return document


def _draft(document: pdfium.PdfDocument, layered: set[int]) -> Draft:
    draft = Draft("", pages=len(document), pages_estimated=False)
    removal = Removal()
    printed: list[list[PrintedLine]] = []
    heights: list[float] = []
    pictures: list[Picture] = []
    images, tables, silent, unread, characters = 0, [], [], [], 0
    for number in range(len(document)):
        try:
            page = document[number]
            lines = lines_of(page, number, removal, doubted=number in layered)
        except pdfium.PdfiumError:
            unread.append(number + 1)
            continue
        characters += sum(len(line.text) for line in lines)
        printed.append(lines)
        heights.append(page.get_height())
        if sum(len(line.text.strip()) for line in lines) < FEWEST_CHARACTERS_OF_A_TEXT_PAGE:
            silent.append(number + 1)
        page_images, rules = _objects(page)
        images += page_images
        if rules >= RULES_OF_A_TABLE:
            tables.append(number + 1)
        if len(pictures) < limits.MAX_PAGE_PICTURES:
            pictures.append(_picture(page, number))
        page.close()
        if characters > limits.MAX_TEXT_CHARACTERS:
            draft.lose(f"第 {number + 1} 页以后的文字过多，未收入。")
            break
    draft.page_pictures, draft.images = tuple(pictures), images
    write_paragraphs(draft, printed, heights)
    draft.losses += removal.sentences()
    _say(draft, silent, unread, tables, images)
    return draft


def _say(
    draft: Draft, silent: list[int], unread: list[int], tables: list[int], images: int
) -> None:
    if unread:
        draft.lose(f"第 {_listed(unread)} 页无法读取，未收入。")
    if silent and len(silent) == draft.pages - len(unread):
        draft.lose("扫描件，没有文字层：网页上只有页面图，无法检索和朗读。请上传原来的电子文档。")
    elif silent:
        draft.lose(f"第 {_listed(silent)} 页没有文字层（可能是扫描页），只有页面图。")
    if tables:
        draft.lose(f"第 {_listed(tables)} 页疑似有表格，PDF 中的表格只按文字行收入，请核对。")
    if images:
        draft.lose(f"{images} 幅图片只见于页面图，未单独收入正文。")
    missing = draft.pages - len(draft.page_pictures) - len(unread)
    if missing > 0:
        draft.lose(f"页面图只生成前 {len(draft.page_pictures)} 页，其余 {missing} 页没有页面图。")


def _listed(pages: list[int]) -> str:
    shown = "、".join(str(page) for page in pages[:12])
    return f"{shown} 等 {len(pages)}" if len(pages) > 12 else shown


def lines_of(
    page: pdfium.PdfPage, number: int, removal: Removal, *, doubted: bool = False
) -> list[PrintedLine]:
    """The lines that are seen, with a bar for each covered letter."""
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        lines: list[PrintedLine] = []
        start = 0
        unseen = look(page, text_page, doubted=doubted)
        tell(unseen, text_page, number, removal)
        written = [raw.FPDFText_GetUnicode(text_page, at) for at in range(count)]
        signs = [_as_seen(sign, at, unseen) for at, sign in enumerate(written)]
        for at, sign in enumerate([*signs, 10]):
            if sign in {10, 13}:
                if line := _line(text_page, signs, start, at, number):
                    lines.append(line)
                start = at + 1
        return _rows(lines)
    finally:
        text_page.close()


def _as_seen(sign: int, at: int, unseen: Unseen) -> int:
    if at in unseen.covered:
        return BLOCK
    return 0 if at in unseen.hidden or at in unseen.invisible else sign


def _line(
    text_page: pdfium.PdfTextPage, signs: list[int], start: int, end: int, number: int
) -> PrintedLine | None:
    text = "".join(_sign(code) for code in signs[start:end])
    seen = [at for at in range(start, end) if signs[at] > 32]
    if not seen:
        return None
    boxes = [_box(text_page, at) for at in seen]
    middle = seen[len(seen) // 2]
    size = raw.FPDFText_GetFontSize(text_page, middle)
    tallest = max(top - bottom for _left, _right, bottom, top in boxes)
    # A scaled text matrix gives a font size of 1; the letters know better.
    size = size if 0.4 * size < tallest < 2.5 * size else tallest * 1.1
    return PrintedLine(
        text=text,
        left=min(box[0] for box in boxes),
        right=max(box[1] for box in boxes),
        bottom=min(box[2] for box in boxes),
        top=max(box[3] for box in boxes),
        size=round(size, 1),
        font=_font(text_page, middle),
        page=number,
    )


def _sign(code: int) -> str:
    if code == 2:  # pdfium's mark for a hyphen at a line end
        return "\u00ad"
    if code < 32 or code in {0xFFFE, 0xFFFF} or 0xD800 <= code < 0xE000:
        return ""
    # Radical forms look like the character and are not found by a search for it.
    return _RADICALS.get(chr(code), chr(code))


def _radicals() -> dict[str, str]:
    import unicodedata

    return {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}


_RADICALS = _radicals()


def _box(text_page: pdfium.PdfTextPage, at: int) -> tuple[float, float, float, float]:
    left, right, bottom, top = (ctypes.c_double() for _side in range(4))
    raw.FPDFText_GetCharBox(text_page, at, left, right, bottom, top)
    return left.value, right.value, bottom.value, top.value


def _font(text_page: pdfium.PdfTextPage, at: int) -> str:
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text_page, at, buffer, 128, flags)
    name = buffer.raw[: max(0, min(length, 128) - 1)]
    try:
        decoded = name.decode("utf-8")
    except UnicodeDecodeError:
        decoded = name.decode("gb18030", "replace")
    # A subset's name starts with six letters and a plus.
    return decoded.split("+", 1)[-1]


def _rows(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Pieces that stand on one level, left to right, are one line."""
    rows: list[PrintedLine] = []
    for line in lines:
        last = rows[-1] if rows else None
        if (
            last is not None
            and abs(last.bottom - line.bottom) < 0.4 * line.size
            and line.left >= last.right - 1
        ):
            wide = line.left - last.right > 1.5 * line.size
            text = (
                f"{last.text.rstrip()}  {line.text.lstrip()}"
                if wide
                else join(last.text, line.text)
            )
            rows[-1] = PrintedLine(
                text, last.left, line.right, min(last.bottom, line.bottom),
                max(last.top, line.top), last.size, last.font, last.page,
            )  # fmt: skip
        else:
            rows.append(line)
    return rows


def _objects(page: pdfium.PdfPage) -> tuple[int, int]:
    """How many pictures a page has, and how many ruled lines across."""
    images = rules = 0
    for placed in page.get_objects(
        filter=(raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH), max_depth=3
    ):
        if placed.type == raw.FPDF_PAGEOBJ_IMAGE:
            images += 1
            continue
        left, bottom, right, top = placed.get_bounds()
        if min(right - left, top - bottom) < 3 and max(right - left, top - bottom) > 30:
            rules += 1
        elif right - left > 200 and top - bottom > 20:
            rules += 2
    return images, rules


def _picture(page: pdfium.PdfPage, number: int) -> Picture:
    width, height = page.get_size()
    scale = limits.PAGE_PICTURE_WIDTH / max(1.0, width)
    # A page 1 point wide and a metre high would ask for gigabytes.
    scale = min(scale, (20_000_000 / max(1.0, width * height)) ** 0.5)
    image = page.render(scale=scale).to_pil()
    return thumbnail(image, name=f"page{number + 1}", alt=f"第 {number + 1} 页", width=image.width)
