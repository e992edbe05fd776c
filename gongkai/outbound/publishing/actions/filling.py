"""Filling in: information with elements of its own is started and written through them."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ledger.actions import Refused, action, record, refuse_if
from gongkai.outbound.publishing import obstacles
from gongkai.outbound.publishing.actions.drafting import lock_open, save_draft, start
from gongkai.outbound.publishing.models import Edition, Elements
from gongkai.outbound.publishing.structures import Said, structure
from gongkai.people.models import Unit, User


@action
def start_with(kind: str, said: Said, *, unit: Unit, by: User, at: datetime) -> Edition:
    """Opens a new record of a kind with elements, and fills in what is known of them."""
    label = structure(kind).label
    edition = start(unit=unit, title=label, by=by, at=at)
    Elements.objects.create(edition=edition, kind=kind, said={})
    record("edition.given-elements", edition, agency=unit.agency, by=by, at=at, kind=kind)
    return fill_in(edition, said, by=by, at=at)


@action
def fill_in(edition: Edition, said: Said, *, by: User, at: datetime) -> Edition:
    """Puts elements in place of the edition's elements, and the text made from them."""
    edition = lock_open(edition)
    refuse_if(obstacles.to_editing(edition, by=by, on=localdate(at)))
    elements = Elements.objects.get(edition=edition)
    try:
        written = structure(elements.kind).write(said)
    except ValueError as fault:
        raise Refused([str(fault)]) from None
    elements.said = dict(said)
    elements.save(update_fields=["said"])
    structure(elements.kind).keep(edition, elements.said)
    edition.title = written.title
    edition.body_html, edition.body_text = written.html, written.text
    save_draft(edition, by=by, at=at)
    record(
        "edition.filled-in",
        edition,
        agency=edition.record.agency,
        by=by,
        at=at,
        kind=elements.kind,
        characters=len(written.text),
    )
    return edition
