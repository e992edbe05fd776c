"""Pages of a PDF put in place by their pictures: what was under or behind them is gone."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from gongkai.media.intake.pdf.painting import Box
from gongkai.media.intake.pdf.seeing import pixels

POINTS_IN_AN_INCH = 72
DOTS_IN_AN_INCH = 200
MOST_PIXELS = 40_000_000
JPEG_QUALITY = 88


@dataclass(frozen=True)
class Pictured:
    """A page as a compressed picture, with the size of the page in points."""

    content: bytes
    is_grey: bool
    pixels: tuple[int, int]
    width: float
    height: float


def picture(page: pdfium.PdfPage, black: Iterable[Box]) -> Pictured:
    """The page as it is painted, without comments, with boxes blackened."""
    width, height = page.get_size()
    scale = DOTS_IN_AN_INCH / POINTS_IN_AN_INCH
    scale = min(scale, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    image = page.render(scale=scale, draw_annots=False).to_pil().convert("RGB")
    pen = ImageDraw.Draw(image)
    for box in black:
        left, top, right, bottom = pixels(page, box, scale)
        # Italic letters lean out of their boxes.
        pen.rectangle((left - 2, top - 2, right + 2, bottom + 2), fill="black")
    content, is_grey = _compressed(image)
    return Pictured(content, is_grey, image.size, width, height)


def _compressed(image: Image.Image) -> tuple[bytes, bool]:
    """Black on white stays sharp; what has colours is a photograph as like as not."""
    red, green, blue = (band.tobytes() for band in image.split())
    if red == green == blue:
        return zlib.compress(red, 6), True
    out = BytesIO()
    image.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue(), False


def put_in_place(document: pikepdf.Pdf, pictures: Iterable[tuple[int, Pictured]]) -> None:
    """Exchange pages, by number from 0. Links go as well: they may lead to what is hidden."""
    for number, pictured in pictures:
        page = document.pages[number].obj
        for name in list(page.keys()):
            if name not in {"/Type", "/Parent"}:
                del page[name]
        size = Array([0, 0, round(pictured.width, 3), round(pictured.height, 3)])
        # What the page leaves out it would inherit from the tree above it.
        page.MediaBox, page.CropBox, page.Rotate = size, size, 0
        page.Resources = Dictionary(XObject=Dictionary(Page=_stream(document, pictured)))
        page.Contents = document.make_stream(
            f"q {pictured.width:.3f} 0 0 {pictured.height:.3f} 0 0 cm /Page Do Q".encode()
        )


def _stream(document: pikepdf.Pdf, pictured: Pictured) -> pikepdf.Stream:
    across, down = pictured.pixels
    return pikepdf.Stream(
        document,
        pictured.content,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=across,
        Height=down,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceGray if pictured.is_grey else Name.DeviceRGB,
        Filter=Name.FlateDecode if pictured.is_grey else Name.DCTDecode,
    )
