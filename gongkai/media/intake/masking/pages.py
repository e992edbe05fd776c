"""Masking in PDF: a page with a number becomes a picture with the number blackened."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # ships no types
from pikepdf import Array, Dictionary

from gongkai.media.intake.masking.masker import Masker, places
from gongkai.media.intake.pdf.layers import DAMAGED
from gongkai.media.intake.pdf.picturing import Pictured, picture, put_in_place
from gongkai.media.intake.pdf.reading import document_of
from gongkai.media.intake.pdf.seeing import letter_box
from gongkai.media.intake.taken import CannotTakeIn, MaskedCopy

DEEPEST = 40
# Entries that a reader sees, or that a program reads out to one.
_WORDY = frozenset({"/V", "/DV", "/Contents", "/Title", "/TU", "/Alt", "/ActualText"})


def masked(content: bytes, _kind: str, masker: Masker) -> MaskedCopy:
    seen = document_of(content)
    try:
        pictures = dict(_pictures(seen, masker))
        silent = _pages_without_words(seen)
    finally:
        seen.close()
    losses = []
    if pictures:
        losses.append(
            f"第 {_listed(pictures)} 页有{masker.target}，"
            "已涂黑并改为整页图片，不能再检索和复制文字。"
        )
    if left := [number for number in silent if number not in pictures]:
        losses.append(
            f"第 {_listed(left)} 页没有文字，可能是图片，上面的{masker.target}需要人工查看。"
        )
    try:
        written = _written(content, pictures, masker, losses)
    except DAMAGED as broken:
        raise CannotTakeIn(f"PDF 已损坏，无法隐去{masker.target}。请重新导出后再上传。") from broken
    if not masker.count:
        return masker.copy(content, losses)
    _check(written, masker)
    return masker.copy(written, losses)


def _pictures(document: pdfium.PdfDocument, masker: Masker) -> Iterator[tuple[int, Pictured]]:
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        if stars := _stars(_signs(text_page), masker):
            yield number, picture(page, [letter_box(text_page, at) for at in stars])
        text_page.close()
        page.close()


def _signs(text_page: pdfium.PdfTextPage) -> str:
    """One sign for each place in the page's text, so that places can be found again."""
    codes = (raw.FPDFText_GetUnicode(text_page, at) for at in range(text_page.count_chars()))
    return "".join(" " if 0xD800 <= code < 0xE000 or not code else chr(code) for code in codes)


def _stars(text: str, masker: Masker) -> list[int]:
    """The places to be blackened: in each line, and where a number runs on in the next line."""
    bare = masker.hide(text, is_words=True)
    in_lines = masker.string(bare)
    stars = {at for at, sign in enumerate(in_lines) if sign != text[at]}
    kept = [at for at, sign in enumerate(text) if sign not in "\r\n\ufffe\x02"]
    joined = "".join(bare[at] for at in kept)
    run_on = masker.peek(joined)
    for start, end in places(joined, run_on):
        at = [kept[place] for place in range(start, end) if joined[place] != run_on[place]]
        if not stars.intersection(at):
            masker.remember(joined[start:end])
            stars.update(at)
    return sorted(stars)


def _pages_without_words(document: pdfium.PdfDocument) -> list[int]:
    return [
        number
        for number in range(len(document))
        if not document[number].get_textpage().count_chars()
    ]


def _listed(pages: "list[int] | dict[int, Pictured]") -> str:
    return "、".join(str(number + 1) for number in sorted(pages))


def _written(
    content: bytes, pictures: dict[int, Pictured], masker: Masker, losses: list[str]
) -> bytes:
    with pikepdf.open(BytesIO(content)) as document:
        put_in_place(document, pictures.items())
        for stored in document.objects:
            _mask_strings(stored, masker)
        _mask_strings(document.trailer.get("/Info"), masker)
        _mask_metadata(document, masker)
        if "/AcroForm" in document.Root and masker.count:
            # Fields whose look was taken away are drawn again from what they hold now.
            document.Root.AcroForm.NeedAppearances = True
        if masker.count and (dropped := _drop_files(document)):
            losses.append(f"内嵌的 {dropped} 个附件没有查看，已移除。")
        out = BytesIO()
        document.remove_unreferenced_resources()
        document.save(out, deterministic_id=True, compress_streams=True, recompress_flate=True)
    return out.getvalue()


def _mask_strings(stored: pikepdf.Object | None, masker: Masker, depth: int = 0) -> bool:
    """Mask the strings inside one object; other objects have their own turn."""
    if depth > DEEPEST or not isinstance(stored, (Dictionary, Array, pikepdf.Stream)):
        return False
    listed: list[tuple[Any, Any]] = list(
        enumerate(stored) if isinstance(stored, Array) else stored.items()
    )
    changed = False
    for name, value in listed:
        if isinstance(value, pikepdf.String):
            text = str(value)
            masked = masker.string(text, is_words=name in _WORDY)
            if masked != text:
                stored[name] = pikepdf.String(masked)
                changed = True
        elif isinstance(value, pikepdf.Object) and not value.is_indirect:
            changed = _mask_strings(value, masker, depth + 1) or changed
    if changed and isinstance(stored, Dictionary):
        _drop_looks(stored)
    return changed


def _drop_looks(stored: Dictionary) -> None:
    """A field and a comment are drawn ahead, with the number in the drawing."""
    for drawn in (stored, *stored.get("/Kids", Array())):
        if isinstance(drawn, Dictionary) and "/AP" in drawn:
            del drawn["/AP"]


def _drop_files(document: pikepdf.Pdf) -> int:
    holders = [stored for stored in document.objects if isinstance(stored, Dictionary)]
    holders = [stored for stored in holders if "/EF" in stored]
    for holder in holders:
        del holder["/EF"]
    return len(holders)


def _mask_metadata(document: pikepdf.Pdf, masker: Masker) -> None:
    for stored in document.objects:
        if isinstance(stored, pikepdf.Stream) and stored.get("/Type") == pikepdf.Name.Metadata:
            text = stored.read_bytes().decode("utf-8", "replace")
            masked = masker.string(text)
            if masked != text:
                stored.write(masked.encode())


def _check(written: bytes, masker: Masker) -> None:
    document = document_of(written)
    try:
        words = [_signs(page.get_textpage()) for page in document]
    finally:
        document.close()
    with pikepdf.open(BytesIO(written)) as opened:
        streams = [
            stored.read_bytes()
            for stored in opened.objects
            if isinstance(stored, pikepdf.Stream) and _is_readable(stored)
        ]
    masker.check(streams, words=words)


def _is_readable(stream: pikepdf.Stream) -> bool:
    return stream.get("/Subtype") != pikepdf.Name.Image and "/FontFile2" not in stream
