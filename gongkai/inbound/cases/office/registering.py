"""登记: a case taken down at the counter or the telephone in half a minute, and its slip."""

from dataclasses import fields
from datetime import date

import segno
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from gongkai.inbound.cases import actions, codes
from gongkai.inbound.cases.intake import NewCase
from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.obstacles.handling import WORKERS
from gongkai.inbound.cases.office.forms import RegisterForm
from gongkai.inbound.cases.office.reach import case_desk, case_for, now, refused
from gongkai.ledger.actions import Refused
from gongkai.people.models import RoleHolding, User
from gongkai.people.requests import StaffRequest
from gongkai.rules.cases import Sender
from gongkai.rules.clocks.kinds import channels
from gongkai.web.pages import public_address

# Asked of whoever requests information, and of nobody else (条例 art. 29).
ONLY_FOI = ("applicant_kind", "identity_kind", "identity_number")
SENDER = tuple(field.name for field in fields(Sender))


def new(request: StaffRequest) -> HttpResponse:
    user = request.user
    if user.agency is None or not case_desk(request).may_register:
        return refused(
            request, "您今天没有登记来件的角色，需要时请系统管理员添加“窗口人员”或者“经办人”。"
        )
    today = timezone.localdate()
    if request.method != "POST":
        initial = {"unit": _own_unit(user, today), "received_on": today}
        return _new_page(request, RegisterForm(user.agency, initial=initial), status=200)
    form = RegisterForm(user.agency, request.POST)
    if not form.is_valid():
        return _new_page(request, form, status=422)
    seed = codes.new_seed()
    try:
        case = actions.receive(_as_said(form.cleaned_data), seed=seed, by=user, at=now())
    except Refused as why:
        form.add_error(None, list(why.obstacles))
        return _new_page(request, form, status=422)
    return redirect("casework:slip", case.pk, codes.ticket(case.number, seed))


def _new_page(request: StaffRequest, form: RegisterForm, *, status: int) -> HttpResponse:
    context = {"form": form, "channels": channels().values()}
    return render(request, "cases/office/new.html", context, status=status)


def _own_unit(user: User, on: date) -> int | None:
    """The unit the person works for in their own right, to preset."""
    own = RoleHolding.objects.current(on).filter(user=user, role__in=WORKERS, unit__isnull=False)
    return own.order_by("id").values_list("unit", flat=True).first()


def _as_said(said: dict) -> NewCase:
    is_foi = said["kind"] == "foi"
    if not is_foi:
        said = said | dict.fromkeys(ONLY_FOI, "")
    elif not said["identity_number"]:
        said = said | {"identity_kind": ""}
    return NewCase(
        kind=said["kind"],
        unit=said["unit"],
        channel=said["channel"],
        received_on=said["received_on"],
        subject=said["subject"],
        text=said["text"],
        sender=Sender(**{name: said[name] for name in SENDER}),
        applicant_kind=said["applicant_kind"],
    )


def slip(request: StaffRequest, pk: int, ticket: str) -> HttpResponse:
    """首问登记单: for the person at the counter; the code is on it and nowhere else."""
    case = case_for(request, pk)
    try:
        number, code = codes.read_ticket(ticket)
    except codes.ReceiptExpired:
        number, code = "", ""
    if number != case.number:
        return render(request, "cases/office/slip_expired.html", {"case": case}, status=410)
    context = {"case": case, "code": code, "follow": _follow_address(case), "qr": _qr(case)}
    response = render(request, "cases/office/slip.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _follow_address(case: Case) -> str:
    return public_address(reverse("cases:follow-case", args=[case.agency.slug]))


def _qr(case: Case) -> SafeString:
    """The way to the look-up page; neither number nor code is in it, as a photograph may travel."""
    code = segno.make(_follow_address(case), error="m", micro=False)
    drawing = code.svg_inline(omitsize=True, border=2, title=f"{case.agency}办件查询")
    return mark_safe(drawing)  # noqa: S308  drawn here from an address of our own
