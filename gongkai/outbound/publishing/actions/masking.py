"""Masking: personal data hidden in a draft, in its texts and in the copies the public would get."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.timezone import localdate

from gongkai.ledger.actions import Refused, action, record, refuse_if
from gongkai.media.intake import (
    CannotTakeIn,
    MaskedCopy,
    Picture,
    Taken,
    mask_guarded,
    take_in_guarded,
)
from gongkai.media.storing import store
from gongkai.outbound.publishing import obstacles
from gongkai.outbound.publishing.actions.checking import check
from gongkai.outbound.publishing.actions.drafting import lay, lock_open, of_pictures, save_draft
from gongkai.outbound.publishing.digest import content_digest
from gongkai.outbound.publishing.masks import Masks, masks_over
from gongkai.outbound.publishing.models import Attachment, Edition
from gongkai.people.models import User
from gongkai.rules.gate import masking

RULE = "all_personal_data"
PAGES_GONE = "页面图里可能看得到隐去的号码，已经去掉。"


@dataclass(frozen=True)
class _Copy:
    """A file's public copy with masks on it, and what is read from that copy."""

    attachment: Attachment
    masked: MaskedCopy
    taken: Taken


def mask_personal_data(edition: Edition, *, by: User, at: datetime) -> Edition:
    """Puts the usual mask over all open personal data of a draft and of its public copies.

    The files are rewritten outside the transaction: one may take its whole time limit.
    """
    edition = Edition.objects.select_related("record__agency", "record__unit").get(pk=edition.pk)
    on = localdate(at)
    refuse_if(obstacles.to_masking(edition, by=by, on=on))
    digest, masks = content_digest(edition), masks_over(edition, on=on)
    copies = [
        copy
        for attachment in _files(edition, masks)
        if (copy := _copy(attachment)).masked.count or attachment.part == Attachment.Part.ANNEX
    ]
    return _put_on(edition, digest, masks, copies, by=by, at=at)


def _files(edition: Edition, masks: Masks) -> list[Attachment]:
    parts = [Attachment.Part.ANNEX, *([Attachment.Part.SOURCE] if masks.masks_source else ())]
    return [
        attachment
        for attachment in edition.attachments.filter(part__in=parts).select_related("public")
        if attachment.part == Attachment.Part.SOURCE or attachment.name in masks.annexes
    ]


def _copy(attachment: Attachment) -> _Copy:
    """Read again once it is masked: what a reader could still take from it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "public"
        with attachment.public.content.open("rb") as public:
            path.write_bytes(public.read())
        try:
            masked = mask_guarded(path, name=attachment.name, mask_rule=RULE)
            path.write_bytes(masked.content)
            taken, _ = take_in_guarded(path, name=attachment.name)
        except CannotTakeIn as reason:
            raise Refused([f"“{attachment.name}”：{reason}"]) from reason
    words = f"{taken.title}\n{taken.text}"
    if masking.mask(words) != words:
        raise Refused(
            [f"“{attachment.name}”里有程序不能代为隐去的个人信息，请在原文件里隐去后重新上传。"]
        )
    return _Copy(attachment, masked, taken)


@action
def _put_on(
    edition: Edition,
    digest: str,
    masks: Masks,
    copies: Sequence[_Copy],
    *,
    by: User,
    at: datetime,
) -> Edition:
    edition = lock_open(edition)
    refuse_if(obstacles.to_masking(edition, by=by, on=localdate(at)))
    if content_digest(edition) != digest:
        raise Refused(["内容刚刚被改过，请重新检查后再隐去。"])
    for name, text in masks.texts.items():
        setattr(edition, name, text)
    for copy in copies:
        _replace(copy)
        if copy.attachment.part == Attachment.Part.SOURCE:
            _picture_again(edition, copy.taken.page_pictures)
    if masks.masks_source:
        _mask_captions(edition)
    save_draft(edition, by=by, at=at)
    check(edition, by=by, at=at)
    record(
        "edition.masked",
        edition,
        agency=edition.record.agency,
        by=by,
        at=at,
        places=masks.places,
        rules=dict(masks.rules),
        files={copy.attachment.name: copy.attachment.public.sha256 for copy in copies},
    )
    return edition


def _replace(copy: _Copy) -> None:
    """The masked copy in place of the public one; the file as it came stays where it is."""
    file, masked = copy.attachment, copy.masked
    file.public = store(masked.content, content_type=file.public.content_type)
    said = [f"已隐去 {masked.count} 处个人信息。"] if masked.count else []
    file.removed = [*file.removed, *said, *masked.losses]
    # A page of a PDF is a picture now; what it says is still to be found.
    file.text = masking.mask(file.text)
    file.save(update_fields=["public", "removed", "text"])


def _picture_again(edition: Edition, pictures: Sequence[Picture]) -> None:
    """The pictures of the file's pages still show what was hidden: they are made anew."""
    shown = edition.attachments.filter(part=Attachment.Part.PAGE)
    if not shown.exists():
        return
    shown.delete()
    if not pictures:
        edition.losses = [*edition.losses, PAGES_GONE]
    lay(edition, of_pictures(Attachment.Part.PAGE, pictures))


def _mask_captions(edition: Edition) -> None:
    for picture in edition.attachments.filter(part=Attachment.Part.PICTURE).exclude(text=""):
        picture.text = masking.mask(picture.text)
        picture.save(update_fields=["text"])
