"""Reception days, planned by one and announced by another, and cases that come to them."""

from datetime import date, time

from gongkai.inbound.cases.models import Case
from gongkai.inbound.reception import actions
from gongkai.inbound.reception.models import Appointment, ReceptionDay
from gongkai.inbound.reception.plans import Plan
from gongkai.people.models import Unit
from gongkai.rules.cases import Sender
from tests.factories.cases import at, received
from tests.factories.people import Bureau

DAY = date(2026, 2, 10)
# A Tuesday four weeks after the cases of these tests come in.
RECEPTION_DAY = date(2026, 3, 10)


def plan_of(bureau: Bureau, **given: object) -> Plan:
    fields: dict[str, object] = {
        "on": RECEPTION_DAY,
        "opens": time(9),
        "closes": time(11),
        "place": "办公楼一楼接访室",
        "received_by": "局长",
        "unit": bureau.unit,
        "slots": 3,
        "minutes": 30,
        "topics": "农村公路建设和养护",
    }
    return Plan(**fields | given)  # type: ignore[arg-type]


def planned(bureau: Bureau, **given: object) -> ReceptionDay:
    return actions.plan(plan_of(bureau, **given), by=bureau.office, at=at(DAY))


def announced(bureau: Bureau, **given: object) -> ReceptionDay:
    return actions.announce(planned(bureau, **given), by=bureau.leader, at=at(DAY))


def wanting(bureau: Bureau, number: int = 1, **given: object) -> Case:
    """A case that asks for a reception, each from somebody else."""
    unit: Unit = bureau.unit
    sender = Sender(name=f"黄示例{number}", phone=f"1380013{number:04}")
    fields: dict[str, object] = {
        "kind": "reception",
        "subject": f"路灯不亮之{number}",
        "text": "村道路灯坏了三个月没有人修。",
        "sender": sender,
        "unit": unit,
        "seed": f"{number:032}",
    }
    return received(bureau, **fields | given)  # type: ignore[arg-type]


def booked(
    bureau: Bureau, day: ReceptionDay, slot: int = 1, *, number: int = 0, **given: object
) -> Appointment:
    case = wanting(bureau, number or slot, **given)
    return actions.book(case, day, slot, by=None, at=at(DAY))


def come(bureau: Bureau, appointment: Appointment, **given: object) -> Appointment:
    """Somebody who came, with minutes of what was said."""
    on = at(appointment.day.on)
    marked = actions.mark(appointment, came=True, by=bureau.clerk, at=on)
    said: dict[str, object] = {"minutes": "来访人要求三天内修好，答复本周修好。"}
    return actions.write_minutes(marked, **said | given, by=bureau.clerk, at=on)  # type: ignore[arg-type]
