"""Bringing a case: choose what it is, write it, keep the receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.inbound.cases import actions, challenge, codes, limits, obstacles, passes, queries
from gongkai.inbound.cases.forms import AskForm, offered_kinds
from gongkai.inbound.cases.forms.files import MOST_SENT_BYTES, sent_files
from gongkai.inbound.cases.intake import NewCase
from gongkai.inbound.cases.known import Known
from gongkai.inbound.cases.known import known as already_known
from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.views.framing import TOO_LARGE, frame_of, now, take_in
from gongkai.lawbook.queries import law_of
from gongkai.ledger.actions import Refused
from gongkai.outbound.content import columns
from gongkai.people.models import Agency
from gongkai.rules.cases import CaseKind
from gongkai.web.pages import Crumb, agency_or_404, public_address, reading_page, show

CALLED = {
    "foi": ("申请公开", "要一份没有公开的文件、数据或者记录。须有身份证明和联系方式。"),
    "enquiry": ("咨询", "想问怎么办事、去哪里办、政策是什么意思。"),
    "complaint": ("投诉举报", "反映违法违规、服务不好、不按规定办的事。"),
    "suggestion": ("意见建议", "对本机关的工作有意见或者建议，可以不留姓名。"),
    "should-be-public": ("该公开没公开", "指出应当主动公开却查不到的信息，可以不留姓名。"),
    "petition": ("信访", "提出信访请求，由本机关受理、调查、答复。"),
    "reception": ("预约领导接访", "约定时间，当面向本机关负责人反映问题。"),
}


@dataclass(frozen=True)
class Card:
    """One thing that can be brought, in a citizen's words, and when it is answered."""

    key: str
    name: str
    text: str
    term: str


@reading_page
def choose(request: HttpRequest, agency: str) -> HttpResponse:
    owner = agency_or_404(agency)
    terms, on = law_of(owner).terms, localdate(now())
    guide = columns.ways(columns.tree(owner)).get("guide")
    cards = [
        Card(key, *CALLED[key], str(terms.of(kind.clock, on)))
        for key, kind in offered_kinds().items()
    ]
    frame = frame_of(owner, "咨询申请", "ask/", is_indexed=True)
    context = {"cards": cards, "guide": guide[-1] if guide else None}
    return show("cases/choose.html", frame, context)


@dataclass(frozen=True)
class Asking:
    """A form as it is being filled in: by whom it is answered, and what it continues."""

    owner: Agency
    kind: CaseKind
    at: datetime
    continuing: str
    continued: Case | None

    @property
    def title(self) -> str:
        return CALLED[self.kind.key][0]


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, agency: str, kind: str) -> HttpResponse:
    """The form of one kind; nothing is kept of it before it is sent whole."""
    owner, ruled, at = agency_or_404(agency), offered_kinds().get(kind), now()
    if ruled is None:
        raise Http404
    if request.method != "POST":
        asking = _asking(owner, ruled, at, request.GET.get("continues", ""))
        form = AskForm(ruled, on=localdate(at))
        return _page(asking, form, challenge.challenge(at), status=200)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_SENT_BYTES:
        asking = _asking(owner, ruled, at, "")
        form = AskForm(ruled, on=localdate(at))
        asked, context = challenge.challenge(at), {"refusal": TOO_LARGE}
        return _page(asking, form, asked, status=413, context=context)
    continuing = request.POST.get("continues", "")
    asking = _asking(owner, ruled, at, continuing)
    asked = challenge.taken_up(request.POST.get("ticket", ""), at)
    form = AskForm(ruled, request.POST, request.FILES, on=localdate(at))
    if "look" in request.POST:
        return _look(asking, request, asked)
    if not form.is_valid():
        return _page(asking, form, asked, status=422)
    if continuing and asking.continued is None:
        form.add_error(None, "接续的那一件打开得太久了。再按一次“提交”，就作为新的一件提交。")
        return _page(asking, form, asked, status=422)
    receive, page = partial(_received, asking, form), partial(_page, asking)
    return take_in(request, form, receive, page, at=at)


def _asking(owner: Agency, kind: CaseKind, at: datetime, continuing: str) -> Asking:
    if not continuing:
        return Asking(owner, kind, at, "", None)
    try:
        continued = passes.continued(continuing, owner)
    except passes.PassExpired:
        return Asking(owner, kind, at, "", None)
    return Asking(owner, kind, at, continuing, continued)


