"""征求意见: a letter to whoever is concerned, its receipt, and what they answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongkai.inbound.cases import actions, codes, obstacles, queries
from gongkai.inbound.cases.actions import OpenedConsultation
from gongkai.inbound.cases.forms.files import is_too_large, sent_files
from gongkai.inbound.cases.intake import NewConsultation
from gongkai.inbound.cases.models import Case, CaseFile, Consultation
from gongkai.inbound.cases.obstacles.handling import to_working_on
from gongkai.inbound.cases.office.consulting_forms import (
    ArrivedForm,
    ConsultForm,
    RegisterOpinionForm,
    TellForm,
)
from gongkai.inbound.cases.office.forms import PurposeForm
from gongkai.inbound.cases.office.handling import PARTICULARS
from gongkai.inbound.cases.office.reach import case_desk, case_for, now, said
from gongkai.inbound.cases.sending import as_paper
from gongkai.lawbook.queries import law_of
from gongkai.ledger.actions import Refused
from gongkai.people.models import User
from gongkai.people.requests import StaffRequest
from gongkai.printing.typesetting import CannotPrint
from gongkai.rules.cases import Sender

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TOO_LARGE = "附件太大，没有收下。请按浏览器的“返回”，减少附件后再登记。"
SEALED = ("information", "interest", "reasons", "releasable", "party__particulars")
OF_PARTY = ("name", "organisation", "phone", "email", "address")


def consult(request: StaffRequest, pk: int) -> HttpResponse:
    case = case_for(request, pk)
    if not queries.may_consult(case):
        raise Http404
    if request.method != "POST":
        return _consult_page(request, case, ConsultForm())
    form = ConsultForm(request.POST)
    if not form.is_valid():
        return _consult_page(request, case, form)
    given = form.cleaned_data
    new = NewConsultation(
        kind=given["kind"],
        party=Sender(**{name: given[name] for name in OF_PARTY}),
        information=given["information"],
        interest=given["interest"],
    )
    seed = codes.new_seed()
    try:
        asked = actions.consult(case, new, seed=seed, by=request.user, at=now())
    except Refused as why:
        return _consult_page(request, case, form, refused=why.obstacles)
    ticket = codes.ticket(asked.number, seed)
    return redirect("casework:consultation-receipt", pk, asked.pk, ticket)


def _consult_page(
    request: StaffRequest, case: Case, form: ConsultForm, *, refused: tuple[str, ...] = ()
) -> HttpResponse:
    hindered = list(to_working_on(case, by=request.user, on=case_desk(request).on))
    if case.closed_on is not None:
        hindered.append("这一件已经办结，不能再征求意见。")
    context = {"case": case, "form": form, "hindered": hindered, "obstacles": refused}
    status = 422 if refused or form.errors else 200
    return render(request, "cases/office/consult.html", context, status=status)


def _of(case: Case, consultation: int) -> Consultation:
    found = Consultation.objects.filter(case=case).select_related("party").defer(*SEALED)
    asked: Consultation = get_object_or_404(found, pk=consultation)
    asked.case = case
    return asked


def _code(asked: Consultation, ticket: str) -> str:
    """The code to show; empty when the time to show it is over."""
    try:
        number, code = codes.read_ticket(ticket)
    except codes.ReceiptExpired:
        return ""
    return code if codes.fits(number, code, asked.code) and number == asked.number else ""


@never_cache
@require_safe
def receipt(request: StaffRequest, pk: int, consultation: int, ticket: str) -> HttpResponse:
    """Link, code and letter to post, hand over or send; the code is shown here and nowhere else."""
    case = case_for(request, pk)
    asked = _of(case, consultation)
    code = _code(asked, ticket)
    context = {
        "case": case,
        "asked": asked,
        "code": code,
        "ticket": ticket,
        "address": queries.reply_address(case.agency),
    }
    template = "consult_receipt" if code else "consult_receipt_expired"
    response = render(
        request, f"cases/office/{template}.html", context, status=200 if code else 410
    )
    response["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@require_safe
def letter(
    request: StaffRequest, pk: int, consultation: int, ticket: str, form: str
) -> HttpResponse:
    """The letter as PDF or Word, as long as its receipt shows."""
    case = case_for(request, pk)
    asked = _of(case, consultation)
    code = _code(asked, ticket)
    if form not in ("pdf", "docx") or not code or asked.letter is None:
        raise Http404
    name = f"{asked.letter_number}.{form}"
    if form == "pdf":
        return as_paper(asked.letter.content(), name=name, kind=PDF)
    try:
        made = queries.in_word(queries.asking_letter(asked, code=code), case.agency)
    except CannotPrint as why:
        return render(request, "people/refused.html", {"obstacles": (str(why),)}, status=422)
    return as_paper(made, name=name, kind=WORD)


@dataclass(frozen=True)
class Typed:
    """What a refused act gives back to the page: its form as typed, and why it was refused."""

    act: str = ""
    form: Any = None
    refused: tuple[str, ...] = ()
    opened: OpenedConsultation | None = None


@never_cache
@require_safe
def consultation(request: StaffRequest, pk: int, consultation: int) -> HttpResponse:
    case = case_for(request, pk)
    return _page(request, case, _of(case, consultation), Typed())


@require_POST
def read(request: StaffRequest, pk: int, consultation: int) -> HttpResponse:
    """Shown on this answer and never again: no address leads to it, nothing may keep a copy."""
    case = case_for(request, pk)
    asked = _of(case, consultation)
    form = PurposeForm(request.POST)
    if not form.is_valid():
        return _page(request, case, asked, Typed("read", form))
    purpose = form.cleaned_data["purpose"]
    try:
        opened = actions.read_consultation(asked, purpose=purpose, by=request.user, at=now())
    except Refused as why:
        return _page(request, case, asked, Typed("read", form, why.obstacles))
    response = _page(request, case, asked, Typed(opened=opened))
    response["Cache-Control"] = "no-store, private"
    return response


def _arrived(asked: Consultation, typed: Mapping[str, Any], by: User, at: datetime) -> str:
    done = actions.letter_arrived(asked, told_on=typed["told_on"], by=by, at=at)
    return f"已登记收到之日，对方的答复期限是{done.due_on}。"


def _opinion(asked: Consultation, typed: Mapping[str, Any], by: User, at: datetime) -> str:
    read_in = actions.read_files(sent_files(typed["attachments"]))
    done = actions.answer_consultation(
        asked,
        answer=typed["answer"],
        reasons=typed["reasons"],
        releasable=typed["releasable"],
        sent=read_in,
        how=typed["how"],
        on=typed["on"],
        by=by,
        at=at,
    )
    return f"已登记答复：{done.get_answer_display()}。"


def _tell(asked: Consultation, typed: Mapping[str, Any], by: User, at: datetime) -> str:
    done = actions.tell_third_party(asked, **typed, by=by, at=at)
    return f"已制作第三方告知书{done.decided_number}，请打开后送达对方。"


Act = Callable[[Consultation, Mapping[str, Any], User, datetime], str]
ACTS: Mapping[str, tuple[type[forms.Form], Act]] = MappingProxyType(
    {
        "arrived": (ArrivedForm, _arrived),
        "opinion": (RegisterOpinionForm, _opinion),
        "tell": (TellForm, _tell),
    }
)


@require_POST
def act(request: StaffRequest, pk: int, consultation: int, name: str) -> HttpResponse:
    case = case_for(request, pk)
    asked = _of(case, consultation)
    if name not in ACTS:
        raise Http404
    form_class, do = ACTS[name]
    if is_too_large(request):
        return _page(request, case, asked, Typed(refused=(TOO_LARGE,)), status=413)
    form = form_class(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, case, asked, Typed(name, form))
    try:
        told = do(asked, form.cleaned_data, request.user, now())
    except Refused as why:
        return _page(request, case, _of(case, consultation), Typed(name, form, why.obstacles))
    said(request, told)
    return redirect("casework:consultation", pk, consultation)


@require_POST
def paper(request: StaffRequest, pk: int, consultation: int, file: int) -> HttpResponse:
    """A letter, or a paper that came with the answer; each look is in the ledger."""
    case = case_for(request, pk)
    asked = _of(case, consultation)
    letters = {asked.letter_id, asked.decided_letter_id}
    found = CaseFile.objects.filter(case=case, pk=file).select_related("file").first()
    if found is None or not (file in letters or asked.papers.filter(pk=file).exists()):
        raise Http404
    try:
        opened = actions.open_paper(asked, found, by=request.user, at=now())
    except Refused as why:
        return _page(request, case, asked, Typed(refused=why.obstacles))
    kind = PDF if file in letters else "application/octet-stream"
    return as_paper(opened.content, name=opened.name, kind=kind)


def _page(
    request: StaffRequest, case: Case, asked: Consultation, typed: Typed, *, status: int = 200
) -> HttpResponse:
    today, law = case_desk(request).on, law_of(case.agency)
    hindered = list(to_working_on(case, by=request.user, on=today))
    may_act = not hindered and case.closed_on is None
    may_tell = may_act and not list(
        obstacles.to_telling_third_party(asked, case, typed={}, by=request.user, on=today)
    )
    given = typed.opened.particulars if typed.opened else {}
    context = {
        "case": case,
        "shown": queries.Consulted(asked, today),
        "followed": queries.as_party_sees(asked, law, on=today),
        "opened": typed.opened,
        "particulars": {PARTICULARS.get(name, name): value for name, value in given.items()},
        "hindered": hindered,
        "may_read": not hindered and case.erased_at is None,
        "purpose": _form(typed, "read") or PurposeForm(),
        "arrived": _form(typed, "arrived")
        or ArrivedForm(initial={"told_on": asked.told_on or today}),
        "opinion": _form(typed, "opinion") or RegisterOpinionForm(initial={"on": today}),
        "tell": _form(typed, "tell") or TellForm(),
        "may_act": may_act,
        "may_tell": may_tell,
        "typed": typed,
        "form": typed.form,
        "obstacles": typed.refused,
    }
    if status == 200 and (typed.refused or (typed.form is not None and typed.form.errors)):
        status = 422
    return render(request, "cases/office/consultation.html", context, status=status)


def _form(typed: Typed, act: str) -> Any:
    return typed.form if typed.act == act else None
