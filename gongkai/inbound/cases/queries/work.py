"""What lies on somebody's desk: cases offered to them, in hand, due, late, and replies to clear."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.timezone import get_current_timezone

from gongkai.inbound.cases.models import Case, Holding, Party, Reply
from gongkai.inbound.cases.queries.cases import workable_by
from gongkai.inbound.cases.queries.standing import Standing, standing_to
from gongkai.people.models import User
from gongkai.rules.workdays import WorkCalendar

SOON_DAYS = 5
# A number is written `SQ202600001`; the longest the field holds.
NUMBER_SIGNS = 20


class Tab(StrEnum):
    """Parts of the inbox, by what has to be done next."""

    OFFERED = "offered"
    IN_HAND = "in_hand"
    SOON = "soon"
    OVERDUE = "overdue"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return TABS[self]


TABS = {
    Tab.OFFERED: "待接收",
    Tab.IN_HAND: "在办",
    Tab.SOON: "快到期",
    Tab.OVERDUE: "已逾期",
    Tab.CLOSED: "已办结",
}


@dataclass(frozen=True)
class CaseDesk:
    """What one person may do with cases on one day: asked once, used by a whole screen."""

    user: User
    on: date
    calendar: WorkCalendar
    worked_units: frozenset[int]
    cleared_units: frozenset[int]
    is_overseer: bool

    @property
    def may_register(self) -> bool:
        return bool(self.worked_units)

    @property
    def cases(self) -> QuerySet[Case]:
        return workable_by(self.user, on=self.on)

    @property
    def readable(self) -> QuerySet[Case]:
        """Their cases, and those that one of them continues, wherever these have gone."""
        theirs = self.cases
        of_agency = Case.objects.filter(agency=self.user.agency_id)
        return of_agency.filter(
            Q(pk__in=theirs.values("pk")) | Q(pk__in=theirs.values("continues"))
        )

    @property
    def soon_until(self) -> date:
        return self.calendar.add(self.on, SOON_DAYS).day


@dataclass(frozen=True)
class Line:
    """A case as a list shows it: its holder, whom it waits for, its sender masked, its term.

    `is_escalated` where its lateness was reported to the person who looks.
    """

    case: Case
    standing: Standing | None
    holder: Holding | None
    waits_for: Holding | None
    sender: str
    is_escalated: bool = False

    @property
    def is_overdue(self) -> bool:
        return self.standing is not None and self.standing.is_overdue


def in_tab(desk: CaseDesk, tab: Tab) -> QuerySet[Case]:
    """The cases of one part of the inbox, the one due first at the top."""
    if tab is Tab.CLOSED:
        return desk.cases.exclude(closed_on=None).order_by("-closed_on", "-id")
    found = desk.cases.filter(closed_on=None)
    if tab is Tab.OFFERED:
        found = found.filter(pk__in=_offered_to(desk).values("case"))
    elif tab is Tab.IN_HAND:
        held = Holding.objects.in_hand().filter(case__agency=desk.user.agency_id)
        found = found.filter(pk__in=held.values("case"))
    elif tab is Tab.SOON:
        found = found.filter(due_on__gte=desk.on, due_on__lte=desk.soon_until)
    else:
        found = found.filter(due_on__lt=desk.on)
    # What waits for others has no due date, and stands behind what has one.
    return found.order_by(F("due_on").asc(nulls_last=True), "id")


def _offered_to(desk: CaseDesk) -> QuerySet[Holding]:
    """Offers this person may accept: made to them, or to a unit they work for and nobody in it."""
    return Holding.objects.offered().filter(
        Q(user=desk.user) | Q(user=None, unit__in=desk.worked_units),
        case__agency=desk.user.agency_id,
    )


def lines(desk: CaseDesk, cases: Iterable[Case]) -> list[Line]:
    """The cases with what their list shows of them, in two queries more however many."""
    shown = list(cases)
    holders: dict[int, Holding] = {}
    offers: dict[int, Holding] = {}
    holdings = Holding.objects.standing().filter(case__in=[case.pk for case in shown])
    for holding in holdings.select_related("unit", "user"):
        (holders if holding.accepted_at else offers)[holding.case_id] = holding
    senders = _senders(shown)
    return [
        Line(
            case,
            standing_of_case(case, desk.calendar, on=desk.on),
            holders.get(case.pk),
            offers.get(case.pk),
            senders.get(case.pk, "未留姓名"),
        )
        for case in shown
    ]


def _senders(cases: Collection[Case]) -> dict[int, str]:
    parties = Party.objects.filter(case__in=[case.pk for case in cases], part=Party.Part.SENDER)
    return dict(parties.values_list("case", "shown_as"))


def standing_of_case(case: Case, calendar: WorkCalendar, *, on: date) -> Standing | None:
    """None when it is closed, or while others have to act and nothing can be due."""
    if case.closed_on is not None or case.due_on is None:
        return None
    return standing_to(case.due_on, calendar, on=on, is_provisional=case.due_provisional)


def open_reply(case: Case, *, is_notice: bool = False) -> Reply | None:
    """The reply, or the notice, of a case with its story that has not been given out yet."""
    for one in case.replies.all():
        if one.is_notice == is_notice and one.state != Reply.State.SENT:
            return one
    return None


def to_clear(desk: CaseDesk) -> QuerySet[Reply]:
    """Replies that wait for this person's word; one's own is never among them."""
    return (
        Reply.objects.filter(
            state=Reply.State.IN_REVIEW,
            case__agency=desk.user.agency_id,
            case__unit__in=desk.cleared_units,
        )
        .exclude(written_by=desk.user)
        .select_related("case", "case__unit", "written_by")
        .defer("text", "case__text")
        .order_by("case__due_on", "id")
    )


def matching(words: str) -> Q:
    """By the beginning of a number, as a range that every database has an index for, or by a word
    of the subject."""
    number = words.upper()
    if number[:1].isalpha() and number.isascii() and number.isalnum():
        return Q(number__range=(number, number.ljust(NUMBER_SIGNS, "9")))
    return Q(subject__icontains=words)


def registered_in(year: int) -> Q:
    """Cases by the year of their registration; the index of the register gives them."""
    zone = get_current_timezone()
    first = datetime.combine(date(year, 1, 1), time.min, zone)
    end = datetime.combine(date(year + 1, 1, 1), time.min, zone)
    return Q(received_at__gte=first, received_at__lt=end)


def with_its_story(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with everything that their own page tells."""
    return cases.select_related(
        "agency", "unit", "first_receiver", "record", "continues"
    ).prefetch_related(
        Prefetch("holdings", Holding.objects.select_related("unit", "user", "handed_by")),
        "parties",
        "events__by",
        "warnings__told",
        Prefetch("replies", Reply.objects.select_related("written_by", "cleared_by", "paper")),
    )
