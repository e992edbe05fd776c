"""The register of 复议 and 诉讼: what lies where, and what table 4 of the annual report counts."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from gongkai.inbound.cases.models import Case
from gongkai.inbound.cases.queries import workable_by
from gongkai.inbound.foi.models import Proceeding
from gongkai.people.models import Agency, User
from gongkai.rules.annual_report.proceedings import PENDING, TOTAL, ProceedingKind, Result

NEW = "new"


def register_of(user: User, *, on: date) -> QuerySet[Proceeding]:
    """The proceedings about those cases that the person may see."""
    return Proceeding.objects.filter(
        agency=user.agency_id, case__in=workable_by(user, on=on).order_by().values("pk")
    ).select_related("case")


def tab_of(register: QuerySet[Proceeding], *, is_open: bool) -> QuerySet[Proceeding]:
    """The open ones, what has to be answered first at the top; or those that are over."""
    if is_open:
        return register.filter(concluded_on=None, voided_at=None).order_by(
            F("answered_on").asc(nulls_first=True), "due_on", "id"
        )
    return register.exclude(concluded_on=None, voided_at=None).order_by(
        F("concluded_on").desc(nulls_last=True), "-id"
    )


def waiting_for_answer(user: User, *, on: date, until: date) -> QuerySet[Proceeding]:
    """Those whose answer is late or due by a day."""
    ticking = register_of(user, on=on).filter(
        answered_on=None, concluded_on=None, voided_at=None, due_on__lte=until
    )
    return ticking.select_related("case__unit").order_by("due_on", "id")


def of_case(case: Case) -> QuerySet[Proceeding]:
    return Proceeding.objects.filter(case=case).select_related("case", "anew")


def _in(field: str, year: int) -> Q:
    return Q(**{f"{field}__gte": date(year, 1, 1), f"{field}__lte": date(year, 12, 31)})


def _ending(key: str, year: int) -> Q:
    """The rule of `rules.annual_report.proceedings`, as the database is asked for it."""
    last = date(year, 12, 31)
    came = Q(notified_on__lte=last)
    if key == PENDING:
        return came & (Q(concluded_on=None) | Q(concluded_on__gt=last))
    if key == TOTAL:
        return came & (Q(concluded_on=None) | Q(concluded_on__gte=date(year, 1, 1)))
    return _in("concluded_on", year) & Q(result=key)


def counts_of(agency: Agency, year: int) -> Mapping[ProceedingKind, Mapping[str, int]]:
    """The cells of table 4 in one query; nothing at all while the register has never been used.

    `new` are those that began in the year.
    """
    conditions = {str(key): _ending(key, year) for key in (*Result, PENDING)}
    conditions[NEW] = _in("notified_on", year)
    counts = {key: Count("id", filter=counted) for key, counted in conditions.items()}
    rows = _known(agency, year).order_by().values_list("kind").annotate(**counts)
    return {ProceedingKind(kind): dict(zip(counts, row, strict=True)) for kind, *row in rows}


def proceedings_behind(
    agency: Agency, year: int, *, kind: ProceedingKind, ending: str
) -> QuerySet[Proceeding]:
    """The proceedings that a cell of table 4 counts."""
    return _known(agency, year).filter(_ending(ending, year), kind=kind)


def _known(agency: Agency, year: int) -> QuerySet[Proceeding]:
    return Proceeding.objects.standing().filter(agency=agency, notified_on__lte=date(year, 12, 31))
