"""Answering a consultation: number and code of the letter open it for half an hour."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongkai.inbound.cases import actions, limits, passes, queries
from gongkai.inbound.cases.forms import OpinionForm
from gongkai.inbound.cases.forms.files import is_too_large, sent_files
from gongkai.inbound.cases.models import Consultation
from gongkai.inbound.cases.views.framing import TOO_LARGE, TOO_MANY, frame_of, now
from gongkai.inbound.cases.views.looking_up import Door, look_up
from gongkai.lawbook.queries import law_of
from gongkai.ledger.actions import Refused
from gongkai.people.models import Agency
from gongkai.web.pages import Crumb, agency_or_404, show

TITLE = "答复征求意见"


def _asked(agency: Agency, number: str, code: str) -> str | None:
    found = queries.consultation_with_code(agency, number, code)
    if found is None:
        return None
    return reverse("cases:consulted", args=[agency.slug, passes.consult_pass(found)])


DOOR = Door(
    title=TITLE,
    place="consult/",
    template="cases/consult.html",
    wrong="没有找到：编号或查询码不对，请对照收到的信核对。",
    too_many_wrong="查询码输错的次数太多。请一小时后再试，或者按信上的地址寄送书面意见。",
    opened=_asked,
)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consult(request: HttpRequest, agency: str) -> HttpResponse:
    return look_up(request, agency_or_404(agency), DOOR)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consulted(request: HttpRequest, agency: str, ticket: str) -> HttpResponse:
    """What the letter says, and the one answer to it; answered, the page says what was said."""
    owner, at = agency_or_404(agency), now()
    try:
        asked = passes.consulted(ticket, owner)
    except passes.PassExpired:
        return _expired(request, owner)
    if request.method != "POST":
        return _page(owner, asked, OpinionForm(), at=at, status=200)
    if is_too_large(request):
        return _page(owner, asked, OpinionForm(), at=at, status=413, refusal=TOO_LARGE)
    form = OpinionForm(request.POST, request.FILES)
    if limits.is_over("act", request, an_hour=limits.ACTS_AN_HOUR):
        form.add_error(None, TOO_MANY)
        return _page(owner, asked, form, at=at, status=429)
    if not form.is_valid():
        return _page(owner, asked, form, at=at, status=422)
    try:
        _answer(asked, form, at=at)
    except Refused as refused:
        form.add_error(None, list(refused.obstacles))
        asked.refresh_from_db()
        return _page(owner, asked, form, at=at, status=422)
    return redirect("cases:consulted", owner.slug, passes.consult_pass(asked))


def _answer(asked: Consultation, form: OpinionForm, *, at: datetime) -> None:
    read = actions.read_files(sent_files(form.cleaned_data["attachments"]))
    actions.answer_consultation(
        asked,
        answer=form.cleaned_data["answer"],
        reasons=form.cleaned_data["reasons"],
        releasable=form.cleaned_data["releasable"],
        sent=read,
        on=localdate(at),
        by=None,
        at=at,
    )


def _page(
    owner: Agency,
    asked: Consultation,
    form: OpinionForm,
    *,
    at: datetime,
    status: int,
    refusal: str = "",
) -> HttpResponse:
    """Of the case it takes only whether it is closed: who applied is nobody else's business."""
    wrong = form.is_bound and bool(form.errors)
    title = f"有错误，请改正：{TITLE}" if wrong or refusal else TITLE
    way = (Crumb(TITLE, f"{owner.get_absolute_url()}consult/"),)
    context = {
        "shown": queries.as_party_sees(asked, law_of(owner), on=localdate(at)),
        "papers": asked.papers.count(),
        "is_closed": asked.case.closed_on is not None,
        "ticket": passes.consult_pass(asked),
        "form": form,
        "wrong": wrong,
        "refusal": refusal,
        "minutes": passes.FOLLOW_SECONDS // 60,
    }
    frame = frame_of(owner, title, "consult/", way=way, name="征求意见")
    response = show("cases/consulted.html", frame, context, status=status)
    # The address opens the letter for a while, so it is told to nobody.
    response["Referrer-Policy"] = "no-referrer"
    return response


def _expired(request: HttpRequest, owner: Agency) -> HttpResponse:
    """Nothing typed is lost: it stands there to be copied."""
    typed = ""
    if request.method == "POST" and not is_too_large(request):
        said = (request.POST.get("releasable", ""), request.POST.get("reasons", ""))
        typed = "\n\n".join(part for part in said if part)
    frame = frame_of(owner, "请重新打开", "consult/")
    return show("cases/consult_expired.html", frame, {"typed": typed}, status=410)
