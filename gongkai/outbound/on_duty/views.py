"""Who is in, whether a badge holds, who is on duty; and the screen at a door.

A door acts by its link alone: no cookie or session adds a right to it, so a token against forged
requests would guard nothing. A badge shown to it names a person and opens nothing by itself.
"""

from datetime import date, datetime, timedelta

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.timezone import localdate, localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gongkai.ledger.actions import Refused
from gongkai.outbound.on_duty import actions, calendars, papers, queries, rosters
from gongkai.outbound.on_duty.models import Badge, Door, Sign
from gongkai.outbound.on_duty.queries import ShownBoard
from gongkai.people.models import Agency, Unit
from gongkai.printing.typesetting import CannotPrint
from gongkai.rules import whereabouts as law
from gongkai.web.pages import Crumb, Frame, agency_or_404, reading_page, show

WHEREABOUTS, ROSTER = "谁在岗", "值班安排"
SHORTEST_CODE = 16
# A door where more is typed in a minute is no door.
DOOR_A_MINUTE = 30
PAPERS = ("a4", "a3")


def _frame(
    agency: Agency | None, title: str, path: str, *way: Crumb, is_indexed: bool = False
) -> Frame:
    home = (Crumb("首页", agency.get_absolute_url()),) if agency else ()
    return Frame(
        title=title,
        path=path,
        agency=agency,
        crumbs=(*home, *way, Crumb(title)),
        is_indexed=is_indexed,
    )


@reading_page
def whereabouts(request: HttpRequest, agency: str) -> HttpResponse:
    """去向牌: every unit that shows one."""
    owner, at = agency_or_404(agency), timezone.now()
    boards = queries.signs_of(owner, at=at)
    path = f"{owner.get_absolute_url()}whereabouts/"
    context = {"boards": boards, "states": law.states(), "is_one": False, "on": localdate(at)}
    return show("on_duty/whereabouts.html", _frame(owner, WHEREABOUTS, path), context)


def _board(agency: str, unit: int, at: datetime) -> tuple[Agency, ShownBoard]:
    owner = agency_or_404(agency)
    found = queries.signs_of(owner, Unit.objects.filter(agency=owner, pk=unit), at=at)
    if not found:
        raise Http404
    return owner, found[0]


@reading_page
def unit(request: HttpRequest, agency: str, unit: int) -> HttpResponse:
    """The sign of one unit, where the code on its door leads."""
    at = timezone.now()
    owner, board = _board(agency, unit, at)
    all_units = f"{owner.get_absolute_url()}whereabouts/"
    frame = _frame(
        owner, f"{board.unit.name}谁在岗", f"{all_units}{unit}/", Crumb(WHEREABOUTS, all_units)
    )
    context = {"boards": [board], "states": law.states(), "is_one": True, "on": localdate(at)}
    return show("on_duty/whereabouts.html", frame, context)