def _look(asking: Asking, request: HttpRequest, asked: challenge.Challenge) -> HttpResponse:
    """What is already public, on the same page, with everything typed kept and nothing judged."""
    hits = _hits(request, asking.owner)
    form = AskForm(asking.kind, on=localdate(asking.at), initial=request.POST.dict())
    context = {"looked": True, "hits": hits, "had_files": bool(request.FILES)}
    return _page(asking, form, asked, status=200, context=context)


def _hits(request: HttpRequest, owner: Agency) -> list[Known]:
    if limits.is_over("known", request, an_hour=limits.SUGGESTIONS_AN_HOUR):
        return []
    words = request.POST.get("subject", "") or request.POST.get("text", "")
    return already_known(owner, words)


def _received(asking: Asking, form: AskForm, seed: str) -> Case:
    unit = queries.receiving_unit(asking.owner, on=localdate(asking.at))
    if unit is None:
        raise Refused(["本机关还没有设置受理的单位，暂时不能在网上提交，请打电话或者当面提交。"])
    new = NewCase(
        kind=asking.kind.key,
        unit=unit,
        channel=Case.Channel.INTERNET,
        received_on=localdate(asking.at),
        subject=form.cleaned_data["subject"],
        text=form.full_text,
        sender=form.sender,
        applicant_kind=form.cleaned_data.get("applicant_kind", ""),
        continues=asking.continued,
    )
    # Reading files costs most, so what can be refused without it is refused first.
    if lacking := tuple(obstacles.to_receiving(new, by=None, on=localdate(asking.at))):
        raise Refused(lacking)
    read = actions.read_files(sent_files(form.cleaned_data["attachments"]))
    return actions.receive_with_files(new, read, seed=seed, by=None, at=asking.at)


def _page(
    asking: Asking,
    form: AskForm,
    asked: challenge.Challenge,
    *,
    status: int,
    context: Mapping[str, object] | None = None,
) -> HttpResponse:
    wrong = form.is_bound and bool(form.errors)
    title = f"有错误，请改正：{asking.title}" if wrong else asking.title
    home = asking.owner.get_absolute_url()
    frame = frame_of(
        asking.owner,
        title,
        f"ask/{asking.kind.key}/",
        way=(Crumb("咨询申请", f"{home}ask/"),),
        name=asking.title,
    )
    shown = {
        "form": form,
        "kind": asking.kind,
        "heading": asking.title,
        "term": str(law_of(asking.owner).terms.of(asking.kind.clock, localdate(asking.at))),
        "challenge": asked,
        "continues": asking.continuing,
        "continued": asking.continued,
        "an_hour": limits.CASES_WITHOUT_WORK_AN_HOUR,
        "had_files": bool(form.files),
    }
    return show("cases/ask.html", frame, shown | dict(context or {}), status=status)


@csrf_exempt
@never_cache
@require_POST
def known(request: HttpRequest, agency: str) -> HttpResponse:
    """What is already public, as a piece of a page. Sent as a form, so that no log keeps words."""
    context = {"hits": _hits(request, agency_or_404(agency)), "looked": True}
    return show("cases/known.html", frame_of(None, "", ""), context)


@never_cache
@require_safe
def receipt_of_case(request: HttpRequest, agency: str, ticket: str) -> HttpResponse:
    owner = agency_or_404(agency)
    frame = frame_of(owner, "回执", "follow/")
    try:
        number, code = codes.read_ticket(ticket)
        case = queries.case_with_code(owner, number, code)
    except codes.ReceiptExpired:
        case = None
    if case is None:
        return show("cases/case_receipt_expired.html", frame, status=410)
    follow = f"{owner.get_absolute_url()}follow/"
    drawn = segno.make(public_address(follow), error="m", micro=False)
    context = {
        "followed": queries.as_sender_sees(case, on=localdate(now())),
        "code": code,
        "follow": follow,
        "address": public_address(follow),
        "qr": drawn.svg_data_uri(border=2, scale=4, light="white"),
    }
    response = show("cases/case_receipt.html", frame, context)
    response["Referrer-Policy"] = "no-referrer"
    return response
