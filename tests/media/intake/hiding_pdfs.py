"""PDF files that hide something, and some that only look as if they did."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.media.intake.office_files import png

FONT = "STSong-Light"
SECRET = "13800138000"
PLAIN = "联系人电话"

Draw = Callable[[Canvas], None]


def drawn(folder: Path, *pages: Draw, name: str = "a.pdf") -> Path:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(folder / name), invariant=1, pageCompression=1)
    for draw in pages:
        canvas.setFont(FONT, 16)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return folder / name


def line(canvas: Canvas) -> None:
    """「联系人电话13800138000」: the number begins at 180 and ends before 290."""
    canvas.drawString(100, 700, PLAIN + SECRET)


def box(canvas: Canvas, colour: str = "black") -> None:
    canvas.setFillColor(colour)
    canvas.rect(178, 690, 120, 26, stroke=0, fill=1)
    canvas.setFillColor("black")


def black_box(canvas: Canvas) -> None:
    line(canvas)
    box(canvas)


def white_box(canvas: Canvas) -> None:
    line(canvas)
    box(canvas, "white")


def white_box_with_other_words(canvas: Canvas) -> None:
    white_box(canvas)
    canvas.drawString(180, 700, "另行通知")


def picture_above(canvas: Canvas) -> None:
    line(canvas)
    canvas.drawImage(ImageReader(BytesIO(png((40, 10)))), 178, 690, 120, 26)


def thick_stroke(canvas: Canvas) -> None:
    line(canvas)
    canvas.setLineWidth(24)
    canvas.line(178, 704, 300, 704)


def form_above(canvas: Canvas) -> None:
    line(canvas)
    canvas.beginForm("cover")
    canvas.rect(0, 0, 120, 26, stroke=0, fill=1)
    canvas.endForm()
    canvas.translate(178, 690)
    canvas.doForm("cover")


def shading_below(canvas: Canvas) -> None:
    canvas.setFillColor("lightgrey")
    canvas.rect(90, 680, 300, 40, stroke=1, fill=1)
    canvas.setFillColor("black")
    line(canvas)


def white_page_below(canvas: Canvas) -> None:
    canvas.setFillColor("white")
    canvas.rect(0, 0, 595, 842, stroke=0, fill=1)
    canvas.setFillColor("black")
    line(canvas)


def clear_watermark_above(canvas: Canvas) -> None:
    line(canvas)
    canvas.setFillColorRGB(1, 0, 0, 0.3)
    canvas.rect(90, 680, 300, 40, stroke=0, fill=1)


def frame_above(canvas: Canvas) -> None:
    line(canvas)
    canvas.rect(90, 680, 300, 40, stroke=1, fill=0)
    path = canvas.beginPath()
    path.rect(80, 670, 320, 60)
    path.rect(85, 675, 310, 50)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=0)


def white_words_on_dark(canvas: Canvas) -> None:
    box(canvas, "navy")
    canvas.setFillColor("white")
    canvas.drawString(180, 700, "表头文字")


def pale_watermark_below_a_box(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 0.85, 0.85)
    canvas.drawString(180, 700, "水印")
    canvas.setFillColor("white")
    canvas.rect(200, 690, 120, 4, stroke=0, fill=1)


def white_words_on_white(canvas: Canvas) -> None:
    canvas.setFillColor("white")
    canvas.drawString(180, 700, SECRET)
    canvas.setFillColor("black")
    canvas.drawString(180, 600, PLAIN)


def words_beside_the_page(canvas: Canvas) -> None:
    canvas.drawString(900, 700, SECRET)
    canvas.drawString(180, 600, PLAIN)


def unpainted(canvas: Canvas) -> None:
    text = canvas.beginText(180, 700)
    text.setTextRenderMode(3)
    text.textOut(SECRET)
    text.setTextRenderMode(0)
    canvas.drawText(text)
    canvas.drawString(180, 600, PLAIN)


def scan_with_words(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(BytesIO(png((200, 280), "white"))), 0, 0, 595, 842)
    text = canvas.beginText(180, 700)
    text.setTextRenderMode(3)
    text.textOut(PLAIN + SECRET)
    canvas.drawText(text)


def scan_with_words_below(canvas: Canvas) -> None:
    line(canvas)
    canvas.drawImage(ImageReader(BytesIO(png((200, 280), "white"))), 0, 0, 595, 842)


def patched_scan(canvas: Canvas) -> None:
    scan_with_words(canvas)
    box(canvas)
    canvas.rect(255, 690, 120, 26, stroke=0, fill=1)


def patched_wordless_scan(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(BytesIO(png((200, 280), "white"))), 0, 0, 595, 842)
    box(canvas)


def with_note(path: Path, subtype: str, *, face: bytes = b"0 g", bottom: float = 690) -> Path:
    """A comment with a face, or a mark for redaction: over the number, or elsewhere."""
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        page = document.pages[0]
        drawing = document.make_stream(face + b" 0 0 120 26 re f")
        drawing.Type, drawing.Subtype = Name.XObject, Name.Form
        drawing.BBox = Array([0, 0, 120, 26])
        mode = Dictionary(M=Dictionary(BM=Name.Multiply))
        drawing.Resources = Dictionary(ExtGState=mode)
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name(f"/{subtype}"),
            Rect=Array([178, bottom, 298, bottom + 26]),
            F=4,
        )
        if subtype != "Redact":
            note.AP = Dictionary(N=drawing)
        page.obj.Annots = Array([document.make_indirect(note)])
        document.save(path)
    return path


def with_layer_off(path: Path) -> Path:
    """A number in a layer that is not shown."""
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("底稿")))
        document.Root.OCProperties = Dictionary(
            OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer]))
        )
        page = document.pages[0].obj
        page.Resources.Properties = Dictionary(Draft=layer)
        page.Resources.Font.F1 = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica
        )
        hidden = document.make_stream(
            f"/OC /Draft BDC BT /F1 12 Tf 100 500 Td ({SECRET}) Tj ET EMC".encode()
        )
        page.Contents = Array([page.Contents, hidden])
        document.save(path)
    return path


def saved_on_top(content: bytes) -> bytes:
    """The file after a note with the number was saved and deleted: the note stays in its bytes."""
    before = re.findall(rb"startxref\s+(\d+)", content)[-1]
    root = re.findall(rb"/Root (\d+ \d+ R)", content)[-1]
    size = int(re.findall(rb"/Size (\d+)", content)[-1])
    note = b"%d 0 obj\n(%s)\nendobj\n" % (size, SECRET.encode())
    table = b"xref\n%d 1\n%010d 00000 n \n" % (size, len(content))
    trailer = b"trailer\n<< /Root %s /Size %d /Prev %s >>\n" % (root, size + 1, before)
    ending = b"startxref\n%d\n%%%%EOF\n" % (len(content) + len(note))
    return content + note + table + trailer + ending


def text_of(content: bytes) -> str:
    document = pdfium.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def everything_in(content: bytes) -> bytes:
    """The file with every stream opened, to search for what must not be there."""
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as document:
        document.save(
            out,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()
