"""去向牌 in the office: one's own sign by one tap, colleagues' signs, boards and doors."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from gongkai.ledger.actions import Refused
from gongkai.outbound.on_duty import actions, queries
from gongkai.outbound.on_duty.models import Door, Sign, SignBoard
from gongkai.outbound.on_duty.office.forms import BoardForm, DoorForm, PersonForm
from gongkai.people.models import Agency, Role, Unit
from gongkai.people.queries import holds
from gongkai.people.requests import StaffRequest
from gongkai.rules import whereabouts
from gongkai.web.pages import public_address


def agency_of(request: StaffRequest) -> Agency:
    if request.user.agency is None:
        raise Http404
    return request.user.agency


def kept_unit(request: StaffRequest, pk: int) -> Unit:
    on = localdate(timezone.now())
    return get_object_or_404(queries.units_kept_by(request.user, on=on), pk=pk)


def mine(request: StaffRequest) -> HttpResponse:
    return _mine(request)


def _mine(request: StaffRequest, refused: tuple[str, ...] = ()) -> HttpResponse:
    agency, at = agency_of(request), timezone.now()
    on = localdate(at)
    own = SignBoard.objects.filter(signs__user=request.user)
    boards = SignBoard.objects.filter(
        pk__in=queries.boards_set_by(request.user, on=on).values("pk")
    )
    own_sign = Sign.objects.filter(user=request.user).first()
    shown = queries.shown_boards(agency, own, at=at) if own_sign else []
    signs = [one for board in shown for one in board.signs if own_sign and one.pk == own_sign.pk]
    context = {
        "sign": signs[0] if signs else None,
        "boards": queries.shown_boards(agency, boards, at=at),
        "states": whereabouts.states(),
        "on": on,
        "until_on": request.POST.get("until_on") or on.isoformat(),
        "units": queries.units_kept_by(request.user, on=on),
        "is_operator": holds(request.user, Role.OPERATOR, on=on),
        "obstacles": refused,
    }
    return render(request, "on_duty/office/mine.html", context, status=422 if refused else 200)


@require_POST
def set_one(request: StaffRequest, pk: int) -> HttpResponse:
    """One tap; on a refusal the page comes back with the reason."""
    sign = get_object_or_404(
        Sign.objects.select_related("board__unit"), pk=pk, board__unit__agency=agency_of(request)
    )
    typed = request.POST.get("until_on", "")
    try:
        until_on = date.fromisoformat(typed) if typed else None
        state = request.POST.get("state", "")
        actions.set_sign(sign, state, until_on=until_on, by=request.user, at=timezone.now())
    except ValueError:
        return _mine(request, ("日期请写成2026-01-31这样。",))
    except Refused as why:
        return _mine(request, why.obstacles)
    messages.success(request, f"{sign.user.name}：{whereabouts.state(state).word}")
    return redirect("on_duty:mine")


def board(request: StaffRequest, pk: int) -> HttpResponse:
    unit, at = kept_unit(request, pk), timezone.now()
    kept = SignBoard.objects.filter(unit=unit).first() or SignBoard(unit=unit)
    if request.method != "POST":
        return _board(request, kept, BoardForm(instance=kept))
    form = BoardForm(request.POST, instance=kept)
    if not form.is_valid():
        return _board(request, kept, form, status=422)
    try:
        actions.keep_board(form.save(commit=False), by=request.user, at=at)
    except Refused as why:
        return _board(request, kept, form, refused=why.obstacles, status=422)
    messages.success(request, "已保存。")
    return redirect("on_duty:board", pk)


@require_POST
def put_up(request: StaffRequest, pk: int) -> HttpResponse:
    unit = kept_unit(request, pk)
    kept = get_object_or_404(SignBoard, unit=unit)
    form = PersonForm(unit.agency, request.POST)
    if not form.is_valid():
        return _board(request, kept, BoardForm(instance=kept), person=form, status=422)
    try:
        actions.put_up(
            kept,
            form.cleaned_data["person"],
            form.cleaned_data["post"],
            substitute=form.cleaned_data["substitute"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as why:
        form.add_error(None, list(why.obstacles))
        return _board(request, kept, BoardForm(instance=kept), person=form, status=422)
    return redirect("on_duty:board", pk)


@require_POST
def take_down(request: StaffRequest, pk: int, sign: int) -> HttpResponse:
    found = get_object_or_404(Sign, pk=sign, board__unit=kept_unit(request, pk))
    actions.take_down(found, by=request.user, at=timezone.now())
    return redirect("on_duty:board", pk)


def _board(
    request: StaffRequest,
    kept: SignBoard,
    form: BoardForm,
    *,
    person: PersonForm | None = None,
    refused: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    signs = kept.signs.select_related("user", "post", "substitute") if kept.pk else ()
    context = {
        "board": kept,
        "form": form,
        "person": person or PersonForm(kept.unit.agency),
        "person_failed": person is not None,
        "signs": signs,
        "obstacles": refused,
    }
    return render(request, "on_duty/office/board.html", context, status=status)


def doors(request: StaffRequest) -> HttpResponse:
    """The doors of an agency; the link of a new one is shown in this one answer only."""
    agency, at = agency_of(request), timezone.now()
    if not holds(request.user, Role.OPERATOR, on=localdate(at)):
        raise Http404
    form = DoorForm(agency, request.POST or None)
    refused: tuple[str, ...] = ()
    link = ""
    if request.method == "POST" and form.is_valid():
        try:
            _, token = actions.open_door(
                form.cleaned_data["unit"], form.cleaned_data["place"], by=request.user, at=at
            )
        except Refused as why:
            refused = why.obstacles
        else:
            link, form = public_address(reverse("duty:door", args=[token])), DoorForm(agency)
    rows = Door.objects.filter(unit__agency=agency).select_related("unit")[:100]
    context = {
        "form": form,
        "link": link,
        "doors": [(one, one.is_open(localdate(at))) for one in rows],
        "obstacles": refused,
    }
    status = 422 if refused or (form.is_bound and form.errors) else 200
    response = render(request, "on_duty/office/doors.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def close_door(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        Door.objects.select_related("unit"), pk=pk, unit__agency=agency_of(request)
    )
    try:
        actions.close_door(found, by=request.user, at=timezone.now())
    except Refused as why:
        return render(request, "people/refused.html", {"obstacles": why.obstacles}, status=403)
    messages.success(request, "已停用，它的链接不能再用。")
    return redirect("on_duty:doors")
