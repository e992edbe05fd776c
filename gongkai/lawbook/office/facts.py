"""法定事项: what the program takes for law, whether somebody checked it, and the check itself."""

from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from gongkai.lawbook import actions, obstacles, queries, reckoning
from gongkai.lawbook.forms import FactForm
from gongkai.lawbook.models import CheckedFact
from gongkai.lawbook.office.calendar import told
from gongkai.lawbook.queries import Known
from gongkai.ledger.actions import Refused
from gongkai.people.requests import StaffRequest


@require_safe
def facts(request: StaffRequest) -> HttpResponse:
    """All facts, those that still wait for a person first."""
    known = queries.known_facts()
    shows_all = request.GET.get("state") == "all"
    waiting = [one for one in known if not one.is_verified]
    context = {
        "rows": known if shows_all else waiting,
        "shows_all": shows_all,
        "waiting": len(waiting),
        "total": len(known),
    }
    return render(request, "lawbook/facts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def fact(request: StaffRequest, key: str) -> HttpResponse:
    """One fact: what rests on it, who checked it before, and the form to check it again."""
    known = queries.known_fact(key)
    if known is None:
        raise Http404
    if request.method != "POST":
        return _page(request, known, _form(known))
    form = _form(known, request.POST)
    if not form.is_valid():
        return _page(request, known, form, status=422)
    try:
        actions.check_fact(
            key, **{"value": known.value} | form.cleaned_data, by=request.user, at=timezone.now()
        )
    except Refused as why:
        return _page(request, known, form, obstacles=why.obstacles, status=422)
    moved = reckoning.reckon_anew(by=request.user, at=timezone.now())
    messages.success(request, f"已记下核对结果：{known.fact.label}。" + told(moved))
    return redirect("lawbook:facts")


def _form(known: Known, typed: QueryDict | None = None) -> FactForm:
    """What is no term has no value that could be put in place of the packaged one."""
    form = FactForm(typed, initial={"value": known.value})
    if not known.fact.is_overridable:
        del form.fields["value"], form.fields["reason"]
    return form


def _page(
    request: StaffRequest, known: Known, form: FactForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    hindered = obstacles.to_keeping_law(by=request.user, on=timezone.localdate())
    context = {
        "known": known,
        "form": form,
        "hindered": list(hindered),
        "affected": [one for one in reckoning.kept() if known.fact.key in one.term_keys],
        "checks": CheckedFact.objects.filter(key=known.fact.key)
        .select_related("checked_by")
        .order_by("-id"),
    }
    return render(request, "lawbook/fact.html", context | more, status=status)
