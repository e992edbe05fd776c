"""Handing out stored files: whole, or the part a broken download still lacks (RFC 9110)."""

import re
from collections.abc import Iterator

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, parse_etags

from gongkai.media.models import StoredFile
from gongkai.outbound.publishing.models import Attachment

_CHUNK = 64 * 1024
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_TYPES = {
    "DOCX": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "PPTX": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "ODT": "application/vnd.oasis.opendocument.text",
    "OFD": "application/ofd",
    "PDF": "application/pdf",
    "TXT": "text/plain; charset=utf-8",
}
# Only these are shown in place; anything else could be a page in disguise and is saved instead.
_PICTURES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "JPG": "image/jpeg",
    "GIF": "image/gif",
    "WEBP": "image/webp",
}


class Unsatisfiable(Exception):
    """The range asked for lies outside the file."""


def requested_range(header: str, size: int) -> range | None:
    """The byte positions asked for; None when the whole file is to be sent."""
    match = _RANGE.fullmatch(header.replace(" ", ""))
    if match is None or not any(match.groups()):
        # Several ranges at once are answered with the whole file, as the standard allows.
        return None
    first, last = match.groups()
    if not first:
        wanted = range(max(0, size - int(last)), size)
    else:
        wanted = range(int(first), min(int(last), size - 1) + 1 if last else size)
        if last and int(last) < int(first):
            return None
    if not wanted:
        raise Unsatisfiable
    return wanted


def respond(request: HttpRequest, attachment: Attachment) -> HttpResponseBase:
    stored = attachment.public
    etag = f'"{stored.sha256}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _finished(HttpResponse(status=304), attachment, etag)
    try:
        wanted = _wanted(request, stored.size, etag)
    except Unsatisfiable:
        refused = HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
        return _finished(refused, attachment, etag)
    length = stored.size if wanted is None else len(wanted)
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse()
    elif wanted is None:
        response = FileResponse(stored.content.open("rb"))
    else:
        response = StreamingHttpResponse(_part(stored, wanted))
    if wanted is not None:
        response.status_code = 206
        response["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{stored.size}"
    response["Content-Length"] = str(length)
    return _finished(response, attachment, etag)


def _wanted(request: HttpRequest, size: int, etag: str) -> range | None:
    if request.headers.get("If-Range", etag) != etag:
        return None
    return requested_range(request.headers.get("Range", ""), size)


def _part(stored: StoredFile, wanted: range) -> Iterator[bytes]:
    with stored.content.open("rb") as file:
        file.seek(wanted.start)
        left = len(wanted)
        while left and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _finished(response: HttpResponseBase, attachment: Attachment, etag: str) -> HttpResponseBase:
    # Equal bytes are stored once under the type they first came with, so the file's own is taken.
    kind = attachment.format.upper()
    picture = None if attachment.is_download else _PICTURES.get(kind)
    response["Content-Type"] = picture or _TYPES.get(kind, "application/octet-stream")
    disposition = content_disposition_header(
        as_attachment=picture is None, filename=attachment.name
    )
    response["Content-Disposition"] = disposition or "attachment"
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
