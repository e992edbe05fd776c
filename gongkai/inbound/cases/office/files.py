"""附件: the files of a case, laid to it, opened for a purpose, made ready to go out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from gongkai.inbound.cases import actions, queries
from gongkai.inbound.cases.forms.files import sent_files
from gongkai.inbound.cases.models import Case, CaseFile
from gongkai.inbound.cases.obstacles.handling import to_working_on
from gongkai.inbound.cases.office.file_forms import LayForm, PassageForms, PurposeOfReading
from gongkai.inbound.cases.office.reach import case_desk, case_for, now, said
from gongkai.inbound.cases.sending import as_download
from gongkai.ledger.actions import Refused
from gongkai.people.requests import StaffRequest
from gongkai.rules.exemptions import exemptions

MORE_ROWS = 5


@dataclass(frozen=True)
class Shown:
    """A file with the copy made of it, and the forms that open either."""

    file: CaseFile
    copy: CaseFile | None
    open_file: PurposeOfReading
    open_copy: PurposeOfReading | None


def shown_files(case: Case, refused: PurposeOfReading | None = None) -> list[Shown]:
    """Every file of a case; a form that was refused is shown as it was typed."""

    def form(file: CaseFile) -> PurposeOfReading:
        mine = refused is not None and refused.prefix == PurposeOfReading.prefix_of(file)
        return cast(PurposeOfReading, refused) if mine else PurposeOfReading(file)

    return [
        Shown(file, copy, form(file), form(copy) if copy else None)
        for file in queries.laid_files(case)
        for copy in [file.ready_copy]
    ]


def given_files(case: Case) -> list[Shown]:
    """Those that go out, for whoever writes or judges the reply."""
    return [one for one in shown_files(case) if one.file.part == CaseFile.Part.RELEASED]


def files(request: StaffRequest, pk: int) -> HttpResponse:
    case = case_for(request, pk)
    if request.method != "POST":
        return _page(request, case, form=LayForm())
    form = LayForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, case, form=form)
    try:
        read = actions.read_files(sent_files(form.cleaned_data["attachments"]))
        part = CaseFile.Part(form.cleaned_data["part"])
        actions.add_files(case, read, part=part, by=request.user, at=now())
    except Refused as why:
        return _page(request, case, form=form, refused=why.obstacles)
    said(request, f"已收下{len(read)}个文件。")
    return redirect("casework:files", pk)


def _page(
    request: StaffRequest,
    case: Case,
    *,
    form: LayForm,
    reading: PurposeOfReading | None = None,
    refused: tuple[str, ...] = (),
) -> HttpResponse:
    hindered = list(to_working_on(case, by=request.user, on=case_desk(request).on))
    context: dict[str, Any] = {
        "case": case,
        "files": shown_files(case, reading),
        "lay": form,
        "form": reading or form,
        "hindered": hindered,
        "may_change": not hindered and case.closed_on is None,
        "parts": CaseFile.Part,
        "obstacles": refused,
    }
    status = 422 if refused or form.errors or (reading and reading.errors) else 200
    return render(request, "cases/office/files.html", context, status=status)


@require_POST
def read(request: StaffRequest, pk: int, file: int) -> HttpResponse:
    """The file itself; it leaves as a download and is kept nowhere on the way."""
    case = case_for(request, pk)
    asked_for = get_object_or_404(case.files, pk=file)
    form = PurposeOfReading(asked_for, request.POST)
    if not form.is_valid():
        return _page(request, case, form=LayForm(), reading=form)
    try:
        content = actions.read_file(
            asked_for, purpose=form.cleaned_data["purpose"], by=request.user, at=now()
        )
    except Refused as why:
        return _page(request, case, form=LayForm(), reading=form, refused=why.obstacles)
    return as_download(content, name=asked_for.name)


@require_POST
def sort(request: StaffRequest, pk: int, file: int) -> HttpResponse:
    case = case_for(request, pk)
    sorted_one = get_object_or_404(case.files.laid(), pk=file)
    try:
        part = cast(CaseFile.Part, request.POST.get("part", ""))
        actions.sort_file(sorted_one, part=part, by=request.user, at=now())
    except Refused as why:
        return _page(request, case, form=LayForm(), refused=why.obstacles)
    said(request, "已改用途。")
    return redirect("casework:files", pk)


def release(request: StaffRequest, pk: int, file: int) -> HttpResponse:
    """区分处理: what is to be taken out of a file, on which ground, or nothing at all."""
    case = case_for(request, pk)
    asked_for = get_object_or_404(case.files.laid().defer("text"), pk=file)
    if request.method != "POST":
        return _release_page(request, case, asked_for, PassageForms())
    if "more" in request.POST:
        more = PassageForms.with_more_rows(request.POST, MORE_ROWS)
        return _release_page(request, case, asked_for, more)
    forms = PassageForms(request.POST)
    if not forms.is_valid():
        return _release_page(request, case, asked_for, forms, refused=tuple(forms.sentences()))
    try:
        copy = actions.release(
            asked_for,
            passages=forms.passages(),
            masks_numbers=forms.masks_numbers,
            by=request.user,
            at=now(),
        )
    except Refused as why:
        return _release_page(request, case, asked_for, forms, refused=why.obstacles)
    places = sum(one.places for one in copy.redactions.all())
    done = f"隐去了{places}处" if places else "整份提供，已清除作者、批注等信息"
    said(request, f"副本已做好：{done}。请打开核对。")
    return redirect("casework:files", pk)


def _release_page(
    request: StaffRequest,
    case: Case,
    file: CaseFile,
    forms: PassageForms,
    *,
    refused: tuple[str, ...] = (),
) -> HttpResponse:
    hindered = list(to_working_on(case, by=request.user, on=case_desk(request).on))
    context: Mapping[str, Any] = {
        "case": case,
        "file": file,
        "forms": forms,
        "grounds": exemptions().values(),
        "hindered": hindered,
        "obstacles": refused,
    }
    status = 422 if refused else 200
    return render(request, "cases/office/release.html", context, status=status)
