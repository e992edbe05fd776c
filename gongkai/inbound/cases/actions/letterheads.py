"""Setting how an agency's letters are headed, and giving out their numbers."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import obstacles, queries
from gongkai.inbound.cases.actions.receiving import next_serial
from gongkai.inbound.cases.models import LetterSettings
from gongkai.ledger.actions import action, record, refuse_if, values_of
from gongkai.people.models import Agency, User

SERIES = "文书"


@action
def set_letterhead(settings: LetterSettings, *, by: User | None, at: datetime) -> LetterSettings:
    """Keeps how the agency's letters are headed; letters given out before stay as they were."""
    refuse_if(obstacles.to_setting_letters(settings, by=by, on=localdate(at)))
    settings.save()
    record(
        "letters.set", settings, agency=settings.agency, by=by, at=at, values=values_of(settings)
    )
    return settings


def next_letter_number(agency: Agency, on: date) -> str:
    """The next number of the agency's letters in a year. Called within an action."""
    serial = next_serial(agency, f"{SERIES}{on.year}")
    return queries.letter_number(agency, year=on.year, serial=serial)
