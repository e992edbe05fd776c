"""The public's pages: what is shown today, one decision, and both as open data."""

import json
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.timezone import localdate

from gongkai.outbound.decisions import queries, sheets
from gongkai.outbound.decisions.models import Decision
from gongkai.people.models import Agency
from gongkai.rules.decisions.columns import Kind, columns_of
from gongkai.web.pages import Crumb, Frame, agency_or_404, reading_page, show

HOME = "首页"
TITLE = "行政许可和行政处罚公示"
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
}
# A workbook is built in memory.
MOST_EXPORTED = 20_000


@reading_page
def listed(request: HttpRequest, agency: str) -> HttpResponse:
    owner, asked = agency_or_404(agency), request.GET
    kind = _kind(asked.get("kind", ""))
    words = asked.get("q", "").strip()[: queries.LONGEST_WORDS]
    batch = asked.get("batch", "")
    is_number = batch.isascii() and batch.isdecimal() and len(batch) <= queries.LONGEST_NUMBER
    rows, following = queries.shown_page(
        owner,
        on=localdate(timezone.now()),
        kind=kind,
        words=words,
        batch=int(batch) if is_number else None,
        after=queries.After.read(asked.get("before", "")),
    )
    context = {
        "kind": kind,
        "kinds": list(Kind),
        "words": words,
        "batch": batch if is_number else "",
        "rows": rows,
        "following": following,
        "is_first": "before" not in asked,
    }
    return show("decisions/list.html", _frame(owner), context)


def _kind(written: str) -> Kind:
    return Kind(written) if written in tuple(Kind) else Kind.LICENCE


def _frame(owner: Agency, key: str = "", title: str = TITLE) -> Frame:
    home = owner.get_absolute_url()
    above = (Crumb(HOME, home), Crumb(TITLE, f"{home}decisions/" if key else ""))
    return Frame(
        title=title,
        path=f"{home}decisions/{key}/" if key else f"{home}decisions/",
        agency=owner,
        door="look",
        crumbs=(*above, Crumb("决定")) if key else above,
        # Others' indexes would keep a name after its time.
        is_indexed=not key,
    )


@reading_page
def single(request: HttpRequest, agency: str, key: str) -> HttpResponse:
    """A decision; after its time, or once taken down, what became of it and no name."""
    owner = agency_or_404(agency)
    answer = queries.answer_of(owner, key, on=localdate(timezone.now()))
    if answer is None:
        raise Http404
    shown = answer.shown
    title = shown.number if shown else "这份决定已停止公示"
    context = {
        "decision": shown,
        "lines": list(shown.row.lines()) if shown else (),
        "why_until": shown.row.why_until if shown else "",
        "ended": answer.ended,
        "is_over": answer.is_over,
    }
    status = 200 if shown else 410
    return show("decisions/single.html", _frame(owner, key, title), context, status=status)


@reading_page
def export(request: HttpRequest, agency: str, ending: str) -> HttpResponse:
    """What is shown today as open data; a copy taken is for its taker to keep current."""
    owner, kind = agency_or_404(agency), _kind(request.GET.get("kind", ""))
    if ending not in TYPES:
        raise Http404
    on = localdate(timezone.now())
    rows = Decision.objects.filter(agency=owner, kind=kind.value).shown(on)
    newest = rows.order_by("-decided_on", "-id")[:MOST_EXPORTED]
    if ending == "json":
        body = json.dumps(
            {
                "agency": owner.name,
                "kind": kind.label,
                "shown_on": on.isoformat(),
                "rows": [_as_json(row) for row in newest.iterator()],
            },
            ensure_ascii=False,
        ).encode()
    else:
        body = sheets.written(_lines(kind, newest.iterator()), ending)
    answer = HttpResponse(body, content_type=TYPES[ending])
    answer["Content-Disposition"] = f'attachment; filename="{kind.value}.{ending}"'
    return answer


def _as_json(row: Decision) -> dict[str, str]:
    return dict(row.row.lines()) | {"公示截止期": row.until_on.isoformat()}


def _lines(kind: Kind, rows: Iterator[Decision]) -> Iterator[list[str]]:
    shown = [one for one in columns_of(kind) if one.is_shown and one.key != "until"]
    yield [*(column.label for column in shown), "公示截止期"]
    for row in rows:
        values = row.said["values"]
        yield [*(values.get(column.key, "") for column in shown), row.until_on.isoformat()]
