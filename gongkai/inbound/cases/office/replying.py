"""答复: drafted with the gate's word beside it, judged by somebody else on a phone, sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.inbound.cases import actions, obstacles, queries
from gongkai.inbound.cases.models import Case, Reply
from gongkai.inbound.cases.obstacles.handling import to_working_on
from gongkai.inbound.cases.office.files import given_files
from gongkai.inbound.cases.office.forms import JudgeForm, ReplyForm, SendForm
from gongkai.inbound.cases.office.reach import case_desk, case_for, now, said
from gongkai.ledger.actions import Refused
from gongkai.outbound.publishing.explaining import explanation_of
from gongkai.people.requests import StaffRequest
from gongkai.rules.gate.findings import SURROUNDINGS, Severity
from gongkai.rules.gate.rulebook import Rule
from gongkai.rules.gate.scanning import Part, scan
from gongkai.rules.outcomes import outcomes

SAVED = "内容已经保存，还没有送审；改好下面的问题再送。"


@dataclass(frozen=True)
class Said:
    """What the gate says about one place of a reply, with the words around it."""

    severity: Severity
    message: str
    suggestion: str
    rule: Rule | None
    before: str
    marked: str
    after: str

    @property
    def weight(self) -> str:
        return "必须处理" if self.severity is Severity.BLOCK else "请核对"


def said_by_the_gate(text: str, *, on: date) -> Iterator[Said]:
    """The parts of the gate that replies pass; what merely tells is left out."""
    for hit in scan(text, on=on, parts=Part.WORDS | Part.PERSONAL | Part.SECRECY):
        if hit.severity is not Severity.INFORM:
            yield Said(
                severity=hit.severity,
                message=hit.message,
                suggestion=hit.suggestion,
                rule=explanation_of(hit.rule),
                before=text[max(hit.start - SURROUNDINGS, 0) : hit.start],
                marked=text[hit.start : hit.end],
                after=text[hit.end : hit.end + SURROUNDINGS],
            )


def reply(request: StaffRequest, pk: int) -> HttpResponse:
    """Written here, and once it is cleared sent from here."""
    case = case_for(request, pk)
    written = queries.open_reply(case)
    if written is not None and written.letter:
        return _letter(request, case, written)
    chooses = request.method != "POST" and "own" not in request.GET
    if case.kind == "foi" and written is None and chooses:
        # Most go by the wording of the law folder; words of one's own are the exception.
        return redirect("casework:letters", pk)
    return _own_words(request, case, written)


def notice(request: StaffRequest, pk: int) -> HttpResponse:
    """A notice on the way, from its draft until it is given out."""
    case = case_for(request, pk)
    written = queries.open_reply(case, is_notice=True)
    return _letter(request, case, written) if written else redirect("casework:letters", pk)


def _letter(request: StaffRequest, case: Case, written: Reply) -> HttpResponse:
    """What a letter says and what the gate says of it; sent to whoever is to clear it from here."""
    if request.method != "POST":
        return _reply_page(request, case, written, None)
    try:
        actions.submit(written, by=request.user, at=now())
    except Refused as why:
        return _reply_page(request, case, written, None, refused=why.obstacles)
    said(request, f"《{written.called}》已送审，等起草人以外的人审定。")
    return redirect("casework:case", case.pk)


def _own_words(request: StaffRequest, case: Case, written: Reply | None) -> HttpResponse:
    is_foi = case.kind == "foi"
    if request.method != "POST":
        initial = {"text": written.text, "outcome": written.outcome} if written else {}
        return _reply_page(request, case, written, ReplyForm(initial=initial, is_foi=is_foi))
    form = ReplyForm(request.POST, is_foi=is_foi)
    if not form.is_valid():
        return _reply_page(request, case, written, form)
    try:
        drafted = actions.draft_reply(case, **form.cleaned_data, by=request.user, at=now())
    except Refused as why:
        return _reply_page(request, case, written, form, refused=why.obstacles)
    if "submit" not in request.POST:
        said(request, "已保存。")
        return redirect("casework:reply", case.pk)
    try:
        actions.submit(drafted, by=request.user, at=now())
    except Refused as why:
        # It is saved all the same: what stands in the way is shown beside what was typed.
        again = case_for(request, case.pk)
        return _reply_page(request, again, drafted, form, refused=(SAVED, *why.obstacles))
    said(request, f"{case.number}的答复已送审，等起草人以外的人审定。")
    return redirect("casework:case", case.pk)


def _reply_page(
    request: StaffRequest,
    case: Case,
    written: Reply | None,
    form: ReplyForm | None,
    *,
    refused: tuple[str, ...] = (),
    send_form: SendForm | None = None,
) -> HttpResponse:
    on, at = case_desk(request).on, now()
    is_unsure = written is not None and obstacles.is_unsure(written, at)
    hindered = list(to_working_on(case, by=request.user, on=on))
    if case.closed_on is not None:
        hindered.append("这一件已经办结；需要再答复的，请另立一件接续办理。")
    typed = written.text if written else ""
    if form is not None and form.is_bound:
        typed = form.data.get("text", "")
    context: dict[str, Any] = {
        "case": case,
        "standing": queries.standing_of_case(case, case_desk(request).calendar, on=on),
        "reply": written,
        "called": written.called if written else "答复",
        "outcome": outcomes().get(written.outcome) if written else None,
        "files": given_files(case),
        "form": form if send_form is None else send_form,
        "reply_form": form,
        "send_form": send_form or SendForm(auto_id="send_%s", is_unsure=is_unsure),
        "is_unsure": is_unsure,
        "begun": list(obstacles.to_sending_again(written, unsure="", at=at)) if written else [],
        "findings": list(said_by_the_gate(typed, on=on)) if typed.strip() else None,
        "hindered": hindered,
        "is_settled": written is not None
        and written.state in (Reply.State.IN_REVIEW, Reply.State.CLEARED),
        "obstacles": refused,
    }
    wrong = bool(refused or (form and form.errors) or (send_form and send_form.errors))
    return render(request, "cases/office/reply.html", context, status=422 if wrong else 200)


@require_POST
def send(request: StaffRequest, pk: int, *, is_notice: bool = False) -> HttpResponse:
    case = case_for(request, pk)
    cleared = queries.open_reply(case, is_notice=is_notice)
    if cleared is None:
        raise Http404
    is_unsure = obstacles.is_unsure(cleared, now())
    form = SendForm(request.POST, auto_id="send_%s", is_unsure=is_unsure)
    beside = None
    if not cleared.letter:
        initial = {"text": cleared.text, "outcome": cleared.outcome}
        beside = ReplyForm(initial=initial, is_foi=case.kind == "foi")
    if not form.is_valid():
        return _reply_page(request, case, cleared, beside, send_form=form)
    try:
        actions.send(cleared, **form.cleaned_data, by=request.user, at=now())
    except Refused as why:
        return _reply_page(request, case, cleared, beside, refused=why.obstacles, send_form=form)
    ended = "已送出" if is_notice else "已送出，这一件办结"
    said(request, f"{case.number}的{cleared.called}{ended}。")
    return redirect("casework:case", pk)


def review(request: StaffRequest, pk: int, *, is_notice: bool = False) -> HttpResponse:
    """For a phone: what was asked, what is answered, what the gate says, two buttons."""
    case = case_for(request, pk)
    judged = queries.open_reply(case, is_notice=is_notice)
    if judged is None:
        return redirect("casework:case", pk)
    if request.method != "POST":
        return _review_page(request, case, judged, JudgeForm(initial={"digest": judged.digest}))
    form = JudgeForm(request.POST)
    if not form.is_valid():
        return _review_page(
            request,
            case,
            judged,
            _again(judged, request.POST.get("reason", "")),
            refused=("请按“同意”或“退回”签署，理由不超过500字。",),
        )
    verdict, reason = form.cleaned_data["verdict"], form.cleaned_data["reason"]
    try:
        if verdict == "agreed":
            digest = form.cleaned_data["digest"]
            actions.clear(judged, digest=digest, by=request.user, at=now())
        else:
            actions.return_reply(judged, reason=reason, by=request.user, at=now())
    except Refused as why:
        case = case_for(request, pk)
        judged = queries.open_reply(case, is_notice=is_notice) or judged
        return _review_page(request, case, judged, _again(judged, reason), refused=why.obstacles)
    done = "审定，可以送出" if verdict == "agreed" else "退回起草人"
    said(request, f"{case.number}的{judged.called}已{done}。")
    return redirect("wagtailadmin_home")


def _again(judged: Reply, reason: str) -> JudgeForm:
    """The content is the present one, and the words typed are still there."""
    return JudgeForm(initial={"digest": judged.digest, "reason": reason})


def _review_page(
    request: StaffRequest,
    case: Case,
    judged: Reply,
    form: JudgeForm,
    *,
    refused: tuple[str, ...] = (),
) -> HttpResponse:
    on = case_desk(request).on
    context = {
        "case": case,
        "standing": queries.standing_of_case(case, case_desk(request).calendar, on=on),
        "reply": judged,
        "outcome": outcomes().get(judged.outcome),
        "files": given_files(case),
        "findings": list(said_by_the_gate(judged.text, on=on)),
        "hindered": list(
            obstacles.to_clearing(judged, case, digest=judged.digest, by=request.user, on=on)
        ),
        "form": form,
        "obstacles": refused,
    }
    status = 422 if refused else 200
    return render(request, "cases/office/review.html", context, status=status)
