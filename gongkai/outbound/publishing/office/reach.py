"""How a screen reaches an edition, and what all of an edition's screens share."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin import messages

from gongkai.outbound.publishing import waiting
from gongkai.outbound.publishing.models import Attachment, Edition
from gongkai.outbound.publishing.structures import structure_of
from gongkai.outbound.publishing.waiting import Desk
from gongkai.people.requests import StaffRequest

PICTURE = re.compile(r'src="picture:([^"]+)"')
STEPS = (
    ("upload", "上传", ""),
    ("text", "读取结果", "editions:text"),
    ("findings", "检查", "editions:findings"),
    ("facts", "填写信息", "editions:facts"),
    ("submit", "送审", "editions:submit"),
)
STEPS_WITH_ELEMENTS = (("elements", "填写要素", "editions:elements"), *STEPS[2:])


def now() -> datetime:
    return timezone.now()


def desk(request: StaffRequest) -> Desk:
    """The sender's desk today, made once for a request."""
    made: Desk | None = getattr(request, "_desk", None)
    if made is None:
        made = waiting.desk_of(request.user, on=timezone.localdate())
        request._desk = made  # type: ignore[attr-defined]
    return made


def edition_for(request: StaffRequest, pk: int) -> Edition:
    """The edition, if it lies within the person's reach today; otherwise there is none."""
    return get_object_or_404(desk(request).editions, pk=pk)


def page(
    request: StaffRequest,
    template: str,
    edition: Edition,
    *,
    step: str = "",
    obstacles: Iterable[str] = (),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A screen of one edition, with the five steps where it is still at the writer's desk."""
    kind = structure_of(edition)
    everywhere = {
        "edition": edition,
        "owner": edition.record,
        "structure": kind,
        "steps": (STEPS_WITH_ELEMENTS if kind else STEPS) if step and edition.is_editable else (),
        "step": step,
        "obstacles": list(obstacles),
    }
    return render(request, template, everywhere | context, status=status)


def body_of(edition: Edition, attachments: Iterable[Attachment]) -> SafeString:
    """The text as HTML, its pictures by the address under which staff may see them."""
    pictures = {
        attachment.name: file_address(attachment)
        for attachment in attachments
        if attachment.part == Attachment.Part.PICTURE
    }
    html = PICTURE.sub(lambda found: f'src="{pictures.get(found[1], "")}"', edition.body_html)
    # Cleaned when the file was taken in; all that is done to it later is to star out signs.
    return mark_safe(html)  # noqa: S308


def file_address(attachment: Attachment, copy: str = "public") -> str:
    return reverse("editions:file", args=(attachment.edition_id, attachment.pk, copy))


def said(request: StaffRequest, text: str) -> None:
    messages.success(request, text)
