"""Pictures: checked, turned upright, freed of metadata; and picture files taken in."""

import re
import struct
import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from gongkai.media.intake import limits
from gongkai.media.intake.taken import CannotTakeIn, Picture

TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
EXTENSIONS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "GIF": "gif"}
# Colour and transparency stay; text, time, Exif and unknown chunks go.
_KEPT_PNG_CHUNKS = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"pHYs", b"bKGD", b"cICP",
}  # fmt: skip
_ORIENTATION, _GPS = 0x0112, 0x8825


def open_image(content: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = limits.MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(content))
            if image.width * image.height > limits.MAX_PIXELS:
                raise CannotTakeIn("图片尺寸过大（超过一亿像素），请缩小后再上传。")
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise CannotTakeIn("图片尺寸过大（超过一亿像素），请缩小后再上传。") from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error) as broken:
        raise CannotTakeIn("图片已损坏或不完整，无法打开。请重新上传完整的图片。") from broken
    return image


def without_metadata(content: bytes) -> bytes:
    """The same picture without Exif, text and whatever follows its end; other formats unchanged.

    The orientation of a JPEG stays, alone: without it photographs in documents would lie down.
    """
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _bare_png(content)
    if content.startswith(b"\xff\xd8\xff"):
        return _bare_jpeg(content)
    return content


def has_place(content: bytes) -> bool:
    """Whether a picture says where on earth it was taken."""
    try:
        with Image.open(BytesIO(content)) as image:
            return bool(image.getexif().get_ifd(_GPS))
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError):
        return False


def _bare_png(content: bytes) -> bytes:
    kept, at = [content[:8]], 8
    while at + 8 <= len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        kind, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content):
            break
        if kind in _KEPT_PNG_CHUNKS:
            kept.append(content[at:end])
        at = end
        if kind == b"IEND":
            break
    return b"".join(kept)


def _bare_jpeg(content: bytes) -> bytes:
    kept, at = [b"\xff\xd8"], 2
    turned = _orientation(content)
    if turned > 1:
        kept.append(_orientation_segment(turned))
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            break
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        end = at + 2 + length
        segment = content[at:end]
        colour = segment[4:16].startswith((b"ICC_PROFILE", b"Adobe", b"JFIF\x00"))
        if colour or (marker not in range(0xE0, 0xF0) and marker != 0xFE):
            kept.append(segment)
        at = end
        if marker == 0xDA:
            stop = _end_of_scan(content, at)
            kept.append(content[at:stop])
            at = stop
    return b"".join(kept) + b"\xff\xd9"


def _end_of_scan(content: bytes, at: int) -> int:
    # In scan data FF is followed by 00 or a restart mark; anything else is the next segment.
    found = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]").search(content, at)
    return found.start() if found else len(content)


def _orientation(content: bytes) -> int:
    try:
        with Image.open(BytesIO(content)) as image:
            turned = image.getexif().get(_ORIENTATION, 1)
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError):
        return 1
    return turned if isinstance(turned, int) and 1 <= turned <= 8 else 1


def _orientation_segment(turned: int) -> bytes:
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, turned, 0)
    body = b"Exif\x00\x00MM\x00*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def shown_picture(content: bytes, *, name: str, alt: str = "") -> Picture | None:
    """A picture for a page, or None when its format cannot be shown (EMF, WMF, broken)."""
    try:
        image = open_image(content)
    except CannotTakeIn:
        return None
    kept = image.format in {"PNG", "JPEG"} and max(image.size) <= limits.MAX_SHOWN_SIDE
    if kept and image.getexif().get(_ORIENTATION, 1) in {0, 1}:
        kind, shown = str(image.format), without_metadata(content)
    else:
        image = upright(image)
        image.thumbnail((limits.MAX_SHOWN_SIDE, limits.MAX_SHOWN_SIDE))
        kind = "JPEG" if image.format == "JPEG" or _is_photo(image, content) else "PNG"
        shown = encoded(image, kind)
    return Picture(
        f"{name}.{EXTENSIONS[kind]}", TYPES[kind], shown, alt.strip(), image.width, image.height
    )


def _is_photo(image: Image.Image, content: bytes) -> bool:
    return content.startswith(b"\xff\xd8\xff") or image.mode == "CMYK"


def upright(image: Image.Image) -> Image.Image:
    turned = ImageOps.exif_transpose(image)
    return turned if turned is not None else image


def encoded(image: Image.Image, kind: str) -> bytes:
    """The pixels alone, written anew."""
    out = BytesIO()
    if kind == "JPEG":
        image.convert("RGB").save(out, "JPEG", quality=90, optimize=True)
    elif kind == "WEBP":
        image.convert("RGB").save(out, "WEBP", quality=80, method=4)
    else:
        mode = image.mode if image.mode in {"1", "L", "LA", "P", "RGB", "RGBA"} else "RGBA"
        plain = image.convert(mode)
        # Pillow writes back what it read beside the pixels unless it is forgotten.
        transparency = plain.info.get("transparency")
        plain.info = {} if transparency is None else {"transparency": transparency}
        plain.save(out, "PNG", optimize=True)
    return out.getvalue()
