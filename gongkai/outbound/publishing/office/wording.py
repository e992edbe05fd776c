"""The office's own words: list, add, add many, end."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from gongkai.ledger.actions import Refused
from gongkai.outbound.publishing import actions, obstacles
from gongkai.outbound.publishing.gate_forms import PasteForm, WordForm
from gongkai.outbound.publishing.models import OwnWord
from gongkai.outbound.publishing.office.reach import now, said
from gongkai.outbound.publishing.words import NewWord, pasted
from gongkai.people.models import Agency
from gongkai.people.queries import holds
from gongkai.people.requests import StaffRequest

PER_PAGE = 50
SHOWN = 100


def words(request: StaffRequest) -> HttpResponse:
    """The list for everybody, and the form for those who keep it."""
    form = WordForm(request.POST or None)
    if request.method != "POST":
        return _list_page(request, form)
    if not form.is_valid():
        return _list_page(request, form, status=422)
    try:
        actions.add_words(
            _agency(request), [NewWord(**form.cleaned_data)], by=request.user, at=now()
        )
    except Refused as refused:
        return _list_page(request, form, refused.obstacles, status=422)
    said(request, f"已加入“{form.cleaned_data['wrong']}”，以后的检查都会用到。")
    return redirect("own-words:list")


def _agency(request: StaffRequest) -> Agency:
    if request.user.agency is None:
        raise Refused(["您不属于任何机关，不能修改词表。"])
    return request.user.agency


def _list_page(
    request: StaffRequest, form: WordForm, refused: tuple[str, ...] = (), *, status: int = 200
) -> HttpResponse:
    ended = request.GET.get("state") == "ended"
    wanted = request.GET.get("q", "").strip()[:60]
    rows = OwnWord.objects.filter(agency=request.user.agency, ended_at__isnull=not ended)
    if wanted:
        rows = rows.filter(Q(wrong__contains=wanted) | Q(right__contains=wanted))
    rows = rows.select_related("by", "ended_by").order_by("-id")
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "ended": ended,
        "wanted": wanted,
        "form": form,
        "may_keep": holds(request.user, *obstacles.WORD_KEEPERS, on=localdate(now())),
        "obstacles": refused,
    }
    return render(request, "publishing/own_words.html", context, status=status)


def paste(request: StaffRequest) -> HttpResponse:
    """Many words at once: all are added, or every line that cannot be is named."""
    form = PasteForm(request.POST or None)
    refused: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        typed = list(pasted(form.cleaned_data["text"], severity=form.cleaned_data["severity"]))
        try:
            added = actions.add_words(_agency(request), typed, by=request.user, at=now())
        except Refused as why:
            refused = why.obstacles
        else:
            said(request, f"已加入{len(added)}个词，以后的检查都会用到。")
            return redirect("own-words:list")
    context = {
        "form": form,
        "obstacles": refused[:SHOWN],
        "more": max(0, len(refused) - SHOWN),
        "may_keep": holds(request.user, *obstacles.WORD_KEEPERS, on=localdate(now())),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "publishing/paste_words.html", context, status=status)


@require_POST
def end(request: StaffRequest, pk: int) -> HttpResponse:
    word = get_object_or_404(OwnWord, pk=pk, agency=request.user.agency)
    try:
        actions.end_word(word, by=request.user, at=now())
    except Refused as refused:
        return _list_page(request, WordForm(), refused.obstacles, status=422)
    said(request, f"已停用“{word.wrong}”。")
    return redirect("own-words:list")
