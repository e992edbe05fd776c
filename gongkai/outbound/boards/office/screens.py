"""公开栏 in the office: all boards, one board's settings, one issue from empty to taken down."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from gongkai.ledger.actions import Refused
from gongkai.media.photos import MOST_BYTES
from gongkai.outbound.boards import actions, obstacles, papers, queries
from gongkai.outbound.boards.models import Board, BoardIssue, BoardSheet
from gongkai.outbound.boards.office.forms import AddForm, BoardForm, PostingForm, TermForm
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import Agency, Role
from gongkai.people.queries import holds
from gongkai.people.requests import StaffRequest
from gongkai.printing.typesetting import CannotPrint


def _agency(request: StaffRequest) -> Agency:
    if request.user.agency is None:
        raise Http404
    return request.user.agency


def _issue(request: StaffRequest, pk: int) -> BoardIssue:
    issues = queries.with_sheets(BoardIssue.objects.filter(board__agency=_agency(request)))
    return get_object_or_404(issues, pk=pk)


def _sheet(issue: BoardIssue, pk: int) -> BoardSheet:
    sheets = BoardSheet.objects.select_related(
        "record__agency", "record__live_edition", "edition__record__agency",
        "issue__board__agency", "issue__board__unit",
    )  # fmt: skip
    return get_object_or_404(sheets, pk=pk, issue=issue)


def boards(request: StaffRequest) -> HttpResponse:
    agency, on = _agency(request), localdate(timezone.now())
    context = {
        "boards": queries.hanging(agency, on=on),
        "closed": Board.objects.filter(agency=agency, is_open=False),
        "is_keeper": holds(request.user, Role.OPENNESS_OFFICE, on=on),
        "on": on,
    }
    return render(request, "boards/office/boards.html", context)


def board(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    """A new board, or the settings of one."""
    agency = _agency(request)
    if not holds(request.user, Role.OPENNESS_OFFICE, on=localdate(timezone.now())):
        raise Http404
    kept = get_object_or_404(Board, pk=pk, agency=agency) if pk else Board(agency=agency)
    form = BoardForm(agency, request.POST or None, instance=kept)
    refused: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_board(form.save(commit=False), by=request.user, at=timezone.now())
        except Refused as why:
            refused = why.obstacles
        else:
            messages.success(request, "公开栏已保存。")
            return redirect("boards:list")
    context = {"form": form, "board": kept, "obstacles": refused}
    status = 422 if request.method == "POST" else 200
    return render(request, "boards/office/board.html", context, status=status)


def start(request: StaffRequest, pk: int) -> HttpResponse:
    """The next issue of a board."""
    kept = get_object_or_404(
        Board.objects.select_related("unit", "agency"), pk=pk, agency=_agency(request)
    )
    form = TermForm(request.POST or None)
    refused: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            issue = actions.start(kept, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as why:
            refused = why.obstacles
        else:
            return redirect("boards:issue", issue.pk)
    context = {"form": form, "board": kept, "obstacles": refused}
    status = 422 if request.method == "POST" else 200
    return render(request, "boards/office/start.html", context, status=status)


def issue(request: StaffRequest, pk: int) -> HttpResponse:
    return _page(request, pk)


def _page(
    request: StaffRequest, pk: int, *, refused: tuple[str, ...] = (), **typed: Any
) -> HttpResponse:
    shown, on = _issue(request, pk), localdate(timezone.now())
    may_compose = not list(obstacles.to_composing(shown, by=request.user, on=on))
    may_tend = not list(obstacles.to_tending(shown.board.unit, by=request.user, on=on))
    judging = list(obstacles.to_judging(shown, digest=shown.digest, by=request.user, on=on))
    words = request.GET.get("q", "").strip()[:50]
    taken = sum(sheet.slots for sheet in shown.sheets.all())
    context = {
        "issue": shown,
        "board": shown.board,
        "sheets": shown.sheets.all(),
        "postings": shown.postings.all(),
        "taken": taken,
        "room": shown.board.slots - taken,
        "empty": range(max(0, shown.board.slots - taken)),
        "findings": queries.findings_of(shown, on=on),
        "may_compose": may_compose,
        "may_tend": may_tend,
        "may_judge": not judging,
        "suggestions": queries.suggestions(shown, words) if may_compose else (),
        "words": words,
        "posting": typed.get("posting") or PostingForm(),
        "reason": typed.get("reason", ""),
        "dropped": typed.get("dropped", ""),
        "obstacles": refused,
    }
    status = 422 if refused else 200
    return render(request, "boards/office/issue.html", context, status=status)


def _do(
    request: StaffRequest, pk: int, act: Callable[[], object], done: str, **typed: Any
) -> HttpResponse:
    """One act on an issue; refused, the page says why and keeps what was typed."""
    try:
        act()
    except Refused as why:
        return _page(request, pk, refused=why.obstacles, **typed)
    except CannotPrint as why:
        return _page(request, pk, refused=(str(why),), **typed)
    messages.success(request, done)
    return redirect("boards:issue", pk)


@require_POST
def add(request: StaffRequest, pk: int) -> HttpResponse:
    shown, form = _issue(request, pk), AddForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, refused=("挂几张要填1到200的数字。",))
    records = Record.objects.public().filter(agency=_agency(request))
    public = get_object_or_404(
        records.select_related("agency", "live_edition__record__agency"),
        pk=form.cleaned_data["record"],
    )

    live = public.live_edition
    assert live is not None  # noqa: S101  `public()` leaves the others out

    def act() -> None:
        pages = papers.pages_of(shown.board, live)
        slots = form.cleaned_data["slots"] or pages
        actions.add(shown, public, pages=pages, slots=slots, by=request.user, at=timezone.now())

    return _do(request, pk, act, f"已编入“{live}”。")


@require_POST
def move(request: StaffRequest, pk: int, sheet: int) -> HttpResponse:
    moved, earlier = _sheet(_issue(request, pk), sheet), request.POST.get("to") == "earlier"
    return _do(
        request,
        pk,
        lambda: actions.move(moved, earlier=earlier, by=request.user, at=timezone.now()),
        "次序已改。",
    )


@require_POST
def remove(request: StaffRequest, pk: int, sheet: int) -> HttpResponse:
    gone = _sheet(_issue(request, pk), sheet)
    return _do(
        request,
        pk,
        lambda: actions.remove(gone, by=request.user, at=timezone.now()),
        "已移出这一期。",
    )


@require_POST
def replace(request: StaffRequest, pk: int, sheet: int) -> HttpResponse:
    old = _sheet(_issue(request, pk), sheet)

    def act() -> None:
        live = old.record.live_edition
        if live is not None:
            live.record = old.record
        pages = papers.pages_of(old.issue.board, live) if live else 1
        actions.replace(old, pages=pages, by=request.user, at=timezone.now())

    return _do(request, pk, act, "已登记更换，请把栏上的那一张换下来。")


@require_POST
def submit(request: StaffRequest, pk: int) -> HttpResponse:
    shown = _issue(request, pk)
    return _do(
        request, pk, lambda: actions.submit(shown, by=request.user, at=timezone.now()), "已送审定。"
    )


@require_POST
def drop(request: StaffRequest, pk: int) -> HttpResponse:
    shown, reason = _issue(request, pk), request.POST.get("dropped", "")[:300]
    return _do(
        request,
        pk,
        lambda: actions.drop(shown, reason=reason, by=request.user, at=timezone.now()),
        "这一期已作废，可以另编一期。",
        dropped=reason,
    )


@require_POST
def judge(request: StaffRequest, pk: int) -> HttpResponse:
    shown, digest = _issue(request, pk), request.POST.get("digest", "")
    reason, at = request.POST.get("reason", "")[:300], timezone.now()
    if request.POST.get("verdict") == "approve":
        act = lambda: actions.approve(shown, digest=digest, by=request.user, at=at)  # noqa: E731
        return _do(request, pk, act, "已审定，可以打印上栏。", reason=reason)
    act = lambda: actions.give_back(shown, digest=digest, reason=reason, by=request.user, at=at)  # noqa: E731
    return _do(request, pk, act, "已退回编排人。", reason=reason)


@require_POST
def post(request: StaffRequest, pk: int) -> HttpResponse:
    """Hung or taken down, by what the button says."""
    shown, form = _issue(request, pk), PostingForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, pk, refused=("说明最多300个字。",), posting=form)
    sent = form.cleaned_data["photo"]
    photo = sent.read(MOST_BYTES + 1) if sent else b""
    verb = actions.put_up if request.POST.get("act") == "up" else actions.take_down
    note, at = form.cleaned_data["note"], timezone.now()
    return _do(
        request,
        pk,
        lambda: verb(shown, photo=photo, note=note, by=request.user, at=at),
        "已登记上栏。" if verb is actions.put_up else "已登记取下。",
        posting=form,
    )


def sheet_file(request: StaffRequest, pk: int, sheet: int) -> HttpResponse:
    """The sheets of one place as a PDF."""
    printed = _sheet(_issue(request, pk), sheet)
    if refused := tuple(obstacles.to_printing(printed)):
        return _page(request, pk, refused=refused)
    try:
        content = papers.hung_pdf(printed)
    except CannotPrint as why:
        return render(request, "people/refused.html", {"obstacles": [str(why)]}, status=422)
    name = f"board-{printed.issue_id}-{printed.order}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def photo(request: StaffRequest, pk: int, posting: int) -> HttpResponse:
    kept = next((one for one in _issue(request, pk).postings.all() if one.pk == posting), None)
    if kept is None or kept.photo is None:
        raise Http404
    with kept.photo.content.open() as stored:
        return HttpResponse(stored.read(), content_type="image/jpeg")


class BoardFindings(Component):
    """What hangs wrongly, or does not hang in time, on the boards of the person's agency."""

    order = 60
    template_name = "boards/office/findings_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        agency = parent_context["request"].user.agency
        boards = queries.hanging(agency, on=localdate(timezone.now())) if agency else []
        return {"findings": [finding for one in boards for finding in one.findings]}
