"""At the writer's desk: what was read, what was found, the facts, and sending to review."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from gongkai.ledger.actions import Refused
from gongkai.outbound.publishing import actions, obstacles
from gongkai.outbound.publishing.forms import FactsForm, SubmitForm
from gongkai.outbound.publishing.models import Attachment, Edition, Excuse, Finding
from gongkai.outbound.publishing.office import places
from gongkai.outbound.publishing.office.reach import body_of, desk, edition_for, now, page, said
from gongkai.outbound.publishing.office.standing import excused_in, passed_in
from gongkai.outbound.publishing.queries import maskable_findings, open_findings
from gongkai.outbound.publishing.review import review_of
from gongkai.outbound.publishing.structures import structure_of
from gongkai.people.models import Role, Unit
from gongkai.people.requests import StaffRequest
from gongkai.web.search import suggest_keywords


def text(request: StaffRequest, pk: int) -> HttpResponse:
    """What was read from the file, beside what could not be carried over."""
    edition = edition_for(request, pk)
    attachments = list(edition.attachments.select_related("public"))
    return page(
        request,
        "publishing/text.html",
        edition,
        step="text",
        body=body_of(edition, attachments),
        sources=[one for one in attachments if one.part == Attachment.Part.SOURCE],
        pages=[one for one in attachments if one.part == Attachment.Part.PAGE],
    )


def elements(request: StaffRequest, pk: int) -> HttpResponse:
    """Leads to the screen that fills in this kind of information."""
    edition = edition_for(request, pk)
    kind = structure_of(edition)
    return redirect(kind.url_name if kind else "editions:text", edition.pk)


def findings(request: StaffRequest, pk: int) -> HttpResponse:
    return findings_page(request, edition_for(request, pk))


def findings_page(
    request: StaffRequest,
    edition: Edition,
    *,
    refused: tuple[str, ...] = (),
    tried: int | None = None,
    reason: str = "",
) -> HttpResponse:
    """The findings by weight; after a refusal with the reason that was typed at `tried`."""
    on = localdate(now())
    found, passed = open_findings(edition, on=on), passed_in(edition, on=on)
    groups = [
        (severity, places.shown(edition, found.filter(severity=severity)))
        for severity in Finding.Severity
    ]
    may_edit = not list(obstacles.to_editing(edition, by=request.user, on=on))
    return page(
        request,
        "publishing/findings.html",
        edition,
        step="findings",
        groups=groups,
        excused=list(excused_in(edition, passed, by=request.user, on=on)),
        passed=passed,
        maskable=maskable_findings(edition, on=on).count() if may_edit else 0,
        run=edition.check_runs.order_by("-id").first(),
        may_edit=may_edit,
        has_source=edition.attachments.filter(part=Attachment.Part.SOURCE).exists(),
        tried=tried,
        reason=reason,
        obstacles=refused,
        status=422 if refused else 200,
    )


@require_POST
def excuse(request: StaffRequest, pk: int, finding: int) -> HttpResponse:
    edition = edition_for(request, pk)
    found = get_object_or_404(Finding, pk=finding, run__edition=edition)
    reason = request.POST.get("reason", "")[:500]
    try:
        actions.excuse(found, reason=reason, by=request.user, at=now())
    except Refused as refused:
        return findings_page(
            request, edition, refused=refused.obstacles, tried=found.pk, reason=reason
        )
    said(request, "已记下放行理由，审核人会看到。")
    return redirect("editions:findings", edition.pk)


@require_POST
def take_back_excuse(request: StaffRequest, pk: int, excuse: int) -> HttpResponse:
    edition = edition_for(request, pk)
    try:
        actions.take_back_excuse(
            get_object_or_404(Excuse, pk=excuse, edition=edition), by=request.user, at=now()
        )
    except Refused as refused:
        return findings_page(request, edition, refused=refused.obstacles)
    return redirect("editions:findings", edition.pk)


@require_POST
def check(request: StaffRequest, pk: int) -> HttpResponse:
    """Checks again; also what an edition needs whose text was replaced elsewhere."""
    edition = edition_for(request, pk)
    if refused := tuple(obstacles.to_editing(edition, by=request.user, on=localdate(now()))):
        return findings_page(request, edition, refused=refused)
    actions.check(edition, by=request.user, at=now())
    return redirect("editions:findings", edition.pk)


def _writable(request: StaffRequest, edition: Edition) -> QuerySet[Unit]:
    return Unit.objects.filter(agency=edition.record.agency, pk__in=desk(request).written_units)


def facts(request: StaffRequest, pk: int) -> HttpResponse:
    """The facts, filled in as far as the file gave them."""
    edition = edition_for(request, pk)
    suggested = suggest_keywords(edition.title, edition.body_text)
    units = _writable(request, edition)
    if request.method != "POST":
        initial = FactsForm.values_of(edition, edition.keywords or suggested)
        form = FactsForm(edition, units, initial=initial)
        return _facts_page(request, edition, form, suggested)
    form = FactsForm(edition, units, request.POST)
    if not form.is_valid():
        return _facts_page(request, edition, form, suggested, status=422)
    try:
        edition = actions.describe(
            edition, actions.Description(**form.cleaned_data), by=request.user, at=now()
        )
    except Refused as refused:
        return _facts_page(
            request, edition, form, suggested, obstacles=refused.obstacles, status=422
        )
    actions.check(edition, by=request.user, at=now())
    said(request, "已保存，并重新检查。")
    follows = "findings" if request.POST.get("then") == "findings" else "submit"
    return redirect(f"editions:{follows}", edition.pk)


def _facts_page(
    request: StaffRequest,
    edition: Edition,
    form: FactsForm,
    suggested: tuple[str, ...],
    *,
    obstacles: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    validity = [form[name] for name in form.validity_fields]
    return page(
        request,
        "publishing/facts.html",
        edition,
        step="facts",
        form=form,
        suggested=suggested,
        plain=[field for field in form if field.name not in form.validity_fields],
        validity=validity,
        validity_open=any(field.errors for field in validity)
        or form["validity"].value() != Edition.Validity.IN_FORCE,
        annexes=edition.attachments.filter(part=Attachment.Part.ANNEX).select_related("public"),
        obstacles=obstacles,
        status=status,
    )


@require_POST
def detach(request: StaffRequest, pk: int, attachment: int) -> HttpResponse:
    edition = edition_for(request, pk)
    annex = get_object_or_404(edition.attachments.filter(part="annex"), pk=attachment)
    try:
        edition = actions.detach(annex, by=request.user, at=now())
    except Refused as refused:
        return findings_page(request, edition, refused=refused.obstacles)
    actions.check(edition, by=request.user, at=now())
    said(request, f"已删除附件“{annex.name}”。")
    return redirect(reverse("editions:facts", args=(edition.pk,)) + "#annexes")


def submit(request: StaffRequest, pk: int) -> HttpResponse:
    """Who will be asked, what stands in the way, and when it is to go out."""
    edition = edition_for(request, pk)
    form = SubmitForm(request.POST or None, initial=SubmitForm.values_of(edition))
    if request.method == "POST" and form.is_valid():
        try:
            actions.submit(edition, **form.cleaned_data, by=request.user, at=now())
        except Refused as refused:
            return _submit_page(request, edition, form, refused.obstacles, status=422)
        said(request, "已送审。")
        return redirect(edition)
    if request.method == "POST":
        return _submit_page(request, edition, form, (), status=422)
    standing = obstacles.to_submitting(
        edition, release=Edition.Release.BY_HAND, release_at=None, by=request.user, at=now()
    )
    return _submit_page(request, edition, form, tuple(standing))


def _submit_page(
    request: StaffRequest,
    edition: Edition,
    form: SubmitForm,
    refused: tuple[str, ...],
    *,
    status: int = 200,
) -> HttpResponse:
    on = localdate(now())
    review = review_of(edition, on=on, afresh=True)
    asked = []
    for step in review.steps:
        people = {
            one.user.pk: one
            for one in review.standings
            if one.role == step.role and one.user.pk not in review.rules.authors
        }
        asked.append((step, Role(step.role).label, list(people.values())))
    return page(
        request,
        "publishing/submit.html",
        edition,
        step="submit",
        form=form,
        asked=asked,
        excused=edition.excuses.count(),
        passed=len(passed_in(edition, on=on)),
        warnings=open_findings(edition, on=on).filter(severity=Finding.Severity.WARN).count(),
        obstacles=refused,
        status=status,
    )
