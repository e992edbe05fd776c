"""What is done to a whole edition: recall, release, revise, give up, withdraw."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from gongkai.ledger.actions import Refused
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.forms import ReasonForm, SubmitForm, WithdrawForm
from gongkai.outbound.publishing.models import Edition
from gongkai.outbound.publishing.office.overview import overview_page
from gongkai.outbound.publishing.office.reach import edition_for, now, said
from gongkai.people.requests import StaffRequest


def _done(
    request: StaffRequest,
    edition: Edition,
    act: Callable[[], object],
    text: str,
    *,
    tried: str = "",
    form: forms.Form | None = None,
) -> HttpResponse:
    if form is not None and not form.is_valid():
        return overview_page(request, edition, tried=tried, typed=form)
    try:
        act()
    except Refused as refused:
        return overview_page(request, edition, refused=refused.obstacles, tried=tried, typed=form)
    said(request, text)
    return redirect(edition)


@require_POST
def recall(request: StaffRequest, pk: int) -> HttpResponse:
    edition = edition_for(request, pk)
    return _done(
        request,
        edition,
        lambda: actions.recall(edition, by=request.user, at=now()),
        "已撤回，可以继续修改。",
    )


@require_POST
def publish(request: StaffRequest, pk: int) -> HttpResponse:
    edition = edition_for(request, pk)
    return _done(
        request,
        edition,
        lambda: actions.publish(edition, by=request.user, at=now()),
        "已公开。",
    )


@require_POST
def reschedule(request: StaffRequest, pk: int) -> HttpResponse:
    edition = edition_for(request, pk)
    form = SubmitForm(request.POST)
    return _done(
        request,
        edition,
        lambda: actions.reschedule(edition, **form.cleaned_data, by=request.user, at=now()),
        "已改发布时间。",
        tried="reschedule",
        form=form,
    )


@require_POST
def revise(request: StaffRequest, pk: int) -> HttpResponse:
    edition = edition_for(request, pk)
    try:
        opened = actions.revise(edition, by=request.user, at=now())
    except Refused as refused:
        return overview_page(request, edition, refused=refused.obstacles)
    actions.check(opened, by=request.user, at=now())
    said(request, f"已另起第{opened.number}版。改好后送审，审定之前公开的内容不变。")
    return redirect("editions:facts", opened.pk)


@require_POST
def drop(request: StaffRequest, pk: int) -> HttpResponse:
    edition = edition_for(request, pk)
    form = ReasonForm(request.POST, label="作废理由")
    return _done(
        request,
        edition,
        lambda: actions.drop(edition, **form.cleaned_data, by=request.user, at=now()),
        "已作废。",
        tried="drop",
        form=form,
    )


@require_POST
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    edition = edition_for(request, pk)
    form = WithdrawForm(request.POST, label="撤下原因")
    return _done(
        request,
        edition,
        lambda: actions.withdraw(edition.record, **form.cleaned_data, by=request.user, at=now()),
        "已撤下，原网址显示撤下的时间和原因。",
        tried="withdraw",
        form=form,
    )
