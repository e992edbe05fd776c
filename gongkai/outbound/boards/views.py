"""公开栏 for the public: what hangs where, and each issue with the state of its sheets."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.outbound.boards import queries
from gongkai.outbound.boards.models import BoardIssue
from gongkai.web.pages import Crumb, Frame, agency_or_404, reading_page, show

TITLE = "政务公开栏"
PER_PAGE = 20


@reading_page
def boards(request: HttpRequest, agency: str) -> HttpResponse:
    owner = agency_or_404(agency)
    home = owner.get_absolute_url()
    past = BoardIssue.objects.ever_up().filter(board__agency=owner).select_related("board__agency")
    page = Paginator(past.order_by("-planned_on", "-id"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    frame = Frame(
        title=TITLE, path=f"{home}boards/", agency=owner, door="look",
        crumbs=(Crumb("首页", home), Crumb(TITLE)),
    )  # fmt: skip
    boards = queries.hanging(owner, on=localdate(timezone.now()))
    return show("boards/boards.html", frame, {"boards": boards, "page": page})


@reading_page
def issue(request: HttpRequest, agency: str, board: int, year: int, number: int) -> HttpResponse:
    """Only what hangs or hung: a composition is not public."""
    owner = agency_or_404(agency)
    issues = BoardIssue.objects.ever_up().filter(board__agency=owner)
    found = queries.with_sheets(issues).filter(board=board, year=year, number=number).first()
    if found is None:
        raise Http404
    home = owner.get_absolute_url()
    frame = Frame(
        title=f"{found.board}{found.label}", path=found.get_absolute_url(), agency=owner,
        door="look",
        crumbs=(Crumb("首页", home), Crumb(TITLE, f"{home}boards/"), Crumb(found.label)),
    )  # fmt: skip
    return show(
        "boards/issue.html",
        frame,
        {"issue": found, "is_up": found.state == BoardIssue.State.UP, "sheets": found.sheets.all()},
    )
