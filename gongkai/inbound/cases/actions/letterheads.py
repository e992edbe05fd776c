"""Setting how an agency's letters are headed, and giving out their numbers."""

from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.inbound.cases import obstacles, queries
from gongkai.inbound.cases.actions.keeping import shown
from gongkai.inbound.cases.actions.receiving import next_serial
from gongkai.inbound.cases.models import LetterSettings, LetterTemplate
from gongkai.ledger.actions import action, record, refuse_if, values_of
from gongkai.media.storing import store
from gongkai.people.models import Agency, User

SERIES = "文书"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@action
def set_letterhead(settings: LetterSettings, *, by: User | None, at: datetime) -> LetterSettings:
    """Keeps how the agency's letters are headed; letters given out before stay as they were."""
    refuse_if(obstacles.to_setting_letters(settings, by=by, on=localdate(at)))
    settings.save()
    record(
        "letters.set", settings, agency=settings.agency, by=by, at=at, values=values_of(settings)
    )
    return settings


@action
def set_template(
    agency: Agency, shape: str, *, name: str, content: bytes | None, by: User, at: datetime
) -> LetterTemplate:
    """Takes a Word template of the office's own into use, or with no content goes back to ours."""
    refuse_if(
        obstacles.to_setting_template(agency, shape, content=content, by=by, on=localdate(at))
    )
    kept = LetterTemplate.objects.create(
        agency=agency,
        shape=shape,
        file=store(content, content_type=DOCX) if content else None,
        name=shown(name) if content else "",
        by=by,
        at=at,
    )
    record(
        "letters.template-set",
        kept,
        agency=agency,
        by=by,
        at=at,
        shape=shape,
        sha256=kept.file.sha256 if kept.file else "",
    )
    return kept


def next_letter_number(agency: Agency, on: date) -> str:
    """The next number of the agency's letters in a year. Called within an action."""
    serial = next_serial(agency, f"{SERIES}{on.year}")
    return queries.letter_number(agency, year=on.year, serial=serial)
