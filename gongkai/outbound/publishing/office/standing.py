"""Excuses: those of one text, and the standing ones that hold for all texts of the agency."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from gongkai.ledger.actions import Refused
from gongkai.outbound.publishing import actions, obstacles
from gongkai.outbound.publishing.explaining import explanation_of
from gongkai.outbound.publishing.gate_forms import StandingForm
from gongkai.outbound.publishing.models import Edition, Excuse, Finding, StandingExcuse
from gongkai.outbound.publishing.office import places
from gongkai.outbound.publishing.office.reach import edition_for, now, page, said
from gongkai.outbound.publishing.queries import findings_of, standing_excuses_of
from gongkai.people.models import User
from gongkai.people.queries import holds
from gongkai.people.requests import StaffRequest
from gongkai.rules.gate.rulebook import Rule

PER_PAGE = 30


@dataclass(frozen=True)
class Excused:
    """An excuse, the finding it is about if that is still there, and what may be made of it."""

    excuse: Excuse
    finding: Finding | None
    may_stand: bool

    @property
    def rule(self) -> Rule | None:
        return explanation_of(self.finding.rule) if self.finding else None


@dataclass(frozen=True)
class Passed:
    """A finding that a standing excuse lets pass."""

    finding: Finding
    excuse: StandingExcuse

    @property
    def rule(self) -> Rule | None:
        return explanation_of(self.finding.rule)


def passed_in(edition: Edition, *, on: date) -> list[Passed]:
    return [Passed(*both) for both in standing_excuses_of(edition, on=on)]


def excused_in(
    edition: Edition, passed: Iterable[Passed], *, by: User, on: date
) -> Iterator[Excused]:
    """The excuses of a text; whoever may sign for all texts is offered to do so."""
    found = {one.fingerprint: one for one in findings_of(edition)}
    may_sign = not list(obstacles.to_excusing_for_good(edition, by=by, on=on))
    standing = {one.finding.subject for one in passed} | {""}
    for excuse in edition.excuses.select_related("by").order_by("id"):
        finding = found.get(excuse.fingerprint)
        may_stand = finding is not None and (
            may_sign and finding.is_excusable and finding.subject not in standing
        )
        yield Excused(excuse, finding, may_stand)


def make(request: StaffRequest, pk: int, finding: int) -> HttpResponse:
    """From the excuse of one text to one for all texts."""
    edition = edition_for(request, pk)
    found = get_object_or_404(Finding, pk=finding, run__edition=edition)
    on = localdate(now())
    excuse = edition.excuses.filter(fingerprint=found.fingerprint).first()
    initial = {
        "reason": excuse.reason if excuse else "",
        "until_on": obstacles.a_year_after(on),
    }
    form = StandingForm(request.POST or None, initial=initial, on=on)
    refused: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_standing(found, **form.cleaned_data, by=request.user, at=now())
        except Refused as why:
            refused = why.obstacles
        else:
            said(request, "已长期放行，各科室在“设置—长期放行”里可以看到。")
            under_review = edition.state == Edition.State.IN_REVIEW
            return redirect(f"editions:{'review' if under_review else 'findings'}", edition.pk)
    elif request.method != "POST":
        refused = tuple(
            obstacles.to_making_standing(
                found, edition, by=request.user, on=on, reason=form["reason"].value() or "（未填）",
                until_on=on,
            )
        )  # fmt: skip
    return page(
        request,
        "publishing/make_standing.html",
        edition,
        place=places.places_of(edition, [found])[0],
        excuse=excuse,
        form=form,
        obstacles=refused,
        status=422 if request.method == "POST" else 200,
    )


def listed(request: StaffRequest, *, refused: tuple[str, ...] = ()) -> HttpResponse:
    """All that is excused for good; whoever works in the office may read it."""
    on = localdate(now())
    rows = StandingExcuse.objects.filter(agency=request.user.agency)
    in_force = rows.in_force(on)
    over = request.GET.get("state") == "over"
    rows = rows.exclude(pk__in=in_force.values("pk")) if over else in_force
    rows = rows.select_related("by", "ended_by").order_by("until_on", "id")
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "rows": [(row, explanation_of(row.rule)) for row in shown],
        "over": over,
        "may_end": holds(request.user, *obstacles.EXCUSERS, on=on),
        "obstacles": refused,
    }
    return render(
        request, "publishing/standing_excuses.html", context, status=422 if refused else 200
    )


@require_POST
def end(request: StaffRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(StandingExcuse, pk=pk, agency=request.user.agency)
    try:
        actions.end_standing_excuse(one, by=request.user, at=now())
    except Refused as refused:
        return listed(request, refused=refused.obstacles)
    said(request, "已停止长期放行，以后照常检查。")
    return redirect("standing-excuses:list")
