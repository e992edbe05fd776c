"""岗位证 in the office: issued, printed, with another photo, voided, issued again."""

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from gongkai.ledger.actions import Refused
from gongkai.media.photos import MOST_BYTES
from gongkai.outbound.on_duty import actions, papers, queries
from gongkai.outbound.on_duty.models import Badge
from gongkai.outbound.on_duty.office.forms import BadgeForm, PhotoForm, ReasonForm
from gongkai.people.models import PostHolding
from gongkai.people.requests import StaffRequest
from gongkai.printing.typesetting import CannotPrint

PER_PAGE = 24
MOST_PRINTED = 80


def _badges(request: StaffRequest):  # type: ignore[no-untyped-def]  # a queryset
    units = queries.units_kept_by(request.user, on=localdate(timezone.now()))
    return Badge.objects.filter(unit__in=units).select_related(
        "unit__agency", "user", "post", "photo"
    )


def _sent(upload: UploadedFile | None) -> bytes:
    # A byte more than is allowed, so that the refusal is said where all others are.
    return upload.read(MOST_BYTES + 1) if upload else b""


def listed(request: StaffRequest) -> HttpResponse:
    units = queries.units_kept_by(request.user, on=localdate(timezone.now()))
    if not units:
        raise Http404
    page = Paginator(_badges(request), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "on_duty/office/badges.html", {"page": page})


def new(request: StaffRequest) -> HttpResponse:
    at = timezone.now()
    units = queries.units_kept_by(request.user, on=localdate(at))
    if not units:
        raise Http404
    holdings = (
        PostHolding.objects.current(localdate(at))
        .filter(post__unit__in=units, user__is_active=True)
        .select_related("user", "post__unit")
    )
    form = BadgeForm(holdings, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        held = form.cleaned_data["holding"]
        badge = Badge(
            unit=held.post.unit,
            user=held.user,
            post=held.post,
            name=form.cleaned_data["name"],
            number=form.cleaned_data["number"],
            shows_photo=form.cleaned_data["shows_photo"],
        )
        try:
            photo = _sent(form.cleaned_data["photo"])
            badge = actions.issue(badge, photo, by=request.user, at=at)
        except Refused as why:
            form.add_error(None, list(why.obstacles))
        else:
            return redirect("on_duty:badge", badge.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "on_duty/office/badge_new.html", {"form": form}, status=status)


def badge(request: StaffRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(_badges(request), pk=pk))


def _page(request: StaffRequest, shown: Badge, refused: tuple[str, ...] = ()) -> HttpResponse:
    context = {
        "badge": shown,
        "is_in_post": shown.is_in_post(timezone.now()),
        "photo": PhotoForm(initial={"shows_photo": shown.shows_photo}),
        "reason": ReasonForm(initial={"reason": request.POST.get("reason", "")}),
        "obstacles": refused,
    }
    status = 422 if refused else 200
    return render(request, "on_duty/office/badge.html", context, status=status)


@require_POST
def act(request: StaffRequest, pk: int) -> HttpResponse:
    """One of a badge's verbs, by the button that was pressed."""
    found, at, verb = get_object_or_404(_badges(request), pk=pk), timezone.now(), ""
    verb = request.POST.get("verb", "")
    by, reason = request.user, request.POST.get("reason", "")[:200]
    try:
        if verb == "photo":
            shows = "shows_photo" in request.POST
            sent = _sent(request.FILES.get("photo"))
            actions.change_photo(found, sent, shows_photo=shows, by=by, at=at)
        elif verb == "void":
            actions.void(found, reason=reason, by=by, at=at)
        elif verb == "reissue":
            found = actions.reissue(found, reason=reason, by=by, at=at)
        elif verb == "end-post":
            actions.end_post(found, by=by, at=at)
        else:
            return _page(request, found, ("请选一个操作。",))
    except Refused as why:
        return _page(request, found, why.obstacles)
    messages.success(request, "已办好。")
    return redirect("on_duty:badge", found.pk)


def one_pdf(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_badges(request), pk=pk, voided_at=None)
    return _printed(request, [found], is_single=True)


def all_pdf(request: StaffRequest) -> HttpResponse:
    """All badges in force within reach, eight to a sheet."""
    return _printed(request, list(_badges(request).filter(voided_at=None)[:MOST_PRINTED]))


def _printed(
    request: StaffRequest, badges: list[Badge], *, is_single: bool = False
) -> HttpResponse:
    if not badges:
        raise Http404
    made_at = max(one.issued_at for one in badges)
    try:
        content = papers.badges_pdf(badges, is_single=is_single, made_at=made_at)
    except CannotPrint as why:
        return render(request, "people/refused.html", {"obstacles": [str(why)]}, status=422)
    headers = {
        "Content-Disposition": 'inline; filename="badges.pdf"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)
