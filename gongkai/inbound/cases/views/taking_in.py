"""A form that brings a case, from its first look to its receipt, whatever it asks for besides."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate

from gongkai.inbound.cases import actions, challenge, limits, obstacles, passes, queries
from gongkai.inbound.cases.forms import AskForm
from gongkai.inbound.cases.forms.files import is_too_large, sent_files
from gongkai.inbound.cases.intake import NewCase
from gongkai.inbound.cases.known import Known
from gongkai.inbound.cases.known import known as already_known
from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.views.framing import TOO_LARGE, frame_of, send_in
from gongkai.lawbook.queries import law_of
from gongkai.ledger.actions import Refused
from gongkai.people.models import Agency
from gongkai.rules.cases import CaseKind
from gongkai.web.pages import Crumb, show


def keep(
    new: NewCase, sent: Sequence[actions.SentFile], _form: AskForm, *, seed: str, at: datetime
) -> Case:
    return actions.receive_with_files(new, sent, seed=seed, by=None, at=at)


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A form as it is being filled in: who answers it, how it is made, kept and shown."""

    owner: Agency
    kind: CaseKind
    at: datetime
    title: str
    # Below the home of the agency; the form is sent to where it lies.
    place: str
    way: tuple[Crumb, ...]
    form: Callable[..., AskForm]
    keep: Callable[..., Case] = keep
    template: str = "cases/ask.html"
    beside: Mapping[str, object] = field(default_factory=dict)
    continuing: str = ""
    continued: Case | None = None

    @property
    def address(self) -> str:
        return f"{self.owner.get_absolute_url()}{self.place}"


def take_in(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The form, or what became of it; nothing is kept of it before it is sent whole."""
    at = asking.at
    if request.method != "POST":
        asking = _continuing(asking, request.GET.get("continues", ""))
        return _page(asking, asking.form(), challenge.challenge(at), status=200)
    if is_too_large(request):
        asked, context = challenge.challenge(at), {"refusal": TOO_LARGE}
        return _page(asking, asking.form(), asked, status=413, context=context)
    continuing = request.POST.get("continues", "")
    asking = _continuing(asking, continuing)
    asked = challenge.taken_up(request.POST.get("ticket", ""), at)
    form = asking.form(request.POST, request.FILES)
    if "look" in request.POST:
        return _look(asking, request, asked)
    if not form.is_valid():
        return _page(asking, form, asked, status=422)
    if continuing and asking.continued is None:
        form.add_error(None, "接续的那一件打开得太久了。再按一次“提交”，就作为新的一件提交。")
        return _page(asking, form, asked, status=422)
    return send_in(
        request,
        form,
        partial(_received, asking, form),
        partial(_page, asking),
        at=at,
        made_anew=partial(asking.form, request.POST, request.FILES),
    )


def _continuing(asking: Asking, continuing: str) -> Asking:
    if not continuing:
        return asking
    try:
        continued = passes.continued(continuing, asking.owner)
    except passes.PassExpired:
        return asking
    return replace(asking, continuing=continuing, continued=continued)


def _look(asking: Asking, request: HttpRequest, asked: challenge.Challenge) -> HttpResponse:
    """What is already public, on the same page, with everything typed kept and nothing judged."""
    hits = hits_for(request, asking.owner)
    form = asking.form(initial=request.POST.dict())
    context = {"looked": True, "hits": hits, "had_files": bool(request.FILES)}
    return _page(asking, form, asked, status=200, context=context)


def hits_for(request: HttpRequest, owner: Agency) -> list[Known]:
    if limits.is_over("known", request, an_hour=limits.SUGGESTIONS_AN_HOUR):
        return []
    words = request.POST.get("subject", "") or request.POST.get("text", "")
    return already_known(owner, words)


def _received(asking: Asking, form: AskForm, seed: str) -> Case:
    unit = queries.receiving_unit(asking.owner, on=localdate(asking.at))
    if unit is None:
        raise Refused(["本机关还没有设置受理的单位，暂时不能在网上提交，请打电话或者当面提交。"])
    new = NewCase(
        kind=asking.kind.key,
        unit=unit,
        channel=Case.Channel.INTERNET,
        received_on=localdate(asking.at),
        subject=form.cleaned_data["subject"],
        text=form.full_text,
        sender=form.sender,
        applicant_kind=form.cleaned_data.get("applicant_kind", ""),
        continues=asking.continued,
    )
    # Reading files costs most, so what can be refused without it is refused first.
    if lacking := tuple(obstacles.to_receiving(new, by=None, on=localdate(asking.at))):
        raise Refused(lacking)
    read = actions.read_files(sent_files(form.cleaned_data["attachments"]))
    return asking.keep(new, read, form, seed=seed, at=asking.at)


def _page(
    asking: Asking,
    form: AskForm,
    asked: challenge.Challenge,
    *,
    status: int,
    context: Mapping[str, object] | None = None,
) -> HttpResponse:
    wrong = form.is_bound and bool(form.errors)
    title = f"有错误，请改正：{asking.title}" if wrong else asking.title
    frame = frame_of(asking.owner, title, asking.place, way=asking.way, name=asking.title)
    shown = {
        "form": form,
        "kind": asking.kind,
        "heading": asking.title,
        "address": asking.address,
        "term": str(law_of(asking.owner).terms.of(asking.kind.clock, localdate(asking.at))),
        "challenge": asked,
        "continues": asking.continuing,
        "continued": asking.continued,
        "an_hour": limits.CASES_WITHOUT_WORK_AN_HOUR,
        "had_files": bool(form.files),
        **asking.beside,
    }
    return show(asking.template, frame, shown | dict(context or {}), status=status)
