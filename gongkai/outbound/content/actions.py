"""Bringing text in: a file received, read by the worker, turned into an edition's content."""

import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path, PurePath

from django.conf import settings
from django.utils.timezone import localdate

from gongkai.ledger.actions import Refused, action, record, refuse_if
from gongkai.media.intake import CannotTakeIn, CleanCopy, Taken, take_in_guarded
from gongkai.media.storing import store
from gongkai.outbound.content.models import Upload
from gongkai.outbound.publishing import actions as publishing
from gongkai.outbound.publishing import obstacles
from gongkai.outbound.publishing.models import Attachment, Column, Edition
from gongkai.people.models import Unit, User
from gongkai.web.search import suggest_keywords

NAME_LENGTH = 120


@action
def receive(
    *,
    content: bytes,
    name: str,
    unit: Unit,
    columns: Sequence[Column] = (),
    part: str = Upload.Part.SOURCE,
    edition: Edition | None = None,
    by: User,
    at: datetime,
) -> Upload:
    """Keeps a file as it came, under its digest, for the worker to read."""
    refuse_if(obstacles_to_receiving(content, unit, columns, part, edition, by=by, at=at))
    received = Upload.objects.create(
        agency=unit.agency,
        unit=unit,
        part=part,
        name=plain_name(name),
        file=store(content, content_type="application/octet-stream"),
        edition=edition,
        by=by,
        at=at,
    )
    received.columns.set(columns)
    record(
        "upload.received",
        received,
        agency=unit.agency,
        by=by,
        at=at,
        sha256=received.file.sha256,
        size=received.file.size,
        edition=edition.pk if edition else None,
    )
    return received


def obstacles_to_receiving(
    content: bytes,
    unit: Unit,
    columns: Sequence[Column],
    part: str,
    edition: Edition | None,
    *,
    by: User,
    at: datetime,
) -> list[str]:
    """Every reason not to keep this file."""
    limit = settings.UPLOAD_LIMIT_BYTES
    found = []
    if not content:
        found.append("文件是空的，请重新选择。")
    if len(content) > limit:
        found.append(f"文件超过{limit // 1024 // 1024}MB，请压缩图片或拆分后再上传。")
    if any(column.agency_id != unit.agency_id or not column.is_open for column in columns):
        found.append("所选栏目不属于本机关或已停用。")
    if part == Upload.Part.ANNEX and edition is None:
        found.append("附件要加在一篇稿件上，请先上传正文。")
    if edition is None:
        found.extend(obstacles.to_drafting(unit, by=by, on=localdate(at)))
    else:
        found.extend(obstacles.to_editing(edition, by=by, on=localdate(at)))
    return found


def take_in(upload: Upload, *, at: datetime) -> Upload:
    """Reads a waiting file and puts what it says into an edition, or says why it cannot be read.

    The reading is done outside the transaction: a hostile file may take its whole time limit.
    """
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "received"
            with upload.file.content.open("rb") as received:
                path.write_bytes(received.read())
            taken, clean = take_in_guarded(path, name=upload.name)
        return _accept(upload, taken, clean, at=at)
    except CannotTakeIn as reason:
        return _refuse(upload, str(reason), at=at)
    except Refused as refused:
        return _refuse(upload, " ".join(refused.obstacles), at=at)


def write(edition: Edition, *, title: str, text: str, by: User, at: datetime) -> Edition:
    """Puts typed or pasted text in place of the edition's text, headings recognised."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "typed.txt"
        path.write_text(f"{title}\n\n{text}", encoding="utf-8")
        taken, _ = take_in_guarded(path, name="typed.txt")
    filled = publishing.fill(
        edition,
        title=title,
        body_html=taken.html,
        body_text=taken.text,
        losses=taken.losses,
        files=(),
        by=by,
        at=at,
    )
    publishing.check(filled, by=by, at=at)
    return filled


@action
def _accept(upload: Upload, taken: Taken, clean: CleanCopy, *, at: datetime) -> Upload:
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.state != Upload.State.WAITING:
        raise Refused([f"“{upload.name}”已经处理过。"])
    public = store(clean.content, content_type=clean.content_type)
    file = publishing.NewFile(
        part=upload.part,
        name=f"{PurePath(upload.name).stem}.{clean.extension}",
        original=upload.file,
        public=public,
        format=clean.format,
        pages=taken.pages,
        pages_estimated=taken.pages_estimated,
        text=_words(upload, taken) if upload.part == Upload.Part.ANNEX else "",
        removed=clean.removed,
        hidden=clean.hidden,
    )
    if upload.part == Upload.Part.ANNEX and upload.edition is not None:
        edition = publishing.attach(upload.edition, file, by=upload.by, at=at)
    else:
        edition = _into_edition(upload, taken, file, at=at)
    publishing.check(edition, by=upload.by, at=at)
    upload.edition, upload.state = edition, Upload.State.TAKEN_IN
    upload.save(update_fields=["edition", "state"])
    record(
        "upload.taken-in",
        upload,
        agency=upload.agency,
        by=upload.by,
        at=at,
        edition=edition.pk,
        clean_sha256=public.sha256,
        removed=clean.removed,
        losses=taken.losses,
    )
    return upload


def _words(upload: Upload, taken: Taken) -> str:
    """An annex's first line is read as its title; without one it is called after its file."""
    is_named = taken.title != PurePath(upload.name).stem
    return f"{taken.title}\n{taken.text}" if is_named else taken.text


def _into_edition(
    upload: Upload, taken: Taken, file: publishing.NewFile, *, at: datetime
) -> Edition:
    is_new = upload.edition is None
    edition = upload.edition or publishing.start(
        unit=upload.unit, title=taken.title[:200], by=upload.by, at=at
    )
    edition = publishing.fill(
        edition,
        title=taken.title,
        body_html=taken.html,
        body_text=taken.text,
        losses=taken.losses,
        files=[
            file,
            *publishing.of_pictures(Attachment.Part.PICTURE, taken.pictures),
            *publishing.of_pictures(Attachment.Part.PAGE, taken.page_pictures),
        ],
        by=upload.by,
        at=at,
    )
    if is_new:
        facts = taken.facts
        edition = publishing.describe(
            edition,
            publishing.Description(
                title=edition.title,
                columns=list(upload.columns.all()),
                issuer=facts.issuer or upload.agency.name,
                document_number=facts.document_number,
                formed_on=facts.formed_on,
                genre=facts.genre,
                keywords=suggest_keywords(taken.title, taken.text),
                source=upload.agency.name,
            ),
            by=upload.by,
            at=at,
        )
    return edition


@action
def _refuse(upload: Upload, reason: str, *, at: datetime) -> Upload:
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.state == Upload.State.WAITING:
        upload.state, upload.refusal = Upload.State.REFUSED, reason[:500]
        upload.save(update_fields=["state", "refusal"])
    record("upload.refused", upload, agency=upload.agency, by=upload.by, at=at, reason=reason)
    return upload


def plain_name(name: str) -> str:
    """A file name without folders and control characters, short enough to keep."""
    bare = PurePath(name.replace("\\", "/")).name
    kept = "".join(sign for sign in bare if sign.isprintable() and sign not in '<>:"|?*/').strip()
    stem, suffix = PurePath(kept or "文件").stem, PurePath(kept).suffix[:10]
    return f"{stem[:NAME_LENGTH]}{suffix}"
