"""值班表 in the office: the list, a new one from last week's, and all shifts on one screen."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.ledger.actions import Refused
from gongkai.outbound.on_duty.rosters import KIND, doubts
from gongkai.outbound.publishing import actions, obstacles
from gongkai.outbound.publishing.models import Edition, Elements
from gongkai.outbound.publishing.office.lists import paged
from gongkai.outbound.publishing.office.reach import desk, edition_for, page, said
from gongkai.people.models import Unit
from gongkai.people.requests import StaffRequest
from gongkai.rules.rosters import MOST_SHIFTS, WEEK, moved, roster_of, said_of
from gongkai.rules.workdays import WEEKDAYS

FIELDS = ("on", "opens", "closes", "post", "person", "phone")
MORE = 4


class StartForm(forms.Form):
    """Whose roster, and from which Monday."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="编排单位")
    whose = forms.CharField(label="谁的值班表", max_length=60)
    week = forms.DateField(label="从哪个星期一开始", widget=forms.DateInput(attrs={"type": "date"}))
    phone = forms.CharField(label="值班电话", max_length=40, required=False)
    copies = forms.BooleanField(label="照上一张同样的值班表填好", required=False, initial=True)

    def __init__(self, units: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean_week(self) -> date:
        week: date = self.cleaned_data["week"]
        if week.weekday():
            raise forms.ValidationError("请选星期一。")
        return week


def listed(request: StaffRequest) -> HttpResponse:
    rows = desk(request).editions.filter(elements__kind=KIND).exclude(state=Edition.State.DROPPED)
    context = {
        "page": paged(request, rows.order_by("-elements__said__week", "-id")),
        "may_write": desk(request).may_write,
    }
    return render(request, "on_duty/office/rosters.html", context)


def start(request: StaffRequest) -> HttpResponse:
    units = Unit.objects.filter(pk__in=desk(request).written_units)
    if not units:
        refused = ["您今天没有起草的角色，需要时请系统管理员添加“经办人”。"]
        return render(request, "people/refused.html", {"obstacles": refused}, status=403)
    at = timezone.now()
    today = localdate(at)
    first = {
        "week": today - timedelta(days=today.weekday()) + WEEK,
        "whose": request.user.agency.short_name if request.user.agency else "",
    }
    form = StartForm(units, request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            edition = actions.start_with(
                KIND, _first(form.cleaned_data), unit=form.cleaned_data["unit"],
                by=request.user, at=at,
            )  # fmt: skip
        except Refused as why:
            form.add_error(None, list(why.obstacles))
        else:
            return redirect("on_duty:roster", edition.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "on_duty/office/roster_start.html", {"form": form}, status=status)


def _first(chosen: dict[str, Any]) -> dict[str, Any]:
    """Empty, or the last roster of the same name moved into the week."""
    agency = chosen["unit"].agency
    kept = Elements.objects.filter(
        kind=KIND, edition__record__agency=agency, said__whose=chosen["whose"]
    ).order_by("-edition_id")
    last = kept.first() if chosen["copies"] else None
    if last is not None:
        made = said_of(moved(roster_of(last.said), chosen["week"]))
        return made | ({"phone": chosen["phone"]} if chosen["phone"] else {})
    return {
        "agency": agency.slug,
        "week": chosen["week"].isoformat(),
        "whose": chosen["whose"],
        "phone": chosen["phone"],
        "shifts": [],
    }


def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """All shifts of the week; a row without a post and a person is left out."""
    edition = edition_for(request, pk)
    kept = Elements.objects.filter(edition=edition, kind=KIND).first()
    if kept is None:
        return redirect("editions:text", pk)
    if request.method != "POST":
        return _page(request, edition, kept.said, kept.said["shifts"])
    rows = _typed(request.POST)
    if "more" in request.POST:
        return _page(request, edition, kept.said, rows)
    filled = [one for one in rows if one["post"] or one["person"]]
    wanted = dict(kept.said) | {
        "phone": request.POST.get("duty_phone", "")[:40],
        "shifts": filled,
    }
    try:
        edition = actions.fill_in(edition, wanted, by=request.user, at=timezone.now())
    except Refused as why:
        return _page(request, edition, wanted, rows, refused=why.obstacles)
    actions.check(edition, by=request.user, at=timezone.now())
    said(request, "已保存，并重新检查。")
    return redirect("editions:findings", pk)


def _typed(sent: QueryDict) -> list[dict[str, str]]:
    columns = {name: sent.getlist(name) for name in FIELDS}
    count = min(len(columns["on"]), MOST_SHIFTS + 1)
    return [
        {name: (values[at] if at < len(values) else "").strip() for name, values in columns.items()}
        for at in range(count)
    ]


def _page(
    request: StaffRequest,
    edition: Edition,
    shown: Any,
    rows: list[dict[str, str]],
    *,
    refused: tuple[str, ...] = (),
) -> HttpResponse:
    on = localdate(timezone.now())
    week = date.fromisoformat(shown["week"])
    days = [week + timedelta(days=number) for number in range(7)]
    empty = {"on": "", "opens": "08:30", "closes": "17:30", "post": "", "person": "", "phone": ""}
    more = [empty | {"on": day.isoformat()} for day in days] if not rows else [empty] * MORE
    return page(
        request,
        "on_duty/office/roster.html",
        edition,
        step="elements",
        whose=shown["whose"],
        phone=shown["phone"],
        rows=[*rows, *more],
        days=[(day.isoformat(), f"{day:%m-%d} 星期{WEEKDAYS[day.weekday()]}") for day in days],
        doubts=() if refused else doubts(dict(shown) | {"shifts": _whole(rows)}, on),
        may_edit=not list(obstacles.to_editing(edition, by=request.user, on=on)),
        obstacles=refused,
        status=422 if refused else 200,
    )


def _whole(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Rows that can be read: doubts are told about these while others are being typed."""
    return [one for one in rows if one["on"] and one["opens"] and one["closes"]
            and (one["post"] or one["person"])]  # fmt: skip
