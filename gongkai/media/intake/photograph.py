"""A picture file taken in: one figure, and a copy without place, time and camera."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image

from gongkai.media.intake.draft import Draft, picture_mark
from gongkai.media.intake.pictures import (
    EXTENSIONS,
    TYPES,
    encoded,
    open_image,
    shown_picture,
    upright,
    without_metadata,
)
from gongkai.media.intake.removal import Removal
from gongkai.media.intake.taken import CannotTakeIn, CleanCopy, Picture
from gongkai.rules.gate.hidden_content import Kind

_ORIENTATION, _GPS = 0x0112, 0x8825
_KEPT_AS = {"PNG": "PNG", "JPEG": "JPEG", "WEBP": "WEBP"}


def read(path: Path) -> Draft:
    content = path.read_bytes()
    image = _open(content)
    draft = Draft("", reads_front=False, pages_estimated=False)
    frames = getattr(image, "n_frames", 1)
    picture = shown_picture(content, name="picture1")
    if picture is None:
        raise CannotTakeIn("图片已损坏或不完整，无法打开。请重新上传完整的图片。")
    draft.pictures[picture.name] = picture
    draft.html = picture_mark(picture.name)
    if frames > 1:
        draft.pages = frames
        draft.lose(f"图片共 {frames} 页（帧），只收入第 1 页。多页扫描件请转为 PDF 后上传。")
    if max(image.size) > max(picture.width, picture.height):
        draft.lose(f"图片原为 {image.width}×{image.height} 像素，网页上缩小显示。")
    draft.lose("图片没有替代文字，请为读屏软件用户填写图片说明；图片中的文字未识别。")
    return draft


def clean(path: Path) -> CleanCopy:
    content = path.read_bytes()
    image = _open(content)
    kind = _KEPT_AS.get(str(image.format), "JPEG" if _is_heic(content) else "PNG")
    removal = Removal()
    _count_metadata(image, removal)
    exif = image.getexif()
    plain = exif.get(_ORIENTATION, 1) in {0, 1}
    if plain and kind == image.format and kind in {"PNG", "JPEG"}:
        out = without_metadata(content)
    else:
        out = encoded(upright(image), kind)
    if getattr(image, "n_frames", 1) > 1:
        removal.say("除第 1 页外的各页（帧）未保留。")
    if kind != image.format:
        removal.say(f"已转为 {kind} 格式。")
    return CleanCopy(out, removal.sentences(), kind, TYPES[kind], EXTENSIONS[kind], removal.facts())


def lines(path: Path, removal: Removal, losses: list[str]) -> Iterator[str]:
    """A picture has no words that a program reads; what it tells beside them counts."""
    _count_metadata(_open(path.read_bytes()), removal)
    losses.append("图片里的文字没有识别，需要人工查看。")
    yield from ()


def _open(content: bytes) -> Image.Image:
    if _is_heic(content):
        from pillow_heif import register_heif_opener

        register_heif_opener()
    return open_image(content)


def _is_heic(content: bytes) -> bool:
    return content[4:8] == b"ftyp"


def _count_metadata(image: Image.Image, removal: Removal) -> None:
    exif = image.getexif()
    found = []
    if exif.get_ifd(_GPS):
        found.append("拍摄地点（GPS）")
    if len(exif):
        found.append("拍摄信息（Exif）")
    spoken = {
        "comment",
        "XML:com.adobe.xmp",
        "xmp",
        "photoshop",
        "Author",
        "Software",
        "parameters",
    }
    if spoken & set(image.info):
        found.append("说明、作者等")
    removal.add(Kind.PICTURE_METADATA, int(bool(found)), detail="、".join(found))


def thumbnail(image: Image.Image, *, name: str, alt: str, width: int) -> Picture:
    """A page as WebP, as wide as asked."""
    small = image.convert("RGB")
    if small.width != width:
        small = small.resize((width, max(1, round(small.height * width / small.width))))
    out = BytesIO()
    small.save(out, "WEBP", quality=75, method=2)
    return Picture(f"{name}.webp", "image/webp", out.getvalue(), alt, small.width, small.height)
