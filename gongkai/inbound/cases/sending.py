"""A file of a case on its way to one person: saved, never opened in the browser, kept nowhere."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def as_paper(content: bytes, *, name: str, kind: str, is_shown: bool = False) -> HttpResponse:
    """A letter for the office: saved, or shown by the browser where it can show its kind."""
    response = HttpResponse(content, content_type=kind)
    disposition = content_disposition_header(as_attachment=not is_shown, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


def as_download(content: bytes, *, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/octet-stream")
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    return response
