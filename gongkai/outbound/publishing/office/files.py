"""An edition's files for staff: the original as it came, or the copy the public gets."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from gongkai.outbound.publishing.models import Attachment
from gongkai.outbound.publishing.office.reach import edition_for
from gongkai.people.requests import StaffRequest

SHOWN = {"image/png", "image/jpeg", "image/gif", "image/webp"}


def file(request: StaffRequest, pk: int, attachment: int, copy: str) -> FileResponse:
    edition = edition_for(request, pk)
    found = get_object_or_404(
        edition.attachments.select_related("public", "original"), pk=attachment
    )
    stored = found.original if copy == "original" else found.public
    if stored is None:
        raise Http404
    is_picture = found.part in (Attachment.Part.PICTURE, Attachment.Part.PAGE)
    shown = is_picture and stored.content_type in SHOWN
    response = FileResponse(
        stored.content.open("rb"),
        as_attachment=not shown,
        filename=found.name,
        content_type=stored.content_type if shown else "application/octet-stream",
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
