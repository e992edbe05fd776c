"""What the pages of cases have in common: their frame, and when an address has to wait."""

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from gongkai.inbound.cases import challenge, codes, limits
from gongkai.inbound.cases.actions.files import MEGABYTE, MOST_BYTES, MOST_FILES
from gongkai.inbound.cases.models import Case
from gongkai.ledger.actions import Refused
from gongkai.people.models import Agency
from gongkai.web.pages import Crumb, Frame

TOO_MANY = (
    "提交得太频繁了。为防止有人用程序反复提交，请一小时后再试，或者打电话联系本机关。"
    "您填写的内容还在下面。"
)
TOO_LARGE = (
    f"附件太大，没有收下：一次最多{MOST_FILES}个，每个不超过{MOST_BYTES // MEGABYTE}MB。"
    "请按浏览器的“返回”，填写的内容还在，减少附件后再提交。"
)


def now() -> datetime:
    """The one place where these pages ask the clock."""
    return timezone.now()  # noqa: TID251  pages are where time comes in


def frame_of(
    agency: Agency | None,
    title: str,
    place: str,
    *,
    way: tuple[Crumb, ...] = (),
    name: str = "",
    is_indexed: bool = False,
) -> Frame:
    """The frame of a page below an agency's home; `name` is the title without what went wrong."""
    home = agency.get_absolute_url() if agency else "/"
    return Frame(
        title=title,
        path=f"{home}{place}",
        agency=agency,
        door="ask",
        crumbs=(Crumb("首页", home), *way, Crumb(name or title)),
        is_indexed=is_indexed,
    )


def send_in(
    request: HttpRequest,
    form: forms.Form,
    receive: Callable[[str], Case],
    page: Callable[..., HttpResponse],
    *,
    at: datetime,
    made_anew: Callable[[], forms.Form] | None = None,
) -> HttpResponse:
    """Takes a case in if it may be sent now, and leads to its receipt; else the page comes back.

    `made_anew` is the form once more, where what it may offer can change between two looks.
    """
    ticket = request.POST.get("ticket", "")
    if told := _reason_to_wait(request, at):
        status, refusal = told
        form.add_error(None, refusal)
        return page(form, challenge.taken_up(ticket, at), status=status)
    seed = codes.new_seed()
    try:
        case = receive(seed)
    except Refused as refused:
        challenge.give_back(ticket)
        form = made_anew() if made_anew else form
        form.add_error(None, list(refused.obstacles))
        return page(form, challenge.taken_up(ticket, at), status=422)
    return redirect("cases:case-receipt", case.agency.slug, codes.ticket(case.number, seed))


def _reason_to_wait(request: HttpRequest, at: datetime) -> tuple[int, str] | None:
    """The status and the sentence that keep a new case back now; else its challenge is spent."""
    ticket, answer = request.POST.get("ticket", ""), request.POST.get("answer", "")
    try:
        how = challenge.met(ticket, answer, at)
        is_over = limits.is_over("case", request, an_hour=limits.CASES_AN_HOUR)
        if how is challenge.How.WAITED:
            slow = limits.CASES_WITHOUT_WORK_AN_HOUR
            is_over |= limits.is_over("case-waited", request, an_hour=slow)
        if is_over:
            return 429, TOO_MANY
        challenge.spend(ticket)
    except challenge.NotPassed as reason:
        return 422, str(reason)
    return None
