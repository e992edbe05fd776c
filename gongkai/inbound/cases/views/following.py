"""Following a case: number and code open it for half an hour, and its sender can act on it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail import hooks
from wagtail.admin.ui.components import Component

from gongkai.inbound.cases import actions, limits, passes, queries
from gongkai.inbound.cases.forms import (
    ClarifyForm,
    PaidForm,
    RateForm,
    WithdrawForm,
    offered_kinds,
)
from gongkai.inbound.cases.forms.files import is_too_large, sent_files
from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.views.framing import TOO_LARGE, TOO_MANY, frame_of, now
from gongkai.inbound.cases.views.looking_up import Door, look_up
from gongkai.ledger.actions import Refused
from gongkai.people.models import Agency
from gongkai.web.pages import Crumb, agency_or_404, show

TITLE = "查询办件"
# 其他: table 3 has no row of its own for what the applicant took back.
WITHDRAWN_OUTCOME = "R-6.3"


def _found(agency: Agency, number: str, code: str) -> str | None:
    found = queries.case_with_code(agency, number, code)
    if found is None:
        return None
    return reverse("cases:opened", args=[agency.slug, passes.follow_pass(found)])


DOOR = Door(
    title=TITLE,
    place="follow/",
    template="cases/follow_case.html",
    wrong="没有找到：编号或查询码不对，请对照回执核对。",
    too_many_wrong="查询码输错的次数太多。为了保护来件人，请一小时后再试，或者打电话联系本机关。",
    opened=_found,
)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_case(request: HttpRequest, agency: str) -> HttpResponse:
    return look_up(request, agency_or_404(agency), DOOR)


@never_cache
@require_safe
def opened(request: HttpRequest, agency: str, ticket: str) -> HttpResponse:
    owner = agency_or_404(agency)
    try:
        case = passes.followed(ticket, owner)
    except passes.PassExpired:
        return expired(owner, "")
    return _page(owner, case, _empty_forms(), at=now(), status=200)


def _clarify(case: Case, typed: Mapping[str, Any], at: datetime) -> None:
    read = actions.read_files(sent_files(typed["attachments"]))
    actions.answer_clarification(case, text=typed["text"], sent=read, at=at)


def _paid(case: Case, typed: Mapping[str, Any], at: datetime) -> None:
    read = actions.read_files(sent_files(typed["attachments"]))
    actions.tell_payment(case, text=typed["text"], sent=read, at=at)


def _withdraw(case: Case, typed: Mapping[str, Any], at: datetime) -> None:
    outcome = WITHDRAWN_OUTCOME if case.kind == "foi" else ""
    actions.take_step(case, "withdrawn", on=localdate(at), by=None, at=at, outcome=outcome)


def _rate(case: Case, typed: Mapping[str, Any], at: datetime) -> None:
    actions.rate(case, stars=typed["stars"], word=typed["word"], at=at)


Act = Callable[[Case, Mapping[str, Any], datetime], None]
ACTS: Mapping[str, tuple[type[forms.Form], Act]] = MappingProxyType(
    {
        "clarify": (ClarifyForm, _clarify),
        "paid": (PaidForm, _paid),
        "withdraw": (WithdrawForm, _withdraw),
        "rate": (RateForm, _rate),
    }
)


@csrf_exempt
@never_cache
@require_POST
def act(request: HttpRequest, agency: str, ticket: str, name: str) -> HttpResponse:
    """One of the things a sender can do; done, the page of the case shows what came of it."""
    owner, at = agency_or_404(agency), now()
    if name not in ACTS:
        raise Http404
    too_large = is_too_large(request)
    try:
        case = passes.followed(ticket, owner)
    except passes.PassExpired:
        typed = "" if too_large else request.POST.get("text") or request.POST.get("word", "")
        return expired(owner, typed or "")
    if too_large:
        empty = _empty_forms()
        return _page(owner, case, empty, at=at, status=413, refusal=TOO_LARGE)
    form_class, do = ACTS[name]
    form = form_class(request.POST, request.FILES, auto_id=f"{name}_%s")
    shown = _empty_forms() | {name: form}
    if limits.is_over("act", request, an_hour=limits.ACTS_AN_HOUR):
        form.add_error(None, TOO_MANY)
        return _page(owner, case, shown, at=at, status=429)
    if not form.is_valid():
        return _page(owner, case, shown, at=at, status=422)
    try:
        do(case, form.cleaned_data, at)
    except Refused as refused:
        form.add_error(None, list(refused.obstacles))
        case.refresh_from_db()
        return _page(owner, case, shown, at=at, status=422)
    return redirect("cases:opened", owner.slug, passes.follow_pass(case))


def _empty_forms() -> dict[str, forms.Form]:
    return {name: form(auto_id=f"{name}_%s") for name, (form, _) in ACTS.items()}


def _page(
    owner: Agency,
    case: Case,
    typed: dict[str, forms.Form],
    *,
    at: datetime,
    status: int,
    refusal: str = "",
) -> HttpResponse:
    name = "办件进展"
    wrong = next((form for form in typed.values() if form.is_bound), None)
    title = f"有错误，请改正：{name}" if wrong or refusal else name
    way = (Crumb(TITLE, f"{owner.get_absolute_url()}follow/"),)
    again = case.kind if case.kind in offered_kinds() else "enquiry"
    context = {
        "followed": queries.as_sender_sees(case, on=localdate(at)),
        "ticket": passes.follow_pass(case),
        "continues": passes.continue_pass(case),
        "again": again,
        "forms": typed,
        "wrong": wrong,
        "refusal": refusal,
        "minutes": passes.FOLLOW_SECONDS // 60,
        "panels": _panels(case),
    }
    frame = frame_of(owner, title, "follow/", way=way, name=name)
    response = show("cases/opened.html", frame, context, status=status)
    # The address opens the case for a while, so it is told to nobody.
    response["Referrer-Policy"] = "no-referrer"
    return response


def _panels(case: Case) -> list[Component]:
    """What the apps above tell its sender of the case; they register `construct_followed_panels`.

    A panel finds the pass of the case as `ticket` in its context.
    """
    panels: list[Component] = []
    for construct in hooks.get_hooks("construct_followed_panels"):
        construct(case, panels)
    return panels


def expired(owner: Agency, typed: str) -> HttpResponse:
    frame = frame_of(owner, "请重新查询", "follow/")
    return show("cases/opened_expired.html", frame, {"typed": typed}, status=410)
