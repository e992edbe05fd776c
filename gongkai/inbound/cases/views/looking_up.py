"""Number and code: the one way to what somebody brought, or was asked, without an account."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongkai.inbound.cases import limits
from gongkai.inbound.cases.forms import FollowForm
from gongkai.inbound.cases.views.framing import frame_of
from gongkai.people.models import Agency
from gongkai.web.pages import show


@dataclass(frozen=True, kw_only=True)
class Door:
    """A page that asks for number and code; `opened` is the address behind it, if both are right.

    What is wrong is never told apart, and all doors count wrong tries together.
    """

    title: str
    place: str
    template: str
    wrong: str
    too_many_wrong: str
    opened: Callable[[Agency, str, str], str | None]


def look_up(request: HttpRequest, owner: Agency, door: Door) -> HttpResponse:
    if request.method != "POST":
        return _page(owner, door, FollowForm(), status=200)
    form = FollowForm(request.POST)
    if limits.has_had("wrong-code", request, an_hour=limits.WRONG_CODES_AN_HOUR):
        form.add_error(None, door.too_many_wrong)
        return _page(owner, door, form, status=429)
    if not form.is_valid():
        return _page(owner, door, form, status=422)
    address = door.opened(owner, form.cleaned_data["number"], form.cleaned_data["code"])
    if address is None:
        limits.count("wrong-code", request)
        form.add_error(None, door.wrong)
        return _page(owner, door, form, status=422)
    return redirect(address)


def _page(owner: Agency, door: Door, form: FollowForm, *, status: int) -> HttpResponse:
    title = f"有错误，请改正：{door.title}" if form.errors else door.title
    frame = frame_of(owner, title, door.place, name=door.title)
    return show(door.template, frame, {"form": form}, status=status)
