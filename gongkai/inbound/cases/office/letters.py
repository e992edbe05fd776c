"""Letters of a case: chosen, written by their facts, opened as paper, printed as sheets."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from gongkai.inbound.cases import actions, queries
from gongkai.inbound.cases.models import Case, Reply
from gongkai.inbound.cases.obstacles.handling import to_working_on
from gongkai.inbound.cases.office.forms import OUTCOME_KINDS
from gongkai.inbound.cases.office.letter_forms import (
    LetterForm,
    RulingFormSet,
    rulings_form,
)
from gongkai.inbound.cases.office.reach import case_desk, case_for, now, said
from gongkai.inbound.cases.sending import as_paper
from gongkai.lawbook.queries import law_of
from gongkai.ledger.actions import Refused
from gongkai.people.requests import StaffRequest
from gongkai.printing.typesetting import CannotPrint
from gongkai.rules.clocks.kinds import clock_kind
from gongkai.rules.letter_kinds import LetterKind, letters

ENDINGS = {"pdf": "application/pdf", "word": "application/octet-stream"}
SUFFIXES = {"pdf": "pdf", "word": "docx"}


def choose(request: StaffRequest, pk: int) -> HttpResponse:
    """Which letter: the notices on the way, the replies by outcome, the sheets to print."""
    case = case_for(request, pk)
    replies: dict[str, list[LetterKind]] = {}
    for kind in letters().values() if case.kind == "foi" else ():
        if kind.outcome is not None:
            replies.setdefault(OUTCOME_KINDS[kind.outcome.kind], []).append(kind)
    context = {
        "case": case,
        "standing": queries.standing_of_case(case, case_desk(request).calendar, on=_today(request)),
        "hindered": list(to_working_on(case, by=request.user, on=_today(request))),
        "notices": queries.notices_for(case),
        "replies": replies,
        "sheets": queries.sheets_for(case),
    }
    return render(request, "cases/office/letters.html", context)


def _today(request: StaffRequest) -> Any:
    return case_desk(request).on


def letter(request: StaffRequest, pk: int, key: str) -> HttpResponse:
    """One letter, written by its facts; whatever is typed stays on the page until it is whole."""
    case, kind = case_for(request, pk), _kind_or_404(key)
    if case.kind != "foi" and key not in queries.FOR_ALL:
        raise Http404
    typed = request.POST if request.method == "POST" else None
    kept = _kept(case, kind)
    form = LetterForm(
        kind,
        typed,
        first=_first(case, kind, kept),
        most_days=_most_days(case, kind),
        today=_today(request),
    )
    rulings = rulings_form(kind, _with_a_row(request), kept=kept.documents if kept else ())
    if typed is None or "more" in typed:
        return _page(request, case, kind, form, rulings, is_fresh=True)
    if not form.is_valid() or not (rulings is None or rulings.is_valid()):
        return _page(request, case, kind, form, rulings)
    written = form.written(rulings.rulings() if rulings else ())
    try:
        if kind.is_sheet:
            return _sheet(request, case, kind, written)
        actions.draft_letter(case, key, written, by=request.user, at=now())
    except Refused as why:
        return _page(request, case, kind, form, rulings, refused=why.obstacles)
    except CannotPrint as why:
        return _page(request, case, kind, form, rulings, refused=(str(why),))
    said(request, f"《{kind.title}》已保存，请看下面的检查结果再送审。")
    return redirect("casework:notice" if kind.is_notice else "casework:reply", pk)


def _kind_or_404(key: str) -> LetterKind:
    kind = letters().get(key)
    if kind is None or key in queries.BY_CONSULTING:
        raise Http404
    return kind


def _kept(case: Case, kind: LetterKind) -> queries.Written | None:
    """What was written for this letter and has not been given out yet."""
    open_one = case.replies.filter(letter=kind.key).exclude(state=Reply.State.SENT).first()
    return queries.as_written(open_one.facts) if open_one else None


def _first(case: Case, kind: LetterKind, kept: queries.Written | None) -> Mapping[str, Any]:
    if kept is None:
        return queries.first_words(case, kind)
    again = {"annexes": "\n".join(kept.annexes), "mode": kept.mode, "quantity": kept.quantity or 1}
    return {**kept.told, **again}


def _most_days(case: Case, kind: LetterKind) -> int | None:
    if kind.step not in clock_kind(case.ruled.clock).steps:
        return None
    term = clock_kind(case.ruled.clock).steps[kind.step].term
    extends = kind.step == "extended" and term
    return law_of(case.agency).terms.of(term, case.received_on).value if extends else None


def _with_a_row(request: StaffRequest) -> Mapping[str, Any] | None:
    """The rows as they were sent; asked for one more, with one more."""
    if request.method != "POST":
        return None
    typed = request.POST.copy()
    if "more" in typed:
        rows = str(typed.get("documents-TOTAL_FORMS", ""))[:4]
        typed["documents-TOTAL_FORMS"] = str(int(rows) + 1 if rows.isdigit() else 1)
    return typed


def _sheet(
    request: StaffRequest, case: Case, kind: LetterKind, written: queries.Written
) -> HttpResponse:
    shape = "word" if "word" in request.POST else "pdf"
    made = actions.print_sheet(case, kind.key, written, shape=shape, by=request.user, at=now())
    return _file(made, f"{kind.title}{case.number}", shape)


def _file(made: bytes, name: str, shape: str) -> HttpResponse:
    name = f"{name}.{SUFFIXES[shape]}"
    return as_paper(made, name=name, kind=ENDINGS[shape], is_shown=shape == "pdf")


def _page(
    request: StaffRequest,
    case: Case,
    kind: LetterKind,
    form: LetterForm,
    rulings: RulingFormSet | None,
    *,
    refused: tuple[str, ...] = (),
    is_fresh: bool = False,
) -> HttpResponse:
    context = {
        "case": case,
        "kind": kind,
        "standing": queries.standing_of_case(case, case_desk(request).calendar, on=_today(request)),
        "form": form,
        "rulings": rulings,
        "hindered": list(to_working_on(case, by=request.user, on=_today(request))),
        "obstacles": () if is_fresh else refused,
    }
    return render(request, "cases/office/letter.html", context, status=200 if is_fresh else 422)


@require_POST
def paper(request: StaffRequest, pk: int, reply: int, shape: str) -> HttpResponse:
    """The paper of a letter. Opened by a form, because the ledger notes who opened it."""
    case = case_for(request, pk)
    found = get_object_or_404(case.replies, pk=reply)
    if shape not in ENDINGS:
        raise Http404
    try:
        made = actions.open_letter(found, shape=shape, by=request.user, at=now())
    except Refused as why:
        return render(request, "people/refused.html", {"obstacles": why.obstacles}, status=403)
    except CannotPrint as why:
        return render(request, "people/refused.html", {"obstacles": [str(why)]}, status=422)
    return _file(made, f"{found.called}{case.number}", shape)
