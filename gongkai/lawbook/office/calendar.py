"""工作日历: the year as announced, the agency's closures, and how both are changed."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from gongkai.lawbook import actions, obstacles, queries, reckoning, year
from gongkai.lawbook.forms import ClosureForm, ConfirmForm, LiftForm, NoticeForm, RegionalForm
from gongkai.lawbook.models import HolidayNotice, OfficeClosure, RegionalHoliday
from gongkai.lawbook.reckoning import Moved
from gongkai.ledger.actions import Refused
from gongkai.people.obstacles import to_setting_up
from gongkai.people.requests import StaffRequest
from gongkai.rules.holiday_notices import parse_notice
from gongkai.rules.workdays import Notice

EARLIEST, LATEST = 2000, 2100
SHOWN = 20
RECENT = timedelta(days=90)
# The year a change was made in, to be shown next, and what was done.
Done = tuple[int, str]
PARTICULARS = {"days": "放假和上班的日期", "number": "文号", "published_on": "发布日期"}


@require_safe
def calendar(request: StaffRequest) -> HttpResponse:
    return _page(request)


def _page(
    request: StaffRequest, *, refused: Iterable[str] = (), tried: str = "", **typed: Any
) -> HttpResponse:
    """The calendar; after a refusal the form that was tried is open, with what was typed."""
    agency, today = request.user.agency, timezone.localdate()
    law = queries.calendar_of(agency)
    shown = _year_asked(request.GET.get("year", ""), today.year)
    notice = next((one for one in law.notices if one.year == shown), None)
    announced = {one.year for one in law.notices}
    closures = OfficeClosure.objects.filter(agency=agency).select_related("entered_by", "lifted_by")
    context = {
        "year": shown,
        "today": today,
        "years": sorted({*announced, today.year, today.year + 1, shown}),
        "announced": announced,
        "notice": notice,
        "unverified": [PARTICULARS[one] for one in queries.unverified_in(notice)] if notice else [],
        "festivals": year.arranged(notice.festivals) if notice else [],
        "region": queries.region_name(agency),
        "regional": year.arranged(year.within(law.overlay, shown)),
        "arrangements": _arrangements(request)[:SHOWN],
        "months": year.months(shown, law, today=today),
        "closures": closures.standing().filter(last_on__year__gte=shown, first_on__year__lte=shown),
        "lifted": closures.exclude(lifted_at=None).order_by("-lifted_at")[:SHOWN],
        "imports": HolidayNotice.objects.select_related("imported_by").order_by("-id")[:SHOWN],
        "moves": queries.recent_moves(agency, since=timezone.now() - RECENT)[:SHOWN],
        "hindered": list(obstacles.to_keeping_law(by=request.user, on=today)),
        "may_close": agency and not list(to_setting_up(agency, by=request.user, on=today)),
        "notice_form": NoticeForm(),
        "closure_form": ClosureForm(),
        "regional_form": RegionalForm(initial={"year": shown}),
        "lift_form": LiftForm(),
        "obstacles": list(refused),
        "tried": tried,
        "form": next(iter(typed.values()), None),
    }
    status = 422 if tried else 200
    return render(request, "lawbook/calendar.html", context | typed, status=status)


def _year_asked(words: str, otherwise: int) -> int:
    asked = int(words) if words.isascii() and words.isdigit() and len(words) == 4 else otherwise
    return min(max(asked, EARLIEST), LATEST)


def _arrangements(request: StaffRequest) -> Any:
    region = queries.region_of(request.user.agency)
    return (
        RegionalHoliday.objects.filter(region=region).select_related("entered_by").order_by("-id")
    )


@require_POST
def preview(request: StaffRequest) -> HttpResponse:
    """What an uploaded notice says and what it would change; nothing is changed yet."""
    form = NoticeForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, tried="notice", notice_form=form)
    text, at = form.notice, timezone.now()
    try:
        moved = reckoning.foresee(
            lambda: actions.import_notice(text, by=request.user, at=at), by=request.user, at=at
        )
    except Refused as why:
        return _page(request, refused=why.obstacles, tried="notice")
    notice = parse_notice(text)
    context = _preview_of(request, notice) | {
        "moved": moved[:SHOWN],
        "moved_count": len(moved),
        "form": ConfirmForm(initial={"text": text}),
    }
    return render(request, "lawbook/preview.html", context)


def _preview_of(request: StaffRequest, notice: Notice) -> dict[str, Any]:
    before = queries.calendar_of(request.user.agency)
    after = queries.with_notice(before, notice)
    return {
        "notice": notice,
        "festivals": year.arranged(notice.festivals),
        "replaced": next((one for one in before.notices if one.year == notice.year), None),
        "changed": year.changed(before, after, year=notice.year),
        "unverified": [PARTICULARS[one] for one in sorted(notice.unverified)],
    }


@require_POST
def bring_in(request: StaffRequest) -> HttpResponse:
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _page(request, refused=["没有收到通知的内容，请重新选择文件。"], tried="notice")
    text = form.cleaned_data["text"]

    def change() -> Done:
        kept = actions.import_notice(text, by=request.user, at=timezone.now())
        return kept.year, f"{kept.year}年的放假安排已经生效。"

    return _change(request, change, tried="notice")


@require_POST
def arrange(request: StaffRequest) -> HttpResponse:
    """Days of the agency's region in one year."""
    region = queries.region_of(request.user.agency)
    form = RegionalForm(request.POST, instance=RegionalHoliday(region=region))
    if not form.is_valid():
        return _page(request, tried="regional", regional_form=form)

    def change() -> Done:
        kept = actions.arrange_region(form.instance, by=request.user, at=timezone.now())
        return kept.year, f"{kept.year}年的“{kept.name}”已经登记。"

    return _change(request, change, tried="regional", regional_form=form)


