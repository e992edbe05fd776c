"""The reviewer's page, for a phone: what changed, what the checks say, two buttons."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from gongkai.ledger.actions import Refused
from gongkai.outbound.publishing import actions, obstacles
from gongkai.outbound.publishing.differences import Change, compare
from gongkai.outbound.publishing.forms import ReasonForm, SignForm
from gongkai.outbound.publishing.models import Attachment, Edition, Finding
from gongkai.outbound.publishing.office import changes, places
from gongkai.outbound.publishing.office.changes import FactChange
from gongkai.outbound.publishing.office.overview import SOME_REASON
from gongkai.outbound.publishing.office.reach import body_of, edition_for, now, page, said
from gongkai.outbound.publishing.office.standing import excused_in, passed_in
from gongkai.outbound.publishing.queries import open_findings
from gongkai.outbound.publishing.review import review_of
from gongkai.people.requests import StaffRequest

State = Edition.State


@dataclass(frozen=True)
class Compared:
    """The edition beside something earlier."""

    name: str
    changes: tuple[Change, ...]
    facts: tuple[FactChange, ...]
    sentences: tuple[str, ...]
    is_open: bool

    @property
    def is_same(self) -> bool:
        return not (self.facts or self.sentences) and all(
            one.kind in ("same", "skipped") for one in self.changes
        )


def review(request: StaffRequest, pk: int) -> HttpResponse:
    edition = edition_for(request, pk)
    if edition.state not in (State.IN_REVIEW, State.PUBLISHED):
        return redirect(edition)
    return review_page(request, edition)


def review_page(
    request: StaffRequest,
    edition: Edition,
    *,
    refused: tuple[str, ...] = (),
    reason: str = "",
    urgent_reason: str = "",
) -> HttpResponse:
    """After a refusal the content is the present one, and the words typed are still there."""
    at = now()
    on = localdate(at)
    review = review_of(edition, on=on)
    in_review = edition.state == State.IN_REVIEW
    urgent = in_review and not list(
        obstacles.to_urgent_release(
            edition, digest=edition.digest, reason=SOME_REASON, by=request.user, on=on
        )
    )
    confirming = not in_review and not list(
        obstacles.to_confirming(edition, digest=edition.digest, by=request.user, on=on)
    )
    attachments = list(edition.attachments.select_related("public", "original"))
    passed = passed_in(edition, on=on)
    warnings = open_findings(edition, on=on).exclude(severity=Finding.Severity.INFORM)
    return page(
        request,
        "publishing/review.html",
        edition,
        review=review,
        standing=review.standing_of(request.user),
        hindered=review.obstacles_to_signing(request.user) if in_review else (),
        in_review=in_review,
        urgent=urgent,
        urgent_form=ReasonForm(label="紧急发布的理由", initial={"reason": urgent_reason}),
        confirming=confirming,
        compared=_compared(edition),
        body=body_of(edition, attachments),
        pages=[one for one in attachments if one.part == Attachment.Part.PAGE],
        warnings=places.shown(edition, warnings),
        excused=list(excused_in(edition, passed, by=request.user, on=on)),
        passed=passed,
        files=[one for one in attachments if one.is_download],
        placements=edition.placements.select_related("column"),
        earlier=edition.signatures.select_related("by", "instead_of").order_by("-id"),
        form=SignForm(initial={"digest": edition.digest, "reason": reason}),
        obstacles=refused,
        status=422 if refused else 200,
    )


def _compared(edition: Edition) -> list[Compared]:
    """Against the round before and against what is public now, whichever there are."""
    found = []
    now_is = changes.as_sent(edition)
    before = edition.submissions.filter(round__lt=edition.round).order_by("-round").first()
    if before is not None:
        found.append(_beside("与上一次送审相比", before.content, now_is, is_open=True))
    live = edition.record.live_edition
    if live is not None and live.pk != edition.pk:
        name = "与现在公开的内容相比"
        found.append(_beside(name, changes.as_sent(live), now_is, is_open=not found))
    return found


def _beside(name: str, before: dict, after: dict, *, is_open: bool) -> Compared:
    return Compared(
        name,
        compare(before["fields"]["body_text"], after["fields"]["body_text"]),
        tuple(changes.facts_changed(before, after)),
        changes.elements_changed(before, after),
        is_open,
    )


@require_POST
def sign(request: StaffRequest, pk: int) -> HttpResponse:
    edition = edition_for(request, pk)
    form = SignForm(request.POST)
    if not form.is_valid():
        return review_page(
            request,
            edition,
            refused=("请按“同意”或“退回”签署，意见不超过500字。",),
            reason=request.POST.get("reason", ""),
        )
    try:
        actions.sign(edition, **form.cleaned_data, by=request.user, at=now())
    except Refused as refused:
        reason = form.cleaned_data["reason"]
        return review_page(request, edition, refused=refused.obstacles, reason=reason)
    agreed = form.cleaned_data["verdict"] == "agreed"
    said(request, f"已{'同意' if agreed else '退回'}“{edition}”。")
    return redirect("editions:to-review")


@require_POST
def release_urgently(request: StaffRequest, pk: int) -> HttpResponse:
    edition = edition_for(request, pk)
    reason = request.POST.get("reason", "")[:500]
    try:
        actions.release_urgently(
            edition, digest=request.POST.get("digest", ""), reason=reason, by=request.user, at=now()
        )
    except Refused as refused:
        return review_page(request, edition, refused=refused.obstacles, urgent_reason=reason)
    said(request, "已紧急发布，对外标明“未经复核”，请在48小时内由他人复核。")
    return redirect(edition)


@require_POST
def confirm(request: StaffRequest, pk: int) -> HttpResponse:
    edition = edition_for(request, pk)
    try:
        actions.confirm(edition, digest=request.POST.get("digest", ""), by=request.user, at=now())
    except Refused as refused:
        return review_page(request, edition, refused=refused.obstacles)
    said(request, "已复核，“未经复核”的标记已去掉。")
    return redirect(edition)