@reading_page
def door_sheet(request: HttpRequest, agency: str, unit: int) -> HttpResponse:
    owner, board = _board(agency, unit, timezone.now())
    path = f"{owner.get_absolute_url()}whereabouts/{unit}/"
    try:
        content = papers.door_sheet_pdf(owner, board, path=path)
    except CannotPrint as why:
        return _unprintable(owner, path, str(why))
    return _pdf(content, f"door-{unit}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _unprintable(owner: Agency, path: str, why: str) -> HttpResponse:
    frame = _frame(owner, "不能打印", path)
    return show("on_duty/unprintable.html", frame, {"why": why}, status=422)


def _badge(code: str) -> Badge:
    rows = Badge.objects.select_related("unit__agency", "post", "user", "photo")
    is_code = len(code) >= SHORTEST_CODE and code.isascii() and code.isalnum()
    found = rows.filter(code=code).first() if is_code else None
    if found is None:
        raise Http404
    return found


@reading_page
def badge(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the holder of a badge is in that post today; it lets nobody change anything."""
    found, at = _badge(code), timezone.now()
    context = {"badge": found, "is_in_post": found.is_in_post(at), "on": localdate(at)}
    frame = _frame(found.unit.agency, "岗位证查验", found.get_absolute_url())
    response = show("on_duty/badge.html", frame, context)
    response["Referrer-Policy"] = "no-referrer"
    return response


@reading_page
def photo(request: HttpRequest, code: str) -> HttpResponse:
    """Only of a badge in force whose page shows the photo."""
    found = _badge(code)
    is_shown = found.shows_photo and found.voided_at is None and found.is_in_post(timezone.now())
    if not is_shown or found.photo is None:
        raise Http404
    with found.photo.content.open() as kept:
        return HttpResponse(kept.read(), content_type="image/jpeg")


@reading_page
def roster(request: HttpRequest, agency: str) -> HttpResponse:
    """值班表 of this week and the next, as far as they are public."""
    owner, on = agency_or_404(agency), localdate(timezone.now())
    path = f"{owner.get_absolute_url()}roster/"
    weeks = rosters.this_and_next(on)
    context = {"rosters": rosters.live_rosters(owner, weeks), "weeks": weeks, "on": on}
    return show("on_duty/roster.html", _frame(owner, ROSTER, path, is_indexed=True), context)


@reading_page
def calendar(request: HttpRequest, agency: str) -> HttpResponse:
    owner = agency_or_404(agency)
    weeks = rosters.this_and_next(localdate(timezone.now()))
    body = calendars.feed(owner, rosters.live_rosters(owner, weeks))
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


@reading_page
def wall(request: HttpRequest, agency: str, record: int, paper: str) -> HttpResponse:
    owner = agency_or_404(agency)
    found = rosters.live_roster(owner, record)
    if found is None or paper not in PAPERS:
        raise Http404
    try:
        content = papers.roster_pdf(found, paper=paper)
    except CannotPrint as why:
        return _unprintable(owner, f"{owner.get_absolute_url()}roster/", str(why))
    return _pdf(content, f"roster-{record}-{paper}.pdf")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, token: str) -> HttpResponse:
    """A field for a scanner and a name for each person; what is set is told, then all resets."""
    at = timezone.now()
    found = queries.door_of(token, at=at)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _door_page(found, token, at)
    if _is_too_often(found, at):
        return _door_page(found, token, at, problems=["一分钟里改得太多，请稍等再试。"], status=429)
    typed = request.POST.get("badge", "")[:400]
    sign = _person(found, typed, request.POST.get("sign", ""))
    if sign is None:
        problem = "没有认出这张证：它不在本单位的去向牌上，或者已经作废。请点自己的名字。"
        return _door_page(found, token, at, problems=[problem], typed=typed, status=422)
    if request.POST.get("then") == "choose":
        return _door_page(found, token, at, chosen=sign)
    try:
        until_on = _day(request.POST.get("until_on", ""))
        state = request.POST.get("state", "")
        sign = actions.set_at_door(sign, state, until_on=until_on, door=found, at=at)
    except Refused as why:
        return _door_page(found, token, at, chosen=sign, problems=list(why.obstacles), status=422)
    return _door_page(found, token, at, done=sign)


def _person(door: Door, typed: str, pk: str) -> Sign | None:
    if typed.strip():
        return queries.scanned(door, typed)
    return queries.signs_at(door).filter(pk=int(pk)).first() if _is_number(pk) else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(["日期请写成2026-01-31这样。"]) from None


def _is_too_often(door: Door, at: datetime) -> bool:
    """Counted for a minute for each door, by all web processes together."""
    tries, key = caches["shared"], f"on_duty.door.{door.pk}.{int(at.timestamp()) // 60}"
    if tries.add(key, 1, 120):
        return False
    try:
        return int(tries.incr(key)) > DOOR_A_MINUTE
    except ValueError:
        return False


def _door_page(
    door: Door,
    token: str,
    at: datetime,
    *,
    chosen: Sign | None = None,
    done: Sign | None = None,
    problems: list[str] | None = None,
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    owner = door.unit.agency
    boards = queries.shown_boards(owner, queries.board_of(door), at=at)
    today = localtime(at).date()
    context = {
        "board": boards[0] if boards else None,
        "states": law.states(),
        "chosen": chosen,
        "done": done,
        "done_word": law.state(done.state).word if done else "",
        "problems": problems or [],
        "typed": typed,
        "on": today,
        "tomorrow": today + timedelta(days=1),
        "here": f"/door/{token}/",
    }
    frame = _frame(owner, f"{door.unit.name}门口终端", "/door/")
    response = show("on_duty/door.html", frame, context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    if chosen or done or problems:
        # Goes back by itself, also without scripts: the next person finds it as it was.
        response["Refresh"] = f"{8 if done else 40}; url=/door/{token}/"
    return response
