"""Which slots are free, who has which, which cases wait for a time, and what a period counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from gongkai.inbound.cases.models import Case, Party
from gongkai.inbound.reception.models import Appointment, ReceptionDay
from gongkai.people.models import Agency
from gongkai.rules.reception import Slot
from gongkai.rules.workdays import WEEKDAYS

RECEPTION = "reception"
# More days than anybody announces ahead; a list is never longer.
MOST_DAYS = 60


@dataclass(frozen=True)
class OpenSlot:
    """A slot that can be booked, as a form offers it."""

    day: ReceptionDay
    slot: Slot

    @property
    def key(self) -> str:
        return f"{self.day.pk}-{self.slot.number}"

    @property
    def label(self) -> str:
        return f"{self.day.on:%Y-%m-%d} {self.slot}"


@dataclass(frozen=True)
class Notice:
    """大接访公告: an announced day and what of it can still be booked."""

    day: ReceptionDay
    free: tuple[Slot, ...]

    @property
    def weekday(self) -> str:
        return f"星期{WEEKDAYS[self.day.on.weekday()]}"

    @property
    def is_cancelled(self) -> bool:
        return self.day.state == ReceptionDay.State.CANCELLED


def notices(agency: Agency, *, at: datetime) -> list[Notice]:
    """The coming days the public knows of, those called off included."""
    days = ReceptionDay.objects.filter(agency=agency, announced_at__isnull=False)
    days = days.exclude(state=ReceptionDay.State.PLANNED).coming(localdate(at))
    return with_free_slots(days.select_related("agency", "unit")[:MOST_DAYS], at=at)


def with_free_slots(days: Iterable[ReceptionDay], *, at: datetime) -> list[Notice]:
    shown = list(days)
    taken = taken_slots(shown)
    return [Notice(day, _free(day, taken[day.pk], at=at)) for day in shown]


def _free(day: ReceptionDay, taken: set[int], *, at: datetime) -> tuple[Slot, ...]:
    if day.state != ReceptionDay.State.ANNOUNCED:
        return ()
    return tuple(
        slot
        for slot in day.all_slots
        if slot.number not in taken and day.begins_at(slot.number) > at
    )


def taken_slots(days: Sequence[ReceptionDay]) -> dict[int, set[int]]:
    """The numbers nobody else can have, by the id of each day, in one query."""
    taken: dict[int, set[int]] = {day.pk: set() for day in days}
    rows = Appointment.objects.taking().filter(day__in=list(taken)).order_by()
    for day, slot in rows.values_list("day", "slot"):
        taken[day].add(slot)
    return taken


def open_slots(agency: Agency, *, at: datetime, first: int = 0) -> list[OpenSlot]:
    """What can be booked, by day; those of the day `first` before all others."""
    found = [OpenSlot(one.day, slot) for one in notices(agency, at=at) for slot in one.free]
    return sorted(found, key=lambda one: one.day.pk != first)


def announced_day(agency: Agency, pk: int) -> ReceptionDay | None:
    """A day that is public or was: only these can be known to a citizen."""
    days = ReceptionDay.objects.filter(agency=agency, announced_at__isnull=False, pk=pk)
    return days.select_related("agency", "unit").first()


def story_of(case: Case) -> list[Appointment]:
    """Every appointment of a case, the last one first."""
    found = case.appointments.select_related("day__unit", "day__agency", "case", "minutes_by")
    return list(found.order_by("-id"))


def is_booked(appointment: Appointment) -> bool:
    return Appointment.objects.booked().filter(pk=appointment.pk).exists()


def booked_for(case: Case) -> Appointment | None:
    found = Appointment.objects.booked().filter(case=case)
    return found.select_related("day__unit", "day__agency", "case").first()


def waiting_for_a_time(agency: Agency) -> QuerySet[Case]:
    """Open cases that ask for a reception and have had none, nor a time for one."""
    held = Appointment.objects.filter(
        case=OuterRef("pk"), state__in=[Appointment.State.BOOKED, Appointment.State.CAME]
    )
    cases = Case.objects.filter(agency=agency, kind=RECEPTION, closed_on=None)
    return cases.filter(~Exists(held)).order_by("received_on", "id")


def others_of_the_same_person(case: Case, *, on: date) -> list[Appointment]:
    """Appointments to come of whoever sent this case, known again by name and a way to reach them.

    A name alone is no person: two who share it share no telephone.
    """
    sender = case.parties.filter(part=Party.Part.SENDER).exclude(known_by="").first()
    if sender is None:
        return []
    same = Party.objects.filter(part=Party.Part.SENDER, known_by=sender.known_by)
    booked = (
        Appointment.objects.booked()
        .filter(day__agency=case.agency_id, day__on__gte=on, case__in=same.values("case"))
        .exclude(case=case)
        .select_related("day", "case")
        .prefetch_related("case__parties")
    )
    return [one for one in booked if _share_a_way(sender, one.case.parties.all())]


def _share_a_way(sender: Party, parties: Iterable[Party]) -> bool:
    ways = _ways(sender)
    return any(ways & _ways(one) for one in parties if one.known_by == sender.known_by)


def _ways(party: Party) -> set[str]:
    said = (party.particulars.get(name, "") for name in ("phone", "email", "address"))
    return {"".join(way.lower().replace("-", "").split()) for way in said if way}


def with_their_senders(appointments: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """Appointments with what a list shows of them: day, case, and its sender masked."""
    senders = Party.objects.filter(part=Party.Part.SENDER).defer("particulars")
    return (
        appointments.select_related("day", "case", "case__unit")
        .defer("case__text")
        .prefetch_related(Prefetch("case__parties", senders))
    )


@dataclass(frozen=True)
class Receptions:
    """What a period counts: days held, appointments on them, who came, what was agreed and done."""

    days: int
    appointments: int
    came: int
    follow_ups: int
    followed_up: int


def receptions_in(agency: Agency, first: date, last: date) -> Receptions:
    """Counts days from the first to the last that were announced and not called off."""
    days = ReceptionDay.objects.announced().filter(agency=agency, on__gte=first, on__lte=last)
    counted = (
        Appointment.objects.taking()
        .filter(day__in=days)
        .aggregate(
            appointments=Count("id"),
            came=Count("id", filter=Q(state=Appointment.State.CAME)),
            follow_ups=Count("id", filter=Q(follow_up_due_on__isnull=False)),
            followed_up=Count("id", filter=Q(followed_up_at__isnull=False)),
        )
    )
    return Receptions(days=days.count(), **counted)
