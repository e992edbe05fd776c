"""Badges: issued to whoever holds a post, voided with a reason, issued again with another code."""

import secrets
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from gongkai.ledger.actions import Refused, action, record, refuse_if
from gongkai.media.photos import NoPhoto
from gongkai.media.storing import store
from gongkai.outbound.on_duty import obstacles
from gongkai.outbound.on_duty.models import Badge
from gongkai.outbound.on_duty.photos import photo_of
from gongkai.people.models import PostHolding, User

# 80 bits: nobody guesses a badge, and the drawing stays coarse enough for a card.
CODE_BYTES = 10


@action
def issue(badge: Badge, photo: bytes = b"", *, by: User, at: datetime) -> Badge:
    """A new badge in force, with a photo made of whatever was sent."""
    on = localdate(at)
    refuse_if(obstacles.to_keeping(badge.unit, by=by, on=on))
    refuse_if(obstacles.to_issuing(badge, on=on))
    badge.code = secrets.token_hex(CODE_BYTES)
    badge.issued_at, badge.issued_by = at, by
    _take(badge, photo)
    badge.save()
    record("badge.issued", badge.unit, agency=badge.unit.agency, by=by, at=at, badge=badge.pk)
    return badge


@action
def change_photo(badge: Badge, photo: bytes, *, shows_photo: bool, by: User, at: datetime) -> Badge:
    """Another photo, or whether the public page shows it."""
    badge = _locked(badge)
    refuse_if(obstacles.to_keeping(badge.unit, by=by, on=localdate(at)))
    badge.shows_photo = shows_photo
    _take(badge, photo)
    badge.save(update_fields=["photo", "shows_photo"])
    record(
        "badge.photo-changed",
        badge.unit,
        agency=badge.unit.agency,
        by=by,
        at=at,
        badge=badge.pk,
        shows_photo=shows_photo,
    )
    return badge


@action
def void(badge: Badge, *, reason: str, by: User, at: datetime) -> Badge:
    """Its code says 证件已作废 from now on."""
    badge = _locked(badge)
    refuse_if(obstacles.to_keeping(badge.unit, by=by, on=localdate(at)))
    refuse_if(obstacles.to_voiding(badge, reason))
    badge.voided_at, badge.voided_because = at, reason.strip()
    badge.save(update_fields=["voided_at", "voided_because"])
    record("badge.voided", badge.unit, agency=badge.unit.agency, by=by, at=at, badge=badge.pk)
    return badge


@action
def reissue(badge: Badge, *, reason: str, by: User, at: datetime) -> Badge:
    """Voids a badge and issues the same with a new code."""
    old = void(badge, reason=reason, by=by, at=at)
    new = Badge(
        unit=old.unit, user=old.user, post=old.post, name=old.name, number=old.number,
        photo=old.photo, shows_photo=old.shows_photo,
    )  # fmt: skip
    new = issue(new, by=by, at=at)
    record("badge.reissued", new.unit, agency=new.unit.agency, by=by, at=at, old=old.pk, new=new.pk)
    return new


@action
def end_post(badge: Badge, *, by: User, at: datetime) -> Badge:
    """The holder leaves the post: yesterday was the last day."""
    badge, on = _locked(badge), localdate(at)
    refuse_if(obstacles.to_keeping(badge.unit, by=by, on=on))
    held = PostHolding.objects.current(on).filter(user=badge.user, post=badge.post)
    if not held.exists():
        raise Refused(["这位同事已经不在这个岗位上。"])
    held.filter(from_on=on).delete()
    held.update(to_on=on - timedelta(days=1))
    record("post.ended", badge.unit, agency=badge.unit.agency, by=by, at=at, badge=badge.pk)
    return badge


def _take(badge: Badge, photo: bytes) -> None:
    if not photo:
        return
    try:
        badge.photo = store(photo_of(photo), content_type="image/jpeg")
    except NoPhoto as why:
        raise Refused([str(why)]) from None


def _locked(badge: Badge) -> Badge:
    rows = Badge.objects.select_for_update(of=("self",))
    return rows.select_related("unit__agency", "user", "post", "photo").get(pk=badge.pk)
