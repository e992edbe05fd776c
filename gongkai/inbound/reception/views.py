"""The pages of the public: which receptions come, booking one, and changing one's time.

These forms act for nobody: no cookie or session adds a right to them, so there is nothing a forged
request could misuse, and a token in them would only force a cookie on every reader.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import get_current_timezone, localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongkai.inbound.cases import limits, passes
from gongkai.inbound.cases.actions import SentFile
from gongkai.inbound.cases.forms import offered_kinds
from gongkai.inbound.cases.intake import NewCase
from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.views.framing import TOO_MANY, frame_of, now
from gongkai.inbound.cases.views.taking_in import Asking, take_in
from gongkai.inbound.reception import actions, queries
from gongkai.inbound.reception.forms import BookForm, GiveUpForm, SlotForm
from gongkai.inbound.reception.models import ReceptionDay
from gongkai.inbound.reception.queries import RECEPTION, Notice
from gongkai.ledger.actions import Refused
from gongkai.people.models import Agency
from gongkai.rules.reception import most_representatives
from gongkai.web import icalendar
from gongkai.web.pages import Crumb, agency_or_404, public_address, reading_page, show

TITLE = "领导接访"
BOOKING = "预约领导接访"
MINE = "接访预约"
LONGEST_PASS = 200


@reading_page
def days(request: HttpRequest, agency: str) -> HttpResponse:
    """大接访公告: the coming days, who receives, about what, and how many can still come."""
    owner = agency_or_404(agency)
    notices = queries.notices(owner, at=now())
    context = {
        "notices": notices,
        "has_free": any(one.free for one in notices),
        "most": most_representatives(),
        "continues": request.GET.get("continues", "")[:LONGEST_PASS],
    }
    way = (Crumb("咨询申请", f"{owner.get_absolute_url()}ask/"),)
    frame = frame_of(owner, TITLE, "reception/", way=way, is_indexed=True)
    return show("reception/days.html", frame, context)


@reading_page
def feed(request: HttpRequest, agency: str) -> HttpResponse:
    """The same days for calendar programs; nothing of who comes is in it."""
    owner = agency_or_404(agency)
    events = [_event(one) for one in queries.notices(owner, at=now())]
    body = icalendar.calendar(f"{owner.name}{TITLE}", events)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


def _event(notice: Notice) -> icalendar.Event:
    day = notice.day
    zone = get_current_timezone()
    topics = f"主题：{day.topics}" if day.topics else ""
    said = f"取消原因：{day.cancelled_because}" if notice.is_cancelled else topics
    return icalendar.Event(
        uid=f"reception-{day.pk}@{urlsplit(settings.PUBLIC_ADDRESS).hostname}",
        begins_at=datetime.combine(day.on, day.opens, zone),
        ends_at=datetime.combine(day.on, day.closes, zone),
        changed_at=day.cancelled_at or day.announced_at or day.begins_at(),
        summary=f"{day.agency.short_name}接访：{day.received_by}",
        place=day.place,
        description=said,
        url=public_address(day.get_absolute_url()),
        is_cancelled=notice.is_cancelled,
    )


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, agency: str, day: int) -> HttpResponse:
    """The form of a reception case with a slot on it; what is sent keeps both or neither."""
    owner, at = agency_or_404(agency), now()
    found = queries.announced_day(owner, day)
    if found is None:
        raise Http404
    notice = queries.with_free_slots([found], at=at)[0]
    way = (
        Crumb("咨询申请", f"{owner.get_absolute_url()}ask/"),
        Crumb(TITLE, f"{owner.get_absolute_url()}reception/"),
    )
    if request.method != "POST" and not notice.free:
        return _closed(owner, notice, way, at)
    kind = offered_kinds()[RECEPTION]
    return take_in(
        request,
        Asking(
            owner=owner,
            kind=kind,
            at=at,
            title=BOOKING,
            place=f"reception/{found.pk}/",
            way=way,
            form=partial(_form, owner, found, at),
            keep=_keep,
            template="reception/book.html",
            beside={"notice": notice, "most": most_representatives()},
        ),
    )


def _form(
    owner: Agency, day: ReceptionDay, at: datetime, *typed: object, **more: object
) -> BookForm:
    slots = queries.open_slots(owner, at=at, first=day.pk)
    return BookForm(offered_kinds()[RECEPTION], *typed, on=localdate(at), slots=slots, **more)


def _keep(
    new: NewCase, sent: Sequence[SentFile], form: BookForm, *, seed: str, at: datetime
) -> Case:
    chosen = form.cleaned_data["slot"]
    return actions.receive_and_book(new, sent, chosen.day, chosen.slot.number, seed=seed, at=at)


def _closed(owner: Agency, notice: Notice, way: tuple[Crumb, ...], at: datetime) -> HttpResponse:
    """An announced day nobody can book: called off, over, full, or being changed."""
    day = notice.day
    context = {
        "notice": notice,
        "is_over": day.on < localdate(at),
        "is_planned": day.state == ReceptionDay.State.PLANNED,
    }
    frame = frame_of(owner, str(day), f"reception/{day.pk}/", way=way)
    status = 410 if notice.is_cancelled else 200
    return show("reception/day_closed.html", frame, context, status=status)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, agency: str, ticket: str) -> HttpResponse:
    """The appointment of a case, to whoever opened it by number and code: move it, give it up."""
    owner, at = agency_or_404(agency), now()
    try:
        case = passes.followed(ticket, owner)
    except passes.PassExpired:
        frame = frame_of(owner, "请重新查询", "follow/")
        return show("cases/opened_expired.html", frame, status=410)
    if case.kind != RECEPTION:
        raise Http404
    slots = queries.open_slots(owner, at=at)
    if request.method != "POST":
        return _mine(owner, case, SlotForm(slots=slots), GiveUpForm(), at, status=200)
    gives_up = "give-up" in request.POST
    choosing = SlotForm(None if gives_up else request.POST, slots=slots)
    giving_up = GiveUpForm(request.POST if gives_up else None)
    form = giving_up if gives_up else choosing
    status = 422
    if limits.is_over("act", request, an_hour=limits.ACTS_AN_HOUR):
        form.add_error(None, TOO_MANY)
        status = 429
    elif form.is_valid():
        try:
            _act(case, form, at)
        except Refused as refused:
            form.add_error(None, list(refused.obstacles))
        else:
            return redirect("cases:opened", owner.slug, passes.follow_pass(case))
    return _mine(owner, case, choosing, giving_up, at, status=status)


def _act(case: Case, form: SlotForm | GiveUpForm, at: datetime) -> None:
    booked = queries.booked_for(case)
    if isinstance(form, GiveUpForm):
        if booked is None:
            raise Refused(["这一件现在没有预约，不用取消。"])
        actions.cancel_appointment(booked, by=None, at=at)
        return
    chosen = form.cleaned_data["slot"]
    if booked is None:
        actions.book(case, chosen.day, chosen.slot.number, by=None, at=at)
    else:
        actions.move(booked, chosen.day, chosen.slot.number, by=None, at=at)


def _mine(
    owner: Agency,
    case: Case,
    choosing: SlotForm,
    giving_up: GiveUpForm,
    at: datetime,
    *,
    status: int,
) -> HttpResponse:
    wrong = next((form for form in (choosing, giving_up) if form.errors), None)
    way = (Crumb("查询办件", f"{owner.get_absolute_url()}follow/"),)
    title = f"有错误，请改正：{MINE}" if wrong else MINE
    booked = queries.booked_for(case)
    context = {
        "case": case,
        "booked": booked,
        "may_change": case.closed_on is None and (booked is None or booked.begins_at > at),
        "choosing": choosing,
        "giving_up": giving_up,
        "wrong": wrong,
        "ticket": passes.follow_pass(case),
        "minutes": passes.FOLLOW_SECONDS // 60,
    }
    frame = frame_of(owner, title, "follow/", way=way, name=MINE)
    response = show("reception/mine.html", frame, context, status=status)
    # The address opens the case for a while, so it is told to nobody.
    response["Referrer-Policy"] = "no-referrer"
    return response
