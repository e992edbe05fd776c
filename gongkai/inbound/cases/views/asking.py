"""Bringing a case: choose what it is, write it, keep the receipt."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail import hooks

from gongkai.inbound.cases import codes, queries
from gongkai.inbound.cases.forms import AskForm, offered_kinds
from gongkai.inbound.cases.views.framing import frame_of, now
from gongkai.inbound.cases.views.taking_in import Asking, hits_for, take_in
from gongkai.lawbook.queries import law_of
from gongkai.outbound.content import columns
from gongkai.people.models import Agency
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

    name: str
    text: str
    term: str
    address: str


@reading_page
def choose(request: HttpRequest, agency: str) -> HttpResponse:
    owner = agency_or_404(agency)
    at = now()
    terms, on = law_of(owner).terms, localdate(at)
    guide = columns.ways(columns.tree(owner)).get("guide")
    cards = [
        Card(
            *CALLED[key],
            term=str(terms.of(kind.clock, on)),
            address=address_elsewhere(owner, key, at) or reverse("cases:ask", args=[agency, key]),
        )
        for key, kind in offered_kinds().items()
    ]
    frame = frame_of(owner, "咨询申请", "ask/", is_indexed=True)
    context = {"cards": cards, "guide": guide[-1] if guide else None}
    return show("cases/choose.html", frame, context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, agency: str, kind: str) -> HttpResponse:
    """The form of one kind."""
    owner, ruled, at = agency_or_404(agency), offered_kinds().get(kind), now()
    if ruled is None:
        raise Http404
    if request.method != "POST" and (elsewhere := address_elsewhere(owner, kind, at)):
        continuing = request.GET.urlencode()
        return redirect(f"{elsewhere}?{continuing}" if continuing else elsewhere)
    asking = Asking(
        owner=owner,
        kind=ruled,
        at=at,
        title=CALLED[kind][0],
        place=f"ask/{kind}/",
        way=(Crumb("咨询申请", f"{owner.get_absolute_url()}ask/"),),
        form=partial(AskForm, ruled, on=localdate(at)),
    )
    return take_in(request, asking)


def address_elsewhere(owner: Agency, kind: str, at: datetime) -> str:
    """Where an app above takes a kind in with more than the form here asks for; else empty.

    Such an app registers `find_ask_address`.
    """
    found = (find(owner, kind, at) for find in hooks.get_hooks("find_ask_address"))
    return next(filter(None, found), "")


@csrf_exempt
@never_cache
@require_POST
def known(request: HttpRequest, agency: str) -> HttpResponse:
    """What is already public, as a piece of a page. Sent as a form, so that no log keeps words."""
    context = {"hits": hits_for(request, agency_or_404(agency)), "looked": True}
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
