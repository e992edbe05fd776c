"""An edition at a glance: where it stands, the next thing to do, what else may be done."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.ledger.queries import history
from gongkai.outbound.publishing import obstacles
from gongkai.outbound.publishing.forms import ReasonForm, SubmitForm, WithdrawForm
from gongkai.outbound.publishing.models import Clearance, Edition, Finding
from gongkai.outbound.publishing.office.history import told
from gongkai.outbound.publishing.office.reach import edition_for, now, page
from gongkai.outbound.publishing.queries import open_findings
from gongkai.outbound.publishing.review import EditionReview, review_of
from gongkai.people.models import User
from gongkai.people.requests import StaffRequest

State = Edition.State
# Long enough for any reason: what is asked here is whether the rest stands in the way.
SOME_REASON = "（尚未填写）"
HISTORY = 60


@dataclass(frozen=True)
class Act:
    """Something this person may do now: a form and where it goes."""

    name: str
    label: str
    explained: str
    form: forms.Form | None = None
    is_grave: bool = False

    @property
    def url_name(self) -> str:
        return f"editions:{self.name}"


@dataclass(frozen=True)
class Next:
    """The one thing to do next, or whom it waits for."""

    text: str
    label: str = ""
    url: str = ""
    post: bool = False


def overview(request: StaffRequest, pk: int) -> HttpResponse:
    return overview_page(request, edition_for(request, pk))


def overview_page(
    request: StaffRequest,
    edition: Edition,
    *,
    refused: tuple[str, ...] = (),
    tried: str = "",
    typed: forms.Form | None = None,
) -> HttpResponse:
    """After a refusal the form that was tried is open, with what was typed."""
    at = now()
    review = review_of(edition, on=localdate(at))
    acts = [
        Act(act.name, act.label, act.explained, typed, act.is_grave) if act.name == tried else act
        for act in acts_for(edition, request.user, at=at)
    ]
    attachments = list(edition.attachments.select_related("public", "original"))
    return page(
        request,
        "publishing/edition.html",
        edition,
        next=next_for(edition, review, request.user, at=at),
        acts=acts,
        tried=tried,
        review=review,
        signatures=edition.signatures.select_related("by", "instead_of").order_by("id"),
        clearances=edition.clearances.select_related("by").order_by("id"),
        files=[one for one in attachments if one.is_download],
        others=edition.record.editions.exclude(pk=edition.pk).order_by("-number"),
        placements=edition.placements.select_related("column"),
        history=told(history(edition, edition.record)[:HISTORY]),
        obstacles=refused,
        status=422 if refused or (typed is not None and typed.errors) else 200,
    )


def next_for(edition: Edition, review: EditionReview, user: User, *, at: datetime) -> Next:
    if edition.is_editable:
        return _next_at_the_desk(edition, user, at=at)
    if edition.state == State.IN_REVIEW:
        return _next_in_review(edition, review, user)
    if edition.state == State.CLEARED:
        if list(obstacles.to_publishing(edition, by=user, at=at)):
            return Next("已审定，到时自动发布。" if edition.release_at else "已审定，等待发布。")
        return Next("已审定，可以发布。", "发布", _address(edition, "publish"), post=True)
    if edition.state == State.PUBLISHED and _may_confirm(edition, user, at=at):
        return Next("紧急发布，等您复核。", "复核", _address(edition, "review"))
    return Next("")


def _next_at_the_desk(edition: Edition, user: User, *, at: datetime) -> Next:
    on = localdate(at)
    if list(obstacles.to_editing(edition, by=user, on=on)):
        return Next("还在起草，由起草人继续。")
    blocking = open_findings(edition, on=on).filter(severity=Finding.Severity.BLOCK).count()
    if blocking:
        text = f"还有{blocking}处必须处理的问题。"
        return Next(text, "处理检查发现", _address(edition, "findings"))
    if edition.state == State.RETURNED:
        return Next("按退回意见修改后重新送审。", "修改", _address(edition, "findings"))
    text = "检查没有必须处理的问题。"
    return Next(text, "填写信息并送审", _address(edition, "facts"))


def _next_in_review(edition: Edition, review: EditionReview, user: User) -> Next:
    if review.may_sign(user):
        return Next(f"等您签署“{review.due}”。", "审核", _address(edition, "review"))
    signers = "、".join(one.name for one in review.signers_of_due_step())
    if not signers:
        return Next(f"“{review.due}”今天没有人能签。")
    return Next(f"等{signers}签署“{review.due}”。")


def _address(edition: Edition, name: str) -> str:
    return reverse(f"editions:{name}", args=(edition.pk,))


def _may_confirm(edition: Edition, user: User, *, at: datetime) -> bool:
    is_urgent = edition.clearances.filter(kind=Clearance.Kind.URGENT).exists()
    stands = obstacles.to_confirming(edition, digest=edition.digest, by=user, on=localdate(at))
    return is_urgent and not list(stands)


def acts_for(edition: Edition, user: User, *, at: datetime) -> list[Act]:
    """What nothing but a reason stands in the way of."""
    on = localdate(at)
    found = []
    if not list(obstacles.to_recalling(edition, by=user, on=on)):
        explained = "拿回来继续修改，已有的签署作废。"
        found.append(Act("recall", "撤回送审", explained))
    waits = edition.state in (State.IN_REVIEW, State.CLEARED)
    if waits and not list(
        obstacles.to_rescheduling(
            edition, release=Edition.Release.BY_HAND, release_at=None, by=user, at=at
        )
    ):
        found.append(
            Act(
                "reschedule",
                "改发布时间",
                "只改发布的方式和时间，内容和签署不变。",
                SubmitForm(initial=SubmitForm.values_of(edition)),
            )
        )
    revisable = (State.PUBLISHED, State.WITHDRAWN, State.CLEARED, State.REPLACED)
    if edition.state in revisable and not list(obstacles.to_revising(edition, by=user, on=on)):
        label = "更正" if edition.state == State.PUBLISHED else "以这一版为底稿另起新版"
        explained = "另起一版修改，审定之前公开的内容不变。"
        if edition.state == State.CLEARED:
            explained = "另起一版修改，这一版的审定作废。"
        found.append(Act("revise", label, explained))
    if not list(obstacles.to_dropping(edition, reason=SOME_REASON, by=user, on=on)):
        form = ReasonForm(label="作废理由", hint="作废后不能恢复，记录仍保留。")
        found.append(Act("drop", "作废", "这一版不再使用。", form, is_grave=True))
    is_live = edition.record.live_edition_id == edition.pk
    if is_live and not list(
        obstacles.to_withdrawing(edition.record, reason=SOME_REASON, by=user, on=on)
    ):
        form = WithdrawForm(label="撤下原因", hint="会显示在原网址上，请不要写个人信息。")
        explained = "公众不再看到内容，原网址改为显示撤下的时间和原因。"
        found.append(Act("withdraw", "撤下", explained, form, is_grave=True))
    return found
