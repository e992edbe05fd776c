"""Personal data hidden by one button: what it is, what it becomes, and the act."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate

from gongkai.ledger.actions import Refused
from gongkai.outbound.publishing import actions, obstacles
from gongkai.outbound.publishing.masks import masks_over
from gongkai.outbound.publishing.models import Attachment, Edition
from gongkai.outbound.publishing.office import places
from gongkai.outbound.publishing.office.reach import edition_for, now, page, said
from gongkai.outbound.publishing.queries import maskable_findings
from gongkai.people.requests import StaffRequest


def mask(request: StaffRequest, pk: int) -> HttpResponse:
    """The clerk may see the numbers: they stand in their own draft."""
    edition = edition_for(request, pk)
    if request.method != "POST":
        standing = obstacles.to_masking(edition, by=request.user, on=localdate(now()))
        return _mask_page(request, edition, tuple(standing))
    try:
        actions.mask_personal_data(edition, by=request.user, at=now())
    except Refused as refused:
        return _mask_page(request, edition, refused.obstacles, status=422)
    said(request, "已隐去，并重新检查。原件没有改动，留在内部。")
    return redirect("editions:findings", edition.pk)


def _mask_page(
    request: StaffRequest, edition: Edition, refused: tuple[str, ...], *, status: int = 200
) -> HttpResponse:
    on = localdate(now())
    masks = masks_over(edition, on=on)
    part = Attachment.Part
    files = edition.attachments.filter(part=part.ANNEX, name__in=masks.annexes)
    if masks.masks_source:
        files |= edition.attachments.filter(part=part.SOURCE)
    return page(
        request,
        "publishing/mask.html",
        edition,
        step="findings",
        shown=places.shown(edition, maskable_findings(edition, on=on)),
        files=files,
        along=masks.along,
        has_pages=masks.masks_source and edition.attachments.filter(part=part.PAGE).exists(),
        obstacles=refused,
        status=status,
    )