@require_POST
def close(request: StaffRequest) -> HttpResponse:
    """Days on which the agency does not work."""
    if request.user.agency is None:
        return _page(request, refused=["您的账号不属于任何机关，不能登记。"], tried="closure")
    form = ClosureForm(request.POST, instance=OfficeClosure(agency=request.user.agency))
    if not form.is_valid():
        return _page(request, tried="closure", closure_form=form)

    def change() -> Done:
        kept = actions.close_office(form.instance, by=request.user, at=timezone.now())
        return kept.first_on.year, f"已登记停止办公：{kept}。"

    return _change(request, change, tried="closure", closure_form=form)


@require_POST
def lift(request: StaffRequest, pk: int) -> HttpResponse:
    closure = get_object_or_404(OfficeClosure, pk=pk, agency_id=request.user.agency_id or 0)
    form = LiftForm(request.POST)
    if not form.is_valid():
        return _page(request, tried="lift", lift_form=form, tried_pk=pk)

    def change() -> Done:
        reason = form.cleaned_data["reason"]
        kept = actions.lift_closure(closure, reason=reason, by=request.user, at=timezone.now())
        return kept.first_on.year, f"已撤销停止办公：{kept}。"

    return _change(request, change, tried="lift", lift_form=form, tried_pk=pk)


def _change(
    request: StaffRequest, change: Callable[[], Done], *, tried: str, **typed: Any
) -> HttpResponse:
    """Makes a change and has the clocks reckoned by it; a refusal comes back with the form."""
    try:
        changed, done = change()
    except Refused as why:
        return _page(request, refused=why.obstacles, tried=tried, **typed)
    moved = reckoning.reckon_anew(by=request.user, at=timezone.now())
    messages.success(request, done + told(moved))
    return redirect(f"{reverse('lawbook:calendar')}?year={changed}")


def told(moved: list[Moved]) -> str:
    """What moved, in one sentence for the message above the page."""
    if not moved:
        return "没有未办结件的期限因此变动。"
    return f"{len(moved)}件未办结件的期限已经重算，见工作日历的“最近的期限变动”。"
