"""Photos that people send: decoded and drawn anew, so that nothing hidden in a file is kept."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
LEAST = 120
FORMATS = ("JPEG", "PNG", "WEBP")


class NoPhoto(ValueError):
    """A file that is no usable photo; the message says why in Chinese."""


def decoded(content: bytes) -> Image.Image:
    """The picture upright on white; raises `NoPhoto`."""
    if len(content) > MOST_BYTES:
        raise NoPhoto("照片超过8 MB，请缩小后再上传。")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _decoded(content)
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        SyntaxError,
        EOFError,
    ):
        raise NoPhoto("这个文件不是能用的照片，请上传JPG、PNG或者WebP格式的照片。") from None


def _decoded(content: bytes) -> Image.Image:
    with Image.open(BytesIO(content), formats=FORMATS) as sent:
        # The header says how large it is; nothing is decoded before that is known.
        if sent.width * sent.height > MOST_PIXELS:
            raise NoPhoto("照片的像素太多，请缩小后再上传。")
        if min(sent.size) < LEAST:
            raise NoPhoto(f"照片太小，宽和高都至少要{LEAST}像素。")
        upright = ImageOps.exif_transpose(sent).convert("RGBA")
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    return paper


def as_jpeg(picture: Image.Image) -> bytes:
    drawn = BytesIO()
    picture.save(drawn, "JPEG", quality=88, optimize=True)
    return drawn.getvalue()
