"""文书设置: how letters are headed, where remedies lead, and the office's own Word templates."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from gongkai.inbound.cases import actions, queries
from gongkai.inbound.cases.models import LetterTemplate
from gongkai.inbound.cases.obstacles.writing import SETTERS
from gongkai.inbound.cases.office.letter_forms import HeadForm, TemplateForm
from gongkai.inbound.cases.office.reach import now, refused, said
from gongkai.ledger.actions import Refused
from gongkai.people.models import Agency
from gongkai.people.queries import holds
from gongkai.people.requests import StaffRequest
from gongkai.printing.word import LARGEST_TEMPLATE
from gongkai.printing.word_template import default_template

TOO_LARGE = f"模板超过{LARGEST_TEMPLATE // 1024 // 1024}MB，请去掉大图片再上传。"
NOT_YOURS = "文书设置由系统管理员或者领导小组办公室修改。"


def _own_agency(request: StaffRequest) -> Agency | None:
    user = request.user
    return user.agency if user.agency and holds(user, *SETTERS, on=timezone.localdate()) else None


def letterhead(request: StaffRequest) -> HttpResponse:
    agency = _own_agency(request)
    if agency is None:
        return refused(request, NOT_YOURS)
    row = queries.letter_settings(agency)
    form = HeadForm(request.POST or None, instance=row, for_user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_letterhead(form.save(commit=False), by=request.user, at=now())
        except Refused as why:
            form.add_error(None, list(why.obstacles))
        else:
            said(request, "文书设置已保存，以后起草的文书按它生成。")
            return redirect("casework:letterhead")
    return _page(request, agency, form)


def _page(
    request: StaffRequest,
    agency: Agency,
    form: HeadForm,
    template_form: TemplateForm | None = None,
    wrong: tuple[str, ...] = (),
) -> HttpResponse:
    last = {one.shape: one for one in LetterTemplate.objects.filter(agency=agency)}
    context = {
        "form": form,
        "template_form": template_form or TemplateForm(),
        "templates": [
            (value, label, last.get(value)) for value, label in LetterTemplate.Shape.choices
        ],
        "obstacles": wrong,
    }
    status = 422 if form.errors or wrong else 200
    return render(request, "cases/office/letterhead.html", context, status=status)


@require_POST
def template(request: StaffRequest) -> HttpResponse:
    agency = _own_agency(request)
    if agency is None:
        return refused(request, NOT_YOURS)
    head = HeadForm(instance=queries.letter_settings(agency), for_user=request.user)
    form = TemplateForm(request.POST, request.FILES)
    if not form.is_valid():
        wrong = tuple(str(error) for errors in form.errors.values() for error in errors)
        return _page(request, agency, head, form, wrong)
    sent = form.cleaned_data["file"]
    if sent and sent.size > LARGEST_TEMPLATE:
        return _page(request, agency, head, form, (TOO_LARGE,))
    try:
        actions.set_template(
            agency,
            form.cleaned_data["shape"],
            name=sent.name if sent else "",
            content=sent.read() if sent else None,
            by=request.user,
            at=now(),
        )
    except Refused as why:
        return _page(request, agency, head, form, why.obstacles)
    said(request, "模板已启用。" if sent else "已恢复默认模板。")
    return redirect("casework:letterhead")


@require_safe
def download(request: StaffRequest, shape: str) -> HttpResponse:
    """The template in use, to be changed in Word or WPS and sent back."""
    agency = _own_agency(request)
    if agency is None or shape not in LetterTemplate.Shape.values:
        raise Http404
    content = queries.own_template(agency, shape) or default_template(shape)
    response = HttpResponse(content, content_type=actions.letterheads.DOCX)
    name = f"{LetterTemplate.Shape(shape).label}模板.docx"
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003
    return response
