"""What the office asks about posters: open drafts, and what a first draft starts from."""

from typing import Any

from django.db.models import QuerySet

from gongkai.outbound.publishing.models import Edition, Record
from gongkai.outbound.walls.structures import COMMITMENTS, FINES, ORGANISATION
from gongkai.people.models import Agency, Unit

MOST_UNITS = 300


def records_of(agency: Agency, kind: str) -> QuerySet[Record]:
    """Records of a kind that are public now, oldest first."""
    live = Record.objects.public().filter(agency=agency, live_edition__elements__kind=kind)
    return live.select_related("live_edition", "unit").order_by("pk")


def open_of(agency: Agency, kinds: tuple[str, ...]) -> QuerySet[Edition]:
    """Editions of these kinds that are on their way."""
    found = Edition.objects.open().filter(record__agency=agency, elements__kind__in=kinds)
    return found.select_related("record", "elements").order_by("pk")


def first_draft(kind: str, agency: Agency) -> dict[str, Any]:
    """What is known before anybody has typed: the agency's own facts, its units."""
    if kind == ORGANISATION:
        units = Unit.objects.filter(agency=agency).exclude(kind=Unit.Kind.LEADERSHIP)
        return {
            "agency": agency.name,
            "duties": [],
            "leaders": [],
            "units": [
                [name, "", "", "", ""] for name in units.values_list("name", flat=True)[:MOST_UNITS]
            ],
            "address": agency.address,
            "hours": agency.hours,
            "phone": agency.phone,
        }
    titles = {FINES: f"{agency.short_name}罚款标准", COMMITMENTS: f"{agency.short_name}服务承诺"}
    phones = {FINES: {"note": ""}, COMMITMENTS: {"phone": agency.phone}}
    return {"title": titles[kind], "rows": [], **phones[kind]}
